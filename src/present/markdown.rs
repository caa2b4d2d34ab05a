//! Tables in Markdown, for pages that are kept in a repository.

use crate::record::{Cell, Kind, Table};

/// The table with a head row; numbers to the right, three decimals, an empty cell where there is nothing.
#[must_use]
pub fn markdown(table: &Table) -> String {
    let schema = table.schema();
    let mut out = line(schema.iter().map(|(name, _)| escaped(name)));
    out.push_str(&line(schema.iter().map(|(_, kind)| match kind {
        Kind::Int | Kind::Float => "---:".to_owned(),
        Kind::Text | Kind::Flag => "---".to_owned(),
    })));
    for row in 0..table.n_rows() {
        out.push_str(&line((0..schema.len()).map(|column| printed(table.cell(row, column)))));
    }
    out
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

fn printed(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => escaped(text),
        Cell::Int(number) => number.to_string(),
        Cell::Float(number) => format!("{number:.3}"),
        Cell::Flag(flag) => if flag { "yes" } else { "no" }.to_owned(),
        Cell::Missing => String::new(),
    }
}

/// A text that stays in its cell and is read as it is written.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '<' | '[' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::present::markdown;
    use crate::record::{Cell, Kind, Table};

    #[test]
    fn cells_that_would_break_a_table_are_escaped() {
        let mut table = Table::new(&[("name", Kind::Text), ("n", Kind::Int), ("share", Kind::Float)]);
        table.push(&[Cell::Text("a|b\nlow_wage"), Cell::Int(3), Cell::Float(0.25)]);
        table.push(&[Cell::Missing, Cell::Missing, Cell::Missing]);
        insta::assert_snapshot!(markdown(&table), @r"
        | name | n | share |
        | --- | ---: | ---: |
        | a\|b low_wage | 3 | 0.250 |
        |  |  |  |
        ");
    }
}
