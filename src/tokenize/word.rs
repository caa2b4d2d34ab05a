//! Finds the words of a block and judges the gaps between them.
//!
//! One pass over the bytes: ASCII by table, other characters by Unicode property. The gap before
//! a word decides whether it opens a clause or a sentence.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use crate::span::ByteSpan;
use crate::tokenize::fold::{fold_into, is_apostrophe, is_ignorable};
use crate::tokenize::sentence::{Gap, judge_gap};
use crate::tokenize::{Shape, Token, Tokens};

/// Appends the tokens of one block; sentences are closed by the caller.
///
/// Token `first` opens the run of blocks that this one belongs to; `before` is the block of that
/// run in front of it, with markup between the two.
pub(super) fn tokenize_block(text: &str, block: ByteSpan, first: usize, before: Option<ByteSpan>, out: &mut Tokens) {
    let end = block.end as usize;
    let mut before = before;
    let mut gap_start = block.start as usize;
    while let Some((start, stop)) = next_word(&text[..end], gap_start) {
        let mut shape = shape_of(&text[start..stop]);
        if out.tokens.len() == first {
            shape.starts_sentence = true;
            shape.starts_clause = true;
        } else if before.is_some() || &text[gap_start..start] != " " {
            let last = out.tokens.last().expect("the run of blocks has a token");
            let (span, last_shape) = (last.span, last.shape);
            let previous = (&text[span.start as usize..span.end as usize], last_shape);
            let gap = match before.take() {
                Some(before) => {
                    Cow::Owned(text[span.end as usize..before.end as usize].to_owned() + &text[gap_start..start])
                }
                None => Cow::Borrowed(&text[gap_start..start]),
            };
            match judge_gap(previous, &gap, (&text[start..stop], shape), &text[stop..end]) {
                Gap::Sentence => {
                    shape.starts_sentence = true;
                    shape.starts_clause = true;
                }
                Gap::Clause => shape.starts_clause = true,
                Gap::Inside => {}
            }
        }
        push_token(out, text, start, stop, shape);
        gap_start = stop;
    }
}

fn push_token(out: &mut Tokens, text: &str, start: usize, stop: usize, shape: Shape) {
    let folded_start = out.folded.len();
    let len = fold_into(&text[start..stop], &mut out.folded);
    let folded = &out.folded[folded_start..];
    let trim_back = if len > 2 && folded.ends_with("'s") { 2 } else { 0 };
    let trim_front = if shape.money { currency_len(folded) } else { 0 };
    out.tokens.push(Token {
        span: ByteSpan::new(start, stop),
        folded_start: u32::try_from(folded_start).expect("a record is shorter than 4 GiB"),
        folded_len: u8::try_from(len).expect("folded forms are cut at 128 bytes"),
        trim_front,
        trim_back,
        shape,
    });
}

fn currency_len(folded: &str) -> u8 {
    folded.chars().next().map_or(0, |c| if is_currency(c) { u8::try_from(c.len_utf8()).unwrap_or(0) } else { 0 })
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥')
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// The next word at or after byte `from`, as `(start, end)`.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                return Some((at, word_end(text, at)));
            }
            if byte == b'$' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
                return Some((at, word_end(text, at + 1)));
            }
            at += 1;
            continue;
        }
        let c = char_at(text, at);
        if is_word_char(c) && !is_combining_mark(c) {
            return Some((at, word_end(text, at)));
        }
        let after = at + c.len_utf8();
        if is_currency(c) && bytes.get(after).is_some_and(u8::is_ascii_digit) {
            return Some((at, word_end(text, after)));
        }
        at = after;
    }
    None
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().expect("a character starts before the end")
}

/// End of the word whose first character is at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    // Last character that is part of the word for certain.
    let mut last = '\0';
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            last = char::from(byte);
            at += 1;
            continue;
        }
        if byte == b' ' {
            break;
        }
        let c = char_at(text, at);
        if is_word_char(c) {
            last = c;
            at += c.len_utf8();
            continue;
        }
        match joined(text, start, at, c, last) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// Where the word goes on after the non-letter `c` at `at`, or `None` when it ends there.
fn joined(text: &str, start: usize, at: usize, c: char, last: char) -> Option<usize> {
    let after = at + c.len_utf8();
    let next = text[after..].chars().next()?;
    if is_ignorable(c) {
        // A run of ignorable characters is passed over only when a letter follows it.
        let rest = text[after..].trim_start_matches(is_ignorable);
        let next = rest.chars().next()?;
        return is_word_char(next).then(|| text.len() - rest.len());
    }
    let goes_on = match c {
        _ if is_apostrophe(c) => last.is_alphabetic() && next.is_alphabetic(),
        '.' | ',' if last.is_ascii_digit() => next.is_ascii_digit(),
        '.' => is_acronym(&text[start..at]) && next.is_alphabetic() && ends_after_one(&text[after..]),
        '&' => last.is_alphanumeric() && next.is_alphanumeric() && at - start <= 4,
        _ => false,
    };
    goes_on.then_some(after)
}

/// Single letters joined by periods, as in `U.S`.
fn is_acronym(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    })
}

fn ends_after_one(rest: &str) -> bool {
    rest.chars().nth(1).is_none_or(|c| !is_word_char(c))
}

fn shape_of(word: &str) -> Shape {
    let first = word.chars().next().unwrap_or(' ');
    let money = is_currency(first);
    let mut shape = Shape { money, number: money || first.is_ascii_digit(), ..Shape::default() };
    shape.capitalised = first.is_uppercase();
    if shape.capitalised {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        shape.all_caps = word.chars().nth(1).is_some() && letters.all(char::is_uppercase);
    }
    shape
}
