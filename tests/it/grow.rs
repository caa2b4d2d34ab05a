//! An audit grows by new and changed sources, and is scored again, to the same bytes as one whole run.

use std::path::Path;

use crate::support::steps::{check_same, corpus};
use crate::support::{classlens, folder, stderr, write};

#[track_caller]
fn audit(root: &Path, args: &[&str]) -> String {
    let output = classlens(root, &[&["audit", "--csv", "--checkpoint", "60", "--memory", "64"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stderr(&output)
}

#[test]
fn added_sources_are_read_and_old_ones_are_not() {
    let root = folder();
    corpus(root.path());
    audit(root.path(), &["0.jsonl", "1.jsonl", "2.jsonl", "-o", "whole"]);
    audit(root.path(), &["0.jsonl", "1.jsonl", "-o", "grown"]);
    // A source that is gone cannot be read.
    std::fs::rename(root.path().join("0.jsonl"), root.path().join("away")).expect("the file is there");
    audit(root.path(), &["1.jsonl", "2.jsonl", "-o", "grown", "--add"]);
    check_same(root.path(), "whole", "grown");
    audit(root.path(), &["2.jsonl", "-o", "grown", "--add"]);
    check_same(root.path(), "whole", "grown");
}

#[test]
fn changed_sources_take_the_place_of_what_they_were() {
    let root = folder();
    for changed in 0..3 {
        corpus(root.path());
        audit(root.path(), &["0.jsonl", "1.jsonl", "-o", "grown", "--replace"]);
        let name = format!("{changed}.jsonl");
        let old = std::fs::read_to_string(root.path().join(&name)).expect("the file is there");
        let lines: Vec<&str> = old.lines().skip(3).collect();
        write(root.path(), &name, lines.join("\n").replace("night", "weekend"));
        audit(root.path(), &["2.jsonl", "-o", "grown", "--add"]);
        audit(root.path(), &["0.jsonl", "1.jsonl", "2.jsonl", "-o", "whole"]);
        check_same(root.path(), "whole", "grown");
    }
}

#[test]
fn an_id_that_moves_to_another_source_is_told_apart_as_in_a_whole_run() {
    let root = folder();
    let line = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"body\": \"{text} earn a wage.\"}}\n");
    write(root.path(), "a.jsonl", line("x", "Nurses"));
    write(root.path(), "b.jsonl", line("y", "Cashiers"));
    write(root.path(), "c.jsonl", line("z", "Cooks"));
    audit(root.path(), &["a.jsonl", "b.jsonl", "c.jsonl", "-o", "grown"]);
    write(root.path(), "a.jsonl", line("y", "Lawyers"));
    audit(root.path(), &["a.jsonl", "-o", "grown", "--add"]);
    audit(root.path(), &["a.jsonl", "b.jsonl", "c.jsonl", "-o", "whole"]);
    check_same(root.path(), "whole", "grown");
    let csv = std::fs::read_to_string(root.path().join("grown/articles.csv")).expect("CSV was asked for");
    let ids: Vec<String> = crate::support::rows(&csv).into_iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, ["y", "y~2", "z"]);
}

#[test]
fn an_audit_made_otherwise_is_not_added_to() {
    let root = folder();
    corpus(root.path());
    audit(root.path(), &["0.jsonl", "-o", "out"]);
    let before = std::fs::read(root.path().join("out/manifest.json")).expect("an audit has a manifest");
    let output = classlens(root.path(), &["audit", "1.jsonl", "-o", "out", "--add", "--date-order", "dmy"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("date-order was none and is now DayMonth"), "{}", stderr(&output));
    assert_eq!(std::fs::read(root.path().join("out/manifest.json")).expect("it is still there"), before);
    assert!(!root.path().join("out.partial").exists());
}

#[test]
fn texts_are_scored_again_as_if_they_were_read_again() {
    let root = folder();
    corpus(root.path());
    let lexicon = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
    let copied = root.path().join("other");
    for entry in walkdir::WalkDir::new(&lexicon).into_iter().flatten() {
        let to = copied.join(entry.path().strip_prefix(&lexicon).expect("inside"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(to).expect("a new folder");
        } else if entry.file_name() != "calibration.toml" {
            std::fs::copy(entry.path(), to).expect("a new file");
        }
    }
    let pay = copied.join("low_wage/pay.toml");
    let text = std::fs::read_to_string(&pay).expect("the lexicon has this file");
    std::fs::write(&pay, text.replacen("source = ", "weight = 2.5\nsource = ", 1)).expect("the file can be written");
    let sources = ["0.jsonl", "1.jsonl", "2.jsonl", "missing.jsonl"];
    audit(root.path(), &[&sources[..], &["-o", "old"]].concat());
    audit(root.path(), &[&sources[..], &["-o", "whole", "--lexicon", "other"]].concat());
    for source in &sources[..3] {
        std::fs::remove_file(root.path().join(source)).expect("the file is there");
    }
    audit(root.path(), &["--from", "old", "-o", "again", "--lexicon", "other"]);
    check_same(root.path(), "whole", "again");
}
