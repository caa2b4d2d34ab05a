//! Concordance lines: every hit of a query with its context, as lines, counts of lines, or their dispersion.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::audit::{Answer, Audit, AuditError};
use crate::record::{Cell, Kind, Table};
use crate::store::{Concordance, ConcordanceLine, Draw, LineKey, Query, Window, group_lines};
use crate::summarize::deviation_of_proportions;

/// Most lines of a concordance in memory; some 100 MB.
pub const MOST_LINES: usize = 200_000;
/// Most words on each side of a hit.
pub const MOST_WORDS_BESIDE: u32 = 100;
/// What is shown around a hit unless another window is named.
pub const WINDOW: Window = Window::Words(8);

/// The window that `text` names: a number of words up to `MOST_WORDS_BESIDE`, or `sentence`.
///
/// # Errors
/// In words, when it is neither.
pub fn parse_window(text: &str) -> Result<Window, String> {
    match (text, text.parse::<u32>()) {
        ("sentence", _) => Ok(Window::Sentence),
        (_, Ok(n)) if n <= MOST_WORDS_BESIDE => Ok(Window::Words(n)),
        _ => Err(format!("a number of words up to {MOST_WORDS_BESIDE}, or `sentence`")),
    }
}

impl Audit {
    /// Hits of the words of `query` with their context.
    ///
    /// # Errors
    /// When the query asks for no words, there are more lines than `draw` allows, or index or lexicon cannot be read.
    pub fn kwic(&self, query: &Query, window: Window, draw: Draw) -> Result<Concordance, AuditError> {
        Ok(self.store()?.concordance(query, window, draw, self.classes(query)?)?)
    }
}

/// Puts lines into the order of a draw by this seed, which does not depend on the index.
pub fn shuffle_lines(lines: &mut [ConcordanceLine], seed: u64) {
    lines.sort_by_cached_key(|line| {
        let place = format!("{}\0{}\0{}", line.id, line.field, line.span.start);
        xxh3_64_with_seed(place.as_bytes(), seed)
    });
}

/// Counts of lines by these keys, the most frequent first.
#[must_use]
pub fn line_groups(lines: &[ConcordanceLine], keys: &[LineKey]) -> Table {
    let names: Vec<String> = keys.iter().map(|key| key.name()).collect();
    let mut columns: Vec<(&str, Kind)> = names.iter().map(|name| (name.as_str(), Kind::Text)).collect();
    columns.extend([("n", Kind::Int), ("share", Kind::Float)]);
    let mut table = Table::new(&columns);
    for (key, n) in &group_lines(lines, keys) {
        let mut row: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        row.extend([Cell::count(*n), Cell::Float(*n as f64 / lines.len().max(1) as f64)]);
        table.push(&row);
    }
    table
}

/// Where in the articles the hits are, in tenths, and how evenly they are spread over articles.
#[must_use]
pub fn dispersion(found: &Concordance) -> Answer {
    let mut table = Table::new(&[("tenth", Kind::Int), ("n", Kind::Int), ("share", Kind::Float)]);
    for (tenth, n) in (1..).zip(&found.tenths) {
        let share = *n as f64 / found.n_hits as f64;
        table.push(&[Cell::Int(tenth), Cell::count(*n), Cell::Float(share)]);
    }
    let dp = deviation_of_proportions(&found.by_article);
    let dp = dp.map(|dp| format!("Gries' DP over the articles found: {dp:.3} (0 even, 1 in one article)"));
    Answer { after: dp.into_iter().collect(), ..Answer::of(table, found.n_hits) }
}
