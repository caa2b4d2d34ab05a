use proptest::prelude::{any, prop, proptest};

use crate::lexicon::TierIdx;
use crate::record::Axis;
use crate::score::{AcknowledgementKind, ArticleRow, Focus};
use crate::summarize::{Tally, Z95, wilson};

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
