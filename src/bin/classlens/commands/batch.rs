//! `classlens batch`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::folder::SavedQueries;
use classlens::record::{Cell, Kind, Table};
use classlens::store::{Counted, Store, parse_query};
use classlens::summarize::Share;

use crate::args::{BatchArgs, Global};
use crate::commands::open_audit;
use crate::commands::search::found_code;
use crate::output;

#[derive(serde::Deserialize)]
struct Named {
    name: String,
    query: String,
    #[serde(default)]
    of: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    place: String,
}

impl Named {
    fn saved((name, query): (&str, &str)) -> Self {
        Self { name: name.to_owned(), query: query.to_owned(), of: None, place: name.to_owned() }
    }
}

/// The queries of a CSV file.
fn listed(path: &Path) -> anyhow::Result<Vec<Named>> {
    let mut reader = csv::Reader::from_path(path).with_context(|| path.display().to_string())?;
    let rows = reader.deserialize::<Named>().enumerate().map(|(at, record)| {
        let place = format!("row {}", at + 2);
        let named = record.with_context(|| format!("{}, {place}: columns `name` and `query`", path.display()))?;
        Ok(Named { place, ..named })
    });
    rows.collect()
}

pub fn run(global: &Global, args: &BatchArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let store = Store::open(&folder.index(), &manifest.tiers)?;
    let saved = SavedQueries::load(&folder)?;
    let (file, queries) = match &args.queries {
        Some(path) => (path.display().to_string(), listed(path)?),
        None => ("saved queries".to_owned(), saved.iter().map(Named::saved).collect()),
    };
    let axes = args.by.iter().map(|name| store.axis(name)).collect::<Result<Vec<_>, _>>()?;
    let mut columns = vec![("query", Kind::Text)];
    columns.extend(args.by.iter().map(|name| (name.as_str(), Kind::Text)));
    columns.extend([("n", Kind::Int), ("n_all", Kind::Int)]);
    columns.extend(["ratio", "low", "high"].map(|name| (name, Kind::Float)));
    let mut table = Table::new(&columns);
    let mut n_found = 0;
    for named in &queries {
        let place = || format!("{file}, {}", named.place);
        let query = parse_query(&saved.expand(&named.query).with_context(place)?).with_context(place)?;
        let base = saved.expand(named.of.as_deref().unwrap_or("")).with_context(place)?;
        let base = parse_query(&base).with_context(place)?;
        let grouping = store.group(&query, &base, &axes, Counted::Articles).with_context(place)?;
        n_found += grouping.n_found;
        for group in grouping.groups.iter().filter(|group| group.n_all >= args.min) {
            let share = Share::of(group.n, group.n_all);
            let mut row = vec![Cell::Text(&named.name)];
            row.extend(group.key.iter().map(|key| Cell::Text(key)));
            row.extend([Cell::count(group.n), Cell::count(group.n_all)]);
            row.extend(Cell::share(share));
            table.push(&row);
        }
    }
    if table.n_rows() == 0 {
        bail!("{file}: no queries, or no cell with {} articles", args.min);
    }
    output::print(&table, global.format)?;
    Ok(found_code(n_found))
}
