//! One corpus through two lexicons: which articles change their focus, and by which hits.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::atomic::AtomicU64;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::article::{RawArticle, Record, Reject};
use crate::engine::Engine;
use crate::pipeline::PipelineError;
use crate::read::{ReadOptions, Source, read_all};
use crate::record::{Cell, Kind, Table};
use crate::score::ScoredDocument;

/// Articles analysed at a time.
const BATCH: usize = 512;

/// An article with another focus under the second lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// Id of the article.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Focus by the first lexicon.
    pub from: String,
    /// Focus by the second.
    pub to: String,
    /// Hits of the first only, in the order of the text.
    pub lost: Vec<FlipHit>,
    /// Hits of the second only.
    pub gained: Vec<FlipHit>,
}

/// A hit that one of two lexicons has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FlipHit {
    /// Id of the entry.
    pub entry: String,
    /// Words as printed.
    pub words: String,
}

/// `entry (words)`, each entry once.
fn listed(hits: &[FlipHit]) -> String {
    let mut named: Vec<String> = hits.iter().map(|hit| format!("{} ({})", hit.entry, hit.words)).collect();
    named.sort();
    named.dedup();
    named.join("; ")
}

/// What became of a corpus under two lexicons.
#[derive(Debug, Clone, Default)]
pub struct Flips {
    /// Articles read.
    pub n_articles: u64,
    /// Articles whose hits differ.
    pub n_differing: u64,
    /// Records refused.
    pub n_refused: u64,
    /// The first of them.
    pub first_refused: Option<Reject>,
    /// Articles that change their focus, in the order of the input.
    pub flips: Vec<Flip>,
}

impl Flips {
    /// The articles that change their focus, with the hits that differ.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(&["id", "from", "to", "lost", "gained", "title"].map(|name| (name, Kind::Text)));
        for flip in &self.flips {
            let (lost, gained) = (listed(&flip.lost), listed(&flip.gained));
            // Other weights move an article as well as other hits.
            let is_same = flip.lost.is_empty() && flip.gained.is_empty();
            let lost = if is_same { "(same hits: the calibration)" } else { &lost };
            table.push(&[&flip.id, &flip.from, &flip.to, lost, &gained, &flip.title].map(Cell::Text));
        }
        table
    }

    /// Entries whose hits differ in articles that flip, with the number of these articles: those of
    /// the first lexicon, then those of the second.
    #[must_use]
    pub fn by_entry(&self) -> [BTreeMap<&str, u64>; 2] {
        let mut out = [BTreeMap::new(), BTreeMap::new()];
        for flip in &self.flips {
            for (hits, counts) in [&flip.lost, &flip.gained].into_iter().zip(&mut out) {
                let entries: BTreeSet<&str> = hits.iter().map(|hit| hit.entry.as_str()).collect();
                entries.into_iter().for_each(|entry| *counts.entry(entry).or_default() += 1);
            }
        }
        out
    }
}

/// Reads `sources` once and scores every article by both engines.
///
/// # Errors
/// When the threads cannot be started, or no article could be read.
pub fn flips(
    engines: [&Engine; 2],
    sources: &[Source],
    read: &ReadOptions,
    threads: usize,
) -> Result<Flips, PipelineError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|e| PipelineError::Threads(e.to_string()))?;
    let mut out = Flips::default();
    let mut batch = Vec::with_capacity(BATCH);
    let run = |batch: &mut Vec<RawArticle>, out: &mut Flips| {
        let batch = std::mem::take(batch);
        let compared: Vec<_> = pool.install(|| batch.into_par_iter().map(|raw| compare(engines, raw)).collect());
        for (differs, flip) in compared {
            out.n_articles += 1;
            out.n_differing += u64::from(differs);
            out.flips.extend(flip);
        }
    };
    let mut sink = |record: Record| {
        match record {
            Record::Article(article) => batch.push(*article),
            Record::Reject(reject) => {
                out.n_refused += 1;
                out.first_refused.get_or_insert(reject);
            }
            Record::Notice(_) => {}
        }
        if batch.len() == BATCH {
            run(&mut batch, &mut out);
        }
        ControlFlow::Continue(())
    };
    read_all(sources, read, &AtomicU64::new(0), &mut sink);
    run(&mut batch, &mut out);
    if out.n_articles == 0 {
        let first = out.first_refused.map_or_else(|| "no source was given".to_owned(), |reject| reject.to_string());
        return Err(PipelineError::NothingRead { n_refused: out.n_refused, first });
    }
    Ok(out)
}

