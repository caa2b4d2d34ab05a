//! What an audit found, as sections with a figure, a table and the articles behind them.
//!
//! In: rows of articles and hits, all of an audit or those of a query, and how shares are estimated.
//! Out: the sections of `report.html` and of the dashboard, which are the same, and tables of
//! occupations for `baseline`.

mod corpus;
mod likeness;
mod ground;
pub mod health;
pub mod occupations;
mod precision;
pub mod error;
mod population;
mod share_table;
mod stability;
mod volume;
mod coverage;
mod corrected;
mod corrected_tables;
mod first;
mod holdings;
mod methods;
mod passing;
mod voices;
mod sections;
mod report;

pub use crate::findings::corpus::Corpus;
pub use crate::findings::corrected::{Corrected, CorrectionWarning};
pub(crate) use crate::findings::corrected_tables::RATIO;
#[cfg(feature = "serve")]
pub use crate::findings::first::cautions;
#[cfg(any(test, feature = "serve"))]
pub use crate::findings::first::finding;
pub use crate::findings::ground::{Ground, Grounded};
pub use crate::findings::ground::{education, major_groups, tiers};
pub use crate::findings::likeness::Likeness;
pub use crate::findings::population::fifths_without_commonest;
pub use crate::findings::precision::mentions_and_workers;
pub use crate::findings::report::report;
pub use crate::findings::sections::section;
#[cfg(any(test, feature = "serve"))]
pub use crate::findings::sections::{Progress, STEPS, sections};
pub(crate) use crate::findings::stability::order_holds;

use crate::findings::health::HealthError;
use crate::robustness::AuditFeaturesError;

/// What stops a report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FindingsError {
    /// The hits do not fit the articles.
    #[error(transparent)]
    Reading(#[from] AuditFeaturesError),
    /// The folder cannot say what it lacks.
    #[error(transparent)]
    Health(#[from] HealthError),
}

#[cfg(test)]
mod tests;
