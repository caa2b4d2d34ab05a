//! Tables as files for other programs, bundles without texts, and whether an audit is still what was written.

use std::path::Path;

use serde_json::Value;

use crate::support::{audited_lines, audited_sample, classlens, folder, printed, rows, stderr, stdout, write};

const LINES: &str = r#"{"id":"a","outlet":"Harbour Post","date":"2014-03-02","title":"Cashiers wait","body":"The cashiers learn their shifts a day before. Most earn $9 an hour.","lean":"left","themes":["pay","shops"],"circulation":52000}
{"id":"b","outlet":"Mill Gazette","date":"2015-04-02","title":"=Rain","body":"It rained on the harbour for a week, and the ferries stayed where they were.","lean":"right"}
"#;

#[test]
fn a_parquet_file_has_days_lists_and_units() {
    let root = audited_lines(LINES, &[]);
    printed(
        root.path(),
        &["export", "audit", "-o", "out.parquet", "--columns", "id,date,themes,n_tokens,scope_gap,circulation,tropes"],
    );
    let table = parquet_schema(&root.path().join("out.parquet"));
    for expected in
        ["date (DATE)", "themes.list", "n_tokens (INT64)", "scope_gap (BOOLEAN)", "circulation (INT64)", "tropes.list"]
    {
        assert!(table.contains(expected), "{expected}: {table}");
    }
}

/// The columns of a Parquet file with their types.
fn parquet_schema(path: &Path) -> String {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let reader = SerializedFileReader::new(std::fs::File::open(path).expect("a file")).expect("a table");
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let columns = schema.columns().iter().map(|column| {
        let kind = if column.logical_type_ref().is_some_and(|kind| format!("{kind:?}") == "Date") {
            "DATE".to_owned()
        } else {
            column.physical_type().to_string()
        };
        format!("{} ({kind})", column.path().string())
    });
    columns.collect::<Vec<_>>().join("\n")
}

#[test]
fn json_lines_have_lists_and_a_csv_its_mark() {
    let root = audited_lines(LINES, &[]);
    printed(root.path(), &["export", "audit", "-o", "out.jsonl", "--columns", "id,themes,circulation"]);
    let text = std::fs::read_to_string(root.path().join("out.jsonl")).expect("a file");
    let first: Value = serde_json::from_str(text.lines().next().unwrap_or_default()).expect("an object");
    assert_eq!(first, serde_json::json!({"id": "a", "themes": ["pay", "shops"], "circulation": 52000}));
    printed(root.path(), &["export", "audit", "-o", "out.csv", "--columns", "title,id", "--bom"]);
    let text = std::fs::read_to_string(root.path().join("out.csv")).expect("a file");
    assert_eq!(text, "\u{feff}title,id\nCashiers wait,a\n'=Rain,b\n");
}

#[test]
fn a_bulk_file_has_an_action_before_each_article_and_a_mapping_of_its_fields() {
    let quoted = r#"{"id":"c \"7\"","title":"Two\nlines","body":"A cook said: \"Nine\\ten dollars.\"\nShe left."}"#;
    let root = audited_lines(&format!("{LINES}{quoted}\n"), &[]);
    let root = root.path();
    let written = classlens(root, &["export", "audit", "-o", "News.bulk"]);
    assert!(
        stderr(&written)
            .contains("3 articles written to News.bulk for the index `news`, its mapping to News.mapping.json")
    );
    assert!(stderr(&written).contains("no live server was available"), "{}", stderr(&written));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect("a file");
    let lines: Vec<Value> =
        read("News.bulk").lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(lines.len(), 6);
    for (pair, id) in lines.chunks(2).zip(["a", "b", "c \"7\""]) {
        assert_eq!(pair[0], serde_json::json!({"create": {"_index": "news", "_id": id}}));
        assert_eq!(pair[1]["id"], id);
    }
    assert_eq!(lines[5]["body"], "A cook said: \"Nine\\ten dollars.\"\nShe left.");
    assert_eq!((&lines[1]["themes"], &lines[1]["circulation"]), (&serde_json::json!(["pay", "shops"]), &52000.into()));
    let mapping: Value = serde_json::from_str(&read("News.mapping.json")).expect("an object");
    let types = mapping["mappings"]["properties"].as_object().expect("fields");
    let fields: Vec<&String> = lines[1].as_object().expect("an object").keys().collect();
    assert_eq!(fields, types.keys().collect::<Vec<_>>(), "every field has a type");
    let expected =
        [("body", "text"), ("outlet", "keyword"), ("date", "date"), ("n_tokens", "long"), ("scope_gap", "boolean")];
    for (field, kind) in expected {
        assert_eq!(types[field]["type"], kind, "{field}");
    }
    printed(
        root,
        &[
            "export",
            "audit",
            "-o",
            "b.bulk",
            "--where",
            "outlet:\"Mill Gazette\"",
            "--columns",
            "title,body",
            "--index",
            "x",
        ],
    );
    let body = "It rained on the harbour for a week, and the ferries stayed where they were.";
    let expected = serde_json::json!({"title": "=Rain", "body": body});
    assert_eq!(serde_json::from_str::<Value>(read("b.bulk").lines().nth(1).unwrap_or_default()).ok(), Some(expected));
    for (flags, reason) in
        [(["--table", "hits"], "a .bulk file holds articles"), (["--columns", "bodi"], "no column `bodi`")]
    {
        let output = classlens(root, &[&["export", "audit", "-o", "x.bulk"], &flags[..]].concat());
        assert!(output.status.code() == Some(2) && stderr(&output).contains(reason), "{}", stderr(&output));
    }
}

