//! Whom passages on working life are about: the column, search, groups, `explain`.

use crate::support::{audited_lines, printed, rows};

fn audited() -> tempfile::TempDir {
    let lines = [
        r#"{"id": "p-1", "outlet": "One", "date": "2012-03-04", "title": "Tills at night", "body": "Working mothers at the store are cashiers who earn $9 an hour. The cashiers learn their shifts a day before. Working mothers swap night shifts with other cashiers. The store cut the hours of its cashiers in May."}"#,
        r#"{"id": "p-2", "outlet": "Two", "date": "2012-05-06", "title": "A cashier leaves", "body": "Jane Roe, 41, a cashier, left her job at the store. The store had cut the hours of the cashier and her pay. Her boss had refused the cashier a raise to $10 an hour. The store hired another cashier."}"#,
        r#"{"id": "p-3", "outlet": "Two", "date": "2013-05-06", "title": "Rain", "body": "Working mothers and other walkers met the rain. It rained on the hills. The walkers went home. Working mothers had umbrellas."}"#,
    ];
    audited_lines(&lines.join("\n"), &["--csv"])
}

#[test]
fn people_are_a_column_a_field_and_groups() {
    let root = audited();
    let table = rows(&std::fs::read_to_string(root.path().join("audit/articles.csv")).expect("the table is written"));
    let people: Vec<&str> = table.iter().map(|row| row["people"].as_str()).collect();
    assert_eq!(people, ["mothers;women", "women", ""]);
    let found = |query: &str| printed(root.path(), &["search", "audit", query, "--fields", "id", "--format", "csv"]);
    assert_eq!(found("people:mothers").trim(), "id\np-1");
    assert_eq!(found("people:women").lines().count(), 3);
    let groups = rows(&printed(root.path(), &["summary", "audit", "--by", "people", "--format", "csv"]));
    let groups: Vec<_> = groups.iter().map(|row| (row["people"].as_str(), row["n_articles"].as_str())).collect();
    assert_eq!(groups, [("(none)", "1"), ("mothers", "1"), ("women", "2")]);
}

#[test]
fn the_words_that_say_so_are_explained() {
    let root = audited();
    let explained = printed(root.path(), &["explain", "audit", "p-1"]);
    assert!(explained.contains("people: mothers, weight 6.0 from 2 sentences; working mothers\n"), "{explained}");
    assert!(!printed(root.path(), &["explain", "audit", "p-3"]).contains("people: mothers"));
}
