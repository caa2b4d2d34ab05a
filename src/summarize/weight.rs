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

#[cfg(test)]
mod tests {
    use super::{Weight, WeightError};
    use crate::score::ArticleRow;

    /// What is read from a file with this text.
    fn read(text: &str) -> Result<Weight, WeightError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("audience.csv");
        std::fs::write(&path, text).expect("it can be written");
        Weight::audience(&path)
    }

    fn audience(weights: &[(&str, f64)]) -> Weight {
        Weight::Audience(weights.iter().map(|(outlet, weight)| ((*outlet).to_owned(), *weight)).collect())
    }

    /// Articles of these outlets, and of a story each.
    fn rows(articles: &[(&str, &str)]) -> Vec<ArticleRow> {
        let one = |(outlet, story): &(&str, &str)| ArticleRow {
            outlet: Some((*outlet).to_owned()).filter(|outlet| !outlet.is_empty()),
            story: (*story).to_owned(),
            ..ArticleRow::default()
        };
        articles.iter().map(one).collect()
    }

    #[test]
    fn weights_are_read_by_commas_semicolons_or_tabs() {
        let expected = audience(&[("Post", 0.0), ("Times, The", 2.5)]);
        for text in [
            "outlet,weight\n\"Times, The\",2.5\nPost,0\n",
            "\u{feff}outlet,weight\n Post , 0 \n\"Times, The\", 2.5\n",
            "outlet;weight\nTimes, The;2,5\nPost;0,0\n",
            "outlet;weight\nTimes, The;2.5\nPost;0\n",
            "outlet\tweight\nTimes, The\t2,5\nPost\t0\n",
        ] {
            assert_eq!(read(text).expect(text), expected, "{text}");
        }
    }

    #[test]
    fn a_file_that_weighs_nothing_or_twice_is_refused_with_its_line() {
        for (text, line, reason) in [
            ("outlet,weight\nPost,1\nTimes,much\n", Some(3), "write an outlet and a number: columns outlet,weight"),
            ("outlet,weight\nPost,2,5\n", Some(2), "write an outlet and a number: columns outlet,weight"),
            ("outlet,weight,note\nPost,2,big\n", Some(2), "write an outlet and a number: columns outlet,weight"),
            ("outlet\nPost\n", Some(2), "write an outlet and a number: columns outlet,weight"),
            ("outlet,weight\nPost,-1\n", Some(2), "the weight of `Post` is -1: write 0 or more"),
            ("outlet,weight\nPost,inf\n", Some(2), "the weight of `Post` is inf: write 0 or more"),
            ("outlet,weight\nPost,NaN\n", Some(2), "the weight of `Post` is NaN: write 0 or more"),
            ("outlet,weight\nPost,1\nTimes,2\nPost,1\n", Some(4), "`Post` is listed twice: keep one line"),
            ("outlet,weight\nPost,0\n", None, "no outlet has a weight above 0"),
            ("outlet,weight\n", None, "no outlet has a weight above 0"),
        ] {
            let error = read(text).expect_err(text);
            assert_eq!((error.line, error.reason.as_str()), (line, reason), "{text}");
        }
        let error = Weight::audience("no/such.csv".as_ref()).expect_err("it is not there");
        assert!(error.to_string().starts_with("no/such.csv: cannot be read ("), "{error}");
        let error = WeightError { line: Some(3), reason: "wrong".into(), ..error };
        assert_eq!(error.to_string(), "no/such.csv:3: wrong");
    }

    #[test]
    fn a_story_is_shared_by_its_copies_and_an_audience_by_the_articles_of_its_outlet() {
        let rows = rows(&[("A", "s"), ("A", "t"), ("B", "s"), ("C", "s"), ("", "u")]);
        let third = 1.0 / 3.0;
        let weighed = audience(&[("A", 3.0), ("B", 0.5), ("D", 7.0)]);
        for (weight, name, expected) in [
            (Weight::Copy, "copy", [1.0; 5]),
            (Weight::Story, "story", [third, 1.0, third, third, 1.0]),
            (weighed.clone(), "audience", [1.5, 1.5, 0.5, 0.0, 0.0]),
        ] {
            assert_eq!((weight.name(), weight.of(&rows).of.as_slice()), (name, expected.as_slice()));
        }
        let unnamed: Vec<String> = weighed.of(&rows).unnamed.into_iter().collect();
        assert_eq!(unnamed, [crate::record::MISSING, "C"]);
        assert!(Weight::Story.of(&rows).unnamed.is_empty());
    }

    #[test]
    fn an_audience_that_reaches_no_outlet_of_the_corpus_says_what_both_are_called() {
        let of = |outlets: &[&str]| rows(&outlets.iter().map(|outlet| (*outlet, "s")).collect::<Vec<_>>());
        let misfit = |weights: &[(&str, f64)], outlets: &[&str]| audience(weights).misfit(&of(outlets));
        assert_eq!(misfit(&[("A", 1.0), ("X", 1.0)], &["A", "B"]), None);
        assert_eq!(misfit(&[("X", 1.0)], &[]), None);
        assert_eq!(Weight::Story.misfit(&of(&["A"])), None);
        let said = |weighs: &str, called: &str| {
            Some(format!("it weighs {weighs}, and the outlets of the articles are called {called}"))
        };
        assert_eq!(misfit(&[("A", 0.0), ("X", 1.0)], &["B", "A", "B"]), said("A, X", "A, B"));
        let (three, five) = ([("X", 1.0), ("Y", 1.0), ("Z", 1.0)], ["A", "B", "C", "D", "E"]);
        assert_eq!(misfit(&three, &five), said("X, Y, Z", "A, B, C, D, E"));
        let (four, six) = ([&three[..], &[("ZZ", 1.0)]].concat(), [&five[..], &["F"]].concat());
        assert_eq!(misfit(&four, &six), said("X, Y, Z …", "A, B, C, D, E …"));
    }
}
