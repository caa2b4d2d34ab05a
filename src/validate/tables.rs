//! Fits, evaluations and plans as tables.

use crate::lexicon::NONE;
use crate::record::{Cell, Kind, Table};
use crate::validate::plan::Plan;
use crate::validate::{
    AttentionScore, Confusion, Example, Figure, Fitted, LabelEvaluation, LabelScore, PresenceScore, spearman,
};

impl Fitted {
    /// Cross-validated precision, recall and F1 of each focus, and the rank correlation of its score with the coded
    /// attention; `examples` are those it was fitted on.
    #[must_use]
    pub fn scores(&self, examples: &[Example], tiers: &[String]) -> Table {
        let mut confusion = Confusion::default();
        for (example, said) in examples.iter().zip(&self.predictions) {
            confusion.add(&example.gold.focus, said.verdict.focus.name(tiers));
        }
        let mut table = Table::new(&[
            ("focus", Kind::Text),
            ("n_gold", Kind::Int),
            ("precision", Kind::Float),
            ("recall", Kind::Float),
            ("f1", Kind::Float),
            ("attention_spearman", Kind::Float),
        ]);
        for label in confusion.labels() {
            let score = confusion.class(label);
            let rank = tiers.iter().position(|t| t == label).map(|tier| {
                let gold: Vec<f64> = examples.iter().map(|e| f64::from(e.gold.attention[label])).collect();
                let said: Vec<f64> = self.predictions.iter().map(|p| p.verdict.score[tier]).collect();
                spearman(&gold, &said)
            });
            table.push(&[
                Cell::Text(label),
                Cell::count(score.n_gold),
                Cell::Float(score.precision),
                Cell::Float(score.recall),
                Cell::Float(score.f1),
                Cell::float(rank),
            ]);
        }
        table
    }

    /// The cross-validated answers, a row a document, as a scorer of predictions reads them.
    #[must_use]
    pub fn answers(&self, tiers: &[String]) -> Table {
        let attentions: Vec<String> = tiers.iter().map(|t| format!("attention_{t}")).collect();
        let scores: Vec<String> = tiers.iter().map(|t| format!("score_{t}")).collect();
        let foci: Vec<String> =
            tiers.iter().map(String::as_str).chain([NONE]).map(|f| format!("probability_{f}")).collect();
        let mut columns = vec![("id", Kind::Text), ("focus", Kind::Text)];
        columns.extend(attentions.iter().map(|n| (n.as_str(), Kind::Int)));
        columns.extend(scores.iter().chain(&foci).map(|n| (n.as_str(), Kind::Float)));
        let mut table = Table::new(&columns);
        for said in &self.predictions {
            let mut cells = vec![Cell::Text(&said.id), Cell::Text(said.verdict.focus.name(tiers))];
            cells.extend(said.verdict.attention.iter().map(|a| Cell::Int(i64::from(*a))));
            cells.extend(said.verdict.score.iter().chain(&said.verdict.probability).map(|s| Cell::Float(*s)));
            table.push(&cells);
        }
        table
    }
}

impl LabelEvaluation {
    /// Precision, recall and F1 of each label with their intervals.
    #[must_use]
    pub fn scores(&self) -> Table {
        let mut table = Table::new(&SCORES);
        for label in &self.labels {
            table.push(&cells_of(label, &figures_of(label)));
        }
        table
    }

    /// Coded labels down, predicted labels across.
    #[must_use]
    pub fn confusion_table(&self) -> Table {
        let labels: Vec<&str> = self.confusion.labels().into_iter().collect();
        let columns = std::iter::once(("coded", Kind::Text)).chain(labels.iter().map(|label| (*label, Kind::Int)));
        let mut table = Table::new(&columns.collect::<Vec<_>>());
        for gold in &labels {
            let count = |said: &&str| {
                Cell::count(self.confusion.cells().filter(|(g, s, _)| g == gold && s == said).map(|(_, _, n)| n).sum())
            };
            table.push(&std::iter::once(Cell::Text(gold)).chain(labels.iter().map(count)).collect::<Vec<_>>());
        }
        table
    }
}

