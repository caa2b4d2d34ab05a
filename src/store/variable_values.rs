//! Reads the variables from the record, and finds documents by their values.

use std::sync::Arc;

use hashbrown::HashMap;
use tantivy::{DocId, Searcher};
use xxhash_rust::xxh3::xxh3_64;

use crate::record::Shape;
use crate::store::query::Ready;
use crate::store::variables::{StoredVariables, VariableRows};
use crate::store::{Store, StoreError};
use crate::variable::{Given, Variable};

impl Store {
    /// With these variables, which `load` reads when one of them is first named.
    #[must_use]
    pub fn with_variables(
        mut self,
        variables: &[Variable],
        load: impl Fn() -> Result<VariableRows, String> + Send + Sync + 'static,
    ) -> Self {
        self.variables = variables.to_vec();
        self.load_variables = Some(Box::new(load));
        self
    }

    /// The tiers, and the variables that the user brought.
    #[must_use]
    pub fn shape(&self) -> Shape<'_> {
        Shape { tiers: &self.tiers, variables: &self.variables }
    }

    /// The values of all variables.
    pub(super) fn stored_variables(&self, searcher: &Searcher) -> Result<&StoredVariables, StoreError> {
        self.stored_variables.get_or_try_init(|| {
            let failed = |reason| StoreError::Variables { path: self.path.clone(), reason };
            let loaded = self.load_variables.as_ref().map_or_else(|| Ok(Vec::new()), |load| load()).map_err(failed)?;
            let mut by_id = HashMap::with_capacity(loaded.len());
            let mut rows = Vec::with_capacity(loaded.len());
            for (at, (id, values)) in loaded.into_iter().enumerate() {
                by_id.insert(xxh3_64(id.as_bytes()), u32::try_from(at).unwrap_or(u32::MAX));
                rows.push(values);
            }
            let mut by_segment = HashMap::new();
            let mut id = String::new();
            for segment in searcher.segment_readers() {
                let ids = segment.fast_fields().str("id").map_err(|e| self.broken(&e))?;
                let mut of_segment = Vec::with_capacity(segment.max_doc() as usize);
                for doc in 0..segment.max_doc() {
                    self.read_id(ids.as_ref(), doc, &mut id)?;
                    of_segment.push(by_id.get(&xxh3_64(id.as_bytes())).copied().unwrap_or(u32::MAX));
                }
                by_segment.insert(segment.segment_id(), of_segment);
            }
            Ok(StoredVariables { rows, by_segment, by_id })
        })
    }

    /// The variables that the user brought, with their values in the article of this id.
    ///
    /// # Errors
    /// When the record or the index cannot be read.
    pub fn variables_of_article(&self, id: &str) -> Result<Vec<(&Variable, &Given)>, StoreError> {
        if self.variables.is_empty() {
            return Ok(Vec::new());
        }
        let stored = self.stored_variables(&self.reader.searcher())?;
        let row = stored.by_id.get(&xxh3_64(id.as_bytes())).and_then(|row| stored.rows.get(*row as usize));
        let values = self.variables.iter().zip(row.into_iter().flatten());
        Ok(values.filter_map(|(variable, value)| Some((variable, value.as_ref()?))).collect())
    }

    /// The documents whose value of a variable passes `test`.
    pub(super) fn with_value(
        &self,
        searcher: &Searcher,
        variable: usize,
        test: &dyn Fn(&Given) -> bool,
    ) -> Result<Ready, StoreError> {
        let stored = self.stored_variables(searcher)?;
        let of_segment = |segment: &tantivy::SegmentReader| {
            let id = segment.segment_id();
            let is_found =
                |doc: &DocId| stored.value(id, *doc, variable).is_some_and(test) && !segment.is_deleted(*doc);
            (id, Arc::new((0..segment.max_doc()).filter(is_found).map(|doc| (doc, 0.0)).collect()))
        };
        Ok(Ready { segments: Arc::new(searcher.segment_readers().iter().map(of_segment).collect()) })
    }
}
