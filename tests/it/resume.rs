//! A killed run leaves the old audit or one that can be gone on with, never a half one that looks whole.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::support::{classlens, folder, stderr, stdout, write};

/// Names of what lies in an audit folder, without the lock that writers hold.
fn names(root: &Path, audit: &str) -> Vec<String> {
    let entries = root.join(audit).read_dir().expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "queries.lock");
    names.sort();
    names
}

/// A corpus of three files with given and missing ids, doubled ids, doubled records and broken lines.
pub fn corpus(root: &Path) {
    let jobs = ["nurses", "cashiers", "lawyers", "home health aides", "teachers", "janitors"];
    for file in 0..3 {
        let mut lines = Vec::new();
        for n in 0..150 {
            let job = jobs[(n * 5 + file) % jobs.len()];
            let body = format!("{job} work nights for $11 an hour in town {n} of county {file}. The wage rose.");
            let id = match n % 10 {
                0 => format!("shared-{n}"),
                1 => String::new(),
                _ => format!("{file}-{n}"),
            };
            let date = format!("20{:02}-03-04{}", 10 + n % 9, if n % 4 == 0 { "T22:15:00-05:00" } else { "" });
            let line = serde_json::json!({"id": id, "outlet": format!("Paper {}", n % 3), "date": date,
                "title": format!("Town {n}"), "body": body});
            lines.push(line.to_string());
            if n % 20 == 7 {
                lines.extend([line.to_string(), "{\"id\": \"broken".to_owned()]);
            }
        }
        write(root, &format!("{file}.jsonl"), lines.join("\n") + "\n");
    }
}

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

/// Every file but the index is the same bytes, the manifest but for its call; the index answers the same.
#[track_caller]
pub fn check_same(root: &Path, one: &str, two: &str) {
    let files = names(root, one);
    assert_eq!(files, names(root, two));
    assert!(["articles.parquet", "hits.csv", "signatures"].iter().all(|name| files.iter().any(|file| file == name)));
    for name in files.iter().filter(|name| !["index", "manifest.json"].contains(&name.as_str())) {
        let read = |audit: &str| std::fs::read(root.join(audit).join(name)).expect("the audit has this file");
        assert!(read(one) == read(two), "{name} of {two}");
    }
    let manifest = |audit: &str| {
        let text = std::fs::read_to_string(root.join(audit).join("manifest.json")).expect("an audit has a manifest");
        let mut manifest: serde_json::Value = serde_json::from_str(&text).expect("the manifest is JSON");
        for key in ["timings", "command"] {
            manifest.as_object_mut().expect("the manifest is an object").remove(key);
        }
        manifest
    };
    assert_eq!(manifest(one), manifest(two), "manifest of {two}");
    for query in ["wage", "title:town AND cashier*", "@low_wage.pay"] {
        let answer = |audit: &str| {
            let args = ["search", audit, query, "--limit", "500", "--fields", "id,score,snippet", "--format", "csv"];
            stdout(&classlens(root, &args))
        };
        assert_eq!(answer(one), answer(two), "{query}");
    }
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
        assert!(stderr(&output).contains("going on behind "), "{}", stderr(&output));
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
    check(&[], "--resume would have gone on behind them");
    check(&["--resume", "--map", "section=desk"], "starts anew: map was none and is now section=desk");
    assert!(kill_at(root.path(), "out", 2));
    write(root.path(), "0.jsonl", "{\"id\": \"other\", \"body\": \"Other text.\"}\n");
    let output = classlens(root.path(), &[&CALL[..], &["out", "--resume"]].concat());
    assert!(stderr(&output).contains("starts anew: 0.jsonl has changed"), "{}", stderr(&output));
}
