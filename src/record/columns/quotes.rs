//! The columns of `quotes.parquet`.

use std::sync::LazyLock;

use crate::clean::{Field, Zone};
use crate::record::columns::column::{Column, RowColumn, Values, int};
use crate::record::{Cell, Kind};
use crate::score::{QuoteRow, Third};
use crate::voice::{QuoteKind, SpeakerForm};

type QuoteColumn = RowColumn<for<'a, 'b> fn(&'a QuoteRow<'b>) -> Cell<'b>>;

static COLUMNS: LazyLock<Vec<QuoteColumn>> = LazyLock::new(columns);

/// The columns, in the order of the file.
#[must_use]
pub fn quote_columns() -> &'static [QuoteColumn] {
    &COLUMNS
}

fn columns() -> Vec<QuoteColumn> {
    let text = |name, from, meaning| Column::new(name, Kind::Text, from, meaning);
    let int_of = |name, meaning| Column::new(name, Kind::Int, "voice", meaning);
    let entry = QuoteColumn::new;
    vec![
        entry(
            text("article", "article", "Id of the article, as in `articles`.").read_by("all that joins the two tables"),
            |quote| Cell::Text(quote.article),
        ),
        entry(text("speaker", "voice", "Name of the speaker, where there is one.").read_by("voice"), |quote| {
            Cell::text(quote.speaker)
        }),
        entry(
            text("form", "voice", "How the speaker is named; missing for the author and for \"it\".")
                .values(Values::Names(SpeakerForm::ALL.map(SpeakerForm::name).to_vec()))
                .read_by("voice"),
            |quote| Cell::text(quote.form),
        ),
        entry(text("role", "voice", "Words that say who the speaker is.").read_by("voice"), |quote| {
            Cell::Text(quote.role)
        }),
        entry(
            text("tier", "voice", "What the article says of the speaker's own work.")
                .values(Values::Tiers(vec!["official", "unknown"]))
                .read_by("voice"),
            |quote| Cell::Text(quote.tier),
        ),
        entry(
            text("sector", "voice", "For whom the speaker speaks: a union, a business, a university and so on.")
                .values(Values::Lexicon("sectors"))
                .read_by("voice"),
            |quote| Cell::text(quote.sector),
        ),
        entry(
            text("kind", "voice", "How the words are reported.")
                .values(Values::Names(QuoteKind::ALL.map(QuoteKind::name).to_vec()))
                .read_by("voice"),
            |quote| Cell::Text(quote.kind),
        ),
        entry(int_of("n_words", "Words attributed to the speaker.").unit("words"), |quote| int(quote.n_words)),
        entry(
            text("zone", "clean", "Part of the article that the verb of saying is in.")
                .values(Values::Names(Zone::ALL.map(Zone::name).to_vec())),
            |quote| Cell::Text(quote.zone),
        ),
        entry(
            text("third", "score", "Third of lede and body, counted in sentences; missing in the headline.")
                .values(Values::Names(Third::ALL.map(Third::name).to_vec())),
            |quote| Cell::text(quote.third),
        ),
        entry(
            text("field", "clean", "Field of the article, as it was read, that the spans refer to.")
                .values(Values::Names(Field::ALL.map(Field::name).to_vec())),
            |quote| Cell::Text(quote.field),
        ),
        entry(int_of("start", "First byte of the words attributed.").unit("bytes"), |quote| int(quote.content.start)),
        entry(int_of("end", "First byte after the last of them.").unit("bytes"), |quote| int(quote.content.end)),
        entry(
            int_of(
                "source_start",
                "First byte of the words for the speaker; missing where the speaker before goes on.",
            )
            .unit("bytes"),
            |quote| quote.source.map_or(Cell::Missing, |source| int(source.start)),
        ),
        entry(int_of("source_end", "First byte after these words.").unit("bytes"), |quote| {
            quote.source.map_or(Cell::Missing, |source| int(source.end))
        }),
    ]
}
