//! Plain text: an export of a news database, else one article a file, with its metadata from a manifest or from its first lines.
//!
//! A manifest is a table `manifest.csv` (or `.tsv`) beside the texts, or the one given with
//! `--manifest`; its column `file` names the text, its other columns are the usual fields.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::read::place::Place;
use crate::read::{FieldName, RawArticle, ReadOptions, Record, Reject, Sink, export, parse_date};

/// Longest first line, in characters, that is taken for a title.
const TITLE_CHARS: usize = 160;

/// True for the manifest of a folder of texts.
pub(super) fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "manifest.csv" || name == "manifest.tsv")
}

/// Reads plain lines: an export of many articles, else one article.
pub(super) fn read_all(place: &Place<'_>, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if let Some(done) = export::read_if_export(place, text, sink) {
        return done;
    }
    let options = place.options;
    let refuse = |reason: String| Record::Reject(Reject::new(place.source, 0, reason));
    let mut article = headed(text.trim(), options);
    article.source = Arc::clone(place.source);
    article.position = 1;
    article.id = place.stem().unwrap_or_default();
    if let Some(path) = place.path {
        match described(path, options) {
            Ok(row) => fill(&mut article, row, options),
            Err(reason) => return sink(refuse(reason)),
        }
    }
    if article.body.trim().is_empty() {
        return sink(refuse("no body: the file holds a title only".into()));
    }
    sink(Record::Article(Box::new(article)))
}

/// Splits date and title lines off the head of a text.
fn headed(text: &str, options: &ReadOptions) -> RawArticle {
    let mut article = RawArticle::default();
    let mut rest = text;
    for _ in 0..4 {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let line = line.trim();
        let is_date = line.len() < 90 && line.chars().filter(char::is_ascii_digit).count() >= 3 && looks_dated(line);
        if is_date && article.date.is_none() {
            article.date = parse_date(line, options.date_order);
        } else if line.chars().count() <= TITLE_CHARS && !line.ends_with(['.', ',', ';']) && !after.trim().is_empty() {
            line.clone_into(&mut article.title);
            rest = after.trim_start();
            break;
        } else {
            break;
        }
        rest = after.trim_start();
    }
    rest.clone_into(&mut article.body);
    article
}

/// True for a line that is a date, perhaps with a time and a remark.
fn looks_dated(line: &str) -> bool {
    let head: String = line.chars().take(10).collect();
    parse_date(line, Some(crate::read::DateOrder::MonthDay)).is_some()
        || head.chars().filter(char::is_ascii_digit).count() >= 6
}

/// The manifest row of `path`; empty without a manifest.
fn described(path: &Path, options: &ReadOptions) -> Result<BTreeMap<FieldName, String>, String> {
    match manifest_of(path, options) {
        Some(manifest) => row_of(&manifest, path, options),
        None => Ok(BTreeMap::new()),
    }
}

/// The table that describes the text at `path`: the one given, else the one beside it.
pub(super) fn manifest_of(path: &Path, options: &ReadOptions) -> Option<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let beside = || ["manifest.csv", "manifest.tsv"].map(|name| folder.join(name)).into_iter().find(|p| p.exists());
    options.manifest.clone().or_else(beside)
}

fn row_of(manifest: &PathBuf, path: &Path, options: &ReadOptions) -> Result<BTreeMap<FieldName, String>, String> {
    let broken = |reason: String| format!("its manifest {}: {reason}", manifest.display());
    let delimiter = if manifest.extension().is_some_and(|e| e == "tsv") { b'\t' } else { b',' };
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_path(manifest)
        .map_err(|e| broken(format!("cannot be read ({e})")))?;
    let header: Vec<String> = table.headers().map_err(|e| broken(e.to_string()))?.iter().map(str::to_owned).collect();
    let Some(file_at) = header.iter().position(|c| c == "file" || c == "filename" || c == "path") else {
        return Err(broken("has no column `file`: add one with the names of the texts".into()));
    };
    let refs: Vec<&str> = header.iter().map(String::as_str).collect();
    let located = options.columns.locate(&refs);
    for row in table.records() {
        let row = row.map_err(|e| broken(e.to_string()))?;
        let named = row.get(file_at).unwrap_or("");
        if !named.is_empty() && path.ends_with(named) {
            let cell = |at: &usize| row.get(*at).map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned);
            return Ok(located.iter().filter_map(|(field, at)| Some((*field, cell(at)?))).collect());
        }
    }
    Ok(BTreeMap::new())
}

fn fill(article: &mut RawArticle, row: BTreeMap<FieldName, String>, options: &ReadOptions) {
    for (field, value) in row {
        match field {
            FieldName::Id => article.id = value,
            FieldName::Outlet => article.outlet = Some(value),
            FieldName::Date => article.date = parse_date(&value, options.date_order),
            FieldName::Url => article.url = Some(value),
            FieldName::Author => article.author = Some(value),
            FieldName::Section => article.section = Some(value),
            FieldName::Title => article.title = value,
            FieldName::Body => {}
        }
    }
}
