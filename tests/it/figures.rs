//! Intervals, weights, baselines and robustness of an audit.

use std::path::Path;

use classlens::audit::{Audit, EstimateOptions, SummaryOptions, axes_named};
use classlens::record::{Axis, Table};
use classlens::summarize::Method;

use crate::support::{audited_lines, audited_sample, classlens, folder, printed, rows, stderr, write};

#[track_caller]
fn refused(root: &Path, args: &[&str], reason: &str) {
    let output = classlens(root, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(stderr(&output).contains(reason), "{}", stderr(&output));
}

fn number(row: &std::collections::HashMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} is `{}`", row[column]))
}

#[test]
fn intervals_name_what_they_rest_on_and_repeat() {
    let root = audited_sample(&[]);
    let text = printed(root.path(), &["summary", "audit"]);
    assert!(text.contains("by bootstrap over") && text.contains("(outlet)"), "{text}");
    assert!(text.contains("when articles weigh by copy"), "{text}");
    assert_eq!(text, printed(root.path(), &["summary", "audit", "--threads", "2"]));
    assert_ne!(text, printed(root.path(), &["summary", "audit", "--seed", "2"]));
    let wilson = printed(root.path(), &["summary", "audit", "--interval", "wilson"]);
    assert!(wilson.contains("take articles as independent"), "{wilson}");

    let by = |interval| {
        rows(&printed(root.path(), &["summary", "audit", "--by", "year", "--format", "csv", "--interval", interval]))
    };
    for (wilson, outlet) in by("wilson").iter().zip(by("outlet")) {
        assert!(number(&outlet, "low_low_wage") <= number(wilson, "low_low_wage") + 1e-12);
        assert!(number(&outlet, "high_low_wage") >= number(wilson, "high_low_wage") - 1e-12);
        assert_eq!((wilson["interval_low_wage"].as_str(), &wilson["n_articles"]), ("wilson", &outlet["n_articles"]));
    }
}

/// Groups with their articles: the first column, and a column of counts.
fn groups(table: &Table, count: &str) -> Vec<(String, Option<i64>)> {
    let count = table.column(count).expect("the table has this column");
    (0..table.n_rows()).map(|row| (table.text(row, 0).to_owned(), table.cell(row, count).as_int())).collect()
}

#[test]
fn articles_have_the_same_groups_in_summary_and_search() {
    let root = audited_sample(&[]);
    let audit = Audit::open(root.path().join("audit")).expect("the audit is whole");
    let all = audit.query("").expect("all articles");
    let estimate = EstimateOptions { method: Method::Wilson, ..EstimateOptions::default() };
    for name in Axis::names(audit.shape()).into_iter().chain(["n_tokens/100".to_owned()]) {
        let by = axes_named(std::slice::from_ref(&name), audit.shape()).expect("there is such an axis");
        let options = SummaryOptions { by, estimate: estimate.clone(), ..SummaryOptions::default() };
        let summary = audit.summary(&options).expect("the record can be read").shares;
        let counted = audit.count_by(&all, &all, std::slice::from_ref(&name)).expect("the index can be read");
        assert_eq!(groups(&summary.table, "n_articles"), groups(&counted.table, "n_all"), "{name}");
        assert_eq!(summary.n_found, 65, "{name}: every article counts once in the total");
    }
    let text = printed(root.path(), &["summary", "audit", "--by", "tropes"]);
    assert!(text.contains("An article with several values of tropes is in several groups."), "{text}");
    let plan = ["gold", "plan", "audit", "-o", "plan", "--by", "tropes"];
    refused(root.path(), &plan, "an article may have several values, and it belongs to one stratum");
    refused(root.path(), &["summary", "audit", "--by", "quartr"], "did you mean `quarter`?");
}

#[test]
fn an_audience_file_weighs_outlets_and_is_checked() {
    let root = audited_sample(&[]);
    write(root.path(), "readers.csv", "outlet,weight\nBright Nest,3\n");
    let text = printed(root.path(), &["summary", "audit", "--audience", "readers.csv"]);
    assert!(text.contains("by audience") && text.contains("outlets have no audience weight"), "{text}");
    write(root.path(), "twice.csv", "outlet,weight\nA,3\nA,4\n");
    refused(root.path(), &["summary", "audit", "--audience", "twice.csv"], "`A` is listed twice");
    write(root.path(), "word.csv", "outlet,weight\nA,many\n");
    refused(root.path(), &["summary", "audit", "--audience", "word.csv"], "word.csv:2: write an outlet and a number");
    write(root.path(), "below.csv", "outlet,weight\nA,-1\n");
    refused(root.path(), &["summary", "audit", "--audience", "below.csv"], "write 0 or more");
    refused(root.path(), &["summary", "audit", "--audience", "none.csv"], "none.csv: cannot be read");
}

