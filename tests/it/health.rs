//! What is not scored, what is printed again, and what a corpus lacks.

use std::path::Path;

use crate::support::{classlens, folder, rows, stderr, stdout, write};

const GERMAN: &str = "Die Pflegerinnen der Klinik arbeiten seit Jahren in wechselnden Schichten, und der Lohn reicht \
    kaum für die Miete in der Stadt. Die Gewerkschaft fordert mehr Geld und feste Dienstpläne für alle Beschäftigten.";
const NOTICE: &str = "Tell us what you think about our pages.";

/// Six months of a paper with a notice in every article; a wire story in two papers; one article in
/// German; one record without a body.
pub fn corpus(root: &Path) {
    let mut lines = Vec::new();
    let mut add = |id: String, outlet: &str, date: String, author: &str, body: String| {
        let title = format!("Article {id}");
        let value = serde_json::json!({"id": id, "outlet": outlet, "date": date, "author": author, "title": title, "body": body});
        lines.push(value.to_string());
    };
    for n in 0..24 {
        let words: Vec<String> = (0..60).map(|word| format!("town{n}word{word}")).collect();
        let month = [1, 2, 3, 5, 6, 7][n % 6];
        let body = format!("Cashiers work nights in the {}.\n\n{NOTICE}", words.join(" and "));
        add(format!("p{n}"), "Post", format!("2020-{month:02}-{:02}", n % 28 + 1), "", body);
    }
    let wire = (0..12).map(|n| format!("The nurses of ward {n} said that they would strike for shorter nights."));
    let wire = format!("RIVERTON (AP) — {}", wire.collect::<Vec<_>>().join(" "));
    add("late".into(), "Star", "2020-02-02".into(), "Ann Lee", wire.clone());
    add("early".into(), "Times", "2020-02-01".into(), "Ann Lee", wire);
    add("german".into(), "Star", "2020-02-03".into(), "Ann Lee", GERMAN.repeat(2));
    lines.push("{\"id\": \"bare\", \"title\": \"No body\"}".to_owned());
    write(root, "news.jsonl", lines.join("\n") + "\n");
    let output = classlens(root, &["audit", "news.jsonl", "--csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stdout(&output);
    assert!(
        said.contains("1 articles print the story of an earlier one again: 1 word by word, 0 nearly so."),
        "{said}"
    );
    assert!(said.contains("1 more articles are not scored"), "{said}");
}

#[track_caller]
fn table(root: &Path, args: &[&str]) -> Vec<std::collections::HashMap<String, String>> {
    let output = classlens(root, &[args, &["--format", "csv"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    rows(&stdout(&output))
}

#[test]
fn another_language_is_kept_and_in_no_share() {
    let root = folder();
    corpus(root.path());
    let csv = std::fs::read_to_string(root.path().join("audit/articles.csv")).expect("the audit has this file");
    let articles = rows(&csv);
    let german = articles.iter().find(|row| row["id"] == "german").expect("it is kept");
    assert_eq!((german["language"].as_str(), german["focus"].as_str()), ("de", "unscored"));
    assert_eq!(german["unscored"], "its language is de, the lexicon's is en");
    assert_eq!((german["attention_low_wage"].as_str(), german["score_low_wage"].as_str()), ("", ""));
    let shares = table(root.path(), &["summary", "audit", "--by", "outlet"]);
    let star = shares.iter().find(|row| row["outlet"] == "Star").expect("it has a scored article");
    assert_eq!((star["n_articles"].as_str(), star["n_unscored"].as_str()), ("2", "1"));
    let output = classlens(root.path(), &["search", "audit", "Schichten focus:unscored language:de"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("german"), "{}", stdout(&output));
}

#[test]
fn a_wire_story_is_one_story_under_its_earliest_article() {
    let root = folder();
    corpus(root.path());
    let csv = std::fs::read_to_string(root.path().join("audit/articles.csv")).expect("the audit has this file");
    for row in rows(&csv) {
        let of_wire = row["id"] == "late" || row["id"] == "early";
        let expected = if of_wire { ("early", "2", "associated_press") } else { (row["id"].as_str(), "1", "") };
        assert_eq!((row["story"].as_str(), row["copies"].as_str(), row["wire"].as_str()), expected);
    }
    let facet = table(root.path(), &["search", "audit", "--facet", "wire"]);
    assert!(facet.iter().any(|row| row["value"] == "associated_press" && row["n"] == "2"), "{facet:?}");
}

#[test]
fn health_names_what_is_missing() {
    let root = folder();
    corpus(root.path());
    let articles = table(root.path(), &["health", "audit"]);
    let post = articles.iter().find(|row| row["outlet"] == "Post").expect("it has articles");
    assert_eq!((post["articles"].as_str(), post["no_byline"].as_str(), post["copies"].as_str()), ("24", "24", "0"));
    let star = articles.iter().find(|row| row["outlet"] == "Star").expect("it has articles");
    assert_eq!(
        (star["copies"].as_str(), star["unscored"].as_str(), star["languages"].as_str()),
        ("1", "1", "de 1, en 1")
    );
    let sentences = table(root.path(), &["health", "audit", "--table", "sentences"]);
    assert_eq!(sentences.len(), 1, "{sentences:?}");
    assert_eq!((sentences[0]["articles"].as_str(), sentences[0]["cut"].as_str()), ("24", "0"));
    assert_eq!(sentences[0]["sentence"], NOTICE.trim_end_matches('.'));
    let refused = table(root.path(), &["health", "audit", "--table", "refused"]);
    assert_eq!((refused.len(), refused[0]["records"].as_str()), (1, "1"), "{refused:?}");
    let breaks = table(root.path(), &["health", "audit", "--table", "volume"]);
    assert_eq!((breaks.len(), breaks[0]["month"].as_str()), (1, "2020-04"), "{breaks:?}");
    let months = table(root.path(), &["health", "audit", "--by", "outlet,month"]);
    assert_eq!(months.iter().filter(|row| row["outlet"] == "Post").count(), 6);
}

#[test]
fn an_empty_table_has_its_columns() {
    let root = folder();
    corpus(root.path());
    let call = ["health", "audit", "--table", "sentences", "--share", "1", "--format", "csv"];
    let output = classlens(root.path(), &call);
    assert_eq!(stdout(&output).lines().collect::<Vec<_>>(), ["outlet,articles,cut,share,sentence"]);
    let unknown = classlens(root.path(), &["health", "audit", "--by", "publisher"]);
    assert_eq!(unknown.status.code(), Some(2));
}
