//! What is done with an audit after it was made, and what it survives.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use classlens::article::Record;
use classlens::read::{ReadOptions, expand, read_all};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use crate::support::steps::{check_same, corpus};
use crate::support::{classlens, folder, printed, rows, stderr, stdout, write};

#[track_caller]
fn refused(root: &Path, args: &[&str], told: &str) {
    let output = classlens(root, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stdout(&output));
    assert!(stderr(&output).contains(told), "{}", stderr(&output));
}

fn manifest(root: &Path, audit: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(root.join(audit).join("manifest.json")).expect("an audit has a manifest");
    serde_json::from_str(&text).expect("the manifest is JSON")
}

#[test]
fn deleted_articles_are_gone_from_tables_index_and_stories() {
    let root = folder();
    corpus(root.path());
    printed(root.path(), &["audit", "0.jsonl", "1.jsonl", "-o", "out", "--csv", "--quiet"]);
    let before = manifest(root.path(), "out");
    let told = printed(root.path(), &["delete", "out", "outlet:\"Paper 1\" title:town", "--dry-run"]);
    let n: u64 = told.split(' ').next().and_then(|n| n.parse().ok()).expect("a count");
    assert!(n > 20 && before == manifest(root.path(), "out"), "{told}");
    printed(root.path(), &["delete", "out", "outlet:\"Paper 1\" title:town"]);
    let after = manifest(root.path(), "out");
    assert_eq!(after["deletions"][0]["n_articles"], n);
    assert_eq!(after["deletions"][0]["query"], "outlet:\"Paper 1\" title:town");
    assert_eq!(after["n_articles"].as_u64(), before["n_articles"].as_u64().map(|all| all - n));
    assert_eq!(after["n_records"], before["n_records"], "read, refused and deleted make up the input");
    assert_eq!(classlens(root.path(), &["search", "out", "outlet:\"Paper 1\"", "--count"]).status.code(), Some(1));
    let csv =
        |name: &str| rows(&std::fs::read_to_string(root.path().join("out").join(name)).expect("CSV was asked for"));
    assert!(csv("articles.csv").iter().all(|row| row["outlet"] != "Paper 1"));
    let ids: Vec<String> = csv("articles.csv").iter().map(|row| row["id"].clone()).collect();
    assert!(csv("hits.csv").iter().all(|row| ids.contains(&row["article"])));
    assert_eq!(csv("hits.csv").len() as u64, after["n_hits"].as_u64().expect("a count"));
    assert!(csv("articles.csv").iter().all(|row| ids.contains(&row["story"])), "stories have heads that are there");
    assert_eq!(classlens(root.path(), &["delete", "out", "outlet:\"Paper 1\""]).status.code(), Some(1));
}

#[test]
fn what_is_left_after_a_deletion_is_what_was_never_read() {
    let root = folder();
    let line = |id: &str| {
        format!("{{\"id\": \"{id}\", \"title\": \"T {id}\", \"body\": \"Cooks of {id} earn $9 an hour.\"}}\n")
    };
    write(root.path(), "x.jsonl", [line("a"), line("b"), line("c")].concat());
    printed(root.path(), &["audit", "x.jsonl", "-o", "cut", "--csv", "--quiet"]);
    printed(root.path(), &["delete", "cut", "id:b"]);
    write(root.path(), "x.jsonl", [line("a"), line("c")].concat());
    printed(root.path(), &["audit", "x.jsonl", "-o", "less", "--csv", "--quiet"]);
    for name in ["articles.parquet", "texts.parquet", "hits.parquet", "articles.csv", "hits.csv", "signatures"] {
        let read = |audit: &str| std::fs::read(root.path().join(audit).join(name)).expect("the audit has this file");
        assert!(read("cut") == read("less"), "{name}");
    }
    let found =
        |audit: &str| printed(root.path(), &["search", audit, "cooks", "--fields", "id,score", "--format", "csv"]);
    assert_eq!(found("cut"), found("less"));
}

