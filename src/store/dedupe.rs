//! Restricts the results of a query to one article per story.

use std::sync::Arc;

use hashbrown::HashMap;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher};

use crate::store::query::{Kind, Query, Ready};
use crate::store::{Store, StoreError};

/// Story and rank of every article of an index that shares its story with others; 12 bytes an article.
#[derive(Debug, Clone, Default)]
pub struct StoryRanks {
    segments: HashMap<SegmentId, Vec<Option<StoryRank>>>,
}

/// The story of an article, and the rank of the article in it: 0 is the head.
#[derive(Debug, Clone, Copy)]
struct StoryRank {
    story: u32,
    rank: u32,
}

/// A query that finds one article per story.
#[derive(Debug, Clone, PartialEq)]
pub struct Deduplicated {
    /// The query without the duplicates.
    pub query: Query,
    /// Matching articles left out because they repeat a story.
    pub n_duplicates: u64,
    /// Articles left, one per story.
    pub n_stories: u64,
}

/// A query restricted to a base, each with one article per story.
#[derive(Debug, Clone, PartialEq)]
pub struct DeduplicatedWithin {
    /// The query within the base.
    pub found: Deduplicated,
    /// The base.
    pub base: Deduplicated,
}

/// For each story, the rank of the article that is kept.
type KeptRanks = HashMap<u32, u32>;

impl Store {
    /// Ranks of the articles of these stories; each is a list of ids, its head first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn story_ranks(&self, stories: &[Vec<String>]) -> Result<StoryRanks, StoreError> {
        let mut of_id: HashMap<&str, StoryRank> = HashMap::new();
        for (story, ids) in (0..).zip(stories) {
            of_id.extend((0..).zip(ids).map(|(rank, id)| (id.as_str(), StoryRank { story, rank })));
        }
        let mut segments = HashMap::new();
        for segment in self.reader.searcher().segment_readers() {
            let ids = segment.fast_fields().str("id").map_err(|e| self.broken(&e))?;
            let mut id = String::new();
            let mut ranks = Vec::with_capacity(segment.max_doc() as usize);
            for doc in 0..segment.max_doc() {
                self.read_id(ids.as_ref(), doc, &mut id)?;
                ranks.push(of_id.get(id.as_str()).copied());
            }
            segments.insert(segment.segment_id(), ranks);
        }
        Ok(StoryRanks { segments })
    }

    /// The query restricted to one article per story: of those that match, the one with the lowest rank.
    ///
    /// # Errors
    /// When the query is wrong or the index cannot be read.
    pub fn deduplicate(&self, query: Query, stories: &StoryRanks) -> Result<Deduplicated, StoreError> {
        let searcher = self.reader.searcher();
        let matching = self.matching(&searcher, &query)?;
        let kept = stories.first(&searcher, &matching);
        Ok(stories.without_duplicates(&searcher, query, &matching, &kept))
    }

    /// A query restricted to its base, and the base, both with one article per story.
    ///
    /// The article that the query keeps for a story is also kept in the base; for stories that the query
    /// does not find, the base keeps its own lowest rank.
    ///
    /// # Errors
    /// When a query is wrong or the index cannot be read.
    pub fn deduplicate_within(
        &self,
        query: Query,
        base: Query,
        stories: &StoryRanks,
    ) -> Result<DeduplicatedWithin, StoreError> {
        let found = self.deduplicate(Query::all_of(vec![query, base.clone()]), stories)?;
        let searcher = self.reader.searcher();
        let matching = self.matching(&searcher, &base)?;
        let mut kept = stories.first(&searcher, &matching);
        kept.extend(stories.first(&searcher, &self.matching(&searcher, &found.query)?));
        Ok(DeduplicatedWithin { found, base: stories.without_duplicates(&searcher, base, &matching, &kept) })
    }
}

impl StoryRanks {
    fn of(&self, searcher: &Searcher, segment: usize, doc: DocId) -> Option<StoryRank> {
        let id = searcher.segment_readers()[segment].segment_id();
        self.segments.get(&id)?.get(doc as usize).copied().flatten()
    }

    /// The lowest rank of each story among documents.
    fn first(&self, searcher: &Searcher, matching: &[Vec<DocId>]) -> KeptRanks {
        let mut kept = KeptRanks::new();
        for (segment, docs) in matching.iter().enumerate() {
            for StoryRank { story, rank } in docs.iter().filter_map(|doc| self.of(searcher, segment, *doc)) {
                kept.entry(story).and_modify(|first| *first = rank.min(*first)).or_insert(rank);
            }
        }
        kept
    }

    /// The query without those of its documents that are not kept.
    fn without_duplicates(
        &self,
        searcher: &Searcher,
        query: Query,
        matching: &[Vec<DocId>],
        kept: &KeptRanks,
    ) -> Deduplicated {
        let mut duplicates: HashMap<SegmentId, Arc<Vec<(DocId, f32)>>> = HashMap::new();
        let (mut n_duplicates, mut n_stories) = (0, 0);
        for (segment, docs) in matching.iter().enumerate() {
            let is_duplicate =
                |doc: &DocId| self.of(searcher, segment, *doc).is_some_and(|of| kept.get(&of.story) != Some(&of.rank));
            let left_out: Vec<(DocId, f32)> =
                docs.iter().filter(|doc| is_duplicate(doc)).map(|doc| (*doc, 0.0)).collect();
            n_duplicates += left_out.len() as u64;
            n_stories += (docs.len() - left_out.len()) as u64;
            duplicates.insert(searcher.segment_readers()[segment].segment_id(), Arc::new(left_out));
        }
        let duplicates = Query { at: 1, kind: Kind::At(Ready { segments: Arc::new(duplicates) }) };
        let without = Query { at: 1, kind: Kind::Not(Box::new(duplicates)) };
        Deduplicated { query: Query::all_of(vec![query, without]), n_duplicates, n_stories }
    }
}
