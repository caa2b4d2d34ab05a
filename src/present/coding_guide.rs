//! Instructions for coders: the codebook in short, and the letters that tick proposals.

use crate::lexicon::{About, Definition};
use crate::present::spelled;
use crate::validate::Codebook;

/// Letters that tick kinds of proposals, in their order; `b`, `n`, `p` and `u` lead elsewhere.
pub const PROPOSAL_KEYS: &str = "acdefghijklmoqrstvwxyz";

/// The codebook in short, in the words of the lexicon; what it has no words for has no definition.
#[must_use]
pub fn coding_guide(codebook: &Codebook, about: &About) -> Vec<Definition> {
    let guide = about.guide().clone();
    let tiers = codebook.tiers.iter().filter_map(|tier| about.tier(tier));
    let tiers = tiers.map(|words| Definition { term: words.heading.clone(), text: words.definition.clone() });
    let kind = |kind: &String| Some(Definition { term: spelled(kind), text: about.proposal(kind)?.to_owned() });
    let proposals = codebook.proposals.iter().filter_map(kind);
    guide.opening.into_iter().chain(tiers).chain(guide.variables).chain(proposals).collect()
}
