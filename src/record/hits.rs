//! The table of hits, read back.

use crate::clean::{Field, Zone};
use crate::record::Table;
use crate::score::HitRow;

/// The rows of a table of hits.
///
/// # Errors
/// When a column is missing or a value is none that classlens writes.
pub fn rows_of_hits(table: &Table) -> Result<Vec<HitRow<'_>>, String> {
    let at = |name: &str| table.column(name).ok_or_else(|| format!("the column `{name}` is missing"));
    let (article, entry, tier, dimension) = (at("article")?, at("entry")?, at("tier")?, at("dimension")?);
    let (role, kind) = (at("role")?, at("kind")?);
    let (zone, sentence, field) = (at("zone")?, at("sentence")?, at("field")?);
    let (start, end, words, weight) = (at("start")?, at("end")?, at("words")?, at("weight")?);
    // Columns that came later.
    let (soc, counted) = (table.column("soc"), table.column("is_counted"));
    let text = |row: usize, column: usize| table.text(row, column);
    let number = |row: usize, column: usize| {
        let number = table.cell(row, column).as_int().ok_or_else(|| format!("row {}: a number is missing", row + 1))?;
        u32::try_from(number).map_err(|_| format!("row {}: {number} is no place", row + 1))
    };
    let mut rows = Vec::with_capacity(table.n_rows());
    for row in 0..table.n_rows() {
        let unknown = |what: &str, name: &str| format!("row {}: unknown {what} `{name}`", row + 1);
        let (zone, field) = (text(row, zone), text(row, field));
        rows.push(HitRow {
            article: text(row, article),
            entry: text(row, entry),
            tier: text(row, tier),
            dimension: text(row, dimension),
            role: text(row, role),
            kind: text(row, kind),
            zone: zone_name(zone).ok_or_else(|| unknown("zone", zone))?,
            sentence: number(row, sentence)?,
            field: field_name(field).ok_or_else(|| unknown("field", field))?,
            start: number(row, start)?,
            end: number(row, end)?,
            words: text(row, words),
            weight: table
                .cell(row, weight)
                .as_float()
                .ok_or_else(|| format!("row {}: the weight is missing", row + 1))?,
            soc: soc.and_then(|soc| table.cell(row, soc).as_text()),
            is_counted: counted.and_then(|counted| table.cell(row, counted).as_flag()).unwrap_or_default(),
        });
    }
    Ok(rows)
}

fn zone_name(name: &str) -> Option<&'static str> {
    Zone::ALL.into_iter().map(Zone::name).find(|known| *known == name)
}

fn field_name(name: &str) -> Option<&'static str> {
    [Field::Title, Field::Body].into_iter().map(Field::name).find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::rows_of_hits;
    use crate::record::{Cell, Table, hits_table};

    fn table(zone: &str, field: &str, start: i64) -> Table {
        let mut table = hits_table();
        table.push(&[
            Cell::Text("a"),
            Cell::Text("low.pay.wage"),
            Cell::Text("low"),
            Cell::Text("pay"),
            Cell::Text("evidence"),
            Cell::Text(""),
            Cell::Text(zone),
            Cell::Int(2),
            Cell::Text(field),
            Cell::Int(start),
            Cell::Int(9),
            Cell::Text("wage"),
            Cell::Float(1.5),
            Cell::Text("35-3023"),
            Cell::Flag(true),
        ]);
        table
    }

    #[test]
    fn hits_come_back_as_they_were_written() {
        let table = table("author_box", "body", 5);
        let rows = rows_of_hits(&table).expect("a table of hits");
        assert_eq!((rows[0].entry, rows[0].zone, rows[0].field), ("low.pay.wage", "author_box", "body"));
        assert_eq!((rows[0].soc, rows[0].is_counted), (Some("35-3023"), true));
        assert_eq!((rows[0].sentence, rows[0].start, rows[0].end), (2, 5, 9));
    }

    #[test]
    fn a_table_that_is_none_of_hits_is_refused() {
        let refused = |table: &Table| rows_of_hits(table).expect_err("no table of hits");
        assert_eq!(refused(&table("attic", "body", 5)), "row 1: unknown zone `attic`");
        assert_eq!(refused(&table("body", "foot", 5)), "row 1: unknown field `foot`");
        assert_eq!(refused(&table("body", "body", -1)), "row 1: -1 is no place");
        assert_eq!(refused(&Table::new::<&str>(&[])), "the column `article` is missing");
    }
}
