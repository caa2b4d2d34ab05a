//! The shares of the whole as a table: what the summary says in words, for machines.

use crate::audit::{Answer, EstimateOptions, Selection};
use crate::lexicon::TierIdx;
use crate::record::{Cell, Kind, Table};
use crate::score::{ArticleRow, Focus};
use crate::summarize::{Estimate, Estimator, Test};
use crate::validate::prevalence::CorrectedShare;

/// Columns of each row after its base and its focus.
const NUMBERS: [(&str, Kind); 10] = [
    ("n_base", Kind::Int),
    ("n", Kind::Int),
    ("share", Kind::Float),
    ("low", Kind::Float),
    ("high", Kind::Float),
    ("interval", Kind::Text),
    ("n_effective_clusters", Kind::Float),
    ("corrected", Kind::Float),
    ("corrected_low", Kind::Float),
    ("corrected_high", Kind::Float),
];

impl Selection<'_> {
    /// The share of each focus among all scored articles (base `articles`), and among those with a focus (base
    /// `focused`), each with its interval, and corrected where people coded articles. `any` is any focus.
    #[must_use]
    pub fn total(&self, options: &EstimateOptions) -> Answer {
        let tiers = self.audit.tiers();
        let estimator = Estimator::new(&self.rows, &options.weight, options.method, options.resampling);
        let members: Vec<usize> = (0..self.rows.len()).collect();
        let foci = TierIdx::all(tiers).map(|(idx, _)| Focus::Tier(idx)).chain([Focus::Mixed]);
        let names: Vec<(Focus, String)> = foci.map(|focus| (focus, focus.name(tiers).to_owned())).collect();
        let tests: Vec<_> = names.iter().map(|(focus, _)| move |row: &ArticleRow| row.focus == *focus).collect();
        let mut tests: Vec<Test<'_>> = tests.iter().map(|test| test as Test<'_>).collect();
        let focused = estimator.shares(&members, &ArticleRow::is_focused, &tests);
        let is_none = |row: &ArticleRow| row.focus == Focus::None;
        tests.extend([&is_none as Test<'_>, &ArticleRow::is_focused]);
        let all = estimator.shares(&members, &ArticleRow::is_scored, &tests);
        let mut columns = vec![("base", Kind::Text), ("focus", Kind::Text), ("weight", Kind::Text)];
        columns.extend(NUMBERS);
        let mut table = Table::new(&columns);
        let corrected = self.corrected(&[], options);
        let labels = names.iter().map(|(_, name)| name.as_str());
        let weight = options.weight.name();
        for (label, estimate) in labels.clone().chain([Focus::None.name(tiers), "any"]).zip(&all) {
            let correction = corrected.as_ref().and_then(|c| c.total.iter().find(|c| c.label == label));
            let share = correction.and_then(|correction| correction.standing().1.as_ref().ok().copied());
            push(&mut table, ["articles", label, weight], estimate.as_ref(), share);
        }
        for (label, estimate) in labels.zip(&focused) {
            let shares = corrected.as_ref().and_then(|corrected| corrected.focused.corrected.as_ref().ok());
            let share = shares.and_then(|shares| shares.get(label).copied());
            push(&mut table, ["focused", label, weight], estimate.as_ref(), share);
        }
        Answer::of(table, self.rows.len() as u64)
    }
}

fn push(table: &mut Table, names: [&str; 3], estimate: Option<&Estimate>, corrected: Option<CorrectedShare>) {
    let share = estimate.map(|estimate| estimate.share);
    let mut cells: Vec<Cell<'_>> = names.map(Cell::Text).to_vec();
    cells.extend([share.map_or(0, |share| share.n), share.map_or(0, |share| share.hits)].map(Cell::count));
    cells.extend(Cell::share(share));
    cells.push(Cell::text(estimate.map(Estimate::method)));
    cells.push(Cell::float(estimate.map(|estimate| estimate.n_effective)));
    cells.extend([corrected.map(|c| c.share), corrected.map(|c| c.low), corrected.map(|c| c.high)].map(Cell::float));
    table.push(&cells);
}
