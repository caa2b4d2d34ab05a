//! What a reader should know of a text, in sentences that lead to its words: who is covered, who is
//! missing, what the headline promises, whom the remedies serve.

use crate::audit::reading::tier::TierReading;
use crate::lexicon::{Lexicon, Role as EntryRole, Serves, Tier};
use crate::present::spelled;
use crate::score::ScoredDocument;

/// A statement and the hits it rests on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct Remark {
    /// The statement.
    pub text: String,
    /// Numbers of hits, from 1.
    pub hits: Vec<usize>,
}

/// Numbers of the scored hits that hold `wanted`.
fn hits_where(lexicon: &Lexicon, scored: &ScoredDocument, wanted: impl Fn(Tier, &EntryRole) -> bool) -> Vec<usize> {
    let hits = scored.hits.iter().enumerate().filter(|(_, hit)| hit.zone.is_scored());
    let hits = hits.filter(|(_, hit)| {
        let entry = lexicon.entry(hit.entry);
        wanted(entry.tier, &entry.role)
    });
    hits.map(|(at, _)| at + 1).collect()
}

/// Numbers of the hits that speak of tier number `tier`.
pub(super) fn hits_of_tier(lexicon: &Lexicon, scored: &ScoredDocument, tier: usize) -> Vec<usize> {
    hits_where(lexicon, scored, |of, role| {
        matches!(role, EntryRole::Evidence) && matches!(of, Tier::Of(t) if usize::from(t.0) == tier)
    })
}

/// What the headline promises, where the text holds less; a remark on each tier; whom the remedies serve.
pub(super) fn remarks(lexicon: &Lexicon, scored: &ScoredDocument, tiers: &[TierReading]) -> Vec<Remark> {
    let mut out: Vec<Remark> = scope_gap(scored, tiers).into_iter().collect();
    for (at, tier) in tiers.iter().enumerate() {
        let name = spelled(&tier.tier);
        let hits = hits_of_tier(lexicon, scored, at);
        let text = match (tier.attention, tier.n_hits) {
            (0, 0) => format!("Missing: no word of {name} workers was found."),
            (0 | 1, n) => format!("In passing: {name} workers come up in {n} {}, not at length.", words_of(n)),
            (_, n) => format!("Covered: {name} workers, by {n} {}.", words_of(n)),
        };
        out.push(Remark { text, hits });
    }
    out.extend(remedies(lexicon, scored));
    out
}

/// The headline promises more than the text holds, and what one could do.
fn scope_gap(scored: &ScoredDocument, tiers: &[TierReading]) -> Option<Remark> {
    if !scored.scope_gap {
        return None;
    }
    let covered = tiers.iter().max_by_key(|t| t.attention).map_or_else(String::new, |t| spelled(&t.tier));
    let others =
        tiers.iter().map(|tier| spelled(&tier.tier)).filter(|name| *name != covered).collect::<Vec<_>>().join(" or ");
    let text = format!(
        "The headline promises workers at large; the text covers {covered} workers alone. Say in the headline whose work it \
         is, or report on {others} workers too."
    );
    let hits = scored.hits.iter().enumerate().filter(|(_, hit)| hit.zone == crate::clean::Zone::Headline);
    Some(Remark { text, hits: hits.map(|(at, _)| at + 1).collect() })
}

fn words_of(n: usize) -> &'static str {
    if n == 1 { "sign" } else { "signs" }
}

/// Which remedies are discussed, and whom they leave out.
fn remedies(lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<Remark> {
    let serving = |wanted: Serves| {
        hits_where(lexicon, scored, |_, role| matches!(role, EntryRole::Proposal { serves, .. } if *serves == wanted))
    };
    let said = [
        (Serves::Control, "serve those who control their schedule or have money to spare"),
        (Serves::Unstable, "serve those with rigid and unstable schedules"),
        (Serves::All, "serve all workers"),
    ];
    let mut out = Vec::new();
    for (serves, text) in said {
        let hits = serving(serves);
        if !hits.is_empty() {
            let kinds = kinds(lexicon, scored, &hits);
            out.push(Remark { text: format!("Remedies that {text}: {kinds}."), hits });
        }
    }
    let (control, unstable) = (serving(Serves::Control), serving(Serves::Unstable));
    if !control.is_empty() && unstable.is_empty() && serving(Serves::All).is_empty() {
        let text = "Every remedy discussed is for those who control their schedule; none is for those with rigid and \
                    unstable schedules.";
        out.push(Remark { text: text.to_owned(), hits: control });
    }
    out
}

fn kinds(lexicon: &Lexicon, scored: &ScoredDocument, numbers: &[usize]) -> String {
    let kind = |number: &usize| match &lexicon.entry(scored.hits[number - 1].entry).role {
        EntryRole::Proposal { kind, .. } => spelled(kind),
        _ => String::new(),
    };
    let kinds: std::collections::BTreeSet<String> = numbers.iter().map(kind).collect();
    kinds.into_iter().collect::<Vec<_>>().join(", ")
}
