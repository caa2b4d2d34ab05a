//! The sheet on which people judge the hits of each entry, and what their judgements say.
//!
//! In: the hits of an audit. Out: a seeded sample of them, and from the judged sheet the precision
//! of every entry, tier and dimension. The sample of an entry does not depend on other entries.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::lexicon::Lexicon;
use crate::quality::Usage;
use crate::read::read_sheet;
use crate::score::HitRow;
use crate::summarize::Share;

/// Characters of context on each side of a hit.
const CONTEXT: usize = 70;

/// What can be wrong with a judged sheet.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SheetError {
    /// It cannot be read.
    #[error("{}: cannot be read ({reason})", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A line is wrong.
    #[error("{}:{line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// What is wrong and what to do.
        reason: String,
    },
    /// A line names an entry that the lexicon does not have.
    #[error("{}:{line}: entry `{entry}` is not in the lexicon: name the one of the audit", path.display())]
    Entry {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// The entry.
        entry: String,
    },
    /// No line is judged.
    #[error("{}: none of {n_open} lines is judged: write y or n into the column `judged`", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Lines without a judgement.
        n_open: u64,
    },
}

/// A hit in its context, blanks and newlines run together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// What comes before it.
    pub left: String,
    /// The words hit.
    pub hit: String,
    /// What comes after it.
    pub right: String,
}

/// Indexes of up to `per_entry` rows in scored zones of each entry, in the order of entry and row.
#[must_use]
pub fn sample(rows: &[HitRow<'_>], per_entry: usize, seed: u64) -> Vec<usize> {
    let mut by_entry: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.is_scored()) {
        by_entry.entry(row.entry).or_default().push(at);
    }
    let mut chosen = Vec::new();
    for (entry, places) in by_entry {
        let mut rng = ChaCha8Rng::seed_from_u64(xxhash_rust::xxh3::xxh3_64_with_seed(entry.as_bytes(), seed));
        let drawn = rand::seq::index::sample(&mut rng, places.len(), per_entry.min(places.len()));
        let mut drawn: Vec<usize> = drawn.iter().map(|at| places[at]).collect();
        drawn.sort_unstable();
        chosen.extend(drawn);
    }
    chosen
}

/// The bytes `start..end` of `text` in their context; `None` when they are no whole characters.
#[must_use]
pub fn kwic(text: &str, start: u32, end: u32) -> Option<SheetLine> {
    let (before, rest) = text.split_at_checked(start as usize)?;
    let (hit, after) = rest.split_at_checked((end as usize).checked_sub(start as usize)?)?;
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    Some(SheetLine { left: plain(&before[from..]), hit: plain(hit), right: plain(&after[..to]) })
}

/// One judged line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Index into [`Lexicon::entries`].
    pub entry: usize,
    /// The words mean what the entry says.
    pub right: bool,
}

/// A sheet after judging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedSheet {
    /// Lines with a judgement.
    pub judged: Vec<Judgement>,
    /// Lines without.
    pub n_open: u64,
}

/// Reads a judged sheet: a workbook, or text with a separator that is detected by the header.
///
/// # Errors
/// When a column is missing, an entry is not in the lexicon, a judgement is neither y nor n, or no
/// line is judged.
pub fn read_judged(path: &Path, lexicon: &Lexicon) -> Result<JudgedSheet, SheetError> {
    let bytes = std::fs::read(path).map_err(|e| SheetError::Read { path: path.to_owned(), reason: e.to_string() })?;
    let wrong = |line: u64, reason: String| SheetError::Line { path: path.to_owned(), line, reason };
    let table = read_sheet(&bytes, &["judged"]).map_err(|reason| wrong(1, reason))?;
    let at = |name: &str| {
        let found = table.column(name);
        found.ok_or_else(|| wrong(1, format!("no column `{name}`: keep the header of the sheet")))
    };
    let (entry_at, judged_at) = (at("entry")?, at("judged")?);
    let places: HashMap<&str, usize> = lexicon.entries.iter().enumerate().map(|(at, e)| (e.id.as_str(), at)).collect();
    let mut sheet = JudgedSheet { judged: Vec::new(), n_open: 0 };
    for row in &table.rows {
        let line = row.line;
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        let id = cell(entry_at);
        let unknown = || SheetError::Entry { path: path.to_owned(), line, entry: id.to_owned() };
        let entry = *places.get(id).ok_or_else(unknown)?;
        let judgement = cell(judged_at).to_lowercase();
        let right = match judgement.as_str() {
            "y" | "yes" | "1" | "true" => true,
            "n" | "no" | "0" | "false" => false,
            "" => {
                sheet.n_open += 1;
                continue;
            }
            other => return Err(wrong(line, format!("judged `{other}`: write y, n or nothing"))),
        };
        sheet.judged.push(Judgement { entry, right });
    }
    if sheet.judged.is_empty() {
        return Err(SheetError::Open { path: path.to_owned(), n_open: sheet.n_open });
    }
    Ok(sheet)
}

/// Precision of one entry, or of all entries of a tier or dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Precision {
    /// `all`, `tier`, `dimension` or `entry`.
    pub of: &'static str,
    /// Name of the tier or dimension, id of the entry.
    pub name: String,
    /// Right ones among the judged lines, with their interval.
    pub share: Share,
    /// Precision over all hits of the judged entries, each entry counted by its hits; 0–1. A sheet
    /// has as many lines of a rare entry as of a frequent one, and `share` counts lines.
    pub by_hits: Option<f64>,
}

/// What the judgements say: all, then tiers, dimensions and entries by name.
#[must_use]
pub fn precision(lexicon: &Lexicon, usage: &Usage, judged: &[Judgement]) -> Vec<Precision> {
    let mut by_entry: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    for judgement in judged {
        let counts = by_entry.entry(judgement.entry).or_default();
        counts.0 += u64::from(judgement.right);
        counts.1 += 1;
    }
    let mut groups: BTreeMap<(u8, &'static str, &str), Vec<usize>> = BTreeMap::new();
    for idx in by_entry.keys() {
        let entry = &lexicon.entries[*idx];
        let names = [
            (0, "all", "all"),
            (1, "tier", lexicon.tier_name(entry.tier)),
            (2, "dimension", lexicon.dimension_name(entry)),
            (3, "entry", entry.id.as_str()),
        ];
        for name in names {
            groups.entry(name).or_default().push(*idx);
        }
    }
    let row = |((_, of, name), members): ((u8, &'static str, &str), Vec<usize>)| {
        let (mut right, mut n, mut right_hits, mut n_hits) = (0, 0, 0.0, 0.0);
        for idx in members {
            let (own_right, own_n) = by_entry[&idx];
            let hits = usage.entries[idx].n_hits as f64;
            right += own_right;
            n += own_n;
            right_hits += hits * own_right as f64 / own_n as f64;
            n_hits += hits;
        }
        let by_hits = (n_hits > 0.0).then(|| right_hits / n_hits);
        Share::of(right, n).map(|share| Precision { of, name: name.to_owned(), share, by_hits })
    };
    groups.into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests;
