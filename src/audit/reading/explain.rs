//! One article of an audit, read again.

use crate::article::RawArticle;
use crate::audit::reading::text::{Reading, reading};
use crate::audit::{Audit, AuditError};
use crate::record::{Cell, Kind, Table};

/// An article with everything that is found in it.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline after cleaning.
    pub headline: String,
    /// Its day, as it was understood.
    pub date: Option<String>,
    /// What is found in it.
    pub reading: Reading,
}

impl Audit {
    /// The article with this id, with everything that is found in it; `None` when there is none.
    ///
    /// # Errors
    /// When the texts cannot be read, or the lexicon is another one.
    pub fn explain(&self, id: &str) -> Result<Option<Explained>, AuditError> {
        let engine = self.engine()?;
        let Some(article) = self.printed_article(id)? else { return Ok(None) };
        let scored = engine.analyse(article);
        Ok(Some(Explained {
            headline: scored.document.title().to_owned(),
            date: scored.document.date.map(|date| date.to_string()),
            reading: reading(engine, &scored),
            id: scored.document.id,
            outlet: scored.document.outlet,
        }))
    }
}

impl Audit {
    /// The text with this id as it was printed, of the audit or of one of its shards.
    fn printed_article(&self, id: &str) -> Result<Option<RawArticle>, AuditError> {
        if self.shards().is_empty() {
            return Ok(self.folder().read_articles()?.find(id)?);
        }
        for (folder, _) in self.shards() {
            if let Some(article) = folder.read_articles()?.find(id)? {
                return Ok(Some(article));
            }
        }
        Ok(None)
    }
}

impl Reading {
    /// The hits as a table, in the order of the text.
    #[must_use]
    pub fn hits(&self) -> Table {
        let mut table = Table::new(&[
            ("moved", Kind::Float),
            ("zone", Kind::Text),
            ("sentence", Kind::Int),
            ("words", Kind::Text),
            ("tier", Kind::Text),
            ("dimension", Kind::Text),
            ("weight", Kind::Float),
            ("field", Kind::Text),
            ("start", Kind::Int),
            ("end", Kind::Int),
            ("entry", Kind::Text),
        ]);
        for hit in &self.evidence {
            table.push(&[
                Cell::Float(hit.moved),
                Cell::Text(hit.zone),
                Cell::Int(i64::from(hit.sentence)),
                Cell::text(hit.words.as_deref()),
                Cell::Text(&hit.tier),
                Cell::Text(&hit.dimension),
                Cell::Float(hit.weight),
                Cell::Text(hit.field),
                Cell::Int(i64::from(hit.start)),
                Cell::Int(i64::from(hit.end)),
                Cell::Text(&hit.entry),
            ]);
        }
        table
    }
}
