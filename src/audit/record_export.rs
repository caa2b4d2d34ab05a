//! Tables of the record as tidy files: one row an article, a hit, a quotation, a sum of pay; articles by dimension; shares.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::audit::total::total_columns;
use crate::audit::{Audit, AuditError, EstimateOptions, Subset};
use crate::present::{TypedFormat, TypedWriter};
use crate::record::{Cell, Kind, Shape, Table, TypedColumn, all_columns, rows_of_hits, typed_columns};
use crate::score::HitRow;
use crate::suggest::instead;

/// The command that prints all columns.
const DICTIONARY: &str = "classlens export AUDIT --dictionary";

/// A table that can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportTable {
    /// One row an article.
    Articles,
    /// One row a hit.
    Hits,
    /// One row a quotation.
    Quotes,
    /// One row a sum of pay.
    Pay,
    /// One row an article, one column a tier and dimension: counted hits.
    Dimensions,
    /// One row a base and focus: the main finding with its intervals.
    Shares,
}

impl ExportTable {
    /// All with their names.
    pub const ALL: [(&'static str, Self); 6] = [
        ("articles", Self::Articles),
        ("hits", Self::Hits),
        ("quotes", Self::Quotes),
        ("pay", Self::Pay),
        ("dimensions", Self::Dimensions),
        ("shares", Self::Shares),
    ];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, table)| *table == self).map_or("", |(name, _)| *name)
    }
}

/// What is exported.
#[derive(Debug, Clone)]
pub struct RecordExportOptions {
    /// The table.
    pub table: ExportTable,
    /// Its columns by name, in this order; all without any.
    pub columns: Vec<String>,
    /// How shares are estimated.
    pub estimate: EstimateOptions,
}

impl Audit {
    /// Writes a table of the record, all of it or the rows of a subset, and returns the number of rows.
    ///
    /// # Errors
    /// When there is no such column, the record cannot be read or the file cannot be written.
    pub fn export_record(
        &self,
        options: &RecordExportOptions,
        subset: Option<&Subset>,
        format: TypedFormat,
        path: &Path,
    ) -> Result<u64, AuditError> {
        match options.table {
            ExportTable::Dimensions => {
                let (columns, table) = self.dimensions(subset)?;
                write_whole(options, columns, &table, format, path)
            }
            ExportTable::Shares => {
                let table = self.within(subset)?.total(&options.estimate)?.table;
                write_whole(options, total_columns(), &table, format, path)
            }
            table => self.export_rows(table.name(), options, subset, format, path),
        }
    }

    /// Writes a table that is kept, group by group.
    fn export_rows(
        &self,
        name: &str,
        options: &RecordExportOptions,
        subset: Option<&Subset>,
        format: TypedFormat,
        path: &Path,
    ) -> Result<u64, AuditError> {
        let groups = self.read_table(name)?;
        // An older record has fewer columns.
        let known = typed_columns(name, self.shape());
        let has = |column: &TypedColumn| groups.empty().column(&column.name).is_some();
        let columns = chosen(known.into_iter().filter(has).collect(), &options.columns)?;
        let key = if name == "articles" { "id" } else { "article" };
        let mut writer = TypedWriter::create(path, format, &columns)?;
        let mut n_rows = 0;
        for group in groups {
            let group = group?;
            let id = group.column(key).unwrap_or_default();
            let kept = match subset {
                None => group,
                Some(subset) => {
                    let mut kept = Table::new(&group.schema());
                    kept.append_where(&group, |row| subset.id_set().contains(group.text(row, id)));
                    kept
                }
            };
            let rows = kept.rows_like(0..kept.n_rows(), &cells_of(&columns));
            n_rows += rows.n_rows() as u64;
            writer.write(&rows)?;
        }
        writer.finish()?;
        Ok(n_rows)
    }

    /// One row an article, one column a tier and dimension, in the order of the articles.
    fn dimensions(&self, subset: Option<&Subset>) -> Result<(Vec<TypedColumn>, Table), AuditError> {
        let articles = self.within(subset)?;
        let scored: BTreeSet<&str> =
            articles.rows().iter().filter(|row| row.is_scored()).map(|row| row.id.as_str()).collect();
        let mut counts: BTreeMap<&str, BTreeMap<String, i64>> = BTreeMap::new();
        let hits = self.hits_table()?;
        let mut names = BTreeSet::new();
        for hit in rows_of_hits(&hits).map_err(|reason| self.broken_articles(reason))? {
            let Some(id) = scored.get(hit.article).filter(|_| hit.is_scored()) else { continue };
            let name = dimension_of(&hit);
            if !names.contains(&name) {
                names.insert(name.clone());
            }
            *counts.entry(id).or_default().entry(name).or_default() += 1;
        }
        let columns = dimension_columns(&names);
        let mut table = cells_of(&columns);
        for row in articles.rows() {
            let of = counts.get(row.id.as_str());
            let count = |name: &String| {
                if !row.is_scored() {
                    return Cell::Missing;
                }
                Cell::Int(of.and_then(|of| of.get(name)).copied().unwrap_or(0))
            };
            let cells = [Cell::Text(&row.id), Cell::count(row.n_tokens)].into_iter().chain(names.iter().map(count));
            table.push(&cells.collect::<Vec<_>>());
        }
        Ok((columns, table))
    }