#[test]
fn an_audience_file_may_have_semicolons_and_has_to_name_an_outlet() {
    let root = audited_sample(&[]);
    let root = root.path();
    write(root, "comma.csv", "outlet,weight\nThe Meridian Post,3\nBright Nest,1.5\n");
    write(root, "semicolon.csv", "\u{feff}outlet;weight\r\nThe Meridian Post;3\r\nBright Nest;1,5\r\n");
    write(root, "tab.tsv", "outlet\tweight\nBright Nest\t1.5\nThe Meridian Post\t3\n");
    let of = |file: &str| printed(root, &["summary", "audit", "--audience", file, "--format", "csv"]);
    assert_eq!(of("comma.csv"), of("semicolon.csv"));
    assert_eq!(of("comma.csv"), of("tab.tsv"));
    assert!(rows(&of("comma.csv")).iter().all(|row| !row["share_none"].is_empty()), "no row without a weight");
    let text = printed(root, &["summary", "audit", "--audience", "comma.csv"]);
    assert!(text.contains("outlets have no audience weight: "), "{text}");
    assert!(text.contains("articles, weighed by audience, ") && text.contains("of all with a focus"), "{text}");
    assert!(!text.contains(" of those "), "a weighed share is of no count: {text}");
    for (name, text) in
        [("other.csv", "outlet,weight\nDie Zeit,3\n"), ("zero.csv", "outlet;weight\nDie Zeit;1\nThe Meridian Post;0\n")]
    {
        write(root, name, text);
        for command in ["summary", "voice", "baseline", "report"] {
            refused(
                root,
                &[command, "audit", "--audience", name],
                "no outlet of the articles has an audience weight above 0",
            );
        }
    }
    write(root, "bad.csv", "outlet;weight\nThe Meridian Post;3\nBright Nest;much\n");
    refused(root, &["summary", "audit", "--audience", "bad.csv"], "bad.csv:3: write an outlet and a number");
}

#[test]
fn a_table_holds_the_whole_and_names_its_bases() {
    let root = audited_sample(&[]);
    let total = rows(&printed(root.path(), &["summary", "audit", "--total", "--format", "csv"]));
    let share = |base: &str, focus: &str| {
        let row = total.iter().find(|row| row["base"] == base && row["focus"] == focus).expect("a row");
        (number(row, "n"), number(row, "n_base"), number(row, "share"), number(row, "low"), number(row, "high"))
    };
    let (any, all, ..) = share("articles", "any");
    assert_eq!(all.to_string(), "65");
    let text = printed(root.path(), &["summary", "audit"]);
    assert!(text.contains(&format!("{any} of 65 articles speak of somebody's working life")), "{text}");
    for tier in ["professional", "middle", "low_wage"] {
        let (n, base, found, low, high) = share("focused", tier);
        assert_eq!((base, share("articles", tier).0), (any, n), "both bases count the same articles");
        let line = format!("{:.1} % ({:.1}–{:.1})", found * 100.0, low * 100.0, high * 100.0);
        assert!(text.contains(&line), "{line}: {text}");
    }
    refused(root.path(), &["summary", "audit", "--total", "--by", "year"], "cannot be used with");
    printed(root.path(), &["report", "audit", "--replicates", "100"]);
    let csv = std::fs::read_to_string(root.path().join("audit/report/focus-by-outlet.csv")).expect("a table");
    assert!(csv.starts_with("outlet,with_focus,n_of_focused_"), "another base has another name: {csv}");
}

#[test]
fn groups_that_are_left_out_are_counted() {
    let root = audited_sample(&[]);
    let text = printed(root.path(), &["summary", "audit", "--by", "outlet,year", "--min", "20"]);
    assert!(text.contains("groups with fewer than 20 articles are left out"), "{text}");
    let text =
        printed(root.path(), &["baseline", "audit", "--table", "occupations", "--min", "1000", "--replicates", "100"]);
    assert!(text.contains("No occupation would be mentioned 1000 times or more"), "{text}");
}

