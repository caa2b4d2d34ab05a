//! Variables that the user brings with the articles or joins later.

use serde_json::Value;
use std::fmt::Write as _;
use tempfile::TempDir;

use crate::support::{audited_lines, classlens, folder, printed, stderr, stdout, write};

/// Four articles with a lean, a circulation, nested keys and a list.
const ARTICLES: &str = r#"{"id":"a","outlet":"Harbour Post","date":"2014-03-02","title":"Cashiers wait","body":"The cashiers learn their shifts a day before. Most earn $9 an hour.","lean":"left","circulation":52000,"meta":{"owner":"Ada Press"},"themes":["pay","shops"],"checked":true,"first_seen":"2014-03-01","focus":"x"}
{"id":"b","outlet":"Mill Gazette","date":"2014-04-02","title":"Lawyers meet","body":"The lawyers of the firm bill by the hour. Associates hope to become partners.","lean":"right","circulation":9000,"meta":{"owner":"Gannet Row"},"themes":["law"],"checked":false,"first_seen":"2015-06-30"}
{"id":"c","outlet":"Mill Gazette","date":"2015-04-02","title":"Nurses strike","body":"The nurses strike over night shifts. A nurse earns $31 an hour.","lean":"right","circulation":9000,"themes":["pay","health"]}
{"id":"d","outlet":"Harbour Post","date":"2015-05-02","title":"Rain","body":"It rained on the harbour for a week, and the ferries stayed where they were.","lean":"Lean Left"}
"#;

/// A folder with `audit`, an audit of the four articles.
fn audited() -> TempDir {
    audited_lines(ARTICLES, &[])
}

/// What a command that fails prints on standard error.
#[track_caller]
fn refused(folder: &TempDir, args: &[&str]) -> String {
    let output = classlens(folder.path(), args);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
    stderr(&output)
}

#[track_caller]
fn table(folder: &TempDir, args: &[&str]) -> Vec<Value> {
    let out = printed(folder.path(), &[args, &["--format", "json"]].concat());
    serde_json::from_str(&out).expect("rows as JSON")
}

