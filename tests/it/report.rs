//! The report of an audit.

use std::path::PathBuf;

use crate::support::{classlens, folder, stderr};

/// An audit of the sample corpus with its report.
fn reported(args: &[&str]) -> (tempfile::TempDir, String, String) {
    let folder = folder();
    assert!(classlens(folder.path(), &["audit", "-o", "a", "--quiet"]).status.success());
    let output = classlens(folder.path(), &[&["report", "a"], args].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let page = std::fs::read_to_string(folder.path().join("a/report.html")).expect("the page is there");
    (folder, page, stderr(&output))
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).map(|rest| rest.split_once(close).expect("it is closed").0).collect()
}

/// A cell of the page: the value it carries, or its words.
fn cell(html: &str) -> String {
    let inner = html.split_once('>').expect("the tag ends").1;
    let value = between(inner, "<data value=\"", "\"").first().map_or(inner, |value| value);
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    plain.iter().fold(value.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn every_number_of_the_report_equals_the_csv_beside_it() {
    let (folder, page, _) = reported(&[]);
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    let mut compared = 0;
    let tables = between(&page, "<table id=\"table-", "</table>");
    assert!(tables.len() >= 8, "{} tables", tables.len());
    for table in tables {
        let id = table.split('"').next().expect("an id");
        let path: PathBuf = folder.path().join("a/report").join(format!("{id}.csv"));
        let mut beside = csv::Reader::from_path(path).expect("the table is there");
        let rows: Vec<csv::StringRecord> = beside.records().collect::<Result<_, _>>().expect("rows");
        let body = between(table, "<tbody>", "</tbody>").concat();
        let shown = between(&body, "<tr>", "</tr>");
        assert_eq!(shown.len(), rows.len(), "{id}");
        for (shown, row) in shown.iter().zip(&rows) {
            let cells: Vec<String> = between(shown, "<td", "</td>").into_iter().map(cell).collect();
            let words = |field: &str| match field {
                "true" => "yes".to_owned(),
                "false" => "no".to_owned(),
                other => other.to_owned(),
            };
            assert_eq!(cells, row.iter().map(words).collect::<Vec<_>>(), "{id}");
            compared += cells.len();
        }
    }
    assert!(compared > 300, "{compared} cells");
}

#[test]
fn the_report_asks_for_nothing_from_anywhere_and_says_what_could_be_wrong() {
    let (_folder, page, _) = reported(&[]);
    for loading in ["<script", "<link", "<img", "@import", "url(", " src="] {
        assert!(!page.contains(loading), "{loading}");
    }
    assert!(page.contains("What could be wrong"));
    assert!(page.contains("by bootstrap over 5 clusters (outlet)"), "intervals say what they rest on");
}

#[test]
fn figures_are_written_as_files_or_the_missing_font_is_told() {
    let (folder, _, told) = reported(&["--figures"]);
    let tables = folder.path().join("a/report");
    let svg = std::fs::read_to_string(tables.join("robustness.svg")).expect("the figure is there");
    assert!(svg.contains("xmlns=\"http://www.w3.org/2000/svg\""));
    match std::fs::read(tables.join("robustness.png")) {
        Ok(png) => assert!(png.starts_with(b"\x89PNG")),
        Err(_) => assert!(told.contains("no font was found"), "{told}"),
    }
}

#[test]
fn the_same_audit_gives_the_same_report() {
    let (folder, page, _) = reported(&[]);
    assert!(classlens(folder.path(), &["report", "a", "-o", "again.html"]).status.success());
    assert_eq!(std::fs::read_to_string(folder.path().join("again.html")).expect("the page is there"), page);
}
