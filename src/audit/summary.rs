//! Shares by group: the summary of a corpus.

use std::collections::BTreeMap;

use crate::audit::corrected;
use crate::audit::options::several_values;
use crate::audit::shares::{self, Clusters, Counted, MainShares, estimate_text};
use crate::audit::{Answer, Audit, AuditError, EstimateOptions, Readers, Selection};
use crate::findings::Corrected;
use crate::lexicon::{MIXED, NONE, TierIdx};
use crate::pipeline::Outcome;
use crate::record::{Axis, Cell, Kind, Table, is_shown, share_columns};
use crate::score::{ArticleRow, Focus};
use crate::summarize::{self, Estimate, Estimator, Makeup, Resampling, Tally, Test, Weight};
use crate::validate::FOCUS;

/// What a summary is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct SummaryOptions {
    /// What articles are grouped by.
    pub by: Vec<Axis>,
    /// Articles a group needs; smaller ones count in the total all the same.
    pub min: u64,
    /// Whom the table is for.
    pub readers: Readers,
    /// How shares are estimated.
    pub estimate: EstimateOptions,
}

impl Default for SummaryOptions {
    /// By outlet, all groups, every number in a cell of its own.
    fn default() -> Self {
        Self { by: vec![Axis::outlet()], min: 1, readers: Readers::Machines, estimate: EstimateOptions::default() }
    }
}

/// What the articles of a corpus are about.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Shares of each focus by group, and the finding in plain words.
    pub shares: Answer,
    /// Raw and corrected shares by group, for people, where people coded articles.
    pub corrected: Option<Answer>,
}

/// Which groups a table has.
#[derive(Debug, Clone, Copy)]
enum Rows {
    /// Those with at least this many articles, by key.
    AtLeast(u64),
    /// The largest, this many.
    Largest(usize),
}

impl Audit {
    /// Shares of each focus by group, among all articles.
    ///
    /// # Errors
    /// When the record cannot be read, or an audience weighs no outlet of these articles.
    pub fn summary(&self, options: &SummaryOptions) -> Result<Summary, AuditError> {
        self.all()?.summary(options)
    }
}

impl Selection<'_> {
    /// Shares of each focus by group.
    ///
    /// # Errors
    /// When an audience weighs no outlet of these articles.
    pub fn summary(&self, options: &SummaryOptions) -> Result<Summary, AuditError> {
        if let Some((weighed, line)) = self.weighed(&options.estimate)? {
            let mut summary = weighed.summary(options)?;
            summary.shares.before.push(line);
            return Ok(summary);
        }
        let (axes, tiers, rows) = (options.by.as_slice(), self.audit.tiers(), self.rows.as_slice());
        let EstimateOptions { weight, method, resampling } = &options.estimate;
        let estimator = Estimator::new(rows, weight, *method, *resampling);
        let mut tally = Tally::new(axes);
        rows.iter().for_each(|row| tally.add(row, tiers));
        let main = MainShares::of_articles(&estimator, rows.len(), tiers);
        let total = tally.total();
        let mut before = shares::lines(total, tiers, &main, weight);
        before.extend(shares::of_gap(self.audit.manifest(), total));
        before.extend(shares::moves(rows, tiers, &estimator, weight));
        before.extend(shares::frequencies(total));
        let corrected = self.corrected(axes, &options.estimate);
        before.extend(corrected.iter().flat_map(|corrected| corrected::beside_raw(corrected, tiers)));
        if corrected.as_ref().is_none_or(Corrected::is_refused) {
            // Codes that correct nothing take no warning away.
            let makeup = Makeup::of_rows(rows, tiers.len());
            let focused = rows.iter().filter(|row| row.is_focused()).map(|row| row.id.as_str());
            before.extend(shares::raw(self.audit.manifest(), &main, &makeup, focused));
        }
        before.extend(several_values(axes));
        if axes.iter().any(|axis| axis.name() == FOCUS) {
            before.push("Grouped by focus every share is 0 or 100 %: read the counts.".to_owned());
        }
        let members = estimator.groups(axes, tiers);
        let rows = Rows::AtLeast(options.min);
        let shown = Shown { tally: &tally, tiers, rows, readers: options.readers };
        let answer = shown.answer(before, corrected.as_ref(), |key, _| {
            let tests: Vec<_> = foci(tiers).map(|(focus, _)| move |row: &ArticleRow| row.focus == focus).collect();
            let tests: Vec<Test<'_>> = tests.iter().map(|test| test as Test<'_>).collect();
            match members.get(key) {
                Some(members) => estimator.shares(members, &ArticleRow::is_scored, &tests),
                None => vec![None; tests.len()],
            }
        });
        let for_people = corrected.filter(|_| options.readers == Readers::People);
        let corrected = for_people
            .and_then(|corrected| corrected::by_group(&corrected, axes, corrected::Least::Articles(options.min)));
        Ok(Summary { shares: answer, corrected })
    }
}

