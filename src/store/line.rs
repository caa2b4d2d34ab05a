//! Passes tantivy the tokens that exist already.
//!
//! Each text field gets one line of case-folded words: a blank ends a word, a newline opens a clause
//! (one position is left out, so that no phrase runs across it), `\u{1}` marks a further form at
//! the position of the word before: the base of a possessive, the mark of a sentence start, a class
//! of the lexicon such as `@low_wage.schedule` that was found there, or `@quoted.low_wage` for words
//! that someone of a tier says. Splitting this line allocates nothing per token.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::clean::{Block, Zone};
use crate::lexicon::{Lexicon, Role};
use crate::score::{ScoredDocument, spoken};
use crate::span::ByteSpan;
use crate::voice::{Standing, Voice};

const CLAUSE: char = '\n';
const SAME_PLACE: char = '\u{1}';
/// Further form at the first place of each sentence.
pub(super) const SENTENCE: &str = "\u{2}";

/// True for a term that is a printed word and neither a class nor a mark.
pub(super) fn is_word(term: &str) -> bool {
    !term.starts_with(['@', '\u{2}'])
}

/// Lines of one document, reused from one to the next.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) title: String,
    pub(super) lede: String,
    pub(super) body: String,
    pub(super) cut: String,
}

impl Lines {
    /// Writes the lines of `scored`.
    pub(super) fn fill(&mut self, lexicon: &Lexicon, scored: &ScoredDocument) {
        for line in [&mut self.title, &mut self.lede, &mut self.body, &mut self.cut] {
            line.clear();
        }
        let tokens = &scored.tokens;
        let mut hits = scored.hits.iter().peekable();
        let mut quoted = Quoted::of(lexicon, &scored.voice);
        for sentence in tokens.sentences() {
            let line = match sentence.zone {
                Zone::Headline => &mut self.title,
                Zone::Lede => &mut self.lede,
                Zone::Body => &mut self.body,
                _ => &mut self.cut,
            };
            for idx in sentence.tokens.start..sentence.tokens.end {
                let token = &tokens.tokens()[idx as usize];
                if token.shape.starts_clause {
                    line.push(CLAUSE);
                }
                line.push_str(tokens.folded(token));
                line.push(' ');
                if let Some(base) = tokens.base(token) {
                    push_here(line, &[base]);
                }
                if let Some((_, tier)) = quoted.at(token.span.start) {
                    push_here(line, &[QUOTED, tier]);
                }
                if token.shape.starts_sentence {
                    push_here(line, &[SENTENCE]);
                }
                while let Some(hit) = hits.next_if(|hit| hit.tokens.start <= idx) {
                    let entry = lexicon.entry(hit.entry);
                    let tier = lexicon.tier_name(entry.tier);
                    match &entry.role {
                        Role::Evidence => {
                            push_here(line, &["@", tier]);
                            push_here(line, &["@", tier, ".", lexicon.dimension_name(entry)]);
                        }
                        other => {
                            let (role, kind) = other.names();
                            push_here(line, &["@", role, ".", kind]);
                        }
                    }
                    if let Some(soc) = &entry.soc {
                        push_here(line, &["@occupation.", soc]);
                    }
                }
            }
        }
    }
}

/// The line of a title without its classes, which are of the whole text.
pub(super) fn title_line(title: &str) -> String {
    let tokens = crate::tokenize::tokenize(title, &[Block::new(Zone::Headline, 0..title.len())]);
    let mut line = String::with_capacity(title.len() + 4);
    for token in tokens.tokens() {
        if token.shape.starts_clause {
            line.push(CLAUSE);
        }
        line.push_str(tokens.folded(token));
        line.push(' ');
        if let Some(base) = tokens.base(token) {
            push_here(&mut line, &[base]);
        }
        if token.shape.starts_sentence {
            push_here(&mut line, &[SENTENCE]);
        }
    }
    line
}

/// True for a class of hits; classes of quoted words count words, not hits.
pub(super) fn is_hit_class(term: &str) -> bool {
    term.starts_with('@') && !term.starts_with(QUOTED)
}

/// Start of the classes of words that someone of a tier says.
pub(super) const QUOTED: &str = "@quoted.";

/// Quotations of persons of a tier, read in text order.
pub(super) struct Quoted<'a> {
    spans: Vec<(ByteSpan, &'a str)>,
    next: usize,
}

impl<'a> Quoted<'a> {
    pub(super) fn of(lexicon: &'a Lexicon, voice: &Voice) -> Self {
        let mut spans = Vec::new();
        for (quote, speaker) in spoken(voice) {
            if let Standing::Tier(tier) = speaker.standing {
                let name = lexicon.tiers[usize::from(tier.0)].as_str();
                spans.extend(quote.content.iter().map(|span| (*span, name)));
            }
        }
        spans.sort_unstable();
        Self { spans, next: 0 }
    }

    /// The number of the quotation with the word starting at this byte, and the tier of its speaker.
    pub(super) fn at(&mut self, start: u32) -> Option<(usize, &'a str)> {
        while self.spans.get(self.next).is_some_and(|(span, _)| span.end <= start) {
            self.next += 1;
        }
        self.spans.get(self.next).filter(|(span, _)| span.start <= start).map(|(_, tier)| (self.next, *tier))
    }
}

fn push_here(line: &mut String, parts: &[&str]) {
    line.push(SAME_PLACE);
    for part in parts {
        line.push_str(part);
    }
    line.push(' ');
}

/// Splits a line into its tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct LineTokenizer {
    token: Token,
}

impl Tokenizer for LineTokenizer {
    type TokenStream<'a> = LineStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LineStream<'a> {
        self.token.reset();
        LineStream { rest: text, token: &mut self.token, next_position: 0 }
    }
}

/// The tokens of one line.
pub(super) struct LineStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
    next_position: usize,
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(rest) = self.rest.strip_prefix(CLAUSE) {
            self.rest = rest;
            self.next_position += 1;
        }
        let same_place = self.rest.strip_prefix(SAME_PLACE);
        if let Some(rest) = same_place {
            self.rest = rest;
        }
        // Words are short: a look at each byte costs less than a call that searches.
        let Some(end) = self.rest.bytes().position(|byte| byte == b' ') else { return false };
        let word = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        self.token.text.clear();
        self.token.text.push_str(word);
        if same_place.is_none() {
            self.token.position = self.next_position;
            self.next_position += 1;
        }
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// The line of a short text without clauses: an outlet, a section, an author.
pub(super) fn plain_line(text: &str) -> String {
    let words = crate::tokenize::words(text);
    let mut line = String::with_capacity(text.len() + 4);
    for token in words.tokens.tokens() {
        line.push_str(words.tokens.folded(token));
        line.push(' ');
        if let Some(base) = words.tokens.base(token) {
            push_here(&mut line, &[base]);
        }
    }
    line
}
