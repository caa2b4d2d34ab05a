//! The columns of `pay.parquet`.

use std::sync::LazyLock;

use crate::clean::{Field, Zone};
use crate::pay::{Band, Currency, PayKind, Period};
use crate::record::columns::column::{Column, RowColumn, Values, int};
use crate::record::{Cell, Kind};
use crate::score::PayRow;

type PayColumn = RowColumn<for<'a, 'b> fn(&'a PayRow<'b>) -> Cell<'b>>;

static COLUMNS: LazyLock<Vec<PayColumn>> = LazyLock::new(columns);

/// The columns, in the order of the file.
#[must_use]
pub fn pay_columns() -> &'static [PayColumn] {
    &COLUMNS
}

fn columns() -> Vec<PayColumn> {
    let of = |name, kind, meaning| Column::new(name, kind, "pay", meaning);
    let placed = |name, kind, meaning| Column::new(name, kind, "baseline", meaning);
    let entry = PayColumn::new;
    vec![
        entry(
            Column::new("article", Kind::Text, "article", "Id of the article, as in `articles`.")
                .read_by("all that joins the two tables"),
            |row| Cell::Text(row.article),
        ),
        entry(of("words", Kind::Text, "The amount as printed."), |row| Cell::Text(row.words)),
        entry(
            Column::new(
                "field",
                Kind::Text,
                "clean",
                "Field of the article, as it was read, that `start` and `end` refer to.",
            )
            .values(Values::Names(Field::ALL.map(Field::name).to_vec())),
            |row| Cell::Text(row.field),
        ),
        entry(of("start", Kind::Int, "First byte of the amount in that field.").unit("bytes"), |row| int(row.start)),
        entry(of("end", Kind::Int, "First byte after it.").unit("bytes"), |row| int(row.end)),
        entry(
            Column::new("zone", Kind::Text, "clean", "Part of the article.")
                .values(Values::Names(Zone::ALL.map(Zone::name).to_vec())),
            |row| Cell::Text(row.pay.zone.name()),
        ),
        entry(Column::new("sentence", Kind::Int, "tokenize", "Sentence of the article, counted from 0."), |row| {
            int(row.pay.sentence)
        }),
        entry(
            of("kind", Kind::Text, "What the amount is.")
                .values(Values::Names(PayKind::ALL.map(PayKind::name).to_vec())),
            |row| Cell::Text(row.pay.kind.name()),
        ),
        entry(
            of("currency", Kind::Text, "Currency, as its code of ISO 4217.")
                .values(Values::Names(Currency::ALL.map(Currency::code).to_vec())),
            |row| Cell::Text(row.pay.currency.code()),
        ),
        entry(of("low", Kind::Float, "The amount, or the lower end of a range.").unit("currency"), |row| {
            Cell::Float(row.pay.low)
        }),
        entry(of("high", Kind::Float, "The upper end of a range; else missing.").unit("currency"), |row| {
            Cell::float(row.pay.high)
        }),
        entry(
            of("period", Kind::Text, "What the amount is paid for.")
                .values(Values::Names(Period::ALL.map(Period::name).to_vec())),
            |row| Cell::Text(row.pay.period.name()),
        ),
        entry(of("period_stated", Kind::Flag, "The text states the period; else it is inferred."), |row| {
            Cell::Flag(row.pay.period_stated)
        }),
        entry(of("hourly", Kind::Float, "The amount for an hour of full-time work.").unit("currency an hour"), |row| {
            Cell::Float(row.pay.hourly())
        }),
        entry(
            placed("real_hourly", Kind::Float, "The same in dollars of the base year; dated U.S. amounts only.")
                .unit("dollars an hour"),
            |row| Cell::float(row.placed.map(|placed| placed.real_hourly)),
        ),
        entry(
            placed("percentile", Kind::Float, "Percentile among the wages of all jobs of its year.").unit("0–100"),
            |row| Cell::float(row.placed.map(|placed| placed.percentile)),
        ),
        entry(
            placed("band", Kind::Text, "Band of this percentile.")
                .values(Values::Names(Band::ALL.map(Band::name).to_vec())),
            |row| Cell::text(row.band().map(Band::name)),
        ),
        entry(
            placed("year_of_figures", Kind::Int, "Year of the wage figures it is compared with.").unit("year"),
            |row| row.placed.map_or(Cell::Missing, |placed| Cell::Int(i64::from(placed.year_of_figures))),
        ),
        entry(
            of("occupation", Kind::Text, "Occupation that the amount is said of, as its SOC code.")
                .values(Values::Lexicon("SOC codes")),
            |row| Cell::text(row.pay.occupation.as_deref()),
        ),
    ]
}
