//! The first records of each source as they would be read; nothing is written.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicU64;

use crate::article::{RawArticle, Record};
use crate::pipeline::AuditOptions;
use crate::read::{Source, read_all};
use crate::record::{Cell, Kind, Table};

/// Characters shown of a body.
const BODY_CHARS: usize = 60;

/// The first records of each source.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspected {
    /// A row a record, with the reason where it is refused.
    pub table: Table,
    /// How many of them are articles.
    pub n_articles: usize,
}

/// Reads the first `most` records of each source.
#[must_use]
pub fn inspect(options: &AuditOptions, most: usize) -> Inspected {
    let text = |name| (name, Kind::Text);
    let table = Table::new(&[
        text("source"),
        ("record", Kind::Int),
        text("id"),
        text("outlet"),
        text("date"),
        text("author"),
        text("section"),
        text("title"),
        text("body"),
        text("refused"),
    ]);
    let mut found = Inspected { table, n_articles: 0 };
    for source in &options.sources {
        first_records(source, options, most, &mut found);
    }
    found
}

fn first_records(source: &Source, options: &AuditOptions, most: usize, found: &mut Inspected) {
    let mut n_shown = 0;
    let mut sink = |record: Record| {
        match record {
            Record::Article(article) => {
                push_article(&mut found.table, &article);
                found.n_articles += 1;
            }
            Record::Reject(reject) => {
                let mut cells = [Cell::Missing; 10];
                cells[0] = Cell::Text(&reject.source);
                cells[1] = Cell::count(reject.position);
                cells[9] = Cell::Text(&reject.reason);
                found.table.push(&cells);
            }
            Record::Notice(_) => return ControlFlow::Continue(()),
        }
        n_shown += 1;
        if n_shown < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    read_all(std::slice::from_ref(source), &options.read, &AtomicU64::new(0), &mut sink);
}

fn push_article(table: &mut Table, article: &RawArticle) {
    let date = article.date.map(|date| date.to_string());
    let body: String = article.body.chars().take(BODY_CHARS).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    table.push(&[
        Cell::Text(&article.source),
        Cell::count(article.position),
        Cell::Text(&article.id),
        Cell::text(article.outlet.as_deref()),
        Cell::text(date.as_deref()),
        Cell::text(article.author.as_deref()),
        Cell::text(article.section.as_deref()),
        Cell::Text(&article.title),
        Cell::Text(&body),
        Cell::Missing,
    ]);
}
