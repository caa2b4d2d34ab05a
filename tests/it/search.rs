//! `classlens search` and `classlens batch` on the sample corpus.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{audited_sample, classlens, folder, printed, rows, stderr, stdout, write};

#[track_caller]
fn ids(root: &Path, query: &str) -> Vec<String> {
    let output = classlens(root, &["search", "audit", query, "--limit", "100", "--format", "csv"]);
    assert!(output.status.code() != Some(2), "{query}: {}", stderr(&output));
    let mut ids: Vec<String> = if output.stdout.is_empty() {
        Vec::new()
    } else {
        rows(&stdout(&output)).into_iter().map(|row| row["id"].clone()).collect()
    };
    ids.sort();
    ids
}

fn small() -> tempfile::TempDir {
    let root = folder();
    let lines = [
        r#"{"id": "a-1", "outlet": "One", "date": "2012-03-04", "title": "Pay", "body": "Target pays cashiers well. The cashier's wage rose on the target date."}"#,
        r#"{"id": "a-2", "outlet": "One", "date": "2013-05-06", "title": "Other", "body": "A wage, they said; cashiers laughed at the unions, unionists too."}"#,
        r#"{"id": "b-1", "outlet": "Two", "title": "Third", "body": "Cashiers earn a low hourly wage. Women and a woman struck, striking."}"#,
    ];
    write(root.path(), "x.jsonl", lines.join("\n"));
    let output = classlens(root.path(), &["audit", "x.jsonl", "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    root
}

#[test]
fn each_kind_of_word_finds_what_it_says() {
    let root = small();
    let check = |query: &str, expected: &[&str]| assert_eq!(ids(root.path(), query), expected, "{query}");
    check("cashier", &["a-1"]);
    check("cashier*", &["a-1", "a-2", "b-1"]);
    check("wom?n", &["b-1"]);
    check("*ists", &["a-2"]);
    check("/str(uck|iking)/", &["b-1"]);
    check("cashers~", &["a-1", "a-2", "b-1"]);
    check("cshers~1", &[]);
    check("cshers~2", &["a-1", "a-2", "b-1"]);
    check("=Target", &["a-1"]);
    check("=Wage", &[]);
    check("=\"target date\"", &["a-1"]);
    check("=Cashiers", &["b-1"]);
    check("id:a-*", &["a-1", "a-2"]);
    check("id:b-1", &["b-1"]);
    check("date:*", &["a-1", "a-2"]);
    check("NOT date:*", &["b-1"]);
    check("date:2012..2012-12", &["a-1"]);
    check("date:..", &["a-1", "a-2"]);
    check("n_tokens:..", &["a-1", "a-2", "b-1"]);
    check("n_tokens:>=-1", &["a-1", "a-2", "b-1"]);
    check("NOT date:.. cashier*", &["b-1"]);
    assert_eq!(ids(root.path(), "score_low_wage:.."), ids(root.path(), "score_low_wage:*"));
    check("outlet:two OR title:other", &["a-2", "b-1"]);
}

#[test]
fn proximity_counts_words_and_knows_order() {
    let root = small();
    let check = |query: &str, expected: &[&str]| assert_eq!(ids(root.path(), query), expected, "{query}");
    check("\"low wage\"", &[]);
    check("\"low wage\"~1", &["b-1"]);
    check("\"wage low\"~1", &["b-1"]);
    check("\"wage low\"~>1", &[]);
    check("low THEN/2 wage", &["b-1"]);
    check("low THEN/1 wage", &[]);
    check("wage NEAR/2 low", &["b-1"]);
    check("wage THEN/5 cashiers", &["a-2"]);
    check("wage NEAR/9 cashiers", &["a-1", "a-2", "b-1"]);
    check("wage SAME cashiers", &["a-2", "b-1"]);
    check("\"wage cashiers\"~s", &["a-2", "b-1"]);
    check("(cashier OR women) SAME (rose OR struck)", &["a-1", "b-1"]);
    check("\"target date\" SAME =The", &["a-1"]);
    check("wage SAME cashiers SAME laughed", &["a-2"]);
    check("title:(pay SAME cashiers)", &[]);
    check("(unionist* OR wom?n) NEAR/3 (union* OR struck)", &["a-2", "b-1"]);
    check("lede:(wage NEAR/2 low)", &["b-1"]);
    check("title:(wage NEAR/2 low)", &[]);
}

#[test]
fn classes_stand_in_proximity() {
    let root = small();
    let near = ids(root.path(), "\"@low_wage.occupation\" NEAR/6 wage");
    assert!(near.contains(&"b-1".to_owned()) && !near.is_empty(), "{near:?}");
    assert_eq!(ids(root.path(), "@low_wage.occupation NEAR/1 wage"), ["a-1"]);
    assert!(!ids(root.path(), "@low_wage.*").is_empty());
}

#[test]
fn mistakes_are_placed_and_corrected() {
    let root = small();
    let check = |query: &str, expected: &str| {
        let output = classlens(root.path(), &["search", "audit", query]);
        assert_eq!(output.status.code(), Some(2), "{query}: {}", stdout(&output));
        assert!(stderr(&output).contains(expected), "{query}: {}", stderr(&output));
    };
    check("wage outlte:one", "character 6: unknown field `outlte`");
    check("wage outlte:one", "did you mean `outlet`?");
    check("wage focus:lowwage", "character 12: `focus` is never `lowwage`");
    check("wage focus:lowwage", "did you mean `low_wage`?");
    check("a n_tokens:many", "character 12: `n_tokens:` takes a number");
    check("x @low_wge.schedule", "character 3: no class `@low_wge.schedule`");
    check("x /a(/", "character 3: this regular expression is wrong");
    check("x /(a{1000}){1000}/", "character 3: this regular expression grows too large");
    check("date:2012-13-45", "character 6");
    check("outlet:>3", "has words and no ranges");
    let axis = classlens(root.path(), &["search", "audit", "--facet", "outlett"]);
    assert!(stderr(&axis).contains("did you mean `outlet`?"), "{}", stderr(&axis));
}

#[test]
fn explain_tells_how_a_query_was_read() {
    let root = folder();
    let text = printed(root.path(), &["search", "nowhere", "wage -focus:none", "--explain"]);
    assert_eq!(text, "all of:\n  `wage` in title, lede or body\n  not:\n    focus is `none`\n");
}

#[test]
fn facets_agree_with_a_full_scan_of_the_record() {
    let root = audited_sample(&["--csv"]);
    let articles = std::fs::read_to_string(root.path().join("audit/articles.csv")).expect("CSV was asked for");
    for field in ["outlet", "focus", "section", "author", "scope_gap", "attention_low_wage"] {
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for row in rows(&articles) {
            let value = match (row[field].as_str(), field) {
                ("", _) => "(none)".to_owned(),
                ("true", "scope_gap") => "yes".to_owned(),
                ("false", "scope_gap") => "no".to_owned(),
                (value, _) => value.to_owned(),
            };
            *expected.entry(value).or_default() += 1;
        }
        let csv = printed(root.path(), &["search", "audit", "--facet", field, "--top", "0", "--format", "csv"]);
        let found: BTreeMap<String, u64> =
            rows(&csv).into_iter().map(|r| (r["value"].clone(), r["n"].parse().expect("a count"))).collect();
        assert_eq!(found, expected, "{field}");
    }
}

#[test]
fn cells_add_up_and_are_held_against_all_articles() {
    let root = audited_sample(&["--csv"]);
    let csv = printed(root.path(), &["search", "audit", "focus:low_wage", "--by", "outlet,year", "--format", "csv"]);
    let sum = |name: &str| rows(&csv).iter().map(|row| row[name].parse::<u64>().expect("a count")).sum::<u64>();
    let count: u64 = printed(root.path(), &["search", "audit", "focus:low_wage", "--count"]).trim().parse().expect("n");
    assert_eq!((sum("n"), sum("n_all")), (count, 65));
    let of = ["search", "audit", "focus:low_wage", "--of", "NOT focus:none", "--by", "year", "--format", "csv"];
    let csv = printed(root.path(), &of);
    let focused: u64 =
        printed(root.path(), &["search", "audit", "NOT focus:none", "--count"]).trim().parse().expect("n");
    assert_eq!(rows(&csv).iter().map(|row| row["n_all"].parse::<u64>().expect("a count")).sum::<u64>(), focused);
}

#[test]
fn pages_follow_each_other_without_gaps() {
    let root = audited_sample(&["--csv"]);
    for order in ["rank", "date", "oldest"] {
        let mut seen = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let mut args = vec!["search", "audit", "work* OR wage*", "--order", order, "--limit", "7"];
            args.extend(["--fields", "id,cursor", "--format", "csv"]);
            let cursor = after.clone().unwrap_or_default();
            if after.is_some() {
                args.extend(["--after", &cursor]);
            }
            let found = rows(&printed(root.path(), &args));
            seen.extend(found.iter().map(|row| row["id"].clone()));
            after = found.last().map(|row| row["cursor"].clone());
            if found.len() < 7 {
                break;
            }
        }
        let n: usize =
            printed(root.path(), &["search", "audit", "work* OR wage*", "--count"]).trim().parse().expect("n");
        let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len()), (n, n), "{order}");
    }
}

