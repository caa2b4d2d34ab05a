//! Flat rows of the record: one an article, one a hit.

use std::collections::BTreeSet;

use crate::article::text_hash;
use crate::clean::Zone;
use crate::lexicon::{Lexicon, PeopleKind, Role, Serves};
use crate::score::median::median;
use crate::score::{
    AcknowledgementKind, Focus, HeadlineScope, ScoredDocument, Third, VoiceRow, WorkRow, sentence_totals, voice_row,
};
use crate::variable::Given;
use crate::worklife::SentenceTotals;

/// One row of `articles.parquet`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArticleRow {
    /// Id.
    pub id: String,
    /// Outlet.
    pub outlet: Option<String>,
    /// Day, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Time zone the day was printed with, as printed; `None` where there was none.
    pub date_zone: Option<String>,
    /// The date as printed, where no day was read out of it.
    pub date_printed: Option<String>,
    /// Title.
    pub title: String,
    /// URL.
    pub url: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Section.
    pub section: Option<String>,
    /// Tokens in scored zones.
    pub n_tokens: u64,
    /// Which tier it is about.
    pub focus: Focus,
    /// Attention 0–3, a tier each.
    pub attention: Vec<u8>,
    /// Score, a tier each.
    pub score: Vec<f64>,
    /// Probability that the article is about the tier, 0–1, a tier each; empty without fitted weights and where the article
    /// is not scored.
    pub probability: Vec<f64>,
    /// What the sentences add up to, one a tier and one for workers without a tier; empty without a model of sentences.
    pub sentences: Vec<SentenceTotals>,
    /// Whose working life the headline promises.
    pub headline_scope: HeadlineScope,
    /// Universal headline over one tier.
    pub scope_gap: bool,
    /// Kind of acknowledgement, a tier each.
    pub acknowledgement: Vec<AcknowledgementKind>,
    /// Third in which the tier is first spoken of, a tier each.
    pub acknowledgement_first: Vec<Option<Third>>,
    /// Kinds of proposals discussed, sorted.
    pub proposals: Vec<String>,
    /// Whom they serve, sorted by name.
    pub proposals_serve: Vec<Serves>,
    /// Tropes used, sorted.
    pub tropes: Vec<String>,
    /// Whom the passages on working life are about as such, in the order of [`PeopleKind::ALL`].
    pub people: Vec<PeopleKind>,
    /// SOC codes of the occupations named, sorted.
    pub occupations: Vec<String>,
    /// Median of the wage percentiles of the occupations named, 0–100.
    pub wage_percentile: Option<f64>,
    /// Evidence hits in scored zones.
    pub n_hits: u64,
    /// Hash of title and body as they were read, 16 hexadecimal digits.
    pub text_hash: String,
    /// Language, as a code of ISO 639; `None` where the text is too short to detect it.
    pub language: Option<String>,
    /// Agency whose article it is, as its credit says.
    pub wire: Option<String>,
    /// Why the article is not scored; `None` where it is.
    pub unscored: Option<String>,
    /// Id of the earliest article of its story; its own id until the copies of a corpus are known.
    pub story: String,
    /// Articles of its story, itself among them.
    pub copies: u64,
    /// Who speaks.
    pub voice: VoiceRow,
    /// Pay, schedules, reasons for leaving work.
    pub work: WorkRow,
    /// Values of the variables that the user brought, in the order of the audit; empty until these are detected.
    pub variables: Vec<Option<Given>>,
}

impl ArticleRow {
    /// A row of an article with nothing in it, for this number of tiers.
    #[must_use]
    pub fn of_tiers(n_tiers: usize) -> Self {
        Self {
            attention: vec![0; n_tiers],
            score: vec![0.0; n_tiers],
            acknowledgement: vec![AcknowledgementKind::None; n_tiers],
            acknowledgement_first: vec![None; n_tiers],
            voice: VoiceRow::of_tiers(n_tiers),
            ..Self::default()
        }
    }

    /// True for the base of shares.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        self.unscored.is_none()
    }

    /// True where the tier of this number gets any attention.
    #[must_use]
    pub fn mentions(&self, tier: usize) -> bool {
        self.attention.get(tier).is_some_and(|attention| *attention >= 1)
    }

    /// True for articles whose headline promises all workers, parents or families.
    #[must_use]
    pub fn promises_all(&self) -> bool {
        self.headline_scope == HeadlineScope::Universal
    }

    /// True for articles with a focus.
    #[must_use]
    pub fn is_focused(&self) -> bool {
        self.is_scored() && self.focus != Focus::None
    }
}

