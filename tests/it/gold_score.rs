//! Plans, coding sheets, agreement and corrected shares.

use serde_json::json;

use crate::support::coding::{GOLD, SCORE, code, gold, planned};
use crate::support::{classlens, folder, printed, rows, stderr, stdout, write};

#[test]
fn sheets_are_blind_and_a_folder_with_codes_is_left_alone() {
    let root = folder();
    let plan = planned(root.path());
    let sum: f64 = plan["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .map(|d| 1.0 / d["inclusion_probability"].as_f64().expect("a number"))
        .sum();
    assert!((sum - 65.0).abs() < 1e-9, "inverse probabilities add up to the population: {sum}");
    for coder in ["ann", "ben"] {
        let read = |end: &str| std::fs::read_to_string(root.path().join(format!("coding/{coder}.{end}"))).expect(end);
        let sheet = rows(&read("csv"));
        assert_eq!(sheet.len(), 39, "26 of both and half of the others");
        assert!(sheet.iter().all(|row| row["attention_middle"].is_empty() && row["coder"] == coder));
        for word in ["stratum", "inclusion_probability", "outlet", "focus"] {
            let in_form = read("html").contains(&format!("\"{word}\":"));
            assert!(!sheet[0].contains_key(word) && !in_form, "{word} is hidden");
        }
    }
    let again = classlens(root.path(), &["gold", "plan", "audit", "-o", "coding"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("coding: is not empty, and codes may lie there"), "{}", stderr(&again));
}

#[test]
fn corrected_shares_stand_beside_raw_ones_once_codes_exist() {
    let root = folder();
    let plan = planned(root.path());
    assert!(printed(root.path(), &["summary", "audit"]).contains("Raw lexicon shares, not corrected"));
    code(root.path(), &plan, |_| true);
    let scored = printed(root.path(), &[&SCORE[..], &["--format", "csv"]].concat());
    let gold = gold();
    for row in rows(&scored).iter().filter(|row| row["method"] == "design-based" && row["focus"] != "mixed") {
        let truth = gold.values().filter(|code| code["focus"] == row["focus"].as_str()).count() as f64 / 65.0;
        let number = |name: &str| row[name].parse::<f64>().unwrap_or(f64::NAN);
        assert!(number("low") <= truth && truth <= number("high"), "{truth} of {row:?}");
        assert_eq!(row["standing"], "true");
    }
    let summary = printed(root.path(), &["summary", "audit", "--by", "year"]);
    assert!(
        summary.contains("Corrected by 52 coded articles (ann.jsonl, ben.jsonl), for a population of 65:"),
        "{summary}"
    );
    assert!(!summary.contains("not corrected for classifier error"), "{summary}");
    let table = rows(&printed(root.path(), &["summary", "audit", "--by", "focus", "--format", "csv"]));
    assert!(table[0].contains_key("corrected_none") && table[0]["corrected_none"].is_empty(), "too few by group");
    assert_eq!(scored, printed(root.path(), &[&SCORE[..], &["--format", "csv"]].concat()), "the same twice");
    printed(root.path(), &["report", "audit"]);
    let page = std::fs::read_to_string(root.path().join("audit/report.html")).expect("the page is written");
    assert!(page.contains("Shares corrected for classifier error"), "the page shows them too");
}

#[test]
fn coders_are_compared_on_what_both_coded() {
    let root = folder();
    let plan = planned(root.path());
    code(root.path(), &plan, |_| true);
    let found = rows(&printed(root.path(), &[&SCORE[..], &["--show", "agreement", "--format", "csv"]].concat()));
    let of = |variable: &str, level: &str| {
        found.iter().find(|row| row["variable"] == variable && row["level"] == level).expect("a row").clone()
    };
    let focus = of("focus", "nominal");
    assert_eq!((focus["coders"].as_str(), focus["articles"].as_str(), focus["codes"].as_str()), ("2", "26", "52"));
    let alpha = |row: &std::collections::HashMap<String, String>| row["alpha"].parse::<f64>().expect("a number");
    assert!((0.85..1.0).contains(&alpha(&focus)), "one code of 26 differs: {focus:?}");
    assert!((alpha(&of("attention_low_wage", "ordinal")) - 1.0).abs() < 1e-12, "nothing differs");
}

#[test]
fn a_stratum_without_a_code_is_named_and_refused() {
    let root = folder();
    let plan = planned(root.path());
    code(root.path(), &plan, |document| document["stratum"] != "professional");
    let scored = printed(root.path(), &[&SCORE[..], &["--show", "corrected"]].concat());
    let holds = "stratum professional of plan holds";
    assert!(scored.contains(holds) && scored.contains("articles and none of them is coded"), "{scored}");
    assert!(scored.contains("articles of the plan have no code: they count as missing at random"), "{scored}");
}

#[test]
fn faulty_codes_are_named_and_the_rest_is_scored() {
    let root = folder();
    printed(root.path(), &["audit", "--quiet"]);
    let stranger = json!({"id": "stranger", "attention": {"professional": 0, "middle": 0, "low_wage": 0}});
    write(root.path(), "ann.jsonl", format!("{GOLD}{stranger}\n{{\"id\": 3\n"));
    let scored = printed(root.path(), &["gold", "score", "audit", "ann.jsonl"]);
    for expected in [
        "66 codings by 1 coders (ann), 0 records not coded, 1 problems",
        "ann.jsonl:67  not a JSON object",
        "1 coded articles are not in audit, the first is `stranger`",
        "agreement cannot be measured",
        "the codes do not say with which probability each article was drawn",
    ] {
        assert!(scored.contains(expected), "{expected}: {scored}");
    }
    write(root.path(), "none.csv", "id,focus\nstranger,none\n");
    let none = classlens(root.path(), &["gold", "score", "audit", "none.csv"]);
    assert_eq!(none.status.code(), Some(1), "{}", stdout(&none));
    assert!(printed(root.path(), &["summary", "audit"]).contains("Corrected by 65"), "older codes are kept");
}
