//! How many documents are drawn of each stratum, and how many in all.

use std::collections::BTreeMap;

use crate::summarize::Z95;
use crate::validate::prevalence::enough;

/// Documents of a stratum, and how much they differ.
#[derive(Debug, Clone, PartialEq)]
pub struct StratumSize {
    /// Name.
    pub name: String,
    /// Documents in it.
    pub n_documents: u64,
    /// Standard deviation to be expected within it.
    pub spread: f64,
    /// Documents that an older plan drew of it.
    pub n_drawn: u64,
}

/// How a sample is divided among strata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allocation {
    /// As their documents.
    Proportional,
    /// The same of each.
    Equal,
    /// As documents times expected standard deviation.
    Neyman,
    /// First what corrections of shares need of each label, then as [`Self::Neyman`].
    Corrections,
    /// As given by name; strata that are not named get the least.
    Sizes(BTreeMap<String, u64>),
}

impl Allocation {
    /// The name in a plan.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proportional => "proportional",
            Self::Equal => "equal",
            Self::Neyman => "neyman",
            Self::Corrections => "corrections",
            Self::Sizes(_) => "given",
        }
    }
}

/// Least documents of a stratum: below two its variance cannot be estimated.
const LEAST: u64 = 2;

/// Documents to draw of each stratum, `n` in all, and at least two where there are two; those of an older plan are counted
/// and kept.
///
/// Shares are rounded by largest remainder; what a small stratum cannot give goes to the others. The sum is
/// more than `n` where least numbers need it, and less where there are fewer documents. `n` does not
/// count for [`Allocation::Sizes`].
///
/// # Source
/// Neyman (1934), JRSS 97: 558–625; Cochran (1977), Sampling Techniques, sections 5.5 and 5.9.
#[must_use]
pub fn allocate(strata: &[StratumSize], n: u64, allocation: &Allocation) -> BTreeMap<String, u64> {
    let least = |stratum: &StratumSize| stratum.n_documents.min(LEAST).max(stratum.n_drawn);
    if let Allocation::Sizes(sizes) = allocation {
        let given = |s: &StratumSize| {
            let more = sizes.get(&s.name).copied();
            more.map_or_else(|| least(s), |more| (s.n_drawn + more).clamp(least(s), s.n_documents))
        };
        return strata.iter().map(|s| (s.name.clone(), given(s))).collect();
    }
    let parts = parts(strata, allocation);
    let mut drawn: Vec<u64> = strata.iter().map(least).collect();
    if *allocation == Allocation::Corrections {
        for_corrections(strata, n, &mut drawn);
    }
    // The next document goes to the stratum that is furthest below its part: largest remainder, with bounds.
    while drawn.iter().sum::<u64>() < n {
        let open = (0..strata.len()).filter(|at| drawn[*at] < strata[*at].n_documents);
        let lack = |at: usize| parts[at] * n as f64 - drawn[at] as f64;
        let Some(next) = open.max_by(|a, b| lack(*a).total_cmp(&lack(*b)).then(b.cmp(a))) else { break };
        drawn[next] += 1;
    }
    strata.iter().map(|s| s.name.clone()).zip(drawn).collect()
}

/// Draws what corrections need, the scarcest stratum first, and then twice that, so that a document that nobody codes
/// undoes nothing; as far as `n` goes.
fn for_corrections(strata: &[StratumSize], n: u64, drawn: &mut [u64]) {
    let sizes: Vec<u64> = strata.iter().map(|stratum| stratum.n_documents).collect();
    let enough = enough(&sizes, drawn);
    for times in [1, 2] {
        while drawn.iter().sum::<u64>() < n {
            let wanted = |at: usize| (times * enough[at]).min(sizes[at]);
            let open = (0..strata.len()).filter(|at| drawn[*at] < wanted(*at));
            let Some(next) = open.min_by_key(|at| (drawn[*at], sizes[*at])) else { break };
            drawn[next] += 1;
        }
    }
}

/// Part of the sample that each stratum is to have; their sum is 1.
fn parts(strata: &[StratumSize], allocation: &Allocation) -> Vec<f64> {
    let size = |stratum: &StratumSize| match allocation {
        Allocation::Equal => 1.0,
        Allocation::Neyman | Allocation::Corrections => stratum.n_documents as f64 * stratum.spread,
        Allocation::Proportional | Allocation::Sizes(_) => stratum.n_documents as f64,
    };
    let sizes: Vec<f64> = strata.iter().map(size).collect();
    let sum: f64 = sizes.iter().sum();
    if sum > 0.0 { sizes.iter().map(|s| s / sum).collect() } else { vec![1.0 / strata.len() as f64; strata.len()] }
}

/// Documents to draw of each stratum so that the 95 % interval of a share of about `share` over coded documents alone is at
/// most `width` wide; all of them where no sample is enough.
///
/// Begins with the size of `size_for_width`, which does not know that a stratum has a least number, what corrections need,
/// and that a small stratum gives no more than it holds, and adds a twentieth until [`width_of`] is as asked.
#[must_use]
pub fn allocate_for_width(
    strata: &[StratumSize],
    allocation: &Allocation,
    width: f64,
    share: f64,
) -> BTreeMap<String, u64> {
    let all: u64 = strata.iter().map(|s| s.n_documents).sum();
    let mut n = size_for_width(strata, allocation, width, share);
    loop {
        let drawn = allocate(strata, n, allocation);
        if n >= all || width_of(strata, &drawn, share) <= width {
            return drawn;
        }
        n = (n + n.div_ceil(20).max(1)).min(all);
    }
}

/// Documents to code so that the 95 % interval of a share of about `share` is `width` wide.
///
/// n₀ = z² · p (1 − p) · D / (width / 2)², cut for the finite population: n = n₀ / (1 + (n₀ − 1) / N). D, the
/// design effect of dividing the sample otherwise than proportionally, is Σ W² / a over strata with part W of the
/// documents and part a of the sample. It is the size for coded documents alone; together with the program's
/// answers the interval comes out narrower.
///
/// # Source
/// Cochran (1977), sections 4.4 and 5.9.
fn size_for_width(strata: &[StratumSize], allocation: &Allocation, width: f64, share: f64) -> u64 {
    let all: u64 = strata.iter().map(|s| s.n_documents).sum();
    let effect: f64 = strata
        .iter()
        .zip(parts(strata, allocation))
        .map(|(stratum, part)| (stratum.n_documents as f64 / all as f64).powi(2) / part.max(f64::MIN_POSITIVE))
        .sum();
    let open = Z95.powi(2) * share * (1.0 - share) * effect / (width / 2.0).powi(2);
    (open / (1.0 + (open - 1.0) / all as f64)).ceil().clamp(0.0, all as f64) as u64
}

/// Width of the 95 % interval of a share of about `share` over coded documents alone, with these numbers drawn: at most 1,
/// where the codes say nothing.
#[must_use]
pub fn width_of(strata: &[StratumSize], drawn: &BTreeMap<String, u64>, share: f64) -> f64 {
    let all: u64 = strata.iter().map(|s| s.n_documents).sum();
    let part = |stratum: &StratumSize| {
        let (n, drawn) = (stratum.n_documents as f64, drawn.get(&stratum.name).copied().unwrap_or(0) as f64);
        let left = 1.0 - drawn / n;
        (n / all as f64).powi(2) * left * share * (1.0 - share) / drawn.max(1.0)
    };
    (2.0 * Z95 * strata.iter().map(part).sum::<f64>().sqrt()).min(1.0)
}
