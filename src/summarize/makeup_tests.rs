//! Make-ups of small corpora, worked by hand.

use crate::lexicon::TierIdx;
use crate::score::{ArticleRow, Focus, WorkRow};
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
fn measures_are_logarithms_of_rates_counts_and_what_sentences_add_up_to() {
    let totals = |expected, share, headline, words| SentenceTotals {
        expected,
        share,
        headline,
        words,
        ..SentenceTotals::default()
    };
    let mut row = ArticleRow {
        n_tokens: 500,
        occupations: ["a", "b", "c"].map(str::to_owned).into(),
        proposals: ["a", "b"].map(str::to_owned).into(),
        sentences: vec![totals(1.5, 0.25, 0.4, -0.3), totals(4.0, 0.36, 0.1, 0.7)],
        work: WorkRow {
            n_pay: 2,
            schedule_control: 1,
            schedule_rigid: 2,
            schedule_unstable: 3,
            reasons_pull: 1,
            reasons_push: 4,
            ..WorkRow::default()
        },
        ..ArticleRow::of_tiers(1)
    };
    row.voice.quoted_words = vec![40, 10, 5];
    row.voice.hits_by_place = vec![[3, 1, 2, 4, 5, 1]];
    row.voice.n_profiled = vec![2];
    let names = measure_names(&tiers());
    let makeup = Makeup::of_rows([&row], 1);
    // Rates are ln(1 + n / 0.5).
    for (name, expected) in [
        ("length", 500_f64.ln()),
        ("occupations", 7_f64.ln()),
        ("pay", 5_f64.ln()),
        ("schedules", 13_f64.ln()),
        ("reasons", 11_f64.ln()),
        ("proposals", 2.0),
        ("low_wage.quoted_words", 81_f64.ln()),
        ("official.quoted_words", 21_f64.ln()),
        ("unknown.quoted_words", 11_f64.ln()),
        ("low_wage.hits", 23_f64.ln()),
        ("low_wage.headline_hits", 2.0),
        ("low_wage.profiled", 5_f64.ln()),
        ("low_wage.words", -0.3),
        ("low_wage.sentences_expected", 2.5_f64.ln()),
        ("low_wage.sentences_share", 0.5),
        ("low_wage.sentences_headline", 0.4),
        ("general.sentences_expected", 5_f64.ln()),
        ("general.sentences_share", 0.6),
        ("general.sentences_headline", 0.1),
    ] {
        near(makeup.mean()[names.iter().position(|known| known == name).expect(name)], expected);
    }
    assert_eq!(names.len(), 19);
    // An article of 50 tokens counts as one of 200.
    let short = Makeup::of_rows([&ArticleRow { n_tokens: 50, ..row }], 1);
    near(short.mean()[names.iter().position(|name| name == "occupations").expect("a measure")], 16_f64.ln());
}

#[test]
fn means_and_variances_are_those_of_all_articles() {
    let at = measure_names(&tiers()).iter().position(|name| name == "low_wage.headline_hits").expect("a measure");
    let makeup = Makeup::of_rows(&[0, 0, 1, 2].map(article), 1);
    // Squares of −¾, −¾, ¼, 1¼ are 2.75 together, over three degrees of freedom.
    near(makeup.mean()[at], 0.75);
    near(makeup.variance()[at], 2.75 / 3.0);
    near(Makeup::of_rows(&[article(2)], 1).variance()[at], 0.0);
    assert_eq!((makeup.n(), makeup.n_assigned(), makeup.assigned_score()), (4, 0, None));
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
    // Uneven: squares 1, ¼ and, of a measure without a scale, 0; by chance 1/100 + 3/50 and (2/100 + 1/50) / 4.
    let wide = Makeup::of_moments(100, vec![0.0, 3.0, 5.0], &[1.0, 2.0, 9.0]);
    let small = Makeup::of_moments(50, vec![1.0, 2.0, 7.0], &[3.0, 1.0, 4.0]);
    let scale = [1.0, 4.0, 0.0];
    near(wide.distance(&small, &scale).expect("they have articles"), ((1.25 - 0.08) / 3.0_f64).sqrt());
    let differences = wide.differences(&small, &scale);
    differences.iter().zip([-1.0, 0.5, 0.0]).for_each(|(found, expected)| near(*found, expected));
    let of_two = Makeup::of_moments(2, vec![3.0], &[0.0]);
    let of_one = Makeup::of_moments(1, vec![1.0], &[0.0]);
    near(of_two.distance(&Makeup::of_moments(2, vec![1.0], &[0.0]), &[1.0]).expect("they have articles"), 2.0);
    assert_eq!((of_two.distance(&of_one, &[1.0]), of_one.distance(&of_two, &[1.0])), (None, None));
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
    let makeup = |rows: &[ArticleRow]| Makeup::of_rows(rows, 1);
    assert_eq!((makeup(&rows).n_assigned(), makeup(&rows).assigned_score()), (2, Some(2.25)));
    assert_eq!((makeup(&rows[2..]).n_assigned(), makeup(&rows[2..]).assigned_score()), (0, None));
}

#[test]
fn the_pooled_variance_counts_corpora_alike() {
    // Within: (1 + 3) / 2 = 2; between: means 0 and 4 lie 2 from their mean: 4.
    let small = Makeup::of_moments(10, vec![0.0], &[1.0]);
    let large = Makeup::of_moments(1_000, vec![4.0], &[3.0]);
    near(pooled_variance(&[small, large])[0], 6.0);
    // Means 0, 4, 5 and 1, 2, 9: between them 14/3 and 38/3; within 2 and 2.
    let three = [
        Makeup::of_moments(10, vec![0.0, 1.0], &[1.0, 2.0]),
        Makeup::of_moments(20, vec![4.0, 2.0], &[3.0, 1.0]),
        Makeup::of_moments(30, vec![5.0, 9.0], &[2.0, 3.0]),
    ];
    let pooled = pooled_variance(&three);
    near(pooled[0], 2.0 + 14.0 / 3.0);
    near(pooled[1], 2.0 + 38.0 / 3.0);
    assert_eq!(pooled_variance(&[]), Vec::<f64>::new());
}
