//! Words, phrases, classes and conditions: the operands of a query.

use crate::store::query::parse::{Distance, MAX_SLACK, Parser};
use crate::store::query::value::range_of;
use crate::store::query::{Kind, Query, QueryError, Spans, TEXT_FIELDS, Word, WordOrder};
use crate::tokenize::{fold_word, words};

impl<'a> Parser<'a> {
    /// A word, a phrase, a regular expression or a field.
    pub(super) fn leaf(&mut self) -> Result<Query, QueryError> {
        let start = self.at;
        match self.rest().chars().next() {
            Some('"') => return self.phrase(Letters::Folded),
            Some('/') => return self.regex(),
            _ => {}
        }
        let word = self.bare_word();
        if word.is_empty() {
            return Err(self.error("a word, a phrase in quotes or a field was expected"));
        }
        if word == "=" && self.rest().starts_with('"') {
            return self.phrase(Letters::Cased);
        }
        let named = word.split_once(':').filter(|(name, _)| is_name(name));
        match named {
            Some((name, "")) if self.rest().starts_with(['"', '(']) => self.in_field(start, name),
            Some((name, "")) => Err(self.error(format!("a value was expected after `{name}:`"))),
            Some((name, value)) if is_whole(name, value) => self.whole(start, name, &value[1..]),
            Some((name, value)) if is_text(name, value) => {
                self.at = start + name.len() + 1;
                self.in_field(start, name)
            }
            Some((name, value)) => self.field_value(start, &name.to_lowercase(), value),
            None => self.words(start, word),
        }
    }

    /// Brackets, a phrase or a regular expression after `field:`.
    fn in_field(&mut self, start: usize, name: &str) -> Result<Query, QueryError> {
        let outer = self.field.replace(name.to_lowercase());
        let inner = if self.rest().starts_with('(') { self.group() } else { self.leaf() };
        self.field = outer;
        inner.map(|query| Query { at: self.place(start), ..query })
    }

    /// The value after `field:=`, with or without quotes.
    fn whole(&mut self, start: usize, name: &str, value: &str) -> Result<Query, QueryError> {
        let mut value = value;
        if value.is_empty() {
            let opened = self.at;
            if !self.take('"') {
                return Err(self.error(format!("a value was expected after `{name}:=`")));
            }
            let rest = self.rest();
            let end = rest.find('"').ok_or_else(|| self.error_at(opened, "this quote is never closed: add a `\"`"))?;
            value = &rest[..end];
            self.at += end + 1;
        }
        Ok(self.query(start, Kind::Whole { field: name.to_lowercase(), value: value.to_owned() }))
    }

