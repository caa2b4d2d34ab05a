//! `classlens report`: the findings of an audit as a page, its tables as CSV, its figures as pictures.

use std::path::PathBuf;
use std::process::ExitCode;

use classlens::present::report::{Heading, Report, write};

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
    let files = write(report, &page, args.figures)?;
    if let Some(reason) = files.no_pictures {
        eprintln!("note: {reason}");
    }
    say(global.format, &format!("report: {}\ntables: {}", page.display(), files.tables.display()))?;
    Ok(ExitCode::SUCCESS)
}
