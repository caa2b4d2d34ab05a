//! Reads gold codes: JSON Lines with the keys of the codebook.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::lexicon::{MIXED, NONE, UNIVERSAL};
use crate::worklife::GENERAL;

/// The codes of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
pub struct GoldCode {
    /// Id of the document.
    pub id: String,
    /// Attention 0–3 by tier.
    pub attention: BTreeMap<String, u8>,
    /// Focus: a tier, `mixed` or `none`.
    pub focus: String,
    /// Whose working life the title promises: a tier, `universal` or `none`.
    #[serde(default)]
    pub headline_scope: Option<String>,
    /// Kinds of proposals discussed; `None` where nobody coded them.
    #[serde(default)]
    pub proposals: Option<Vec<String>>,
    /// Kinds of schedules of real workers; `None` where nobody coded them.
    #[serde(default)]
    pub schedules: Option<Vec<String>>,
    /// Kind of news it is from, for weights that are fitted without it.
    #[serde(default)]
    pub kind: Option<String>,
    /// Sentences that describe somebody's working life; `None` where nobody labelled sentences.
    #[serde(default)]
    pub working_life: Option<Vec<LabelledSpan>>,
}

/// A passage that describes the working life of people of some tiers, or of workers without a tier.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct LabelledSpan {
    /// `title` or `body`.
    pub field: String,
    /// First byte in that field.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Tiers, or `general`.
    pub classes: Vec<String>,
}

/// What can be wrong with a file of gold codes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// It cannot be read.
    #[error("{}: cannot be read ({reason})", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A line is wrong.
    #[error("{}:{line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong and what to do.
        reason: String,
    },
}

/// Reads and checks every line against the tiers of a lexicon.
///
/// # Errors
/// On the first line that is no code: broken JSON, unknown tier or label, attention over 3, an id
/// twice, or a focus that does not follow from the attentions.
pub fn read_gold(path: &Path, tiers: &[String]) -> Result<Vec<GoldCode>, GoldError> {
    let text =
        std::fs::read_to_string(path).map_err(|e| GoldError::Read { path: path.to_owned(), reason: e.to_string() })?;
    let mut codes: Vec<GoldCode> = Vec::new();
    let mut ids = HashSet::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |reason: String| GoldError::Line { path: path.to_owned(), line: at + 1, reason };
        let code: GoldCode = serde_json::from_str(line).map_err(|e| wrong(format!("not a gold code: {e}")))?;
        check(&code, tiers).map_err(wrong)?;
        if !ids.insert(code.id.clone()) {
            return Err(wrong(format!("id `{}` is coded twice: keep one line", code.id)));
        }
        codes.push(code);
    }
    Ok(codes)
}

fn check(code: &GoldCode, tiers: &[String]) -> Result<(), String> {
    for (tier, attention) in &code.attention {
        if !tiers.contains(tier) {
            return Err(format!("unknown tier `{tier}`: use {}", tiers.join(", ")));
        }
        if *attention > 3 {
            return Err(format!("attention {attention} to {tier}: it runs from 0 to 3"));
        }
    }
    if let Some(missing) = tiers.iter().find(|tier| !code.attention.contains_key(*tier)) {
        return Err(format!("attention to {missing} is missing"));
    }
    let known = |label: &str| tiers.iter().any(|tier| tier == label) || matches!(label, MIXED | NONE);
    if !known(&code.focus) {
        return Err(format!("unknown focus `{}`: use {}, mixed, none", code.focus, tiers.join(", ")));
    }
    let follows = focus_of(&code.attention);
    if follows != code.focus {
        return Err(format!("focus `{}` does not follow from the attentions, which give `{follows}`", code.focus));
    }
    let spans = code.working_life.iter().flatten();
    for span in spans {
        if !matches!(span.field.as_str(), "title" | "body") || span.start > span.end {
            return Err(format!(
                "`{}` {}–{} is no span: use title or body, start ≤ end",
                span.field, span.start, span.end
            ));
        }
        let unknown = |class: &&String| *class != GENERAL && !tiers.contains(class);
        if let Some(class) = span.classes.iter().find(unknown) {
            return Err(format!("unknown class `{class}` of a span: use {}, {GENERAL}", tiers.join(", ")));
        }
    }
    match code.headline_scope.as_deref() {
        None | Some(UNIVERSAL | NONE) => Ok(()),
        Some(tier) if tiers.iter().any(|t| t == tier) => Ok(()),
        Some(other) => Err(format!("unknown headline_scope `{other}`: use {}, universal, none", tiers.join(", "))),
    }
}

/// The focus by the rule of the codebook.
pub(super) fn focus_of(attention: &BTreeMap<String, u8>) -> String {
    let highest = attention.values().copied().max().unwrap_or(0);
    let top: Vec<&String> = attention.iter().filter(|(_, a)| **a == highest).map(|(tier, _)| tier).collect();
    match top[..] {
        _ if highest < 2 => "none".to_owned(),
        [only] => only.clone(),
        _ => MIXED.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{GoldError, read_gold};

    #[test]
    fn what_is_no_code_is_refused_with_its_line() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("gold.jsonl");
        let refused = || read_gold(&path, &["low_wage".to_owned()]).expect_err("there are no codes");
        let error = refused();
        assert!(matches!(error, GoldError::Read { .. }), "{error}");
        assert!(error.to_string().contains("gold.jsonl: cannot be read ("), "{error}");
        let code = "{\"id\":\"1\",\"attention\":{\"low_wage\":0},\"focus\":\"none\"}\n";
        std::fs::write(&path, format!("{code}\n{code}")).expect("the folder can be written");
        let error = refused();
        assert!(matches!(error, GoldError::Line { line: 3, .. }), "{error}");
        assert!(error.to_string().ends_with("gold.jsonl:3: id `1` is coded twice: keep one line"), "{error}");
    }
}
