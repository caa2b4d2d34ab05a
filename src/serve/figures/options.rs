//! How the shares of a dashboard are estimated, as `classlens report` takes it in flags.

use crate::audit::{EstimateOptions, REPLICATES as OF_REPORT, SEED};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::summarize::{ClusterBy, Method, Resampling, Weight};

/// What an article counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::serve) enum Weighing {
    Copy,
    Story,
}

impl Weighing {
    pub(super) fn weight(self) -> Weight {
        match self {
            Self::Copy => Weight::Copy,
            Self::Story => Weight::Story,
        }
    }
}

/// How shares are estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::serve) struct Options {
    pub(in crate::serve) weight: Weighing,
    pub(in crate::serve) method: Method,
    /// Corpora drawn for an interval.
    pub(in crate::serve) replicates: u32,
}

/// Weights: the word of an address, which weight, how it is said; the first is taken unless another is named.
pub(in crate::serve) const WEIGHTS: [(&str, Weighing, &str); 2] =
    [("copy", Weighing::Copy, "every article"), ("story", Weighing::Story, "every story once")];
/// Intervals, in the same way.
pub(in crate::serve) const INTERVALS: [(&str, Method, &str); 5] = [
    ("auto", Method::Coarsest, "by outlet; by week of a single one"),
    ("outlet", Method::Clusters(ClusterBy::Outlet), "by outlet"),
    ("outlet-week", Method::Clusters(ClusterBy::OutletWeek), "by week of each outlet"),
    ("story", Method::Clusters(ClusterBy::Story), "by story"),
    ("wilson", Method::Wilson, "articles independent (Wilson)"),
];
/// Corpora drawn for an interval that can be chosen in a list; an address can name others in between.
pub(in crate::serve) const REPLICATES: [u32; 3] = [500, USUAL, MOST];
/// Corpora drawn unless told otherwise, as in the report.
const USUAL: u32 = OF_REPORT;
const FEWEST: u32 = 100;
/// Most corpora drawn for an interval on a page.
const MOST: u32 = 10_000;

impl Options {
    pub(in crate::serve) fn read(params: &mut Params) -> Result<Self, Problem> {
        let weight = params.choice("weigh", &WEIGHTS.map(|(word, weight, _)| (word, weight)))?;
        let method = params.choice("interval", &INTERVALS.map(|(word, method, _)| (word, method)))?;
        let replicates = params.number("replicates", FEWEST..=MOST, USUAL)?;
        Ok(Self { weight: weight.unwrap_or(WEIGHTS[0].1), method: method.unwrap_or(INTERVALS[0].1), replicates })
    }

    pub(in crate::serve) fn estimate(self) -> EstimateOptions {
        let resampling = Resampling { replicates: self.replicates, seed: SEED };
        EstimateOptions { weight: self.weight.weight(), method: self.method, resampling }
    }

    /// The parameters of an address that lead here; what is usual is left out.
    pub(in crate::serve) fn pairs(self) -> Vec<(&'static str, String)> {
        let weight = WEIGHTS[1..].iter().find(|(_, known, _)| *known == self.weight).map(|(word, ..)| *word);
        let method = INTERVALS[1..].iter().find(|(_, known, _)| *known == self.method).map(|(word, ..)| *word);
        let replicates = (self.replicates != USUAL).then(|| self.replicates.to_string());
        let words = [("weigh", weight.map(str::to_owned)), ("interval", method.map(str::to_owned))];
        let all = words.into_iter().chain([("replicates", replicates)]);
        all.filter_map(|(name, value)| Some((name, value?))).collect()
    }
}