#[test]
fn saved_queries_stand_for_themselves_and_outlive_an_audit() {
    let root = folder();
    printed(root.path(), &["audit", "--quiet"]);
    printed(root.path(), &["search", "audit", "strike* OR walkout*", "--save", "strikes"]);
    printed(root.path(), &["search", "audit", "saved:strikes AND @low_wage", "--save", "low-strikes"]);
    printed(root.path(), &["audit", "--quiet"]);
    let count = |query: &str| classlens(root.path(), &["search", "audit", query, "--count"]);
    assert_eq!(stdout(&count("saved:low-strikes")), stdout(&count("(strike* OR walkout*) AND @low_wage")));
    assert_ne!(stdout(&count("saved:low-strikes")), "0\n");
    let batch = rows(&printed(root.path(), &["batch", "audit", "--by", "year", "--format", "csv"]));
    let names: Vec<&str> = batch.iter().map(|row| row["query"].as_str()).collect();
    assert!(names.contains(&"strikes") && names.contains(&"low-strikes"), "{names:?}");
    let listed = rows(&printed(root.path(), &["search", "audit", "--saved", "--format", "csv"]));
    assert_eq!(listed[0]["query"], "saved:strikes AND @low_wage");
    printed(
        root.path(),
        &[
            "gold",
            "plan",
            "audit",
            "-o",
            "coding",
            "--size",
            "12",
            "--query",
            "saved:strikes",
            "--allocation",
            "proportional",
        ],
    );
    let plan = std::fs::read_to_string(root.path().join("coding/plan.json")).expect("a plan");
    assert!(plan.contains("\"query (strike* OR walkout*)\""), "the plan names what the name stood for: {plan}");
    printed(root.path(), &["search", "audit", "--forget", "strikes"]);
    refused(
        root.path(),
        &["search", "audit", "saved:low-strikes"],
        "no query is saved as `strikes`; there are: low-strikes",
    );
    refused(root.path(), &["search", "audit", "\"open", "--save", "x"], "never closed");
    refused(root.path(), &["search", "audit", "wage", "--save", "a b"], "`a b` is no name for a query");
}

#[test]
fn codes_and_own_files_outlive_an_audit_and_what_goes_is_named() {
    let root = folder();
    let root = root.path();
    printed(root, &["audit", "--quiet"]);
    write(root, "gold.jsonl", include_str!("../../corpus/gold.jsonl"));
    printed(root, &["gold", "score", "audit", "gold.jsonl"]);
    printed(root, &["report", "audit", "--replicates", "100"]);
    write(root, "audit/notes.txt", "Ask the Courier about May.");
    let codes = || std::fs::read_to_string(root.join("audit/gold/codes.json")).expect("the codes are there");
    let before = codes();

    // The same articles: the codes still hold.
    let again = classlens(root, &["audit"]);
    let told = stderr(&again);
    assert!(told.contains("kept in audit from the audit that was there: gold/, notes.txt"), "{told}");
    assert!(told.contains("removed from audit") && told.contains("report.html, report/"), "{told}");
    assert!(!told.contains("no share is corrected"), "{told}");
    assert!(!root.join("audit/report.html").exists() && !root.join("audit/report").exists());
    assert_eq!(codes(), before);
    assert!(printed(root, &["summary", "audit"]).contains("All 65 articles are coded (gold.jsonl)"));

    // Other articles: the codes are kept, and not used.
    let deleted = classlens(root, &["delete", "audit", "date:2011"]);
    assert_eq!(deleted.status.code(), Some(0), "{}", stderr(&deleted));
    assert!(stderr(&deleted).contains("no share is corrected by them"), "{}", stderr(&deleted));
    assert_eq!(codes(), before);
    assert_eq!(
        std::fs::read_to_string(root.join("audit/notes.txt")).expect("it is there"),
        "Ask the Courier about May."
    );
    let summary = classlens(root, &["summary", "audit"]);
    assert!(stderr(&summary).contains("belongs to another audit"), "{}", stderr(&summary));
    printed(root, &["gold", "score", "audit", "gold.jsonl"]);
    assert!(printed(root, &["summary", "audit"]).contains("articles are coded (gold.jsonl)"));
}

