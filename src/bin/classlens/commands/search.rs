//! `classlens search`.

use std::process::ExitCode;

use classlens::present::{Cell, Kind, Table};
use classlens::store::{Order, Request, Store, parse_query};

use crate::args::{Global, OrderArg, SearchArgs};
use crate::commands::open_audit;
use crate::output::{self, say};

pub fn run(global: &Global, args: &SearchArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let query = parse_query(&args.query)?;
    let store = Store::open(&folder.index(), &manifest.tiers)?;
    let order = match args.order {
        OrderArg::Rank => Order::Rank,
        OrderArg::Date => Order::Date,
    };
    let page = store.search(&query, Request { order, offset: args.offset, limit: args.limit })?;
    let shown = page.articles.len();
    let line = format!("{} of {} articles found; {shown} shown", page.n_found, page.n_articles);
    say(global.format, &line)?;
    let mut table = Table::new(&[
        ("id", Kind::Text),
        ("date", Kind::Text),
        ("outlet", Kind::Text),
        ("title", Kind::Text),
        ("url", Kind::Text),
    ]);
    for article in &page.articles {
        table.push(&[
            Cell::Text(&article.id),
            Cell::text(article.date.as_deref()),
            Cell::text(article.outlet.as_deref()),
            Cell::Text(&article.title),
            Cell::text(article.url.as_deref()),
        ]);
    }
    if page.n_found > 0 {
        output::print(&table, global.format)?;
    }
    Ok(if page.n_found == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
