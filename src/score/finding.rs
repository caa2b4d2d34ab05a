//! Findings beside the focus: what the headline promises, scope gap, token acknowledgement.

use crate::clean::Zone;
use crate::lexicon::{Lexicon, Role, Tier};
use crate::matcher::Hit;
use crate::score::{Focus, HeadlineScope};
use crate::tokenize::Tokens;

/// How a tier is acknowledged in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledgement {
    /// None, token or substantive.
    pub kind: AcknowledgementKind,
    /// Sentences of lede and body that speak of the tier.
    pub n_sentences: u32,
    /// Where the first of them stands.
    pub first: Option<Third>,
    /// Where the last of them stands.
    pub last: Option<Third>,
}

/// Whether a tier is spoken of in passing or at length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AcknowledgementKind {
    /// Not at all.
    None,
    /// In one or two sentences.
    Token,
    /// In three sentences or more, or with substantial attention.
    Substantive,
}

impl AcknowledgementKind {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Token => "token",
            Self::Substantive => "substantive",
        }
    }
}

/// A third of the lede and body, counted in sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Third {
    /// The first.
    First,
    /// The middle.
    Middle,
    /// The last.
    Last,
}

impl Third {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Middle => "middle",
            Self::Last => "last",
        }
    }
}

/// Whose working life the title promises: the tier with most weight there, else all workers when
/// it speaks of work without a tier.
pub(super) fn headline_scope(lexicon: &Lexicon, hits: &[Hit]) -> HeadlineScope {
    let mut by_tier = vec![0.0; lexicon.tiers.len()];
    let mut universal = 0.0;
    for hit in hits.iter().filter(|h| h.zone == Zone::Headline) {
        let entry = &lexicon.entries[hit.entry as usize];
        match (entry.tier, &entry.role) {
            (Tier::Of(tier), Role::Evidence | Role::Trope { .. }) => by_tier[usize::from(tier.0)] += entry.weight,
            (Tier::Universal, _) => universal += entry.weight,
            _ => {}
        }
    }
    let best = by_tier.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    match best {
        Some((tier, weight)) if *weight > 0.0 => {
            HeadlineScope::Tier(crate::lexicon::TierIdx(u8::try_from(tier).expect("tiers are few")))
        }
        _ if universal > 0.0 => HeadlineScope::Universal,
        _ => HeadlineScope::None,
    }
}

/// A universal headline over an article about one tier that leaves the others at most in passing.
pub(super) fn scope_gap(headline: HeadlineScope, focus: Focus, attention: &[u8]) -> bool {
    let Focus::Tier(tier) = focus else { return false };
    let others = attention.iter().enumerate().filter(|(at, _)| *at != usize::from(tier.0));
    headline == HeadlineScope::Universal && others.map(|(_, a)| *a).max().unwrap_or(0) <= 1
}

/// How each tier is acknowledged in lede and body.
pub(super) fn acknowledgement(
    lexicon: &Lexicon,
    tokens: &Tokens,
    hits: &[Hit],
    attention: &[u8],
) -> Vec<Acknowledgement> {
    let running: Vec<usize> = (0..tokens.sentences().len())
        .filter(|at| matches!(tokens.sentences()[*at].zone, Zone::Lede | Zone::Body))
        .collect();
    let third = |sentence: usize| {
        let place = running.partition_point(|at| *at < sentence);
        match place * 3 / running.len().max(1) {
            0 => Third::First,
            1 => Third::Middle,
            _ => Third::Last,
        }
    };
    (0..lexicon.tiers.len())
        .map(|tier| {
            let mut sentences: Vec<usize> = hits
                .iter()
                .filter(|h| matches!(h.zone, Zone::Lede | Zone::Body))
                .filter(|h| matches!(lexicon.entries[h.entry as usize].tier, Tier::Of(t) if usize::from(t.0) == tier))
                .map(|h| h.sentence as usize)
                .collect();
            sentences.dedup();
            let kind = match sentences.len() {
                0 => AcknowledgementKind::None,
                1 | 2 if attention[tier] < 2 => AcknowledgementKind::Token,
                _ => AcknowledgementKind::Substantive,
            };
            Acknowledgement {
                kind,
                n_sentences: u32::try_from(sentences.len()).unwrap_or(u32::MAX),
                first: sentences.first().map(|s| third(*s)),
                last: sentences.last().map(|s| third(*s)),
            }
        })
        .collect()
}