#[test]
fn a_workbook_is_read_by_another_library() {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let root = audited_lines(LINES, &[]);
    printed(root.path(), &["export", "audit", "-o", "out.xlsx", "--columns", "id,date,title,n_tokens,scope_gap"]);
    let mut book: Xlsx<_> = open_workbook(root.path().join("out.xlsx")).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("rows");
    let rows: Vec<&[Data]> = range.rows().collect();
    assert_eq!(rows[0][0], Data::String("id".to_owned()));
    assert!(matches!(&rows[1][1], Data::DateTime(day) if day.to_ymd_hms_milli().0 == 2014), "{:?}", rows[1][1]);
    assert!(matches!(rows[1][3], Data::Float(_)) && rows[1][4] == Data::Bool(false), "{:?}", rows[1]);
    assert_eq!(rows[2][2], Data::String("=Rain".to_owned()), "a text is no formula");
}

#[test]
fn counts_by_dimension_are_those_of_the_counted_hits() {
    let root = audited_sample(&[]);
    printed(root.path(), &["export", "audit", "-o", "d.csv", "--table", "dimensions"]);
    printed(root.path(), &["export", "audit", "-o", "h.csv", "--table", "hits"]);
    let read = |name: &str| rows(&std::fs::read_to_string(root.path().join(name)).expect("a file"));
    let (dimensions, hits) = (read("d.csv"), read("h.csv"));
    assert_eq!(dimensions.len(), 65);
    let column = "low_wage.occupation";
    let by_article: u64 = dimensions.iter().filter_map(|row| row[column].parse::<u64>().ok()).sum();
    let counted = hits.iter().filter(|hit| {
        hit["is_counted"] == "true"
            && hit["tier"] == "low_wage"
            && hit["dimension"] == "occupation"
            && hit["kind"].is_empty()
    });
    assert_eq!(by_article, counted.count() as u64);
    assert!(hits.iter().any(|hit| hit["soc"].starts_with("35-")), "occupations have their code");
}

#[test]
fn shares_are_those_of_the_summary() {
    let root = audited_sample(&[]);
    printed(root.path(), &["export", "audit", "-o", "s.csv", "--table", "shares"]);
    let exported = std::fs::read_to_string(root.path().join("s.csv")).expect("a file");
    assert_eq!(exported, printed(root.path(), &["summary", "audit", "--total", "--format", "csv"]));
}

