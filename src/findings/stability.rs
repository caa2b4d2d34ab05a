//! How far the claim holds under other choices.

use std::collections::BTreeMap;

use crate::findings::corpus::{Corpus, tier_series};
use crate::present::figure::{FigureRow, Mark, Measure, Plot};
use crate::present::report::Section;
use crate::record::{Cell, Kind, Table};
use crate::robustness::{AuditFeatures, AuditFeaturesError, Family, Variant, variants};

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
        text: vec![format!(
            "Share of each tier among the {:.0} articles with a focus on one tier, as stated (mark) and over all choices of a \
             kind (line): other cut-offs, units and weights, without each outlet, without each entry of the lexicon. This is \
             a range of choices, not an interval.",
            stated.n
        )],
        plot: Some(Plot::Rows { measure: Measure::Share, series: tier_series(corpus.tiers()), groups }),
        table,
        shares: ["stated", "low", "high"].map(str::to_owned).to_vec(),
        behind: corpus.behind_tiers(),
    }])
}
