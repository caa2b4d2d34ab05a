//! What was found in one article or draft, in plain values for a page and the API.

use utoipa::ToSchema;

use crate::engine::Engine;
use crate::lexicon::Lexicon;
use crate::score::{Argument, ScoredDocument, argument, article_row, effects, hit_rows};
use crate::serve::margin::{PayReading, PersonReading, RemedyReading, pay, persons, remedies, style_of};
use crate::serve::passage::{label, style, tier_style};
use crate::serve::remark::{Remark, hits_of_tier, remarks};
use crate::voice::Quote;

/// The reading of one text.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct Reading {
    /// Words in headline, lede and body.
    pub(super) n_words: usize,
    /// Why it was not scored; none where it was.
    pub(super) unscored: Option<String>,
    /// The tier the text is about, `mixed`, `none` or `unscored`.
    #[schema(example = "low_wage")]
    pub(super) focus: String,
    /// Whose working life the headline promises: a tier, `universal` or `none`.
    #[schema(example = "universal")]
    pub(super) headline_scope: String,
    /// The headline promises all, the text covers one tier.
    pub(super) scope_gap: bool,
    /// One a tier, in the order of the lexicon.
    pub(super) tiers: Vec<TierReading>,
    /// Kinds of remedies discussed.
    pub(super) proposals: Vec<String>,
    /// Whom they serve: `control`, `unstable`, `all`.
    pub(super) proposals_serve: Vec<&'static str>,
    /// Stock stories used.
    pub(super) tropes: Vec<String>,
    /// Median wage percentile of the occupations named, 0–100.
    pub(super) wage_percentile: Option<f64>,
    /// What a reader should know, in words, with the hits it rests on.
    pub(super) remarks: Vec<Remark>,
    /// Who speaks, in the order of their first words.
    pub(super) speakers: Vec<SpeakerReading>,
    /// Pay that is named, in the order of the text.
    pub(super) pay: Vec<PayReading>,
    /// Remedies by kind, with the tiers named beside them.
    pub(super) remedies: Vec<RemedyReading>,
    /// Persons introduced with an age, an occupation, pay or an employer, in the order of the text.
    pub(super) persons: Vec<PersonReading>,
    /// Every hit in the order of the text.
    pub(super) evidence: Vec<Evidence>,
}

/// What was found of one tier.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct TierReading {
    /// Name.
    #[schema(example = "low_wage")]
    pub(super) tier: String,
    /// Attention 0–3.
    pub(super) attention: u8,
    /// Expected attention, 0–3.
    pub(super) expected: f64,
    /// Probability that the text is about this tier; none without fitted weights.
    pub(super) probability: Option<f64>,
    /// `none`, `token` or `substantive`.
    #[schema(example = "substantive")]
    pub(super) acknowledgement: String,
    /// Sentences of lede and body that speak of it.
    pub(super) n_sentences: u32,
    /// Hits in scored zones.
    pub(super) n_hits: usize,
    /// Log-odds against `none` as a sum; none without fitted weights.
    pub(super) case: Option<Case>,
    #[serde(skip)]
    pub(super) style: &'static str,
}

/// Somebody who speaks in the text.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct SpeakerReading {
    /// Number, from 1.
    pub(super) number: usize,
    /// Name; none where there is none, and where the role does not see text.
    pub(super) name: Option<String>,
    /// Words that say who they are; none where the role does not see text.
    pub(super) words: Option<String>,
    /// `named`, `unnamed`, `group` or `institution`.
    #[schema(example = "named")]
    pub(super) form: &'static str,
    /// Tier, `official` or `unknown`.
    #[schema(example = "low_wage")]
    pub(super) tier: String,
    /// Quotations.
    pub(super) n_quotes: usize,
    /// Numbers of these quotations among all of the text, from 1.
    pub(super) quotes: Vec<usize>,
    /// Words attributed to them.
    pub(super) n_words: u32,
    #[serde(skip)]
    pub(super) style: &'static str,
}

/// Log-odds of a tier against `none`.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct Case {
    /// Those of an average text.
    pub(super) constant: f64,
    /// What the features add that move most.
    pub(super) parts: Vec<Part>,
    /// What all others add.
    pub(super) rest: f64,
    /// The sum.
    pub(super) log_odds: f64,
}

/// What one feature adds.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct Part {
    /// Name.
    #[schema(example = "low_wage.schedule")]
    pub(super) feature: String,
    /// Its value here.
    pub(super) value: f64,
    /// Its mean over the coded articles.
    pub(super) mean: f64,
    /// Log-odds it adds.
    pub(super) log_odds: f64,
}

