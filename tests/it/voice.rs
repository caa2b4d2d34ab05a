//! Who speaks: `quotes`, the sums in `articles`, `classlens voice`, search and `explain`.

use std::path::Path;

use crate::support::{audited_lines, classlens, folder, rows, stderr, stdout, write};

fn audited() -> tempfile::TempDir {
    let lines = [
        r#"{"id": "c-1", "outlet": "One", "date": "2012-03-04", "title": "Cashiers want hours", "body": "\"Flextime is not for cashiers like us,\" said Jane Roe, 39, a cashier at the mall. \"We take the hours we get.\" Her manager, Rick Poe, said that the store would hire.\n\nSen. Mary Doe (D-Ohio) said cashiers need a raise. Roe wants more hours."}"#,
        r#"{"id": "c-2", "outlet": "Two", "date": "2013-05-06", "title": "Cashiers at the mall", "body": "Cashiers at the mall earn the minimum wage. \"They are paid enough,\" said Ann Poe, chief executive of the mall."}"#,
    ];
    audited_lines(&lines.join("\n"), &["--csv"])
}

fn table(root: &Path, name: &str) -> Vec<std::collections::HashMap<String, String>> {
    rows(&std::fs::read_to_string(root.join("audit").join(name)).expect("the table is written"))
}

#[test]
fn quotations_have_speaker_tier_kind_and_place() {
    let root = audited();
    let found = table(root.path(), "quotes.csv");
    let line = |row: &std::collections::HashMap<String, String>| {
        ["article", "speaker", "tier", "kind", "n_words"].map(|column| row[column].clone()).join(" ")
    };
    let lines: Vec<String> = found.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "c-1  low_wage stance 1",
            "c-1 Jane Roe low_wage direct 13",
            "c-1 Rick Poe professional indirect 5",
            "c-1 Mary Doe official indirect 4",
            "c-1 Jane Roe low_wage stance 2",
            "c-2 Ann Poe professional direct 4",
        ]
    );
    assert!(
        found.iter().all(|row| row["third"].is_empty() == (row["field"] == "title")),
        "thirds are of lede and body"
    );
}

#[test]
fn the_sums_of_an_article_are_those_of_its_quotations() {
    let root = audited();
    let quotes = table(root.path(), "quotes.csv");
    for article in table(root.path(), "articles.csv") {
        for tier in ["professional", "middle", "low_wage", "official", "unknown"] {
            let of =
                quotes.iter().filter(|q| q["article"] == article["id"] && q["tier"] == tier && q["kind"] != "stance");
            let words: u64 = of.clone().map(|q| q["n_words"].parse::<u64>().expect("a number")).sum();
            assert_eq!(article[&format!("n_quotes_{tier}")], of.count().to_string(), "{tier}");
            assert_eq!(article[&format!("quoted_words_{tier}")], words.to_string(), "{tier}");
        }
    }
    let first: Vec<String> =
        table(root.path(), "articles.csv").iter().map(|row| row["first_speaker"].clone()).collect();
    assert_eq!(first, ["low_wage", "professional"]);
}

