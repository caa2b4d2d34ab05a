//! The rows of articles, all or some, as figures are made of them.
//!
//! The record is read group by group, and only rows that are asked for are kept. An audit that is asked again and again, as
//! that of a server, keeps all its rows after the first question, unless they are too many.

use std::ops::ControlFlow;
use std::sync::Arc;

use hashbrown::HashSet;
#[cfg(feature = "serve")]
use once_cell::sync::OnceCell;

use crate::audit::{Audit, AuditError};
use crate::record::{Cell, ParquetGroups, Table, rows_of_articles};
use crate::score::ArticleRow;
use crate::validate::GoldRecord;

/// Asked before each group of rows; whoever says stop gets nothing.
pub type GoOn<'a> = &'a mut dyn FnMut() -> ControlFlow<()>;

/// Most articles whose rows and speeches are kept: some 2 kB each.
#[cfg(feature = "serve")]
const KEPT: u64 = 100_000;

/// Rows of some articles.
pub(super) struct SelectedRows {
    pub(super) rows: Arc<Vec<ArticleRow>>,
    /// Where each row is among all articles of the audit, from 0.
    pub(super) positions: Vec<u32>,
    /// Articles of the whole audit that codes cover.
    pub(super) n_covered: usize,
}

impl Audit {
    /// The same, whose rows and speeches are kept after the first question.
    #[cfg(feature = "serve")]
    pub(crate) fn keeping_rows(mut self) -> Self {
        let few = self.manifest().n_articles <= KEPT;
        self.kept_rows = few.then(OnceCell::new);
        self.kept_speeches = few.then(OnceCell::new);
        self
    }

    /// Whether all rows stay after the first question.
    #[cfg(feature = "serve")]
    pub(crate) fn keeps_rows(&self) -> bool {
        self.kept_rows.is_some()
    }

    /// The rows with these ids, all without any; nothing when `go_on` says stop.
    pub(super) fn selected_rows(
        &self,
        ids: Option<&HashSet<String>>,
        codes: Option<&GoldRecord>,
        go_on: GoOn<'_>,
    ) -> Result<Option<SelectedRows>, AuditError> {
        self.one_record()?;
        let Some(kept) = &self.kept_rows else { return self.read_rows(ids, codes, go_on) };
        let all = if let Some(all) = kept.get() {
            Arc::clone(all)
        } else {
            let Some(read) = self.read_rows(None, None, go_on)? else { return Ok(None) };
            Arc::clone(kept.get_or_init(|| read.rows))
        };
        let covers = |row: &&ArticleRow| row.is_scored() && codes.is_some_and(|codes| is_of_population(codes, &row.id));
        let n_covered = all.iter().filter(covers).count();
        let is_read = |row: &ArticleRow| ids.is_none_or(|ids| ids.contains(&row.id));
        let positions: Vec<u32> = (0_u32..).zip(&*all).filter(|(_, row)| is_read(row)).map(|(at, _)| at).collect();
        let rows = match ids {
            None => all,
            Some(_) => Arc::new(positions.iter().map(|at| all[*at as usize].clone()).collect()),
        };
        Ok(Some(SelectedRows { rows, positions, n_covered }))
    }

    fn read_rows(
        &self,
        ids: Option<&HashSet<String>>,
        codes: Option<&GoldRecord>,
        go_on: GoOn<'_>,
    ) -> Result<Option<SelectedRows>, AuditError> {
        let groups = ParquetGroups::open(&self.folder().articles())?;
        let (id, unscored) = (self.column(groups.empty(), "id")?, self.column(groups.empty(), "unscored")?);
        let (mut rows, mut positions, mut n_covered) = (Vec::new(), Vec::new(), 0);
        let mut n_before = 0;
        for group in groups {
            if go_on().is_break() {
                return Ok(None);
            }
            let group = group?;
            if let Some(codes) = codes {
                let scored = |row: &usize| group.cell(*row, unscored) == Cell::Missing;
                let covered = |row: &usize| is_of_population(codes, group.text(*row, id));
                n_covered += (0..group.n_rows()).filter(scored).filter(covered).count();
            }
            let read = match ids {
                None => rows_of_articles(&group, 0..group.n_rows(), self.shape()),
                Some(ids) => {
                    let mut kept = Table::new(&group.schema());
                    kept.append_where(&group, |row| ids.contains(group.text(row, id)));
                    rows_of_articles(&kept, 0..kept.n_rows(), self.shape())
                }
            };
            rows.extend(read.map_err(|reason| self.broken_articles(reason))?);
            let is_read = |row: &usize| ids.is_none_or(|ids| ids.contains(group.text(*row, id)));
            let position = |row: usize| u32::try_from(n_before + row).expect("articles are below 2^32");
            positions.extend((0..group.n_rows()).filter(is_read).map(position));
            n_before += group.n_rows();
        }
        Ok(Some(SelectedRows { rows: Arc::new(rows), positions, n_covered }))
    }

    fn column(&self, table: &Table, name: &str) -> Result<usize, AuditError> {
        table.column(name).ok_or_else(|| self.broken_articles(format!("the column `{name}` is missing")))
    }
}

/// True for an article of the draw that was coded.
fn is_of_population(codes: &GoldRecord, id: &str) -> bool {
    codes.population.as_ref().is_none_or(|ids| ids.contains(id))
}
