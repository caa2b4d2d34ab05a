//! `classlens lexicon diff`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use classlens::engine::Engine;
use classlens::lexicon::{Frozen, Lexicon};
use classlens::pipeline::{Flips, flips, sample_source};
use classlens::quality::changes_text;
use classlens::read::{ReadOptions, expand};

use crate::args::{Format, Global, LexiconDiffArgs};
use crate::commands::lexicon_freeze;
use crate::output::{self, say};

/// Entries named for people beside the articles that flip.
const SHOWN: usize = 12;

/// Prints how two lexicons differ; with a corpus, which articles flip. Exit code 1 when nothing does.
pub fn run(global: &Global, args: &LexiconDiffArgs) -> anyhow::Result<ExitCode> {
    let (one, two) = (open(&args.one)?, open(&args.two)?);
    // The day is no part of the comparison.
    let day = jiff::civil::Date::ZERO;
    let changes = Frozen::of(&one, day).changes(&Frozen::of(&two, day));
    let (from, to) = (&one.hash[..8], &two.hash[..8]);
    let line = format!("{} {from} → {} {to}: {}", one.name, two.name, changes_text(&changes));
    let Some(paths) = &args.corpus else {
        lexicon_freeze::print(global, &changes)?;
        say(global.format, &line)?;
        return Ok(if changes.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS });
    };
    say(global.format, &line)?;
    let sources = if paths.is_empty() { vec![sample_source()] } else { expand(paths)? };
    let engines = [Engine::new(one)?, Engine::new(two)?];
    let found = flips([&engines[0], &engines[1]], &sources, &ReadOptions::default(), usize::from(global.threads))?;
    if let Some(first) = found.first_refused.as_ref().filter(|_| !global.quiet) {
        eprintln!("refused: {} records, the first one: {first}", found.n_refused);
    }
    report(global, &found)?;
    Ok(if found.flips.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn open(path: &Path) -> anyhow::Result<Arc<Lexicon>> {
    if path == Path::new("embedded") {
        return Ok(Lexicon::embedded());
    }
    Lexicon::from_folder(path).map(Arc::new).with_context(|| format!("lexicon {}", path.display()))
}

fn report(global: &Global, found: &Flips) -> anyhow::Result<()> {
    let line = format!(
        "{} articles: {} with other hits, {} with another focus",
        found.n_articles,
        found.n_differing,
        found.flips.len()
    );
    say(global.format, &line)?;
    if found.flips.is_empty() && global.format == Format::Table {
        return Ok(());
    }
    output::print(&found.table(), global.format)?;
    for (counts, side) in found.by_entry().iter().zip(["lost", "gained"]) {
        let mut most: Vec<_> = counts.iter().collect();
        most.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (entry, n) in most.iter().take(SHOWN) {
            say(global.format, &format!("{side} in {n} of these: {entry}"))?;
        }
    }
    Ok(())
}
