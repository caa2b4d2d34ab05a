//! The columns of `hits.parquet`.

use std::sync::LazyLock;

use crate::clean::{Field, Zone};
use crate::lexicon::{NONE, UNIVERSAL};
use crate::record::columns::column::{Column, RowColumn, Values, int};
use crate::record::{Cell, Kind};
use crate::score::HitRow;

type HitColumn = RowColumn<for<'a, 'b> fn(&'a HitRow<'b>) -> Cell<'b>>;

static COLUMNS: LazyLock<Vec<HitColumn>> = LazyLock::new(columns);

/// The columns, in the order of the file.
#[must_use]
pub fn hit_columns() -> &'static [HitColumn] {
    &COLUMNS
}

fn columns() -> Vec<HitColumn> {
    let text = |name, from, meaning| Column::new(name, Kind::Text, from, meaning);
    let int_of = |name, from, meaning| Column::new(name, Kind::Int, from, meaning);
    let entry = HitColumn::new;
    vec![
        entry(
            text("article", "article", "Id of the article, as in `articles`.").read_by("all that joins the two tables"),
            |hit| Cell::Text(hit.article),
        ),
        entry(
            text("entry", "lexicon", "Id of the entry of the lexicon that was found.")
                .values(Values::Lexicon("ids of the entries"))
                .read_by("explain, report, robustness, lexicon audit"),
            |hit| Cell::Text(hit.entry),
        ),
        entry(
            text("tier", "lexicon", "Tier that the entry speaks of; `universal` for all workers.")
                .values(Values::Tiers(vec![UNIVERSAL, NONE]))
                .read_by("report, robustness"),
            |hit| Cell::Text(hit.tier),
        ),
        entry(
            text("dimension", "lexicon", "Sign by which the entry speaks of the tier.")
                .values(Values::Lexicon("dimensions"))
                .read_by("report, robustness"),
            |hit| Cell::Text(hit.dimension),
        ),
        entry(
            text("role", "lexicon", "What the hit counts towards.")
                .values(Values::Names(vec!["evidence", "proposal", "trope", "schedule", "reason", "people"]))
                .read_by("report, robustness"),
            |hit| Cell::Text(hit.role),
        ),
        entry(
            text("kind", "lexicon", "Which proposal, trope, schedule, reason or people it is; empty for evidence.")
                .values(Values::Lexicon("kinds"))
                .read_by("report"),
            |hit| Cell::Text(hit.kind),
        ),
        entry(
            text("zone", "clean", "Part of the article; figures use headline, lede and body only.")
                .values(Values::Names(Zone::ALL.map(Zone::name).to_vec()))
                .read_by("report, robustness"),
            |hit| Cell::Text(hit.zone),
        ),
        entry(
            int_of("sentence", "tokenize", "Sentence of the article, counted from 0.").read_by("robustness"),
            |hit| int(hit.sentence),
        ),
        entry(
            text("field", "clean", "Field of the article, as it was read, that `start` and `end` refer to.")
                .values(Values::Names(Field::ALL.map(Field::name).to_vec()))
                .read_by("explain"),
            |hit| Cell::Text(hit.field),
        ),
        entry(int_of("start", "matcher", "First byte of the hit in that field.").unit("bytes"), |hit| int(hit.start)),
        entry(int_of("end", "matcher", "First byte after the hit.").unit("bytes"), |hit| int(hit.end)),
        entry(text("words", "matcher", "The words as printed.").read_by("report"), |hit| Cell::Text(hit.words)),
        entry(
            Column::new("weight", Kind::Float, "lexicon", "Weight of the entry in the score.").read_by("robustness"),
            |hit| Cell::Float(hit.weight),
        ),
        entry(text("soc", "lexicon", "SOC code of the entry, where it is an occupation.").since(2), |hit| {
            Cell::text(hit.soc)
        }),
        entry(
            Column::new(
                "is_counted",
                Kind::Flag,
                "score",
                "Whether the hit is in headline, lede or body of an article that is scored: figures count these alone.",
            )
            .since(2),
            |hit| Cell::Flag(hit.is_counted),
        ),
    ]
}
