//! A new audit folder, and how it takes the place of an old one.
//!
//! A run writes into `NAME.partial` beside its target and renames it when everything is written, the
//! manifest last. While it lives it has a lock there, so two runs to one target exclude each other,
//! and what a dead run left is distinguished from what a running one writes. The old audit stays until then.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::folder::inherit::{self, Inherited};
use crate::folder::lock::{self, IfLocked};
use crate::folder::manifest::Manifest;
use crate::folder::{AuditFolder, FolderError};

/// A folder that is being written.
#[derive(Debug)]
pub(crate) struct PartialFolder {
    target: PathBuf,
    partial: AuditFolder,
    lock: File,
    /// What is left on an error or a panic.
    leave: Leave,
}

/// What happens to a partial folder that is not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leave {
    Nothing,
    Everything,
}

const LOCK: &str = "lock";
/// The audit that is being replaced, for a moment.
const REPLACED: &str = "replaced";

impl PartialFolder {
    /// Claims the folder beside `target`; what a dead run left there is kept.
    pub(crate) fn claim(target: &Path) -> Result<Self, FolderError> {
        if target.exists() && !AuditFolder::at(target).manifest_path().exists() {
            let empty = target.is_dir() && target.read_dir().is_ok_and(|mut entries| entries.next().is_none());
            if !empty {
                return Err(FolderError::NotOurs { path: target.to_owned() });
            }
        }
        let name = target.file_name().map_or_else(|| "audit".into(), |n| n.to_string_lossy().into_owned());
        let root = target.with_file_name(format!("{name}.partial"));
        std::fs::create_dir_all(&root).map_err(|e| FolderError::write(&root, &e))?;
        let lock = hold(&root, target)?;
        end_dead_run(&root, target)?;
        Ok(Self { target: target.to_owned(), partial: AuditFolder { root }, lock, leave: Leave::Nothing })
    }

    /// Where to write.
    pub(crate) fn folder(&self) -> &AuditFolder {
        &self.partial
    }

    /// Removes what a dead run left.
    pub(crate) fn clear(&self) -> Result<(), FolderError> {
        let root = &self.partial.root;
        let entries = root.read_dir().map_err(|e| FolderError::write(root, &e))?;
        for entry in entries.flatten().filter(|entry| entry.file_name() != LOCK) {
            remove(&entry.path())?;
        }
        Ok(())
    }

    /// From now on an error leaves the folder, so that a later run can go on.
    pub(crate) fn keep(&mut self) {
        self.leave = Leave::Everything;
    }

    /// Nothing in it is of use.
    pub(crate) fn discard(&mut self) {
        self.leave = Leave::Nothing;
    }

    /// Writes the manifest and puts the folder in the place of the target; reports what outlives it.
    pub(crate) fn finish(mut self, manifest: &Manifest) -> Result<Inherited, FolderError> {
        self.partial.write_manifest(manifest)?;
        let audit = AuditFolder::at(&self.target);
        let kept = if self.target.exists() { Some(audit.share_lock(&self.partial)?) } else { None };
        // A folder with an open file cannot be renamed on Windows.
        let _kept = kept.filter(|_| !cfg!(windows));
        if cfg!(windows) {
            self.lock.unlock().map_err(|e| FolderError::write(&self.target, &e))?;
        }
        self.swap()?;
        let inherited = settle(&self.target.join(REPLACED), &audit)?;
        Ok(Inherited { gold_is_stale: audit.gold_record(manifest).is_err(), ..inherited })
    }

    /// Puts the folder in the place of the target, which lies in it from then on.
    fn swap(&mut self) -> Result<(), FolderError> {
        let (root, target) = (&self.partial.root, &self.target);
        let replaced = root.join(REPLACED);
        let had_old = target.exists();
        if had_old {
            rename(target, &replaced)?;
        }
        // Whatever happens now: the old audit is in the folder.
        let leave = std::mem::replace(&mut self.leave, Leave::Everything);
        let renamed = rename(root, target);
        if renamed.is_err() {
            if had_old {
                rename(&replaced, target)?;
            }
            self.leave = leave;
        }
        renamed
    }
}

/// Ends a replacement: what is the user's is taken over, what only the run needed goes. Cut off, it is done again.
fn settle(replaced: &Path, audit: &AuditFolder) -> Result<Inherited, FolderError> {
    let inherited = if replaced.exists() { inherit::take_over(replaced, audit)? } else { Inherited::default() };
    for left in [&audit.parts(), &audit.journal(), replaced, &audit.inside(LOCK)] {
        remove(left)?;
    }
    Ok(inherited)
}

/// Ends the replacement of `target` that a dead run began in `root`.
fn end_dead_run(root: &Path, target: &Path) -> Result<(), FolderError> {
    let audit = AuditFolder::at(target);
    let inside = root.join(REPLACED);
    if inside.exists() && !audit.manifest_path().exists() {
        return rename(&inside, target);
    }
    // After the second renaming, or before it where another process has put an audit in this place meanwhile.
    for replaced in [target.join(REPLACED), inside] {
        if replaced.exists() {
            let _run = hold(target, target)?;
            let _kept = audit.lock_kept()?;
            settle(&replaced, &audit)?;
        }
    }
    Ok(())
}

