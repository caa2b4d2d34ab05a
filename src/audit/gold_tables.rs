//! Tables of codes against answers.

use std::collections::BTreeMap;

use crate::audit::{Answer, Readers};
use crate::record::{Axis, Cell, Kind, Table, group_keys};
use crate::score::ArticleRow;
use crate::validate::prevalence::{GoldDocument, proportion};
use crate::validate::{Confusion, Reliability};

/// Alpha of each variable.
pub(super) fn agreement(found: &[Reliability], readers: Readers) -> Answer {
    let title = "\nAgreement between coders: Krippendorff's alpha, 95 % interval over articles.";
    let none = "No article has two codes that could differ: agreement cannot be measured.";
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
    for row in found.iter().filter(|row| readers == Readers::Machines || row.n_units > 0) {
        table.push(&[
            Cell::Text(&row.variable),
            Cell::Text(row.level.name()),
            Cell::count(row.n_coders as u64),
            Cell::count(row.n_units as u64),
            Cell::count(row.n_codes as u64),
            Cell::float(row.agreement.map(|a| a.alpha)),
            Cell::float(row.agreement.map(|a| a.low)),
            Cell::float(row.agreement.map(|a| a.high)),
        ]);
    }
    Answer { before, ..Answer::of(table, found.iter().filter(|row| row.agreement.is_some()).count() as u64) }
}

/// Precision and recall of a focus in the population, where the draw is known.
pub(super) fn weighted(documents: &[GoldDocument], label: &str) -> [Option<String>; 2] {
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
        for key in group_keys(axes, row, tiers) {
            groups.entry(key).or_default().add(&document.gold, &document.said);
        }
    }
    let mut columns = vec![("focus", Kind::Text), ("n_group", Kind::Int), ("n_gold", Kind::Int)];
    columns.extend(["precision", "recall", "f1", "accuracy"].map(|name| (name, Kind::Float)));
    let mut table = Table::by_groups(axes, &columns);
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
