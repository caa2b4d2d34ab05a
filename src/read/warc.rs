//! WARC and ARC: web archives, packed per record, whole or broken.
//!
//! Every page that was answered with HTML is a record of the input; requests, revisits, pictures
//! and the like are no articles and are counted in one notice. A broken record is refused, and
//! reading goes on at the next one.

mod http;
mod members;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use crate::article::{Notice, Record, Reject};
use crate::read::lines::read_line;
use crate::read::pack::{HEAD, Peeked};
use crate::read::record_source::{Bounded, RecordSource};
use crate::read::warc::members::BrokenMember;
use crate::read::{Sink, charset, html, open};

/// Longest header line.
const LINE: usize = 64 << 10;
/// Most header lines of one record.
const MAX_HEADERS: usize = 500;

/// True for the first bytes of a WARC or ARC file.
pub(super) fn is_start(head: &[u8]) -> bool {
    head.starts_with(b"WARC/") || head.starts_with(b"filedesc://")
}

/// Reads an unpacked archive.
pub(super) fn read(input: &RecordSource<'_>, reader: Peeked<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    walk(input, Box::new(reader), sink)
}

/// Reads an archive packed with gzip; a broken member does not end it.
pub(super) fn read_gzip(input: &RecordSource<'_>, reader: Peeked<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let plain = Bounded { inner: members::MemberReader::new(reader), budget: Rc::clone(&input.budget) };
    walk(input, Box::new(BufReader::with_capacity(HEAD, plain)), sink)
}

/// The head of a record.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    url: String,
    content_type: String,
    date: String,
    length: Option<u64>,
    is_arc: bool,
}

fn walk(input: &RecordSource<'_>, mut reader: Box<dyn BufRead + '_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let refuse = |position, reason: String| Record::Reject(Reject::new(input.source, position, reason));
    let mut left_out: BTreeMap<String, u64> = BTreeMap::new();
    let mut position = 0;
    let mut n_told = 0;
    let mut is_lost = false;
    loop {
        let head = match next_head(&mut *reader) {
            Ok(Some(head)) => head,
            Ok(None) => break,
            Err(HeadError::Line(reason)) => {
                // One refusal for all lines until the next record.
                if !is_lost {
                    position += 1;
                    n_told += 1;
                    sink(refuse(position, reason))?;
                    is_lost = true;
                }
                continue;
            }
            Err(HeadError::End(reason)) => {
                n_told += 1;
                sink(refuse(position + 1, reason))?;
                break;
            }
        };
        is_lost = false;
        position += 1;
        match content_of(input, &mut *reader, &head) {
            Ok(content) => match record_of(input, position, &head, &content) {
                RecordOutcome::Record(record) => {
                    n_told += 1;
                    sink(record)?;
                }
                RecordOutcome::LeftOut(kind) => *left_out.entry(kind).or_default() += 1,
            },
            Err(reason) => {
                n_told += 1;
                sink(refuse(position, reason))?;
            }
        }
    }
    if !left_out.is_empty() {
        let kinds: Vec<String> = left_out.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        let message = format!("records that are no pages were left out: {}", kinds.join(", "));
        sink(Record::Notice(Notice { source: Arc::clone(input.source), message }))?;
    }
    if n_told == 0 {
        return sink(refuse(0, "the web archive holds no pages: nothing to read, leave it out".into()));
    }
    ControlFlow::Continue(())
}

/// Why no head could be read.
enum HeadError {
    /// This line is no head; the next may be one.
    Line(String),
    /// Nothing more can be read.
    End(String),
}

/// The head of the next record; `None` at the end.
fn next_head(reader: &mut dyn BufRead) -> Result<Option<Head>, HeadError> {
    let line = loop {
        match line_of(reader)? {
            None => return Ok(None),
            Some(line) if line.is_empty() => {}
            Some(line) => break line,
        }
    };
    if let Some(head) = arc_head(&line) {
        return Ok(Some(head));
    }
    if !line.starts_with("WARC/") {
        return Err(HeadError::Line(
            "a record without a head: its length is wrong or the archive is damaged here".into(),
        ));
    }
    let mut head = Head::default();
    for _ in 0..MAX_HEADERS {
        let line = match line_of(reader)? {
            None => return Err(HeadError::End("the archive ends inside the head of a record: fetch it again".into())),
            Some(line) if line.is_empty() => break,
            Some(line) => line,
        };
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => head.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut head.url),
            "warc-date" => value.clone_into(&mut head.date),
            "content-type" => head.content_type = value.to_ascii_lowercase(),
            "content-length" => head.length = value.parse().ok(),
            _ => {}
        }
    }
    Ok(Some(head))
}

