//! `classlens index`.

use std::path::Path;
use std::process::ExitCode;

use classlens::audit::{AuditFolder, Manifest, Store, StoreError};
use classlens::engine::Engine;
use classlens::pipeline;

use crate::args::{Global, IndexArgs};
use crate::commands::lexicon_of;
use crate::output::say;

pub fn run(global: &Global, args: &IndexArgs) -> anyhow::Result<ExitCode> {
    let n_articles = rebuild(global, &args.audit)?;
    say(global.format, &format!("{n_articles} articles indexed in {}", args.audit.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// The index of an audit, rebuilt where it is missing or of another version.
pub fn open_or_rebuild(
    global: &Global,
    folder: &AuditFolder,
    manifest: &Manifest,
    audit: &Path,
) -> anyhow::Result<Store> {
    match folder.open_store(manifest) {
        Err(StoreError::Read { .. } | StoreError::Version { .. }) => {
            rebuild(global, audit)?;
            if !global.quiet {
                eprintln!("note: the index of {} was missing or of another version; it was rebuilt", audit.display());
            }
            Ok(folder.open_store(manifest)?)
        }
        opened => Ok(opened?),
    }
}

fn rebuild(global: &Global, audit: &Path) -> anyhow::Result<u64> {
    let engine = Engine::new(lexicon_of(global)?)?;
    let indexed = pipeline::index(&engine, audit, usize::from(global.threads))?;
    if indexed.took_texts && !global.quiet {
        eprintln!(
            "note: the texts were in the index alone; they are in {} now",
            AuditFolder::at(audit).texts().display()
        );
    }
    Ok(indexed.n_articles)
}
