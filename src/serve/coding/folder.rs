//! A plan with its coders, and the folder their codes are kept in.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::folder::{Held, Manifest, lock};
use crate::serve::ServeError;
use crate::validate::Codebook;
use crate::validate::plan::{Plan, is_coder_name, read_plan, sheet_order};

/// While a server lives it holds this file locked.
const LOCK: &str = "serve.lock";

/// A plan that is coded here.
#[derive(Debug)]
pub(in crate::serve) struct CodingFolder {
    /// Last part of the path, by which addresses name it.
    pub(in crate::serve) name: String,
    pub(in crate::serve) plan: Plan,
    /// By name.
    pub(in crate::serve) coders: Vec<Coder>,
    pub(super) writing: Mutex<()>,
    path: PathBuf,
    _lock: File,
}

/// Who codes, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::serve) struct Coder {
    pub(in crate::serve) name: String,
    /// Ids in the order of the sheet.
    pub(in crate::serve) articles: Vec<String>,
}

impl CodingFolder {
    /// Opens the folder at `path` for the audit with this manifest, and keeps other servers out.
    ///
    /// # Errors
    /// When there is no plan, it is not of this audit, or another server holds it.
    pub(in crate::serve) fn open(path: &Path, manifest: &Manifest) -> Result<Self, ServeError> {
        let file = path.join("plan.json");
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
            return Err(wrong("asks for other variables than this program; draw the plan again".to_owned()));
        }
        let coders = coders(&plan);
        if let Some(coder) = coders.iter().find(|coder| !is_coder_name(&coder.name)) {
            return Err(wrong(format!("`{}` is no name of a coder; use letters, digits, - and _", coder.name)));
        }
        let name = path.canonicalize().ok().and_then(|p| Some(p.file_name()?.to_string_lossy().into_owned()));
        let name = name.unwrap_or_else(|| "coding".to_owned());
        Ok(Self { name, plan, coders, writing: Mutex::new(()), path: path.to_owned(), _lock: hold(path)? })
    }

    /// Where the codes of a coder are kept.
    pub(in crate::serve) fn file(&self, coder: &Coder) -> PathBuf {
        self.path.join(format!("{}.jsonl", coder.name))
    }

    /// The file of a coder, as people are told it.
    pub(super) fn told(&self, coder: &Coder) -> String {
        format!("{}/{}.jsonl", self.name, coder.name)
    }

    /// `plan.json`.
    pub(in crate::serve) fn plan_file(&self) -> PathBuf {
        self.path.join("plan.json")
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

/// Keeps other servers out of a folder of codes.
fn hold(folder: &Path) -> Result<File, ServeError> {
    let path = folder.join(LOCK);
    lock(&path, Held::Refuse).map_err(|error| {
        let reason = match error {
            TryLockError::WouldBlock => "another server keeps codes there; stop it first".to_owned(),
            TryLockError::Error(error) => format!("cannot be written ({error}); codes are kept beside it"),
        };
        ServeError::Coding { path, reason }
    })
}
