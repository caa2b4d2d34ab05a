//! A query with its filters and the order of its results, as an address names them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::folder::SavedQueries;
use crate::serve::asker::Asker;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::query_limits::{FEWEST, counted, too_few};
use crate::store::{Order, Query, Store, parse_query};

/// Longest query or filter, in characters.
pub(super) const MAX_QUERY_CHARS: usize = 2000;
/// Most words and conditions of a query and its filters: each is searched in every article shown.
const MAX_QUERY_WORDS: usize = 100;
/// Most filters of a query.
const MAX_FILTERS: usize = 20;
/// Most results that paging can skip; the export gives the rest.
pub(super) const MAX_OFFSET: usize = 10_000;

/// A query with its filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FilteredQuery {
    /// As typed.
    pub(super) q: String,
    /// Queries it is restricted to, as facets write them; filters of one field are joined by OR.
    pub(super) filters: Vec<String>,
    /// The saved queries that `saved:NAME` refers to; none where no query or filter names one.
    saved: Option<Arc<SavedQueries>>,
    /// Whose limits it is held to; none for a query that no reader sent.
    asker: Option<Asker>,
}

impl FilteredQuery {
    /// A query without filters that may refer to these saved queries.
    pub(super) fn among(q: String, saved: SavedQueries) -> Self {
        Self { q, filters: Vec::new(), saved: Some(Arc::new(saved)), asker: None }
    }

    /// Reads `q` and every `f`.
    pub(super) fn read(params: &mut Params) -> Result<Self, Problem> {
        Self::read_named(params, "q", "f")
    }

    /// Reads a query and its filters under these names.
    pub(super) fn read_named(params: &mut Params, query: &str, filter: &str) -> Result<Self, Problem> {
        let q = params.one(query)?.unwrap_or_default();
        let filters = params.all(filter);
        if let Some(n) = filters.iter().chain([&q]).map(|f| f.chars().count()).find(|n| *n > MAX_QUERY_CHARS) {
            return Err(Problem::bad(format!(
                "a query has {MAX_QUERY_CHARS} characters at most, and this one {n}: `*` matches any ending, `saved:NAME` is a \
                 saved query, and the command line takes queries of any length"
            )));
        }
        let saved = params.saved(std::iter::once(&q).chain(&filters));
        if filters.len() > MAX_FILTERS {
            return Err(Problem::bad(format!("a query is narrowed by {MAX_FILTERS} filters at most")));
        }
        Ok(Self { q, filters, saved, asker: Some(params.asker()) })
    }

    /// Reads every query called `name`, each without filters.
    pub(super) fn read_each(params: &mut Params, name: &str, most: usize) -> Result<Vec<Self>, Problem> {
        let texts = params.all(name);
        if texts.len() > most {
            return Err(Problem::bad(format!("`{name}` is given {most} times at most")));
        }
        if texts.iter().any(|q| q.chars().count() > MAX_QUERY_CHARS) {
            return Err(Problem::bad(format!("a query has {MAX_QUERY_CHARS} characters at most")));
        }
        let asker = Some(params.asker());
        let read =
            |q: String| Self { saved: params.saved(std::iter::once(&q)), q, filters: Vec::new(), asker: asker.clone() };
        Ok(texts.into_iter().map(read).collect())
    }

    /// The whole query in the query language, as other programs take it.
    pub(super) fn text(&self) -> String {
        let q = self.q.trim();
        let mut parts = Vec::new();
        if !q.is_empty() {
            parts.push(if q.contains("OR") && !self.filters.is_empty() { format!("({q})") } else { q.to_owned() });
        }
        for filters in self.by_field().values() {
            match filters.as_slice() {
                [one] => parts.push((*one).to_owned()),
                many => parts.push(format!("({})", many.join(" OR "))),
            }
        }
        parts.join(" ")
    }

    /// The whole query, as a shell takes it.
    pub(super) fn quoted(&self) -> String {
        format!("'{}'", self.text().replace('\'', "'\\''"))
    }

