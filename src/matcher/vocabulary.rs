//! Turns tokens into small ids: the words, globs and classes that the lexicon knows.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::lexicon::Alternative;
use crate::tokenize::{Token, Tokens, WordMap};

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

    /// The ids of every token of a document.
    pub(super) fn identify(&self, tokens: &Tokens) -> TokenIds {
        let mut out = TokenIds { first: Vec::with_capacity(tokens.tokens().len()), more: Vec::new() };
        for (idx, token) in tokens.tokens().iter().enumerate() {
            let before = out.more.len();
            let first = self.exact.get(tokens.folded(token)).copied();
            if let Some(base) = tokens.base(token) {
                self.add_word(base, idx, &mut out);
            }
            self.add_globs(tokens, token, idx, &mut out);
            let classed = token.shape.number;
            if classed {
                let class = if token.shape.money { MONEY } else { NUMBER };
                out.more.push((narrow(idx), class));
            }
            out.first.push(match first {
                Some(id) => id,
                None if out.more.len() > before => MORE_ONLY,
                None => UNKNOWN,
            });
        }
        out
    }

    fn add_word(&self, word: &str, idx: usize, out: &mut TokenIds) {
        if let Some(id) = self.exact.get(word) {
            out.more.push((narrow(idx), *id));
        }
    }

    fn add_globs(&self, tokens: &Tokens, token: &Token, idx: usize, out: &mut TokenIds) {
        let folded = tokens.folded(token);
        let word = tokens.base(token).filter(|_| !token.shape.money).unwrap_or(folded);
        for at in self.gate.paths(word) {
            let (glob, id) = &self.globs[at];
            if glob_matches(glob, word) {
                out.more.push((narrow(idx), *id));
            }
        }
    }
}

fn narrow(idx: usize) -> u32 {
    u32::try_from(idx).expect("tokens are fewer than bytes")
}

/// Stands for a token the lexicon does not know.
const UNKNOWN: WordId = WordId::MAX;
/// Stands for a token that has its ids in `more` only.
const MORE_ONLY: WordId = WordId::MAX - 1;

/// The ids of the tokens of one document.
#[derive(Debug)]
pub(super) struct TokenIds {
    first: Vec<WordId>,
    /// Further ids, sorted by token.
    more: Vec<(u32, WordId)>,
}

impl TokenIds {
    /// True when the token has no id but [`ANY`].
    pub(super) fn is_unknown(&self, token: u32) -> bool {
        self.first[token as usize] == UNKNOWN
    }

    /// True when `id` is one of the token's.
    pub(super) fn has(&self, token: u32, id: WordId) -> bool {
        id == ANY || self.first[token as usize] == id || self.more_of(token).any(|other| other == id)
    }

    /// Every id of the token but [`ANY`].
    pub(super) fn of(&self, token: u32) -> impl Iterator<Item = WordId> + '_ {
        let first = self.first[token as usize];
        let first = (first < MORE_ONLY).then_some(first);
        first.into_iter().chain(self.more_of(token))
    }

    fn more_of(&self, token: u32) -> impl Iterator<Item = WordId> + '_ {
        let from =
            if self.is_unknown(token) { self.more.len() } else { self.more.partition_point(|(t, _)| *t < token) };
        self.more[from..].iter().take_while(move |(t, _)| *t == token).map(|(_, id)| *id)
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
