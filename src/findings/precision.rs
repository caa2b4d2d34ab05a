//! What is known of the occupation hits of a lexicon, in words.

use crate::lexicon::{Judged, Lexicon, OccupationHits};
use crate::present::spelled;

/// How far mentions of occupations are coverage of workers: measured, measured on another lexicon, or not known.
#[must_use]
pub fn mentions_and_workers(lexicon: &Lexicon) -> String {
    match lexicon.about.occupation_hits() {
        Judged::Same(judged) => measured(lexicon, judged),
        Judged::Other(judged) => format!(
            "Mentions are words, not workers. How many of them cover people as workers was measured on lexicon {}, which has \
             other occupations or exclusions than this one ({}): the ratio as workers is left empty.",
            short(&judged.lexicon_hash),
            short(&lexicon.hash)
        ),
        Judged::Never => {
            "Mentions are words, not workers. Nobody has judged how many hits of this lexicon cover people as \
                          workers: the ratio as workers is left empty."
                .to_owned()
        }
    }
}

fn measured(lexicon: &Lexicon, judged: &OccupationHits) -> String {
    let tiers = lexicon.tiers.iter().filter_map(|tier| Some((tier, judged.cover_workers_by_tier.get(tier)?)));
    let tiers: Vec<String> = tiers.map(|(tier, part)| format!("{} {}", spelled(tier), percent(*part))).collect();
    let of = if judged.lexicon_hash == lexicon.hash {
        "this lexicon".to_owned()
    } else {
        format!("lexicon {}; its occupations and exclusions are those of this one", short(&judged.lexicon_hash))
    };
    format!(
        "Mentions are words, not workers: of {} hits that {} judged, {} were the job, but only {} covered people as workers \
         ({}; measured on {of}).",
        judged.n,
        judged.judged_by,
        percent(judged.are_jobs),
        percent(judged.cover_workers),
        tiers.join(", ")
    )
}

fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

/// The start of a hash, as people are shown it.
fn short(hash: &str) -> &str {
    hash.get(..8).unwrap_or(hash)
}
