//! Which values have words in a row that a text of the corpus has, too: they can be a sentence of it.
//!
//! In: values that are to leave the folder, then the texts. Out: whether a value has a run that is in a text.
//!
//! Words are compared without regard to case and to what is between them, so that other quotation marks hide nothing.

use std::borrow::Cow;

use hashbrown::HashSet;
use xxhash_rust::xxh3::xxh3_64;

use crate::audit::left_out::MAX_WORDS;

/// Words in a row that may not be shared: one more than are kept of a name.
pub(super) const RUN: usize = MAX_WORDS + 1;

/// Runs of words of values, and those of them that were found in texts.
#[derive(Debug, Default)]
pub(super) struct SharedWords {
    wanted: HashSet<u64>,
    found: HashSet<u64>,
}

impl SharedWords {
    /// Takes a value to be looked for.
    pub(super) fn want(&mut self, value: &str) {
        self.wanted.extend(runs(value));
    }

    /// Looks for all values in a text.
    pub(super) fn see(&mut self, text: &str) {
        if !self.wanted.is_empty() {
            self.found.extend(runs(text).filter(|run| self.wanted.contains(run)));
        }
    }

    /// Whether a value has a run of words that a text has.
    pub(super) fn has(&self, value: &str) -> bool {
        runs(value).any(|run| self.found.contains(&run))
    }
}

/// A hash of every [`RUN`] words in a row.
fn runs(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut last: Vec<u64> = Vec::with_capacity(RUN + 1);
    words.filter_map(move |word| {
        let is_lower = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let word = if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        last.push(xxh3_64(word.as_bytes()));
        if last.len() > RUN {
            last.remove(0);
        }
        (last.len() == RUN).then(|| {
            let bytes: Vec<u8> = last.iter().flat_map(|hash| hash.to_le_bytes()).collect();
            xxh3_64(&bytes)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::SharedWords;

    #[test]
    fn six_words_in_a_row_are_shared_whatever_is_between_them() {
        let mut words = SharedWords::default();
        let (quote, name, other) = (
            "note: “The cashiers learn their shifts a day before”",
            "Centers for Disease Control of Atlanta",
            "The cashiers learn their shifts late, a day before",
        );
        [quote, name, other].iter().for_each(|value| words.want(value));
        words.see("On Monday the CASHIERS learn—their shifts—a day before. Centers for Disease Control said nothing.");
        assert_eq!([quote, name, other].map(|value| words.has(value)), [true, false, false]);
    }
}
