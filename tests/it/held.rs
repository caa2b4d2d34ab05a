//! What people really hold is read right, or what could not be is named: tables, dates, encodings, exports.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{classlens, folder, printed, rows, stderr, stdout, write};

/// What an audit of one file says.
struct Audited {
    root: tempfile::TempDir,
    said: String,
    articles: BTreeMap<String, std::collections::HashMap<String, String>>,
}

/// Audits `content` as a file of this name.
#[track_caller]
fn audited(name: &str, content: &[u8], more: &[&str]) -> Audited {
    let root = folder();
    write(root.path(), name, content);
    let output = classlens(root.path(), &[&["audit", name, "--csv"], more].concat());
    let said = stdout(&output) + &stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let csv = std::fs::read_to_string(root.path().join("audit/articles.csv")).expect("articles are written");
    let articles = rows(&csv).into_iter().map(|row| (row["id"].clone(), row)).collect();
    Audited { root, said, articles }
}

impl Audited {
    /// The bodies, in the order of the ids.
    fn bodies(&self) -> Vec<String> {
        let args = ["search", "audit", "", "--fields", "id,body", "--format", "csv", "--limit", "1000"];
        let found = rows(&stdout(&classlens(self.root.path(), &args)));
        let by_id: BTreeMap<&str, &str> = found.iter().map(|row| (row["id"].as_str(), row["body"].as_str())).collect();
        by_id.values().map(|body| (*body).to_owned()).collect()
    }

    fn column(&self, name: &str) -> Vec<&str> {
        self.articles.values().map(|row| row[name].as_str()).collect()
    }
}

#[test]
fn tables_of_other_writers_are_read_whole() {
    let body = "Cooks, maids, and porters met.";
    for (name, table) in [
        ("a.csv", format!("id,title,date,text\n1,T,2016-03-01,{body}\n")),
        ("b.csv", format!("sep=;\r\nid;title;date;text\r\n1;T;2016-03-01;{body}\r\n")),
        ("c.csv", format!("id|title|date|text\n1|T|2016-03-01|{body}\n")),
        ("d.txt", format!("Export of the archive\n\nid\ttitle\tdate\ttext\n1\tT\t2016-03-01\t{body}\n")),
        ("e.csv", format!("\u{feff}Datum;Titel;Artikeltext;ID\n2016-03-01;T;{body};1\n")),
        ("f.csv", format!("Título,Fecha,Texto,id\nT,2016-03-01,\"{body}\",1\n")),
        (
            "g.csv",
            format!(
                "\"title\",\"date\",\"text\",\"id\"\n\"1\",\"T\",2016-03-01,\"{body}\",1\n\"2\",\"U\",2016-03-02,\"x\",2\n"
            ),
        ),
        ("h.csv", format!("id,title,date,text\r1,T,2016-03-01,\"{body}\"\r")),
    ] {
        let found = audited(name, table.as_bytes(), &[]);
        assert_eq!(found.bodies()[0], body, "{name}: {}", found.said);
        assert_eq!((found.column("title")[0], found.column("date")[0]), ("T", "2016-03-01"), "{name}");
    }
}

#[test]
fn a_comma_in_every_row_does_not_shift_the_fields() {
    let rows = "1,Strike, now,Nurses left.,2016-03-01\n2,Vote, later,Cooks voted.,2016-03-02\n";
    for id in ["id", "doc_id"] {
        let found = audited("a.csv", format!("{id},title,text,date\n{rows}").as_bytes(), &[]);
        assert_eq!(found.bodies(), ["Nurses left.", "Cooks voted."], "{}", found.said);
        assert_eq!(found.column("title"), ["Strike, now", "Vote, later"]);
        assert_eq!(found.column("date"), ["2016-03-01", "2016-03-02"]);
        assert!(!found.said.contains("row names"), "{}", found.said);
    }
    let undecided = "id,title,text\n1,Strike,now,Nurses left.\n2,Vote,later,Cooks voted.\n3,Talk,\"Maids met.\"\n";
    let found = audited("a.csv", undecided.as_bytes(), &[]);
    assert_eq!(found.bodies(), ["Maids met."], "{}", found.said);
    assert!(found.said.contains("4 fields where the header names 3"), "{}", found.said);
}

