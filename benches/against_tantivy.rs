//! CPU time of a whole audit against bare tantivy indexing of the same title, body, outlet, date.
//!
//! Run: `cargo bench --bench against_tantivy`, over generated articles, or over a file of your own
//! with `CLASSLENS_BENCH_CORPUS=news.jsonl.zst`. Both read the same file, take turns, and the ratio
//! is taken pair by pair, as shared machines drift. CPU time is that of this process in all its
//! threads, from `/proc/self/stat`, in ticks of 10 ms: Linux only.

mod generated;
#[path = "generated/lines.rs"]
mod lines;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use classlens::article::Record;
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::pipeline::{AuditOptions, Counters, Origin, audit};
use classlens::read::{ReadOptions, Source, read_all};
use tantivy::schema::{FAST, STORED, STRING, Schema, TEXT};
use tantivy::{Index, IndexWriter, TantivyDocument};

const PAIRS: usize = 3;
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
        let (bare_cpu, n_indexed) = timed(|| bare_tantivy(&input, &folder.path().join(format!("bare{pair}"))));
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

/// Title and body indexed with positions and stored, outlet and date as columns; tantivy's default
/// tokenizer, one thread, no merging, as in the audit.
fn bare_tantivy(input: &Path, folder: &Path) -> u64 {
    std::fs::create_dir_all(folder).expect("the folder can be written");
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    let outlet = schema.add_text_field("outlet", STRING | FAST | STORED);
    let date = schema.add_text_field("date", STRING | FAST | STORED);
    let index = Index::create_in_dir(folder, schema.build()).expect("the folder is empty");
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY / 2).expect("memory is enough");
    writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
    let mut n = 0;
    let mut sink = |record: Record| {
        if let Record::Article(article) = record {
            let mut document = TantivyDocument::default();
            document.add_text(title, &article.title);
            document.add_text(body, &article.body);
            document.add_text(outlet, article.outlet.as_deref().unwrap_or_default());
            document.add_text(date, article.date.map(|d| d.to_string()).unwrap_or_default());
            writer.add_document(document).expect("the index takes it");
            n += 1;
        }
        ControlFlow::Continue(())
    };
    read_all(&[Source::File(input.to_owned())], &ReadOptions::default(), &AtomicU64::new(0), &mut sink);
    writer.commit().expect("the index commits");
    n
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