#[test]
fn baselines_name_survey_year_and_population() {
    let root = audited_sample(&[]);
    let text = printed(root.path(), &["baseline", "audit", "--replicates", "100"]);
    for part in
        ["CPS Table 11 (employed persons aged 16 and over), 2020", "OEWS May (wage and salary jobs), 2021, 2025"]
    {
        assert!(text.contains(part), "{text}");
    }
    assert!(text.contains("57 % covered people as workers"), "{text}");
    for table in ["tiers", "groups", "occupations", "wages", "places", "silence", "education"] {
        let found = printed(
            root.path(),
            &["baseline", "audit", "--table", table, "--format", "csv", "--large", "0", "--replicates", "100"],
        );
        let found = rows(&found);
        assert!(!found.is_empty(), "{table}");
        assert!(found.iter().all(|row| !row["survey"].is_empty() && !row["figure_years"].is_empty()), "{table}");
    }
    let table = |name: &str| {
        let args = ["baseline", "audit", "--table", name, "--format", "csv", "--large", "0", "--replicates", "100"];
        rows(&printed(root.path(), &args))
    };
    for row in &table("silence") {
        assert!((0.0..=1.0).contains(&number(row, "p")) && number(row, "q") >= number(row, "p"), "{row:?}");
    }
    for row in &table("tiers") {
        let (low, high) = (number(row, "low_as_workers"), number(row, "high_as_workers"));
        assert!(
            low <= number(row, "ratio_as_workers") && number(row, "ratio_as_workers") <= high && low < high,
            "{row:?}"
        );
    }
    refused(root.path(), &["baseline", "audit", "--format", "csv"], "name one table");
    refused(root.path(), &["baseline", "audit", "--interval", "wilson"], "take --interval outlet");
}

#[test]
fn a_run_over_one_outlet_has_the_intervals_of_its_summary() {
    let root = folder();
    let line = |n: u32| {
        let of = if n % 16 < 4 { "Cashiers on minimum wage asked the store for hours." } else { "The town met." };
        let (id, day) = (format!("a{n}"), format!("2019-{:02}-{:02}", 1 + n / 16, 1 + n % 16));
        let date = if n.is_multiple_of(7) { String::new() } else { format!(",\"date\":\"{day}\"") };
        format!(
            "{{\"id\":\"{id}\",\"outlet\":\"Post\"{date},\"title\":\"T\",\"body\":\"{} {id}.\"}}\n",
            [of; 9].join(" ")
        )
    };
    write(root.path(), "in.jsonl", (0..96).map(line).collect::<String>());
    let run = printed(root.path(), &["audit", "in.jsonl", "-o", "audit"]);
    let summary = printed(root.path(), &["summary", "audit"]);
    let of = |text: &str| -> Vec<String> {
        let is_share = |line: &&str| {
            ["  focus", "Intervals of", "Post"].iter().any(|start| line.starts_with(start))
                || line.contains(" articles speak of")
        };
        text.lines().filter(is_share).map(str::to_owned).collect()
    };
    assert!(of(&run).iter().any(|line| line.contains("(outlet-week)")), "{run}");
    assert!(of(&run).len() > 4 && of(&run) == of(&summary), "{run}\n{summary}");
}

#[test]
fn occupations_for_people_name_the_rows_they_leave_out() {
    let root = audited_sample(&[]);
    let args = ["baseline", "audit", "--table", "occupations", "--min", "0", "--replicates", "100"];
    let text = printed(root.path(), &args);
    assert!(
        text.contains("By occupation, the largest first; ") && text.contains(" mentions together) are not listed"),
        "{text}"
    );
    assert!(!text.contains("\nManagers, all other"), "{text}");
    let all = rows(&printed(root.path(), &[&args[..], &["--format", "csv"]].concat()));
    let named: f64 =
        all.iter().filter(|row| row["residual"] == "true").map(|row| number(row, "mentions_all_observed")).sum();
    assert!(named > 0.0 && text.contains(&format!("all other: {named} mentions together")), "{named}: {text}");
}

