//! Pay, schedules and reasons for leaving work, with intervals and bases.

use hashbrown::HashSet;

use crate::audit::options::several_values;
use crate::audit::{Answer, Audit, AuditError, Readers, Selection};
use crate::baseline::BASE_YEAR;
use crate::lexicon::ScheduleKind;
use crate::pay::Band;
use crate::present::share_text;
use crate::record::{Axis, Cell, Kind, Table, rows_of_hits};
use crate::score::{ArticleRow, HitRow};
use crate::summarize::{FEW_CLUSTERS, Median, ReasonFigures, Share, pay_by, reasons_by, schedules};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkTable {
    /// Pay named, and its place among the wages of all jobs.
    Pay,
    /// Control, rigidity and instability of hours beside each tier.
    Schedules,
    /// Family and choice against the workplace.
    Reasons,
}

impl WorkTable {
    /// All tables with their names.
    pub const ALL: [(&'static str, Self); 3] =
        [("pay", Self::Pay), ("schedules", Self::Schedules), ("reasons", Self::Reasons)];
}

/// What work is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkOptions {
    /// What is counted.
    pub table: WorkTable,
    /// What pay and reasons are grouped by; schedules are counted beside each tier.
    pub by: Vec<Axis>,
    /// Whom the table is for.
    pub readers: Readers,
}

impl WorkOptions {
    /// This table of all articles together, every number in a cell of its own.
    #[must_use]
    pub fn of(table: WorkTable) -> Self {
        Self { table, by: Vec::new(), readers: Readers::Machines }
    }
}

impl Audit {
    /// Pay, schedules or reasons in all articles.
    ///
    /// # Errors
    /// When the record cannot be read, or schedules are to be grouped.
    pub fn work(&self, options: &WorkOptions) -> Result<Answer, AuditError> {
        self.all()?.work(options)
    }
}

impl Selection<'_> {
    /// Pay, schedules or reasons; articles that are not scored are left out.
    ///
    /// # Errors
    /// When the table of hits cannot be read, or schedules are to be grouped.
    pub fn work(&self, options: &WorkOptions) -> Result<Answer, AuditError> {
        let rows: Vec<&ArticleRow> = self.rows.iter().filter(|row| row.is_scored()).collect();
        match options.table {
            WorkTable::Pay => Ok(pay(options.readers, &options.by, self.audit.tiers(), &rows)),
            WorkTable::Reasons => Ok(reasons(options.readers, &options.by, self.audit.tiers(), &rows)),
            WorkTable::Schedules if options.by.is_empty() => self.schedules(options.readers, &rows),
            WorkTable::Schedules => Err(AuditError::Ungrouped),
        }
    }

    fn schedules(&self, readers: Readers, rows: &[&ArticleRow]) -> Result<Answer, AuditError> {
        let folder = self.audit.folder();
        let table = folder.read_table("hits")?.whole()?;
        let hits = rows_of_hits(&table).map_err(|reason| AuditError::Rows { path: folder.hits(), reason })?;
        let ids: HashSet<&str> = self.rows.iter().map(|row| row.id.as_str()).collect();
        let hits: Vec<_> = hits.into_iter().filter(|hit| ids.contains(hit.article)).collect();
        Ok(schedule(readers, self.audit.tiers(), rows, &hits))
    }
}

