//! A coding plan with its coders, and the folder of their codes.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::audit::PLAN;
use crate::folder::{IfLocked, Manifest, lock, remove_draft};
use crate::serve::ServeError;
use crate::validate::Codebook;
use crate::validate::plan::{Plan, is_coder_name, read_plan, sheet_order};

/// File that is locked while a server runs.
const LOCK: &str = "serve.lock";

/// A coding plan that is served.
#[derive(Debug)]
pub(in crate::serve) struct CodingFolder {
    /// Last part of the path; names the plan in addresses.
    pub(in crate::serve) name: String,
    pub(in crate::serve) plan: Plan,
    /// By name.
    pub(in crate::serve) coders: Vec<Coder>,
    pub(super) writing: Mutex<()>,
    path: PathBuf,
    _lock: File,
}

/// A coder and the articles to code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::serve) struct Coder {
    pub(in crate::serve) name: String,
    /// Ids in the order of the sheet.
    pub(in crate::serve) articles: Vec<String>,
}

impl CodingFolder {
    /// Opens the folder at `path` for the audit with this manifest, and locks it against other servers. Drafts of codes that
    /// a killed server left are removed.
    ///
    /// # Errors
    /// When there is no plan, it belongs to another audit, another server has it open, or a draft cannot be removed.
    pub(in crate::serve) fn open(path: &Path, manifest: &Manifest) -> Result<Self, ServeError> {
        let file = path.join(PLAN);
        let plan = read_plan(&file, &manifest.corpus_hash)?;
        let wrong = |reason: String| ServeError::Coding { path: file.clone(), reason };
        let Codebook { tiers, proposals, .. } = &plan.codebook;
        if *tiers != manifest.tiers {
            let (own, audit) = (tiers.join(", "), manifest.tiers.join(", "));
            return Err(wrong(format!(
                "has the tiers {own}, the audit {audit}; use it with the audit it was drawn from"
            )));
        }
        if Codebook::new(tiers, proposals) != plan.codebook {
            return Err(wrong("has other variables than this program; draw the plan again".to_owned()));
        }
        let coders = coders(&plan);
        if let Some(coder) = coders.iter().find(|coder| !is_coder_name(&coder.name)) {
            return Err(wrong(format!("`{}` is not a valid coder name; use letters, digits, - and _", coder.name)));
        }
        let name = path.canonicalize().ok().and_then(|p| Some(p.file_name()?.to_string_lossy().into_owned()));
        let name = name.unwrap_or_else(|| "coding".to_owned());
        let lock = lock_folder(path)?;
        let folder = Self { name, plan, coders, writing: Mutex::new(()), path: path.to_owned(), _lock: lock };
        for coder in &folder.coders {
            let path = folder.file(coder);
            remove_draft(&path).map_err(|error| {
                let reason = format!("has a draft beside it that cannot be removed ({error}): remove it by hand");
                ServeError::Coding { path, reason }
            })?;
        }
        Ok(folder)
    }

    /// The file with the codes of a coder.
    pub(in crate::serve) fn file(&self, coder: &Coder) -> PathBuf {
        self.path.join(format!("{}.jsonl", coder.name))
    }

    /// The file of a coder, as shown to readers.
    pub(super) fn display_name(&self, coder: &Coder) -> String {
        format!("{}/{}.jsonl", self.name, coder.name)
    }

    /// `plan.json`.
    pub(in crate::serve) fn plan_file(&self) -> PathBuf {
        self.path.join(PLAN)
    }

    /// Ids of a coder's articles that others code too, in the order of the plan.
    pub(in crate::serve) fn shared<'a>(&'a self, coder: &'a Coder) -> impl Iterator<Item = &'a str> {
        let shared = self.plan.documents.iter().filter(|d| d.coders.len() > 1 && d.coders.contains(&coder.name));
        shared.map(|document| document.id.as_str())
    }
}

fn coders(plan: &Plan) -> Vec<Coder> {
    let names: std::collections::BTreeSet<&String> = plan.documents.iter().flat_map(|d| &d.coders).collect();
    let coder = |name: &String| {
        let articles = sheet_order(&plan.documents, name, plan.seed).into_iter().map(|d| d.id.clone()).collect();
        Coder { name: name.clone(), articles }
    };
    names.into_iter().map(coder).collect()
}

/// Locks a folder of codes against other servers.
fn lock_folder(folder: &Path) -> Result<File, ServeError> {
    let path = folder.join(LOCK);
    lock(&path, IfLocked::Refuse).map_err(|error| {
        let reason = match error {
            TryLockError::WouldBlock => "another server has this folder open; stop it first".to_owned(),
            TryLockError::Error(error) => format!("cannot be written ({error}); codes are saved in the same folder"),
        };
        ServeError::Coding { path, reason }
    })
}
