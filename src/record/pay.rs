//! The table of pay: one row an amount.

use crate::record::{Cell, Kind, Table};
use crate::score::{ScoredDocument, pay_rows};

/// An empty table of pay.
#[must_use]
pub fn pay_table() -> Table {
    Table::new(&[
        ("article", Kind::Text),
        ("words", Kind::Text),
        ("field", Kind::Text),
        ("start", Kind::Int),
        ("end", Kind::Int),
        ("zone", Kind::Text),
        ("sentence", Kind::Int),
        ("kind", Kind::Text),
        ("currency", Kind::Text),
        ("low", Kind::Float),
        ("high", Kind::Float),
        ("period", Kind::Text),
        ("period_stated", Kind::Flag),
        ("hourly", Kind::Float),
        ("real_hourly", Kind::Float),
        ("percentile", Kind::Float),
        ("band", Kind::Text),
        ("year_of_figures", Kind::Int),
        ("occupation", Kind::Text),
    ])
}

/// Adds the pay of one article in the order of the text.
pub fn push_pay(table: &mut Table, scored: &ScoredDocument) {
    for row in pay_rows(scored) {
        let pay = row.pay;
        table.push(&[
            Cell::Text(row.article),
            Cell::Text(row.words),
            Cell::Text(row.field),
            Cell::Int(i64::from(row.start)),
            Cell::Int(i64::from(row.end)),
            Cell::Text(pay.zone.name()),
            Cell::Int(i64::from(pay.sentence)),
            Cell::Text(pay.kind.name()),
            Cell::Text(pay.currency.code()),
            Cell::Float(pay.low),
            Cell::float(pay.high),
            Cell::Text(pay.period.name()),
            Cell::Flag(pay.period_stated),
            Cell::Float(pay.hourly()),
            Cell::float(row.placed.map(|placed| placed.real_hourly)),
            Cell::float(row.placed.map(|placed| placed.percentile)),
            Cell::text(row.band().map(crate::pay::Band::name)),
            row.placed.map_or(Cell::Missing, |placed| Cell::Int(i64::from(placed.year_of_figures))),
            Cell::text(pay.occupation.as_deref()),
        ]);
    }
}
