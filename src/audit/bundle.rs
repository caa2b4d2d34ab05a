//! A bundle: an audit without texts, from which every figure is made again on another machine.
//!
//! In: an audit. Out: a folder with its tables but `texts.parquet`, without an index, with the lexicon it was made with.
//! Always holds: it is an audit folder, so that every command that needs no text opens it; and it says what was left out.

use std::path::{Path, PathBuf};

use crate::audit::left_out::{MAX_BYTES, MAX_NAME, MAX_WORDS, NO_TITLES, SpeakerNames, first_words};
use crate::audit::{Audit, AuditError, Selection};
use crate::findings::health::{SUSPICION, sentences};
use crate::folder::{AuditFolder, hash_of_file};
use crate::lexicon::{LexiconFile, embedded_files, read_files};
use crate::record::{
    Cell, Kind, ParquetGroups, ParquetWriter, Purpose, Shape, Table, articles_table, push_article, rows_of_articles,
};
use crate::variable::{Given, Variable};

/// What a bundle is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Titles {
    /// Titles are in it, as in any list of sources: a report names articles by them.
    Kept,
    /// No titles.
    LeftOut,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundled {
    /// Files, by name, with their sizes in bytes.
    pub files: Vec<(String, u64)>,
    /// What the audit has and the bundle does not, in words.
    pub left_out: Vec<String>,
}

impl Audit {
    /// Writes a bundle into the folder `to`, which must not exist or be empty.
    ///
    /// # Errors
    /// When the folder has something in it or cannot be written, or the audit or its lexicon cannot be read.
    pub fn bundle(&self, to: &Path, titles: Titles) -> Result<Bundled, AuditError> {
        let failed = |path: &Path, e: &dyn std::fmt::Display| AuditError::File {
            path: path.to_owned(),
            reason: format!(": {e}"),
        };
        if !self.manifest().left_out.is_empty() {
            return Err(failed(self.path(), &"is a bundle already: copy it"));
        }
        let is_taken = to.exists() && to.read_dir().map_or(true, |mut entries| entries.next().is_some());
        if is_taken {
            return Err(failed(to, &"is there already: name a new folder"));
        }
        std::fs::create_dir_all(to).map_err(|e| failed(to, &e))?;
        let (from, bundle) = (self.folder(), AuditFolder::at(to));
        let mut manifest = self.manifest().clone();
        let mut left_out = vec!["texts of the articles and the index".to_owned()];
        let long = self.long_variables()?;
        if titles == Titles::LeftOut {
            left_out.push(NO_TITLES.to_owned());
        }
        left_out.extend(
            long.iter().map(|name| format!("the variable `{name}`, which has values of more than {MAX_BYTES} bytes")),
        );
        left_out.push(format!("what is over {MAX_BYTES} bytes of a byline or section"));
        left_out.push(format!(
            "what is over {MAX_WORDS} words or {MAX_NAME} bytes of a speaker's name or role and of a date that was not read"
        ));
        manifest.variables.retain(|variable| !long.contains(&variable.name));
        manifest.files.clear();
        for source in &mut manifest.sources {
            let unread = source.fields.unread_dates.values_mut().flat_map(|unread| &mut unread.first);
            unread.for_each(|date| *date = first_words(date).to_owned());
        }
        self.write_articles(&bundle, titles, &manifest.variables)?;
        self.write_quotes(&bundle)?;
        for name in ["hits.parquet", "pay.parquet", "rejects.jsonl", "queries.json", "gold/codes.json"] {
            let (source, target) = (from.inside(name), bundle.inside(name));
            if source.exists() {
                if let Some(parent) = target.parent() {
                    std::fs::create_dir_all(parent).map_err(|e| failed(parent, &e))?;
                }
                std::fs::copy(&source, &target).map_err(|e| failed(&target, &e))?;
            }
        }
        self.write_repeated(&bundle)?;
        let lexicon = to.join("lexicon");
        for LexiconFile { path, content } in self.lexicon_files()? {
            let target = lexicon.join(&path);
            let parent = target.parent().unwrap_or(&lexicon);
            std::fs::create_dir_all(parent).map_err(|e| failed(parent, &e))?;
            std::fs::write(&target, content.as_bytes()).map_err(|e| failed(&target, &e))?;
        }
        for (name, path) in files_below(to) {
            manifest.files.insert(name, hash_of_file(&path).map_err(|e| failed(&path, &e))?);
        }
        manifest.left_out.clone_from(&left_out);
        bundle.write_manifest(&manifest)?;
        let size = |path: &Path| path.metadata().map_or(0, |metadata| metadata.len());
        let files = files_below(to).into_iter().map(|(name, path)| (name, size(&path))).collect();
        Ok(Bundled { files, left_out })
    }

