//! Audit folders, whole or as bundles, whose files are not what they were.
//!
//! What always holds: such a folder is refused, or read with what it has; `verify` finds what was changed.

use std::path::Path;

use classlens::Audit;
use classlens::lexicon::Lexicon;

use super::{parts, scratch};

/// Puts the files of the input into a small audit and asks it.
pub fn folder(bytes: &[u8]) {
    let sound = scratch::root().join("tests/compat/record-2");
    let root = scratch::folder().join("audit");
    let _ = std::fs::remove_dir_all(&root);
    link(&sound, &root);
    for (name, content) in parts::parts(bytes) {
        let path = root.join(&name);
        if path.is_dir() || path.parent().is_none_or(|parent| std::fs::create_dir_all(parent).is_err()) {
            continue;
        }
        // The link, not the file that it leads to.
        let _ = std::fs::remove_file(&path);
        let _ = std::fs::write(&path, content);
    }
    ask(&root);
}

/// The folder `from` at `to`, its files by links.
fn link(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the temporary folder can be written");
    for entry in std::fs::read_dir(from).expect("the stored audit").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            link(&path, &target);
        } else {
            std::os::unix::fs::symlink(&path, &target).expect("the folder is new");
        }
    }
}

fn ask(root: &Path) {
    let Ok(audit) = Audit::open(root) else { return };
    let lexicon =
        Lexicon::from_folder(&scratch::root().join("tests/compat/lexicon")).expect("the stored lexicon is sound");
    let audit = audit.with_lexicon(lexicon);
    let _ = audit.all().map(|all| all.rows().len());
    let _ = audit.saved_queries();
    let _ = audit.expanded("saved:a").map(|query| audit.query(&query).is_ok());
    let _ = audit.store().map(classlens::store::Store::n_articles);
    let _ = audit.verify();
}
