//! Who speaks: voice by tier, sources by sector, salience by place.

use crate::audit::options::several_values;
use crate::audit::{Answer, Audit, AuditError, EstimateOptions, Selection};
use crate::findings::error;
use crate::record::{Axis, Cell, Kind, Table, is_shown};
use crate::score::{ArticleRow, PLACES};
use crate::summarize::{Count, Estimate, Estimator, RankAndFile, VoiceCount, VoiceTally};
use crate::voice::Standing;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VoiceTable {
    /// Who speaks as a worker given that workers are mentioned, who is quoted in any role, words, first and last speaker.
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
#[derive(Debug, Clone, PartialEq)]
pub struct VoiceOptions {
    /// What is counted.
    pub table: VoiceTable,
    /// What articles are grouped by.
    pub by: Vec<Axis>,
    /// Articles a group needs.
    pub min: u64,
    /// How the shares of [`VoiceTable::Voices`] are estimated.
    pub estimate: EstimateOptions,
}

impl Default for VoiceOptions {
    /// Voices of all articles together.
    fn default() -> Self {
        Self { table: VoiceTable::Voices, by: Vec::new(), min: 1, estimate: EstimateOptions::default() }
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
    /// When the table of quotations cannot be read, or an audience weighs no outlet of these articles.
    pub fn voice(&self, options: &VoiceOptions) -> Result<Answer, AuditError> {
        if let Some((weighed, line)) = self.weighed(&options.estimate)? {
            let mut voice = weighed.voice(options)?;
            voice.before.push(line);
            return Ok(voice);
        }
        let tiers = self.audit.tiers();
        let mut tally = VoiceTally::new(&options.by);
        self.rows.iter().for_each(|row| tally.add(row, tiers));
        let ranks = if options.table == VoiceTable::Voices { self.rank_and_file() } else { None };
        let (remark, table) = match options.table {
            VoiceTable::Voices => (VOICES, self.voices(&tally, ranks.as_ref(), options)),
            VoiceTable::Sources => (SOURCES, self.sources(&options.by, &options.estimate)?),
            VoiceTable::Salience => (SALIENCE, self.salience(&tally, options)),
        };
        let is_of_voices = options.table == VoiceTable::Voices;
        let uncounted = is_of_voices && self.rows.iter().any(lacks_workers);
        let measured = self.audit.lexicon().ok().filter(|_| is_of_voices).and_then(|lexicon| error::of_heard(lexicon));
        let before = std::iter::once(remark.to_owned())
            .chain(measured.map(|measured| measured + "\n"))
            .chain(uncounted.then(|| UNCOUNTED.to_owned()))
            .chain(several_values(&options.by));
        Ok(Answer { before: before.collect(), ..Answer::of(table, self.rows.len() as u64) })
    }
}

/// True for an article of a record that does not say who speaks as a worker.
fn lacks_workers(row: &ArticleRow) -> bool {
    row.is_scored() && row.voice.hears_worker(0).is_none()
}

const VOICES: &str = "`mentioned`: articles that speak of the tier. `heard` of them quote a person in his or her own words as a worker of it, owners and\n\
    executives among them; `rank_and_file` leaves out owners, executives and managers of firms; `any_role` adds groups, paraphrases, and who\n\
    speaks for others or for expertise: reporters, scholars, doctors and lawyers asked as experts, spokespeople. `interval` names what was resampled; `first`\n\
    and `last` are of articles in which a person speaks.\n";
const UNCOUNTED: &str = "This audit was made before workers were counted apart, so `heard` is empty: `classlens audit --from` its folder\n\
    counts them.\n";
const SOURCES: &str = "Speakers, each once an article, by what they are. 95 % intervals; `interval` names what was resampled, since those who\n\
    speak in one article or outlet are not chosen apart from each other.\n";
const SALIENCE: &str = "Evidence hits by place: headline, lede, thirds of lede and body, words of quotations. A tier's share of the place.\n";

impl Selection<'_> {
    /// A row a group and speaker: ratios with intervals, and what they say.
    fn voices(&self, tally: &VoiceTally, ranks: Option<&RankAndFile>, options: &VoiceOptions) -> Table {
        let tiers = self.audit.tiers();
        let EstimateOptions { weight, method, resampling } = &options.estimate;
        let estimator = Estimator::new(&self.rows, weight, *method, *resampling);
        let members = estimator.groups(&options.by, tiers);
        let mut table = Table::by_groups(tally.axes(), VOICE_COLUMNS);
        for (key, cell) in tally.cells().filter(|(_, cell)| is_shown(cell.n_articles, options.min)) {
            let members = members.get(key).map_or(&[][..], Vec::as_slice);
            // A group without an article has none.
            let counts = cell.counts.iter().copied().chain(std::iter::repeat(VoiceCount::default()));
            for (at, (standing, count)) in Standing::all(tiers).zip(counts).enumerate() {
                let part = |own: Count<'_>, all: Count<'_>| Cell::float(estimator.part(members, own, all));
                let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
                cells.extend([Cell::Text(standing.name(tiers)), Cell::count(cell.n_articles)]);
                let ratios = (at < tiers.len()).then(|| Ratios::of(&estimator, members, (&self.rows, ranks), at));
                cells.extend(ratios.unwrap_or_default().cells());
                let quoting = |row: &ArticleRow| row.voice.quotes(at);
                let quoting = estimator.shares(members, &ArticleRow::is_scored, &[&quoting])[0];
                cells.push(Cell::count(count.n_quoting));
                cells.extend(Cell::share(quoting.map(|estimate| estimate.share)));
                cells.extend([Cell::count(count.n_quotes), Cell::count(count.n_words)]);
                let words = |row: &ArticleRow| row.voice.quoted_words.get(at).copied().unwrap_or(0);
                cells.push(part(&words, &|row| row.voice.quoted_words.iter().sum()));
                let speakers: [Speaking; 2] = [|row| row.voice.first_speaker, |row| row.voice.last_speaker];
                cells.extend(speakers.map(|speaking| {
                    let is = |row: &ArticleRow| u64::from(speaking(row) == Some(standing));
                    part(&is, &|row| u64::from(speaking(row).is_some()))
                }));
                cells.push(cell.n_profiled.get(at).map_or(Cell::Missing, |n| Cell::count(*n)));
                cells.push(Cell::text(quoting.map(|estimate| estimate.method())));
                table.push(&cells);
            }
        }
        table
    }
}

/// Columns of [`VoiceTable::Voices`] after those of the group.
const VOICE_COLUMNS: &[(&str, Kind)] = &[
    ("speaker", Kind::Text),
    ("articles", Kind::Int),
    ("mentioned", Kind::Int),
    ("heard", Kind::Int),
    ("voice_ratio", Kind::Float),
    ("low", Kind::Float),
    ("high", Kind::Float),
    ("rank_and_file", Kind::Int),
    ("rank_and_file_ratio", Kind::Float),
    ("rank_and_file_low", Kind::Float),
    ("rank_and_file_high", Kind::Float),
    ("any_role", Kind::Int),
    ("any_role_ratio", Kind::Float),
    ("any_role_low", Kind::Float),
    ("any_role_high", Kind::Float),
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
    ("interval", Kind::Text),
];

/// Of the articles that speak of a tier, those in which its workers, or anybody of it, speak.
#[derive(Default)]
struct Ratios {
    mentioned: Option<u64>,
    heard: Option<Estimate>,
    rank_and_file: Option<Estimate>,
    any_role: Option<Estimate>,
}

impl Ratios {
    fn of(
        estimator: &Estimator<'_>,
        members: &[usize],
        (rows, ranks): (&[ArticleRow], Option<&RankAndFile>),
        tier: usize,
    ) -> Self {
        let mentions = |row: &ArticleRow| row.is_scored() && row.mentions(tier);
        let heard = |row: &ArticleRow| row.voice.hears_worker(tier) == Some(true);
        let any = |row: &ArticleRow| row.voice.quotes(tier);
        let below = |row: &ArticleRow| heard(row) && ranks.is_some_and(|ranks| ranks.speaks(tier, row));
        let shares = estimator.shares(members, &mentions, &[&heard, &below, &any]);
        let mentioning = || members.iter().map(|at| &rows[*at]).filter(|row| mentions(row));
        let counted = !mentioning().any(lacks_workers);
        Self {
            mentioned: Some(mentioning().count() as u64),
            heard: shares[0].filter(|_| counted),
            rank_and_file: shares[1].filter(|_| counted && ranks.is_some()),
            any_role: shares[2],
        }
    }

    fn cells(&self) -> Vec<Cell<'static>> {
        let mut out = vec![self.mentioned.map_or(Cell::Missing, Cell::count)];
        for estimate in [self.heard, self.rank_and_file, self.any_role] {
            let share = estimate.map(|estimate| estimate.share);
            out.push(share.map_or(Cell::Missing, |share| Cell::count(share.hits)));
            out.extend(Cell::share(share));
        }
        out
    }
}

