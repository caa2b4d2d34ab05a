//! Boolean queries whose scores do not depend on the segments of the index.
//!
//! Numbers are rounded when they are added, so a sum depends on its order. Tantivy adds the scores of the parts in an order that
//! follows the frequency of words in a segment, and leaves out a condition that all its documents meet; here all parts are added,
//! in the order of the query. Without scores both find the same documents.

use tantivy::query::{BooleanQuery, EnableScoring, Explanation, Occur, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// All parts that must be there and none that must not, or any part that should be there.
#[derive(Debug)]
pub struct SumQuery {
    parts: Vec<(Occur, Box<dyn Query>)>,
}

impl SumQuery {
    /// A query of these parts; if one of them must be there, none of them only should.
    pub(in crate::store) fn new(parts: Vec<(Occur, Box<dyn Query>)>) -> Self {
        let has = |wanted| parts.iter().any(|(occur, _)| *occur == wanted);
        debug_assert!(!(has(Occur::Must) && has(Occur::Should)), "no part is optional");
        Self { parts }
    }
}

impl Clone for SumQuery {
    fn clone(&self) -> Self {
        Self { parts: copied(&self.parts) }
    }
}

fn copied(parts: &[(Occur, Box<dyn Query>)]) -> Vec<(Occur, Box<dyn Query>)> {
    parts.iter().map(|(occur, part)| (*occur, part.box_clone())).collect()
}

impl Query for SumQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        if !scoring.is_scoring_enabled() {
            return BooleanQuery::new(copied(&self.parts)).weight(scoring);
        }
        let weights = |wanted| {
            let parts = self.parts.iter().filter(move |(occur, _)| *occur == wanted);
            parts.map(|(_, part)| part.weight(scoring)).collect::<tantivy::Result<Vec<_>>>()
        };
        let (all, any) = (weights(Occur::Must)?, weights(Occur::Should)?);
        Ok(Box::new(SumWeight { all, any, none: weights(Occur::MustNot)? }))
    }
}

struct SumWeight {
    all: Vec<Box<dyn Weight>>,
    any: Vec<Box<dyn Weight>>,
    none: Vec<Box<dyn Weight>>,
}

impl Weight for SumWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scorers = |weights: &[Box<dyn Weight>]| {
            weights.iter().map(|weight| weight.scorer(reader, boost)).collect::<tantivy::Result<Vec<_>>>()
        };
        if self.all.is_empty() {
            return Ok(Box::new(AnyScorer::new(scorers(&self.any)?)));
        }
        Ok(Box::new(AllScorer::new(scorers(&self.all)?, scorers(&self.none)?)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let is_found = reach(&mut scorer, doc) == doc;
        Ok(Explanation::new("sum of the parts", if is_found { scorer.score() } else { 0.0 }))
    }
}

/// The first document of `part` from `target` on.
fn reach(part: &mut Box<dyn Scorer>, target: DocId) -> DocId {
    if part.doc() < target { part.seek(target) } else { part.doc() }
}

/// Documents that any part has.
struct AnyScorer {
    parts: Vec<Box<dyn Scorer>>,
    doc: DocId,
}

impl AnyScorer {
    fn new(parts: Vec<Box<dyn Scorer>>) -> Self {
        let mut scorer = Self { parts, doc: 0 };
        scorer.seek(0);
        scorer
    }
}

impl DocSet for AnyScorer {
    fn advance(&mut self) -> DocId {
        let (now, mut next) = (self.doc, TERMINATED);
        for part in &mut self.parts {
            let doc = part.doc();
            next = next.min(if doc == now && doc != TERMINATED { part.advance() } else { doc });
        }
        self.doc = next;
        next
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let docs = self.parts.iter_mut().map(|part| reach(part, target));
        self.doc = docs.min().unwrap_or(TERMINATED);
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.parts.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
    }
}

impl Scorer for AnyScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let found = self.parts.iter_mut().filter(|part| part.doc() == doc);
        found.fold(0.0, |sum, part| sum + part.score())
    }
}

/// Documents that all parts have, and none of the excluded ones.
struct AllScorer {
    parts: Vec<Box<dyn Scorer>>,
    /// Numbers of the parts, the rarest first: which documents there are is found out in this order.
    by_cost: Vec<usize>,
    excluded: Vec<Box<dyn Scorer>>,
    doc: DocId,
}

impl AllScorer {
    fn new(parts: Vec<Box<dyn Scorer>>, excluded: Vec<Box<dyn Scorer>>) -> Self {
        let mut by_cost: Vec<usize> = (0..parts.len()).collect();
        by_cost.sort_by_key(|part| parts[*part].cost());
        let mut scorer = Self { parts, by_cost, excluded, doc: 0 };
        scorer.seek(0);
        scorer
    }

    /// A document from `target` on before which there is none; `target` where it is one.
    fn bound(&mut self, target: DocId) -> DocId {
        for part in &self.by_cost {
            let doc = reach(&mut self.parts[*part], target);
            if doc > target {
                return doc;
            }
        }
        target + DocId::from(self.excluded.iter_mut().any(|part| reach(part, target) == target))
    }
}

impl DocSet for AllScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.seek(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut doc = target;
        while doc < TERMINATED {
            let bound = self.bound(doc);
            if bound == doc {
                break;
            }
            doc = bound;
        }
        self.doc = doc;
        doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.by_cost.first().map_or(0, |part| self.parts[*part].size_hint())
    }
}

impl Scorer for AllScorer {
    fn score(&mut self) -> Score {
        self.parts.iter_mut().fold(0.0, |sum, part| sum + part.score())
    }
}