/// Largest groups at the end of a run.
const CLOSING: usize = 12;

/// The closing report of a run, out of its counts by outlet.
#[must_use]
pub fn closing(outcome: &Outcome, resampling: Resampling, readers: Readers) -> Answer {
    let Outcome { manifest, tally, makeup, .. } = outcome;
    let tiers = manifest.tiers.as_slice();
    let clusters = Clusters { outcome, resampling };
    let main = MainShares::of_clusters(&clusters, tiers);
    let total = tally.total();
    let mut before = shares::lines(total, tiers, &main, &Weight::Copy);
    before.extend(shares::of_gap(manifest, total));
    before.extend(shares::frequencies(total));
    before.extend(shares::raw(manifest, &main, makeup, std::iter::empty()));
    let shown = Shown { tally, tiers, rows: Rows::Largest(CLOSING), readers };
    if clusters.are_weeks() {
        // The table has one row, which is the whole.
        let counts: Vec<_> = foci(tiers).map(|(focus, _)| move |cell: &summarize::Cell| cell.n_about(focus)).collect();
        let counts: Vec<Counted<'_>> = counts.iter().map(|count| count as _).collect();
        return shown.answer(before, None, |_, _| clusters.shares(&summarize::Cell::n_scored, &counts));
    }
    before.push("Outlets with articles taken as independent; `classlens summary` clusters them by week.".to_owned());
    shown.answer(before, None, |_, cell| {
        foci(tiers).map(|(focus, _)| Estimate::independent(cell.n_about(focus), cell.n_scored())).collect()
    })
}

/// Shares of each focus by group out of counts alone, for machines; articles are taken as independent.
#[must_use]
pub fn counted(tally: &Tally, tiers: &[String]) -> Answer {
    let before =
        vec!["Intervals: Wilson, 95 %, articles taken as independent; `summary` of an audit clusters them.".to_owned()];
    let shown = Shown { tally, tiers, rows: Rows::AtLeast(1), readers: Readers::Machines };
    shown.answer(before, None, |_, cell| {
        foci(tiers).map(|(focus, _)| Estimate::independent(cell.n_about(focus), cell.n_scored())).collect()
    })
}

/// Which table is made of which counts.
struct Shown<'a> {
    tally: &'a Tally,
    tiers: &'a [String],
    rows: Rows,
    readers: Readers,
}

impl Shown<'_> {
    /// A table of shares by group; `shares` estimates that of each focus, and machines read corrected ones beside it.
    fn answer(
        &self,
        mut before: Vec<String>,
        corrected: Option<&Corrected>,
        shares: impl Fn(&[String], &summarize::Cell) -> Vec<Option<Estimate>>,
    ) -> Answer {
        let mut cells: Vec<_> = self.tally.cells().collect();
        let n_cells = cells.len();
        match self.rows {
            Rows::AtLeast(min) => {
                cells.retain(|(_, cell)| is_shown(cell.n_articles, min));
                let left = n_cells - cells.len();
                before.extend((left > 0).then(|| left_out(left, n_cells, min)));
            }
            Rows::Largest(n) => {
                cells.sort_by(|a, b| b.1.n_articles.cmp(&a.1.n_articles).then(a.0.cmp(b.0)));
                cells.truncate(n);
            }
        }
        if let (Rows::Largest(n), left @ 1..) = (self.rows, n_cells - cells.len()) {
            before.push(format!("The {n} largest groups; {left} smaller ones are left out."));
        }
        let group = |(key, cell): (_, _)| Group {
            key,
            cell,
            shares: foci(self.tiers).map(|(_, name)| name).zip(shares(key, cell)).collect(),
        };
        let groups: Vec<Group<'_>> = cells.into_iter().map(group).collect();
        if groups.iter().any(|group| group.shares.values().flatten().any(Estimate::is_thin)) {
            let few = summarize::FEW_CLUSTERS;
            before.push(format!(
                "* an interval from fewer than {few} clusters of equal size, or articles: a rough guide."
            ));
        }
        let table = match self.readers {
            Readers::People => for_people(self.tally, self.tiers, &groups),
            Readers::Machines => for_machines(self.tally, self.tiers, &groups, corrected),
        };
        Answer { before, table, after: Vec::new(), n_found: self.tally.total().n_articles }
    }
}

