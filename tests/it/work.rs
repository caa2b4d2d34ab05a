//! Pay, schedules and reasons for leaving work, from the article to the printed table.

use classlens::article::RawArticle;
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::score::{WorkRow, article_row};

use crate::support::{audited_lines, classlens, rows, stderr, stdout};

fn row(body: &str) -> WorkRow {
    let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
    let date = classlens::article::parse_date("2018-05-01", None);
    let raw = RawArticle { id: "x".into(), body: body.into(), date, ..RawArticle::default() };
    article_row(&engine.lexicon, &engine.analyse(raw)).work
}

#[test]
fn a_reason_counts_only_beside_somebody_who_leaves_work() {
    assert_eq!(row("She raised her children in Akron. Low pay is common there.").reasons_pull, 0);
    let left = row("She left her job at the bank. She wanted to raise her children. The sun shone. Low pay is common.");
    assert_eq!((left.reasons_pull, left.reasons_push), (1, 0));
    let pushed = row("She quit her job because she could not afford child care.");
    assert_eq!((pushed.reasons_pull, pushed.reasons_push), (0, 1));
}

#[test]
fn both_frames_are_counted_when_both_are_given() {
    let both = row("He left his job to care for his father, and because of the long hours.");
    assert_eq!((both.reasons_pull, both.reasons_push), (1, 1));
}

#[test]
fn schedules_are_told_apart_and_are_no_evidence() {
    let body =
        "Lawyers telecommute. Clerks on rotating shifts are docked. Cashiers work split shifts and on-call shifts.";
    let work = row(body);
    assert_eq!((work.schedule_control, work.schedule_rigid, work.schedule_unstable), (1, 1, 2));
    assert_eq!(work.schedules(), ["control", "rigid", "unstable"]);
    let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
    let roles = engine.lexicon.entries.iter().filter(|entry| matches!(entry.role.names().0, "schedule" | "reason"));
    assert!(roles.clone().count() > 100);
    for entry in roles {
        assert_eq!(engine.lexicon.tier_name(entry.tier), "none", "{} would move the fitted features", entry.id);
    }
}

#[test]
fn brackets_of_earnings_are_not_counted_as_pay() {
    let work = row("People making more than $250,000 a year would pay. The cashier earns $9.95 an hour.");
    assert_eq!(work.n_pay, 1);
    // By definition of the survey: 9.95 is the 10th percentile of May 2018.
    assert!(work.pay_percentile.is_some_and(|percentile| (percentile - 10.0).abs() < 1e-9));
}

fn audited() -> tempfile::TempDir {
    let lines = [
        r#"{"id": "a", "outlet": "One", "date": "2018-03-04", "title": "Telework", "body": "Lawyers telecommute and earn $90,000 a year. She left her job at the firm to raise her children."}"#,
        r#"{"id": "b", "outlet": "One", "date": "2018-05-06", "title": "Store", "body": "The cashier earns $9 an hour. Cashiers work on-call shifts at the store."}"#,
        r#"{"id": "c", "outlet": "Two", "date": "2018-05-06", "title": "Rain", "body": "It rained on the fair. Parking cost $9 an hour."}"#,
    ];
    audited_lines(&lines.join("\n"), &[])
}

