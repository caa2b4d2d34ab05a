//! Sections on how far the claim holds: other choices, and what the corpus is made of.

use std::collections::BTreeMap;

use crate::present::figure::{Fill, Group, Mark, Measure, Plot, Series};
use crate::present::report::Section;
use crate::present::{Cell, Kind, Table};
use crate::robustness::{Family, Reading, ReadingError, Variant, variants};

use crate::findings::corpus::{Corpus, tier_series};

/// The same claim under other choices; nothing without a claim.
pub(super) fn robustness(corpus: &Corpus<'_>) -> Result<Vec<Section>, ReadingError> {
    let found = variants(&Reading::new(corpus.lexicon, corpus.rows, corpus.hits)?);
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
        groups.push(Group { label: format!("{} ({} tried)", family.name(), of.len()), marks });
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
        behind: Vec::new(),
    }])
}

/// What the corpus holds.
pub(super) fn volume(corpus: &Corpus<'_>) -> Vec<Section> {
    let mut years: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for row in corpus.rows {
        let year = row.date.as_deref().and_then(|date| date.get(..4)).unwrap_or("(unknown)");
        let counts = years.entry(year.to_owned()).or_default();
        counts.0 += 1;
        counts.1 += u64::from(row.copies > 1 && row.story != row.id);
    }
    let mut table = Table::new(&[("year", Kind::Text), ("articles", Kind::Int), ("copies", Kind::Int)]);
    let mut groups = Vec::new();
    for (year, (n, copies)) in &years {
        table.push(&[Cell::Text(year), Cell::count(*n), Cell::count(*copies)]);
        if year.parse::<u16>().is_ok() {
            let mark = |n: u64| Some(Mark { value: n as f64, ends: None });
            groups.push(Group { label: year.clone(), marks: vec![mark(*n)] });
        }
    }
    let series = vec![Series { name: "articles".into(), look: 0, fill: Fill::Solid }];
    vec![Section {
        id: "volume".into(),
        title: "What the corpus holds, by year".into(),
        text: vec![
            "Articles, and those of them that print a story which another article of the corpus printed before. \
             `classlens health` tells more by outlet and month."
                .into(),
        ],
        plot: Some(Plot::Lines { measure: Measure::Count, series, groups }),
        table,
        shares: Vec::new(),
        behind: Vec::new(),
    }]
}
