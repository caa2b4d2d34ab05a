//! A scored text as plain values.

use crate::audit::reading::focus::{FocusReading, focus};
use crate::audit::reading::margin::{
    PayReading, PeopleReading, PersonReading, RemedyReading, pay, people, persons, remedies, style_of,
};
use crate::audit::reading::remark::{Remark, hits_of_tier, remarks};
use crate::audit::reading::sentence::{ArticleWords, TellingSentence, telling_sentences, words_of_article};
use crate::audit::reading::style::{label, style, tier_style};
use crate::audit::reading::tier::{Case, Part, TierReading};
use crate::engine::Engine;
use crate::lexicon::Lexicon;
use crate::score::{Argument, ScoredDocument, Scorer, Third, argument, article_row, effects, hit_rows};
use crate::voice::Quote;

/// The reading of one text.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct Reading {
    /// Words in headline, lede and body.
    pub n_words: usize,
    /// Why it was not scored; none where it was.
    pub unscored: Option<String>,
    /// The tier the text is about, `mixed`, `none` or `unscored`.
    #[cfg_attr(feature = "serve", schema(example = "low_wage"))]
    pub focus: String,
    /// How sure that is; none for a text about no tier or several, and without fitted weights.
    pub certainty: Option<FocusReading>,
    /// Whose working life the headline promises: a tier, `universal` or `none`.
    #[cfg_attr(feature = "serve", schema(example = "universal"))]
    pub headline_scope: String,
    /// The headline promises all, the text covers one tier.
    pub scope_gap: bool,
    /// One a tier, in the order of the lexicon.
    pub tiers: Vec<TierReading>,
    /// Kinds of remedies discussed.
    pub proposals: Vec<String>,
    /// Whom they serve: `control`, `unstable`, `all`.
    pub proposals_serve: Vec<&'static str>,
    /// Stock stories used.
    pub tropes: Vec<String>,
    /// Median wage percentile of the occupations named, 0–100.
    pub wage_percentile: Option<f64>,
    /// What a reader should know, in words, with the hits it rests on.
    pub remarks: Vec<Remark>,
    /// Who speaks, in the order of their first words.
    pub speakers: Vec<SpeakerReading>,
    /// Pay that is named, in the order of the text.
    pub pay: Vec<PayReading>,
    /// Remedies by kind, with the tiers named beside them.
    pub remedies: Vec<RemedyReading>,
    /// Sentences by kind of schedule.
    pub schedules: ScheduleReading,
    /// Reasons for leaving work by kind.
    pub reasons: ReasonReading,
    /// Persons introduced with an age, an occupation, pay or an employer, in the order of the text.
    pub persons: Vec<PersonReading>,
    /// Whom the passages on working life are about as such.
    pub people: Vec<PeopleReading>,
    /// Sentences that describe somebody's working life, in the order of the text.
    pub sentences: Vec<TellingSentence>,
    /// What the words of the whole text say of each tier.
    pub article_words: Vec<ArticleWords>,
    /// Every hit in the order of the text.
    pub evidence: Vec<Evidence>,
    /// What `moved` of a hit is measured in: `log_odds`, or `attention` where the lexicon has no fitted weights.
    #[cfg_attr(feature = "serve", schema(example = "log_odds"))]
    pub moved_in: &'static str,
}

/// Kinds of schedule in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct ScheduleReading {
    /// Workers decide on their hours.
    pub control: u64,
    /// Hours are fixed by others.
    pub rigid: u64,
    /// Hours change without them.
    pub unstable: u64,
}

/// Reasons for leaving work in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct ReasonReading {
    /// Family and choice.
    pub pull: u64,
    /// The workplace.
    pub push: u64,
}

/// Somebody who speaks in the text.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct SpeakerReading {
    /// Number, from 1.
    pub number: usize,
    /// Name; none where there is none, and where the role does not see text.
    pub name: Option<String>,
    /// Words that say who they are; none where the role does not see text.
    pub words: Option<String>,
    /// `named`, `unnamed`, `group` or `institution`.
    #[cfg_attr(feature = "serve", schema(example = "named"))]
    pub form: &'static str,
    /// Tier, `official` or `unknown`.
    #[cfg_attr(feature = "serve", schema(example = "low_wage"))]
    pub tier: String,
    /// Sector; none where it is not known.
    pub sector: Option<String>,
    /// Quotations.
    pub n_quotes: usize,
    /// Numbers of these quotations among all of the text, from 1.
    pub quotes: Vec<usize>,
    /// Words attributed to them.
    pub n_words: u32,
    #[serde(skip)]
    #[cfg_attr(not(feature = "serve"), expect(dead_code, reason = "pages alone show it"))]
    pub(crate) style: &'static str,
}