/// `URL address date type length`, the head of a record of ARC.
fn arc_head(line: &str) -> Option<Head> {
    let words: Vec<&str> = line.split(' ').collect();
    let n = words.len();
    let is_scheme = ["http://", "https://", "filedesc://", "dns:"].iter().any(|s| line.starts_with(s));
    if n < 5 || !is_scheme {
        return None;
    }
    let length = words[n - 1].parse().ok();
    // Version 2 has four more columns; an address may contain blanks.
    let date_at = words.iter().rposition(|w| w.len() == 14 && w.bytes().all(|b| b.is_ascii_digit()))?;
    let url = words[..date_at.checked_sub(1)?].join(" ");
    let kind = if url.starts_with("http") { "response" } else { "warcinfo" };
    Some(Head { kind: kind.into(), url, date: words[date_at].to_owned(), length, is_arc: true, ..Head::default() })
}

fn line_of(reader: &mut dyn BufRead) -> Result<Option<String>, HeadError> {
    let mut line = Vec::new();
    match read_line(reader, &mut line, LINE) {
        Ok(0) => Ok(None),
        Ok(_) => Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned())),
        Err(error) => match BrokenMember::of(&error) {
            Some(broken) => Err(HeadError::Line(broken.to_string())),
            None => Err(HeadError::End(open::explain(&error))),
        },
    }
}

/// The block of a record; the error is the reason it is refused.
fn content_of(input: &RecordSource<'_>, reader: &mut dyn BufRead, head: &Head) -> Result<Vec<u8>, String> {
    let bound = input.options.max_record_bytes as u64;
    let Some(length) = head.length else {
        return Err("a record without a length: the archive is damaged here; what follows is looked for".into());
    };
    let wanted = matches!(head.kind.as_str(), "response" | "resource" | "conversion") && length <= bound;
    let mut content = Vec::new();
    let taken = if wanted {
        reader.take(length).read_to_end(&mut content).map(|n| n as u64)
    } else {
        std::io::copy(&mut reader.take(length), &mut std::io::sink())
    };
    match taken {
        Err(error) => Err(BrokenMember::of(&error).map_or_else(|| open::explain(&error), ToString::to_string)),
        Ok(n) if n < length => {
            Err(format!("the archive ends {} bytes before the end of this record: fetch it again", length - n))
        }
        Ok(_) if length > bound => Err(super::lines::too_long(length as usize, bound as usize)),
        Ok(_) => Ok(content),
    }
}

/// What comes of a record.
enum RecordOutcome {
    /// An article or a refusal.
    Record(Record),
    /// No page: counted by this kind.
    LeftOut(String),
}

fn record_of(input: &RecordSource<'_>, position: u64, head: &Head, content: &[u8]) -> RecordOutcome {
    let refuse = |reason: String| RecordOutcome::Record(Record::Reject(Reject::new(input.source, position, reason)));
    let url = Some(head.url.as_str()).filter(|url| url.starts_with("http"));
    let (body, kind, declared) = match head.kind.as_str() {
        "response" if head.is_arc || head.content_type.contains("http") || content.starts_with(b"HTTP/") => {
            match http::parse(content, input.options.max_record_bytes) {
                Ok(answer) if !(200..300).contains(&answer.status) => {
                    return RecordOutcome::LeftOut(format!("response with status {}", answer.status));
                }
                Ok(answer) => (answer.body, answer.content_type.clone(), http::charset_of(&answer.content_type)),
                Err(reason) => return refuse(reason),
            }
        }
        "resource" | "response" => (content.to_vec(), head.content_type.clone(), http::charset_of(&head.content_type)),
        "conversion" if head.content_type.starts_with("text/plain") => {
            return RecordOutcome::Record(text_record(input, position, head, content));
        }
        kind => return RecordOutcome::LeftOut(if kind.is_empty() { "of no type".to_owned() } else { kind.to_owned() }),
    };
    let is_page = kind.contains("html") || (kind.is_empty() && looks_like_page(&body));
    if !is_page {
        let kind = kind.split(';').next().unwrap_or("").trim();
        return RecordOutcome::LeftOut(format!("response of {}", if kind.is_empty() { "no type" } else { kind }));
    }
    let declared = declared.or_else(|| charset::declared(&body));
    let (text, _) = charset::decode(&body, declared.as_deref());
    RecordOutcome::Record(html::page_record(input, position, &text, url))
}

/// A page of extracted text (WET).
fn text_record(input: &RecordSource<'_>, position: u64, head: &Head, content: &[u8]) -> Record {
    let text = String::from_utf8_lossy(content);
    let (title, body) = text.split_once('\n').unwrap_or(("", &text));
    let mut fields = BTreeMap::from([
        (crate::read::FieldName::Url, head.url.clone()),
        (crate::read::FieldName::Title, title.trim().to_owned()),
        (crate::read::FieldName::Body, body.trim().to_owned()),
    ]);
    match crate::read::columns::assemble(input.source, position, None, |f| fields.remove(&f)) {
        Ok(article) => Record::Article(Box::new(article)),
        Err(reject) => Record::Reject(reject),
    }
}

fn looks_like_page(body: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&body[..body.len().min(1024)]).to_ascii_lowercase();
    start.contains("<html") || start.contains("<!doctype html")
}

#[cfg(test)]
mod tests;
