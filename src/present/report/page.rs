//! The report as HTML.

use askama::Template;

use crate::present::figure::{self, Plot};
use crate::present::report::{Report, Section};
use crate::present::{Cell, Table};

/// The style of the page.
const STYLE: &str = include_str!("../templates/report.css");

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    report: &'a Report,
    style: &'static str,
    sections: Vec<Shown<'a>>,
}

/// A section ready to be written.
struct Shown<'a> {
    section: &'a Section,
    /// SVG.
    figure: Option<String>,
    /// How the figure is read.
    caption: String,
    head: Vec<Heading>,
    rows: Vec<Vec<Entry>>,
}

struct Heading {
    name: String,
    class: &'static str,
}

/// One cell of a table.
struct Entry {
    /// As it stands in the CSV; empty for words.
    value: String,
    /// As it is read.
    text: String,
    class: &'static str,
}

/// The page.
///
/// # Panics
/// Never: writing a page into memory cannot fail.
#[must_use]
pub fn html(report: &Report) -> String {
    let sections = report.sections.iter().map(shown).collect();
    Page { report, style: STYLE, sections }.render().expect("writing into a text cannot fail")
}

fn shown(section: &Section) -> Shown<'_> {
    let schema = section.table.schema();
    let head = schema.iter().map(|(name, kind)| Heading {
        name: name.replace('_', " "),
        class: if *kind == crate::present::Kind::Text { "words" } else { "num" },
    });
    let rows = (0..section.table.n_rows())
        .map(|row| (0..schema.len()).map(|column| entry(&section.table, row, column, &section.shares)).collect());
    Shown {
        section,
        figure: section.figure().map(|figure| figure::inline(&figure)),
        caption: section.plot.as_ref().map_or_else(String::new, Plot::caption),
        head: head.collect(),
        rows: rows.collect(),
    }
}

fn entry(table: &Table, row: usize, column: usize, shares: &[String]) -> Entry {
    let name = table.names().nth(column).unwrap_or_default();
    let words = |text: &str| Entry { value: String::new(), text: text.to_owned(), class: "words" };
    let number = |value: String, text: String| Entry { value, text, class: "num" };
    match table.cell(row, column) {
        Cell::Text(text) => words(text),
        Cell::Flag(flag) => words(if flag { "yes" } else { "no" }),
        Cell::Missing => words(""),
        Cell::Int(n) => number(n.to_string(), grouped(n)),
        Cell::Float(x) if shares.iter().any(|share| share == name) => {
            number(x.to_string(), format!("{:.1} %", x * 100.0))
        }
        Cell::Float(x) if x != 0.0 && x.abs() < 0.01 => number(x.to_string(), format!("{x:.1e}")),
        Cell::Float(x) => number(x.to_string(), format!("{x:.2}")),
    }
}

/// A sentence as HTML: escaped, what stands between backticks as code.
#[must_use]
pub fn prose(sentence: &str) -> String {
    let parts: Vec<String> = sentence.split('`').map(figure::escape).collect();
    if parts.len().is_multiple_of(2) {
        return parts.join("`");
    }
    let part = |(at, part): (usize, &String)| if at % 2 == 1 { format!("<code>{part}</code>") } else { part.clone() };
    parts.iter().enumerate().map(part).collect()
}

/// A whole number with blanks between thousands.
fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            // A narrow blank that does not break.
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if n < 0 { format!("−{out}") } else { out }
}
