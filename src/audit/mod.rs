//! One door to an audit: everything that the command line, the server and a notebook ask of it.
//!
//! In: an audit folder. Out: rows, tables with the sentences that belong to them, and readings of single articles.
//!
//! Always holds: nothing is printed or formatted for a reader here, and whoever asks gets the same figures;
//! figures can be asked of all articles or of those of a query; what shows classes of the lexicon, or scores a
//! text, refuses any other lexicon than the one that the audit was made with.

mod answer;
mod options;
mod left_out;
mod shared_words;
mod speeches;
mod open;
mod shards;
mod subset;
mod rows;
mod selection;
mod speakers;
mod shares;
mod corrected;
mod summary;
mod total;
mod comparison;
mod corrected_difference;
mod difference_words;
mod differences;
mod entities;
mod person_names;
mod people;
mod voice;
mod quotes;
mod work;
mod baseline;
mod robustness;
mod ratio_choices;
mod found;
mod lines;
mod trend;
mod compare;
mod collocates;
mod batch;
mod query_axis;
mod export;
mod reading;
mod draft;
mod draft_lines;
mod report;
mod record_export;
mod bulk_export;
mod verify;
mod bundle;
mod health;
mod entries;
mod variables;
mod entry_hits;
mod gold_tables;
mod gold;
mod gold_classes;
mod gold_plan;
mod coding_folder;
mod gold_code;
mod gold_fit;
mod evaluation_blocks;
mod evaluation;

pub use crate::audit::answer::Answer;
pub use crate::audit::baseline::{BaselineOptions, BaselineTable};
pub use crate::audit::batch::{NamedQuery, read_queries};
pub use crate::audit::bundle::{BundleOptions, Bundled, Titles};
pub use crate::audit::coding_folder::PLAN;
pub use crate::audit::collocates::{CollocateOptions, CollocationMeasure};
pub use crate::audit::compare::{CompareOptions, ContrastMeasure, Reference};
pub use crate::audit::comparison::Compared;
pub use crate::audit::corrected::{
    Least, by_group as corrected_by_group, every as corrected_every, methods as corrected_methods,
};
pub use crate::audit::differences::DifferenceOptions;
pub use crate::audit::draft::{
    AnalysedDraft, DraftError, DraftLines, DraftText, MAX_DRAFT_CHARS, MAX_HEADLINE_CHARS, read_draft,
};
pub use crate::audit::entities::{Against, Entities, EntitiesOptions, EntityShare, GroupShare, ShareName};
pub use crate::audit::entry_hits::{EntryHits, LexiconHits};
pub use crate::audit::evaluation::EvaluationOptions;
pub use crate::audit::export::{ExportFormat, ExportOptions, Exported};
pub use crate::audit::found::{Counts, FoundTable};
pub use crate::audit::gold::{GoldOptions, GoldScore, KeptCodes};
pub use crate::audit::gold_code::{CodedByCommand, CommandCoder};
pub use crate::audit::gold_fit::{GoldFit, GoldFitOptions};
pub use crate::audit::gold_plan::{DrawnPlan, PlanOptions, SampleSize};
pub use crate::audit::health::{HealthOptions, HealthTable};
pub use crate::audit::lines::{MOST_LINES, WINDOW, dispersion, line_groups, parse_window, shuffle_lines};
pub use crate::audit::open::Audit;
pub use crate::audit::options::{EstimateOptions, REPLICATES, SEED, axes_named};
pub use crate::audit::people::{PeopleOptions, SpokenBy};
pub use crate::audit::person_names::Doubt;
pub use crate::audit::reading::{
    ArticleWords, BesideReading, Case, Evidence, Explained, FocusReading, Part, PayReading, PeopleReading,
    PersonReading, PlacedPay, Reading, ReasonReading, Remark, RemedyReading, ScheduleReading, SignWeight,
    SpeakerReading, TellingSentence, TierReading, reading,
};
#[cfg(feature = "serve")]
pub(crate) use crate::audit::reading::{label, style, style_of, tier_style};
pub use crate::audit::record_export::{ExportTable, RecordExportOptions};
pub use crate::audit::report::Findings;
pub use crate::audit::selection::Selection;
pub use crate::audit::subset::Subset;
pub use crate::audit::summary::{Summary, SummaryOptions, closing, counted};
pub use crate::audit::trend::{TrendMeasure, TrendOptions};
pub use crate::audit::verify::Verified;
pub use crate::audit::voice::{VoiceOptions, VoiceTable};
pub use crate::audit::work::{WorkOptions, WorkTable};
pub use crate::baseline::Survey;
pub use crate::copies::Suspicion;
pub use crate::findings::health::HealthError;
pub use crate::findings::occupations::Readers;
pub use crate::findings::{Corrected, CorrectionWarning};
pub use crate::folder::{
    AuditFolder, Deletion, FolderError, Inherited, JoinAccount, JoinKey, ListedShard, Manifest, RECORD_VERSION,
    SHARD_LIST, SavedError, SavedQueries, ShardList, SourceAccount,
};
pub use crate::quality::{Listed, SheetError, UsageError};
pub use crate::robustness::AuditFeaturesError;
pub use crate::store::{
    Concordance, ConcordanceLine, Cursor, Deduplicated, DeduplicatedWithin, Draw, Facet, FacetValue, FieldValue, Found,
    LineKey, Marks, Order, Query, QueryError, Request, ResultPage, Store, StoreError, Unit, Window, explain_query,
    parse_query, sort_lines,
};

