//! How long searches take: twenty queries of all kinds, p50 and p99, cold and warm.
//!
//! Run: `cargo bench --bench latency`, over generated articles, or over an audit of your own with
//! `CLASSLENS_BENCH_AUDIT=audit`. Cold is the first answer of an index that was just opened (the
//! operating system may still hold its files); warm are answers one after the other. An answer is
//! the count and the first ten articles. Every answer is asserted to be the same each time, and the
//! number of articles to be that of a count.

mod generated;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::score::article_row;
use classlens::store::{Order, Query, Request, Store, StoreWriter, parse_query};

/// Answers of an index that was just opened, a query.
const COLD: usize = 10;
/// Answers one after the other, a query.
const WARM: usize = 100;
/// Articles that are made up.
const GENERATED: usize = 4000;

/// Queries of all kinds, one a line; `tests/it/compat.rs` asks them, too.
const QUERIES: &str = include_str!("../tests/fixtures/queries.txt");

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lexicon = Lexicon::embedded();
    let tiers = lexicon.tiers.clone();
    let index = match std::env::var_os("CLASSLENS_BENCH_AUDIT") {
        Some(audit) => PathBuf::from(audit).join("index"),
        None => generated_index(lexicon, folder.path()),
    };
    let store = Store::open(&index, &tiers).expect("the index is whole");
    println!("{:<42} {:>8} {:>9} {:>9} {:>9} {:>9}", "milliseconds", "found", "cold p50", "p99", "warm p50", "p99");
    for text in QUERIES.lines() {
        let query = parse_query(text).expect("the query is sound");
        let n_found = store.count(&query).expect("the index can be read");
        let cold = (0..COLD).map(|_| {
            let fresh = Store::open(&index, &tiers).expect("the index is whole");
            timed(&fresh, &query, n_found)
        });
        let cold = sorted(cold.collect());
        let warm = sorted((0..WARM).map(|_| timed(&store, &query, n_found)).collect());
        println!(
            "{text:<42} {n_found:>8} {:>9.2} {:>9.2} {:>9.2} {:>9.2}",
            quantile(&cold, 0.5),
            quantile(&cold, 0.99),
            quantile(&warm, 0.5),
            quantile(&warm, 0.99)
        );
    }
}

/// Milliseconds of one answer, which must find `n_found` articles.
fn timed(store: &Store, query: &Query, n_found: u64) -> f64 {
    let request = Request { order: Order::Rank, offset: 0, limit: 10, after: None };
    let started = Instant::now();
    let page = store.search(query, request).expect("the index can be read");
    let elapsed = started.elapsed().as_secs_f64() * 1000.0;
    assert_eq!(page.n_found, n_found, "search and count agree");
    assert_eq!(page.articles.len() as u64, n_found.min(10));
    elapsed
}

fn sorted(mut times: Vec<f64>) -> Vec<f64> {
    times.sort_by(f64::total_cmp);
    times
}

/// The least value that `share` of the sorted values do not exceed.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}

fn generated_index(lexicon: Arc<Lexicon>, folder: &Path) -> PathBuf {
    let engine = Engine::new(lexicon).expect("the embedded calibration is sound");
    let mut writer = StoreWriter::create(folder, &engine.lexicon, 0).expect("the folder can be written");
    for raw in generated::articles(GENERATED) {
        let scored = engine.analyse(raw);
        writer.add(&engine.lexicon, &scored, &article_row(&engine.lexicon, &scored)).expect("it can be written");
    }
    writer.finish().expect("it can be written");
    folder.to_owned()
}
