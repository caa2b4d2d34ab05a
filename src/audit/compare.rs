//! The words of two groups of articles, contrasted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::audit::{Answer, Audit, AuditError};
use crate::record::{Cell, Kind, Table};
use crate::store::{Frequency, Groups, Query, Unit};
use crate::summarize::{Contrast, false_discovery};
use crate::tokenize::fold_word;

/// What the words of the target are held against.
#[derive(Debug, Clone)]
pub enum Reference {
    /// All other articles.
    Others,
    /// The articles of a query.
    Articles(Query),
    /// Frequencies from elsewhere: a CSV with the columns `word` and `count`.
    Frequencies(PathBuf),
}

/// What words are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ContrastMeasure {
    /// Log-likelihood ratio, over-represented words first.
    #[default]
    G2,
    /// Log ratio of the rates.
    LogRatio,
    /// z of the log-odds.
    LogOdds,
    /// Test by article.
    P,
}

/// How words are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompareOptions {
    /// What is counted.
    pub unit: Unit,
    /// Articles a word needs.
    pub min: u64,
    /// Tokens the Dirichlet prior of the log-odds counts for.
    pub prior: f64,
    /// The highest false-discovery rate by article that is kept.
    pub fdr: Option<f64>,
    /// What words are sorted by.
    pub sort: ContrastMeasure,
}

impl Default for CompareOptions {
    /// Words in five articles or more by log-likelihood.
    fn default() -> Self {
        Self { unit: Unit::Word, min: 5, prior: 1000.0, fdr: None, sort: ContrastMeasure::G2 }
    }
}

impl Audit {
    /// The words of `target` against those of `reference`, sorted.
    ///
    /// # Errors
    /// When a group has no articles, a query is wrong, or index or file cannot be read.
    pub fn compare(
        &self,
        target: &Query,
        reference: &Reference,
        options: &CompareOptions,
    ) -> Result<Answer, AuditError> {
        let store = self.store()?;
        let of_query = if let Reference::Articles(query) = reference { Some(query) } else { None };
        let groups = store.groups(target, of_query)?;
        let of_file = if let Reference::Frequencies(path) = reference { Some(path.as_path()) } else { None };
        if groups.n_target == 0 || (groups.n_reference == 0 && of_file.is_none()) {
            return Err(AuditError::NothingToCompare { target: groups.n_target, reference: groups.n_reference });
        }
        let frequencies = store.frequencies(&groups, options.unit, options.min.max(1))?;
        let mut rows = match of_file {
            Some(path) => against_file(path, &frequencies, &groups, options.prior)?,
            None => against_group(&frequencies, &groups, options.prior),
        };
        let before = head(&groups, of_file, options.min, rows.len());
        if let Some(most) = options.fdr {
            rows.retain(|row| row.q.is_some_and(|q| q <= most));
        }
        sort(&mut rows, options.sort);
        Ok(Answer { before, ..Answer::of(table(&rows), rows.len() as u64) })
    }
}

/// One word with all its figures.
struct Row<'a> {
    term: &'a str,
    contrast: Contrast,
    n_target_articles: u64,
    n_reference_articles: Option<u64>,
    g2: f64,
    log_ratio: f64,
    delta: f64,
    z: f64,
    p: Option<f64>,
    q: Option<f64>,
}

impl<'a> Row<'a> {
    /// Without what needs articles of the reference; `prior` is the prior count of all words.
    fn of(f: &'a Frequency, contrast: Contrast, prior: f64) -> Self {
        let share = (contrast.target + contrast.reference) / (contrast.n_target + contrast.n_reference);
        let (delta, z) = contrast.log_odds(share * prior, prior);
        let (g2, log_ratio) = (contrast.g2(), contrast.log_ratio());
        let (n_target_articles, n_reference_articles, p, q) = (f.n_target_articles, None, None, None);
        Self { term: &f.term, contrast, n_target_articles, n_reference_articles, g2, log_ratio, delta, z, p, q }
    }
}

fn against_group<'a>(frequencies: &'a [Frequency], groups: &Groups, prior: f64) -> Vec<Row<'a>> {
    let one = |f: &'a Frequency| {
        let contrast = Contrast {
            target: f.target as f64,
            n_target: groups.target_tokens as f64,
            reference: f.reference as f64,
            n_reference: groups.reference_tokens as f64,
        };
        Row { n_reference_articles: Some(f.n_reference_articles), p: Some(f.p), ..Row::of(f, contrast, prior) }
    };
    let mut rows: Vec<Row<'_>> = frequencies.iter().map(one).collect();
    let p_values: Vec<f64> = rows.iter().map(|row| row.p.unwrap_or(1.0)).collect();
    for (row, q) in rows.iter_mut().zip(false_discovery(&p_values)) {
        row.q = Some(q);
    }
    rows
}

