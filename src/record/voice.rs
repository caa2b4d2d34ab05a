//! Who speaks, as columns of the articles and as a table of quotations.

use crate::lexicon::Lexicon;
use crate::record::{Cell, Kind, Table};
use crate::score::{PLACES, ScoredDocument, VoiceRow, quote_rows, standings};

/// The columns of an article.
pub(super) fn voice_columns(tiers: &[String]) -> Vec<(String, Kind)> {
    let mut out: Vec<(String, Kind)> = Vec::new();
    out.extend(standings(tiers).map(|name| (format!("n_quotes_{name}"), Kind::Int)));
    out.extend(standings(tiers).map(|name| (format!("quoted_words_{name}"), Kind::Int)));
    out.extend(["first_speaker", "last_speaker"].map(|name| (name.to_owned(), Kind::Text)));
    out.extend(tiers.iter().map(|tier| (format!("n_profiled_{tier}"), Kind::Int)));
    for tier in tiers {
        out.extend(PLACES.iter().map(|place| (format!("n_hits_{place}_{tier}"), Kind::Int)));
    }
    out
}

/// The cells of an article, in the order of [`voice_columns`]; missing where nobody looked.
pub(super) fn voice_cells(row: &VoiceRow, scored: bool) -> Vec<Cell<'_>> {
    let count = |n: &u64| if scored { Cell::count(*n) } else { Cell::Missing };
    let mut out: Vec<Cell<'_>> = row.n_quotes.iter().chain(&row.quoted_words).map(count).collect();
    out.extend([&row.first_speaker, &row.last_speaker].map(|name| Cell::text(name.as_deref())));
    out.extend(row.n_profiled.iter().chain(row.hits_by_place.iter().flatten()).map(count));
    out
}

/// Reads the columns back: a function from a row of the table to its counts.
///
/// # Errors
/// When a column is missing.
pub(super) fn voice_reader<'a>(table: &'a Table, tiers: &[String]) -> Result<impl Fn(usize) -> VoiceRow + 'a, String> {
    let names: Vec<String> = voice_columns(tiers).into_iter().map(|(name, _)| name).collect();
    let columns: Result<Vec<usize>, String> =
        names.iter().map(|name| table.column(name).ok_or_else(|| format!("the column `{name}` is missing"))).collect();
    let (columns, n_tiers) = (columns?, tiers.len());
    Ok(move |row: usize| {
        let mut cells = columns.iter().map(|column| table.cell(row, *column));
        let mut next = || cells.next().unwrap_or(Cell::Missing);
        let int = |cell: Cell<'_>| match cell {
            Cell::Int(number) => u64::try_from(number).unwrap_or(0),
            _ => 0,
        };
        let text = |cell: Cell<'_>| match cell {
            Cell::Text(text) => Some(text.to_owned()),
            _ => None,
        };
        VoiceRow {
            n_quotes: (0..n_tiers + 2).map(|_| int(next())).collect(),
            quoted_words: (0..n_tiers + 2).map(|_| int(next())).collect(),
            first_speaker: text(next()),
            last_speaker: text(next()),
            n_profiled: (0..n_tiers).map(|_| int(next())).collect(),
            hits_by_place: (0..n_tiers).map(|_| std::array::from_fn(|_| int(next()))).collect(),
        }
    })
}

/// An empty table of quotations.
#[must_use]
pub fn quotes_table() -> Table {
    Table::new(&[
        ("article", Kind::Text),
        ("speaker", Kind::Text),
        ("form", Kind::Text),
        ("role", Kind::Text),
        ("tier", Kind::Text),
        ("sector", Kind::Text),
        ("kind", Kind::Text),
        ("n_words", Kind::Int),
        ("zone", Kind::Text),
        ("third", Kind::Text),
        ("field", Kind::Text),
        ("start", Kind::Int),
        ("end", Kind::Int),
        ("source_start", Kind::Int),
        ("source_end", Kind::Int),
    ])
}

/// Adds the quotations of one article in the order of the text.
pub fn push_quotes(table: &mut Table, lexicon: &Lexicon, scored: &ScoredDocument) {
    for quote in quote_rows(lexicon, scored) {
        let int = |n: u32| Cell::Int(i64::from(n));
        table.push(&[
            Cell::Text(quote.article),
            Cell::text(quote.speaker),
            Cell::text(quote.form),
            Cell::Text(quote.role),
            Cell::Text(quote.tier),
            Cell::text(quote.sector),
            Cell::Text(quote.kind),
            int(quote.n_words),
            Cell::Text(quote.zone),
            Cell::text(quote.third),
            Cell::Text(quote.field),
            int(quote.content.start),
            int(quote.content.end),
            quote.source.map_or(Cell::Missing, |s| int(s.start)),
            quote.source.map_or(Cell::Missing, |s| int(s.end)),
        ]);
    }
}
