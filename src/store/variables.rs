//! Variables that the user brought: as conditions of a query, and as columns to count by.
//!
//! They are not in the index: they are read from the record when a query first names one, so that a table which is joined
//! later needs no new index. Always holds: a row of the record and a document of the index belong together by id.

use hashbrown::HashMap;
use regex::Regex;
use tantivy::DocId;
use tantivy::index::SegmentId;

use crate::store::query::{Bound, QueryError, Spans, Word, WordOrder, wildcard};
use crate::tokenize::words;
use crate::variable::{Given, Variable, VariableKind, bound_of};

/// The variables of an audit: id of each article, and its values in the order of the variables.
pub type VariableRows = Vec<(String, Vec<Option<Given>>)>;

/// Reads the values from the record.
pub(super) type Loader = Box<dyn Fn() -> Result<VariableRows, String> + Send + Sync>;

/// The values of all variables, by document.
pub(super) struct StoredVariables {
    pub rows: Vec<Vec<Option<Given>>>,
    /// Row of each document.
    pub by_segment: HashMap<SegmentId, Vec<u32>>,
    /// Row of each article, by the hash of its id.
    pub by_id: HashMap<u64, u32>,
}

impl StoredVariables {
    /// The value of a variable in a document.
    pub(super) fn value(&self, segment: SegmentId, doc: DocId, variable: usize) -> Option<&Given> {
        let row = *self.by_segment.get(&segment)?.get(doc as usize)?;
        self.rows.get(row as usize)?.get(variable)?.as_ref()
    }
}

/// What a value is compared with.
pub(super) enum WantedValue {
    /// Its words, one after the other and no others.
    Words(Vec<String>),
    /// Its letters in lower case.
    Pattern(Regex),
}

impl WantedValue {
    /// The value in `text`, where `*` and `?` are wildcards.
    ///
    /// # Errors
    /// When the pattern is too long.
    pub(super) fn of_text(text: &str) -> Result<Self, regex::Error> {
        let words = folded(text);
        if text.contains(['*', '?']) || words.is_empty() {
            return Ok(Self::Pattern(wildcard(&text.to_lowercase())?));
        }
        Ok(Self::Words(words))
    }

    /// The value that the words of a query name; `None` for words near each other, which are no value.
    pub(super) fn of_spans(spans: &Spans) -> Option<Vec<Self>> {
        let word = |word: &Word| {
            Some(match word {
                Word::Exact(word) => Self::Words(vec![word.clone()]),
                Word::Cased(word) => Self::Words(folded(word)),
                Word::Wildcard(pattern) => Self::Pattern(wildcard(pattern).ok()?),
                Word::Regex(pattern) => Self::Pattern(Regex::new(&format!("^(?:{pattern})$")).ok()?),
                Word::Fuzzy { .. } | Word::Class(_) => return None,
            })
        };
        match spans {
            Spans::Word { word: one, .. } => Some(vec![word(one)?]),
            Spans::Any(parts) => {
                let parts = parts.iter().map(Self::of_spans).collect::<Option<Vec<_>>>()?;
                Some(parts.into_iter().flatten().collect())
            }
            Spans::Near { parts, slack: 0, order: WordOrder::Written } => {
                let words = parts.iter().map(|part| match part {
                    Spans::Word { word: Word::Exact(word), .. } => Some(vec![word.clone()]),
                    Spans::Word { word: Word::Cased(word), .. } => Some(folded(word)),
                    _ => None,
                });
                Some(vec![Self::Words(words.collect::<Option<Vec<_>>>()?.concat())])
            }
            Spans::Near { .. } | Spans::Same(_) => None,
        }
    }

    /// Whether a value, or one of its texts, is this.
    pub(super) fn is(&self, value: &Given) -> bool {
        match value {
            Given::Texts(texts) => texts.iter().any(|text| self.is_text(text)),
            other => self.is_text(&other.printed()),
        }
    }

    fn is_text(&self, text: &str) -> bool {
        match self {
            Self::Words(wanted) => folded(text) == *wanted,
            Self::Pattern(pattern) => pattern.is_match(&text.to_lowercase()),
        }
    }
}

/// The words of a text, folded as the index folds them.
fn folded(text: &str) -> Vec<String> {
    let found = words(text);
    found.tokens.tokens().iter().map(|token| found.tokens.folded(token).to_owned()).collect()
}

/// Whether a number or a day is between two bounds.
pub(super) fn is_between(value: &Given, low: Option<Bound>, high: Option<Bound>) -> bool {
    let (number, is_day) = match value {
        Given::Whole(number) => (*number as f64, false),
        Given::Number(number) => (*number, false),
        Given::Text(day) => match day.parse().map(crate::record::day_number) {
            Ok(day) => (day as f64, true),
            Err(_) => return false,
        },
        Given::Flag(_) | Given::Texts(_) => return false,
    };
    let end =
        |bound: Bound, is_low| if is_day { bound_of(bound.number, is_low, bound.inclusive) } else { bound.number };
    let is_above = low.is_none_or(|bound| {
        let low = end(bound, true);
        number > low || bound.inclusive && number >= low
    });
    is_above
        && high.is_none_or(|bound| {
            let high = end(bound, false);
            number < high || bound.inclusive && number <= high
        })
}

/// Why a variable has no ranges; `None` where it has.
pub(super) fn no_range(variable: &Variable, at: usize) -> Option<QueryError> {
    let has_ranges = matches!(variable.kind, VariableKind::Whole | VariableKind::Number | VariableKind::Date);
    let message = format!("`{}` is a {} and has no ranges", variable.name, variable.kind.name());
    (!has_ranges).then_some(QueryError { position: at, message })
}
