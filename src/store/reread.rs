//! Reads a stored article again: its tokens, their index positions and printed forms.
//!
//! Invariant: the position given to a token here is the position it has in the index, because both
//! follow from the same tokens by the rule of [`super::line`].

use crate::clean::{Document, Zone, clean};
use crate::engine::Classes;
use crate::lexicon::{Entry, Lexicon, Role};
use crate::matcher::Hit;
use crate::span::TokenSpan;
use crate::store::StoredArticle;
use crate::store::line::{QUOTED, Quoted};
use crate::store::query::{Compiled, Leaf, Span, has_case};
use crate::tokenize::{Tokens, tokenize};
use crate::voice::Voice;

/// A stored article, cleaned and tokenized again.
pub(super) struct Reread {
    pub(super) document: Document,
    pub(super) tokens: Tokens,
    hits: Vec<Hit>,
    voice: Voice,
}

/// The tokens of one text field with their positions in the index.
struct FieldTokens {
    token_idx: Vec<u32>,
    position: Vec<u32>,
}

/// Name of the text field a zone is indexed in.
pub(super) fn field_of(zone: Zone) -> &'static str {
    match zone {
        Zone::Headline => "title",
        Zone::Lede => "lede",
        Zone::Body => "body",
        _ => "cut",
    }
}

impl Reread {
    pub(super) fn of(stored: StoredArticle) -> Self {
        let document = clean(stored.raw());
        let tokens = tokenize(&document.text, &document.blocks);
        Self { document, tokens, hits: Vec::new(), voice: Voice::default() }
    }

