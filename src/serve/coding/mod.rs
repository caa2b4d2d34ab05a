//! Manual coding of articles: what the coding pages read and write.
//!
//! In: folders of plans, as `gold plan` writes them. Out: the articles of each coder in their order, and the
//! codes in `CODER.jsonl` next to `plan.json`, one line per article, as `gold score` reads them.
//!
//! Invariant: only these files are written, by one server at a time, and each save replaces a file atomically.
//! Codes are read from disk for every request, so a killed server loses none. Names in an address are looked up
//! in the plan and never used as a path.

mod folder;
mod reader;
mod question;
mod codes;
mod unfinished;
mod command;

pub(super) use crate::serve::coding::codes::{Codes, SaveOutcome};
pub(super) use crate::serve::coding::command::score_command;
pub(super) use crate::serve::coding::folder::{Coder, CodingFolder};
use crate::serve::coding::question::with_other_fields;
pub(super) use crate::serve::coding::question::{is_complete, open_questions, questions, text_of};
pub(super) use crate::serve::coding::reader::CodingReader;
pub(super) use crate::serve::coding::unfinished::unfinished;
