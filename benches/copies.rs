//! Stories found in 100,000 made-up articles whose copies are known.
//!
//! Run: `cargo bench --bench copies`. It prints the throughput of both steps, the precision and
//! recall over pairs of articles, which it asserts, and the peak memory of the process (Linux).

#[path = "generated/reprints.rs"]
mod reprints;

use std::time::Instant;

use classlens::clean::clean;
use classlens::copies::{Signature, SignatureWriter, cluster};
use classlens::tokenize::tokenize;

const N: usize = 100_000;
/// Articles that are held at a time.
const CHUNK: usize = 1_000;
const MOST_MEMORY: u64 = 512 << 20;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("signatures");
    let mut writer = SignatureWriter::create(&path).expect("the folder can be written");
    let mut press = reprints::Press::new(1);
    let (mut stories, mut n_bytes, mut seconds) = (Vec::with_capacity(N), 0, 0.0);
    while stories.len() < N {
        let articles = press.articles(CHUNK.min(N - stories.len()));
        stories.extend(articles.iter().map(|printed| printed.story));
        let read = articles.into_iter().map(|printed| {
            let document = clean(printed.article);
            let tokens = tokenize(&document.text, &document.blocks);
            (document, tokens)
        });
        let read: Vec<_> = read.collect();
        let started = Instant::now();
        for (document, tokens) in &read {
            writer.push(&Signature::of(document, tokens)).expect("the folder can be written");
            n_bytes += document.text.len();
        }
        seconds += started.elapsed().as_secs_f64();
    }
    writer.finish().expect("the folder can be written");
    println!("signatures  {:>7.1} MB/s, {:.0} articles/s", n_bytes as f64 / 1e6 / seconds, N as f64 / seconds);
    let started = Instant::now();
    let found = cluster(&[path], folder.path()).expect("the signatures can be read");
    println!("clustering  {:>7.0} articles/s", N as f64 / started.elapsed().as_secs_f64());
    let quality = reprints::quality(&stories, |idx| found.head(u32::try_from(idx).expect("few articles")) as usize);
    let (precision, recall) = (quality.precision(), quality.recall());
    println!("precision {precision:.4}, recall {recall:.4} over {} planted pairs", quality.n_planted);
    assert!(quality.n_planted > 20_000 && precision >= 0.98 && recall >= 0.98, "{quality:?}");
    if let Some(peak) = peak_memory() {
        println!("peak memory {} MiB", peak >> 20);
        assert!(peak < MOST_MEMORY, "{peak} bytes");
    }
}

/// The most memory this process held, in bytes.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib << 10)
}
