//! What a reader asks for: a query, what it is narrowed to, and in which order.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::folder::SavedQueries;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::store::{Order, Query, parse_query};

/// Longest query, in characters.
pub(super) const MOST_QUERY: usize = 2000;
/// Words and conditions of a query and its filters: each of them is looked for in every article shown.
const MOST_WORDS: usize = 100;
/// Filters beside a query.
const MOST_FILTERS: usize = 20;
/// Most results that can be skipped; further ones are reached by export.
pub(super) const MOST_SKIPPED: usize = 10_000;

/// A query with its filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ask {
    /// As typed.
    pub(super) q: String,
    /// Queries that narrow it, as facets write them; those of one field widen each other.
    pub(super) filters: Vec<String>,
    /// What `saved:NAME` stands for in them; none where they name no saved query.
    saved: Option<Arc<SavedQueries>>,
}

impl Ask {
    /// A query without filters, among these saved ones.
    pub(super) fn among(q: String, saved: SavedQueries) -> Self {
        Self { q, filters: Vec::new(), saved: Some(Arc::new(saved)) }
    }

    /// Reads `q` and every `f`.
    pub(super) fn read(params: &mut Params) -> Result<Self, Problem> {
        Self::read_named(params, "q", "f")
    }

    /// Reads a query and its filters under these names.
    pub(super) fn read_named(params: &mut Params, query: &str, filter: &str) -> Result<Self, Problem> {
        let q = params.one(query)?.unwrap_or_default();
        let filters = params.all(filter);
        if let Some(n) = filters.iter().chain([&q]).map(|f| f.chars().count()).find(|n| *n > MOST_QUERY) {
            return Err(Problem::bad(format!(
                "a query has {MOST_QUERY} characters at most, and this one {n}: `*` stands for endings, `saved:NAME` for a \
                 saved query, and the command line takes queries of any length"
            )));
        }
        let saved = params.saved(std::iter::once(&q).chain(&filters));
        if filters.len() > MOST_FILTERS {
            return Err(Problem::bad(format!("a query is narrowed by {MOST_FILTERS} filters at most")));
        }
        Ok(Self { q, filters, saved })
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

    /// The query, parsed; mistakes stand where they are in `q`.
    pub(super) fn query(&self) -> Result<Query, Problem> {
        let mut parts = Vec::new();
        if !self.q.trim().is_empty() {
            parts.push(match self.meant(&self.q)? {
                Cow::Borrowed(q) => parse_query(q).map_err(crate::store::StoreError::from)?,
                Cow::Owned(q) => parse_query(&q).map_err(|e| Problem::bad(format!("in `{q}`: {}", e.message)))?,
            });
        }
        for filters in self.by_field().values() {
            let parsed = filters.iter().map(|filter| {
                let parsed = parse_query(&self.meant(filter)?);
                parsed.map_err(|e| Problem::bad(format!("filter `{filter}`: {}", e.message)))
            });
            parts.push(Query::any_of(parsed.collect::<Result<Vec<_>, _>>()?));
        }
        let query = Query::all_of(parts);
        let n_words = query.n_words();
        if n_words > MOST_WORDS {
            return Err(Problem::bad(format!(
                "a query asks for {MOST_WORDS} words and conditions at most, and this one for {n_words}: `*` stands for \
                 endings, and the command line takes queries of any length"
            )));
        }
        Ok(query)
    }

    /// A query with what its saved ones stand for.
    fn meant<'a>(&self, query: &'a str) -> Result<Cow<'a, str>, Problem> {
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

    /// The parameters of an address that lead here.
    pub(super) fn pairs(&self) -> Vec<(&str, &str)> {
        let filters = self.filters.iter().map(|f| ("f", f.as_str()));
        std::iter::once(("q", self.q.as_str())).chain(filters).collect()
    }

    /// Places of mistakes are places in `q`: nothing narrows it or stands for something else.
    pub(super) fn is_as_typed(&self) -> bool {
        self.filters.is_empty() && self.saved.is_none()
    }

    /// Another query among the same saved ones, without filters.
    pub(super) fn asking(&self, q: &str) -> Self {
        Self { q: q.to_owned(), filters: Vec::new(), saved: self.saved.clone() }
    }

    /// With one more filter, or without it when it is there.
    pub(super) fn toggled(&self, filter: &str) -> Self {
        let mut filters: Vec<String> = self.filters.iter().filter(|f| *f != filter).cloned().collect();
        if filters.len() == self.filters.len() {
            filters.push(filter.to_owned());
        }
        Self { filters, ..self.clone() }
    }
}

/// The field a filter narrows.
fn field_of(filter: &str) -> &str {
    let inner = filter.strip_prefix("NOT ").unwrap_or(filter);
    inner.split_once(':').map_or(inner, |(field, _)| field)
}

/// Order of results as it stands in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorting {
    Rank,
    Date,
    Oldest,
    Sample,
}

impl Sorting {
    pub(super) const ALL: &[(&str, Self)] =
        &[("rank", Self::Rank), ("date", Self::Date), ("oldest", Self::Oldest), ("sample", Self::Sample)];

    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// Best first where words are asked for, else latest first.
    pub(super) fn natural(query: &Query) -> Self {
        if query.has_words() { Self::Rank } else { Self::Date }
    }

    pub(super) fn order(self, seed: u64) -> Order {
        match self {
            Self::Rank => Order::Rank,
            Self::Date => Order::Date,
            Self::Oldest => Order::Oldest,
            Self::Sample => Order::Sample(seed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ask;

    fn ask(q: &str, filters: &[&str]) -> Ask {
        Ask { q: q.to_owned(), filters: filters.iter().map(|f| (*f).to_owned()).collect(), saved: None }
    }

    #[test]
    fn filters_of_one_field_widen_and_of_two_narrow() {
        let found = ask("a OR b", &["outlet:=\"One\"", "focus:none", "outlet:=\"Two\"", "NOT outlet:*"]);
        let text = "(a OR b) focus:none (outlet:=\"One\" OR outlet:=\"Two\" OR NOT outlet:*)";
        assert_eq!(found.text(), text);
        assert!(found.query().is_ok());
    }

    #[test]
    fn a_filter_cannot_change_the_rest_of_the_query() {
        assert!(ask("wage", &["focus:none) OR (id:x"]).query().is_err());
    }

    #[test]
    fn a_filter_is_put_in_and_taken_out_again() {
        let one = ask("a", &["focus:none"]);
        assert_eq!(one.toggled("date:2016").filters, ["focus:none", "date:2016"]);
        assert_eq!(one.toggled("focus:none").filters, [""; 0]);
    }
}
