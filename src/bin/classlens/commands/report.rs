//! `classlens report`: the findings of an audit as a page, its tables as CSV, its figures as pictures.

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use classlens::findings::{self, Corpus};
use classlens::folder::Manifest;
use classlens::present::CsvWriter;
use classlens::present::figure::{FigureError, file, png};
use classlens::present::report::{Section, html};
use classlens::record::{read_parquet, rows_of_hits};
use classlens::summarize::Axis;

use crate::args::{Global, ReportArgs};
use crate::commands::corrected::corrected_of;
use crate::commands::{articles_of, lexicon_of_audit, open_audit};
use crate::output::say;

pub fn run(global: &Global, args: &ReportArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let lexicon = lexicon_of_audit(global, &args.audit, &manifest)?;
    let rows = articles_of(&folder, &manifest)?;
    let hits = read_parquet(&folder.hits())?;
    let hits = rows_of_hits(&hits).map_err(anyhow::Error::msg)?;
    let (weight, resampling) = (args.estimate.weight()?, args.estimate.resampling(global.seed));
    let corpus = Corpus::new((&manifest, &lexicon), (&rows, &hits), weight, args.estimate.method(), resampling);
    let corrected = corrected_of(&folder, &manifest, &rows, &[Axis::Outlet])?;
    let report = findings::report(&args.audit, title(&args.audit, &manifest), &corpus, corrected.as_ref())?;
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

/// What was audited.
fn title(audit: &Path, manifest: &Manifest) -> String {
    match manifest.sources.as_slice() {
        [one] => one.source.clone(),
        many => format!("{} sources, audited in {}", many.len(), audit.display()),
    }
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