#[test]
fn every_column_of_every_table_is_in_the_dictionary() {
    let root = audited_lines(LINES, &[]);
    let dictionary = rows(&printed(root.path(), &["export", "audit", "--dictionary", "--format", "csv"]));
    for table in ["articles", "hits", "quotes", "pay", "dimensions", "shares"] {
        printed(root.path(), &["export", "audit", "-o", "t.csv", "--table", table, "--replace"]);
        let text = std::fs::read_to_string(root.path().join("t.csv")).expect("a file");
        let mut columns: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
        let mut known: Vec<&str> =
            dictionary.iter().filter(|row| row["table"] == table).map(|row| row["column"].as_str()).collect();
        columns.sort_unstable();
        known.sort_unstable();
        assert_eq!(columns, known, "{table}");
    }
    assert!(dictionary.iter().all(|row| !row["meaning"].is_empty() && !row["holds"].is_empty()));
    assert!(dictionary.iter().any(|row| row["table"] == "shares" && row["unit"] == "share"));
}

#[test]
fn what_cannot_be_exported_is_named() {
    let root = audited_lines(LINES, &[]);
    for (args, expected) in [
        (vec!["-o", "x.csv", "--columns", "idd"], "did you mean `id`?"),
        (vec!["-o", "x.sav"], "name a file that ends in .csv"),
        (vec!["-o", "x.parquet", "--bom"], "only a CSV"),
        (vec!["--bundle", "audit"], "is there already"),
    ] {
        let output = classlens(root.path(), &[&["export", "audit"], &args[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(expected), "{args:?}: {}", stderr(&output));
    }
    let none = classlens(root.path(), &["export", "audit", "-o", "x.csv", "--where", "lean:purple"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(!root.path().join("x.csv").exists());
}

/// Figures that a bundle must give as the audit does; the report goes to `out.html`.
const FIGURES: [&[&str]; 7] = [
    &["summary", "audit", "--by", "outlet,year"],
    &["baseline", "audit"],
    &["voice", "audit"],
    &["voice", "audit", "--table", "sources"],
    &["work", "audit", "pay"],
    &["health", "audit", "--table", "articles"],
    &["report", "audit", "-o", "out.html", "--replicates", "200"],
];

#[test]
fn a_bundle_gives_every_figure_again_and_holds_no_text() {
    let root = audited_sample(&[]);
    let other = folder();
    let to = other.path().join("audit");
    printed(root.path(), &["export", "audit", "--bundle", to.to_str().expect("a path of letters")]);
    for args in FIGURES {
        assert_eq!(printed(root.path(), args), printed(other.path(), args), "{args:?}");
    }
    let page = |root: &Path| std::fs::read_to_string(root.join("out.html")).expect("a report");
    assert_eq!(page(root.path()), page(other.path()));
    assert!(!to.join("texts.parquet").exists() && !to.join("index").exists());
    let sentence = "learn";
    let texts = classlens(root.path(), &["search", "audit", sentence, "--fields", "body", "--format", "json"]);
    let bodies: Vec<Value> = serde_json::from_str(&stdout(&texts)).expect("rows");
    let body = bodies[0]["body"].as_str().expect("a text");
    let piece: String = body.chars().skip(20).take(60).collect();
    for entry in walkdir::WalkDir::new(&to).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let bytes = std::fs::read(entry.path()).expect("a file");
        assert!(!String::from_utf8_lossy(&bytes).contains(&piece), "{}", entry.path().display());
    }
    let checked = printed(other.path(), &["verify", "audit"]);
    assert!(checked.contains("not here") && checked.contains("the audit is what was written"), "{checked}");
}

/// Words in lower case.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[test]
fn no_cell_of_a_bundle_has_six_words_of_a_text_in_a_row() {
    use classlens::record::{Cell, ParquetGroups};
    let root = audited_sample(&[]);
    printed(root.path(), &["export", "audit", "--bundle", "shared"]);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/sample.jsonl");
    let corpus = std::fs::read_to_string(corpus).expect("the sample corpus");
    let bodies: Vec<Value> = corpus.lines().map(|line| serde_json::from_str(line).expect("an article")).collect();
    let runs_of = |text: &str| words(text).windows(6).map(|run| run.join(" ")).collect::<Vec<_>>();
    let runs: std::collections::HashSet<String> =
        bodies.iter().flat_map(|row| runs_of(row["body"].as_str().expect("a text"))).collect();
    assert!(runs.len() > 10_000, "{}", runs.len());
    // What is said to be in it: titles and addresses; the words of a hit and of a sum of pay.
    let stated = ["title", "url", "words"];
    for table in ["articles", "hits", "quotes", "pay", "repeated"] {
        let groups = ParquetGroups::open(&root.path().join(format!("shared/{table}.parquet"))).expect("a table");
        for group in groups {
            let group = group.expect("rows");
            let columns: Vec<String> = group.names().map(str::to_owned).collect();
            for (at, name) in columns.iter().enumerate().filter(|(_, name)| !stated.contains(&name.as_str())) {
                for row in 0..group.n_rows() {
                    let Cell::Text(text) = group.cell(row, at) else { continue };
                    assert!(runs_of(text).iter().all(|run| !runs.contains(run)), "{table}.{name}: {text}");
                }
            }
        }
    }
}

#[test]
fn a_table_without_a_header_leaves_no_text_in_the_refusal() {
    let root = folder();
    write(
        root.path(),
        "x.csv",
        "\"The cashiers of the harbour learn their shifts a day before and wait.\",2014\n\"It rained.\",2015\n",
    );
    write(root.path(), "y.jsonl", "{\"id\":\"a\",\"body\":\"It rained.\"}\n");
    printed(root.path(), &["audit", "x.csv", "y.jsonl", "-o", "audit"]);
    let rejects = std::fs::read_to_string(root.path().join("audit/rejects.jsonl")).expect("a file");
    assert!(rejects.contains("The cashiers of the harbour le…"), "{rejects}");
}

#[test]
fn a_bundle_carries_its_lexicon_and_leaves_out_long_variables() {
    let root = folder();
    printed(root.path(), &["lexicon", "export", "mine"]);
    let path = root.path().join("mine/lexicon.toml");
    let text = std::fs::read_to_string(&path).expect("a lexicon");
    std::fs::write(&path, text.replacen("name = \"classlens\"", "name = \"mine\"", 1)).expect("written");
    let long = LINES
        .replace("\"lean\":\"left\"", &format!("\"lean\":\"left\",\"note\":\"{}\"", "The desk wrote this. ".repeat(8)));
    write(root.path(), "x.jsonl", long);
    printed(root.path(), &["audit", "x.jsonl", "--lexicon", "mine"]);
    let out = printed(root.path(), &["export", "audit", "--lexicon", "mine", "--bundle", "shared", "--no-titles"]);
    assert!(out.contains("left out: texts of the articles and the index; titles; the variable `note`"), "{out}");
    std::fs::remove_dir_all(root.path().join("mine")).expect("removed");
    let baseline = classlens(root.path(), &["baseline", "shared"]);
    assert_ne!(baseline.status.code(), Some(2), "{}", stderr(&baseline));
    let summary = printed(root.path(), &["summary", "shared", "--by", "lean", "--format", "csv"]);
    assert_eq!(rows(&summary).len(), 2);
}

#[test]
fn a_changed_audit_is_recognised() {
    let root = audited_lines(LINES, &[]);
    let sound = printed(root.path(), &["verify", "audit"]);
    assert!(sound.contains("x.jsonl") && !sound.contains("changed "), "{sound}");
    write(root.path(), "x.jsonl", "{}");
    let path = root.path().join("audit/hits.parquet");
    let mut bytes = std::fs::read(&path).expect("a table");
    let middle = bytes.len() / 4;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).expect("written");
    std::fs::remove_file(root.path().join("audit/rejects.jsonl")).expect("removed");
    let output = classlens(root.path(), &["verify", "audit", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let state = |what: &str| {
        let rows = rows(&stdout(&output));
        rows.iter().find(|row| row["what"] == what).map(|row| row["state"].clone()).unwrap_or_default()
    };
    assert_eq!((state("hits.parquet"), state("rejects.jsonl")), ("changed".to_owned(), "missing".to_owned()));
    assert_eq!((state("x.jsonl"), state("articles.parquet")), ("changed".to_owned(), "same".to_owned()));
}

#[test]
fn damage_of_every_kind_is_a_row() {
    let root = audited_lines(LINES, &[]);
    printed(root.path(), &["export", "audit", "--bundle", "shared"]);
    let check = |folder: &str, what: &str| {
        let output = classlens(root.path(), &["verify", folder, "--format", "csv"]);
        assert_eq!(output.status.code(), Some(1), "{what}: {}{}", stdout(&output), stderr(&output));
        let found = rows(&stdout(&output)).into_iter().any(|row| row["what"] == what && row["state"] != "same");
        assert!(found, "{what}: {}", stdout(&output));
    };
    let change = |path: &str, old: &str, new: &str| {
        let path = root.path().join(path);
        let text = std::fs::read_to_string(&path).expect("a text");
        assert!(text.contains(old), "{}", path.display());
        std::fs::write(path, text.replacen(old, new, 1)).expect("written");
    };
    change("shared/lexicon/low_wage/pay.toml", "low_wage", "low_wagE");
    check("shared", "lexicon/low_wage/pay.toml");
    std::fs::remove_dir_all(root.path().join("shared/lexicon")).expect("removed");
    check("shared", "lexicon/lexicon.toml");
    change("audit/manifest.json", "\"n_hits\"", "\"n_hits_\"");
    let broken = classlens(root.path(), &["verify", "audit"]);
    assert_eq!(broken.status.code(), Some(2), "a manifest that is none");
    change("audit/manifest.json", "\"n_hits_\"", "\"n_hits\"");
    change("audit/manifest.json", "\"kind\": \"whole\"", "\"kind\": \"text\"");
    check("audit", "manifest");
    let hits = root.path().join("audit/hits.parquet");
    let bytes = std::fs::read(&hits).expect("a table");
    std::fs::write(&hits, &bytes[..bytes.len() - 50]).expect("written");
    check("audit", "rows of hits");
}

#[test]
fn a_frozen_file_is_a_lexicon() {
    let root = folder();
    printed(root.path(), &["lexicon", "freeze", "--date", "2026-11-29", "-o", "frozen.toml"]);
    printed(root.path(), &["audit", "--lexicon", "frozen.toml", "--quiet"]);
    let manifest: Value =
        serde_json::from_str(&std::fs::read_to_string(root.path().join("audit/manifest.json")).expect("a manifest"))
            .expect("JSON");
    assert_eq!(manifest["lexicon_hash"], classlens_hash());
    printed(root.path(), &["summary", "audit"]);
}

#[test]
fn a_frozen_file_that_was_changed_is_refused() {
    let root = folder();
    printed(root.path(), &["lexicon", "freeze", "--date", "2026-11-29", "-o", "frozen.toml"]);
    let whole = std::fs::read_to_string(root.path().join("frozen.toml")).expect("a file");
    let (listing, files) = whole.split_once("[[file]]").expect("files are in it");
    let cases = [
        // What it lists, its hash, a file in it.
        (
            format!("{}[[file]]{files}", listing.replacen("weight = 1.0", "weight = 9.0", 1)),
            "it lists another than its files have",
        ),
        (whole.replacen(&classlens_hash(), &"0".repeat(32), 1), "its hash is 00000000000000000000000000000000"),
        (
            format!("{listing}[[file]]{}", files.replace("minimum wage", "minimum  wage")),
            "words are parted by single blanks",
        ),
    ];
    for (text, expected) in cases {
        assert_ne!(text, whole, "{expected}");
        write(root.path(), "frozen.toml", &text);
        for args in [&["audit", "--lexicon", "frozen.toml"][..], &["lexicon", "check", "--frozen", "frozen.toml"]] {
            let output = classlens(root.path(), args);
            assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stdout(&output));
            let said = stderr(&output);
            assert!(said.contains("it was changed after it was frozen") && said.contains(expected), "{args:?}: {said}");
        }
    }
}

fn classlens_hash() -> String {
    classlens::lexicon::Lexicon::embedded().hash.clone()
}

#[test]
fn the_dictionary_has_every_column() {
    let root = audited_lines(LINES, &[]);
    let dictionary = rows(&printed(root.path(), &["export", "audit", "--dictionary", "--format", "csv"]));
    printed(root.path(), &["export", "audit", "-o", "a.csv"]);
    let header = std::fs::read_to_string(root.path().join("a.csv")).expect("a file");
    for name in header.lines().next().unwrap_or_default().split(',') {
        let row = dictionary.iter().find(|row| row["table"] == "articles" && row["column"] == name);
        assert!(row.is_some_and(|row| !row["holds"].is_empty() && !row["meaning"].is_empty()), "{name}");
    }
}
