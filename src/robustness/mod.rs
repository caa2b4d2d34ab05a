//! How far the main claim moves when a choice that could have been another one is another one.
//!
//! In: the articles and hits of an audit, its lexicon. Out: [`Variant`]s, the claim under each choice.
//! The claim is the share of each tier among the articles with a focus, on one tier or on several.
//!
//! Articles are scored again from their hits, never from their text; a reading that does not give
//! the focuses of the record is refused.

mod audit_features;
mod variant;
mod order;

pub use crate::robustness::audit_features::{AuditFeatures, AuditFeaturesError};
pub use crate::robustness::order::{OrderHolds, OrderUnder, ranking};
pub use crate::robustness::variant::{Family, Variant, variants};

#[cfg(test)]
mod tests;
