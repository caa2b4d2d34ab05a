//! How shares are estimated, and for whom tables are made.

use crate::audit::AuditError;
use crate::record::{Axis, MISSING, QueryGroups, Shape};
use crate::suggest::{FIELDS, instead};
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

/// The axes called so in an audit of this shape, each once.
///
/// # Errors
/// With the known names, when there is no such axis or one is named twice.
pub fn axes_named(names: &[String], shape: Shape<'_>) -> Result<Vec<Axis>, AuditError> {
    let axis = |name: &String| {
        if names.iter().filter(|other| *other == name).count() > 1 {
            return Err(AuditError::AxisTwice { name: name.clone() });
        }
        Axis::named(name, shape).ok_or_else(|| match Axis::refusal(name, shape) {
            Some(reason) => AuditError::NoGroups { name: name.clone(), reason },
            None => AuditError::UnknownAxis { name: name.clone(), known: instead(name, &Axis::names(shape), FIELDS) },
        })
    };
    names.iter().map(axis).collect()
}

/// Why groups may add up to more than all articles, where they may, and which queries find no article.
pub(super) fn several_values(axes: &[Axis]) -> Vec<String> {
    let several = |by_queries: bool| {
        let those = axes.iter().filter(|axis| axis.has_several() && axis.queries().is_some() == by_queries);
        those.map(Axis::name).collect::<Vec<_>>().join(" and ")
    };
    let (values, queries) = (several(false), several(true));
    let mut out = Vec::new();
    out.extend(
        (!values.is_empty()).then(|| format!("An article with several values of {values} is in several groups.")),
    );
    out.extend((!queries.is_empty()).then(|| {
        format!(
            "An article that several queries of {queries} find is in several groups, one that none finds in {MISSING}."
        )
    }));
    let empty: Vec<&str> = axes.iter().filter_map(Axis::queries).flat_map(QueryGroups::empty).collect();
    out.extend((!empty.is_empty()).then(|| format!("No article of the audit is found by: {}.", empty.join(", "))));
    out
}
