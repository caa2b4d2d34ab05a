//! The command that prints the lines or the words of a page.

use std::fmt::Write;

use crate::serve::Site;
use crate::serve::pages::search_state::{SearchState, View};

/// `classlens kwic` with the same words, order, groups and context; of lines in random order as many as a page has.
pub(super) fn command(site: &Site, state: &SearchState, per_page: usize) -> String {
    let mut out = format!("classlens kwic {} {}", site.audit.audit.name(), state.filtered.quoted());
    let options = &state.lines;
    let written = match (options.group.as_str(), options.sort.as_str()) {
        ("", "") => Ok(()),
        ("", "random") => write!(out, " --sample {per_page} --seed {}", state.seed),
        ("", sort) => write!(out, " --sort {sort}"),
        (group, _) => write!(out, " --group {group}"),
    };
    written.expect("a string can be written");
    if !options.window.is_empty() {
        write!(out, " --window {}", options.window).expect("a string can be written");
    }
    out
}

/// `classlens compare` with the same search: the words around its hits, or those of its articles; `sort` where it is not the
/// usual measure.
pub(super) fn words_command(site: &Site, state: &SearchState, sort: Option<&str>) -> String {
    let what = if state.view == View::Collocates { "--collocates" } else { "--target" };
    let sort = sort.map_or_else(String::new, |sort| format!(" --sort {sort}"));
    format!("classlens compare {} {what} {}{sort}", site.audit.audit.name(), state.filtered.quoted())
}
