//! `classlens search --export`: all articles found, as CSV or JSON Lines.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::folder::Manifest;
use classlens::present::{CsvWriter, write_json_lines};
use classlens::store::Found;

use crate::args::{Global, SearchArgs};
use crate::commands::search::{Printer, found_code, order};

/// Writes the results to `path`, and how they came about to `path.about.json`.
pub fn run(
    global: &Global,
    args: &SearchArgs,
    path: &Path,
    manifest: &Manifest,
    printer: &Printer<'_>,
) -> anyhow::Result<ExitCode> {
    let limit = args.sample.unwrap_or(usize::MAX);
    let create = || File::create(path).with_context(|| path.display().to_string()).map(BufWriter::new);
    let mut n_written = 0;
    let n_found = match path.extension().and_then(|e| e.to_str()) {
        Some("csv") => {
            let mut writer = CsvWriter::new(create()?);
            let n = printer.store.each_found(printer.query, order(global, args), limit, |found: Vec<Found>| {
                n_written += found.len();
                writer.write(&printer.table(&found)?).with_context(|| path.display().to_string())
            })?;
            writer.finish()?;
            n
        }
        Some("jsonl") => {
            let mut out = create()?;
            let n = printer.store.each_found(printer.query, order(global, args), limit, |found: Vec<Found>| {
                n_written += found.len();
                write_json_lines(&printer.table(&found)?, &mut out).with_context(|| path.display().to_string())
            })?;
            out.flush()?;
            n
        }
        _ => bail!("{}: name a file that ends in .csv or .jsonl", path.display()),
    };
    let sampling = match args.sample {
        Some(_) => format!("seeded random sample by hash of seed and id, seed {}", global.seed),
        None => "all articles found".to_owned(),
    };
    let about = serde_json::json!({
        "query": args.query,
        "n_found": n_found,
        "n_written": n_written,
        "n_articles": manifest.n_articles,
        "fold": args.fold.map(|_| "copies: one article a story"),
        "sampling": sampling,
        "seed": args.sample.map(|_| global.seed),
        "corpus_hash": manifest.corpus_hash,
        "lexicon": manifest.lexicon,
        "lexicon_hash": manifest.lexicon_hash,
        "version": env!("CARGO_PKG_VERSION"),
    });
    let about_path = path.with_extension(match path.extension().and_then(|e| e.to_str()) {
        Some(extension) => format!("{extension}.about.json"),
        None => "about.json".to_owned(),
    });
    let text = serde_json::to_string_pretty(&about)?;
    std::fs::write(&about_path, text + "\n").with_context(|| about_path.display().to_string())?;
    if !global.quiet {
        eprintln!("{n_written} of {n_found} articles written to {} ({sampling})", path.display());
    }
    Ok(found_code(n_found))
}
