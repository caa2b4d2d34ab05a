//! Finds who speaks in an article, what they say, and who they are.
//!
//! In: a document, its tokens and hits, and a [`Listener`]. Out: [`Voice`]: quotations direct,
//! indirect and mixed, attributed thoughts, and their speakers. Rules only, sentence by sentence,
//! in time linear in the text.

mod sign;
mod mark;
mod item;
mod noun;
mod cue;
mod follow;

use crate::clean::{Document, Zone};
use crate::lexicon::{Lexicon, VerbClass};
use crate::matcher::Hit;
use crate::span::ByteSpan;
use crate::tokenize::Tokens;
use crate::voice::item::Page;
use crate::voice::sign::{QUOTE, Signs};

/// How words are attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteKind {
    /// Quotation marks around everything.
    Direct,
    /// Quotation marks around a part.
    Mixed,
    /// Reported without quotation marks.
    Indirect,
    /// A belief, wish or intention, not speech.
    Stance,
}

impl QuoteKind {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Stance => "stance",
        }
    }
}

/// Words that are attributed to a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// How they are attributed.
    pub kind: QuoteKind,
    /// The words for the speaker there; `None` where the speaker before goes on.
    pub source: Option<ByteSpan>,
    /// The verb; empty where there is none.
    pub cue: ByteSpan,
    /// The words, in one piece or several.
    pub content: Vec<ByteSpan>,
    /// Words in all pieces.
    pub n_words: u32,
    /// Zone of the verb.
    pub zone: Zone,
}

/// Who speaks in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Voice {
    /// In the order of their verbs.
    pub quotes: Vec<Quote>,
}

/// The words of a lexicon made ready to find speakers.
#[derive(Debug)]
pub struct Listener {
    signs: Signs,
}

impl Listener {
    /// Compiles the words of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { signs: Signs::new(lexicon) }
    }

    /// Who speaks in a document.
    #[must_use]
    pub fn listen(&self, document: &Document, tokens: &Tokens, _hits: &[Hit]) -> Voice {
        let page = Page::new(&self.signs, document, tokens);
        let said = follow::all(&page);
        Voice { quotes: said.iter().map(|said| quote(&page, said)).collect() }
    }
}

fn quote(page: &Page<'_>, said: &follow::Said) -> Quote {
    let attribution = &said.attribution;
    let items = || attribution.content.iter().flat_map(|span| span.range()).map(|i| &page.items[i]);
    let quoted = items().any(|i| i.sign.is(QUOTE));
    let plain = items().filter(|i| !i.sign.is(QUOTE)).count();
    let kind = match (quoted, plain, attribution.class) {
        (true, 0, _) => QuoteKind::Direct,
        (_, _, VerbClass::Stance) => QuoteKind::Stance,
        (true, _, _) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    };
    let first = page.sentences[said.sentence].items.start;
    let block = page.tokens.sentence_of(page.items[first].tokens.start);
    Quote {
        kind,
        source: attribution.source.map(|s| with_bracket(&page.document.text, page.bytes(s))),
        cue: page.bytes(attribution.cue),
        content: attribution.content.iter().map(|s| page.bytes(*s)).collect(),
        n_words: items().map(|i| i.tokens.len() as u32).sum(),
        zone: page.tokens.sentences()[block].zone,
    }
}

/// The span with the closing bracket of what it opens: "Rep. Jane Doe (R-Ohio)".
fn with_bracket(text: &str, span: ByteSpan) -> ByteSpan {
    let end = span.end as usize;
    let opens = span.slice(text).is_some_and(|s| s.rfind('(') > s.rfind(')'));
    if opens && text[end..].starts_with(')') { ByteSpan::new(span.start as usize, end + 1) } else { span }
}
