//! Importing, freezing, auditing and comparing lexicons from the command line.

use std::path::Path;

use crate::support::{classlens, folder, printed, rows, stderr, stdout, write};

const DIC: &str =
    "%\n1\tlow\n\t2\tpay\n\t3\thours\n4\thigh\n%\nWAGE*\t2\nnight shift\t3\ntip jar\t2\t9\nsalary\t4\n:)\t4\n";
const NEWS: &str = concat!(
    r#"{"id":"a","outlet":"O","title":"A night shift","body":"Her wage fell. The night shift is long, and the wages of the night shift are low."}"#,
    "\n",
    r#"{"id":"b","outlet":"O","title":"On salary","body":"A salary is a salary. The salary rose, and the wage stood still."}"#,
    "\n",
);

#[track_caller]
fn refused(root: &Path, args: &[&str], expected: &str) {
    let output = classlens(root, args);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains(expected) && !told.contains("panicked"), "{told}");
}

/// A folder with an imported lexicon `lex` and an audit `audit` made with it.
fn imported() -> tempfile::TempDir {
    let root = folder();
    write(root.path(), "d.dic", DIC);
    write(root.path(), "news.jsonl", NEWS);
    printed(root.path(), &["lexicon", "import", "d.dic", "-o", "lex", "--quiet"]);
    printed(root.path(), &["audit", "news.jsonl", "-o", "audit", "--lexicon", "lex", "--quiet"]);
    root
}

