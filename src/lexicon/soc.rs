//! Occupations with their figures: `soc.csv`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::lexicon::{LexiconError, LexiconFile, SourceLine};

/// One detailed occupation of SOC 2018.
#[derive(Debug, Clone, PartialEq, serde::Deserialize, serde::Serialize)]
pub struct Occupation {
    /// Code, as in `35-3023`.
    pub soc: String,
    /// Title.
    pub title: String,
    /// Employment-weighted quintile of the median wage, 1 (lowest) to 5; `None` without a wage.
    pub wage_quintile: Option<u8>,
    /// Median hourly wage in dollars.
    pub median_hourly: Option<f64>,
    /// Jobs.
    pub employment: Option<u64>,
    /// Share of women in percent.
    pub percent_women: Option<f64>,
    /// O*NET job zone, 1 to 5.
    pub job_zone: Option<f64>,
    /// Typical entry-level education.
    pub education: Option<String>,
    /// The tier the rule or an override gives it.
    pub tier: String,
    /// Why, where the rule is overridden.
    pub tier_note: Option<String>,
}

/// Reads `soc.csv`.
pub(super) fn read(file: &LexiconFile) -> Result<BTreeMap<String, Occupation>, LexiconError> {
    let mut rows = BTreeMap::new();
    let mut table = csv::Reader::from_reader(file.content.as_bytes());
    for row in table.deserialize::<Occupation>() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(1, |p| usize::try_from(p.line()).unwrap_or(1));
            let place = SourceLine { path: file.path.clone(), line };
            LexiconError::Syntax { place, reason: format!("not an occupation row: {error}") }
        })?;
        rows.insert(row.soc.clone(), row);
    }
    Ok(rows)
}

/// True for the file with the occupations.
pub(super) fn is_soc_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "soc.csv")
}

/// Place of each occupation on the wage distribution of all jobs, 0–100.
///
/// Occupations are ordered by median wage and lie at the middle of their own jobs.
pub(super) fn wage_percentiles(occupations: &BTreeMap<String, Occupation>) -> BTreeMap<String, f64> {
    let mut paid: Vec<(f64, u64, &str)> = occupations
        .values()
        .filter_map(|o| Some((o.median_hourly?, o.employment.filter(|n| *n > 0)?, o.soc.as_str())))
        .collect();
    paid.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(b.2)));
    let all: u64 = paid.iter().map(|(_, jobs, _)| jobs).sum();
    let mut below = 0;
    let mut out = BTreeMap::new();
    for (_, jobs, soc) in paid {
        out.insert(soc.to_owned(), 100.0 * (below as f64 + jobs as f64 / 2.0) / all as f64);
        below += jobs;
    }
    out
}
