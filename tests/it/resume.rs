//! A killed run leaves the old audit or one that can be gone on with, never a half one that looks whole.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::Ordering;

use ::classlens::pipeline::{AuditOptions, Counters, PipelineError, audit, sample_source};
use ::classlens::{Engine, Lexicon};

use crate::support::steps::{check_same, corpus};
use crate::support::{classlens, folder, stderr, write};

const CALL: [&str; 10] =
    ["audit", "0.jsonl", "1.jsonl", "2.jsonl", "--csv", "--checkpoint", "40", "--memory", "64", "-o"];

fn start(root: &Path, output: &str) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("classlens"));
    let command =
        command.current_dir(root).args(CALL).args([output, "--resume"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the binary runs")
}

/// Whole parts in a partial folder.
fn n_parts(root: &Path, output: &str) -> usize {
    let parts = root.join(format!("{output}.partial/parts"));
    let entries = parts.read_dir().into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().extension().is_some_and(|e| e == "json")).count()
}

/// Goes on with a run and kills it when it has `n` whole parts; false when it was over before.
fn kill_at(root: &Path, output: &str, n: usize) -> bool {
    let mut child = start(root, output);
    while n_parts(root, output) < n {
        if child.try_wait().expect("the run can be asked").is_some() {
            return false;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().expect("the run can be killed");
    !child.wait().expect("the run ends").success()
}

#[test]
fn a_killed_run_goes_on_to_the_same_bytes() {
    let root = folder();
    corpus(root.path());
    let output = classlens(root.path(), &[&CALL[..], &["whole"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // Killed once or again and again, inside a source, at its end, or in the middle of a part.
    let mut n_killed = 0;
    for (audit, kills) in [("first", &[2][..]), ("often", &[3, 5, 6, 9]), ("late", &[11])] {
        for n in kills {
            n_killed += u32::from(kill_at(root.path(), audit, *n));
        }
        assert!(!root.path().join(audit).exists());
        let output = classlens(root.path(), &[&CALL[..], &[audit, "--resume"]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stderr(&output).contains("resuming after "), "{}", stderr(&output));
        check_same(root.path(), "whole", audit);
    }
    assert!(n_killed >= 3, "runs were killed in the middle");
}

#[test]
fn a_run_that_is_asked_to_stop_keeps_what_is_done_and_can_be_resumed() {
    let root = folder();
    let engine = Engine::new(Lexicon::embedded()).expect("the embedded lexicon fits its calibration");
    let options = |output: &str, resume| AuditOptions {
        checkpoint: 1,
        resume,
        ..AuditOptions::new(vec![sample_source()], &root.path().join(output))
    };
    let counters = Counters::default();
    let stopped = std::thread::scope(|scope| {
        scope.spawn(|| {
            while counters.documents.load(Ordering::Relaxed) < 3 {
                std::thread::yield_now();
            }
            counters.stop.store(true, Ordering::Relaxed);
        });
        audit(&engine, &options("stopped", false), &counters)
    });
    let Err(error @ PipelineError::Interrupted { n_articles: 3..65, .. }) = stopped else { panic!("{stopped:?}") };
    assert!(error.to_string().starts_with("the run was stopped\n"), "{error}");
    assert!(!root.path().join("stopped").exists());
    for (output, resume) in [("stopped", true), ("whole", false)] {
        audit(&engine, &options(output, resume), &Counters::default()).expect("nothing stops it");
    }
    for table in ["articles", "hits", "quotes", "pay", "texts"] {
        let read = |output: &str| std::fs::read(root.path().join(output).join(format!("{table}.parquet")));
        assert_eq!(read("stopped").expect("it is there"), read("whole").expect("it is there"), "{table}");
    }
}

/// A run that waits in the middle of its work, on a pipe that never closes.
fn waiting(root: &Path) -> Child {
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("classlens"))
        .current_dir(root)
        .args(["audit", "-", "-o", "out", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the binary runs");
    while !root.join("out.partial/index/meta.json").exists() {
        assert!(child.try_wait().expect("the run can be asked").is_none(), "the run waits for input");
        std::thread::yield_now();
    }
    child
}

#[test]
fn two_runs_to_one_folder_exclude_each_other() {
    let root = folder();
    let mut first = waiting(root.path());
    let second = classlens(root.path(), &["audit", "-o", "out"]);
    assert_eq!(second.status.code(), Some(2));
    let told = format!("out: another run is writing it (process {})", first.id());
    assert!(stderr(&second).contains(&told), "{}", stderr(&second));
    first.kill().expect("the run can be killed");
    first.wait().expect("the run ends");
}

#[test]
fn a_killed_run_leaves_no_folder_that_looks_whole() {
    let root = folder();
    let mut child = waiting(root.path());
    child.kill().expect("the run can be killed");
    child.wait().expect("the run ends");
    let partial = root.path().join("out.partial");
    assert!(!root.path().join("out").exists());
    assert!(partial.exists() && !partial.join("manifest.json").exists());
    let output = classlens(root.path(), &["audit", "-o", "out", "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!partial.exists(), "the next run takes the place of the killed one");
}

#[test]
fn what_a_killed_run_did_is_used_on_request_and_for_the_same_question_only() {
    let root = folder();
    corpus(root.path());
    let check = |more: &[&str], told: &str| {
        assert!(kill_at(root.path(), "out", 2));
        let output = classlens(root.path(), &[&CALL[..], &["out"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
        std::fs::remove_dir_all(root.path().join("out")).expect("the audit is there");
    };
    check(&[], "--resume would have continued after them");
    check(&["--resume", "--map", "section=outlet"], "starts anew: map was none and is now section=outlet");
    assert!(kill_at(root.path(), "out", 2));
    write(root.path(), "0.jsonl", "{\"id\": \"other\", \"body\": \"Other text.\"}\n");
    let output = classlens(root.path(), &[&CALL[..], &["out", "--resume"]].concat());
    assert!(stderr(&output).contains("starts anew: 0.jsonl has changed"), "{}", stderr(&output));
}
