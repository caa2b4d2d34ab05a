//! The text of an article split at its hits for display: plain text, never markup.

use std::collections::BTreeSet;

use crate::audit::{label, style};
use crate::clean::Zone;
use crate::lexicon::{Lexicon, Role as EntryRole};
use crate::matcher::Hit;
use crate::score::ScoredDocument;
use crate::serve::anchors::{Anchor, anchors};
use crate::span::ByteSpan;

/// A paragraph with its zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) zone: Zone,
    pub(super) pieces: Vec<MarkedText>,
}

/// Text with at most one mark on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct MarkedText {
    pub(super) text: String,
    /// Style of the hit on it; empty where there is none.
    pub(super) style: &'static str,
    /// The hit in words.
    pub(super) label: String,
    /// Numbers of the hits that end here, from 1.
    pub(super) numbers: Vec<usize>,
    /// The query matches these words.
    pub(super) found: bool,
    /// The page opens here.
    pub(super) here: bool,
    /// A mention of pay.
    pub(super) paid: bool,
    /// Anchors before it.
    pub(super) anchors: Vec<Anchor>,
}

/// The words that a query matches in a document.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FoundWords<'a> {
    pub(super) spans: &'a [ByteSpan],
    /// First byte of those that the page opens at.
    pub(super) here: Option<u32>,
}

/// The paragraphs of a document with numbered hits, cut after `most` characters.
pub(super) fn paragraphs(
    lexicon: &Lexicon,
    scored: &ScoredDocument,
    found: &FoundWords<'_>,
    most: usize,
) -> Vec<Paragraph> {
    let mut left = most;
    let anchors = anchors(lexicon, scored);
    let borders = borders(scored, found.spans, &anchors);
    let hits = scored.hits.iter().enumerate().map(|hit| (hit.1.span, hit));
    let paid = scored.pay.iter().map(|pay| (pay.span, ()));
    let mut marks = TextMarks {
        hits: Covering::new(hits.filter(|(span, _)| is_in_block(scored, *span))),
        found: Covering::new(found.spans.iter().map(|span| (*span, ()))),
        here: found.here,
        paid: Covering::new(paid.filter(|(span, ())| is_in_block(scored, *span))),
        anchors: &anchors,
    };
    let mut out = Vec::new();
    for block in &scored.document.blocks {
        let borders: Vec<u32> = borders.range(block.span.start..=block.span.end).copied().collect();
        let spans = borders.windows(2).map(|pair| ByteSpan { start: pair[0], end: pair[1] });
        let pieces = spans.map(|span| marks.piece(lexicon, scored, span)).collect();
        // The title describes the article: it is no part of its text.
        let pieces = if block.zone == Zone::Headline { pieces } else { cut(pieces, &mut left) };
        if !pieces.is_empty() {
            out.push(Paragraph { zone: block.zone, pieces });
        }
    }
    out
}

fn cut(pieces: Vec<MarkedText>, left: &mut usize) -> Vec<MarkedText> {
    if *left == usize::MAX {
        return pieces;
    }
    let mut out = Vec::new();
    for piece in pieces {
        let text = crate::serve::excerpt::clipped(&piece.text, *left);
        *left -= text.chars().count();
        if !text.is_empty() {
            out.push(MarkedText { text, ..piece });
        }
    }
    out
}

/// Where the text is split: at blocks, at anchors, at hits, found words and pay inside one block.
fn borders(scored: &ScoredDocument, found: &[ByteSpan], anchors: &[Anchor]) -> BTreeSet<u32> {
    let hits = scored.hits.iter().map(|hit| hit.span);
    let spans = hits.chain(found.iter().copied()).chain(scored.pay.iter().map(|pay| pay.span));
    let spans = spans.filter(|span| is_in_block(scored, *span));
    let spans = spans.chain(scored.document.blocks.iter().map(|block| block.span));
    spans.flat_map(|span| [span.start, span.end]).chain(anchors.iter().map(|anchor| anchor.at)).collect()
}

/// True when one block contains the whole span: no mark crosses a block.
fn is_in_block(scored: &ScoredDocument, span: ByteSpan) -> bool {
    let blocks = &scored.document.blocks;
    let after = blocks.partition_point(|block| block.span.start <= span.start);
    after.checked_sub(1).is_some_and(|at| span.end <= blocks[at].span.end)
}

/// Finds the spans that cover a piece, for pieces in text order, without comparing every span with every piece.
struct Covering<T> {
    /// Spans that start after the piece, the nearest last.
    later: Vec<(ByteSpan, T)>,
    /// Spans that have started and not ended.
    open: Vec<(ByteSpan, T)>,
}

impl<T> Covering<T> {
    fn new(spans: impl Iterator<Item = (ByteSpan, T)>) -> Self {
        let mut later: Vec<(ByteSpan, T)> = spans.collect();
        later.sort_by_key(|(span, _)| span.start);
        later.reverse();
        Self { later, open: Vec::new() }
    }

    /// The spans that cover this piece, by their start.
    fn over(&mut self, piece: ByteSpan) -> impl Iterator<Item = &T> {
        while let Some(next) = self.later.pop_if(|(span, _)| span.start <= piece.start) {
            self.open.push(next);
        }
        self.open.retain(|(span, _)| span.end > piece.start);
        self.open.iter().filter(move |(span, _)| span.end >= piece.end).map(|(_, of)| of)
    }
}

/// The marks on the text.
struct TextMarks<'a> {
    hits: Covering<(usize, &'a Hit)>,
    found: Covering<()>,
    here: Option<u32>,
    paid: Covering<()>,
    anchors: &'a [Anchor],
}

impl TextMarks<'_> {
    /// The text of a span with its marks.
    fn piece(&mut self, lexicon: &Lexicon, scored: &ScoredDocument, span: ByteSpan) -> MarkedText {
        let text = span.slice(&scored.document.text).unwrap_or_default().to_owned();
        let first = self.anchors.partition_point(|anchor| anchor.at < span.start);
        let anchors = self.anchors[first..].iter().take_while(|anchor| anchor.at == span.start);
        let mut piece = MarkedText {
            text,
            found: self.found.over(span).next().is_some(),
            here: self.here == Some(span.start),
            paid: self.paid.over(span).next().is_some(),
            anchors: anchors.cloned().collect(),
            ..MarkedText::default()
        };
        for (at, hit) in self.hits.over(span) {
            // Evidence of a tier has priority over a remedy around it.
            let is_evidence = matches!(lexicon.entry(hit.entry).role, EntryRole::Evidence);
            if piece.style.is_empty() || is_evidence {
                piece.style = style(lexicon, hit);
            }
            if hit.span.end == span.end {
                piece.numbers.push(at + 1);
            }
            piece.label.push_str(if piece.label.is_empty() { "" } else { "; " });
            piece.label.push_str(&label(lexicon, hit));
        }
        piece
    }
}
