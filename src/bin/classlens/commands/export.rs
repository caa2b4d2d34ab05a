//! `classlens search --export`: all articles found, as CSV, JSON Lines or an Arrow stream.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::audit::{Audit, AuditFolder, ExportFormat, ExportOptions, Exported, FoundTable, Query};

use crate::args::{Global, SearchArgs};
use crate::commands::search::{found_code, order};

/// The shards that were searched, with the hash of each corpus.
fn shards(audit: &Audit) -> anyhow::Result<Vec<serde_json::Value>> {
    let shard = |(folder, n_articles): &(AuditFolder, u64)| {
        let manifest = folder.manifest()?;
        let name = folder.articles().parent().map(|root| root.display().to_string());
        Ok(serde_json::json!({ "shard": name, "n_articles": n_articles, "corpus_hash": manifest.corpus_hash }))
    };
    audit.shards().iter().map(shard).collect()
}

/// Writes the results to `path`, and how they came about to `path.about.json`.
pub fn run(
    global: &Global,
    args: &SearchArgs,
    path: &Path,
    audit: &Audit,
    query: &Query,
    table: &FoundTable<'_>,
) -> anyhow::Result<ExitCode> {
    let format = match path.extension().and_then(|e| e.to_str()) {
        Some("csv") => ExportFormat::Csv,
        Some("jsonl") => ExportFormat::JsonLines,
        Some("arrows") => ExportFormat::Arrow,
        _ => bail!("{}: name a file that ends in .csv or .jsonl", path.display()),
    };
    let about_path = path.with_extension(match path.extension().and_then(|e| e.to_str()) {
        Some(extension) => format!("{extension}.about.json"),
        None => "about.json".to_owned(),
    });
    [path, about_path.as_path()].into_iter().try_for_each(|path| args.write_over.check(path))?;
    let named = || path.display().to_string();
    let out = File::create(path).map(BufWriter::new).with_context(named)?;
    let options = ExportOptions { order: order(global, args), limit: args.sample.unwrap_or(usize::MAX), format };
    let written = audit.export(query, table, options, |_, snippet| snippet.to_owned(), out).with_context(named)?;
    let Exported { n_found, n_written } = written;
    let manifest = audit.manifest();
    let sampling = match args.sample {
        Some(_) => format!("seeded random sample by hash of seed and id, seed {}", global.seed),
        None => "all articles found".to_owned(),
    };
    let about = serde_json::json!({
        "query": audit.expanded(&args.query)?,
        "n_found": n_found,
        "n_written": n_written,
        "n_articles": manifest.n_articles,
        "fold": args.fold.map(|_| "copies: one article a story"),
        "sampling": sampling,
        "seed": args.sample.map(|_| global.seed),
        "corpus_hash": audit.shards().is_empty().then_some(&manifest.corpus_hash),
        "shards": (!audit.shards().is_empty()).then(|| shards(audit)).transpose()?,
        "lexicon": manifest.lexicon,
        "lexicon_hash": manifest.lexicon_hash,
        "version": env!("CARGO_PKG_VERSION"),
    });
    let text = serde_json::to_string_pretty(&about)?;
    std::fs::write(&about_path, text + "\n").with_context(|| about_path.display().to_string())?;
    if !global.quiet {
        eprintln!("{n_written} of {n_found} articles written to {} ({sampling})", path.display());
    }
    Ok(found_code(n_found))
}
