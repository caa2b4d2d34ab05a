//! Tables of codes against answers.

use std::collections::BTreeMap;

use crate::audit::{Answer, GoldScore};
use crate::record::{Cell, Kind, Table};
use crate::score::ArticleRow;
use crate::summarize::Axis;
use crate::validate::prevalence::{GoldDocument, proportion};
use crate::validate::{Confusion, FOCUS, Reliability};

/// Alpha of each variable.
pub(super) fn agreement(found: &[Reliability]) -> Answer {
    let title = "\nAgreement between coders: Krippendorff's alpha, 95 % interval over articles.";
    let none = "No article has two codes that could differ: agreement cannot be told.";
    let mut before = vec![title.to_owned()];
    before.extend(found.iter().all(|r| r.agreement.is_none()).then(|| none.to_owned()));
    let mut table = Table::new(&[
        ("variable", Kind::Text),
        ("level", Kind::Text),
        ("coders", Kind::Int),
        ("articles", Kind::Int),
        ("codes", Kind::Int),
        ("alpha", Kind::Float),
        ("low", Kind::Float),
        ("high", Kind::Float),
    ]);
    for row in found {
        let count = |n: Option<usize>| Cell::count(n.unwrap_or(0) as u64);
        table.push(&[
            Cell::Text(&row.variable),
            Cell::Text(row.level.name()),
            Cell::count(row.n_coders as u64),
            count(row.agreement.map(|a| a.n_units)),
            count(row.agreement.map(|a| a.n_codes)),
            Cell::float(row.agreement.map(|a| a.alpha)),
            Cell::float(row.agreement.map(|a| a.low)),
            Cell::float(row.agreement.map(|a| a.high)),
        ]);
    }
    Answer { before, ..Answer::of(table, found.iter().filter(|row| row.agreement.is_some()).count() as u64) }
}

/// Precision and recall of a focus in the population, where the draw is known.
fn weighted(documents: &[GoldDocument], label: &str) -> [Option<String>; 2] {
    if documents.iter().any(|d| d.probability.is_none()) {
        return [None, None];
    }
    let (has, said) = (|d: &GoldDocument| d.gold == label, |d: &GoldDocument| d.said == label);
    [proportion(documents, &said, &has), proportion(documents, &has, &said)]
        .map(|p| p.map(|p| format!("{:.2} ({:.2}–{:.2})", p.share, p.low, p.high)))
}

/// Precision, recall and F1 of the focus by group.
pub(super) fn scores_by(
    documents: &[GoldDocument],
    (rows, tiers): (&[ArticleRow], &[String]),
    axes: &[Axis],
    min: u64,
) -> Answer {
    let by_id: BTreeMap<&str, &ArticleRow> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut groups: BTreeMap<Vec<String>, Confusion> = BTreeMap::new();
    for document in documents {
        let Some(row) = by_id.get(document.id.as_str()) else { continue };
        let key = axes.iter().map(|axis| axis.key(row, tiers)).collect();
        groups.entry(key).or_default().add(&document.gold, &document.said);
    }
    let mut columns: Vec<(&str, Kind)> = axes.iter().map(|axis| (axis.name(), Kind::Text)).collect();
    columns.extend([("focus", Kind::Text), ("n_group", Kind::Int), ("n_gold", Kind::Int)]);
    columns.extend(["precision", "recall", "f1", "accuracy"].map(|name| (name, Kind::Float)));
    let mut table = Table::new(&columns);
    for (key, confusion) in &groups {
        let n: u64 = confusion.cells().map(|(_, _, n)| n).sum();
        for label in confusion.labels().into_iter().filter(|_| n >= min) {
            let score = confusion.class(label);
            let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
            cells.extend([Cell::Text(label), Cell::count(n), Cell::count(score.n_gold)]);
            cells.extend([score.precision, score.recall, score.f1, confusion.accuracy()].map(Cell::Float));
            table.push(&cells);
        }
    }
    let before = vec![format!("\nBy group, {min} coded articles or more:")];
    let n_found = table.n_rows() as u64;
    Answer { before, ..Answer::of(table, n_found) }
}

impl GoldScore<'_> {
    /// Every variable and label, counted; the focus also weighted back to the population.
    #[must_use]
    pub fn scores(&self) -> Answer {
        let title = "\nThe program against the codes; weighted figures are of the population, with 95 % intervals.";
        let mut columns =
            vec![("variable", Kind::Text), ("label", Kind::Text), ("n_gold", Kind::Int), ("n_said", Kind::Int)];
        columns.extend(["precision", "recall", "f1"].map(|name| (name, Kind::Float)));
        columns.extend(["weighted_precision", "weighted_recall"].map(|name| (name, Kind::Text)));
        let mut table = Table::new(&columns);
        for variable in &self.codebook.variables {
            let mut confusion = Confusion::default();
            for code in &self.agreed {
                let said = self.said.get(&code.id).and_then(|said| said.get(&variable.name));
                if let (Some(gold), Some(said)) = (code.codes.get(&variable.name), said) {
                    confusion.add(gold, said);
                }
            }
            for label in variable.labels.iter().filter(|label| confusion.labels().contains(label.as_str())) {
                let score = confusion.class(label);
                let n_said = confusion.cells().filter(|(_, said, _)| said == label).map(|(_, _, n)| n).sum();
                let weighted =
                    if variable.name == FOCUS { weighted(&self.record.documents, label) } else { [None, None] };
                table.push(&[
                    Cell::Text(&variable.name),
                    Cell::Text(label),
                    Cell::count(score.n_gold),
                    Cell::count(n_said),
                    Cell::Float(score.precision),
                    Cell::Float(score.recall),
                    Cell::Float(score.f1),
                    Cell::text(weighted[0].as_deref()),
                    Cell::text(weighted[1].as_deref()),
                ]);
            }
        }
        let n_found = table.n_rows() as u64;
        Answer { before: vec![title.to_owned()], ..Answer::of(table, n_found) }
    }

    /// Coded focus down, said focus across.
    #[must_use]
    pub fn confusion(&self) -> Answer {
        let title = "\nCoded focus (rows) against the focus the program says (columns):";
        let record = &self.record;
        let mut columns = vec![("coded", Kind::Text)];
        columns.extend(record.labels.iter().map(|label| (label.as_str(), Kind::Int)));
        let mut table = Table::new(&columns);
        for gold in &record.labels {
            let count = |said: &String| {
                Cell::count(record.documents.iter().filter(|d| d.gold == *gold && d.said == *said).count() as u64)
            };
            let cells: Vec<Cell<'_>> =
                std::iter::once(Cell::Text(gold)).chain(record.labels.iter().map(count)).collect();
            table.push(&cells);
        }
        Answer {
            before: vec![title.to_owned()],
            after: vec![String::new()],
            ..Answer::of(table, record.documents.len() as u64)
        }
    }
}
