//! `classlens report`: the findings of an audit as a page, its tables as CSV, its figures as pictures.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use classlens::present::CsvWriter;
use classlens::present::figure::{FigureError, file, png};
use classlens::present::report::{Heading, Report, Section, html};

use crate::args::{Global, ReportArgs};
use crate::commands::subset::with_articles;
use crate::commands::{note_on_codes, open_audit};
use crate::output::say;

pub fn run(global: &Global, args: &ReportArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    audit.lexicon()?;
    // What lies in the audit folder is the program's own, and made again.
    if let Some(page) = &args.output {
        [page, &page.with_extension("")].into_iter().try_for_each(|path| args.write_over.check(path))?;
    }
    let estimate = args.estimate.options(global.seed)?;
    with_articles(global, &audit, &args.subset, |articles| {
        articles.check_weight(&estimate)?;
        note_on_codes(articles)?;
        let (title, author, date) = (args.title.clone(), args.author.clone(), args.date.clone());
        let report = Report { heading: Heading { title, author, date }, ..articles.report(&estimate)? };
        write_report(global, args, &report, articles.subset().is_some())
    })
}

/// Where the page goes unless that is said: that of some articles never replaces that of all.
fn page_of(args: &ReportArgs, is_part: bool) -> PathBuf {
    let name = if is_part { "report-subset.html" } else { "report.html" };
    args.output.clone().unwrap_or_else(|| args.audit.join(name))
}

fn write_report(global: &Global, args: &ReportArgs, report: &Report, is_part: bool) -> anyhow::Result<ExitCode> {
    let page = page_of(args, is_part);
    let tables = page.with_extension("");
    write(&page, html(report).as_bytes())?;
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
