//! The first records of each source as they would be read; nothing is written.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicU64;

use crate::article::{RawArticle, Record};
use crate::pipeline::{AuditOptions, PipelineError, mapped};
use crate::read::{FieldAccount, Ids, Source, read_source};
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
    /// What became of the fields of the first records of each source.
    pub accounts: Vec<(String, FieldAccount)>,
}

/// Records of a source that its account is made from.
const ACCOUNTED: usize = 1_000;

/// Reads the first records of each source and shows `most` of them.
///
/// # Errors
/// When a column that was named by hand is in no record.
pub fn inspect(options: &AuditOptions, most: usize) -> Result<Inspected, PipelineError> {
    mapped::check(options, |_| true)?;
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
    let mut found = Inspected { table, n_articles: 0, accounts: Vec::new() };
    for source in &options.sources {
        first_records(source, options, most, &mut found);
    }
    mapped::check_accounts(options, found.accounts.iter().map(|(_, account)| account))?;
    Ok(found)
}

fn first_records(source: &Source, options: &AuditOptions, most: usize, found: &mut Inspected) {
    let mut n_read = 0;
    let mut sink = |record: Record| {
        n_read += 1;
        let is_shown = n_read <= most;
        match record {
            Record::Article(_) | Record::Reject(_) if !is_shown => {}
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
            Record::Notice(_) => n_read -= 1,
        }
        if n_read < ACCOUNTED.max(most) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let (ControlFlow::Break(account) | ControlFlow::Continue(account)) =
        read_source(source, &options.read, &mut Ids::default(), &AtomicU64::new(0), &mut sink);
    found.accounts.push((source.name().to_string(), account));
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
