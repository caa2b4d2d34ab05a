//! Notices that an outlet prints above many articles of one day.
//!
//! In: signatures. Out: the sentences of such notices. Articles that begin alike are one story that is printed again
//! where they go on alike, if only in part; under a notice, each goes on with sentences that no other one has.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::copies::CopiesError;
use crate::copies::signature::{Signature, key, mix, occasion};
use crate::copies::spill::{PER_PASS, Spill};

/// Articles of one day with beginnings of their own under which an outlet has to print a sentence for it to be boilerplate.
pub const BEGINNINGS: usize = 5;

/// The same where each of them goes on with [`OWN`] sentences or more, none of which another one has.
const FEW: usize = 3;
const OWN: usize = 3;

/// Sentences of a notice that may be the first ones of other texts too.
const DEPTH: usize = 6;
/// Articles compared of those that begin alike, and sentences of each.
const ARTICLES: usize = 64;
const SENTENCES: usize = 64;

/// How many times as many sentences as a story has of its own a notice above it may have.
const LONGER: usize = 6;

/// How the articles of each outlet and day begin, in the order they are taken.
#[derive(Debug, Default)]
pub(super) struct Openings {
    openings: Vec<u64>,
}

impl Openings {
    /// Counts the beginning of an article; nothing of one without a text.
    pub(super) fn take(&mut self, signature: &Signature) {
        self.openings.extend(opening(signature));
    }

    /// The sentences of notices, as [`key`]s.
    pub(super) fn notices(mut self, spill: &mut Spill) -> Result<Vec<u64>, CopiesError> {
        self.openings.sort_unstable();
        let alike: Vec<&[u64]> = self.openings.chunk_by(|a, b| a == b).filter(|c| c.len() >= FEW).collect();
        let n_sentences: usize = alike.iter().map(|chunk| chunk.len().min(ARTICLES) * SENTENCES).sum();
        let wanted: HashSet<u64> = alike.iter().map(|chunk| chunk[0]).collect();
        let n_passes = if wanted.is_empty() { 0 } else { (n_sentences as u64).div_ceil(PER_PASS) };
        let mut out = Vec::new();
        for pass in 0..n_passes {
            let mut groups: BTreeMap<u64, BTreeMap<(u64, u64), Vec<u64>>> = BTreeMap::new();
            spill.each(|_, _, signature| {
                let opening = opening(&signature).filter(|o| o % n_passes == pass && wanted.contains(o));
                let Some(opening) = opening else { return Ok(()) };
                let sentences = signature.sentences.iter().filter(|s| !s.is_cut).take(SENTENCES);
                let sentences = sentences.map(|s| key(signature.outlet, s.hash)).collect();
                let group = groups.entry(opening).or_default();
                group.insert((signature.id, signature.text), sentences);
                // Those with the smallest hashes, so that the order of the articles changes nothing.
                if group.len() > ARTICLES {
                    group.pop_last();
                }
                Ok(())
            })?;
            out.extend(groups.into_values().flat_map(|group| of_group(group.into_values().collect())));
        }
        Ok(out)
    }
}

/// Outlet, day and first sentence of an article as one number.
fn opening(signature: &Signature) -> Option<u64> {
    let first = signature.sentences.iter().find(|s| !s.is_cut)?;
    Some(mix(key(signature.outlet, first.hash) ^ mix(u64::from(occasion(signature)))))
}

/// The sentences of notices above articles that begin alike.
fn of_group(mut articles: Vec<Vec<u64>>) -> Vec<u64> {
    articles.sort_unstable();
    articles.dedup();
    let mut out = Vec::new();
    for depth in 1..=DEPTH {
        let deep = articles.iter().filter(|sentences| sentences.len() >= depth).collect::<Vec<_>>();
        for alike in deep.chunk_by(|a, b| a[..depth] == b[..depth]).filter(|alike| alike.len() >= FEW) {
            out.extend(shared_alone(alike));
        }
    }
    out
}

/// The sentences that all of them have, where enough of them have no other one in common and go on for a sixth of that at
/// least: a story that is printed again with another last line has no notice. All of a few are enough, where each goes on
/// for some sentences.
fn shared_alone(articles: &[&Vec<u64>]) -> Vec<u64> {
    let mut n_printed: HashMap<u64, usize> = HashMap::new();
    for sentences in articles {
        let different: HashSet<&u64> = sentences.iter().collect();
        different.into_iter().for_each(|sentence| *n_printed.entry(*sentence).or_default() += 1);
    }
    let is_shared = |sentence: &&u64| n_printed[*sentence] == articles.len();
    let n_shared = articles[0].iter().filter(is_shared).count();
    let mut seen = HashSet::new();
    let (mut n_apart, mut least_own) = (0, usize::MAX);
    for sentences in articles {
        let own: Vec<&u64> = sentences.iter().filter(|s| !is_shared(s)).collect();
        if !own.is_empty() && own.len() * LONGER >= n_shared && own.iter().all(|sentence| !seen.contains(*sentence)) {
            n_apart += 1;
            least_own = least_own.min(own.len());
            seen.extend(own.into_iter().copied());
        }
    }
    let are_few = n_apart == articles.len() && n_apart >= FEW && least_own >= OWN;
    if n_apart < BEGINNINGS && !are_few {
        return Vec::new();
    }
    articles[0].iter().filter(is_shared).copied().collect()
}
