//! A text that is in no audit, read as an audit reads an article: for the command line, a page and the API.
//!
//! In: a headline and a text, or the bytes of a file. Out: its reading, what to keep in mind with it, and the lines to
//! look at. Nothing of it is stored.

use crate::article::RawArticle;
use crate::audit::{Reading, reading};
use crate::baseline::nearest_wages;
use crate::engine::Engine;
use crate::read::{decode, extract_page};
use crate::score::ScoredDocument;

/// Longest draft, in characters.
pub const MAX_DRAFT_CHARS: usize = 200_000;
/// Longest headline, in characters; a longer first line is a paragraph.
pub const MAX_HEADLINE_CHARS: usize = 1_000;
/// A first line of more characters is taken for a paragraph.
const LONG_LINE: usize = 200;
/// Words below which a text is called short.
const FEW_WORDS: usize = 50;

/// Why a draft is not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// Nothing but blanks.
    #[error("the draft is empty: paste a text first")]
    Empty,
    /// Too long for one text.
    #[error("a draft has {MAX_DRAFT_CHARS} characters at most, its headline {MAX_HEADLINE_CHARS}")]
    TooLong,
    /// A file of another kind.
    #[error("this is {kind}, not a text: save the draft as plain text or as a web page")]
    NoText {
        /// What the bytes look like.
        kind: &'static str,
    },
    /// A web page without a text.
    #[error("the web page: {0}")]
    Page(String),
}

/// Headline and text of a draft, with the lines they have in its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftText {
    /// Headline; may be empty.
    pub title: String,
    /// The text, with a blank line between paragraphs.
    pub body: String,
    /// Line of the headline, from 1; `None` where it is not in the file.
    pub title_line: Option<u32>,
    /// Line of the first line of the text, from 1.
    pub body_line: u32,
    /// What was done to the bytes of the file.
    pub remarks: Vec<String>,
}

impl DraftText {
    /// Takes headline and text out of the bytes of a file: `title` is the headline where it is given; else the first line
    /// that is not blank, unless it is as long as a paragraph or the only one. Of a web page headline and main text are taken.
    ///
    /// # Errors
    /// When the bytes are no text, or a web page without one.
    pub fn of_file(bytes: &[u8], title: Option<&str>) -> Result<Self, DraftError> {
        if let Some(kind) = kind_of(bytes) {
            return Err(DraftError::NoText { kind });
        }
        let (text, charset) = decode(bytes, None);
        let mut remarks = Vec::new();
        remarks.extend(charset.map(|charset| format!("The file is read as {}, not UTF-8.", charset.name())));
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
        let mut draft = if is_page(&text) {
            let page = extract_page(&text, None).map_err(DraftError::Page)?;
            remarks.push(
                "This is a web page: headline and main text were taken out of it, and lines are those of that text."
                    .to_owned(),
            );
            Self { title: title.unwrap_or(&page.title).to_owned(), body: page.text, body_line: 1, ..Self::default() }
        } else {
            Self::of_lines(&text, title)
        };
        draft.title = draft.title.trim().to_owned();
        draft.remarks = remarks;
        Ok(draft)
    }

    fn of_lines(text: &str, title: Option<&str>) -> Self {
        let whole =
            |title: &str| Self { title: title.to_owned(), body: text.to_owned(), body_line: 1, ..Self::default() };
        if let Some(title) = title {
            return whole(title);
        }
        let start = text.len() - text.trim_start().len();
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let (first, rest) = (text[start..end].trim(), text.get(end + 1..).unwrap_or_default());
        if first.chars().count() > LONG_LINE || rest.trim().is_empty() {
            return whole("");
        }
        let line = 1 + line_breaks(&text[..start]).count() as u32;
        Self {
            title: first.to_owned(),
            body: rest.to_owned(),
            title_line: Some(line),
            body_line: line + 1,
            remarks: Vec::new(),
        }
    }

    /// Its lines, found once for any number of places.
    #[must_use]
    pub fn lines(&self) -> DraftLines<'_> {
        DraftLines { text: self, breaks: line_breaks(&self.body).collect() }
    }
}

/// The lines that a draft has in its file.
#[derive(Debug)]
pub struct DraftLines<'a> {
    text: &'a DraftText,
    /// Bytes of the body that end a line.
    breaks: Vec<usize>,
}

impl DraftLines<'_> {
    /// The line of a byte of `title` or `body`, from 1; `None` for a headline that is not in the file.
    #[must_use]
    pub fn line(&self, field: &str, start: u32) -> Option<u32> {
        if field == "title" {
            return self.text.title_line;
        }
        let start = start as usize;
        self.text.body.get(..start)?;
        Some(self.text.body_line + self.breaks.partition_point(|at| *at < start) as u32)
    }
}

/// Bytes that end a line. They are looked for in the whole text: a draft is searched once, not once for each of its places.
fn line_breaks(text: &str) -> impl Iterator<Item = usize> + '_ {
    #[cfg(test)]
    tests::SEARCHED.set(tests::SEARCHED.get() + text.len());
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at)
}

/// What bytes are that hold no plain text.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let starts: [(&[u8], &str); 4] = [
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a Word document, a workbook or an archive"),
        (b"{\\rtf", "rich text (RTF)"),
        (b"\x1f\x8b", "a packed file"),
    ];
    let known = starts.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    let is_marked = crate::read::marked(bytes).is_some();
    known.or_else(|| (!is_marked && bytes.contains(&0)).then_some("a file of bytes"))
}

