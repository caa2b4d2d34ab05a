//! `classlens lexicon freeze` and `classlens lexicon check --frozen`.

use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::lexicon::{Change, Frozen, FrozenFormat};
use classlens::quality::changes_table;

use crate::args::{Format, FreezeArgs, Global};
use crate::commands::{lexicon_files, lexicon_of};
use crate::output::{self, say};

/// Writes the frozen lexicon.
pub fn run(global: &Global, args: &FreezeArgs) -> anyhow::Result<ExitCode> {
    let Ok(date) = args.date.parse() else { bail!("`{}` is no day: write it like 2026-03-01", args.date) };
    let frozen = Frozen::of(&*lexicon_of(global)?, date).with_files(&lexicon_files(global)?);
    let Some(path) = &args.output else {
        let format = if global.format == Format::Json { FrozenFormat::Json } else { FrozenFormat::Toml };
        stdout().lock().write_all(frozen.print(format).as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    };
    args.write_over.check(path)?;
    std::fs::write(path, frozen.print(FrozenFormat::of(path)))
        .with_context(|| format!("{}: cannot be written", path.display()))?;
    let line = format!(
        "{}: lexicon {} {}, frozen {}: {} entries, {} exclusions, {} occupations",
        path.display(),
        frozen.name,
        frozen.hash,
        frozen.date,
        frozen.entry.len(),
        frozen.exclusion.len(),
        frozen.occupation.len()
    );
    say(global.format, &line)?;
    Ok(ExitCode::SUCCESS)
}

/// Checks whether the lexicon is the frozen one; exit code 1 when it is not.
pub fn check(global: &Global, path: &Path) -> anyhow::Result<ExitCode> {
    let frozen = Frozen::read_whole(path)?;
    let Ok(date) = frozen.date.parse() else {
        bail!("{}: its date `{}` is no day: freeze the lexicon again", path.display(), frozen.date)
    };
    let now = Frozen::of(&*lexicon_of(global)?, date);
    let changes = frozen.changes(&now);
    let versions = (frozen.version != now.version)
        .then(|| format!("frozen by classlens {}, this is {}: scoring may differ", frozen.version, now.version));
    if let Some(line) = versions.filter(|_| !global.quiet) {
        eprintln!("note: {line}");
    }
    if changes.is_empty() {
        let hash = if frozen.hash == now.hash {
            format!("hash {} is the same", now.hash)
        } else {
            format!("hash {} became {}: notes, examples or layout differ", frozen.hash, now.hash)
        };
        let line =
            format!("the lexicon is the one frozen {}: {} entries are equal; {hash}", frozen.date, now.entry.len());
        say(global.format, &line)?;
        if global.format != Format::Table {
            output::print(&changes_table(&changes), global.format)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    print(global, &changes)?;
    say(global.format, &format!("{} differences from the lexicon frozen {}", changes.len(), frozen.date))?;
    Ok(ExitCode::from(1))
}

/// Prints changes, one a line.
pub fn print(global: &Global, changes: &[Change]) -> anyhow::Result<()> {
    if global.format != Format::Table {
        return output::print(&changes_table(changes), global.format);
    }
    for change in changes {
        let details = if change.details.is_empty() { String::new() } else { format!(": {}", change.details) };
        say(global.format, &format!("{} {} {}{details}", change.kind.name(), change.what, change.name))?;
    }
    Ok(())
}
