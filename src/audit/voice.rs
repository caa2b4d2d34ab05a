//! Who speaks: voice by tier, sources by sector, salience by place.

use std::collections::{BTreeSet, HashMap};

use crate::audit::options::several_values;
use crate::audit::{Answer, Audit, AuditError, Selection};
use crate::record::{Axis, Cell, Kind, Table};
use crate::score::{ArticleRow, PLACES, standings};
use crate::summarize::{Share, VoiceTally};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VoiceTable {
    /// Who is quoted given that they are mentioned, words, first and last speaker.
    #[default]
    Voices,
    /// Speakers by sector.
    Sources,
    /// Evidence in headline, lede, thirds and quotations.
    Salience,
}

impl VoiceTable {
    /// All tables with their names.
    pub const ALL: [(&'static str, Self); 3] =
        [("voices", Self::Voices), ("sources", Self::Sources), ("salience", Self::Salience)];
}

/// What voice is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceOptions {
    /// What is counted.
    pub table: VoiceTable,
    /// What articles are grouped by.
    pub by: Vec<Axis>,
    /// Articles a group needs.
    pub min: u64,
}

impl Default for VoiceOptions {
    /// Voices of all articles together.
    fn default() -> Self {
        Self { table: VoiceTable::Voices, by: Vec::new(), min: 1 }
    }
}

impl Audit {
    /// Who speaks in all articles.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn voice(&self, options: &VoiceOptions) -> Result<Answer, AuditError> {
        self.all()?.voice(options)
    }
}

impl Selection<'_> {
    /// Who speaks.
    ///
    /// # Errors
    /// When the table of quotations cannot be read.
    pub fn voice(&self, options: &VoiceOptions) -> Result<Answer, AuditError> {
        let tiers = self.audit.tiers();
        let mut tally = VoiceTally::new(&options.by);
        self.rows.iter().for_each(|row| tally.add(row, tiers));
        if options.table == VoiceTable::Sources {
            self.add_sources(&mut tally)?;
        }
        let (remark, table) = match options.table {
            VoiceTable::Voices => (VOICES, voices(&tally, tiers, options.min)),
            VoiceTable::Sources => (SOURCES, sources(&tally)),
            VoiceTable::Salience => (SALIENCE, salience(&tally, tiers, options.min)),
        };
        let before = std::iter::once(remark.to_owned()).chain(several_values(&options.by)).collect();
        Ok(Answer { before, ..Answer::of(table, self.rows.len() as u64) })
    }

    /// Each speaker of each article once, under sector or tier.
    fn add_sources(&self, tally: &mut VoiceTally) -> Result<(), AuditError> {
        const COLUMNS: [&str; 7] = ["article", "speaker", "form", "role", "tier", "sector", "kind"];
        let by_id: HashMap<&str, &ArticleRow> = self.rows.iter().map(|row| (row.id.as_str(), row)).collect();
        let mut seen = BTreeSet::new();
        for group in self.audit.folder().read_table("quotes")?.only(&COLUMNS)? {
            let group = group?;
            for row in 0..group.n_rows() {
                let [article, speaker, form, role, tier, sector, kind] =
                    std::array::from_fn(|column| group.text(row, column));
                let Some(row) = by_id.get(article) else { continue };
                let who = if speaker.is_empty() { role } else { speaker };
                if kind == "stance" || form.is_empty() || !seen.insert((row.id.as_str(), who.to_owned())) {
                    continue;
                }
                tally.add_source(row, self.audit.tiers(), &source_of(tier, sector, form));
            }
        }
        Ok(())
    }
}

fn source_of(tier: &str, sector: &str, form: &str) -> String {
    match (tier, sector, form) {
        (_, sector, _) if !sector.is_empty() => sector.to_owned(),
        ("unknown", _, form) => format!("{form}, not known"),
        (tier, ..) => format!("{tier}, no sector"),
    }
}

const VOICES: &str = "Persons quoted or paraphrased. `heard` of `mentioned`: articles that quote someone of the tier, of those that speak\n\
    of it. Intervals: Wilson, 95 %, articles taken as independent; `first` and `last` of articles in which a person speaks.\n";
const SOURCES: &str =
    "Speakers, each once an article, by what they are. Intervals: Wilson, 95 %, speakers taken as independent.\n";
const SALIENCE: &str = "Evidence hits by place: headline, lede, thirds of lede and body, words of quotations. A tier's share of the place.\n";

fn voices(tally: &VoiceTally, tiers: &[String], min: u64) -> Table {
    let mut table = Table::by_groups(
        tally.axes(),
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
    );
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
    let mut table = Table::by_groups(
        tally.axes(),
        &[
            ("source", Kind::Text),
            ("speakers", Kind::Int),
            ("share", Kind::Float),
            ("low", Kind::Float),
            ("high", Kind::Float),
        ],
    );
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
    let mut table = Table::by_groups(tally.axes(), &more);
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
