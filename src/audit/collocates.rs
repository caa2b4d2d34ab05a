//! The company a word keeps: words around the hits of a query.

use crate::audit::{Answer, Audit, AuditError, Subset};
use crate::record::{Cell, Kind, Table};
use crate::store::{Neighbour, Query};
use crate::summarize::Collocation;

/// What words are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CollocationMeasure {
    /// Log-Dice.
    #[default]
    LogDice,
    /// Mutual information.
    Mi,
    /// Log-likelihood ratio.
    G2,
}

/// How neighbours are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CollocateOptions {
    /// Words on each side that count as around.
    pub window: u32,
    /// Articles a word needs.
    pub min: u64,
    /// What words are sorted by.
    pub sort: CollocationMeasure,
}

impl Default for CollocateOptions {
    /// Five words on each side, five articles or more, by log-Dice.
    fn default() -> Self {
        Self { window: 5, min: 5, sort: CollocationMeasure::LogDice }
    }
}

impl CollocationMeasure {
    fn of(self, pair: &Collocation) -> f64 {
        let value = match self {
            Self::G2 => Some(pair.g2()),
            Self::Mi => pair.mutual_information(),
            Self::LogDice => pair.log_dice(),
        };
        value.unwrap_or(f64::NEG_INFINITY)
    }
}

impl Audit {
    /// Words around the hits of `node`, in its sentence, in all articles or in those of a subset.
    ///
    /// # Errors
    /// When the query asks for no words, or index or lexicon cannot be read.
    pub fn collocates(
        &self,
        node: &Query,
        options: &CollocateOptions,
        subset: Option<&Subset>,
    ) -> Result<Answer, AuditError> {
        let within = subset.map(Subset::query);
        let classes = match within {
            Some(within) => self.classes(&node.clone().among(within.clone()))?,
            None => self.classes(node)?,
        };
        let found = self.store()?.neighbours(node, options.window, options.min.max(1), classes, within)?;
        let before = vec![format!(
            "{} hits of the node; words at most {} away in its sentence, in {} articles or more",
            found.n_node, options.window, options.min
        )];
        let measured = found.words.iter().map(|word| {
            let pair = Collocation {
                together: word.together as f64,
                node: found.n_node as f64,
                collocate: word.total as f64,
                n_window: found.n_window as f64,
                n_tokens: found.n_tokens as f64,
            };
            (word, pair)
        });
        let mut rows: Vec<_> = measured.collect();
        let value = |pair: &Collocation| options.sort.of(pair);
        rows.sort_by(|a, b| value(&b.1).total_cmp(&value(&a.1)).then_with(|| a.0.word.cmp(&b.0.word)));
        Ok(Answer { before, ..Answer::of(table(&rows), rows.len() as u64) })
    }
}

fn table(rows: &[(&Neighbour, Collocation)]) -> Table {
    let mut columns = vec![("word", Kind::Text), ("n", Kind::Int), ("articles", Kind::Int), ("n_all", Kind::Int)];
    columns.extend(["log_dice", "mi", "g2"].map(|name| (name, Kind::Float)));
    let mut table = Table::new(&columns);
    for (word, pair) in rows {
        table.push(&[
            Cell::Text(&word.word),
            Cell::count(word.together),
            Cell::count(word.n_articles),
            Cell::count(word.total),
            Cell::float(pair.log_dice()),
            Cell::float(pair.mutual_information()),
            Cell::float(Some(pair.g2())),
        ]);
    }
    table
}
