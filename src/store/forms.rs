//! Other forms of a word: the words of the index with the same stem.

use rust_stemmers::{Algorithm, Stemmer};

use crate::store::query::{ExpandError, look_up};
use crate::store::{Store, StoreError};

/// Letters that all forms of a word begin with.
const SAME_LETTERS: usize = 3;
/// Most forms of a word.
const MOST: usize = 12;

impl Store {
    /// The words of titles, ledes and bodies that have the stem of `word`, in their order; at most twelve, the shortest.
    /// A word that is not in lower-case letters alone has no forms.
    ///
    /// # Errors
    /// When the index cannot be read.
    ///
    /// # Source
    /// The English stemmer of Snowball, Porter (2001), Snowball: A language for stemming algorithms.
    pub fn forms(&self, word: &str) -> Result<Vec<String>, StoreError> {
        let is_plain = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_plain(word) || word.len() < SAME_LETTERS {
            return Ok(Vec::new());
        }
        let stemmer = Stemmer::create(Algorithm::English);
        let stem = stemmer.stem(word);
        let is_form = |other: &str| is_plain(other) && stemmer.stem(other) == stem;
        let fields = self.counted_fields();
        let found = look_up(&self.reader.searcher(), &fields, &word[..SAME_LETTERS], &is_form, 0);
        let found = found.map_err(|error| match error {
            ExpandError::Query(error) => error.into(),
            ExpandError::Index(reason) => self.unreadable(reason),
        })?;
        let mut forms: Vec<String> = found.into_iter().collect();
        forms.sort_unstable_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        forms.truncate(MOST);
        forms.sort_unstable();
        Ok(forms)
    }
}
