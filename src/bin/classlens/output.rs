//! Prints tables in the format asked for.

use std::io::{Write, stdout};

use classlens::audit::Answer;
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

/// Prints a table with what is to be known of it.
pub fn print_answer(answer: &Answer, format: Format) -> anyhow::Result<()> {
    print_answer_styled(answer, format, Style::default())
}

/// Prints a table with what is to be known of it, in a style of its own where people read it.
pub fn print_answer_styled(answer: &Answer, format: Format, style: Style) -> anyhow::Result<()> {
    answer.before.iter().try_for_each(|line| say(format, line))?;
    print_styled(&answer.table, format, style)?;
    answer.after.iter().try_for_each(|line| say(format, line))
}

/// Prints the first rows of a table, `most` of them, all where that is 0; returns how many are left out.
pub fn print_first(table: &Table, format: Format, most: usize) -> anyhow::Result<usize> {
    if most == 0 || most >= table.n_rows() {
        print(table, format)?;
        return Ok(0);
    }
    print(&table.first(most), format)?;
    Ok(table.n_rows() - most)
}

/// Prints a line for people; left out where a machine reads.
pub fn say(format: Format, line: &str) -> anyhow::Result<()> {
    if format == Format::Table {
        writeln!(stdout().lock(), "{line}")?;
    }
    Ok(())
}
