//! `classlens trend`.

use std::process::ExitCode;

use classlens::record::{Cell, Kind, Table};
use classlens::store::{ArticleGroup, Counted, Store, parse_query};
use classlens::summarize::{MISSING, Share, change_point, moving_average, sparkline};

use crate::args::{Global, PeriodArg, TrendArgs};
use crate::commands::search::found_code;
use crate::commands::{dedupe, open_audit};
use crate::output::{self, say};

pub fn run(global: &Global, args: &TrendArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let store = Store::open(&folder.index(), &manifest.tiers)?;
    let query = parse_query(&args.query)?;
    let base = parse_query(args.of.as_deref().unwrap_or(""))?;
    let (query, base) = dedupe::of_base(global, args.fold, &folder, &store, query, base)?;
    let axis = store.axis(period(args.by))?;
    let counted = if args.rate { Counted::Hits } else { Counted::Articles };
    let mut grouping = store.group(&query, &base, &[axis], counted)?;
    let undated = grouping.groups.iter().position(|g| g.key[0] == MISSING).map(|at| grouping.groups.remove(at));
    grouping.groups.retain(|group| group.n_all >= args.min);
    let rate = |group: &ArticleGroup| {
        if args.rate {
            (group.n_tokens > 0).then(|| group.n_hits as f64 / group.n_tokens as f64 * 1000.0)
        } else {
            Share::of(group.n, group.n_all).map(|share| share.share)
        }
    };
    let series: Vec<Option<f64>> = grouping.groups.iter().map(rate).collect();
    let average = moving_average(&series, args.average);
    let many = if args.fold.is_some() { "stories" } else { "articles" };
    let what = if args.rate {
        "hits per 1,000 tokens of the base".to_owned()
    } else {
        format!("share of the {many} of the base")
    };
    say(global.format, &format!("{} of {} {many}; {what}", grouping.n_found, grouping.n_base))?;
    if let Some(undated) = undated {
        say(global.format, &format!("{} of {} undated {many} are left out", undated.n, undated.n_all))?;
    }
    output::print(&table(args, &grouping.groups, &series, &average), global.format)?;
    let (first, last) = (grouping.groups.first(), grouping.groups.last());
    if let (Some(first), Some(last)) = (first, last) {
        say(global.format, &format!("{}  {}  {}", first.key[0], sparkline(&series), last.key[0]))?;
    }
    let known: Vec<f64> = series.iter().flatten().copied().collect();
    if let Some(change) = change_point(&known) {
        let period = grouping.groups.iter().zip(&series).filter(|(_, value)| value.is_some()).nth(change.at);
        let line = format!(
            "Most likely change of level: {}, from a mean of {:.4} to {:.4} (Pettitt K = {}, p ≈ {:.3}, each period \
             counts the same)",
            period.map_or("", |(group, _)| group.key[0].as_str()),
            change.before,
            change.after,
            change.statistic,
            change.p
        );
        say(global.format, &line)?;
    }
    Ok(found_code(grouping.n_found))
}

fn period(by: PeriodArg) -> &'static str {
    match by {
        PeriodArg::Day => "day",
        PeriodArg::Week => "week",
        PeriodArg::Month => "month",
        PeriodArg::Quarter => "quarter",
        PeriodArg::Year => "year",
    }
}

fn table(args: &TrendArgs, groups: &[ArticleGroup], series: &[Option<f64>], average: &[Option<f64>]) -> Table {
    let mut columns = vec![(period(args.by), Kind::Text), ("n", Kind::Int), ("n_all", Kind::Int)];
    let own = if args.rate {
        [("n_hits", Kind::Int), ("n_tokens", Kind::Int), ("rate", Kind::Float)]
    } else {
        [("share", Kind::Float), ("low", Kind::Float), ("high", Kind::Float)]
    };
    columns.extend(own);
    columns.push(("average", Kind::Float));
    let mut table = Table::new(&columns);
    for ((group, value), average) in groups.iter().zip(series).zip(average) {
        let mut row = vec![Cell::Text(&group.key[0]), Cell::count(group.n), Cell::count(group.n_all)];
        if args.rate {
            row.extend([Cell::count(group.n_hits), Cell::count(group.n_tokens), Cell::float(*value)]);
        } else {
            let share = Share::of(group.n, group.n_all);
            row.extend([Cell::float(*value), Cell::float(share.map(|s| s.low)), Cell::float(share.map(|s| s.high))]);
        }
        row.push(Cell::float(*average));
        table.push(&row);
    }
    table
}
