//! Metadata of plain texts: a table that names them.
//!
//! A manifest is a table `manifest.csv` (or `.tsv`, `.xlsx`) beside the texts, or the one given with
//! `--manifest`; its column `file` names the text, with or without its ending, its other columns are the usual fields.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::article::{Columns, Notice};
use crate::read::columns::column_names;
use crate::read::sheet::read_sheet;
use crate::read::sheet_rows::{Sheet, SheetRow};
use crate::read::{ColumnMap, FieldName, ReadOptions, Source, variables};
use crate::variable::GivenVariables;

/// Names of a manifest beside its texts.
const NAMES: [&str; 3] = ["manifest.csv", "manifest.tsv", "manifest.xlsx"];

/// True for the manifest of a folder of texts.
pub(super) fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAMES.iter().any(|n| name == *n))
}

/// What a manifest says of a text.
#[derive(Debug, Default)]
pub(super) struct Description {
    /// Its fields.
    pub fields: BTreeMap<FieldName, String>,
    /// The columns of the manifest; `None` without one.
    pub columns: Option<Arc<Columns>>,
    /// Values of its further columns.
    pub variables: GivenVariables,
}

/// The manifest row of `path`; empty without a manifest.
pub(super) fn row_of(path: &Path, options: &ReadOptions) -> Result<Description, String> {
    let Some(manifest) = manifest_of(path, options) else { return Ok(Description::default()) };
    let table = opened(&manifest, options);
    let table = table.as_ref().as_ref().map_err(Clone::clone)?;
    // A row that names the ending wins over one that does not.
    let row = table.row_of(path).or_else(|| table.row_of(&path.with_extension("")));
    let Some(row) = row else {
        return Ok(Description { columns: Some(Arc::clone(&table.columns)), ..Description::default() });
    };
    let cell = |at: &usize| row.cells.get(*at).map(|c| c.trim()).filter(|c| !c.is_empty()).map(str::to_owned);
    Ok(Description {
        fields: table.located.iter().filter_map(|(field, at)| Some((*field, cell(at)?))).collect(),
        columns: Some(Arc::clone(&table.columns)),
        variables: variables::of_cells(&table.columns.variables, |at| row.cells.get(at).map(String::as_str)).given,
    })
}

/// The dates of the manifest of `path`, as they are given.
pub(super) fn dates_of(path: &Path, options: &ReadOptions) -> Vec<String> {
    let Some(manifest) = manifest_of(path, options) else { return Vec::new() };
    let table = opened(&manifest, options);
    let Ok(table) = table.as_ref() else { return Vec::new() };
    let Some(at) = table.located.get(&FieldName::Date) else { return Vec::new() };
    table.sheet.rows.iter().filter_map(|row| row.cells.get(*at).cloned()).collect()
}

type Opened = Result<ManifestTable, String>;

fn opened(manifest: &Path, options: &ReadOptions) -> Arc<Opened> {
    options.kept.get(manifest, || ManifestTable::open(manifest, options))
}

/// A manifest in memory.
#[derive(Debug)]
struct ManifestTable {
    sheet: Sheet,
    file_at: usize,
    located: BTreeMap<FieldName, usize>,
    columns: Arc<Columns>,
    /// Rows by the name of their file, without folders.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl ManifestTable {
    fn open(manifest: &Path, options: &ReadOptions) -> Opened {
        let columns = &options.columns;
        let bytes = std::fs::read(manifest).map_err(|e| broken(manifest, &e))?;
        let names: Vec<&str> = match columns.chosen(FieldName::File) {
            Some(chosen) => vec![chosen],
            None => column_names(FieldName::File).to_vec(),
        };
        let sheet = read_sheet(&bytes, &names).map_err(|e| broken(manifest, &e))?;
        let header: Vec<&str> = sheet.header.iter().map(String::as_str).collect();
        let located = columns.locate(&header);
        let Some(file_at) = located.get(&FieldName::File).copied() else {
            let reason = format!("it has no column `{}`: add one with the names of the texts", names[0]);
            return Err(broken(manifest, &reason));
        };
        let further = variables::columns_of(&sheet.header, &located, &options.variables);
        let columns = ColumnMap::account(sheet.header.clone(), &located, further);
        let mut sheet = sheet;
        rewrite_windows_paths(&mut sheet, file_at);
        let mut table = Self { sheet, file_at, located, columns, by_name: BTreeMap::new() };
        for (at, row) in table.sheet.rows.iter().enumerate() {
            let name = Path::new(table.named(row)).file_name().map(|name| name.to_string_lossy().into_owned());
            if let Some(name) = name {
                table.by_name.entry(name).or_default().push(at);
            }
        }
        Ok(table)
    }

