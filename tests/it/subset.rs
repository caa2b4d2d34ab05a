//! `--where`: figures of the articles of a query; `--by` a decade or a file of queries.

use crate::support::coding::{SCORE, coded};
use crate::support::{audited_sample, classlens, folder, printed, rows, stderr, stdout, write};

/// The commands that take `--where`, each with what it needs besides.
const COMMANDS: [&[&str]; 12] = [
    &["summary", "audit"],
    &["baseline", "audit"],
    &["voice", "audit"],
    &["work", "audit", "pay"],
    &["robustness", "audit"],
    &["health", "audit"],
    &["trend", "audit", "focus:low_wage"],
    &["report", "audit"],
    &["batch", "audit", "q.csv"],
    &["gold", "plan", "audit", "-o", "coding"],
    &["kwic", "audit", "wage*"],
    &["compare", "audit", "--target", "outlet:\"Bright Nest\"", "--min", "1"],
];

#[test]
fn every_command_says_which_articles_it_is_of() {
    let root = audited_sample(&[]);
    write(root.path(), "q.csv", "name,query\nwage,wage*\n");
    for command in COMMANDS {
        let found = printed(root.path(), &[command, &["--where", "focus:low_wage"]].concat());
        assert!(found.contains("Of the 12 articles of `focus:low_wage` alone, 65 in all."), "{command:?}: {found}");
    }
    let output = classlens(root.path(), &["summary", "audit", "--where", "focus:low_wage", "--format", "csv"]);
    assert!(stderr(&output).contains("note: Of the 12 articles of `focus:low_wage`"), "{}", stderr(&output));
    let articles: u64 =
        rows(&stdout(&output)).iter().map(|row| row["n_articles"].parse::<u64>().expect("a number")).sum();
    assert_eq!(articles, 12);
}

#[test]
fn a_query_that_finds_nothing_is_1_and_a_wrong_one_is_2_with_its_character() {
    let root = audited_sample(&[]);
    write(root.path(), "q.csv", "name,query\nwage,wage*\n");
    for command in COMMANDS {
        let none = classlens(root.path(), &[command, &["--where", "zorblatt"]].concat());
        assert_eq!(none.status.code(), Some(1), "{command:?}: {}", stderr(&none));
        assert!(stderr(&none).contains("no article of audit is found by `zorblatt`"), "{command:?}: {}", stderr(&none));
        let wrong = classlens(root.path(), &[command, &["--where", "wage (focus:low"]].concat());
        assert_eq!(wrong.status.code(), Some(2), "{command:?}: {}", stderr(&wrong));
        assert!(stderr(&wrong).contains("--where: query, character 6"), "{command:?}: {}", stderr(&wrong));
    }
    assert!(!root.path().join("coding").exists(), "nothing is drawn");
    assert!(!root.path().join("audit/report-subset.html").exists());
}

