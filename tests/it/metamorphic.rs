//! What a change of an article may and may not change in its figures.

use classlens::article::RawArticle;
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::score::{AcknowledgementKind, ScoredDocument, Third};

const SAMPLE: &str = include_str!("../../corpus/sample.jsonl");

fn engine() -> Engine {
    Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound")
}

/// A professional story of the sample corpus.
fn story() -> (String, String) {
    let line = SAMPLE.lines().find(|l| l.contains("\"cwire-2017-03-law-partners\"")).expect("it is in the sample");
    let value: serde_json::Value = serde_json::from_str(line).expect("the sample is JSON Lines");
    let text = |key: &str| value[key].as_str().expect("a text").to_owned();
    (text("title"), text("body"))
}

fn scored(engine: &Engine, title: &str, body: &str) -> ScoredDocument {
    engine.analyse(RawArticle { id: "x".into(), title: title.into(), body: body.into(), ..RawArticle::default() })
}

/// The body with `paragraph` after its third paragraph from the end.
fn with(body: &str, paragraph: &str) -> String {
    let mut paragraphs: Vec<&str> = body.split("\n\n").collect();
    paragraphs.insert(paragraphs.len() - 2, paragraph);
    paragraphs.join("\n\n")
}

fn tier(engine: &Engine, name: &str) -> usize {
    engine.lexicon.tiers.iter().position(|t| t == name).expect("the lexicon has this tier")
}

#[test]
fn a_concession_makes_a_token_and_leaves_the_focus() {
    let engine = engine();
    let low = tier(&engine, "low_wage");
    let (title, body) = story();
    let before = scored(&engine, &title, &body);
    assert_eq!(before.verdict.focus.name(&engine.lexicon.tiers), "professional");
    assert_eq!(before.acknowledgement[low].kind, AcknowledgementKind::None);
    let concession = "Of course, not every mother can do this; cashiers have no such choice.";
    let after = scored(&engine, &title, &with(&body, concession));
    assert_eq!(after.verdict.focus, before.verdict.focus);
    assert_eq!(after.acknowledgement[low].kind, AcknowledgementKind::Token);
    assert!(after.acknowledgement[low].concession);
    assert_eq!(after.acknowledgement[low].last, Some(Third::Last));
}

#[test]
fn a_quoted_cashier_with_three_sentences_is_substantive() {
    let engine = engine();
    let low = tier(&engine, "low_wage");
    let (title, body) = story();
    let quoted = "Dana Ortiz, 34, is a cashier at a grocery store in Akron. \u{201c}My hours change every week,\u{201d} she said. \
                  \u{201c}I find out on Friday whether I work on Sunday.\u{201d}";
    let after = scored(&engine, &title, &with(&body, quoted));
    assert_eq!(after.acknowledgement[low].kind, AcknowledgementKind::Substantive);
}

#[test]
fn moving_a_paragraph_changes_zone_figures_only() {
    let engine = engine();
    let (title, body) = story();
    let mut paragraphs: Vec<&str> = body.split("\n\n").collect();
    let n = paragraphs.len();
    paragraphs.swap(n - 1, n - 2);
    let (before, after) = (scored(&engine, &title, &body), scored(&engine, &title, &paragraphs.join("\n\n")));
    // What sentences add up to depends on the sentence before: features of hits alone are the same.
    let of_hits = |scored: &ScoredDocument| scored.features.values[..scored.features.n_of_hits].to_vec();
    assert_eq!(of_hits(&before), of_hits(&after));
    assert_eq!(before.verdict.focus, after.verdict.focus);
    let first_last = [&[paragraphs[n - 1]], &paragraphs[..n - 1]].concat().join("\n\n");
    let moved = scored(&engine, &title, &first_last);
    let names = classlens::score::feature_names(&engine.lexicon);
    let of_hits = names.iter().take(before.features.n_of_hits);
    for ((name, a), b) in of_hits.zip(&before.features.values).zip(&moved.features.values) {
        assert!(name.contains(".lede") || (a - b).abs() < 1e-9, "{name}: {a} became {b}");
    }
}

#[test]
fn doubling_an_article_changes_no_rate() {
    let engine = engine();
    let (_, body) = story();
    let (once, twice) = (scored(&engine, "", &body), scored(&engine, "", &format!("{body}\n\n{body}")));
    let names = classlens::score::feature_names(&engine.lexicon);
    let of_hits = names.iter().take(once.features.n_of_hits);
    for ((name, a), b) in of_hits.zip(&once.features.values).zip(&twice.features.values) {
        assert!(name.contains(".lede") || (a - b).abs() < 1e-9, "{name}: {a} became {b}");
    }
}
