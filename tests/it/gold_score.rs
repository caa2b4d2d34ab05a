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
    // All articles but one: codes of all of them would need no probabilities.
    let (_, coded) = GOLD.split_once('\n').expect("there are several codes");
    write(root.path(), "ann.jsonl", format!("{coded}{stranger}\n{{\"id\": 3\n"));
    let scored = printed(root.path(), &["gold", "score", "audit", "ann.jsonl"]);
    for expected in [
        "65 codings by 1 coders (ann), 0 records not coded, 1 problems",
        "ann.jsonl:66  not a JSON object",
        "1 coded articles are not in audit, the first is `stranger`",
        "agreement cannot be measured",
        "the codes do not say with which probability each article was drawn",
    ] {
        assert!(scored.contains(expected), "{expected}: {scored}");
    }
    write(root.path(), "none.csv", "id,focus\nstranger,none\n");
    let none = classlens(root.path(), &["gold", "score", "audit", "none.csv"]);
    assert_eq!(none.status.code(), Some(1), "{}", stdout(&none));
    assert!(printed(root.path(), &["summary", "audit"]).contains("Corrected by 64"), "older codes are kept");
}

/// The documents of a plan with a value of a field.
fn of_plan(root: &std::path::Path, plan: &str) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(root.join(plan)).expect("the plan is written");
    let plan: serde_json::Value = serde_json::from_str(&text).expect("the plan is JSON");
    plan["documents"].as_array().expect("documents").clone()
}

/// The gold codes of these documents, one a line.
fn codes_of(documents: &[serde_json::Value]) -> String {
    let gold = gold();
    let line = |document: &serde_json::Value| gold[document["id"].as_str().expect("an id")].to_string() + "\n";
    documents.iter().map(line).collect()
}

#[test]
fn a_plan_says_what_it_will_allow_and_a_topped_up_one_allows_it() {
    let root = folder();
    let root = root.path();
    printed(root, &["audit", "--quiet"]);
    let few = printed(root, &["gold", "plan", "audit", "-o", "few", "--size", "12"]);
    assert!(few.contains("What can be corrected once all are coded"), "{few}");
    for line in few.lines().filter(|line| line.contains(" wide")) {
        let points = line.split(" wide").filter_map(|part| part.rsplit(' ').next()?.parse::<f64>().ok());
        assert!(points.into_iter().all(|points| (0.0..=100.0).contains(&points)), "{line}");
    }
    // Weights of other strata than the focus are uneven, which a number of articles does not show.
    let by_outlet = printed(root, &["gold", "plan", "audit", "-o", "outlets", "--by", "outlet", "--size", "30"]);
    assert_eq!(by_outlet.contains("  no"), by_outlet.contains("For every correction"), "{by_outlet}");
    let lacking = few.lines().find(|line| line.starts_with("For every correction")).expect("12 are too few");
    assert!(lacking.contains("gold plan audit --add few/plan.json -o few-more --size"), "{lacking}");
    write(root, "few.jsonl", codes_of(&of_plan(root, "few/plan.json")));
    let scored = printed(root, &["gold", "score", "audit", "few.jsonl", "--plan", "few/plan.json"]);
    assert!(scored.contains("Shares of the ") && scored.contains("with a focus are not corrected"), "{scored}");
    let line = scored.lines().find(|line| line.starts_with("Draw them with `")).expect("advice comes last");
    assert!(line.contains("--sizes ") && line.contains("none="), "it draws what it says is lacking: {line}");
    let command: Vec<&str> = line.split('`').nth(1).expect("a command").split(' ').skip(1).collect();
    let topped = printed(root, &command);
    assert!(topped.contains("beside") && !topped.contains("For every correction"), "{topped}");
    // The old articles are in the new plan with the chance of all of their stratum, and in no new sheet.
    let (old, all) = (of_plan(root, "few/plan.json"), of_plan(root, "few-more/plan.json"));
    let sheet = rows(&std::fs::read_to_string(root.join("few-more/coder.csv")).expect("a sheet"));
    assert_eq!(sheet.len(), all.len() - old.len());
    for document in &old {
        let kept = all.iter().find(|other| other["id"] == document["id"]).expect("old articles stay");
        assert!(kept["inclusion_probability"].as_f64() >= document["inclusion_probability"].as_f64());
        assert!(
            kept["coders"].as_array().is_some_and(Vec::is_empty)
                && !sheet.iter().any(|row| row["id"] == kept["id"].as_str().unwrap_or_default())
        );
    }
    let sum: f64 = all.iter().map(|d| 1.0 / d["inclusion_probability"].as_f64().expect("a number")).sum();
    assert!((sum - 65.0).abs() < 1e-9, "inverse probabilities add up to the population: {sum}");
    let new: Vec<_> = all.iter().filter(|d| !d["coders"].as_array().is_some_and(Vec::is_empty)).cloned().collect();
    write(root, "more.jsonl", codes_of(&new));
    let both = ["gold", "score", "audit", "few.jsonl", "more.jsonl", "--plan", "few-more/plan.json"];
    let scored = printed(root, &both);
    assert!(scored.contains("design-based ratio") && !scored.contains("you need about"), "{scored}");
    let found = rows(&printed(root, &[&both[..], &["--format", "csv"]].concat()));
    let focused: Vec<_> = found.iter().filter(|row| row["base"] == "focused").collect();
    let sum: f64 = focused.iter().map(|row| row["corrected"].parse::<f64>().expect("a share")).sum();
    assert!((sum - 1.0).abs() < 1e-9, "they are all of the articles with a focus: {sum}");
    for row in focused {
        let number = |name: &str| row[name].parse::<f64>().expect("a number");
        assert!(number("low") <= number("corrected") && number("corrected") <= number("high"), "{row:?}");
        assert!(number("high") - number("low") < 0.5, "31 codes of 65 articles say something: {row:?}");
    }
    let summary = printed(root, &["summary", "audit"]);
    assert!(summary.contains("design-based ratio"), "{summary}");
}