    /// The data dictionary: a row a column of every table that can be exported, with the user's variables.
    ///
    /// # Errors
    /// When the hits cannot be read, which name the columns of `dimensions`.
    pub fn dictionary(&self) -> Result<Table, AuditError> {
        let names = ["table", "column", "holds", "unit", "values", "meaning", "from", "used_by", "per", "since_record"];
        let mut out = Table::new(&names.map(|name| (name, Kind::Text)));
        for (table, columns) in all_columns() {
            let typed = typed_columns(table, Shape::of_tiers(self.tiers()));
            for column in columns.iter().filter(|column| column.kind.is_some()) {
                for name in column.per.names(&column.name, self.tiers()) {
                    let kind = typed.iter().find(|typed| typed.name == name).map_or("", |typed| typed.kind.name());
                    let values = column.values.describe();
                    let since = column.since.to_string();
                    let cells = [
                        table,
                        &name,
                        kind,
                        &column.unit,
                        &values,
                        &column.meaning,
                        column.written_by,
                        column.read_by,
                        column.per.describe(),
                        &since,
                    ];
                    out.push(&cells.map(Cell::Text));
                }
            }
        }
        let n_ours = typed_columns("articles", Shape::of_tiers(self.tiers())).len();
        for column in &typed_columns("articles", self.shape())[n_ours..] {
            let cells = ["articles", &column.name, column.kind.name(), "", "", &column.meaning, "read", "", "", "2"];
            out.push(&cells.map(Cell::Text));
        }
        for (table, columns) in [("dimensions", self.dimensions(None)?.0), ("shares", total_columns())] {
            for column in columns {
                // Made of the record when they are exported; an older record gives them, too.
                let cells =
                    [table, &column.name, column.kind.name(), &column.unit, "", &column.meaning, "export", "", "", ""];
                out.push(&cells.map(Cell::Text));
            }
        }
        Ok(out)
    }
}

/// The column of `dimensions` that counts a hit.
fn dimension_of(hit: &HitRow<'_>) -> String {
    match hit.kind {
        "" => format!("{}.{}", hit.tier, hit.dimension),
        kind => format!("{}.{kind}", hit.role),
    }
}

/// The columns of `dimensions` with these names after id and length.
fn dimension_columns(names: &BTreeSet<String>) -> Vec<TypedColumn> {
    let whole = |name: &str, unit: &str, meaning: String| TypedColumn {
        unit: unit.to_owned(),
        meaning,
        ..TypedColumn::plain(name, Kind::Int)
    };
    let mut columns = vec![
        TypedColumn { meaning: "Id of the article.".to_owned(), ..TypedColumn::plain("id", Kind::Text) },
        whole("n_tokens", "tokens", "Tokens in headline, lede and body.".to_owned()),
    ];
    columns.extend(names.iter().map(|name| whole(name, "hits", format!("Counted hits of {name}."))));
    columns
}

/// An empty table with the cells of these columns.
fn cells_of(columns: &[TypedColumn]) -> Table {
    Table::new(&columns.iter().map(|column| (column.name.as_str(), column.kind.cells())).collect::<Vec<_>>())
}

fn write_whole(
    options: &RecordExportOptions,
    columns: Vec<TypedColumn>,
    table: &Table,
    format: TypedFormat,
    path: &Path,
) -> Result<u64, AuditError> {
    let columns = chosen(columns, &options.columns)?;
    let mut writer = TypedWriter::create(path, format, &columns)?;
    writer.write(&table.rows_like(0..table.n_rows(), &cells_of(&columns)))?;
    writer.finish()?;
    Ok(table.n_rows() as u64)
}

/// The columns that are named, in their order; all where none is. Letter case counts only between columns that differ by it.
pub(super) fn chosen(columns: Vec<TypedColumn>, names: &[String]) -> Result<Vec<TypedColumn>, AuditError> {
    if names.is_empty() {
        return Ok(columns);
    }
    let find = |name: &String| {
        let folded = name.to_lowercase();
        let in_any_case = || columns.iter().find(|column| column.name.to_lowercase() == folded);
        columns.iter().find(|column| column.name == *name).or_else(in_any_case).cloned().ok_or_else(|| {
            let known: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
            AuditError::NoColumn { name: name.clone(), known: instead(name, &known, DICTIONARY) }
        })
    };
    let found: Vec<TypedColumn> = names.iter().map(find).collect::<Result<_, _>>()?;
    let is_twice = |(at, column): &(usize, &TypedColumn)| found[..*at].iter().any(|other| other.name == column.name);
    match found.iter().enumerate().find(is_twice) {
        Some((_, column)) => Err(AuditError::AxisTwice { name: column.name.clone() }),
        None => Ok(found),
    }
}
