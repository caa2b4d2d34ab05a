//! How sure the focus of a text is, and what it hangs on.

use crate::audit::reading::remark::hits_of_tier;
use crate::lexicon::Lexicon;
use crate::present::spelled;
use crate::score::{Certainty, Focus, ScoredDocument};

/// How sure it is that a text is about its tier.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct FocusReading {
    /// `perhaps` below odds of two to one, `probably` below nine to one, else `clear`.
    #[cfg_attr(feature = "serve", schema(example = "perhaps"))]
    pub certainty: &'static str,
    /// Probability of the focus.
    pub probability: f64,
    /// The most probable of the others: a tier or `none`.
    #[cfg_attr(feature = "serve", schema(example = "none"))]
    pub against: String,
    /// Its probability.
    pub probability_against: f64,
    /// Numbers of the hits without any one of which the text would be about nobody's working life; empty where `against` is
    /// a tier.
    pub decided_by: Vec<usize>,
    /// The same in a sentence.
    pub why: String,
    #[serde(skip)]
    #[cfg_attr(not(feature = "serve"), expect(dead_code, reason = "pages alone show it"))]
    pub(crate) hedge: &'static str,
}

/// How sure the focus is; `None` for a text about no tier or several, and without fitted weights. `moved` is what the
/// log-odds of its own tier lose without each hit.
pub(super) fn focus(lexicon: &Lexicon, scored: &ScoredDocument, moved: &[f64]) -> Option<FocusReading> {
    let Focus::Tier(tier) = scored.verdict.focus else { return None };
    let (own, none) = (usize::from(tier.0), lexicon.tiers.len());
    let probabilities = &scored.verdict.probability;
    let probability = *probabilities.get(own)?;
    let others = probabilities.iter().enumerate().filter(|(at, _)| *at != own);
    let (other, probability_against) = others.max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, p)| (at, *p))?;
    let margin = libm::log(probability / probability_against);
    let decides = |number: &usize| moved.get(number - 1).is_some_and(|moved| *moved >= margin);
    let mut decided_by = hits_of_tier(lexicon, scored, own);
    decided_by.retain(|number| other == none && decides(number));
    let against = if other == none { "none" } else { lexicon.tiers[other].as_str() }.to_owned();
    let certainty = Certainty::of(probability);
    let instead =
        if other == none { "nobody's working life".to_owned() } else { format!("{} workers", spelled(&against)) };
    let why = format!(
        "Probability {probability:.2}, against {probability_against:.2} for {instead}{}.",
        match (other == none, decided_by.len()) {
            (false, _) => "",
            (true, 0) => "; no single sign decides it",
            (true, 1) => "; without one sign it would be about nobody",
            (true, _) => "; without any one of some signs it would be about nobody",
        }
    );
    let (name, hedge) = (certainty.name(), certainty.hedge());
    Some(FocusReading { certainty: name, probability, against, probability_against, decided_by, why, hedge })
}
