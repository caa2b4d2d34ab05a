//! Finds what is between quotation marks, and the punctuation between words.
//!
//! Marks are straight or curly, double (`"`, `''`, `“ ”`) or single, and may lack their partner. A
//! block is read once from left to right; what is open at its end goes on to its end.

use std::ops::Range;

use crate::clean::{Document, Zone};
use crate::span::{ByteSpan, TokenSpan};
use crate::tokenize::Tokens;
use crate::voice::word_class::{ADVERB, AUXILIARY, CONJUNCTION, PERSONAL, PREPOSITION, SUBORDINATOR, WordClass};

/// Punctuation before a token; a set of the constants below.
pub(super) type Gap = u8;

/// A comma.
pub(super) const COMMA: Gap = 1;
/// A semicolon or a dash.
pub(super) const BREAK: Gap = 1 << 1;
/// A colon.
pub(super) const COLON: Gap = 1 << 2;
/// An opening parenthesis or bracket.
pub(super) const OPENING: Gap = 1 << 3;
/// A closing parenthesis or bracket.
pub(super) const CLOSING: Gap = 1 << 4;
/// A sentence begins.
pub(super) const SENTENCE: Gap = 1 << 5;
/// A block begins.
pub(super) const BLOCK: Gap = 1 << 6;
/// Anything that parts two words of one phrase.
pub(super) const ANY: Gap = COMMA | BREAK | COLON | OPENING | CLOSING | SENTENCE | BLOCK;

/// Words between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The words.
    pub(super) tokens: TokenSpan,
    /// With their marks.
    pub(super) span: ByteSpan,
    /// The closing mark is there.
    pub(super) closed: bool,
    /// Nothing comes before it in its block.
    pub(super) opens_block: bool,
}

/// The gaps before all tokens, and the quotations in order.
pub(super) struct QuotationMarks {
    pub(super) gaps: Vec<Gap>,
    pub(super) quoted: Vec<Quoted>,
}

/// One quotation mark.
#[derive(Clone, Copy)]
struct QuoteMark {
    /// Its bytes.
    at: usize,
    len: usize,
    /// The token after it.
    token: u32,
    side: QuoteSide,
    single: bool,
    /// A comma or a stop comes right before it.
    punctuated: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteSide {
    Open,
    Close,
    Either,
    /// After an s and before a blank: the end of a quotation or a possessive, "the workers' hall".
    AfterS,
    /// Before "tis" or "twas": an apostrophe, unless a mark after a comma or a stop is its partner.
    Contraction,
}

/// Reads all scored blocks of a document, whose tokens are of these `classes`.
pub(super) fn read(document: &Document, tokens: &Tokens, classes: &[WordClass]) -> QuotationMarks {
    let mut out = QuotationMarks { gaps: vec![0; tokens.tokens().len()], quoted: Vec::new() };
    let mut marks = Vec::new();
    let mut sentences = tokens.sentences().iter().peekable();
    while let Some(first) = sentences.next() {
        let block = &document.blocks[first.block as usize];
        let mut end = first.tokens.end;
        while let Some(next) = sentences.next_if(|s| s.block == first.block) {
            end = next.tokens.end;
        }
        if block.zone.is_scored() {
            let place = TokenSpan { start: first.tokens.start, end };
            let run = BlockRun::of(document, first.block as usize);
            read_block(&document.text, tokens, &run, place, &mut marks, &mut out);
            let paired = PairedBlock { tokens, classes, span: run.span, place };
            paired.outer_marks(&mut marks);
            pair(&paired, &marks, &mut out.quoted);
        }
    }
    out
}

/// A block with all that continue after markup in it.
struct BlockRun {
    span: ByteSpan,
    /// The markup inside, which contains no quotation marks.
    markup: Vec<ByteSpan>,
}

impl BlockRun {
    fn of(document: &Document, head: usize) -> Self {
        let mut span = document.blocks[head].span;
        let (mut markup, mut passed) = (Vec::new(), Vec::new());
        for block in &document.blocks[head + 1..] {
            if block.zone == Zone::Markup {
                passed.push(block.span);
            } else if block.is_joined {
                span.end = block.span.end;
                markup.append(&mut passed);
            } else {
                break;
            }
        }
        Self { span, markup }
    }

    /// The parts of `range` that are no markup.
    fn printed(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let from = self.markup.partition_point(|m| m.end as usize <= range.start);
        let inside = self.markup[from..].iter().take_while(move |m| (m.start as usize) < range.end);
        let starts = std::iter::once(range.start).chain(inside.clone().map(|m| m.end as usize));
        let ends = inside.map(|m| m.start as usize).chain(std::iter::once(range.end));
        starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| start..end)
    }
}

