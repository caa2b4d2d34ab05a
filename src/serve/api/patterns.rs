//! Patterns of parameters, made of the lists that the program reads them by.
//!
//! Always holds: what a pattern allows is accepted, and every word that is accepted is in the pattern. Which fields
//! there are depends on the lexicon of the audit.

use utoipa::openapi::path::{Operation, Parameter};
use utoipa::openapi::{OpenApi, RefOr, Schema};

use crate::audit::{BaselineTable, HealthTable, TrendMeasure, VoiceTable, WorkTable};
use crate::baseline::Survey;
use crate::present::ResultColumns;
use crate::record::{Axis, Period, Shape};
use crate::serve::api::robustness::Claim;
use crate::serve::api::{counts, export, figures, lines};
use crate::serve::dedupe::Duplicates;
use crate::serve::figures::{INTERVALS, WEIGHTS};
use crate::serve::filtered_query::Sorting;
use crate::serve::words::{COLLOCATION_MEASURES, CONTRAST_MEASURES};
use crate::store::{LineKey, Store};
use crate::summarize::Method;

/// Gives the parameters whose words are a list of the program their patterns.
pub(super) fn add(document: &mut OpenApi, store: &Store) {
    let axes = axes(store.shape());
    let order = words(Sorting::ALL);
    // An article names several occupations: articles that are independent do not make namings so.
    let clustered: Vec<&str> =
        INTERVALS.iter().filter(|(_, method, _)| *method != Method::Wilson).map(|(word, ..)| *word).collect();
    let lists = [
        ("/api/v1/search", "order", whole(&order)),
        ("/api/v1/export", "order", whole(&order)),
        ("/api/v1/export", "format", whole(&words(export::Format::ALL))),
        ("/api/v1/export", "fields", listed(&alternatives(&ResultColumns::known(store)), export::COLUMNS)),
        ("/api/v1/facets", "field", listed(&axes, counts::FACETS)),
        ("/api/v1/aggregate", "by", listed(&axes, counts::AXES)),
        ("/api/v1/summary", "by", listed(&axes, figures::AXES)),
        ("/api/v1/differences", "by", listed(&axes, figures::AXES)),
        ("/api/v1/voice", "by", listed(&axes, figures::AXES)),
        ("/api/v1/work", "by", listed(&axes, figures::AXES)),
        ("/api/v1/health", "by", listed(&axes, figures::AXES)),
        ("/api/v1/trend", "by", whole(&words(&Period::ALL))),
        ("/api/v1/trend", "measure", whole(&words(&TrendMeasure::ALL))),
        ("/api/v1/voice", "table", whole(&words(&VoiceTable::ALL))),
        ("/api/v1/work", "table", whole(&words(&WorkTable::ALL))),
        ("/api/v1/baseline", "table", whole(&words(&BaselineTable::ALL))),
        ("/api/v1/health", "table", whole(&words(&HealthTable::ALL))),
        ("/api/v1/robustness", "claim", whole(&words(&Claim::ALL))),
        ("/api/v1/baseline", "survey", whole(&words(&Survey::ALL))),
        ("/api/v1/baseline", "interval", whole(&alternatives(&clustered))),
        ("/api/v1/summary", "interval", whole(&alternatives(&INTERVALS.map(|(word, ..)| word)))),
        ("/api/v1/differences", "interval", whole(&alternatives(&INTERVALS.map(|(word, ..)| word)))),
        ("/api/v1/voice", "interval", whole(&alternatives(&INTERVALS.map(|(word, ..)| word)))),
        ("/api/v1/collocates", "sort", whole(&words(COLLOCATION_MEASURES))),
        ("/api/v1/keyness", "sort", whole(&words(CONTRAST_MEASURES))),
        ("/api/v1/kwic", "sort", format!("^({}|{})?$", lines::RANDOM, many(&LineKey::pattern(), lines::KEYS))),
        ("/api/v1/kwic", "group", listed(&LineKey::pattern(), lines::KEYS)),
    ];
    for (path, name, pattern) in lists {
        let operation = document.paths.paths.get_mut(path).and_then(|item| item.get.as_mut());
        operation.into_iter().for_each(|operation| set(operation, name, &pattern));
    }
    let everywhere =
        [("fold", whole(&words(Duplicates::NAMED))), ("weigh", whole(&alternatives(&WEIGHTS.map(|(word, ..)| word))))];
    for operation in document.paths.paths.values_mut().filter_map(|item| item.get.as_mut()) {
        everywhere.iter().for_each(|(name, pattern)| set(operation, name, pattern));
    }
}

/// The fields that articles are counted by; numbers take the width of their groups.
fn axes(shape: Shape<'_>) -> String {
    let takes_width = |name: &String| Axis::named(name, shape).is_some_and(|axis| axis.takes_width());
    let (numbers, others): (Vec<String>, Vec<String>) = Axis::names(shape).into_iter().partition(takes_width);
    let width = r"[1-9][0-9]*(\.[0-9]+)?|0\.[0-9]*[1-9][0-9]*";
    format!("{}|({})(/({width}))?", alternatives(&others), alternatives(&numbers))
}

fn words<T>(known: &[(&str, T)]) -> String {
    alternatives(&known.iter().map(|(word, _)| *word).collect::<Vec<_>>())
}

fn alternatives(names: &[impl AsRef<str>]) -> String {
    names.iter().map(|name| regex::escape(name.as_ref())).collect::<Vec<_>>().join("|")
}

/// One of them, or nothing.
fn whole(alternatives: &str) -> String {
    format!("^({alternatives})?$")
}

/// Up to `most` of them, with commas and blanks between, or nothing.
fn listed(alternatives: &str, most: usize) -> String {
    format!("^({})?$", many(alternatives, most))
}

fn many(alternatives: &str, most: usize) -> String {
    format!(" *({alternatives})( *, *({alternatives})){{0,{}}} *", most - 1)
}

fn set(operation: &mut Operation, name: &str, pattern: &str) {
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(Parameter { name: known, schema: Some(RefOr::T(Schema::Object(schema))), .. }) = parameter else {
            continue;
        };
        if known == name {
            schema.pattern = Some(pattern.to_owned());
        }
    }
}