/// Says that `left` of `n` groups have fewer than `min` articles.
fn left_out(left: usize, n: usize, min: u64) -> String {
    if left == n {
        return format!("{n} groups with fewer than {min} articles are left out, which are all: lower the minimum.");
    }
    format!("{left} groups with fewer than {min} articles are left out.")
}

/// One line of the table.
struct Group<'a> {
    key: &'a [String],
    cell: &'a summarize::Cell,
    /// Share of articles with each focus.
    shares: BTreeMap<&'a str, Option<Estimate>>,
}

/// The foci of scored articles with their names.
fn foci(tiers: &[String]) -> impl Iterator<Item = (Focus, &str)> {
    let of_tiers = TierIdx::all(tiers).map(|(idx, _)| Focus::Tier(idx));
    of_tiers.chain([Focus::Mixed, Focus::None]).map(|focus| (focus, focus.name(tiers)))
}

fn for_people(tally: &Tally, tiers: &[String], groups: &[Group<'_>]) -> Table {
    let mut columns = vec![("articles", Kind::Int), (NONE, Kind::Int)];
    columns.extend(tiers.iter().map(|tier| (tier.as_str(), Kind::Text)));
    columns.extend([(MIXED, Kind::Int), ("scope_gap", Kind::Text)]);
    let mut table = Table::by_groups(tally.axes(), &columns);
    for Group { key, cell, shares } in groups {
        let shares: Vec<String> = tiers.iter().map(|tier| estimate_text(shares[tier.as_str()])).collect();
        let count = |focus| Cell::count(cell.n_about(focus));
        let gap = format!("{} of {}", cell.n_scope_gap, cell.n_universal_headline);
        let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        cells.extend([Cell::count(cell.n_articles), count(Focus::None)]);
        cells.extend(shares.iter().map(|s| Cell::Text(s)));
        cells.extend([count(Focus::Mixed), Cell::Text(&gap)]);
        table.push(&cells);
    }
    table
}

/// Articles that name pay, speak of a kind of schedule, give a kind of reason.
const WORK: [&str; 6] = ["pay", "control", "rigid", "unstable", "pull", "push"];

fn for_machines(tally: &Tally, tiers: &[String], groups: &[Group<'_>], corrected: Option<&Corrected>) -> Table {
    let mut names: Vec<(String, Kind)> = Vec::new();
    for name in ["n_articles", "n_unscored", "n_tokens", "n_universal_headline", "n_scope_gap"] {
        names.push((name.to_owned(), Kind::Int));
    }
    for (_, focus) in foci(tiers) {
        names.push((format!("n_{focus}"), Kind::Int));
        names.extend(share_columns(focus));
        names.push((format!("interval_{focus}"), Kind::Text));
        names.extend(corrected::COLUMNS.map(|part| (format!("{part}_{focus}"), Kind::Float)));
    }
    for name in ["n_clusters", "n_effective_clusters"] {
        names.push((name.to_owned(), Kind::Float));
    }
    names.extend(WORK.map(|name| (format!("n_{name}"), Kind::Int)));
    for tier in tiers {
        names.push((format!("n_attended_{tier}"), Kind::Int));
        names.push((format!("n_token_{tier}"), Kind::Int));
    }
    let mut table = Table::by_groups(tally.axes(), &names);
    for Group { key, cell, shares } in groups {
        let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        let counts = [cell.n_articles, cell.n_unscored, cell.n_tokens, cell.n_universal_headline, cell.n_scope_gap];
        cells.extend(counts.map(Cell::count));
        for (_, focus) in foci(tiers) {
            let share = shares[focus].map(|e| e.share);
            cells.push(Cell::count(share.map_or(0, |s| s.hits)));
            cells.extend(Cell::share(share));
            cells.push(Cell::text(shares[focus].as_ref().map(Estimate::method)));
            cells.extend(corrected::cells(corrected, key, focus));
        }
        let first = shares.values().flatten().next();
        cells.push(Cell::float(first.map(|e| e.n_clusters as f64)));
        cells.push(Cell::float(first.map(|e| e.n_effective)));
        cells.extend(WORK.map(|name| Cell::count(cell.work.get(name).copied().unwrap_or(0))));
        for at in 0..tiers.len() {
            cells.extend([&cell.n_attended, &cell.n_token].map(|of| Cell::count(of.get(at).copied().unwrap_or(0))));
        }
        table.push(&cells);
    }
    table
}
