//! The state of the search page, as its address encodes it.

use crate::serve::address::address;
use crate::serve::dedupe::Duplicates;
use crate::serve::filtered_query::{FilteredQuery, MAX_OFFSET, Sorting};
use crate::serve::pages::line_options::LineOptions;
use crate::serve::params::Params;
use crate::serve::problem::Problem;

/// What is shown of the articles found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Articles,
    Lines,
}

/// The state of the page, as its address encodes it.
#[derive(Debug, Clone)]
pub(super) struct SearchState {
    pub(super) filtered: FilteredQuery,
    pub(super) duplicates: Duplicates,
    pub(super) view: View,
    pub(super) sorting: Option<Sorting>,
    pub(super) seed: u64,
    pub(super) from: usize,
    pub(super) lines: LineOptions,
}

impl SearchState {
    pub(super) fn read(mut params: Params) -> Result<Self, Problem> {
        let state = Self {
            filtered: FilteredQuery::read(&mut params)?,
            duplicates: Duplicates::read(&mut params)?,
            view: params
                .choice("view", &[("articles", View::Articles), ("lines", View::Lines)])?
                .unwrap_or(View::Articles),
            sorting: params.choice("order", Sorting::ALL)?,
            seed: params.number("seed", 0..=u64::MAX, 1)?,
            from: params.number("from", 0..=MAX_OFFSET, 0)?,
            lines: LineOptions::read(&mut params)?,
        };
        params.finish()?;
        Ok(state)
    }

    /// The address of this state, from the start of its list.
    pub(super) fn href(&self) -> String {
        self.href_from(0)
    }

    /// The address of this state, from result number `from`.
    pub(super) fn href_from(&self, from: usize) -> String {
        let (seed, from) = (self.seed.to_string(), if from == 0 { String::new() } else { from.to_string() });
        let mut pairs = self.filtered.pairs();
        pairs.push(self.duplicates.pair());
        if self.view == View::Lines {
            pairs.push(("view", "lines"));
            pairs.extend(self.lines.pairs());
        }
        pairs.push(("order", self.sorting.map_or("", Sorting::name)));
        if self.seed != 1 {
            pairs.push(("seed", &seed));
        }
        pairs.push(("from", &from));
        address("/", &pairs)
    }
}

/// A link to another state; `here` marks the current one.
#[derive(Debug, Clone)]
pub(super) struct StateLink {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) here: bool,
}
