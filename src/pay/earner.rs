//! Whose pay an amount is: the occupation named nearest to it, unless the words between give it to somebody else.

use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::pay::Pay;
use crate::span::ByteSpan;

/// Words after an amount that lead to somebody else: whoever is paid out of it, or earns another.
const LEADS_AWAY: [&str; 15] = [
    "but", "employ", "employs", "hire", "hired", "hires", "pay", "paying", "pays", "supports", "than", "though",
    "whereas", "while", "yet",
];
/// Words that begin a sentence about whom the one before named.
const PRONOUNS: [&str; 5] = ["he", "her", "his", "she", "they"];

/// Occupations named in one sentence, in the order of the text.
pub(super) struct NamedOccupations<'a>(Vec<(ByteSpan, &'a str)>);

impl<'a> NamedOccupations<'a> {
    /// Those of a sentence of the document.
    pub(super) fn of(lexicon: &'a Lexicon, hits: &[Hit], sentence: u32) -> Self {
        let from = hits.partition_point(|hit| hit.sentence < sentence);
        let of_sentence = hits[from..].iter().take_while(|hit| hit.sentence == sentence);
        Self(of_sentence.filter_map(|hit| Some((hit.span, lexicon.entry(hit.entry).soc.as_deref()?))).collect())
    }

    /// The occupation nearest to `pay`, the earlier of two; one after it only where no word between leads away.
    pub(super) fn nearest(&self, text: &str, pay: &Pay) -> Option<&'a str> {
        let later = self.0.partition_point(|(span, _)| span.start < pay.span.start);
        let before = later.checked_sub(1).map(|at| (pay.span.start.saturating_sub(self.0[at].0.end), self.0[at].1));
        let after = self.0.get(later).filter(|(span, _)| !leads_away(text, pay.span.end, span.start));
        let after = after.map(|(span, soc)| (span.start.saturating_sub(pay.span.end), *soc));
        before.into_iter().chain(after).min_by_key(|(distance, _)| *distance).map(|(_, soc)| soc)
    }

    /// The occupation of a sentence that names one and no other.
    pub(super) fn only(&self) -> Option<&'a str> {
        let (_, first) = self.0.first()?;
        self.0.iter().all(|(_, soc)| soc == first).then_some(*first)
    }
}

/// True where a sentence that begins with this word goes on about whom the one before named.
pub(super) fn is_pronoun(first_word: &str) -> bool {
    PRONOUNS.contains(&first_word)
}

fn leads_away(text: &str, from: u32, to: u32) -> bool {
    let between = text.get(from as usize..to as usize).unwrap_or_default();
    between.split(|c: char| !c.is_alphanumeric()).any(|word| LEADS_AWAY.contains(&word.to_lowercase().as_str()))
}