#[test]
fn an_empty_query_is_refused_and_a_saved_one_is_meant_by_name() {
    let root = audited_sample(&[]);
    let csv = |more: &[&str]| printed(root.path(), &[&["summary", "audit", "--format", "csv"], more].concat());
    let empty = classlens(root.path(), &["summary", "audit", "--where", " "]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(stderr(&empty).contains("write id:* for all articles"), "{}", stderr(&empty));
    assert_eq!(csv(&["--where", "id:*"]), csv(&[]));
    printed(root.path(), &["search", "audit", "focus:low_wage", "--save", "low"]);
    assert_eq!(csv(&["--where", "saved:low"]), csv(&["--where", "focus:low_wage"]));
}

#[test]
fn a_trend_of_a_subset_is_out_of_the_subset() {
    let root = audited_sample(&[]);
    let trend = ["trend", "audit", "focus:low_wage", "--by", "decade", "--format", "csv"];
    let found = rows(&printed(root.path(), &[&trend[..], &["--where", "NOT focus:none"]].concat()));
    assert_eq!(
        found.iter().map(|row| (row["decade"].as_str(), row["n"].as_str(), row["n_all"].as_str())).collect::<Vec<_>>(),
        [("2010s", "12", "39")]
    );
    assert_eq!(found, rows(&printed(root.path(), &[&trend[..], &["--of", "NOT focus:none"]].concat())));
}

#[test]
fn a_batch_of_a_subset_is_out_of_the_subset() {
    let root = audited_sample(&[]);
    write(root.path(), "q.csv", "name,query,of\nwage,wage*,\nlow,wage*,focus:low_wage\n");
    write(root.path(), "within.csv", "name,query,of\nwage,wage*,date:2014..\nlow,wage*,focus:low_wage date:2014..\n");
    let csv = |args: &[&str]| {
        printed(root.path(), &[&["batch", "audit"], args, &["--by", "outlet", "--format", "csv"]].concat())
    };
    assert_eq!(csv(&["q.csv", "--where", "date:2014.."]), csv(&["within.csv"]));
    assert_ne!(csv(&["q.csv"]), csv(&["within.csv"]));
}

#[test]
fn a_plan_of_a_subset_is_drawn_from_it_and_keeps_its_ids() {
    let root = audited_sample(&[]);
    let ids = printed(
        root.path(),
        &["search", "audit", "date:2014..", "--fields", "id", "--limit", "100", "--format", "csv"],
    );
    let ids: Vec<&str> = ids.lines().skip(1).collect();
    printed(root.path(), &["gold", "plan", "audit", "-o", "coding", "--size", "20", "--where", "date:2014.."]);
    let plan = std::fs::read_to_string(root.path().join("coding/plan.json")).expect("the plan is written");
    let plan: serde_json::Value = serde_json::from_str(&plan).expect("it is JSON");
    assert_eq!(plan["n_population"].as_u64(), Some(ids.len() as u64));
    let drawn = plan["documents"].as_array().expect("documents");
    assert!(drawn.len() == 20 && drawn.iter().all(|d| ids.contains(&d["id"].as_str().expect("an id"))), "{drawn:?}");
    // A file of ids and a subset: what is in both.
    write(root.path(), "ids.txt", format!("{}\n{}\n{}\n", ids[0], ids[1], ids[2]));
    let both =
        ["gold", "plan", "audit", "-o", "both", "--size", "2", "--where", "date:2014..", "--population", "ids.txt"];
    assert!(printed(root.path(), &both).contains("of 3 articles drawn"));
    let added = ["gold", "plan", "audit", "-o", "more", "--add", "coding/plan.json", "--where", "date:2014.."];
    assert_eq!(classlens(root.path(), &added).status.code(), Some(2), "a plan that is topped up has its population");
}

#[test]
fn a_report_of_a_subset_says_so_and_its_commands_find_its_articles() {
    let root = audited_sample(&[]);
    printed(root.path(), &["report", "audit"]);
    let whole = std::fs::read(root.path().join("audit/report.html")).expect("the page is written");
    printed(root.path(), &["report", "audit", "--where", "date:2014.. OR focus:low_wage"]);
    assert_eq!(
        std::fs::read(root.path().join("audit/report.html")).ok(),
        Some(whole),
        "the report of all is not replaced"
    );
    let page = std::fs::read_to_string(root.path().join("audit/report-subset.html")).expect("the page is written");
    let first = page.find("alone, 65 in all.").expect("the first lines say which articles");
    assert!(first < page.find("The corpus").expect("a heading"), "{}", &page[..2_000]);
    assert!(page.contains("articles of date:2014.. OR focus:low_wage</p>"));
    let command = "classlens search audit &#39;(date:2014.. OR focus:low_wage) (focus:low_wage)&#39;";
    let command_too = command.replace("&#39;", "&#x27;");
    assert!(page.contains(command) || page.contains(&command_too) || page.contains(&command.replace("&#39;", "'")));
    assert!(!page.contains("search audit 'focus:") && !page.contains("search audit &#39;focus:"));
}

#[test]
fn the_health_of_a_subset_counts_its_sentences_and_knows_no_refusals() {
    let root = folder();
    let article = |at: usize, section: &str, more: &str| {
        format!(
            "{{\"id\": \"{section}{at}\", \"outlet\": \"One\", \"date\": \"2016-05-04\", \"section\": \"{section}\", \"title\": \"Day {at}\", \
             \"body\": \"It rained on day number {at} in {section}. {more}\"}}"
        )
    };
    let a = (0..6).map(|at| article(at, "news", "Send your letters to the desk by noon."));
    let b = (0..30).map(|at| article(at, "sport", ""));
    write(
        root.path(),
        "x.jsonl",
        a.chain(b).chain(["{\"title\": \"no body\"}".to_owned()]).collect::<Vec<_>>().join("\n"),
    );
    printed(root.path(), &["audit", "x.jsonl", "--quiet"]);
    let sentences = ["health", "audit", "--table", "sentences", "--least", "5", "--share", "0.5", "--format", "csv"];
    assert!(rows(&printed(root.path(), &sentences)).is_empty(), "6 of 36 articles print it");
    let found = rows(&printed(root.path(), &[&sentences[..], &["--where", "section:news"]].concat()));
    assert_eq!((found[0]["articles"].as_str(), found[0]["share"].as_str()), ("6", "1"), "{found:?}");
    assert!(printed(root.path(), &["health", "audit"]).contains("Refused records"));
    assert!(!printed(root.path(), &["health", "audit", "--where", "section:news"]).contains("Refused records"));
    let refused = classlens(root.path(), &["health", "audit", "--table", "refused", "--where", "section:news"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("refused records are no articles"), "{}", stderr(&refused));
}

#[test]
fn a_corrected_share_of_a_subset_is_that_of_the_group_with_the_same_articles() {
    let root = folder();
    coded(root.path());
    let query = "NOT outlet:=\"Bright Nest\"";
    write(root.path(), "groups.csv", format!("name,query\nrest,{}\n", "\"NOT outlet:=\"\"Bright Nest\"\"\""));
    let total = rows(&printed(root.path(), &["summary", "audit", "--total", "--where", query, "--format", "csv"]));
    let groups = rows(&printed(root.path(), &["summary", "audit", "--by", "groups.csv", "--format", "csv"]));
    let rest = groups.iter().find(|row| row["groups"] == "rest").expect("the group is there");
    let mut n_corrected = 0;
    for row in total.iter().filter(|row| row["base"] == "articles" && row["focus"] != "any") {
        let focus = &row["focus"];
        for (of_total, of_group) in
            [("corrected", "corrected"), ("corrected_low", "corrected_low"), ("corrected_high", "corrected_high")]
        {
            assert_eq!(row[of_total], rest[&format!("{of_group}_{focus}")], "{focus}");
        }
        n_corrected += usize::from(!row["corrected"].is_empty());
    }
    assert!(n_corrected > 0, "some share is corrected: {total:?}");
    let text = printed(root.path(), &["summary", "audit", "--where", query]);
    assert!(text.contains("that are among these"), "{text}");
    // Too few codes: refused, with the reason.
    let few = printed(root.path(), &["summary", "audit", "--where", "outlet:=\"Bright Nest\" date:2014"]);
    assert!(few.contains("not corrected: "), "{few}");
}

#[test]
fn queries_of_a_file_are_groups_that_may_overlap() {
    let root = audited_sample(&[]);
    write(
        root.path(),
        "topics.csv",
        "name,query,of\nwage,wage*,\nlow,focus:low_wage,\nlow wage,focus:low_wage,wage*\nnone of it,zorblatt,\n",
    );
    let count = |query: &str| printed(root.path(), &["search", "audit", query, "--count"]).trim().to_owned();
    let found = rows(&printed(root.path(), &["summary", "audit", "--by", "topics.csv", "--format", "csv"]));
    let groups: Vec<(&str, &str)> =
        found.iter().map(|row| (row["topics"].as_str(), row["n_articles"].as_str())).collect();
    let expected =
        [count("NOT wage* NOT focus:low_wage"), count("focus:low_wage"), count("focus:low_wage wage*"), count("wage*")];
    assert_eq!(
        groups,
        [
            ("(none)", &*expected[0]),
            ("low", &expected[1]),
            ("low wage", &expected[2]),
            ("none of it", "0"),
            ("wage", &expected[3])
        ]
    );
    assert!(found.iter().all(|row| (row["topics"] == "none of it") == row["share_low_wage"].is_empty()), "{found:?}");
    let more = ["summary", "audit", "--by", "topics.csv", "--min", "2", "--format", "csv"];
    assert!(!printed(root.path(), &more).contains("none of it"), "who asks for large groups gets these");
    let text = printed(root.path(), &["summary", "audit", "--by", "topics.csv,decade"]);
    assert!(text.contains("An article that several queries of topics find is in several groups"), "{text}");
    assert!(text.contains("No article of the audit is found by: none of it."), "{text}");
    for command in [&["voice", "audit"][..], &["work", "audit", "pay"], &["health", "audit", "--table", "articles"]] {
        let found = rows(&printed(root.path(), &[command, &["--by", "topics.csv", "--format", "csv"]].concat()));
        let names: std::collections::BTreeSet<&str> = found.iter().map(|row| row["topics"].as_str()).collect();
        assert_eq!(
            names.into_iter().collect::<Vec<_>>(),
            ["(none)", "low", "low wage", "none of it", "wage"],
            "{command:?}"
        );
    }
}

#[test]
fn a_file_of_queries_that_cannot_be_used_is_refused_with_its_line() {
    let root = audited_sample(&[]);
    for (content, words) in [
        ("name,query\na,focus:low_wage\nb,(wage\n", "q.csv, line 3: query, character 1"),
        ("name,query\na,wage\na,pay\n", "q.csv, line 3: `a` is named twice"),
        ("name,query\n(none),wage\n", "q.csv, line 2: a group needs a name"),
        ("name,query\na,wage\n\"b\nc\",pay\nd, \n", "q.csv, line 5: the query of `d` is empty: write one, `id:*`"),
        ("name,query\n", "q.csv: no query"),
        ("title,words\na,b\n", "line 1: no column is called `name`"),
    ] {
        write(root.path(), "q.csv", content);
        let output = classlens(root.path(), &["summary", "audit", "--by", "q.csv"]);
        assert_eq!(output.status.code(), Some(2), "{content}");
        assert!(stderr(&output).contains(words) && stderr(&output).contains("--by "), "{content}: {}", stderr(&output));
    }
    let missing = classlens(root.path(), &["summary", "audit", "--by", "no.csv"]);
    assert!(stderr(&missing).contains("--by no.csv"), "{}", stderr(&missing));
    write(root.path(), "q.csv", "name,query\na,wage\n");
    let plan = classlens(root.path(), &["gold", "plan", "audit", "-o", "coding", "--by", "q.csv"]);
    assert!(stderr(&plan).contains("several values"), "{}", stderr(&plan));
}

#[test]
fn a_concordance_of_a_subset_shows_no_words_of_its_query() {
    let root = audited_sample(&[]);
    let lines = |args: &[&str]| {
        rows(&printed(root.path(), &[&["kwic", "audit"], args, &["--limit", "0", "--format", "csv"]].concat()))
    };
    let all = lines(&["wage*"]);
    let some = lines(&["wage*", "--where", "shift*"]);
    let with_shifts =
        printed(root.path(), &["search", "audit", "shift*", "--fields", "id", "--limit", "1000", "--format", "csv"]);
    let with_shifts: Vec<&str> = with_shifts.lines().skip(1).collect();
    let expected: Vec<_> = all.iter().filter(|line| with_shifts.contains(&line["id"].as_str())).cloned().collect();
    assert!(!expected.is_empty() && expected.len() < all.len());
    assert_eq!(some, expected);
}

#[test]
fn words_of_a_subset_are_compared_within_it() {
    let root = audited_sample(&[]);
    let words = |args: &[&str]| {
        printed(root.path(), &[&["compare", "audit", "--min", "1", "--limit", "0", "--format", "csv"], args].concat())
    };
    let within = words(&["--target", "focus:low_wage", "--where", "date:2014.."]);
    let written = words(&["--target", "focus:low_wage date:2014..", "--reference", "date:2014.. NOT focus:low_wage"]);
    assert_eq!(within, written);
    assert_ne!(within, words(&["--target", "focus:low_wage"]));
    // Words around hits, and how often they are in all: as in an audit of these articles alone.
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/sample.jsonl");
    let sample = std::fs::read_to_string(sample).expect("the sample corpus");
    let is_late = |line: &&str| {
        let article: serde_json::Value = serde_json::from_str(line).expect("an article");
        article["date"].as_str().is_some_and(|date| date >= "2014")
    };
    let late: String = sample.lines().filter(is_late).flat_map(|line| [line, "\n"]).collect();
    write(root.path(), "late.jsonl", late);
    printed(root.path(), &["audit", "late.jsonl", "-o", "late", "--quiet"]);
    let around = |audit: &str, more: &[&str]| {
        let args = ["compare", audit, "--collocates", "wage*", "--min", "1", "--limit", "0", "--format", "csv"];
        printed(root.path(), &[&args, more].concat())
    };
    assert_eq!(around("audit", &["--where", "date:2014.."]), around("late", &[]));
    assert_ne!(around("audit", &[]), around("late", &[]));
}

#[test]
fn scores_of_a_subset_are_of_its_codes_and_all_codes_are_kept() {
    let root = folder();
    coded(root.path());
    let kept = || std::fs::read_to_string(root.path().join("audit/gold/codes.json")).expect("codes are kept");
    let before = kept();
    let query = "NOT outlet:=\"Bright Nest\"";
    let scored = |show: &str| {
        printed(root.path(), &[&SCORE[..], &["--where", query, "--show", show, "--format", "csv"]].concat())
    };
    let confusion = rows(&scored("confusion"));
    let n: u64 = confusion.iter().flat_map(|row| row.values()).filter_map(|cell| cell.parse::<u64>().ok()).sum();
    let codes: serde_json::Value = serde_json::from_str(&before).expect("JSON");
    let found =
        printed(root.path(), &["search", "audit", query, "--fields", "id", "--limit", "1000", "--format", "csv"]);
    let found: Vec<&str> = found.lines().skip(1).collect();
    let documents = codes["documents"].as_array().expect("documents");
    let expected = documents.iter().filter(|d| found.contains(&d["id"].as_str().unwrap_or_default())).count();
    assert!(expected < documents.len());
    assert_eq!(n, expected as u64);
    assert_eq!(kept(), before, "codes of other articles are not lost");
    // The same shares as `summary` gives of the subset.
    let corrected = rows(&scored("corrected"));
    let total = rows(&printed(root.path(), &["summary", "audit", "--total", "--where", query, "--format", "csv"]));
    for row in total.iter().filter(|row| row["base"] == "articles" && row["focus"] != "any") {
        let same =
            corrected.iter().find(|c| c["base"] == "articles" && c["focus"] == row["focus"] && c["standing"] == "true");
        assert_eq!(same.map(|c| c["corrected"].as_str()), Some(row["corrected"].as_str()), "{row:?}");
    }
}

/// Queries that a bundle can answer.
const OF_THE_RECORD: [&str; 22] = [
    "focus:low_wage",
    "NOT focus:none",
    "outlet:nest",
    "outlet:\"Bright Nest\"",
    "outlet:=\"Bright Nest\"",
    "outlet:b*",
    "title:wage*",
    "title:(shift* OR mother*)",
    "title:\"minimum wage\"",
    "title:\"wage minimum\"~3",
    "title:worker",
    "title:/m.*/",
    "section:*",
    "date:2014..",
    "date:2014-05",
    "n_tokens:200..400",
    "score_low_wage:>0.1",
    "attention_middle:>=2",
    "scope_gap:yes",
    "proposals:*",
    "people:mothers",
    "id:n*",
];

#[test]
fn a_bundle_answers_queries_of_its_record_as_the_audit_does() {
    let root = audited_sample(&[]);
    printed(root.path(), &["export", "audit", "--bundle", "shared"]);
    let figure = |audit: &str, query: &str| {
        let args =
            ["summary", audit, "--by", "outlet,year", "--where", query, "--format", "csv", "--replicates", "100"];
        let output = classlens(root.path(), &args);
        assert_ne!(output.status.code(), Some(2), "{query}: {}", stderr(&output));
        (output.status.code(), stdout(&output))
    };
    let mut n_found = 0;
    for query in OF_THE_RECORD {
        let found = figure("audit", query);
        n_found += usize::from(found.0 == Some(0));
        assert_eq!(figure("shared", query), found, "{query}");
    }
    assert!(n_found > 18, "{n_found} queries find something");
    let compare =
        |audit: &str| printed(root.path(), &["summary", audit, "--compare", "focus:low_wage", "--format", "csv"]);
    assert_eq!(compare("shared"), compare("audit"));
    write(root.path(), "topics.csv", "name,query\nlow,focus:low_wage\nwage,title:wage*\n");
    let topics = |audit: &str| printed(root.path(), &["summary", audit, "--by", "topics.csv", "--format", "csv"]);
    assert_eq!(topics("shared"), topics("audit"));
}

#[test]
fn a_bundle_refuses_queries_of_texts_and_says_what_it_can_be_asked() {
    let root = audited_sample(&[]);
    printed(root.path(), &["export", "audit", "--bundle", "shared"]);
    printed(root.path(), &["export", "audit", "--bundle", "bare", "--no-titles"]);
    for (bundle, query, expected) in [
        ("shared", "wage*", "character 1: words of the text cannot be asked of a bundle"),
        ("shared", "focus:low_wage body:wage", "character 16: `body` cannot be asked"),
        ("shared", "NOT @low_wage.schedule", "character 5: words of the text cannot be asked"),
        ("shared", "title:@low_wage.schedule", "classes of the lexicon cannot be asked"),
        ("bare", "title:wage*", "`title` cannot be asked"),
    ] {
        let output = classlens(root.path(), &["summary", bundle, "--where", query]);
        assert_eq!(output.status.code(), Some(2), "{query}");
        assert!(stderr(&output).contains(expected), "{query}: {}", stderr(&output));
        assert!(stderr(&output).contains("by id, outlet, date"), "{query}: {}", stderr(&output));
    }
}
