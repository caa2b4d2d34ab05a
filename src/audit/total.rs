//! The shares of the whole as a table: what the summary says in words, for machines.

use crate::audit::{Answer, AuditError, EstimateOptions, Selection};
use crate::lexicon::TierIdx;
use crate::record::{Cell, Kind, Table, TypedColumn};
use crate::score::{ArticleRow, Focus};
use crate::summarize::{Estimate, Estimator, Test};
use crate::validate::prevalence::CorrectedShare;

/// The columns: name, what the cells are, unit, meaning.
const COLUMNS: [(&str, Kind, &str, &str); 13] = [
    ("base", Kind::Text, "", "What the share is of: all scored articles (`articles`), those with a focus (`focused`)."),
    ("focus", Kind::Text, "", "Focus whose share it is; `any` is any focus."),
    ("weight", Kind::Text, "", "What an article counts."),
    ("n_base", Kind::Int, "articles", "Articles of the base."),
    ("n", Kind::Int, "articles", "Articles of the base with this focus."),
    ("share", Kind::Float, "share", "Raw share, as the classifier counts."),
    ("low", Kind::Float, "share", "Lower end of the interval of 95 % of the raw share."),
    ("high", Kind::Float, "share", "Upper end of it."),
    ("interval", Kind::Text, "", "What the interval rests on: clusters drawn, or articles taken as independent."),
    ("n_effective_clusters", Kind::Float, "clusters", "Clusters of equal size that these are worth: (Σn)² / Σn²."),
    (
        "corrected",
        Kind::Float,
        "share",
        "Share corrected by coded articles; empty where it is refused or none are coded.",
    ),
    ("corrected_low", Kind::Float, "share", "Lower end of the interval of 95 % of the corrected share."),
    ("corrected_high", Kind::Float, "share", "Upper end of it."),
];

/// The columns of [`Selection::total`] with unit and meaning.
pub(super) fn total_columns() -> Vec<TypedColumn> {
    let column = |(name, kind, unit, meaning): (&str, Kind, &str, &str)| TypedColumn {
        unit: unit.to_owned(),
        meaning: meaning.to_owned(),
        ..TypedColumn::plain(name, kind)
    };
    COLUMNS.map(column).to_vec()
}

impl Selection<'_> {
    /// The share of each focus among all scored articles (base `articles`), and among those with a focus (base
    /// `focused`), each with its interval, and corrected where people coded articles. `any` is any focus.
    ///
    /// # Errors
    /// When an audience weighs no outlet of these articles.
    pub fn total(&self, options: &EstimateOptions) -> Result<Answer, AuditError> {
        if let Some((weighed, line)) = self.weighed(options)? {
            let mut total = weighed.total(options)?;
            total.before.push(line);
            return Ok(total);
        }
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
        let mut table = Table::new(&COLUMNS.map(|(name, kind, ..)| (name, kind)));
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
        Ok(Answer::of(table, self.rows.len() as u64))
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
