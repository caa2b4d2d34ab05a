//! Quotations and speakers of many articles, from the table of quotations.
//!
//! In: which articles. Out: a row a quotation in the order of the record, or a row a speaker, those in most articles first. The
//! words that are said are not in the record: `field`, `start` and `end` lead to them.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::audit::speeches::Spoken;
use crate::audit::{Answer, Audit, AuditError, Selection, Subset};
use crate::record::{Cell, Kind, Table};

/// Columns of quotations, as in `quotes.parquet`.
const COLUMNS: [&str; 11] =
    ["article", "speaker", "form", "role", "tier", "sector", "kind", "n_words", "field", "start", "end"];

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
}

impl Selection<'_> {
    /// Speakers with a name in these articles, or in those of them that are in a subset: the `limit` in most articles;
    /// `n_found` is how many there are. Role, tier and sector are those that most of the quotations have.
    ///
    /// # Errors
    /// When the table of quotations cannot be read.
    pub fn speakers(&self, among: Option<&Subset>, limit: usize) -> Result<Answer, AuditError> {
        let read = self.speeches()?;
        let texts = &read.texts;
        let unnamed = texts.number_of("");
        let mut speeches: Vec<Spoken> =
            self.own(&read, among).filter(|speech| Some(speech.speaker) != unnamed).collect();
        // Stable: the speeches of a speaker stay in the order of the record.
        speeches.sort_by_key(|speech| speech.speaker);
        let n_articles = |own: &[Spoken]| own.chunk_by(|a, b| a.article == b.article).count();
        let mut all: Vec<&[Spoken]> = speeches.chunk_by(|a, b| a.speaker == b.speaker).collect();
        all.sort_by_cached_key(|own| (Reverse((n_articles(own), own.len())), Arc::clone(texts.of(own[0].speaker))));
        let columns = ["speaker", "role", "tier", "sector"].map(|name| (name, Kind::Text));
        let counts = ["articles", "quotations", "words"].map(|name| (name, Kind::Int));
        let mut table = Table::new(&[&columns[..], &counts[..]].concat());
        for own in all.iter().take(limit) {
            let most = |of: fn(&Spoken) -> u32| texts.most(own.iter().map(of)).map(|text| &**text);
            let role = most(|one| one.role);
            let named = [Some(&**texts.of(own[0].speaker)), role, most(|one| one.tier), most(|one| one.sector)];
            let n_words: u64 = own.iter().map(|one| u64::from(one.n_words)).sum();
            let counts = [n_articles(own) as u64, own.len() as u64, n_words].map(Cell::count);
            table.push(&[&named.map(Cell::text)[..], &counts[..]].concat());
        }
        Ok(Answer::of(table, all.len() as u64))
    }
}
