//! The state of the search page, as its address encodes it.

use crate::serve::address::address;
use crate::serve::dedupe::Duplicates;
use crate::serve::filtered_query::{FilteredQuery, MAX_OFFSET, Sorting};
use crate::serve::pages::line_options::LineOptions;
use crate::serve::pages::outlet_names::names_with;
use crate::serve::params::Params;
use crate::serve::problem::Problem;

/// What is shown of the articles found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Articles,
    Lines,
    /// Words around the hits.
    Collocates,
    /// Words of the articles against all others.
    Keyness,
}

impl View {
    /// The views by name; the first one is usual.
    pub(super) const ALL: &[(&str, Self)] = &[
        ("articles", Self::Articles),
        ("lines", Self::Lines),
        ("collocates", Self::Collocates),
        ("keyness", Self::Keyness),
    ];

    /// The value of the parameter `view`; empty for the usual one.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Articles => "",
            _ => Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name),
        }
    }
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
    /// What words are sorted by; empty for the usual measure.
    pub(super) measure: String,
    /// The facet with many values shown.
    pub(super) more: String,
}

impl SearchState {
    pub(super) fn read(mut params: Params) -> Result<Self, Problem> {
        let mut filtered = FilteredQuery::read(&mut params)?;
        let (since, until) = (params.one("since")?.unwrap_or_default(), params.one("until")?.unwrap_or_default());
        if !since.is_empty() || !until.is_empty() {
            filtered = filtered.without("date").with_filter(&format!("date:{}..{}", since.trim(), until.trim()));
        }
        if let Some(outlet) = params.one("outlet")? {
            filtered = filtered.with_filter(&format!("outlet:=\"{}\"", outlet.trim().replace('"', "")));
        }
        let state = Self {
            filtered,
            duplicates: Duplicates::read(&mut params)?,
            view: params.choice("view", View::ALL)?.unwrap_or(View::Articles),
            measure: params.one("by")?.unwrap_or_default(),
            sorting: params.choice("order", Sorting::ALL)?,
            seed: params.number("seed", 0..=u64::MAX, 1)?,
            from: params.number("from", 0..=MAX_OFFSET, 0)?,
            lines: LineOptions::read(&mut params)?,
            more: params.one("more")?.unwrap_or_default(),
        };
        params.finish()?;
        Ok(state)
    }

    /// The same where a filter by an outlet that is written in other letters, or by the beginning of its name, is one by the
    /// outlets of that name.
    pub(super) fn with_known_outlets(mut self, outlets: &[String]) -> Self {
        let filter = |name: &str| format!("outlet:=\"{}\"", name.replace('"', ""));
        for own in self.filtered.filters.clone() {
            let name = own.strip_prefix("outlet:=\"").and_then(|rest| rest.strip_suffix('"'));
            let Some(name) = name.filter(|name| !outlets.iter().any(|known| filter(known) == filter(name))) else {
                continue;
            };
            let (names, _) = names_with(name, &[], outlets);
            if !names.is_empty() {
                self.filtered = self.filtered.toggled(&own);
                self.filtered = names.iter().fold(self.filtered, |all, name| all.with_filter(&filter(name)));
            }
        }
        self
    }

    /// True for the page of who comes for the first time.
    pub(super) fn is_first(&self) -> bool {
        self.filtered.is_empty()
            && self.view == View::Articles
            && self.from == 0
            && self.sorting.is_none()
            && self.duplicates == Duplicates::Kept
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
        pairs.push(("view", self.view.name()));
        if self.view == View::Lines {
            pairs.extend(self.lines.pairs());
        }
        pairs.push(("by", &self.measure));
        pairs.push(("order", self.sorting.map_or("", Sorting::name)));
        if self.seed != 1 {
            pairs.push(("seed", &seed));
        }
        pairs.push(("more", &self.more));
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