use std::path::PathBuf;

use crate::findings::FindingsError;
use crate::lexicon::LexiconError;
use crate::record::ParquetError;
use crate::score::CalibrationError;
use crate::validate::plan::PlanError;
use crate::validate::{CodingError, FitError, GoldError};

/// Why an audit gives no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The audit folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The index.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The query.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A saved query.
    #[error(transparent)]
    Saved(#[from] SavedError),
    /// A table of the record.
    #[error(transparent)]
    Table(#[from] ParquetError),
    /// The weights of the lexicon.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// An audience file that names no outlet of the articles.
    #[error(
        "no outlet of the articles has an audience weight above 0: {0}; write the names of outlets as `classlens search AUDIT --by outlet` has them"
    )]
    NoAudience(String),
    /// The hits do not fit the articles.
    #[error(transparent)]
    Reading(#[from] AuditFeaturesError),
    /// Hits of an entry that the lexicon does not have.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// A sheet of judged hits.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The folder does not say what it lacks.
    #[error(transparent)]
    Health(#[from] HealthError),
    /// Codes of people.
    #[error(transparent)]
    Codes(#[from] CodingError),
    /// A plan of coded articles.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Gold codes.
    #[error(transparent)]
    Gold(#[from] GoldError),
    /// Weights that cannot be fitted.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// A lexicon without weights has no penalty.
    #[error("this lexicon has no calibration to take the penalty from: name one")]
    NoPenalty,
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] std::io::Error),
    /// A table of the record is not what this version writes.
    #[error("{}: {reason}; take the file from a backup, or score the texts of the audit again", path.display())]
    Rows {
        /// The table.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Something that is made of the record of one audit was asked of shards.
    #[error("{}: stories and figures are made of one record, and shards have several: make one audit of them with `classlens merge {} -o AUDIT`", list.display(), list.display())]
    OfShards {
        /// The file that names them.
        list: PathBuf,
    },
    /// A variable is not the same in all shards.
    #[error("{}: the variable `{name}` is {one} in one shard and {other} in {}: make one audit of them with `classlens merge {} -o AUDIT`", list.display(), shard.display(), list.display())]
    ShardVariable {
        /// The file that names the shards.
        list: PathBuf,
        /// The shard.
        shard: PathBuf,
        /// Name of the variable.
        name: String,
        /// What it is.
        one: String,
        /// What it is there.
        other: String,
    },
    /// The lexicon cannot be read.
    #[error("lexicon {}: {reason}", folder.display())]
    Lexicon {
        /// Its folder.
        folder: PathBuf,
        /// What is wrong.
        reason: Box<LexiconError>,
    },
    /// The audit was made with another lexicon.
    #[error("{} was made with lexicon {made}, this one is {given}: name the right one, or score the texts with this one: `classlens audit --from AUDIT -o FOLDER`", audit.display())]
    OtherLexicon {
        /// The audit.
        audit: PathBuf,
        /// Name and hash of its lexicon.
        made: String,
        /// Hash of the lexicon at hand.
        given: String,
    },
    /// A query among many.
    #[error("{origin}: {reason}")]
    In {
        /// Where it was read.
        origin: String,
        /// What is wrong with it.
        reason: Box<AuditError>,
    },
    /// A file of the caller cannot be used.
    #[error("{}{reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Row, and what is wrong.
        reason: String,
    },
    /// Intervals of occupations cannot take articles as independent.
    #[error("an article names several occupations: take intervals by outlet, week of an outlet or story")]
    Independent,
    /// What articles cannot be grouped by.
    #[error("{name}: use one of {known}")]
    UnknownAxis {
        /// As it was named.
        name: String,
        /// What there is.
        known: String,
    },
    /// A field or variable that makes no groups.
    #[error("{name}: nothing is grouped by it: {reason}")]
    NoGroups {
        /// As it was named.
        name: String,
        /// Why.
        reason: String,
    },
    /// A group that there is not.
    #[error("there is no group `{name}` of {axis}; there are {known}")]
    NoGroup {
        /// The axis.
        axis: String,
        /// As it was named.
        name: String,
        /// Some of those that there are.
        known: String,
    },
    /// More groups than are compared at once.
    #[error(
        "{n} groups are to be compared, and {most} are at most: ask for groups with more articles, or for two of them"
    )]
    TooManyGroups {
        /// Groups.
        n: usize,
        /// As many as are compared.
        most: usize,
    },
    /// A table has no such column.
    #[error("no column `{name}`: use some of {known}")]
    NoColumn {
        /// As it was named.
        name: String,
        /// What there is.
        known: String,
    },
    /// An axis that is named more than once.
    #[error("names {name} twice: name each column once")]
    AxisTwice {
        /// The axis.
        name: String,
    },
    /// A field that cannot make strata.
    #[error("{name}: an article may have several values, and it belongs to one stratum")]
    SeveralValues {
        /// The field.
        name: String,
    },
    /// A plan to top up whose strata follow from other answers.
    #[error("the plan was drawn by the answers of another lexicon: top it up in the audit that it was drawn from")]
    OtherAnswers,
    /// A stratum that there is not.
    #[error("there is no stratum `{name}`; there are {known}")]
    NoStratum {
        /// As it was named.
        name: String,
        /// Some of those that there are.
        known: String,
    },
    /// Record and index name different articles.
    #[error("`{id}` is not in the index: rebuild it with `classlens index`")]
    NotIndexed {
        /// Id of the article.
        id: String,
    },
    /// Refused records of some of the articles.
    #[error("refused records are no articles, and no query finds them: ask for those of the whole audit")]
    NoArticles,
    /// Schedules are counted beside each tier.
    #[error("schedules are counted beside each tier, not by group")]
    Ungrouped,
    /// A group without articles.
    #[error("{target} articles in the target, {reference} in the reference: nothing to compare")]
    NothingToCompare {
        /// Articles of the target.
        target: u64,
        /// Articles of the reference.
        reference: u64,
    },
    /// The index does not hold a hit of the record.
    #[error("{}: the index does not hold the hit of {entry} in `{article}`: rebuild it with `classlens index`", audit.display())]
    LostHit {
        /// The audit.
        audit: PathBuf,
        /// The entry.
        entry: String,
        /// The article.
        article: String,
    },
    /// Ids of a population that the audit does not have.
    #[error("{n_missing} of the {n} ids of the population are not in {}", audit.display())]
    Population {
        /// Those that are missing.
        n_missing: usize,
        /// All of them.
        n: usize,
        /// The audit.
        audit: PathBuf,
    },
}

impl From<FindingsError> for AuditError {
    fn from(error: FindingsError) -> Self {
        match error {
            FindingsError::Reading(error) => Self::Reading(error),
            FindingsError::Health(error) => Self::Health(error),
        }
    }
}

#[cfg(test)]
mod tests;
