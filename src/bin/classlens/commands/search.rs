//! `classlens search`.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Context;
use classlens::engine::Classes;
use classlens::present::{ResultColumns, Style};
use classlens::record::Table;
use classlens::store::{Found, Marks, Order, Query, Request, Store, explain_query, parse_query};

use crate::args::{Format, Global, OrderArg, SearchArgs};
use crate::commands::{classes_of, dedupe, export, facet, open_audit, saved};
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
    if !args.count && (!args.facet.is_empty() || !args.by.is_empty()) {
        let base = parse_query(args.of.as_deref().unwrap_or(""))?;
        let (query, base) = dedupe::of_base(global, args.fold, &folder, &store, query, base)?;
        return facet::run(global, args, &store, &query, &base);
    }
    let query = dedupe::query(global, args.fold, &folder, &store, query)?;
    if args.count {
        let n = store.count(&query)?;
        writeln!(stdout().lock(), "{n}")?;
        return Ok(found_code(n));
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

/// Longest cell of a table of results: a whole snippet.
const SNIPPET_WIDTH: usize = 260;

/// Puts results into a table with the columns asked for.
pub struct Printer<'a> {
    pub store: &'a Store,
    pub query: &'a Query,
    classes: Option<Classes<'a>>,
    marks: Marks<'a>,
    columns: ResultColumns,
}

impl<'a> Printer<'a> {
    fn new(
        args: &'a SearchArgs,
        store: &'a Store,
        query: &'a Query,
        classes: Option<Classes<'a>>,
    ) -> anyhow::Result<Self> {
        let (before, after) = args.mark.split_once(',').context("--mark takes two marks with a comma between")?;
        let columns = ResultColumns::named(&args.fields, store)?;
        Ok(Self { store, query, classes, marks: Marks { before, after }, columns })
    }

    /// The table of some results.
    pub fn table(&self, found: &[Found]) -> anyhow::Result<Table> {
        let snippets = if self.columns.has("snippet") {
            self.store.snippets(self.query, found, self.classes, self.marks)?
        } else {
            Vec::new()
        };
        Ok(self.columns.table(self.store, found, &snippets)?)
    }
}
