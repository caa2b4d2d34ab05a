//! Quotations and speakers of many articles, from the table of quotations.
//!
//! In: which articles. Out: a row a quotation in the order of the record, or a row a speaker, those in most articles first. The
//! words that are said are not in the record: `field`, `start` and `end` lead to them.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Answer, Audit, AuditError};
use crate::record::{Cell, Kind, Table};

/// Columns of quotations, as in `quotes.parquet`.
const COLUMNS: [&str; 11] =
    ["article", "speaker", "form", "role", "tier", "sector", "kind", "n_words", "field", "start", "end"];

/// What is known of a speaker over all articles.
#[derive(Debug, Default)]
struct SpeakerTally {
    roles: BTreeMap<String, u64>,
    tiers: BTreeMap<String, u64>,
    sectors: BTreeMap<String, u64>,
    articles: BTreeSet<String>,
    n_quotes: u64,
    n_words: u64,
}

impl Audit {
    /// Quotations of the articles that `wanted` takes: `limit` of them after the first `from`; `n_found` is how many there
    /// are.
    ///
    /// # Errors
    /// When the table of quotations cannot be read.
    pub fn quotes(&self, wanted: &dyn Fn(&str) -> bool, from: usize, limit: usize) -> Result<Answer, AuditError> {
        let number = |name: &str| matches!(name, "n_words" | "start" | "end");
        let kinds = COLUMNS.map(|name| (name, if number(name) { Kind::Int } else { Kind::Text }));
        let (mut table, mut n) = (Table::new(&kinds), 0);
        for group in self.read_table("quotes")?.only(&COLUMNS)? {
            let group = group?;
            for row in (0..group.n_rows()).filter(|row| wanted(group.text(*row, 0))) {
                if (from..from + limit).contains(&n) {
                    let cells: Vec<Cell<'_>> = (0..COLUMNS.len()).map(|column| group.cell(row, column)).collect();
                    table.push(&cells);
                }
                n += 1;
            }
        }
        Ok(Answer::of(table, n as u64))
    }

    /// Speakers with a name in the articles that `wanted` takes, the `limit` in most articles; `n_found` is how many there
    /// are. Role, tier and sector are those that most of the quotations have.
    ///
    /// # Errors
    /// When the table of quotations cannot be read.
    pub fn speakers(&self, wanted: &dyn Fn(&str) -> bool, limit: usize) -> Result<Answer, AuditError> {
        let mut speakers: BTreeMap<String, SpeakerTally> = BTreeMap::new();
        for group in self.read_table("quotes")?.only(&COLUMNS)? {
            let group = group?;
            for row in 0..group.n_rows() {
                let [article, speaker, _, role, tier, sector, kind] =
                    std::array::from_fn(|column| group.text(row, column));
                // Who is only said to hold a view does not speak.
                if speaker.is_empty() || kind == "stance" || !wanted(article) {
                    continue;
                }
                let tally = speakers.entry(speaker.to_owned()).or_default();
                tally.n_quotes += 1;
                tally.n_words += group.cell(row, 7).as_count();
                tally.articles.insert(article.to_owned());
                let said = [(&mut tally.roles, role), (&mut tally.tiers, tier), (&mut tally.sectors, sector)];
                for (counts, value) in said.into_iter().filter(|(_, value)| !value.is_empty()) {
                    *counts.entry(value.to_owned()).or_default() += 1;
                }
            }
        }
        let n_found = speakers.len() as u64;
        let mut all: Vec<(String, SpeakerTally)> = speakers.into_iter().collect();
        // Stable: speakers in as many articles stay in the order of their names.
        all.sort_by_key(|(_, tally)| std::cmp::Reverse((tally.articles.len(), tally.n_quotes)));
        let text = ["speaker", "role", "tier", "sector"].map(|name| (name, Kind::Text));
        let counts = ["articles", "quotations", "words"].map(|name| (name, Kind::Int));
        let mut table = Table::new(&[&text[..], &counts[..]].concat());
        for (name, tally) in all.into_iter().take(limit) {
            let [role, tier, sector] = [&tally.roles, &tally.tiers, &tally.sectors].map(most);
            let texts = [Some(name.as_str()), role, tier, sector].map(Cell::text);
            let counts = [tally.articles.len() as u64, tally.n_quotes, tally.n_words].map(Cell::count);
            table.push(&[&texts[..], &counts[..]].concat());
        }
        Ok(Answer::of(table, n_found))
    }
}

/// The most frequent value, the first by name of equals.
fn most(counts: &BTreeMap<String, u64>) -> Option<&str> {
    let best = counts.iter().rev().max_by_key(|(_, n)| **n)?;
    Some(best.0.as_str())
}
