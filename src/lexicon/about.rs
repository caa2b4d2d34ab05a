//! What is said of a lexicon: words for its tiers, and what was measured of it.
//!
//! In: the files below `about/`. Out: [`About`]. Always holds: nothing here decides what is found or what it counts, so
//! these files do not enter the hash of the lexicon, and a measurement can name the lexicon it was made on.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::lexicon::{
    KnownNews, LabelAgreement, LexiconError, LexiconFile, ScheduleKind, Sector, fault, folder, hash, known_news,
};

/// Words for a tier.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierWords {
    /// Its people within a sentence: `low-wage workers`.
    pub people: String,
    /// What the tier is, in one sentence.
    pub summary: String,
    /// Its name as a heading.
    pub heading: String,
    /// The definition that coders read.
    pub definition: String,
    /// The kind of schedule that the codebook ascribes to its jobs.
    pub hours: Option<ScheduleKind>,
}

/// A word of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The word.
    pub term: String,
    /// What it means.
    pub text: String,
}

/// What coders read besides the definitions of tiers and proposals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Before the tiers: what counts at all.
    #[serde(default)]
    pub opening: Vec<Definition>,
    /// After the tiers: the variables.
    #[serde(default)]
    pub variables: Vec<Definition>,
}

/// What reading a sample of occupation hits showed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OccupationHits {
    /// Hash of the lexicon that made the hits.
    pub lexicon_hash: String,
    /// Hash over the occupations and exclusions of that lexicon.
    pub words_hash: String,
    /// Who judged the hits: `a language model`.
    pub judged_by: String,
    /// Hits judged.
    pub n: u32,
    /// Part of them where the word is the job, 0–1.
    pub are_jobs: f64,
    /// Part of them that covers people as workers, 0–1.
    pub cover_workers: f64,
    /// The same by tier.
    pub cover_workers_by_tier: BTreeMap<String, f64>,
}

/// Who coded the articles that weights were fitted on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// Hash of the file of codes, as the calibration names it.
    pub gold_hash: String,
    /// Who coded: `a language model`.
    pub coded_by: String,
    /// They are people trained with the codebook.
    pub trained: bool,
}

/// Articles drawn at random among those that a lexicon assigned to each tier, coded by readers who saw no answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assigned {
    /// Hash of the lexicon that assigned them.
    pub lexicon_hash: String,
    /// Hash over the files of that lexicon that decide hits and scores: [`Lexicon::scores_hash`](crate::lexicon::Lexicon::scores_hash).
    pub scores_hash: String,
    /// The news they are of, as prose has it: `US political news, 2012–2020`.
    pub news: String,
    /// Who coded: `a language model`.
    pub coded_by: String,
    /// The file of codes, below `corpus/codes/`.
    pub codes: String,
    /// Articles by tier.
    pub tiers: BTreeMap<String, DrawnArticles>,
}

/// Articles drawn among those assigned to one tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnArticles {
    /// Articles coded.
    pub n: u32,
    /// Of these, articles that the coders assigned to the same tier.
    pub right: u32,
}

/// Speakers of a tier drawn at random among those that the program hears as workers of it, read by readers who saw no answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// The tier.
    pub tier: String,
    /// The news they speak in, as prose has it.
    pub news: String,
    /// Who read: `a language model`.
    pub read_by: String,
    /// The file of verdicts, below `corpus/codes/`.
    pub codes: String,
    /// Speakers read.
    pub n: u32,
    /// Of these, speakers who say the words and are workers of the tier.
    pub right: u32,
    /// Of these, speakers who are not asked as experts and speak for no cause or members; `None` where that was not read.
    pub for_themselves: Option<u32>,
}

