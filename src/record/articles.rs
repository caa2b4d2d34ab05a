//! The record as tables: articles and hits, and back.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::record::voice::{voice_cells, voice_columns, voice_reader};
use crate::record::{Cell, Kind, Table, work};
use crate::score::{ArticleRow, ScoredDocument, hit_rows};

/// Joins the values of a list column; no value holds a blank or `;`.
const LIST: &str = ";";

/// An empty table of articles for these tiers.
#[must_use]
pub fn articles_table(tiers: &[String]) -> Table {
    let mut columns: Vec<(String, Kind)> = Vec::new();
    let mut add = |name: &str, kind| columns.push((name.to_owned(), kind));
    for name in ["id", "outlet", "date", "date_zone", "title", "url", "author", "section"] {
        add(name, Kind::Text);
    }
    add("n_tokens", Kind::Int);
    add("focus", Kind::Text);
    tiers.iter().for_each(|tier| add(&format!("attention_{tier}"), Kind::Int));
    tiers.iter().for_each(|tier| add(&format!("score_{tier}"), Kind::Float));
    add("headline_scope", Kind::Text);
    add("scope_gap", Kind::Flag);
    for tier in tiers {
        add(&format!("acknowledgement_{tier}"), Kind::Text);
        add(&format!("acknowledgement_first_{tier}"), Kind::Text);
    }
    for name in ["proposals", "proposals_serve", "tropes", "occupations"] {
        add(name, Kind::Text);
    }
    add("wage_percentile", Kind::Float);
    add("n_hits", Kind::Int);
    add("text_hash", Kind::Text);
    for name in ["language", "wire", "unscored", "story"] {
        add(name, Kind::Text);
    }
    add("copies", Kind::Int);
    voice_columns(tiers).iter().for_each(|(name, kind)| add(name, *kind));
    work::COLUMNS.iter().for_each(|(name, kind)| add(name, *kind));
    let columns: Vec<(&str, Kind)> = columns.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    Table::new(&columns)
}

/// Adds one article.
pub fn push_article(table: &mut Table, row: &ArticleRow) {
    let lists = [&row.proposals, &row.proposals_serve, &row.tropes, &row.occupations].map(|list| list.join(LIST));
    let mut cells = vec![
        Cell::Text(&row.id),
        Cell::text(row.outlet.as_deref()),
        Cell::text(row.date.as_deref()),
        Cell::text(row.date_zone.as_deref()),
        Cell::Text(&row.title),
        Cell::text(row.url.as_deref()),
        Cell::text(row.author.as_deref()),
        Cell::text(row.section.as_deref()),
        Cell::count(row.n_tokens),
        Cell::Text(&row.focus),
    ];
    // Where nobody looked there is no number, not 0.
    let scored = row.unscored.is_none();
    cells.extend(row.attention.iter().map(|a| if scored { Cell::Int(i64::from(*a)) } else { Cell::Missing }));
    cells.extend(row.score.iter().map(|s| Cell::float(scored.then_some(*s))));
    cells.push(Cell::Text(&row.headline_scope));
    cells.push(Cell::Flag(row.scope_gap));
    for (kind, first) in row.acknowledgement.iter().zip(&row.acknowledgement_first) {
        cells.push(Cell::Text(kind));
        cells.push(Cell::text(first.as_deref()));
    }
    cells.extend(lists.iter().map(|list| Cell::Text(list)));
    cells.push(Cell::float(row.wage_percentile));
    cells.push(Cell::count(row.n_hits));
    cells.push(Cell::Text(&row.text_hash));
    cells.extend([&row.language, &row.wire, &row.unscored].map(|value| Cell::text(value.as_deref())));
    cells.extend([Cell::Text(&row.story), Cell::count(row.copies)]);
    cells.extend(voice_cells(&row.voice, scored));
    cells.extend(work::cells(&row.work));
    table.push(&cells);
}