fn read_block(
    text: &str,
    tokens: &Tokens,
    run: &BlockRun,
    place: TokenSpan,
    marks: &mut Vec<QuoteMark>,
    out: &mut QuotationMarks,
) {
    let block = run.span;
    marks.clear();
    let mut before = block.start as usize;
    for idx in place.start..place.end {
        let token = &tokens.tokens()[idx as usize];
        let start = token.span.start as usize;
        let mut gap = if idx == place.start { BLOCK | SENTENCE } else { 0 };
        gap |= if token.shape.starts_sentence { SENTENCE } else { 0 };
        if start - before > 1 || idx == place.start {
            for part in run.printed(before..start) {
                gap |= read_gap(text, block, part, idx, marks);
            }
        }
        out.gaps[idx as usize] = gap;
        before = token.span.end as usize;
    }
    for part in run.printed(before..block.end as usize) {
        read_gap(text, block, part, place.end, marks);
    }
}

fn read_gap(text: &str, block: ByteSpan, range: Range<usize>, token: u32, marks: &mut Vec<QuoteMark>) -> Gap {
    let gap = &text[range.clone()];
    let mut out = 0;
    let mut chars = gap.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut len = c.len_utf8();
        match c {
            ',' => out |= COMMA,
            ';' | '\u{2014}' | '\u{2013}' => out |= BREAK,
            '-' if gap[at + 1..].starts_with(['-', ' ']) => out |= BREAK,
            ':' => out |= COLON,
            '(' | '[' => out |= OPENING,
            ')' | ']' => out |= CLOSING,
            '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' | '\'' | '\u{2018}' | '\u{2019}' | '`' => {
                let twin = matches!(c, '\'' | '`' | '\u{2018}' | '\u{2019}')
                    && chars.next_if(|(_, next)| *next == c).is_some();
                len *= if twin { 2 } else { 1 };
                let at = range.start + at;
                let single = matches!(c, '\'' | '`' | '\u{2018}' | '\u{2019}') && !twin;
                let side = side(text, block, at, len, c, single);
                if let Some(side) = side {
                    let punctuated = text[..at].ends_with([',', '.', '?', '!']);
                    marks.push(QuoteMark { at, len, token, side, single, punctuated });
                }
            }
            _ => {}
        }
    }
    out
}

/// Which side of a quotation a mark is on; `None` for an apostrophe.
fn side(text: &str, block: ByteSpan, at: usize, len: usize, mark: char, single: bool) -> Option<QuoteSide> {
    let left = text[block.start as usize..at].chars().next_back();
    let right = text[at + len..block.end as usize].chars().next();
    let free =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '>' | '\u{2014}' | '\u{2013}'));
    let (opens, closes) = (free(left) && !free(right), !free(left) && right.is_none_or(|c| !c.is_alphanumeric()));
    if single {
        let word = first_word(&text[at + len..block.end as usize]);
        if opens && mark != '\u{2019}' && matches!(word.as_str(), "tis" | "twas") {
            return Some(QuoteSide::Contraction);
        }
        return single_side(left, right, mark, (opens && !is_contraction(&word), closes));
    }
    // "„So“, »so« and « so »": the marks of other languages close with what opens elsewhere.
    let before_letter = right.is_some_and(char::is_alphanumeric);
    Some(match mark {
        '\u{201c}' | '\u{ab}' if closes => QuoteSide::Close,
        '\u{201c}' | '\u{201e}' | '\u{ab}' => QuoteSide::Open,
        '\u{201d}' if !opens => QuoteSide::Close,
        '\u{bb}' if !opens || !before_letter => QuoteSide::Close,
        _ if opens => QuoteSide::Open,
        _ if closes => QuoteSide::Close,
        _ => QuoteSide::Either,
    })
}

/// Which side of a quotation a single mark is on that can open or close one.
fn single_side(left: Option<char>, right: Option<char>, mark: char, can: (bool, bool)) -> Option<QuoteSide> {
    let (opens, closes) = can;
    let starts = |c: char| c.is_alphanumeric() || matches!(c, '\u{201c}' | '"');
    if opens && right.is_some_and(starts) && mark != '\u{2019}' {
        return Some(QuoteSide::Open);
    }
    let last = left.filter(|_| closes && mark != '\u{2018}')?;
    match last {
        ',' | '.' | '?' | '!' | '\u{201d}' | '"' => Some(QuoteSide::Close),
        's' if right.is_some_and(char::is_whitespace) => Some(QuoteSide::AfterS),
        _ => last.is_alphanumeric().then_some(QuoteSide::Close),
    }
}

/// The first letters after a mark, in lower case.
fn first_word(rest: &str) -> String {
    rest.chars().take_while(|c| c.is_alphanumeric()).take(6).collect::<String>().to_lowercase()
}

