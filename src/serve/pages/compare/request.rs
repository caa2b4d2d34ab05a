//! What is compared, as an address encodes it.

use crate::audit::{Against, EntitiesOptions, ShareName};
use crate::record::Axis;
use crate::serve::Site;
use crate::serve::address::address;
use crate::serve::figures::Options;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;

/// Most entities of one chart.
pub(super) const MOST: usize = 12;
/// Articles of the base that a group of the table needs, unless told otherwise: shares of fewer say little.
const LEAST: u64 = 10;

/// The order of the table of all groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Share,
    Lowest,
    Articles,
    Name,
}

impl Sort {
    pub(super) const ALL: [(&'static str, Self); 4] =
        [("share", Self::Share), ("lowest", Self::Lowest), ("articles", Self::Articles), ("name", Self::Name)];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }
}

/// Everything that an address says.
#[derive(Debug, Clone)]
pub(super) struct CompareRequest {
    /// All is compared within these articles.
    pub(super) within: FilteredQuery,
    pub(super) entities: Vec<FilteredQuery>,
    /// As [`ShareName::text`].
    pub(super) share: String,
    pub(super) against: Against,
    /// The field of the table, and of names to add.
    pub(super) by: Axis,
    pub(super) sort: Sort,
    pub(super) least: u64,
    options: Options,
}

/// What a form adds: a group of the field, or a query.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Added {
    pub(super) group: Option<String>,
    pub(super) query: Option<String>,
}

impl CompareRequest {
    pub(super) fn read(site: &Site, mut params: Params) -> Result<(Self, Added), Problem> {
        let added = Added { group: params.one("add")?, query: params.one("query")? };
        let known = ShareName::all(site.audit.audit.tiers());
        let usual = known.iter().find(|share| share.text.starts_with("focused:")).or(known.first());
        let share = match params.one("share")? {
            None => usual.map_or_else(String::new, |share| share.text.clone()),
            Some(text) if known.iter().any(|share| share.text == text) => text,
            Some(_) => {
                let names: Vec<&str> = known.iter().map(|share| share.text.as_str()).collect();
                return Err(Problem::bad(format!("`share` is one of {}", names.join(", "))));
            }
        };
        let by = match params.one("by")? {
            None => Axis::outlet(),
            Some(name) => site.audit.store().axis(&name)?,
        };
        let against = params.choice("against", &[("others", Against::Others), ("first", Against::First)])?;
        let request = Self {
            within: FilteredQuery::read(&mut params)?,
            entities: FilteredQuery::read_each(&mut params, "e", MOST)?,
            share,
            against: against.unwrap_or(Against::Others),
            by,
            sort: params.choice("sort", &Sort::ALL)?.unwrap_or(Sort::Share),
            least: params.number("min", 0..=1_000_000, LEAST)?,
            options: Options::read(&mut params)?,
        };
        params.finish()?;
        Ok((request, added))
    }

    /// The address with another list of entities.
    fn address_with(&self, path: &str, entities: &[&str], more: &[(&str, &str)]) -> String {
        let (options, least) = (self.options.pairs(), self.least.to_string());
        let mut pairs = self.within.pairs();
        pairs.extend(entities.iter().map(|entity| ("e", *entity)));
        pairs.push(("share", &self.share));
        pairs.push(("against", if self.against == Against::First { "first" } else { "" }));
        pairs.push(("by", if self.by == Axis::outlet() { "" } else { self.by.name() }));
        pairs.push(("sort", if self.sort == Sort::Share { "" } else { self.sort.name() }));
        pairs.push(("min", if self.least == LEAST { "" } else { &least }));
        pairs.extend(options.iter().map(|(name, value)| (*name, value.as_str())));
        pairs.extend(more);
        address(path, &pairs)
    }

    pub(super) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own: Vec<&str> = self.entities.iter().map(|entity| entity.q.as_str()).collect();
        self.address_with(path, &own, more)
    }

    /// True when this query is an entity.
    pub(super) fn has(&self, query: &str) -> bool {
        self.entities.iter().any(|entity| entity.q == query)
    }

    /// The address with the query added, or removed where it is an entity.
    pub(super) fn toggled(&self, query: &str) -> String {
        let mut own: Vec<&str> = self.entities.iter().map(|entity| entity.q.as_str()).filter(|q| *q != query).collect();
        if own.len() == self.entities.len() && own.len() < MOST {
            own.push(query);
        }
        self.address_with("/compare", &own, &[])
    }

    /// The same with another order.
    pub(super) fn sorted(&self, sort: Sort) -> String {
        Self { sort, ..self.clone() }.address("/compare", &[])
    }

    /// The same with groups of any size.
    pub(super) fn with_small(&self) -> String {
        Self { least: 1, ..self.clone() }.address("/compare", &[])
    }

    /// What it asks the audit.
    pub(super) fn options(&self, site: &Site) -> Result<EntitiesOptions, Problem> {
        let store = site.audit.store();
        let entity = |ask: &FilteredQuery| {
            // Together with what all is compared within, an entity may be one article.
            self.within.and(ask).asked_of(store)?;
            Ok((name_of(&ask.q), site.audit.audit.subset_of(&ask.q, ask.asked_of(store)?)?))
        };
        self.within.asked_of(store)?;
        Ok(EntitiesOptions {
            entities: self.entities.iter().map(entity).collect::<Result<_, Problem>>()?,
            share: self.share.clone(),
            against: self.against,
            by: Some(self.by.clone()),
            estimate: self.options.estimate(),
        })
    }

    /// What the answer depends on: queries with what they mean, as saved queries may change.
    pub(super) fn key(&self) -> Result<String, Problem> {
        let entities = self.entities.iter().map(|entity| Ok(format!("{:?}", entity.query()?)));
        let entities = entities.collect::<Result<Vec<_>, Problem>>()?.join(" ");
        let (address, within) = (self.address("/compare", &[]), self.within.query()?);
        Ok(format!("{address} {} {within:?} {entities}", self.by.name()))
    }
}

/// The name of an entity: the value of a query of one whole field, else the query.
pub(super) fn name_of(query: &str) -> String {
    let value = query.split_once(":=\"").and_then(|(field, rest)| {
        let value = rest.strip_suffix('"').filter(|value| !value.contains('"'))?;
        field.chars().all(|c| c.is_alphanumeric() || c == '_').then_some(value)
    });
    let year = query.strip_prefix("date:").filter(|year| year.chars().all(|c| c.is_ascii_digit() || c == '-'));
    value.or(year).unwrap_or(query).to_owned()
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn an_entity_is_called_by_its_value() {
        for (query, name) in [
            ("outlet:=\"USA TODAY\"", "USA TODAY"),
            ("date:2016", "2016"),
            ("nurse* OR wage", "nurse* OR wage"),
            ("outlet:=\"A\" OR outlet:=\"B\"", "outlet:=\"A\" OR outlet:=\"B\""),
        ] {
            assert_eq!(name_of(query), name);
        }
    }
}
