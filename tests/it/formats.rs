//! Every format is read by its content; what is broken in it is refused and the rest is read.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use classlens::article::{RawArticle, Record, Reject};
use classlens::read::{ReadOptions, Source, read_all, read_sheet};

use crate::support::{folder, write};

const LINE: &str = "{\"id\":\"x\",\"title\":\"T\",\"body\":\"Nurses work nights.\"}\n";

fn read(path: &Path) -> (Vec<RawArticle>, Vec<Reject>) {
    let (mut articles, mut rejects) = (Vec::new(), Vec::new());
    let mut sink = |record: Record| {
        match record {
            Record::Article(article) => articles.push(*article),
            Record::Reject(reject) => rejects.push(reject),
            Record::Notice(_) => {}
        }
        ControlFlow::Continue(())
    };
    read_all(&[Source::File(path.to_owned())], &ReadOptions::default(), &AtomicU64::new(0), &mut sink);
    (articles, rejects)
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Title and day of each article of a fixture, and a part of each reason.
#[track_caller]
fn check(name: &str, expected: &[(&str, &str)], refused: &[&str]) -> Vec<RawArticle> {
    let (articles, rejects) = read(&fixtures().join(name));
    let found: Vec<(String, String)> =
        articles.iter().map(|a| (a.title.clone(), a.date.map_or_else(String::new, |d| d.to_string()))).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(t, d)| (t.as_str(), d.as_str())).collect();
    assert_eq!(found, expected, "{name}: {rejects:?}");
    assert_eq!(rejects.len(), refused.len(), "{name}: {rejects:?}");
    for (reject, part) in rejects.iter().zip(refused) {
        assert!(reject.reason.contains(part), "{name}: {}", reject.reason);
    }
    articles
}

#[test]
fn agency_xml_is_read() {
    let day = "2016-03-14";
    let nitf = check("nitf/one.xml", &[("Bus drivers vote on a new contract", day)], &[]);
    assert_eq!(nitf[0].outlet.as_deref(), Some("The Harbor Ledger"));
    assert_eq!(nitf[0].author.as_deref(), Some("Dana Ruiz"));
    assert!(nitf[0].body.contains("\n\n") && !nitf[0].body.contains("A bus at"), "{}", nitf[0].body);
    check("nitf/picture.xml", &[], &["no body"]);
    check("nitf/cut.xml", &[], &["cut off inside <p>"]);
    let parts = [("Bus drivers vote, part 1", day), ("Bus drivers vote, part 3", day)];
    let message = check("newsml/message.xml", &parts, &["an item of picture"]);
    assert_eq!(message[0].outlet.as_deref(), Some("Harbor Wire"));
    check("newsml/cut.xml", &parts[..1], &["fetch it again"]);
    check("newsml/version-1.xml", &[("Bus drivers vote", day)], &[]);
    check("newsml/picture.xml", &[], &["an item of picture"]);
}

#[test]
fn ninjs_is_read() {
    for name in ["ninjs/one.json", "ninjs/version-2.json"] {
        let articles = check(name, &[("Bus drivers vote on a new contract", "2016-03-14")], &[]);
        assert_eq!(articles[0].author.as_deref(), Some("Dana Ruiz"));
        assert!(articles[0].body.contains("contract.\n\nIf"), "{}", articles[0].body);
    }
    check("ninjs/picture.json", &[], &["a ninjs picture"]);
    check("ninjs/cut.json", &[], &["cut off"]);
}

