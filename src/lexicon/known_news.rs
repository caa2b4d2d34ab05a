//! What the news that weights were fitted on is like, and how often the weights are wrong on it: `about/kinds.toml`.
//!
//! Always holds: every kind has a mean and a variance of every measure, in the order of the measures.

use serde::Deserialize;
use toml::Spanned;

use crate::lexicon::{LexiconError, LexiconFile, fault};

/// Kinds of news that weights were fitted on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownNews {
    /// Hash of the lexicon that measured them.
    pub lexicon_hash: String,
    /// Hash over the files of that lexicon that decide hits and scores: [`Lexicon::scores_hash`](crate::lexicon::Lexicon::scores_hash).
    pub scores_hash: String,
    /// Names of the measures.
    pub measures: Vec<String>,
    /// The kinds.
    #[serde(rename = "kind")]
    pub kinds: Vec<KnownKind>,
}

/// One kind of news.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownKind {
    /// The news, as prose has it: `UK and Australian news`.
    pub news: String,
    /// Articles that were measured, coded or not.
    pub n: u64,
    /// Mean of each measure.
    pub mean: Vec<f64>,
    /// Variance of each measure between articles.
    pub variance: Vec<f64>,
    /// Mean score of the articles among them that are assigned to one tier, each of that tier, 0–3.
    pub assigned_score: f64,
    /// How weights do on its coded articles that were fitted without this kind.
    pub left_out: MeasuredFocus,
    /// How weights do on its coded articles that saw others of the kind, by folds.
    pub seen: MeasuredFocus,
}

/// How often the focus of coded articles is right.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasuredFocus {
    /// Coded articles.
    pub n: u32,
    /// Part of them with the coded focus, 0–1.
    pub accuracy: f64,
    /// Mean F1 of the tiers and `none`, 0–1.
    pub macro_f1: f64,
    /// Part of the articles assigned to a tier that are coded so, 0–1.
    pub right: f64,
    /// Part of the articles coded with a tier that are assigned to it, 0–1.
    pub found: f64,
}

/// Reads the file.
pub(super) fn read(file: &LexiconFile) -> Result<KnownNews, LexiconError> {
    let KnownNewsFile { lexicon_hash, scores_hash, measures, kind } =
        toml::from_str(&file.content).map_err(|e| fault::syntax(file, &e))?;
    let mut kinds = Vec::with_capacity(kind.len());
    for kind in kind {
        if let Some(reason) = kind.get_ref().fault(measures.len()) {
            return Err(fault::at(file, kind.span().start, reason));
        }
        kinds.push(kind.into_inner());
    }
    Ok(KnownNews { lexicon_hash, scores_hash, measures, kinds })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownNewsFile {
    lexicon_hash: String,
    scores_hash: String,
    measures: Vec<String>,
    kind: Vec<Spanned<KnownKind>>,
}

impl KnownKind {
    fn fault(&self, n_measures: usize) -> Option<String> {
        let Self { news, n, mean, variance, assigned_score: _, left_out, seen } = self;
        let parts = [left_out, seen].map(|error| [error.accuracy, error.macro_f1, error.right, error.found]).concat();
        if mean.len() != n_measures || variance.len() != n_measures {
            return Some(format!("{news}: write a mean and a variance for each of the {n_measures} measures"));
        }
        if *n < 2 || variance.iter().any(|variance| *variance < 0.0) {
            return Some(format!("{news}: means and variances of 0 or more take two articles"));
        }
        let wrong = parts.into_iter().find(|part| !(0.0..=1.0).contains(part))?;
        Some(format!("{news}: {wrong} is no part: write a number from 0 to 1"))
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{LexiconFile, known_news};

    const KIND: &str = "[[kind]]\nnews = \"a weekly\"\nn = 20\nmean = [1.5]\nvariance = [0.5]\nassigned_score = 2.5\n\
                        left_out = { n = 9, accuracy = 0.7, macro_f1 = 0.6, right = 0.5, found = 0.4 }\n\
                        seen = { n = 9, accuracy = 0.8, macro_f1 = 0.6, right = 0.5, found = 0.4 }\n";

    fn read(content: &str) -> Result<String, String> {
        let file = LexiconFile::new("about/kinds.toml", content.to_owned());
        known_news::read(&file).map(|known| known.kinds[0].news.clone()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_kind_without_all_measures_is_refused_with_its_line() {
        let head = "lexicon_hash = \"0\"\nscores_hash = \"0\"\nmeasures = [\"length\"]\n";
        assert_eq!(read(&format!("{head}{KIND}")).as_deref(), Ok("a weekly"));
        let refused = |content: &str| read(content).expect_err(content);
        let two = refused(&format!("{}{KIND}", head.replace("[\"length\"]", "[\"length\", \"pay\"]")));
        assert!(two.contains(":4:") && two.contains("for each of the 2 measures"), "{two}");
        let part = refused(&format!("{head}{}", KIND.replace("0.7", "7")));
        assert!(part.contains("7 is no part"), "{part}");
        assert!(refused(&format!("{head}{}", KIND.replace("n = 20", "n = 1"))).contains("take two articles"));
    }
}