#[test]
fn pay_is_printed_by_group_with_its_base() {
    let root = audited();
    let output = classlens(root.path(), &["work", "audit", "pay", "--by", "outlet", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let rows = rows(&stdout(&output));
    assert_eq!(
        (rows[0]["outlet"].as_str(), rows[0]["articles"].as_str(), rows[0]["with_pay"].as_str()),
        ("One", "2", "2")
    );
    assert_eq!((rows[0]["bottom_third"].as_str(), rows[0]["top_fifth"].as_str()), ("0.5", "0.5"));
    assert_eq!((rows[1]["with_pay"].as_str(), rows[1]["median_hourly"].as_str()), ("0", ""));
}

#[test]
fn schedules_are_printed_beside_the_tiers_of_their_sentences() {
    let root = audited();
    let output = classlens(root.path(), &["work", "audit", "schedules", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let rows = rows(&stdout(&output));
    let cell = |kind: &str, tier: &str, column: &str| {
        let row =
            rows.iter().find(|row| row["kind"] == kind && row["beside"] == tier).expect("each kind beside each tier");
        row[column].clone()
    };
    assert_eq!(cell("control", "professional", "naming_it"), "1");
    assert_eq!(cell("control", "low_wage", "naming_it"), "0");
    assert_eq!(cell("unstable", "low_wage", "naming_it"), "1");
    let by = classlens(root.path(), &["work", "audit", "schedules", "--by", "year"]);
    assert_eq!(by.status.code(), Some(2), "schedules are not grouped");
}

#[test]
fn reasons_are_printed_with_their_base() {
    let root = audited();
    let output = classlens(root.path(), &["work", "audit", "reasons", "--format", "csv"]);
    let rows = rows(&stdout(&output));
    let cells = ["articles", "any", "pull", "push", "both"].map(|column| rows[0][column].clone());
    assert_eq!(cells, ["3", "1", "1", "0", "0"]);
}

#[test]
fn work_can_be_searched_and_grouped() {
    let root = audited();
    for (query, id) in
        [("schedule:unstable", "b"), ("n_pay:>0 outlet:two", ""), ("pay_percentile:<20", "b"), ("reasons:pull", "a")]
    {
        let output = classlens(root.path(), &["search", "audit", query, "--format", "csv"]);
        let found = if output.stdout.is_empty() { Vec::new() } else { rows(&stdout(&output)) };
        let ids: Vec<_> = found.iter().map(|row| row["id"].as_str()).collect();
        assert_eq!(ids.join(" "), id, "{query}: {}", stderr(&output));
    }
    let facets = classlens(root.path(), &["search", "audit", "work*", "--by", "schedule", "--format", "csv"]);
    assert!(stdout(&facets).contains("unstable"), "{}", stderr(&facets));
}

#[test]
fn explain_tells_pay_with_its_place() {
    let root = audited();
    let output = classlens(root.path(), &["explain", "audit", "b"]);
    let text = stdout(&output);
    assert!(text.contains("pay: $9 an hour (amount, lede): USD 9.00 an hour, in dollars of 2024 11.24"), "{text}");
    assert!(text.contains("schedules: control 0, rigid 0, unstable 1"), "{text}");
}

#[test]
fn medians_without_an_interval_are_told_apart_from_pointed_ones() {
    let line = |(id, outlet, wage): (usize, &str, u32)| {
        let body = format!("Cashiers at the mall {id} earn ${wage} an hour.");
        serde_json::json!({"id": id.to_string(), "outlet": outlet, "date": "2018-05-01", "title": "Cashiers", "body": body})
            .to_string()
    };
    let of = [(1, "Single", 12), (2, "Same", 10), (3, "Same", 10), (4, "Same", 10), (5, "Wide", 8), (6, "Wide", 20)];
    let root = audited_lines(&of.map(line).join("\n"), &[]);
    let text = stdout(&classlens(root.path(), &["work", "audit", "pay", "--by", "outlet"]));
    assert!(text.contains("No interval, since one article names pay: Single (hourly); Single (percentile)."), "{text}");
    let pointed = text.lines().find(|line| line.starts_with("One value at both ends")).expect("it is said");
    assert!(pointed.contains("Same (hourly)") && !pointed.contains("Wide") && !pointed.contains("Single"), "{text}");
}

#[test]
fn shares_of_a_handful_of_articles_are_starred() {
    let root = audited();
    for table in ["pay", "reasons", "schedules"] {
        let text = stdout(&classlens(root.path(), &["work", "audit", table]));
        assert!(text.contains(")*") && text.contains("* of fewer than 30"), "{table}: {text}");
        let csv = stdout(&classlens(root.path(), &["work", "audit", table, "--format", "csv"]));
        assert!(!csv.contains('*'), "{csv}");
    }
}
