//! Text of a query → [`Query`].

use crate::store::query::{Kind, Query, QueryError, Spans, WordOrder};

/// Most places that words may be apart.
pub(super) const MAX_SLACK: u32 = 250;
/// Distance of `NEAR` and `THEN` without a number.
const DEFAULT_DISTANCE: u32 = 10;
/// Deepest nesting of brackets and `NOT`.
const MAX_DEPTH: usize = 64;
/// Most operators `NEAR`, `THEN` and `SAME` in a query: each holds what is before it.
const MAX_NEAR: usize = 200;

/// Parses a query; an empty one finds everything.
///
/// # Errors
/// With the position of the mistake and what was expected there.
pub fn parse_query(text: &str) -> Result<Query, QueryError> {
    let mut parser = Parser { text, at: 0, field: None, depth: 0, n_near: 0 };
    parser.skip_blanks();
    if parser.rest().is_empty() {
        return Ok(Query { at: 1, kind: Kind::All });
    }
    let query = parser.any_of()?;
    if parser.rest().is_empty() {
        Ok(query)
    } else {
        Err(parser.error("this `)` closes nothing: remove it or open one"))
    }
}

/// How far apart words may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Distance {
    /// At most this many places that no part takes.
    Words { slack: u32, order: WordOrder },
    /// As far as the sentence goes.
    Sentence,
}

impl Distance {
    /// Words next to each other.
    pub(super) const PHRASE: Self = Self::Words { slack: 0, order: WordOrder::Written };

    /// The parts this far apart; a part alone is apart from nothing.
    pub(super) fn between(self, mut parts: Vec<Spans>) -> Spans {
        match self {
            _ if parts.len() == 1 => parts.remove(0),
            Self::Words { slack, order } => Spans::Near { parts, slack, order },
            Self::Sentence => Spans::Same(parts),
        }
    }
}

