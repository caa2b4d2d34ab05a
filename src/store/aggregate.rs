//! Counts articles by their fields: exact scans of the columns, never tantivy's aggregations,
//! which are approximate across segments.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use tantivy::DocId;

use crate::record::Axis;
use crate::store::column::{AxisColumn, Names};
use crate::store::{Query, Store, StoreError};

/// One group of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleGroup {
    /// Its value on each axis.
    pub key: Vec<String>,
    /// Articles found in it.
    pub n: u64,
    /// All articles of the base in it.
    pub n_all: u64,
    /// Hits found in it, where they are counted; else 0.
    pub n_hits: u64,
    /// Tokens in scored zones of all articles of the base in it.
    pub n_tokens: u64,
}

/// Articles by group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// Groups by key. An article with several values is in several groups.
    pub groups: Vec<ArticleGroup>,
    /// Articles found.
    pub n_found: u64,
    /// Articles of the base.
    pub n_base: u64,
}

/// What is counted in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Articles alone.
    Articles,
    /// Articles, and the hits of the words of the query in them.
    Hits,
}

impl Store {
    /// Counts the articles of `query` that are also of `base`, by `axes`, against all of `base`.
    ///
    /// # Errors
    /// When a field is unknown or the index cannot be read.
    pub fn group(&self, query: &Query, base: &Query, axes: &[Axis], counted: Counted) -> Result<Grouping, StoreError> {
        let searcher = self.reader.searcher();
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let found = self.matching(&searcher, query)?;
        let based = self.matching(&searcher, base)?;
        let hits = match counted {
            Counted::Articles => vec![Vec::new(); found.len()],
            Counted::Hits => self.hit_counts(&searcher, query)?,
        };
        let mut names = Names::default();
        let mut groups: HashMap<Vec<u32>, ArticleGroup> = HashMap::new();
        let (mut n_found, mut n_base) = (0, 0);
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let columns = axes.iter().map(|axis| AxisColumn::open(self, axis, &searcher, segment));
            let mut columns = columns.collect::<Result<Vec<_>, _>>()?;
            let tokens = segment.fast_fields().u64("n_tokens").map_err(broken)?;
            for doc in &based[ord] {
                let is_found = found[ord].binary_search(doc).is_ok();
                n_base += 1;
                n_found += u64::from(is_found);
                let n_hits = if is_found { hits_of(&hits[ord], *doc) } else { 0 };
                let n_tokens = tokens.first(*doc).unwrap_or(0);
                for key in keys(&mut columns, *doc, &mut names).map_err(broken)? {
                    let group = groups.entry(key).or_insert_with(|| ArticleGroup {
                        key: Vec::new(),
                        n: 0,
                        n_all: 0,
                        n_hits: 0,
                        n_tokens: 0,
                    });
                    group.n += u64::from(is_found);
                    group.n_all += 1;
                    group.n_hits += n_hits;
                    group.n_tokens += n_tokens;
                }
            }
        }
        let named = |key: &[u32]| key.iter().map(|id| names.names[*id as usize].clone()).collect::<Vec<_>>();
        let sorted: BTreeMap<Vec<String>, ArticleGroup> =
            groups.iter().map(|(key, g)| (named(key), g.clone())).collect();
        let groups = sorted.into_iter().map(|(key, group)| ArticleGroup { key, ..group }).collect();
        Ok(Grouping { groups, n_found, n_base })
    }
}

fn hits_of(hits: &[(DocId, u32)], doc: DocId) -> u64 {
    hits.binary_search_by_key(&doc, |(doc, _)| *doc).map_or(0, |at| u64::from(hits[at].1))
}

/// Every combination of the values a document has on the axes.
fn keys(columns: &mut [AxisColumn<'_>], doc: DocId, names: &mut Names) -> tantivy::Result<Vec<Vec<u32>>> {
    let mut keys: Vec<Vec<u32>> = vec![Vec::with_capacity(columns.len())];
    let mut values = Vec::new();
    for column in columns {
        column.groups(doc, names, &mut values)?;
        let longer = |key: &Vec<u32>| {
            let key = key.clone();
            values.iter().map(move |value| [key.as_slice(), &[*value]].concat()).collect::<Vec<_>>()
        };
        keys = keys.iter().flat_map(longer).collect();
    }
    Ok(keys)
}
