//! `classlens lexicon`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::lexicon::{Entry, Lexicon};
use classlens::quality::{counts, entries, faults};
use classlens::suggest::closest;

use crate::args::{Format, Global};
use crate::commands::{lexicon_files, lexicon_of};
use crate::output::{self, say};

/// Prints every fault; exit code 1 when there is one.
pub fn check(global: &Global) -> anyhow::Result<ExitCode> {
    let lexicon = lexicon_of(global)?;
    let faults = faults(&lexicon);
    summary(global, &lexicon)?;
    if global.format != Format::Table {
        output::print(&faults, global.format)?;
    }
    if faults.n_rows() == 0 {
        say(global.format, "no faults")?;
        return Ok(ExitCode::SUCCESS);
    }
    for row in 0..faults.n_rows() {
        say(global.format, &format!("{}: {}", faults.text(row, 0), faults.text(row, 1)))?;
    }
    say(global.format, &format!("{} faults", faults.n_rows()))?;
    Ok(ExitCode::from(1))
}

fn summary(global: &Global, lexicon: &Lexicon) -> anyhow::Result<()> {
    let examples = lexicon.entries.iter().map(|e| usize::from(e.example.is_some()) + usize::from(e.counter.is_some()));
    let line = format!(
        "lexicon {} {}: {} entries, {} exclusions, {} occupations, {} example sentences",
        lexicon.name,
        lexicon.hash,
        lexicon.entries.len(),
        lexicon.exclusions.len(),
        lexicon.occupations.len(),
        examples.sum::<usize>()
    );
    say(global.format, &line)?;
    let cells = counts(lexicon);
    for row in 0..cells.n_rows() {
        let (tier, dimension) = (cells.text(row, 0), cells.text(row, 1));
        let n = cells.cell(row, 2).as_int().unwrap_or_default();
        say(global.format, &format!("  {tier:<13} {dimension:<11} {n:>5}"))?;
    }
    Ok(())
}

/// Prints entries; exit code 1 when there are none.
pub fn list(global: &Global, tier: Option<&str>, dimension: Option<&str>) -> anyhow::Result<ExitCode> {
    let lexicon = lexicon_of(global)?;
    let of_entries = |name: fn(&Lexicon, &Entry) -> String| lexicon.entries.iter().map(|e| name(&lexicon, e)).collect();
    known("--tier", tier, &of_entries(|lexicon, entry| lexicon.tier_name(entry.tier).to_owned()))?;
    known("--dimension", dimension, &of_entries(|lexicon, entry| lexicon.dimension_name(entry).to_owned()))?;
    let table = entries(&lexicon, tier, dimension);
    output::print(&table, global.format)?;
    Ok(if table.n_rows() == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Refuses a name that no entry has.
fn known(flag: &str, name: Option<&str>, known: &BTreeSet<String>) -> anyhow::Result<()> {
    let Some(name) = name.filter(|name| !known.contains(*name)) else { return Ok(()) };
    let meant = closest(name, known.iter().map(String::as_str));
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    let all = known.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    bail!("{flag} {name}: no entry has it{meant} There are {all}")
}

/// Writes the files of the lexicon into a folder that is missing or empty.
pub fn export(global: &Global, folder: &Path) -> anyhow::Result<ExitCode> {
    if folder.exists() && folder.read_dir().map_or(true, |mut entries| entries.next().is_some()) {
        bail!("{}: is there already and not empty: name a new folder", folder.display());
    }
    let files = lexicon_files(global)?;
    for file in &files {
        let path = folder.join(&file.path);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).with_context(|| format!("{}: cannot be made", parent.display()))?;
        std::fs::write(&path, file.content.as_bytes())
            .with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    let name = folder.display();
    let line = format!("{} files of the lexicon are in {name}; `--lexicon {name}` uses it", files.len());
    say(global.format, &line)?;
    Ok(ExitCode::SUCCESS)
}