#[test]
fn a_file_gives_defaults_and_flags_win() {
    let root = folder();
    corpus(root.path());
    let config =
        "seed = 7\n[audit]\npaths = [\"0.jsonl\"]\noutput = \"mine\"\ncsv = true\nmap = [\"section=outlet\"]\n";
    write(root.path(), "classlens.toml", config);
    printed(root.path(), &["audit", "--quiet"]);
    let made = manifest(root.path(), "mine");
    assert_eq!((&made["seed"], &made["settings"]["map"]), (&7.into(), &"section=outlet".into()));
    assert_eq!(made["sources"][0]["source"], "0.jsonl");
    assert!(root.path().join("mine/articles.csv").exists());
    printed(root.path(), &["audit", "1.jsonl", "--quiet", "-o", "typed", "--seed", "8"]);
    let typed = manifest(root.path(), "typed");
    assert_eq!((&typed["seed"], &typed["sources"][0]["source"]), (&8.into(), &"1.jsonl".into()));
    let check = |config: &str, told: &str| {
        write(root.path(), "other.toml", config);
        refused(root.path(), &["audit", "--config", "other.toml"], told);
    };
    check("[audit]\noutptu = \"x\"\n", "other.toml:2: unknown key `outptu`: use one of checkpoint, csv");
    check("[audit]\noutptu = \"x\"\n", "did you mean `output`?");
    check("\nthreads = \"many\"\n", "other.toml: invalid value 'many' for '--threads <N>'");
    check("[audit]\nmemory = 3.5\n", "other.toml:2: `memory` takes no such value");
    check("seed = \n", "other.toml:1: ");
    refused(root.path(), &["summary", "mine", "--config", "none.toml"], "none.toml");
}

/// Runs classlens where no file can grow over `kib` KiB, as on a disk that fills.
#[cfg(target_os = "linux")]
fn on_a_small_disk(root: &Path, kib: u32, args: &[&str]) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kib * 2);
    let mut shell = std::process::Command::new("sh");
    let shell = shell.arg("-c").arg(script).arg(assert_cmd::cargo::cargo_bin("classlens"));
    shell.args(args).current_dir(root).output().expect("the shell runs")
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_old_audit_stays() {
    let root = folder();
    corpus(root.path());
    printed(root.path(), &["audit", "0.jsonl", "-o", "out", "--quiet"]);
    let before = manifest(root.path(), "out");
    for kib in [1, 8, 16, 64] {
        let output =
            on_a_small_disk(root.path(), kib, &["audit", "0.jsonl", "1.jsonl", "2.jsonl", "-o", "out", "--quiet"]);
        assert_eq!(output.status.code(), Some(2), "{kib} KiB: {}", stderr(&output));
        let told = stderr(&output);
        assert!(told.contains("out.partial") && !told.contains("panicked"), "{kib} KiB: {told}");
        assert_eq!(before, manifest(root.path(), "out"));
    }
    assert_eq!(classlens(root.path(), &["search", "out", "wage", "--count"]).status.code(), Some(0));
}

#[test]
fn what_cannot_be_added_to_or_written_to_is_told() {
    let root = folder();
    corpus(root.path());
    refused(root.path(), &["audit", "0.jsonl", "--add", "-o", "none"], "none: is not an audit folder");
    refused(root.path(), &["audit", "0.jsonl", "-o", "0.jsonl/out"], "0.jsonl/out");
    printed(root.path(), &["audit", "0.jsonl", "-o", "out", "--quiet"]);
    let meta = root.path().join("out/index/meta.json");
    let whole = std::fs::read(&meta).expect("the index has this file");
    std::fs::write(&meta, &whole[..whole.len() / 2]).expect("the file can be written");
    let before = manifest(root.path(), "out");
    refused(root.path(), &["search", "out", "wage"], "the index cannot be read");
    std::fs::write(root.path().join("out/index/classlens-index-version"), "schema 1 tokenizer 1\n").expect("writable");
    refused(root.path(), &["search", "out", "wage"], "of another version of classlens");
    assert_eq!(classlens(root.path(), &["delete", "out", "id:nobody"]).status.code(), Some(1));
    assert_ne!(printed(root.path(), &["search", "out", "wage", "--count"]), "0\n", "a deletion rebuilds the index");
    assert_eq!(before, manifest(root.path(), "out"));
    assert!(!root.path().join("out.partial").exists() && !root.path().join("new").exists());
}

