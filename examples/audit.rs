//! Audits files of news articles into a folder and prints what they are about.
//!
//! Run: `cargo run --release --example audit -- FOLDER news.jsonl …`; without files it takes the sample corpus.

use std::path::PathBuf;

use classlens::audit::{Readers, SummaryOptions};
use classlens::pipeline::{Counters, audit, sample_source};
use classlens::present::{Style, render};
use classlens::read::expand;
use classlens::{Audit, AuditOptions, Engine, Lexicon};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let output = arguments.next().ok_or("name the folder that the audit goes to")?;
    let files: Vec<PathBuf> = arguments.collect();
    let sources = if files.is_empty() { vec![sample_source()] } else { expand(&files)? };
    let engine = Engine::new(Lexicon::embedded())?;
    audit(&engine, &AuditOptions::new(sources, &output), &Counters::default())?;
    let audit = Audit::open(&output)?;
    let options = SummaryOptions { readers: Readers::People, ..SummaryOptions::default() };
    let shares = audit.summary(&options)?.shares;
    shares.before.iter().for_each(|line| println!("{line}"));
    println!("{}", render(&shares.table, Style::default()));
    let low_wage = audit.of(&audit.query("focus:low_wage")?)?;
    println!("{} articles are about low-wage workers", low_wage.rows().len());
    Ok(())
}
