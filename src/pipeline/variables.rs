//! Finds out the variables of an audit from all its articles, and gives each article its values.

use std::collections::BTreeSet;
use std::path::Path;

use hashbrown::HashMap;

use crate::folder::{AuditFolder, FolderError, Manifest, PartialFolder};
use crate::pipeline::PipelineError;
use crate::pipeline::base::Opened;
use crate::pipeline::joined::{JoinOptions, Joined};
use crate::pipeline::pieces::{Piece, Pieces};
use crate::pipeline::record_file::{Extra, RecordWriter};
use crate::record::{
    ARTICLES, ParquetError, ParquetGroups, Period, Shape, Table, articles_table, push_article, query_fields,
    rows_of_articles, undetected, unpack,
};
use crate::score::ArticleRow;
use crate::store::committed_part;
use crate::variable::{Census, Detected, Given, GivenVariables, Variable};

/// The variables of a corpus, and the place of each by its column in the input.
#[derive(Default)]
pub(super) struct FoundVariables {
    pub detected: Detected,
    places: HashMap<String, usize>,
    joined: Option<Joined>,
}

impl FoundVariables {
    /// The values of an article, read under `variables`, as those of the corpus.
    pub(super) fn values(&self, row: &ArticleRow, variables: &[Variable]) -> Vec<Option<Given>> {
        let mut values = vec![None; self.detected.variables.len()];
        for (column, given) in self.given(row, variables) {
            if let Some(at) = self.places.get(&*column) {
                values[*at] = self.detected.variables[*at].kind.value(&given);
            }
        }
        values
    }

    fn given(&self, row: &ArticleRow, variables: &[Variable]) -> GivenVariables {
        let mut given = unpack(row, variables);
        if let Some(joined) = &self.joined {
            joined.fill(row, &mut given);
        }
        given
    }

    /// Remarks on what is kept under another name or kind, and on what is left out.
    pub(super) fn remarks(&self) -> Vec<String> {
        let left_out = self.detected.too_long.iter().map(|(column, n)| {
            let most = crate::variable::MAX_BYTES;
            format!("the column `{column}` is left out: {n} of its values are texts of more than {most} bytes")
        });
        self.detected.variables.iter().filter_map(Variable::remark).chain(left_out).collect()
    }
}

/// Counts the values of every article.
struct Counting {
    census: Census,
    joined: Option<Joined>,
}

impl Counting {
    fn new(join: Option<&JoinOptions>, before: &[Variable]) -> Result<Self, PipelineError> {
        let mut joined = join.map(Joined::open).transpose()?;
        joined.iter_mut().for_each(|joined| joined.replace(before));
        Ok(Self { census: Census::default(), joined })
    }

    fn see(&mut self, row: &ArticleRow, variables: &[Variable]) {
        let mut given = unpack(row, variables);
        if let Some(joined) = &mut self.joined {
            joined.see(row);
            joined.fill(row, &mut given);
        }
        given.iter().for_each(|(column, value)| self.census.add(column, value));
    }

    /// The variables; `before` are those that the audit had.
    fn detect(mut self, manifest: &mut Manifest, before: &[Variable]) -> Result<FoundVariables, PipelineError> {
        for variable in before {
            if let Some(file) = &variable.joined_from {
                self.census.join(variable.given_as(), file);
            }
        }
        if let Some(joined) = &self.joined {
            joined.columns().iter().for_each(|column| self.census.join(column, &joined.file()));
            let account = joined.account()?;
            manifest.joins.retain(|earlier| earlier.file != account.file);
            manifest.joins.push(account);
        }
        let taken = taken_names(&manifest.tiers);
        let detected = self.census.detect(before, |name| taken.contains(name));
        let column = |(at, variable): (usize, &Variable)| (variable.given_as().to_owned(), at);
        let places = detected.variables.iter().enumerate().map(column).collect();
        Ok(FoundVariables { detected, places, joined: self.joined })
    }
}

/// Names that columns, fields and periods of every audit have.
fn taken_names(tiers: &[String]) -> BTreeSet<String> {
    let table = articles_table(Shape::of_tiers(tiers));
    let fields = query_fields().into_iter().flat_map(|(field, per, _)| per.names(&field.name, tiers));
    let periods = Period::ALL.iter().map(|(name, _)| (*name).to_owned());
    let others = ["snippet", "cursor", "score", "saved", "given", "article"].map(str::to_owned);
    table.names().map(str::to_owned).chain(fields).chain(periods).chain(others).collect()
}

