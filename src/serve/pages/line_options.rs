//! How concordance lines are shown: sorted, grouped, with how many words around.

use crate::audit::{WINDOW, parse_window};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::store::{LineKey, Window};

/// How lines are shown.
#[derive(Debug, Clone, Default)]
pub(super) struct LineOptions {
    /// A sort key, `random`, or empty for the order of the articles.
    pub(super) sort: String,
    /// A group key, or empty for lines.
    pub(super) group: String,
    /// Words on each side, `sentence`, or empty for the default.
    pub(super) window: String,
}

impl LineOptions {
    pub(super) fn read(params: &mut Params) -> Result<Self, Problem> {
        let mut one = |name| params.one(name).map(Option::unwrap_or_default);
        let found = Self { sort: one("sort")?, group: one("group")?, window: one("window")? };
        if found.sort != "random" {
            key(&found.sort)?;
        }
        key(&found.group)?;
        window(&found.window)?;
        Ok(found)
    }

    pub(super) fn pairs(&self) -> [(&str, &str); 3] {
        [("sort", &self.sort), ("group", &self.group), ("window", &self.window)]
    }
}

pub(super) fn key(text: &str) -> Result<Option<LineKey>, Problem> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(Problem::bad) }
}

/// The window named `text`; the usual one when it is empty.
pub(in crate::serve) fn window(text: &str) -> Result<Window, Problem> {
    if text.is_empty() {
        return Ok(WINDOW);
    }
    parse_window(text).map_err(|reason| Problem::bad(format!("`window` is {reason}")))
}
