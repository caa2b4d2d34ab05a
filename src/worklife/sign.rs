//! The signs of a sentence: what the model weighs.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::clean::Zone;
use crate::lexicon::{Entry, Lexicon, Role, Tier};
use crate::matcher::Hit;
use crate::tokenize::{Token, Tokens};

/// Where a sign is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SignKind {
    /// A word of the sentence.
    Word,
    /// Two words beside each other.
    Pair,
    /// A tier, or a tier and dimension, or another role of the lexicon that is hit in the sentence.
    Hit,
    /// The same in the sentence before it.
    HitBefore,
    /// The same in the sentence after it.
    HitAfter,
    /// The same in the headline.
    HitHeadline,
    /// Zone of the sentence and its length.
    Place,
}

impl SignKind {
    const ALL: [Self; 7] =
        [Self::Word, Self::Pair, Self::Hit, Self::HitBefore, Self::HitAfter, Self::HitHeadline, Self::Place];

    fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Pair => "pair",
            Self::Hit => "hit",
            Self::HitBefore => "hit_before",
            Self::HitAfter => "hit_after",
            Self::HitHeadline => "hit_in_headline",
            Self::Place => "place",
        }
    }
}

impl SignKind {
    /// 64 mixed bits: with small seeds the hashes of short words of two kinds can be the same.
    fn seed(self) -> u64 {
        static SEEDS: LazyLock<[u64; SignKind::ALL.len()]> =
            LazyLock::new(|| SignKind::ALL.map(|kind| xxh3_64_with_seed(kind.name().as_bytes(), 0)));
        SEEDS[self as usize]
    }
}

/// One sign, as it is written in `sentences.csv`: `word:nurse`, `pair:laid off`, `hit:middle.occupation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign<'a> {
    kind: SignKind,
    first: &'a str,
    second: Option<&'a str>,
}

impl fmt::Display for Sign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.name(), self.first)?;
        self.second.iter().try_for_each(|second| write!(f, " {second}"))
    }
}

impl<'a> Sign<'a> {
    fn new(kind: SignKind, first: &'a str) -> Self {
        Self { kind, first, second: None }
    }

    fn pair(first: &'a str, second: &'a str) -> Self {
        Self { kind: SignKind::Pair, first, second: Some(second) }
    }

    pub(super) fn word(word: &'a str) -> Self {
        Self::new(SignKind::Word, word)
    }

    pub(super) fn place(name: &'a str) -> Self {
        Self::new(SignKind::Place, name)
    }

    /// The sign that is written so; `None` where it is no sign.
    #[must_use]
    pub fn parse(written: &'a str) -> Option<Self> {
        let (kind, rest) = written.split_once(':')?;
        let kind = SignKind::ALL.into_iter().find(|known| known.name() == kind)?;
        match (kind, rest.split_once(' ')) {
            (_, _) if rest.is_empty() => None,
            (SignKind::Pair, Some((first, second))) => Some(Self::pair(first, second)),
            (SignKind::Pair, None) | (_, Some(_)) => None,
            (_, None) => Some(Self::new(kind, rest)),
        }
    }

    /// The two words of a pair.
    pub(super) fn as_pair(self) -> Option<(&'a str, &'a str)> {
        self.second.map(|second| (self.first, second))
    }

    /// A word or a pair of words: what the model of articles weighs.
    #[must_use]
    pub fn is_of_words(self) -> bool {
        matches!(self.kind, SignKind::Word | SignKind::Pair)
    }

    /// The number of the sign in look-ups: a hash of 64 bits.
    #[must_use]
    pub fn key(self) -> u64 {
        let first = xxh3_64_with_seed(self.first.as_bytes(), self.kind.seed());
        let second = self.second.map_or(0, |second| xxh3_64_with_seed(second.as_bytes(), first));
        first ^ second.rotate_left(1)
    }
}

/// Names of what the hits of a lexicon are signs of, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitNames {
    names: Vec<String>,
    /// Numbers of names, an entry each.
    of_entry: Vec<Vec<u16>>,
}

