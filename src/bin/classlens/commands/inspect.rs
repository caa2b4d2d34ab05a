//! `classlens audit --inspect`: what would be read, without writing anything.

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::atomic::AtomicU64;

use classlens::article::{RawArticle, Record};
use classlens::pipeline::AuditOptions;
use classlens::read::{Source, read_all};
use classlens::record::{Cell, Kind, Table};

use crate::args::{Format, Global};
use crate::output;

/// Records shown of each source.
const SHOWN: usize = 3;
/// Characters shown of a body.
const BODY_CHARS: usize = 60;

/// Prints the first records of each source; 1 when none of them is an article.
pub fn run(global: &Global, options: &AuditOptions) -> anyhow::Result<ExitCode> {
    let text = |name| (name, Kind::Text);
    let mut table = Table::new(&[
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
    let mut n_articles = 0;
    for source in &options.sources {
        n_articles += first_records(source, options, &mut table);
    }
    output::print(&table, global.format)?;
    let n_sources = options.sources.len();
    output::say(
        global.format,
        &format!("\nfirst {SHOWN} records of each of {n_sources} sources; nothing was written"),
    )?;
    Ok(if n_articles > 0 || global.format != Format::Table { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Adds the first records of a source; returns how many of them are articles.
fn first_records(source: &Source, options: &AuditOptions, table: &mut Table) -> usize {
    let (mut n_shown, mut n_articles) = (0, 0);
    let mut sink = |record: Record| {
        match record {
            Record::Article(article) => {
                push_article(table, &article);
                n_articles += 1;
            }
            Record::Reject(reject) => {
                let mut cells = [Cell::Missing; 10];
                cells[0] = Cell::Text(&reject.source);
                cells[1] = Cell::count(reject.position);
                cells[9] = Cell::Text(&reject.reason);
                table.push(&cells);
            }
            Record::Notice(_) => return ControlFlow::Continue(()),
        }
        n_shown += 1;
        if n_shown < SHOWN { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    read_all(std::slice::from_ref(source), &options.read, &AtomicU64::new(0), &mut sink);
    n_articles
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