    /// The first row that names `path`, or the end of it.
    fn row_of(&self, path: &Path) -> Option<&SheetRow> {
        let name = path.file_name()?.to_string_lossy();
        let rows = self.by_name.get(&*name)?.iter().map(|at| &self.sheet.rows[*at]);
        rows.into_iter().find(|row| path.ends_with(self.named(row)))
    }

    /// The file that a row describes.
    fn named<'a>(&self, row: &'a SheetRow) -> &'a str {
        row.cells.get(self.file_at).map_or("", |cell| cell.trim())
    }
}

/// Writes `t\one.txt` as `t/one.txt`, and a path with a drive, which is of another machine, as the name of its file where
/// one row alone has that name.
fn rewrite_windows_paths(sheet: &mut Sheet, file_at: usize) {
    let name_in = |cell: &str| cell.rsplit(['\\', '/']).next().unwrap_or(cell).trim().to_owned();
    let mut n_named: BTreeMap<String, usize> = BTreeMap::new();
    for cell in sheet.rows.iter().filter_map(|row| row.cells.get(file_at)) {
        *n_named.entry(name_in(cell)).or_default() += 1;
    }
    for cell in sheet.rows.iter_mut().filter_map(|row| row.cells.get_mut(file_at)) {
        let is_of_windows = cell.contains('\\') && !cell.contains('/');
        let has_drive = cell.trim().as_bytes().get(1..3) == Some(b":\\".as_slice());
        let name = name_in(cell);
        if is_of_windows && has_drive && n_named[&name] == 1 {
            *cell = name;
        } else if is_of_windows {
            *cell = cell.replace('\\', "/");
        }
    }
}

/// One notice for each manifest with rows that name none of `sources`.
///
/// A misspelt name would lose outlet and date of a text without a word.
#[must_use]
pub fn idle_rows(sources: &[Source], options: &ReadOptions) -> Vec<Notice> {
    let files = || sources.iter().filter_map(|s| if let Source::File(path) = s { Some(path.as_path()) } else { None });
    let manifests: BTreeSet<PathBuf> = files().filter_map(|path| manifest_of(path, options)).collect();
    let mut by_name: BTreeMap<_, Vec<PathBuf>> = BTreeMap::new();
    for path in files().flat_map(|path| [path.to_owned(), path.with_extension("")]) {
        by_name.entry(path.file_name().unwrap_or_default().to_owned()).or_default().push(path);
    }
    let is_read = |named: &str| {
        let of_name = Path::new(named).file_name().and_then(|name| by_name.get(name));
        of_name.is_some_and(|paths| paths.iter().any(|path| path.ends_with(named)))
    };
    manifests.iter().filter_map(|manifest| idle_in(manifest, &opened(manifest, options), is_read)).collect()
}

fn idle_in(manifest: &Path, table: &Opened, is_read: impl Fn(&str) -> bool) -> Option<Notice> {
    // A broken manifest is reported with each text that uses it.
    let table = table.as_ref().ok()?;
    let named = table.sheet.rows.iter().map(|row| table.named(row)).filter(|name| !name.is_empty());
    let idle: Vec<&str> = named.filter(|name| !is_read(name)).collect();
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

fn broken(manifest: &Path, reason: &dyn std::fmt::Display) -> String {
    format!("its manifest {} cannot be used: {reason}", manifest.display())
}

#[cfg(test)]
mod tests {
    use crate::read::described::rewrite_windows_paths;
    use crate::read::sheet_rows::{Sheet, SheetRow};

    #[test]
    fn paths_of_windows_name_files() {
        let given = ["t\\one.txt", "C:\\data\\t\\two.txt", "D:\\a\\x.txt", "D:\\b\\x.txt", "t/three.txt", "four.txt"];
        let rows = given.map(|cell| SheetRow { line: 2, cells: vec![cell.to_owned()] });
        let mut sheet = Sheet { header: vec!["file".to_owned()], rows: rows.into() };
        rewrite_windows_paths(&mut sheet, 0);
        let found: Vec<&str> = sheet.rows.iter().map(|row| row.cells[0].as_str()).collect();
        assert_eq!(found, ["t/one.txt", "two.txt", "D:/a/x.txt", "D:/b/x.txt", "t/three.txt", "four.txt"]);
    }
}
