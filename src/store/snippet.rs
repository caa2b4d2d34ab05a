//! The passage of an article that shows best why it was found.

use crate::clean::Field;
use crate::engine::Classes;
use crate::span::TokenSpan;
use crate::store::hits::{QueryWords, hit_spans};
use crate::store::reread::Reread;
use crate::store::search::Found;
use crate::store::{Query, Store, StoreError};

/// Tokens of a snippet.
const WIDTH: u32 = 30;
/// Tokens shown before the first hit.
const LEAD: u32 = 8;

/// How hits are marked in a snippet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks<'a> {
    /// Before a hit.
    pub before: &'a str,
    /// After a hit.
    pub after: &'a str,
}

impl Store {
    /// A snippet for each of `found`; empty where the query has no words.
    ///
    /// # Errors
    /// When the query is wrong or the index cannot be read.
    pub fn snippets(
        &self,
        query: &Query,
        found: &[Found],
        classes: Option<Classes<'_>>,
        marks: Marks<'_>,
    ) -> Result<Vec<String>, StoreError> {
        let searcher = self.reader.searcher();
        let query_words = self.query_words(&searcher, query)?;
        Ok(found.iter().map(|one| snippet(Reread::of(one.article.clone()), &query_words, classes, marks)).collect())
    }
}

fn snippet(reread: Reread, query_words: &[QueryWords], classes: Option<Classes<'_>>, marks: Marks<'_>) -> String {
    let reread = reread.with_classes(query_words.iter().map(|w| &w.compiled), classes);
    let hits = hit_spans(&reread, query_words, classes);
    let text = &reread.document.text;
    let in_body = |span: &TokenSpan| {
        let bytes = reread.tokens.byte_span(*span);
        reread.document.field_span(bytes).0 == Field::Body
    };
    let body: Vec<TokenSpan> = hits.iter().copied().filter(in_body).collect();
    let shown = if body.is_empty() { &hits } else { &body };
    let crowd =
        |first: &TokenSpan| shown.iter().filter(|h| h.start >= first.start && h.end <= first.start + WIDTH).count();
    // Most hits in the window; the earliest of equals.
    let Some(first) = shown.iter().rev().max_by_key(|h| crowd(h)) else { return String::new() };
    let sentence = reread.tokens.sentences()[reread.tokens.sentence_of(first.start)].tokens;
    let from = first.start.saturating_sub(LEAD).max(sentence.start);
    let to = (from + WIDTH).max(first.end).min(u32::try_from(reread.tokens.tokens().len()).unwrap_or(u32::MAX));
    let window = reread.tokens.byte_span(TokenSpan { start: from, end: to });
    let mut out = String::new();
    let mut at = window.start as usize;
    out.push_str(if from > sentence.start { "… " } else { "" });
    for hit in shown.iter().filter(|h| h.start >= from && h.end <= to) {
        let bytes = reread.tokens.byte_span(*hit);
        if (bytes.start as usize) < at {
            continue;
        }
        out.push_str(text.get(at..bytes.start as usize).unwrap_or_default());
        out.extend([marks.before, bytes.slice(text).unwrap_or_default(), marks.after]);
        at = bytes.end as usize;
    }
    out.push_str(text.get(at..window.end as usize).unwrap_or_default());
    out.push_str(" …");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