impl HitNames {
    /// The names of every entry.
    #[must_use]
    pub fn of(lexicon: &Lexicon) -> Self {
        let mut numbers = BTreeMap::new();
        let mut names = Vec::new();
        let mut number = |name: String| {
            *numbers.entry(name).or_insert_with_key(|name| {
                names.push(name.clone());
                u16::try_from(names.len() - 1).expect("tiers, dimensions and kinds are few")
            })
        };
        let entries = lexicon.entries.iter();
        let of_entry =
            entries.map(|entry| names_of_entry(lexicon, entry).into_iter().map(&mut number).collect()).collect();
        Self { names, of_entry }
    }

    /// The four signs that hits of each name are, by where they are found.
    pub(super) fn signs(&self) -> impl Iterator<Item = [Sign<'_>; HitPlace::ALL.len()]> {
        self.names.iter().map(|name| HitPlace::ALL.map(|place| Sign::new(place.kind(), name)))
    }
}

/// Where a hit is found, seen from a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HitPlace {
    Here,
    Headline,
    Before,
    After,
}

impl HitPlace {
    const ALL: [Self; 4] = [Self::Here, Self::Headline, Self::Before, Self::After];

    fn kind(self) -> SignKind {
        match self {
            Self::Here => SignKind::Hit,
            Self::Headline => SignKind::HitHeadline,
            Self::Before => SignKind::HitBefore,
            Self::After => SignKind::HitAfter,
        }
    }
}

/// A sign as it is seen in a text; `W` is what is known of a word.
#[derive(Debug, Clone, Copy)]
pub(super) enum SeenSign<W> {
    Word(W),
    Pair(W, W),
    /// A name of the place of a sentence.
    Place(&'static str),
    /// Number of a name of hits, and where the hit is.
    Hit(u16, HitPlace),
}

/// What hits of an entry are signs of.
fn names_of_entry(lexicon: &Lexicon, entry: &Entry) -> Vec<String> {
    let tier = lexicon.tier_name(entry.tier);
    match (&entry.role, entry.tier) {
        (Role::Evidence, Tier::Of(_) | Tier::Universal) => {
            vec![tier.to_owned(), format!("{tier}.{}", lexicon.dimension_name(entry))]
        }
        (Role::Evidence, Tier::None) => Vec::new(),
        (role, _) => {
            let (role, kind) = role.names();
            vec![format!("{role}.{kind}")]
        }
    }
}

/// A text in which the signs of each scored sentence can be looked up.
pub(super) struct SignedText<'a> {
    tokens: &'a Tokens,
    names: &'a HitNames,
    /// Indexes of the scored sentences in the document.
    scored: Vec<usize>,
    /// Numbers of names, a scored sentence each.
    found: Vec<Vec<u16>>,
    n_headline: usize,
}

impl<'a> SignedText<'a> {
    pub(super) fn of(names: &'a HitNames, tokens: &'a Tokens, hits: &[Hit]) -> Self {
        let zone = |at: &usize| tokens.sentences()[*at].zone;
        let scored: Vec<usize> = (0..tokens.sentences().len()).filter(|at| zone(at).is_scored()).collect();
        let mut found: Vec<Vec<u16>> = vec![Vec::new(); scored.len()];
        for hit in hits.iter().filter(|hit| hit.zone.is_scored()) {
            if let Ok(at) = scored.binary_search(&(hit.sentence as usize)) {
                found[at].extend(&names.of_entry[hit.entry as usize]);
            }
        }
        // The headline comes first.
        let n_headline = scored.iter().take_while(|at| zone(at) == Zone::Headline).count();
        Self { tokens, names, scored, found, n_headline }
    }

    /// Scored sentences.
    pub(super) fn len(&self) -> usize {
        self.scored.len()
    }

    /// Index in the document and zone of scored sentence `at`.
    pub(super) fn place(&self, at: usize) -> (u32, Zone) {
        let sentence = u32::try_from(self.scored[at]).expect("sentences are fewer than bytes");
        (sentence, self.tokens.sentences()[self.scored[at]].zone)
    }

