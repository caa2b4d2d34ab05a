//! A section as HTML, for the report and for pages with other sections beside it.

use askama::Template;

use crate::present::figure::{self, Plot};
use crate::present::report::{Behind, Example, Section};
use crate::present::{grouped, spelled};
use crate::record::{Cell, Kind, Table};

/// Where what a section names can be looked at.
pub trait Links {
    /// An article.
    fn article(&self, article: &Example) -> Option<String>;
    /// All articles behind a number.
    fn whole(&self, behind: &Behind) -> Whole;
    /// The articles with this value in this column, which is the first of a table.
    fn group(&self, column: &str, value: &str) -> Option<String>;
    /// Files of the section: a name and an address.
    fn files(&self, section: &Section) -> Vec<(String, String)>;
}

/// How all articles behind a number are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whole {
    /// By a command.
    Command(String),
    /// At an address.
    Link(String),
}

/// The page a section is part of.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// What its anchors begin with, where the page has the same section twice.
    pub prefix: &'a str,
    /// Whose it is, in words that follow its title; empty where that is clear.
    pub of: &'a str,
    /// The plot shown beside its own, with which it shares an axis.
    pub beside: Option<&'a Plot>,
    /// Most rows of its table.
    pub most_rows: usize,
    /// Where things can be looked at.
    pub links: &'a dyn Links,
}

#[derive(Template)]
#[template(path = "section.html")]
struct Shown<'a> {
    section: &'a Section,
    place: Place<'a>,
    /// SVG.
    figure: Option<String>,
    /// How the figure is read.
    caption: String,
    head: Vec<Heading>,
    rows: Vec<Vec<Entry>>,
    /// Rows of the table that are not shown.
    n_left: usize,
    files: Vec<(String, String)>,
    behind: Vec<Pointed<'a>>,
}

struct Heading {
    name: String,
    class: &'static str,
}

/// One cell of a table.
struct Entry {
    /// As it is in the CSV; empty for words.
    value: String,
    /// As it is read.
    text: String,
    class: &'static str,
    href: Option<String>,
}

/// Articles behind a number, with their addresses.
struct Pointed<'a> {
    behind: &'a Behind,
    listed: String,
    whole: Whole,
    articles: Vec<(&'a Example, Option<String>)>,
}

/// Figure, table and articles of a section, without its title and its words.
///
/// # Panics
/// Never: writing into memory cannot fail.
#[must_use]
pub fn section_html(section: &Section, place: Place<'_>) -> String {
    let draw = |figure: figure::Figure| match place.beside {
        Some(other) => figure::inline_beside(&figure, other),
        None => figure::inline(&figure),
    };
    let schema = section.table.schema();
    let head = schema
        .iter()
        .map(|(name, kind)| Heading { name: spelled(name), class: if *kind == Kind::Text { "words" } else { "num" } });
    let n_rows = section.table.n_rows().min(place.most_rows);
    let row = |row: usize| {
        let mut cells: Vec<Entry> = (0..schema.len()).map(|column| entry(section, row, column)).collect();
        if let (Some((name, Kind::Text)), Some(first)) = (schema.first(), cells.first_mut()) {
            first.href = place.links.group(name, &first.text);
        }
        cells
    };
    let shown = Shown {
        section,
        place,
        figure: section.figure().map(draw),
        caption: section.plot.as_ref().map_or_else(String::new, Plot::caption),
        head: head.collect(),
        rows: (0..n_rows).map(row).collect(),
        n_left: section.table.n_rows() - n_rows,
        files: place.links.files(section),
        behind: section.behind.iter().map(|behind| pointed(behind, place.links)).collect(),
    };
    shown.render().expect("writing into a text cannot fail")
}

fn pointed<'a>(behind: &'a Behind, links: &dyn Links) -> Pointed<'a> {
    let articles = behind.articles.iter().map(|article| (article, links.article(article))).collect();
    Pointed { behind, listed: behind.listed(), whole: links.whole(behind), articles }
}

fn entry(section: &Section, row: usize, column: usize) -> Entry {
    let table: &Table = &section.table;
    let name = table.names().nth(column).unwrap_or_default();
    let words = |text: &str| Entry { value: String::new(), text: text.to_owned(), class: "words", href: None };
    let number = |value: String, text: String| Entry { value, text, class: "num", href: None };
    match table.cell(row, column) {
        Cell::Text(text) => words(text),
        Cell::Flag(flag) => words(if flag { "yes" } else { "no" }),
        Cell::Missing => words(""),
        Cell::Int(n) => number(n.to_string(), grouped(n)),
        Cell::Float(x) if section.shares.iter().any(|share| share == name) => {
            number(x.to_string(), format!("{:.1} %", x * 100.0))
        }
        Cell::Float(x) if x.abs() >= 0.001 && x.abs() < 0.01 => number(x.to_string(), format!("{x:.4}")),
        Cell::Float(x) if x != 0.0 && x.abs() < 0.01 => number(x.to_string(), format!("{x:.1e}")),
        Cell::Float(x) => number(x.to_string(), format!("{x:.2}")),
    }
}

/// A sentence as HTML: escaped, with code between backticks.
#[must_use]
pub fn prose(sentence: &str) -> String {
    let parts: Vec<String> = sentence.split('`').map(figure::escape).collect();
    if parts.len().is_multiple_of(2) {
        return parts.join("`");
    }
    let part = |(at, part): (usize, &String)| if at % 2 == 1 { format!("<code>{part}</code>") } else { part.clone() };
    parts.iter().enumerate().map(part).collect()
}