/// Ids of the articles that a query finds, the earliest first.
fn ids(folder: &TempDir, query: &str) -> Vec<String> {
    let found = classlens(folder.path(), &["search", "audit", query, "--format", "json", "--order", "oldest"]);
    assert_ne!(found.status.code(), Some(2), "{query}: {}", stderr(&found));
    let rows: Vec<Value> = serde_json::from_str(&stdout(&found)).unwrap_or_default();
    rows.iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn further_keys_are_kept_with_a_kind() {
    let folder = audited();
    let kinds: Vec<String> = table(&folder, &["variables", "audit"])
        .iter()
        .map(|row| {
            format!(
                "{}: {}, {}",
                row["variable"].as_str().unwrap_or(""),
                row["kind"].as_str().unwrap_or(""),
                row["n_articles"]
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "checked: yes or no, 2",
            "circulation: whole number, 3",
            "first_seen: day, 2",
            "own_focus: text, 1",
            "lean: text, 4",
            "meta.owner: text, 2",
            "themes: list of texts, 3",
        ]
    );
}

#[test]
fn a_query_names_them() {
    let folder = audited();
    for (query, expected) in [
        ("lean:left", vec!["a"]),
        ("LEAN:right", vec!["b", "c"]),
        ("lean:\"lean left\"", vec!["d"]),
        ("lean:(left OR \"Lean Left\")", vec!["a", "d"]),
        ("lean:*left", vec!["a", "d"]),
        ("circulation:>9000", vec!["a"]),
        ("circulation:9000", vec!["b", "c"]),
        ("circulation:8000..10000", vec!["b", "c"]),
        ("NOT circulation:*", vec!["d"]),
        ("meta.owner:\"Ada Press\"", vec!["a"]),
        ("themes:pay", vec!["a", "c"]),
        ("themes:pay lean:right", vec!["c"]),
        ("checked:yes", vec!["a"]),
        ("checked:false", vec!["b"]),
        ("first_seen:2014", vec!["a"]),
        ("first_seen:>2014", vec!["b"]),
        ("first_seen:2015-06", vec!["b"]),
        ("first_seen:2014-01..2015-06-29", vec!["a"]),
        ("own_focus:x", vec!["a"]),
        ("lean:purple", vec![]),
    ] {
        assert_eq!(ids(&folder, query), expected, "{query}");
    }
}

#[test]
fn what_a_query_cannot_mean_is_named() {
    let folder = audited();
    for (query, expected) in [
        ("laen:left", "did you mean `lean`?"),
        ("lean:>3", "`lean` is a text and has no ranges"),
        ("circulation:many", "`circulation:` takes a number"),
        ("checked:perhaps", "`checked:` takes yes or no"),
        ("first_seen:soon", "no date like 2016"),
    ] {
        let error = refused(&folder, &["search", "audit", query]);
        assert!(error.contains(expected), "{query}: {error}");
    }
    let error = refused(&folder, &["summary", "audit", "--by", "circulaton"]);
    assert!(error.contains("did you mean `circulation`?"), "{error}");
}

#[test]
fn figures_are_grouped_by_them() {
    let folder = audited();
    let groups = |by: &str| -> Vec<String> {
        let rows = table(&folder, &["summary", "audit", "--by", by]);
        let name = by.split(',').next().unwrap_or(by);
        rows.iter().map(|row| format!("{} {}", row[name].as_str().unwrap_or("?"), row["n_articles"])).collect()
    };
    assert_eq!(groups("lean"), ["Lean Left 1", "left 1", "right 2"]);
    assert_eq!(groups("circulation/10000"), ["(none) 1", "0–9999 2", "50000–59999 1"]);
    assert_eq!(groups("themes"), ["(none) 1", "health 1", "law 1", "pay 2", "shops 1"]);
    assert_eq!(groups("first_seen/year"), ["(none) 2", "2014 1", "2015 1"]);
    let counted = table(&folder, &["search", "audit", "", "--by", "lean,year"]);
    assert_eq!(counted.len(), 4, "{counted:?}");
    let facet = printed(folder.path(), &["search", "audit", "", "--facet", "lean"]);
    assert!(facet.contains("right"), "{facet}");
}

#[test]
fn a_table_is_joined_by_outlet_or_id() {
    let folder = audited();
    let table = "outlet;region;employees\nmill gazette;north;12\nHarbour Post;south;40\nNobody;west;1\n";
    write(folder.path(), "owners.csv", table);
    let texts = || std::fs::read(folder.path().join("audit/texts.parquet")).expect("texts");
    let before = texts();
    let output = classlens(folder.path(), &["variables", "audit", "owners.csv"]);
    let expected = "joined by outlet: 4 articles got values; 1 rows belong to no article: `nobody`";
    assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    assert_eq!(ids(&folder, "region:north employees:<20"), ["b", "c"]);
    assert_eq!(ids(&folder, "lean:left region:south"), ["a"], "what was there stays");
    assert!(texts() == before);
    write(folder.path(), "owners.csv", "id,region\na,east\n");
    printed(folder.path(), &["variables", "audit", "owners.csv"]);
    assert_eq!(ids(&folder, "region:*"), ["a"], "a column of an earlier table is replaced as a whole");
    assert_eq!(ids(&folder, "employees:40"), ["a", "d"]);
}

#[test]
fn a_table_that_does_not_fit_is_refused() {
    let folder = audited();
    let manifest = || std::fs::read(folder.path().join("audit/manifest.json")).expect("a manifest");
    let before = manifest();
    for (text, expected) in [
        ("outlet,region\nMill Gazette,north\nmill gazette,south\n", "lines 2 and 3 both describe `mill gazette`"),
        ("outlet,region\nNobody,north\n", "none of its 1 values of outlet is in the audit"),
        ("paper,region\nNobody,north\n", "has no column id or outlet"),
        ("outlet\nMill Gazette\n", "has nothing beside the column"),
    ] {
        write(folder.path(), "owners.csv", text);
        let error = refused(&folder, &["variables", "audit", "owners.csv"]);
        assert!(error.contains(expected), "{error}");
    }
    assert!(manifest() == before);
}

#[test]
fn columns_are_kept_or_left_out_by_name() {
    let folder = folder();
    let text = "id,title,body,lean,Media Type,note\n1,T,Cooks met.,left,print,x\n2,U,Maids met.,right,web,NA\n";
    write(folder.path(), "in.csv", text);
    let names = |flags: &[&str]| -> Vec<String> {
        printed(folder.path(), &[&["audit", "in.csv"], flags].concat());
        let found = classlens(folder.path(), &["variables", "audit", "--format", "json"]);
        let rows: Vec<Value> = serde_json::from_str(&stdout(&found)).unwrap_or_default();
        rows.iter().map(|row| row["variable"].as_str().unwrap_or("").to_owned()).collect()
    };
    assert_eq!(names(&[]), ["Media_Type", "lean", "note"]);
    assert_eq!(names(&["--drop", "note,Media Type"]), ["lean"]);
    assert_eq!(names(&["--keep", "note,title"]), ["note", "own_title"]);
    assert_eq!(names(&["--drop", "*"]), [""; 0]);
    let error = refused(&folder, &["audit", "in.csv", "--keep", "laen"]);
    assert!(error.contains("did you mean `lean`?"), "{error}");
}

#[test]
fn they_outlive_growth_and_another_run() {
    let folder = audited();
    write(
        folder.path(),
        "more.jsonl",
        r#"{"id":"e","title":"T","body":"The maids met.","lean":"left","circulation":"many"}"#,
    );
    let output = classlens(folder.path(), &["audit", "more.jsonl", "--add"]);
    let expected = "of several kinds (3 whole number, 1 text) and kept as text";
    assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    assert_eq!(ids(&folder, "lean:left"), ["a", "e"]);
    assert_eq!(ids(&folder, "circulation:52000"), ["a"]);
    printed(folder.path(), &["audit", "--from", "audit", "-o", "again"]);
    let bytes = |audit: &str| std::fs::read(folder.path().join(audit).join("articles.parquet")).expect("a table");
    assert!(bytes("again") == bytes("audit"));
    printed(folder.path(), &["delete", "audit", "lean:left"]);
    assert_eq!(ids(&folder, "circulation:*"), ["b", "c"]);
}

#[test]
fn columns_of_one_name_and_numbers_that_would_be_rounded_are_kept() {
    let folder = folder();
    let text = "id,title,body,lean,lean,big\n1,T,Cooks met.,left,l,9007199254740995\n2,U,Maids met.,right,r,9007199254740993\n";
    write(folder.path(), "in.csv", text);
    printed(folder.path(), &["audit", "in.csv"]);
    assert_eq!(ids(&folder, "lean:left lean_2:l"), ["1"]);
    assert_eq!(ids(&folder, "big:9007199254740993"), ["2"]);
}

#[test]
fn a_facet_filters_what_it_counts() {
    let folder = folder();
    write(folder.path(), "in.csv", "id,title,body,lean\n1,T,Cooks met.,left\n2,U,Maids met.,LEFT\n");
    printed(folder.path(), &["audit", "in.csv"]);
    assert_eq!(ids(&folder, "lean:left").len(), 2);
    assert_eq!(ids(&folder, "lean:=LEFT"), ["2"]);
    assert_eq!(ids(&folder, "lean:=\"left\""), ["1"]);
}

#[test]
fn a_join_keeps_what_came_with_the_articles_and_replaces_an_earlier_table() {
    let folder = audited();
    write(folder.path(), "one.csv", "id,lean,empty\na,far left,\n");
    printed(folder.path(), &["variables", "audit", "one.csv"]);
    assert_eq!(
        (ids(&folder, "lean:\"far left\""), ids(&folder, "lean:right")),
        (vec!["a".to_owned()], vec!["b".to_owned(), "c".to_owned()])
    );
    write(folder.path(), "more.jsonl", "{\"id\":\"e\",\"title\":\"T\",\"body\":\"The maids met.\"}\n");
    let output = classlens(folder.path(), &["audit", "more.jsonl", "--add"]);
    assert!(stderr(&output).contains("have no values of one.csv, which was joined before"), "{}", stderr(&output));
    let again = classlens(folder.path(), &["audit", "x.jsonl", "more.jsonl"]);
    assert_eq!(again.status.code(), Some(2), "{}", stderr(&again));
    assert!(stderr(&again).contains("the variables joined from one.csv would be gone"), "{}", stderr(&again));
    let output = classlens(folder.path(), &["audit", "x.jsonl", "-o", "other", "--variables", "none.csv"]);
    assert!(stderr(&output).contains("none.csv") && !folder.path().join("other").exists(), "{}", stderr(&output));
}

/// Name, kind and a value of each variable of an audit of a fixture, and what the run says.
fn of_fixture(name: &str) -> (String, String) {
    let folder = folder();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let output = classlens(folder.path(), &["audit", path.to_str().expect("letters"), "-o", "audit"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let kinds = table(&folder, &["variables", "audit"]);
    printed(folder.path(), &["export", "audit", "-o", "a.jsonl"]);
    let first = std::fs::read_to_string(folder.path().join("a.jsonl")).expect("a file");
    let first: Value = serde_json::from_str(first.lines().next().unwrap_or_default()).expect("an object");
    let line = |row: &Value| {
        let name = row["variable"].as_str().unwrap_or("");
        format!("{name}: {} {}", row["kind"].as_str().unwrap_or(""), first[name])
    };
    (kinds.iter().map(line).collect::<Vec<_>>().join("\n"), stderr(&output) + &stdout(&output))
}

#[test]
fn times_objects_and_lists_of_a_parquet_file_have_their_types() {
    let (kinds, said) = of_fixture("parquet/kinds.parquet");
    assert_eq!(
        kinds,
        [
            "clock: text \"09:30:00\"",
            "filed: day \"2016-12-01\"",
            "meta.circulation: whole number 5000",
            "meta.owner: text \"Ada Press\"",
            r#"own_people: list of texts ["{\"who\":\"Ann\",\"n\":2}"]"#,
            "price: number 1.5",
            "printed: day \"2016-12-01\"",
            "seen: day \"2016-12-01\"",
        ]
        .join("\n")
    );
    for words in [
        "`seen` (1 articles): the day of a time is kept",
        "`clock` (2 articles): a time of day",
        "`people` (1 articles): objects and lists within a list",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("`filed`"), "midnight is a day: {said}");
}

#[test]
fn parts_of_objects_of_a_parquet_file_are_fields_where_they_are_named() {
    let folder = folder();
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/parquet/kinds.parquet");
    let fixture = fixture.to_string_lossy();
    let run = |map: &[&str]| {
        let output = classlens(folder.path(), &[&["audit", &*fixture, "-o", "out", "--replace"], map].concat());
        (output.status.code(), stderr(&output))
    };
    let (code, said) = run(&["--map", "author=meta.owner", "--map", "title=people.who"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(" author=meta.owner ") && said.contains(" title=people.who "), "{said}");
    assert!(!said.contains("`people`"), "no variable besides: {said}");
    for missing in ["meta.ownr", "people.whom", "id.who"] {
        let (code, said) = run(&["--map", &format!("author={missing}")]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(&format!("no record has a column `{missing}` for author")), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_table_to_join_may_come_from_a_pipe() {
    let folder = audited();
    write(folder.path(), "in.jsonl", ARTICLES);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status().expect("mkfifo runs");
    assert!(made.success());
    for args in
        [&["audit", "in.jsonl", "-o", "audit", "--replace", "--variables", "pipe"][..], &["variables", "audit", "pipe"]]
    {
        let pipe = folder.path().join("pipe");
        let table = "outlet,region\nMill Gazette,north\nHarbour Post,south\n";
        let writer = std::thread::spawn(move || std::fs::write(pipe, table));
        let output = classlens(folder.path(), args);
        assert!(output.status.success(), "{}", stderr(&output));
        writer.join().expect("the writer ends").expect("all is written");
        assert_eq!(ids(&folder, "region:north"), ["b", "c"], "{args:?}");
    }
}

#[test]
fn a_parquet_column_that_cannot_be_read_costs_no_other() {
    let (kinds, said) = of_fixture("parquet/spans.parquet");
    assert_eq!(
        kinds,
        [
            "a.b: whole number 2",
            "a.b_2: whole number 1",
            "clock: text \"09:30:00\"",
            "rate: number null",
            "run: text \"00010203-0405-0607-0809-0a0b0c0d0e01\"",
            "share: number 0.1",
        ]
        .join("\n")
    );
    assert!(said.contains("`span`: left out, since spans of time of months and days are not read"), "{said}");
}

#[test]
fn a_time_is_its_day_in_every_format() {
    let folder = folder();
    write(
        folder.path(),
        "in.csv",
        "id,body,seen\n1,Cooks met.,2016-12-01T09:30:00Z\n2,Maids met.,2016-12-02 00:00:00\n",
    );
    write(
        folder.path(),
        "in.jsonl",
        "{\"id\":\"1\",\"body\":\"Cooks met.\",\"seen\":\"2016-12-01T09:30:00Z\"}\n\
         {\"id\":\"2\",\"body\":\"Maids met.\",\"seen\":\"2016-12-02 00:00:00\"}\n",
    );
    write(folder.path(), "more.csv", "id,filed\n1,2016-11-30 23:30:00-05:00\n2,2016-12-02\n");
    for input in ["in.csv", "in.jsonl"] {
        let said = stderr(&classlens(folder.path(), &["audit", input, "--variables", "more.csv", "--replace"]));
        assert!(said.contains("`seen` (1 articles): the day of a time is kept"), "{input}: {said}");
        assert!(said.contains("`filed` (1 values): the day of a time is kept"), "{input}: {said}");
        let rows = table(&folder, &["variables", "audit"]);
        assert!(rows.iter().all(|row| row["kind"] == "day") && rows.len() == 2, "{input}: {rows:?}");
        assert_eq!(ids(&folder, "seen:2016-12-01 filed:2016-12-01"), ["1"], "{input}");
    }
}

#[test]
fn a_flat_and_a_nested_key_of_one_name_are_both_kept() {
    let folder = audited_lines("{\"id\":\"1\",\"body\":\"Cooks met.\",\"a\":{\"b\":\"in\"},\"a.b\":\"flat\"}\n", &[]);
    assert_eq!(ids(&folder, "a.b:flat a.b_2:in"), ["1"]);
}

#[test]
fn letter_case_hinders_no_suggestion_and_no_column() {
    let folder = audited_lines("{\"id\":\"1\",\"body\":\"Cooks met.\",\"OWNER\":\"Ada\"}\n", &[]);
    for args in [&["summary", "audit", "--by", "ownr"][..], &["summary", "audit", "--where", "ownr:ada"]] {
        let error = refused(&folder, args);
        assert!(error.contains("did you mean `OWNER`?"), "{args:?}: {error}");
    }
    printed(folder.path(), &["export", "audit", "-o", "a.csv", "--columns", "ID,owner"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("a.csv")).expect("a file"), "id,OWNER\n1,Ada\n");
    let error = refused(&folder, &["export", "audit", "-o", "b.csv", "--columns", "id,ID"]);
    assert!(error.contains("names id twice"), "{error}");
}

#[test]
fn times_of_a_workbook_are_days_and_clocks() {
    let (kinds, said) = of_fixture("xlsx/times.xlsx");
    assert_eq!(
        kinds,
        [
            "clock: text \"09:30:00\"",
            "own_day: day \"2016-12-01\"",
            "seen: day \"2016-12-01\"",
            "spell: text \"30:00:00\"",
        ]
        .join("\n")
    );
    for words in
        ["`seen` (1 articles): the day of a time is kept", "`clock` (2 articles), `spell` (2 articles): a time"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn lists_of_objects_and_of_lists_are_kept_and_said() {
    let lines = r#"{"id":"a","body":"The cashiers wait.","quotes":[{"n":2,"who":"Ann"}],"pairs":[[1,2],[3]],"themes":[{"name":"pay","id":7}]}
{"id":"b","body":"The lawyers meet.","quotes":[],"themes":[{"name":"law"}]}
"#;
    let folder = folder();
    write(folder.path(), "x.jsonl", lines);
    let output = classlens(folder.path(), &["audit", "x.jsonl"]);
    let said = stderr(&output) + &stdout(&output);
    for words in [
        "`themes` (1 articles): of the objects in a list the names are kept",
        "`pairs` (1 articles), `quotes` (1 articles): objects and lists within a list",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(ids(&folder, "themes:pay"), ["a"]);
    assert_eq!(ids(&folder, "quotes:*"), ["a"]);
    let manifest = std::fs::read_to_string(folder.path().join("audit/manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    assert!(manifest.to_string().contains(r#""json":{"pairs":1,"quotes":1}"#), "{manifest}");
    printed(folder.path(), &["export", "audit", "-o", "a.jsonl", "--columns", "quotes,pairs"]);
    let first = std::fs::read_to_string(folder.path().join("a.jsonl")).expect("a file");
    assert_eq!(first.lines().next(), Some(r#"{"quotes":["{\"n\":2,\"who\":\"Ann\"}"],"pairs":["[1,2]","[3]"]}"#));
}

#[test]
fn an_unknown_name_gets_a_suggestion_few_names_and_where_all_are() {
    let folder = audited();
    for args in [&["summary", "audit", "--by", "laen"][..], &["summary", "audit", "--where", "laen:left"]] {
        let error = refused(&folder, args);
        assert!(error.contains("did you mean `lean`?"), "{args:?}: {error}");
        assert!(error.contains("in all: `classlens variables AUDIT --all`)"), "{args:?}: {error}");
        assert!(error.len() < 300, "{args:?}: {error}");
    }
    let all = table(&folder, &["variables", "audit", "--all"]);
    let row = |name: &str| all.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}")).clone();
    assert_eq!((row("lean")["in_queries"].as_bool(), row("lean")["in_by"].as_bool()), (Some(true), Some(true)));
    assert_eq!((row("body")["in_queries"].as_bool(), row("body")["in_by"].as_bool()), (Some(true), Some(false)));
    for name in all.iter().filter(|row| row["in_by"] == true).filter_map(|row| row["name"].as_str()) {
        let output = classlens(folder.path(), &["summary", "audit", "--by", name, "--replicates", "100"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
    }
}

#[test]
fn what_makes_no_groups_is_refused_with_its_reason() {
    let mut lines = String::new();
    for n in 0..10_001 {
        let line = serde_json::json!({"id": n.to_string(), "body": "It rained.", "code": format!("x{n}"), "number": n, "seen": "2014-03-01"});
        writeln!(lines, "{line}").expect("a string takes all");
    }
    let folder = audited_lines(&lines, &[]);
    let counts = table(&folder, &["variables", "audit"]);
    let row = |name: &str| counts.iter().find(|row| row["variable"] == name).expect("a variable").clone();
    assert!(row("code")["n_different"].is_null() && row("number")["n_different"].is_null(), "{counts:?}");
    assert_eq!(
        (&row("seen")["n_different"], &row("number")["remark"]),
        (&1.into(), &"more than 10000 different values".into())
    );
    for (by, expected) in [
        ("code", "code: nothing is grouped by it: it has more than 10000 different values"),
        ("seen/fortnight", "days are grouped by day, week, month, quarter, year, decade"),
        ("title", "title: nothing is grouped by it: it is running text"),
        ("year/5", "what is after `/` is no width"),
    ] {
        let error = refused(&folder, &["summary", "audit", "--by", by]);
        assert!(error.contains(expected), "{by}: {error}");
    }
    let error = refused(&folder, &["search", "audit", "", "--facet", "code"]);
    assert!(error.contains("nothing is grouped by `code`: it has more than 10000 different values"), "{error}");
}