#[test]
fn a_deletion_survives_growth() {
    let root = folder();
    corpus(root.path());
    let grow = |audit: &str| {
        printed(root.path(), &["audit", "1.jsonl", "-o", audit, "--csv", "--quiet"]);
        printed(root.path(), &["delete", audit, "outlet:\"Paper 2\""]);
        printed(root.path(), &["audit", "2.jsonl", "--add", "-o", audit, "--csv", "--quiet"]);
    };
    grow("one");
    grow("two");
    let found = classlens(root.path(), &["search", "one", "outlet:\"Paper 2\" id:1-*", "--count"]);
    assert_eq!(found.status.code(), Some(1), "{}", stdout(&found));
    for name in ["articles.parquet", "hits.parquet"] {
        let read = |audit: &str| std::fs::read(root.path().join(audit).join(name)).expect("the audit has this file");
        assert!(read("one") == read("two"), "{name}");
    }
}

/// Articles with the numbers in `ids`, one a line.
fn lines(ids: std::ops::Range<u32>) -> String {
    let line = |id| {
        format!("{{\"id\": \"n{id}\", \"title\": \"T{id}\", \"body\": \"Cooks of town {id} earn $9 an hour.\"}}\n")
    };
    ids.map(line).collect()
}

#[test]
fn deletions_are_remembered_by_an_audit_that_grows_or_is_scored_again() {
    let root = folder();
    let root = root.path();
    for (name, ids) in [("a.jsonl", 0..10), ("b.jsonl", 10..14), ("c.jsonl", 20..23), ("d.jsonl", 30..32)] {
        write(root, name, lines(ids));
    }
    printed(root, &["audit", "a.jsonl", "b.jsonl", "-o", "out", "--quiet"]);
    printed(root, &["delete", "out", "id:n1 OR id:n2 OR id:n12"]);
    printed(root, &["delete", "out", "id:n3"]);
    let counts = |audit: &str| {
        let now = manifest(root, audit);
        let n = |name: &str| now[name].as_u64().expect("a count");
        assert_eq!(n("n_records"), n("n_articles") + n("n_refused") + n("n_deleted"));
        let by: Vec<u64> =
            now["deletions"].as_array().expect("a list").iter().filter_map(|d| d["n_articles"].as_u64()).collect();
        (n("n_records"), n("n_deleted"), by)
    };
    assert_eq!(counts("out"), (14, 4, vec![3, 1]));
    printed(root, &["audit", "c.jsonl", "--add", "-o", "out", "--quiet"]);
    assert_eq!(counts("out"), (17, 4, vec![3, 1]), "growth keeps what was deleted");
    printed(root, &["audit", "--from", "out", "-o", "again", "--quiet"]);
    assert_eq!(counts("again"), (17, 4, vec![3, 1]), "so does scoring again");
    // A source that has changed is read again, and what was deleted of it stays out.
    write(root, "b.jsonl", lines(10..15));
    let said = classlens(root, &["audit", "d.jsonl", "--add", "-o", "out"]);
    assert!(stderr(&said).contains("b.jsonl: 1 article was deleted from this audit before"), "{}", stderr(&said));
    assert_eq!(counts("out"), (20, 4, vec![3, 1]));
    assert_eq!(classlens(root, &["search", "out", "id:n12", "--count"]).status.code(), Some(1));
}

#[test]
fn another_file_does_not_bring_deleted_articles_back() {
    let root = folder();
    let root = root.path();
    write(root, "a.jsonl", lines(0..10));
    let other = "{\"id\": \"n2\", \"title\": \"Another n2\", \"body\": \"Nurses of this town work nights.\"}\n";
    write(root, "b.jsonl", [&lines(1..2), &lines(8..12), other].concat());
    printed(root, &["audit", "a.jsonl", "-o", "out", "--quiet"]);
    printed(root, &["delete", "out", "id:n1 OR id:n2"]);
    let said = classlens(root, &["audit", "b.jsonl", "--add", "-o", "out"]);
    assert!(stderr(&said).contains("b.jsonl: 1 article was deleted from this audit before"), "{}", stderr(&said));
    let ids = printed(root, &["search", "out", "cooks OR nurses", "--fields", "id,title", "--limit", "99"]);
    assert!(!ids.contains("T1\n") && ids.contains("Another n2"), "an id that another article has is free: {ids}");
    let now = manifest(root, "out");
    // Ten and six records: 2 deleted and one of them read again, n8 and n9 refused as copies.
    assert_eq!((&now["n_records"], &now["n_deleted"], &now["n_refused"]), (&16.into(), &3.into(), &2.into()));
    assert_eq!((&now["n_articles"], &now["deletions"][0]["n_articles"]), (&11.into(), &3.into()));
    // Growing again leaves all as it is; an audit made anew has them.
    printed(root, &["audit", "b.jsonl", "--add", "-o", "out", "--quiet"]);
    assert_eq!(manifest(root, "out")["n_deleted"], 3);
    printed(root, &["audit", "a.jsonl", "b.jsonl", "-o", "out", "--replace", "--quiet"]);
    assert_eq!(manifest(root, "out")["n_articles"], 13);
}