#[test]
fn row_names_are_left_out_with_a_notice() {
    let table =
        "\"title\",\"text\",\"id\"\n\"1\",\"Strike\",\"Nurses left.\",7\n\"2\",\"Vote\",\"Cooks, all, voted.\",8\n";
    let found = audited("a.csv", table.as_bytes(), &[]);
    assert_eq!(found.bodies(), ["Nurses left.", "Cooks, all, voted."], "{}", found.said);
    assert_eq!(found.column("title"), ["Strike", "Vote"]);
    assert!(found.said.contains("row names: the first rows begin with a number"), "{}", found.said);
}

#[test]
fn a_printed_list_in_a_table_is_its_paragraphs() {
    let table = "id,text\n1,\"['Cooks paid $40', 'an hour later they left.']\"\n\
                 2,\"[\"\"Maids met.\"\", \"\"They left.\"\"]\"\n3,[Aides left] the ward.\n";
    let found = audited("a.csv", table.as_bytes(), &[]);
    let read = ["Cooks paid $40\n\nan hour later they left.", "Maids met.\n\nThey left.", "[Aides left] the ward."];
    assert_eq!(found.bodies(), read, "{}", found.said);
}

#[test]
fn dates_that_are_objects_are_read_or_counted() {
    let lines = r#"{"id":"1","date":{"$date":"2016-12-01T00:00:00Z"},"text":"Cooks met."}
{"id":"2","date":{"$date":{"$numberLong":"1480550400000"}},"text":"Maids met."}
{"id":"3","date":{"iso":"2016-12-01"},"text":"Aides met."}
{"id":"4","date":{"year":2016,"month":12,"day":1},"text":"Nurses met."}
{"id":"5","date":true,"text":"Porters met."}
"#;
    let found = audited("a.jsonl", lines.as_bytes(), &[]);
    assert_eq!(found.column("date"), ["2016-12-01", "2016-12-01", "", "", ""]);
    let said = r#"3 dates were not read, `{"iso":"2016-12-01"}`, `{"year":2016,"month":12,"day":1}`, `true`"#;
    assert!(found.said.contains(said), "{}", found.said);
}

