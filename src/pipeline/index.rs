//! Rebuilds the index of an audit from its record, and takes the texts out of the index of an older one.
//!
//! In: `articles.parquet`, `texts.parquet` and the lexicon of the audit. Out: the index the run wrote. Figures are
//! those of the record; words and classes come from analysing the texts again.

use std::path::Path;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::article::{RawArticle, id_hash, text_hash};
use crate::engine::Engine;
use crate::folder::{AuditFolder, FolderError, Manifest, PartialFolder, RECORD_WITH_TEXTS};
use crate::pipeline::PipelineError;
use crate::record::{
    ParquetError, ParquetGroups, ParquetWriter, Purpose, TEXTS, push_body, rows_of_articles, texts_table,
};
use crate::store::{StoreWriter, StoredBodies, committed_part};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indexed {
    /// Articles in the index.
    pub n_articles: u64,
    /// Whether texts were taken out of the older index first, because the record had none.
    pub took_texts: bool,
}

/// Articles analysed at once.
const BATCH: usize = 512;
/// Memory of the index writer.
const MEMORY: usize = 256 << 20;

/// Rebuilds the index of the audit at `path` on `threads` threads, 0 for one a core.
///
/// An audit whose texts are in its index alone gets its `texts.parquet` first. The old index stays until the new one is whole.
///
/// # Errors
/// When there is no audit, `engine` has another lexicon, the record is broken, or the folder cannot be written.
pub fn index(engine: &Engine, path: &Path, threads: usize) -> Result<Indexed, PipelineError> {
    let folder = AuditFolder::at(path);
    folder.manifest()?;
    let mut partial = PartialFolder::claim(path)?;
    if committed_part(&partial.folder().index()).is_some() {
        // A killed run can still be gone on with.
        partial.keep();
    }
    let mut manifest = folder.manifest()?;
    folder.has_texts(&manifest)?;
    let took_texts = !folder.texts().exists();
    if took_texts {
        take_texts(&folder, &mut manifest)?;
    }
    if engine.lexicon.hash != manifest.lexicon_hash {
        let made = format!("{} {}", manifest.lexicon, manifest.lexicon_hash);
        let given = engine.lexicon.hash.clone();
        return Err(PipelineError::OtherLexicon { audit: path.to_owned(), made, given });
    }
    let new = folder.new_index();
    remove(&new)?;
    let mut store = StoreWriter::create(&new, &engine.lexicon, MEMORY)?;
    let keep = vec![true; usize::try_from(manifest.n_articles).unwrap_or(0)];
    let n_articles = Filler { engine, threads }.fill(&mut store, &folder, &manifest, &keep)?;
    store.commit(0)?;
    store.finish()?;
    remove(&folder.index())?;
    std::fs::rename(&new, folder.index()).map_err(|e| FolderError::write(&folder.index(), &e))?;
    Ok(Indexed { n_articles, took_texts })
}

fn remove(path: &Path) -> Result<(), FolderError> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(FolderError::write(path, &error)),
        _ => Ok(()),
    }
}

/// Fills an index from the record of an audit.
pub(super) struct Filler<'a> {
    pub engine: &'a Engine,
    pub threads: usize,
}

impl Filler<'_> {
    /// Adds the articles of the record that are in `keep`, in its order; returns their number.
    pub(super) fn fill(
        &self,
        store: &mut StoreWriter,
        folder: &AuditFolder,
        manifest: &Manifest,
        keep: &[bool],
    ) -> Result<u64, PipelineError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = pool.map_err(|e| PipelineError::Threads(e.to_string()))?;
        let broken = |reason| ParquetError { path: folder.articles(), reason };
        let mut texts = folder.read_articles()?;
        let (mut at, mut n_articles) = (0, 0);
        for group in ParquetGroups::open(&folder.articles())? {
            let group = group?;
            for start in (0..group.n_rows()).step_by(BATCH) {
                let end = group.n_rows().min(start + BATCH);
                let rows = rows_of_articles(&group, start..end, manifest.shape()).map_err(broken)?;
                let raw = texts.by_ref().take(rows.len()).collect::<Result<Vec<RawArticle>, _>>()?;
                let kept = keep.get(at..at + rows.len()).unwrap_or_default();
                at += rows.len();
                let wanted: Vec<_> = rows.iter().zip(raw).zip(kept).filter(|(_, kept)| **kept).collect();
                let scored: Vec<_> = pool.install(|| {
                    wanted.into_par_iter().map(|((row, raw), _)| (row, self.engine.analyse(raw))).collect()
                });
                for (row, scored) in &scored {
                    store.add(&self.engine.lexicon, scored, row)?;
                    n_articles += 1;
                }
            }
        }
        Ok(n_articles)
    }
}

/// Writes `texts.parquet` from the texts that the index of an older audit stores, and says so in the manifest.
fn take_texts(folder: &AuditFolder, manifest: &mut Manifest) -> Result<(), PipelineError> {
    let bodies = StoredBodies::open(&folder.index())?;
    let new = folder.new_texts();
    let facts = [
        ("classlens", env!("CARGO_PKG_VERSION")),
        ("lexicon", manifest.lexicon.as_str()),
        ("lexicon_hash", manifest.lexicon_hash.as_str()),
    ];
    let mut table = texts_table();
    let mut out = ParquetWriter::create(&new, &table, &facts, Purpose::Record)?;
    for group in ParquetGroups::open(&folder.articles())?.only(&["id", "title", "text_hash"])? {
        let group = group?;
        for row in 0..group.n_rows() {
            let (id, title) = (group.text(row, 0), group.text(row, 1));
            let body = bodies.body(id_hash(id))?;
            if format!("{:016x}", text_hash(title, &body)) != group.text(row, 2) {
                let reason = format!(
                    "the index holds another text of article `{id}`: take the folder from a backup, or read its sources again"
                );
                return Err(ParquetError { path: folder.index(), reason }.into());
            }
            push_body(&mut table, id, &body);
            out.write(&table)?;
            table.clear();
        }
    }
    out.finish()?;
    std::fs::rename(&new, folder.texts()).map_err(|e| FolderError::write(&folder.texts(), &e))?;
    for source in &mut manifest.sources {
        source.n_rows.insert(TEXTS.name.to_owned(), source.n_articles);
    }
    manifest.record_version = manifest.record_version.max(RECORD_WITH_TEXTS);
    if !manifest.files.is_empty() {
        manifest.files = folder.hashes()?;
    }
    Ok(folder.write_manifest(manifest)?)
}