#[test]
fn the_voice_ratio_counts_articles_that_quote_whom_they_mention() {
    let root = audited();
    let printed = stdout(&classlens(root.path(), &["voice", "audit", "--format", "csv"]));
    let low_wage = rows(&printed).into_iter().find(|row| row["speaker"] == "low_wage").expect("a row each tier");
    assert_eq!([&low_wage["mentioned"], &low_wage["heard"], &low_wage["voice_ratio"]], ["2", "1", "0.5"]);
    let printed = stdout(&classlens(root.path(), &["voice", "audit", "--table", "sources", "--format", "csv"]));
    let speakers: u64 = rows(&printed).iter().map(|row| row["speakers"].parse::<u64>().expect("a number")).sum();
    assert_eq!(speakers, 4, "{printed}");
    let output = classlens(root.path(), &["voice", "audit", "--table", "salience", "--by", "outlet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(classlens(root.path(), &["voice", "audit", "--by", "colour"]).status.code(), Some(2));
}

/// Three articles on accountants, in which an accountant, an economist and a reporter speak.
fn of_professionals() -> tempfile::TempDir {
    let lines = [
        ("p-1", "One", "\"My clients call at night,\" said Nora Doe, an insurance underwriter at the firm."),
        ("p-2", "One", "\"Their pay will rise,\" said Paul Doe, an economist at the institute."),
        ("p-3", "Two", "\"I wrote about them for years,\" said Rose Doe, a reporter at the paper."),
    ];
    let lines = lines.map(|(id, outlet, said)| {
        let body = format!(
            "Insurance underwriters at the firm work long hours and earn salaries of $90,000 a year. The underwriters want \
             flexible hours and partners who work less. {said}"
        );
        serde_json::json!({"id": id, "outlet": outlet, "title": "Underwriters and their careers", "date": "2014-02-03",
                           "body": body}).to_string()
    });
    audited_lines(&lines.join("\n"), &["--csv"])
}

#[test]
fn experts_and_reporters_are_quoted_but_not_heard_as_workers() {
    let root = of_professionals();
    let printed = stdout(&classlens(root.path(), &["voice", "audit", "--format", "csv"]));
    let row = rows(&printed).into_iter().find(|row| row["speaker"] == "professional").expect("a row each tier");
    assert_eq!([&row["mentioned"], &row["heard"], &row["any_role"]], ["3", "1", "3"], "{printed}");
    let found =
        stdout(&classlens(root.path(), &["search", "audit", "worker_quoted_professional:>0", "--format", "csv"]));
    assert_eq!(rows(&found).into_iter().map(|row| row["id"].clone()).collect::<Vec<_>>(), ["p-1"]);
}

#[test]
fn owners_and_executives_are_heard_and_are_no_rank_and_file() {
    // In the first article a cashier speaks and her manager, in the second the chief executive alone.
    let root = audited();
    let printed = stdout(&classlens(root.path(), &["voice", "audit", "--format", "csv"]));
    let row = |tier: &str| rows(&printed).into_iter().find(|row| row["speaker"] == tier).expect("a row each tier");
    let low_wage = row("low_wage");
    assert_eq!([&low_wage["heard"], &low_wage["rank_and_file"], &low_wage["rank_and_file_ratio"]], ["1", "1", "0.5"]);
    let lines = [
        ("e-1", "\"My clients call at night,\" said Nora Doe, an insurance underwriter at the firm."),
        ("e-2", "\"They work hard,\" said Paul Doe, chief executive of the firm."),
        ("e-3", "\"They are paid well,\" said Rose Doe, a manager at the firm."),
    ];
    let lines = lines.map(|(id, said)| {
        let body = format!(
            "Insurance underwriters at the firm work long hours and earn salaries of $90,000 a year. The underwriters want \
             flexible hours and partners who work less. {said}"
        );
        serde_json::json!({"id": id, "outlet": "One", "title": "Underwriters and their careers", "body": body}).to_string()
    });
    let root = audited_lines(&lines.join("\n"), &[]);
    let printed = stdout(&classlens(root.path(), &["voice", "audit", "--format", "csv"]));
    let row = rows(&printed).into_iter().find(|row| row["speaker"] == "professional").expect("a row each tier");
    assert_eq!([&row["mentioned"], &row["heard"], &row["rank_and_file"]], ["3", "3", "1"], "{printed}");
    let said = stdout(&classlens(root.path(), &["voice", "audit"]));
    assert!(said.contains("`rank_and_file` leaves out owners, executives and managers"), "{said}");
    classlens(root.path(), &["report", "audit"]);
    let page = std::fs::read_to_string(root.path().join("audit/report.html")).expect("the page is written");
    assert!(page.contains("1 of 3 professional"), "the report says how many are neither");
}

#[test]
fn speakers_of_one_outlet_are_not_independent() {
    // In each of six outlets ten articles let one kind of source speak: six observations, not sixty.
    let said = |outlet: u32| match outlet % 2 {
        0 => "said Jane Roe, a cashier at the mall",
        _ => "said Ann Poe, chief executive of the mall",
    };
    let line = |(outlet, n): (u32, u32)| {
        let body = format!("Cashiers at the mall earn the minimum wage. \"We open at {n},\" {}.", said(outlet));
        let id = format!("{outlet}-{n}");
        serde_json::json!({"id": id, "outlet": format!("o{outlet}"), "title": format!("Mall {id}"), "body": body})
            .to_string()
    };
    let lines: Vec<String> = (0..6).flat_map(|outlet| (1..11).map(move |n| (outlet, n))).map(line).collect();
    let root = audited_lines(&lines.join("\n"), &[]);
    let width = |more: &[&str]| {
        let args = [&["voice", "audit", "--table", "sources", "--format", "csv"], more].concat();
        let found = rows(&stdout(&classlens(root.path(), &args)));
        let row = found.into_iter().find(|row| row["source"] == "business").expect("executives speak");
        assert_eq!((row["speakers"].as_str(), row["share"].as_str()), ("30", "0.5"));
        let end = |name: &str| row[name].parse::<f64>().expect("a number");
        (row["interval"].clone(), end("high") - end("low"))
    };
    let (outlets, alone) = (width(&[]), width(&["--interval", "wilson"]));
    assert_eq!((outlets.0.as_str(), alone.0.as_str()), ("outlet", "wilson"));
    assert!(outlets.1 > 2.0 * alone.1, "{outlets:?} {alone:?}");
}

#[test]
fn the_report_and_voice_print_one_interval_for_one_ratio() {
    let root = of_professionals();
    classlens(root.path(), &["report", "audit"]);
    let report = std::fs::read_to_string(root.path().join("audit/report/voice.csv")).expect("a table of the report");
    let report = rows(&report).into_iter().find(|row| row["tier"] == "professional").expect("a row each tier");
    let printed = stdout(&classlens(root.path(), &["voice", "audit", "--format", "csv"]));
    let voice = rows(&printed).into_iter().find(|row| row["speaker"] == "professional").expect("a row each tier");
    let columns = [
        ("share_heard", "voice_ratio"),
        ("share_rank_and_file", "rank_and_file_ratio"),
        ("low_rank_and_file", "rank_and_file_low"),
        ("high_rank_and_file", "rank_and_file_high"),
        ("low_heard", "low"),
        ("high_heard", "high"),
        ("share_any_role", "any_role_ratio"),
        ("low_any_role", "any_role_low"),
        ("high_any_role", "any_role_high"),
        ("interval", "interval"),
    ];
    for (of_report, of_voice) in columns {
        assert_eq!(report[of_report], voice[of_voice], "{of_report}");
    }
    assert_eq!(voice["interval"], "outlet");
}

#[test]
fn search_finds_quoted_tiers_and_the_words_they_say() {
    let root = audited();
    let ids = |query: &str| -> Vec<String> {
        let output = classlens(root.path(), &["search", "audit", query, "--format", "csv"]);
        assert!(output.status.code() != Some(2), "{query}: {}", stderr(&output));
        let text = stdout(&output);
        if text.is_empty() { Vec::new() } else { rows(&text).into_iter().map(|row| row["id"].clone()).collect() }
    };
    assert_eq!(ids("quoted_low_wage:>0"), ["c-1"]);
    assert_eq!(ids("profiled_low_wage:>0"), ["c-1"]);
    assert_eq!(ids("first_speaker:professional"), ["c-2"]);
    assert_eq!(ids("@quoted.low_wage NEAR/1 flextime"), ["c-1"]);
    assert_eq!(ids("@quoted.professional NEAR/1 flextime"), Vec::<String>::new());
}

#[test]
fn explain_lists_the_speakers() {
    let root = audited();
    let printed = stdout(&classlens(root.path(), &["explain", "audit", "c-1"]));
    assert!(printed.contains("speaker: Jane Roe, low_wage: 2 quotes, 15 words; "), "{printed}");
    assert!(printed.contains("profiled: Jane Roe, low_wage"), "{printed}");
}

#[test]
fn a_concordance_of_quotations_shows_each_as_one_line() {
    let root = folder();
    let body = "“We never know our hours,” said Rosa Diaz, a cashier. She earns $9 an hour.\n\n“Our partners value \
                flexible hours,” said Paul Kent, a lawyer. Diaz said that the hours are cut without notice.";
    let line = serde_json::json!({"id": "a", "title": "Hours", "date": "2014-02-03", "body": body});
    write(root.path(), "a.jsonl", line.to_string());
    classlens(root.path(), &["audit", "a.jsonl", "--quiet"]);
    let keywords = |query: &str| {
        let args = ["kwic", "audit", query, "--limit", "0", "--format", "csv"];
        let lines = rows(&stdout(&classlens(root.path(), &args)));
        for line in &lines {
            let span = line["start"].parse::<usize>().expect("n")..line["end"].parse().expect("n");
            assert_eq!(&body[span], line["keyword"], "{line:?}");
        }
        lines.into_iter().map(|line| line["keyword"].clone()).collect::<Vec<_>>()
    };
    let low = ["We never know our hours", "that the hours are cut without notice"];
    assert_eq!(keywords("@quoted.low_wage"), low);
    assert_eq!(keywords("@quoted"), [low[0], "Our partners value flexible hours", low[1]]);
    assert_eq!(keywords("@quoted.professional"), ["Our partners value flexible hours"]);
    // Beside other words each word of a quotation counts by itself, as in the index.
    assert_eq!(keywords("@quoted.professional THEN/1 hours"), ["flexible hours"]);
    assert!(keywords("@quoted.middle").is_empty());
}

#[test]
fn the_precision_of_speakers_heard_is_that_of_the_verdicts() {
    #[derive(serde::Deserialize)]
    struct Verdict {
        tier: String,
        verdict: String,
        /// Of the sixth draw: others were shuffled in.
        draw: Option<String>,
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/evaluation/2026-11-30-heard.md")).expect("the page is there");
    let methods = std::fs::read_to_string(root.join("docs/methods/speakers.md")).expect("the page is there");
    let verdicts = |file: &str| -> Vec<Verdict> {
        let packed = std::fs::read(root.join("corpus/codes").join(file)).expect("the verdicts ship");
        let lines = String::from_utf8(zstd::decode_all(packed.as_slice()).expect("zstd")).expect("UTF-8");
        let verdicts = lines.lines().map(|line| serde_json::from_str(line).expect("a verdict"));
        verdicts.filter(|verdict: &Verdict| verdict.draw.as_ref().is_none_or(|draw| draw == "main")).collect()
    };
    let draws = ["", "-second", "-third", "-fourth", "-fifth", "-sixth"]
        .map(|draw| verdicts(&format!("heard-speakers{draw}.jsonl.zst")));
    assert_eq!(draws.each_ref().map(Vec::len), [201, 140, 200, 147, 121, 120]);
    let of_draw = |at: usize| draws[at].iter().map(|v| v.tier.as_str()).collect::<std::collections::BTreeSet<_>>();
    for (at, tier) in (0..draws.len()).flat_map(|at| of_draw(at).into_iter().map(move |tier| (at, tier))) {
        let verdicts = &draws[at];
        let of = |verdict: &str| verdicts.iter().filter(|v| v.tier == tier && v.verdict == verdict).count() as u64;
        let (right, former) = (of("right"), of("former"));
        let n = right + former + of("wrong") + of("either");
        let share = classlens::summarize::Share::of(right, n).expect("some were judged");
        let interval = classlens::present::share_text(Some(share));
        // The table of the sixth draw is of one tier, by news.
        let first = if at == 5 { "both" } else { tier };
        let row = format!("| {first} | {n} | {right} | {former} | {interval} |");
        assert!(page.contains(&row), "{row}");
        let is_last = (at + 1..draws.len()).all(|later| !of_draw(later).contains(tier));
        let rounded = format!("{:.0} % of `{tier}`", share.share * 100.0);
        assert!(!is_last || methods.contains(&rounded), "docs/methods/speakers.md: {rounded}");
    }
}

#[test]
fn former_workers_are_not_heard_as_workers() {
    let speech = [
        "“They cut the night shift,” said Ada Finch, a retired teacher.",
        "The firm hid the numbers, former employees said.",
        "“They cut the night shift,” said Ola Brand, a former teacher.",
        "“They cut the night shift,” said Ida Lund, a teacher.",
    ];
    let lines: Vec<String> = speech
        .iter()
        .enumerate()
        .map(|(at, body)| {
            serde_json::json!({"id": format!("s{at}"), "title": "Teachers and executives", "date": "2016-05-01",
                "body": format!("{body} Teachers and engineers of the town met.")})
            .to_string()
        })
        .collect();
    let root = audited_lines(&lines.join("\n"), &["--csv"]);
    let quotes = rows(&std::fs::read_to_string(root.path().join("audit/quotes.csv")).expect("CSV was asked for"));
    let tier = |id: &str| quotes.iter().find(|row| row["article"] == id).map(|row| row["tier"].clone());
    for (id, expected) in [("s0", "unknown"), ("s1", "unknown"), ("s2", "unknown"), ("s3", "middle")] {
        assert_eq!(tier(id).as_deref(), Some(expected), "{id}");
    }
}
