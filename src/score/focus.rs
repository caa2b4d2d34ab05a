//! Which tier an article is about, and whose working life its headline promises.

use crate::lexicon::{MIXED, NONE, TierIdx, UNIVERSAL};

/// Written in place of the focus of an article that is not scored.
pub const UNSCORED: &str = "unscored";

/// Which tier an article is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Focus {
    /// One tier has the highest attention, and it is at least 2.
    Tier(TierIdx),
    /// Two or more tiers share the highest attention, and it is at least 2.
    Mixed,
    /// No tier reaches 2.
    #[default]
    None,
    /// Nobody looked: the document is not scored.
    Unscored,
}

impl Focus {
    /// The foci that are no tier.
    pub const OF_NO_TIER: [Self; 3] = [Self::Mixed, Self::None, Self::Unscored];

    /// The focus that follows from the attentions by the codebook.
    #[must_use]
    pub fn of_attention(attention: &[u8]) -> Self {
        let Some(highest) = attention.iter().copied().max().filter(|a| *a >= 2) else { return Self::None };
        let mut at_top = attention.iter().enumerate().filter(|(_, a)| **a == highest);
        match (at_top.next(), at_top.next()) {
            (Some((only, _)), None) => Self::Tier(TierIdx(u8::try_from(only).expect("tiers are few"))),
            _ => Self::Mixed,
        }
    }

    /// The focus called `name`.
    #[must_use]
    pub fn named(name: &str, tiers: &[String]) -> Option<Self> {
        let tier = TierIdx::named(name, tiers).map(Self::Tier);
        tier.or_else(|| Self::OF_NO_TIER.into_iter().find(|focus| focus.name(tiers) == name))
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self, tiers: &[String]) -> &str {
        match self {
            Self::Tier(tier) => &tiers[usize::from(tier.0)],
            Self::Mixed => MIXED,
            Self::None => NONE,
            Self::Unscored => UNSCORED,
        }
    }
}

/// Whose working life the headline promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum HeadlineScope {
    /// One tier.
    Tier(TierIdx),
    /// All workers.
    Universal,
    /// It is not about working lives.
    #[default]
    None,
    /// Nobody looked: the document is not scored.
    Unscored,
}

impl HeadlineScope {
    /// The scopes that are no tier.
    pub const OF_NO_TIER: [Self; 3] = [Self::Universal, Self::None, Self::Unscored];

    /// The scope called `name`.
    #[must_use]
    pub fn named(name: &str, tiers: &[String]) -> Option<Self> {
        let tier = TierIdx::named(name, tiers).map(Self::Tier);
        tier.or_else(|| Self::OF_NO_TIER.into_iter().find(|scope| scope.name(tiers) == name))
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self, tiers: &[String]) -> &str {
        match self {
            Self::Tier(tier) => &tiers[usize::from(tier.0)],
            Self::Universal => UNIVERSAL,
            Self::None => NONE,
            Self::Unscored => UNSCORED,
        }
    }
}
