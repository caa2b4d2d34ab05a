//! Articles made up from the words of the sample corpus: as many as wanted, always the same.

use std::sync::Arc;

use classlens::article::RawArticle;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SAMPLE: &str = include_str!("../../corpus/sample.jsonl");

/// The sample corpus as raw articles.
#[must_use]
pub fn sample() -> Vec<RawArticle> {
    let article = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("the sample corpus is JSON Lines");
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        RawArticle {
            id: text("id"),
            outlet: Some(text("outlet")),
            date: classlens::article::parse_date(&text("date"), None),
            title: text("title"),
            body: text("body"),
            source: Arc::from("sample"),
            ..RawArticle::default()
        }
    };
    SAMPLE.lines().map(article).collect()
}

/// `n` articles, each a mix of paragraphs of the sample corpus with a length as in the news.
#[must_use]
pub fn articles(n: usize) -> Vec<RawArticle> {
    let sample = sample();
    let paragraphs: Vec<&str> = sample.iter().flat_map(|a| a.body.split("\n\n")).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let article = |idx: usize| {
        let of = &sample[rng.random_range(0..sample.len())];
        let body: Vec<&str> =
            (0..rng.random_range(8..32)).map(|_| paragraphs[rng.random_range(0..paragraphs.len())]).collect();
        RawArticle { id: format!("g{idx}"), body: body.join("\n\n"), ..of.clone() }
    };
    (0..n).map(article).collect()
}
