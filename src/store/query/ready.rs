//! A tantivy query whose documents are known already.

use std::sync::Arc;

use hashbrown::HashMap;
use tantivy::index::SegmentId;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Documents of one segment, ascending, with their scores.
type Docs = Arc<Vec<(DocId, Score)>>;

/// Finds the documents it was made with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ready {
    pub(in crate::store) segments: Arc<HashMap<SegmentId, Docs>>,
}

impl Ready {
    /// Number of documents.
    pub(super) fn n_docs(&self) -> usize {
        self.segments.values().map(|docs| docs.len()).sum()
    }
}

impl Query for Ready {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ReadyWeight { segments: Arc::clone(&self.segments) }))
    }
}

struct ReadyWeight {
    segments: Arc<HashMap<SegmentId, Docs>>,
}

impl Weight for ReadyWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.segments.get(&reader.segment_id()).map(Arc::clone).unwrap_or_default();
        Ok(Box::new(ReadyScorer { docs, at: 0, boost }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let score = if scorer.seek(doc) == doc { scorer.score() } else { 0.0 };
        Ok(Explanation::new("words at places", score))
    }
}

struct ReadyScorer {
    docs: Docs,
    at: usize,
    boost: Score,
}

impl DocSet for ReadyScorer {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.docs.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += self.docs[self.at..].partition_point(|(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for ReadyScorer {
    fn score(&mut self) -> Score {
        self.docs.get(self.at).map_or(0.0, |(_, score)| score * self.boost)
    }
}
