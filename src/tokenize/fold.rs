//! Folds a printed word to the form that is compared.
//!
//! In: one word as printed. Out: NFKC, lower case, apostrophes unified, soft hyphens and joiners
//! gone. ASCII words take a path without tables.

use unicode_normalization::UnicodeNormalization;

/// Longest folded form in bytes; what is over is cut at a character border.
pub(super) const MAX_FOLDED: usize = 128;

/// Characters inside a word that leave no trace in its folded form.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Apostrophes, all of which fold to `'`.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}' | '\u{2018}' | '\u{ff07}')
}

/// Appends the folded form of `word` to `out` and returns its length in bytes.
pub(super) fn fold_into(word: &str, out: &mut String) -> usize {
    let start = out.len();
    if word.is_ascii() {
        out.push_str(word);
        out[start..].make_ascii_lowercase();
    } else {
        let kept = word.chars().filter(|c| !is_ignorable(*c));
        for c in kept.nfkc().flat_map(char::to_lowercase).nfc() {
            out.push(if is_apostrophe(c) { '\'' } else { c });
        }
    }
    if out.len() - start > MAX_FOLDED {
        let mut cut = start + MAX_FOLDED;
        while !out.is_char_boundary(cut) {
            cut -= 1;
        }
        out.truncate(cut);
    }
    out.len() - start
}

/// The folded form of one word, for patterns and queries.
#[must_use]
pub fn fold_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}
