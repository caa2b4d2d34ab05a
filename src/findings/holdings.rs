//! Sections on what the corpus holds and lacks.

use std::collections::BTreeMap;

use crate::findings::corpus::{Corpus, in_outlet, with_count};
use crate::findings::coverage::OUTLETS;
use crate::findings::health::{self, HealthError, SUSPICION};
use crate::findings::likeness;
use crate::findings::volume::volume;
use crate::folder::{AuditFolder, SourceAccount};
use crate::present::figure::{FigureRow, Fill, Mark, Measure, OTHER, Plot, Series};
use crate::present::report::{Behind, Section};
use crate::record::{Axis, Cell, Kind, Table, outlet_of};
use crate::score::ArticleRow;
use crate::summarize::{FAR, Health, HealthCell};

/// Rows of a table on the page; the command beside it prints all.
const ROWS: usize = 100;
/// Repeated sentences on the page.
const SENTENCES: usize = 30;

/// What follows from the articles.
pub(super) fn sections(corpus: &Corpus<'_>) -> Vec<Section> {
    let mut health = Health::new(&[Axis::outlet()]);
    corpus.rows.iter().for_each(|row| health.add(row, corpus.tiers()));
    let of_articles = [volume(corpus), missing(corpus, &health), breaks(corpus, &health)];
    likeness::section(corpus).into_iter().chain(of_articles).collect()
}

/// What follows from a whole audit only.
///
/// # Errors
/// When its folder cannot be read.
pub(super) fn of_folder(corpus: &Corpus<'_>, folder: &AuditFolder) -> Result<Vec<Section>, HealthError> {
    let mut health = Health::new(&[]);
    health::count_refused(&mut health, folder)?;
    let ids = (0..).zip(corpus.rows.iter().map(|row| row.id.as_str())).collect();
    let sentences = match health::repeated_in_bundle(folder)? {
        Some(kept) => kept,
        None => health::sentences(folder, corpus.tiers(), &ids, SUSPICION)?,
    };
    Ok(vec![boilerplate(&sentences), refused(&health), sources(&corpus.manifest.sources)])
}

fn section(id: &str, title: &str, text: String, plot: Option<Plot>, table: Table, behind: Vec<Behind>) -> Section {
    let (id, title) = (id.to_owned(), title.to_owned());
    Section { id, title, text: vec![text], plot, table, shares: Vec::new(), behind }
}

/// A sentence on the rows that are left out, if some are.
fn left_out(table: &Table, shown: usize, command: &str) -> String {
    let left = table.n_rows().saturating_sub(shown);
    if left > 0 { format!(" {left} more rows: `{command}`.") } else { String::new() }
}

/// What an article can lack or be: the name in the legend, how many are so, and which.
type Lack = (&'static str, fn(&HealthCell) -> u64);

const LACKS: [Lack; 4] = [
    ("no date", |cell| cell.n_undated),
    ("no byline", |cell| cell.n_without_byline),
    ("no body", |cell| cell.n_without_body),
    ("copies", |cell| cell.n_repeated),
];

fn missing(corpus: &Corpus<'_>, health: &Health) -> Section {
    let table = health::articles(health, &[Axis::outlet()]);
    let mut groups = Vec::new();
    let mut behind = Vec::new();
    for (key, cell) in health::largest_first(health).into_iter().take(OUTLETS) {
        let share = |(_, of): &Lack| Some(Mark { value: of(cell) as f64 / cell.n_articles as f64, ends: None });
        let outlet = key.concat();
        groups
            .push(FigureRow { label: with_count(&outlet, cell.n_articles), marks: LACKS.iter().map(share).collect() });
        if let Some(inside) = in_outlet(&outlet) {
            let here = |row: &ArticleRow| outlet_of(row) == outlet;
            behind.extend(corpus.behind(&outlet, &inside, here));
            let undated = |row: &ArticleRow| row.date.is_none() && here(row);
            behind.extend(corpus.behind(&format!("{outlet}, no date"), &format!("{inside} NOT date:*"), undated));
        }
    }
    let series = LACKS.iter().enumerate();
    let series = series
        .map(|(look, (name, _))| Series { name: (*name).to_owned(), look: OTHER + look, fill: Fill::Solid })
        .collect();
    let (exact, near) = (corpus.manifest.n_exact_copies, corpus.manifest.n_near_copies);
    section(
        "health",
        "What articles lack, by outlet",
        format!(
            "Of the articles of an outlet (their number is in brackets): how many have no date, no byline, no body, or print \
             a story again. In the whole audit {exact} articles repeat another word by word and {near} nearly so. The numbers \
             hold lengths in words and languages too.{}",
            left_out(&table, ROWS, "classlens health AUDIT --top 0")
        ),
        Some(Plot::Rows { measure: Measure::Share, series, groups }),
        table.first(ROWS),
        behind,
    )
}

fn breaks(corpus: &Corpus<'_>, health: &Health) -> Section {
    let table = health::volume(health);
    let mut found = health.volume_breaks();
    found.retain(|month| month.n_articles > 0);
    found.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()).then_with(|| a.outlet.cmp(&b.outlet)));
    let listed = found.iter().take(OUTLETS).filter_map(|month| {
        let inside = in_outlet(&month.outlet)?;
        let label = format!("{}, {}", month.outlet, month.month);
        let test = |row: &ArticleRow| {
            outlet_of(row) == month.outlet && row.date.as_deref().is_some_and(|d| d.starts_with(&month.month))
        };
        corpus.behind(&label, &format!("{inside} date:{}", month.month), test)
    });
    let behind = listed.collect();
    let text = if table.n_rows() == 0 {
        "No month of an outlet stands out, or no outlet has six months or more.".to_owned()
    } else {
        format!(
            "Months in which an outlet has far more or far fewer articles than it has as a rule (|z| above {FAR}, on a \
             logarithmic scale), the farthest off first. A gap may be a strike or a lost file.{}",
            left_out(&table, ROWS, "classlens health AUDIT --table volume --top 0")
        )
    };
    section("volume-breaks", "Gaps and jumps", text, None, table.first(ROWS), behind)
}

