//! What a report has: sections with their words, tables and plots, and the articles behind a number.

use crate::present::figure::{Figure, Plot};
use crate::record::Table;
use crate::score::ArticleRow;

/// A report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// What was audited.
    pub title: String,
    /// What its author calls it.
    pub heading: Heading,
    /// Program, lexicon and corpus, as a citation names them.
    pub made_of: String,
    /// The audit folder, as it is named on the command line.
    pub audit: String,
    /// The finding in plain words, the most important sentence first.
    pub finding: Vec<String>,
    /// What the corpus is: a name and what there is of it.
    pub corpus: Vec<(String, String)>,
    /// What could be wrong.
    pub cautions: Vec<String>,
    /// Figures and tables.
    pub sections: Vec<Section>,
    /// How the figures came about: a name and a value.
    pub methods: Vec<(String, String)>,
}

/// What the author of a report says of it; each may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// Title, in place of the usual question.
    pub title: Option<String>,
    /// Who made it.
    pub author: Option<String>,
    /// Day, as the author writes it.
    pub date: Option<String>,
}

impl Report {
    /// The title that the page has at its top.
    #[must_use]
    pub fn headline(&self) -> &str {
        self.heading.title.as_deref().unwrap_or("Whose working life does this coverage describe?")
    }

    /// How the report is cited: author, year or day, title, then program, lexicon and corpus.
    #[must_use]
    pub fn citation(&self) -> String {
        let Heading { author, date, .. } = &self.heading;
        let when = date.as_ref().map(|date| format!(" ({date})")).unwrap_or_default();
        let end = if self.headline().ends_with(['?', '!', '.']) { "" } else { "." };
        let what = format!("{}{end} {}", self.headline(), self.made_of);
        match author {
            Some(author) => format!("{author}{when}. {what}"),
            None => format!("{what}{when}"),
        }
    }
}

/// One figure or table with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its anchor, and the name of its files.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it shows, of what base, by which method.
    pub text: Vec<String>,
    /// The figure, where there is one.
    pub plot: Option<Plot>,
    /// The numbers.
    pub table: Table,
    /// Columns of shares, 0–1, that are printed in percent.
    pub shares: Vec<String>,
    /// Articles behind it.
    pub behind: Vec<Behind>,
}

/// Articles behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Which number.
    pub label: String,
    /// How many articles there are.
    pub n: u64,
    /// A query that finds them all.
    pub query: String,
    /// Some of them.
    pub articles: Vec<Example>,
}

/// An article that is pointed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Outlet and day, as far as they are known.
    pub origin: String,
    /// Address, when it is one of the web.
    pub url: Option<String>,
    /// Words of it that count here, in lower case; never a sentence, which belongs to its outlet.
    pub words: Vec<String>,
}

impl Section {
    /// The figure of the section; `None` where there is nothing to draw.
    #[must_use]
    pub fn figure(&self) -> Option<Figure> {
        let plot = self.plot.as_ref().filter(|plot| !plot.is_empty())?;
        Some(Figure { id: self.id.clone(), title: self.title.clone(), plot: plot.clone() })
    }
}

#[cfg(feature = "cli")]
impl Behind {
    /// How many of the articles are listed.
    pub(super) fn listed(&self) -> String {
        let shown = self.articles.len() as u64;
        match self.n {
            1 => "1 article".to_owned(),
            n if n == shown => format!("{} articles", crate::present::grouped(n)),
            n => format!("{shown} of {} articles", crate::present::grouped(n)),
        }
    }
}

impl Example {
    /// A pointer to the article of a row.
    #[must_use]
    pub fn of(row: &ArticleRow) -> Self {
        let web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
        let origin: Vec<&str> = [&row.outlet, &row.date].into_iter().flatten().map(String::as_str).collect();
        let title = if row.title.is_empty() { "(no title)" } else { &row.title };
        Self {
            id: row.id.clone(),
            title: title.chars().take(160).collect(),
            origin: origin.join(", "),
            url: row.url.as_ref().filter(web).cloned(),
            words: Vec::new(),
        }
    }
}
