//! `classlens search`.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Context;
use classlens::present::{Cell, Kind, Style, Table};
use classlens::store::{Classes, FieldValue, Found, Marks, Order, Query, Request, Store, explain_query, parse_query};

use crate::args::{Format, Global, OrderArg, SearchArgs};
use crate::commands::{classes_of, export, facet, open_audit, saved};
use crate::output::{self, say};

pub fn run(global: &Global, args: &SearchArgs) -> anyhow::Result<ExitCode> {
    if let Some(code) = saved::run(global, args)? {
        return Ok(code);
    }
    let query = parse_query(&args.query)?;
    if args.explain {
        write!(stdout().lock(), "{}", explain_query(&query))?;
        return Ok(ExitCode::SUCCESS);
    }
    let (folder, manifest) = open_audit(&args.audit)?;
    let store = Store::open(&folder.index(), &manifest.tiers)?;
    if args.count {
        let n = store.count(&query)?;
        writeln!(stdout().lock(), "{n}")?;
        return Ok(found_code(n));
    }
    if !args.facet.is_empty() || !args.by.is_empty() {
        return facet::run(global, args, &store, &query);
    }
    let classes = classes_of(global, &args.audit, &manifest, &args.query)?;
    let classes = classes.as_ref().map(super::OwnedClasses::lend);
    let printer = Printer::new(args, &store, &query, classes)?;
    if let Some(path) = &args.export {
        return export::run(global, args, path, &manifest, &printer);
    }
    let limit = args.sample.unwrap_or(args.limit);
    let request = Request { order: order(global, args), offset: args.offset, limit, after: args.after };
    let page = store.search(&query, request)?;
    let shown = page.articles.len();
    let mut line = format!("{} of {} articles found; {shown} shown", page.n_found, page.n_articles);
    if args.sample.is_some() {
        line = format!("{line}, drawn with seed {}", global.seed);
    }
    say(global.format, &line)?;
    if page.n_found > 0 || global.format != Format::Table {
        let style = Style { max_cell: SNIPPET_WIDTH };
        output::print_styled(&printer.table(&page.articles)?, global.format, style)?;
    }
    if let Some(next) = page.next.filter(|_| args.sample.is_none()) {
        say(global.format, &format!("next page: --after {next}"))?;
    }
    Ok(found_code(page.n_found))
}

pub fn order(global: &Global, args: &SearchArgs) -> Order {
    match (args.sample, args.order) {
        (Some(_), _) => Order::Sample(global.seed),
        (None, OrderArg::Rank) => Order::Rank,
        (None, OrderArg::Date) => Order::Date,
        (None, OrderArg::Oldest) => Order::Oldest,
    }
}

pub fn found_code(n: u64) -> ExitCode {
    if n == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// Puts results into a table with the columns asked for.
pub struct Printer<'a> {
    pub store: &'a Store,
    pub query: &'a Query,
    classes: Option<Classes<'a>>,
    marks: Marks<'a>,
    columns: Vec<(String, Kind)>,
}

/// Longest cell of a table of results: a whole snippet.
const SNIPPET_WIDTH: usize = 260;
/// Columns before the snippet when none are asked for.
const PLAIN: [&str; 5] = ["id", "date", "outlet", "title", "url"];
/// Columns of text that are no columns of the index.
const TEXTS: [&str; 10] = ["id", "date", "outlet", "section", "author", "title", "url", "body", "snippet", "cursor"];

impl<'a> Printer<'a> {
    fn new(
        args: &'a SearchArgs,
        store: &'a Store,
        query: &'a Query,
        classes: Option<Classes<'a>>,
    ) -> anyhow::Result<Self> {
        let (before, after) = args.mark.split_once(',').context("--mark takes two marks with a comma between")?;
        let mut columns = Vec::new();
        if args.fields.is_empty() {
            columns.extend(PLAIN.map(|name| (name.to_owned(), Kind::Text)));
            columns.push(("snippet".to_owned(), Kind::Text));
        }
        for name in &args.fields {
            let kind = if TEXTS.contains(&name.as_str()) {
                Kind::Text
            } else if name == "score" {
                Kind::Float
            } else {
                match store.kind(name)? {
                    FieldValue::Text(_) => Kind::Text,
                    FieldValue::Whole(_) => Kind::Int,
                    FieldValue::Number(_) => Kind::Float,
                }
            };
            columns.push((name.clone(), kind));
        }
        Ok(Self { store, query, classes, marks: Marks { before, after }, columns })
    }

    /// The table of some results.
    pub fn table(&self, found: &[Found]) -> anyhow::Result<Table> {
        let columns: Vec<(&str, Kind)> = self.columns.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
        let mut table = Table::new(&columns);
        let snippets = if columns.iter().any(|(name, _)| *name == "snippet") {
            self.store.snippets(self.query, found, self.classes, self.marks)?
        } else {
            vec![String::new(); found.len()]
        };
        for (one, snippet) in found.iter().zip(&snippets) {
            let article = &one.article;
            let cursor = one.cursor.to_string();
            let values = columns.iter().map(|(name, _)| match *name {
                "date" | "id" | "title" | "url" | "body" | "snippet" | "cursor" | "score" | "outlet" | "section"
                | "author" => Ok(None),
                other => self.store.value(one, other),
            });
            let values = values.collect::<Result<Vec<_>, _>>()?;
            let cells = columns.iter().zip(&values).map(|((name, _), value)| match *name {
                "id" => Cell::Text(&article.id),
                "title" => Cell::Text(&article.title),
                "body" => Cell::Text(&article.body),
                "snippet" => Cell::Text(snippet),
                "cursor" => Cell::Text(&cursor),
                "url" => Cell::text(article.url.as_deref()),
                "date" => Cell::text(article.date.as_deref()),
                "outlet" => Cell::text(article.outlet.as_deref()),
                "section" => Cell::text(article.section.as_deref()),
                "author" => Cell::text(article.author.as_deref()),
                "score" => Cell::Float(f64::from(one.score)),
                _ => match value {
                    None => Cell::Missing,
                    Some(FieldValue::Text(text)) => Cell::Text(text),
                    Some(FieldValue::Whole(n)) => Cell::count(*n),
                    Some(FieldValue::Number(n)) => Cell::Float(*n),
                },
            });
            table.push(&cells.collect::<Vec<_>>());
        }
        Ok(table)
    }
}
