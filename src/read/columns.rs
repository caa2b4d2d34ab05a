//! Which column of a table or key of a JSON object is which field of an article.
//!
//! Names are compared by their letters and digits, without case and accents; `names.rs` lists them, `--map` wins.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::article::{Columns, RawArticle, Reject, Remedy};
use crate::read::ReadError;
use crate::read::mojibake::mended;
use crate::read::plain_text::{decoded_text, is_no_value, listed_paragraphs, plain_text};
use crate::suggest::closest;

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
    /// Name of the file that holds the text.
    File,
}

/// The names by which the column of a field is found.
pub(super) fn column_names(wanted: FieldName) -> &'static [&'static str] {
    FIELDS.iter().find(|(field, ..)| *field == wanted).map_or(&[], |(_, _, names)| *names)
}

/// The field names, for messages.
pub(super) fn field_list() -> String {
    FIELDS.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Letters and digits of a name in lower case, without accents.
pub(super) fn plain(name: &str) -> String {
    name.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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

/// Characters that a message shows of the name of a column.
const NAMED_CHARS: usize = 30;

impl ColumnMap {
    /// Adds `field=column`, as given to `--map`.
    ///
    /// # Errors
    /// When there is no `=`, no column or no such field.
    pub fn add(&mut self, argument: &str) -> Result<(), ReadError> {
        let wrong = || ReadError::Map { argument: argument.to_owned() };
        let (field, column) = argument.split_once('=').ok_or_else(wrong)?;
        let field = plain(field);
        let is_named = |(_, name, aliases): &&(FieldName, &str, &[&str])| *name == field || aliases.contains(&&*field);
        let (name, ..) = FIELDS.iter().find(is_named).ok_or_else(wrong)?;
        if column.trim().is_empty() {
            return Err(wrong());
        }
        self.chosen.insert(*name, column.trim().to_owned());
        Ok(())
    }

    /// Index in `columns` of each field found there, in the order of [`FIELDS`].
    ///
    /// A field whose names no column has is in the first other column that is called by one of them and by words that
    /// add nothing: `Article Title`, `Texto de la noticia`.
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
        for (at, column) in columns.iter().enumerate() {
            if found.values().all(|taken| *taken != at)
                && let Some(field) = names::by_words(column).filter(|field| self.chosen(*field).is_none())
            {
                found.entry(field).or_insert(at);
            }
        }
        found
    }

    /// What is said where no column holds the body.
    pub(super) fn no_body(&self, names: &[&str]) -> String {
        // A table without a header has an article where the names should be.
        let short = |name: &&str| match name.char_indices().nth(NAMED_CHARS) {
            Some((end, _)) => format!("{}…", &name[..end]),
            None => (*name).to_owned(),
        };
        let named = names.iter().map(short).collect::<Vec<_>>().join(", ");
        match self.chosen(FieldName::Body) {
            Some(column) => {
                let meant = closest(column, names.iter().copied())
                    .map_or_else(String::new, |m| format!("; did you mean `{m}`?"));
                format!("no body column `{column}` among: {named}{meant}; {}", Remedy::NameBody)
            }
            None => format!("no body column among: {named}; {}", Remedy::NameBody),
        }
    }

    /// The columns that were located, for the account of a source.
    pub(super) fn account(
        names: Vec<String>,
        located: &BTreeMap<FieldName, usize>,
        variables: Vec<(Arc<str>, usize)>,
    ) -> Arc<Columns> {
        let fields = FIELDS.iter().filter_map(|(field, name, _)| Some((*name, *located.get(field)?))).collect();
        Arc::new(Columns { names, fields, variables })
    }

    /// Every field chosen by hand, with its name and its column.
    pub fn all_chosen(&self) -> impl Iterator<Item = (&'static str, &str)> {
        FIELDS.iter().filter_map(|(field, name, _)| Some((*name, self.chosen.get(field)?.as_str())))
    }

    /// The column chosen by hand for `field`.
    #[must_use]
    pub fn chosen(&self, field: FieldName) -> Option<&str> {
        self.chosen.get(&field).map(String::as_str)
    }
}

/// True when another field is taken from the column of `field` as well: its value must then stay for that one.
pub(super) fn is_shared(located: &BTreeMap<FieldName, usize>, field: FieldName) -> bool {
    located.get(&field).is_some_and(|at| located.values().filter(|other| *other == at).count() > 1)
}

/// True for a web address and nothing else.
fn is_address(text: &str) -> bool {
    text.contains("://") && !text.contains(char::is_whitespace)
}

/// The article, unless its body has more bytes than `limit`: where a row is not read line by line, only its body says how long it is.
///
/// # Errors
/// A refused record.
pub(super) fn bounded(article: RawArticle, limit: usize) -> Result<RawArticle, Reject> {
    let n_bytes = article.body.len();
    if n_bytes <= limit {
        return Ok(article);
    }
    let megabytes = |bytes: usize| bytes.div_ceil(1 << 20);
    let reason = format!(
        "a body of {} MB, over the limit of {} MB: {}",
        megabytes(n_bytes),
        megabytes(limit),
        Remedy::RaiseLimit
    );
    Err(Reject::new(&article.source, article.position, reason))
}

/// Puts an article together from field values; its date is still as printed.
///
/// # Errors
/// A refused record when there is no body.
pub(super) fn assemble(
    source: &Arc<str>,
    position: u64,
    columns: Option<&Arc<Columns>>,
    mut value: impl FnMut(FieldName) -> Option<String>,
) -> Result<RawArticle, Reject> {
    // What has columns is a table or an object; other formats have decoded their references.
    let mend = if columns.is_some() { plain_text } else { decoded_text };
    // Title and body keep their blanks, so that spans fit the field of the input.
    let unlisted =
        |field, text| if field == FieldName::Body && columns.is_some() { listed_paragraphs(text) } else { text };
    let mut n_mended = 0;
    let mut given = |field| {
        let (text, n) = mended(mend(unlisted(field, value(field)?)));
        n_mended += if matches!(field, FieldName::Title | FieldName::Body) { n } else { 0 };
        Some(text).filter(|text| !text.trim().is_empty())
    };
    let title = given(FieldName::Title).filter(|title| !is_no_value(title));
    let body = given(FieldName::Body);
    let mut filled = |field| given(field).filter(|v| !is_no_value(v)).map(|v| v.trim().to_owned());
    let Some(body) = body.filter(|body| !is_no_value(body)) else {
        let reason = "no body: the text of this article is missing, blank or a mark for no value such as `nan`; fill it, or \
                      leave the record out";
        return Err(Reject::new(source, position, reason));
    };
    let mut url = filled(FieldName::Url);
    let named = filled(FieldName::Id).or_else(|| filled(FieldName::File).filter(|_| url.is_none()));
    let mut outlet = filled(FieldName::Outlet);
    if outlet.as_deref().is_some_and(is_address) {
        url = url.or(outlet.take());
    }
    if is_address(body.trim()) {
        return Err(Reject::new(
            source,
            position,
            format!("no body: it is a web address and not the text; {}", Remedy::NameBody),
        ));
    }
    Ok(RawArticle {
        id: named.unwrap_or_default(),
        outlet,
        date: None,
        printed_date: filled(FieldName::Date),
        zone: None,
        url,
        author: filled(FieldName::Author),
        section: filled(FieldName::Section),
        title: title.unwrap_or_default(),
        body,
        source: Arc::clone(source),
        position,
        variables: Vec::new(),
        changed: Vec::new(),
        n_mended,
        columns: columns.map(Arc::clone),
    })
}

pub use names::FIELDS;

mod names;
#[cfg(test)]
mod tests;