#[test]
fn quotes_written_otherwise_stay_in_the_text() {
    for (written, read) in [
        (r#""Ada said \"no\", and left.""#, r#"Ada said "no", and left."#),
        (r#""Ada said ""no"", and left.""#, r#"Ada said "no", and left."#),
        (r#""Ada said "no", and left.""#, r#"Ada said "no", and left."#),
    ] {
        let found = audited("a.csv", format!("id,text\n1,{written}\n2,Porters met.\n").as_bytes(), &[]);
        assert_eq!(found.bodies(), [read, "Porters met."], "{written}");
    }
}

#[test]
fn a_row_that_does_not_fit_is_refused_with_its_line() {
    let table = "id,title,outlet,text,date\n1,T,Post,Text,of cooks,2016-03-01\n2,U,Post,Porters met.,2016-03-02\n";
    let found = audited("a.csv", table.as_bytes(), &[]);
    assert!(found.said.contains("a.csv:2: 6 fields where the header names 5"), "{}", found.said);
    assert_eq!(found.column("date"), ["2016-03-02"]);
}

#[test]
fn each_record_is_read_in_its_own_charset() {
    let mut table = "id,text\n1,The café’s cook left.\n".as_bytes().to_vec();
    table.extend(b"2,The caf\xe9\x92s cook left.\n");
    table.extend("3,The cook\u{92}s café is closed.\n".as_bytes());
    let found = audited("a.csv", &table, &[]);
    let read = "The café’s cook left.";
    assert_eq!(found.bodies(), [read, read, "The cook’s café is closed."]);
    assert!(found.said.contains("line 3: bytes that are not UTF-8 were read as windows-1252"), "{}", found.said);
}

#[test]
fn values_that_are_none_are_missing() {
    let lines = "{\"id\":\"1\",\"title\":NaN,\"text\":\"Cooks met.\"}\n{\"id\":\"2\",\"title\":\"nan\",\"text\":\"Maids met \\ud83d.\"}\n\
                 {\"id\":\"3\",\"title\":\"T\",\"text\":\"nan\"}\n";
    let found = audited("a.jsonl", lines.as_bytes(), &[]);
    assert_eq!(found.column("title"), ["", ""]);
    assert!(found.said.contains("a mark for no value such as `nan`"), "{}", found.said);
}

#[test]
fn nested_keys_and_lists_of_paragraphs_are_read() {
    let lines = r#"{"id":"1","meta":{"head":"Cooks meet"},"text":["Cooks met.",{"text":"Maids came."}]}"#;
    let found = audited("a.jsonl", lines.as_bytes(), &["--map", "title=meta.head"]);
    assert_eq!(
        (found.column("title"), found.bodies()),
        (vec!["Cooks meet"], vec!["Cooks met.\n\nMaids came.".to_owned()])
    );
}

#[test]
fn a_map_to_a_column_that_no_record_has_is_an_error_with_a_suggestion() {
    let root = folder();
    write(root.path(), "a.csv", "id,headlines,text\n1,T,Porters met.\n");
    for args in [["audit", "a.csv", "--map", "title=headline"], ["audit", "a.csv", "--map", "titel=headline"]] {
        let output = classlens(root.path(), &args);
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(said.contains("no record has a column `headline` for title; did you mean `headlines`?"), "{said}");
        assert!(!root.path().join("audit").exists(), "nothing is written");
    }
    let output = classlens(root.path(), &["audit", "a.csv", "--map", "body=txt"]);
    assert!(stderr(&output).contains("did you mean `text`?"), "{}", stderr(&output));
    // Standard input shows its columns only when it is read; what is added is looked at as well.
    for args in [&["audit", "-", "--map", "date=dat"][..], &["audit", "-", "--inspect", "--map", "date=dat"]] {
        let input = "{\"id\":\"1\",\"data\":\"2016-05-04\",\"text\":\"Porters met.\"}\n";
        let mut command = assert_cmd::Command::cargo_bin("classlens").expect("the binary is built");
        let output = command.current_dir(root.path()).args(args).write_stdin(input).output().expect("it runs");
        let said = stderr(&output);
        assert!(said.contains("no record has a column `dat` for date; did you mean `data`?"), "{args:?}: {said}");
        assert!(output.status.code() == Some(2) && !root.path().join("audit").exists(), "nothing is written");
    }
    write(root.path(), "b.csv", "id,day,text\n1,2016-05-04,Porters met.\n");
    write(root.path(), "c.csv", "id,days,text\n2,2016-05-04,Maids met.\n");
    let output = classlens(root.path(), &["audit", "b.csv", "--map", "date=day", "-o", "grown"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let output = classlens(root.path(), &["audit", "c.csv", "--add", "--map", "date=day", "-o", "grown"]);
    assert!(
        stderr(&output).contains("no record has a column `day` for date; did you mean `days`?"),
        "{}",
        stderr(&output)
    );
    assert_eq!(rows(&printed(root.path(), &["search", "grown", "met", "--format", "csv"])).len(), 1, "it is as it was");
    let output = classlens(root.path(), &["audit", "a.csv", "--map", "doc_id=id", "--map", "headline=headlines"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn dates_that_are_not_read_are_named_with_their_source() {
    let dates = ["spring", "n.d.", "May 2016", "2050-01-02", "03/04/2016", "2016-3-4", "?", "!"];
    let line = |(at, date): (usize, &&str)| {
        format!("{{\"id\":\"{at}\",\"date\":\"{date}\",\"text\":\"Porters met in hall {at}.\"}}")
    };
    let lines = dates.iter().enumerate().map(line).collect::<Vec<_>>().join("\n");
    let found = audited("a.jsonl", lines.as_bytes(), &[]);
    assert_eq!(found.column("date"), ["", "", "", "", "", "2016-03-04", "", ""]);
    for part in [
        "a.jsonl: 8 articles, 8 without title, 7 without date, 8 without outlet; read from id=id date=date body=text",
        "4 dates were not read, first `spring`, `n.d.`, `?`: no date in a known form",
        "1 date was not read, `May 2016`: a month without a day",
        "1 date was not read, `2050-01-02`: a day in the future",
        "1 date was not read, `03/04/2016`: day and month may change places",
    ] {
        assert!(found.said.contains(part), "{part}: {}", found.said);
    }
    let shown = stdout(&classlens(found.root.path(), &["audit", "a.jsonl", "--inspect"]));
    assert!(shown.contains("4 dates were not read, first `spring`"), "{shown}");
}

#[test]
fn a_column_of_dates_is_read_in_one_order() {
    let table = |dates: &[&str]| {
        let row = |(at, date): (usize, &&str)| format!("{at};{date};Porters met in hall {at}.\n");
        "id;date;text\n".to_owned() + &dates.iter().enumerate().map(row).collect::<Vec<_>>().concat()
    };
    let day_first = table(&["01.02.2017", "13.02.2017", "5.3.2017"]);
    for more in [&[][..], &["--date-order", "mdy"]] {
        let found = audited("a.csv", day_first.as_bytes(), more);
        assert_eq!(found.column("date"), ["2017-02-01", "2017-02-13", "2017-03-05"], "{}", found.said);
        assert_eq!(found.said.contains("day first and not month first"), !more.is_empty(), "{}", found.said);
    }
    let both = audited("a.csv", table(&["01/02/2017", "13/02/2017", "02/14/2017"]).as_bytes(), &[]);
    assert_eq!(both.column("date"), ["", "", ""]);
    assert!(both.said.contains("dates change their order") && both.said.contains("--date-order"), "{}", both.said);
}

#[test]
fn the_dates_of_a_manifest_are_one_column() {
    let root = folder();
    let texts = root.path().join("texts");
    std::fs::create_dir(&texts).expect("a new folder");
    for name in ["one", "two"] {
        write(&texts, &format!("{name}.txt"), format!("Porters of hall {name} met on Monday."));
    }
    write(
        root.path(),
        "about.csv",
        "Datei;Datum;Titel;Zeitung\none.txt;05/03/2017;Eins;Bote\ntwo.txt;13/03/2017;Zwei;Bote\n",
    );
    let args = ["audit", "texts", "--manifest", "about.csv", "--csv", "--map", "filename=Datei"];
    let output = classlens(root.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let csv = std::fs::read_to_string(root.path().join("audit/articles.csv")).expect("articles are written");
    let found: Vec<(String, String)> = rows(&csv).iter().map(|r| (r["date"].clone(), r["outlet"].clone())).collect();
    let expected = [("2017-03-05", "Bote"), ("2017-03-13", "Bote")].map(|(d, o)| (d.to_owned(), o.to_owned()));
    assert_eq!(found, expected, "{}", stderr(&output));
}

#[test]
fn folders_beside_saved_pages_are_counted_and_not_read() {
    let root = folder();
    let page = "<html><head><title>Cooks meet</title></head><body><article><p>Cooks met on Monday to ask for a raise.</p></article></body></html>";
    write(root.path(), "page.html", page);
    let beside = root.path().join("page_files");
    std::fs::create_dir(&beside).expect("a new folder");
    write(&beside, "frame.html", page);
    write(&beside, "code.js", "let a = 1;");
    let output = classlens(root.path(), &["audit", ".", "-o", "out"]);
    let said = stdout(&output) + &stderr(&output);
    assert!(said.contains("1 records: 1 articles read, 0 refused"), "{said}");
    assert!(said.contains("2 files in 1 folders of saved pages were not read"), "{said}");
}

/// Title, outlet, date and author of each document of an export.
#[track_caller]
fn check_export(text: &str, expected: &[[&str; 4]]) {
    let found = audited("a.txt", text.as_bytes(), &[]);
    let row = |row: &std::collections::HashMap<String, String>| {
        ["title", "outlet", "date", "author"].map(|column| row[column].clone())
    };
    let mut documents: Vec<[String; 4]> = found.articles.values().map(row).collect();
    documents.sort();
    let mut expected: Vec<[String; 4]> = expected.iter().map(|row| row.map(str::to_owned)).collect();
    expected.sort();
    assert_eq!(documents, expected, "{text}\n{}", found.said);
    for body in found.bodies() {
        assert!(body.starts_with("Cooks met") && body.ends_with("hour."), "{body}");
    }
}

#[test]
fn heads_of_nexis_exports_are_read_however_they_are_laid_out() {
    let text = "LENGTH: 12 words\n\nCooks met on Monday.\n\nThey ask for ten dollars an hour.\n\nLOAD-DATE: May 9, 2016\n\nLANGUAGE: ENGLISH\n\n\
                Copyright 2016 The Harbor Ledger\nAll Rights Reserved\n";
    let read = ["Cooks meet again", "The Harbor Ledger", "2016-05-09", ""];
    for head in [
        "1 of 1 DOCUMENT\n\nThe Harbor Ledger\n\nMay 9, 2016 Monday\n\nCooks meet again\n\n",
        "\u{c}  FOCUS - 1 of 1,200 DOCUMENTS\n\nThe Harbor Ledger\n\nMay 9, 2016\n\nCooks meet\nagain\n\n",
        "1 of 1 DOCUMENTS\n\nCopyright 2016 Ledger Company\nThe Harbor Ledger\n\nMay 9, 2016\n\nMetro Edition; Final\n\nCooks meet again\n\n",
        "1 of 1 DOCUMENTS\n\nCorrection Appended\n\nCooks meet again\n\nThe Harbor Ledger\n\nMay 9, 2016 Monday\n\n",
        "The Harbor Ledger\n\nMay 9, 2016\n\nCooks meet again\n\n",
    ] {
        check_export(&format!("{head}{text}"), &[read]);
    }
    let head = "The Harbor Ledger\n\nMay 9, 2016\n\nCooks meet again\n\nBYLINE: By Dana Ruiz\nSECTION: LOCAL\n";
    let other = "The Valley Courier\n\nMay 2016\n\nMaids meet\n\n";
    check_export(
        &format!("{head}{text}\n{other}{text}"),
        &[
            ["Cooks meet again", "The Harbor Ledger", "2016-05-09", "Dana Ruiz"],
            ["Maids meet", "The Valley Courier", "", ""],
        ],
    );
}

#[test]
fn heads_of_factiva_texts_are_read_however_they_are_laid_out() {
    let tail = "The Harbor Ledger\nHARLED\nEnglish\nCopyright 2016. The Harbor Ledger.\n\nCooks met on Monday.\n\n\
                They ask for ten dollars an hour.\n\nDocument HARLED0020160509ec590001x\n";
    let author = |name| ["Cooks meet again in the hall", "The Harbor Ledger", "2016-05-09", name];
    for (head, name) in [
        ("Cooks meet again in the hall\nBy Dana Ruiz\n12 words\n9 May 2016\n06:30 AM\n", "Dana Ruiz"),
        ("Local\nCooks meet again in the hall\n12 words\n9 May 2016\n18:05 GMT\n", ""),
        ("Cooks meet again\nin the hall\n12 words\n9 May 2016\n", ""),
        ("Local\nCooks meet again in the hall\nDana Ruiz\n12 words\n9 May 2016\n6:30\n", "Dana Ruiz"),
        (
            "Local\nCooks meet again in the hall\nDana Ruiz and Lee Okafor\n12 words\n9 May 2016\n",
            "Dana Ruiz and Lee Okafor",
        ),
        (
            "Cooks meet again in the hall\nDana de la Ruiz, Lee Okafor\n12 words\n9 May 2016\n",
            "Dana de la Ruiz, Lee Okafor",
        ),
        ("Cooks meet again in the hall\nDana Ruiz, Staff Writer\n12 words\n9 May 2016\n", "Dana Ruiz"),
        ("Cooks meet again in the hall\nDana Ruiz\n12 mots\n9 mai 2016\n", "Dana Ruiz"),
        ("Cooks meet again in the hall\nDana Ruiz\n1.204 Wörter\n9. Mai 2016\n", "Dana Ruiz"),
    ] {
        check_export(&format!("{head}{tail}"), &[author(name)]);
    }
    let title = "Local\nBill Clinton and Bob Dole\n12 words\n9 May 2016\n";
    check_export(&format!("{title}{tail}"), &[["Bill Clinton and Bob Dole", "The Harbor Ledger", "2016-05-09", ""]]);
}

#[test]
fn labels_of_nexis_in_other_languages_are_read() {
    let text = |update: &str| {
        format!(
            "Cooks met on Monday.\n\nUPDATE: more came at noon.\n\nThey ask for ten dollars an hour.\n\n{update}\n\nCopyright 2016 X\n\n"
        )
    };
    let head = "The Harbor Ledger\n\n9. Mai 2016 Montag\n\nCooks meet again\n\n";
    let german =
        format!("{head}AUTOR: Dana Ruiz\n\nLÄNGE: 12 Wörter\n\n{}", text("UPDATE: 9. Mai 2016\n\nSPRACHE: GERMAN"));
    let french = format!(
        "1 of 1 DOCUMENTS\n\nThe Harbor Ledger\n\n9 mai 2016\n\nCooks meet again\n\nAUTEUR: Dana Ruiz\nLONGUEUR: 12 mots\n\n{}",
        text("SUJET: X (90%)\n\nDATE-CHARGEMENT: 9 mai 2016\n\nLANGUE: FRENCH")
    );
    let read = ["Cooks meet again", "The Harbor Ledger", "2016-05-09", "Dana Ruiz"];
    check_export(&french, &[read]);
    check_export(&german, &[read]);
    let other = german.replace("again", "twice");
    let numbered = format!("Dokument 1 von 2\n\n{german}Dokument 2 von 2\n\n{other}");
    check_export(&numbered, &[read, ["Cooks meet twice", "The Harbor Ledger", "2016-05-09", "Dana Ruiz"]]);
}

#[test]
fn the_head_of_a_page_names_its_author_once() {
    let page = |head: &str, top: &str| {
        format!(
            "<html><head><title>Cooks meet</title>{head}</head><body><article><h1>Cooks meet again in the hall</h1>{top}<p>Cooks met on Monday to ask for a raise of one dollar an hour.</p></article></body></html>"
        )
    };
    let script = |json: &str| format!("<script type=\"application/ld+json\">{json}</script>");
    let graph = r##"{"@graph":[{"@type":"NewsArticle","headline":"Cooks meet again in the hall","author":{"@id":"#a"},},{"@type":"Person","@id":"#a","name":"Dana Ruiz"}]}"##;
    let pages = [
        page("", "<div class='byline'>By Dana Ruiz | May 9, 2016 | <a>Print</a></div>"),
        page(&script(graph), ""),
        page(&script(&format!("\n<!--//<![CDATA[\n{graph}\n//]]>-->\n")), ""),
    ];
    for page in pages {
        let found = audited("a.html", page.as_bytes(), &[]);
        assert_eq!(found.column("author"), ["Dana Ruiz"], "{page}");
    }
}

#[test]
fn a_day_in_a_byline_alone_is_the_day_of_the_page() {
    for byline in [
        "<p class='byline'>By Dana Ruiz, May 9, 2016</p>",
        "<span class='author'>Dana Ruiz</span><span class='byline-day'>9 May 2016</span>",
        "<div id='byline'>By Dana Ruiz<br>Published: May 9, 2016<br>Updated: May 10, 2016</div>",
        "<p class='post-byline'>Posted on May 9, 2016 by Dana Ruiz</p>",
        "<p>By Dana Ruiz | May 9, 2016</p>",
    ] {
        let page = format!(
            "<html><head><title>Cooks meet</title></head><body><article><h1>Cooks meet again in the hall</h1>{byline}<p>Cooks met on \
             Monday to ask for a raise of one dollar an hour.</p><p>They will meet again when the owners have made their offer.</p>\
             </article></body></html>"
        );
        let found = audited("a.html", page.as_bytes(), &[]);
        assert_eq!((found.column("author")[0], found.column("date")[0]), ("Dana Ruiz", "2016-05-09"), "{byline}");
    }
}

#[test]
fn articles_deep_in_the_answer_of_a_server_are_read() {
    for answer in [
        r#"{"response":{"n":1,"docs":[{"id":"1","title":"T","text":"Cooks met."}]}}"#,
        r#"{"hits":{"total":1,"hits":[{"_id":"1","_source":{"title":"T","text":"Cooks met."}}]}}"#,
    ] {
        let found = audited("a.json", answer.as_bytes(), &[]);
        assert_eq!((found.column("id"), found.column("title")), (vec!["1"], vec!["T"]), "{answer}");
    }
}

#[test]
fn a_quote_left_open_takes_in_no_rows() {
    let table = "id,title,text\n1,T,\"Cooks met.\n2,U,Maids met.\n3,V,\"Aides met.\"\n";
    let found = audited("a.csv", table.as_bytes(), &[]);
    assert_eq!(found.column("title"), ["U", "V"], "{}", found.said);
    assert!(found.said.contains("a.csv:2: a quote is opened here and not closed"), "{}", found.said);
}

#[test]
fn ids_that_look_like_formulas_are_disarmed_in_csv() {
    let lines = "{\"id\":\"=1+1\",\"title\":\"-2+3+x\",\"text\":\"Cooks met.\"}\n{\"id\":\"-7\",\"title\":\"T\",\"text\":\"Maids met.\"}\n";
    let found = audited("a.jsonl", lines.as_bytes(), &[]);
    let csv = std::fs::read_to_string(Path::new(found.root.path()).join("audit/articles.csv")).expect("articles");
    assert!(csv.contains("\n'=1+1,") && csv.contains("'-2+3+x") && csv.contains("\n-7,"), "{csv}");
}

#[test]
fn an_exclamation_mark_is_not() {
    let lines = "{\"id\":\"1\",\"text\":\"The union met the worker.\"}\n{\"id\":\"2\",\"text\":\"The union won.\"}\n";
    let found = audited("a.jsonl", lines.as_bytes(), &[]);
    let ids = |query: &str| {
        stdout(&classlens(found.root.path(), &["search", "audit", query, "--fields", "id", "--format", "csv"]))
    };
    assert_eq!(
        (ids("union !worker"), ids("union !(worker OR met)"), ids("!union")),
        ("id\n2\n".into(), "id\n2\n".into(), "id\n".into())
    );
}

#[test]
fn a_column_that_two_fields_are_taken_from_serves_both() {
    let lines = r#"{"id":"1","title":"Cooks meet at noon","text":"Cooks met."}"#;
    let sheet = "id,title,text\n1,Cooks meet at noon,Cooks met.\n";
    for (name, content) in [("a.jsonl", lines), ("a.csv", sheet)] {
        let found = audited(name, content.as_bytes(), &["--map", "date=title"]);
        assert_eq!(found.column("title"), ["Cooks meet at noon"], "{name}");
        assert!(
            found.said.contains("1 date was not read, `Cooks meet at noon`: no date in a known form"),
            "{}",
            found.said
        );
    }
}

#[test]
fn dates_of_feeds_that_are_not_read_are_counted() {
    let item = |title: &str, date: &str| {
        format!(
            "<item><title>{title}</title><pubDate>{date}</pubDate><description>Cooks of {title} met.</description></item>"
        )
    };
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>The Ladle</title><pubDate>whenever</pubDate>{}{}{}</channel></rss>",
        item("Akron", "someday soon"),
        item("Erie", "Tue, 03 Mar 2012 10:00:00 GMT"),
        item("Flint", "in spring")
    );
    let found = audited("feed.xml", feed.as_bytes(), &[]);
    let mut days: Vec<(&str, &str)> = found.column("title").into_iter().zip(found.column("date")).collect();
    days.sort_unstable();
    assert_eq!(days, [("Akron", ""), ("Erie", "2012-03-03"), ("Flint", "")]);
    assert!(
        found.said.contains("2 dates were not read, `someday soon`, `in spring`: no date in a known form"),
        "{}",
        found.said
    );
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The Ladle</title><entry><id>1</id><title>Akron</title>\
                <published>soon</published><updated>2012-03-04T00:00:00Z</updated><summary>Cooks met.</summary></entry></feed>";
    assert_eq!(
        audited("feed.xml", atom.as_bytes(), &[]).column("date"),
        ["2012-03-04"],
        "another date of the entry is read"
    );
}

#[test]
fn characters_read_in_the_wrong_charset_are_mended_and_counted() {
    let lines = "{\"id\":\"1\",\"title\":\"The cookâ€™s cafÃ©\",\"text\":\"â€œWe cook,â€\u{9d} she said. Itâ€™s Â£9 an hour.\"}\n\
                 {\"id\":\"2\",\"title\":\"LE CAFÉ»\",\"text\":\"“We cook,” he said.\"}\n";
    let found = audited("a.jsonl", lines.as_bytes(), &[]);
    assert_eq!(found.column("title"), ["The cook’s café", "LE CAFÉ»"]);
    assert_eq!(found.bodies(), ["“We cook,” she said. It’s £9 an hour.", "“We cook,” he said."]);
    assert!(found.said.contains("a.jsonl: 1 articles had characters such as `â€œ` for `“`"), "{}", found.said);
}
