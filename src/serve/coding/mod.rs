//! Codes of articles by people: what the coding pages read and write.
//!
//! In: folders of plans, as `gold plan` writes them. Out: the articles of each coder in their order, and the
//! codes in `CODER.jsonl` beside `plan.json`, one line an article, as `gold score` reads them.
//!
//! Always holds: these files are all that is written, one server at a time writes them, and each is replaced as
//! a whole as soon as an article is saved. Codes are read from disk for every answer, so a killed server loses
//! none. Names in an address are looked up in the plan and never made into a path.

mod reader;
mod folder;
mod question;
mod codes;
mod compare;
mod command;

pub(super) use crate::serve::coding::codes::{Codes, Saved};
pub(super) use crate::serve::coding::command::score_command;
pub(super) use crate::serve::coding::compare::{Compared, Disagreement, compared, disagreements, unfinished};
pub(super) use crate::serve::coding::folder::{Coder, CodingFolder};
use crate::serve::coding::question::with_unasked;
pub(super) use crate::serve::coding::question::{is_complete, open_questions, posted, questions, text_of};
pub(super) use crate::serve::coding::reader::CodingReader;

/// Longest remark, in characters.
pub(super) const MOST_NOTE: usize = 2000;