#[test]
fn feeds_are_read() {
    let rss =
        check("feed/rss.xml", &[("Bus drivers vote & wait", "2016-03-14"), ("Diner workers win back pay", "")], &[]);
    assert_eq!(rss[0].outlet.as_deref(), Some("The Harbor Ledger"));
    assert_eq!(rss[0].section.as_deref(), Some("Local"));
    assert!(rss[0].body.starts_with("Some four hundred"), "{}", rss[0].body);
    check("feed/atom.xml", &[("Bus drivers vote", "2016-03-14")], &[]);
    let json = check("feed/feed.json", &[("Bus drivers vote", "2016-03-14")], &[]);
    assert!(json[0].body.starts_with("Some four hundred"), "{}", json[0].body);
    check("feed/cut.xml", &[], &["not a whole feed"]);
    check("feed/cut-atom.xml", &[], &["not a whole feed"]);
    check("feed/cut.json", &[], &["cut off"]);
    check("feed/empty.xml", &[], &["the feed has no entries"]);
    check("feed/no-items.json", &[], &["the feed has no entries"]);
    check("feed/no-text.xml", &[], &["no body"]);
}

#[test]
fn exports_are_read_in_every_layout() {
    let two = |second| [("Bus drivers vote on a new contract", "2016-03-14"), second];
    let diner = ("Diner workers win back pay", "2016-04-02");
    check("nexis/classic.txt", &two(("Diner workers win back pay after two years in court", "2016-04-02")), &[]);
    check("nexis/uni.txt", &two(diner), &[]);
    check("nexis/uni.rtf", &two(diner), &[]);
    check("nexis/classic.html", &[("Bus drivers vote", "2016-03-14")], &[]);
    check("factiva/coded.txt", &two(diner), &[]);
    check("factiva/two.html", &[("Bus drivers vote", "2016-03-14"), ("Diner workers win", "2016-04-02")], &[]);
    check("factiva/two.xml", &[("Bus drivers vote", "2016-03-14")], &["no body"]);
    check("proquest/two.txt", &two(diner), &[]);
    let html = check("proquest/two.html", &two(diner), &[]);
    assert!(html[0].body.ends_with("as early as next month."), "{}", html[0].body);
}

#[test]
fn broken_exports_give_what_is_whole_and_refuse_the_rest() {
    let bus = ("Bus drivers vote on a new contract", "2016-03-14");
    check("nexis/cut.txt", &[bus], &["no body"]);
    check("nexis/no-text.html", &[], &["no body"]);
    check("factiva/cut.html", &[("Bus drivers vote", "2016-03-14")], &[]);
    check("factiva/cut.xml", &[("Bus drivers vote", "2016-03-14")], &["cut off inside <paragraph>"]);
    check("factiva/no-text.html", &[], &["cannot be told apart"]);
    check("factiva/no-text.txt", &[], &["no body"]);
    check("factiva/no-text.xml", &[], &["no news format"]);
    check("proquest/no-text.txt", &[], &["no body", "no body"]);
    let cut = check("proquest/cut.html", &[("Bus drivers vote on a new contract", "")], &[]);
    assert!(cut[0].body.ends_with("went to the po"), "{}", cut[0].body);
    let cut = check("nexis/cut.rtf", &[bus], &[]);
    assert!(cut[0].body.ends_with("polls on Monday."), "{}", cut[0].body);
}

#[test]
fn pages_are_read_with_and_without_metadata() {
    let bus = ("Bus drivers vote on a new contract", "2016-03-14");
    check("html/page.html", &[bus], &[]);
    let bare = check("html/bare.html", &[bus], &[]);
    assert_eq!(bare[0].outlet.as_deref(), Some("The Harbor Ledger"));
    check("html/cut.html", &[bus], &[]);
    check("html/video.html", &[], &["no article text"]);
}

#[test]
fn web_archives_are_read_past_their_damage() {
    let (bus, diner) =
        (("Bus drivers vote on a new contract", "2016-03-14"), ("Diner workers win back pay from owner", "2016-03-14"));
    let articles = check("warc/two.warc", &[bus, diner], &[]);
    assert_eq!(articles[1].url.as_deref(), Some("https://ledger.example/diner"));
    let (damaged, rejects) = read(&fixtures().join("warc/damaged.warc.gz"));
    assert_eq!((damaged.len(), damaged[0].title.as_str()), (1, diner.0), "{rejects:?}");
    assert!(!rejects.is_empty());
    check("warc/cut.warc", &[bus], &["before the end of this record"]);
    check("warc/claims.warc", &[], &["before the end of this record"]);
    check("warc/one.arc", &[bus], &[]);
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a new member");
        zip.write_all(content).expect("memory can be written");
    }
    zip.finish().expect("the archive is whole").into_inner()
}

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *content).expect("memory can be written");
    }
    tar.into_inner().expect("the archive is whole")
}

