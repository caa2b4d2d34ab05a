//! Tallies as text: to be kept, or sent from one machine to another and merged there.
//!
//! Always holds: what is read back equals what was written; names are written, not numbers of tiers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::record::{Axis, Shape};
use crate::score::Focus;
use crate::summarize::Tally;
use crate::summarize::tally::Cell;

/// A tally as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    tiers: Vec<String>,
    by: Vec<String>,
    groups: Vec<(Vec<String>, WrittenCell)>,
    total: WrittenCell,
}

/// A cell with names of foci.
#[derive(Serialize, Deserialize)]
struct WrittenCell {
    n_articles: u64,
    n_unscored: u64,
    n_tokens: u64,
    focus: BTreeMap<String, u64>,
    n_universal_headline: u64,
    n_scope_gap: u64,
    n_attended: Vec<u64>,
    n_token: Vec<u64>,
    proposals: BTreeMap<String, u64>,
    serve: BTreeMap<String, u64>,
    tropes: BTreeMap<String, u64>,
    work: BTreeMap<String, u64>,
}

impl Tally {
    /// The tally as JSON, with the names of its axes and of these tiers, which it was made of.
    ///
    /// # Panics
    /// Never: a tally holds nothing but names and counts.
    #[must_use]
    pub fn to_text(&self, tiers: &[String]) -> String {
        let written = Written {
            tiers: tiers.to_vec(),
            by: self.axes().iter().map(|axis| axis.name().to_owned()).collect(),
            groups: self.cells().map(|(key, cell)| (key.to_vec(), WrittenCell::of(cell, tiers))).collect(),
            total: WrittenCell::of(self.total(), tiers),
        };
        serde_json::to_string(&written).expect("a tally holds nothing but names and counts")
    }

    /// The tally that [`Self::to_text`] wrote, with its tiers.
    ///
    /// # Errors
    /// When the text is none of a tally, or names an axis or a focus that there is not.
    pub fn from_text(text: &str) -> Result<(Self, Vec<String>), String> {
        let written: Written = serde_json::from_str(text).map_err(|error| format!("this is no tally: {error}"))?;
        let Written { tiers, by, groups, total } = written;
        let axis = |name: &String| {
            Axis::named(name, Shape::of_tiers(&tiers)).ok_or_else(|| format!("a tally by `{name}`, which is no field"))
        };
        let axes: Vec<Axis> = by.iter().map(axis).collect::<Result<_, _>>()?;
        let cells = groups.into_iter().map(|(key, cell)| Ok((key, cell.read(&tiers)?)));
        let tally = Self::of_parts(axes, cells.collect::<Result<_, String>>()?, total.read(&tiers)?);
        Ok((tally, tiers))
    }
}

impl WrittenCell {
    fn of(cell: &Cell, tiers: &[String]) -> Self {
        let cell = cell.clone();
        Self {
            n_articles: cell.n_articles,
            n_unscored: cell.n_unscored,
            n_tokens: cell.n_tokens,
            focus: cell.focus.iter().map(|(focus, n)| (focus.name(tiers).to_owned(), *n)).collect(),
            n_universal_headline: cell.n_universal_headline,
            n_scope_gap: cell.n_scope_gap,
            n_attended: cell.n_attended,
            n_token: cell.n_token,
            proposals: cell.proposals,
            serve: cell.serve,
            tropes: cell.tropes,
            work: cell.work,
        }
    }

    fn read(self, tiers: &[String]) -> Result<Cell, String> {
        let focus = |(name, n): (String, u64)| {
            let focus =
                Focus::named(&name, tiers).ok_or_else(|| format!("a tally of the focus `{name}`, which is none"))?;
            Ok((focus, n))
        };
        Ok(Cell {
            n_articles: self.n_articles,
            n_unscored: self.n_unscored,
            n_tokens: self.n_tokens,
            focus: self.focus.into_iter().map(focus).collect::<Result<_, String>>()?,
            n_universal_headline: self.n_universal_headline,
            n_scope_gap: self.n_scope_gap,
            n_attended: self.n_attended,
            n_token: self.n_token,
            proposals: self.proposals,
            serve: self.serve,
            tropes: self.tropes,
            work: self.work,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::TierIdx;
    use crate::record::Axis;
    use crate::score::{ArticleRow, Focus};
    use crate::summarize::Tally;

    #[test]
    fn a_tally_that_is_written_and_read_is_the_same() {
        let tiers = ["low".to_owned(), "high".to_owned()];
        let mut tally = Tally::new(&[Axis::outlet()]);
        for (outlet, focus) in [("a", Focus::Tier(TierIdx(1))), ("b", Focus::Mixed), ("a", Focus::None)] {
            let row = ArticleRow {
                outlet: Some(outlet.to_owned()),
                focus,
                tropes: vec!["bootstraps".to_owned()],
                ..ArticleRow::of_tiers(2)
            };
            tally.add(&row, &tiers);
        }
        assert_eq!(Tally::from_text(&tally.to_text(&tiers)), Ok((tally, tiers.to_vec())));
    }

    #[test]
    fn what_is_no_tally_is_refused() {
        let error = Tally::from_text("{}").expect_err("it has no counts");
        assert!(error.starts_with("this is no tally"), "{error}");
    }
}