/// Whether the hits differ, and the flip where the focus does.
fn compare([one, two]: [&Engine; 2], raw: RawArticle) -> (bool, Option<Flip>) {
    let first = one.analyse(raw.clone());
    let second = two.analyse(raw);
    let (marks_one, marks_two) = (marks(one, &first), marks(two, &second));
    let only = |own: &[Mark], others: &[Mark]| -> Vec<FlipHit> {
        let others: BTreeSet<_> = others.iter().map(|mark| &mark.key).collect();
        own.iter().filter(|mark| !others.contains(&mark.key)).map(|mark| mark.hit.clone()).collect()
    };
    let (lost, gained) = (only(&marks_one, &marks_two), only(&marks_two, &marks_one));
    let (from, to) = (first.verdict.focus.name(&one.lexicon.tiers), second.verdict.focus.name(&two.lexicon.tiers));
    let differs = !(lost.is_empty() && gained.is_empty());
    let flip = (from != to).then(|| Flip {
        id: first.document.id.clone(),
        title: first.document.title().to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        lost,
        gained,
    });
    (differs, flip)
}

/// A hit and what makes it count the same under another lexicon.
struct Mark {
    key: (u32, u32, &'static str, String, String, u64),
    hit: FlipHit,
}

fn marks(engine: &Engine, scored: &ScoredDocument) -> Vec<Mark> {
    let lexicon = &engine.lexicon;
    let mark = |hit: &crate::matcher::Hit| {
        let entry = lexicon.entry(hit.entry);
        let (role, _) = entry.role.names();
        let (tier, dimension) = (lexicon.tier_name(entry.tier).to_owned(), lexicon.dimension_name(entry).to_owned());
        let words = hit.span.slice(&scored.document.text).unwrap_or_default().to_owned();
        Mark {
            key: (hit.span.start, hit.span.end, role, tier, dimension, entry.weight.to_bits()),
            hit: FlipHit { entry: entry.id.clone(), words },
        }
    };
    scored.hits.iter().filter(|hit| hit.zone.is_scored()).map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::{FlipHit, flips};
    use crate::engine::Engine;
    use crate::lexicon::Lexicon;
    use crate::pipeline::PipelineError;
    use crate::read::{ReadOptions, Source};

    fn engine(patterns: &[(&str, &str)]) -> Engine {
        let entries: Vec<_> = patterns.iter().map(|(pattern, tier)| (*pattern, *tier, "pay", "")).collect();
        Engine::new(Lexicon::small(&["low", "high"], &entries)).expect("no calibration")
    }

    const CORPUS: &[u8] = b"{\"id\":\"a\",\"title\":\"On cooks\",\"body\":\"A wage. A tip. A wage. A tip.\"}\n\
        {\"id\":\"b\",\"title\":\"On fees\",\"body\":\"A fee and a fee.\"}\nbroken\n";

    #[test]
    fn a_flip_names_the_hits_that_differ() {
        let (one, two) = (engine(&[("fee", "high"), ("wage", "low")]), engine(&[("tip", "high"), ("fee", "high")]));
        let source = Source::Memory { name: "corpus", bytes: CORPUS };
        let found = flips([&one, &two], &[source], &ReadOptions::default(), 1).expect("two articles");
        assert_eq!((found.n_articles, found.n_differing, found.n_refused), (2, 1, 1));
        let hit = |entry: &str, words: &str| FlipHit { entry: entry.into(), words: words.into() };
        let flip = &found.flips[0];
        assert_eq!(
            (found.flips.len(), flip.id.as_str(), flip.from.as_str(), flip.to.as_str()),
            (1, "a", "low", "high")
        );
        assert_eq!(flip.lost, [hit("low.pay.wage", "wage"), hit("low.pay.wage", "wage")]);
        assert_eq!(flip.gained, [hit("high.pay.tip", "tip"), hit("high.pay.tip", "tip")]);
        let [lost, gained] = found.by_entry();
        assert_eq!(lost.into_iter().collect::<Vec<_>>(), [("low.pay.wage", 1)]);
        assert_eq!(gained.into_iter().collect::<Vec<_>>(), [("high.pay.tip", 1)]);
    }

    #[test]
    fn a_corpus_without_an_article_is_refused() {
        let engine = engine(&[("fee", "high")]);
        let source = Source::Memory { name: "corpus", bytes: b"{\"id\":1}\n" };
        let error = flips([&engine, &engine], &[source], &ReadOptions::default(), 1).expect_err("no article");
        assert!(matches!(error, PipelineError::NothingRead { n_refused: 1, .. }), "{error}");
    }
}
