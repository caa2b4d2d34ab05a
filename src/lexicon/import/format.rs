//! Formats of dictionaries, and how one is detected.

use std::path::Path;

use crate::lexicon::import::liwc_table;

/// A format of dictionaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DictionaryFormat {
    /// LIWC: a legend between `%` lines, or the table of LIWC-22.
    Liwc,
    /// Lexicoder: `+CATEGORY` lines, or nested `cnode` and `pnode` as Yoshikoder writes them.
    Lexicoder,
    /// `WordStat`: categories and terms by indentation, weights in brackets.
    WordStat,
    /// YAML: nested keys with lists of terms, as quanteda writes them.
    Yaml,
    /// A table with the columns term, category and perhaps weight.
    Csv,
}

impl DictionaryFormat {
    /// All formats with their names.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Liwc, "liwc"),
        (Self::Lexicoder, "lexicoder"),
        (Self::WordStat, "wordstat"),
        (Self::Yaml, "yaml"),
        (Self::Csv, "csv"),
    ];

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, _)| *format == self).map_or("", |(_, name)| *name)
    }

    /// The format by the ending of the name, else by the first characters of the text.
    pub(super) fn detected(path: &Path, text: &str) -> Option<Self> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let table = || if liwc_table::is_one(text) { Self::Liwc } else { Self::Csv };
        match ending.as_str() {
            "dic" | "dicx" => Some(Self::Liwc),
            "lcd" | "lc3" | "ykd" => Some(Self::Lexicoder),
            "cat" => Some(Self::WordStat),
            "yml" | "yaml" => Some(Self::Yaml),
            "csv" | "tsv" => Some(table()),
            _ => match text.trim_start().chars().next() {
                Some('%') => Some(Self::Liwc),
                Some('+' | '<') => Some(Self::Lexicoder),
                _ if liwc_table::is_one(text) => Some(Self::Liwc),
                _ => None,
            },
        }
    }
}
