//! Words printed on a thing: `the banner said “Fair Pay Now”`. Nobody is quoted.

use crate::voice::cue::{Attribution, CueSentence};
use crate::voice::word_class::QUOTE;

impl CueSentence<'_> {
    /// True for a quotation whose source is a thing that carries printed words.
    pub(super) fn is_printed(&self, attribution: &Attribution) -> bool {
        let outer = self.outer;
        let Some(source) = attribution.source.filter(|s| !s.is_empty()) else { return false };
        let head = self.head(source);
        let word = outer.word(head);
        // "Banner said", a company's name; "Signs said" at the start of a sentence.
        let named = outer.items[head].capitalised && !word.ends_with('s');
        let single = word.strip_suffix('s').unwrap_or(word);
        let carries = CARRIERS.contains(&single) || single.ends_with("shirt") && single.len() <= 10;
        let items = attribution.content.iter().flat_map(|span| span.range());
        let quoted: Vec<usize> = items.filter(|i| outer.items[*i].word_class.is(QUOTE)).collect();
        let titles = || COMPANIES_TOO.contains(&single) && quoted.iter().all(|i| outer.is_title_case(*i));
        !named && !quoted.is_empty() && (carries || titles())
    }
}

/// Things with words on them.
const CARRIERS: &[&str] = &[
    "banner",
    "billboard",
    "cap",
    "door",
    "flag",
    "hat",
    "jacket",
    "marquee",
    "mug",
    "placard",
    "plaque",
    "poster",
    "sign",
    "sticker",
    "sweatshirt",
    "tombstone",
    "gravestone",
    "headstone",
];

/// Things with words on them that are called like who can speak, or show a person speaking: a record label.
const COMPANIES_TOO: &[&str] = &["label", "screen", "tag", "wall"];
