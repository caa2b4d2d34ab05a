//! Adds articles up and turns the sums into shares with intervals.
//!
//! In: [`ArticleRow`](crate::score::ArticleRow)s. Out: a [`Tally`], which merges in any order, and from it [`Share`]s.
//! It knows no index: every figure is recomputed from the rows of `articles.parquet`.

mod interval;
mod tally;
mod tally_text;
mod weight;
mod cluster;
mod bootstrap;
mod estimate;
mod normal;
mod mover;
mod difference;
mod rank;
mod keyness;
mod trend;
pub mod population;
mod voice;
mod median;
mod work;
mod health;
mod makeup;

pub use crate::summarize::bootstrap::{ClusterSums, FEW_CLUSTERS, Resampling, percentile_interval, quantile};
pub use crate::summarize::cluster::{ClusterBy, Method};
pub use crate::summarize::difference::{ShareDifference, ShareOf, SideShare, Spanned};
pub use crate::summarize::estimate::{Count, Estimate, Estimator, Test, estimates_by_cluster};
pub use crate::summarize::health::{FAR, Health, HealthCell, LEAST_MONTHS, VolumeBreak};
pub use crate::summarize::interval::{Share, Z95, wilson, wilson_of_share};
pub use crate::summarize::keyness::{Collocation, Contrast};
pub use crate::summarize::makeup::{Makeup, measure_names, pooled_variance};
pub use crate::summarize::median::Median;
pub use crate::summarize::normal::{LEAST_P, chi_squared_tail, false_discovery, holm, normal_tails};
pub use crate::summarize::rank::{Side, WordRates, deviation_of_proportions};
pub use crate::summarize::tally::{Cell, Tally};
pub use crate::summarize::trend::{ChangePoint, busy_periods, change_point, moving_average, sparkline};
pub use crate::summarize::voice::{RankAndFile, VoiceCell, VoiceCount, VoiceTally};
pub use crate::summarize::weight::{Weight, WeightError, Weights};
pub use crate::summarize::work::{
    PayFigures, ReasonFigures, ScheduleFigures, TierSchedule, pay_by, reasons_by, schedules,
};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod contrast_tests;
#[cfg(test)]
mod coverage_tests;
#[cfg(test)]
mod difference_tests;
#[cfg(test)]
mod estimate_tests;
#[cfg(test)]
mod makeup_tests;
