//! Files that are there as a whole, old or new, also when the machine stops.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::folder::FolderError;

/// Puts `text` in the place of the file at `path`, by way of a draft beside it.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let draft = draft_of(path);
    let mut file = File::create(&draft)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all())?;
    drop(file);
    std::fs::rename(&draft, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Removes the draft that a program killed in [`replace`] left; whoever calls it holds the lock of the folder.
#[cfg(feature = "serve")]
pub(crate) fn remove_draft(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(draft_of(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

/// Makes a renaming in `folder` last.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(windows) {
        // A folder cannot be opened as a file there.
        return Ok(());
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match File::open(folder)?.sync_all() {
        // Some network folders cannot be synced; the file itself was.
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => Ok(()),
        synced => synced,
    }
}

/// Writes a value as JSON in the place of what was there.
pub(crate) fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<(), FolderError> {
    let text = serde_json::to_string_pretty(value).expect("plain values only") + "\n";
    replace(path, &text).map_err(|e| FolderError::write(path, &e))
}

#[cfg(test)]
mod tests {
    use super::write_json;
    use crate::folder::FolderError;

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let path = root.path().join("no-such-folder/shards.json");
        let error = write_json(&path, &[1]).expect_err("there is no folder");
        assert!(matches!(error, FolderError::Write { .. }), "{error}");
        let message = error.to_string();
        assert!(
            message.contains("shards.json: cannot be written (") && message.ends_with("and free space"),
            "{message}"
        );
    }
}