fn pay(readers: Readers, axes: &[Axis], tiers: &[String], rows: &[&ArticleRow]) -> Answer {
    let groups = pay_by(axes, tiers, rows.iter().copied());
    let before = format!(
        "Pay that articles name, an hour in dollars of {BASE_YEAR}, and its place among the wages of all jobs.\n\
         Medians over articles of their own medians; 95 % intervals, articles taken as independent.\n"
    );
    let bands = [Band::BottomThird, Band::Middle, Band::TopFifth];
    let mut columns = ["articles", "with_pay", "amounts", "placed"].map(|name| (name.to_owned(), Kind::Int)).to_vec();
    columns.extend(of_share(readers, "share_with_pay"));
    columns.extend(of_median(readers, "hourly"));
    columns.extend(of_median(readers, "percentile"));
    bands.iter().for_each(|band| columns.extend(of_share(readers, band.name())));
    let mut table = Table::by_groups(axes, &columns);
    for (key, group) in &groups {
        let placed = group.median_percentile();
        let mut row = Row::of(key);
        [group.n_articles, group.n_with_pay, group.n_pay, placed.map_or(0, |m| m.n)].iter().for_each(|n| row.count(*n));
        row.share(readers, group.share_with_pay());
        row.median(readers, group.median_hour());
        row.median(readers, placed);
        bands.iter().for_each(|band| row.share(readers, group.share_in(*band)));
        table.push(&row.cells());
    }
    let medians = groups.iter().flat_map(|(key, group)| {
        let named = |what: &str| if key.is_empty() { what.to_owned() } else { format!("{} ({what})", key.join(", ")) };
        [(named("hourly"), group.median_hour()), (named("percentile"), group.median_percentile())]
    });
    let shares = groups
        .values()
        .flat_map(|group| bands.iter().map(move |band| group.share_in(*band)).chain([group.share_with_pay()]));
    let mut after = pointed(medians.filter_map(|(name, median)| Some((name, median?))));
    after.extend(starred(readers, shares));
    let before = std::iter::once(before).chain(several_values(axes)).collect();
    Answer { before, after, ..Answer::of(table, rows.iter().map(|row| row.work.n_pay).sum()) }
}

/// Medians listed by name.
const LISTED: usize = 6;

/// What intervals that are printed without a width mean, where there are some: of one article, and of many with one value.
fn pointed(medians: impl Iterator<Item = (String, Median)>) -> Vec<String> {
    let printed = |value: f64| format!("{value:.1}");
    let (single, pointed): (Vec<_>, Vec<_>) =
        medians.filter(|(_, m)| printed(m.low) == printed(m.high)).partition(|(_, median)| median.n == 1);
    let line = |of: &[(String, Median)], what: &str| {
        let listed: Vec<&str> = of.iter().take(LISTED).map(|(name, _)| name.as_str()).collect();
        let more = of.len() - listed.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!of.is_empty()).then(|| format!("{what}: {}{more}.", listed.join("; ")))
    };
    let single = line(&single, "No interval, since one article names pay");
    let pointed = line(
        &pointed,
        "One value at both ends of an interval, since the articles around the median name the same pay, which is no sign of \
         precision",
    );
    single.into_iter().chain(pointed).collect()
}

fn reasons(readers: Readers, axes: &[Axis], tiers: &[String], rows: &[&ArticleRow]) -> Answer {
    let groups = reasons_by(axes, tiers, rows.iter().copied());
    let before = "Reasons that articles give for leaving work: family and choice (pull), the workplace (push), both.\n\
                  Shares of the articles that give any; 95 % intervals, articles taken as independent.\n";
    let mut columns = ["articles", "any", "pull", "push", "both"].map(|name| (name.to_owned(), Kind::Int)).to_vec();
    for name in ["share_pull", "share_push", "share_both"] {
        columns.extend(of_share(readers, name));
    }
    let mut table = Table::by_groups(axes, &columns);
    for (key, group) in &groups {
        let mut row = Row::of(key);
        let counts = [group.n_pull, group.n_push, group.n_both];
        [group.n_articles, group.n_any()].iter().chain(&counts).for_each(|n| row.count(*n));
        counts.iter().for_each(|n| row.share(readers, Share::of(*n, group.n_any())));
        table.push(&row.cells());
    }
    let before = std::iter::once(before.to_owned()).chain(several_values(axes)).collect();
    let n_any = reasons_by(&[], tiers, rows.iter().copied()).values().map(ReasonFigures::n_any).sum();
    let after = starred(readers, groups.values().map(|group| Share::of(group.n_pull, group.n_any())));
    Answer { before, after: after.into_iter().collect(), ..Answer::of(table, n_any) }
}

