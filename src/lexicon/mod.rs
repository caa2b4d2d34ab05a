//! Reads the lexicon: entries, exclusions and occupations with their figures.
//!
//! In: a folder of TOML files and `soc.csv`, or the embedded ones. Out: a checked [`Lexicon`] with
//! a content hash. Errors name file and line.
//!
//! Tiers and dimensions are data, named in `lexicon.toml`: a lexicon with other tiers runs through
//! the same code. Three tier names are special: `universal` speaks of working life without a
//! tier, `none` of no workers at all, and the rest are the tiers that get attention.

mod error;
mod tier;
mod folder;
mod embedded;
mod fault;
mod header;
mod hash;
mod pattern;
mod soc;
mod role;
mod identity;
mod voice;
mod about;
mod file;
mod frozen;
pub mod import;

pub use crate::lexicon::about::{About, Codes, Judged, OccupationHits, TierWords};
pub use crate::lexicon::embedded::embedded_files;
pub use crate::lexicon::error::LexiconError;
pub use crate::lexicon::folder::{LexiconFile, read_folder};
pub use crate::lexicon::frozen::{Change, ChangeKind, Frozen, FrozenEntry, FrozenError, FrozenExclusion, FrozenFormat};
pub use crate::lexicon::pattern::{Alternative, Pattern, Word};
pub use crate::lexicon::role::{ReasonKind, Role, ScheduleKind, Serves};
pub use crate::lexicon::soc::Occupation;
pub use crate::lexicon::tier::{NONE, Tier, TierIdx, UNIVERSAL};
pub use crate::lexicon::voice::{Sector, Verb, VerbClass, VerbForm, VoiceWords};

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

/// A dimension of the lexicon, as an index into [`Lexicon::dimensions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DimensionIdx(pub u8);

/// Letter case a hit must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// Any.
    #[default]
    Any,
    /// Every word starts lower case, but for a sentence start and headlines in title case.
    Lower,
    /// Every word starts with a capital.
    Capitalised,
    /// Every word is in capitals.
    Upper,
}

/// File and line of a part of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// File.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
}

impl std::fmt::Display for SourceLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.path.display(), self.line)
    }
}

/// One line of the instrument.
#[derive(Debug, Clone)]
pub struct Entry {
    /// `tier.dimension.pattern-in-one-word`; unique.
    pub id: String,
    /// The words it stands for.
    pub pattern: Pattern,
    /// Whose work it speaks of.
    pub tier: Tier,
    /// By which sign.
    pub dimension: DimensionIdx,
    /// What it counts towards.
    pub role: Role,
    /// How much one hit counts.
    pub weight: f64,
    /// Letter case asked for.
    pub case: Case,
    /// Contexts that refuse a hit.
    pub unless: Vec<Context>,
    /// Contexts one of which a hit needs; none are needed when empty.
    pub near: Vec<Context>,
    /// Occupation code (SOC 2018).
    pub soc: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// Why, where it is not obvious.
    pub note: Option<String>,
    /// A sentence with a hit.
    pub example: Option<String>,
    /// A sentence without.
    pub counter: Option<String>,
    /// Where it is written.
    pub place: SourceLine,
}

/// Words around a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Context {
    /// Directly before and after the hit.
    Beside {
        /// Words before it.
        before: Pattern,
        /// Words after it.
        after: Pattern,
    },
    /// Anywhere in the sentence of the hit.
    Sentence(Pattern),
}

/// Words that must not count: the name of an office, a person, a saying.
#[derive(Debug, Clone)]
pub struct Exclusion {
    /// The words.
    pub pattern: Pattern,
    /// Why.
    pub reason: String,
    /// Letter case asked for.
    pub case: Case,
    /// A sentence with these words.
    pub example: Option<String>,
    /// Where it is written.
    pub place: SourceLine,
}