#[test]
fn an_imported_dictionary_runs_through_an_audit() {
    let root = folder();
    write(root.path(), "d.dic", DIC);
    write(root.path(), "news.jsonl", NEWS);
    let output = classlens(root.path(), &["lexicon", "import", "d.dic"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stdout(&output).contains("read as liwc: 5 terms in their categories, 4 entries; remarks: 0 kept, 2 left out")
    );
    let told = stderr(&output);
    assert!(told.contains("left out: d.dic:9: `tip jar`: category 9 is not in the legend: add it there"), "{told}");
    assert!(told.contains("left out: d.dic:11: `:)` holds no word"), "{told}");
    let header = std::fs::read_to_string(root.path().join("d-lexicon/lexicon.toml")).expect("a header");
    assert!(header.contains("tiers = [\"low\", \"high\"]"), "{header}");
    let pay = std::fs::read_to_string(root.path().join("d-lexicon/low/pay.toml")).expect("one file a category");
    assert!(pay.contains("pattern = \"wage*\"") && pay.contains("source = \"d.dic\""), "{pay}");

    assert!(printed(root.path(), &["lexicon", "check", "--lexicon", "d-lexicon"]).contains("no faults"));
    printed(root.path(), &["audit", "news.jsonl", "-o", "audit", "--lexicon", "d-lexicon", "--csv"]);
    let articles = std::fs::read_to_string(root.path().join("audit/articles.csv")).expect("articles");
    let focus: Vec<String> = rows(&articles).into_iter().map(|row| row["focus"].clone()).collect();
    assert_eq!(focus, ["low", "high"]);

    refused(root.path(), &["lexicon", "import", "d.dic"], "d-lexicon: exists and is not empty: choose another folder");
}

#[test]
fn remarks_of_an_import_print_as_rows() {
    let root = folder();
    write(root.path(), "d.txt", "+PAY\nwage\nWage\n");
    let csv = printed(root.path(), &["lexicon", "import", "d.txt", "--from", "lexicoder", "--format", "csv"]);
    let told = rows(&csv);
    assert_eq!((told.len(), told[0]["line"].as_str(), told[0]["kind"].as_str()), (1, "3", "kept"));
    assert_eq!(told[0]["remark"], "`wage` is in line 2 already: that one is kept");
}

#[test]
fn categories_chosen_as_tiers_are_the_tiers() {
    let root = folder();
    write(root.path(), "d.yaml", "work:\n  pay: [wage]\n  hours: [rota]\nhome: [sofa]\n");
    let args = ["lexicon", "import", "d.yaml", "-o", "lex", "--tier", "low=work/pay", "--tier", "universal=hours"];
    printed(root.path(), &args);
    let list = rows(&printed(root.path(), &["lexicon", "list", "--lexicon", "lex", "--format", "csv"]));
    let found: Vec<_> = list.iter().map(|row| (row["pattern"].as_str(), row["tier"].as_str())).collect();
    assert_eq!(found, [("wage", "low"), ("rota", "universal")]);
    let wrong = ["lexicon", "import", "d.yaml", "-o", "other", "--tier", "low=play"];
    refused(root.path(), &wrong, "d.yaml: no category `play` with terms: the file has home, work/hours, work/pay");
    refused(root.path(), &["lexicon", "import", "d.yaml", "--tier", "low"], "`low` chooses no tier");
}

#[test]
fn dictionaries_that_cannot_be_read_are_refused() {
    let root = folder();
    write(root.path(), "d.dic", "wage\t1\n");
    write(root.path(), "d.txt", "wage\n");
    refused(root.path(), &["lexicon", "import", "d.dic"], "d.dic:1: no legend of categories");
    refused(root.path(), &["lexicon", "import", "d.txt"], "d.txt: the format cannot be detected");
    refused(root.path(), &["lexicon", "import", "none.dic"], "none.dic: cannot be read");
    write(root.path(), "file", "");
    write(root.path(), "good.csv", "term,category\nwage,pay\n");
    refused(root.path(), &["lexicon", "import", "good.csv", "-o", "file"], "file: cannot be written");
}

#[test]
fn a_frozen_lexicon_is_checked_entry_by_entry() {
    let root = imported();
    let root = root.path();
    for name in ["f.toml", "f.json"] {
        let told = printed(root, &["lexicon", "freeze", "--lexicon", "lex", "--date", "2016-05-04", "-o", name]);
        assert!(told.contains("frozen 2016-05-04: 4 entries, 0 exclusions, 0 occupations"), "{told}");
        let check = ["lexicon", "check", "--lexicon", "lex", "--frozen", name];
        assert!(printed(root, &check).contains("the lexicon is the one frozen 2016-05-04: 4 entries are equal"));
    }
    assert!(
        printed(root, &["lexicon", "freeze", "--lexicon", "lex", "--date", "2016-05-04"]).starts_with("name = \"d\"")
    );
    let path = root.join("lex/low/pay.toml");
    let text = std::fs::read_to_string(&path).expect("entries");
    std::fs::write(&path, "# a note\n".to_owned() + &text).expect("written");
    let check = ["lexicon", "check", "--lexicon", "lex", "--frozen", "f.toml"];
    assert!(printed(root, &check).contains("notes, examples or layout differ"));
    std::fs::write(&path, text.replace("wage*", "wages")).expect("written");
    let output = classlens(root, &check);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("removed entry low.pay.wage*: `wage*` low pay weight 1"), "{}", stdout(&output));
    assert!(stdout(&output).contains("2 differences from the lexicon frozen 2016-05-04"));

    refused(root, &["lexicon", "freeze", "--date", "4 May"], "`4 May` is no day: write it like 2026-03-01");
    refused(root, &["lexicon", "check", "--frozen", "news.jsonl"], "news.jsonl:1: not a frozen lexicon");
    let undated = std::fs::read_to_string(root.join("f.toml")).expect("frozen").replace("2016-05-04", "soon");
    write(root, "g.toml", undated);
    refused(root, &["lexicon", "check", "--lexicon", "lex", "--frozen", "g.toml"], "its date `soon` is no day");
    refused(root, &["lexicon", "freeze", "--date", "2016-05-04", "-o", "no/f.toml"], "no/f.toml: cannot be written");
}

#[test]
fn an_audit_of_the_lexicon_tells_dead_and_dominating_entries() {
    let root = imported();
    let csv = printed(root.path(), &["lexicon", "audit", "audit", "--lexicon", "lex", "--format", "csv"]);
    let found: Vec<(String, String, String)> = rows(&csv)
        .into_iter()
        .map(|row| (row["finding"].clone(), row["entry"].clone(), row["share_of_tier"].clone()))
        .collect();
    let row = |finding: &str, entry: &str, share: &str| (finding.to_owned(), entry.to_owned(), share.to_owned());
    let expected = [
        row("dominates", "high.general.salary", "1"),
        row("dominates", "low.hours.night-shift", "0.5"),
        row("dominates", "low.pay.wage*", "0.5"),
        row("dead", "low.pay.tip-jar", ""),
    ];
    assert_eq!(found, expected);
    let told = printed(root.path(), &["lexicon", "audit", "audit", "--lexicon", "lex"]);
    assert!(told.contains("1 of 4 entries have no hit in scored zones"), "{told}");
    refused(root.path(), &["lexicon", "audit", "audit"], "audit was made with lexicon d ");
    refused(root.path(), &["lexicon", "audit", "nowhere"], "nowhere: is not an audit folder");
}

