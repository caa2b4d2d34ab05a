//! Whether the order of the tiers holds: under real alternatives, and without one outlet or entry, told apart.

use crate::robustness::{Family, Variant};

/// Variants of one sort: how many were tried, and under which the order of the tiers is another one.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderUnder<'a> {
    /// Variants tried; the claim as stated is none of them.
    pub n: usize,
    /// Those that turn the order round.
    pub reversed: Vec<&'a Variant>,
}

/// The order under other choices, and with one outlet or entry left out.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderHolds<'a> {
    /// Cut-offs, units and weights: each could have been chosen.
    pub alternatives: OrderUnder<'a>,
    /// All but one outlet or entry: nobody would choose that, but one part should not carry the claim.
    pub left_out: OrderUnder<'a>,
}

impl<'a> OrderHolds<'a> {
    /// Of variants of which the first is the claim as stated; those that count nothing are left out.
    ///
    /// # Panics
    /// Without the claim as stated.
    #[must_use]
    pub fn of(found: &'a [Variant]) -> Self {
        let stated = ranking(&found.first().expect("the stated claim is one of them").shares);
        let sort = |left_out: bool| {
            let tried: Vec<&Variant> = found
                .iter()
                .filter(|v| v.family != Family::Stated && v.family.leaves_out() == left_out && !v.shares.is_empty())
                .collect();
            let reversed = tried.iter().copied().filter(|v| ranking(&v.shares) != stated).collect();
            OrderUnder { n: tried.len(), reversed }
        };
        Self { alternatives: sort(false), left_out: sort(true) }
    }
}

/// Tiers from the largest share to the smallest; of equal ones the first.
#[must_use]
pub fn ranking(shares: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]).then(a.cmp(b)));
    order
}
