//! A bundle: an audit without texts, from which every figure is made again on another machine.
//!
//! In: an audit. Out: a folder with its tables but `texts.parquet`, without an index, with the lexicon it was made with.
//! Always holds: it is an audit folder, so that every command that needs no text opens it; and it says what was left out.

use std::path::Path;

use crate::audit::left_out::{CutNames, MAX_BYTES, MAX_NAME, MAX_WORDS, NO_TITLES, first_words};
use crate::audit::shared_words::{RUN, SharedWords};
use crate::audit::{Audit, AuditError, Selection};
use crate::findings::health::{SUSPICION, sentences};
use crate::folder::{AuditFolder, KeptHashes, MANIFEST, hash_of_file};
use crate::lexicon::{LexiconFile, embedded_files, read_files};
use crate::record::{
    Cell, Kind, ParquetGroups, ParquetWriter, Purpose, Shape, Table, articles_table, push_article, rows_of_articles,
};
use crate::suggest::instead;
use crate::variable::{Given, Variable};

/// What a bundle is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Titles {
    /// Titles are in it, as in any list of sources: a report names articles by them.
    Kept,
    /// No titles.
    LeftOut,
}

/// What a bundle has beside the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleOptions {
    /// Titles of articles.
    pub titles: Titles,
    /// Names of variables that go into it although their values may be sentences of texts.
    pub keep: Vec<String>,
}

/// What does not go into a bundle.
struct Withheld {
    /// Names of variables, and why.
    variables: Vec<(String, String)>,
    words: SharedWords,
}

impl Withheld {
    /// Cuts a byline or section that is long, or has words of a text.
    fn cut(&self, text: &mut Option<String>, names: &mut CutNames) {
        let Some(text) = text else { return };
        if self.words.has(text) {
            *text = names.cut("", text);
        }
        text.truncate(text.floor_char_boundary(MAX_BYTES));
    }
}

/// The texts of a value.
fn texts_of(value: &Given) -> impl Iterator<Item = &str> {
    let texts: &[String] = match value {
        Given::Text(text) => std::slice::from_ref(text),
        Given::Texts(texts) => texts,
        Given::Flag(_) | Given::Whole(_) | Given::Number(_) => &[],
    };
    texts.iter().map(String::as_str)
}

