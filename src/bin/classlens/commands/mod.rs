//! One file a command.

mod audit;
mod baseline;
mod batch;
mod compare;
mod delete;
mod draft;
mod explain;
mod export;
mod export_record;
mod facet;
mod gold;
mod gold_code;
mod gold_codebook;
mod gold_evaluate;
mod health;
mod gold_plan;
mod gold_score;
mod index;
mod inspect;
mod kwic;
mod lexicon;
mod lexicon_audit;
mod lexicon_diff;
mod lexicon_freeze;
mod lexicon_import;
mod merge;
mod report;
mod robustness;
mod saved;
mod search;
mod shards;
#[cfg(feature = "serve")]
mod serve;
mod subset;
mod summary;
mod summary_differences;
mod trend;
mod variables;
mod verify;
mod voice;
mod work;
mod arguments;
mod open;
mod folded;
mod run;

use crate::commands::arguments::{axes_of, ids_of, readers};
use crate::commands::folded::{folded, folded_within};
use crate::commands::open::{
    lexicon_files, lexicon_of, note_missing, note_on_codes, open_audit, open_searched, say_audit,
};
pub use crate::commands::run::run;
