//! Whether a run may take the place of the audit that is there: not where it would lose something unasked.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::engine::Engine;
use crate::folder::{AuditFolder, Manifest, SourceAccount};
use crate::pipeline::PipelineError;
use crate::pipeline::options::{AuditOptions, Origin};
use crate::read::{Fingerprint, Source};

/// Refuses to replace an audit whose articles the run does not read again, or not with the same lexicon.
///
/// A folder that is no whole audit is no concern of this.
pub(super) fn check(engine: &Engine, options: &AuditOptions) -> Result<(), PipelineError> {
    if options.replace || options.origin == Origin::Added {
        return Ok(());
    }
    let Ok(there) = AuditFolder::at(&options.output).manifest() else { return Ok(()) };
    match lost(&there, engine, options) {
        None => Ok(()),
        Some(reason) => Err(PipelineError::WouldReplace { audit: options.output.clone(), reason }),
    }
}

/// What would be lost of the audit that is there.
fn lost(there: &Manifest, engine: &Engine, options: &AuditOptions) -> Option<String> {
    if there.lexicon_hash != engine.lexicon.hash {
        let (then, now) = (&there.lexicon_hash, &engine.lexicon.hash);
        return Some(format!("it was made with lexicon {} {then:.8}, this run has {now:.8}", there.lexicon));
    }
    let same_audit = matches!(&options.origin, Origin::Texts(audit) if is_same(audit, &options.output));
    if same_audit {
        return None;
    }
    if there.n_deleted > 0 {
        return Some(format!("{} articles that were deleted from it would be read again", there.n_deleted));
    }
    if let Some(left_out) = not_read(&there.sources, options) {
        return Some(format!("this run does not read its source {left_out}"));
    }
    let joined = there.joins.last().filter(|_| options.join.is_none())?;
    Some(format!("the variables joined from {} would be gone", joined.file))
}

/// The first source of the audit that the run reads neither by its name nor by its content; standard input is another
/// one each time.
fn not_read<'a>(there: &'a [SourceAccount], options: &AuditOptions) -> Option<&'a str> {
    let named: HashSet<Arc<str>> = options.sources.iter().filter(|s| !s.is_read_once()).map(Source::name).collect();
    let known: HashSet<&str> = there.iter().map(|account| account.source.as_str()).collect();
    let renamed = LazyCell::new(|| -> Vec<Fingerprint> {
        let new = options.sources.iter().filter(|source| !known.contains(&*source.name()));
        new.filter_map(|source| Fingerprint::of(source, &options.read)).collect()
    });
    let is_read = |account: &&SourceAccount| {
        named.contains(account.source.as_str())
            || account.fingerprint.as_ref().is_some_and(|fingerprint| renamed.contains(fingerprint))
    };
    there.iter().find(|account| !is_read(account)).map(|account| account.source.as_str())
}

/// True where both name one folder.
fn is_same(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}
