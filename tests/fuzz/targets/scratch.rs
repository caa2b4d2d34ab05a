//! A folder of this thread for files that are read by name.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

thread_local! {
    static FOLDER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
}

/// A file of this name with this content; the next of its name takes its place.
pub fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = folder().join(name);
    std::fs::write(&path, content).expect("the temporary folder can be written");
    path
}

/// The folder; it is removed when the thread ends.
pub fn folder() -> PathBuf {
    FOLDER.with_borrow_mut(|folder| {
        folder.get_or_insert_with(|| tempfile::tempdir().expect("a temporary folder")).path().to_owned()
    })
}

/// The root of the repository: `fuzz/` is a package below it.
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().find(|folder| folder.join("tests/compat").is_dir()).expect("the tests are there")
}
