//! `/lexicon`: the entries of the instrument and their hits.

use axum::extract::{Path, State};
use axum::response::Response;
use utoipa::ToSchema;

use crate::serve::access::Reader;
use crate::serve::api::json;
use crate::serve::api::lines::LineBody;
use crate::serve::excerpt::{may_see_lines, shown_lines};
use crate::serve::pages::{EntryFilter, lexicon_hits, lexicon_lines, role_text};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// Entries of the lexicon.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct LexiconAnswer {
    /// Name of the lexicon.
    lexicon: String,
    /// Hash over its files.
    hash: String,
    /// Entries that are wanted, all in all.
    n: usize,
    /// Those of this page.
    entries: Vec<EntryBody>,
    /// `from` of the next page; none after the last.
    next: Option<usize>,
}

/// One entry.
#[derive(serde::Serialize, ToSchema)]
struct EntryBody {
    /// Id.
    id: String,
    /// The words it matches.
    pattern: String,
    /// Whose work it speaks of.
    #[schema(example = "low_wage")]
    tier: String,
    /// By which sign.
    #[schema(example = "schedule")]
    dimension: String,
    /// What it counts towards.
    #[schema(example = "evidence")]
    counts_as: String,
    /// How much a hit counts.
    weight: f64,
    /// Occupation code (SOC 2018).
    soc: Option<String>,
    /// Where it comes from.
    source: String,
    /// Hits in the audit.
    n_hits: u64,
    /// Articles with a hit.
    n_articles: u64,
}

/// Lists entries with what they hit.
#[utoipa::path(
    get,
    path = "/api/v1/lexicon",
    operation_id = "lexicon_entries",
    params(
        ("q" = Option<String>, Query, description = "Letters of the pattern", max_length = 2000, example = "flex"),
        ("tier" = Option<String>, Query, description = "Name of a tier, `universal` or `none`", example = "low_wage"),
        ("dimension" = Option<String>, Query, description = "Name of a dimension", example = "schedule"),
        ("from" = Option<u32>, Query, description = "Entries to leave out at the start", minimum = 0, maximum = 10_000, example = 0),
        ("limit" = Option<u32>, Query, description = "Entries", minimum = 1, maximum = 1000, example = 100),
    ),
    responses((status = 200, description = "Entries", body = LexiconAnswer))
)]
pub(super) async fn list(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let mut one = |name| params.one(name).map(Option::unwrap_or_default);
    let (q, tier, dimension) = (one("q")?, one("tier")?, one("dimension")?);
    let pick = EntryFilter { q, tier, dimension, from: params.number("from", 0..=10_000, 0)? };
    let limit = params.number("limit", 1..=1000, 100)?;
    params.finish()?;
    json(&blocking(&site, move |site| answer(site, &pick, limit)).await?)
}

fn answer(site: &Site, pick: &EntryFilter, limit: usize) -> Result<LexiconAnswer, Problem> {
    let hits = lexicon_hits(site)?;
    let lexicon = site.audit.lexicon();
    let found = pick.entries(site);
    let entries = found.iter().skip(pick.from).take(limit).map(|at| {
        let entry = &lexicon.entries[*at];
        EntryBody {
            id: entry.id.clone(),
            pattern: entry.pattern.to_string(),
            tier: lexicon.tier_name(entry.tier).to_owned(),
            dimension: lexicon.dimension_name(entry).to_owned(),
            counts_as: role_text(&entry.role),
            weight: entry.weight,
            soc: entry.soc.clone(),
            source: entry.source.clone(),
            n_hits: hits.of(*at).n_hits,
            n_articles: hits.of(*at).n_articles,
        }
    });
    let next = pick.from + limit;
    Ok(LexiconAnswer {
        lexicon: lexicon.name.clone(),
        hash: lexicon.hash.clone(),
        n: found.len(),
        entries: entries.collect(),
        next: (next < found.len()).then_some(next),
    })
}

/// Hits of one entry.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct HitsAnswer {
    /// Hits in the audit.
    n_hits: u64,
    /// Articles with a hit.
    n_articles: u64,
    /// Some of the hits, 200 at most, drawn by a hash of their place.
    lines: Vec<LineBody>,
}

/// Shows where an entry hit.
#[utoipa::path(
    get,
    path = "/api/v1/lexicon/{id}/hits",
    operation_id = "lexicon_hits",
    params(("id" = String, Path, description = "Id of the entry", min_length = 1, example = "low_wage.pay.minimum-wage")),
    responses((status = 200, description = "Hits", body = HitsAnswer))
)]
pub(super) async fn hits(
    State(site): State<Shared>,
    reader: Reader,
    Path(id): Path<String>,
    params: Params,
) -> Result<Response, Problem> {
    params.finish()?;
    may_see_lines(reader.role, &[])?;
    let answer = blocking(&site, move |site| {
        let at = site.audit.lexicon().entries.iter().position(|entry| entry.id == id);
        let at = at.ok_or_else(|| Problem::missing("there is no entry with this id"))?;
        let hits = lexicon_hits(site)?;
        let lines = shown_lines(&site.seen, site.audit.store(), &reader, lexicon_lines(site, hits, at)?)?;
        let (n_hits, n_articles) = (hits.of(at).n_hits, hits.of(at).n_articles);
        Ok(HitsAnswer { n_hits, n_articles, lines: lines.into_iter().map(LineBody::from).collect() })
    });
    json(&answer.await?)
}