impl Drop for PartialFolder {
    fn drop(&mut self) {
        if self.leave == Leave::Nothing {
            // What an error leaves is of no use; a failure to remove it is not news.
            let _ = std::fs::remove_dir_all(&self.partial.root);
        }
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), FolderError> {
    std::fs::rename(from, to).map_err(|e| FolderError::write(to, &e))
}

fn remove(path: &Path) -> Result<(), FolderError> {
    let removed = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(FolderError::write(path, &error)),
        _ => Ok(()),
    }
}

/// Locks the folder `root`, which is or was the partial one of `target`, for this process.
fn hold(root: &Path, target: &Path) -> Result<File, FolderError> {
    let path = root.join(LOCK);
    let failed = |e: io::Error| FolderError::write(&path, &e);
    let busy = |process: &str| FolderError::Busy { path: target.to_owned(), process: process.trim().to_owned() };
    let mut file = match lock::lock(&path, IfLocked::Refuse) {
        Ok(file) => file,
        Err(TryLockError::WouldBlock) => return Err(busy(&std::fs::read_to_string(&path).unwrap_or_default())),
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    };
    let process = std::process::id().to_string();
    file.set_len(0).and_then(|()| file.write_all(process.as_bytes())).map_err(failed)?;
    // Another run may have finished meanwhile and taken this file away with its folder.
    match std::fs::read_to_string(&path) {
        Ok(holder) if holder == process => Ok(file),
        Ok(holder) => Err(busy(&holder)),
        Err(_) => Err(busy("")),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::{AuditFolder, PartialFolder};
    use crate::folder::{Manifest, SavedQueries};

    fn write(root: &Path, files: &[&str]) {
        for file in files {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a new folder");
            std::fs::write(path, file).expect("a new file");
        }
    }

    fn replace(target: &Path) -> super::Inherited {
        let run = PartialFolder::claim(target).expect("nobody else writes");
        run.finish(&Manifest::default()).expect("it can be written")
    }

    #[test]
    fn a_replacement_that_was_cut_off_loses_nothing_of_the_user() {
        let own = ["coding/ann.jsonl", "gold/codes.json", "gold/more/a.txt", "queries.json"];
        for before in ["audit/replaced", "audit.partial/replaced"] {
            let root = tempfile::tempdir().expect("a temporary folder");
            let target = root.path().join("audit");
            replace(&target);
            write(&root.path().join(before), &[&own[..], &["manifest.json", "report.html", "run.json"]].concat());
            write(&target, &["gold/new.txt"]);
            std::fs::write(target.join("queries.json"), "{}").expect("a new file");
            let inherited = replace(&target);
            for file in &own[..3] {
                assert_eq!(std::fs::read_to_string(target.join(file)).ok().as_deref(), Some(*file), "{before}");
            }
            let queries = |name: &str| std::fs::read_to_string(target.join(name)).expect("it is there");
            assert_eq!([queries("queries.json"), queries("queries.json.older")], ["{}", "queries.json"], "{before}");
            assert_eq!(inherited.kept, ["coding/", "gold/", "queries.json", "queries.json.older"]);
            assert!(target.join("gold/new.txt").exists() && !target.join("replaced").exists());
            assert!(!root.path().join("audit.partial").exists());
        }
    }

    #[test]
    fn the_old_audit_is_put_back_where_there_is_none() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let target = root.path().join("audit");
        write(&root.path().join("audit.partial/replaced"), &["manifest.json", "coding/ann.jsonl"]);
        drop(PartialFolder::claim(&target).expect("nobody else writes"));
        assert!(target.join("manifest.json").exists() && target.join("coding/ann.jsonl").exists());
    }

    #[test]
    fn a_file_in_the_place_of_the_codes_is_kept_as_a_file() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let target = root.path().join("audit");
        replace(&target);
        write(&target, &["gold"]);
        let inherited = replace(&target);
        assert_eq!((inherited.kept, inherited.gold_is_stale), (vec!["gold".to_owned()], false));
        assert_eq!(std::fs::read_to_string(target.join("gold")).ok().as_deref(), Some("gold"));
        assert!(replace(&target).kept == ["gold"], "a lock is nothing of the user's");
    }

    #[test]
    fn what_is_saved_while_an_audit_is_replaced_is_there_afterwards() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let target = root.path().join("audit");
        replace(&target);
        let (folder, ended) = (AuditFolder::at(&target), AtomicBool::new(false));
        let saved = std::thread::scope(|scope| {
            let save = |n: &u32| SavedQueries::save(&folder, &format!("q{n}"), "wage").is_ok();
            let going = |_: &u32| !ended.load(Ordering::SeqCst);
            let saver = scope.spawn(move || (0..900).take_while(going).filter(save).collect::<Vec<u32>>());
            (0..200).for_each(|_| drop(replace(&target)));
            ended.store(true, Ordering::SeqCst);
            saver.join().expect("it ends")
        });
        let kept = SavedQueries::load(&folder).expect("the file is sound");
        let lost: Vec<&u32> = saved.iter().filter(|n| kept.get(&format!("q{n}")).is_none()).collect();
        assert!(lost.is_empty(), "lost of {} saved queries: {lost:?}", saved.len());
    }
}
