//! Scores articles that are in memory already: the rows of the record without an audit folder.
//!
//! In: articles, one after the other. Out: the tables that a run writes as Parquet, with the same rows in the same order.
//! Copies of a story are not known here, so every article is the only one of its story.

use std::sync::Arc;

use rayon::ThreadPool;
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::article::{RawArticle, Reject, made_or_refused};
use crate::engine::Engine;
use crate::pipeline::PipelineError;
use crate::record::{Shape, TABLES, TEXTS, Table};
use crate::score::article_row;

/// Most articles that are scored together.
const BATCH_ARTICLES: usize = 512;
/// Bytes of text that are scored together.
const BATCH_BYTES: usize = 8 << 20;
/// Bytes of text in one column after which another table is begun.
const TABLE_BYTES: usize = 256 << 20;

/// Rows of one table of the record, in tables with the same columns; there is at least one.
pub type ScoredTables = Vec<(&'static str, Vec<Table>)>;

/// Scores articles as they come, and keeps their rows.
pub struct MemoryScorer<'a> {
    engine: &'a Engine,
    pool: ThreadPool,
    waiting: Vec<RawArticle>,
    n_bytes: usize,
    tables: ScoredTables,
    refused: Vec<Reject>,
}

impl<'a> MemoryScorer<'a> {
    /// Without any articles; 0 threads are one a core.
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn new(engine: &'a Engine, threads: usize) -> Result<Self, PipelineError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| PipelineError::Threads(error.to_string()))?;
        let shape = Shape::of_tiers(&engine.lexicon.tiers);
        let kept = TABLES.iter().filter(|table| table.name != TEXTS.name);
        let tables = kept.map(|table| (table.name, vec![(table.empty)(shape)])).collect();
        Ok(Self { engine, pool, waiting: Vec::new(), n_bytes: 0, tables, refused: Vec::new() })
    }

    /// Takes an article; returns how many were scored on this occasion, 0 while there are too few of them.
    pub fn push(&mut self, article: RawArticle) -> usize {
        self.n_bytes += article.body.len() + article.title.len();
        self.waiting.push(article);
        if self.waiting.len() >= BATCH_ARTICLES || self.n_bytes >= BATCH_BYTES { self.score() } else { 0 }
    }

    /// The tables `articles`, `hits`, `quotes` and `pay` of all articles, and the articles on which the program failed.
    #[must_use]
    pub fn finish(mut self) -> (ScoredTables, Vec<Reject>) {
        self.score();
        (self.tables, self.refused)
    }

    fn score(&mut self) -> usize {
        let Self { engine, pool, waiting, tables, refused, .. } = self;
        let batch = std::mem::take(waiting);
        self.n_bytes = 0;
        let n_articles = batch.len();
        let one = |article: RawArticle| {
            let (source, position) = (Arc::clone(&article.source), article.position);
            made_or_refused(&source, position, || {
                let scored = engine.analyse(article);
                let row = article_row(&engine.lexicon, &scored);
                (scored, row)
            })
        };
        let outcomes: Vec<_> = pool.install(|| batch.into_par_iter().map(one).collect());
        let mut scored = Vec::with_capacity(n_articles);
        for outcome in outcomes {
            match outcome {
                Ok(article) => scored.push(article),
                Err(reject) => refused.push(reject),
            }
        }
        for (name, parts) in tables {
            let of_record = TABLES.iter().find(|table| table.name == *name).expect("the names are those of the record");
            let last = parts.last().expect("there is at least one table");
            if last.n_text_bytes() >= TABLE_BYTES {
                parts.push((of_record.empty)(Shape::of_tiers(&engine.lexicon.tiers)));
            }
            let last = parts.last_mut().expect("there is at least one table");
            scored.iter().for_each(|(scored, row)| (of_record.push)(last, &engine.lexicon, scored, row));
        }
        n_articles
    }
}
