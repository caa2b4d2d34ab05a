//! An audit that another one grows out of: its articles by source, and its rows to take over.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::path::Path;

use crate::article::{Notice, Reject, id_hash};
use crate::folder::{AuditFolder, FolderError, Manifest};
use crate::pipeline::PipelineError;
use crate::read::Ids;
use crate::record::{ARTICLES, ParquetError, ParquetGroups, Table, TextReader};

/// An article of the base by its hashes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub id: u64,
    pub text: u64,
}

/// The audit, without its texts.
pub(super) struct Base {
    pub folder: AuditFolder,
    pub manifest: Manifest,
    /// In the order of the table.
    pub articles: Vec<Known>,
    /// First article of each source, and the end of the last.
    starts: Vec<usize>,
}

impl Base {
    /// Reads what there is at `path`.
    pub(super) fn open(path: &Path) -> Result<Self, PipelineError> {
        let folder = AuditFolder::at(path);
        let manifest = folder.manifest()?;
        let mut articles = Vec::new();
        for group in ParquetGroups::open(&folder.articles())?.only(&["id", "text_hash"])? {
            let group = group?;
            for row in 0..group.n_rows() {
                let text = u64::from_str_radix(group.text(row, 1), 16).unwrap_or(0);
                articles.push(Known { id: id_hash(group.text(row, 0)), text });
            }
        }
        let mut starts = vec![0];
        for source in &manifest.sources {
            starts.push(starts[starts.len() - 1] + usize::try_from(source.n_articles).unwrap_or(0));
        }
        let counted = starts[starts.len() - 1];
        if counted != articles.len() {
            let reason = format!("its manifest counts {counted} articles, its table {}", articles.len());
            return Err(FolderError::NoAudit { path: path.to_owned(), reason }.into());
        }
        Ok(Self { folder, manifest, articles, starts })
    }

    /// The articles as they were read, from the first of source `source` on.
    pub(super) fn texts_from(&self, source: usize) -> Result<TextReader, PipelineError> {
        let mut texts = self.folder.read_articles_with(&self.manifest.variables)?;
        texts.skip_articles(self.range(source).start)?;
        Ok(texts)
    }

    /// The articles of one source.
    pub(super) fn range(&self, source: usize) -> Range<usize> {
        self.starts[source]..self.starts[source + 1]
    }

    /// Remarks on the input that belong to no source.
    pub(super) fn notices_of_no_source(&self) -> &[Notice] {
        let n: u64 = self.manifest.sources.iter().map(|source| source.n_notices).sum();
        self.manifest.notices.get(usize::try_from(n).unwrap_or(usize::MAX)..).unwrap_or_default()
    }

    /// Lets `ids` know the articles in `range`.
    pub(super) fn remember(&self, range: Range<usize>, ids: &mut Ids) {
        self.articles[range].iter().for_each(|known| ids.remember(known.id, known.text));
    }

    /// The ids of the articles that are not in `keep`, in order.
    pub(super) fn ids_without(&self, keep: &[bool]) -> Result<Vec<String>, PipelineError> {
        if keep.iter().all(|keep| *keep) {
            return Ok(Vec::new());
        }
        let mut ids = Vec::new();
        let mut keep = keep.iter();
        for group in ParquetGroups::open(&self.folder.articles())?.only(&["id"])? {
            let group = group?;
            let dropped = (0..group.n_rows()).filter(|_| keep.next() == Some(&false));
            ids.extend(dropped.map(|row| group.text(row, 0).to_owned()));
        }
        Ok(ids)
    }

    /// Whether it does not have this table, and an audit that grows out of it cannot have it either.
    ///
    /// Hits are counted in the manifest: without their table nothing grows out of it.
    pub(super) fn lacks(&self, table: &str) -> bool {
        table != "hits" && self.folder.missing_tables().contains(&table)
    }

    /// The rows of one table of the articles in `keep`, to be taken over.
    pub(super) fn rows<'a>(&'a self, table: &str, keep: &'a [bool]) -> Result<OldRows<'a>, PipelineError> {
        let path = self.folder.table(table);
        let groups = self.folder.read_table(table)?;
        let name = if table == ARTICLES.name { "id" } else { "article" };
        let missing = || ParquetError { path: path.clone(), reason: format!("the column `{name}` is missing") };
        let key = groups.empty().column(name).ok_or_else(missing)?;
        let group = groups.empty().clone();
        Ok(OldRows { base: self, keep, groups, group, row: 0, article: 0, key })
    }
}

