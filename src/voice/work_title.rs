//! Titles of books, songs and films, and what signs say: words in quotation marks that nobody speaks.

use crate::tokenize::Tokens;
use crate::voice::quotation_mark::{BLOCK, BREAK, CLOSING, COLON, COMMA, Gap, OPENING, Quoted, SENTENCE};
use crate::voice::word_class::{DETERMINER, PREPOSITION, WordClass};

/// A document as far as titles are looked for.
#[derive(Clone, Copy)]
pub(super) struct Titles<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) classes: &'a [WordClass],
    pub(super) gaps: &'a [Gap],
}

/// Longest title, in words.
const LONGEST: usize = 12;

impl<'a> Titles<'a> {
    /// True for a quotation that is written like a title where a work is named, made or read.
    pub(super) fn names_work(self, quoted: &Quoted) -> bool {
        let n = quoted.tokens.len();
        if n > LONGEST || !self.is_in_title_case(quoted) {
            return false;
        }
        let before = self.before(quoted);
        let named = WORKS.contains(&before) || matches!(before, "titled" | "entitled");
        let made = MAKING.contains(&before) || matches!(before, "called" | "named");
        let opens = before == "in" && self.gap(quoted.tokens.end) & COMMA != 0;
        named || n > 1 && (made || opens) || self.is_described_as_work(quoted) || self.follows_work(quoted)
    }

    fn word(self, at: u32) -> &'a str {
        self.tokens.tokens().get(at as usize).map_or("", |token| self.tokens.folded(token))
    }

    fn gap(self, at: u32) -> Gap {
        self.gaps.get(at as usize).copied().unwrap_or(BLOCK)
    }

    /// The word right before the marks; empty after a comma, a colon or a sentence.
    fn before(self, quoted: &Quoted) -> &'a str {
        let parted = self.gap(quoted.tokens.start) & (COMMA | COLON | BREAK | SENTENCE | BLOCK) != 0;
        if parted { "" } else { quoted.tokens.start.checked_sub(1).map_or("", |before| self.word(before)) }
    }

    /// All words but the short ones have a capital.
    pub(super) fn is_in_title_case(self, quoted: &Quoted) -> bool {
        let tokens = &self.tokens.tokens()[quoted.tokens.range()];
        let large = |at: usize| tokens[at].shape.capitalised || tokens[at].shape.number;
        let small =
            |at: usize| self.tokens.folded(&tokens[at]).len() <= 4 && SMALL.contains(&self.tokens.folded(&tokens[at]));
        let last = tokens.len() - 1;
        large(0) && large(last) && (1..last).all(|at| large(at) || small(at))
    }

    /// "Her novel, “…,”": between commas after the noun.
    fn follows_work(self, quoted: &Quoted) -> bool {
        let start = quoted.tokens.start;
        let parted = self.gap(start) & (COMMA | COLON | BREAK | SENTENCE | BLOCK) == COMMA;
        let noun = start.checked_sub(1).map_or("", |before| self.word(before));
        parted && self.gap(quoted.tokens.end) & COMMA != 0 && WORKS.contains(&noun)
    }

    /// "…," a novel about; "…," her first song.
    fn is_described_as_work(self, quoted: &Quoted) -> bool {
        let start = quoted.tokens.end;
        let opens = self.gap(start) & (COMMA | OPENING) != 0
            && self.classes.get(start as usize).is_some_and(|class| class.is(DETERMINER));
        let noun = (start + 1..start + 6).take_while(|at| self.gap(*at) & (COMMA | SENTENCE | BLOCK | CLOSING) == 0);
        let Some(at) = noun.clone().find(|at| WORKS.contains(&self.word(*at))).filter(|_| opens) else { return false };
        let next = at + 1;
        let ends = self.gap(next) & (COMMA | SENTENCE | BLOCK | CLOSING | BREAK) != 0;
        ends || self.classes.get(next as usize).is_some_and(|class| class.is(PREPOSITION))
            || matches!(self.word(next), "about" | "that" | "which" | "published" | "released" | "he" | "she" | "they")
    }
}

/// Nouns for works and for what carries printed words.
const WORKS: &[&str] = &[
    "album",
    "anthem",
    "article",
    "ballad",
    "banner",
    "billboard",
    "bestseller",
    "book",
    "column",
    "comedy",
    "documentary",
    "drama",
    "essay",
    "exhibition",
    "film",
    "hit",
    "hymn",
    "memoir",
    "movie",
    "musical",
    "novel",
    "opera",
    "painting",
    "pamphlet",
    "placard",
    "play",
    "podcast",
    "poem",
    "poster",
    "series",
    "show",
    "sign",
    "single",
    "sitcom",
    "song",
    "sticker",
    "story",
    "thriller",
    "track",
    "tune",
    "volume",
];

/// Verbs of making, reading and hearing a work, in front of its title.
const MAKING: &[&str] = &[
    "composed",
    "directed",
    "heard",
    "hummed",
    "penned",
    "performed",
    "played",
    "plays",
    "published",
    "read",
    "reading",
    "reads",
    "recited",
    "recorded",
    "released",
    "sang",
    "sing",
    "singing",
    "sings",
    "sung",
    "watched",
    "watching",
    "write",
    "writes",
    "writing",
    "written",
    "wrote",
];

/// Words that a title may print small.
const SMALL: &[&str] = &[
    "a", "about", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "it", "of", "on",
    "or", "over", "the", "to", "vs", "with",
];
