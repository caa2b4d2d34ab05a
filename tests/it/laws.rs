//! The same input gives the same bytes, whatever the threads and the parts.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use classlens::article::Record;
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::pipeline::sample_source;
use classlens::read::{ReadOptions, read_all};
use classlens::record::{Shape, articles_table, push_article, rows_of_articles};
use classlens::score::article_row;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, proptest};

use crate::support::{classlens, folder, stderr, write};

fn bytes_of(root: &Path, audit: &str, name: &str) -> Vec<u8> {
    std::fs::read(root.join(audit).join(name)).expect("the audit has this file")
}

#[test]
fn one_thread_and_many_one_part_and_many_give_the_same_bytes() {
    let root = folder();
    for (audit, threads, checkpoint) in [("one", "1", "1000"), ("two", "2", "31"), ("five", "5", "12")] {
        let args = ["audit", "-o", audit, "--threads", threads, "--checkpoint", checkpoint, "--memory", "64", "--csv"];
        let output = classlens(root.path(), &args);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    for name in ["articles.parquet", "texts.parquet", "hits.parquet", "articles.csv", "hits.csv", "rejects.jsonl"] {
        let one = bytes_of(root.path(), "one", name);
        assert!(name == "rejects.jsonl" || !one.is_empty());
        for other in ["two", "five"] {
            assert_eq!(one, bytes_of(root.path(), other, name), "{name} of {other}");
        }
    }
}

/// Tables of the audit folder whose bytes must not depend on the machine.
const TABLES: [&str; 6] =
    ["articles.parquet", "texts.parquet", "hits.parquet", "quotes.parquet", "pay.parquet", "rejects.jsonl"];

#[test]
fn locale_time_zone_and_temporary_folder_never_show() {
    let root = folder();
    let read = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let audit = |name: &str, variables: &[(&str, &str)]| {
        let mut command = assert_cmd::Command::cargo_bin("classlens").expect("the binary is built");
        let output = command
            .current_dir(root.path())
            .envs(variables.iter().copied())
            .args(["audit", "-o", name, "--quiet"])
            .arg(&read)
            .output()
            .expect("the binary runs");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    };
    audit("one", &[("LC_ALL", "C"), ("TZ", "UTC")]);
    audit(
        "two",
        &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati"), ("TMPDIR", "/var/tmp")],
    );
    for name in TABLES {
        let one = bytes_of(root.path(), "one", name);
        assert!(!one.is_empty(), "{name} has something in it");
        assert_eq!(one, bytes_of(root.path(), "two", name), "{name}");
    }
}

/// glibc chooses its functions by the processor; without fused multiplication theirs end in other bits. Elsewhere both runs are alike.
#[test]
fn the_functions_of_a_processor_never_show() {
    let root = folder();
    let audit = |name: &str, tunables: &str| {
        let mut command = assert_cmd::Command::cargo_bin("classlens").expect("the binary is built");
        let command = command.current_dir(root.path()).env("GLIBC_TUNABLES", tunables);
        let output = command.args(["audit", "-o", name, "--quiet"]).output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    };
    audit("one", "");
    audit("two", "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX2_Usable,-FMA_Usable,-FMA4_Usable");
    for name in TABLES {
        assert_eq!(bytes_of(root.path(), "one", name), bytes_of(root.path(), "two", name), "{name}");
    }
}

#[test]
fn files_are_read_in_the_order_they_are_named_and_those_of_a_folder_by_name() {
    let root = folder();
    let line = |id: &str| format!("{}\n", serde_json::json!({"id": id, "body": "Cashiers earn $9 an hour."}));
    std::fs::create_dir(root.path().join("in")).expect("a folder");
    // Written in another order than that of their names.
    for name in ["c", "a", "b"] {
        write(&root.path().join("in"), &format!("{name}.jsonl"), line(name));
    }
    let ids = |args: &[&str]| {
        let output = classlens(root.path(), &[&["audit", "--replace", "--csv", "-o", "out"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let csv = String::from_utf8(bytes_of(root.path(), "out", "articles.csv")).expect("CSV is UTF-8");
        crate::support::rows(&csv).iter().map(|row| row["id"].clone()).collect::<String>()
    };
    assert_eq!(ids(&["in"]), "abc");
    assert_eq!(ids(&["in/*.jsonl"]), "abc");
    assert_eq!(ids(&["in/c.jsonl", "in/a.jsonl", "in/b.jsonl"]), "cab");
}

#[test]
fn every_hit_slices_the_field_it_names() {
    let root = folder();
    let body = "Wage\u{ad}s for the “home health aides” at the café rose 😀 to $11 an hour.\n\n&amp; Nurses’ shifts — and cashiers’ — grew.";
    let line = serde_json::json!({"id": "x", "title": "What nurses’ aides é earn", "body": body});
    write(root.path(), "x.jsonl", format!("{line}\n"));
    let output = classlens(root.path(), &["audit", "x.jsonl", "-o", "out", "--csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let csv = String::from_utf8(bytes_of(root.path(), "out", "hits.csv")).expect("CSV is UTF-8");
    let rows = crate::support::rows(&csv);
    assert!(rows.len() >= 3, "{csv}");
    for row in rows {
        // The body as it was read: a reference is the character it refers to.
        let read = body.replace("&amp;", "&");
        let field = if row["field"] == "title" { "What nurses’ aides é earn" } else { &read };
        let span = row["start"].parse::<usize>().expect("a number")..row["end"].parse().expect("a number");
        assert_eq!(field.get(span), Some(row["words"].as_str()), "{row:?}");
    }
}

#[test]
fn a_folder_that_is_no_audit_is_left_alone() {
    let root = folder();
    std::fs::create_dir(root.path().join("mine")).expect("a new folder");
    write(&root.path().join("mine"), "thesis.txt", "years of work");
    let output = classlens(root.path(), &["audit", "-o", "mine"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("mine: exists and is not an audit folder"), "{}", stderr(&output));
    assert!(root.path().join("mine/thesis.txt").exists());
}

#[test]
fn article_rows_come_back_as_they_were_written() {
    let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
    let mut rows = Vec::new();
    let mut sink = |record: Record| {
        if let Record::Article(article) = record {
            rows.push(article_row(&engine.lexicon, &engine.analyse(*article)));
        }
        ControlFlow::Continue(())
    };
    read_all(&[sample_source()], &ReadOptions::default(), &AtomicU64::new(0), &mut sink);
    let tiers = &engine.lexicon.tiers;
    let shape = Shape::of_tiers(tiers);
    let mut table = articles_table(shape);
    rows.iter().for_each(|row| push_article(&mut table, tiers, row));
    assert_eq!(rows_of_articles(&table, 0..table.n_rows(), shape), Ok(rows));
}

/// A small corpus: which of some sentences each article has, and whether its id is taken.
fn corpora() -> impl Strategy<Value = Vec<(Vec<usize>, bool)>> {
    proptest::collection::vec((proptest::collection::vec(0..SENTENCES.len(), 0..6), any::<bool>()), 1..40)
}

const SENTENCES: [&str; 8] = [
    "Cashiers earn $9 an hour and learn their shifts a day ahead.",
    "The lawyer billed for nights and weekends.",
    "“We cannot live on this,” said Ana Ruiz, a home health aide.",
    "A teacher’s salary bought less each year.",
    "The weather stayed fine.",
    "Nurses and janitors struck for paid leave.",
    "Read more: the best mortgages of the week",
    "Café owners 😀 hired two cooks.",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn threads_and_parts_never_show(articles in corpora(), threads in 2..6_u8, checkpoint in 1..30_u8) {
        let root = folder();
        let line = |(n, (sentences, taken)): (usize, &(Vec<usize>, bool))| {
            let body: Vec<&str> = sentences.iter().map(|s| SENTENCES[*s]).collect();
            let id = if *taken { "taken".to_owned() } else { format!("a{n}") };
            serde_json::json!({"id": id, "title": format!("Title {n}"), "body": body.join(" ")}).to_string()
        };
        let mut lines: Vec<String> = articles.iter().enumerate().map(line).collect();
        lines.push(serde_json::json!({"id": "last", "body": SENTENCES[0]}).to_string());
        write(root.path(), "x.jsonl", lines.join("\n"));
        let run = |audit: &str, threads: &str, checkpoint: &str| {
            let args = ["audit", "x.jsonl", "-o", audit, "--threads", threads, "--checkpoint", checkpoint, "--memory", "64"];
            let output = classlens(root.path(), &args);
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        };
        run("one", "1", "1000");
        run("many", &threads.to_string(), &checkpoint.to_string());
        for name in ["articles.parquet", "texts.parquet", "hits.parquet", "rejects.jsonl"] {
            prop_assert!(bytes_of(root.path(), "one", name) == bytes_of(root.path(), "many", name), "{}", name);
        }
    }
}