    /// Hands on every sign of scored sentence `at`; some of them may come again. `word` says what a token is, where it
    /// is a word.
    pub(super) fn each<W: Copy>(&self, at: usize, word: impl Fn(u32) -> Option<W>, mut take: impl FnMut(SeenSign<W>)) {
        let mut n_words = 0;
        let mut last = None;
        let tokens = self.tokens.sentences()[self.scored[at]].tokens;
        for word in (tokens.start..tokens.end).filter_map(word) {
            n_words += 1;
            take(SeenSign::Word(word));
            if let Some(last) = last.replace(word) {
                take(SeenSign::Pair(last, word));
            }
        }
        take(SeenSign::Place(self.place(at).1.name()));
        take(SeenSign::Place(length(n_words)));
        let mut hits = |place, sentences: Range<usize>| {
            self.found[sentences].iter().flatten().for_each(|name| take(SeenSign::Hit(*name, place)));
        };
        hits(HitPlace::Here, at..at + 1);
        if at >= self.n_headline {
            hits(HitPlace::Headline, 0..self.n_headline);
            hits(HitPlace::Before, at.saturating_sub(1).max(self.n_headline)..at);
            hits(HitPlace::After, at + 1..(at + 2).min(self.len()));
        }
    }

    /// The same, by the names of the signs.
    fn each_sign(&self, at: usize, mut take: impl FnMut(Sign<'a>)) {
        let word = |token: u32| word_of(self.tokens, &self.tokens.tokens()[token as usize]);
        self.each(at, word, |seen| {
            take(match seen {
                SeenSign::Word(word) => Sign::word(word),
                SeenSign::Pair(first, second) => Sign::pair(first, second),
                SeenSign::Place(name) => Sign::place(name),
                SeenSign::Hit(name, place) => Sign::new(place.kind(), &self.names.names[usize::from(name)]),
            });
        });
    }
}

/// Signs of one sentence, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceSigns<'a> {
    /// Index of the sentence in the document.
    pub sentence: u32,
    /// Its zone.
    pub zone: Zone,
    /// The signs, each with its key, in the order of the keys.
    pub signs: Vec<(u64, Sign<'a>)>,
}

/// The signs of every scored sentence, in the order of the text.
#[must_use]
pub fn signs<'a>(names: &'a HitNames, tokens: &'a Tokens, hits: &[Hit]) -> Vec<SentenceSigns<'a>> {
    let text = SignedText::of(names, tokens, hits);
    let of_sentence = |at: usize| {
        let mut signs = Vec::new();
        text.each_sign(at, |sign| signs.push((sign.key(), sign)));
        signs.sort_unstable_by_key(|(key, _)| *key);
        signs.dedup_by_key(|(key, _)| *key);
        let (sentence, zone) = text.place(at);
        SentenceSigns { sentence, zone, signs }
    };
    (0..text.len()).map(of_sentence).collect()
}

/// The word of a token: folded, without possessive ending; amounts and numbers have one name each.
fn word_of<'a>(tokens: &'a Tokens, token: &Token) -> Option<&'a str> {
    match token.shape {
        shape if shape.money => Some(MONEY),
        shape if shape.number => Some(NUMBER),
        _ => plain_word(tokens, token),
    }
}

/// The word of a token that is no number; `None` where it could not be written in the file, with a blank in it.
pub(super) fn plain_word<'a>(tokens: &'a Tokens, token: &Token) -> Option<&'a str> {
    let word = tokens.base(token).unwrap_or_else(|| tokens.folded(token));
    (!word.is_empty() && !word.contains(char::is_whitespace)).then_some(word)
}

/// The word for any amount of money.
pub(super) const MONEY: &str = "#money";
/// The word for any other number.
pub(super) const NUMBER: &str = "#number";

fn length(n_words: usize) -> &'static str {
    match n_words {
        0..=7 => "up_to_7_words",
        8..=15 => "8_to_15_words",
        16..=30 => "16_to_30_words",
        _ => "over_30_words",
    }
}
