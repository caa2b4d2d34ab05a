//! Metadata of plain texts: a table that names them.
//!
//! A manifest is a table `manifest.csv` (or `.tsv`) beside the texts, or the one given with
//! `--manifest`; its column `file` names the text, its other columns are the usual fields.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::article::Notice;
use crate::read::{FieldName, ReadOptions, Source};

/// Names of a manifest beside its texts.
const NAMES: [&str; 2] = ["manifest.csv", "manifest.tsv"];

/// True for the manifest of a folder of texts.
pub(super) fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAMES.iter().any(|n| name == *n))
}

/// The manifest row of `path`; empty without a manifest.
pub(super) fn row_of(path: &Path, options: &ReadOptions) -> Result<BTreeMap<FieldName, String>, String> {
    let Some(manifest) = manifest_of(path, options) else { return Ok(BTreeMap::new()) };
    let (mut table, file_at) = opened(&manifest)?;
    let header: Vec<String> = table.headers().map_err(|e| broken(&manifest, &e))?.iter().map(str::to_owned).collect();
    let refs: Vec<&str> = header.iter().map(String::as_str).collect();
    let located = options.columns.locate(&refs);
    for row in table.records() {
        let row = row.map_err(|e| broken(&manifest, &e))?;
        let named = row.get(file_at).unwrap_or("");
        if !named.is_empty() && path.ends_with(named) {
            let cell = |at: &usize| row.get(*at).map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned);
            return Ok(located.iter().filter_map(|(field, at)| Some((*field, cell(at)?))).collect());
        }
    }
    Ok(BTreeMap::new())
}

/// One notice for each manifest with rows that name none of `sources`.
///
/// A misspelt name would lose outlet and date of a text without a word.
#[must_use]
pub fn idle_rows(sources: &[Source], options: &ReadOptions) -> Vec<Notice> {
    let files = || sources.iter().filter_map(|s| if let Source::File(path) = s { Some(path.as_path()) } else { None });
    let manifests: BTreeSet<PathBuf> = files().filter_map(|path| manifest_of(path, options)).collect();
    let mut by_name: BTreeMap<_, Vec<&Path>> = BTreeMap::new();
    for path in files() {
        by_name.entry(path.file_name().unwrap_or_default()).or_default().push(path);
    }
    let is_read = |named: &str| {
        let of_name = Path::new(named).file_name().and_then(|name| by_name.get(name));
        of_name.is_some_and(|paths| paths.iter().any(|path| path.ends_with(named)))
    };
    manifests.iter().filter_map(|manifest| idle_in(manifest, is_read)).collect()
}

fn idle_in(manifest: &Path, is_read: impl Fn(&str) -> bool) -> Option<Notice> {
    // A broken manifest is reported with each text that uses it.
    let (mut table, file_at) = opened(manifest).ok()?;
    let named = table.records().flatten().filter_map(|row| row.get(file_at).map(|name| name.trim().to_owned()));
    let idle: Vec<String> = named.filter(|name| !is_read(name)).collect();
    let first = idle.first()?;
    let message = format!(
        "{} metadata rows match no text, the first of them `{first}`: check the column `file` against the names of the texts",
        idle.len()
    );
    Some(Notice { source: manifest.to_string_lossy().into(), message })
}

/// The table that describes the text at `path`: the one given, else the one beside it.
pub(super) fn manifest_of(path: &Path, options: &ReadOptions) -> Option<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new("."));
    options.manifest.clone().or_else(|| NAMES.map(|name| folder.join(name)).into_iter().find(|p| p.exists()))
}

/// A manifest and its column of file names.
fn opened(manifest: &Path) -> Result<(csv::Reader<std::fs::File>, usize), String> {
    let delimiter = if manifest.extension().is_some_and(|e| e == "tsv") { b'\t' } else { b',' };
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_path(manifest)
        .map_err(|e| broken(manifest, &e))?;
    let header = table.headers().map_err(|e| broken(manifest, &e))?;
    let file_at = header.iter().position(|c| c == "file" || c == "filename" || c == "path");
    match file_at {
        Some(at) => Ok((table, at)),
        None => Err(broken(manifest, &"it has no column `file`: add one with the names of the texts")),
    }
}

fn broken(manifest: &Path, reason: &dyn std::fmt::Display) -> String {
    format!("its manifest {} cannot be used: {reason}", manifest.display())
}
