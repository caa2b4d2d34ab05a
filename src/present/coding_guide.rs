//! Instructions for coders: the codebook in short, and the letters that tick proposals.

use std::borrow::Cow;

use crate::lexicon::About;
use crate::present::spelled;
use crate::validate::Codebook;

/// A word of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Definition {
    /// The word.
    pub term: Cow<'static, str>,
    /// What it means.
    pub text: Cow<'static, str>,
}

/// Letters that tick kinds of proposals, in their order; `b`, `n`, `p` and `u` lead elsewhere.
pub const PROPOSAL_KEYS: &str = "acdefghijklmoqrstvwxyz";

const COUNTS: Definition = Definition {
    term: Cow::Borrowed("What counts"),
    text: Cow::Borrowed(
        "Judge the title and body before you, and nothing else you know. What counts is attention to people as \
           workers, or as people who live from work or its lack. Politicians, celebrities and athletes acting as such \
           do not count, nor does a person quoted only for expertise.",
    ),
};

const REST: [Definition; 4] = [
    Definition {
        term: Cow::Borrowed("Attention"),
        text: Cow::Borrowed(
            "0 absent; 1 in passing, a sentence or an item of a list; 2 a paragraph or more, or a theme that comes back; \
               3 a main subject. ‘Workers’ or ‘jobs’ without a sign of tier count for no tier. The focus follows: the tier \
               with the highest attention, from 2 on.",
        ),
    },
    Definition {
        term: Cow::Borrowed("Headline"),
        text: Cow::Borrowed(
            "Whose working life the title alone promises. Universal: all workers, no tier named. None: not about working \
               lives.",
        ),
    },
    Definition {
        term: Cow::Borrowed("Acknowledgement"),
        text: Cow::Borrowed("Token if the tier gets a sentence or two and is dropped, substantive if more."),
    },
    Definition { term: Cow::Borrowed("Proposals"), text: Cow::Borrowed("Every kind of remedy discussed.") },
];

/// The codebook in short; a tier or a kind of proposal for which the lexicon has no words has no definition.
#[must_use]
pub fn coding_guide(codebook: &Codebook, about: &About) -> Vec<Definition> {
    let tiers = codebook.tiers.iter().filter_map(|tier| about.tier(tier));
    let tiers =
        tiers.map(|words| Definition { term: words.heading.clone().into(), text: words.definition.clone().into() });
    let kind =
        |kind: &String| Some(Definition { term: spelled(kind).into(), text: about.proposal(kind)?.to_owned().into() });
    let proposals = codebook.proposals.iter().filter_map(kind);
    std::iter::once(COUNTS).chain(tiers).chain(REST).chain(proposals).collect()
}
