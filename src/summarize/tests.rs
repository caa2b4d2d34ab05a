use proptest::prelude::{any, prop, proptest};

use std::collections::BTreeMap;

use crate::lexicon::{Serves, TierIdx};
use crate::record::{self, Axis};
use crate::score::{AcknowledgementKind, ArticleRow, Focus, HeadlineScope, WorkRow};
use crate::summarize::{Cell, Share, Tally, Z95, wilson};

#[test]
fn wilson_agrees_with_a_worked_value() {
    // Newcombe (1998), Statistics in Medicine 17: 857–872, table I: 81 of 263.
    let (low, high) = wilson(81, 263, Z95).expect("263 documents");
    assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
    assert_eq!(wilson(0, 0, Z95), None);
    assert_eq!(wilson(0, 10, Z95).map(|(low, _)| low), Some(0.0));
}

#[test]
fn the_interval_holds_its_share() {
    for n in 1..200 {
        for hits in [0, 1.min(n), n / 2, n] {
            let (low, high) = wilson(hits, n, Z95).expect("documents");
            let share = hits as f64 / n as f64;
            assert!(low <= share && share <= high, "{hits} of {n}: {low} {high}");
        }
    }
}

#[test]
fn a_share_has_its_wilson_interval_and_three_cells() {
    // numpy 2.4, (p + z²/2n ∓ z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n), p = 3/8, n = 8.
    let share = Share::of(3, 8).expect("there are articles");
    assert_eq!((share.hits, share.n), (3, 8));
    let found = [share.share, share.low, share.high];
    for (found, expected) in found.into_iter().zip([0.375, 0.136_844_285_8, 0.694_257_605_4]) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
    assert_eq!(record::Cell::share(Some(share)), found.map(|value| record::Cell::float(Some(value))));
    assert_eq!(record::Cell::share(None), [(); 3].map(|()| record::Cell::float(None)));
    assert_eq!(Share::of(0, 0), None);
}

/// Counts by name.
fn counts<const N: usize>(of: [(&str, u64); N]) -> BTreeMap<String, u64> {
    of.into_iter().map(|(name, n)| (name.to_owned(), n)).collect()
}

#[test]
fn a_tally_counts_what_its_articles_say() {
    use AcknowledgementKind::{None as Nothing, Substantive, Token};
    let tiers = ["low".to_owned(), "high".to_owned()];
    let (low, high) = (Focus::Tier(TierIdx(0)), Focus::Tier(TierIdx(1)));
    let article = |outlet: &str, n_tokens, focus, attention: [u8; 2], acknowledgement: [_; 2]| ArticleRow {
        outlet: Some(outlet.to_owned()),
        n_tokens,
        focus,
        attention: attention.to_vec(),
        acknowledgement: acknowledgement.to_vec(),
        ..ArticleRow::default()
    };
    let rows = [
        ArticleRow {
            headline_scope: HeadlineScope::Universal,
            scope_gap: true,
            proposals: vec!["jobs".into(), "leave".into()],
            proposals_serve: vec![Serves::Control, Serves::Unstable],
            tropes: vec!["opt_out".into()],
            work: WorkRow { n_pay: 4, schedule_rigid: 2, ..WorkRow::default() },
            ..article("A", 100, low, [3, 1], [Substantive, Token])
        },
        ArticleRow {
            headline_scope: HeadlineScope::Universal,
            proposals: vec!["leave".into()],
            proposals_serve: vec![Serves::Control],
            work: WorkRow { n_pay: 1, ..WorkRow::default() },
            ..article("A", 30, low, [2, 0], [Token, Nothing])
        },
        article("A", 20, high, [1, 3], [Token, Substantive]),
        article("A", 7, Focus::None, [0, 0], [Nothing, Nothing]),
        ArticleRow { unscored: Some("language".into()), ..article("A", 9, Focus::Unscored, [0, 0], [Nothing; 2]) },
        article("B", 50, Focus::Mixed, [2, 2], [Substantive, Substantive]),
    ];
    let mut tally = Tally::new(&[Axis::outlet()]);
    rows.iter().for_each(|row| tally.add(row, &tiers));
    let of_a = Cell {
        n_articles: 5,
        n_unscored: 1,
        n_tokens: 166,
        focus: BTreeMap::from([(low, 2), (high, 1), (Focus::None, 1), (Focus::Unscored, 1)]),
        n_universal_headline: 2,
        n_scope_gap: 1,
        n_attended: vec![3, 2],
        n_token: vec![2, 1],
        proposals: counts([("jobs", 1), ("leave", 2)]),
        serve: counts([("control", 2), ("unstable", 1)]),
        tropes: counts([("opt_out", 1)]),
        work: counts([("pay", 2), ("rigid", 1)]),
    };
    let cells: Vec<_> = tally.cells().collect();
    assert_eq!(cells[0], (["A".to_owned()].as_slice(), &of_a));
    assert_eq!((cells.len(), cells[1].1.n_tokens, tally.axes()), (2, 50, [Axis::outlet()].as_slice()));
    let total = tally.total();
    assert_eq!((total.n_articles, total.n_tokens, &total.n_attended), (6, 216, &vec![4, 3]));
    assert_eq!((total.n_scored(), total.n_focused()), (5, 4));
    assert_eq!([low, high, Focus::Mixed, Focus::None].map(|focus| total.n_about(focus)), [2, 1, 1, 1]);
    assert_eq!(cells[1].1.n_about(low), 0);

    let mut shares = Cell::default();
    rows.iter().for_each(|row| shares.add_shares_of(row));
    let kept = |of: &Cell| (of.n_articles, of.n_unscored, of.focus.clone(), of.n_universal_headline, of.n_scope_gap);
    assert_eq!(kept(&shares), kept(total), "what shares are made of is counted alike");
    assert_eq!((shares.n_tokens, shares.n_attended.len()), (0, 0));
}

fn row(outlet: u8, focus: u8, attention: u8) -> ArticleRow {
    ArticleRow {
        outlet: (outlet > 0).then(|| format!("o{outlet}")),
        focus: [Focus::None, Focus::Tier(TierIdx(0)), Focus::Mixed][usize::from(focus % 3)],
        attention: vec![attention % 4],
        acknowledgement: vec![AcknowledgementKind::Token],
        n_tokens: u64::from(outlet) + 1,
        ..ArticleRow::default()
    }
}

fn tally(rows: &[(u8, u8, u8)]) -> Tally {
    let mut tally = Tally::new(&[Axis::outlet()]);
    rows.iter().for_each(|(o, f, a)| tally.add(&row(o % 4, *f, *a), &["middle".to_owned()]));
    tally
}

proptest! {
    #[test]
    fn merging_tallies_is_associative_and_commutative(
        a in prop::collection::vec(any::<(u8, u8, u8)>(), 0..20),
        b in prop::collection::vec(any::<(u8, u8, u8)>(), 0..20),
        c in prop::collection::vec(any::<(u8, u8, u8)>(), 0..20),
    ) {
        let (a, b, c) = (tally(&a), tally(&b), tally(&c));
        let merged = |x: &Tally, y: &Tally| { let mut x = x.clone(); x.merge(y); x };
        assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        assert_eq!(merged(&a, &b), merged(&b, &a));
    }
}
