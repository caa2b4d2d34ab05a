//! The sample corpus: every hit in it, and the gold codes beside it.

use std::collections::BTreeMap;

use crate::support::{audited_sample, rows};

const GOLD: &str = include_str!("../../corpus/gold.jsonl");

/// Tables of an audit of the sample corpus.
fn table(name: &str) -> Vec<std::collections::HashMap<String, String>> {
    let root = audited_sample(&["--csv"]);
    rows(&std::fs::read_to_string(root.path().join("audit").join(name)).expect("CSV was asked for"))
}

#[test]
fn all_hits_of_the_sample_corpus_are_reviewed() {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in table("hits.csv") {
        let line = format!(
            "{:<10} {:<13} {:<11} {}",
            row["zone"],
            row["tier"],
            row["dimension"],
            row["words"].replace('\n', " ")
        );
        lines.entry(row["article"].clone()).or_default().push(line);
    }
    let told: Vec<String> = lines.into_iter().map(|(id, hits)| format!("{id}\n  {}", hits.join("\n  "))).collect();
    insta::assert_snapshot!("sample_hits", told.join("\n"));
}

#[test]
fn labels_of_the_sample_corpus_beside_their_gold_codes() {
    let found: BTreeMap<String, String> =
        table("articles.csv").into_iter().map(|row| (row["id"].clone(), row["focus"].clone())).collect();
    let mut told = Vec::new();
    for line in GOLD.lines() {
        let gold: serde_json::Value = serde_json::from_str(line).expect("gold is JSON Lines");
        let (id, focus) = (gold["id"].as_str().expect("an id"), gold["focus"].as_str().expect("a focus"));
        let said = &found[id];
        told.push(format!("{id:<42} gold {focus:<13} said {said}{}", if said == focus { "" } else { "  <" }));
    }
    insta::assert_snapshot!("sample_labels", told.join("\n"));
}