/// True for the source of a web page.
fn is_page(text: &str) -> bool {
    let start = text.trim_start();
    let head = start[..start.floor_char_boundary(1_000)].to_ascii_lowercase();
    head.starts_with("<!doctype html") || ["<html", "<body", "<head>", "<article"].iter().any(|tag| head.contains(tag))
}

/// A draft, read.
#[derive(Debug)]
pub struct AnalysedDraft {
    /// The text with all that was found in it.
    pub scored: ScoredDocument,
    /// The same as plain values.
    pub reading: Reading,
}

impl AnalysedDraft {
    /// What to keep in mind with the reading: another language, markup, too few words.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut out = Vec::new();
        let n = self.reading.n_words;
        out.extend(self.reading.unscored.as_ref().map(|reason| format!("The text is not scored: {reason}.")));
        if self.scored.document.blocks.iter().any(|block| block.zone == crate::clean::Zone::Markup) {
            out.push("The text has HTML tags in it: they hold no words and are not scored.".to_owned());
        }
        out.extend((n < FEW_WORDS).then(|| {
            format!("The text has {n} words: with fewer than {FEW_WORDS} attention and focus rest on very little, and its language is a guess.")
        }));
        out
    }

    /// True where something was found of somebody's working life.
    #[must_use]
    pub fn finds_something(&self) -> bool {
        let reading = &self.reading;
        reading.unscored.is_none()
            && (reading.tiers.iter().any(|tier| tier.n_hits > 0 || tier.n_sentences > 0)
                || !(reading.sentences.is_empty() && reading.proposals.is_empty() && reading.pay.is_empty()))
    }
}

/// Reads a draft as an audit does an article.
///
/// # Errors
/// When it is empty or too long.
pub fn read_draft(engine: &Engine, title: &str, body: &str) -> Result<AnalysedDraft, DraftError> {
    if body.chars().count() > MAX_DRAFT_CHARS || title.chars().count() > MAX_HEADLINE_CHARS {
        return Err(DraftError::TooLong);
    }
    if body.trim().is_empty() {
        return Err(DraftError::Empty);
    }
    let raw = RawArticle {
        id: "draft".to_owned(),
        title: title.trim().to_owned(),
        body: body.replace("\r\n", "\n"),
        // A draft has no date: its pay is compared with the latest known wages.
        date: jiff::civil::Date::new(nearest_wages(i16::MAX).year, 1, 1).ok(),
        ..RawArticle::default()
    };
    let scored = engine.analyse(raw);
    let reading = reading(engine, &scored);
    Ok(AnalysedDraft { scored, reading })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{DraftError, DraftText, read_draft};

    thread_local! {
        /// Bytes that were searched for line breaks.
        pub static SEARCHED: Cell<usize> = const { Cell::new(0) };
    }

    #[track_caller]
    fn check(text: &str, title: Option<&str>, expected: (&str, &str, Option<u32>, u32)) {
        let draft = DraftText::of_file(text.as_bytes(), title).expect("it is a text");
        assert_eq!((draft.title.as_str(), draft.body.as_str(), draft.title_line, draft.body_line), expected);
    }

    #[test]
    fn the_first_line_is_the_headline_unless_it_is_a_paragraph() {
        check("\n Late shifts \r\n\r\nCashiers wait.", None, ("Late shifts", "\nCashiers wait.", Some(2), 3));
        check("Cashiers wait.", None, ("", "Cashiers wait.", None, 1));
        let long = format!("{}\nEnd.", "Cashiers wait. ".repeat(20));
        check(&long, None, ("", &long, None, 1));
        check("One.\nTwo.", Some("Given"), ("Given", "One.\nTwo.", None, 1));
    }

    #[test]
    fn a_hit_has_the_line_it_is_on() {
        let draft = DraftText::of_file(b"Head\n\nOne.\nTwo.", None).expect("it is a text");
        let lines = draft.lines();
        assert_eq!((lines.line("title", 0), lines.line("body", 1), lines.line("body", 6)), (Some(1), Some(3), Some(4)));
        assert_eq!(lines.line("body", 99), None);
    }

    #[test]
    fn lines_are_looked_for_once_however_many_are_to_be_checked() {
        let engine = crate::Engine::new(crate::Lexicon::embedded()).expect("the embedded calibration is sound");
        let text = "Cashiers earn $9 an hour and work nights.\n".repeat(50);
        let draft = DraftText::of_file(text.as_bytes(), Some("Pay")).expect("it is a text");
        let read = read_draft(&engine, &draft.title, &draft.body).expect("it is short");
        SEARCHED.set(0);
        let answer = read.answer(&draft);
        assert!(answer.n_found >= 50, "{} lines", answer.n_found);
        assert_eq!(SEARCHED.get(), draft.body.len());
    }

    #[test]
    fn the_text_of_a_web_page_is_taken_out_and_other_files_are_named() {
        let paragraph =
            "<p>The cashier learns her shifts on the day before, and she is paid nine dollars an hour for them.</p>";
        let page = format!(
            "<!DOCTYPE html><html><head><title>Late</title></head><body><article>{}</article></body></html>",
            paragraph.repeat(6)
        );
        let draft = DraftText::of_file(page.as_bytes(), None).expect("it is a page");
        assert_eq!(draft.title, "Late");
        assert!(draft.body.starts_with("The cashier") && !draft.body.contains('<'), "{}", draft.body);
        assert!(draft.remarks[0].contains("web page"));
        for bytes in [&b"%PDF-1.7"[..], b"PK\x03\x04", b"a\0b"] {
            assert!(matches!(DraftText::of_file(bytes, None), Err(DraftError::NoText { .. })));
        }
    }
}