fn schedule(readers: Readers, tiers: &[String], rows: &[&ArticleRow], hits: &[HitRow<'_>]) -> Answer {
    let figures = schedules(tiers, rows.iter().copied(), hits);
    let before = "Kinds of schedule beside each tier, in articles and in sentences. A tier is named by any sign but a schedule.\n\
                  Rates per 1,000 tokens of the articles that name the tier; 95 % intervals, articles and sentences taken as\n\
                  independent.\n";
    let mut columns: Vec<(String, Kind)> = ["kind", "beside"].map(|name| (name.to_owned(), Kind::Text)).to_vec();
    columns.extend(["articles", "with_kind"].map(|name| (name.to_owned(), Kind::Int)));
    columns.extend(of_share(readers, "share"));
    columns.push(("rate".to_owned(), Kind::Float));
    columns.extend(["sentences", "naming_it"].map(|name| (name.to_owned(), Kind::Int)));
    columns.extend(of_share(readers, "share_of_sentences"));
    let mut table = Table::new(&columns);
    for (kind, figures) in ScheduleKind::ALL.iter().zip(&figures) {
        for (tier, beside) in tiers.iter().zip(&figures.tiers) {
            let mut row = Row::of(&[kind.name().to_owned(), tier.clone()]);
            row.count(beside.n_articles);
            row.count(beside.n_with);
            row.share(readers, Share::of(beside.n_with, beside.n_articles));
            row.0.push(Value::Float(beside.rate()));
            row.count(figures.n_sentences);
            row.count(beside.n_sentences);
            row.share(readers, Share::of(beside.n_sentences, figures.n_sentences));
            table.push(&row.cells());
        }
    }
    let shares = figures
        .iter()
        .flat_map(|of| of.tiers.iter().map(move |tier| (tier, of.n_sentences)))
        .flat_map(|(tier, n)| [Share::of(tier.n_with, tier.n_articles), Share::of(tier.n_sentences, n)]);
    let after = starred(readers, shares).into_iter().collect();
    let n_sentences = figures.iter().map(|figures| figures.n_sentences).sum();
    Answer { before: vec![before.to_owned()], after, ..Answer::of(table, n_sentences) }
}

/// True where so few articles or sentences carry a share that its interval is a rough guide.
fn is_thin(share: Share) -> bool {
    (share.n as f64) < FEW_CLUSTERS
}

/// What a star beside a share means, where a table for people has one.
fn starred(readers: Readers, shares: impl IntoIterator<Item = Option<Share>>) -> Option<String> {
    let is_starred = readers == Readers::People && shares.into_iter().flatten().any(is_thin);
    is_starred
        .then(|| format!("* of fewer than {FEW_CLUSTERS}: the share is mostly chance, its interval a rough guide."))
}

/// A row that owns its texts.
struct Row(Vec<Value>);

enum Value {
    Text(String),
    Count(u64),
    Float(Option<f64>),
}

impl Value {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Text(text) => Cell::Text(text),
            Self::Count(n) => Cell::count(*n),
            Self::Float(number) => Cell::float(*number),
        }
    }
}

impl Row {
    fn of(key: &[String]) -> Self {
        Self(key.iter().cloned().map(Value::Text).collect())
    }

    fn count(&mut self, n: u64) {
        self.0.push(Value::Count(n));
    }

    /// One readable cell for people, three numbers for machines.
    fn share(&mut self, readers: Readers, share: Option<Share>) {
        if readers == Readers::People {
            let star = if share.is_some_and(is_thin) { "*" } else { "" };
            self.0.push(Value::Text(share_text(share) + star));
        } else {
            let parts = share.map(|s| [s.share, s.low, s.high]);
            self.0.extend((0..3).map(|at| Value::Float(parts.map(|parts| parts[at]))));
        }
    }

    fn median(&mut self, readers: Readers, median: Option<Median>) {
        if readers == Readers::People {
            let text = median.map(|m| match m.n {
                1 => format!("{:.1}", m.middle),
                _ => format!("{:.1} [{:.1}–{:.1}]", m.middle, m.low, m.high),
            });
            self.0.push(Value::Text(text.unwrap_or_else(|| "–".to_owned())));
        } else {
            // One article has no interval.
            let end = |value: f64, m: &Median| (m.n > 1).then_some(value);
            let ends = median.map_or([None; 2], |m| [end(m.low, &m), end(m.high, &m)]);
            self.0.push(Value::Float(median.map(|m| m.middle)));
            self.0.extend(ends.map(Value::Float));
        }
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        self.0.iter().map(Value::cell).collect()
    }
}

fn of_share(readers: Readers, name: &str) -> Vec<(String, Kind)> {
    if readers == Readers::People {
        return vec![(name.to_owned(), Kind::Text)];
    }
    ["", "_low", "_high"].map(|part| (format!("{name}{part}"), Kind::Float)).to_vec()
}

fn of_median(readers: Readers, name: &str) -> Vec<(String, Kind)> {
    of_share(readers, &format!("median_{name}"))
}