#[test]
fn kept_codes_are_not_replaced_by_fewer_unasked() {
    let root = folder();
    let root = root.path();
    printed(root, &["audit", "--quiet"]);
    write(root, "all.jsonl", GOLD);
    write(root, "one.jsonl", GOLD.lines().next().expect("a line"));
    let kept = || std::fs::read(root.join("audit/gold/codes.json")).expect("codes are kept");
    printed(root, &["gold", "score", "audit", "all.jsonl"]);
    let before = kept();
    let said = printed(root, &["gold", "score", "audit", "one.jsonl"]);
    let expected = "65 coded articles are kept (all.jsonl), and 64 of them are not among these";
    assert!(said.contains(expected) && said.contains("--replace"), "{said}");
    assert_eq!(before, kept());
    printed(root, &["gold", "score", "audit", "all.jsonl"]);
    assert_eq!(before, kept(), "the same articles again need no word");
    printed(root, &["gold", "score", "audit", "one.jsonl", "--replace"]);
    assert_ne!(before, kept());
}

#[test]
fn a_census_of_codes_is_counted_and_said() {
    let root = folder();
    printed(root.path(), &["audit", "--quiet"]);
    write(root.path(), "all.jsonl", GOLD);
    let text = printed(root.path(), &["gold", "score", "audit", "all.jsonl"]);
    assert!(text.contains("All 65 articles are coded (all.jsonl)"), "{text}");
    assert!(!text.contains("refused") && !text.contains("you need about"), "{text}");
    let found = rows(&printed(root.path(), &["gold", "score", "audit", "all.jsonl", "--format", "csv"]));
    for row in &found {
        assert_eq!((&row["low"], &row["corrected"]), (&row["high"], &row["low"]), "no sampling error: {row:?}");
    }
    let gold = gold();
    let of = |focus: &str| gold.values().filter(|code| code["focus"] == focus).count() as f64;
    let low_wage = found.iter().find(|row| row["base"] == "articles" && row["focus"] == "low_wage").expect("a row");
    assert!((low_wage["corrected"].parse::<f64>().expect("a share") - of("low_wage") / 65.0).abs() < 1e-12);
}

