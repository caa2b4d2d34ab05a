//! Marks in the text of an article that lead to speakers, pay and persons in the margin.

use crate::audit::style_of;
use crate::lexicon::Lexicon;
use crate::pay::PayKind;
use crate::score::ScoredDocument;
use crate::serve::passage::Anchor;

/// The marks, in the order of the text; they tell no words.
pub(super) fn anchors(lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<Anchor> {
    let mut out = Vec::new();
    for (at, quote) in scored.voice.quotes.iter().enumerate() {
        let (Some(speaker), Some(first)) = (quote.speaker, quote.content.iter().map(|span| span.start).min()) else {
            continue;
        };
        let number = speaker + 1;
        let tier = scored.voice.speakers[speaker as usize].standing.name(&lexicon.tiers);
        let style = style_of(lexicon, tier);
        out.push(Anchor::new(first, format!("q{}", at + 1), format!("s{number}"), ("S", "speaker"), style));
    }
    for (at, pay) in scored.pay.iter().enumerate() {
        let own = if pay.kind == PayKind::Bracket { "cut" } else { "work" };
        out.push(Anchor::new(pay.span.start, format!("m{}", at + 1), format!("y{}", at + 1), ("$", "pay"), own));
    }
    for (at, person) in scored.voice.profiles.iter().enumerate() {
        let style = style_of(lexicon, person.standing.name(&lexicon.tiers));
        out.push(Anchor::new(
            person.span.start,
            format!("p{}", at + 1),
            format!("n{}", at + 1),
            ("P", "person"),
            style,
        ));
    }
    out.sort_by_key(|anchor| anchor.at);
    out
}
