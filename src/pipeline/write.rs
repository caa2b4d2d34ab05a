//! Writes scored batches in the order of the input: into parts, and into the index.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

use crate::engine::Engine;
use crate::folder::AuditFolder;
use crate::pipeline::PipelineError;
use crate::pipeline::batch::Batch;
use crate::pipeline::options::Counters;
use crate::pipeline::part::{Part, PartWriter, Reached, ScoredArticle};
use crate::store::StoreWriter;

/// Everything that is written in the order of the input.
pub(super) struct Writer<'a> {
    engine: &'a Engine,
    /// Articles in a part.
    checkpoint: usize,
    folder: PathBuf,
    store: StoreWriter,
    open: Option<PartWriter>,
    parts: Vec<Part>,
}

impl<'a> Writer<'a> {
    /// A writer that goes on after `parts`.
    pub(super) fn new(
        engine: &'a Engine,
        checkpoint: usize,
        folder: &AuditFolder,
        store: StoreWriter,
        parts: Vec<Part>,
    ) -> Self {
        Self { engine, checkpoint, folder: folder.parts(), store, open: None, parts }
    }

    /// Writes all batches; returns all parts.
    pub(super) fn write_all(
        mut self,
        batches: Receiver<Batch<ScoredArticle>>,
        counters: &Counters,
    ) -> Result<Vec<Part>, PipelineError> {
        let mut reached = Reached::default();
        for batch in batches {
            reached = batch.reached;
            let ends_part = batch.ends_part;
            let part = self.write(batch, counters)?;
            if ends_part || part.n_articles() >= self.checkpoint {
                self.checkpoint(part, reached)?;
            } else {
                self.open = Some(part);
            }
        }
        if let Some(part) = self.open.take() {
            self.checkpoint(part, reached)?;
        }
        self.store.purge()?;
        self.store.finish()?;
        Ok(self.parts)
    }

    fn write(&mut self, batch: Batch<ScoredArticle>, counters: &Counters) -> Result<PartWriter, PipelineError> {
        let lexicon = &self.engine.lexicon;
        let number = u32::try_from(self.parts.len()).expect("parts are few");
        let mut part = match self.open.take() {
            Some(part) => part,
            None => PartWriter::create(&self.folder, number, lexicon)?,
        };
        for (source, fingerprint) in batch.begun {
            part.account(source).fingerprint = fingerprint;
        }
        for (source, ended) in batch.ended {
            let account = part.account(source);
            account.n_clashes = ended.n_clashes;
            account.fields = ended.fields;
        }
        for (source, reject) in &batch.rejects {
            part.refuse(*source, reject)?;
        }
        for (source, notice) in batch.notices {
            part.note(source, notice);
        }
        for (source, deletion) in batch.deleted {
            part.keep_out(source, deletion);
        }
        for article in &batch.articles {
            part.article(lexicon, article)?;
            self.store.add(lexicon, &article.scored, &article.row)?;
        }
        part.flush()?;
        counters.documents.fetch_add(batch.articles.len() as u64, Ordering::Relaxed);
        Ok(part)
    }

    /// Makes a part whole. It counts from the moment the index holds it too.
    fn checkpoint(&mut self, part: PartWriter, reached: Reached) -> Result<(), PipelineError> {
        let part = part.close(reached)?;
        self.store.commit(part.number)?;
        self.parts.push(part);
        Ok(())
    }
}
