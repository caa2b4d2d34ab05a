//! Audits of parts of a corpus, merged, are the audit of the whole.

use std::path::Path;

use crate::support::steps::{check_same, corpus};
use crate::support::{classlens, folder, printed, rows, stderr, write};

/// The sample corpus in three files, with a story that each of them prints, a broken line and a variable of several kinds.
fn in_three_files(root: &Path) {
    let sample: Vec<&str> = include_str!("../../corpus/sample.jsonl").lines().collect();
    let story = "The porters of the night market carry crates until five and are paid by the crate, nine dollars for an hour \
                 when trucks are late. Their foreman says the wage will rise in spring, as he said last spring. A cook who lives \
                 upstairs hears them sing. On Monday they asked for a floor under their pay and for a week's notice of shifts.";
    for file in 0..3 {
        let mut lines: Vec<String> = sample.iter().skip(file).step_by(3).map(|line| (*line).to_owned()).collect();
        for n in 0..4 {
            let rank = if file == 1 { serde_json::json!("first") } else { serde_json::json!(n) };
            let line = serde_json::json!({"id": format!("town-{file}-{n}"), "outlet": format!("Paper {n}"), "rank": rank,
                "date": format!("2014-0{}-11", n + 1), "title": format!("Town {n}"),
                "body": format!("Cashiers of town {n} in county {file} earn $9 an hour. The wage rose.")});
            lines.push(line.to_string());
        }
        let day = format!("2014-05-0{}", 3 - file);
        let line = serde_json::json!({"id": format!("porters-{file}"), "outlet": format!("Paper {file}"), "date": day,
            "title": format!("Porters, part {file}"), "body": story});
        lines.extend([line.to_string(), "{\"id\": \"broken".to_owned()]);
        write(root, &format!("{file}.jsonl"), lines.join("\n") + "\n");
    }
}

fn audited_in_parts(root: &Path, files: usize) {
    for file in 0..files {
        printed(root, &["audit", &format!("{file}.jsonl"), "-o", &format!("part-{file}"), "--quiet"]);
    }
}

fn manifest(root: &Path, audit: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(root.join(audit).join("manifest.json")).expect("an audit has a manifest");
    serde_json::from_str(&text).expect("the manifest is JSON")
}

