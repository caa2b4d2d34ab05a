//! The words around the hits of a query, and those of its articles against all others: for pages and API.
//!
//! Always holds: only who sees whole texts is answered, since counts of words would spell a text; an answer counts whole
//! articles of a bounded number.

use std::sync::Arc;

use crate::audit::{Answer, CollocateOptions, CollocationMeasure, CompareOptions, ContrastMeasure, Reference};
use crate::serve::Site;
use crate::serve::access::Role;
use crate::serve::dedupe::Duplicates;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::problem::Problem;
use crate::store::SampleOfArticles;

/// Most articles around whose hits words are counted: their texts are read again. Of more, a sample is drawn.
const MAX_ARTICLES: usize = 1_000;
/// The sample: the same at every request.
const SAMPLE: SampleOfArticles = SampleOfArticles { n: MAX_ARTICLES, seed: 1 };

/// What words are sorted by around a hit, as an address and the command line name it.
pub(super) const COLLOCATION_MEASURES: &[(&str, CollocationMeasure)] =
    &[("log-dice", CollocationMeasure::LogDice), ("mi", CollocationMeasure::Mi), ("g2", CollocationMeasure::G2)];

/// What the words of articles are sorted by, as an address and the command line name it.
pub(super) const CONTRAST_MEASURES: &[(&str, ContrastMeasure)] = &[
    ("g2", ContrastMeasure::G2),
    ("log-ratio", ContrastMeasure::LogRatio),
    ("log-odds", ContrastMeasure::LogOdds),
    ("p", ContrastMeasure::P),
];

/// Refuses roles that do not see the whole text.
pub(super) fn may_see_words(role: Role) -> Result<(), Problem> {
    match role {
        Role::Full | Role::Coder => Ok(()),
        _ => Err(Problem::forbidden("counts of words would spell a text, and your role does not see all of it")),
    }
}

/// Words around the hits of the query, in a sample of its articles where these are many.
pub(super) fn collocates(
    site: &Site,
    asked: &FilteredQuery,
    fold: Duplicates,
    options: &CollocateOptions,
) -> Result<Arc<Answer>, Problem> {
    let key = format!("around {:?} {} {options:?}", asked.query()?, fold.name());
    site.words.get_or(&key, || {
        let query = site.prepared(asked, fold)?.query;
        let options = CollocateOptions { sample: Some(SAMPLE), ..*options };
        Ok(site.audit.audit.collocates(&query, &options, None)?)
    })
}

/// Words of the articles of the query against those of all others.
pub(super) fn keyness(
    site: &Site,
    asked: &FilteredQuery,
    fold: Duplicates,
    options: &CompareOptions,
) -> Result<Arc<Answer>, Problem> {
    let key = format!("against others {:?} {} {options:?}", asked.query()?, fold.name());
    site.words.get_or(&key, || {
        let query = site.prepared(asked, fold)?.query;
        Ok(site.audit.audit.compare(&query, &Reference::Others, options)?)
    })
}
