//! Fields as columns: what a query may name, and how their values are grouped.

use hashbrown::HashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher, SegmentReader};

use crate::record::{Axis, Grain, MISSING};
use crate::store::variables::StoredVariables;
use crate::store::{Store, StoreError};
use crate::suggest::{FIELDS, instead};

impl Store {
    /// The axis called `name`; see [`Axis::named`].
    ///
    /// # Errors
    /// With the known names when there is none.
    pub fn axis(&self, name: &str) -> Result<Axis, StoreError> {
        let field = name.split_once('/').map_or(name, |(field, _)| field);
        let none = || match Axis::refusal(name, self.shape()) {
            Some(reason) => StoreError::NoGroups { name: name.to_owned(), reason },
            None => StoreError::Axis { name: name.to_owned(), known: self.axis_hint(field) },
        };
        Axis::named(name, self.shape()).ok_or_else(none)
    }

    /// What articles can be counted by: periods of the date, then all fields with a column.
    #[must_use]
    pub fn axis_names(&self) -> Vec<String> {
        Axis::names(self.shape())
    }

    /// All fields with a column.
    #[must_use]
    pub fn column_fields(&self) -> Vec<String> {
        Axis::fields(self.shape())
    }

    pub(super) fn axis_hint(&self, wrong: &str) -> String {
        instead(wrong, &self.axis_names(), FIELDS)
    }
}

/// The values of an axis in one segment.
pub(super) struct AxisColumn<'a> {
    values: Values<'a>,
    axis: &'a Axis,
    grain: Grain,
    /// Group of a raw value, so that its name is made once.
    known: HashMap<u64, u32>,
}

enum Values<'a> {
    /// A variable of the user's, by its place.
    Variable(&'a StoredVariables, SegmentId, usize),
    Text(Option<StrColumn>),
    Whole(Column<u64>),
    Number(Column<f64>),
}

/// Names of groups, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: HashMap<String, u32>,
    pub(super) names: Vec<String>,
}

impl Names {
    fn id(&mut self, name: &str) -> u32 {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        id
    }
}

impl<'a> AxisColumn<'a> {
    pub(super) fn open(
        store: &'a Store,
        axis: &'a Axis,
        searcher: &Searcher,
        segment: &SegmentReader,
    ) -> Result<Self, StoreError> {
        let values = match axis.variable() {
            Some(at) => Values::Variable(store.stored_variables(searcher)?, segment.segment_id(), at),
            None => Self::of_index(axis, segment).map_err(|e| store.broken(&e))?,
        };
        Ok(Self { values, axis, grain: axis.grain(), known: HashMap::new() })
    }

    fn of_index(axis: &Axis, segment: &SegmentReader) -> tantivy::Result<Values<'a>> {
        let columns = segment.fast_fields();
        Ok(match axis.grain() {
            Grain::Text => Values::Text(columns.str(axis.field())?),
            Grain::Number(_) => Values::Number(columns.f64(axis.field())?),
            Grain::Whole(_) | Grain::Time(_) => Values::Whole(columns.u64(axis.field())?),
        })
    }

    /// Groups of a document: one for each of its values, [`MISSING`] where there is none.
    pub(super) fn groups(&mut self, doc: DocId, names: &mut Names, out: &mut Vec<u32>) -> tantivy::Result<()> {
        out.clear();
        let mut raw: Vec<u64> = match &self.values {
            Values::Variable(stored, segment, at) => {
                let mut groups = stored.value(*segment, doc, *at).map_or_else(Vec::new, |v| self.axis.groups_of(v));
                groups.sort_unstable();
                groups.dedup();
                out.extend(groups.iter().map(|group| names.id(group)));
                Vec::new()
            }
            Values::Text(Some(column)) => column.term_ords(doc).collect(),
            Values::Text(None) => Vec::new(),
            Values::Whole(column) => column.values_for_doc(doc).map(|v| self.grain.of_whole(v)).collect(),
            Values::Number(column) => column.values_for_doc(doc).map(|v| self.grain.of_number(v)).collect(),
        };
        raw.sort_unstable();
        raw.dedup();
        for raw in raw {
            let id = if let Some(id) = self.known.get(&raw) {
                *id
            } else {
                let id = names.id(&self.name(raw)?);
                self.known.insert(raw, id);
                id
            };
            out.push(id);
        }
        if out.is_empty() {
            out.push(names.id(MISSING));
        }
        Ok(())
    }

    fn name(&self, raw: u64) -> tantivy::Result<String> {
        let Values::Text(Some(column)) = &self.values else { return Ok(self.grain.name(raw)) };
        let mut name = String::new();
        column.ord_to_str(raw, &mut name)?;
        Ok(name)
    }
}
