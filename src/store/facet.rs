//! The most frequent values of fields among the articles found, all fields in one pass.

use crate::record::Axis;
use crate::store::column::{AxisColumn, Names};
use crate::store::{Query, Store, StoreError};

/// The values of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field, as requested.
    pub field: String,
    /// The most frequent values, the most frequent first; equal ones by name.
    pub values: Vec<FacetValue>,
    /// Different values in all.
    pub n_values: usize,
}

/// A value and how many articles have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value; [`crate::record::MISSING`] where there is none.
    pub value: String,
    /// Articles found with it. An article with several values counts in each.
    pub n: u64,
    /// The query that finds these articles, where there is one.
    pub filter: Option<String>,
}

impl Store {
    /// Counts the articles of `query` by each of `axes`, and keeps the `top` values of each.
    ///
    /// Returns how many articles match, too.
    ///
    /// # Errors
    /// When the query is wrong or the index cannot be read.
    pub fn facets(&self, query: &Query, axes: &[Axis], top: usize) -> Result<(u64, Vec<Facet>), StoreError> {
        let searcher = self.reader.searcher();
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let matching = self.matching(&searcher, query)?;
        let n_found = matching.iter().map(|docs| docs.len() as u64).sum();
        let mut facets = Vec::with_capacity(axes.len());
        let mut groups = Vec::new();
        for axis in axes {
            let mut names = Names::default();
            let mut counts: Vec<u64> = Vec::new();
            for (segment, docs) in searcher.segment_readers().iter().zip(&matching) {
                let mut column = AxisColumn::open(self, axis, &searcher, segment)?;
                for doc in docs {
                    column.groups(*doc, &mut names, &mut groups).map_err(broken)?;
                    counts.resize(counts.len().max(names.names.len()), 0);
                    groups.iter().for_each(|group| counts[*group as usize] += 1);
                }
            }
            facets.push(facet(axis, names.names, &counts, top));
        }
        Ok((n_found, facets))
    }
}

fn facet(axis: &Axis, names: Vec<String>, counts: &[u64], top: usize) -> Facet {
    let mut values: Vec<(String, u64)> = names.into_iter().zip(counts.iter().copied()).collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let n_values = values.len();
    values.truncate(top);
    let named = |(value, n): (String, u64)| FacetValue { filter: axis.filter(&value), value, n };
    Facet { field: axis.name().to_owned(), values: values.into_iter().map(named).collect(), n_values }
}
