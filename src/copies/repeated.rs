//! Counts the sentences that come again and again at an outlet, for a look at the health of a corpus.

use std::collections::HashMap;
use std::path::PathBuf;

use foldhash::fast::FixedState;

use crate::clean::Document;
use crate::copies::CopiesError;
use crate::copies::signature::{key, outlet_hash, sentence_hash};
use crate::copies::spill::{PER_PASS, Spill};
use crate::tokenize::Tokens;

/// From when on a sentence is suspicious.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspicion {
    /// Least part of the articles of its outlet that print it, 0–1.
    pub share: f64,
    /// Least articles an outlet has for its sentences to be counted.
    pub least_articles: u32,
}

/// A sentence that many articles of an outlet print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepeatedSentence {
    /// Index of the first article that prints it.
    pub article: u32,
    /// Articles of the outlet that print it.
    pub n_articles: u32,
    /// Articles that have it in a zone that figures do not use.
    pub n_cut: u32,
    /// Articles of the outlet.
    pub n_outlet: u32,
    key: u64,
}

impl RepeatedSentence {
    /// The sentence as it is printed in its article.
    #[must_use]
    pub fn text<'a>(&self, document: &'a Document, tokens: &Tokens) -> Option<&'a str> {
        let outlet = outlet_hash(document.outlet.as_deref());
        let same = tokens.sentences().iter().find(|s| key(outlet, sentence_hash(tokens, s)) == self.key)?;
        tokens.byte_span(same.tokens).slice(&document.text)
    }
}

/// The suspicious sentences of the articles whose signatures lie in `parts`, by article and number; articles
/// for whose number `counts` is false are taken for missing.
///
/// Exact but for clashes of 48-bit hashes. Memory is 256 MB at most; a larger corpus is read several
/// times.
///
/// # Errors
/// When a file cannot be read.
pub fn repeated_sentences(
    parts: &[PathBuf],
    suspicion: Suspicion,
    counts: &dyn Fn(u32) -> bool,
) -> Result<Vec<RepeatedSentence>, CopiesError> {
    let mut spill = Spill::open(parts)?;
    let mut outlets: HashMap<u64, u32, FixedState> = HashMap::default();
    let mut n_sentences = 0;
    spill.each(|idx, _, signature| {
        if !counts(idx) {
            return Ok(());
        }
        *outlets.entry(signature.outlet).or_default() += 1;
        n_sentences += signature.sentences.len() as u64;
        Ok(())
    })?;
    let mut out = Vec::new();
    let n_passes = n_sentences.div_ceil(PER_PASS).max(1);
    for pass in 0..n_passes {
        out.extend(suspicious(&mut spill, &outlets, suspicion, counts, |key| key % n_passes == pass)?);
    }
    out.sort_unstable_by_key(|found| (found.article, found.key));
    Ok(out)
}

/// One printing: sentence of an outlet, article, whether it is cut.
type Printing = (u64, u32, bool);

fn suspicious(
    spill: &mut Spill,
    outlets: &HashMap<u64, u32, FixedState>,
    suspicion: Suspicion,
    counts: &dyn Fn(u32) -> bool,
    takes: impl Fn(u64) -> bool,
) -> Result<Vec<RepeatedSentence>, CopiesError> {
    let mut printings: Vec<Printing> = Vec::new();
    let mut sizes: HashMap<u32, u32, FixedState> = HashMap::default();
    spill.each(|idx, _, signature| {
        if !counts(idx) {
            return Ok(());
        }
        let n_outlet = outlets[&signature.outlet];
        if n_outlet >= suspicion.least_articles {
            sizes.insert(idx, n_outlet);
            let keyed = signature.sentences.iter().map(|s| (key(signature.outlet, s.hash), idx, s.is_cut));
            printings.extend(keyed.filter(|(key, ..)| takes(*key)));
        }
        Ok(())
    })?;
    printings.sort_unstable();
    // A sentence counts once an article: in a scored zone, if it is in one.
    printings.dedup_by_key(|(key, idx, ..)| (*key, *idx));
    let of_sentence = printings.chunk_by(|a, b| a.0 == b.0);
    let count = |printed: &[Printing]| {
        let (key, article, _) = printed[0];
        let n_cut = printed.iter().filter(|(_, _, is_cut)| *is_cut).count() as u32;
        RepeatedSentence { article, n_articles: printed.len() as u32, n_cut, n_outlet: sizes[&article], key }
    };
    let many = |found: &RepeatedSentence| f64::from(found.n_articles) > suspicion.share * f64::from(found.n_outlet);
    Ok(of_sentence.map(count).filter(many).collect())
}
