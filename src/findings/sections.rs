//! The sections of report and dashboard, in their order.

use std::ops::ControlFlow;

use crate::findings::corpus::Corpus;
use crate::findings::corrected::Corrected;
use crate::findings::{corrected_tables, coverage, holdings, passing, population, stability, voices};
use crate::present::report::Section;
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
#[cfg(any(test, feature = "serve"))]
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
