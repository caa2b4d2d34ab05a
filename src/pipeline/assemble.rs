//! Puts the tables of an audit together from the parts of a run.
//!
//! Rows keep the order of the input and row groups their fixed size, so the bytes do not show where
//! one part ended and the next began. Columns that need the whole corpus are filled in here.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::ops::Range;

use xxhash_rust::xxh3::Xxh3;

use crate::article::Reject;
use crate::folder::{AuditFolder, FolderError, Manifest, SourceAccount};
use crate::pipeline::PipelineError;
use crate::pipeline::base::Opened;
use crate::pipeline::joined::JoinOptions;
use crate::pipeline::part::Part;
use crate::pipeline::pieces::{Piece, Pieces};
use crate::pipeline::record_file::{Extra, RecordWriter};
use crate::pipeline::stories::{self, FoundStories};
use crate::pipeline::variables::{self, FoundVariables};
use crate::record::{
    ARTICLES, Axis, ParquetError, ParquetGroups, Shape, TABLES, Table, push_article, rows_of_articles, undetected,
};
use crate::score::ArticleRow;
use crate::summarize::{Cell, ClusterBy, Makeup, Tally};
use crate::variable::Variable;

/// Refused records shown to the caller; all of them are in `rejects.jsonl`.
pub(super) const SHOWN_REJECTS: usize = 20;

/// What the parts add up to.
pub(super) struct Assembled {
    /// Counts of articles by outlet.
    pub tally: Tally,
    /// Counts of articles by outlet and week; empty where there are several outlets.
    pub weeks: BTreeMap<String, Cell>,
    /// What the articles are like.
    pub makeup: Makeup,
    /// The first refused records.
    pub rejects: Vec<Reject>,
    /// Remarks on the variables.
    pub remarks: Vec<String>,
}

/// What is asked for beside the record.
#[derive(Debug, Clone, Copy)]
pub(super) struct AssembleOptions<'a> {
    /// Files beside Parquet.
    pub extra: Extra,
    /// A table that says more of articles or outlets.
    pub join: Option<&'a JoinOptions>,
}

/// Writes tables and refused records into `folder`, and fills in the counts of the manifest.
///
/// Refused records come from `parts`, rows from `pieces`: parts, and what is kept of older audits.
pub(super) fn assemble(
    folder: &AuditFolder,
    parts: &[Part],
    pieces: &Pieces<'_>,
    AssembleOptions { extra, join }: AssembleOptions<'_>,
    manifest: &mut Manifest,
) -> Result<Assembled, PipelineError> {
    for part in parts {
        for (source, account) in &part.accounts {
            manifest.sources[*source].add(account);
        }
        manifest.notices.extend(part.notices.iter().cloned());
        for (deletion, by_source) in &part.deleted {
            for (source, n) in by_source {
                manifest.deletions[*deletion].count(&manifest.sources[*source].source, *n);
            }
        }
    }
    let stories = stories::find(folder, &pieces.all)?;
    (manifest.n_exact_copies, manifest.n_near_copies) = stories.n_repeated();
    let found = variables::find(folder, pieces, join, manifest)?;
    manifest.variables.clone_from(&found.detected.variables);
    let undetected = undetected();
    let mut count = Count::new();
    for table in TABLES.iter().filter(|table| !pieces.lacks(table.name)) {
        let mut out = RecordWriter::create(manifest, folder, table, extra)?;
        let mut old = Opened::nothing();
        for piece in &pieces.all {
            let of = match piece {
                Piece::Kept { from, .. } => &from.base.manifest.variables,
                Piece::Part(_) => &undetected,
            };
            let mut take = |rows: &Table, range: Range<usize>| {
                if table.name == ARTICLES.name {
                    let rows =
                        count.articles(rows, range, &Known { stories: &stories, found: &found, of }, manifest)?;
                    return out.write(&rows, 0..rows.n_rows());
                }
                out.write(rows, range)
            };
            match piece {
                Piece::Kept { from, source, end } => {
                    let n_rows = old.of(&from.base, || from.rows(table.name))?.until(*end, take)?;
                    manifest.sources[*source].take_over(table, n_rows);
                }
                Piece::Part(part) => {
                    for group in ParquetGroups::open(&part.table(&folder.parts(), table.name))? {
                        let group = group?;
                        take(&group, 0..group.n_rows())?;
                    }
                }
            }
        }
        out.finish()?;
    }
    manifest.corpus_hash = format!("{:032x}", count.corpus.digest128());
    let sum = |of: fn(&SourceAccount) -> u64| manifest.sources.iter().map(of).sum();
    (manifest.n_refused, manifest.n_deleted) = (sum(|source| source.n_refused), sum(|source| source.n_deleted));
    manifest.n_records = manifest.n_articles + manifest.n_refused + manifest.n_deleted;
    manifest.n_hits = sum(|source| source.n_rows.get("hits").copied().unwrap_or(0));
    let rejects = concatenate_rejects(folder, parts)?;
    Ok(Assembled { tally: count.tally, weeks: count.weeks, makeup: count.makeup, rejects, remarks: found.remarks() })
}

/// What is known of the whole corpus.
struct Known<'a> {
    stories: &'a FoundStories,
    found: &'a FoundVariables,
    /// The variables of the rows that are read.
    of: &'a [Variable],
}

/// What is counted over all articles.
struct Count {
    tally: Tally,
    /// By week, as long as there is one outlet: where there are several, these are the clusters.
    weeks: BTreeMap<String, Cell>,
    makeup: Makeup,
    corpus: Xxh3,
    /// Articles so far.
    n: usize,
}

impl Count {
    fn new() -> Self {
        Self {
            tally: Tally::new(&[Axis::outlet()]),
            weeks: BTreeMap::new(),
            makeup: Makeup::default(),
            corpus: Xxh3::new(),
            n: 0,
        }
    }

    /// Counts articles, and fills in what needs the whole corpus.
    fn articles(
        &mut self,
        table: &Table,
        rows: Range<usize>,
        known: &Known<'_>,
        manifest: &mut Manifest,
    ) -> Result<Table, PipelineError> {
        let broken = |reason| ParquetError { path: "articles.parquet".into(), reason };
        let mut out = (ARTICLES.empty)(manifest.shape());
        let shape = Shape { tiers: &manifest.tiers, variables: known.of };
        for mut row in rows_of_articles(table, rows, shape).map_err(broken)? {
            known.stories.fill_in(self.n, &mut row);
            row.variables = known.found.values(&row, known.of);
            self.n += 1;
            self.add(&row, manifest);
            push_article(&mut out, &manifest.tiers, &row);
        }
        Ok(out)
    }

    fn add(&mut self, row: &ArticleRow, manifest: &mut Manifest) {
        manifest.n_articles += 1;
        manifest.n_undated += u64::from(row.date.is_none());
        manifest.n_without_outlet += u64::from(row.outlet.is_none());
        manifest.n_unscored += u64::from(row.unscored.is_some());
        manifest.n_tokens += row.n_tokens;
        self.tally.add(row, &manifest.tiers);
        if self.tally.cells().nth(1).is_none() {
            self.weeks.entry(ClusterBy::OutletWeek.key(row)).or_default().add_shares_of(row);
        } else {
            self.weeks.clear();
        }
        self.makeup.add(row, manifest.tiers.len());
        for text in [&row.id, &row.text_hash] {
            self.corpus.update(text.as_bytes());
            self.corpus.update(&[0]);
        }
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