#[test]
fn shares_of_a_baseline_add_up_on_both_sides() {
    let root = audited_sample(&[]);
    let found = rows(&printed(
        root.path(),
        &["baseline", "audit", "--table", "wages", "--format", "csv", "--replicates", "100"],
    ));
    for unit in ["mentions", "articles"] {
        for people in ["all", "women"] {
            for part in ["share", "employment_share"] {
                let sum: f64 = found.iter().map(|row| number(row, &format!("{unit}_{people}_{part}"))).sum();
                assert!((sum - 1.0).abs() < 1e-9, "{unit} {people} {part}: {sum}");
            }
        }
    }
}

/// Words for which an entry states another tier than their occupation has, or whose row of the CPS begins with another.
const OF_THE_MIDDLE: &str = "The shutdown hit federal workers. Truckers kept driving, and truck drivers were paid by the \
    mile. Small business owners hired again. Health care workers went on strike, and so did government workers.";

#[test]
fn a_mention_has_one_tier_in_hits_baseline_and_every_survey() {
    let line = |id: &str, outlet: &str| {
        format!(
            "{{\"id\":\"{id}\",\"outlet\":\"{outlet}\",\"date\":\"2022-03-01\",\"title\":\"Work\",\"body\":\"{OF_THE_MIDDLE}\"}}\n"
        )
    };
    let root = audited_lines(&(line("a", "Coast Ledger") + &line("b", "Hill Post").replace("again", "once more")), &[]);
    for survey in ["cps", "oews"] {
        let args =
            ["baseline", "audit", "--table", "tiers", "--survey", survey, "--format", "csv", "--replicates", "100"];
        for row in rows(&printed(root.path(), &args)) {
            let expected = if row["class"] == "middle" { "1" } else { "0" };
            assert_eq!(number(&row, "mentions_all_share").to_string(), expected, "{survey} {row:?}");
        }
    }
    let by_code = rows(&printed(root.path(), &["robustness", "audit", "--claim", "ratios", "--format", "csv"]));
    let share = |rule: &str, tier: &str| {
        let row = by_code.iter().find(|row| row["rule"].contains(rule) && row["tier"] == tier).expect("a row");
        number(row, "mentions_%")
    };
    assert!(share("tier of the hit, rows split", "middle") > 99.9, "{by_code:?}");
    assert!(share("tier of the occupation", "professional") > 20.0, "{by_code:?}");
}

#[test]
fn the_two_surveys_are_set_beside_each_other() {
    let root = audited_sample(&[]);
    let of = |survey: &str| {
        let args = ["baseline", "audit", "--table", "tiers", "--replicates", "100", "--survey", survey];
        printed(root.path(), &args)
    };
    let csv = |survey: &str| {
        let args =
            ["baseline", "audit", "--table", "tiers", "--replicates", "100", "--survey", survey, "--format", "csv"];
        let first = rows(&printed(root.path(), &args)).remove(0);
        (number(&first, "mentions_all_employment_share"), number(&first, "mentions_all_ratio"))
    };
    let ((cps, cps_ratio), (oews, oews_ratio)) = (csv("cps"), csv("oews"));
    let line = |(own, own_ratio): (f64, f64), (other, other_ratio): (f64, f64)| {
        let (own, other) = (own * 100.0, other * 100.0);
        format!("{other:.1} % of them, ratio {other_ratio:.2}, here {own:.1} % and {own_ratio:.2}")
    };
    let text = of("cps");
    assert!(text.contains(&line((cps, cps_ratio), (oews, oews_ratio))), "{text}");
    let text = of("oews");
    assert!(text.contains(&line((oews, oews_ratio), (cps, cps_ratio))), "{text}");
}

#[test]
fn an_audit_without_occupations_has_no_baseline_and_no_claim() {
    let root = folder();
    write(root.path(), "a.jsonl", "{\"id\":\"a\",\"title\":\"Rain\",\"body\":\"It rained all day on the hills.\"}\n");
    printed(root.path(), &["audit", "a.jsonl", "--quiet"]);
    for command in ["baseline", "robustness"] {
        assert_eq!(classlens(root.path(), &[command, "audit"]).status.code(), Some(1), "{command}");
    }
}

