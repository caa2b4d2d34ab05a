//! What is asked of an audit, as the keyword arguments of Python name it.

use classlens::audit::{
    BaselineOptions, BaselineTable, CollocationMeasure, ContrastMeasure, LineKey, Order, Reference, Survey,
    TrendMeasure, Unit, VoiceTable, WorkTable,
};
use classlens::record::Period;
use pyo3::{FromPyObject, PyResult};
use std::path::PathBuf;

use crate::error;
use crate::options::named;

/// Articles of a query: which, and in which order.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct SearchArguments {
    pub limit: Option<usize>,
    pub order: String,
    pub fields: Vec<String>,
    pub sample: Option<usize>,
    pub copies: bool,
    pub seed: u64,
}

impl SearchArguments {
    pub fn order(&self) -> PyResult<Order> {
        let known = [
            ("rank", Order::Rank),
            ("date", Order::Date),
            ("oldest", Order::Oldest),
            ("probability", Order::Probability),
        ];
        let order = named("order", &self.order, &known)?;
        Ok(if self.sample.is_some() { Order::Sample(self.seed) } else { order })
    }
}

/// Lines of a concordance.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct LineArguments {
    pub window: String,
    sort: Vec<String>,
    group: Vec<String>,
    pub sample: Option<usize>,
    pub limit: Option<usize>,
    pub dispersion: bool,
    pub seed: u64,
}

impl LineArguments {
    pub fn sort(&self) -> PyResult<Vec<LineKey>> {
        keys("sort", &self.sort)
    }

    pub fn group(&self) -> PyResult<Vec<LineKey>> {
        keys("group", &self.group)
    }
}

fn keys(argument: &str, names: &[String]) -> PyResult<Vec<LineKey>> {
    let key =
        |name: &String| name.parse().map_err(|reason: String| error::error(format!("{argument}={name:?}: {reason}")));
    names.iter().map(key).collect()
}

/// Two groups of articles.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct CompareArguments {
    pub reference: Option<String>,
    frequencies: Option<PathBuf>,
    unit: String,
    sort: String,
    pub min: u64,
    pub prior: f64,
    pub fdr: Option<f64>,
}

impl CompareArguments {
    pub fn unit(&self) -> PyResult<Unit> {
        named("unit", &self.unit, &[("words", Unit::Word), ("phrases", Unit::Phrase), ("classes", Unit::Class)])
    }

    pub fn sort(&self) -> PyResult<ContrastMeasure> {
        let known = [
            ("g2", ContrastMeasure::G2),
            ("log-ratio", ContrastMeasure::LogRatio),
            ("log-odds", ContrastMeasure::LogOdds),
            ("p", ContrastMeasure::P),
        ];
        named("sort", &self.sort, &known)
    }

    /// The reference where it is no query.
    pub fn no_query(&self) -> Reference {
        self.frequencies.clone().map_or(Reference::Others, Reference::Frequencies)
    }
}

/// What collocates are sorted by.
pub fn collocation(name: &str) -> PyResult<CollocationMeasure> {
    let known =
        [("log-dice", CollocationMeasure::LogDice), ("mi", CollocationMeasure::Mi), ("g2", CollocationMeasure::G2)];
    named("sort", name, &known)
}

/// A query over time.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct TrendArguments {
    pub of: String,
    by: String,
    rate: bool,
    pub min: u64,
    pub average: usize,
    pub copies: bool,
}

impl TrendArguments {
    pub fn by(&self) -> PyResult<Period> {
        named("by", &self.by, &Period::ALL)
    }

    pub fn measure(&self) -> TrendMeasure {
        if self.rate { TrendMeasure::Rate } else { TrendMeasure::Share }
    }
}

/// A table of occupations.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct BaselineArguments {
    table: String,
    survey: String,
    min: f64,
    large: f64,
}

impl BaselineArguments {
    pub fn options(&self) -> PyResult<BaselineOptions> {
        if !(self.min.is_finite() && self.large.is_finite()) {
            return Err(error::error("large and min are finite numbers"));
        }
        let table = named("table", &self.table, &BaselineTable::ALL)?;
        let survey = named("survey", &self.survey, &Survey::ALL)?;
        Ok(BaselineOptions { survey, min: self.min, large: self.large, ..BaselineOptions::of(table) })
    }
}

/// Which table of voices.
pub fn voice_table(name: &str) -> PyResult<VoiceTable> {
    named("table", name, &VoiceTable::ALL)
}

/// Which table of work.
pub fn work_table(name: &str) -> PyResult<WorkTable> {
    named("table", name, &WorkTable::ALL)
}
