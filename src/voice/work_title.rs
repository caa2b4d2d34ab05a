//! Titles of books, songs and films, and what signs say: words in quotation marks that nobody speaks.

use crate::tokenize::Tokens;
use crate::voice::quotation_mark::{BLOCK, BREAK, CLOSING, COLON, COMMA, Gap, OPENING, Quoted, SENTENCE};
use crate::voice::word_class::{AUTHORIAL, DETERMINER, PERSONAL, PREPOSITION, TO, WordClass};

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
    /// True for a quotation that is written like a title where a work is named, made or read; the title before it ends at
    /// `last`.
    pub(super) fn names_work(self, quoted: &Quoted, last: Option<u32>) -> bool {
        let n = quoted.tokens.len();
        if n > LONGEST || !self.is_in_title_case(quoted) {
            return false;
        }
        let before = self.before(quoted);
        let named = is_work(before) || matches!(before, "titled" | "entitled") || TAKING_IN.contains(&before);
        let made = MAKING.contains(&before) || matches!(before, "called" | "named");
        let opens = before == "in" && self.gap(quoted.tokens.end) & COMMA != 0;
        named
            || n > 1 && (made || opens)
            || last.is_some_and(|last| self.joins(last, quoted.tokens.start))
            || self.is_part_or_copy(quoted, before)
            || self.is_read_by_somebody(quoted, before)
            || self.is_described_as_work(quoted)
            || self.follows_work(quoted)
    }

    /// "“Strike” and “Lockout”": titles of one list.
    fn joins(self, end: u32, start: u32) -> bool {
        let parted = (end..=start).any(|at| self.gap(at) & (COLON | BREAK | SENTENCE | BLOCK) != 0);
        let linked = end == start || end + 1 == start && matches!(self.word(end), "and" | "or");
        linked && !parted
    }

    /// "a copy of “Strike”", "the sequel to “Strike”", "listening to “Strike”".
    fn is_part_or_copy(self, quoted: &Quoted, before: &str) -> bool {
        let noun = quoted.tokens.start.checked_sub(2).map_or("", |at| self.word(at));
        match before {
            "of" => OF_WORK.contains(&noun),
            "to" => matches!(noun, "listen" | "listened" | "listening" | "prequel" | "sequel"),
            _ => false,
        }
    }

    /// "She read “Strike”", "they watched “Strike”", but not "the note read “Sorry”".
    fn is_read_by_somebody(self, quoted: &Quoted, before: &str) -> bool {
        let reader = quoted.tokens.start.checked_sub(2).and_then(|at| self.classes.get(at as usize));
        matches!(before, "finished" | "read" | "reads" | "reread" | "watched" | "watches")
            && reader.is_some_and(|class| class.is(PERSONAL | AUTHORIAL | TO))
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
        parted && self.gap(quoted.tokens.end) & COMMA != 0 && is_work(noun)
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

/// True for a noun for a work, also of several: "her novels “Strike” and “Lockout”".
fn is_work(word: &str) -> bool {
    let is_verb = matches!(word, "hits" | "shows" | "signs" | "tracks");
    WORKS.contains(&word) || !is_verb && word.strip_suffix('s').is_some_and(|one| WORKS.contains(&one))
}

/// Nouns for works and for what carries printed words.
const WORKS: &[&str] = &[
    "adaptation",
    "album",
    "anthem",
    "anthology",
    "aria",
    "article",
    "autobiography",
    "ballad",
    "ballet",
    "banner",
    "billboard",
    "biography",
    "bestseller",
    "blockbuster",
    "book",
    "cartoon",
    "classic",
    "column",
    "comedy",
    "documentary",
    "docuseries",
    "drama",
    "epic",
    "episode",
    "essay",
    "exhibit",
    "exhibition",
    "fable",
    "film",
    "hit",
    "hymn",
    "lullaby",
    "magazine",
    "masterpiece",
    "memoir",
    "memoirs",
    "miniseries",
    "monograph",
    "movie",
    "mural",
    "musical",
    "mystery",
    "novel",
    "novella",
    "opera",
    "painting",
    "pamphlet",
    "placard",
    "play",
    "podcast",
    "poem",
    "poster",
    "prequel",
    "romance",
    "saga",
    "satire",
    "screenplay",
    "sculpture",
    "sequel",
    "serial",
    "series",
    "show",
    "sign",
    "single",
    "sitcom",
    "song",
    "sonnet",
    "soundtrack",
    "sticker",
    "story",
    "symphony",
    "textbook",
    "thriller",
    "track",
    "tragedy",
    "trilogy",
    "tune",
    "videogame",
    "volume",
];

/// Verbs of making, reading and hearing a work, in front of its title.
const MAKING: &[&str] = &[
    "adapted",
    "authored",
    "composed",
    "directed",
    "finished",
    "heard",
    "hummed",
    "illustrated",
    "penned",
    "performed",
    "played",
    "plays",
    "published",
    "read",
    "reads",
    "recited",
    "recorded",
    "released",
    "reread",
    "sang",
    "screened",
    "sing",
    "sings",
    "staged",
    "studied",
    "sung",
    "taught",
    "translated",
    "watched",
    "write",
    "writes",
    "writing",
    "written",
    "wrote",
];

/// Verbs of reading and hearing whose object is a work even where it is one word: "reading “Strike”".
const TAKING_IN: &[&str] = &[
    "borrowing",
    "browsing",
    "directing",
    "humming",
    "performing",
    "reading",
    "reciting",
    "rehearsing",
    "rereading",
    "singing",
    "staging",
    "studying",
    "teaching",
    "translating",
    "watching",
];

/// Nouns before "of" or "to" and a title: "a copy of “Strike”".
const OF_WORK: &[&str] = &[
    "author",
    "chapter",
    "chapters",
    "chorus",
    "copies",
    "copy",
    "cover",
    "director",
    "edition",
    "episode",
    "episodes",
    "lyrics",
    "page",
    "pages",
    "passage",
    "passages",
    "performance",
    "performances",
    "premiere",
    "production",
    "reading",
    "readings",
    "rendition",
    "review",
    "revival",
    "score",
    "screening",
    "screenings",
    "sequel",
    "showing",
    "star",
    "translation",
    "verse",
    "verses",
    "version",
];

/// Words that a title may print small.
const SMALL: &[&str] = &[
    "a", "about", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "it", "of", "on",
    "or", "over", "the", "to", "vs", "with",
];