/// Position of the parser.
pub(super) struct Parser<'a> {
    text: &'a str,
    pub(super) at: usize,
    /// Field of the brackets the parser is in.
    pub(super) field: Option<String>,
    depth: usize,
    /// Operators of distance so far.
    n_near: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn place(&self, byte: usize) -> usize {
        self.text[..byte].chars().count() + 1
    }

    pub(super) fn error(&self, message: impl Into<String>) -> QueryError {
        self.error_at(self.at, message)
    }

    pub(super) fn error_at(&self, byte: usize, message: impl Into<String>) -> QueryError {
        QueryError { position: self.place(byte), message: message.into() }
    }

    pub(super) fn query(&self, byte: usize, kind: Kind) -> Query {
        Query { at: self.place(byte), kind }
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub(super) fn take(&mut self, token: char) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len_utf8();
        }
        found
    }

    fn next_is_word(&self, word: &str) -> bool {
        let after = self.rest().strip_prefix(word);
        after.is_some_and(|a| a.is_empty() || a.starts_with(|c: char| c.is_whitespace() || matches!(c, '(' | '"')))
    }

    /// Takes an operator word on its own.
    fn take_word(&mut self, word: &str) -> bool {
        let alone = self.next_is_word(word);
        if alone {
            self.at += word.len();
            self.skip_blanks();
        }
        alone
    }

    fn any_of(&mut self) -> Result<Query, QueryError> {
        self.skip_blanks();
        let start = self.at;
        let mut parts = vec![self.all_of()?];
        while self.take_word("OR") {
            parts.push(self.all_of()?);
        }
        Ok(self.one_or(start, parts, Kind::Or))
    }

    fn all_of(&mut self) -> Result<Query, QueryError> {
        let start = self.at;
        let mut parts = vec![self.near()?];
        loop {
            self.skip_blanks();
            if self.rest().is_empty() || self.rest().starts_with(')') || self.next_is_word("OR") {
                return Ok(self.one_or(start, parts, Kind::And));
            }
            self.take_word("AND");
            parts.push(self.near()?);
        }
    }

    fn one_or(&self, start: usize, mut parts: Vec<Query>, many: fn(Vec<Query>) -> Kind) -> Query {
        if parts.len() == 1 { parts.remove(0) } else { self.query(start, many(parts)) }
    }

    /// `a NEAR/5 b`, `a THEN/5 b`, `a SAME b`, from left to right.
    fn near(&mut self) -> Result<Query, QueryError> {
        let start = self.at;
        let mut left = self.unary()?;
        loop {
            self.skip_blanks();
            let Some(distance) = self.distance()? else { return Ok(left) };
            self.n_near += 1;
            if self.n_near > MAX_NEAR {
                return Err(self.error(format!("a query has at most {MAX_NEAR} of NEAR, THEN and SAME")));
            }
            let right = self.unary()?;
            let (field, first) = spans_of(left)?;
            let (other, second) = spans_of(right.clone())?;
            if field != other {
                let message = "both sides of NEAR, THEN and SAME must be in the same field: write `title:(a NEAR/5 b)`";
                return Err(QueryError { position: right.at, message: message.into() });
            }
            let spans = distance.between(vec![first, second]);
            left = self.query(start, Kind::Spans { field, spans });
        }
    }

    /// The operator here, as the places it leaves between its sides.
    fn distance(&mut self) -> Result<Option<Distance>, QueryError> {
        if self.take_word("SAME") {
            return Ok(Some(Distance::Sentence));
        }
        for (name, order) in [("NEAR", WordOrder::Free), ("THEN", WordOrder::Written)] {
            if self.take_word(name) {
                return Ok(Some(Distance::Words { slack: DEFAULT_DISTANCE - 1, order }));
            }
            let Some(after) = self.rest().strip_prefix(name).and_then(|r| r.strip_prefix('/')) else { continue };
            let digits = &after[..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len())];
            let number_at = self.at + name.len() + 1;
            let distance = digits.parse::<u32>().ok().filter(|n| (1..=MAX_SLACK).contains(n));
            let Some(distance) = distance else {
                let message = format!("a number of words from 1 to {MAX_SLACK} was expected after `{name}/`");
                return Err(self.error_at(number_at, message));
            };
            self.at = number_at + digits.len();
            self.skip_blanks();
            return Ok(Some(Distance::Words { slack: distance - 1, order }));
        }
        Ok(None)
    }

    fn unary(&mut self) -> Result<Query, QueryError> {
        self.skip_blanks();
        let start = self.at;
        if self.depth >= MAX_DEPTH {
            return Err(self.error(format!("brackets and NOT may be nested {MAX_DEPTH} deep")));
        }
        if self.take_word("NOT") || self.take('-') || self.take('!') {
            self.depth += 1;
            let inner = self.unary()?;
            self.depth -= 1;
            return Ok(self.query(start, Kind::Not(Box::new(inner))));
        }
        if self.rest().starts_with('(') {
            return self.group();
        }
        for operator in ["AND", "OR", "NEAR", "THEN", "SAME"] {
            if self.next_is_word(operator) || self.rest().starts_with(&format!("{operator}/")) {
                return Err(self.error(format!("a word or phrase was expected beside `{operator}`")));
            }
        }
        self.leaf()
    }

    pub(super) fn group(&mut self) -> Result<Query, QueryError> {
        let opened = self.at;
        self.take('(');
        self.depth += 1;
        let inner = self.any_of()?;
        self.depth -= 1;
        self.skip_blanks();
        if !self.take(')') {
            return Err(self.error_at(opened, "this `(` is never closed: add a `)`"));
        }
        Ok(inner)
    }
}

/// The words of a query that consists of nothing else.
fn spans_of(query: Query) -> Result<(Option<String>, Spans), QueryError> {
    let at = query.at;
    let refused = || QueryError {
        position: at,
        message: "NEAR, THEN and SAME join words, phrases, classes, or several of them with OR in brackets".into(),
    };
    match query.kind {
        Kind::Spans { field, spans } => Ok((field, spans)),
        Kind::Or(parts) => {
            let mut all = parts.into_iter().map(spans_of).collect::<Result<Vec<_>, _>>()?;
            let field = all.first().map(|(field, _)| field.clone()).ok_or_else(refused)?;
            if all.iter().any(|(other, _)| *other != field) {
                return Err(refused());
            }
            Ok((field, Spans::Any(all.drain(..).map(|(_, spans)| spans).collect())))
        }
        _ => Err(refused()),
    }
}
