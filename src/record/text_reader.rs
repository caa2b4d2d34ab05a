//! Reads the articles of an audit as they were read from its sources, from its tables alone.
//!
//! Invariant: row N of `texts.parquet` is the text of row N of `articles.parquet`; a file that breaks it is refused.

use std::path::{Path, PathBuf};

use crate::article::{RawArticle, parse_date};
use crate::record::articles::variables_of;
use crate::record::{Cell, ParquetError, ParquetGroups, Shape, Table};
use crate::variable::{Given, Variable};

/// The articles of an audit in the order of its tables.
pub struct TextReader {
    articles: Rows,
    texts: Rows,
    variables: Vec<Variable>,
}

/// Columns of `articles.parquet` that belong to an article as it was read.
const METADATA: [&str; 8] = ["id", "outlet", "date", "date_zone", "url", "author", "section", "title"];

/// A later column of the same kind, which older audits do not have.
const PRINTED_DATE: &str = "date_printed";

impl TextReader {
    /// Opens `articles.parquet` and `texts.parquet`; articles have their values of `variables`.
    ///
    /// # Errors
    /// When one of them is missing or broken.
    pub fn open(articles: &Path, texts: &Path, variables: &[Variable]) -> Result<Self, ParquetError> {
        if !texts.exists() {
            let audit = texts.parent().unwrap_or(texts).display();
            let reason = format!(
                "is missing; where the index of the audit still holds the texts, `classlens index {audit}` writes them"
            );
            return Err(ParquetError { path: texts.to_owned(), reason });
        }
        let later: Vec<&str> = variables.iter().map(|v| v.name.as_str()).chain([PRINTED_DATE]).collect();
        let articles = Rows::open(articles, &METADATA, &later)?;
        let texts = Rows::open(texts, &["article", "body"], &[])?;
        Ok(Self { articles, texts, variables: variables.to_vec() })
    }

    /// Leaves out the next `n` articles.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn skip_articles(&mut self, n: usize) -> Result<(), ParquetError> {
        for _ in 0..n {
            self.advance()?;
        }
        Ok(())
    }

    /// The next article with this id; those before it are left out.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn find(&mut self, id: &str) -> Result<Option<RawArticle>, ParquetError> {
        while self.advance()? {
            if self.articles.text(0) == Some(id) {
                return Ok(Some(self.raw()));
            }
        }
        Ok(None)
    }

    /// Goes to the next article; false after the last.
    fn advance(&mut self) -> Result<bool, ParquetError> {
        let (article, text) = (self.articles.advance()?, self.texts.advance()?);
        if article != text || article && self.articles.text(0) != self.texts.text(0) {
            let reason = "does not hold the articles of articles.parquet: take the folder from a backup, or read its sources again";
            return Err(ParquetError { path: self.texts.path.clone(), reason: reason.to_owned() });
        }
        Ok(article)
    }

    /// The article at hand.
    fn raw(&self) -> RawArticle {
        let text = |column: usize| self.articles.text(column).map(str::to_owned);
        let shape = Shape { tiers: &[], variables: &self.variables };
        let values = variables_of(&self.articles.group, self.articles.next - 1, shape);
        let given = self.variables.iter().zip(values);
        let variables = given.filter_map(|(variable, value)| Some((variable.given_as().into(), value?))).collect();
        RawArticle {
            id: text(0).unwrap_or_default(),
            outlet: text(1),
            date: self.articles.text(2).and_then(|date| parse_date(date, None)),
            printed_date: self.articles.group.column(PRINTED_DATE).and_then(text),
            variables,
            zone: text(3),
            url: text(4),
            author: text(5),
            section: text(6),
            title: text(7).unwrap_or_default(),
            body: self.texts.text(1).unwrap_or_default().to_owned(),
            ..RawArticle::default()
        }
    }
}

/// Id of each article, and its values in the order of the variables.
pub type VariableRows = Vec<(String, Vec<Option<Given>>)>;

/// The values of the variables of all articles.
///
/// # Errors
/// When the table of articles cannot be read.
pub fn variable_rows(articles: &Path, shape: Shape<'_>) -> Result<VariableRows, ParquetError> {
    let groups = ParquetGroups::open(articles)?;
    let schema = groups.empty().schema();
    let has = |name: &&str| schema.iter().any(|(known, _)| known == name);
    let names: Vec<&str> = shape.variables.iter().map(|v| v.name.as_str()).filter(has).collect();
    let mut rows = Vec::new();
    for group in groups.only(&[&["id"], names.as_slice()].concat())? {
        let group = group?;
        let values = |row| variables_of(&group, row, shape);
        rows.extend((0..group.n_rows()).map(|row| (group.text(row, 0).to_owned(), values(row))));
    }
    Ok(rows)
}

impl Iterator for TextReader {
    type Item = Result<RawArticle, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().map(|there| there.then(|| self.raw())).transpose()
    }
}

/// The rows of a file, one after the other.
struct Rows {
    path: PathBuf,
    groups: ParquetGroups,
    group: Table,
    /// The row after the one at hand.
    next: usize,
}

impl Rows {
    /// Opens a file with these columns, and with those of `later` that it has.
    fn open(path: &Path, columns: &[&str], later: &[&str]) -> Result<Self, ParquetError> {
        let groups = ParquetGroups::open(path)?;
        let schema = groups.empty().schema();
        let has = |name: &&&str| schema.iter().any(|(known, _)| known == *name);
        let wanted: Vec<&str> = columns.iter().chain(later.iter().filter(has)).copied().collect();
        let groups = groups.only(&wanted)?;
        let group = groups.empty().clone();
        Ok(Self { path: path.to_owned(), groups, group, next: 0 })
    }

    fn advance(&mut self) -> Result<bool, ParquetError> {
        while self.next >= self.group.n_rows() {
            let Some(group) = self.groups.next() else { return Ok(false) };
            (self.group, self.next) = (group?, 0);
        }
        self.next += 1;
        Ok(true)
    }

    /// A text of the row at hand.
    fn text(&self, column: usize) -> Option<&str> {
        if column >= self.group.schema().len() {
            return None;
        }
        match self.group.cell(self.next - 1, column) {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }
}
