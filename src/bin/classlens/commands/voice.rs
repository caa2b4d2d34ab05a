//! `classlens voice`.

use std::collections::{BTreeSet, HashMap};
use std::process::ExitCode;

use anyhow::Context;
use classlens::folder::AuditFolder;
use classlens::record::{Cell, Kind, Table, read_parquet};
use classlens::score::{ArticleRow, PLACES, standings};
use classlens::summarize::{Share, VoiceTally};

use crate::args::{Global, VoiceArgs, VoiceTable};
use crate::commands::{articles_of, axes_of, open_audit};
use crate::output::{self, say};

pub fn run(global: &Global, args: &VoiceArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let axes = axes_of(&args.by)?;
    let tiers = &manifest.tiers;
    let rows = articles_of(&folder, &manifest)?;
    let mut tally = VoiceTally::new(&axes);
    rows.iter().for_each(|row| tally.add(row, tiers));
    if args.table == VoiceTable::Sources {
        add_sources(&mut tally, &folder, &rows, tiers)?;
    }
    say(global.format, &format!("{}; lexicon {} {}", args.audit.display(), manifest.lexicon, manifest.lexicon_hash))?;
    let (remark, printed) = match args.table {
        VoiceTable::Voices => (VOICES, voices(&tally, tiers, args.min)),
        VoiceTable::Sources => (SOURCES, sources(&tally)),
        VoiceTable::Salience => (SALIENCE, salience(&tally, tiers, args.min)),
    };
    say(global.format, remark)?;
    output::print(&printed, global.format)?;
    Ok(if rows.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

const VOICES: &str = "Persons quoted or paraphrased. `heard` of `mentioned`: articles that quote someone of the tier, of those that speak\n\
    of it. Intervals: Wilson, 95 %, articles taken as independent; `first` and `last` of articles in which a person speaks.\n";
const SOURCES: &str =
    "Speakers, each once an article, by what they are. Intervals: Wilson, 95 %, speakers taken as independent.\n";
const SALIENCE: &str = "Evidence hits by place: headline, lede, thirds of lede and body, words of quotations. A tier's share of the place.\n";

/// Each speaker of each article once, under sector or tier.
fn add_sources(
    tally: &mut VoiceTally,
    folder: &AuditFolder,
    rows: &[ArticleRow],
    tiers: &[String],
) -> anyhow::Result<()> {
    let by_id: HashMap<&str, &ArticleRow> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let table = read_parquet(&folder.quotes())?;
    let column = |name: &str| table.column(name).with_context(|| format!("the column `{name}` is missing"));
    let (article, speaker, form, role) = (column("article")?, column("speaker")?, column("form")?, column("role")?);
    let (tier, sector, kind) = (column("tier")?, column("sector")?, column("kind")?);
    let mut seen = BTreeSet::new();
    for row in 0..table.n_rows() {
        let text = |column: usize| match table.cell(row, column) {
            Cell::Text(text) => text,
            _ => "",
        };
        let who = if text(speaker).is_empty() { text(role) } else { text(speaker) };
        if text(kind) == "stance" || text(form).is_empty() || !seen.insert((text(article), who)) {
            continue;
        }
        let source = match (text(tier), text(sector), text(form)) {
            (_, sector, _) if !sector.is_empty() => sector.to_owned(),
            ("unknown", _, form) => format!("{form}, not told"),
            (tier, ..) => format!("{tier}, no sector"),
        };
        if let Some(row) = by_id.get(text(article)) {
            tally.add_source(row, tiers, &source);
        }
    }
    Ok(())
}

fn columns<'a>(tally: &VoiceTally, more: &[(&'a str, Kind)]) -> Vec<(&'a str, Kind)> {
    let mut out: Vec<(&str, Kind)> = tally.axes().iter().map(|axis| (axis.name(), Kind::Text)).collect();
    out.extend(more);
    out
}

fn voices(tally: &VoiceTally, tiers: &[String], min: u64) -> Table {
    let mut table = Table::new(&columns(
        tally,
        &[
            ("speaker", Kind::Text),
            ("articles", Kind::Int),
            ("mentioned", Kind::Int),
            ("heard", Kind::Int),
            ("voice_ratio", Kind::Float),
            ("low", Kind::Float),
            ("high", Kind::Float),
            ("quoting", Kind::Int),
            ("quoting_share", Kind::Float),
            ("quoting_low", Kind::Float),
            ("quoting_high", Kind::Float),
            ("quotes", Kind::Int),
            ("words", Kind::Int),
            ("words_share", Kind::Float),
            ("first_share", Kind::Float),
            ("last_share", Kind::Float),
            ("profiled", Kind::Int),
        ],
    ));
    for (key, cell) in tally.cells().filter(|(_, cell)| cell.n_articles >= min) {
        let all_words: u64 = cell.counts.iter().map(|c| c.n_words).sum();
        for (at, (name, count)) in standings(tiers).zip(&cell.counts).enumerate() {
            let part = |n: u64, of: u64| Cell::float(Share::of(n, of).map(|s| s.share));
            let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
            let tier = at < tiers.len();
            let known = |n: u64| if tier { Cell::count(n) } else { Cell::Missing };
            cells.extend([Cell::Text(name), Cell::count(cell.n_articles)]);
            cells.extend([known(count.n_mentioned), known(count.n_heard)]);
            cells.extend(Cell::share(count.voice_ratio()));
            cells.push(Cell::count(count.n_quoting));
            cells.extend(Cell::share(Share::of(count.n_quoting, cell.n_articles)));
            cells.extend([Cell::count(count.n_quotes), Cell::count(count.n_words), part(count.n_words, all_words)]);
            cells.extend([part(count.n_first, cell.n_speaking), part(count.n_last, cell.n_speaking)]);
            cells.push(cell.n_profiled.get(at).map_or(Cell::Missing, |n| Cell::count(*n)));
            table.push(&cells);
        }
    }
    table
}

fn sources(tally: &VoiceTally) -> Table {
    let mut table = Table::new(&columns(
        tally,
        &[
            ("source", Kind::Text),
            ("speakers", Kind::Int),
            ("share", Kind::Float),
            ("low", Kind::Float),
            ("high", Kind::Float),
        ],
    ));
    for (key, sources) in tally.sources() {
        let all: u64 = sources.values().sum();
        let mut sorted: Vec<_> = sources.iter().collect();
        sorted.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (source, n) in sorted {
            let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
            cells.extend([Cell::Text(source), Cell::count(*n)]);
            cells.extend(Cell::share(Share::of(*n, all)));
            table.push(&cells);
        }
    }
    table
}

fn salience(tally: &VoiceTally, tiers: &[String], min: u64) -> Table {
    let names: Vec<(String, String)> = PLACES.iter().map(|p| ((*p).to_owned(), format!("{p}_share"))).collect();
    let mut more = vec![("tier", Kind::Text)];
    for (n, share) in &names {
        more.extend([(n.as_str(), Kind::Int), (share.as_str(), Kind::Float)]);
    }
    let mut table = Table::new(&columns(tally, &more));
    for (key, cell) in tally.cells().filter(|(_, cell)| cell.n_articles >= min) {
        for (tier, hits) in tiers.iter().zip(&cell.hits_by_place) {
            let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
            cells.push(Cell::Text(tier));
            for (place, n) in hits.iter().enumerate() {
                let all: u64 = cell.hits_by_place.iter().map(|h| h[place]).sum();
                cells.extend([Cell::count(*n), Cell::float(Share::of(*n, all).map(|s| s.share))]);
            }
            table.push(&cells);
        }
    }
    table
}
