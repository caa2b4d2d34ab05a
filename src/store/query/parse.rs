//! Text of a query → [`Query`].

use crate::store::query::{Bound, Query, QueryError};
use crate::tokenize::{Words, words};

/// Most places that words of a phrase may be off: tantivy's counter wraps above 255.
const MAX_SLOP: u32 = 250;

/// Parses a query; an empty one finds everything.
///
/// # Errors
/// With the position of the mistake and what was expected there.
pub fn parse_query(text: &str) -> Result<Query, QueryError> {
    let mut parser = Parser { text, at: 0 };
    parser.skip_blanks();
    if parser.rest().is_empty() {
        return Ok(Query::All);
    }
    let query = parser.any_of()?;
    if parser.rest().is_empty() {
        Ok(query)
    } else {
        Err(parser.error("this `)` closes nothing: remove it or open one"))
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn error(&self, message: impl Into<String>) -> QueryError {
        self.error_at(self.at, message)
    }

    fn error_at(&self, byte: usize, message: impl Into<String>) -> QueryError {
        QueryError { position: self.text[..byte].chars().count() + 1, message: message.into() }
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn take(&mut self, token: char) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len_utf8();
        }
        found
    }

    /// Takes an operator word that stands alone.
    fn take_word(&mut self, word: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(word) else { return false };
        let alone = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == '(' || c == '"');
        if alone {
            self.at += word.len();
            self.skip_blanks();
        }
        alone
    }

    fn any_of(&mut self) -> Result<Query, QueryError> {
        let mut parts = vec![self.all_of()?];
        while self.take_word("OR") {
            parts.push(self.all_of()?);
        }
        Ok(one_or(parts, Query::Or))
    }

    fn all_of(&mut self) -> Result<Query, QueryError> {
        let mut parts = vec![self.unary()?];
        loop {
            self.skip_blanks();
            if self.rest().is_empty() || self.rest().starts_with(')') || self.next_is_or() {
                return Ok(one_or(parts, Query::And));
            }
            self.take_word("AND");
            parts.push(self.unary()?);
        }
    }

    fn next_is_or(&self) -> bool {
        self.rest().strip_prefix("OR").is_some_and(|after| after.is_empty() || after.starts_with([' ', '(', '"']))
    }

    fn unary(&mut self) -> Result<Query, QueryError> {
        self.skip_blanks();
        if self.take_word("NOT") || self.take('-') {
            return Ok(Query::Not(Box::new(self.unary()?)));
        }
        let opened = self.at;
        if self.take('(') {
            let inner = self.any_of()?;
            self.skip_blanks();
            if !self.take(')') {
                return Err(self.error_at(opened, "this `(` is never closed: add a `)`"));
            }
            return Ok(inner);
        }
        for operator in ["AND", "OR"] {
            if self.take_word(operator) {
                return Err(self.error(format!("a word or phrase was expected beside `{operator}`")));
            }
        }
        self.leaf()
    }

    fn leaf(&mut self) -> Result<Query, QueryError> {
        if self.rest().starts_with('"') {
            return self.phrase(None);
        }
        let start = self.at;
        let word = self.bare_word();
        if word.is_empty() {
            return Err(self.error("a word, a phrase in quotes or a field was expected"));
        }
        if let Some(class) = word.strip_prefix('@') {
            return Ok(Query::Class(format!("@{class}")));
        }
        if let Some(field) = word.strip_suffix(':') {
            if self.rest().starts_with('"') {
                return self.phrase(Some(field.to_owned()));
            }
            return Err(self.error(format!("a value was expected behind `{field}:`")));
        }
        match word.split_once(':') {
            Some((field, value)) => self.field(start, field, value),
            None => self.words(start, None, word),
        }
    }

    /// Up to a blank, a bracket, or the quote behind `field:`.
    fn bare_word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"')).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn phrase(&mut self, field: Option<String>) -> Result<Query, QueryError> {
        let opened = self.at;
        self.at += 1;
        let rest = self.rest();
        let Some(end) = rest.find('"') else {
            return Err(self.error_at(opened, "this quote is never closed: add a `\"`"));
        };
        self.at += end + 1;
        let slop = self.slop()?;
        let words = folded(&words(&rest[..end]));
        if words.is_empty() {
            return Err(self.error_at(opened, "there is no word between these quotes"));
        }
        Ok(Query::Words { field, words, slop })
    }

    fn slop(&mut self) -> Result<u32, QueryError> {
        if !self.take('~') {
            return Ok(0);
        }
        let start = self.at;
        let digits = self.bare_word();
        let slop = digits.parse::<u32>().ok().filter(|n| *n <= MAX_SLOP);
        slop.ok_or_else(|| {
            self.error_at(start, format!("a number of places from 0 to {MAX_SLOP} was expected behind `~`"))
        })
    }

    fn words(&self, start: usize, field: Option<String>, word: &str) -> Result<Query, QueryError> {
        if let Some(stem) = word.strip_suffix('*') {
            let folded = folded(&words(stem));
            let [stem] = &folded[..] else {
                return Err(self.error_at(start, "a `*` stands behind one word of letters or digits"));
            };
            return Ok(Query::Prefix { field, start: stem.clone() });
        }
        let folded = folded(&words(word));
        if folded.is_empty() {
            return Err(self.error_at(start, format!("`{word}` holds no word")));
        }
        Ok(Query::Words { field, words: folded, slop: 0 })
    }

    fn field(&self, start: usize, field: &str, value: &str) -> Result<Query, QueryError> {
        let field = field.to_lowercase();
        let value_at = start + field.len() + 1;
        let of_range = |low, high| Ok(Query::Range { field: field.clone(), low, high });
        let bound =
            |text: &str, inclusive: bool, upper: bool| match number(text, upper) {
                Some(number) => Ok(Some(Bound { number, inclusive })),
                None => Err(self
                    .error_at(value_at, format!("`{text}` is no number and no date like 2016, 2016-03 or 2016-03-31"))),
            };
        for (sign, low, inclusive) in [(">=", true, true), ("<=", false, true), (">", true, false), ("<", false, false)]
        {
            if let Some(text) = value.strip_prefix(sign) {
                // `>2016` starts behind the whole year, `<=2016` takes all of it.
                let found = bound(text, inclusive, low != inclusive)?;
                return if low { of_range(found, None) } else { of_range(None, found) };
            }
        }
        if let Some((low, high)) = value.split_once("..") {
            let low = if low.is_empty() { None } else { bound(low, true, false)? };
            let high = if high.is_empty() { None } else { bound(high, true, true)? };
            return of_range(low, high);
        }
        if field == "date" {
            return of_range(bound(value, true, false)?, bound(value, true, true)?);
        }
        Ok(Query::Is { field, value: value.to_owned() })
    }
}

