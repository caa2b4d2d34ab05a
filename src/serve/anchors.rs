//! Marks in the text of an article that lead to speakers, pay and persons in the margin.

use crate::audit::style_of;
use crate::lexicon::Lexicon;
use crate::pay::PayKind;
use crate::score::ScoredDocument;

/// An anchor in the text that links to the margin and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    /// Byte of the text it is placed before.
    pub(super) at: u32,
    /// Its id in the page.
    pub(super) id: String,
    /// The id of its target.
    pub(super) to: String,
    /// The printed text: a sign and the number of the target.
    pub(super) sign: String,
    /// The label for screen readers.
    pub(super) label: String,
    pub(super) style: &'static str,
}

impl Anchor {
    /// `to` ends in the number of the target; `kind` is its sign and its name.
    pub(super) fn new(at: u32, id: String, to: String, kind: (&str, &str), style: &'static str) -> Self {
        let number = to.trim_start_matches(char::is_alphabetic);
        let sign = format!("{}{number}", kind.0);
        // For voice control the label must contain the printed text.
        let label = format!("{sign}, {} {number}", kind.1);
        Self { at, id, to, sign, label, style }
    }
}

/// The marks, in the order of the text; they contain no words of it.
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
