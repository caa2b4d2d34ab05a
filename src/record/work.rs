//! Pay, schedules and reasons as columns of the table of articles.

use crate::record::{Cell, Kind};
use crate::score::WorkRow;

/// The columns, in their order.
pub(super) const COLUMNS: [(&str, Kind); 8] = [
    ("n_pay", Kind::Int),
    ("pay_median_hour", Kind::Float),
    ("pay_percentile", Kind::Float),
    ("schedule_control", Kind::Int),
    ("schedule_rigid", Kind::Int),
    ("schedule_unstable", Kind::Int),
    ("reasons_pull", Kind::Int),
    ("reasons_push", Kind::Int),
];

/// The cells of one article.
pub(super) fn cells(row: &WorkRow) -> [Cell<'static>; 8] {
    [
        Cell::count(row.n_pay),
        Cell::float(row.pay_median_hour),
        Cell::float(row.pay_percentile),
        Cell::count(row.schedule_control),
        Cell::count(row.schedule_rigid),
        Cell::count(row.schedule_unstable),
        Cell::count(row.reasons_pull),
        Cell::count(row.reasons_push),
    ]
}

/// The row that these cells say.
pub(super) fn row(cells: [Cell<'_>; 8]) -> WorkRow {
    let count = |at: usize| match cells[at] {
        Cell::Int(number) => u64::try_from(number).unwrap_or(0),
        _ => 0,
    };
    let float = |at: usize| match cells[at] {
        Cell::Float(number) => Some(number),
        _ => None,
    };
    WorkRow {
        n_pay: count(0),
        pay_median_hour: float(1),
        pay_percentile: float(2),
        schedule_control: count(3),
        schedule_rigid: count(4),
        schedule_unstable: count(5),
        reasons_pull: count(6),
        reasons_push: count(7),
    }
}
