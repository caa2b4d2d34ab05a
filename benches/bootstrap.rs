//! Intervals by bootstrap over the outlets of a corpus as large as real ones.
//!
//! Run: `cargo bench --bench bootstrap`. Every bench asserts its answer.

use classlens::lexicon::TierIdx;
use classlens::score::{ArticleRow, Focus};
use classlens::summarize::{ClusterBy, Estimator, Method, Resampling, Weight};
use divan::Bencher;

fn main() {
    divan::main();
}

const ARTICLES: usize = 37_284;
const OUTLETS: usize = 491;
const FOCI: [Focus; 5] =
    [Focus::Tier(TierIdx(0)), Focus::Tier(TierIdx(1)), Focus::Tier(TierIdx(2)), Focus::Mixed, Focus::None];

/// Articles of outlets whose sizes fall off as 1 / rank, over eight years.
fn rows() -> Vec<ArticleRow> {
    let harmonic: f64 = (1..=OUTLETS).map(|rank| 1.0 / rank as f64).sum();
    let mut rows = Vec::with_capacity(ARTICLES);
    for rank in 1..=OUTLETS {
        let size = (ARTICLES as f64 / harmonic / rank as f64).ceil() as usize;
        for at in 0..size.min(ARTICLES - rows.len()) {
            let focus = FOCI[if at % 10 < 3 { (at + rank) % 4 } else { 4 }];
            rows.push(ArticleRow {
                id: format!("{rank}-{at}"),
                outlet: Some(format!("outlet {rank}")),
                date: Some(format!("20{}-{:02}-{:02}", 12 + at % 8, 1 + at % 12, 1 + at % 28)),
                focus,
                ..ArticleRow::default()
            });
        }
    }
    rows
}

#[divan::bench(args = ["outlet", "outlet-week", "story"], sample_count = 3)]
fn ten_thousand_replicates_of_four_shares(bencher: Bencher<'_, '_>, by: &str) {
    let rows = rows();
    let by = match by {
        "outlet" => ClusterBy::Outlet,
        "outlet-week" => ClusterBy::OutletWeek,
        _ => ClusterBy::Story,
    };
    let members: Vec<usize> = (0..rows.len()).collect();
    bencher.bench(|| {
        let resampling = Resampling { replicates: 10_000, seed: 1 };
        let estimator = Estimator::new(&rows, &Weight::Copy, Method::Clusters(by), resampling);
        let shares = estimator.shares(
            &members,
            &|_| true,
            &[&|r| r.focus == FOCI[0], &|r| r.focus == FOCI[1], &|r| r.focus == FOCI[2], &|r| r.focus == FOCI[3]],
        );
        let low = shares[2].expect("there are articles").share;
        assert!(low.low < low.share && low.share < low.high, "{low:?}");
    });
}
