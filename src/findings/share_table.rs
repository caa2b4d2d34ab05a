//! Tables of shares: groups, their base, and count, share and interval of every series.

use crate::present::figure::Plot;
use crate::present::report::{Behind, Section};
use crate::record::{Cell, Kind, Table, share_columns};
use crate::summarize::Estimate;

/// Such a table while it is filled.
pub(super) struct ShareTable {
    table: Table,
    shares: Vec<String>,
}

impl ShareTable {
    /// A table with these columns of words for a group, and a column for its base.
    pub(super) fn new(group: &[&str], base: &str, series: &[String]) -> Self {
        let mut names: Vec<(String, Kind)> = group.iter().map(|name| ((*name).to_owned(), Kind::Text)).collect();
        names.push((base.to_owned(), Kind::Int));
        let mut shares = Vec::new();
        for one in series {
            names.push((format!("n_{one}"), Kind::Int));
            let columns = share_columns(one);
            shares.extend(columns.iter().map(|(name, _)| name.clone()));
            names.extend(columns);
        }
        names.push(("interval".to_owned(), Kind::Text));
        Self { table: Table::new(&names), shares }
    }

    /// Adds a group with `n` articles in its base.
    pub(super) fn push(&mut self, group: &[&str], n: usize, estimates: &[Option<Estimate>]) {
        let mut cells: Vec<Cell<'_>> = group.iter().map(|name| Cell::Text(name)).collect();
        cells.push(Cell::count(n as u64));
        for estimate in estimates {
            let share = estimate.map(|e| e.share);
            cells.push(Cell::count(share.map_or(0, |s| s.hits)));
            cells.extend(Cell::share(share));
        }
        cells.push(Cell::text(estimates.iter().flatten().next().map(Estimate::method)));
        self.table.push(&cells);
    }

    /// The section of the table, which has this id and title.
    pub(super) fn section(
        self,
        (id, title): (&str, &str),
        text: Vec<String>,
        plot: Plot,
        behind: Vec<Behind>,
    ) -> Section {
        let (id, title) = (id.to_owned(), title.to_owned());
        Section { id, title, text, plot: Some(plot), table: self.table, shares: self.shares, behind }
    }
}
