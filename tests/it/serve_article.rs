//! The margin of an article and of a draft: pay, remedies, persons and speakers, and where they lead.

use std::collections::BTreeSet;

use classlens::serve::{Access, Role};

use crate::support::audited_lines;
use crate::support::server::{ask, encoded, get, options, sample, start};

const BODY: &str = "Maria Vega, 39, a cashier at a grocery store in Dayton, earns $9.50 an hour.\n\n“I cannot plan my \
                    week,” Vega said. Cashiers ask for flextime that lawyers have. Nobody offers it.\n\nThe store made \
                    $3 million last year. It calls affirmative action in hiring the answer.";

fn article() -> String {
    serde_json::json!({"id": "v", "outlet": "One", "date": "2014-05-12", "title": "How workers cope", "body": BODY})
        .to_string()
}

#[test]
fn pay_is_told_by_the_hour_in_dollars_of_one_year_and_by_its_place() {
    let root = audited_lines(&article(), &[]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    let reading = get(address, "/api/v1/articles/v").json()["reading"].clone();
    let pay = &reading["pay"][0];
    assert_eq!(reading["pay"].as_array().map(Vec::len), Some(1), "the store's income is no pay: {reading}");
    assert_eq!((&pay["words"], &pay["hourly"]), (&"$9.50 an hour".into(), &9.5.into()));
    assert_eq!(
        &BODY[pay["start"].as_u64().expect("n") as usize..pay["end"].as_u64().expect("n") as usize],
        "$9.50 an hour"
    );
    // CPI-U: 236.736 in 2014, 313.689 in 2024; 9.50 × 313.689 / 236.736 = 12.588.
    let placed = &pay["placed"];
    assert!((placed["real_hourly"].as_f64().expect("n") - 12.588).abs() < 0.001, "{placed}");
    assert_eq!((&placed["band"], &placed["dollars_of"]), (&"bottom_third".into(), &2024.into()));
    let page = get(address, "/article?id=v").text();
    for words in ["<strong>USD 9.50</strong> an hour", "<strong>12.59</strong> in dollars of 2024: above"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let mark = page.split("aria-label=\"$1, pay 1\">$1</a>").nth(1).expect("a mark in the text");
    assert!(mark.starts_with("<mark class=\"t2 paid\"") && mark.contains(">$9.50 an hour<"), "{page}");
}

#[test]
fn remedies_say_whom_they_serve_and_who_is_named_beside_them() {
    let root = audited_lines(&article(), &[]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    let reading = get(address, "/api/v1/articles/v").json()["reading"].clone();
    let remedies = reading["remedies"].as_array().expect("remedies");
    let evidence = |number: &serde_json::Value| {
        reading["evidence"][number.as_u64().expect("a number") as usize - 1]["words"]
            .as_str()
            .expect("words")
            .to_owned()
    };
    let told: Vec<_> = remedies
        .iter()
        .map(|remedy| {
            let beside = remedy["beside"].as_array().expect("tiers").iter().map(|one| {
                let words = one["hits"].as_array().expect("hits").iter().map(evidence).collect();
                (one["tier"].as_str().expect("a tier"), words)
            });
            (evidence(&remedy["hits"][0]), remedy["serves"].as_str().expect("a word"), beside.collect())
        })
        .collect();
    let low = || ("low_wage", vec!["Cashiers".to_owned()]);
    let professional = || ("professional", vec!["lawyers".to_owned()]);
    assert_eq!(
        told,
        [
            ("flextime".to_owned(), "control", vec![low(), professional()]),
            ("affirmative action".to_owned(), "all", vec![]),
        ]
    );
    let page = get(address, "/article?id=v").text();
    assert!(page.contains("no workers are named beside it"), "{page}");
}

/// Names and targets of links inside a page.
fn inside(page: &str) -> (Vec<String>, BTreeSet<String>) {
    let values = |begin: &str| {
        page.split(begin).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect::<Vec<_>>()
    };
    (values(" id=\""), values("href=\"#").into_iter().collect())
}

#[track_caller]
fn assert_links_lead_somewhere(page: &str) -> BTreeSet<String> {
    let (names, targets) = inside(page);
    let distinct: BTreeSet<String> = names.iter().cloned().collect();
    assert_eq!(distinct.len(), names.len(), "a name occurs twice: {names:?}");
    let lost: Vec<&String> = targets.difference(&distinct).collect();
    assert!(lost.is_empty(), "{lost:?} in {page}");
    targets
}

#[test]
fn speakers_and_persons_lead_to_their_words_and_back() {
    let root = audited_lines(&article(), &[]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    let page = get(address, "/article?id=v").text();
    let targets = assert_links_lead_somewhere(&page);
    for target in ["q1", "s1", "p1", "n1", "m1", "y1"] {
        assert!(targets.contains(target), "{target}: {page}");
    }
    let mark = "id=\"q1\" href=\"#s1\" aria-label=\"S1, speaker 1\">S1</a>“I cannot plan my week,”";
    assert!(page.contains(mark), "the mark is before the quotation: {page}");
    assert!(page.contains("id=\"p1\" href=\"#n1\" aria-label=\"P1, person 1\">P1</a>Maria Vega"), "{page}");
    let reading = get(address, "/api/v1/articles/v").json()["reading"].clone();
    assert_eq!(
        (&reading["persons"][0]["name"], &reading["persons"][0]["tier"]),
        (&"Maria Vega".into(), &"low_wage".into())
    );
    assert_eq!(reading["speakers"][0]["quotes"], serde_json::json!([1]));
}

#[test]
fn every_link_of_a_margin_leads_to_the_text() {
    let (_, address) = sample();
    let found = get(address, "/api/v1/search?q=%22an+hour%22+said&limit=20").json();
    let mut n_paid = 0;
    for article in found["articles"].as_array().expect("articles") {
        let id = encoded(article["id"].as_str().expect("an id"));
        let targets = assert_links_lead_somewhere(&get(address, &format!("/article?id={id}&q=said")).text());
        n_paid += usize::from(targets.contains("m1"));
    }
    assert!(n_paid > 2, "{n_paid} articles name pay");
}

#[test]
fn a_draft_has_the_same_margin_and_pay_of_today() {
    let (_, address) = sample();
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let body = format!("title=How+workers+cope&text={}", encoded(BODY));
    let page = ask(address, "POST", "/draft", &form, body.as_bytes()).text();
    let targets = assert_links_lead_somewhere(&page);
    for target in ["q1", "p1", "m1"] {
        assert!(targets.contains(target), "{target}: {page}");
    }
    assert!(page.contains("of all jobs of 2025"), "the latest wages: {page}");
}

#[test]
fn a_draft_that_is_not_read_comes_back_with_its_form() {
    let (_, address) = sample();
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let long = "A+cashier+waits.+".repeat(120_000);
    let found = ask(address, "POST", "/draft", &form, format!("title=Late+shifts&text={long}").as_bytes());
    let page = found.text();
    assert_eq!(found.status, 400, "{}", &page[..page.len().min(500)]);
    assert!(page.contains("Not read: the text has 2040000 characters"), "{}", &page[..2000]);
    assert!(page.contains("value=\"Late shifts\"") && page.matches("A cashier waits.").count() == 120_000);
    let empty = ask(address, "POST", "/draft", &form, b"title=Late&text=+");
    assert!(empty.status == 400 && empty.text().contains("Not read: the draft is empty"), "{}", empty.text());
}

#[test]
fn a_scope_gap_comes_first_and_once() {
    let (_, address) = sample();
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let text = "The law partner and the surgeon negotiated flextime with their firms. The consultants work from home. \
                Lawyers and executives ask for sabbaticals, and the managing director at the bank took one. \
                Her colleagues, all attorneys with six-figure salaries, telecommute on Fridays. "
        .repeat(4);
    let body = format!("title=What+working+mothers+want&text={}", text.replace(' ', "+"));
    let page = ask(address, "POST", "/draft", &form, body.as_bytes()).text();
    let remarks =
        page.split("<ul class=\"remarks\">").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("remarks");
    let first = remarks.split("<li>").nth(1).expect("a remark");
    assert!(
        first.starts_with("The headline promises workers at large") && first.contains("Say in the headline"),
        "{remarks}"
    );
    assert_eq!(remarks.matches("The headline promises").count(), 1, "{remarks}");
}

#[test]
fn an_article_has_its_variables_with_their_types() {
    let line = serde_json::json!({"id": "v", "title": "How workers cope", "body": BODY, "lean": "left", "circulation": 52000,
        "themes": ["pay", "law"], "checked": true, "seen": "2014-03-01"});
    let other = serde_json::json!({"id": "w", "title": "Rain", "body": "It rained all day."});
    let root = audited_lines(&format!("{line}\n{other}\n"), &[]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    let variables = |id: &str| get(address, &format!("/api/v1/articles/{id}")).json()["variables"].clone();
    let expected = serde_json::json!([
        {"name": "checked", "kind": "yes or no", "value": true},
        {"name": "circulation", "kind": "whole number", "value": 52000},
        {"name": "lean", "kind": "text", "value": "left"},
        {"name": "seen", "kind": "day", "value": "2014-03-01"},
        {"name": "themes", "kind": "list of texts", "value": ["pay", "law"]},
    ]);
    assert_eq!(variables("v"), expected);
    assert_eq!(variables("w"), serde_json::json!([]));
    let document = get(address, "/api/v1/openapi.json").json();
    let schemas = &document["components"]["schemas"];
    assert!(schemas["VariableValue"]["properties"]["value"].is_object(), "{schemas}");
    assert_eq!(schemas["ArticleAnswer"]["properties"]["variables"]["type"], "array");
}
