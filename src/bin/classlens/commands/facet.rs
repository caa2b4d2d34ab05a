//! `classlens search --facet` and `--by`: counts, shares and ratios.

use std::process::ExitCode;

use classlens::present::groups_table;
use classlens::record::{Cell, Kind, Table};
use classlens::store::{ArticleGroup, Counted, Grouping, Query, Store};
use classlens::summarize::Share;

use crate::args::{Global, SearchArgs};
use crate::commands::search::found_code;
use crate::output::{self, say};

pub fn run(global: &Global, args: &SearchArgs, store: &Store, query: &Query, base: &Query) -> anyhow::Result<ExitCode> {
    if !args.by.is_empty() {
        let axes = args.by.iter().map(|name| store.axis(name)).collect::<Result<Vec<_>, _>>()?;
        let grouping = store.group(query, base, &axes, Counted::Articles)?;
        head(global, args, &grouping)?;
        output::print(&groups_table(&args.by, &grouping.groups), global.format)?;
        return Ok(found_code(grouping.n_found));
    }
    let mut table = Table::new(&[
        ("field", Kind::Text),
        ("value", Kind::Text),
        ("n", Kind::Int),
        ("share", Kind::Float),
        ("n_all", Kind::Int),
        ("ratio", Kind::Float),
    ]);
    let mut n_found = 0;
    let mut left = Vec::new();
    for name in &args.facet {
        let axis = store.axis(name)?;
        let grouping = store.group(query, base, std::slice::from_ref(&axis), Counted::Articles)?;
        if n_found == 0 {
            head(global, args, &grouping)?;
        }
        n_found = grouping.n_found;
        let mut groups: Vec<&ArticleGroup> = grouping.groups.iter().filter(|g| g.n > 0).collect();
        groups.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.key.cmp(&b.key)));
        let shown = if args.top == 0 { groups.len() } else { args.top.min(groups.len()) };
        if shown < groups.len() {
            left.push(format!("{name}: {} more values (--top 0 prints all)", groups.len() - shown));
        }
        for group in &groups[..shown] {
            let share = (n_found > 0).then(|| group.n as f64 / n_found as f64);
            table.push(&[
                Cell::Text(name),
                Cell::Text(&group.key[0]),
                Cell::count(group.n),
                Cell::float(share),
                Cell::count(group.n_all),
                Cell::float(Share::of(group.n, group.n_all).map(|s| s.share)),
            ]);
        }
    }
    output::print(&table, global.format)?;
    for line in left {
        say(global.format, &line)?;
    }
    Ok(found_code(n_found))
}

fn head(global: &Global, args: &SearchArgs, grouping: &Grouping) -> anyhow::Result<()> {
    let (one, many) = if args.fold.is_some() { ("a story", "stories") } else { ("an article", "articles") };
    let line =
        format!("{} of {} {many} found; {one} with several values counts in each", grouping.n_found, grouping.n_base);
    say(global.format, &line)
}
