//! What a corpus has and lacks.

use crate::audit::options::several_values;
use crate::audit::{Answer, Audit, AuditError, Selection};
use crate::copies::Suspicion;
use crate::findings::health::{SUSPICION, articles, count_refused, refused, repeated_in_bundle, sentences, volume};
use crate::record::Axis;
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
    /// All tables with their names, in the order in which people read them.
    pub const ALL: [(&'static str, Self); 4] = [
        ("articles", Self::Articles),
        ("volume", Self::Volume),
        ("sentences", Self::Sentences),
        ("refused", Self::Refused),
    ];
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
        Self {
            tables: HealthTable::ALL.map(|(_, table)| table).to_vec(),
            by: vec![Axis::outlet()],
            suspicion: SUSPICION,
        }
    }
}

impl Audit {
    /// What the whole corpus has and lacks; see [`Selection::health`].
    ///
    /// # Errors
    /// As there.
    pub fn health(&self, options: &HealthOptions) -> Result<Vec<Answer>, AuditError> {
        self.all()?.health(options)
    }
}

impl Selection<'_> {
    /// What these articles have and lack, a table each; what comes before a table is its title. Refused records are
    /// those of the whole audit, and left out where all tables of some articles are asked for.
    ///
    /// # Errors
    /// When record, index or the refused records cannot be read, or the refused records of some articles alone are asked
    /// for.
    pub fn health(&self, options: &HealthOptions) -> Result<Vec<Answer>, AuditError> {
        let mut health = Health::new(&options.by);
        self.rows.iter().for_each(|row| health.add(row, self.audit.tiers()));
        let mut tables = options.tables.clone();
        if !self.is_part() {
            count_refused(&mut health, self.audit.folder())?;
        } else if tables == [HealthTable::Refused] {
            return Err(AuditError::NoArticles);
        } else {
            tables.retain(|table| *table != HealthTable::Refused);
        }
        tables.iter().map(|table| self.health_table(*table, &health, options)).collect()
    }

    fn health_table(&self, table: HealthTable, health: &Health, options: &HealthOptions) -> Result<Answer, AuditError> {
        let after = if table == HealthTable::Articles { several_values(&options.by) } else { Vec::new() };
        let (title, table) = match table {
            HealthTable::Articles => ("Articles, largest groups first".to_owned(), articles(health, &options.by)),
            HealthTable::Volume => {
                let of = "Months with far more or fewer articles than their outlet has as a rule";
                (format!("{of} (|z| > {FAR})"), volume(health))
            }
            HealthTable::Sentences => {
                let share = options.suspicion.share * 100.0;
                let title = format!("Sentences in more than {share} % of the articles of an outlet");
                let (folder, tiers) = (self.audit.folder(), self.audit.tiers());
                let kept = repeated_in_bundle(folder)?.filter(|_| !self.is_part() && options.suspicion == SUSPICION);
                match kept {
                    Some(kept) => (format!("{title}; the sentences are not in a bundle"), kept),
                    None => (title, sentences(folder, tiers, &self.by_position(), options.suspicion)?),
                }
            }
            HealthTable::Refused => ("Refused records".to_owned(), refused(health)),
        };
        let n_found = table.n_rows() as u64;
        Ok(Answer { before: vec![title], table, after, n_found })
    }
}
