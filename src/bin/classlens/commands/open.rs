//! Opens the lexicon and the audit of a command, and says what they lack.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use classlens::audit::{Audit, AuditFolder, FolderError, Selection, ShardList};
use classlens::lexicon::{Lexicon, LexiconFile, embedded_files, read_files};

use crate::args::Global;
use crate::output::say;

/// The files of the lexicon of `--lexicon`, else of the embedded one.
pub(super) fn lexicon_files(global: &Global) -> anyhow::Result<Vec<LexiconFile>> {
    match &global.lexicon {
        Some(path) => read_files(path).with_context(|| format!("lexicon {}", path.display())),
        None => Ok(embedded_files()),
    }
}

/// The lexicon of `--lexicon`, else the embedded one.
pub(super) fn lexicon_of(global: &Global) -> anyhow::Result<Arc<Lexicon>> {
    match &global.lexicon {
        Some(folder) => {
            Lexicon::from_folder(folder).map(Arc::new).with_context(|| format!("lexicon {}", folder.display()))
        }
        None => Ok(Lexicon::embedded()),
    }
}

/// An audit with the lexicon of `--lexicon`, else the embedded one; it is read when it is first needed.
pub(super) fn open_audit(global: &Global, path: &Path) -> anyhow::Result<Audit> {
    if let Some(list) = ShardList::path_at(path) {
        // A file that is no list is another mistake.
        ShardList::read(&list)?;
        let list = list.display();
        bail!(
            "{list} names shards, which `search`, `kwic` and `serve` read: make one audit of them with `classlens merge {list} -o AUDIT`"
        );
    }
    let audit = Audit::open(path)?;
    note_missing(global, audit.folder(), path);
    Ok(with_lexicon(global, audit))
}

/// An audit, or the shards that a file names, for a command that only searches.
pub(super) fn open_searched(global: &Global, path: &Path) -> anyhow::Result<Audit> {
    match ShardList::path_at(path) {
        Some(list) => Ok(with_lexicon(global, Audit::open_shards(list)?)),
        None => open_audit(global, path),
    }
}

fn with_lexicon(global: &Global, audit: Audit) -> Audit {
    match &global.lexicon {
        Some(folder) => audit.with_lexicon_folder(folder),
        None => audit,
    }
}

/// Which tables the audit at `path` does not have: figures of them are refused, everything else is answered.
pub(super) fn note_missing(global: &Global, folder: &AuditFolder, path: &Path) {
    let missing: Vec<String> = folder.missing_tables().iter().map(|name| format!("{name}.parquet")).collect();
    if !missing.is_empty() && !global.quiet {
        let (path, missing) = (path.display(), missing.join(" and "));
        eprintln!(
            "note: {path} does not have {missing}; `classlens audit --from {path} -o FOLDER` makes all tables again"
        );
    }
}

/// Which audit it is, and its lexicon.
pub(super) fn say_audit(global: &Global, audit: &Audit) -> anyhow::Result<()> {
    let manifest = audit.manifest();
    say(global.format, &format!("{}; lexicon {} {}", audit.path().display(), manifest.lexicon, manifest.lexicon_hash))
}

/// Why the coded articles of an audit are not used, where it has some.
pub(super) fn note_on_codes(articles: &Selection<'_>) -> anyhow::Result<()> {
    match articles.remark() {
        None => Ok(()),
        Some(error @ FolderError::Gold { .. }) => {
            eprintln!("note: {error}");
            Ok(())
        }
        Some(error) => bail!("{error}"),
    }
}