/// A figure with its interval; a dash where there is none.
#[must_use]
pub fn bounded(figure: Option<Figure>) -> String {
    figure.map_or_else(|| "–".to_owned(), |f| format!("{:.3} ({:.3}–{:.3})", f.value, f.low, f.high))
}

/// How well attention and score of each tier follow the coded attention.
#[must_use]
pub fn attention_table(scores: &[AttentionScore]) -> Table {
    let mut table = Table::new(&[
        ("tier", Kind::Text),
        ("attention 0–3", Kind::Float),
        ("score", Kind::Float),
        ("same attention", Kind::Float),
    ]);
    for found in scores {
        table.push(&[
            Cell::Text(&found.tier),
            Cell::Float(found.attention),
            Cell::Float(found.score),
            Cell::Float(found.same),
        ]);
    }
    table
}

/// How well labels of which a document can have several are found.
#[must_use]
pub fn presence_table(scores: &[PresenceScore]) -> Table {
    let columns = [("label", Kind::Text), ("coded", Kind::Int), ("predicted", Kind::Int), ("both", Kind::Int)];
    let mut table = Table::new(&[&columns[..], &[("precision", Kind::Text), ("recall", Kind::Text)]].concat());
    for found in scores {
        let [precision, recall] = [found.precision, found.recall].map(bounded);
        table.push(&[
            Cell::Text(&found.label),
            Cell::count(found.n_gold),
            Cell::count(found.n_said),
            Cell::count(found.n_both),
            Cell::Text(&precision),
            Cell::Text(&recall),
        ]);
    }
    table
}

/// How well each tier's acknowledgement is recognised, a row a tier and label.
#[must_use]
pub fn acknowledgement_table(tiers: &[(String, LabelEvaluation)]) -> Table {
    let mut table = Table::new(&[&[("tier", Kind::Text)], &SCORES[..]].concat());
    for (tier, found) in tiers {
        for label in &found.labels {
            table.push(&[&[Cell::Text(tier)], &cells_of(label, &figures_of(label))[..]].concat());
        }
    }
    table
}

/// The columns of a score of a label.
const SCORES: [(&str, Kind); 6] = [
    ("label", Kind::Text),
    ("coded", Kind::Int),
    ("predicted", Kind::Int),
    ("precision", Kind::Text),
    ("recall", Kind::Text),
    ("F1", Kind::Text),
];

/// Precision, recall and F1 of a label with their intervals.
fn figures_of(label: &LabelScore) -> [String; 3] {
    [label.precision, label.recall, Some(label.f1)].map(bounded)
}

/// A row of [`SCORES`]; `figures` are those of the label.
fn cells_of<'a>(label: &'a LabelScore, [precision, recall, f1]: &'a [String; 3]) -> [Cell<'a>; 6] {
    [
        Cell::Text(&label.label),
        Cell::count(label.n_gold),
        Cell::count(label.n_said),
        Cell::Text(precision),
        Cell::Text(recall),
        Cell::Text(f1),
    ]
}

impl Plan {
    /// The strata with the articles drawn of each, and the probability of being drawn.
    #[must_use]
    pub fn strata_table(&self) -> Table {
        let mut table = Table::new(&[
            ("stratum", Kind::Text),
            ("articles", Kind::Int),
            ("drawn", Kind::Int),
            ("probability", Kind::Float),
        ]);
        for stratum in &self.strata {
            table.push(&[
                Cell::Text(&stratum.name),
                Cell::count(stratum.n_documents),
                Cell::count(stratum.n_drawn),
                Cell::Float(stratum.n_drawn as f64 / stratum.n_documents as f64),
            ]);
        }
        table
    }
}
