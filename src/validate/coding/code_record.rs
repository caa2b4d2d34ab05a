//! A record of codes as its format has it, the codes in it, and what is wrong with it.

use std::collections::BTreeMap;

/// The codes one coder gave one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Coding {
    /// Id of the document.
    pub id: String,
    /// Who coded.
    pub coder: String,
    /// File of the codes, without folder.
    pub file: String,
    /// Label by variable; variables that were not coded are absent.
    pub codes: BTreeMap<String, String>,
    /// Stratum of the draw, when the file says.
    pub stratum: Option<String>,
    /// Chance to be drawn, when the file says.
    pub probability: Option<f64>,
    /// Remark of the coder.
    pub note: Option<String>,
}

/// Stratum of codes by readers who picked the article themselves because they found it wrong.
pub const JUDGED: &str = "judged";

impl Coding {
    /// True for the judgement of a reader who picked the article: nobody knows with what chance, so it is no part of a
    /// sample.
    #[must_use]
    pub fn is_judged(&self) -> bool {
        self.stratum.as_deref() == Some(JUDGED)
    }
}

/// Something wrong in a file of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// File and line, or number of the task.
    pub place: String,
    /// What is wrong and what was done.
    pub what: String,
}

/// The names of values that identify the document, best first.
pub(super) const ARTICLE: &[&str] = &["article_id", "article", "meta_article_id", "meta_id", "id"];
/// The names of values that say who coded, best first.
pub(super) const CODER: &[&str] = &["coder", "annotator", "_annotator_id", "_session_id"];

/// A record as its format has it: values by column or key, nothing checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct CodeRecord {
    /// Line, or number of the task, as it is shown to people.
    pub(super) place: String,
    /// Values by name; several values of one name follow each other.
    pub(super) values: BTreeMap<String, Vec<String>>,
}

/// A record, or what is wrong with it.
pub(super) type Read = Result<CodeRecord, Problem>;
