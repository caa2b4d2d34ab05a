//! Why a run is refused: each reason by what brings it about.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engine::Engine;
use crate::lexicon::Lexicon;
use crate::pipeline::{
    AuditOptions, Counters, JoinOptions, MergeOptions, Origin, PipelineError, audit, index, merge, sources_of,
};
use crate::read::Source;

fn engine(patterns: &[&str]) -> Engine {
    let entries: Vec<_> = patterns.iter().map(|pattern| (*pattern, "low", "pay", "")).collect();
    Engine::new(Lexicon::small(&["low"], &entries)).expect("there is no calibration")
}

/// A folder with `out`, an audit of one article by the entry `cashier`.
fn audited() -> (tempfile::TempDir, AuditOptions) {
    let root = tempfile::tempdir().expect("a temporary folder");
    let path = root.path().join("in.jsonl");
    std::fs::write(&path, "{\"id\":\"1\",\"body\":\"A cashier works nights.\"}\n").expect("the folder can be written");
    let options = AuditOptions { threads: 1, ..AuditOptions::new(vec![Source::File(path)], &root.path().join("out")) };
    audit(&engine(&["cashier"]), &options, &Counters::default()).expect("there is an article");
    (root, options)
}

fn merged(audits: &[PathBuf], output: &Path) -> PipelineError {
    let options = MergeOptions {
        output: output.to_owned(),
        csv: false,
        replace: false,
        threads: 1,
        seed: 1,
        command: Vec::new(),
    };
    let lexicon = Arc::clone(&engine(&["cashier"]).lexicon);
    merge(&lexicon, audits, &options).expect_err("they do not go together")
}

#[test]
fn articles_are_added_under_the_same_settings_alone() {
    let (_root, options) = audited();
    let sources = sources_of(&options.output).expect("there is an audit");
    let options = AuditOptions { sources, origin: Origin::Added, ..options };
    let error = audit(&engine(&["waiter"]), &options, &Counters::default()).expect_err("another lexicon");
    let PipelineError::OtherSettings { name, .. } = &error else { panic!("{error}") };
    assert_eq!(name, "lexicon");
    assert!(error.to_string().ends_with("; give the same options, or audit everything again"), "{error}");
}

#[test]
fn an_index_is_rebuilt_with_the_lexicon_of_the_audit_alone() {
    let (_root, options) = audited();
    let error = index(&engine(&["waiter"]), &options.output, 1).expect_err("another lexicon");
    assert!(matches!(error, PipelineError::OtherLexicon { .. }), "{error}");
}

#[test]
fn audits_that_do_not_go_together_are_not_merged() {
    let (root, options) = audited();
    let error = merged(&[options.output.clone(), options.output.clone()], &root.path().join("merged"));
    assert!(matches!(error, PipelineError::Unlike { .. }), "{error}");
    assert!(error.to_string().ends_with(" cannot be merged: it is one audit: name it once"), "{error}");
}

#[test]
fn a_table_that_cannot_be_joined_is_named() {
    let (root, options) = audited();
    let join = Some(JoinOptions::new(root.path().join("no-such-table.csv"), None));
    let options = AuditOptions { join, replace: true, ..options };
    let error = audit(&engine(&["cashier"]), &options, &Counters::default()).expect_err("there is no table");
    assert!(matches!(error, PipelineError::Join { .. }), "{error}");
    assert!(error.to_string().contains("no-such-table.csv: "), "{error}");
}

#[test]
fn a_run_that_builds_on_a_damaged_audit_is_refused() {
    let (root, options) = audited();
    let engine = engine(&["cashier"]);
    let error = index(&engine, &root.path().join("none"), 1).expect_err("there is no audit");
    assert!(matches!(error, PipelineError::Folder(_)), "{error}");
    let sources = sources_of(&options.output).expect("there is an audit");
    let inside = |name: &str| options.output.join(name);
    let signatures = std::fs::read(inside("signatures")).expect("there are signatures");
    std::fs::write(inside("signatures"), &signatures[..signatures.len() / 2]).expect("the folder can be written");
    let more = root.path().join("more.jsonl");
    std::fs::write(&more, "{\"id\":\"2\",\"body\":\"A cashier works days.\"}\n").expect("the folder can be written");
    let sources = sources.into_iter().chain([Source::File(more)]).collect();
    let added = AuditOptions { sources, origin: Origin::Added, ..options.clone() };
    let error = audit(&engine, &added, &Counters::default()).expect_err("the signatures are cut");
    let reason = if let PipelineError::Interrupted { reason, .. } = &error { reason.as_ref() } else { &error };
    assert!(matches!(reason, PipelineError::Copies(_)), "{error}");
    std::fs::write(inside("articles.parquet"), "no table").expect("the folder can be written");
    let error = index(&engine, &options.output, 1).expect_err("the table is broken");
    assert!(matches!(error, PipelineError::Table(_)), "{error}");
}
