//! What coders are told: the codebook in short, and the letters that tick proposals.

use crate::validate::Codebook;

/// A word of the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Definition {
    /// The word.
    pub term: &'static str,
    /// What it stands for.
    pub text: &'static str,
}

/// Letters that tick kinds of proposals, in their order; `b`, `n`, `p` and `u` lead elsewhere.
pub const PROPOSAL_KEYS: &str = "acdefghijklmoqrstvwxyz";

const COUNTS: Definition = Definition {
    term: "What counts",
    text: "Judge the title and body before you, and nothing else you know. What counts is attention to people as \
           workers, or as people who live from work or its lack. Politicians, celebrities and athletes acting as such \
           do not count, nor does a person quoted only for expertise.",
};

/// Tiers as `METHODS.md`, section 1, defines them.
const TIERS: [(&str, Definition); 3] = [
    (
        "professional",
        Definition {
            term: "Professional",
            text: "Managers, executives, owners of sizeable firms; occupations that usually need a bachelor's degree and \
                   pay above the median; readers addressed as having careers; high earners as workers.",
        },
    ),
    (
        "middle",
        Definition {
            term: "Middle",
            text: "Steady jobs around the median that need no or some college: trades, factories, police, offices; school \
                   teachers and registered nurses among them.",
        },
    ),
    (
        "low_wage",
        Definition {
            term: "Low wage",
            text: "Hourly, low-paid or precarious work; the working poor, the long-term unemployed, and people on benefits \
                   as people making a living.",
        },
    ),
];

const REST: [Definition; 4] = [
    Definition {
        term: "Attention",
        text: "0 absent; 1 in passing, a sentence or an item of a list; 2 a paragraph or more, or a theme that comes back; \
               3 a main subject. ‘Workers’ or ‘jobs’ without a sign of tier count for no tier. The focus follows: the tier \
               with the highest attention, from 2 on.",
    },
    Definition {
        term: "Headline",
        text: "Whose working life the title alone promises. Universal: all workers, no tier named. None: not about working \
               lives.",
    },
    Definition {
        term: "Acknowledgement",
        text: "Token if the tier gets a sentence or two and is dropped, substantive if more.",
    },
    Definition { term: "Proposals", text: "Every kind of remedy discussed." },
];

/// The codebook in short; a tier that is not one of ours has no definition.
#[must_use]
pub fn coding_guide(codebook: &Codebook) -> Vec<Definition> {
    let tiers = TIERS.iter().filter(|(name, _)| codebook.tiers.iter().any(|tier| tier == name));
    std::iter::once(COUNTS).chain(tiers.map(|(_, definition)| *definition)).chain(REST).collect()
}