/// One hit.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct Evidence {
    /// Number, from 1.
    pub(super) number: usize,
    /// Words as printed; none where the role does not see text.
    pub(super) words: Option<String>,
    /// What it says.
    #[schema(example = "low wage, schedule")]
    pub(super) label: String,
    /// Entry of the lexicon.
    pub(super) entry: String,
    /// Zone it stands in.
    #[schema(example = "lede")]
    pub(super) zone: &'static str,
    /// `title` or `body`.
    #[schema(example = "body")]
    pub(super) field: &'static str,
    /// First byte in that field.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// What the log-odds of its own tier lose without it.
    pub(super) moved: f64,
    #[serde(skip)]
    pub(super) style: &'static str,
}

/// Features shown of a case.
const SHOWN: usize = 6;

/// Reads a scored text.
pub(super) fn reading(engine: &Engine, scored: &ScoredDocument) -> Reading {
    let lexicon = &engine.lexicon;
    let row = article_row(lexicon, scored);
    let moved = effects(&engine.scorer, lexicon, scored);
    let rows = hit_rows(lexicon, scored).zip(scored.hits.iter().zip(moved)).enumerate();
    let evidence = rows.map(|(at, (row, (hit, moved)))| Evidence {
        number: at + 1,
        words: Some(row.words.to_owned()),
        label: label(lexicon, hit),
        entry: row.entry.to_owned(),
        zone: row.zone,
        field: row.field,
        start: row.start,
        end: row.end,
        moved,
        style: style(lexicon, hit),
    });
    let tiers: Vec<TierReading> = (0..lexicon.tiers.len()).map(|tier| of_tier(engine, scored, tier)).collect();
    Reading {
        n_words: scored.tokens.n_scored(),
        unscored: row.unscored,
        focus: row.focus.name(&lexicon.tiers).to_owned(),
        headline_scope: row.headline_scope.name(&lexicon.tiers).to_owned(),
        scope_gap: row.scope_gap,
        remarks: if scored.unscored.is_none() { remarks(lexicon, scored, &tiers) } else { Vec::new() },
        tiers,
        proposals: row.proposals,
        proposals_serve: row.proposals_serve.iter().map(|serves| serves.name()).collect(),
        tropes: row.tropes,
        wage_percentile: row.wage_percentile,
        speakers: speakers(lexicon, scored),
        pay: pay(lexicon, scored),
        remedies: remedies(lexicon, scored),
        persons: persons(lexicon, scored),
        evidence: evidence.collect(),
    }
}

fn speakers(lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<SpeakerReading> {
    let voice = &scored.voice;
    let mut said = vec![Vec::new(); voice.speakers.len()];
    for (number, quote) in (1..).zip(&voice.quotes) {
        if let Some(speaker) = quote.speaker {
            said[speaker as usize].push((number, quote));
        }
    }
    let speaker = |(at, said): (usize, Vec<(usize, &Quote)>)| {
        let speaker = &voice.speakers[at];
        let tier = speaker.standing.name(&lexicon.tiers);
        SpeakerReading {
            number: at + 1,
            name: speaker.name.clone(),
            words: Some(speaker.words.clone()).filter(|words| !words.is_empty()),
            form: speaker.form.name(),
            tier: tier.to_owned(),
            n_quotes: said.len(),
            quotes: said.iter().filter(|(_, quote)| !quote.content.is_empty()).map(|(number, _)| *number).collect(),
            n_words: said.iter().map(|(_, quote)| quote.n_words).sum(),
            style: style_of(lexicon, tier),
        }
    };
    said.into_iter().enumerate().map(speaker).collect()
}

impl Reading {
    /// Without the words of the hits, for those who may not see the whole text.
    pub(super) fn without_words(mut self) -> Self {
        self.evidence.iter_mut().for_each(|hit| hit.words = None);
        for speaker in &mut self.speakers {
            (speaker.name, speaker.words) = (None, None);
        }
        for person in &mut self.persons {
            (person.name, person.words) = (None, None);
        }
        self.pay.iter_mut().for_each(|pay| pay.words = None);
        self
    }
}

fn of_tier(engine: &Engine, scored: &ScoredDocument, tier: usize) -> TierReading {
    let found = &scored.acknowledgement[tier];
    let name = &engine.lexicon.tiers[tier];
    TierReading {
        tier: name.clone(),
        attention: scored.verdict.attention[tier],
        expected: scored.verdict.score[tier],
        probability: scored.verdict.probability.get(tier).copied(),
        acknowledgement: found.kind.name().to_owned(),
        n_sentences: found.n_sentences,
        n_hits: hits_of_tier(&engine.lexicon, scored, tier).len(),
        case: argument(&engine.scorer, &scored.features, tier).map(case),
        style: tier_style(tier),
    }
}

fn case(argument: Argument) -> Case {
    let Argument { constant, contributions, log_odds } = argument;
    let rest = contributions.iter().skip(SHOWN).map(|c| c.log_odds).sum();
    let part =
        |c: crate::score::Contribution| Part { feature: c.feature, value: c.value, mean: c.mean, log_odds: c.log_odds };
    Case { constant, parts: contributions.into_iter().take(SHOWN).map(part).collect(), rest, log_odds }
}
