use crate::lexicon::{Lexicon, TierIdx};
use crate::robustness::{AuditFeatures, AuditFeaturesError, Family, OrderHolds, Variant, variants};
use crate::score::{ArticleRow, Focus, HitRow};
use crate::summarize::{Estimator, Method, Resampling, Weight};

fn lexicon() -> Lexicon {
    let entries = [("bonus", "high", "pay", ""), ("tip", "low", "pay", ""), ("wage", "low", "pay", "")];
    Lexicon::small(&["low", "high"], &entries)
}

/// By rule of thumb two hits in 200 words are attention 2 and a focus.
fn row(id: &str, outlet: &str, focus: &str, attention: [u8; 2]) -> ArticleRow {
    ArticleRow {
        id: id.into(),
        outlet: Some(outlet.into()),
        n_tokens: 200,
        focus: Focus::named(focus, &["low", "high"].map(str::to_owned)).expect("a focus"),
        attention: attention.to_vec(),
        score: attention.map(f64::from).to_vec(),
        ..ArticleRow::default()
    }
}

fn hit<'a>(article: &'a str, entry: &'a str) -> HitRow<'a> {
    let (tier, dimension, zone) = ("low", "pay", "body");
    HitRow {
        article,
        entry,
        tier,
        dimension,
        role: "evidence",
        zone,
        sentence: 1,
        field: "body",
        end: 1,
        words: "w",
        weight: 1.0,
        ..HitRow::default()
    }
}

fn corpus() -> (Vec<ArticleRow>, Vec<HitRow<'static>>) {
    let rows =
        [("a", "p", "low", [2, 0]), ("b", "p", "low", [2, 0]), ("c", "q", "high", [0, 2]), ("d", "q", "none", [1, 0])];
    let rows = rows.map(|(id, outlet, focus, attention)| row(id, outlet, focus, attention)).to_vec();
    let hits = ["tip", "tip"].map(|_| hit("a", "low.pay.tip")).into_iter();
    let hits = hits.chain([hit("b", "low.pay.wage"), hit("b", "low.pay.tip")]);
    let hits = hits.chain([hit("c", "high.pay.bonus"), hit("c", "high.pay.bonus"), hit("d", "low.pay.wage")]);
    (rows, hits.collect())
}

fn shares<'a>(found: &'a [Variant], family: Family, name: &str) -> &'a [f64] {
    let variant = found.iter().find(|variant| variant.family == family && variant.name == name);
    &variant.unwrap_or_else(|| panic!("no {name}")).shares
}

#[test]
fn every_choice_counts_as_worked_by_hand() {
    let (rows, hits) = corpus();
    let lexicon = lexicon();
    let found = variants(&AuditFeatures::new(&lexicon, &rows, &hits).expect("they belong together"));
    assert_eq!(shares(&found, Family::Stated, "articles by focus"), [2.0 / 3.0, 1.0 / 3.0]);
    assert_eq!(shares(&found, Family::Unit, "articles with any attention"), [0.75, 0.25]);
    assert_eq!(shares(&found, Family::Weight, "every outlet counts 1"), [2.0 / 3.0, 1.0 / 3.0]);
    assert_eq!(shares(&found, Family::Outlet, "p"), [0.0, 1.0]);
    // Without `tip` both articles on low pay lose their focus, without `wage` one does.
    assert_eq!(shares(&found, Family::Entry, "low.pay.tip"), [0.0, 1.0]);
    assert_eq!(shares(&found, Family::Entry, "low.pay.wage"), [0.5, 0.5]);
    assert!(shares(&found, Family::Unit, "headlines by scope").is_empty());
    assert!(found.iter().all(|variant| variant.family != Family::CutOff), "a rule of thumb has no odds");
}

#[test]
fn an_audit_that_scores_otherwise_is_refused() {
    let (mut rows, hits) = corpus();
    rows[3].focus = Focus::Tier(TierIdx(0));
    let lexicon = lexicon();
    let error = AuditFeatures::new(&lexicon, &rows, &hits).expect_err("the record says otherwise");
    assert_eq!(error, AuditFeaturesError::Differs { n: 1, first: "d".into() });
    let error = AuditFeatures::new(&lexicon, &rows, &[hit("a", "low.pay.gold")]).expect_err("no such entry");
    assert_eq!(error, AuditFeaturesError::Entry("low.pay.gold".into()));
    let error = AuditFeatures::new(&lexicon, &rows, &[hit("z", "low.pay.tip")]).expect_err("no such article");
    assert_eq!(error, AuditFeaturesError::Article("z".into()));
    let broken = Lexicon::small_with(&["low", "high"], &[], &[("calibration.toml", "fitted = 1\n")]);
    let error = AuditFeatures::new(&broken, &rows, &[]).expect_err("the weights are broken");
    assert!(matches!(error, AuditFeaturesError::Calibration(_)), "{error}");
}

#[test]
fn alternatives_and_parts_left_out_are_counted_apart() {
    let (rows, hits) = corpus();
    let lexicon = lexicon();
    let found = variants(&AuditFeatures::new(&lexicon, &rows, &hits).expect("they belong together"));
    let OrderHolds { alternatives, left_out } = OrderHolds::of(&found);
    // Three units (headlines count nothing) and two weights keep low before high; the claim as stated is none of them.
    assert_eq!((alternatives.n, alternatives.reversed.len()), (5, 0));
    let reversed: Vec<(&str, &str)> =
        left_out.reversed.iter().map(|variant| (variant.family.name(), variant.name.as_str())).collect();
    assert_eq!(reversed, [("without outlet", "p"), ("without entry", "low.pay.tip")]);
    assert_eq!(left_out.n, found.iter().filter(|v| v.family.leaves_out() && !v.shares.is_empty()).count());
}

#[test]
fn the_claim_has_the_base_of_the_summary() {
    let (mut rows, mut hits) = corpus();
    rows.push(row("m", "q", "mixed", [2, 2]));
    rows.push(ArticleRow {
        unscored: Some("its language".into()),
        focus: Focus::Unscored,
        ..row("u", "q", "low", [2, 0])
    });
    hits.extend(["low.pay.tip", "low.pay.tip", "high.pay.bonus", "high.pay.bonus"].map(|entry| hit("m", entry)));
    hits.extend([hit("u", "low.pay.tip"), hit("u", "low.pay.tip")]);
    let lexicon = lexicon();
    let found = variants(&AuditFeatures::new(&lexicon, &rows, &hits).expect("they belong together"));
    let tiers = lexicon.tiers.clone();
    let estimator = Estimator::new(&rows, &Weight::Copy, Method::Wilson, Resampling { replicates: 0, seed: 1 });
    let members: Vec<usize> = (0..rows.len()).collect();
    let summary: Vec<f64> =
        estimator.by_focus(&members, &tiers).into_iter().flatten().map(|estimate| estimate.share.share).collect();
    assert_eq!((found[0].n, shares(&found, Family::Stated, "articles by focus")), (4.0, summary.as_slice()));
}
