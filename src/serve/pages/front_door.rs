//! What a reader sees who comes for the first time: what this is, the tiers, questions as links, the first finding.

use crate::findings::error;
use crate::lexicon::MIXED;
use crate::present::{grouped, spelled};
use crate::serve::Site;
use crate::serve::access::Role;
use crate::serve::address::address;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::problem::Problem;

/// The panel above the search.
pub(super) struct FrontDoor {
    /// A sentence a tier, as the lexicon has it; the name alone where it has none.
    pub(super) tiers: Vec<String>,
    /// Questions over this corpus: what is asked, and where the answer is.
    pub(super) questions: Vec<(String, String)>,
    /// What the corpus is about.
    pub(super) finding: String,
    /// What is known of its error.
    pub(super) error: String,
}

pub(super) fn front_door(site: &Site, role: Role) -> Result<FrontDoor, Problem> {
    let store = site.audit.store();
    let axes = [store.axis("focus")?, store.axis("outlet")?];
    let (n_all, facets) = store.facets(&FilteredQuery::default().query()?, &axes, usize::MAX)?;
    let n_of = |focus: &str| facets[0].values.iter().find(|value| value.value == focus).map_or(0, |value| value.n);
    let tiers = site.audit.audit.tiers();
    let about = &site.audit.lexicon().about;
    let n_mixed = n_of(MIXED);
    let n_focused = tiers.iter().map(|tier| n_of(tier)).sum::<u64>() + n_mixed;
    let parts: Vec<String> =
        tiers.iter().map(|tier| format!("{} about {} work", grouped(n_of(tier)), spelled(tier))).collect();
    let mut finding = format!(
        "{} of {} articles speak of somebody's working life at length: {}",
        grouped(n_focused),
        grouped(n_all),
        parts.join(", ")
    );
    let mixed = if n_mixed > 0 { format!(", {} about several.", grouped(n_mixed)) } else { ".".to_owned() };
    finding.push_str(&mixed);
    let mut questions = Vec::new();
    if let (Some(outlet), Some(tier)) = (facets[1].values.first(), tiers.first()) {
        let href = outlet.filter.as_ref().map(|filter| address("/compare", &[("e", filter)]));
        let asked = format!("Does {} write more about {} workers than others do?", outlet.value, spelled(tier));
        questions.extend(href.map(|href| (asked, href)));
    }
    if let Some(tier) = tiers.last() {
        let q = format!("focus:{tier}");
        questions.push((format!("Which articles are about {} work?", spelled(tier)), address("/", &[("q", &q)])));
    }
    let gap = "Which headlines speak of all and cover one group?".to_owned();
    questions.push((gap, address("/", &[("q", "scope_gap:yes")])));
    if matches!(role, Role::Full | Role::Coder) {
        questions.push(("Who speaks?".to_owned(), "/people".to_owned()));
    }
    Ok(FrontDoor {
        tiers: tiers
            .iter()
            .map(|tier| about.tier(tier).map_or_else(|| spelled(tier), |is| is.summary.clone()))
            .collect(),
        questions,
        finding,
        error: error::of_assigned(site.audit.lexicon()),
    })
}