#[test]
fn a_raw_share_has_one_interval_wherever_it_is_printed() {
    let root = folder();
    let plan = planned(root.path());
    code(root.path(), &plan, |_| true);
    let scored = rows(&printed(root.path(), &[&SCORE[..], &["--format", "csv"]].concat()));
    let raw = scored.iter().find(|row| row["base"] == "focused" && row["focus"] == "low_wage").expect("a row");
    let percent = |name: &str| format!("{:.1}", raw[name].parse::<f64>().expect("a share") * 100.0);
    let said = format!("{} % ({}–{})", percent("raw"), percent("raw_low"), percent("raw_high"));
    let summary = printed(root.path(), &["summary", "audit"]);
    assert_eq!(summary.matches(&said).count(), 2, "as the main share and beside its correction, {said}: {summary}");
    assert!(summary.contains("allow for clusters of articles (outlet)"), "{summary}");
}

#[test]
fn the_codebook_is_printed_whole() {
    let root = folder();
    let text = printed(root.path(), &["gold", "codebook"]);
    assert!(text.contains("wage floor: Least pay by law") && text.contains("What counts: "), "{text}");
    let table = rows(&printed(root.path(), &["gold", "codebook", "--format", "csv"]));
    let of = |name: &str| table.iter().find(|row| row["variable"] == name).expect("a row a variable");
    assert_eq!(of("attention_middle")["labels"], "0, 1, 2, 3");
    assert_eq!(table.iter().filter(|row| row["variable"].starts_with("proposal_")).count(), 10);
    printed(root.path(), &["gold", "codebook", "--page", "codebook.html"]);
    let page = std::fs::read_to_string(root.path().join("codebook.html")).expect("the page is written");
    assert!(page.contains("<code>proposal_leave</code>"), "{page}");
}