    /// Up to a blank, a bracket, or the quote after `field:` or `=`.
    fn bare_word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"')).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn spans(&self, start: usize, parts: Vec<Spans>, distance: Distance) -> Query {
        self.query(start, Kind::Spans { field: self.field.clone(), spans: distance.between(parts) })
    }

    fn phrase(&mut self, letters: Letters) -> Result<Query, QueryError> {
        let opened = self.at;
        self.at += 1;
        let rest = self.rest();
        let Some(end) = rest.find('"') else {
            return Err(self.error_at(opened, "this quote is never closed: add a `\"`"));
        };
        let mut parts = Vec::new();
        let mut at = self.at;
        for chunk in rest[..end].split(char::is_whitespace) {
            parts.extend(self.parts(at, chunk, letters)?);
            at += chunk.len() + rest[at - self.at + chunk.len()..].chars().next().map_or(0, char::len_utf8);
        }
        self.at += end + 1;
        let distance = self.phrase_distance()?;
        if parts.is_empty() {
            return Err(self.error_at(opened, "there is no word between these quotes"));
        }
        Ok(self.spans(opened, parts, distance))
    }

    /// The suffix after the closing quote: `~5`, `~>5`, `~s` or nothing.
    fn phrase_distance(&mut self) -> Result<Distance, QueryError> {
        if !self.take('~') {
            return Ok(Distance::PHRASE);
        }
        let order = if self.take('>') { WordOrder::Written } else { WordOrder::Free };
        let start = self.at;
        let digits = self.bare_word();
        if digits == "s" && order == WordOrder::Free {
            return Ok(Distance::Sentence);
        }
        let slack = digits.parse::<u32>().ok().filter(|n| *n <= MAX_SLACK);
        let slack = slack.ok_or_else(|| {
            self.error_at(
                start,
                format!("a number of places from 0 to {MAX_SLACK} or `s` for a sentence was expected after `~`"),
            )
        })?;
        Ok(Distance::Words { slack, order })
    }

    fn regex(&mut self) -> Result<Query, QueryError> {
        let start = self.at;
        let rest = &self.rest()[1..];
        let mut escaped = false;
        let end = rest.find(|c: char| {
            let closes = c == '/' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some(end) = end else {
            return Err(self.error_at(start, "this regular expression is never closed: add a `/`"));
        };
        self.at += end + 2;
        let pattern = rest[..end].replace("\\/", "/");
        let word = Spans::Word { at: self.place(start), word: Word::Regex(pattern) };
        Ok(self.spans(start, vec![word], Distance::PHRASE))
    }

    fn words(&self, start: usize, word: &str) -> Result<Query, QueryError> {
        let (letters, at, word) = match word.strip_prefix('=') {
            Some(rest) => (Letters::Cased, start + 1, rest),
            None => (Letters::Folded, start, word),
        };
        let parts = self.parts(at, word, letters)?;
        if parts.is_empty() {
            return Err(self.error_at(start, format!("`{word}` has no word")));
        }
        Ok(self.spans(start, parts, Distance::PHRASE))
    }

    /// The words of a piece without blanks.
    fn parts(&self, at: usize, chunk: &str, letters: Letters) -> Result<Vec<Spans>, QueryError> {
        let one = |word| Ok(vec![Spans::Word { at: self.place(at), word }]);
        if chunk.starts_with('@') {
            return one(Word::Class(chunk.to_lowercase()));
        }
        if let Some((word, edits)) = chunk.split_once('~').filter(|_| letters == Letters::Folded) {
            let edits = match edits {
                "" | "1" => 1,
                "2" => 2,
                _ => {
                    let place = at + word.len() + 1;
                    return Err(self.error_at(place, "a number of letters, 1 or 2, was expected after `~`"));
                }
            };
            return one(Word::Fuzzy { word: fold_word(word), edits });
        }
        if chunk.contains(['*', '?']) && chunk.chars().any(char::is_alphanumeric) && letters == Letters::Folded {
            return one(Word::Wildcard(fold_word(chunk)));
        }
        if chunk.contains('*') && letters == Letters::Folded {
            return Err(self.error_at(at, "a `*` needs letters or digits beside it"));
        }
        let found = words(chunk);
        let spans = found.tokens.tokens().iter().map(|token| {
            let word = match letters {
                Letters::Folded => Word::Exact(found.tokens.folded(token).to_owned()),
                Letters::Cased => Word::Cased(token.span.slice(chunk).unwrap_or_default().to_owned()),
            };
            Spans::Word { at: self.place(at + token.span.start as usize), word }
        });
        Ok(spans.collect())
    }

    fn field_value(&self, start: usize, field: &str, value: &str) -> Result<Query, QueryError> {
        let value_at = start + field.len() + 1;
        let field = field.to_owned();
        if value == "*" {
            return Ok(self.query(start, Kind::Exists { field }));
        }
        match range_of(&field, value) {
            Ok(Some((low, high))) => Ok(self.query(start, Kind::Range { field, low, high })),
            Ok(None) => Ok(self.query(start, Kind::Is { field, value: value.to_owned() })),
            Err(message) => Err(self.error_at(value_at, message)),
        }
    }
}

/// Whether letter case counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Folded,
    Cased,
}

/// A whole value of a field that has one beside its words, or of a variable, letter for letter.
fn is_whole(name: &str, value: &str) -> bool {
    let is_words = matches!(name.to_lowercase().as_str(), "title" | "lede" | "body" | "cut");
    value.starts_with('=') && !is_words
}

/// Words of a text field, and no range or wildcard alone.
fn is_text(name: &str, value: &str) -> bool {
    let is_text = TEXT_FIELDS.contains(&name.to_lowercase().as_str());
    value.starts_with('/') || is_text && value != "*" && matches!(range_of(name, value), Ok(None))
}

fn is_name(name: &str) -> bool {
    name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
}