    /// Names of variables with long values.
    fn long_variables(&self) -> Result<Vec<String>, AuditError> {
        let is_long = |value: &Option<Given>| value.as_ref().is_some_and(|value| value.n_bytes() > MAX_BYTES);
        let mut long = vec![false; self.manifest().variables.len()];
        for row in self.all()?.rows() {
            row.variables.iter().zip(&mut long).for_each(|(value, long)| *long |= is_long(value));
        }
        let named = self.manifest().variables.iter().zip(long).filter(|(_, long)| *long);
        Ok(named.map(|(variable, _)| variable.name.clone()).collect())
    }

    /// Writes `articles.parquet`, without titles and long variables where they are left out.
    fn write_articles(&self, bundle: &AuditFolder, titles: Titles, variables: &[Variable]) -> Result<(), AuditError> {
        let shape = Shape { tiers: self.tiers(), variables };
        let manifest = self.manifest();
        let facts = [
            ("classlens", manifest.version.as_str()),
            ("lexicon", manifest.lexicon.as_str()),
            ("lexicon_hash", manifest.lexicon_hash.as_str()),
        ];
        let mut table = articles_table(shape);
        let mut out = ParquetWriter::create(&bundle.articles(), &table, &facts, Purpose::Record)?;
        for group in ParquetGroups::open(&self.folder().articles())? {
            let group = group?;
            for mut row in rows_of_articles(&group, 0..group.n_rows(), shape).map_err(|r| self.broken_articles(r))? {
                if titles == Titles::LeftOut {
                    row.title.clear();
                }
                for text in [&mut row.author, &mut row.section].into_iter().flatten() {
                    text.truncate(text.floor_char_boundary(MAX_BYTES));
                }
                row.date_printed = row.date_printed.map(|date| first_words(&date).to_owned());
                push_article(&mut table, self.tiers(), &row);
            }
            out.write(&table)?;
            table.clear();
        }
        Ok(out.finish()?)
    }

    /// Writes `quotes.parquet`; a role can be a clause of the article, and is cut.
    fn write_quotes(&self, bundle: &AuditFolder) -> Result<(), AuditError> {
        let groups = match self.folder().read_table("quotes") {
            Ok(groups) => groups,
            Err(_) if self.folder().missing_tables().contains(&"quotes") => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let mut out = ParquetWriter::create(&bundle.inside("quotes.parquet"), groups.empty(), &[], Purpose::Record)?;
        let cut: Vec<usize> = ["speaker", "role"].iter().filter_map(|name| groups.empty().column(name)).collect();
        let article = groups.empty().column("article").unwrap_or_default();
        let mut names = SpeakerNames::default();
        for group in groups {
            let group = group?;
            let mut table = Table::new(&group.schema());
            for row in 0..group.n_rows() {
                let mut cells: Vec<Cell<'_>> =
                    (0..group.schema().len()).map(|column| group.cell(row, column)).collect();
                let kept = cut.iter().filter_map(|column| match cells[*column] {
                    Cell::Text(text) => Some((*column, names.cut(group.text(row, article), text))),
                    _ => None,
                });
                let kept: Vec<(usize, String)> = kept.collect();
                kept.iter().for_each(|(column, text)| cells[*column] = Cell::Text(text));
                table.push(&cells);
            }
            out.write(&table)?;
        }
        Ok(out.finish()?)
    }

    /// Writes what the report says of repeated sentences, without the sentences: they are found in the texts.
    fn write_repeated(&self, bundle: &AuditFolder) -> Result<(), AuditError> {
        let all: Selection<'_> = self.all()?;
        let found = sentences(self.folder(), self.tiers(), &all.by_position(), SUSPICION)?;
        let columns = found.schema();
        let without: Vec<(&str, Kind)> = columns.into_iter().filter(|(name, _)| *name != "sentence").collect();
        let table: Table = found.rows_like(0..found.n_rows(), &Table::new(&without));
        let mut out = ParquetWriter::create(&bundle.repeated(), &table, &[], Purpose::Record)?;
        out.write(&table)?;
        Ok(out.finish()?)
    }

    /// The files of the lexicon that the audit was made with.
    fn lexicon_files(&self) -> Result<Vec<LexiconFile>, AuditError> {
        self.lexicon()?;
        match self.named_lexicon() {
            None => Ok(embedded_files()),
            Some(folder) => {
                read_files(&folder).map_err(|reason| AuditError::Lexicon { folder, reason: Box::new(reason) })
            }
        }
    }
}

/// The files in a folder, by their names below it, but for the manifest.
fn files_below(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
        (parts.collect::<Vec<_>>().join("/"), entry.path().to_owned())
    });
    files.filter(|(name, _)| name != "manifest.json").collect()
}