    /// Finds the hits of the classes in `wanted`: matches of the lexicon, and attributed quotations.
    pub(super) fn with_classes<'a>(
        mut self,
        wanted: impl Iterator<Item = &'a Compiled> + Clone,
        classes: Option<Classes<'_>>,
    ) -> Self {
        let Some(Classes { lexicon, matcher, attributor }) =
            classes.filter(|_| wanted.clone().any(Compiled::has_class))
        else {
            return self;
        };
        self.hits = matcher.find(&self.document.text, &self.tokens);
        if wanted.flat_map(|compiled| &compiled.leaves).any(is_quoted) {
            self.voice = attributor.attribute(lexicon, &self.document, &self.tokens, &self.hits);
        }
        self
    }

    /// The printed words of a field, by position, where one of the cased words of `compiled` may occur.
    ///
    /// A text that contains none of them, byte by byte, is not tokenized: the result is then empty.
    pub(super) fn printed_for(stored: StoredArticle, compiled: &Compiled, field: &str) -> Vec<Option<String>> {
        let mut cased = compiled.leaves.iter().filter_map(|leaf| leaf.cased.as_deref());
        // Apostrophes are printed in several ways.
        let may_occur = |word: &str| word.contains('\'') || stored.title.contains(word) || stored.body.contains(word);
        if cased.any(may_occur) { Self::of(stored).printed(field) } else { Vec::new() }
    }

    /// The printed word at each position of a field; nothing where a clause starts.
    fn printed(&self, field: &str) -> Vec<Option<String>> {
        let found = self.field(field);
        let mut words = Vec::new();
        for (token_idx, position) in found.token_idx.iter().zip(&found.position) {
            let span = self.tokens.tokens()[*token_idx as usize].span;
            words.resize(*position as usize, None);
            words.push(span.slice(&self.document.text).map(str::to_owned));
        }
        words
    }

    fn field(&self, field: &str) -> FieldTokens {
        let mut out = FieldTokens { token_idx: Vec::new(), position: Vec::new() };
        let mut next = 0;
        for sentence in self.tokens.sentences().iter().filter(|s| field_of(s.zone) == field) {
            for idx in sentence.tokens.start..sentence.tokens.end {
                next += u32::from(self.tokens.tokens()[idx as usize].shape.starts_clause);
                out.token_idx.push(idx);
                out.position.push(next);
                next += 1;
            }
        }
        out
    }

    /// Places of `compiled` in `field`, as tokens.
    pub(super) fn find(&self, compiled: &Compiled, field: &str, classes: Option<Classes<'_>>) -> Vec<TokenSpan> {
        let found = self.field(field);
        let leaves = compiled.leaves.iter();
        let mut places: Vec<Vec<Span>> = leaves.map(|leaf| self.places(leaf, &found, classes)).collect();
        if let ([leaf], [words]) = (compiled.leaves.as_slice(), places.as_mut_slice())
            && let Some(classes) = classes.filter(|_| is_quoted(leaf))
        {
            *words = self.quotations(leaf, &found, classes.lexicon);
        }
        let at = |position: u32| found.position.partition_point(|p| *p < position);
        let spans = compiled.find(&places).into_iter().filter_map(|span| {
            let first = *found.token_idx.get(at(span.start))?;
            let last = *found.token_idx.get(at(span.reach.max(span.end)).checked_sub(1)?)?;
            Some(TokenSpan { start: first, end: last.max(first) + 1 })
        });
        spans.collect()
    }

    fn places(&self, leaf: &Leaf, found: &FieldTokens, classes: Option<Classes<'_>>) -> Vec<Span> {
        if leaf.class {
            return classes.map_or_else(Vec::new, |classes| self.class_places(leaf, found, classes.lexicon));
        }
        let mut places = Vec::new();
        for (token_idx, position) in found.token_idx.iter().zip(&found.position) {
            let token = &self.tokens.tokens()[*token_idx as usize];
            if leaf.opens_sentence {
                if token.shape.starts_sentence {
                    places.push(Span { start: *position, end: position + 1, reach: position + 1 });
                }
                continue;
            }
            let base = self.tokens.base(token);
            if !(leaf.terms.contains(self.tokens.folded(token)) || base.is_some_and(|b| leaf.terms.contains(b))) {
                continue;
            }
            let printed = token.span.slice(&self.document.text).unwrap_or_default();
            if leaf.cased.as_ref().is_none_or(|cased| has_case(printed, cased)) {
                places.push(Span { start: *position, end: position + 1, reach: position + 1 });
            }
        }
        places
    }

    fn class_places(&self, leaf: &Leaf, found: &FieldTokens, lexicon: &Lexicon) -> Vec<Span> {
        let mut places = Vec::new();
        let at = |token_idx: u32| found.token_idx.binary_search(&token_idx).ok().map(|i| found.position[i]);
        for hit in &self.hits {
            let names = class_names(lexicon, lexicon.entry(hit.entry));
            if !names.iter().any(|name| leaf.terms.contains(name)) {
                continue;
            }
            let (Some(start), Some(last)) = (at(hit.tokens.start), at(hit.tokens.end - 1)) else { continue };
            places.push(Span { start, end: start + 1, reach: last + 1 });
        }
        if is_quoted(leaf) {
            let words = self.quoted_words(leaf, found, lexicon);
            places.extend(words.map(|(_, start)| Span { start, end: start + 1, reach: start + 1 }));
        }
        places.sort_unstable();
        places.dedup_by_key(|span| span.start);
        places
    }

    /// Words that someone of a tier says: number of the quotation and position.
    fn quoted_words(&self, leaf: &Leaf, found: &FieldTokens, lexicon: &Lexicon) -> impl Iterator<Item = (usize, u32)> {
        let mut quoted = Quoted::of(lexicon, &self.voice);
        found.token_idx.iter().zip(&found.position).filter_map(move |(token_idx, position)| {
            let (number, tier) = quoted.at(self.tokens.tokens()[*token_idx as usize].span.start)?;
            leaf.terms.contains(&format!("{QUOTED}{tier}")).then_some((number, *position))
        })
    }

    /// Quotations as places: where the query has nothing else, a quotation is one hit and not each of its words.
    fn quotations(&self, leaf: &Leaf, found: &FieldTokens, lexicon: &Lexicon) -> Vec<Span> {
        let mut whole: Vec<(usize, Span)> = Vec::new();
        for (number, start) in self.quoted_words(leaf, found, lexicon) {
            match whole.last_mut().filter(|(last, _)| *last == number) {
                Some((_, span)) => span.reach = start + 1,
                None => whole.push((number, Span { start, end: start + 1, reach: start + 1 })),
            }
        }
        whole.into_iter().map(|(_, span)| span).collect()
    }
}

/// True for a class of words that someone says.
fn is_quoted(leaf: &Leaf) -> bool {
    leaf.class && leaf.terms.iter().any(|term| term.starts_with(QUOTED))
}

/// The classes a hit of this entry has in the index.
pub(super) fn class_names(lexicon: &Lexicon, entry: &Entry) -> Vec<String> {
    let tier = lexicon.tier_name(entry.tier);
    let mut names = match &entry.role {
        Role::Evidence => vec![format!("@{tier}"), format!("@{tier}.{}", lexicon.dimension_name(entry))],
        other => {
            let (role, kind) = other.names();
            vec![format!("@{role}.{kind}")]
        }
    };
    names.extend(entry.soc.iter().map(|soc| format!("@occupation.{soc}")));
    names
}