#[track_caller]
fn refused(root: &Path, args: &[&str], reason: &str) {
    let output = classlens(root, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(stderr(&output).contains(reason), "{}", stderr(&output));
}

#[test]
fn merged_parts_of_a_corpus_are_the_audit_of_the_whole() {
    let root = folder();
    let root = root.path();
    in_three_files(root);
    audited_in_parts(root, 3);
    printed(root, &["audit", "0.jsonl", "1.jsonl", "2.jsonl", "-o", "whole", "--csv", "--quiet"]);
    printed(root, &["merge", "part-0", "part-1", "part-2", "-o", "merged", "--csv", "--quiet"]);
    check_same(root, "whole", "merged");
    for call in [&["kwic", "wage", "--sort", "R1"][..], &["summary", "--by", "outlet"], &["variables"]] {
        let answer = |audit: &str| printed(root, &[&call[..1], &[audit], &call[1..], &["--format", "csv"]].concat());
        assert_eq!(answer("whole"), answer("merged"), "{call:?}");
    }
    let articles = rows(&std::fs::read_to_string(root.join("merged/articles.csv")).expect("CSV was asked for"));
    let porters: Vec<_> = articles.iter().filter(|row| row["id"].starts_with("porters-")).collect();
    assert_eq!(porters.len(), 3);
    assert!(porters.iter().all(|row| row["story"] == "porters-2" && row["copies"] == "3"), "the earliest is the head");
    assert!(printed(root, &["verify", "merged"]).contains("the audit is what was written"));
}

#[test]
fn sources_follow_each_other_in_the_order_of_the_audits_and_merging_can_go_on() {
    let root = folder();
    let root = root.path();
    in_three_files(root);
    audited_in_parts(root, 3);
    printed(root, &["audit", "2.jsonl", "0.jsonl", "1.jsonl", "-o", "whole", "--csv", "--quiet"]);
    printed(root, &["merge", "part-2", "part-0", "-o", "two", "--quiet"]);
    // Without its index the words of an article are those of its text.
    std::fs::remove_dir_all(root.join("part-1/index")).expect("the audit has an index");
    printed(root, &["merge", "two", "part-1", "-o", "merged", "--csv", "--quiet"]);
    check_same(root, "whole", "merged");
    let sources = |audit: &str| -> Vec<String> {
        let sources = manifest(root, audit)["sources"].as_array().cloned().unwrap_or_default();
        sources.iter().map(|source| source["source"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(sources("merged"), ["2.jsonl", "0.jsonl", "1.jsonl"]);
    // It grows like the audit of the whole.
    let grown = printed(root, &["audit", "0.jsonl", "-o", "merged", "--add", "--quiet"]);
    assert!(grown.contains("records") && sources("merged").len() == 3, "{grown}");
}

#[test]
fn a_record_of_two_audits_counts_once_and_is_refused_the_second_time() {
    let root = folder();
    let root = root.path();
    let line =
        |id: &str| format!("{{\"id\": \"{id}\", \"title\": \"T {id}\", \"body\": \"Cooks of {id} earn $9.\"}}\n");
    write(root, "0.jsonl", [line("a"), line("b")].concat());
    write(root, "1.jsonl", [line("b"), line("c"), line("a")].concat());
    audited_in_parts(root, 2);
    printed(root, &["audit", "0.jsonl", "1.jsonl", "-o", "whole", "--quiet"]);
    printed(root, &["merge", "part-0", "part-1", "-o", "merged", "--quiet"]);
    for name in ["articles", "hits", "quotes", "pay", "texts"] {
        let read = |audit: &str| std::fs::read(root.join(audit).join(format!("{name}.parquet"))).expect("a table");
        assert!(read("whole") == read("merged"), "{name}");
    }
    let (whole, merged) = (manifest(root, "whole"), manifest(root, "merged"));
    for count in ["n_records", "n_articles", "n_refused", "n_hits", "corpus_hash"] {
        assert_eq!(whole[count], merged[count], "{count}");
    }
    let rejects = std::fs::read_to_string(root.join("merged/rejects.jsonl")).expect("a file");
    assert_eq!(rejects.lines().count(), 2);
    assert!(rejects.lines().all(|line| line.contains("the same record again: id `")), "{rejects}");
    let count = |query: &str| printed(root, &["search", "merged", query, "--count"]);
    assert_eq!([count("cooks"), count("id:b")], ["3\n", "1\n"]);
    assert!(printed(root, &["verify", "merged"]).contains("the audit is what was written"));
}

#[test]
fn what_was_deleted_stays_deleted() {
    let root = folder();
    let root = root.path();
    in_three_files(root);
    audited_in_parts(root, 2);
    printed(root, &["delete", "part-1", "porters"]);
    let before = [manifest(root, "part-0"), manifest(root, "part-1")];
    printed(root, &["merge", "part-0", "part-1", "-o", "merged", "--quiet"]);
    let merged = manifest(root, "merged");
    for count in ["n_records", "n_articles", "n_deleted", "n_hits"] {
        let sum: u64 = before.iter().filter_map(|part| part[count].as_u64()).sum();
        assert_eq!(merged[count], sum, "{count}");
    }
    assert_eq!(merged["deletions"], before[1]["deletions"]);
}

#[test]
fn audits_that_do_not_go_together_are_refused_by_name() {
    let root = folder();
    let root = root.path();
    corpus(root);
    audited_in_parts(root, 2);
    refused(
        root,
        &["merge", "part-0", "part-1", "-o", "out"],
        "part-0 and part-1 cannot be merged: 15 ids are in both, with different texts, the first `shared-0`",
    );
    refused(root, &["merge", "part-0", "./part-0", "-o", "out"], "it is one audit: name it once");
    write(root, "own.jsonl", "{\"id\": \"own\", \"body\": \"Cooks earn $9 an hour.\"}\n");
    let words = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compat/lexicon");
    printed(root, &["audit", "own.jsonl", "-o", "own", "--lexicon", words, "--quiet"]);
    refused(root, &["merge", "part-0", "own", "-o", "out"], "cannot be merged: lexicon is ");
    assert!(!root.join("out").exists() && !root.join("out.partial").exists());
    printed(root, &["audit", "own.jsonl", "-o", "own", "--replace", "--quiet"]);
    refused(root, &["merge", "part-0", "own", "-o", "part-1"], "the merged one would take its place");
    printed(root, &["merge", "part-0", "own", "-o", "part-1", "--replace", "--quiet"]);
    assert_eq!(printed(root, &["search", "part-1", "id:own", "--count"]), "1\n");
}
