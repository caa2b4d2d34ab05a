//! Tables and words of a page that was rendered.

use std::path::Path;
use std::process::Command;

use crate::support::stderr;

/// Holds every table of a page against the file of its name; the number of cells compared.
#[track_caller]
pub fn assert_equal_tables(page: &str, folder: &Path) -> usize {
    let mut compared = 0;
    let tables = between(page, "<table id=\"table-", "</table>");
    assert!(tables.len() >= 8, "{} tables", tables.len());
    for table in tables {
        let id = table.split('"').next().expect("an id");
        let mut beside = csv::Reader::from_path(folder.join(format!("{id}.csv"))).expect("the table is there");
        let rows: Vec<csv::StringRecord> = beside.records().collect::<Result<_, _>>().expect("rows");
        let body = between(table, "<tbody>", "</tbody>").concat();
        let shown = between(&body, "<tr>", "</tr>");
        assert_eq!(shown.len(), rows.len(), "{id}");
        for (shown, row) in shown.iter().zip(&rows) {
            let shown = shown.replace("<th scope=\"row\"", "<td").replace("</th>", "</td>");
            let cells: Vec<String> = between(&shown, "<td", "</td>").into_iter().map(cell).collect();
            let words = |field: &str| match field {
                "true" => "yes".to_owned(),
                "false" => "no".to_owned(),
                other => other.to_owned(),
            };
            assert_eq!(cells, row.iter().map(words).collect::<Vec<_>>(), "{id}");
            compared += cells.len();
        }
    }
    compared
}

/// What is between two marks, each time.
pub fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).map(|rest| rest.split_once(close).expect("it is closed").0).collect()
}

/// A cell of the page: the value it carries, or its words, which may be a link.
fn cell(html: &str) -> String {
    let inner = html.split_once('>').expect("the tag ends").1;
    let link = inner.strip_prefix("<a ").and_then(|link| link.split_once('>'));
    let inner = link.map_or(inner, |(_, words)| words.trim_end_matches("</a>"));
    let value = between(inner, "<data value=\"", "\"").first().map_or(inner, |value| value);
    plain(value)
}

/// Text without its escapes.
pub fn plain(html: &str) -> String {
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
    plain.iter().fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Articles behind a number of the page: what it says of them, how many it states, the command that lists them.
pub fn behind(section: &str) -> Vec<(String, u64, String)> {
    let one = |list: &str| {
        let (label, rest) = list.split_once("</h3>").expect("a heading");
        let number = label.strip_suffix(" articles").or_else(|| label.strip_suffix(" article"));
        let number = number.and_then(|label| label.rsplit(' ').next()?.parse().ok());
        let stated: u64 = number.unwrap_or_else(|| panic!("{label}"));
        assert_eq!(between(rest, "<li>", "</li>").len() as u64, stated.min(4), "{label}");
        (label.to_owned(), stated, plain(between(rest, "<code>", "</code>")[0]))
    };
    between(section, "<h3>", "</ul>").into_iter().map(one).collect()
}

/// The articles that a printed command finds, when a shell runs it as it is printed.
pub fn found_by(command: &str, folder: &Path) -> u64 {
    let program = assert_cmd::cargo::cargo_bin("classlens");
    let call = command.replacen("classlens", &program.to_string_lossy(), 1) + " --count";
    let output = Command::new("sh").current_dir(folder).args(["-c", &call]).output().expect("a shell");
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or_else(|_| panic!("{call}: {}", stderr(&output)))
}