#[test]
fn robustness_scores_the_record_again_and_tells_the_range() {
    let root = audited_sample(&[]);
    let text = printed(root.path(), &["robustness", "audit"]);
    assert!(
        text.contains("The order of the tiers (professional > middle > low_wage)") && text.contains("points wide"),
        "{text}"
    );
    let found = rows(&printed(root.path(), &["robustness", "audit", "--format", "csv"]));
    assert_eq!(found[0]["choice"], "stated");
    let n = |choice: &str| found.iter().filter(|row| row["choice"] == choice).count();
    assert_eq!((n("cut-off"), n("unit"), n("weight")), (4, 4, 2));
    assert!(n("without outlet") > 3 && n("without entry") > 100, "{} {}", n("without outlet"), n("without entry"));
    // Real alternatives and parts left out are counted apart, and the claim as stated is neither.
    let counted = |leaves_out: &str| {
        let tried = |row: &&std::collections::HashMap<String, String>| {
            row["choice"] != "stated" && row["leaves_out"] == leaves_out && !row["same_order"].is_empty()
        };
        let same = found.iter().filter(tried).filter(|row| row["same_order"] == "true").count();
        (same, found.iter().filter(tried).count())
    };
    let ((same, all), (same_without, without)) = (counted("false"), counted("true"));
    assert!(
        text.contains(&format!("the same under {same} of {all} other choices of cut-off, unit and weight")),
        "{text}"
    );
    let left_out =
        format!("the same under {same_without} of {without} variants that leave out one outlet or one entry");
    assert!(all <= 10 && without > 100 && text.contains(&left_out), "{text}");
    let turned =
        |row: &&std::collections::HashMap<String, String>| row["leaves_out"] == "false" && row["same_order"] == "false";
    for row in found.iter().filter(turned) {
        assert!(text.contains(&row["variant"]), "a choice that turns the order round is named: {row:?}");
    }
    for row in found.iter().filter(|row| !row["share_low_wage"].is_empty()) {
        let sum: f64 =
            ["professional", "middle", "low_wage"].map(|tier| number(row, &format!("share_{tier}"))).iter().sum();
        assert!((sum - 1.0).abs() < 1e-9, "{row:?}");
    }
}

#[test]
fn a_group_of_one_article_is_starred() {
    let line = |id: &str, outlet: &str| {
        let body = "Cashiers at the mall earn the minimum wage, and cashiers on short shifts get no benefits.";
        serde_json::json!({"id": id, "outlet": outlet, "title": "Cashiers", "body": body}).to_string()
    };
    let root = audited_lines(&[line("a", "One"), line("b", "Two")].join("\n"), &[]);
    let text = printed(root.path(), &["summary", "audit", "--by", "outlet", "--min", "1"]);
    for outlet in ["One", "Two"] {
        let row = text.lines().find(|row| row.starts_with(outlet)).expect("a row an outlet");
        assert!(row.contains(")*"), "{text}");
    }
    assert!(text.contains("* an interval from fewer than 30"), "{text}");
}

#[test]
fn counts_and_shares_of_an_audience_have_one_base() {
    let root = audited_sample(&[]);
    write(root.path(), "one.csv", "outlet,weight\nBright Nest,3\n");
    let weighed =
        |more: &[&str]| printed(root.path(), &[&["summary", "audit", "--audience", "one.csv"], more].concat());
    let alone = printed(root.path(), &["summary", "audit", "--where", "outlet:\"Bright Nest\""]);
    let text = weighed(&[]);
    let count = alone.lines().find_map(|line| line.split(" articles speak").nth(1).map(|_| line)).expect("the claim");
    let count = count.split(" speak").next().expect("counts come first");
    assert!(text.contains(count), "{count}: {text}");
    assert!(
        text.contains("54 articles weigh nothing by audience and are left out of counts and shares alike"),
        "{text}"
    );
    let total: f64 =
        rows(&weighed(&["--by", "year", "--format", "csv"])).iter().map(|row| number(row, "n_articles")).sum();
    assert!((total - 11.0).abs() < 1e-9, "groups count what weighs: {total}");
    printed(root.path(), &["report", "audit", "--audience", "one.csv", "--replicates", "100"]);
    let page = std::fs::read_to_string(root.path().join("audit/report.html")).expect("the page is written");
    assert!(page.contains(", weighed by audience, "), "the first screen says what weighs");
}

/// Cells that are numbers may differ in their last digits.
fn assert_same_cells(one: &str, other: &str, what: &str) {
    let (one, other) = (rows(one), rows(other));
    assert_eq!(one.len(), other.len(), "{what}: rows");
    for (one, other) in one.iter().zip(&other) {
        for (name, cell) in one {
            let near = || {
                let (a, b) = (cell.parse::<f64>().ok()?, other[name].parse::<f64>().ok()?);
                Some((a - b).abs() <= 1e-9 * a.abs().max(1.0))
            };
            assert!(*cell == other[name] || near() == Some(true), "{what}, {name}: {cell} is not {}", other[name]);
        }
    }
}