/// One row of `hits.parquet`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HitRow<'a> {
    /// Article.
    pub article: &'a str,
    /// Entry.
    pub entry: &'a str,
    /// Tier name.
    pub tier: &'a str,
    /// Dimension name.
    pub dimension: &'a str,
    /// What it counts towards: `evidence`, `proposal`, `trope`, `schedule`, `reason`, `people`.
    pub role: &'a str,
    /// Which kind of it; empty for evidence.
    pub kind: &'a str,
    /// Zone name.
    pub zone: &'static str,
    /// Sentence, from 0.
    pub sentence: u32,
    /// `title` or `body`: the field of the input the span refers to.
    pub field: &'static str,
    /// First byte in that field.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Words as printed.
    pub words: &'a str,
    /// Weight of the entry.
    pub weight: f64,
    /// SOC code of an occupation.
    pub soc: Option<&'a str>,
    /// Whether it is in a scored zone of a scored article: in the figures.
    pub is_counted: bool,
}

/// Zones that figures use, by name.
const SCORED: [&str; 3] = [Zone::Headline.name(), Zone::Lede.name(), Zone::Body.name()];

impl HitRow<'_> {
    /// True for a hit in a zone that figures use.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        SCORED.contains(&self.zone)
    }
}

/// The article row of a scored document.
#[must_use]
pub fn article_row(lexicon: &Lexicon, scored: &ScoredDocument) -> ArticleRow {
    let document = &scored.document;
    let mut proposals = BTreeSet::new();
    let mut serve = BTreeSet::new();
    let mut tropes = BTreeSet::new();
    let mut occupations = BTreeSet::new();
    let mut percentiles = Vec::new();
    let mut n_hits = 0;
    for hit in scored.hits.iter().filter(|h| h.zone.is_scored()) {
        let entry = lexicon.entry(hit.entry);
        match &entry.role {
            Role::Proposal { kind, serves } => {
                proposals.insert(kind.clone());
                serve.insert((serves.name(), *serves));
            }
            Role::Trope { name } => {
                tropes.insert(name.clone());
            }
            Role::Evidence => n_hits += 1,
            Role::Schedule(_) | Role::Reason(_) | Role::People(_) => {}
        }
        if let Some(soc) = &entry.soc {
            occupations.insert(soc.clone());
            percentiles.extend(lexicon.wage_percentile(soc));
        }
    }
    percentiles.sort_by(f64::total_cmp);
    // Where nobody looked, no finding is "none".
    let scope = if scored.unscored.is_some() { HeadlineScope::Unscored } else { scored.headline_scope };
    let kind = |kind| if scored.unscored.is_some() { AcknowledgementKind::Unscored } else { kind };
    ArticleRow {
        id: document.id.clone(),
        outlet: document.outlet.clone(),
        date: document.date.map(|d| d.to_string()),
        date_zone: document.zone.clone(),
        date_printed: document.printed_date.clone(),
        title: document.title().to_owned(),
        url: document.url.clone(),
        author: document.author.clone(),
        section: document.section.clone(),
        n_tokens: scored.tokens.n_scored() as u64,
        focus: scored.verdict.focus,
        attention: scored.verdict.attention.clone(),
        score: scored.verdict.score.clone(),
        probability: scored.verdict.probability.iter().take(lexicon.tiers.len()).copied().collect(),
        sentences: sentence_totals(lexicon, &scored.sentences),
        headline_scope: scope,
        scope_gap: scored.scope_gap,
        acknowledgement: scored.acknowledgement.iter().map(|a| kind(a.kind)).collect(),
        acknowledgement_first: scored.acknowledgement.iter().map(|a| a.first).collect(),
        proposals: proposals.into_iter().collect(),
        proposals_serve: serve.into_iter().map(|(_, serves)| serves).collect(),
        tropes: tropes.into_iter().collect(),
        people: scored.people.iter().map(|people| people.kind).collect(),
        occupations: occupations.into_iter().collect(),
        wage_percentile: median(&percentiles),
        n_hits,
        text_hash: format!("{:016x}", text_hash(document.title(), document.body())),
        language: document.language.map(|language| language.code().to_owned()),
        wire: document.wire.map(str::to_owned),
        unscored: scored.unscored.map(|reason| reason.text(lexicon)),
        story: document.id.clone(),
        copies: 1,
        voice: voice_row(lexicon, scored),
        work: crate::score::work::work_row(lexicon, scored),
        variables: Vec::new(),
    }
}

/// The hit rows of a scored document.
pub fn hit_rows<'a>(lexicon: &'a Lexicon, scored: &'a ScoredDocument) -> impl Iterator<Item = HitRow<'a>> + 'a {
    scored.hits.iter().map(move |hit| {
        let entry = lexicon.entry(hit.entry);
        let (field, span) = scored.document.field_span(hit.span);
        let (role, kind) = entry.role.names();
        HitRow {
            article: &scored.document.id,
            entry: &entry.id,
            tier: lexicon.tier_name(entry.tier),
            dimension: lexicon.dimension_name(entry),
            role,
            kind,
            zone: hit.zone.name(),
            sentence: hit.sentence,
            field: field.name(),
            start: span.start,
            end: span.end,
            words: hit.span.slice(&scored.document.text).unwrap_or_default(),
            weight: entry.weight,
            soc: entry.soc.as_deref(),
            is_counted: hit.zone.is_scored() && scored.unscored.is_none(),
        }
    })
}