/// The command that prints the variables.
const VARIABLES: &str = "classlens variables AUDIT";

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
    /// When the folder has something in it or cannot be written, there is no such variable, or the audit or its lexicon
    /// cannot be read.
    pub fn bundle(&self, to: &Path, options: &BundleOptions) -> Result<Bundled, AuditError> {
        let failed = |path: &Path, e: &dyn std::fmt::Display| AuditError::File {
            path: path.to_owned(),
            reason: format!(": {e}"),
        };
        if self.manifest().is_bundle() {
            return Err(failed(self.path(), &"is a bundle already: copy it"));
        }
        let is_taken = to.exists() && to.read_dir().map_or(true, |mut entries| entries.next().is_some());
        if is_taken {
            return Err(failed(to, &"is there already: name a new folder"));
        }
        let withheld = self.withheld(options)?;
        std::fs::create_dir_all(to).map_err(|e| failed(to, &e))?;
        let (from, bundle) = (self.folder(), AuditFolder::at(to));
        let mut manifest = self.manifest().clone();
        let mut left_out = vec!["texts of the articles and the index".to_owned()];
        if options.titles == Titles::LeftOut {
            left_out.push(NO_TITLES.to_owned());
        }
        left_out.extend(withheld.variables.iter().map(|(name, why)| format!("the variable `{name}`, {why}")));
        left_out.push(format!(
            "what is over {MAX_BYTES} bytes of a byline or section, and over {MAX_WORDS} words where {RUN} in a row are in a text"
        ));
        left_out.push(format!(
            "what is over {MAX_WORDS} words or {MAX_NAME} bytes of a speaker's name or role and of a date that was not read"
        ));
        manifest.variables.retain(|variable| !withheld.variables.iter().any(|(name, _)| *name == variable.name));
        manifest.files.clear();
        for source in &mut manifest.sources {
            let unread = source.fields.unread_dates.values_mut().flat_map(|unread| &mut unread.first);
            unread.for_each(|date| *date = first_words(date).to_owned());
        }
        self.write_articles(&bundle, options.titles, &manifest.variables, &withheld)?;
        self.write_quotes(&bundle)?;
        for name in ["hits.parquet", "pay.parquet", "rejects.jsonl", KeptHashes::QUERIES, KeptHashes::CODES] {
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
        for (name, path) in bundle.files() {
            manifest.files.insert(name, hash_of_file(&path).map_err(|e| failed(&path, &e))?);
        }
        manifest.left_out.clone_from(&left_out);
        bundle.write_manifest(&manifest)?;
        let size = |path: &Path| path.metadata().map_or(0, |metadata| metadata.len());
        let manifest = (MANIFEST.to_owned(), bundle.inside(MANIFEST));
        let files = bundle.files().into_iter().chain([manifest]).map(|(name, path)| (name, size(&path))).collect();
        Ok(Bundled { files, left_out })
    }

    /// What of the articles does not go out: a variable that may hold sentences, unless it is to be kept, and bylines and
    /// sections with words of a text.
    fn withheld(&self, options: &BundleOptions) -> Result<Withheld, AuditError> {
        let variables = &self.manifest().variables;
        if let Some(name) = options.keep.iter().find(|name| !variables.iter().any(|v| v.name == **name)) {
            let known: Vec<String> = variables.iter().map(|variable| variable.name.clone()).collect();
            return Err(AuditError::NoColumn { name: name.clone(), known: instead(name, &known, VARIABLES) });
        }
        let (all, mut words) = (self.all()?, SharedWords::default());
        for row in all.rows() {
            row.variables.iter().flatten().flat_map(texts_of).for_each(|text| words.want(text));
            [&row.author, &row.section].into_iter().flatten().for_each(|text| words.want(text));
        }
        for article in self.folder().read_articles()? {
            let article = article?;
            words.see(&article.body);
            if options.titles == Titles::LeftOut {
                words.see(&article.title);
            }
        }
        let mut withheld = Withheld { variables: Vec::new(), words };
        for (at, variable) in variables.iter().enumerate().filter(|(_, v)| !options.keep.contains(&v.name)) {
            let values = || all.rows().iter().filter_map(|row| row.variables.get(at)?.as_ref());
            let name = variable.name.clone();
            if values().any(|value| value.n_bytes() > MAX_BYTES) {
                withheld.variables.push((name, format!("which has values of more than {MAX_BYTES} bytes")));
            } else if values().any(|value| texts_of(value).any(|text| withheld.words.has(text))) {
                withheld.variables.push((name, format!("which has values with {RUN} words in a row of a text")));
            }
        }
        Ok(withheld)
    }

    /// Writes `articles.parquet`, without titles and variables where they are left out.
    fn write_articles(
        &self,
        bundle: &AuditFolder,
        titles: Titles,
        variables: &[Variable],
        withheld: &Withheld,
    ) -> Result<(), AuditError> {
        let shape = Shape { tiers: self.tiers(), variables };
        let manifest = self.manifest();
        let facts = [
            ("classlens", manifest.version.as_str()),
            ("lexicon", manifest.lexicon.as_str()),
            ("lexicon_hash", manifest.lexicon_hash.as_str()),
        ];
        let mut table = articles_table(shape);
        let mut out = ParquetWriter::create(&bundle.articles(), &table, &facts, Purpose::Record)?;
        let (mut authors, mut sections) = (CutNames::default(), CutNames::default());
        for group in ParquetGroups::open(&self.folder().articles())? {
            let group = group?;
            for mut row in rows_of_articles(&group, 0..group.n_rows(), shape).map_err(|r| self.broken_articles(r))? {
                if titles == Titles::LeftOut {
                    row.title.clear();
                }
                withheld.cut(&mut row.author, &mut authors);
                withheld.cut(&mut row.section, &mut sections);
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
        let groups = match self.read_table("quotes") {
            Ok(groups) => groups,
            Err(_) if self.folder().missing_tables().contains(&"quotes") => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut out = ParquetWriter::create(&bundle.inside("quotes.parquet"), groups.empty(), &[], Purpose::Record)?;
        let cut: Vec<usize> = ["speaker", "role"].iter().filter_map(|name| groups.empty().column(name)).collect();
        let article = groups.empty().column("article").unwrap_or_default();
        let mut names = CutNames::default();
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
