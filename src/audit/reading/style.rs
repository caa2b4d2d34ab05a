//! What a hit says in words, and the style in which pages show it.

use crate::lexicon::{Lexicon, Role as EntryRole, Tier};
use crate::matcher::Hit;
use crate::present::spelled;

/// Styles of the first four tiers; a lexicon with more repeats the last.
const TIER_STYLES: [&str; 4] = ["t0", "t1", "t2", "t3"];

/// The style of tier number `tier`.
pub(crate) fn tier_style(tier: usize) -> &'static str {
    TIER_STYLES[tier.min(TIER_STYLES.len() - 1)]
}

/// The style of a hit: its tier, or its role where it is no evidence.
pub(crate) fn style(lexicon: &Lexicon, hit: &Hit) -> &'static str {
    let entry = lexicon.entry(hit.entry);
    match (&entry.role, entry.tier) {
        _ if !hit.zone.is_scored() => "cut",
        (EntryRole::Proposal { .. }, _) => "remedy",
        (EntryRole::Trope { .. }, _) => "trope",
        (EntryRole::Schedule(_) | EntryRole::Reason(_) | EntryRole::People(_), _) => "work",
        (_, Tier::Of(tier)) => tier_style(usize::from(tier.0)),
        _ => "universal",
    }
}

/// What a hit says: `low wage, schedule`, `remedy: leave, serves all`.
pub(crate) fn label(lexicon: &Lexicon, hit: &Hit) -> String {
    let entry = lexicon.entry(hit.entry);
    let says = match &entry.role {
        EntryRole::Evidence => format!("{}, {}", lexicon.tier_name(entry.tier), lexicon.dimension_name(entry)),
        EntryRole::Proposal { kind, serves } => format!("remedy: {kind}, serves {}", serves.name()),
        EntryRole::Trope { name } => format!("trope: {name}"),
        EntryRole::Schedule(kind) => format!("schedule: {}", kind.name()),
        EntryRole::Reason(kind) => format!("reason to leave work: {}", kind.name()),
        EntryRole::People(kind) => format!("people: {}", kind.name()),
    };
    spelled(&says)
}
