//! The rows of weights by what is seen: words and pairs of words by numbers, so that no text is hashed sentence by sentence.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::tokenize::WordMap;
use crate::worklife::sign::{HitNames, MONEY, NUMBER, SeenSign, Sign};

/// What the model knows of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordSigns {
    /// The row of the word, or [`NONE`].
    row: u32,
    /// The number of the word among those of pairs, or [`NONE`].
    in_pairs: u32,
}

/// No row, no number.
const NONE: u32 = u32::MAX;

/// The number of a row of weights by its sign.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct SignRows {
    by_key: HashMap<u64, u32, FixedState>,
    /// Numbers of the words that are in some pair.
    pair_words: WordMap<u32>,
    /// Rows of pairs by the numbers of both words.
    pairs: HashMap<u64, u32, FixedState>,
    /// One bit for each hash of a pair: most pairs of a text are turned away by it.
    gate: Vec<u64>,
    /// Rows of hits by the number of their name, one for each place.
    hits: Vec<[u32; 4]>,
    money: Option<WordSigns>,
    number: Option<WordSigns>,
}

/// Bits of the gate for each pair.
const BITS: usize = 16;

impl SignRows {
    /// Numbers the rows of different signs in the order of their keys.
    pub(super) fn of(signs: &[Sign<'_>], names: &HitNames) -> Self {
        let mut order: Vec<(u64, Sign<'_>)> = signs.iter().map(|sign| (sign.key(), *sign)).collect();
        order.sort_unstable_by_key(|(key, _)| *key);
        let mut rows = Self::default();
        let mut n_words = 0;
        for (row, (key, sign)) in (0..).zip(order) {
            rows.by_key.insert(key, row);
            if let Some((first, second)) = sign.as_pair() {
                let mut number = |word| {
                    *rows.pair_words.get_or_insert_with(word, || {
                        n_words += 1;
                        n_words - 1
                    })
                };
                let pair = pair_key(number(first), number(second));
                rows.pairs.insert(pair, row);
            }
        }
        rows.gate = vec![0; (rows.pairs.len() * BITS).next_power_of_two().max(64) / 64];
        for pair in rows.pairs.keys() {
            let bit = bit_of(*pair, rows.gate.len());
            rows.gate[bit / 64] |= 1 << (bit % 64);
        }
        rows.hits = names.signs().map(|signs| signs.map(|sign| rows.by_key(sign.key()).unwrap_or(NONE))).collect();
        rows.money = Some(rows.of_word(MONEY));
        rows.number = Some(rows.of_word(NUMBER));
        rows
    }

    /// The row of the sign with this key.
    pub(super) fn by_key(&self, key: u64) -> Option<u32> {
        self.by_key.get(&key).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }

    /// What is known of a word.
    pub(super) fn of_word(&self, word: &str) -> WordSigns {
        WordSigns {
            row: self.by_key(Sign::word(word).key()).unwrap_or(NONE),
            in_pairs: self.pair_words.get(word).copied().unwrap_or(NONE),
        }
    }

    /// What is known of amounts of money, or of other numbers.
    pub(super) fn of_number(&self, is_money: bool) -> Option<WordSigns> {
        if is_money { self.money } else { self.number }
    }

    /// The row of what is seen.
    pub(super) fn of_seen(&self, seen: SeenSign<WordSigns>) -> Option<u32> {
        match seen {
            SeenSign::Word(word) => some(word.row),
            SeenSign::Pair(first, second) => self.of_pair(first, second),
            SeenSign::Place(name) => self.by_key(Sign::place(name).key()),
            SeenSign::Hit(name, place) => some(self.hits[usize::from(name)][place as usize]),
        }
    }

    fn of_pair(&self, first: WordSigns, second: WordSigns) -> Option<u32> {
        if first.in_pairs == NONE || second.in_pairs == NONE {
            return None;
        }
        let pair = pair_key(first.in_pairs, second.in_pairs);
        let bit = bit_of(pair, self.gate.len());
        let open = self.gate[bit / 64] & (1 << (bit % 64)) != 0;
        if open { self.pairs.get(&pair).copied() } else { None }
    }
}

fn some(row: u32) -> Option<u32> {
    (row != NONE).then_some(row)
}

fn pair_key(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The bit of a pair in a gate of `n_words` times 64 bits, a power of two.
fn bit_of(pair: u64, n_words: usize) -> usize {
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (n_words * 64 - 1)
}
