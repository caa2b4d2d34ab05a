//! The main claim under other choices.

use std::ops::ControlFlow;

use crate::audit::selection::{HitText, HitWords};
use crate::audit::{Answer, Audit, AuditError, Readers, Selection};
use crate::findings::order_holds;
use crate::record::{Cell, Kind, Table};
use crate::robustness::{AuditFeatures, Family, Variant, ranking, variants};

impl Audit {
    /// The main claim about all articles under other choices; see [`Selection::robustness`].
    ///
    /// # Errors
    /// As there.
    pub fn robustness(&self, readers: Readers) -> Result<Option<Answer>, AuditError> {
        self.all()?.robustness(readers)
    }
}

impl Selection<'_> {
    /// The main claim under other cut-offs, units and weights, without each outlet and entry: for people how far
    /// each kind of choice moves it, for machines every choice. `None` where no article has a focus.
    ///
    /// # Errors
    /// When the hits cannot be read, or the lexicon is another one.
    pub fn robustness(&self, readers: Readers) -> Result<Option<Answer>, AuditError> {
        let mut words = HitWords::default();
        let hits = self.hits(HitText::LeftOut, &mut words, &mut || ControlFlow::Continue(()))?.unwrap_or_default();
        let found = variants(&AuditFeatures::new(self.audit.lexicon()?, &self.rows, &hits)?);
        let tiers = self.audit.tiers();
        Ok(match readers {
            _ if found[0].shares.is_empty() => None,
            Readers::Machines => Some(Answer::of(every(&found, tiers), found.len() as u64)),
            Readers::People => Some(for_people(&found, tiers)),
        })
    }
}

fn for_people(found: &[Variant], tiers: &[String]) -> Answer {
    let stated = &found[0];
    let one = |(tier, share): (&String, &f64)| format!("{tier} {:.1} %", share * 100.0);
    let listed = tiers.iter().zip(&stated.shares).map(one).collect::<Vec<_>>().join(", ");
    let counted: Vec<&Variant> = found.iter().filter(|variant| !variant.shares.is_empty()).collect();
    // What is on several tiers has a focus too: the base is that of the summary.
    let mixed = 1.0 - stated.shares.iter().sum::<f64>();
    let mixed = if mixed > 1e-9 { format!(", several tiers {:.1} %", mixed * 100.0) } else { String::new() };
    let mut before = vec![format!("Claim: of {} articles with a focus {listed}{mixed}.", stated.n)];
    before.extend(order_holds(found, tiers));
    before.push(String::new());
    let spread = |(at, tier): (usize, &String)| {
        let (low, high) = range(&counted, at);
        let (driver, width) = driver(&counted, at);
        let (low, high) = (low.shares[at] * 100.0, high.shares[at] * 100.0);
        format!("{tier}: {low:.1}–{high:.1} %; most by {}, {:.1} points wide.", driver.name(), width * 100.0)
    };
    let mut after: Vec<String> = tiers.iter().enumerate().map(spread).collect();
    after.push("Not an interval: every choice reads the same articles with the same lexicon and weights.".to_owned());
    Answer { before, table: bands(found, tiers), after, n_found: found.len() as u64 }
}

/// The variants with the least and the greatest share of a tier.
fn range<'a>(found: &[&'a Variant], tier: usize) -> (&'a Variant, &'a Variant) {
    let by = |a: &&&Variant, b: &&&Variant| a.shares[tier].total_cmp(&b.shares[tier]);
    let low = found.iter().min_by(by).expect("the stated claim is one of them");
    let high = found.iter().max_by(by).expect("the stated claim is one of them");
    (low, high)
}

/// The family whose choices move a tier most, and how far.
fn driver(found: &[&Variant], tier: usize) -> (Family, f64) {
    let mut most = (Family::Stated, 0.0);
    for family in families(found) {
        let own = of_family(found, family);
        let (low, high) = range(&own, tier);
        let width = high.shares[tier] - low.shares[tier];
        if width > most.1 {
            most = (family, width);
        }
    }
    most
}

fn families(found: &[&Variant]) -> Vec<Family> {
    let mut families: Vec<Family> = found.iter().map(|variant| variant.family).collect();
    families.sort();
    families.dedup();
    families.retain(|family| *family != Family::Stated);
    families
}

/// The variants of a family, and the claim as stated.
fn of_family<'a>(found: &[&'a Variant], family: Family) -> Vec<&'a Variant> {
    found.iter().copied().filter(|v| v.family == family || v.family == Family::Stated).collect()
}

/// One row a family and tier: how far the share goes, and by which choice.
fn bands(found: &[Variant], tiers: &[String]) -> Table {
    let counted: Vec<&Variant> = found.iter().filter(|variant| !variant.shares.is_empty()).collect();
    let mut table = Table::new(&[
        ("choice", Kind::Text),
        ("tried", Kind::Int),
        ("tier", Kind::Text),
        ("low_%", Kind::Float),
        ("by", Kind::Text),
        ("high_%", Kind::Float),
        ("by_", Kind::Text),
    ]);
    for family in families(&counted) {
        let own = of_family(&counted, family);
        for (at, tier) in tiers.iter().enumerate() {
            let (low, high) = range(&own, at);
            table.push(&[
                Cell::Text(family.name()),
                Cell::count(own.len() as u64 - 1),
                Cell::Text(tier),
                Cell::Float(low.shares[at] * 100.0),
                Cell::Text(&low.name),
                Cell::Float(high.shares[at] * 100.0),
                Cell::Text(&high.name),
            ]);
        }
    }
    table
}

/// One row a choice.
fn every(found: &[Variant], tiers: &[String]) -> Table {
    let names: Vec<String> = tiers.iter().map(|tier| format!("share_{tier}")).collect();
    let mut columns = vec![("choice", Kind::Text), ("variant", Kind::Text), ("n", Kind::Float)];
    columns.extend(names.iter().map(|name| (name.as_str(), Kind::Float)));
    columns.extend([("leaves_out", Kind::Flag), ("same_order", Kind::Flag)]);
    let mut table = Table::new(&columns);
    let order = ranking(&found[0].shares);
    for variant in found {
        let mut cells = vec![Cell::Text(variant.family.name()), Cell::Text(&variant.name), Cell::Float(variant.n)];
        cells.extend((0..tiers.len()).map(|at| Cell::float(variant.shares.get(at).copied())));
        let same = || Cell::Flag(ranking(&variant.shares) == order);
        let same = if variant.shares.is_empty() { Cell::Missing } else { same() };
        cells.extend([Cell::Flag(variant.family.leaves_out()), same]);
        table.push(&cells);
    }
    table
}