#[test]
fn a_deletion_of_most_of_an_audit_has_to_be_meant() {
    let root = folder();
    let root = root.path();
    write(root, "a.jsonl", lines(0..10));
    printed(root, &["audit", "a.jsonl", "-o", "out", "--quiet"]);
    let before = manifest(root, "out");
    for (query, n) in [("", 10), ("  ", 10), ("cook*", 10), ("NOT id:n1", 9)] {
        refused(
            root,
            &["delete", "out", query],
            &format!("{n} of 10 articles would be deleted, and nothing was: give --yes"),
        );
    }
    assert_eq!(before, manifest(root, "out"));
    let half = "id:n0 OR id:n1 OR id:n2 OR id:n3 OR id:n4";
    assert_eq!(printed(root, &["delete", "out", half]), "5 of 10 articles deleted\n");
    assert_eq!(printed(root, &["delete", "out", "id:n5 OR id:n6 OR id:n7", "--yes"]), "3 of 5 articles deleted\n");
    assert_eq!(classlens(root, &["delete", "out", "id:nobody"]).status.code(), Some(1));
}

#[test]
fn a_finished_audit_is_replaced_by_one_of_its_sources_or_not_unasked() {
    let root = folder();
    let root = root.path();
    for (name, ids) in [("a.jsonl", 0..4), ("b.jsonl", 10..14), ("copy.jsonl", 0..4)] {
        write(root, name, lines(ids));
    }
    let audit = |paths: &[&str], more: &[&str]| {
        let args = [&["audit", "-o", "out", "--quiet"], paths, more].concat();
        let output = classlens(root, &args);
        (output.status.code(), stderr(&output))
    };
    let check = |paths: &[&str], reason: &str| {
        let before = manifest(root, "out");
        let (code, said) = audit(paths, &[]);
        assert!(code == Some(2) && said.contains(reason) && said.contains("give --replace"), "{paths:?}: {said}");
        assert!(!root.join("out.partial").exists());
        assert_eq!(before, manifest(root, "out"));
    };
    assert_eq!(audit(&["a.jsonl"], &[]).0, Some(0));
    for paths in [&["a.jsonl"][..], &["copy.jsonl"], &["a.jsonl", "b.jsonl"]] {
        assert_eq!(audit(paths, &[]), (Some(0), String::new()), "{paths:?}: all of the old articles are read again");
    }
    check(&["b.jsonl"], "this run does not read its source a.jsonl");
    check(&[], "this run does not read its source a.jsonl");
    assert_eq!(audit(&["b.jsonl"], &["--replace"]).0, Some(0));
    let lexicon = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compat/lexicon");
    check(&["b.jsonl", "--lexicon", lexicon], "it was made with lexicon");
    check(&["--from", "out", "--lexicon", lexicon], "it was made with lexicon");
    assert_eq!(audit(&["--from", "out"], &[]).0, Some(0));
    printed(root, &["delete", "out", "id:n11"]);
    check(&["b.jsonl"], "1 articles that were deleted from it would be read again");
    assert_eq!(audit(&["--from", "out"], &[]).0, Some(0));
    assert_eq!(manifest(root, "out")["n_deleted"], 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn every_record_of_broken_input_is_read_or_refused(step in 5..120_usize, factor in any::<u8>(), cut in 1..100_usize) {
        let root = folder();
        let input = root.path().join("input");
        std::fs::create_dir(&input).expect("a new folder");
        write(&input, "a-good.jsonl", "{\"id\": \"g\", \"body\": \"Nurses work nights.\"}\n");
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        for (n, entry) in walkdir::WalkDir::new(fixtures).sort_by_file_name().into_iter().flatten().enumerate() {
            if entry.file_type().is_file() {
                let mut content = std::fs::read(entry.path()).expect("the fixture is there");
                (step..content.len()).step_by(step).for_each(|at| content[at] = content[at].wrapping_mul(factor));
                content.truncate(content.len() * cut / 100);
                write(&input, &format!("{n}-{}", entry.file_name().to_string_lossy()), content);
            }
        }
        printed(root.path(), &["audit", "input", "-o", "out", "--quiet"]);
        // Counted without the run: what the readers hand on, source by source.
        let mut expected: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        let mut sink = |record: Record| {
            let (source, article) = match record {
                Record::Article(article) => (article.source, true),
                Record::Reject(reject) => (reject.source, false),
                Record::Notice(_) => return ControlFlow::Continue(()),
            };
            let of = expected.entry(source.replace(&*root.path().to_string_lossy(), "").trim_start_matches('/').to_owned());
            let (articles, refused) = of.or_default();
            *(if article { articles } else { refused }) += 1;
            ControlFlow::Continue(())
        };
        read_all(&expand(&[input]).expect("plain paths"), &ReadOptions::default(), &AtomicU64::new(0), &mut sink);
        let made = manifest(root.path(), "out");
        let accounts = made["sources"].as_array().expect("a list").iter().map(|account| {
            let n = |key: &str| account[key].as_u64().expect("a count");
            (account["source"].as_str().expect("a name").to_owned(), (n("n_articles"), n("n_refused")))
        });
        let accounts: BTreeMap<String, (u64, u64)> = accounts.filter(|(_, (a, r))| a + r > 0).collect();
        prop_assert_eq!(&accounts, &expected);
        let lines = std::fs::read_to_string(root.path().join("out/rejects.jsonl")).expect("rejects are written");
        let sum = |of: fn(&(u64, u64)) -> u64| accounts.values().map(of).sum::<u64>();
        prop_assert_eq!(lines.lines().count() as u64, sum(|(_, refused)| *refused));
        prop_assert_eq!(made["n_records"].as_u64(), Some(sum(|(articles, refused)| articles + refused)));
    }
}

#[test]
fn growing_by_nothing_changes_nothing() {
    let root = folder();
    corpus(root.path());
    let args = ["audit", "0.jsonl", "1.jsonl", "--csv", "--quiet", "-o"];
    printed(root.path(), &[&args[..], &["one"]].concat());
    printed(root.path(), &[&args[..], &["two"]].concat());
    printed(root.path(), &[&args[..], &["two", "--add"]].concat());
    check_same(root.path(), "one", "two");
}

#[test]
fn files_that_are_there_are_written_over_only_when_asked() {
    let root = folder();
    let root = root.path();
    printed(root, &["audit", "--quiet"]);
    let written: [(&str, &[&str]); 7] = [
        ("found.csv", &["search", "audit", "wage*", "--export", "found.csv"]),
        ("articles.csv", &["export", "audit", "-o", "articles.csv"]),
        ("page.html", &["report", "audit", "-o", "page.html", "--replicates", "100"]),
        ("judge.csv", &["lexicon", "audit", "audit", "--sheet", "judge.csv"]),
        ("frozen.toml", &["lexicon", "freeze", "--date", "2026-01-02", "-o", "frozen.toml"]),
        ("book.html", &["gold", "codebook", "--page", "book.html"]),
        ("tables/mine.txt", &["report", "audit", "-o", "tables.html", "--replicates", "100"]),
    ];
    std::fs::create_dir(root.join("tables")).expect("a new folder");
    for (name, args) in written {
        write(root, name, "mine");
        refused(root, args, "is there already, and nothing was written");
        assert_eq!(std::fs::read_to_string(root.join(name)).expect("it is there"), "mine", "{name}");
        printed(root, &[args, &["--replace"]].concat());
        if !name.contains('/') {
            assert_ne!(std::fs::read_to_string(root.join(name)).expect("it is there"), "mine", "{name}");
        }
    }
    // What lies in the audit folder is the program's own.
    printed(root, &["report", "audit", "--replicates", "100"]);
    printed(root, &["report", "audit", "--replicates", "100"]);
}

#[test]
fn an_emptied_audit_says_that_it_holds_nothing() {
    let root = folder();
    printed(root.path(), &["audit", "--quiet"]);
    printed(root.path(), &["delete", "audit", "", "--yes"]);
    let summary = stdout(&classlens(root.path(), &["summary", "audit"]));
    assert!(summary.contains("There is no article here"), "{summary}");
    assert!(!summary.contains(": .") && !summary.contains("copy ,") && !summary.contains("Raw lexicon"), "{summary}");
}