#[test]
fn archives_and_packings_are_opened_by_content() {
    let root = folder();
    let inner =
        zipped(&[("a/b.dat", LINE.as_bytes()), (".hidden", b"x"), ("text.txt", b"A title\n\nNurses work days.")]);
    let mut bz2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bz2.write_all(LINE.as_bytes()).expect("memory can be written");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(&tarred(&[("in.zip", &inner), ("empty.json", b"")])).expect("memory can be written");
    for (name, content, n_articles, n_refused) in [
        ("zip", inner.clone(), 2, 0),
        ("tar", tarred(&[("b", LINE.as_bytes())]), 1, 0),
        ("tar.gz", gz.finish().expect("whole"), 2, 1),
        ("bz2", bz2.finish().expect("whole"), 1, 0),
        ("empty", zipped(&[]), 0, 1),
    ] {
        let (articles, rejects) = read(&write(root.path(), name, &content));
        assert_eq!((articles.len(), rejects.len()), (n_articles, n_refused), "{name}: {rejects:?}");
    }
    check("xz/one.jsonl.xz", &[("T", "")], &[]);
}

#[test]
fn archives_inside_each_other_without_end_are_refused() {
    let root = folder();
    let mut content = LINE.as_bytes().to_vec();
    for _ in 0..9 {
        content = zipped(&[("in", &content)]);
    }
    let (articles, rejects) = read(&write(root.path(), "deep", &content));
    assert_eq!((articles.len(), rejects.len()), (0, 1));
    assert!(rejects[0].reason.contains("inside each other"), "{}", rejects[0].reason);
}

#[test]
fn a_cut_archive_is_refused_with_its_reason() {
    let root = folder();
    let whole = zipped(&[("a", LINE.as_bytes())]);
    let (articles, rejects) = read(&write(root.path(), "cut.zip", &whole[..whole.len() - 30]));
    assert_eq!((articles.len(), rejects.len()), (0, 1));
    assert!(rejects[0].reason.contains("not a whole ZIP archive"), "{}", rejects[0].reason);
}