/// A reader of one table of the base. Rows of an article are consecutive, in the order of the articles.
pub(super) struct OldRows<'a> {
    base: &'a Base,
    keep: &'a [bool],
    groups: ParquetGroups,
    group: Table,
    row: usize,
    /// Article of the row at hand.
    article: usize,
    key: usize,
}

impl OldRows<'_> {
    /// The column with the id of the article.
    pub(super) fn key(&self) -> usize {
        self.key
    }

    /// Hands on the rows of the articles before `end` that are kept; returns their number.
    pub(super) fn until(
        &mut self,
        end: usize,
        mut take: impl FnMut(&Table, Range<usize>) -> Result<(), PipelineError>,
    ) -> Result<u64, PipelineError> {
        let mut n_rows = 0;
        loop {
            let mut start = self.row;
            while self.row < self.group.n_rows() && self.at_row()? < end {
                if !self.keep[self.article] {
                    n_rows += (self.row - start) as u64;
                    take(&self.group, start..self.row)?;
                    start = self.row + 1;
                }
                self.row += 1;
            }
            n_rows += (self.row - start) as u64;
            take(&self.group, start..self.row)?;
            if self.row < self.group.n_rows() {
                return Ok(n_rows);
            }
            let Some(group) = self.groups.next() else { return Ok(n_rows) };
            (self.group, self.row) = (group?, 0);
        }
    }

    /// The article of the row at hand.
    fn at_row(&mut self) -> Result<usize, PipelineError> {
        let id = id_hash(self.group.text(self.row, self.key));
        let ahead = self.base.articles[self.article..].iter().position(|known| known.id == id);
        let path = self.base.folder.articles();
        let reason =
            "its tables name different articles: take the folder from a backup, or read its sources again".to_owned();
        self.article += ahead.ok_or(FolderError::NoAudit { path, reason })?;
        Ok(self.article)
    }
}

/// Refused records and remarks of the base, source by source.
pub(super) struct OldRecords<'a> {
    base: &'a Base,
    rejects: BufReader<File>,
    n_notices: usize,
    next: usize,
}

impl<'a> OldRecords<'a> {
    pub(super) fn open(base: &'a Base) -> Result<Self, FolderError> {
        let path = base.folder.rejects();
        let file = File::open(&path).map_err(|e| FolderError::NoAudit { path, reason: e.to_string() })?;
        Ok(Self { base, rejects: BufReader::new(file), n_notices: 0, next: 0 })
    }

    /// Those of source `old`; sources are asked for in their order.
    pub(super) fn of(&mut self, old: usize) -> Result<(Vec<Reject>, Vec<Notice>), FolderError> {
        let (mut rejects, mut notices) = (Vec::new(), Vec::new());
        for account in &self.base.manifest.sources[self.next..=old] {
            rejects.clear();
            for _ in 0..account.n_refused {
                rejects.push(self.reject()?);
            }
            let end = self.n_notices + usize::try_from(account.n_notices).unwrap_or(0);
            notices = self.base.manifest.notices.get(self.n_notices..end).unwrap_or_default().to_vec();
            self.n_notices = end;
        }
        self.next = old + 1;
        Ok((rejects, notices))
    }

    fn reject(&mut self) -> Result<Reject, FolderError> {
        let broken = |reason: String| FolderError::NoAudit { path: self.base.folder.rejects(), reason };
        let mut line = String::new();
        self.rejects.read_line(&mut line).map_err(|e| broken(e.to_string()))?;
        serde_json::from_str(&line).map_err(|e| broken(e.to_string()))
    }
}

/// A reader of the older audit at hand: it is read through, piece after piece, and the next one is opened when it comes.
pub(super) struct Opened<'a, T>(Option<(&'a Base, T)>);

impl<'a, T> Opened<'a, T> {
    /// Nothing is open yet.
    pub(super) fn nothing() -> Self {
        Self(None)
    }

    /// The reader of `base`, opened when it is asked for first.
    pub(super) fn of<E>(&mut self, base: &'a Base, open: impl FnOnce() -> Result<T, E>) -> Result<&mut T, E> {
        let open = match self.0.take() {
            Some((of, open)) if std::ptr::eq(of, base) => open,
            _ => open()?,
        };
        Ok(&mut self.0.insert((base, open)).1)
    }
}
