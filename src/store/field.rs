//! Fields by name: their columns and their values.

use crate::record::query_fields;
use crate::store::{Found, Store, StoreError};
use crate::variable::{Given, Variable, VariableKind};

impl Store {
    /// The fast column of a field; `None` for running text.
    pub(super) fn column_name(&self, field: &str) -> Option<String> {
        if let Some(whole) = self.fields.whole(field) {
            return Some(self.fields.name_of(whole).to_owned());
        }
        let is_column = self.fields.number(field).is_some() || self.fields.raw(field).is_some();
        is_column.then(|| field.to_owned())
    }

    /// All fields a query may name.
    pub(super) fn field_names(&self) -> Vec<String> {
        let own = self.variables.iter().map(|variable| variable.name.clone());
        own.chain(query_fields().into_iter().flat_map(|(field, per, _)| per.names(&field.name, &self.tiers))).collect()
    }

    /// The values a field can have, where the set is closed; else none.
    pub(super) fn closed_values(&self, field: &str) -> Vec<String> {
        self.fields.closed_values(field, &self.tiers)
    }
}

/// A value of an article.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// Text; several values separated by `, `.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
}

impl Store {
    /// The variables that the user brought, with their values in an article that was found.
    ///
    /// # Errors
    /// When the record or the index cannot be read.
    pub fn variables_of(&self, found: &Found) -> Result<Vec<(&Variable, &Given)>, StoreError> {
        if self.variables.is_empty() {
            return Ok(Vec::new());
        }
        let searcher = self.reader.searcher();
        let segment = searcher.segment_reader(found.address.segment_ord).segment_id();
        let stored = self.stored_variables(&searcher)?;
        let value = |(at, variable)| Some((variable, stored.value(segment, found.address.doc_id, at)?));
        Ok(self.variables.iter().enumerate().filter_map(value).collect())
    }

    /// The type of the column of a field, as an empty value.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn kind(&self, field: &str) -> Result<FieldValue, StoreError> {
        if let Some((_, variable)) = self.shape().variable(field) {
            return Ok(match variable.kind {
                VariableKind::Whole => FieldValue::Whole(0),
                VariableKind::Number => FieldValue::Number(0.0),
                VariableKind::Flag | VariableKind::Date | VariableKind::Text | VariableKind::Texts => {
                    FieldValue::Text(String::new())
                }
            });
        }
        if self.column_name(field).is_none() {
            return Err(StoreError::Axis { name: field.to_owned(), known: self.axis_hint(field) });
        }
        Ok(match self.fields.number(field) {
            Some((_, true)) => FieldValue::Whole(0),
            Some((_, false)) => FieldValue::Number(0.0),
            None => FieldValue::Text(String::new()),
        })
    }

    /// The values of a column of names in an article that was found.
    ///
    /// # Errors
    /// When there is no such column, or the index cannot be read.
    pub fn names(&self, found: &Found, field: &str) -> Result<Vec<String>, StoreError> {
        let unknown = || StoreError::Axis { name: field.to_owned(), known: self.axis_hint(field) };
        let column = self.column_name(field).ok_or_else(unknown)?;
        let searcher = self.reader.searcher();
        let columns = searcher.segment_reader(found.address.segment_ord).fast_fields();
        let Some(column) = columns.str(&column).map_err(|e| self.broken(&e))? else { return Ok(Vec::new()) };
        let name = |ord| {
            let mut text = String::new();
            column.ord_to_str(ord, &mut text).map_err(|e| self.broken(&e.into()))?;
            Ok(text)
        };
        column.term_ords(found.address.doc_id).map(name).collect()
    }

    /// The value of a column in an article that was found; `None` where there is none.
    ///
    /// # Errors
    /// When there is no such column, or the index cannot be read.
    pub fn value(&self, found: &Found, field: &str) -> Result<Option<FieldValue>, StoreError> {
        let unknown = || StoreError::Axis { name: field.to_owned(), known: self.axis_hint(field) };
        let searcher = self.reader.searcher();
        let segment = searcher.segment_reader(found.address.segment_ord);
        if let Some((at, _)) = self.shape().variable(field) {
            let value = self.stored_variables(&searcher)?.value(segment.segment_id(), found.address.doc_id, at);
            return Ok(value.map(|value| match value {
                Given::Whole(number) => FieldValue::Whole(*number),
                Given::Number(number) => FieldValue::Number(*number),
                other => FieldValue::Text(other.printed().into_owned()),
            }));
        }
        let column = self.column_name(field).ok_or_else(unknown)?;
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let (columns, doc) = (segment.fast_fields(), found.address.doc_id);
        Ok(match self.fields.number(field) {
            Some((_, true)) => {
                let first = columns.u64(&column).map_err(broken)?.first(doc);
                first.and_then(|number| i64::try_from(number).ok()).map(FieldValue::Whole)
            }
            Some((_, false)) => columns.f64(&column).map_err(broken)?.first(doc).map(FieldValue::Number),
            None => {
                let all = self.names(found, field)?;
                (!all.is_empty()).then(|| FieldValue::Text(all.join(", ")))
            }
        })
    }
}
