//! Puts the tables of an audit together from the parts of a run.
//!
//! Rows keep the order of the input and row groups their fixed size, so the bytes do not tell where
//! one part ended and the next began. Columns that need the whole corpus are filled in here.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use xxhash_rust::xxh3::Xxh3;

use crate::lexicon::Lexicon;
use crate::pipeline::PipelineError;
use crate::pipeline::folder::{AuditFolder, FolderError};
use crate::pipeline::manifest::Manifest;
use crate::pipeline::part::Part;
use crate::pipeline::tables::{ARTICLES, RecordTable, TABLES};
use crate::present::{CsvWriter, ParquetGroups, ParquetWriter, Purpose, Table, rows_of_articles};
use crate::read::Reject;
use crate::score::ArticleRow;
use crate::summarize::{Axis, Tally};

/// Refused records shown to the caller; all of them are in `rejects.jsonl`.
const SHOWN_REJECTS: usize = 20;

/// What the parts add up to.
pub(super) struct Assembled {
    /// Counts of articles by outlet.
    pub tally: Tally,
    /// The first refused records.
    pub rejects: Vec<Reject>,
}

/// Which files are written beside Parquet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extra {
    /// None.
    Nothing,
    /// CSV of the same tables.
    Csv,
}

/// Writes tables and refused records of `parts` into `folder`, and fills in the counts of the manifest.
pub(super) fn assemble(
    lexicon: &Lexicon,
    folder: &AuditFolder,
    parts: &[Part],
    extra: Extra,
    manifest: &mut Manifest,
) -> Result<Assembled, PipelineError> {
    for part in parts {
        for (source, account) in &part.accounts {
            manifest.sources[*source].add(account);
        }
        manifest.notices.extend(part.notices.iter().cloned());
    }
    let places = |table: &RecordTable| -> Vec<PathBuf> {
        parts.iter().map(|part| part.table(&folder.parts(), table.name)).collect()
    };
    let mut count = Count::new();
    let mut out = RecordWriter::create(lexicon, folder, &ARTICLES, extra)?;
    each_group(&places(&ARTICLES), |table| {
        let rows = rows_of_articles(table, &lexicon.tiers).expect("a part has the columns of this version");
        rows.iter().for_each(|row| count.add(row, manifest));
        out.write(table)
    })?;
    out.finish()?;
    for table in TABLES.iter().filter(|table| table.name != ARTICLES.name) {
        let mut out = RecordWriter::create(lexicon, folder, table, extra)?;
        each_group(&places(table), |table| out.write(table))?;
        out.finish()?;
    }
    manifest.corpus_hash = format!("{:032x}", count.corpus.digest128());
    manifest.n_refused = manifest.sources.iter().map(|source| source.n_refused).sum();
    manifest.n_records = manifest.n_articles + manifest.n_refused;
    manifest.n_hits = manifest.sources.iter().filter_map(|source| source.n_rows.get("hits")).sum();
    let rejects = concatenate_rejects(folder, parts)?;
    Ok(Assembled { tally: count.tally, rejects })
}

fn each_group(
    files: &[PathBuf],
    mut each: impl FnMut(&Table) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    for file in files {
        for group in ParquetGroups::open(file)? {
            each(&group?)?;
        }
    }
    Ok(())
}

/// What is counted over all articles.
struct Count {
    tally: Tally,
    corpus: Xxh3,
}

impl Count {
    fn new() -> Self {
        Self { tally: Tally::new(&[Axis::Outlet]), corpus: Xxh3::new() }
    }

    fn add(&mut self, row: &ArticleRow, manifest: &mut Manifest) {
        manifest.n_articles += 1;
        manifest.n_undated += u64::from(row.date.is_none());
        manifest.n_without_outlet += u64::from(row.outlet.is_none());
        manifest.n_tokens += row.n_tokens;
        self.tally.add(row);
        for text in [&row.id, &row.text_hash] {
            self.corpus.update(text.as_bytes());
            self.corpus.update(&[0]);
        }
    }
}

/// One table in all its formats.
struct RecordWriter {
    parquet: ParquetWriter,
    csv: Option<(PathBuf, CsvWriter<BufWriter<File>>)>,
}

impl RecordWriter {
    fn create(
        lexicon: &Lexicon,
        folder: &AuditFolder,
        table: &RecordTable,
        extra: Extra,
    ) -> Result<Self, PipelineError> {
        let facts = [
            ("classlens", env!("CARGO_PKG_VERSION")),
            ("lexicon", lexicon.name.as_str()),
            ("lexicon_hash", lexicon.hash.as_str()),
        ];
        let empty = (table.empty)(&lexicon.tiers);
        let parquet = ParquetWriter::create(&folder.table(table.name), &empty, &facts, Purpose::Record)?;
        let csv = match extra {
            Extra::Nothing => None,
            Extra::Csv => {
                let path = folder.csv(table.name);
                let failed = |e: std::io::Error| FolderError::write(&path, &e);
                let mut csv = CsvWriter::new(BufWriter::new(File::create(&path).map_err(failed)?));
                csv.write(&empty).map_err(failed)?;
                Some((path, csv))
            }
        };
        Ok(Self { parquet, csv })
    }

    fn write(&mut self, table: &Table) -> Result<(), PipelineError> {
        self.parquet.write(table)?;
        if let Some((path, csv)) = &mut self.csv {
            csv.write(table).map_err(|e| FolderError::write(path, &e))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), PipelineError> {
        self.parquet.finish()?;
        if let Some((path, csv)) = self.csv {
            csv.finish().map_err(|e| FolderError::write(&path, &e))?;
        }
        Ok(())
    }
}

/// Writes `rejects.jsonl`; returns the first of them.
fn concatenate_rejects(folder: &AuditFolder, parts: &[Part]) -> Result<Vec<Reject>, PipelineError> {
    let path = folder.rejects();
    let failed = |e: std::io::Error| FolderError::write(&path, &e);
    let mut out = BufWriter::new(File::create(&path).map_err(failed)?);
    let mut shown = Vec::new();
    for part in parts {
        let file = part.rejects(&folder.parts());
        let mut lines = BufReader::new(File::open(&file).map_err(|e| FolderError::write(&file, &e))?);
        let mut line = String::new();
        while shown.len() < SHOWN_REJECTS && lines.read_line(&mut line).map_err(failed)? > 0 {
            shown.push(serde_json::from_str(&line).expect("a part holds refused records as they were written"));
            out.write_all(line.as_bytes()).map_err(failed)?;
            line.clear();
        }
        std::io::copy(&mut lines, &mut out).map_err(failed)?;
    }
    out.flush().map_err(failed)?;
    Ok(shown)
}
