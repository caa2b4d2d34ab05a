//! Takes articles out of an audit: out of its tables, its index and its stories.

use std::collections::HashSet;
use std::path::Path;

use crate::article::id_hash;
use crate::folder::{Deletion, FolderError, Inherited, Manifest, PartialFolder};
use crate::pipeline::PipelineError;
use crate::pipeline::assemble::{AssembleOptions, assemble};
use crate::pipeline::base::Base;
use crate::pipeline::deleted;
use crate::pipeline::pieces::Pieces;
use crate::pipeline::plan::Addition;
use crate::pipeline::record_file::Extra;
use crate::store::{Order, Query, Store, StoreError, StoreWriter};

/// Memory of the index writer, which writes nothing new.
const MEMORY: usize = 64 << 20;

/// Deletes what `query` finds in the audit at `path`; `deletion` is what the manifest will record of it.
///
/// Returns how many articles these are, and what became of other files in the folder. The old audit stays until the new one is whole.
/// An audit that grows keeps them out, whatever source has them again; one that is made anew has them.
///
/// # Errors
/// When there is no audit, the query is wrong, or the folder cannot be written.
pub fn delete(path: &Path, query: &Query, mut deletion: Deletion) -> Result<(u64, Inherited), PipelineError> {
    Base::open(path)?;
    let partial = PartialFolder::claim(path)?;
    let base = Base::open(path)?;
    base.folder.read_articles()?;
    let tiers = base.manifest.tiers.clone();
    let ids = found(&base.folder.open_store(&base.manifest)?, query)?;
    if ids.is_empty() {
        return Ok((0, Inherited::default()));
    }
    partial.clear()?;
    let folder = partial.folder();
    let parts = folder.parts();
    std::fs::create_dir_all(&parts).map_err(|e| FolderError::write(&parts, &e))?;
    let mut store = StoreWriter::copy(&base.folder.index(), &folder.index(), &tiers, MEMORY)?;
    store.delete(&ids);
    store.commit(0)?;
    store.purge()?;
    store.finish()?;
    let gone: HashSet<u64> = ids.iter().map(|id| id_hash(id)).collect();
    let keep: Vec<bool> = base.articles.iter().map(|known| !gone.contains(&known.id)).collect();
    record(&mut deletion, &base, &keep);
    let kept = [Addition::without(base, keep)];
    let base = &kept[0].base;
    let mut manifest = without(&kept[0]);
    manifest.deletions.push(deletion);
    let extra = if base.folder.csv("articles").exists() { Extra::Csv } else { Extra::Nothing };
    let rejects = base.folder.rejects();
    assemble(folder, &[], &Pieces::of_audits(&kept), AssembleOptions { extra, join: None }, &mut manifest)?;
    std::fs::copy(&rejects, folder.rejects()).map_err(|e| FolderError::write(&rejects, &e))?;
    manifest.files = folder.hashes()?;
    let inherited = partial.finish(&manifest)?;
    Ok((gone.len() as u64, inherited))
}

fn found(store: &Store, query: &Query) -> Result<Vec<String>, StoreError> {
    let mut ids = Vec::new();
    store.each_found(query, Order::Oldest, usize::MAX, |batch| {
        ids.extend(batch.into_iter().map(|found| found.article.id));
        Ok::<(), StoreError>(())
    })?;
    Ok(ids)
}

/// Writes into `deletion` the articles that `keep` leaves out.
fn record(deletion: &mut Deletion, base: &Base, keep: &[bool]) {
    for (source, account) in base.manifest.sources.iter().enumerate() {
        let gone = base.range(source).filter(|at| !keep[*at]).map(|at| base.articles[at]);
        let gone: Vec<String> = gone.map(|known| deleted::printed(known.id, known.text)).collect();
        if !gone.is_empty() {
            deletion.count(&account.source, gone.len() as u64);
            deletion.gone.entry(account.source.clone()).or_default().extend(gone);
        }
    }
}

/// The manifest with its deleted articles counted as such, and those that are kept not counted yet.
fn without(kept: &Addition) -> Manifest {
    let sources = kept.accounts(|account, n| account.n_deleted += n);
    Manifest { sources, n_articles: 0, n_undated: 0, n_without_outlet: 0, n_tokens: 0, ..kept.base.manifest.clone() }
}
