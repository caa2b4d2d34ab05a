//! Turns tokens into small ids: the words, globs and classes that the lexicon knows.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::lexicon::Alternative;
use crate::tokenize::{KnownWords, Token, Tokens, WordMap};

/// Id of a word, glob or class of the lexicon.
pub(super) type WordId = u32;

/// Any token whatever.
pub(super) const ANY: WordId = 0;
/// A token that starts with a digit.
pub(super) const NUMBER: WordId = 1;
/// A token that starts with a currency sign.
pub(super) const MONEY: WordId = 2;
const FIRST_FREE: WordId = 3;

/// All words and globs of a lexicon.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    exact: WordMap<WordId>,
    globs: Vec<(String, WordId)>,
    gate: GlobGate,
    n: WordId,
}

/// Bytes of a word that choose the globs it is compared with.
const HEAD: usize = 4;

/// Which globs a word can match at all: most words are turned away by one bit.
#[derive(Debug, Default)]
struct GlobGate {
    /// One bit for each hash of a head that some glob starts with.
    bits: Vec<u64>,
    by_head: HashMap<[u8; HEAD], Vec<u32>, FixedState>,
    /// Globs with fewer bytes before their `*`.
    short: Vec<u32>,
}

impl GlobGate {
    fn new(globs: &[(String, WordId)]) -> Self {
        let mut gate = Self { bits: vec![0; BITS / 64], ..Self::default() };
        for (at, (glob, _)) in globs.iter().enumerate() {
            let at = u32::try_from(at).expect("globs are few");
            let before = glob.split('*').next().unwrap_or("").as_bytes();
            match before.first_chunk::<HEAD>() {
                Some(head) => {
                    let bit = bit_of(*head);
                    gate.bits[bit / 64] |= 1 << (bit % 64);
                    gate.by_head.entry(*head).or_default().push(at);
                }
                None => gate.short.push(at),
            }
        }
        gate
    }

    /// Indexes of the globs that `word` is to be compared with.
    fn paths<'a>(&'a self, word: &str) -> impl Iterator<Item = usize> + 'a {
        let headed = word.as_bytes().first_chunk::<HEAD>().and_then(|head| {
            let bit = bit_of(*head);
            let open = self.bits.get(bit / 64).is_some_and(|bits| bits & (1 << (bit % 64)) != 0);
            if open { self.by_head.get(head) } else { None }
        });
        headed.into_iter().flatten().chain(&self.short).map(|at| *at as usize)
    }
}

/// Bits of the gate.
const BITS: usize = 1 << 14;

fn bit_of(head: [u8; HEAD]) -> usize {
    (u32::from_le_bytes(head).wrapping_mul(0x9E37_79B1) >> (32 - BITS.trailing_zeros())) as usize
}

impl Vocabulary {
    /// The id of an alternative, made when it is new.
    pub(super) fn id(&mut self, alternative: &Alternative) -> WordId {
        let next = self.n + FIRST_FREE;
        match alternative {
            Alternative::Any => ANY,
            Alternative::Number => NUMBER,
            Alternative::Money => MONEY,
            Alternative::Exact(word) => *self.exact.get_or_insert_with(word, || {
                self.n += 1;
                next
            }),
            Alternative::Glob(glob) => {
                if let Some((_, id)) = self.globs.iter().find(|(known, _)| known == glob) {
                    return *id;
                }
                self.n += 1;
                self.globs.push((glob.clone(), next));
                next
            }
        }
    }

    /// Makes the gate of the globs; needed once, when every word is known.
    pub(super) fn finish(&mut self) {
        self.gate = GlobGate::new(&self.globs);
    }

    /// One more than the largest id.
    pub(super) fn n_ids(&self) -> usize {
        (self.n + FIRST_FREE) as usize
    }

    /// The ids that every token with the word of `token` has.
    pub(super) fn ids_of(&self, tokens: &Tokens, token: &Token) -> WordIds {
        let folded = tokens.folded(token);
        let base = tokens.base(token);
        let mut more: Vec<WordId> = base.and_then(|base| self.exact.get(base)).copied().into_iter().collect();
        let word = base.filter(|_| !token.shape.money).unwrap_or(folded);
        let globs = self.gate.paths(word).map(|at| &self.globs[at]);
        more.extend(globs.filter(|(glob, _)| glob_matches(glob, word)).map(|(_, id)| *id));
        WordIds { first: self.exact.get(folded).copied().unwrap_or(NONE), more: more.into(), opens: false }
    }
}

/// No word of the lexicon.
const NONE: WordId = WordId::MAX;

/// What the lexicon knows of a word.
#[derive(Debug)]
pub struct WordIds {
    /// The id of the whole word, or [`NONE`].
    first: WordId,
    /// The ids of its base and of the globs it matches.
    more: Box<[WordId]>,
    /// Some pattern starts with one of the ids.
    pub(super) opens: bool,
}

impl WordIds {
    /// Every id but [`ANY`] and the class of a number.
    pub(super) fn all(&self) -> impl Iterator<Item = WordId> + '_ {
        let first = (self.first != NONE).then_some(self.first);
        first.into_iter().chain(self.more.iter().copied())
    }
}

/// The ids of the tokens of one document.
#[derive(Clone, Copy)]
pub(super) struct TokenIds<'a> {
    pub(super) words: KnownWords<'a, WordIds>,
}

impl TokenIds<'_> {
    /// True when one of `ids` is one of the token's.
    pub(super) fn has_any(self, token: u32, ids: &[WordId]) -> bool {
        let word = self.words.of(token);
        let is_known = word.first != NONE || !word.more.is_empty();
        ids.iter().any(|id| match *id {
            ANY => true,
            NUMBER | MONEY => self.class_of(token) == Some(*id),
            id => is_known && (word.first == id || word.more.contains(&id)),
        })
    }

    /// Every id of the token but [`ANY`].
    pub(super) fn of(&self, token: u32) -> impl Iterator<Item = WordId> + '_ {
        self.words.of(token).all().chain(self.class_of(token))
    }

    /// The class of a token that is a number.
    pub(super) fn class_of(self, token: u32) -> Option<WordId> {
        let shape = self.words.tokens().tokens()[token as usize].shape;
        let class = if shape.money { MONEY } else { NUMBER };
        shape.number.then_some(class)
    }
}

/// True when `word` is `glob` with every `*` replaced by some run of characters.
pub(super) fn glob_matches(glob: &str, word: &str) -> bool {
    let mut parts = glob.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = word.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(middle) = last.replace(part) {
            let middle: &str = middle;
            match rest.find(middle) {
                Some(at) => rest = &rest[at + middle.len()..],
                None => return false,
            }
        }
    }
    last.is_none_or(|last| rest.ends_with(last)) && (last.is_some() || rest.is_empty())
}
