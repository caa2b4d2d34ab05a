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
    /// Reads audience weights: CSV with the columns `outlet` and `weight`.
    ///
    /// # Errors
    /// When the file cannot be read, names an outlet twice, or has a weight that is not 0 or more.
    pub fn audience(path: &Path) -> Result<Self, WeightError> {
        let wrong = |line, reason: String| WeightError { path: path.to_owned(), line, reason };
        let mut reader = csv::Reader::from_path(path).map_err(|e| wrong(None, format!("cannot be read ({e})")))?;
        let mut weights = BTreeMap::new();
        for row in reader.deserialize::<(String, f64)>() {
            let at = |e: &csv::Error| e.position().map(csv::Position::line);
            let (outlet, weight) =
                row.map_err(|e| wrong(at(&e), "write an outlet and a number: columns outlet,weight".into()))?;
            if !(weight.is_finite() && weight >= 0.0) {
                return Err(wrong(None, format!("the weight of `{outlet}` is {weight}: write 0 or more")));
            }
            if weights.insert(outlet.clone(), weight).is_some() {
                return Err(wrong(None, format!("`{outlet}` is listed twice: keep one line")));
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

/// The story an article belongs to.
pub(super) fn story_of(row: &ArticleRow) -> &str {
    &row.story
}

fn sizes<'a>(keys: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u64> {
    let mut sizes = BTreeMap::new();
    keys.for_each(|key| *sizes.entry(key).or_default() += 1);
    sizes
}
