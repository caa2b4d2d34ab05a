//! `plan.json`, read again.

use std::path::{Path, PathBuf};

use crate::validate::plan::Plan;

/// Why a plan cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// It cannot be read, or is no plan.
    #[error("{}: {reason}; name the plan.json that `classlens gold plan` wrote", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// It belongs to another corpus.
    #[error("{}: was drawn from another corpus; use it with the audit it was drawn from", path.display())]
    Corpus {
        /// The file.
        path: PathBuf,
    },
}

/// Reads the plan at `path`, which must have been drawn from the corpus with this hash.
///
/// # Errors
/// When the file cannot be read, is no plan, or the corpus is another one.
pub fn read_plan(path: &Path, corpus_hash: &str) -> Result<Plan, PlanError> {
    let wrong = |reason: String| PlanError::Read { path: path.to_owned(), reason };
    let text = std::fs::read_to_string(path).map_err(|e| wrong(format!("cannot be read ({e})")))?;
    let plan: Plan = serde_json::from_str(&text).map_err(|e| wrong(format!("is no plan ({e})")))?;
    if plan.corpus_hash != corpus_hash {
        return Err(PlanError::Corpus { path: path.to_owned() });
    }
    Ok(plan)
}

/// True for a name of a coder, which also names the files of the coder: letters, digits, `-` and `_`.
#[must_use]
pub fn is_coder_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{PlanError, is_coder_name, read_plan};

    #[test]
    fn a_file_that_is_no_plan_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("plan.json");
        let check = |part: &str| {
            let error = read_plan(&path, "").expect_err("there is no plan");
            assert!(matches!(error, PlanError::Read { .. }), "{error}");
            let message = error.to_string();
            let remedy = "; name the plan.json that `classlens gold plan` wrote";
            assert!(message.contains(&format!("plan.json: {part} (")) && message.ends_with(remedy), "{message}");
        };
        check("cannot be read");
        std::fs::write(&path, "{}").expect("the folder can be written");
        check("is no plan");
    }

    #[test]
    fn a_coder_is_no_path() {
        assert!(is_coder_name("ann") && is_coder_name("Zoë-2_b"));
        for name in ["", "..", "a/b", "a\\b", "a.b", "a b", "/a", "a\0", "c:"] {
            assert!(!is_coder_name(name), "{name:?}");
        }
    }
}
