//! How far the claim holds under other choices.

use std::collections::BTreeMap;

use crate::findings::corpus::{Corpus, tier_series};
use crate::present::figure::{FigureRow, Mark, Measure, Plot};
use crate::present::report::Section;
use crate::record::{Cell, Kind, Table};
use crate::robustness::{
    AuditFeatures, AuditFeaturesError, Family, OrderHolds, OrderUnder, Variant, ranking, variants,
};
use crate::summarize::Weight;

/// The same claim under other choices; nothing without a claim.
pub(super) fn robustness(corpus: &Corpus<'_>) -> Result<Vec<Section>, AuditFeaturesError> {
    let found = variants(&AuditFeatures::new(corpus.lexicon, corpus.rows, corpus.hits)?);
    let Some(stated) = found.first().filter(|stated| !stated.shares.is_empty()) else {
        return Ok(Vec::new());
    };
    let mut families: BTreeMap<Family, Vec<&Variant>> = BTreeMap::new();
    for variant in found.iter().filter(|variant| !variant.shares.is_empty()) {
        families.entry(variant.family).or_default().push(variant);
    }
    families.remove(&Family::Stated);
    let mut table = Table::new(&[
        ("choice", Kind::Text),
        ("tried", Kind::Int),
        ("tier", Kind::Text),
        ("stated", Kind::Float),
        ("low", Kind::Float),
        ("high", Kind::Float),
    ]);
    let mut groups = Vec::new();
    for (family, of) in &families {
        let mut marks = Vec::new();
        for (at, tier) in corpus.tiers().iter().enumerate() {
            let all = of.iter().map(|variant| variant.shares[at]).chain([stated.shares[at]]);
            let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), share| (low.min(share), high.max(share)));
            marks.push(Some(Mark { value: stated.shares[at], ends: Some((low, high)) }));
            table.push(&[
                Cell::Text(family.name()),
                Cell::count(of.len() as u64),
                Cell::Text(tier),
                Cell::Float(stated.shares[at]),
                Cell::Float(low),
                Cell::Float(high),
            ]);
        }
        groups.push(FigureRow { label: format!("{} ({} tried)", family.name(), of.len()), marks });
    }
    Ok(vec![Section {
        id: "robustness".into(),
        title: "The same claim under other choices".into(),
        text: std::iter::once(format!(
            "Share of each tier among the {:.0} articles with a focus, as stated (mark) and over all choices of a \
             kind (line): other cut-offs, units and weights, without each outlet, without each entry of the lexicon. This is \
             a range of choices, not an interval.",
            stated.n
        ))
        .chain(each_once(&corpus.weight))
        .chain(order_holds(&found, corpus.tiers()))
        .collect(),
        plot: Some(Plot::Rows { measure: Measure::Share, series: tier_series(corpus.tiers()), groups }),
        table,
        shares: ["stated", "low", "high"].map(str::to_owned).to_vec(),
        behind: corpus.behind_tiers(),
    }])
}

/// That the stated shares here are not those of the other figures, which weigh articles.
fn each_once(weight: &Weight) -> Option<String> {
    let name = match weight {
        Weight::Copy => return None,
        Weight::Story | Weight::Audience(_) => weight.name(),
    };
    Some(format!(
        "Every article counts once here, also as stated: the other shares are weighed by {name}, so they differ from these."
    ))
}

/// Variants named that turn the order round, of those that leave one part out.
const NAMED: usize = 8;

/// Whether the order of the tiers holds, in words: under real alternatives, all of those named that turn it round, and
/// without one outlet or entry.
pub(crate) fn order_holds(found: &[Variant], tiers: &[String]) -> Vec<String> {
    let OrderHolds { alternatives, left_out } = OrderHolds::of(found);
    let order = |variant: &Variant| {
        ranking(&variant.shares).iter().map(|at| tiers[*at].as_str()).collect::<Vec<_>>().join(" > ")
    };
    let named = |variant: &&Variant| {
        let family = if variant.family.leaves_out() { format!("{} ", variant.family.name()) } else { String::new() };
        format!("{family}{} ({})", variant.name, order(variant))
    };
    let line = |subject: &str, what: &str, under: &OrderUnder<'_>, most: usize| {
        let same = under.n - under.reversed.len();
        let (n, listed) = (under.n, under.reversed.iter().take(most).map(named).collect::<Vec<_>>());
        let more = under.reversed.len() - listed.len();
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let other = if listed.is_empty() {
            String::new()
        } else {
            format!(" It is another one under: {}{more}.", listed.join("; "))
        };
        format!("{subject} is the same under {same} of {n} {what}.{other}")
    };
    let stated = format!("The order of the tiers ({})", order(&found[0]));
    vec![
        line(&stated, "other choices of cut-off, unit and weight", &alternatives, usize::MAX),
        line("It", "variants that leave out one outlet or one entry", &left_out, NAMED),
    ]
}
