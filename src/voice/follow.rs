//! Puts together what one speaker says over several sentences and blocks.
//!
//! A sentence that is nothing but a quotation goes with the attribution before it in its block, or
//! with the one that follows; a quotation that was left open goes on in the next block.

use crate::voice::cue::{Attribution, attributions};
use crate::voice::outer_text::{ItemSpan, OuterSentence, OuterText};
use crate::voice::quotation_mark::{ANY, BLOCK, BREAK, COLON, COMMA, OPENING};
use crate::voice::word_class::{AUXILIARY, QUOTE};

/// An attribution and the sentence its verb is in; without a source it goes on with the
/// speaker before.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) attribution: Attribution,
    pub(super) sentence: usize,
}

/// All attributions of a document, in the order of the text.
pub(super) fn all(outer: &OuterText<'_>) -> Vec<Said> {
    let mut state = Following { outer, out: Vec::new(), block_from: 0, loose: Vec::new() };
    for (at, sentence) in outer.sentences.iter().enumerate() {
        state.read(at, sentence);
    }
    state.settle();
    state.out.retain(|said| !said.attribution.content.is_empty());
    state.out
}

struct Following<'a> {
    outer: &'a OuterText<'a>,
    out: Vec<Said>,
    /// First attribution of this block.
    block_from: usize,
    /// Quotations of this block without a speaker yet, and their sentences.
    loose: Vec<(ItemSpan, usize)>,
}

impl Following<'_> {
    fn read(&mut self, at: usize, sentence: &OuterSentence) {
        if self.outer.items[sentence.items.start].gap & BLOCK != 0 {
            if !self.goes_on(sentence) && !self.classes(sentence) {
                self.settle();
            }
            self.block_from = self.out.len();
        }
        let only = sentence.items.end - sentence.items.start == 1;
        if only && self.outer.items[sentence.items.start].word_class.is(QUOTE) {
            self.lone(sentence.items, at);
            return;
        }
        if let Some(said) = self.signed(at, sentence) {
            self.out.push(said);
            return;
        }
        for mut attribution in attributions(self.outer, sentence) {
            let opens = attribution.content.first().is_some_and(|s| s.start == sentence.items.start);
            if !self.loose.is_empty() && (attribution.points_on || opens) {
                let loose = self.loose.drain(..).map(|(span, _)| span);
                attribution.content = loose.chain(attribution.content).collect();
                attribution.points_on = false;
            }
            self.out.push(Said { attribution, sentence: at });
        }
    }

    /// True for a block that can be a signature: it starts with a name and is short.
    fn classes(&self, sentence: &OuterSentence) -> bool {
        sentence.items.end - sentence.items.start <= 12 && self.outer.items[sentence.items.start].capitalised
    }

    /// True when a quotation was left open at the end of the block before and this block quotes on.
    fn goes_on(&self, sentence: &OuterSentence) -> bool {
        let last = self.loose.last().and_then(|(span, _)| self.outer.items[span.start].quoted);
        last.is_some_and(|quoted| !self.outer.quoted[quoted as usize].closed)
            && self.outer.items[sentence.items.start].word_class.is(QUOTE)
    }

    /// "— Jane Doe", "Jane Doe, The Paper": a name alone after what it signs.
    fn signed(&mut self, at: usize, sentence: &OuterSentence) -> Option<Said> {
        let outer = self.outer;
        let ItemSpan { start, end } = sentence.items;
        let first = &outer.items[start];
        let dashed = first.gap & BREAK != 0;
        let n_name =
            (start..end).take_while(|i| outer.items[*i].capitalised && (*i == start || outer.items[*i].gap & ANY == 0));
        let name = ItemSpan::new(start, start + n_name.count());
        // "Jane Doe, 52, cook: 'Here you never rest'" heads what comes after it.
        let plain = (start..end).all(|i| {
            let item = &outer.items[i];
            item.word_class.verb.is_none() && !item.word_class.is(AUXILIARY | QUOTE) && item.gap & COLON == 0
        });
        let ends = name.end == end || outer.items[name.end].gap & (COMMA | OPENING) != 0;
        if !(2..=5).contains(&(name.end - name.start)) || !ends || !plain || end - start > 12 {
            return None;
        }
        let content: Vec<ItemSpan> = if self.loose.is_empty() && dashed && first.gap & BLOCK == 0 {
            vec![outer.sentences[at.checked_sub(1)?].items]
        } else {
            self.loose.drain(..).map(|(span, _)| span).collect()
        };
        let cue = ItemSpan::new(start, start);
        let class = crate::lexicon::VerbClass::Say;
        let attribution = Attribution { source: Some(name), cue, content, class, points_on: false };
        (!attribution.content.is_empty()).then_some(Said { attribution, sentence: at })
    }

    /// A sentence that is one quotation.
    fn lone(&mut self, span: ItemSpan, at: usize) {
        let outer = self.outer;
        let opens_block = outer.items[span.start].gap & BLOCK != 0;
        let open_before = opens_block && self.out.last().is_some_and(|said| ends_open(outer, said));
        let pointed = self.out.last().is_some_and(|said| said.attribution.points_on && said.sentence + 1 == at);
        let quoting = (self.block_from..self.out.len()).rev().find(|i| quotes(outer, &self.out[*i].attribution));
        let last = self.out.len().checked_sub(1).filter(|_| open_before || pointed);
        match last.or(quoting).filter(|_| self.loose.is_empty()) {
            Some(said) => {
                self.out[said].attribution.points_on = false;
                self.out[said].attribution.content.push(span);
            }
            None => self.loose.push((span, at)),
        }
    }

    /// Quotations without a speaker in their block continue with the speaker before.
    fn settle(&mut self) {
        let Some(&(first, sentence)) = self.loose.first() else { return };
        let content = self.loose.drain(..).map(|(span, _)| span).collect();
        let cue = ItemSpan::new(first.start, first.start);
        let class = crate::lexicon::VerbClass::Say;
        let attribution = Attribution { source: None, cue, content, class, points_on: false };
        self.out.push(Said { attribution, sentence });
    }
}

/// True when the words of an attribution contain a quotation.
pub(super) fn quotes(outer: &OuterText<'_>, attribution: &Attribution) -> bool {
    attribution.content.iter().any(|span| span.range().any(|i| outer.items[i].word_class.is(QUOTE)))
}

/// True when the last quotation of an attribution lacks its closing mark.
fn ends_open(outer: &OuterText<'_>, said: &Said) -> bool {
    let last = said.attribution.content.last().and_then(|span| outer.items[span.end - 1].quoted);
    last.is_some_and(|quoted| !outer.quoted[quoted as usize].closed)
}
