//! The lexicon: its entries by tier and dimension, and the hits of each.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::audit::{Audit, LexiconHits};
use crate::lexicon::{Entry, NONE, Role as EntryRole, UNIVERSAL};
use crate::present::spelled;
use crate::serve::access::Reader;
use crate::serve::address::address;
use crate::serve::excerpt::shown_lines;
use crate::serve::filtered_query::MAX_OFFSET;
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::store::ConcordanceLine;

/// Entries on a page.
const PER_PAGE: usize = 100;

/// Filter of the list of entries.
#[derive(Debug, Clone, Default)]
pub(in crate::serve) struct EntryFilter {
    pub(in crate::serve) q: String,
    pub(in crate::serve) tier: String,
    pub(in crate::serve) dimension: String,
    pub(in crate::serve) from: usize,
}

impl EntryFilter {
    fn href_from(&self, from: usize) -> String {
        let from = if from == 0 { String::new() } else { from.to_string() };
        address("/lexicon", &[("q", &self.q), ("tier", &self.tier), ("dimension", &self.dimension), ("from", &from)])
    }

    /// Numbers of the entries that match.
    pub(in crate::serve) fn entries(&self, site: &Site) -> Vec<usize> {
        let lexicon = site.audit.lexicon();
        let q = self.q.to_lowercase();
        let wanted = |entry: &Entry| {
            (self.tier.is_empty() || lexicon.tier_name(entry.tier) == self.tier)
                && (self.dimension.is_empty() || lexicon.dimension_name(entry) == self.dimension)
                && (q.is_empty() || entry.pattern.to_string().contains(&q))
        };
        lexicon.entries.iter().enumerate().filter(|(_, entry)| wanted(entry)).map(|(at, _)| at).collect()
    }
}

/// The hits of all entries, read at the first request.
pub(in crate::serve) fn hits(site: &Site) -> Result<&LexiconHits, Problem> {
    site.hits.get_or_try_init(|| site.audit.files(Audit::lexicon_hits))
}

/// One entry in a list.
struct EntryView {
    id: String,
    href: String,
    pattern: String,
    tier: String,
    dimension: String,
    role: String,
    weight: f64,
    n_hits: u64,
    n_articles: u64,
}

fn view(site: &Site, hits: &LexiconHits, at: usize) -> EntryView {
    let lexicon = site.audit.lexicon();
    let entry = &lexicon.entries[at];
    let found = hits.of(at);
    EntryView {
        href: address("/lexicon/entry", &[("id", &entry.id)]),
        id: entry.id.clone(),
        pattern: entry.pattern.to_string(),
        tier: spelled(lexicon.tier_name(entry.tier)),
        dimension: spelled(lexicon.dimension_name(entry)),
        role: role_text(&entry.role),
        weight: entry.weight,
        n_hits: found.n_hits,
        n_articles: found.n_articles,
    }
}

/// What an entry counts towards, in words.
pub(in crate::serve) fn role_text(role: &EntryRole) -> String {
    match role {
        EntryRole::Evidence => "evidence".to_owned(),
        EntryRole::Proposal { kind, serves } => format!("remedy {}, serves {}", spelled(kind), serves.name()),
        EntryRole::Trope { name } => format!("trope {}", spelled(name)),
        EntryRole::Schedule(kind) => format!("schedule, {}", kind.name()),
        EntryRole::Reason(kind) => format!("reason to leave work, {}", kind.name()),
        EntryRole::People(kind) => format!("people, {}", kind.name()),
    }
}

#[derive(Template)]
#[template(path = "lexicon.html")]
struct LexiconPage {
    frame: Frame,
    name: String,
    hash: String,
    filter: EntryFilter,
    tiers: Vec<String>,
    dimensions: Vec<String>,
    n: usize,
    n_all: usize,
    entries: Vec<EntryView>,
    previous: Option<String>,
    next: Option<String>,
}

