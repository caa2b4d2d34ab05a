//! What a reader produces: an article, a refused record or a notice.

use std::sync::Arc;

use crate::variable::{Changed, GivenVariables};

/// One article as it came out of a file, before cleaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawArticle {
    /// Id as given, or made from URL or text; unique in a run.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Day of publication, in the time zone it was printed with.
    pub date: Option<jiff::civil::Date>,
    /// The date as printed, where no day was read out of it.
    pub printed_date: Option<String>,
    /// That time zone as printed, `-05:00` or `EST`; `None` where none was.
    pub zone: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Section or topic.
    pub section: Option<String>,
    /// Title; empty when there is none.
    pub title: String,
    /// Body; never blank.
    pub body: String,
    /// File it came from.
    pub source: Arc<str>,
    /// Line or record number in that file, from 1.
    pub position: u64,
    /// Values of further columns or keys, which the user brings.
    pub variables: GivenVariables,
    /// Those of them, by column, that are not kept as they were given.
    pub changed: Vec<(Arc<str>, Changed)>,
    /// Characters of title and body that were UTF-8 read as windows-1252, and are mended.
    pub n_mended: u64,
    /// The columns of its record, for the account of the source; `None` for formats that have none.
    pub columns: Option<Arc<Columns>>,
}

/// The columns of a table or the keys of an object, and the fields that were taken from them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Their names.
    pub names: Vec<String>,
    /// Name of each field with the index of its column.
    pub fields: Vec<(&'static str, usize)>,
    /// The further columns that are kept as variables, each with its index.
    pub variables: Vec<(Arc<str>, usize)>,
}

impl Columns {
    /// Each field with the name of its column.
    pub fn taken(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.fields.iter().filter_map(|(field, at)| Some((*field, self.names.get(*at)?.as_str())))
    }
}

/// A record that was not read, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reject {
    /// File it came from.
    pub source: Arc<str>,
    /// Line or record number in that file, from 1; 0 is the file as a whole.
    pub position: u64,
    /// What is wrong and what to do.
    pub reason: String,
}

/// What a caller can do to have a refused record read; each caller has its own name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Say which field holds the text.
    NameBody,
    /// Allow longer records.
    RaiseLimit,
}

impl Remedy {
    const ALL: [Self; 2] = [Self::NameBody, Self::RaiseLimit];

    /// The remedy that a reason names: reasons are kept as text, in the audit folder too.
    #[must_use]
    pub fn of(reason: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|remedy| reason.contains(remedy.text()))
    }

    /// As it is written into a reason.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::NameBody => "say which field holds the text",
            Self::RaiseLimit => "raise the limit of a record",
        }
    }
}

impl std::fmt::Display for Remedy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

impl Reject {
    /// A refused record.
    #[must_use]
    pub fn new(source: &Arc<str>, position: u64, reason: impl Into<String>) -> Self {
        Self { source: Arc::clone(source), position, reason: reason.into() }
    }

    /// A record on which the program itself failed: `cause` is what the panic says.
    #[must_use]
    pub fn of_panic(source: &Arc<str>, position: u64, cause: &str) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        Self::new(source, position, format!("classlens {version} failed on this record ({cause}): please report it"))
    }
}

impl std::fmt::Display for Reject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.position == 0 {
            write!(f, "{}: {}", self.source, self.reason)
        } else {
            write!(f, "{}:{}: {}", self.source, self.position, self.reason)
        }
    }
}

/// Something a user should know although nothing was lost.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Notice {
    /// File it concerns.
    pub source: Arc<str>,
    /// What was done.
    pub message: String,
}

/// What a reader found.
#[derive(Debug, Clone)]
pub enum Record {
    /// An article.
    Article(Box<RawArticle>),
    /// A record that was refused.
    Reject(Reject),
    /// A remark on a file.
    Notice(Notice),
}
