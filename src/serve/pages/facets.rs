//! Facets of a result: counts by field, and over time.

use crate::present::spelled;
use crate::record::MISSING;
use crate::serve::Site;
use crate::serve::chart::{Timeline, timeline};
use crate::serve::pages::search_state::SearchState;
use crate::serve::problem::Problem;
use crate::store::{Facet, FacetValue, Query};
use crate::variable::{Variable, VariableKind};

/// The values of one field.
pub(super) struct FacetView {
    pub(super) label: String,
    pub(super) values: Vec<ValueView>,
    pub(super) n_more: usize,
    /// Shows them.
    pub(super) more: String,
    /// Expanded.
    pub(super) open: bool,
}

/// One value.
pub(super) struct ValueView {
    pub(super) label: String,
    pub(super) n: u64,
    pub(super) href: String,
    pub(super) here: bool,
}

/// Fields with their labels, in the order shown.
const FIELDS: [(&str, &str); 11] = [
    ("focus", "Whose working life"),
    ("outlet", "Outlet"),
    ("year", "Year"),
    ("section", "Section"),
    ("people", "People"),
    ("headline_scope", "Headline promises"),
    ("scope_gap", "Scope gap"),
    ("proposals", "Remedies discussed"),
    ("tropes", "Stock stories"),
    ("wire", "Wire service"),
    ("language", "Language"),
];
/// Facets that are expanded by default.
const N_EXPANDED: usize = 3;
/// Values shown of a facet.
const VALUES: usize = 10;
/// Values shown of the facet whose further values are asked for.
const MANY_VALUES: usize = 400;
/// Years up to which the timeline shows months.
const FEW_YEARS: usize = 3;

type Facets = (Vec<FacetView>, Option<Timeline>, u64);

pub(super) fn facets(site: &Site, state: &SearchState, query: &Query) -> Result<Facets, Problem> {
    let store = site.audit.store();
    let own = store.shape().variables.iter().filter(|variable| has_facet(variable)).take(OWN_FACETS);
    let own: Vec<(&str, &str)> = own.map(|variable| (variable.name.as_str(), variable.name.as_str())).collect();
    let (first, rest) = FIELDS.split_at(N_EXPANDED);
    let fields: Vec<(&str, &str)> = first.iter().chain(&own).chain(rest).copied().collect();
    let names = fields.iter().map(|(name, _)| *name).chain(["month"]);
    let axes = names.map(|name| store.axis(name)).collect::<Result<Vec<_>, _>>()?;
    let (n_found, mut found) = store.facets(query, &axes, usize::MAX)?;
    let months = found.pop();
    let years = found.iter().find(|f| f.field == "year").cloned();
    let periods = match (years, months) {
        (Some(years), Some(months)) if years.values.len() <= FEW_YEARS => Some(months),
        (years, _) => years,
    };
    let timeline = periods.and_then(|periods| over_time(state, periods));
    widen(site, state, &mut found)?;
    let mut views = Vec::new();
    for ((_, label), facet) in fields.iter().zip(found) {
        let has_value = facet.values.iter().any(|v| v.value != MISSING);
        if has_value {
            views.push(facet_view(state, label, facet, views.len() < N_EXPANDED));
        }
    }
    Ok((views, timeline, n_found))
}

/// Counts the values of fields with a filter as if it were not set: so that a second value can be added to the first.
fn widen(site: &Site, state: &SearchState, found: &mut [Facet]) -> Result<(), Problem> {
    let store = site.audit.store();
    for facet in found {
        let field = if facet.field == "year" { "date" } else { facet.field.as_str() };
        if state.filtered.has_filter_of(field) {
            let query = site.prepared(&state.filtered.without(field), state.duplicates)?.query;
            let (_, wider) = store.facets(&query, &[store.axis(&facet.field)?], usize::MAX)?;
            *facet = wider.into_iter().next().unwrap_or_else(|| facet.clone());
        }
    }
    Ok(())
}

/// Most values of a variable that has a facet.
const FEW_VALUES: u64 = 200;
/// Variables that have a facet, at most.
const OWN_FACETS: usize = 8;

/// True for a variable of the user's that parts articles into some groups.
fn has_facet(variable: &Variable) -> bool {
    let is_named = matches!(variable.kind, VariableKind::Text | VariableKind::Texts | VariableKind::Flag);
    is_named && (2..=FEW_VALUES).contains(&variable.n_different)
}

fn facet_view(state: &SearchState, label: &str, mut facet: Facet, open: bool) -> FacetView {
    let is_long = state.more == facet.field;
    let shown = if is_long { MANY_VALUES } else { VALUES };
    let more = if is_long { String::new() } else { facet.field.clone() };
    let more = SearchState { more, ..state.clone() }.href();
    let is_here = |value: &FacetValue| value.filter.as_ref().is_some_and(|f| state.filtered.filters.contains(f));
    // What is chosen is always shown, first come those.
    facet.values.sort_by_key(|value| !is_here(value));
    if facet.field == "year" {
        facet.values.sort_by(|a, b| b.value.cmp(&a.value));
    }
    let n_more = facet.values.len().saturating_sub(shown);
    let mut any = false;
    let values = facet.values.into_iter().take(shown).filter_map(|value| {
        let here = is_here(&value);
        let filter = value.filter?;
        any |= here;
        let href = SearchState { filtered: state.filtered.toggled(&filter), ..state.clone() }.href();
        let is_printed =
            !FIELDS.iter().any(|(name, _)| *name == facet.field) || ["outlet", "section"].contains(&&*facet.field);
        let label = if is_printed { value.value } else { spelled(&value.value) };
        Some(ValueView { label, n: value.n, href, here })
    });
    let values = values.collect();
    FacetView { label: label.to_owned(), values, n_more, more, open: open || any || is_long }
}

/// Periods in order, including empty ones in between.
fn over_time(state: &SearchState, facet: Facet) -> Option<Timeline> {
    let mut known: Vec<(String, u64)> =
        facet.values.into_iter().filter(|v| v.value != MISSING).map(|v| (v.value, v.n)).collect();
    known.sort();
    let mut periods: Vec<(String, u64, String)> = Vec::new();
    let (first, last) = (known.first()?.0.clone(), known.last()?.0.clone());
    let mut at = first;
    let mut rest = known.into_iter().peekable();
    while at <= last && periods.len() < 600 {
        let n = rest.next_if(|(label, _)| *label == at).map_or(0, |(_, n)| n);
        let href = SearchState { filtered: state.filtered.toggled(&format!("date:{at}")), ..state.clone() }.href();
        let next = next_period(&at)?;
        periods.push((at, n, href));
        at = next;
    }
    timeline(periods)
}

/// The year or month after `2016` or `2016-03`.
fn next_period(period: &str) -> Option<String> {
    let Some((year, month)) = period.split_once('-') else {
        return Some(format!("{:04}", period.parse::<u32>().ok()? + 1));
    };
    let (year, month): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
    Some(if month == 12 { format!("{:04}-01", year + 1) } else { format!("{year:04}-{:02}", month + 1) })
}
