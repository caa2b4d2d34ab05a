//! Why a share is not corrected, and the bounds below which it is not.

/// Coded documents, or as many as their weights are worth, that any correction needs.
pub const FEWEST: f64 = 30.0;

/// Coded documents of a label and of all others that its error rates need.
pub const FEWEST_OF_LABEL: f64 = 10.0;

/// Coded documents said to have a label, and said to lack it, that its precision and omission need.
pub const FEWEST_SAID: f64 = 5.0;

/// Least sensitivity + specificity − 1: below it every error of the raw share and of the error rates is
/// multiplied by more than five.
pub const LEAST_INFORMEDNESS: f64 = 0.2;

/// Why a share is not corrected.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// No document is coded.
    #[error("no coded article")]
    NoGold,
    /// Too few documents are coded.
    #[error("{n} coded articles, effective sample size {}: at least {FEWEST} are needed", floored(*.worth))]
    TooFew {
        /// Coded documents.
        n: usize,
        /// What their weights leave of them.
        worth: f64,
    },
    /// It is unknown how the documents were drawn.
    #[error("the codes do not say with which probability each article was drawn")]
    NoProbability,
    /// Too few documents are said to have the label, or to lack it.
    #[error(
        "the program {} `{label}` to {n} coded articles, effective sample size {}: at least {FEWEST_SAID} are needed",
        if *.said { "assigns" } else { "does not assign" }, floored(*.worth)
    )]
    FewSaid {
        /// The label.
        label: String,
        /// Whether they are said to have it.
        said: bool,
        /// Such coded documents.
        n: usize,
        /// What their weights leave of them.
        worth: f64,
    },
    /// Too few documents have the label, or lack it.
    #[error("{n} coded articles {} `{label}`, effective sample size {}: at least {FEWEST_OF_LABEL} are needed", if *.with { "have" } else { "lack" }, floored(*.worth))]
    FewOfLabel {
        /// The label.
        label: String,
        /// Whether they have it.
        with: bool,
        /// Coded documents.
        n: usize,
        /// What their weights leave of them.
        worth: f64,
    },
    /// The program detects the label too badly.
    #[error(
        "the program detects `{label}` too poorly: sensitivity {sensitivity:.2} + specificity {specificity:.2} − 1 is below {LEAST_INFORMEDNESS}"
    )]
    Weak {
        /// The label.
        label: String,
        /// Part of the documents with the label that are said to have it.
        sensitivity: f64,
        /// Part of the documents without the label that are said to lack it.
        specificity: f64,
    },
    /// No coded document has a focus.
    #[error("no coded article has a focus: there are no shares among those that have one")]
    NoFocus,
    /// A stratum of the plan has no code.
    #[error("stratum {stratum} of {sample} holds {n_population} articles and none of them is coded")]
    EmptyStratum {
        /// The draw.
        sample: String,
        /// The stratum.
        stratum: String,
        /// Documents in it.
        n_population: u64,
    },
    /// The documents were drawn from others than those that the shares are of.
    #[error(
        "the probabilities of {sample} add up to {size:.0} ± {error:.0} articles, the population has {population}: name the articles that \
         were drawn from (`classlens gold score AUDIT CODES --population FILE`), or code articles that are drawn from all of these (`classlens gold plan`)"
    )]
    OtherPopulation {
        /// The draw.
        sample: String,
        /// Documents by its probabilities.
        size: f64,
        /// Standard error of that number.
        error: f64,
        /// Documents of the population.
        population: usize,
    },
}

/// True where an effective size is below the least one. Five equal weights are worth five, whatever their sum rounds to.
#[must_use]
pub fn is_short(worth: f64, least: f64) -> bool {
    worth < least - ROUNDING
}

/// What sums of weights may be off.
const ROUNDING: f64 = 1e-6;

/// An effective size as it is set beside the least one: rounded down, so that what is too little never looks enough.
fn floored(worth: f64) -> String {
    format!("{:.1}", ((worth + ROUNDING) * 10.0).floor() / 10.0)
}