pub(super) async fn page(State(site): State<Shared>, reader: Reader, mut params: Params) -> Result<Response, Problem> {
    let mut one = |name| params.one(name).map(Option::unwrap_or_default);
    let (q, tier, dimension) = (one("q")?, one("tier")?, one("dimension")?);
    let filter = EntryFilter { q, tier, dimension, from: params.number("from", 0..=MAX_OFFSET, 0)? };
    params.finish()?;
    let page = blocking(&site, move |site| list(site, &reader, filter)).await?;
    html(&page)
}

fn list(site: &Site, reader: &Reader, filter: EntryFilter) -> Result<LexiconPage, Problem> {
    let hits = hits(site)?;
    let lexicon = site.audit.lexicon();
    let found = filter.entries(site);
    let shown = found.iter().skip(filter.from).take(PER_PAGE);
    let mut tiers = lexicon.tiers.clone();
    tiers.extend([UNIVERSAL.to_owned(), NONE.to_owned()]);
    Ok(LexiconPage {
        frame: Frame::new(site, reader.role, "Lexicon", "/lexicon"),
        name: lexicon.name.clone(),
        hash: lexicon.hash.clone(),
        tiers,
        dimensions: lexicon.dimensions.clone(),
        n: found.len(),
        n_all: lexicon.entries.len(),
        entries: shown.map(|at| view(site, hits, *at)).collect(),
        previous: (filter.from > 0).then(|| filter.href_from(filter.from.saturating_sub(PER_PAGE))),
        next: (filter.from + PER_PAGE < found.len()).then(|| filter.href_from(filter.from + PER_PAGE)),
        filter,
    })
}

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    frame: Frame,
    entry: EntryView,
    source: String,
    note: Option<String>,
    example: Option<String>,
    counter: Option<String>,
    /// Lines, each with the address of its article.
    lines: Vec<(ConcordanceLine, String)>,
    n_lines: u64,
    back: String,
    limited: bool,
}

pub(super) async fn entry(State(site): State<Shared>, reader: Reader, mut params: Params) -> Result<Response, Problem> {
    let id = params.one("id")?.ok_or_else(|| Problem::bad("`id` names the entry"))?;
    params.finish()?;
    let page = blocking(&site, move |site| one(site, &reader, &id)).await?;
    html(&page)
}

fn one(site: &Site, reader: &Reader, id: &str) -> Result<EntryPage, Problem> {
    let lexicon = site.audit.lexicon();
    let at = lexicon.entries.iter().position(|entry| entry.id == id);
    let at = at.ok_or_else(|| Problem::missing("there is no entry with this id"))?;
    let entry = &lexicon.entries[at];
    let hits = hits(site)?;
    let lines = shown_lines(&site.seen, site.audit.store(), reader, lines(site, hits, at)?)?;
    let linked = |line: ConcordanceLine| {
        let href = address("/article", &[("id", &line.id)]);
        (line, href)
    };
    let (tier, dimension) = (lexicon.tier_name(entry.tier), lexicon.dimension_name(entry));
    Ok(EntryPage {
        frame: Frame::new(site, reader.role, format!("{} – Lexicon", entry.pattern), "/lexicon"),
        entry: view(site, hits, at),
        source: entry.source.clone(),
        note: entry.note.clone(),
        example: entry.example.clone(),
        counter: entry.counter.clone(),
        n_lines: lines.len() as u64,
        lines: lines.into_iter().map(linked).collect(),
        back: address("/lexicon", &[("tier", tier), ("dimension", dimension)]),
        limited: reader.role.characters() < usize::MAX,
    })
}

/// The sampled hits of an entry with their context.
pub(in crate::serve) fn lines(site: &Site, hits: &LexiconHits, at: usize) -> Result<Vec<ConcordanceLine>, Problem> {
    Ok(site.audit.audit.lines_of_entry(hits, at)?)
}
