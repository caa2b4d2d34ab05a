//! The words that a query asks for, apart from its conditions: what is shown, counted and marked.

use tantivy::schema::Field;
use tantivy::{DocId, Searcher, TantivyDocument};

use crate::engine::Classes;
use crate::span::{ByteSpan, TokenSpan};
use crate::store::query::{
    Compiled, DEFAULT_FIELDS, ExpandError, Kind, Query, SegmentSpans, add_up, expand, text_field,
};
use crate::store::reread::Reread;
use crate::store::{Store, StoreError, StoredArticle};

/// Words at places that a query asks for, and the fields they are asked for in.
pub(super) struct Wanted {
    pub(super) names: Vec<String>,
    fields: Vec<Field>,
    pub(super) compiled: Compiled,
}

impl Store {
    /// The words of `query` that are not behind NOT.
    pub(super) fn wanted(&self, searcher: &Searcher, query: &Query) -> Result<Vec<Wanted>, StoreError> {
        let mut all = Vec::new();
        self.collect(searcher, query, &mut all)?;
        Ok(all)
    }

    fn collect(&self, searcher: &Searcher, query: &Query, out: &mut Vec<Wanted>) -> Result<(), StoreError> {
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
                    ExpandError::Index(reason) => StoreError::Read { path: self.path.clone(), reason },
                })?;
                out.push(Wanted { names, fields, compiled });
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Where the words of `query` stand in an article: bytes of [`crate::clean::Document::text`].
    ///
    /// # Errors
    /// When the query is wrong or the index cannot be read.
    pub fn words_in(
        &self,
        query: &Query,
        article: &StoredArticle,
        classes: Option<Classes<'_>>,
    ) -> Result<Vec<ByteSpan>, StoreError> {
        let wanted = self.wanted(&self.reader.searcher(), query)?;
        let reread = Reread::of(article.clone()).with_classes(wanted.iter().map(|w| &w.compiled), classes);
        let places = places(&reread, &wanted, classes);
        Ok(places.into_iter().map(|span| reread.tokens.byte_span(span)).collect())
    }

    /// Hits of the words of `query` in every document that has any, a list for each segment.
    pub(super) fn hit_counts(&self, searcher: &Searcher, query: &Query) -> Result<Vec<Vec<(DocId, u32)>>, StoreError> {
        let wanted = self.wanted(searcher, query)?;
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let segments = searcher.segment_readers().iter().map(|segment| {
            let texts = segment.get_store_reader(1).map_err(|e| self.broken(&e.into()))?;
            let mut all: Vec<(DocId, u32)> = Vec::new();
            for words in &wanted {
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

/// Places of all wanted words in a document, in the order of the text, each once.
pub(super) fn places(reread: &Reread, wanted: &[Wanted], classes: Option<Classes<'_>>) -> Vec<TokenSpan> {
    let mut all: Vec<TokenSpan> = Vec::new();
    for words in wanted {
        all.extend(words.names.iter().flat_map(|name| reread.find(&words.compiled, name, classes)));
    }
    all.sort_unstable();
    all.dedup();
    all
}