/// One hit.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Number, from 1.
    pub number: usize,
    /// Words as printed; none where the role does not see text.
    pub words: Option<String>,
    /// What it says.
    #[cfg_attr(feature = "serve", schema(example = "low wage, schedule"))]
    pub label: String,
    /// Entry of the lexicon; empty where the role does not see text, of whose words it is made.
    pub entry: String,
    /// Tier of the entry, `universal` or `none`.
    #[cfg_attr(feature = "serve", schema(example = "low_wage"))]
    pub tier: String,
    /// Dimension of the entry.
    #[cfg_attr(feature = "serve", schema(example = "schedule"))]
    pub dimension: String,
    /// Weight of the entry.
    pub weight: f64,
    /// Zone it is in.
    #[cfg_attr(feature = "serve", schema(example = "lede"))]
    pub zone: &'static str,
    /// Sentence, from 0.
    pub sentence: u32,
    /// `title` or `body`.
    #[cfg_attr(feature = "serve", schema(example = "body"))]
    pub field: &'static str,
    /// First byte in that field.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What the log-odds of its own tier lose without it.
    pub moved: f64,
    #[serde(skip)]
    #[cfg_attr(not(feature = "serve"), expect(dead_code, reason = "pages alone show it"))]
    pub(crate) style: &'static str,
}

/// Features shown of a case.
const SHOWN: usize = 8;

/// Reads a scored text.
#[must_use]
pub fn reading(engine: &Engine, scored: &ScoredDocument) -> Reading {
    let lexicon = &engine.lexicon;
    let row = article_row(lexicon, scored);
    let moved = effects(&engine.scorer, lexicon, scored);
    let certainty = focus(lexicon, scored, &moved);
    let rows = hit_rows(lexicon, scored).zip(scored.hits.iter().zip(moved)).enumerate();
    let evidence = rows.map(|(at, (row, (hit, moved)))| Evidence {
        number: at + 1,
        words: Some(row.words.to_owned()),
        label: label(lexicon, hit),
        entry: row.entry.to_owned(),
        tier: row.tier.to_owned(),
        dimension: row.dimension.to_owned(),
        weight: row.weight,
        zone: row.zone,
        sentence: row.sentence,
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
        certainty,
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
        schedules: ScheduleReading {
            control: row.work.schedule_control,
            rigid: row.work.schedule_rigid,
            unstable: row.work.schedule_unstable,
        },
        reasons: ReasonReading { pull: row.work.reasons_pull, push: row.work.reasons_push },
        persons: persons(lexicon, scored),
        people: people(scored),
        sentences: telling_sentences(engine, scored),
        article_words: words_of_article(engine, scored),
        evidence: evidence.collect(),
        moved_in: match engine.scorer {
            Scorer::Fitted(_) => "log_odds",
            Scorer::Rule(_) => "attention",
        },
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
            sector: speaker.sector.map(|sector| lexicon.voice.sectors[usize::from(sector.0)].name.clone()),
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
    #[must_use]
    pub fn without_words(mut self) -> Self {
        for hit in &mut self.evidence {
            // The name of an entry is made of its words.
            hit.words = None;
            hit.entry.clear();
        }
        for speaker in &mut self.speakers {
            (speaker.name, speaker.words) = (None, None);
        }
        for person in &mut self.persons {
            (person.name, person.words) = (None, None);
        }
        self.pay.iter_mut().for_each(|pay| pay.words = None);
        self.people.iter_mut().for_each(|people| people.words = None);
        for sentence in &mut self.sentences {
            sentence.words = None;
            // A weight is that of few signs, and the table of weights is public.
            sentence.signs.clear();
        }
        self.article_words.iter_mut().for_each(|words| words.signs.clear());
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
        first: found.first.map(Third::name),
        last: found.last.map(Third::name),
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
