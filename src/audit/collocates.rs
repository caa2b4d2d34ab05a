//! The company a word keeps: words around the hits of a query.

use crate::audit::{Answer, Audit, AuditError, Subset};
use crate::record::{Cell, Kind, Table};
use crate::store::{Neighbour, Neighbours, Query, SampleOfArticles};
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
    /// Where more articles match, windows are read in this many, drawn by a seed.
    pub sample: Option<SampleOfArticles>,
}

impl Default for CollocateOptions {
    /// Five words on each side, five articles or more, by log-Dice, in all articles.
    fn default() -> Self {
        Self { window: 5, min: 5, sort: CollocationMeasure::LogDice, sample: None }
    }
}

/// A word with what its counts amount to.
struct Measured<'n> {
    word: &'n Neighbour,
    log_dice: Option<f64>,
    mi: Option<f64>,
    g2: f64,
}

impl<'n> Measured<'n> {
    /// Where windows were read in a part of the articles, log-Dice and mutual information are of the counts that are to be
    /// expected in all; G² is of the windows that were read, as its size is that of the evidence.
    fn new(word: &'n Neighbour, of: &Neighbours) -> Self {
        let pair = |times: f64| Collocation {
            together: (word.together as f64 * times).min(word.total as f64),
            node: of.n_node as f64 * times,
            collocate: word.total as f64,
            n_window: of.n_window as f64 * times,
            n_tokens: of.n_tokens as f64,
        };
        let expected = pair(of.n_matching as f64 / of.n_read.max(1) as f64);
        let read = pair(1.0);
        Self { word, log_dice: expected.log_dice(), mi: expected.mutual_information(), g2: read.g2() }
    }

    fn value(&self, sort: CollocationMeasure) -> f64 {
        let value = match sort {
            CollocationMeasure::G2 => Some(self.g2),
            CollocationMeasure::Mi => self.mi,
            CollocationMeasure::LogDice => self.log_dice,
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
        let found =
            self.store()?.neighbours(node, options.window, options.min.max(1), classes, within, options.sample)?;
        let mut before = vec![format!(
            "{} hits of the node; words at most {} away in its sentence, in {} articles or more",
            found.n_node, options.window, options.min
        )];
        if found.n_read < found.n_matching {
            before.push(format!(
                "Counted in {} of {} articles that match, drawn at random: hits, counts and G² are of these, log-Dice and \
                 mutual information are estimates for all.",
                found.n_read, found.n_matching
            ));
        }
        let mut rows: Vec<Measured<'_>> = found.words.iter().map(|word| Measured::new(word, &found)).collect();
        let value = |row: &Measured<'_>| row.value(options.sort);
        rows.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| a.word.word.cmp(&b.word.word)));
        Ok(Answer { before, ..Answer::of(table(&rows, &found), rows.len() as u64) })
    }
}

/// A row a word; where windows were read in a part of the articles, each row says in how many of how many.
fn table(rows: &[Measured<'_>], of: &Neighbours) -> Table {
    let mut columns = vec![("word", Kind::Text), ("n", Kind::Int), ("articles", Kind::Int), ("n_all", Kind::Int)];
    columns.extend(["log_dice", "mi", "g2"].map(|name| (name, Kind::Float)));
    let is_sample = of.n_read < of.n_matching;
    if is_sample {
        columns.extend(["articles_read", "articles_matching"].map(|name| (name, Kind::Int)));
    }
    let mut table = Table::new(&columns);
    for Measured { word, log_dice, mi, g2 } in rows {
        let mut cells = vec![
            Cell::Text(&word.word),
            Cell::count(word.together),
            Cell::count(word.n_articles),
            Cell::count(word.total),
            Cell::float(*log_dice),
            Cell::float(*mi),
            Cell::float(Some(*g2)),
        ];
        cells.extend([of.n_read, of.n_matching].map(Cell::count).into_iter().filter(|_| is_sample));
        table.push(&cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{CollocationMeasure, Measured, table};
    use crate::store::{Neighbour, Neighbours};

    fn found(n_read: u64) -> Neighbours {
        let word = Neighbour { word: "low".into(), together: 30, n_articles: 20, total: 200 };
        Neighbours { words: vec![word], n_node: 100, n_window: 1_000, n_tokens: 1_000_000, n_matching: 400, n_read }
    }

    #[test]
    fn windows_of_a_sample_stand_for_all() {
        let (all, part) = (found(400), found(100));
        let [of_all, of_part] = [&all, &part].map(|of| Measured::new(&of.words[0], of));
        // 30 of 100 hits; four times as many are expected, of the same 200 in the text.
        let expected = 14.0 + (2.0 * 120.0 / (400.0 + 200.0_f64)).log2();
        assert!((of_part.value(CollocationMeasure::LogDice) - expected).abs() < 1e-12);
        // Counts and windows grow alike.
        assert!((of_part.value(CollocationMeasure::Mi) - of_all.value(CollocationMeasure::Mi)).abs() < 1e-12);
        assert!((of_part.g2 - of_all.g2).abs() < 1e-12, "the evidence is that of the windows read");
        // No more are expected than there are.
        let few = found(20);
        let least = 14.0 + (2.0 * 200.0 / (2_000.0 + 200.0_f64)).log2();
        assert!((Measured::new(&few.words[0], &few).value(CollocationMeasure::LogDice) - least).abs() < 1e-12);
        let columns = |of: &Neighbours| table(&[Measured::new(&of.words[0], of)], of).names().count();
        assert_eq!((columns(&all), columns(&part)), (7, 9), "a file of a sample says so");
    }
}
