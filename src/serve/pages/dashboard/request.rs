//! The request of a dashboard, as its address and form encode it.

use crate::serve::figures::{FigureQuery, INTERVALS, Options, REPLICATES, WEIGHTS};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;

/// One query or two, and how shares are estimated.
pub(super) struct DashboardRequest {
    pub(super) first: FilteredQuery,
    pub(super) second: Option<FilteredQuery>,
    options: Options,
}

/// A drop-down list.
pub(super) struct Select {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) choices: Vec<SelectOption>,
}

/// An option of a drop-down list.
pub(super) struct SelectOption {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) here: bool,
}

impl DashboardRequest {
    pub(super) fn read(params: &mut Params) -> Result<Self, Problem> {
        let first = FilteredQuery::read(params)?;
        let second = FilteredQuery::read_named(params, "q2", "f2")?;
        let second = (!second.is_empty()).then_some(second);
        Ok(Self { first, second, options: Options::read(params)? })
    }

    pub(super) fn sides(&self) -> Vec<FigureQuery> {
        let asks = std::iter::once(&self.first).chain(&self.second);
        asks.map(|ask| FigureQuery { ask: ask.clone(), options: self.options }).collect()
    }

    /// The address of this request with `more` parameters.
    pub(super) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let second = self.second.iter().flat_map(FilteredQuery::pairs);
        let second = second.map(|(name, value)| (if name == "q" { "q2" } else { "f2" }, value));
        let second: Vec<(&str, &str)> = second.chain(more.iter().copied()).collect();
        FigureQuery { ask: self.first.clone(), options: self.options }.address(path, &second)
    }

    /// Drop-down lists of how shares are estimated.
    pub(super) fn selects(&self) -> Vec<Select> {
        let Options { weight, method, replicates } = self.options;
        let choice =
            |value: &str, label: &str, here| SelectOption { value: value.to_owned(), label: label.to_owned(), here };
        let mut draws = REPLICATES.to_vec();
        draws.push(replicates);
        draws.sort_unstable();
        draws.dedup();
        let draws = draws.into_iter().map(|n| choice(&n.to_string(), &n.to_string(), n == replicates));
        vec![
            Select {
                name: "weigh",
                label: "Counted",
                choices: WEIGHTS.map(|(word, known, label)| choice(word, label, known == weight)).into(),
            },
            Select {
                name: "interval",
                label: "Intervals",
                choices: INTERVALS.map(|(word, known, label)| choice(word, label, known == method)).into(),
            },
            Select { name: "replicates", label: "Draws for an interval", choices: draws.collect() },
        ]
    }
}