/// Repeated sentences that are not cut from most of their articles come first: these can move a figure.
fn boilerplate(sentences: &Table) -> Section {
    let mut table = Table::new(&sentences.schema()[..4]);
    let int = |row: usize, column: usize| match sentences.cell(row, column) {
        Cell::Int(n) => n,
        _ => 0,
    };
    let mut order: Vec<usize> = (0..sentences.n_rows()).collect();
    order.sort_by_key(|row| (std::cmp::Reverse(int(*row, 1) - int(*row, 2)), *row));
    for row in order.into_iter().take(SENTENCES) {
        let cells: Vec<Cell<'_>> = (0..4).map(|column| sentences.cell(row, column)).collect();
        table.push(&cells);
    }
    let text = if sentences.n_rows() == 0 {
        "No sentence is in more than 5 % of the articles of an outlet with 20 articles or more.".to_owned()
    } else {
        format!(
            "Sentences in more than 5 % of the articles of an outlet: subscription notes, copyright lines, or what an outlet always \
             says. Cut ones count for no figure; those cut least come first, because they can move one. \
             `classlens health AUDIT --table sentences` quotes them.{}",
            left_out(sentences, SENTENCES, "classlens health AUDIT --table sentences --top 0")
        )
    };
    let mut section = section("boilerplate", "Sentences printed again and again", text, None, table, Vec::new());
    section.shares = vec!["share".to_owned()];
    section
}

fn refused(health: &Health) -> Section {
    let table = health::refused(health);
    let text = if table.n_rows() == 0 {
        "Every record was read: none was refused.".to_owned()
    } else {
        format!(
            "Records that could not be read, by source and reason, without names and numbers (…). They are in no figure; \
             `rejects.jsonl` in the audit folder holds each.{}",
            left_out(&table, ROWS, "classlens health AUDIT --table refused --top 0")
        )
    };
    section("refused", "What could not be read", text, None, table.first(ROWS), Vec::new())
}

/// Every file that was read, with its hash.
fn sources(accounts: &[SourceAccount]) -> Section {
    let mut table = Table::new(&[
        ("source", Kind::Text),
        ("articles", Kind::Int),
        ("refused", Kind::Int),
        ("deleted", Kind::Int),
        ("bytes", Kind::Int),
        ("hash", Kind::Text),
    ]);
    let mut by_size: BTreeMap<(std::cmp::Reverse<u64>, usize), &SourceAccount> = BTreeMap::new();
    by_size.extend(accounts.iter().enumerate().map(|(at, one)| ((std::cmp::Reverse(one.n_articles), at), one)));
    for account in by_size.into_values() {
        let print = account.fingerprint.as_ref();
        table.push(&[
            Cell::Text(&account.source),
            Cell::count(account.n_articles),
            Cell::count(account.n_refused),
            Cell::count(account.n_deleted),
            print.map_or(Cell::Missing, |print| Cell::count(print.bytes)),
            Cell::text(print.map(|print| print.hash.as_str())),
        ]);
    }
    let text = format!(
        "Files and streams that were read, those with most articles first. The hash is XXH3 with 128 bits: the same file \
         has the same one.{}",
        left_out(&table, ROWS, "manifest.json in the audit folder")
    );
    section("sources", "What was read", text, None, table.first(ROWS), Vec::new())
}
