//! `classlens robustness`: the main claim under other choices.

use std::process::ExitCode;

use classlens::record::{Cell, Kind, Table, read_parquet, rows_of_hits};
use classlens::robustness::{Family, Reading, Variant, variants};

use crate::args::{Format, Global, RobustnessArgs};
use crate::commands::{articles_of, lexicon_of_audit, open_audit};
use crate::output::{self, say};

pub fn run(global: &Global, args: &RobustnessArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let lexicon = lexicon_of_audit(global, &args.audit, &manifest)?;
    let rows = articles_of(&folder, &manifest)?;
    let hits = read_parquet(&folder.hits())?;
    let hits = rows_of_hits(&hits).map_err(anyhow::Error::msg)?;
    let found = variants(&Reading::new(&lexicon, &rows, &hits)?);
    let stated = &found[0];
    if stated.shares.is_empty() {
        say(global.format, "No article has a focus on one tier: there is no claim to try.")?;
        return Ok(ExitCode::from(1));
    }
    if global.format != Format::Table {
        output::print(&every(&found, &manifest.tiers), global.format)?;
        return Ok(ExitCode::SUCCESS);
    }
    let listed = |shares: &[f64]| {
        let one = |(tier, share): (&String, &f64)| format!("{tier} {:.1} %", share * 100.0);
        manifest.tiers.iter().zip(shares).map(one).collect::<Vec<_>>().join(", ")
    };
    say(
        global.format,
        &format!("Claim: of {} articles with a focus on one tier {}.", stated.n, listed(&stated.shares)),
    )?;
    let order = ranking(&stated.shares);
    let counted: Vec<&Variant> = found.iter().filter(|variant| !variant.shares.is_empty()).collect();
    let same = counted.iter().filter(|variant| ranking(&variant.shares) == order).count();
    say(global.format, &format!("The order of the tiers is the same under {same} of {} choices.\n", counted.len()))?;
    output::print(&bands(&found, &manifest.tiers), global.format)?;
    for (at, tier) in manifest.tiers.iter().enumerate() {
        let (low, high) = range(&counted, at);
        let (driver, width) = driver(&counted, at);
        let (low, high) = (low.shares[at] * 100.0, high.shares[at] * 100.0);
        let line =
            format!("{tier}: {low:.1}–{high:.1} %; most by {}, {:.1} points wide.", driver.name(), width * 100.0);
        say(global.format, &line)?;
    }
    say(global.format, "Not an interval: every choice reads the same articles with the same lexicon and weights.")?;
    Ok(ExitCode::SUCCESS)
}

/// Tiers from the largest share to the smallest.
fn ranking(shares: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]).then(a.cmp(b)));
    order
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
    let mut table = Table::new(&columns);
    for variant in found {
        let mut cells = vec![Cell::Text(variant.family.name()), Cell::Text(&variant.name), Cell::Float(variant.n)];
        cells.extend((0..tiers.len()).map(|at| Cell::float(variant.shares.get(at).copied())));
        table.push(&cells);
    }
    table
}