#[test]
fn an_audience_of_one_outlet_is_that_outlet_in_every_table() {
    let root = audited_sample(&[]);
    let root = root.path();
    write(root, "one.csv", "outlet,weight\nBright Nest,3\n");
    let one = ["--audience", "one.csv"];
    let within = ["--where", "outlet:\"Bright Nest\""];
    let asked: [&[&str]; 9] = [
        &["summary", "--by", "year"],
        &["summary", "--total"],
        &["voice"],
        &["voice", "--by", "outlet"],
        &["voice", "--table", "salience"],
        &["voice", "--table", "sources"],
        &["baseline", "--table", "tiers"],
        &["baseline", "--table", "profiled"],
        &["baseline", "--table", "occupations"],
    ];
    for asked in asked {
        let of = |which: [&str; 2]| {
            let more = ["--interval", "outlet-week", "--replicates", "100", "--format", "csv"];
            printed(root, &[&asked[..1], &["audit"], &asked[1..], &which, &more].concat())
        };
        let (weighed, within) = (of(one), of(within));
        let without = |csv: &str| csv.replace(",audience,", ",copy,");
        assert_same_cells(&without(&weighed), &within, &asked.join(" "));
    }
    for which in [one, within] {
        printed(root, &[&["report", "audit", "--interval", "outlet-week", "--replicates", "100"], &which[..]].concat());
    }
    for table in ["voice", "flexibility", "token-acknowledgement", "remedies", "focus-by-year", "focus-by-outlet"] {
        let of = |folder: &str| std::fs::read_to_string(root.join(format!("audit/{folder}/{table}.csv"))).ok();
        let (weighed, within) = (of("report"), of("report-subset"));
        assert_eq!(weighed.is_some(), within.is_some(), "{table}");
        weighed.zip(within).into_iter().for_each(|(weighed, within)| assert_same_cells(&weighed, &within, table));
    }
    let text = printed(root, &["voice", "audit", "--audience", "one.csv"]);
    assert!(
        text.contains("54 articles weigh nothing by audience and are left out of counts and shares alike"),
        "{text}"
    );
}

#[test]
fn a_table_without_a_row_says_why_and_shares_by_focus_what_they_are() {
    let root = audited_sample(&[]);
    let none = printed(root.path(), &["summary", "audit", "--by", "outlet,year", "--min", "20"]);
    assert!(
        none.contains("42 groups with fewer than 20 articles are left out, which are all: lower the minimum."),
        "{none}"
    );
    let by_focus = printed(root.path(), &["summary", "audit", "--by", "focus"]);
    assert!(by_focus.contains("Grouped by focus every share is 0 or 100 %: read the counts."), "{by_focus}");
}

#[test]
fn headlines_for_all_have_the_interval_of_the_other_shares() {
    let root = audited_sample(&[]);
    let text = printed(root.path(), &["summary", "audit"]);
    let line = text.lines().find(|line| line.starts_with("Universal headlines")).expect("a line");
    assert!(line.ends_with("*.") && !line.contains("independent"), "few clusters are starred as elsewhere: {line}");
    let share = line.rsplit(", ").next().expect("the share comes last").trim_end_matches(['.', '*']);
    printed(root.path(), &["report", "audit"]);
    let page = std::fs::read_to_string(root.path().join("audit/report.html")).expect("the page is written");
    assert!(page.contains(&format!("run over an article about one tier: {share}.")), "{share}");
}

#[test]
fn error_is_said_in_the_units_of_the_share_it_belongs_to() {
    let root = audited_sample(&[]);
    let text = printed(root.path(), &["summary", "audit"]);
    let raw = text.lines().find(|line| line.contains("focus professional")).expect("a line");
    let percent = raw.split(", ").nth(1).and_then(|part| part.split(" %").next()).expect("a share");
    assert!(text.contains(&format!("\n  professional, raw {percent} % and 21.5 %: ")), "{percent}, 14 of 65: {text}");
    assert!(text.contains("of the articles with a focus and of all scored ones:\n"), "{text}");
}