/// The instrument, checked and in a fixed order.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Name of the lexicon.
    pub name: String,
    /// Language of its words, ISO 639-1.
    pub language: String,
    /// Tier names in the order of their columns.
    pub tiers: Vec<String>,
    /// Dimension names.
    pub dimensions: Vec<String>,
    /// Entries, sorted by file and pattern.
    pub entries: Vec<Entry>,
    /// Exclusions, sorted by pattern.
    pub exclusions: Vec<Exclusion>,
    /// Occupations by SOC code.
    pub occupations: BTreeMap<String, Occupation>,
    wage_percentiles: BTreeMap<String, f64>,
    /// Fitted weights, as TOML; empty when there are none.
    pub calibration: String,
    /// Reporting verbs and what speakers are called.
    pub voice: VoiceWords,
    /// Words for its tiers, and what was measured of it.
    pub about: About,
    /// Hash over all files but those below `about/`, which decide nothing: 32 hexadecimal digits.
    pub hash: String,
}

impl Lexicon {
    /// The lexicon compiled into the program, put together once in a process.
    ///
    /// # Panics
    /// When the embedded files are broken: a test reads them.
    #[must_use]
    pub fn embedded() -> Arc<Self> {
        static EMBEDDED: LazyLock<Arc<Lexicon>> = LazyLock::new(|| {
            let read = Lexicon::from_files(&embedded_files());
            Arc::new(read.unwrap_or_else(|error| panic!("the embedded lexicon is sound: {error}")))
        });
        Arc::clone(&EMBEDDED)
    }

    /// Whether this is the lexicon compiled into the program: asked of the hash, for a copy that somebody changed
    /// keeps the name.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        static HASH: LazyLock<String> = LazyLock::new(|| hash::of_lexicon(&embedded_files()));
        self.hash == *HASH
    }

    /// Reads all files of a folder.
    ///
    /// # Errors
    /// When a file cannot be read or an entry is broken; the message names file and line.
    pub fn from_folder(folder: &std::path::Path) -> Result<Self, LexiconError> {
        Self::from_files(&read_folder(folder)?)
    }

    /// Puts the lexicon together from the contents of its files.
    ///
    /// # Errors
    /// When an entry is broken; the message names file and line.
    pub fn from_files(files: &[LexiconFile]) -> Result<Self, LexiconError> {
        file::assemble(files)
    }

    /// The entry that a hit names by its number.
    ///
    /// # Panics
    /// When the number is of another lexicon.
    #[must_use]
    pub fn entry(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// The name of a tier.
    #[must_use]
    pub fn tier_name(&self, tier: Tier) -> &str {
        tier.name(&self.tiers)
    }

    /// The name of the dimension of `entry`.
    #[must_use]
    pub fn dimension_name(&self, entry: &Entry) -> &str {
        &self.dimensions[usize::from(entry.dimension.0)]
    }

    /// Place of an occupation on the wage distribution of all jobs, 0–100: the share of jobs in
    /// occupations with a lower median wage, plus half of its own.
    ///
    /// `None` without a wage or employment figure.
    #[must_use]
    pub fn wage_percentile(&self, soc: &str) -> Option<f64> {
        self.wage_percentiles.get(soc).copied()
    }

    /// Entries and exclusions that are not in the order of their patterns within their file.
    #[must_use]
    pub fn order_faults(&self) -> Vec<(SourceLine, String)> {
        let entries = self.entries.iter().map(|e| (&e.place, e.pattern.to_string()));
        let exclusions = self.exclusions.iter().map(|e| (&e.place, e.pattern.to_string()));
        let all: Vec<_> = entries.chain(exclusions).collect();
        let unsorted = all.windows(2).filter(|pair| pair[0].0.path == pair[1].0.path && pair[0].1 > pair[1].1);
        unsorted
            .map(|pair| (pair[1].0.clone(), format!("`{}` stands behind `{}`: sort the file", pair[1].1, pair[0].1)))
            .collect()
    }

    /// The tier called `name`.
    #[must_use]
    pub fn tier(&self, name: &str) -> Option<TierIdx> {
        match Tier::named(name, &self.tiers)? {
            Tier::Of(idx) => Some(idx),
            Tier::Universal | Tier::None => None,
        }
    }
}

#[cfg(test)]
mod tests;