#[test]
fn a_sample_survives_indexing_in_another_order() {
    let root = folder();
    let line = |n: usize| format!("{{\"id\": \"x{n}\", \"title\": \"T\", \"body\": \"The wage of {n}.\"}}");
    let lines: Vec<String> = (0..60).map(line).collect();
    write(root.path(), "a.jsonl", lines.join("\n"));
    write(root.path(), "b.jsonl", lines.iter().rev().cloned().collect::<Vec<_>>().join("\n"));
    let mut drawn = Vec::new();
    for (file, audit) in [("a.jsonl", "a"), ("b.jsonl", "b")] {
        let output = classlens(root.path(), &["audit", file, "-o", audit, "--quiet"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        drawn.push(printed(root.path(), &["search", audit, "wage", "--sample", "5", "--seed", "7", "--format", "csv"]));
    }
    assert_eq!(drawn[0], drawn[1]);
    assert_eq!(rows(&drawn[0]).len(), 5);
    let other = printed(root.path(), &["search", "a", "wage", "--sample", "5", "--seed", "8", "--format", "csv"]);
    assert_ne!(drawn[0], other);
}

#[test]
fn snippets_mark_the_words_found() {
    let root = small();
    let args = ["search", "audit", "low NEAR/3 wage", "--fields", "id,n_tokens,focus,snippet", "--format", "csv"];
    let row = rows(&printed(root.path(), &args)).remove(0);
    assert!(row["snippet"].contains("**low hourly wage**"), "{row:?}");
    assert!(row["n_tokens"].parse::<u64>().is_ok() && !row["focus"].is_empty(), "{row:?}");
}

#[test]
fn an_export_states_what_it_holds() {
    let root = audited_sample(&["--csv"]);
    printed(root.path(), &["search", "audit", "wage*", "--export", "all.csv", "--quiet"]);
    printed(root.path(), &["search", "audit", "wage*", "--sample", "3", "--export", "some.jsonl", "--quiet"]);
    let n: usize = printed(root.path(), &["search", "audit", "wage*", "--count"]).trim().parse().expect("n");
    let all = std::fs::read_to_string(root.path().join("all.csv")).expect("it was written");
    assert_eq!(rows(&all).len(), n);
    let some = std::fs::read_to_string(root.path().join("some.jsonl")).expect("it was written");
    assert_eq!(some.lines().count(), 3);
    let about = std::fs::read_to_string(root.path().join("some.jsonl.about.json")).expect("it was written");
    let about: serde_json::Value = serde_json::from_str(&about).expect("it is JSON");
    assert_eq!(about["n_found"], n);
    assert_eq!(about["n_written"], 3);
    assert_eq!(about["seed"], 1);
}

#[test]
fn a_batch_runs_named_queries() {
    let root = audited_sample(&["--csv"]);
    write(root.path(), "q.csv", "name,query,of\nlow,focus:low_wage,\nwage,wage*,NOT focus:none\n");
    let csv = printed(root.path(), &["batch", "audit", "q.csv", "--by", "outlet,year", "--format", "csv"]);
    let low: u64 =
        rows(&csv).iter().filter(|r| r["query"] == "low").map(|r| r["n"].parse::<u64>().expect("a count")).sum();
    let count: u64 = printed(root.path(), &["search", "audit", "focus:low_wage", "--count"]).trim().parse().expect("n");
    assert_eq!(low, count);
    write(root.path(), "bad.csv", "name,query\nx,(\n");
    let bad = classlens(root.path(), &["batch", "audit", "bad.csv"]);
    assert!(stderr(&bad).contains("bad.csv, line 2") && bad.status.code() == Some(2), "{}", stderr(&bad));
}

#[test]
fn an_index_of_another_version_or_a_broken_one_is_refused() {
    let root = small();
    let version = root.path().join("audit/index/classlens-index-version");
    let ours = std::fs::read(&version).expect("the index has a version");
    std::fs::write(&version, "schema 0 tokenizer 1\n").expect("it can be written");
    let old = classlens(root.path(), &["search", "audit", "wage"]);
    assert!(stderr(&old).contains("another version") && old.status.code() == Some(2), "{}", stderr(&old));
    std::fs::write(&version, ours).expect("it can be written");
    std::fs::write(root.path().join("audit/index/meta.json"), "{").expect("it can be written");
    let broken = classlens(root.path(), &["search", "audit", "wage"]);
    assert!(stderr(&broken).contains("cannot be read") && broken.status.code() == Some(2), "{}", stderr(&broken));
}

#[test]
fn a_story_is_found_once_when_its_copies_are_folded() {
    let root = folder();
    let body = "The county council voted on Tuesday to raise the pay of school bus drivers after a winter of cancelled routes. \
                Drivers said that the split shifts had cost them a second job and that many of them had left for warehouses. \
                The raise takes effect in July and costs the county two million dollars a year, the treasurer said.";
    let line = |id: &str, outlet: &str, day: u8, body: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "date": format!("2016-02-{day:02}"), "title": "Bus drivers", "body": body})
            .to_string()
    };
    let other =
        "Bus drivers of another county met for the first time to talk about their routes and what snow does to them.";
    let lines = [line("late", "Second", 9, body), line("head", "First", 7, body), line("own", "Third", 8, other)];
    write(root.path(), "in.jsonl", lines.join("\n"));
    printed(root.path(), &["audit", "in.jsonl", "--quiet"]);
    let folded = |query: &str, more: &[&str]| {
        let args =
            [&["search", "audit", query, "--fold", "copies", "--order", "oldest", "--format", "csv"], more].concat();
        rows(&printed(root.path(), &args)).into_iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(root.path(), "drivers").len(), 3);
    assert_eq!(folded("drivers", &[]), ["head", "own"]);
    assert_eq!(folded("drivers outlet:second", &[]), ["late"], "the head is not among those found");
    let count = printed(root.path(), &["search", "audit", "drivers", "--fold", "copies", "--count"]);
    assert_eq!(count.trim(), "2");
}

#[test]
fn a_length_of_time_in_a_query_is_answered_with_how_days_are_found() {
    let root = audited_sample(&[]);
    for (query, expected) in [
        ("focus:\"low wage\"", "character 1: `focus` is no running text: write its value without quotes and blanks"),
        ("title:*", "`title` holds text and is searched by words, as title:wages"),
        ("year:2016", "unknown field `year`: articles are grouped by year and found by `date`, as date:2016"),
        ("yeer:2016", "articles are grouped by year"),
        ("outlt:Post", "did you mean `outlet`?"),
    ] {
        let output = classlens(root.path(), &["search", "audit", query]);
        assert!(output.status.code() == Some(2) && stderr(&output).contains(expected), "{}", stderr(&output));
    }
    assert_eq!(printed(root.path(), &["search", "audit", "date:2016", "--count"]), "8\n");
}