/// The variables of the pieces that an audit is put together from.
pub(super) fn find(
    folder: &AuditFolder,
    pieces: &Pieces<'_>,
    join: Option<&JoinOptions>,
    manifest: &mut Manifest,
) -> Result<FoundVariables, PipelineError> {
    let before = pieces.variables();
    let mut counting = Counting::new(join, &before)?;
    let (undetected, tiers) = (undetected(), manifest.tiers.clone());
    let mut old = Opened::nothing();
    for piece in &pieces.all {
        match piece {
            Piece::Part(part) => {
                let table = part.table(&folder.parts(), ARTICLES.name);
                for group in ParquetGroups::open(&table)?.only(&["id", "outlet", "given"])? {
                    let group = group?;
                    (0..group.n_rows()).for_each(|row| counting.see(&drafted(&group, row), &undetected));
                }
            }
            Piece::Kept { from, .. } if from.base.manifest.variables.is_empty() && join.is_none() => {}
            Piece::Kept { from, end, .. } => {
                let shape = Shape { tiers: &tiers, variables: &from.base.manifest.variables };
                let rows = old.of(&from.base, || from.rows(ARTICLES.name))?;
                rows.until(*end, |rows, range| see_all(&mut counting, rows, range, shape))?;
            }
        }
    }
    counting.detect(manifest, &before)
}

/// What a part says of an article's id, outlet and variables.
fn drafted(group: &Table, row: usize) -> ArticleRow {
    let text = |column: usize| group.cell(row, column).as_text().map(str::to_owned);
    let variables = vec![text(2).map(Given::Text)];
    ArticleRow { id: text(0).unwrap_or_default(), outlet: text(1), variables, ..ArticleRow::default() }
}

fn see_all(
    counting: &mut Counting,
    table: &Table,
    rows: std::ops::Range<usize>,
    shape: Shape<'_>,
) -> Result<(), PipelineError> {
    let broken = |reason| ParquetError { path: "articles.parquet".into(), reason };
    for row in rows_of_articles(table, rows, shape).map_err(broken)? {
        counting.see(&row, shape.variables);
    }
    Ok(())
}

/// Joins a table to the audit at `path`: its columns become variables, in place of those of the same names.
///
/// Nothing is read again but `articles.parquet`, which is written anew; the index stays as it is.
///
/// # Errors
/// When there is no audit, the table does not fit, or the folder cannot be written.
pub fn join(path: &Path, options: &JoinOptions) -> Result<(Manifest, Vec<String>), PipelineError> {
    let folder = AuditFolder::at(path);
    folder.manifest()?;
    // Another run must not write the folder meanwhile; what a killed one left can still be gone on with.
    let mut partial = PartialFolder::claim(path)?;
    if committed_part(&partial.folder().index()).is_some() {
        partial.keep();
    }
    let mut manifest = folder.manifest()?;
    let before = manifest.variables.clone();
    let tiers = manifest.tiers.clone();
    let old = Shape { tiers: &tiers, variables: &before };
    let mut counting = Counting::new(Some(options), &before)?;
    for group in ParquetGroups::open(&folder.articles())? {
        let group = group?;
        see_all(&mut counting, &group, 0..group.n_rows(), old)?;
    }
    let found = counting.detect(&mut manifest, &before)?;
    manifest.variables.clone_from(&found.detected.variables);
    // What a killed join left is finished first, or goes.
    folder.settle_joined()?;
    let new = folder.joined();
    std::fs::create_dir_all(&new).map_err(|e| FolderError::write(&new, &e))?;
    let joined = AuditFolder::at(&new);
    let extra = if folder.csv(ARTICLES.name).exists() { Extra::Csv } else { Extra::Nothing };
    let mut out = RecordWriter::create(&manifest, &joined, &ARTICLES, extra)?;
    let broken = |reason| ParquetError { path: folder.articles(), reason };
    for group in ParquetGroups::open(&folder.articles())? {
        let group = group?;
        let mut table = articles_table(manifest.shape());
        for mut row in rows_of_articles(&group, 0..group.n_rows(), old).map_err(broken)? {
            row.variables = found.values(&row, &before);
            push_article(&mut table, &tiers, &row);
        }
        out.write(&table, 0..table.n_rows())?;
    }
    out.finish()?;
    manifest.files = folder.hashes()?;
    manifest.files.extend(joined.hashes()?);
    joined.write_manifest(&manifest)?;
    folder.settle_joined()?;
    Ok((manifest, found.remarks()))
}
