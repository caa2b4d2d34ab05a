//! Make-ups of small corpora, worked by hand.

use crate::lexicon::TierIdx;
use crate::score::{ArticleRow, Focus};
use crate::summarize::{Makeup, measure_names, pooled_variance};
use crate::worklife::SentenceTotals;

const TIERS: [&str; 1] = ["low_wage"];

fn tiers() -> Vec<String> {
    TIERS.map(str::to_owned).to_vec()
}

/// An article of 1,000 tokens whose headline has `n` hits of the tier.
fn article(n: u64) -> ArticleRow {
    let mut row = ArticleRow { n_tokens: 1_000, ..ArticleRow::of_tiers(1) };
    row.voice.hits_by_place[0][0] = n;
    row
}

fn near(one: f64, two: f64) {
    assert!((one - two).abs() < 1e-12, "{one} is not {two}");
}

#[test]
fn every_measure_has_a_name_and_a_value() {
    let names = measure_names(&tiers());
    let row =
        ArticleRow { sentences: vec![SentenceTotals { share: 0.25, ..SentenceTotals::default() }; 2], ..article(1) };
    let makeup = Makeup::of_rows([&row], 1);
    assert_eq!(makeup.mean().len(), names.len());
    let mean = |name: &str| makeup.mean()[names.iter().position(|known| known == name).expect(name)];
    near(mean("length"), 1_000_f64.ln());
    near(mean("low_wage.headline_hits"), 1.0);
    near(mean("low_wage.sentences_share"), 0.5);
    near(mean("general.sentences_share"), 0.5);
    near(mean("low_wage.hits"), 0.0);
}

#[test]
fn articles_that_are_not_scored_do_not_count() {
    let unscored = ArticleRow { unscored: Some("language".into()), ..article(2) };
    assert_eq!(
        Makeup::of_rows([&article(0), &unscored, &article(1)], 1),
        Makeup::of_rows([&article(0), &article(1)], 1)
    );
}

#[test]
fn moments_that_were_kept_are_the_makeup_they_were_taken_of() {
    let rows: Vec<ArticleRow> = [0, 1, 1, 2].map(article).into();
    let makeup = Makeup::of_rows(&rows, 1);
    let kept = Makeup::of_moments(makeup.n(), makeup.mean().to_vec(), &makeup.variance());
    assert_eq!(kept.n(), 4);
    kept.variance().iter().zip(makeup.variance()).for_each(|(one, two)| near(*one, two));
}

#[test]
fn a_distance_is_the_root_of_the_mean_squared_difference_without_chance() {
    // Two measures. Means 0 and 1 of the first, variances 1 of 100 articles: difference 1, by chance 2/100. The second is
    // equal, by chance 2/100 too. (1 - 0.04) / 2 = 0.48.
    let one = Makeup::of_moments(100, vec![0.0, 3.0], &[1.0, 1.0]);
    let two = Makeup::of_moments(100, vec![1.0, 3.0], &[1.0, 1.0]);
    near(one.distance(&two, &[1.0, 1.0]).expect("they have articles"), 0.48_f64.sqrt());
    near(two.distance(&one, &[1.0, 1.0]).expect("they have articles"), 0.48_f64.sqrt());
    // In deviations of 2 the difference is a half: (0.25 - 0.01) / 2 = 0.12.
    near(one.distance(&two, &[4.0, 4.0]).expect("they have articles"), 0.12_f64.sqrt());
    // What chance explains is no distance, and one article has none.
    near(one.distance(&one, &[1.0, 1.0]).expect("they have articles"), 0.0);
    assert_eq!(Makeup::of_moments(1, vec![0.0, 3.0], &[0.0, 0.0]).distance(&two, &[1.0, 1.0]), None);
}

#[test]
fn draws_of_one_corpus_are_nearer_than_another_corpus() {
    let draw =
        |share: u64, of: u64| -> Vec<ArticleRow> { (0..120).map(|at| article(u64::from(at % of < share))).collect() };
    let (one, again, other) = (draw(1, 4), draw(3, 12), draw(3, 4));
    let [one, again, other] = [&one, &again, &other].map(|rows| Makeup::of_rows(rows, 1));
    let scale = pooled_variance(&[one.clone(), other.clone()]);
    let distance = |two: &Makeup| one.distance(two, &scale).expect("they have articles");
    assert!(distance(&again) < 0.05, "{}", distance(&again));
    assert!(distance(&other) > 0.2, "{}", distance(&other));
}

#[test]
fn the_assigned_score_is_that_of_the_tier_an_article_is_about() {
    let about = |focus, score: f64| ArticleRow { focus, score: vec![score], ..article(0) };
    let tier = Focus::Tier(TierIdx(0));
    let rows = [about(tier, 2.0), about(tier, 2.5), about(Focus::None, 0.25), about(Focus::Mixed, 3.0)];
    assert_eq!(Makeup::of_rows(&rows, 1).assigned_score(), Some(2.25));
    assert_eq!(Makeup::of_rows(&rows[2..], 1).assigned_score(), None);
}

#[test]
fn the_pooled_variance_counts_corpora_alike() {
    // Within: (1 + 3) / 2 = 2; between: means 0 and 4 lie 2 from their mean: 4.
    let small = Makeup::of_moments(10, vec![0.0], &[1.0]);
    let large = Makeup::of_moments(1_000, vec![4.0], &[3.0]);
    near(pooled_variance(&[small, large])[0], 6.0);
}