/// Against frequencies from elsewhere: there are no articles to test by.
fn against_file<'a>(
    path: &Path,
    frequencies: &'a [Frequency],
    groups: &Groups,
    prior: f64,
) -> Result<Vec<Row<'a>>, AuditError> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    let wrong = |reason: String| AuditError::File { path: path.to_owned(), reason };
    let mut reader = csv::Reader::from_path(path).map_err(|e| wrong(format!(": {e}")))?;
    for (at, record) in reader.deserialize::<FileRow>().enumerate() {
        let row = record.map_err(|e| wrong(format!(", row {}: columns `word` and `count`: {e}", at + 2)))?;
        if !(row.count.is_finite() && row.count >= 0.0) {
            return Err(wrong(format!(", row {}: a count is 0 or more", at + 2)));
        }
        *counts.entry(fold_word(&row.word)).or_default() += row.count;
    }
    let n_reference: f64 = counts.values().sum();
    if n_reference <= 0.0 {
        return Err(wrong(": no counts".to_owned()));
    }
    let one = |f: &'a Frequency| {
        let reference = counts.get(&f.term).copied().unwrap_or(0.0);
        let (target, n_target) = (f.target as f64, groups.target_tokens as f64);
        Row::of(f, Contrast { target, n_target, reference, n_reference }, prior)
    };
    Ok(frequencies.iter().filter(|f| f.target > 0).map(one).collect())
}

#[derive(serde::Deserialize)]
struct FileRow {
    word: String,
    count: f64,
}

fn head(groups: &Groups, frequencies: Option<&Path>, min: u64, n_tested: usize) -> Vec<String> {
    let mut lines = vec![format!("target: {} articles, {} tokens", groups.n_target, groups.target_tokens)];
    lines.push(match frequencies {
        Some(path) => format!("reference: frequencies of {}", path.display()),
        None => format!("reference: {} articles, {} tokens", groups.n_reference, groups.reference_tokens),
    });
    if groups.n_both > 0 {
        lines.push(format!("{} articles are in both and left out", groups.n_both));
    }
    lines.push(format!(
        "{n_tested} in {min} articles or more; g2 takes words as independent, p and q take articles (Mann–Whitney, \
         Benjamini–Hochberg)"
    ));
    lines
}

fn sort(rows: &mut [Row<'_>], by: ContrastMeasure) {
    // Over-represented words first.
    let signed_g2 = |row: &Row<'_>| row.g2.copysign(row.log_ratio);
    match by {
        ContrastMeasure::G2 => rows.sort_by(|a, b| signed_g2(b).total_cmp(&signed_g2(a))),
        ContrastMeasure::LogRatio => rows.sort_by(|a, b| b.log_ratio.total_cmp(&a.log_ratio)),
        ContrastMeasure::LogOdds => rows.sort_by(|a, b| b.z.total_cmp(&a.z)),
        ContrastMeasure::P => rows.sort_by(|a, b| a.p.unwrap_or(1.0).total_cmp(&b.p.unwrap_or(1.0))),
    }
}

fn table(rows: &[Row<'_>]) -> Table {
    let mut columns = vec![("term", Kind::Text), ("n_target", Kind::Int), ("n_reference", Kind::Float)];
    columns.extend([("articles_target", Kind::Int), ("articles_reference", Kind::Int)]);
    columns.extend(
        ["rate_target", "rate_reference", "g2", "log_ratio", "log_odds", "z", "p", "q"].map(|name| (name, Kind::Float)),
    );
    let mut table = Table::new(&columns);
    for row in rows {
        let c = &row.contrast;
        let rate = |k: f64, n: f64| (n > 0.0).then(|| k / n * 1000.0);
        table.push(&[
            Cell::Text(row.term),
            Cell::count(c.target as u64),
            Cell::Float(c.reference),
            Cell::count(row.n_target_articles),
            row.n_reference_articles.map_or(Cell::Missing, Cell::count),
            Cell::float(rate(c.target, c.n_target)),
            Cell::float(rate(c.reference, c.n_reference)),
            Cell::float(Some(row.g2)),
            Cell::float(Some(row.log_ratio)),
            Cell::float(Some(row.delta)),
            Cell::float(Some(row.z)),
            Cell::float(row.p),
            Cell::float(row.q),
        ]);
    }
    table
}
