//! The command that prints the lines of a page.

use std::fmt::Write;

use crate::serve::Site;
use crate::serve::pages::search_state::SearchState;

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
