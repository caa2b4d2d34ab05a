//! Reads the lexicon: entries, exclusions and occupations with their figures.
//!
//! In: a folder of TOML files and `soc.csv`, or the embedded ones. Out: a checked [`Lexicon`] with
//! a content hash. Errors name file and line.
//!
//! Tiers and dimensions are data, named in `lexicon.toml`: a lexicon with other tiers runs through
//! the same code. Three tier names are special: `universal` speaks of working life without a
//! tier, `none` of no workers at all, and the rest are the tiers that get attention.

mod source_line;
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
mod entry;
mod identity;
mod voice;
mod known_news;
mod label_agreement;
mod about;
mod instrument;
mod file;
mod frozen;
mod load;
pub mod import;
#[cfg(test)]
mod small;

pub use crate::lexicon::about::{
    About, Assigned, Codes, Definition, DrawnArticles, Guide, Heard, Judged, OccupationHits, TierWords,
};
pub use crate::lexicon::embedded::embedded_files;
pub use crate::lexicon::entry::{Case, Context, DimensionIdx, Entry, Exclusion};
pub use crate::lexicon::error::LexiconError;
pub use crate::lexicon::folder::{LexiconFile, read_folder};
pub use crate::lexicon::frozen::{Change, ChangeKind, Frozen, FrozenEntry, FrozenError, FrozenExclusion, FrozenFormat};
pub use crate::lexicon::instrument::Lexicon;
pub use crate::lexicon::known_news::{KnownKind, KnownNews, MeasuredFocus};
pub use crate::lexicon::label_agreement::{LabelAgreement, LabelCounts};
pub use crate::lexicon::load::read_files;
pub use crate::lexicon::pattern::{Alternative, Pattern, Word};
pub use crate::lexicon::role::{PeopleKind, ReasonKind, Role, ScheduleKind, Serves};
pub use crate::lexicon::soc::Occupation;
pub use crate::lexicon::source_line::SourceLine;
pub use crate::lexicon::tier::{MIXED, NONE, Tier, TierIdx, UNIVERSAL};
pub use crate::lexicon::voice::{Sector, Verb, VerbClass, VerbForm, VoiceWords};

#[cfg(test)]
mod tests;
