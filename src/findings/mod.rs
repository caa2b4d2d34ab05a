//! What an audit found, as sections with a figure, a table and the articles behind them.
//!
//! In: rows of articles and hits, all of an audit or those of a query, and how shares are estimated.
//! Out: the sections of `report.html` and of the dashboard, which are the same, and tables of
//! occupations for `baseline`.

mod corpus;
mod likeness;
mod ground;
pub mod health;
pub mod occupations;
mod precision;
pub mod error;
mod population;
mod share_table;
mod stability;
mod volume;
mod coverage;
mod corrected;
mod corrected_tables;
mod first;
mod holdings;
mod methods;
mod passing;
mod voices;

pub use crate::findings::corpus::Corpus;
pub use crate::findings::corrected::{Corrected, CorrectionWarning};
pub(crate) use crate::findings::corrected_tables::RATIO;
pub use crate::findings::first::{cautions, finding};
pub use crate::findings::ground::{Ground, Grounded, Line, PEOPLE, UNITS, Without};
pub use crate::findings::ground::{education, major_groups, tiers};
pub use crate::findings::likeness::{KindDistance, Likeness};
pub use crate::findings::precision::mentions_and_workers;
pub(crate) use crate::findings::stability::order_holds;

use std::ops::ControlFlow;
use std::path::Path;

use crate::findings::health::HealthError;
use crate::folder::AuditFolder;
use crate::present::report::{Heading, Report, Section};
use crate::robustness::AuditFeaturesError;

/// A few sections that are worked out together.
type Group = fn(&Corpus<'_>) -> Result<Vec<Section>, AuditFeaturesError>;

/// The groups in the order of the page, so small that whoever stops them waits little: what they are
/// about, and what works them out.
const GROUPS: [(&str, Group); 12] = [
    ("focus by outlet", |corpus| Ok(vec![coverage::by_outlet(corpus)])),
    ("focus by year", |corpus| Ok(vec![coverage::trend(corpus)])),
    ("remedies", |corpus| Ok(vec![coverage::proposals(corpus)])),
    ("headlines for all", |corpus| Ok(vec![passing::scope_gap(corpus)])),
    ("passing sentences", |corpus| Ok(vec![passing::by_tier(corpus), passing::by_outlet(corpus)])),
    ("who is heard", |corpus| Ok(vec![voices::voice(corpus)])),
    ("flexibility", |corpus| Ok(vec![voices::schedules(corpus)])),
    ("occupations named", |corpus| Ok(population::named(corpus))),
    ("what they pay", |corpus| Ok(population::paid(corpus))),
    ("occupations seldom named", |corpus| Ok(population::silent(corpus))),
    ("other choices", stability::robustness),
    ("what the corpus holds", |corpus| Ok(holdings::sections(corpus))),
];

/// Groups of sections: [`sections`] reports its progress before each.
pub const STEPS: usize = GROUPS.len();

/// How far the sections are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Groups that are done.
    pub done: usize,
    /// All groups.
    pub of: usize,
    /// What the next one is about.
    pub next: &'static str,
}

/// The sections of a set of articles. `go_on` is called with the progress before each group, and can stop
/// the work: then there is nothing.
///
/// # Errors
/// When the hits do not fit the articles.
pub fn sections(
    corpus: &Corpus<'_>,
    corrected: Option<&Corrected>,
    go_on: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Option<Vec<Section>>, AuditFeaturesError> {
    let mut all: Vec<Section> = corrected.map_or_else(Vec::new, |of| corrected_tables::sections(corpus, of));
    for (done, (next, group)) in GROUPS.into_iter().enumerate() {
        if go_on(Progress { done, of: GROUPS.len(), next }).is_break() {
            return Ok(None);
        }
        all.extend(group(corpus)?);
    }
    Ok(Some(all))
}

/// The section called `id`, worked out alone; `None` where these articles give none, and for ids that no method of an
/// audit has a table of.
///
/// # Errors
/// When the hits do not fit the articles.
pub fn section(corpus: &Corpus<'_>, id: &str) -> Result<Option<Section>, AuditFeaturesError> {
    let group = match id {
        "focus-by-outlet" => vec![coverage::by_outlet(corpus)],
        "focus-by-year" => vec![coverage::trend(corpus)],
        "voice" => vec![voices::voice(corpus)],
        "flexibility" => vec![voices::schedules(corpus)],
        "representation" => population::named(corpus),
        "representation-by-wage" | "wage-percentiles" => population::paid(corpus),
        "silence" => population::silent(corpus),
        "robustness" => stability::robustness(corpus)?,
        _ => return Ok(None),
    };
    Ok(group.into_iter().find(|section| section.id == id))
}

/// What stops a report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FindingsError {
    /// The hits do not fit the articles.
    #[error(transparent)]
    Reading(#[from] AuditFeaturesError),
    /// The folder cannot say what it lacks.
    #[error(transparent)]
    Health(#[from] HealthError),
}

/// Everything `report.html` says; `title` names what was audited, `audit` the folder as a command line takes it.
/// What a whole audit lacks is read from its `folder`, where it is given.
///
/// # Errors
/// When the hits do not fit the articles, or the folder cannot be read.
pub fn report(
    audit: &str,
    title: String,
    folder: Option<&Path>,
    corpus: &Corpus<'_>,
    corrected: Option<&Corrected>,
) -> Result<Report, FindingsError> {
    let all = sections(corpus, corrected, &mut |_| ControlFlow::Continue(()))?;
    let mut sections = all.unwrap_or_default();
    if let Some(folder) = folder {
        sections.extend(holdings::of_folder(corpus, &AuditFolder::at(folder))?);
    }
    let manifest = corpus.manifest;
    Ok(Report {
        title,
        heading: Heading::default(),
        made_of: format!(
            "Figures by classlens {}, lexicon {} {}, from {} articles, corpus {}.",
            manifest.version,
            manifest.lexicon,
            manifest.lexicon_hash,
            corpus.rows.len(),
            manifest.corpus_hash
        ),
        audit: audit.to_owned(),
        finding: finding(corpus, corrected),
        corpus: first::of_corpus(corpus),
        cautions: cautions(corpus, corrected),
        sections,
        methods: methods::methods(corpus, corrected),
    })
}

#[cfg(test)]
mod tests;
