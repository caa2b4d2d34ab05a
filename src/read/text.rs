//! Plain text: an export of a news database, else one article a file, with its metadata from a manifest or from its first lines.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::article::{PrintedDate, RawArticle, Record, Reject, printed_date};
use crate::read::cut_word::whole_words;
use crate::read::mojibake::mended;
use crate::read::plain_text::plain_characters;
use crate::read::record_source::RecordSource;
use crate::read::{FieldName, Sink, described, export};

/// Longest first line, in characters, that is taken for a title.
const TITLE_CHARS: usize = 160;

/// Reads plain lines: an export of many articles, else one article.
pub(super) fn read_all(input: &RecordSource<'_>, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if let Some(done) = export::read_if_export(input, text, sink) {
        return done;
    }
    let options = input.options;
    let refuse = |reason: String| Record::Reject(Reject::new(input.source, 0, reason));
    let (text, n_mended) = mended(plain_characters(text.trim().to_owned()));
    let mut article = headed(text.trim());
    article.n_mended = n_mended;
    article.source = Arc::clone(input.source);
    article.position = 1;
    article.id = input.stem().unwrap_or_default();
    if let Some(path) = input.path {
        match described::row_of(path, options) {
            Ok(described) => {
                fill(&mut article, described.fields);
                article.columns = described.columns;
                article.variables = described.variables;
            }
            Err(reason) => return sink(refuse(reason)),
        }
    }
    if article.body.trim().is_empty() {
        return sink(refuse("no body: the file holds a title only".into()));
    }
    sink(Record::Article(Box::new(article)))
}

/// Splits date and title lines off the head of a text.
fn headed(text: &str) -> RawArticle {
    let mut article = RawArticle::default();
    let mut rest = text;
    for _ in 0..4 {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let line = line.trim();
        let is_date = line.len() < 90 && line.chars().filter(char::is_ascii_digit).count() >= 3 && looks_dated(line);
        if is_date && article.printed_date.is_none() {
            article.printed_date = Some(line.to_owned());
        } else if line.chars().count() <= TITLE_CHARS && !line.ends_with(['.', ',', ';']) && !after.trim().is_empty() {
            line.clone_into(&mut article.title);
            rest = after.trim_start();
            break;
        } else {
            break;
        }
        rest = after.trim_start();
    }
    // The title is a line of its own, not one of the column below it.
    article.title = whole_words(article.title);
    article.body = whole_words(rest.to_owned());
    article
}

/// True for a line that is a date, perhaps with a time and a remark.
fn looks_dated(line: &str) -> bool {
    let head: String = line.chars().take(10).collect();
    matches!(printed_date(line), PrintedDate::Day(_) | PrintedDate::Numeric(_))
        || head.chars().filter(char::is_ascii_digit).count() >= 6
}

fn fill(article: &mut RawArticle, row: BTreeMap<FieldName, String>) {
    for (field, value) in row {
        match field {
            FieldName::Id => article.id = value,
            FieldName::Outlet => article.outlet = Some(value),
            FieldName::Date => article.printed_date = Some(value),
            FieldName::Url => article.url = Some(value),
            FieldName::Author => article.author = Some(value),
            FieldName::Section => article.section = Some(value),
            FieldName::Title => article.title = value,
            FieldName::Body | FieldName::File => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::read::text::headed;

    #[test]
    fn a_title_over_a_column_with_cut_words_is_the_title() {
        let article = headed(
            "Ferry crews vote\nThe ferry crews of the county vot-\ned on Monday to strike over split\nshifts, which leave \
             them with five\nhours between two boats and no pla-\nce to wait but the pier.",
        );
        assert_eq!(article.title, "Ferry crews vote");
        assert!(article.body.starts_with("The ferry crews of the county voted on Monday"), "{}", article.body);
        let article = headed("Ferry crews vote\n\nCrews won.\nThe wait-\nresses lost.");
        assert_eq!(article.body, "Crews won.\nThe waitresses\nlost.");
    }
}