    /// True when every article is asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.q.trim().is_empty() && self.filters.is_empty()
    }

    /// The parsed query, as far as the role may ask it of these articles.
    pub(super) fn asked_of(&self, store: &Store) -> Result<Query, Problem> {
        let query = self.query()?;
        if let Some(asker) = &self.asker {
            for part in counted(asker.role, &query) {
                if store.count(&part)? < FEWEST {
                    return Err(too_few(asker.role));
                }
            }
        }
        Ok(query)
    }

    /// The parsed query. Positions of errors count characters of `q`.
    pub(super) fn query(&self) -> Result<Query, Problem> {
        let mut parts = Vec::new();
        if !self.q.trim().is_empty() {
            parts.push(match self.expanded(&self.q)? {
                Cow::Borrowed(q) => parse_query(q).map_err(crate::store::StoreError::from)?,
                Cow::Owned(q) => parse_query(&q).map_err(|e| Problem::bad(format!("in `{q}`: {}", e.message)))?,
            });
        }
        for filters in self.by_field().values() {
            let parsed = filters.iter().map(|filter| {
                let parsed = parse_query(&self.expanded(filter)?);
                parsed.map_err(|e| Problem::bad(format!("filter `{filter}`: {}", e.message)))
            });
            parts.push(Query::any_of(parsed.collect::<Result<Vec<_>, _>>()?));
        }
        let query = Query::all_of(parts);
        self.asker.as_ref().map_or(Ok(()), |asker| asker.may_ask(&query))?;
        let n_words = query.n_words();
        if n_words > MAX_QUERY_WORDS {
            return Err(Problem::bad(format!(
                "a query has {MAX_QUERY_WORDS} words and conditions at most, and this one {n_words}: `*` matches any \
                 ending, and the command line takes queries of any length"
            )));
        }
        Ok(query)
    }

    /// A query with every `saved:NAME` replaced.
    fn expanded<'a>(&self, query: &'a str) -> Result<Cow<'a, str>, Problem> {
        let saved = self.saved.as_ref().filter(|_| SavedQueries::is_named_in(query));
        saved.map_or(Ok(Cow::Borrowed(query)), |saved| Ok(Cow::Owned(saved.expand(query)?)))
    }

    fn by_field(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut by_field: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for filter in &self.filters {
            by_field.entry(field_of(filter)).or_default().push(filter);
        }
        by_field
    }

    /// The parameters of an address that name this query.
    pub(super) fn pairs(&self) -> Vec<(&str, &str)> {
        let filters = self.filters.iter().map(|f| ("f", f.as_str()));
        std::iter::once(("q", self.q.as_str())).chain(filters).collect()
    }

    /// True where positions of errors are positions in `q`: no filter was added and no saved query expanded.
    pub(super) fn is_as_typed(&self) -> bool {
        self.filters.is_empty() && self.saved.is_none()
    }

    /// Another query without filters that may refer to the same saved queries.
    pub(super) fn with_text(&self, q: &str) -> Self {
        Self { q: q.to_owned(), filters: Vec::new(), saved: self.saved.clone(), asker: self.asker.clone() }
    }

    /// The same filters with another query.
    pub(super) fn with_query(&self, q: &str) -> Self {
        Self { q: q.to_owned(), ..self.clone() }
    }

    /// A query for what both find, held to the limits of the same role.
    pub(super) fn and(&self, other: &Self) -> Self {
        let (one, two) = (self.text(), other.text());
        let q = if one.is_empty() { two } else { format!("({one}) ({two})") };
        let saved = self.saved.clone().or_else(|| other.saved.clone());
        Self { q, filters: Vec::new(), saved, asker: self.asker.clone() }
    }

    /// The same without the filters of a field.
    pub(super) fn without(&self, field: &str) -> Self {
        let filters = self.filters.iter().filter(|filter| field_of(filter) != field).cloned().collect();
        Self { filters, ..self.clone() }
    }

    /// True when a filter is of this field.
    pub(super) fn has_filter_of(&self, field: &str) -> bool {
        self.filters.iter().any(|filter| field_of(filter) == field)
    }

    /// The same with a filter, once.
    pub(super) fn with_filter(&self, filter: &str) -> Self {
        if self.filters.iter().any(|known| known == filter) { self.clone() } else { self.toggled(filter) }
    }

    /// Adds the filter, or removes it when it is set.
    pub(super) fn toggled(&self, filter: &str) -> Self {
        let mut filters: Vec<String> = self.filters.iter().filter(|f| *f != filter).cloned().collect();
        if filters.len() == self.filters.len() {
            filters.push(filter.to_owned());
        }
        Self { filters, ..self.clone() }
    }
}

/// The field of a filter.
fn field_of(filter: &str) -> &str {
    let inner = filter.strip_prefix("NOT ").unwrap_or(filter);
    inner.split_once(':').map_or(inner, |(field, _)| field)
}

/// Order of results, as named in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorting {
    Rank,
    Date,
    Oldest,
    Probability,
    Sample,
}

impl Sorting {
    pub(super) const ALL: &[(&str, Self)] = &[
        ("rank", Self::Rank),
        ("date", Self::Date),
        ("oldest", Self::Oldest),
        ("probability", Self::Probability),
        ("sample", Self::Sample),
    ];

    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// Best first where the query has words, surest first where it asks for what articles are about, else latest first.
    pub(super) fn default_for(query: &Query) -> Self {
        match (query.has_words(), query.asks_for("focus")) {
            (true, _) => Self::Rank,
            (false, true) => Self::Probability,
            (false, false) => Self::Date,
        }
    }

    pub(super) fn order(self, seed: u64) -> Order {
        match self {
            Self::Rank => Order::Rank,
            Self::Date => Order::Date,
            Self::Oldest => Order::Oldest,
            Self::Probability => Order::Probability,
            Self::Sample => Order::Sample(seed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FilteredQuery;

    fn filtered(q: &str, filters: &[&str]) -> FilteredQuery {
        FilteredQuery {
            q: q.to_owned(),
            filters: filters.iter().map(|f| (*f).to_owned()).collect(),
            saved: None,
            asker: None,
        }
    }

    #[test]
    fn filters_of_one_field_are_joined_by_or_and_of_two_by_and() {
        let found = filtered("a OR b", &["outlet:=\"One\"", "focus:none", "outlet:=\"Two\"", "NOT outlet:*"]);
        let text = "(a OR b) focus:none (outlet:=\"One\" OR outlet:=\"Two\" OR NOT outlet:*)";
        assert_eq!(found.text(), text);
        assert!(found.query().is_ok());
    }

    #[test]
    fn a_filter_cannot_change_the_rest_of_the_query() {
        assert!(filtered("wage", &["focus:none) OR (id:x"]).query().is_err());
    }

    #[test]
    fn a_filter_is_added_and_removed_again() {
        let one = filtered("a", &["focus:none"]);
        assert_eq!(one.toggled("date:2016").filters, ["focus:none", "date:2016"]);
        assert_eq!(one.toggled("focus:none").filters, [""; 0]);
    }
}
