//! Folds the copies of a story among the articles of a query.

use std::sync::Arc;

use hashbrown::HashMap;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher};

use crate::store::query::{Kind, Query, Ready};
use crate::store::{Store, StoreError};

/// Where the articles of stories that several articles print stand in an index; 12 bytes an article.
#[derive(Debug, Clone, Default)]
pub struct StoryPlaces {
    segments: HashMap<SegmentId, Vec<Option<Place>>>,
}

/// The story of an article, and how early the article stands in it: 0 is its head.
#[derive(Debug, Clone, Copy)]
struct Place {
    story: u32,
    rank: u32,
}

/// A query of which every story is found once.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// The query, without the articles that are folded away.
    pub query: Query,
    /// Articles that are folded away.
    pub n_hidden: u64,
    /// Articles that are left, one a story.
    pub n_stories: u64,
}

/// A query within a base, every story once in each.
#[derive(Debug, Clone, PartialEq)]
pub struct FoldedWithin {
    /// What is found of the base.
    pub found: Folded,
    /// The base.
    pub base: Folded,
}

/// The rank that stands for each story.
type Stands = HashMap<u32, u32>;

impl Store {
    /// Where these stories stand: the ids of every story that several articles print, its head first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn story_places(&self, stories: &[Vec<String>]) -> Result<StoryPlaces, StoreError> {
        let mut of_id: HashMap<&str, Place> = HashMap::new();
        for (story, ids) in (0..).zip(stories) {
            of_id.extend((0..).zip(ids).map(|(rank, id)| (id.as_str(), Place { story, rank })));
        }
        let mut segments = HashMap::new();
        for segment in self.reader.searcher().segment_readers() {
            let ids = segment.fast_fields().str("id").map_err(|e| self.broken(&e))?;
            let mut id = String::new();
            let mut places = Vec::with_capacity(segment.max_doc() as usize);
            for doc in 0..segment.max_doc() {
                self.read_id(ids.as_ref(), doc, &mut id)?;
                places.push(of_id.get(id.as_str()).copied());
            }
            segments.insert(segment.segment_id(), places);
        }
        Ok(StoryPlaces { segments })
    }

    /// The query with one article a story: of those it finds, the one that stands first in its story.
    ///
    /// # Errors
    /// When the query is wrong or the index cannot be read.
    pub fn fold(&self, query: Query, stories: &StoryPlaces) -> Result<Folded, StoreError> {
        let searcher = self.reader.searcher();
        let matching = self.matching(&searcher, &query)?;
        let stands = stories.first(&searcher, &matching);
        Ok(stories.folded(&searcher, query, &matching, &stands))
    }

    /// A query within its base, and the base, both with one article a story.
    ///
    /// What is found stays in the base: the article found stands for its story there too; where none was
    /// found, the first of the base.
    ///
    /// # Errors
    /// When a query is wrong or the index cannot be read.
    pub fn fold_within(&self, query: Query, base: Query, stories: &StoryPlaces) -> Result<FoldedWithin, StoreError> {
        let found = self.fold(Query::all_of(vec![query, base.clone()]), stories)?;
        let searcher = self.reader.searcher();
        let matching = self.matching(&searcher, &base)?;
        let mut stands = stories.first(&searcher, &matching);
        stands.extend(stories.first(&searcher, &self.matching(&searcher, &found.query)?));
        Ok(FoldedWithin { found, base: stories.folded(&searcher, base, &matching, &stands) })
    }
}

impl StoryPlaces {
    fn of(&self, searcher: &Searcher, segment: usize, doc: DocId) -> Option<Place> {
        let id = searcher.segment_readers()[segment].segment_id();
        self.segments.get(&id)?.get(doc as usize).copied().flatten()
    }

    /// The first of each story among documents.
    fn first(&self, searcher: &Searcher, matching: &[Vec<DocId>]) -> Stands {
        let mut stands = Stands::new();
        for (segment, docs) in matching.iter().enumerate() {
            for Place { story, rank } in docs.iter().filter_map(|doc| self.of(searcher, segment, *doc)) {
                stands.entry(story).and_modify(|first| *first = rank.min(*first)).or_insert(rank);
            }
        }
        stands
    }

    /// The query without those of its documents that do not stand for their story.
    fn folded(&self, searcher: &Searcher, query: Query, matching: &[Vec<DocId>], stands: &Stands) -> Folded {
        let mut hidden: HashMap<SegmentId, Arc<Vec<(DocId, f32)>>> = HashMap::new();
        let (mut n_hidden, mut n_stories) = (0, 0);
        for (segment, docs) in matching.iter().enumerate() {
            let is_hidden = |doc: &DocId| {
                self.of(searcher, segment, *doc).is_some_and(|place| stands.get(&place.story) != Some(&place.rank))
            };
            let away: Vec<(DocId, f32)> = docs.iter().filter(|doc| is_hidden(doc)).map(|doc| (*doc, 0.0)).collect();
            n_hidden += away.len() as u64;
            n_stories += (docs.len() - away.len()) as u64;
            hidden.insert(searcher.segment_readers()[segment].segment_id(), Arc::new(away));
        }
        let away = Query { at: 1, kind: Kind::At(Ready { segments: Arc::new(hidden) }) };
        let without = Query { at: 1, kind: Kind::Not(Box::new(away)) };
        Folded { query: Query::all_of(vec![query, without]), n_hidden, n_stories }
    }
}
