//! A killed run leaves the old audit or one that can be gone on with, never a half one that looks whole.

use std::path::Path;
use std::process::{Child, Command, Stdio};

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
