//! A part of a run: some thousand articles whose tables are whole, so that a run can go on from there.
//!
//! The tables of an audit are put together from its parts at the end, because columns that need the
//! whole corpus are known only then.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::article::{Notice, Reject};
use crate::copies::{CopiesError, Signature, SignatureWriter};
use crate::folder::{FolderError, SourceAccount, write_json};
use crate::lexicon::Lexicon;
use crate::pipeline::PipelineError;
use crate::record::{ParquetWriter, Purpose, Shape, TABLES, Table, undetected};
use crate::score::{ArticleRow, ScoredDocument};

/// How far the sources are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Reached {
    /// The source at hand; all before it are done.
    pub source: usize,
    /// Records, refused ones and remarks taken from it.
    pub records: u64,
}

/// What one part holds.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Part {
    /// Its place among the parts, from 0.
    pub number: u32,
    /// What it read of which source.
    pub accounts: BTreeMap<usize, SourceAccount>,
    /// Remarks on the sources.
    pub notices: Vec<Notice>,
    /// Articles that a deletion keeps out: how many of which source, by the place of the deletion.
    pub deleted: BTreeMap<usize, BTreeMap<usize, u64>>,
    /// Where the next part begins.
    pub reached: Reached,
}

impl Part {
    /// Its rows of one table.
    pub(super) fn table(&self, parts: &Path, name: &str) -> PathBuf {
        file(parts, self.number, &format!("{name}.parquet"))
    }

    /// A part as it was written.
    pub(super) fn read(parts: &Path, number: u32) -> Result<Self, String> {
        let path = file(parts, number, "json");
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
    }

    /// Articles in it.
    pub(super) fn n_articles(&self) -> u64 {
        self.accounts.values().map(|account| account.n_articles).sum()
    }

    /// The first source it has articles of.
    pub(super) fn first_source(&self) -> Option<usize> {
        self.accounts.iter().find(|(_, account)| account.n_articles > 0).map(|(source, _)| *source)
    }

    /// The signatures of its articles.
    pub(super) fn signatures(&self, parts: &Path) -> PathBuf {
        file(parts, self.number, "signatures")
    }

    /// Its refused records.
    pub(super) fn rejects(&self, parts: &Path) -> PathBuf {
        file(parts, self.number, "rejects.jsonl")
    }
}

fn file(parts: &Path, number: u32, name: &str) -> PathBuf {
    parts.join(format!("{number:05}.{name}"))
}

/// An article on its way into a part.
pub(super) struct ScoredArticle {
    /// Place of its source.
    pub source: usize,
    pub scored: ScoredDocument,
    pub row: ArticleRow,
    pub signature: Signature,
}

/// A part that is being written.
pub(super) struct PartWriter {
    folder: PathBuf,
    part: Part,
    /// Rows that are not written yet, and where they go.
    tables: Vec<(Table, ParquetWriter)>,
    signatures: SignatureWriter,
    rejects: BufWriter<File>,
    n_articles: usize,
}

impl PartWriter {
    /// Starts part `number` in the folder of the parts.
    pub(super) fn create(folder: &Path, number: u32, lexicon: &Lexicon) -> Result<Self, PipelineError> {
        let part = Part {
            number,
            accounts: BTreeMap::new(),
            notices: Vec::new(),
            deleted: BTreeMap::new(),
            reached: Reached::default(),
        };
        let mut tables = Vec::new();
        for table in &TABLES {
            let empty = (table.empty)(Shape { tiers: &lexicon.tiers, variables: &undetected() });
            let writer = ParquetWriter::create(&part.table(folder, table.name), &empty, &[], Purpose::Draft)?;
            tables.push((empty, writer));
        }
        let signatures = SignatureWriter::create(&part.signatures(folder))?;
        let path = part.rejects(folder);
        let rejects = File::create(&path).map(BufWriter::new).map_err(|e| FolderError::write(&path, &e))?;
        Ok(Self { folder: folder.to_owned(), part, tables, signatures, rejects, n_articles: 0 })
    }

    /// Articles in it so far.
    pub(super) fn n_articles(&self) -> usize {
        self.n_articles
    }

    /// The account of a source.
    pub(super) fn account(&mut self, source: usize) -> &mut SourceAccount {
        self.part.accounts.entry(source).or_default()
    }

    /// Adds an article of a source.
    pub(super) fn article(&mut self, lexicon: &Lexicon, article: &ScoredArticle) -> Result<(), CopiesError> {
        let ScoredArticle { source, scored, row, signature } = article;
        self.n_articles += 1;
        let account = self.part.accounts.entry(*source).or_default();
        account.n_articles += 1;
        for (table, (rows, _)) in TABLES.iter().zip(&mut self.tables) {
            let before = rows.n_rows();
            (table.push)(rows, lexicon, scored, row);
            *account.n_rows.entry(table.name.to_owned()).or_default() += (rows.n_rows() - before) as u64;
        }
        self.signatures.push(signature)
    }

    /// Adds a refused record of a source.
    pub(super) fn refuse(&mut self, source: usize, reject: &Reject) -> Result<(), FolderError> {
        self.account(source).n_refused += 1;
        let line = serde_json::to_string(reject).expect("a refused record holds nothing but plain values");
        writeln!(self.rejects, "{line}").map_err(|e| FolderError::write(&self.part.rejects(&self.folder), &e))
    }

    /// Adds a remark on a source.
    pub(super) fn note(&mut self, source: usize, notice: Notice) {
        self.account(source).n_notices += 1;
        self.part.notices.push(notice);
    }

    /// Counts an article of a source that a deletion keeps out.
    pub(super) fn keep_out(&mut self, source: usize, deletion: usize) {
        self.account(source).n_deleted += 1;
        *self.part.deleted.entry(deletion).or_default().entry(source).or_default() += 1;
    }

    /// Hands the rows of a batch to the files.
    pub(super) fn flush(&mut self) -> Result<(), PipelineError> {
        for (rows, writer) in &mut self.tables {
            writer.write(rows)?;
            rows.clear();
        }
        Ok(())
    }

    /// Makes the part whole: what it holds is written last.
    pub(super) fn close(mut self, reached: Reached) -> Result<Part, PipelineError> {
        self.flush()?;
        for (_, writer) in self.tables {
            writer.finish()?;
        }
        self.signatures.finish()?;
        self.rejects.flush().map_err(|e| FolderError::write(&self.part.rejects(&self.folder), &e))?;
        self.part.reached = reached;
        write_json(&file(&self.folder, self.part.number, "json"), &self.part)?;
        Ok(self.part)
    }
}