#[test]
fn tasks_for_other_programs_come_back_with_the_ids_of_articles() {
    let root = folder();
    printed(root.path(), &["audit", "--quiet"]);
    let plan = ["gold", "plan", "audit", "-o", "coding", "--size", "40", "--tasks", "label-studio,doccano"];
    printed(root.path(), &plan);
    let read = |name: &str| std::fs::read_to_string(root.path().join("coding").join(name)).expect(name);
    let gold = gold();
    // What Label Studio and doccano export of these tasks, coded as the sample's gold has it.
    let tasks: Vec<serde_json::Value> = serde_json::from_str(&read("coder.label-studio.json")).expect("tasks");
    assert_eq!(tasks.len(), 40);
    let interface = read("label-studio.xml");
    let attention = |id: &str, tier: &str| gold[id]["attention"][tier].to_string();
    let tiers = ["professional", "middle", "low_wage"];
    let annotated = tasks.iter().enumerate().map(|(at, task)| {
        let id = task["data"]["article_id"].as_str().expect("an id");
        let choice = |tier: &&str| {
            let name = format!("attention_{tier}");
            assert!(interface.contains(&format!("<Choices name=\"{name}\"")), "{interface}");
            json!({"from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [attention(id, tier)]}})
        };
        let result: Vec<_> = tiers.iter().map(choice).collect();
        json!({"id": at, "data": task["data"], "annotations": [{"completed_by": 7, "result": result}]})
    });
    let exported = serde_json::Value::Array(annotated.collect()).to_string();
    write(root.path(), "studio.json", exported);
    let labels = read("doccano-labels.json");
    let lines = read("coder.doccano.jsonl");
    let lines = lines.lines().enumerate().map(|(at, line)| {
        let mut task: serde_json::Value = serde_json::from_str(line).expect("a task");
        let id = task["article_id"].as_str().expect("an id").to_owned();
        let label = |tier: &&str| format!("attention_{tier}:{}", attention(&id, tier));
        let coded: Vec<String> = tiers.iter().map(label).collect();
        assert!(coded.iter().all(|label| labels.contains(&format!("\"{label}\""))), "{labels}");
        (task["id"], task["label"]) = (json!(at + 1000), json!(coded));
        task.to_string() + "\n"
    });
    write(root.path(), "doccano.jsonl", lines.collect::<String>());
    let score = |file: &str| {
        let args = ["gold", "score", "audit", file, "--plan", "coding/plan.json", "--replace", "--format", "csv"];
        rows(&printed(root.path(), &args)).into_iter().map(|row| row["corrected"].clone()).collect::<Vec<_>>()
    };
    let (studio, doccano) = (score("studio.json"), score("doccano.jsonl"));
    assert!(studio.iter().any(|share| !share.is_empty()) && studio == doccano, "{studio:?} {doccano:?}");
}

/// The arguments of a command as it is printed between backticks, after its first word.
fn arguments(line: &str) -> Vec<&str> {
    line.split('`').nth(1).expect("a command").split(' ').skip(1).collect()
}

#[test]
fn the_advice_for_codes_without_a_plan_runs_as_printed_and_is_enough() {
    let root = folder();
    let root = root.path();
    printed(root, &["audit", "--quiet"]);
    let few: Vec<&str> = GOLD.lines().take(8).collect();
    write(root, "few.jsonl", few.join("\n"));
    let scored = printed(root, &["gold", "score", "audit", "few.jsonl"]);
    let advice = scored.lines().last().expect("advice comes last");
    assert!(advice.contains("low_wage=") && advice.contains("none="), "strata are named: {advice}");
    printed(root, &arguments(advice));
    write(root, "new.jsonl", codes_of(&of_plan(root, "coding/plan.json")));
    let with_plan = ["gold", "score", "audit", "new.jsonl", "--plan", "coding/plan.json", "--replace"];
    let scored = printed(root, &with_plan);
    assert!(scored.contains("design-based ratio") && !scored.contains("you need about"), "{scored}");
    // Named sizes are of foci unless something else makes strata.
    printed(root, &["gold", "plan", "audit", "-o", "sized", "--sizes", "low_wage=3,none=4"]);
    let drawn = of_plan(root, "sized/plan.json").iter().filter(|d| d["stratum"] == "low_wage").count();
    assert_eq!(drawn, 3);
}

#[test]
fn a_plan_of_all_articles_promises_no_width_and_other_sizes_are_said() {
    let root = folder();
    let root = root.path();
    printed(root, &["audit", "--quiet"]);
    for (folder, size) in [("all", "all"), ("n", "65"), ("more", "900")] {
        let census = printed(root, &["gold", "plan", "audit", "-o", folder, "--size", size]);
        assert!(census.contains("65 of 65 articles drawn") && census.contains("All of them are drawn"), "{census}");
        assert!(!census.contains("Width of") && !census.contains(" wide"), "{census}");
        assert_eq!(census.contains("--size 900 was cut to 65"), size == "900", "{census}");
    }
    let raised = printed(root, &["gold", "plan", "audit", "-o", "one", "--size", "1"]);
    assert!(raised.contains("--size 1 was raised to 8"), "{raised}");
    // Strata by outlet and focus are small: the width that was asked for holds all the same.
    let by = ["gold", "plan", "audit", "-o", "by", "--width", "0.2", "--by", "outlet"];
    let said = printed(root, &by);
    let width = said.split("over codes alone: ").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<f64>().ok());
    assert!(width.is_some_and(|width| width <= 0.2), "{said}");
}

#[test]
fn the_first_screen_has_the_corrected_shares_of_the_claim_and_says_what_intervals_are_of() {
    let root = folder();
    let plan = planned(root.path());
    code(root.path(), &plan, |_| true);
    let scored = printed(root.path(), &SCORE);
    let two_questions = "The two sorts of intervals answer different questions";
    assert!(scored.contains(two_questions), "{scored}");
    assert!(printed(root.path(), &["summary", "audit"]).contains(two_questions));
    printed(root.path(), &["report", "audit", "--replicates", "100"]);
    let page = std::fs::read_to_string(root.path().join("audit/report.html")).expect("the page is written");
    let first = page.split("id=\"finding\"").nth(1).and_then(|rest| rest.split("</div>").next()).expect("a finding");
    assert!(first.contains(two_questions), "{first}");
    let coded = first.split(": estimated with ").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok());
    assert!(coded.is_some_and(|n| (2..65).contains(&n)), "the method is codes, of fewer than all: {first}");
    assert!(first.contains("By raw count, ") && first.contains(" about a working life at all"), "{first}");
    let table = std::fs::read_to_string(root.path().join("audit/report/corrected.csv")).expect("a table");
    let found = rows(&table);
    let focused: Vec<_> = found.iter().filter(|row| row["base"] == "focused").collect();
    assert!(focused.len() == 4 && found.iter().any(|row| row["base"] == "articles"), "{table}");
    for row in focused.iter().filter(|row| row["focus"] != "mixed") {
        let percent = |name: &str| format!("{:.1}", row[name].parse::<f64>().expect("a share") * 100.0);
        let [share, low, high, raw] = ["corrected", "low", "high", "raw"].map(percent);
        assert!(first.contains(&format!("{share} % ({low}–{high}, raw {raw}) are about")), "{row:?}: {first}");
    }
}

