//! The claim under each choice.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::outlet_of;
use crate::robustness::AuditFeatures;
use crate::score::{ArticleRow, HeadlineScope};
use crate::summarize::Weight;

/// A choice that could have been another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// As the summary has it.
    Stated,
    /// How much evidence a focus asks for.
    CutOff,
    /// What is counted.
    Unit,
    /// What an article weighs.
    Weight,
    /// Without one outlet.
    Outlet,
    /// Without one entry of the lexicon.
    Entry,
}

impl Family {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::CutOff => "cut-off",
            Self::Unit => "unit",
            Self::Weight => "weight",
            Self::Outlet => "without outlet",
            Self::Entry => "without entry",
        }
    }

    /// True for variants that leave one part out: they are no choices that somebody could have made instead.
    #[must_use]
    pub fn leaves_out(self) -> bool {
        matches!(self, Self::Outlet | Self::Entry)
    }
}

/// The claim under one choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The choice.
    pub family: Family,
    /// What was chosen.
    pub name: String,
    /// What is counted, all tiers and what is on several of them together.
    pub n: f64,
    /// Share of each tier, 0–1; empty when nothing is left to count. What is on several tiers is in the base and in no
    /// share, as in the summary.
    pub shares: Vec<f64>,
}

/// Evidence asked for a focus, times that of the calibration.
const ODDS: [f64; 4] = [0.25, 0.5, 2.0, 4.0];

/// The claim as stated, then under every other choice, in the order of [`Family`].
///
/// Weights of the calibration stay what they are. An entry is left out by leaving out its hits: words
/// that another entry would then take stay free.
#[must_use]
pub fn variants(audit: &AuditFeatures<'_>) -> Vec<Variant> {
    let rows = audit.rows;
    let n_tiers = audit.lexicon.tiers.len();
    let foci = audit.foci(&audit.scorer);
    let one = |family, name: String, amounts: Vec<f64>| Variant::of(family, name, &amounts, n_tiers);
    let weighed = |foci: &[Option<usize>], weight: &dyn Fn(usize) -> f64| {
        let mut amounts = vec![0.0; audit.n_foci()];
        for (article, focus) in foci.iter().enumerate() {
            if let Some(focus) = focus {
                amounts[*focus] += weight(article);
            }
        }
        amounts
    };
    let stated = weighed(&foci, &|_| 1.0);
    let mut out = vec![one(Family::Stated, "articles by focus".into(), stated.clone())];
    for odds in ODDS {
        if let Some(scorer) = audit.stricter(odds) {
            let amounts = weighed(&audit.foci(&scorer), &|_| 1.0);
            out.push(one(Family::CutOff, format!("{odds} times the evidence"), amounts));
        }
    }
    out.push(one(Family::Unit, "words of articles by focus".into(), weighed(&foci, &|at| rows[at].n_tokens as f64)));
    let summed = |of: &dyn Fn(&ArticleRow, usize) -> f64| -> Vec<f64> {
        (0..n_tiers).map(|tier| rows.iter().map(|row| of(row, tier)).sum()).collect()
    };
    let attended = |row: &ArticleRow, tier: usize| f64::from(u8::from(row.mentions(tier)));
    out.push(one(Family::Unit, "articles with any attention".into(), summed(&attended)));
    out.push(one(Family::Unit, "expected attention of all articles".into(), summed(&|row, tier| row.score[tier])));
    let promised = |row: &ArticleRow, tier: usize| {
        let scope = row.headline_scope;
        f64::from(u8::from(matches!(scope, HeadlineScope::Tier(of) if usize::from(of.0) == tier)))
    };
    out.push(one(Family::Unit, "headlines by scope".into(), summed(&promised)));
    let outlets: BTreeSet<&str> = rows.iter().map(outlet_of).collect();
    let equal = Weight::Audience(outlets.iter().map(|name| ((*name).to_owned(), 1.0)).collect());
    for (name, weight) in [("every story counts 1", Weight::Story), ("every outlet counts 1", equal)] {
        let weights = weight.of(rows).of;
        out.push(one(Family::Weight, name.into(), weighed(&foci, &|at| weights[at])));
    }
    let without = |(name, gone): (String, Vec<f64>), family| {
        let amounts = stated.iter().zip(&gone).map(|(all, gone)| all - gone).collect();
        one(family, name, amounts)
    };
    out.extend(by_outlet(rows, &foci, audit.n_foci()).into_iter().map(|part| without(part, Family::Outlet)));
    out.extend(by_entry(audit, &foci).into_iter().map(|part| without(part, Family::Entry)));
    out
}

/// What each outlet adds to every focus.
fn by_outlet(rows: &[ArticleRow], foci: &[Option<usize>], n_foci: usize) -> BTreeMap<String, Vec<f64>> {
    let mut parts: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (row, focus) in rows.iter().zip(foci) {
        let part = parts.entry(outlet_of(row).to_owned()).or_insert_with(|| vec![0.0; n_foci]);
        if let Some(focus) = focus {
            part[*focus] += 1.0;
        }
    }
    parts
}

/// What each entry adds to every focus: articles that lose it without the entry, less those that gain it.
fn by_entry(audit: &AuditFeatures<'_>, foci: &[Option<usize>]) -> BTreeMap<String, Vec<f64>> {
    let mut parts: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (article, signs) in audit.signs.iter().enumerate() {
        let entries: BTreeSet<u32> = signs.iter().map(|sign| sign.entry).collect();
        for entry in entries {
            let id = &audit.lexicon.entry(entry).id;
            let part = parts.entry(id.clone()).or_insert_with(|| vec![0.0; audit.n_foci()]);
            let (now, then) = (foci[article], audit.focus_without(article, entry));
            if now != then {
                now.into_iter().for_each(|focus| part[focus] += 1.0);
                then.into_iter().for_each(|focus| part[focus] -= 1.0);
            }
        }
    }
    parts
}

impl Variant {
    /// Of amounts by focus, of which the first `n_tiers` are those of the tiers.
    fn of(family: Family, name: String, amounts: &[f64], n_tiers: usize) -> Self {
        let n: f64 = amounts.iter().sum();
        let tiers = &amounts[..n_tiers];
        let shares = if n > 0.0 { tiers.iter().map(|amount| amount / n).collect() } else { Vec::new() };
        Self { family, name, n, shares }
    }
}
