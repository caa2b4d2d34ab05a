//! The pattern language of lexicon and contexts.
//!
//! Words parted by single blanks, each a choice of alternatives parted by `|`. An alternative is a
//! word, a word with `*` for any run of characters, `#` for a number, `$#` for an amount of money,
//! `_` for any one word. `parse(print(x)) = x` holds.

use std::fmt;

use crate::tokenize::{fold_word, words};

/// Words in a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pattern {
    /// One choice of alternatives for each token.
    pub words: Vec<Word>,
}

/// The alternatives at one place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// At least one.
    pub alternatives: Vec<Alternative>,
}

/// What one token may be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Alternative {
    /// This folded word.
    Exact(String),
    /// A folded word with `*` in it.
    Glob(String),
    /// A token that starts with a digit.
    Number,
    /// A token that starts with a currency sign.
    Money,
    /// Any token.
    Any,
}

impl Pattern {
    /// Parses a pattern; an empty text gives the empty pattern.
    ///
    /// # Errors
    /// A message that says what is wrong and what to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        if text != text.trim() || text.contains("  ") {
            return Err("words are parted by single blanks".into());
        }
        let words = text.split(' ').map(parse_word).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { words })
    }

    /// Number of ways to write the pattern with one alternative a place; `usize::MAX` where there are more.
    #[must_use]
    pub fn n_paths(&self) -> usize {
        self.words.iter().fold(1, |n: usize, word| n.saturating_mul(word.alternatives.len()))
    }

    /// True without words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

fn parse_word(text: &str) -> Result<Word, String> {
    let alternatives = text.split('|').map(parse_alternative).collect::<Result<Vec<_>, _>>()?;
    Ok(Word { alternatives })
}

fn parse_alternative(text: &str) -> Result<Alternative, String> {
    match text {
        "" => return Err("an alternative is empty: remove a `|`".into()),
        "#" => return Ok(Alternative::Number),
        "$#" => return Ok(Alternative::Money),
        "_" => return Ok(Alternative::Any),
        "*" => return Err("`*` alone matches everything: write `_` for any one word".into()),
        _ => {}
    }
    if fold_word(text) != text {
        return Err(format!("`{text}` is not in folded form: write `{}`", fold_word(text)));
    }
    if text.contains('*') {
        let bare = text.replace('*', "");
        if bare.chars().count() < 2 || !bare.chars().all(|c| c.is_alphanumeric() || c == '\'') {
            return Err(format!("`{text}`: a word with `*` has two or more letters and nothing else"));
        }
        return Ok(Alternative::Glob(text.to_owned()));
    }
    let found = words(text);
    let one = match found.tokens.tokens() {
        [only] => only.span.len() == text.len(),
        _ => false,
    };
    if one {
        Ok(Alternative::Exact(text.to_owned()))
    } else {
        let split: Vec<&str> = found.tokens.tokens().iter().map(|t| found.tokens.folded(t)).collect();
        Err(format!("`{text}` is not one token: write `{}`", split.join(" ")))
    }
}

impl fmt::Display for Alternative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(word) | Self::Glob(word) => f.write_str(word),
            Self::Number => f.write_str("#"),
            Self::Money => f.write_str("$#"),
            Self::Any => f.write_str("_"),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, word) in self.words.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            for (at, alternative) in word.alternatives.iter().enumerate() {
                if at > 0 {
                    f.write_str("|")?;
                }
                write!(f, "{alternative}")?;
            }
        }
        Ok(())
    }
}
