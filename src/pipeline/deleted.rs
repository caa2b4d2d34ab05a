//! Articles that were deleted from an audit, known again when a source brings them once more.

use std::collections::HashMap;

use crate::article::{RawArticle, id_hash, text_hash};
use crate::folder::Deletion;

/// What is known of the deleted articles: their hashes, the source they came from, and the deletion.
#[derive(Debug, Default)]
pub(super) struct Deleted {
    by_id: HashMap<u64, Vec<Gone>>,
}

#[derive(Debug)]
struct Gone {
    text: u64,
    source: String,
    /// Place of the deletion in the manifest.
    deletion: usize,
}

impl Deleted {
    /// The articles of all deletions that know theirs.
    pub(super) fn of(deletions: &[Deletion]) -> Self {
        let mut by_id: HashMap<u64, Vec<Gone>> = HashMap::new();
        for (deletion, of) in deletions.iter().enumerate() {
            for (source, hashes) in &of.gone {
                for (id, text) in hashes.iter().filter_map(|hashes| parsed(hashes)) {
                    by_id.entry(id).or_default().push(Gone { text, source: source.clone(), deletion });
                }
            }
        }
        Self { by_id }
    }

    /// The place of the deletion that took this article out. Another source may use the same id for another article,
    /// so there the text has to be the same too.
    pub(super) fn deletion_of(&self, article: &RawArticle) -> Option<usize> {
        if self.by_id.is_empty() {
            return None;
        }
        let found = self.by_id.get(&id_hash(&article.id))?;
        let text = text_hash(&article.title, &article.body);
        found.iter().find(|gone| gone.source == *article.source || gone.text == text).map(|gone| gone.deletion)
    }
}

/// The hashes of an article as a deletion holds them: 32 hexadecimal digits, first those of the id.
pub(super) fn printed(id: u64, text: u64) -> String {
    format!("{id:016x}{text:016x}")
}

fn parsed(hashes: &str) -> Option<(u64, u64)> {
    let part = |range| u64::from_str_radix(hashes.get(range)?, 16).ok();
    Some((part(0..16)?, part(16..32)?))
}
