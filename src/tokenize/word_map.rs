//! A map from folded words to small values.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// Longest word, in bytes, whose letters are in the key.
const SHORT: usize = 15;

/// Values by folded word.
///
/// Words of up to 15 bytes, nearly all, are kept as one number each: a look-up of every token of a
/// text then compares numbers that lie in the table, and follows no pointer to a text.
#[derive(Debug, Clone, PartialEq)]
pub struct WordMap<V> {
    short: HashMap<u128, V, FixedState>,
    long: HashMap<String, V, FixedState>,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        Self { short: HashMap::default(), long: HashMap::default() }
    }
}

/// The bytes of a short word and their number.
fn key(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    let mut key = [0; SHORT + 1];
    key[..SHORT].get_mut(..bytes.len())?.copy_from_slice(bytes);
    key[SHORT] = u8::try_from(bytes.len()).ok()?;
    Some(u128::from_le_bytes(key))
}

impl<V> WordMap<V> {
    /// The value of a word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&V> {
        match key(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        }
    }

    /// The value of a word, made by `new` when there is none.
    pub fn get_or_insert_with(&mut self, word: &str, new: impl FnOnce() -> V) -> &mut V {
        match key(word) {
            Some(key) => self.short.entry(key).or_insert_with(new),
            None => self.long.entry(word.to_owned()).or_insert_with(new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WordMap;

    #[test]
    fn words_of_any_length_keep_their_values_apart() {
        let words = ["", "a", "a\0", "cashier", "fifteen-letters", "sixteen-letters!", "sixteen-letters?", "é", "e"];
        let mut map = WordMap::default();
        for (at, word) in words.iter().enumerate() {
            assert_eq!(*map.get_or_insert_with(word, || at), at, "{word:?}");
        }
        for (at, word) in words.iter().enumerate() {
            assert_eq!(map.get(word), Some(&at), "{word:?}");
            assert_eq!(*map.get_or_insert_with(word, || usize::MAX), at);
        }
        assert_eq!(map.get("cashiers"), None);
    }
}
