//! The signs of a sentence: what the model weighs.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::clean::Zone;
use crate::lexicon::{Lexicon, Role, Tier};
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign<'a> {
    kind: SignKind,
    first: Cow<'a, str>,
    second: Option<Cow<'a, str>>,
}

impl fmt::Display for Sign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.name(), self.first)?;
        self.second.iter().try_for_each(|second| write!(f, " {second}"))
    }
}

impl<'a> Sign<'a> {
    fn new(kind: SignKind, first: impl Into<Cow<'a, str>>) -> Self {
        Self { kind, first: first.into(), second: None }
    }

    fn pair(first: &'a str, second: &'a str) -> Self {
        Self { kind: SignKind::Pair, first: first.into(), second: Some(second.into()) }
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

    /// The number of the sign in look-ups: a hash of 64 bits.
    #[must_use]
    pub fn key(&self) -> u64 {
        let first = xxh3_64_with_seed(self.first.as_bytes(), self.kind.seed());
        let second = self.second.as_ref().map_or(0, |second| xxh3_64_with_seed(second.as_bytes(), first));
        first ^ second.rotate_left(1)
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
pub fn signs<'a>(lexicon: &Lexicon, tokens: &'a Tokens, hits: &[Hit]) -> Vec<SentenceSigns<'a>> {
    let scored: Vec<usize> =
        (0..tokens.sentences().len()).filter(|at| tokens.sentences()[*at].zone.is_scored()).collect();
    let words: Vec<Vec<&str>> = scored.iter().map(|at| words(tokens, *at)).collect();
    let mut found: Vec<Vec<String>> = vec![Vec::new(); scored.len()];
    for hit in hits.iter().filter(|hit| hit.zone.is_scored()) {
        if let Ok(at) = scored.binary_search(&(hit.sentence as usize)) {
            names_of_hit(lexicon, hit, &mut found[at]);
        }
    }
    for names in &mut found {
        names.sort_unstable();
        names.dedup();
    }
    let is_headline = |at: usize| tokens.sentences()[scored[at]].zone == Zone::Headline;
    let headline: Vec<usize> = (0..scored.len()).filter(|at| is_headline(*at)).collect();
    let running = |at: usize| (!is_headline(at)).then_some(at);
    let of_sentence = |at: usize| {
        let mut signs = Vec::new();
        let own = &words[at];
        signs.extend(own.iter().map(|word| Sign::new(SignKind::Word, *word)));
        signs.extend(own.windows(2).map(|pair| Sign::pair(pair[0], pair[1])));
        signs.extend(found[at].iter().map(|name| Sign::new(SignKind::Hit, name.clone())));
        signs.push(Sign::new(SignKind::Place, tokens.sentences()[scored[at]].zone.name()));
        signs.push(Sign::new(SignKind::Place, length(own.len())));
        if !is_headline(at) {
            for title in &headline {
                signs.extend(found[*title].iter().map(|name| Sign::new(SignKind::HitHeadline, name.clone())));
            }
            if let Some(before) = at.checked_sub(1).and_then(running) {
                signs.extend(found[before].iter().map(|name| Sign::new(SignKind::HitBefore, name.clone())));
            }
            if let Some(after) = found.get(at + 1) {
                signs.extend(after.iter().map(|name| Sign::new(SignKind::HitAfter, name.clone())));
            }
        }
        let mut signs: Vec<(u64, Sign<'a>)> = signs.into_iter().map(|sign| (sign.key(), sign)).collect();
        signs.sort_unstable_by_key(|(key, _)| *key);
        signs.dedup_by_key(|(key, _)| *key);
        let sentence = u32::try_from(scored[at]).expect("sentences are fewer than bytes");
        SentenceSigns { sentence, zone: tokens.sentences()[scored[at]].zone, signs }
    };
    (0..scored.len()).map(of_sentence).collect()
}

/// The words of a sentence: folded, without possessive endings; amounts and numbers have one name each.
fn words(tokens: &Tokens, sentence: usize) -> Vec<&str> {
    let word = |token: &Token| match token.shape {
        shape if shape.money => "#money",
        shape if shape.number => "#number",
        _ => tokens.base(token).unwrap_or_else(|| tokens.folded(token)),
    };
    // A word with a blank in it (never seen) could not be written in the file.
    tokens.tokens()[tokens.sentences()[sentence].tokens.range()]
        .iter()
        .map(word)
        .filter(|word| !word.is_empty() && !word.contains(char::is_whitespace))
        .collect()
}

/// What a hit is a sign of.
fn names_of_hit(lexicon: &Lexicon, hit: &Hit, names: &mut Vec<String>) {
    let entry = lexicon.entry(hit.entry);
    let tier = lexicon.tier_name(entry.tier);
    match (&entry.role, entry.tier) {
        (Role::Evidence, Tier::Of(_) | Tier::Universal) => {
            names.push(tier.to_owned());
            names.push(format!("{tier}.{}", lexicon.dimension_name(entry)));
        }
        (Role::Evidence, Tier::None) => {}
        (role, _) => {
            let (role, kind) = role.names();
            names.push(format!("{role}.{kind}"));
        }
    }
}

fn length(n_words: usize) -> &'static str {
    match n_words {
        0..=7 => "up_to_7_words",
        8..=15 => "8_to_15_words",
        16..=30 => "16_to_30_words",
        _ => "over_30_words",
    }
}
