//! The words of a query, apart from its conditions: the hits that are shown, counted and marked.

use tantivy::schema::Field;
use tantivy::{DocId, Searcher, TantivyDocument};

use crate::engine::Classes;
use crate::span::{ByteSpan, TokenSpan};
use crate::store::plan::text_field;
use crate::store::query::{Compiled, DEFAULT_FIELDS, ExpandError, Kind, Query, SegmentSpans, add_up, expand};
use crate::store::reread::Reread;
use crate::store::{Store, StoreError, StoredArticle};

/// The compiled words of a query, and the fields they are searched in.
pub(super) struct QueryWords {
    pub(super) names: Vec<String>,
    fields: Vec<Field>,
    pub(super) compiled: Compiled,
}

impl Store {
    /// The words of `query`, except those under NOT.
    pub(super) fn query_words(&self, searcher: &Searcher, query: &Query) -> Result<Vec<QueryWords>, StoreError> {
        let mut all = Vec::new();
        self.collect(searcher, query, &mut all)?;
        Ok(all)
    }

    fn collect(&self, searcher: &Searcher, query: &Query, out: &mut Vec<QueryWords>) -> Result<(), StoreError> {
        match &query.kind {
            Kind::And(parts) | Kind::Or(parts) => parts.iter().try_for_each(|part| self.collect(searcher, part, out)),
            Kind::Spans { field, spans } => {
                let names: Vec<String> = match field.as_deref() {
                    None => DEFAULT_FIELDS.iter().map(|f| (*f).to_owned()).collect(),
                    Some(name @ ("title" | "lede" | "body" | "cut")) => vec![name.to_owned()],
                    Some(_) => return Ok(()),
                };
                let fields: Vec<Field> = names.iter().filter_map(|name| text_field(name, &self.fields)).collect();
                let compiled = expand(spans, searcher, &fields).map_err(|error| match error {
                    ExpandError::Query(error) => error.into(),
                    ExpandError::Index(reason) => self.unreadable(reason),
                })?;
                out.push(QueryWords { names, fields, compiled });
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Spans of the hits of `query` in an article: bytes of [`crate::clean::Document::text`].
    ///
    /// # Errors
    /// When the query is wrong or the index cannot be read.
    pub fn words_in(
        &self,
        query: &Query,
        article: &StoredArticle,
        classes: Option<Classes<'_>>,
    ) -> Result<Vec<ByteSpan>, StoreError> {
        let query_words = self.query_words(&self.reader.searcher(), query)?;
        let reread = Reread::of(article.clone()).with_classes(query_words.iter().map(|w| &w.compiled), classes);
        let spans = hit_spans(&reread, &query_words, classes);
        Ok(spans.into_iter().map(|span| reread.tokens.byte_span(span)).collect())
    }

    /// Hits of the words of `query` in every document that has any, a list for each segment.
    pub(super) fn hit_counts(&self, searcher: &Searcher, query: &Query) -> Result<Vec<Vec<(DocId, u32)>>, StoreError> {
        let query_words = self.query_words(searcher, query)?;
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let segments = searcher.segment_readers().iter().map(|segment| {
            let texts = segment.get_store_reader(1).map_err(|e| self.broken(&e.into()))?;
            let mut all: Vec<(DocId, u32)> = Vec::new();
            for words in &query_words {
                let mut printed = |doc, field| {
                    let document: TantivyDocument = texts.get(doc)?;
                    let name = self.fields.name_of(field);
                    Ok(Reread::printed_for(self.fields.stored(&document), &words.compiled, name))
                };
                let spans = SegmentSpans { segment, fields: &words.fields };
                all.extend(spans.count(&words.compiled, &mut printed).map_err(broken)?);
            }
            add_up(&mut all);
            Ok(all)
        });
        segments.collect()
    }
}

/// Spans of all query words in a document, in the order of the text, each once.
pub(super) fn hit_spans(reread: &Reread, query_words: &[QueryWords], classes: Option<Classes<'_>>) -> Vec<TokenSpan> {
    let mut all: Vec<TokenSpan> = Vec::new();
    for words in query_words {
        all.extend(words.names.iter().flat_map(|name| reread.find(&words.compiled, name, classes)));
    }
    all.sort_unstable();
    all.dedup();
    all
}