/// A workbook with these tabs in their order: file, attributes, rows. Style 1 is a date, the texts are `title`, `body`,
/// `date`, `Night shifts`.
fn workbook(properties: &str, tabs: &[(&str, &str, &str)]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: String| format!("<Relationships>{all}</Relationships>").into_bytes();
    let sheets = tabs.iter().map(|(file, tab, _)| format!("<sheet {tab} r:id=\"{file}\"/>"));
    let book =
        format!("<workbook><workbookPr {properties}/><sheets>{}</sheets></workbook>", sheets.collect::<String>());
    let of_book = tabs.iter().map(|(file, ..)| relation(file, "worksheet", &format!("worksheets/{file}.xml")));
    let strings = "<sst><si><t>title</t></si><si><t>body</t></si><si><t>date</t></si>\
        <si><r><t xml:space=\"preserve\">Night </t></r><r><t>shifts</t></r></si></sst>";
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let mut members = vec![
        ("_rels/.rels".to_owned(), relations(relation("a", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml".to_owned(), book.into_bytes()),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(of_book.collect())),
        ("xl/sharedStrings.xml".to_owned(), strings.into()),
        ("xl/styles.xml".to_owned(), styles.into()),
    ];
    members.extend(tabs.iter().map(|(file, _, rows)| {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        (format!("xl/worksheets/{file}.xml"), sheet.into_bytes())
    }));
    zipped(&members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

/// Title, body and date.
const HEADER: &str = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>";

/// A row with a body, and a date cell as given.
fn dated(row: usize, date: &str) -> String {
    format!(
        "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>3</v></c>\
         <c r=\"B{row}\" t=\"inlineStr\"><is><t>Nurses &amp; aides of ward {row}.</t></is></c><c r=\"C{row}\" {date}</c></row>"
    )
}

#[test]
fn workbooks_are_read() {
    let root = folder();
    let rows =
        [HEADER, &dated(2, "s=\"1\"><v>42443.9</v>"), "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>3</v></c></row>"].concat();
    let book = workbook("", &[("sheet1", "name=\"News\"", &rows)]);
    let (articles, rejects) = read(&write(root.path(), "book", &book));
    assert_eq!((articles.len(), rejects.len()), (1, 1), "{rejects:?}");
    assert_eq!((articles[0].title.as_str(), articles[0].body.as_str()), ("Night shifts", "Nurses & aides of ward 2."));
    assert_eq!(articles[0].date.map(|d| d.to_string()).as_deref(), Some("2016-03-14"));
    assert_eq!(rejects[0].position, 4, "records have the numbers of their rows");
}

#[test]
fn a_small_table_may_be_a_workbook() {
    let rows =
        [HEADER, "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>'=a</t></is></c><c r=\"B3\"><v>2</v></c></row>"]
            .concat();
    let book = workbook("", &[("sheet2", "name=\"Empty\"", ""), ("sheet1", "name=\"Codes\"", &rows)]);
    let sheet = read_sheet(&book, &["title"]).expect("a workbook");
    assert_eq!(sheet.header[..2], ["title", "body"]);
    assert_eq!((sheet.rows.len(), &sheet.rows[0].cells[..]), (1, &["=a".to_owned(), "2".to_owned()][..]));
    assert!(read_sheet(&book[..book.len() / 2], &["title"]).is_err());
}

#[test]
fn a_number_under_date_is_a_day_only_where_it_can_be_one() {
    let root = folder();
    let cells = [
        ("><v>2016</v>", None),
        ("s=\"1\"><v>42443</v>", Some("2016-03-14")),
        ("><v>42443</v>", Some("2016-03-14")),
        ("s=\"1\"><f>TODAY()</f><v>42443</v>", Some("2016-03-14")),
        ("s=\"1\"><v>0.5</v>", None),
        ("s=\"1\"><v>2012</v>", None),
        ("><v>20160314</v>", Some("2016-03-14")),
        ("t=\"d\"><v>2016-03-14T09:00:00</v>", Some("2016-03-14")),
        ("t=\"str\"><v>March 14, 2016</v>", Some("2016-03-14")),
    ];
    let rows: Vec<String> = cells.iter().enumerate().map(|(at, (cell, _))| dated(at + 2, cell)).collect();
    let rows = [HEADER.to_owned(), rows.concat()].concat();
    for (properties, moved) in [("", 0), ("date1904=\"1\"", 1462)] {
        let book = workbook(properties, &[("sheet1", "name=\"News\"", &rows)]);
        let (articles, rejects) = read(&write(root.path(), "book", &book));
        assert_eq!((articles.len(), rejects.len()), (cells.len(), 0), "{rejects:?}");
        for (article, (cell, day)) in articles.iter().zip(cells) {
            // A workbook of old Excel for Mac counts from 1904: the same number is a day four years later.
            let is_count = cell.contains("42443");
            let day = day.map(|day| day.parse::<jiff::civil::Date>().expect("a day"));
            let expected = day.map(|day| day.checked_add(jiff::Span::new().days(if is_count { moved } else { 0 })));
            assert_eq!(article.date, expected.map(|day| day.expect("a day")), "{cell} {properties}");
        }
    }
}

#[test]
fn the_first_tab_that_people_see_and_that_has_articles_is_read() {
    let root = folder();
    let news = [HEADER.to_owned(), dated(2, "><v></v>")].concat();
    let notes = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
    let hidden = "name=\"Archive\" state=\"hidden\"";
    // The tab in front was dragged there: its file is the last one.
    let tabs =
        [("sheet1", hidden, news.as_str()), ("sheet3", "name=\"Notes\"", notes), ("sheet2", "name=\"News\"", &news)];
    let path = write(root.path(), "book", workbook("", &tabs));
    let (articles, rejects) = read(&path);
    assert_eq!((articles.len(), rejects.len()), (1, 0), "{rejects:?}");
    let mut told = Vec::new();
    let mut sink = |record: Record| {
        if let Record::Notice(notice) = record {
            told.push(notice.message);
        }
        ControlFlow::Continue(())
    };
    read_all(&[Source::File(path)], &ReadOptions::default(), &AtomicU64::new(0), &mut sink);
    let expected =
        "sheet `News` was read, the only one shown that has a body column; not read: `Archive` (not shown), `Notes`";
    assert_eq!(told, [expected]);
    let tabs = [("sheet1", hidden, news.as_str()), ("sheet2", "name=\"Notes\"", notes)];
    let (articles, rejects) = read(&write(root.path(), "none", workbook("", &tabs)));
    assert_eq!((articles.len(), rejects.len()), (0, 1));
    let reason =
        "no sheet with a body column: `Notes` has title; `Archive` is not shown; say which field holds the text";
    assert_eq!(rejects[0].reason, reason);
}

#[test]
fn a_tab_that_describes_the_variables_is_not_the_one_with_the_articles() {
    let root = folder();
    // Two rows under `body`, but no title and no date.
    let described = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>".to_owned()
        + &[2, 3].map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>2</v></c></row>")).concat();
    let news = [HEADER.to_owned(), dated(2, "><v></v>")].concat();
    let tabs = [("sheet1", "name=\"Codebook\"", described.as_str()), ("sheet2", "name=\"Data\"", &news)];
    let (articles, rejects) = read(&write(root.path(), "book", workbook("", &tabs)));
    assert_eq!((articles.len(), rejects.len()), (1, 0), "{rejects:?}");
    assert_eq!(articles[0].body, "Nurses & aides of ward 2.");
    // Of two alike, the first.
    let tabs = [("sheet2", "name=\"Data\"", news.as_str()), ("sheet1", "name=\"Data 2\"", &news)];
    let (articles, _) = read(&write(root.path(), "two", workbook("", &tabs)));
    assert_eq!(articles.len(), 1);
}

#[test]
fn days_of_1905_are_days_where_their_column_has_more_of_that_time() {
    let root = folder();
    let rows = [HEADER.to_owned(), dated(2, "s=\"1\"><v>2012</v>"), dated(3, "s=\"1\"><v>2190</v>")].concat();
    let (articles, _) = read(&write(root.path(), "book", workbook("", &[("sheet1", "name=\"News\"", &rows)])));
    let days: Vec<_> = articles.iter().map(|article| article.date.map(|day| day.to_string())).collect();
    assert_eq!(days, [Some("1905-07-04".to_owned()), Some("1905-12-29".to_owned())]);
}

#[test]
fn broken_workbooks_are_refused_and_what_came_before_is_kept() {
    let root = folder();
    let cut = [HEADER, &dated(2, "><v>2016</v>"), "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>99</v></c></row>"].concat();
    let (articles, rejects) = read(&write(root.path(), "cut", workbook("", &[("sheet1", "name=\"News\"", &cut)])));
    assert_eq!((articles.len(), rejects.len()), (1, 1), "{rejects:?}");
    assert!(rejects[0].reason.contains("the rows from here on cannot be read"), "{}", rejects[0].reason);
    let promises = zipped(&[
        ("xl/workbook.xml", b"<workbook/>".as_slice()),
        ("xl/sharedStrings.xml", b"<sst uniqueCount=\"999999999999\"></sst>"),
    ]);
    let (_, rejects) = read(&write(root.path(), "promises", &promises));
    assert!(rejects[0].reason.contains("it says that it has 999999999999 texts"), "{}", rejects[0].reason);
    let (_, rejects) = read(&write(root.path(), "bare", zipped(&[("xl/workbook.xml", b"<workbook/>".as_slice())])));
    assert!(rejects[0].reason.contains("not a whole workbook"), "{}", rejects[0].reason);
}

#[test]
fn word_documents_are_read() {
    let root = folder();
    let xml = "<w:document><w:p><w:r><w:t>Night &amp; day</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Nurses work</w:t><w:delText>ed</w:delText><w:t> nights.</w:t></w:r></w:p></w:document>";
    let (articles, rejects) = read(&write(root.path(), "letter", zipped(&[("word/document.xml", xml.as_bytes())])));
    assert_eq!((articles.len(), rejects.len()), (1, 0), "{rejects:?}");
    assert_eq!((articles[0].title.as_str(), articles[0].body.as_str()), ("Night & day", "Nurses work nights."));
}

#[test]
fn parquet_tables_are_read_and_damaged_ones_refused() {
    use classlens::record::{Cell, Kind, ParquetWriter, Purpose, Table};
    let root = folder();
    let mut table = Table::new(&[("title", Kind::Text), ("text", Kind::Text), ("date", Kind::Text)]);
    table.push(&[Cell::Text("T"), Cell::Text("Nurses work nights."), Cell::Text("2016-03-14")]);
    table.push(&[Cell::Text("U"), Cell::Missing, Cell::Missing]);
    let path = root.path().join("table");
    let mut writer = ParquetWriter::create(&path, &table, &[], Purpose::Record).expect("the folder can be written");
    writer.write(&table).and_then(|()| writer.finish()).expect("the table is whole");
    let (articles, rejects) = read(&path);
    assert_eq!((articles.len(), rejects.len()), (1, 1), "{rejects:?}");
    let bytes = std::fs::read(&path).expect("the table is there");
    let (_, rejects) = read(&write(root.path(), "cut", &bytes[..bytes.len() - 20]));
    assert!(rejects[0].reason.contains("not a whole Parquet file"), "{}", rejects[0].reason);
}

#[test]
fn cut_and_mutated_files_are_accounted_for_and_never_panic() {
    let root = folder();
    for entry in walkdir::WalkDir::new(fixtures()).sort_by_file_name().into_iter().flatten() {
        if !entry.file_type().is_file() {
            continue;
        }
        let whole = std::fs::read(entry.path()).expect("the fixture is there");
        for step in 1..8 {
            let cut = &whole[..whole.len() * step / 8];
            let mut mutated = whole.clone();
            for at in (step..whole.len()).step_by(97) {
                mutated[at] = mutated[at].wrapping_mul(31).wrapping_add(step as u8);
            }
            for content in [cut, &mutated] {
                let (articles, rejects) = read(&write(root.path(), "broken", content));
                assert!(articles.len() + rejects.len() > 0, "{} {step}", entry.path().display());
            }
        }
    }
}

#[test]
fn a_dry_run_shows_first_records_and_writes_nothing() {
    let root = folder();
    write(root.path(), "news.jsonl", LINE.repeat(2) + &"{\"title\":\"no text\"}\n".repeat(9));
    let output = crate::support::classlens(root.path(), &["audit", "news.jsonl", "--inspect", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", crate::support::stderr(&output));
    let rows = crate::support::rows(&crate::support::stdout(&output));
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert_eq!((rows[0]["title"].as_str(), rows[0]["body"].as_str()), ("T", "Nurses work nights."));
    assert!(rows[1]["refused"].contains("the same record again") && rows[2]["refused"].contains("no body"));
    assert_eq!(std::fs::read_dir(root.path()).expect("the folder is there").count(), 1);
}