/// Who speaks first in an article, or last.
type Speaking = fn(&ArticleRow) -> Option<Standing>;

impl Selection<'_> {
    /// A row a group and tier: evidence hits by place, and the tier's share of those of the place.
    fn salience(&self, tally: &VoiceTally, options: &VoiceOptions) -> Table {
        let tiers = self.audit.tiers();
        let EstimateOptions { weight, method, resampling } = &options.estimate;
        let estimator = Estimator::new(&self.rows, weight, *method, *resampling);
        let members = estimator.groups(&options.by, tiers);
        let names: Vec<(String, String)> = PLACES.iter().map(|p| ((*p).to_owned(), format!("{p}_share"))).collect();
        let mut more = vec![("tier", Kind::Text)];
        for (n, share) in &names {
            more.extend([(n.as_str(), Kind::Int), (share.as_str(), Kind::Float)]);
        }
        let mut table = Table::by_groups(tally.axes(), &more);
        for (key, cell) in tally.cells().filter(|(_, cell)| is_shown(cell.n_articles, options.min)) {
            let members = members.get(key).map_or(&[][..], Vec::as_slice);
            // A group without an article has no hits.
            let by_place = cell.hits_by_place.iter().copied().chain(std::iter::repeat([0; PLACES.len()]));
            for (at, (tier, hits)) in tiers.iter().zip(by_place).enumerate() {
                let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
                cells.push(Cell::Text(tier));
                for (place, n) in hits.iter().enumerate() {
                    let own = |row: &ArticleRow| row.voice.hits_by_place.get(at).map_or(0, |hits| hits[place]);
                    let all = |row: &ArticleRow| row.voice.hits_by_place.iter().map(|hits| hits[place]).sum();
                    cells.extend([Cell::count(*n), Cell::float(estimator.part(members, &own, &all))]);
                }
                table.push(&cells);
            }
        }
        table
    }
}