/// Whether occupation hits of a lexicon were judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Judged<'a> {
    /// Those of a lexicon with the same occupations and exclusions; it may be an older one.
    Same(&'a OccupationHits),
    /// Those of a lexicon with other occupations or exclusions: nothing follows for this one.
    Other(&'a OccupationHits),
    /// No hits were judged.
    Never,
}

/// Words and measurements of a lexicon; empty where it has no files of this kind.
#[derive(Debug, Clone, Default)]
pub struct About {
    tiers: BTreeMap<String, TierWords>,
    proposals: BTreeMap<String, String>,
    guide: Guide,
    in_charge: Vec<String>,
    occupation_hits: Option<OccupationHits>,
    codes: Vec<Codes>,
    assigned: Vec<Assigned>,
    heard: Vec<Heard>,
    labels: Option<LabelAgreement>,
    known_news: Option<KnownNews>,
    /// Hash over the occupations and exclusions of this lexicon.
    words_hash: String,
}

impl About {
    /// Words for the tier called `name`.
    #[must_use]
    pub fn tier(&self, name: &str) -> Option<&TierWords> {
        self.tiers.get(name)
    }

    /// What coders read of a kind of proposal.
    #[must_use]
    pub fn proposal(&self, kind: &str) -> Option<&str> {
        self.proposals.get(kind).map(String::as_str)
    }

    /// Kinds of proposals with a definition, sorted.
    pub fn proposals(&self) -> impl Iterator<Item = &str> {
        self.proposals.keys().map(String::as_str)
    }

    /// What coders read besides the definitions of tiers and proposals.
    #[must_use]
    pub fn guide(&self) -> &Guide {
        &self.guide
    }

    /// Sectors of speakers who own, direct or manage: they are workers of their tier, and no rank and file.
    #[must_use]
    pub fn in_charge(&self) -> &[String] {
        &self.in_charge
    }

    /// What is known of the occupation hits of this lexicon.
    #[must_use]
    pub fn occupation_hits(&self) -> Judged<'_> {
        match &self.occupation_hits {
            None => Judged::Never,
            Some(judged) if judged.words_hash == self.words_hash => Judged::Same(judged),
            Some(judged) => Judged::Other(judged),
        }
    }

    /// Who coded the file of codes with this hash.
    #[must_use]
    pub fn codes(&self, gold_hash: &str) -> Option<&Codes> {
        self.codes.iter().find(|codes| codes.gold_hash == gold_hash)
    }

    /// Draws from what a lexicon assigned to each tier, a kind of news each.
    #[must_use]
    pub fn assigned(&self) -> &[Assigned] {
        &self.assigned
    }

    /// Draws from the speakers heard as workers of each tier.
    #[must_use]
    pub fn heard(&self) -> &[Heard] {
        &self.heard
    }

    /// How answers other than the focus agree with codes, of the lexicon that the figures name.
    #[must_use]
    pub fn labels(&self) -> Option<&LabelAgreement> {
        self.labels.as_ref()
    }

    /// What the news that the weights were fitted on is like.
    #[must_use]
    pub fn known_news(&self) -> Option<&KnownNews> {
        self.known_news.as_ref()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    #[serde(default)]
    in_charge: Vec<Spanned<String>>,
    tier: BTreeMap<Spanned<String>, TierWords>,
    #[serde(default)]
    proposal: BTreeMap<String, String>,
    #[serde(default)]
    guide: Guide,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasuredFile {
    occupation_hits: Option<Spanned<OccupationHits>>,
    #[serde(default)]
    codes: Vec<Codes>,
    #[serde(default)]
    assigned: Vec<Spanned<Assigned>>,
    #[serde(default)]
    heard: Vec<Spanned<Heard>>,
    labels: Option<Spanned<LabelAgreement>>,
}

/// Reads the files; `tiers` are those of the lexicon, `sectors` those of its speakers.
pub(super) fn read(files: &[LexiconFile], tiers: &[String], sectors: &[Sector]) -> Result<About, LexiconError> {
    let named = |name: &str| files.iter().find(|file| file.path == Path::new(folder::ABOUT).join(name));
    let mut about = About { words_hash: hash::of(files, decides_occupations), ..About::default() };
    if let Some(file) = named("words.toml") {
        let read: WordsFile = toml::from_str(&file.content).map_err(|e| fault::syntax(file, &e))?;
        for (name, words) in read.tier {
            known_tier(file, name.get_ref(), name.span().start, tiers)?;
            about.tiers.insert(name.into_inner(), words);
        }
        about.proposals = read.proposal;
        about.guide = read.guide;
        for name in read.in_charge {
            known_sector(file, name.get_ref(), name.span().start, sectors)?;
            about.in_charge.push(name.into_inner());
        }
    }
    if let Some(file) = named("measured.toml") {
        let read: MeasuredFile = toml::from_str(&file.content).map_err(|e| fault::syntax(file, &e))?;
        if let Some(judged) = read.occupation_hits {
            let start = judged.span().start;
            let judged = judged.into_inner();
            judged.check(file, start, tiers)?;
            about.occupation_hits = Some(judged);
        }
        about.codes = read.codes;
        if let Some(labels) = read.labels {
            labels.get_ref().check(file, labels.span().start)?;
            labels.get_ref().token.keys().try_for_each(|tier| known_tier(file, tier, labels.span().start, tiers))?;
            about.labels = Some(labels.into_inner());
        }
        for heard in read.heard {
            let (start, heard) = (heard.span().start, heard.into_inner());
            known_tier(file, &heard.tier, start, tiers)?;
            let most = heard.for_themselves.unwrap_or(0);
            if heard.right > heard.n || most > heard.right {
                return Err(fault::at(
                    file,
                    start,
                    format!("{} and {most} of {} cannot be right", heard.right, heard.n),
                ));
            }
            about.heard.push(heard);
        }
        for drawn in read.assigned {
            drawn.get_ref().check(file, drawn.span().start, tiers)?;
            about.assigned.push(drawn.into_inner());
        }
    }
    about.known_news = named("kinds.toml").map(known_news::read).transpose()?;
    Ok(about)
}

/// True for the files that decide which words are hits of an occupation.
fn decides_occupations(path: &Path) -> bool {
    path.starts_with("occupations") || path == Path::new("exclusions.toml")
}

impl OccupationHits {
    fn check(&self, file: &LexiconFile, start: usize, tiers: &[String]) -> Result<(), LexiconError> {
        for tier in self.cover_workers_by_tier.keys() {
            known_tier(file, tier, start, tiers)?;
        }
        let parts = self.cover_workers_by_tier.values().chain([&self.are_jobs, &self.cover_workers]);
        match parts.copied().find(|part| !(0.0..=1.0).contains(part)) {
            Some(part) => Err(fault::at(file, start, format!("{part} is no part: write a number from 0 to 1"))),
            None => Ok(()),
        }
    }
}

impl Assigned {
    fn check(&self, file: &LexiconFile, start: usize, tiers: &[String]) -> Result<(), LexiconError> {
        for (tier, drawn) in &self.tiers {
            known_tier(file, tier, start, tiers)?;
            if drawn.right > drawn.n {
                return Err(fault::at(file, start, format!("{} of {} cannot be right", drawn.right, drawn.n)));
            }
        }
        Ok(())
    }
}

fn known_sector(file: &LexiconFile, name: &str, start: usize, sectors: &[Sector]) -> Result<(), LexiconError> {
    if sectors.iter().any(|sector| sector.name == name) {
        return Ok(());
    }
    let known: Vec<&str> = sectors.iter().map(|sector| sector.name.as_str()).collect();
    Err(fault::at(file, start, format!("unknown sector `{name}`: use one of {}", known.join(", "))))
}

fn known_tier(file: &LexiconFile, name: &str, start: usize, tiers: &[String]) -> Result<(), LexiconError> {
    if tiers.iter().any(|tier| tier == name) {
        return Ok(());
    }
    Err(fault::at(file, start, format!("unknown tier `{name}`: use one of {}", tiers.join(", "))))
}