/// Codes of the first `n` articles of the sample, each said to be drawn with this probability, and the ids of the first
/// `n_population`.
fn drawn_codes(n: usize, probability: f64, n_population: usize) -> (String, String) {
    let coded = |line: &str| {
        let mut code: serde_json::Value = serde_json::from_str(line).expect("gold is JSON Lines");
        code["inclusion_probability"] = json!(probability);
        code
    };
    let codes: Vec<_> = GOLD.lines().map(coded).collect();
    let lines = codes.iter().take(n).map(|code| code.to_string() + "\n").collect();
    let ids =
        codes.iter().take(n_population).map(|code| code["id"].as_str().expect("an id").to_owned() + "\n").collect();
    (lines, ids)
}

#[test]
fn codes_of_another_population_correct_nothing_until_it_is_named() {
    let root = folder();
    let root = root.path();
    printed(root, &["audit", "--quiet"]);
    let (codes, ids) = drawn_codes(40, 0.9, 44);
    write(root, "drawn.jsonl", codes);
    write(root, "ids.txt", ids);
    let reason = "the probabilities of drawn.jsonl add up to 44 ± 2 articles, the population has 65";
    let scored = printed(root, &["gold", "score", "audit", "drawn.jsonl"]);
    assert!(scored.contains(reason) && scored.contains("--population FILE"), "{scored}");
    let advice = scored.lines().last().expect("advice comes last");
    printed(root, &arguments(advice));
    let found = rows(&printed(root, &["gold", "score", "audit", "drawn.jsonl", "--format", "csv"]));
    assert!(found.iter().all(|row| row["corrected"].is_empty() && row["refused"].contains(reason)), "{found:?}");
    let summary = printed(root, &["summary", "audit"]);
    assert!(summary.contains(reason) && !summary.contains(", corrected "), "{summary}");
    let year = rows(&printed(root, &["summary", "audit", "--by", "year", "--format", "csv"]));
    assert!(year.iter().all(|row| row["corrected_none"].is_empty()), "{year:?}");
    printed(root, &["report", "audit", "--replicates", "100"]);
    let page = std::fs::read_to_string(root.join("audit/report.html")).expect("the page is written");
    assert!(page.contains(reason) && !page.contains(": estimated with "), "it is said there");
    let named = printed(root, &["gold", "score", "audit", "drawn.jsonl", "--population", "ids.txt"]);
    assert!(!named.contains("add up to") && named.contains("gold alone"), "{named}");
    assert!(printed(root, &["summary", "audit"]).contains(", corrected "));
}

#[test]
fn advice_keeps_the_population() {
    let root = folder();
    let root = root.path();
    printed(root, &["audit", "--quiet"]);
    let (codes, ids) = drawn_codes(8, 0.1818, 44);
    write(root, "few.jsonl", codes);
    write(root, "the ids.txt", ids);
    let scored = printed(root, &["gold", "score", "audit", "few.jsonl", "--population", "the ids.txt"]);
    let advice = scored.lines().last().expect("advice comes last");
    assert!(advice.contains("--population 'the ids.txt'`"), "{advice}");
}

#[test]
fn a_plan_that_is_coded_in_part_is_to_be_coded_first() {
    let root = folder();
    let plan = planned(root.path());
    let kept = std::cell::Cell::new(0);
    code(root.path(), &plan, |_| kept.replace(kept.get() + 1) < 12);
    let scored = printed(root.path(), &[&SCORE[..], &["--show", "corrected"]].concat());
    let advice = scored.lines().last().expect("advice comes last");
    let expected = "Code the 40 articles of the plan that have no code first: coding/ann.csv, coding/ben.csv.";
    assert_eq!(advice, expected, "{scored}");
    assert!(!scored.contains("--add"), "{scored}");
}
