//! Which column of a table or key of a JSON object is which field of an article.
//!
//! Names are compared without case, blanks, `_` and `-`. The lists contain the names used by common
//! exports (Media Cloud, newspaper4k, news-please, trafilatura, Nexis, GDELT); `--map` wins.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::article::{DateOrder, RawArticle, Reject, parse_date, zone_of};
use crate::read::ReadError;

/// A field of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldName {
    /// Id.
    Id,
    /// Outlet.
    Outlet,
    /// Date.
    Date,
    /// URL.
    Url,
    /// Author.
    Author,
    /// Section.
    Section,
    /// Title.
    Title,
    /// Body.
    Body,
}

/// Every field with its name and the column names it is found by, best first.
pub const FIELDS: &[(FieldName, &str, &[&str])] = &[
    (FieldName::Id, "id", &["id", "articleid", "storiesid", "storyid", "guid", "uid", "docid", "documentid", "uuid"]),
    (
        FieldName::Outlet,
        "outlet",
        &[
            "outlet",
            "medianame",
            "publication",
            "publisher",
            "sourcehostname",
            "source",
            "sourcename",
            "outletname",
            "sourcedomain",
            "newspaper",
            "media",
            "medium",
            "sitename",
            "hostname",
            "domain",
        ],
    ),
    (
        FieldName::Date,
        "date",
        &[
            "date",
            "publishdate",
            "publisheddate",
            "publicationdate",
            "datepublish",
            "datepublished",
            "pubdate",
            "published",
            "publishedat",
            "loaddate",
            "seendate",
            "created",
            "createdat",
            "timestamp",
        ],
    ),
    (FieldName::Url, "url", &["url", "link", "sourceurl", "documentidentifier", "canonicalurl", "permalink", "href"]),
    (FieldName::Author, "author", &["author", "authors", "byline", "creator", "writer"]),
    (FieldName::Section, "section", &["section", "category", "categories", "desk", "rubric", "topic", "tags"]),
    (FieldName::Title, "title", &["title", "headline", "heading", "head", "titlepage"]),
    (
        FieldName::Body,
        "body",
        &[
            "body",
            "text",
            "maintext",
            "fulltext",
            "articletext",
            "articlebody",
            "content",
            "bodytext",
            "article",
            "story",
            "storytext",
            "rawtext",
            "plaintext",
            "hlead",
        ],
    ),
];

/// The field names, for messages.
pub(super) fn field_list() -> String {
    FIELDS.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join(", ")
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '\u{feff}')).flat_map(char::to_lowercase).collect()
}

impl std::fmt::Display for ColumnMap {
    /// As it would be given to `--map`, with blanks between; `none` when nothing was chosen.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named = FIELDS.iter().filter_map(|(field, name, _)| Some((name, self.chosen.get(field)?)));
        let written: Vec<String> = named.map(|(name, column)| format!("{name}={column}")).collect();
        f.write_str(if written.is_empty() { "none" } else { "" })?;
        f.write_str(&written.join(" "))
    }
}

/// Columns chosen by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap {
    chosen: BTreeMap<FieldName, String>,
}

impl ColumnMap {
    /// Adds `field=column`, as given to `--map`.
    ///
    /// # Errors
    /// When there is no `=`, no column or no such field.
    pub fn add(&mut self, argument: &str) -> Result<(), ReadError> {
        let wrong = || ReadError::Map { argument: argument.to_owned() };
        let (field, column) = argument.split_once('=').ok_or_else(wrong)?;
        let field = plain(field);
        let (name, ..) = FIELDS.iter().find(|(_, name, _)| *name == field).ok_or_else(wrong)?;
        if column.trim().is_empty() {
            return Err(wrong());
        }
        self.chosen.insert(*name, column.trim().to_owned());
        Ok(())
    }

    /// Index in `columns` of each field found there, in the order of [`FIELDS`].
    #[must_use]
    pub fn locate(&self, columns: &[&str]) -> BTreeMap<FieldName, usize> {
        let plain_columns: Vec<String> = columns.iter().map(|c| plain(c)).collect();
        let mut found = BTreeMap::new();
        for (field, _, aliases) in FIELDS {
            let at = match self.chosen.get(field) {
                Some(column) => columns.iter().position(|c| c == column).or_else(|| {
                    let wanted = plain(column);
                    plain_columns.iter().position(|c| *c == wanted)
                }),
                None => aliases.iter().find_map(|alias| plain_columns.iter().position(|c| c == alias)),
            };
            if let Some(at) = at {
                found.insert(*field, at);
            }
        }
        found
    }

    /// The column chosen by hand for `field`.
    #[must_use]
    pub fn chosen(&self, field: FieldName) -> Option<&str> {
        self.chosen.get(&field).map(String::as_str)
    }
}

/// True for a web address and nothing else.
fn is_address(text: &str) -> bool {
    text.contains("://") && !text.contains(char::is_whitespace)
}

/// Puts an article together from field values.
///
/// # Errors
/// A refused record when there is no body.
pub(super) fn assemble(
    source: &Arc<str>,
    position: u64,
    date_order: Option<DateOrder>,
    mut value: impl FnMut(FieldName) -> Option<String>,
) -> Result<RawArticle, Reject> {
    // Title and body stay as they are, so that spans fit the field of the input.
    let mut given = |field| value(field).filter(|v| !v.trim().is_empty());
    let (title, body) = (given(FieldName::Title), given(FieldName::Body));
    let mut filled = |field| given(field).map(|v| v.trim().to_owned());
    let Some(body) = body else {
        return Err(Reject::new(
            source,
            position,
            "no body: the text of this article is missing or blank; fill it, or leave the record out",
        ));
    };
    let mut url = filled(FieldName::Url);
    let mut outlet = filled(FieldName::Outlet);
    if outlet.as_deref().is_some_and(is_address) {
        url = url.or(outlet.take());
    }
    let date = filled(FieldName::Date);
    let day = date.as_deref().and_then(|date| parse_date(date, date_order));
    if is_address(body.trim()) {
        return Err(Reject::new(
            source,
            position,
            format!("no body: it is a web address and not the text; {}", Reject::NAME_BODY),
        ));
    }
    Ok(RawArticle {
        id: filled(FieldName::Id).unwrap_or_default(),
        outlet,
        date: day,
        zone: date.filter(|_| day.is_some()).and_then(|date| zone_of(&date).map(str::to_owned)),
        url,
        author: filled(FieldName::Author),
        section: filled(FieldName::Section),
        title: title.unwrap_or_default(),
        body,
        source: Arc::clone(source),
        position,
    })
}

#[cfg(test)]
mod tests;
