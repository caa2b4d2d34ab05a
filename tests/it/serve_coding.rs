//! Coding in the browser: blind, kept at once, and read by `gold score`.

use std::path::Path;

use serde_json::Value;

use crate::support::server::get;
use crate::support::sheets::{COMPLETE, code, lines, open, planned, target};
use crate::support::{classlens, rows, stderr, stdout, write};

const GOLD: &str = include_str!("../../corpus/gold.jsonl");

/// The articles of a coder in the order of the sheet, as the CSV sheet has them.
fn articles(root: &Path, coder: &str) -> Vec<std::collections::HashMap<String, String>> {
    rows(&std::fs::read_to_string(root.join(format!("coding/{coder}.csv"))).expect("there is a sheet"))
}

/// What the sample's gold codes say of an article, as the form sends it.
fn gold_answers(id: &str) -> String {
    let codes = GOLD.lines().map(|line| serde_json::from_str::<Value>(line).expect("gold is JSON Lines"));
    let code = codes.into_iter().find(|code| code["id"] == id).expect("the article is coded");
    let mut pairs: Vec<String> = ["professional", "middle", "low_wage"]
        .map(|tier| format!("attention_{tier}={}", code["attention"][tier]))
        .into();
    pairs.push(format!("headline_scope={}", code["headline_scope"].as_str().expect("a label")));
    pairs.extend(
        code["proposals"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(Value::as_str)
            .map(|kind| format!("proposals={kind}")),
    );
    pairs.join("&")
}

#[test]
fn a_sheet_shows_the_text_and_nothing_of_the_program() {
    let root = planned();
    let address = open(root.path());
    for (at, article) in articles(root.path(), "ann").iter().enumerate() {
        let page = get(address, &target("ann", at + 1)).text();
        let text = page.replace("&#38;", "&").replace("&#34;", "\"").replace("&#39;", "'");
        assert!(text.contains(&format!("<h1>{}</h1>", article["title"])), "{text}");
        for paragraph in article["body"].split('\n').filter(|p| !p.trim().is_empty()) {
            assert!(text.contains(&format!("<p>{paragraph}</p>")), "{paragraph}: {text}");
        }
        let stored = get(address, &format!("/api/v1/articles/{}", article["id"])).json();
        let told = get(address, &format!("/article?id={}", article["id"])).text();
        assert!(told.contains("class=\"tiers") && told.contains("verdict") && told.contains("What was found"));
        let hidden = [&stored["outlet"], &stored["date"], &stored["id"], &stored["author"], &stored["url"]];
        for known in hidden.iter().filter_map(|value| value.as_str()).filter(|known| !article["body"].contains(known)) {
            assert!(!text.contains(known), "{known} is hidden: {text}");
        }
        for word in
            ["<mark", "class=\"ref\"", "class=\"tiers", "verdict", "What was found", "/article?", "stratum", "checked"]
        {
            assert!(!text.contains(word), "{word} is hidden: {text}");
        }
    }
}

#[test]
fn codes_are_kept_at_once_and_scored_by_the_command_the_page_shows() {
    let root = planned();
    let address = open(root.path());
    let mut changed = false;
    let plan = std::fs::read_to_string(root.path().join("coding/plan.json")).expect("there is a plan");
    let plan: Value = serde_json::from_str(&plan).expect("the plan is JSON");
    let shared: Vec<&str> = plan["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .filter(|d| d["coders"].as_array().is_some_and(|coders| coders.len() == 2))
        .filter_map(|d| d["id"].as_str())
        .collect();
    assert_eq!(shared.len(), 6);
    for coder in ["ann", "ben"] {
        let sheet = articles(root.path(), coder);
        for (at, article) in sheet.iter().enumerate() {
            let mut answers = gold_answers(&article["id"]);
            if coder == "ben" && shared.contains(&article["id"].as_str()) && !changed {
                answers = COMPLETE.to_owned() + "&note=not+sure";
                changed = true;
            }
            let found = code(address, coder, at + 1, &answers);
            let next = if at + 1 < sheet.len() { target(coder, at + 2) } else { "/coding".to_owned() };
            assert_eq!((found.status, found.header("location")), (303, Some(next.as_str())), "{}", found.text());
            assert_eq!(lines(root.path(), coder).len(), at + 1, "each is kept at once");
        }
    }
    let page = get(address, "/coding/agreement?plan=coding").text();
    let command = page.split("<pre><code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a command");
    let expected = format!(
        "classlens gold score {0}/audit {0}/coding/ann.jsonl {0}/coding/ben.jsonl --plan {0}/coding/plan.json",
        root.path().display()
    );
    assert_eq!(command, expected);
    let args: Vec<&str> = command.split(' ').skip(1).collect();
    let scored = classlens(root.path(), &args);
    assert_eq!(scored.status.code(), Some(0), "{}", stderr(&scored));
    assert!(stdout(&scored).contains("18 codings by 2 coders (ann, ben), 0 records not coded, 0 problems"));
    let csv = stdout(&classlens(root.path(), &[&args[..], &["--show", "agreement", "--format", "csv"]].concat()));
    let rows = rows(&csv);
    for (variable, level, text) in [
        ("focus", "nominal", "Focus"),
        ("attention_middle", "ordinal", "Attention: middle"),
        ("headline_scope", "nominal", "Headline"),
    ] {
        let row = rows.iter().find(|row| row["variable"] == variable && row["level"] == level).expect("a row");
        let number = |name: &str| format!("{:.2}", row[name].parse::<f64>().unwrap_or(f64::NAN));
        let (alpha, low, high) = (number("alpha"), number("low"), number("high"));
        let shown = page.split(&format!("<tr><td>{text}</td>")).nth(1).and_then(|rest| rest.split("</tr>").next());
        let shown = shown.expect("the question has a row");
        assert!(shown.contains(&format!(">{alpha}</td><td>{low} to {high}</td>")), "{variable} {alpha}: {shown}");
        assert!(shown.contains("<td class=\"num\">6</td>"), "{shown}");
    }
    assert!(page.contains("ben remarks: not sure"), "{page}");
    assert_eq!(page.matches("<a href=\"/article?id=").count(), 1, "one article differs");
}

#[test]
fn a_code_is_changed_later_and_half_an_answer_is_kept() {
    let root = planned();
    let address = open(root.path());
    let found = code(address, "ann", 2, "attention_middle=3&note=+look+again%0D%0Ahere+");
    assert_eq!(found.header("location"), Some(target("ann", 2).as_str()), "what is half answered stays in sight");
    let page = get(address, &target("ann", 2)).text();
    assert!(page.contains("Unanswered: Attention: professional, Attention: low wage, Headline."), "{page}");
    assert!(page.contains(">look again\nhere</textarea>"), "{page}");
    assert!(get(address, "/coding").text().contains("0 of 9"));
    code(address, "ann", 2, COMPLETE);
    let kept = lines(root.path(), "ann");
    let line = kept.values().next().expect("one line");
    assert_eq!((kept.len(), &line["attention"]["middle"], &line["proposals"]), (1, &2.into(), &serde_json::json!([])));
    assert_eq!(line.get("note"), None, "the remark was taken away");
    assert!(get(address, "/coding").text().contains("1 of 9"));
    let open_next = get(address, "/coding/sheet?plan=coding&coder=ann").text();
    assert!(open_next.contains("Article 1 of 9"), "the first open one: {open_next}");
    for (then, n) in [("previous", 1), ("next", 3), ("open", 3)] {
        let found = code(address, "ann", 2, &format!("{COMPLETE}&then={then}"));
        assert_eq!(found.header("location"), Some(target("ann", n).as_str()), "{then}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_and_not_kept() {
    let root = planned();
    let address = open(root.path());
    for (body, status) in [
        ("attention_middle=4", 400),
        ("attention_middle=1&attention_middle=2", 400),
        ("headline_scope=mixed", 400),
        ("proposals=gym", 400),
        ("focus=middle", 400),
        ("then=away", 400),
        (&format!("note={}", "a".repeat(2001)), 400),
    ] {
        let found = code(address, "ann", 1, body);
        assert_eq!(found.status, status, "{body}: {}", found.text());
    }
    for (target, status) in [
        (target("ann", 0), 400),
        (target("ann", 10), 404),
        (target("carl", 1), 404),
        ("/coding/sheet?plan=coding".to_owned(), 400),
        ("/coding/sheet?plan=other&coder=ann".to_owned(), 404),
        ("/coding?n=1".to_owned(), 400),
    ] {
        assert_eq!(get(address, &target).status, status, "{target}");
    }
    assert!(lines(root.path(), "ann").is_empty());
}

#[test]
fn codes_of_the_offline_form_are_gone_on_with() {
    let root = planned();
    let id = &articles(root.path(), "ann")[0]["id"];
    let line = format!(
        "{{\"id\":\"{id}\",\"coder\":\"ann\",\"attention\":{{\"middle\":3}},\"acknowledgement\":{{}},\"note\":\"from the form\"}}\n"
    );
    write(root.path(), "coding/ann.jsonl", line);
    let page = get(open(root.path()), &target("ann", 1)).text();
    assert!(page.contains("name=\"attention_middle\" value=\"3\" data-digit=\"3\" checked"), "{page}");
    assert!(page.contains("from the form</textarea>"), "{page}");
}

#[test]
fn without_a_plan_the_page_says_how_to_draw_one() {
    let (_, address) = crate::support::server::sample();
    let page = get(address, "/coding");
    assert!(page.status == 200 && page.text().contains("gold plan audit -o coding"), "{}", page.text());
    assert!(!get(address, "/").text().contains("href=\"/coding\""), "nothing leads there");
}
