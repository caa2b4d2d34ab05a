//! Measures of codes: agreement of coders, and answers against codes.

use std::collections::BTreeSet;

use classlens::record::{Cell, Kind, Table};
use classlens::validate::{self, Confusion, Level};
use pyo3::prelude::{PyResult, Python};
use pyo3::pyfunction;

use crate::answer::Answer;
use crate::{error, options};

/// Labels in their order, and the codes of each document as places in it.
type Units = (Vec<Vec<usize>>, Vec<f64>, Level);

fn units(codes: &[Vec<String>], labels: Option<Vec<String>>, level: &str) -> PyResult<Units> {
    let known = [("nominal", Level::Nominal), ("ordinal", Level::Ordinal), ("interval", Level::Interval)];
    let level = options::named("level", level, &known)?;
    let named = labels.is_some();
    let labels =
        labels.unwrap_or_else(|| codes.iter().flatten().collect::<BTreeSet<_>>().into_iter().cloned().collect());
    let numbers: Vec<Option<f64>> = labels.iter().map(|label| label.parse().ok()).collect();
    let mut order: Vec<usize> = (0..labels.len()).collect();
    if !named && level != Level::Nominal {
        if let Some(label) = labels.iter().zip(&numbers).find_map(|(label, n)| n.is_none().then_some(label)) {
            let reason =
                format!("the code `{label}` is no number: give `labels` in their order for an ordinal variable");
            return Err(error::error(reason));
        }
        order.sort_by(|a, b| numbers[*a].unwrap_or(0.0).total_cmp(&numbers[*b].unwrap_or(0.0)));
    }
    let values = match level {
        Level::Interval => order.iter().map(|at| numbers[*at].ok_or(*at)).collect::<Result<Vec<_>, _>>(),
        _ => Ok((0..labels.len()).map(|at| at as f64).collect()),
    };
    let values = values.map_err(|at| error::error(format!("the label `{}` is no number", labels[at])))?;
    let place = |code: &String| {
        let at = order.iter().position(|at| labels[*at] == *code);
        at.ok_or_else(|| error::error(format!("the code `{code}` is none of the labels {}", labels.join(", "))))
    };
    let units = codes.iter().map(|unit| unit.iter().map(place).collect()).collect::<PyResult<Vec<_>>>()?;
    Ok((units, values, level))
}

/// Krippendorff's alpha; `None` where nothing can be said.
#[pyfunction]
pub fn alpha(codes: Vec<Vec<String>>, level: &str, labels: Option<Vec<String>>) -> PyResult<Option<f64>> {
    let (units, values, level) = units(&codes, labels, level)?;
    Ok(validate::alpha(&units, &values, level))
}

/// Alpha with the ends of its 95 % interval.
#[pyfunction]
pub fn agreement(
    py: Python<'_>,
    codes: Vec<Vec<String>>,
    level: &str,
    labels: Option<Vec<String>>,
    replicates: usize,
    seed: u64,
) -> PyResult<Option<(f64, f64, f64)>> {
    let (units, values, level) = units(&codes, labels, level)?;
    let found = py.detach(|| validate::agreement(&units, &values, level, replicates, seed));
    Ok(found.map(|found| (found.alpha, found.low, found.high)))
}

fn counted(gold: &[String], said: &[String]) -> PyResult<Confusion> {
    if gold.len() != said.len() {
        return Err(error::error(format!(
            "{} codes and {} answers: give one of each for a document",
            gold.len(),
            said.len()
        )));
    }
    let mut confusion = Confusion::default();
    for (gold, said) in gold.iter().zip(said) {
        confusion.add(gold, said);
    }
    Ok(confusion)
}

/// Precision, recall and F1 of every label.
#[pyfunction]
pub fn precision_recall(gold: Vec<String>, said: Vec<String>) -> PyResult<Answer> {
    let confusion = counted(&gold, &said)?;
    let float = |name| (name, Kind::Float);
    let mut table =
        Table::new(&[("label", Kind::Text), ("n_gold", Kind::Int), float("precision"), float("recall"), float("f1")]);
    let labels: Vec<&str> = confusion.labels().into_iter().collect();
    for label in &labels {
        let score = confusion.class(label);
        table.push(&[
            Cell::Text(label),
            Cell::count(score.n_gold),
            Cell::Float(score.precision),
            Cell::Float(score.recall),
            Cell::Float(score.f1),
        ]);
    }
    let notes = format!(
        "Macro-F1 {:.4}; accuracy {:.4}; {} documents.",
        confusion.macro_f1(&labels),
        confusion.accuracy(),
        gold.len()
    );
    Ok(Answer::new(vec![table], vec![notes]))
}

/// Documents by code and answer.
#[pyfunction]
pub fn confusion(gold: Vec<String>, said: Vec<String>) -> PyResult<Answer> {
    let mut table = Table::new(&[("gold", Kind::Text), ("said", Kind::Text), ("n", Kind::Int)]);
    for (gold, said, n) in counted(&gold, &said)?.cells() {
        table.push(&[Cell::Text(gold), Cell::Text(said), Cell::count(n)]);
    }
    Ok(Answer::new(vec![table], Vec::new()))
}

/// Spearman's rank correlation.
#[pyfunction]
pub fn spearman(one: Vec<f64>, other: Vec<f64>) -> PyResult<f64> {
    if one.len() != other.len() {
        return Err(error::error(format!("{} numbers and {}: give a pair for each document", one.len(), other.len())));
    }
    Ok(validate::spearman(&one, &other))
}
