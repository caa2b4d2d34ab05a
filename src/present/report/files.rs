//! A report as files: the page, beside it a folder with the tables as CSV, and pictures of the figures on request.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::present::CsvWriter;
use crate::present::figure::{FigureError, file, png};
use crate::present::report::{Report, ReportError, Section, html};

/// Where the files of a report are.
#[derive(Debug)]
pub struct ReportFiles {
    /// The folder of tables and pictures: the page without its ending.
    pub tables: PathBuf,
    /// Why there is no PNG beside each SVG: this machine has no font to draw with.
    pub no_pictures: Option<FigureError>,
}

/// Writes the page, a table for each section and, with `figures`, SVG and PNG of every figure; files of these names are
/// replaced.
///
/// # Errors
/// When a file cannot be written or a figure cannot be drawn.
pub fn write(report: &Report, page: &Path, figures: bool) -> Result<ReportFiles, ReportError> {
    let tables = page.with_extension("");
    put(page, html(report).as_bytes())?;
    std::fs::create_dir_all(&tables).map_err(ReportError::of(&tables))?;
    for section in &report.sections {
        write_table(&tables, section)?;
    }
    let no_pictures = if figures { write_figures(&tables, &report.sections)? } else { None };
    Ok(ReportFiles { tables, no_pictures })
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), ReportError> {
    std::fs::write(path, bytes).map_err(ReportError::of(path))
}

fn write_table(folder: &Path, section: &Section) -> Result<(), ReportError> {
    let path = folder.join(format!("{}.csv", section.id));
    let mut writer = CsvWriter::new(File::create(&path).map_err(ReportError::of(&path))?);
    writer.write(&section.table).and_then(|()| writer.finish()).map_err(ReportError::of(&path))
}

/// SVG of every figure, and PNG where this machine has a font to draw with.
fn write_figures(folder: &Path, sections: &[Section]) -> Result<Option<FigureError>, ReportError> {
    for figure in sections.iter().filter_map(Section::figure) {
        put(&folder.join(format!("{}.svg", figure.id)), file(&figure).as_bytes())?;
    }
    for figure in sections.iter().filter_map(Section::figure) {
        match png(&figure) {
            Ok(bytes) => put(&folder.join(format!("{}.png", figure.id)), &bytes)?,
            Err(error @ FigureError::NoFont) => return Ok(Some(error)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}
