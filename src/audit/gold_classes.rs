//! Tables of the program against codes, label by label.

use crate::audit::gold_tables::weighted;
use crate::audit::{Answer, GoldScore};
use crate::record::{Cell, Kind, Table};
use crate::validate::{Confusion, FOCUS};

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

    /// What readers say of articles that they found wrong, a row each; apart from everything else.
    #[must_use]
    pub fn judged(&self) -> Answer {
        let of = |coding: &crate::validate::Coding| coding.codes.get(FOCUS).cloned().unwrap_or_default();
        let n_wrong = self.judged.iter().filter(|(coding, said)| of(coding) != *said).count();
        let n = self.judged.len();
        let before = format!(
            "\nJudged on their pages: {n_wrong} of {n} as wrong. Readers picked these articles, and nobody knows with what chance: \
             they are in no agreement, score or share."
        );
        let columns = ["id", "reader", "said", "judged", "note"].map(|name| (name, Kind::Text));
        let mut table = Table::new(&columns);
        for (coding, said) in &self.judged {
            table.push(&[
                Cell::Text(&coding.id),
                Cell::Text(&coding.coder),
                Cell::Text(said),
                Cell::Text(&of(coding)),
                Cell::text(coding.note.as_deref()),
            ]);
        }
        Answer { before: vec![before], ..Answer::of(table, n as u64) }
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
