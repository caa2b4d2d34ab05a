//! `classlens report`: the findings of an audit as a page, its tables as CSV, its figures as pictures.

mod corpus;
mod corrected;
mod coverage;
mod findings;
mod population;
mod stability;
mod voices;

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use classlens::pipeline::Manifest;
use classlens::present::figure::{FigureError, file, png};
use classlens::present::report::{Report, Section, html};
use classlens::present::{CsvWriter, read_parquet, rows_of_hits};

use crate::args::{Global, ReportArgs};
use crate::commands::corrected::Corrected;
use crate::commands::{articles_of, lexicon_of_audit, open_audit};
use crate::output::say;
use corpus::Corpus;

pub fn run(global: &Global, args: &ReportArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let lexicon = lexicon_of_audit(global, &args.audit, &manifest)?;
    let rows = articles_of(&folder, &manifest)?;
    let hits = read_parquet(&folder.hits())?;
    let hits = rows_of_hits(&hits).map_err(anyhow::Error::msg)?;
    let corpus = Corpus::new(&args.audit, &manifest, &lexicon, &rows, &hits, args, global.seed)?;
    let mut report = report(&corpus)?;
    if let Some(found) = Corrected::of(&folder, &manifest, &rows, &[])? {
        report.sections.insert(0, corrected::section(&found));
    }
    let page = args.output.clone().unwrap_or_else(|| args.audit.join("report.html"));
    let tables = page.with_extension("");
    write(&page, html(&report).as_bytes())?;
    std::fs::create_dir_all(&tables).with_context(|| format!("{}: cannot be made", tables.display()))?;
    for section in &report.sections {
        write_table(&tables, section)?;
    }
    if args.figures {
        write_figures(&tables, &report.sections)?;
    }
    say(global.format, &format!("report: {}\ntables: {}", page.display(), tables.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Everything the page says.
fn report(corpus: &Corpus<'_>) -> anyhow::Result<Report> {
    let mut sections = coverage::sections(corpus);
    sections.extend(voices::sections(corpus));
    sections.extend(population::sections(corpus));
    sections.extend(stability::sections(corpus)?);
    Ok(Report {
        title: corpus.title(),
        finding: findings::sentences(corpus),
        corpus: findings::of_corpus(corpus),
        cautions: findings::cautions(corpus),
        sections,
        methods: methods(corpus.manifest, corpus),
    })
}

fn methods(manifest: &Manifest, corpus: &Corpus<'_>) -> Vec<(String, String)> {
    let pair = |name: &str, value: String| (name.to_owned(), value);
    vec![
        pair("program", format!("classlens {}, tokenizer contract {}", manifest.version, manifest.tokenizer)),
        pair("call", format!("classlens {}", manifest.command.join(" "))),
        pair("lexicon", format!("{} {}", manifest.lexicon, manifest.lexicon_hash)),
        pair("corpus", format!("{} (hash over ids and texts)", manifest.corpus_hash)),
        pair("seed", manifest.seed.to_string()),
        pair("intervals", corpus.basis()),
        pair(
            "focus",
            "a small linear model over counts of lexicon hits; METHODS.md defines every figure and states how often the \
             classifier is wrong"
                .to_owned(),
        ),
        pair("occupations", "U.S. Bureau of Labor Statistics: OEWS, CPS and SOC; wages and employment by year".to_owned()),
    ]
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("{}: cannot be written", path.display()))
}

fn write_table(folder: &Path, section: &Section) -> anyhow::Result<()> {
    let path = folder.join(format!("{}.csv", section.id));
    let file = File::create(&path).with_context(|| format!("{}: cannot be written", path.display()))?;
    let mut writer = CsvWriter::new(file);
    writer.write(&section.table)?;
    writer.finish()?;
    Ok(())
}

/// SVG of every figure, and PNG where this machine has a font to draw with.
fn write_figures(folder: &Path, sections: &[Section]) -> anyhow::Result<()> {
    for figure in sections.iter().filter_map(Section::figure) {
        write(&folder.join(format!("{}.svg", figure.id)), file(&figure).as_bytes())?;
    }
    for figure in sections.iter().filter_map(Section::figure) {
        match png(&figure) {
            Ok(bytes) => write(&folder.join(format!("{}.png", figure.id)), &bytes)?,
            Err(error @ FigureError::NoFont) => {
                eprintln!("note: {error}");
                break;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
