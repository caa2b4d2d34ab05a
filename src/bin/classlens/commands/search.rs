//! `classlens search`.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Context;
use classlens::audit::{AuditFolder, Marks, Order, Request, SavedQueries, explain_query, parse_query};
use classlens::present::{ResultColumns, Style};

use crate::args::{Format, Global, OrderArg, SearchArgs};
use crate::commands::{export, facet, folded, folded_within, open_searched, saved};
use crate::output::{self, say};

pub fn run(global: &Global, args: &SearchArgs) -> anyhow::Result<ExitCode> {
    if let Some(code) = saved::run(global, args)? {
        return Ok(code);
    }
    if args.explain {
        let text = SavedQueries::expanded_in(&AuditFolder::at(&args.audit), &args.query)?;
        write!(stdout().lock(), "{}", explain_query(&parse_query(&text)?))?;
        return Ok(ExitCode::SUCCESS);
    }
    let audit = open_searched(global, &args.audit)?;
    let query = audit.query(&args.query)?;
    if !args.count && (!args.facet.is_empty() || !args.by.is_empty()) {
        let base = audit.query(args.of.as_deref().unwrap_or(""))?;
        let (query, base) = folded_within(global, args.fold, &audit, query, base)?;
        return facet::run(global, args, &audit, &query, &base);
    }
    let query = folded(global, args.fold, &audit, query)?;
    if args.count {
        let n = audit.store()?.count(&query)?;
        writeln!(stdout().lock(), "{n}")?;
        return Ok(found_code(n));
    }
    let (before, after) = args.mark.split_once(',').context("--mark takes two marks with a comma between")?;
    let columns = ResultColumns::named(&args.fields, audit.store()?)?;
    let table = audit.found_table(&query, columns, Marks { before, after })?;
    if let Some(path) = &args.export {
        return export::run(global, args, path, &audit, &query, &table);
    }
    let limit = args.sample.unwrap_or(args.limit);
    let request = Request { order: order(global, args), offset: args.offset, limit, after: args.after };
    let page = audit.search(&query, request)?;
    let shown = page.articles.len();
    let mut line = format!("{} of {} articles found; {shown} shown", page.n_found, page.n_articles);
    if args.sample.is_some() {
        line = format!("{line}, drawn with seed {}", global.seed);
    }
    say(global.format, &line)?;
    if page.n_found > 0 || global.format != Format::Table {
        let style = Style { max_cell: SNIPPET_WIDTH };
        output::print_styled(&table.of(&page.articles)?, global.format, style)?;
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
        (None, OrderArg::Probability) => Order::Probability,
    }
}

pub fn found_code(n: u64) -> ExitCode {
    if n == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// Longest cell of a table of results: a whole snippet.
const SNIPPET_WIDTH: usize = 260;