/// True for a word or number that is written with an apostrophe at its front: "'em", "'90s".
fn is_contraction(word: &str) -> bool {
    let decade = word.strip_suffix('s').is_some_and(|n| n.len() == 2 && n.bytes().all(|b| b.is_ascii_digit()));
    decade || matches!(word, "bout" | "cause" | "cuz" | "em" | "n" | "round" | "til")
}

/// What marks are paired in.
struct PairedBlock<'a> {
    tokens: &'a Tokens,
    classes: &'a [WordClass],
    span: ByteSpan,
    place: TokenSpan,
}

impl PairedBlock<'_> {
    /// Leaves the double marks, or the single ones where a block has no others or has all others inside them.
    fn outer_marks(&self, marks: &mut Vec<QuoteMark>) {
        let (single, double): (Vec<_>, Vec<_>) = marks.iter().partition(|m| m.single);
        let mut around = Vec::new();
        if !double.is_empty() {
            pair(self, &single, &mut around);
        }
        let within = |m: &QuoteMark| {
            let after = around.partition_point(|q| (q.span.start as usize) < m.at);
            after > 0 && m.at < around[after - 1].span.end as usize
        };
        let single = double.iter().all(within);
        marks.retain(|m| m.single == single);
    }
}

/// Pairs the marks of a block.
fn pair(block: &PairedBlock<'_>, marks: &[QuoteMark], out: &mut Vec<Quoted>) {
    let mut open: Option<QuoteMark> = None;
    let mut push = |open: QuoteMark, end: u32, byte: usize, closed: bool| {
        let span = TokenSpan { start: open.token, end };
        if !span.is_empty() {
            let opens_block = open.token == block.place.start;
            out.push(Quoted { tokens: span, span: ByteSpan::new(open.at, byte), closed, opens_block });
        }
    };
    for (at, mark) in marks.iter().enumerate() {
        match (open, mark.side) {
            (None, QuoteSide::Open | QuoteSide::Either) => open = Some(*mark),
            (None, QuoteSide::Contraction) if has_partner(&marks[at + 1..]) => open = Some(*mark),
            (Some(from), QuoteSide::AfterS) if !ends_quotation(block, from, &marks[at..]) => {}
            (Some(from), QuoteSide::Close | QuoteSide::Either | QuoteSide::AfterS) => {
                push(from, mark.token, mark.at + mark.len, true);
                open = None;
            }
            (Some(from), QuoteSide::Open) if !from.single && from.token < mark.token => {
                // The partner of the first is missing: it ends with its sentence.
                let end = sentence_end(block.tokens, from.token, mark.token);
                push(from, end, block.tokens.tokens()[end as usize - 1].span.end as usize, false);
                open = Some(*mark);
            }
            (None, QuoteSide::Close | QuoteSide::AfterS) | (_, QuoteSide::Contraction) | (Some(_), QuoteSide::Open) => {
            }
        }
    }
    // A single mark without a partner is an apostrophe.
    if let Some(from) = open.filter(|m| !m.single) {
        push(from, block.place.end, block.span.end as usize, false);
    }
}

/// True when the first of `marks` that can only open or close a quotation closes one, after a comma or a stop.
fn has_partner(marks: &[QuoteMark]) -> bool {
    let sided = marks.iter().find(|m| !matches!(m.side, QuoteSide::AfterS | QuoteSide::Contraction));
    sided.is_some_and(|m| m.side == QuoteSide::Close && m.punctuated)
}

/// True when the first of `marks`, after an s, closes what `open` opened and is no possessive.
///
/// It is one where a mark that can only close comes before the next quotation, and where a noun follows.
fn ends_quotation(block: &PairedBlock<'_>, open: QuoteMark, marks: &[QuoteMark]) -> bool {
    let mark = marks[0];
    let one_sentence = sentence_end(block.tokens, open.token, mark.token) == mark.token;
    let mut later = marks[1..].iter().take_while(|m| m.side != QuoteSide::Open);
    if !one_sentence || later.any(|m| m.side == QuoteSide::Close) {
        return false;
    }
    let next = block.classes.get(mark.token as usize).copied().unwrap_or_default();
    mark.token >= block.place.end
        || next.is(ADVERB | AUXILIARY | CONJUNCTION | PERSONAL | PREPOSITION | SUBORDINATOR)
        || next.verb.is_some_and(|verb| !verb.noun)
}

/// End of the sentence that contains token `from`, at most `limit`.
fn sentence_end(tokens: &Tokens, from: u32, limit: u32) -> u32 {
    let words = &tokens.tokens()[from as usize..limit as usize];
    let next = words.iter().skip(1).position(|t| t.shape.starts_sentence);
    next.map_or(limit, |at| from + 1 + at as u32).max(from + 1)
}
