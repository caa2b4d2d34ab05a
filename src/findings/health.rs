//! Tables of what a corpus holds and lacks: for `health`, and for the sections of a report.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::article::Reject;
use crate::clean::{Document, clean};
use crate::copies::{CopiesError, RepeatedSentence, Suspicion, repeated_sentences};
use crate::folder::AuditFolder;
use crate::record::{Axis, Cell, Kind, MISSING, ParquetError, Table, read_parquet};
use crate::store::{Store, StoreError};
use crate::summarize::{Health, HealthCell};
use crate::tokenize::{Tokens, tokenize};

/// A sentence of fewer words is too common to be boilerplate.
const LEAST_WORDS: usize = 4;
/// From when on a sentence is suspicious, unless told otherwise.
pub const SUSPICION: Suspicion = Suspicion { share: 0.05, least_articles: 20 };

/// Why an audit folder cannot say what was refused and which sentences recur.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HealthError {
    /// The refused records cannot be read.
    #[error("{}: {reason}; take the file from a backup, or score the texts of the audit again", path.display())]
    Rejects {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Signatures cannot be read.
    #[error(transparent)]
    Copies(#[from] CopiesError),
    /// A table cannot be read.
    #[error(transparent)]
    Table(#[from] ParquetError),
    /// The index cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Tables and index name different articles.
    #[error("the index has no article `{0}`: rebuild it with `classlens index`")]
    Missing(String),
}

/// Counts the refused records of an audit.
///
/// # Errors
/// When they cannot be read.
pub fn count_refused(health: &mut Health, folder: &AuditFolder) -> Result<(), HealthError> {
    let path = folder.rejects();
    let wrong = |path: &Path, reason: String| HealthError::Rejects { path: path.to_owned(), reason };
    let file = File::open(&path).map_err(|e| wrong(&path, e.to_string()))?;
    for line in BufReader::new(file).lines() {
        let line = line.map_err(|e| wrong(&path, e.to_string()))?;
        let reject: Reject = serde_json::from_str(&line).map_err(|e| wrong(&path, e.to_string()))?;
        health.refuse(&reject);
    }
    Ok(())
}

/// What each group has and lacks, the largest first; `axes` are those of the counts.
#[must_use]
pub fn articles(health: &Health, axes: &[Axis]) -> Table {
    let counts = ["articles", "undated", "no_byline", "no_title", "no_body", "copies", "wire", "unscored"];
    let mut columns = counts.map(|name| (name, Kind::Int)).to_vec();
    columns.extend(["words_q1", "words_median", "words_q3"].map(|name| (name, Kind::Int)));
    columns.push(("languages", Kind::Text));
    let mut table = Table::by_groups(axes, &columns);
    for (key, cell) in largest_first(health) {
        let languages = languages(cell);
        let mut row: Vec<Cell<'_>> = key.iter().map(|value| Cell::Text(value)).collect();
        let missing = [cell.n_undated, cell.n_without_byline, cell.n_without_title, cell.n_without_body];
        row.push(Cell::count(cell.n_articles));
        row.extend(missing.map(Cell::count));
        row.extend([cell.n_repeated, cell.n_wire, cell.n_unscored].map(Cell::count));
        row.extend(cell.lengths().map_or([Cell::Missing; 3], |lengths| lengths.map(Cell::count)));
        row.push(Cell::Text(&languages));
        table.push(&row);
    }
    table
}

/// The groups of some counts, the largest first.
pub(super) fn largest_first(health: &Health) -> Vec<(&[String], &HealthCell)> {
    let mut cells: Vec<(&[String], &HealthCell)> = health.cells().collect();
    cells.sort_by(|a, b| b.1.n_articles.cmp(&a.1.n_articles).then(a.0.cmp(b.0)));
    cells
}

/// `en 12, de 3`, the most frequent first.
fn languages(cell: &HealthCell) -> String {
    let mut all: Vec<(&String, &u64)> = cell.languages.iter().collect();
    all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    all.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
}

/// Months in which the volume of an outlet breaks off or jumps, the farthest off first.
#[must_use]
pub fn volume(health: &Health) -> Table {
    let mut table = Table::new(&[
        ("outlet", Kind::Text),
        ("month", Kind::Text),
        ("articles", Kind::Int),
        ("median", Kind::Float),
        ("z", Kind::Float),
    ]);
    let mut breaks = health.volume_breaks();
    breaks.sort_by(|a, b| {
        b.z.abs().total_cmp(&a.z.abs()).then_with(|| (&a.outlet, &a.month).cmp(&(&b.outlet, &b.month)))
    });
    for found in breaks {
        table.push(&[
            Cell::Text(&found.outlet),
            Cell::Text(&found.month),
            Cell::count(found.n_articles),
            Cell::float(Some(found.median)),
            Cell::float(Some(found.z)),
        ]);
    }
    table
}

/// Sentences that many articles of an outlet print, the most frequent first. `ids` are those of the articles that
/// count, by their position in the table of the audit, from 0; every article that is the first to print one is read
/// once.
///
/// # Errors
/// When signatures or index cannot be read, or name other articles.
pub fn sentences(
    folder: &AuditFolder,
    tiers: &[String],
    ids: &BTreeMap<u32, &str>,
    suspicion: Suspicion,
) -> Result<Table, HealthError> {
    let mut table = Table::new(&[
        ("outlet", Kind::Text),
        ("articles", Kind::Int),
        ("cut", Kind::Int),
        ("share", Kind::Float),
        ("sentence", Kind::Text),
    ]);
    let mut found = repeated_sentences(&[folder.signatures()], suspicion, &|article| ids.contains_key(&article))?;
    let store = Store::open(&folder.index(), tiers)?;
    // By article, so that each is read once.
    let mut rows = Vec::new();
    for same in found.chunk_by_mut(|a, b| a.article == b.article) {
        let id = ids[&same[0].article];
        let Some(stored) = store.article(id)? else { return Err(HealthError::Missing(id.to_owned())) };
        let document = clean(stored.raw());
        let tokens = tokenize(&document.text, &document.blocks);
        let printed = same.iter().filter_map(|found| Some((*found, printed(found, &document, &tokens)?)));
        let outlet = document.outlet.as_deref().unwrap_or(MISSING);
        rows.extend(printed.map(|(found, text)| (outlet.to_owned(), found, text)));
    }
    rows.sort_by(|a, b| b.1.n_articles.cmp(&a.1.n_articles).then_with(|| (&a.0, &a.2).cmp(&(&b.0, &b.2))));
    for (outlet, found, text) in &rows {
        table.push(&[
            Cell::Text(outlet),
            Cell::count(u64::from(found.n_articles)),
            Cell::count(u64::from(found.n_cut)),
            Cell::float(Some(f64::from(found.n_articles) / f64::from(found.n_outlet))),
            Cell::Text(text),
        ]);
    }
    Ok(table)
}

/// The same table without the sentences, as a bundle keeps it; `None` where the folder is no bundle.
///
/// # Errors
/// When it cannot be read.
pub fn repeated_in_bundle(folder: &AuditFolder) -> Result<Option<Table>, HealthError> {
    let path = folder.repeated();
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some(read_parquet(&path)?))
}

/// The sentence on one line, where it is long enough.
fn printed(found: &RepeatedSentence, document: &Document, tokens: &Tokens) -> Option<String> {
    let text = found.text(document, tokens)?;
    let words: Vec<&str> = text.split_whitespace().collect();
    (words.len() >= LEAST_WORDS).then(|| words.join(" "))
}

/// Refused records by source and reason, the most frequent first.
#[must_use]
pub fn refused(health: &Health) -> Table {
    let mut table = Table::new(&[("source", Kind::Text), ("records", Kind::Int), ("reason", Kind::Text)]);
    let mut all: Vec<_> = health.refused().collect();
    all.sort_by(|a, b| b.2.cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    for (source, reason, n) in all {
        table.push(&[Cell::Text(source), Cell::count(n), Cell::Text(reason)]);
    }
    table
}
