//! Pages for people: HTML that works without scripts.

#[expect(
    clippy::inline_always,
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "`askama::filter_fn` writes them so"
)]
mod filters;
mod frame;
mod prose;
mod line_options;
mod outlet_names;
mod search_state;
mod line_command;
mod facets;
mod results;
mod suggestions;
mod corrections;
mod front_door;
mod saved;
mod words;
mod lines;
mod search;
mod judge;
mod article;
mod draft;
mod dashboard;
mod compare;
mod people;
mod methods;
mod lexicon;
mod coding;
mod coding_answers;
mod coding_form;
mod coding_sheet;
mod coding_agreement;
mod login;
mod about;
mod assets;
mod problem;
mod routes;

pub(super) use crate::serve::pages::draft::{Draft, read};
pub(super) use crate::serve::pages::lexicon::{EntryFilter, hits as lexicon_hits, lines as lexicon_lines, role_text};
pub(super) use crate::serve::pages::line_options::window;
pub(super) use crate::serve::pages::lines::concordance;
pub(super) use crate::serve::pages::people::read_all_people;
pub(super) use crate::serve::pages::problem::problem;
pub(super) use crate::serve::pages::routes::routes;

use crate::serve::pages::frame::{Frame, html};
use crate::serve::pages::prose::linked_prose;
