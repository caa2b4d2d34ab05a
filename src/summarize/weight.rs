//! What an article counts: itself, its part of a story, or its part of an audience.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::record::outlet_of;
use crate::score::ArticleRow;

/// How articles weigh in a share.
#[derive(Debug, Clone, PartialEq)]
pub enum Weight {
    /// Every copy counts 1: what was printed.
    Copy,
    /// Every story counts 1, shared by its copies: what was written.
    Story,
    /// Every outlet counts its weight, shared by its articles: what was before readers.
    Audience(BTreeMap<String, f64>),
}

/// What can be wrong with a file of audience weights.
#[derive(Debug, thiserror::Error)]
#[error("{}{}: {reason}", path.display(), line.map_or_else(String::new, |line| format!(":{line}")))]
pub struct WeightError {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: Option<u64>,
    /// What is wrong and what to do.
    pub reason: String,
}

/// The weight of each article, and what has none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights {
    /// One an article, in the order of the rows; 0 leaves it out.
    pub of: Vec<f64>,
    /// Outlets of the corpus that the audience file does not name: their articles weigh 0.
    pub unnamed: BTreeSet<String>,
}

impl Weight {
    /// Reads audience weights: CSV with the columns `outlet` and `weight`, separated by commas, semicolons (a weight may then
    /// have a decimal comma) or tabs.
    ///
    /// # Errors
    /// When the file cannot be read, names an outlet twice, or has a weight that is not 0 or more.
    pub fn audience(path: &Path) -> Result<Self, WeightError> {
        let wrong = |line, reason: String| WeightError { path: path.to_owned(), line, reason };
        let text = std::fs::read_to_string(path).map_err(|e| wrong(None, format!("cannot be read ({e})")))?;
        let text = text.trim_start_matches('\u{feff}');
        let delimiter = delimiter_of(text);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let mut weights = BTreeMap::new();
        for row in reader.records() {
            let needed = || "write an outlet and a number: columns outlet,weight".to_owned();
            let row = row.map_err(|e| wrong(e.position().map(csv::Position::line), needed()))?;
            let line = row.position().map(csv::Position::line);
            let number = row.get(1).filter(|_| row.len() == 2).and_then(|text| weight_of(text, delimiter));
            let (outlet, weight) = (row[0].trim().to_owned(), number.ok_or_else(|| wrong(line, needed()))?);
            if !(weight.is_finite() && weight >= 0.0) {
                return Err(wrong(line, format!("the weight of `{outlet}` is {weight}: write 0 or more")));
            }
            if weights.insert(outlet.clone(), weight).is_some() {
                return Err(wrong(line, format!("`{outlet}` is listed twice: keep one line")));
            }
        }
        if weights.values().sum::<f64>() <= 0.0 {
            return Err(wrong(None, "no outlet has a weight above 0".into()));
        }
        Ok(Self::Audience(weights))
    }

    /// The name in tables.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Story => "story",
            Self::Audience(_) => "audience",
        }
    }

    /// Says that an audience file names no outlet of `rows`, and what these are called; `None` where all is well.
    #[must_use]
    pub fn misfit(&self, rows: &[ArticleRow]) -> Option<String> {
        let Self::Audience(audience) = self else { return None };
        let outlets: BTreeSet<&str> = rows.iter().map(outlet_of).collect();
        if outlets.is_empty() || outlets.iter().any(|outlet| audience.get(*outlet).is_some_and(|weight| *weight > 0.0))
        {
            return None;
        }
        let named = first(3, audience.keys().map(String::as_str));
        let there = first(5, outlets.into_iter());
        Some(format!("it weighs {named}, and the outlets of the articles are called {there}"))
    }

    /// The weights of `rows`.
    #[must_use]
    pub fn of(&self, rows: &[ArticleRow]) -> Weights {
        let mut unnamed = BTreeSet::new();
        let of = match self {
            Self::Copy => vec![1.0; rows.len()],
            Self::Story => {
                let sizes = sizes(rows.iter().map(story_of));
                rows.iter().map(|row| 1.0 / sizes[story_of(row)] as f64).collect()
            }
            Self::Audience(audience) => {
                let names: Vec<String> = rows.iter().map(|row| outlet_of(row).to_owned()).collect();
                let sizes = sizes(names.iter().map(String::as_str));
                let mut one = |name: &String| {
                    if let Some(weight) = audience.get(name) {
                        return weight / sizes[name.as_str()] as f64;
                    }
                    unnamed.insert(name.clone());
                    0.0
                };
                names.iter().map(&mut one).collect()
            }
        };
        Weights { of, unnamed }
    }
}

/// The first of some names, and a mark that there are more.
fn first<'a>(n: usize, names: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<&str> = names.collect();
    let more = if all.len() > n { " …" } else { "" };
    all.iter().take(n).copied().collect::<Vec<_>>().join(", ") + more
}

/// What separates the columns: of the marks in the first line the one that is there most often.
fn delimiter_of(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
    // The last of several that are there as often counts.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn weight_of(text: &str, delimiter: u8) -> Option<f64> {
    let text = text.trim();
    if delimiter == b',' { text.parse().ok() } else { text.replace(',', ".").parse().ok() }
}

/// The story an article belongs to.
pub(super) fn story_of(row: &ArticleRow) -> &str {
    &row.story
}

fn sizes<'a>(keys: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u64> {
    let mut sizes = BTreeMap::new();
    keys.for_each(|key| *sizes.entry(key).or_default() += 1);
    sizes
}
