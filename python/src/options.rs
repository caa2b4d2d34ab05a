//! Arguments of Python as options of the library.

use std::collections::BTreeMap;
use std::path::PathBuf;

use classlens::article::DateOrder;
use classlens::audit::{EstimateOptions, Readers};
use classlens::pipeline::PipelineError;
use classlens::read::{ColumnMap, ReadOptions, VariableChoice};
use classlens::summarize::{ClusterBy, Method, Resampling, Weight};
use pyo3::{FromPyObject, PyResult};

use crate::error;

/// The value called `name` in a list of names.
pub fn named<T: Copy>(argument: &str, name: &str, known: &[(&str, T)]) -> PyResult<T> {
    let names = || known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let found = known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    found.ok_or_else(|| error::error(format!("{argument}={name:?}: use one of {}", names())))
}

/// Whom a table is for: people see fewer columns, with intervals beside their shares.
pub fn readers(people: bool) -> Readers {
    if people { Readers::People } else { Readers::Machines }
}

/// How shares are estimated, as the keyword arguments of Python name it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Estimate {
    interval: Option<String>,
    weigh: String,
    audience: Option<PathBuf>,
    replicates: u32,
    seed: u64,
}

impl Estimate {
    /// The options; reads the audience file.
    pub fn options(&self) -> PyResult<EstimateOptions> {
        let by_story = named("weigh", &self.weigh, &[("copy", false), ("story", true)])?;
        let weight = match &self.audience {
            Some(path) => Weight::audience(path).map_err(error::of)?,
            None if by_story => Weight::Story,
            None => Weight::Copy,
        };
        let methods = [
            ("wilson", Method::Wilson),
            ("outlet", Method::Clusters(ClusterBy::Outlet)),
            ("outlet-week", Method::Clusters(ClusterBy::OutletWeek)),
            ("story", Method::Clusters(ClusterBy::Story)),
        ];
        let method = self.interval.as_deref().map(|name| named("interval", name, &methods)).transpose()?;
        if !(100..=1_000_000).contains(&self.replicates) {
            return Err(error::error(format!("replicates={}: between 100 and 1000000", self.replicates)));
        }
        let resampling = Resampling { replicates: self.replicates, seed: self.seed };
        Ok(EstimateOptions { weight, method: method.unwrap_or(Method::Coarsest), resampling })
    }
}

/// How records are read, as the keyword arguments of Python name it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Reading {
    columns: BTreeMap<String, String>,
    date_order: Option<String>,
    keep: Vec<String>,
    drop: Vec<String>,
    manifest: Option<PathBuf>,
    max_record: usize,
}

impl Reading {
    /// The options.
    pub fn options(&self) -> PyResult<ReadOptions> {
        let mut columns = ColumnMap::default();
        for (field, column) in &self.columns {
            let added = columns.add(&format!("{field}={column}")).map_err(PipelineError::from);
            added.map_err(|cause| error::error(format!("columns: {cause}")))?;
        }
        let orders = [("mdy", DateOrder::MonthDay), ("dmy", DateOrder::DayMonth)];
        Ok(ReadOptions {
            columns,
            date_order: self.date_order.as_deref().map(|name| named("date_order", name, &orders)).transpose()?,
            latest: tomorrow(),
            max_record_bytes: self.max_record.max(1) << 20,
            manifest: self.manifest.clone(),
            variables: VariableChoice { keep: self.keep.clone(), drop: self.drop.clone() },
            ..ReadOptions::default()
        })
    }

    /// The same as flags of the command line.
    pub fn flags(&self) -> Vec<String> {
        let mut flags: Vec<String> =
            self.columns.iter().map(|(field, column)| format!("--map={field}={column}")).collect();
        flags.extend(self.date_order.iter().map(|order| format!("--date-order={order}")));
        flags.extend(self.keep.iter().map(|name| format!("--keep={name}")));
        flags.extend(self.drop.iter().map(|name| format!("--drop={name}")));
        flags.extend(self.manifest.iter().map(|path| format!("--manifest={}", path.display())));
        flags.extend((self.max_record != 32).then(|| format!("--max-record={}", self.max_record)));
        flags
    }
}

/// Tomorrow, because today ends later in another time zone.
fn tomorrow() -> Option<jiff::civil::Date> {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().tomorrow().ok()
}