fn folded(words: &Words) -> Vec<String> {
    words.tokens.tokens().iter().map(|t| words.tokens.folded(t).to_owned()).collect()
}

fn one_or(mut parts: Vec<Query>, many: fn(Vec<Query>) -> Query) -> Query {
    if parts.len() == 1 { parts.remove(0) } else { many(parts) }
}

/// A number, or a date as `yyyymmdd` with the first or last day of a year or month.
fn number(text: &str, upper: bool) -> Option<f64> {
    let parts: Vec<&str> = text.split('-').collect();
    let is_date = parts.len() > 1 && parts[0].len() == 4;
    if !is_date {
        return match text.parse::<f64>() {
            Ok(year) if text.len() == 4 && (1600.0..=2200.0).contains(&year) && !text.contains('.') => {
                Some(year * 10_000.0 + if upper { 1231.0 } else { 101.0 })
            }
            Ok(number) if number.is_finite() => Some(number),
            _ => None,
        };
    }
    let year: i16 = parts[0].parse().ok()?;
    let month: i8 = parts[1].parse().ok()?;
    let first = jiff::civil::Date::new(year, month, 1).ok()?;
    let date = match parts.get(2) {
        Some(day) => jiff::civil::Date::new(year, month, day.parse().ok()?).ok()?,
        None if upper => first.last_of_month(),
        None => first,
    };
    (parts.len() <= 3).then(|| crate::store::schema::day_number(date) as f64)
}
