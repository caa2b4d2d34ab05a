//! How shares are estimated.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use classlens::audit::{EstimateOptions, REPLICATES};
use classlens::summarize::{ClusterBy, Method, Resampling, Weight, WeightError};

#[derive(Debug, Clone, Args)]
pub struct EstimateArgs {
    /// How intervals are made; without it by outlet, and by week within one outlet.
    #[arg(long, value_enum)]
    pub interval: Option<IntervalArg>,
    /// What an article counts.
    #[arg(long, value_enum, default_value_t = WeighArg::Copy, conflicts_with = "audience")]
    pub weigh: WeighArg,
    /// CSV with the columns `outlet,weight`: every outlet counts as its audience.
    #[arg(long, value_name = "FILE")]
    pub audience: Option<PathBuf>,
    /// Corpora drawn for an interval.
    #[arg(long, default_value_t = REPLICATES, value_name = "N", value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub replicates: u32,
}

impl Default for EstimateArgs {
    fn default() -> Self {
        Self { interval: None, weigh: WeighArg::Copy, audience: None, replicates: REPLICATES }
    }
}

impl EstimateArgs {
    /// How shares are estimated; reads the audience file.
    pub fn options(&self, seed: u64) -> Result<EstimateOptions, WeightError> {
        Ok(EstimateOptions { weight: self.weight()?, method: self.method(), resampling: self.resampling(seed) })
    }

    fn weight(&self) -> Result<Weight, WeightError> {
        match (&self.audience, self.weigh) {
            (Some(path), _) => Weight::audience(path),
            (None, WeighArg::Story) => Ok(Weight::Story),
            (None, WeighArg::Copy) => Ok(Weight::Copy),
        }
    }

    fn method(&self) -> Method {
        match self.interval {
            None => Method::Coarsest,
            Some(IntervalArg::Wilson) => Method::Wilson,
            Some(IntervalArg::Outlet) => Method::Clusters(ClusterBy::Outlet),
            Some(IntervalArg::OutletWeek) => Method::Clusters(ClusterBy::OutletWeek),
            Some(IntervalArg::Story) => Method::Clusters(ClusterBy::Story),
        }
    }

    /// How clusters are drawn.
    pub fn resampling(&self, seed: u64) -> Resampling {
        Resampling { replicates: self.replicates, seed }
    }
}

/// How intervals are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum IntervalArg {
    /// Articles taken as independent.
    Wilson,
    /// Bootstrap over outlets.
    Outlet,
    /// Bootstrap over the weeks of each outlet.
    OutletWeek,
    /// Bootstrap over stories.
    Story,
}

/// What an article counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WeighArg {
    /// Every copy counts 1.
    Copy,
    /// Every story counts 1.
    Story,
}
