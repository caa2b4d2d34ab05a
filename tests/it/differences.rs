//! `summary --compare A --against B` and `--differences`: how far shares are apart.

use std::collections::HashMap;

use crate::support::coding::GOLD;
use crate::support::{audited_sample, classlens, printed, rows, stderr, stdout, write};

type Row = HashMap<String, String>;

fn compared(root: &std::path::Path, args: &[&str]) -> Vec<Row> {
    rows(&printed(root, &[&["summary", "audit", "--format", "csv"], args].concat()))
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {row:?}"))
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

/// The shares of the articles of a query, by base and focus.
fn shares(root: &std::path::Path, query: &str) -> HashMap<(String, String), f64> {
    let total = compared(root, &["--total", "--where", query]);
    total.iter().map(|row| ((row["base"].clone(), row["focus"].clone()), number(row, "share"))).collect()
}

#[test]
fn a_difference_is_that_of_the_shares_that_summary_prints() {
    let root = audited_sample(&[]);
    let (one, other) = ("wage*", "date:2014..");
    let found = compared(root.path(), &["--compare", one, "--against", other]);
    let (of_one, of_other) = (shares(root.path(), one), shares(root.path(), other));
    let mut n = 0;
    for row in found.iter().filter(|row| row["base"] != "universal_headlines") {
        let key = (row["base"].clone(), row["share_of"].clone());
        near(number(row, "share"), of_one[&key]);
        near(number(row, "against_share"), of_other[&key]);
        near(number(row, "difference"), of_one[&key] - of_other[&key]);
        assert!(number(row, "difference_low") <= number(row, "difference"), "{row:?}");
        assert!(number(row, "difference") <= number(row, "difference_high"), "{row:?}");
        n += 1;
    }
    assert_eq!(n, 9, "five foci among all, four among those with a focus");
    let both: f64 =
        printed(root.path(), &["search", "audit", "wage* date:2014..", "--count"]).trim().parse().expect("a number");
    near(number(&found[0], "n_both"), both);
    let text = printed(root.path(), &["summary", "audit", "--compare", one, "--against", other]);
    assert!(text.contains(&format!("{both} articles are on both sides")), "{text}");
}

#[test]
fn without_another_side_all_others_are() {
    let root = audited_sample(&[]);
    let queries =
        compared(root.path(), &["--compare", "outlet:=\"Bright Nest\"", "--against", "NOT outlet:=\"Bright Nest\""]);
    let others = compared(root.path(), &["--compare", "outlet:=\"Bright Nest\""]);
    let group = compared(root.path(), &["--by", "outlet", "--compare", "Bright Nest"]);
    let each = compared(root.path(), &["--by", "outlet", "--differences"]);
    let each: Vec<&Row> = each.iter().filter(|row| row["outlet"] == "Bright Nest").collect();
    assert!(
        queries.len() == others.len() && others.len() == group.len() && group.len() == each.len() && each.len() > 8
    );
    for (at, row) in queries.iter().enumerate() {
        for column in ["n", "n_base", "against_n", "difference", "difference_low", "difference_high", "ratio", "p"] {
            assert_eq!(row[column], others[at][column], "{column}");
            assert_eq!(row[column], group[at][column], "{column}");
            assert_eq!(row[column], each[at][column], "{column}");
        }
        assert!(row["p"].is_empty() || number(each[at], "p_holm") >= number(row, "p_holm"), "more shares are compared");
    }
}

#[test]
fn groups_of_queries_are_compared_by_name_within_a_subset() {
    let root = audited_sample(&[]);
    write(root.path(), "topics.csv", "name,query\nwage,wage*\nlate,date:2014..\n");
    let by = ["--by", "topics.csv", "--compare", "wage", "--against", "late", "--where", "NOT focus:none"];
    let groups = compared(root.path(), &by);
    let queries =
        compared(root.path(), &["--compare", "wage*", "--against", "date:2014..", "--where", "NOT focus:none"]);
    assert_eq!(groups.len(), queries.len());
    for (group, query) in groups.iter().zip(&queries) {
        assert_eq!((&group["difference"], &group["p_holm"]), (&query["difference"], &query["p_holm"]));
    }
    assert_eq!((groups[0]["compared"].as_str(), groups[0]["against"].as_str()), ("topics wage", "topics late"));
}

#[test]
fn a_difference_that_is_no_chance_is_said_in_plain_words() {
    // Two outlets, 30 weeks each: one writes of cashiers, the other of rain.
    let body = [
        "Cashiers learn their shifts a day before. The cashier earns $9 an hour and has no sick leave.",
        "It rained on the fair again.",
    ];
    let lines: Vec<String> = (0..120_u32)
        .map(|at| {
            let (outlet, week) = ((at % 2) as usize, at / 4);
            let day = jiff::civil::date(2016, 1, 4).saturating_add(jiff::Span::new().days(i64::from(week) * 7));
            format!(
                r#"{{"id": "{at}", "outlet": "{}", "date": "{day}", "title": "Day {at}", "body": "{} Number {at}."}}"#,
                ["One", "Two"][outlet],
                body[outlet]
            )
        })
        .collect();
    let root = crate::support::audited_lines(&lines.join("\n"), &[]);
    let text = printed(root.path(), &["summary", "audit", "--by", "outlet", "--compare", "One", "--against", "Two"]);
    assert!(text.contains("focus low_wage of all scored articles: A has 100.0 points more ("), "{text}");
    assert!(text.contains("bootstrap over clusters (outlet-week)"), "{text}");
    let rows = compared(root.path(), &["--by", "outlet", "--compare", "Two", "--against", "One"]);
    let low = rows.iter().find(|row| row["base"] == "articles" && row["share_of"] == "low_wage").expect("a row");
    assert!(number(low, "p_holm") < 0.001 && number(low, "difference_high") < -0.8, "{low:?}");
    assert_eq!((low["interval"].as_str(), low["ratio"].as_str()), ("outlet-week", "0"));
    // No article of either side has it: nothing is tested, and nothing is adjusted for it.
    let mixed = rows.iter().find(|row| row["share_of"] == "mixed").expect("a row");
    assert!(mixed["p"].is_empty() && mixed["p_holm"].is_empty() && mixed["q"].is_empty(), "{mixed:?}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let root = audited_sample(&[]);
    for (args, code, words) in [
        (&["--by", "outlet", "--compare", "Brigt Nest"][..], 2, "did you mean `Bright Nest`?"),
        (&["--by", "outlet,year", "--compare", "Bright Nest"], 2, "name one field with --by"),
        (&["--compare", "focus:(low"], 2, "--compare, --against: query, character 7"),
        (&["--against", "focus:none"], 2, "--compare"),
        (&["--differences", "--compare", "wage"], 2, "cannot be used with"),
        (&["--compare", "zorblatt"], 1, "A side has no article"),
        (&["--compare", "id:*"], 1, "A side has no article"),
    ] {
        let output = classlens(root.path(), &[&["summary", "audit"], args].concat());
        let said = stdout(&output) + &stderr(&output);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(words), "{args:?}: {said}");
    }
}

#[test]
fn the_same_seed_gives_the_same_intervals_and_another_one_others() {
    let root = audited_sample(&[]);
    let run = |seed: &str| {
        printed(root.path(), &["summary", "audit", "--compare", "wage*", "--format", "csv", "--seed", seed])
    };
    assert_eq!(run("3"), run("3"));
    assert_ne!(run("3"), run("4"));
}

#[test]
fn corrected_shares_are_apart_where_both_sides_have_codes() {
    let root = audited_sample(&[]);
    write(root.path(), "ann.jsonl", GOLD);
    printed(root.path(), &["gold", "score", "audit", "ann.jsonl"]);
    let (one, other) = (
        "outlet:=\"County Wire\" OR outlet:=\"Bright Nest\"",
        "NOT (outlet:=\"County Wire\" OR outlet:=\"Bright Nest\")",
    );
    let found = compared(root.path(), &["--compare", one, "--against", other]);
    let total = |query: &str| compared(root.path(), &["--total", "--where", query]);
    let (of_one, of_other) = (total(one), total(other));
    let share = |rows: &[Row], focus: &str| {
        rows.iter().find(|row| row["base"] == "articles" && row["focus"] == focus).map(|row| row["corrected"].clone())
    };
    let mut n_made = 0;
    for row in found.iter().filter(|row| row["base"] == "articles") {
        if row["corrected_difference"].is_empty() {
            assert!(!row["corrected_refused"].is_empty(), "{row:?}");
            continue;
        }
        n_made += 1;
        assert_eq!(share(&of_one, &row["share_of"]).as_deref(), Some(row["corrected"].as_str()));
        assert_eq!(share(&of_other, &row["share_of"]).as_deref(), Some(row["against_corrected"].as_str()));
        near(number(row, "corrected_difference"), number(row, "corrected") - number(row, "against_corrected"));
        assert!(number(row, "corrected_difference_low") <= number(row, "corrected_difference"), "{row:?}");
    }
    let refused: Vec<&str> = found.iter().map(|row| row["corrected_refused"].as_str()).collect();
    assert!(n_made > 0, "{refused:?}");
    assert!(found.iter().filter(|row| row["base"] != "articles").all(|row| row["corrected_difference"].is_empty()));
    let text = printed(root.path(), &["summary", "audit", "--compare", one, "--against", other]);
    assert!(text.contains("corrected difference") && text.contains("Shares are raw"), "{text}");
    let overlapping = compared(root.path(), &["--compare", "date:2012..", "--against", "date:2013.."]);
    assert!(overlapping[0]["corrected_refused"].contains("articles are on both sides"), "{overlapping:?}");
}

#[test]
fn without_codes_the_output_says_that_shares_are_raw() {
    let root = audited_sample(&[]);
    let text = printed(root.path(), &["summary", "audit", "--compare", "focus:low_wage"]);
    assert!(text.contains("Shares are raw") && !text.contains("corrected difference"), "{text}");
}
