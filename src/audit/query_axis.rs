//! Grouping by queries of a file: one group a query.

use std::ffi::OsStr;
use std::path::Path;

use crate::audit::{Audit, AuditError, NamedQuery, axes_named, read_queries};
use crate::record::{Axis, MISSING, QueryGroups};
use crate::store::{Query, parse_query};

impl Audit {
    /// The axes called so, as [`axes_named`] has them; a name that ends in `.csv` is a file of named queries, each of
    /// which is a group.
    ///
    /// # Errors
    /// When there is no such axis, a file cannot be read, a query of it is wrong (with its line), or two axes have one name.
    pub fn axes(&self, names: &[String]) -> Result<Vec<Axis>, AuditError> {
        let mut axes: Vec<Axis> = Vec::with_capacity(names.len());
        for name in names {
            let path = Path::new(name);
            let is_file = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
            if is_file {
                axes.push(self.axis_of_queries(path)?);
            } else {
                axes.extend(axes_named(std::slice::from_ref(name), self.shape())?);
            }
        }
        match axes.iter().enumerate().find(|(at, axis)| axes[..*at].iter().any(|other| other.name() == axis.name())) {
            Some((_, axis)) => Err(AuditError::AxisTwice { name: axis.name().to_owned() }),
            None => Ok(axes),
        }
    }

    /// One group a query of the file at `path`, called as it without `.csv`.
    fn axis_of_queries(&self, path: &Path) -> Result<Axis, AuditError> {
        let name = path.file_stem().and_then(OsStr::to_str).unwrap_or("queries");
        Ok(Axis::of_queries(name, self.query_groups(&named_once(path, read_queries(path)?)?)?))
    }

    /// The articles of each query; of those among `of` alone, where a query has one.
    ///
    /// # Errors
    /// When a query is wrong (with its origin), or the index cannot be read.
    fn query_groups(&self, queries: &[NamedQuery]) -> Result<QueryGroups, AuditError> {
        let (store, saved) = (self.finder()?, self.saved_queries()?);
        let mut groups = QueryGroups::default();
        for named in queries {
            let texts = [Some(named.query.as_str()), named.of.as_deref()].into_iter().flatten();
            let found = || {
                let texts = texts.filter(|text| !text.trim().is_empty());
                let parts = texts.map(|text| Ok::<_, AuditError>(parse_query(&saved.expand(text)?)?));
                Ok(store.ids(&Query::all_of(parts.collect::<Result<_, _>>()?))?)
            };
            let ids =
                found().map_err(|reason| AuditError::In { origin: named.origin.clone(), reason: Box::new(reason) })?;
            groups.push(&named.name, &named.query, ids);
        }
        Ok(groups)
    }
}

/// The queries, where there are some and each has a name of its own.
fn named_once(path: &Path, queries: Vec<NamedQuery>) -> Result<Vec<NamedQuery>, AuditError> {
    let wrong = |path: &Path, reason: String| Err(AuditError::File { path: path.to_owned(), reason });
    if queries.is_empty() {
        return wrong(path, ": no query: write the columns name,query and a row for each group".to_owned());
    }
    for (at, named) in queries.iter().enumerate() {
        let line = Path::new(&named.origin);
        if named.name.trim().is_empty() || named.name == MISSING {
            return wrong(line, format!(": a group needs a name, other than {MISSING}"));
        }
        if queries[..at].iter().any(|other| other.name == named.name) {
            return wrong(line, format!(": `{}` is named twice: give each group a name of its own", named.name));
        }
    }
    Ok(queries)
}
