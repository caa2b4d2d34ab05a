//! Finds the sources that paths name: files, folders, patterns, standard input.

use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use walkdir::WalkDir;

use crate::article::Notice;
use crate::read::{ReadError, Source, described};

/// The sources named by `paths`, in the order given and sorted by name within a folder or pattern.
///
/// `-` is standard input. Hidden files, the manifest of a folder of texts and the folders beside saved pages are left out.
/// A path that is not there becomes [`Source::Broken`].
///
/// # Errors
/// When a pattern does not compile.
pub fn expand(paths: &[PathBuf]) -> Result<Vec<Source>, ReadError> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source::Stdin);
        } else if path.is_dir() {
            walk(path, |_| true, &mut sources);
        } else if path.exists() {
            sources.push(Source::File(path.clone()));
        } else if path.to_string_lossy().contains(['*', '?', '[']) {
            matching(path, &mut sources)?;
        } else {
            let reason = "no such file or folder: check the path".to_owned();
            sources.push(Source::Broken { path: path.clone(), reason });
        }
    }
    Ok(sources)
}

fn matching(path: &Path, sources: &mut Vec<Source>) -> Result<(), ReadError> {
    let pattern = path.to_string_lossy().into_owned();
    let glob = GlobBuilder::new(&pattern)
        .literal_separator(true)
        .build()
        .map_err(|e| ReadError::Glob { pattern: pattern.clone(), reason: e.kind().to_string() })?
        .compile_matcher();
    // The folder above the first part with a wildcard.
    let is_plain = |part: &std::path::Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let base: PathBuf = path.components().take_while(is_plain).collect();
    let from = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
    let before = sources.len();
    let strip = base.as_os_str().is_empty();
    walk(from, |file| glob.is_match(if strip { file.strip_prefix(".").unwrap_or(file) } else { file }), sources);
    if sources.len() == before {
        let reason = "no file matches this pattern: check it, or quote it against the shell".to_owned();
        sources.push(Source::Broken { path: path.to_owned(), reason });
    }
    Ok(())
}

fn walk(folder: &Path, wanted: impl Fn(&Path) -> bool, sources: &mut Vec<Source>) {
    let before = sources.len();
    let visible = |name: &str, depth: usize| depth == 0 || !name.starts_with('.');
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(|e| {
        visible(&e.file_name().to_string_lossy(), e.depth()) && (e.depth() == 0 || !is_page_folder(e.path()))
    });
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let manifest = described::is_manifest(entry.path());
                if !manifest && wanted(entry.path()) {
                    sources.push(Source::File(entry.into_path()));
                }
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let reason = if error.loop_ancestor().is_some() {
                    "a link that leads back to its own folder: left out".to_owned()
                } else {
                    format!(
                        "cannot be opened ({}): check the permissions",
                        error.io_error().map_or_else(String::new, ToString::to_string)
                    )
                };
                sources.push(Source::Broken { path, reason });
            }
        }
    }
    if sources.len() == before && wanted(folder) {
        let reason = "no files in this folder".to_owned();
        sources.push(Source::Broken { path: folder.to_owned(), reason });
    }
}

/// Endings of the folder that a browser saves beside a page, by its language.
const PAGE_FOLDERS: [&str; 6] = ["_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden"];

/// True for the folder of scripts, styles and pictures beside a saved page.
fn is_page_folder(path: &Path) -> bool {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return false };
    let page = PAGE_FOLDERS.iter().find_map(|ending| name.strip_suffix(ending));
    page.is_some_and(|page| {
        ["html", "htm", "xhtml"].iter().any(|e| path.with_file_name(format!("{page}.{e}")).exists())
    })
}

/// One notice on the files that belong to saved pages and were not read, where there are any.
#[must_use]
pub fn files_of_pages(sources: &[Source]) -> Option<Notice> {
    let mut folders = std::collections::BTreeSet::new();
    for source in sources {
        if let Source::File(path) = source
            && let (Some(stem), Some("html" | "htm" | "xhtml")) =
                (path.file_stem(), path.extension().and_then(|e| e.to_str()))
        {
            let named = |ending| path.with_file_name(format!("{}{ending}", stem.to_string_lossy()));
            folders.extend(PAGE_FOLDERS.iter().map(named).filter(|folder| folder.is_dir()));
        }
    }
    let first = folders.first()?;
    let n_files =
        |folder: &PathBuf| WalkDir::new(folder).into_iter().flatten().filter(|e| e.file_type().is_file()).count();
    let n: usize = folders.iter().map(n_files).sum();
    let message = format!(
        "{n} files in {} folders of saved pages were not read: they are scripts, styles, frames and pictures of the pages; \
         name such a folder itself to read it",
        folders.len()
    );
    Some(Notice { source: first.to_string_lossy().into(), message })
}