#[test]
fn a_sheet_is_drawn_judged_and_read_back() {
    let root = imported();
    let root = root.path();
    let draw = |name: &str, seed: &str| {
        let args = ["lexicon", "audit", "audit", "--lexicon", "lex", "--sheet", name, "--per-entry", "2"];
        printed(root, &[&args[..], &["--seed", seed]].concat());
        std::fs::read_to_string(root.join(name)).expect("a sheet")
    };
    let sheet = draw("s.csv", "3");
    assert_eq!(sheet, draw("t.csv", "3"), "one seed, one sheet");
    let lines = rows(&sheet);
    let entries: Vec<&str> = lines.iter().map(|row| row["entry"].as_str()).collect();
    let expected = ["high.general.salary", "low.hours.night-shift", "low.pay.wage*"];
    assert_eq!(entries, expected.iter().flat_map(|e| [*e, *e]).collect::<Vec<_>>());
    assert!(lines.iter().all(|row| row["judged"].is_empty() && NEWS.contains(&row["hit"])), "{lines:?}");

    let mut judged = String::from("entry,article,left,hit,right,judged\n");
    for (at, row) in lines.iter().enumerate() {
        let verdict = ["y", "n", "y", "y", "y", ""][at];
        judged += &[&row["entry"], &row["article"], "", "", "", verdict].join(",");
        judged.push('\n');
    }
    write(root, "s.csv", judged);
    let read = ["lexicon", "audit", "audit", "--lexicon", "lex", "--judged", "s.csv"];
    assert!(printed(root, &read).contains("5 lines judged, 1 open; Wilson intervals at 95 %"));
    let precision = rows(&printed(root, &[&read[..], &["--format", "csv"]].concat()));
    let found: Vec<_> =
        precision.iter().map(|r| (r["of"].as_str(), r["name"].as_str(), r["precision"].as_str())).collect();
    assert_eq!(found[0], ("all", "all", "0.8"));
    assert!(found.contains(&("tier", "high", "0.5")) && found.contains(&("dimension", "hours", "1")), "{found:?}");
    assert!(found.contains(&("entry", "low.pay.wage*", "1")), "{found:?}");

    write(root, "s.csv", "entry,judged\nlow.pay.wage*,perhaps\n");
    refused(root, &read, "s.csv:2: judged `perhaps`: write y, n or nothing");
    let unwritable = ["lexicon", "audit", "audit", "--lexicon", "lex", "--sheet", "no/s.csv"];
    refused(root, &unwritable, "no/s.csv: cannot be written");
}

#[test]
fn two_lexicons_are_compared_by_entries_and_by_what_they_move() {
    let root = imported();
    let root = root.path();
    write(root, "e.dic", DIC.replace("salary\t4", "fortune\t4"));
    printed(root, &["lexicon", "import", "e.dic", "-o", "other", "--quiet"]);
    let told = printed(root, &["lexicon", "diff", "lex", "other"]);
    assert!(told.contains("added entry high.general.fortune: `fortune` high general weight 1"), "{told}");
    assert!(told.contains("removed entry high.general.salary"), "{told}");
    // Name and sources differ as well: they are named after the file.
    assert!(told.contains("entries: 1 added, 1 removed, 3 changed; 1 other differences"), "{told}");
    let told = printed(root, &["lexicon", "diff", "lex", "other", "--corpus", "news.jsonl"]);
    assert!(told.contains("2 articles: 1 with other hits, 1 with another focus"), "{told}");
    assert!(told.contains("lost in 1 of these: high.general.salary"), "{told}");
    let flips = rows(&printed(root, &["lexicon", "diff", "lex", "other", "--format", "csv", "--corpus", "news.jsonl"]));
    assert_eq!((flips.len(), flips[0]["id"].as_str(), flips[0]["from"].as_str()), (1, "b", "high"));
    assert_eq!(flips[0]["lost"], "high.general.salary (salary)");

    let same = classlens(root, &["lexicon", "diff", "embedded", "embedded"]);
    assert_eq!(same.status.code(), Some(1), "{}", stderr(&same));
    assert!(stdout(&same).contains("entries: 0 added, 0 removed, 0 changed; 0 other differences"));
    refused(root, &["lexicon", "diff", "embedded", "nowhere"], "lexicon nowhere");
    refused(root, &["lexicon", "diff", "lex", "other", "--corpus", "none.jsonl"], "no article could be read");
}

#[test]
fn a_tier_that_no_entry_has_is_an_error_with_what_may_be_meant() {
    let root = folder();
    let output = classlens(root.path(), &["lexicon", "list", "--tier", "lowwage"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("did you mean `low_wage`?"), "{}", stderr(&output));
}
