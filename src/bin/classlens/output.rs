//! Prints tables in the format asked for.

use std::io::{Write, stdout};

use classlens::present::{CsvWriter, Style, render, write_json};
use classlens::record::Table;

use crate::args::Format;

/// Prints a table on standard output.
pub fn print(table: &Table, format: Format) -> anyhow::Result<()> {
    print_styled(table, format, Style::default())
}

/// Prints a table in a style of its own where people read it.
pub fn print_styled(table: &Table, format: Format, style: Style) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    match format {
        Format::Table => out.write_all(render(table, style).as_bytes())?,
        Format::Csv => {
            let mut writer = CsvWriter::new(&mut out);
            writer.write(table)?;
            writer.finish()?;
        }
        Format::Json => write_json(table, &mut out)?,
    }
    Ok(())
}

/// Prints a line for people; left out where a machine reads.
pub fn say(format: Format, line: &str) -> anyhow::Result<()> {
    if format == Format::Table {
        writeln!(stdout().lock(), "{line}")?;
    }
    Ok(())
}
