//! Which articles of a corpus print the same story again, as CSV: `id,story,copies,kind`.
//!
//! Run: `cargo run --release --example stories -- news.jsonl.zst > stories.csv`. Only articles with
//! copies are printed; the counts go to standard error.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;

use classlens::article::Record;
use classlens::clean::clean;
use classlens::copies::{CopyKind, Signature, SignatureWriter, cluster};
use classlens::read::{ReadOptions, expand, read_all};
use classlens::tokenize::tokenize;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let folder = tempfile::tempdir()?;
    let spill = folder.path().join("signatures");
    let mut writer = SignatureWriter::create(&spill)?;
    let (mut ids, mut failed) = (Vec::new(), None);
    let mut sink = |record: Record| {
        let Record::Article(raw) = record else { return ControlFlow::Continue(()) };
        let document = clean(*raw);
        let tokens = tokenize(&document.text, &document.blocks);
        failed = writer.push(&Signature::of(&document, &tokens)).err();
        ids.push(document.id);
        if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    read_all(&expand(&paths)?, &ReadOptions::default(), &AtomicU64::new(0), &mut sink);
    if let Some(error) = failed {
        return Err(error.into());
    }
    writer.finish()?;
    let started = std::time::Instant::now();
    let stories = cluster(std::slice::from_ref(&spill), folder.path())?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "id,story,copies,kind")?;
    for (id, idx) in ids.iter().zip(0..).filter(|(_, idx)| stories.n_copies(*idx) > 1) {
        let kind = match stories.kind(idx) {
            None => "head",
            Some(CopyKind::Exact) => "exact",
            Some(CopyKind::Near) => "near",
        };
        writeln!(out, "{id},{},{},{kind}", ids[stories.head(idx) as usize], stories.n_copies(idx))?;
    }
    let (n_exact, n_near) = stories.n_repeated();
    eprintln!(
        "{} articles, {} stories with copies; {n_exact} exact and {n_near} near copies; {} bytes of signatures, clustered in {:.2} s",
        ids.len(),
        stories.stories().count(),
        std::fs::metadata(&spill)?.len(),
        started.elapsed().as_secs_f64()
    );
    Ok(())
}
