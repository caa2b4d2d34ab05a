//! What cannot be asked where there are no texts.
//!
//! In: a query, and the fields that an index made of rows does not have. Out: the first part of the query that needs one of them.

use crate::store::query::{DEFAULT_FIELDS, Kind, Query, QueryError, Spans, TEXT_FIELDS, Word};
use crate::suggest::FIELDS;

/// Fields that an index lacks; none where it has the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lacking(pub Vec<&'static str>);

impl Lacking {
    /// Refuses a query that asks for what there is not.
    ///
    /// # Errors
    /// With the character of the first part that does.
    pub(super) fn check(&self, query: &Query) -> Result<(), QueryError> {
        if self.0.is_empty() {
            return Ok(());
        }
        match &query.kind {
            Kind::And(parts) | Kind::Or(parts) => parts.iter().try_for_each(|part| self.check(part)),
            Kind::Not(inner) => self.check(inner),
            Kind::Spans { field, spans } => self.check_spans(query.at, field.as_deref(), spans),
            Kind::Is { field, .. } | Kind::Whole { field, .. } => self.check_field(query.at, field),
            Kind::All | Kind::At(_) | Kind::Exists { .. } | Kind::Range { .. } => Ok(()),
        }
    }

    fn check_spans(&self, at: usize, field: Option<&str>, spans: &Spans) -> Result<(), QueryError> {
        let needs = |what: &str| Err(self.refused(at, what));
        match field {
            None => needs("words of the text"),
            Some(field) if TEXT_FIELDS.contains(&field) && any_word(spans, &|word| matches!(word, Word::Class(_))) => {
                needs("classes of the lexicon")
            }
            Some(field)
                if DEFAULT_FIELDS.contains(&field) && any_word(spans, &|word| matches!(word, Word::Cased(_))) =>
            {
                needs("the letter case of words")
            }
            Some(field) => self.check_field(at, field),
        }
    }

    fn check_field(&self, at: usize, field: &str) -> Result<(), QueryError> {
        if self.0.contains(&field) { Err(self.refused(at, &format!("`{field}`"))) } else { Ok(()) }
    }

    fn refused(&self, at: usize, what: &str) -> QueryError {
        let lacking = self.0.join(", ");
        let message = format!(
            "{what} cannot be asked of a bundle, which lacks {lacking}; it can be asked by id, outlet, date, by what was found \
             and by variables (`{FIELDS}`), or ask the audit it was made of"
        );
        QueryError { position: at, message }
    }
}

fn any_word(spans: &Spans, test: &dyn Fn(&Word) -> bool) -> bool {
    match spans {
        Spans::Word { word, .. } => test(word),
        Spans::Near { parts, .. } | Spans::Same(parts) | Spans::Any(parts) => {
            parts.iter().any(|part| any_word(part, test))
        }
    }
}
