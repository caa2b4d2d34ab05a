//! How shares are estimated, and for whom tables are made.

use crate::audit::AuditError;
use crate::summarize::{Axis, Method, Resampling, Weight};

/// Corpora drawn for an interval unless another number is named: its ends are then good to a tenth of its width.
pub const REPLICATES: u32 = 2000;
/// Seed of everything random unless another one is named.
pub const SEED: u64 = 1;

/// How shares and their intervals are estimated.
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateOptions {
    /// What an article counts.
    pub weight: Weight,
    /// How intervals are made.
    pub method: Method,
    /// How clusters are drawn.
    pub resampling: Resampling,
}

impl Default for EstimateOptions {
    fn default() -> Self {
        let resampling = Resampling { replicates: REPLICATES, seed: SEED };
        Self { weight: Weight::Copy, method: Method::Coarsest, resampling }
    }
}

/// The axes called so, each once.
///
/// # Errors
/// With the known names, when there is no such axis or one is named twice.
pub fn axes_named(names: &[String]) -> Result<Vec<Axis>, AuditError> {
    let axis = |name: &String| {
        if names.iter().filter(|other| *other == name).count() > 1 {
            return Err(AuditError::AxisTwice { name: name.clone() });
        }
        let known = || Axis::ALL.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ");
        Axis::named(name).ok_or_else(|| AuditError::UnknownAxis { name: name.clone(), known: known() })
    };
    names.iter().map(axis).collect()
}
