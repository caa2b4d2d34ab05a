//! What a corpus has and lacks.

use crate::audit::{Answer, Audit, AuditError};
use crate::copies::Suspicion;
use crate::findings::health::{SUSPICION, articles, count_refused, refused, sentences, volume};
use crate::record::{Axis, ParquetGroups, rows_of_articles};
use crate::summarize::{FAR, Health};

/// A table of the health of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HealthTable {
    /// What articles have and lack, by group.
    Articles,
    /// Months in which the volume of an outlet breaks off or jumps.
    Volume,
    /// Sentences that many articles of an outlet print.
    Sentences,
    /// Refused records by source and reason.
    Refused,
}

impl HealthTable {
    /// All tables, in the order in which people read them.
    pub const ALL: [Self; 4] = [Self::Articles, Self::Volume, Self::Sentences, Self::Refused];
}

/// What the health of a corpus is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct HealthOptions {
    /// Which tables.
    pub tables: Vec<HealthTable>,
    /// What articles are grouped by.
    pub by: Vec<Axis>,
    /// From when on a sentence is suspicious.
    pub suspicion: Suspicion,
}

impl Default for HealthOptions {
    /// All tables, articles by outlet.
    fn default() -> Self {
        Self { tables: HealthTable::ALL.to_vec(), by: vec![Axis::outlet()], suspicion: SUSPICION }
    }
}

impl Audit {
    /// What the corpus has and lacks, a table each; what comes before a table is its title.
    ///
    /// # Errors
    /// When record, index or the refused records cannot be read.
    pub fn health(&self, options: &HealthOptions) -> Result<Vec<Answer>, AuditError> {
        let mut health = Health::new(&options.by);
        let mut ids = Vec::new();
        for group in ParquetGroups::open(&self.folder().articles())? {
            let group = group?;
            let rows = rows_of_articles(&group, 0..group.n_rows(), self.shape());
            for row in rows.map_err(|reason| self.broken_articles(reason))? {
                health.add(&row, self.tiers());
                ids.push(row.id);
            }
        }
        count_refused(&mut health, self.folder())?;
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let answer = |table: &HealthTable| {
            let (title, table) = match table {
                HealthTable::Articles => ("Articles, largest groups first".to_owned(), articles(&health, &options.by)),
                HealthTable::Volume => {
                    let of = "Months with far more or fewer articles than their outlet has as a rule";
                    (format!("{of} (|z| > {FAR})"), volume(&health))
                }
                HealthTable::Sentences => {
                    let title = format!(
                        "Sentences in more than {} % of the articles of an outlet",
                        options.suspicion.share * 100.0
                    );
                    (title, sentences(self.folder(), self.tiers(), &ids, options.suspicion)?)
                }
                HealthTable::Refused => ("Refused records".to_owned(), refused(&health)),
            };
            let n_found = table.n_rows() as u64;
            Ok(Answer { before: vec![title], table, after: Vec::new(), n_found })
        };
        options.tables.iter().map(answer).collect()
    }
}
