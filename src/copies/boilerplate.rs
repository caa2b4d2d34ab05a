//! Sentences that an outlet prints day after day, or under many articles of one day: forms, galleries, notices,
//! background paragraphs.
//!
//! In: signatures. Out: the sentences to leave out when texts are compared. A story that is printed again is printed
//! within a few days and begins as before, so a sentence is distinguished from one by the days it is seen on, and
//! on one day by the beginnings of the articles that print it, or below a common beginning by how they go on.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use crate::copies::CopiesError;
use crate::copies::notice::{BEGINNINGS, Openings};
use crate::copies::signature::{key, occasion};
use crate::copies::spill::{PER_PASS, Spill};

/// Different days on which an outlet has to print a sentence for it to be boilerplate.
pub const DAYS: usize = 5;

/// Sentences that their outlet prints day after day.
#[derive(Debug, Default)]
pub(super) struct Boilerplate {
    sentences: HashSet<u64, FixedState>,
}

impl Boilerplate {
    /// Counts the days of every sentence of `spill`, in as many passes as memory asks for.
    pub(super) fn find(spill: &mut Spill, n_sentences: u64) -> Result<Self, CopiesError> {
        let mut out = Self::default();
        let n_passes = n_sentences.div_ceil(PER_PASS).max(1);
        let mut openings = Openings::default();
        for pass in 0..n_passes {
            let mut seen: Vec<Printing> = Vec::new();
            spill.each(|_, _, signature| {
                if pass == 0 {
                    openings.take(&signature);
                }
                let occasion = occasion(&signature);
                let scored = || signature.sentences.iter().filter(|s| !s.is_cut);
                let beginning = scored().next().map_or(0, |first| (first.hash >> 32) as u32);
                let keys = scored().map(|s| key(signature.outlet, s.hash));
                seen.extend(keys.filter(|key| key % n_passes == pass).map(|key| (key, occasion, beginning)));
                Ok(())
            })?;
            seen.sort_unstable();
            seen.dedup();
            let of_sentence = seen.chunk_by(|a, b| a.0 == b.0);
            out.sentences
                .extend(of_sentence.filter(|printings| is_repeated(printings)).map(|printings| printings[0].0));
        }
        out.sentences.extend(openings.notices(spill)?);
        Ok(out)
    }

    /// True when the outlet prints this sentence day after day.
    pub(super) fn holds(&self, outlet: u64, sentence: u64) -> bool {
        self.sentences.contains(&key(outlet, sentence))
    }
}

/// One printing: sentence of an outlet, day, beginning of the article.
type Printing = (u64, u32, u32);

/// True for the sorted printings of a sentence on many days, or under many beginnings on one day.
fn is_repeated(printings: &[Printing]) -> bool {
    let days = || printings.chunk_by(|a, b| a.1 == b.1);
    days().count() >= DAYS || days().any(|day| day.len() >= BEGINNINGS)
}
