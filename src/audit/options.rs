//! How shares are estimated, and for whom tables are made.

use crate::summarize::{Method, Resampling, Weight};

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
