//! Finds words at places in the postings of the index.
//!
//! tantivy has no span queries, and its slop counts in an 8-bit number; so the places of each word
//! are read from the postings and put together by [`Compiled::find`].

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::store::query::span::{Compiled, Leaf, Span, Tree};

/// The printed word at each position of a field of a document.
pub(in crate::store) type Printed<'a> = dyn FnMut(DocId, Field) -> tantivy::Result<Vec<Option<String>>> + 'a;

/// One segment of the index, as a source of spans.
pub(in crate::store) struct SegmentSpans<'a> {
    pub(in crate::store) segment: &'a SegmentReader,
    pub(in crate::store) fields: &'a [Field],
}

impl SegmentSpans<'_> {
    /// Documents with a place, ascending, and how many places each of them has.
    pub(in crate::store) fn count(
        &self,
        compiled: &Compiled,
        printed: &mut Printed<'_>,
    ) -> tantivy::Result<Vec<(DocId, u32)>> {
        let mut all = Vec::new();
        for field in self.fields {
            self.count_in(*field, compiled, printed, &mut all)?;
        }
        add_up(&mut all);
        Ok(all)
    }

    fn count_in(
        &self,
        field: Field,
        compiled: &Compiled,
        printed: &mut Printed<'_>,
        out: &mut Vec<(DocId, u32)>,
    ) -> tantivy::Result<()> {
        let docs = compiled.leaves.iter().map(|leaf| self.docs(field, leaf)).collect::<Result<Vec<_>, _>>()?;
        let candidates = candidates(&compiled.tree, &docs);
        if candidates.is_empty() {
            return Ok(());
        }
        let leaves = compiled.leaves.iter().map(|leaf| self.places(field, leaf, &candidates));
        let leaves = leaves.collect::<Result<Vec<_>, _>>()?;
        let mut cursors = vec![0; leaves.len()];
        let mut places: Vec<Vec<Span>> = vec![Vec::new(); leaves.len()];
        for doc in candidates {
            for ((leaf, cursor), places) in leaves.iter().zip(&mut cursors).zip(&mut places) {
                places.clear();
                while let Some((at, position)) = leaf.get(*cursor).filter(|(at, _)| *at <= doc) {
                    if *at == doc {
                        places.push(Span { start: *position, end: position + 1, reach: position + 1 });
                    }
                    *cursor += 1;
                }
            }
            let mut n = compiled.find(&places).len();
            if n > 0 && compiled.is_cased() {
                let words = printed(doc, field)?;
                for (leaf, places) in compiled.leaves.iter().zip(&mut places) {
                    let Some(cased) = &leaf.cased else { continue };
                    places.retain(|span| {
                        let word = words.get(span.start as usize).and_then(Option::as_deref);
                        word.is_some_and(|word| has_case(word, cased))
                    });
                }
                n = compiled.find(&places).len();
            }
            if n > 0 {
                out.push((doc, u32::try_from(n).unwrap_or(u32::MAX)));
            }
        }
        Ok(())
    }

    /// Documents with a term of the leaf, ascending.
    fn docs(&self, field: Field, leaf: &Leaf) -> tantivy::Result<Vec<DocId>> {
        if leaf.opens_sentence {
            // Every document has sentences: the other words select those that are checked.
            return Ok(Vec::new());
        }
        let inverted = self.segment.inverted_index(field)?;
        let mut docs = Vec::new();
        for term in &leaf.terms {
            let term = Term::from_field_text(field, term);
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while postings.doc() != TERMINATED {
                docs.push(postings.doc());
                postings.advance();
            }
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(docs)
    }

    /// Places of the leaf in `candidates`, ascending.
    fn places(&self, field: Field, leaf: &Leaf, candidates: &[DocId]) -> tantivy::Result<Vec<(DocId, u32)>> {
        let inverted = self.segment.inverted_index(field)?;
        let mut places = Vec::new();
        let mut positions = Vec::new();
        for term in &leaf.terms {
            let term = Term::from_field_text(field, term);
            let postings = inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
            let Some(mut postings) = postings else { continue };
            for doc in candidates {
                if postings.doc() < *doc && postings.seek(*doc) == TERMINATED {
                    break;
                }
                if postings.doc() == *doc {
                    postings.positions(&mut positions);
                    places.extend(positions.iter().map(|position| (*doc, *position)));
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }
}

/// True when `printed` is `cased`, or `cased` with a possessive `'s`.
pub(in crate::store) fn has_case(printed: &str, cased: &str) -> bool {
    let same = |a: &str, b: &str| a.chars().map(plain).eq(b.chars().map(plain));
    let plain_printed: String = printed.chars().map(plain).collect();
    same(printed, cased) || plain_printed.strip_suffix("'s").is_some_and(|base| same(base, cased))
}

fn plain(c: char) -> char {
    if matches!(c, '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{ff07}') { '\'' } else { c }
}

/// Documents that may match the tree, ascending.
fn candidates(tree: &Tree, docs: &[Vec<DocId>]) -> Vec<DocId> {
    match tree {
        Tree::Leaf(leaf) => docs[*leaf].clone(),
        Tree::Any(parts) => {
            let mut all: Vec<DocId> = parts.iter().flat_map(|part| candidates(part, docs)).collect();
            all.sort_unstable();
            all.dedup();
            all
        }
        Tree::Near { parts, .. } | Tree::Same { parts, .. } => {
            let mut lists: Vec<Vec<DocId>> = parts.iter().map(|part| candidates(part, docs)).collect();
            lists.sort_by_key(Vec::len);
            let mut lists = lists.into_iter();
            let mut common = lists.next().unwrap_or_default();
            for list in lists {
                common.retain(|doc| list.binary_search(doc).is_ok());
            }
            common
        }
    }
}

/// Sorts counts by document and adds up those of one document.
pub(in crate::store) fn add_up(counts: &mut Vec<(DocId, u32)>) {
    counts.sort_unstable();
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0 };
        same
    });
}
