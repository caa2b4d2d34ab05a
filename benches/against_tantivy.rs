//! CPU time of a whole audit against bare tantivy indexing of the same title, body, outlet, date.
//!
//! Run: `cargo bench --bench against_tantivy`, over generated articles, or over a file of your own
//! with `CLASSLENS_BENCH_CORPUS=news.jsonl.zst`. Both read the same file, take turns, and the ratio
//! is taken pair by pair, as shared machines drift. CPU time is that of this process in all its
//! threads, from `/proc/self/stat`, in ticks of 10 ms: Linux only.

mod generated;
#[path = "generated/lines.rs"]
mod lines;
#[path = "generated/bare_index.rs"]
mod bare_index;

use std::path::{Path, PathBuf};

use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::pipeline::{AuditOptions, Counters, Origin, audit};
use classlens::read::{ReadOptions, Source};

use crate::bare_index::bare_tantivy;

const PAIRS: usize = 5;
const MEMORY: usize = 512 << 20;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = std::env::var_os("CLASSLENS_BENCH_CORPUS").map_or_else(
        || {
            let path = folder.path().join("generated.jsonl");
            std::fs::write(&path, lines::json_lines(&generated::articles(4000))).expect("the folder can be written");
            path
        },
        PathBuf::from,
    );
    let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
    let mut ratios = Vec::new();
    for pair in 0..PAIRS {
        let (audit_cpu, n_audited) = timed(|| whole_audit(&engine, &input, &folder.path().join("audit")));
        let (bare_cpu, n_indexed) =
            timed(|| bare_tantivy(&Source::File(input.clone()), &folder.path().join(format!("bare{pair}"))));
        assert_eq!(n_audited, n_indexed, "both hold the same articles");
        println!("{n_audited} articles: audit {audit_cpu:.2} s CPU, bare tantivy {bare_cpu:.2} s CPU");
        ratios.push(audit_cpu / bare_cpu);
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "ratio audit / bare tantivy: median {:.2}, from {:.2} to {:.2}",
        ratios[PAIRS / 2],
        ratios[0],
        ratios[PAIRS - 1]
    );
}

fn whole_audit(engine: &Engine, input: &Path, output: &Path) -> u64 {
    let options = AuditOptions {
        sources: vec![Source::File(input.to_owned())],
        origin: Origin::Sources,
        read: ReadOptions::default(),
        join: None,
        output: output.to_owned(),
        csv: false,
        checkpoint: 8192,
        replace: false,
        may_be_empty: false,
        resume: false,
        threads: 0,
        memory: MEMORY,
        seed: 1,
        command: Vec::new(),
    };
    audit(engine, &options, &Counters::default()).expect("the audit runs").manifest.n_articles
}

fn timed(work: impl FnOnce() -> u64) -> (f64, u64) {
    let before = cpu_seconds();
    let answer = work();
    (cpu_seconds() - before, answer)
}

/// User and system time of this process and its threads.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let behind_name = stat.rsplit(')').next().expect("the name is in brackets");
    let ticks = behind_name.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