/// Some rows of a table of articles.
///
/// # Errors
/// When a column is missing: the table is not one of articles for these tiers.
pub fn rows_of_articles(table: &Table, rows: Range<usize>, tiers: &[String]) -> Result<Vec<ArticleRow>, String> {
    let at = |name: &str| table.column(name).ok_or_else(|| format!("the column `{name}` is missing"));
    let of_tiers = |stem: &str| tiers.iter().map(|t| at(&format!("{stem}_{t}"))).collect::<Result<Vec<_>, _>>();
    let texts = ["id", "outlet", "date", "date_zone", "title", "url", "author", "section", "focus", "headline_scope"];
    let [id, outlet, date, date_zone, title, url, author, section, focus, headline] = columns(texts, at)?;
    let text_hash = at("text_hash")?;
    let [proposals, serve, tropes, occupations] =
        columns(["proposals", "proposals_serve", "tropes", "occupations"], at)?;
    let [n_tokens, gap, percentile, n_hits] = columns(["n_tokens", "scope_gap", "wage_percentile", "n_hits"], at)?;
    let [language, wire, unscored, story, copies] = columns(["language", "wire", "unscored", "story", "copies"], at)?;
    let (attention, score) = (of_tiers("attention")?, of_tiers("score")?);
    let (acknowledgement, first) = (of_tiers("acknowledgement")?, of_tiers("acknowledgement_first")?);
    let voice = voice_reader(table, tiers)?;
    let of_work = columns(work::COLUMNS.map(|(name, _)| name), at)?;
    let row = |row: usize| {
        let text = |column: usize| match table.cell(row, column) {
            Cell::Text(text) => Some(text.to_owned()),
            _ => None,
        };
        let int = |column: usize| match table.cell(row, column) {
            Cell::Int(number) => u64::try_from(number).unwrap_or(0),
            _ => 0,
        };
        let float = |column: usize| match table.cell(row, column) {
            Cell::Float(number) => Some(number),
            _ => None,
        };
        let list = |column: usize| {
            let joined = text(column).unwrap_or_default();
            joined.split(LIST).filter(|v| !v.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        ArticleRow {
            id: text(id).unwrap_or_default(),
            outlet: text(outlet),
            date: text(date),
            date_zone: text(date_zone),
            title: text(title).unwrap_or_default(),
            url: text(url),
            author: text(author),
            section: text(section),
            n_tokens: int(n_tokens),
            focus: text(focus).unwrap_or_default(),
            attention: attention.iter().map(|c| u8::try_from(int(*c)).unwrap_or(0)).collect(),
            score: score.iter().map(|c| float(*c).unwrap_or(0.0)).collect(),
            headline_scope: text(headline).unwrap_or_default(),
            scope_gap: table.cell(row, gap) == Cell::Flag(true),
            acknowledgement: acknowledgement.iter().map(|c| text(*c).unwrap_or_default()).collect(),
            acknowledgement_first: first.iter().map(|c| text(*c)).collect(),
            proposals: list(proposals),
            proposals_serve: list(serve),
            tropes: list(tropes),
            occupations: list(occupations),
            wage_percentile: float(percentile),
            n_hits: int(n_hits),
            text_hash: text(text_hash).unwrap_or_default(),
            language: text(language),
            wire: text(wire),
            unscored: text(unscored),
            story: text(story).unwrap_or_default(),
            copies: int(copies),
            voice: voice(row),
            work: work::row(of_work.map(|column| table.cell(row, column))),
        }
    };
    Ok(rows.map(row).collect())
}

fn columns<const N: usize>(names: [&str; N], at: impl Fn(&str) -> Result<usize, String>) -> Result<[usize; N], String> {
    let mut out = [0; N];
    for (column, name) in out.iter_mut().zip(names) {
        *column = at(name)?;
    }
    Ok(out)
}

/// An empty table of hits.
#[must_use]
pub fn hits_table() -> Table {
    Table::new(&[
        ("article", Kind::Text),
        ("entry", Kind::Text),
        ("tier", Kind::Text),
        ("dimension", Kind::Text),
        ("role", Kind::Text),
        ("kind", Kind::Text),
        ("zone", Kind::Text),
        ("sentence", Kind::Int),
        ("field", Kind::Text),
        ("start", Kind::Int),
        ("end", Kind::Int),
        ("words", Kind::Text),
        ("weight", Kind::Float),
    ])
}

/// Adds the hits of one article in the order of the text.
pub fn push_hits(table: &mut Table, lexicon: &Lexicon, scored: &ScoredDocument) {
    for hit in hit_rows(lexicon, scored) {
        table.push(&[
            Cell::Text(hit.article),
            Cell::Text(hit.entry),
            Cell::Text(hit.tier),
            Cell::Text(hit.dimension),
            Cell::Text(hit.role),
            Cell::Text(hit.kind),
            Cell::Text(hit.zone),
            Cell::Int(i64::from(hit.sentence)),
            Cell::Text(hit.field),
            Cell::Int(i64::from(hit.start)),
            Cell::Int(i64::from(hit.end)),
            Cell::Text(hit.words),
            Cell::Float(hit.weight),
        ]);
    }
}
