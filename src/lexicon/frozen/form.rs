//! A lexicon as one value, and how it is written and read.

use std::path::Path;

use crate::lexicon::frozen::FrozenError;
use crate::lexicon::{Case, Context, Entry, Lexicon, LexiconFile, Occupation, Pattern, Role, hash};

/// A lexicon with everything that moves a figure.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// Name of the lexicon.
    pub name: String,
    /// Language of its words.
    pub language: String,
    /// Hash over all its files.
    pub hash: String,
    /// Day it was frozen, `YYYY-MM-DD`, as given.
    pub date: String,
    /// Version of classlens.
    pub version: String,
    /// Version of the tokenizer's contract.
    pub tokenizer: u32,
    /// Tiers in the order of their columns.
    pub tiers: Vec<String>,
    /// Dimensions.
    pub dimensions: Vec<String>,
    /// Fitted weights, as TOML; empty when there are none.
    pub calibration: String,
    /// XXH3 of the weights of the model of sentences, 32 hexadecimal digits; empty when there is none.
    #[serde(default)]
    pub sentences: String,
    /// Entries in the order of the files.
    pub entry: Vec<FrozenEntry>,
    /// Exclusions in the order of the files.
    pub exclusion: Vec<FrozenExclusion>,
    /// Occupations by SOC code.
    pub occupation: Vec<Occupation>,
    /// The files of the lexicon as they are: with them it can be used where this file is. Empty in older ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub file: Vec<FrozenFile>,
}

/// A file of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenFile {
    /// Path below the folder of the lexicon, with `/`.
    pub path: String,
    /// Its text.
    pub content: String,
}

/// One entry, in words.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenEntry {
    /// Id.
    pub id: String,
    /// Pattern.
    pub pattern: String,
    /// Name of the tier.
    pub tier: String,
    /// Name of the dimension.
    pub dimension: String,
    /// `evidence`, `proposal KIND serves WHOM` or `trope NAME`.
    pub role: String,
    /// Weight.
    pub weight: f64,
    /// Letter case asked for.
    pub case: Case,
    /// Contexts that refuse a hit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<String>,
    /// Contexts one of which a hit needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<String>,
    /// Occupation code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soc: Option<String>,
    /// Where it comes from.
    pub source: String,
}

/// One exclusion, in words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenExclusion {
    /// Pattern.
    pub pattern: String,
    /// Letter case asked for.
    pub case: Case,
    /// Why.
    pub reason: String,
}

/// How a frozen lexicon is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrozenFormat {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

impl FrozenFormat {
    /// JSON for a name that ends in `.json`, else TOML.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")) { Self::Json } else { Self::Toml }
    }
}

impl Frozen {
    /// Freezes a lexicon; `date` is the day to be written into it.
    #[must_use]
    pub fn of(lexicon: &Lexicon, date: jiff::civil::Date) -> Self {
        let exclusion = lexicon.exclusions.iter().map(|e| FrozenExclusion {
            pattern: e.pattern.to_string(),
            case: e.case,
            reason: e.reason.clone(),
        });
        Self {
            name: lexicon.name.clone(),
            language: lexicon.language.clone(),
            hash: lexicon.hash.clone(),
            date: date.to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            tokenizer: crate::tokenize::CONTRACT_VERSION,
            tiers: lexicon.tiers.clone(),
            dimensions: lexicon.dimensions.clone(),
            calibration: lexicon.calibration.clone(),
            sentences: if lexicon.has_sentence_model() { hash::of_text(&lexicon.sentences) } else { String::new() },
            entry: lexicon.entries.iter().map(|e| FrozenEntry::of(lexicon, e)).collect(),
            exclusion: exclusion.collect(),
            occupation: lexicon.occupations.values().cloned().collect(),
            file: Vec::new(),
        }
    }

    /// With the files of the lexicon, so that it can be used from here.
    #[must_use]
    pub fn with_files(self, files: &[LexiconFile]) -> Self {
        let file = |file: &LexiconFile| FrozenFile {
            path: file.path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"),
            content: file.content.to_string(),
        };
        Self { file: files.iter().map(file).collect(), ..self }
    }

    /// Reads a frozen lexicon, TOML or JSON.
    ///
    /// # Errors
    /// When the file cannot be read or is none; the message names the line.
    pub fn read(path: &Path) -> Result<Self, FrozenError> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| FrozenError::Read { path: path.to_owned(), reason: e.to_string() })?;
        let wrong = |line: usize, reason: String| FrozenError::Syntax { path: path.to_owned(), line, reason };
        if text.trim_start().starts_with('{') {
            return serde_json::from_str(&text).map_err(|e| wrong(e.line(), e.to_string()));
        }
        toml::from_str(&text).map_err(|e| {
            let before = e.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count());
            wrong(before + 1, e.message().to_owned())
        })
    }

    /// The text of the file.
    #[must_use]
    pub fn print(&self, format: FrozenFormat) -> String {
        match format {
            FrozenFormat::Toml => toml::to_string(self).expect("texts and numbers can be written as TOML"),
            FrozenFormat::Json => {
                serde_json::to_string_pretty(self).expect("texts and numbers can be written as JSON") + "\n"
            }
        }
    }
}

impl FrozenEntry {
    fn of(lexicon: &Lexicon, entry: &Entry) -> Self {
        let role = match &entry.role {
            Role::Evidence => "evidence".to_owned(),
            Role::Proposal { kind, serves } => format!("proposal {kind} serves {}", serves.name()),
            other => {
                let (role, kind) = other.names();
                format!("{role} {kind}")
            }
        };
        Self {
            id: entry.id.clone(),
            pattern: entry.pattern.to_string(),
            tier: lexicon.tier_name(entry.tier).to_owned(),
            dimension: lexicon.dimension_name(entry).to_owned(),
            role,
            weight: entry.weight,
            case: entry.case,
            unless: entry.unless.iter().map(context).collect(),
            near: entry.near.iter().map(context).collect(),
            soc: entry.soc.clone(),
            source: entry.source.clone(),
        }
    }
}

/// A context as it is written in a lexicon: `before _ after`, or words of the sentence.
fn context(context: &Context) -> String {
    let beside = |before: &Pattern, after: &Pattern| {
        let parts = [before.to_string(), "_".to_owned(), after.to_string()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    match context {
        Context::Beside { before, after } => beside(before, after),
        Context::Sentence(pattern) => pattern.to_string(),
    }
}
