//! Opens a source: unpacks gzip and zstd, decodes its charset, tells its layout by content.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::read::Source;

/// Bytes looked at to tell packing, charset and layout.
const HEAD: usize = 64 << 10;

/// An opened source: UTF-8 text, but for stray bytes inside a UTF-8 file.
pub(super) struct Input<'a> {
    /// The unpacked and decoded text.
    pub reader: Box<dyn BufRead + 'a>,
    /// What was decided about the charset, when it is not UTF-8.
    pub notice: Option<String>,
}

/// Opens `source`; the error says what is wrong and what to do.
pub(super) fn open<'a>(source: &Source, read_bytes: &'a AtomicU64) -> Result<Input<'a>, String> {
    let raw: Box<dyn Read> = match source {
        Source::File(path) => {
            Box::new(File::open(path).map_err(|e| format!("cannot be opened ({e}): check the permissions"))?)
        }
        Source::Stdin => Box::new(io::stdin()),
        Source::Memory { bytes, .. } => Box::new(*bytes),
        Source::Broken { reason, .. } => return Err(reason.clone()),
    };
    let counted = BufReader::with_capacity(HEAD, Counted { inner: raw, read_bytes });
    let mut unpacked = unpack(counted).map_err(|e| explain(&e))?;
    let head = unpacked.fill_buf().map_err(|e| explain(&e))?;
    let encoding = charset(head);
    if encoding == UTF_8 {
        return Ok(Input { reader: unpacked, notice: None });
    }
    let decoder =
        encoding_rs_io::DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(unpacked);
    let notice = format!("not UTF-8: read as {}; convert the file if words look wrong", encoding.name());
    Ok(Input { reader: Box::new(BufReader::with_capacity(HEAD, decoder)), notice: Some(notice) })
}

/// A message for an error while reading.
pub(super) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            "the packed file ends early: what came before was read; fetch or pack it again".to_owned()
        }
        io::ErrorKind::IsADirectory => "is a folder, not a file".to_owned(),
        _ => format!("cannot be read further ({error}): what came before was read; fetch or pack it again"),
    }
}

fn unpack<'a>(mut packed: BufReader<Counted<'a>>) -> io::Result<Box<dyn BufRead + 'a>> {
    let head = packed.fill_buf()?;
    if head.starts_with(&[0x1f, 0x8b]) {
        let plain = flate2::bufread::MultiGzDecoder::new(packed);
        return Ok(Box::new(BufReader::with_capacity(HEAD, plain)));
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let plain = zstd::Decoder::with_buffer(packed)?;
        return Ok(Box::new(BufReader::with_capacity(HEAD, plain)));
    }
    Ok(Box::new(packed))
}

/// The charset told by a byte order mark, zero bytes, valid UTF-8, or by a guess on the head.
fn charset(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    let sample = &head[..head.len().min(1024)];
    let zeros_at = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 4 > sample.len();
    if sample.len() > 3 && zeros_at(1) {
        return encoding_rs::UTF_16LE;
    }
    if sample.len() > 3 && zeros_at(0) {
        return encoding_rs::UTF_16BE;
    }
    match std::str::from_utf8(head) {
        Ok(_) => UTF_8,
        // A character cut by the end of the buffer is no error.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(error) if mostly_utf8(head, error.valid_up_to()) => UTF_8,
        Err(_) => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(head, true);
            let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
            if guess == UTF_8 { WINDOWS_1252 } else { guess }
        }
    }
}

/// A UTF-8 file with a stray byte: it has longer valid sequences than broken ones.
fn mostly_utf8(head: &[u8], _valid: usize) -> bool {
    let text = String::from_utf8_lossy(head);
    let broken = text.matches('\u{fffd}').count();
    let fine = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    fine > broken * 4
}

/// How a file is laid out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Nothing but blanks.
    Empty,
    /// Zero bytes or a known binary format.
    Binary,
    /// One JSON object a line.
    Lines,
    /// One JSON document: an array, or one object over several lines.
    Json,
    /// Delimited columns with a header.
    Table {
        /// Column separator.
        delimiter: u8,
    },
    /// Plain text, one article.
    Text,
}

/// Tells the layout from the first bytes; the name decides only between table and text.
pub(super) fn layout(name: &str, head: &[u8]) -> Layout {
    let text = String::from_utf8_lossy(head);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        return Layout::Empty;
    }
    let binary = ["%PDF", "PK\u{3}\u{4}", "PAR1", "\u{7f}ELF", "BZh"].iter().any(|magic| start.starts_with(magic));
    if binary || head.iter().take(1024).filter(|b| **b == 0).count() > 4 {
        return Layout::Binary;
    }
    if start.starts_with('[') && start[1..].trim_start().starts_with(['{', ']']) {
        return Layout::Json;
    }
    if let Some(rest) = start.strip_prefix('{') {
        let first_line = start.lines().next().unwrap_or(start);
        let whole = serde_json::from_str::<serde::de::IgnoredAny>(first_line).is_ok();
        let cut = first_line.len() >= start.len() && head.len() >= HEAD / 2;
        let spread = rest.trim_start_matches(' ').starts_with(['\n', '\r']);
        return if whole || cut || !spread { Layout::Lines } else { Layout::Json };
    }
    table_delimiter(name, start).map_or(Layout::Text, |delimiter| Layout::Table { delimiter })
}

/// The separator of a table: its header line must name at least two known columns, or the file
/// must be called `.csv` or `.tsv`.
fn table_delimiter(name: &str, start: &str) -> Option<u8> {
    let header = start.lines().next()?;
    let name = name.to_lowercase();
    let called = [".csv", ".tsv"]
        .iter()
        .any(|ending| ["", ".gz", ".zst"].iter().any(|packed| name.ends_with(&[*ending, *packed].concat())));
    let best = [b'\t', b',', b';'].into_iter().max_by_key(|d| header.bytes().filter(|b| b == d).count())?;
    let columns: Vec<&str> = header.split(char::from(best)).map(|c| c.trim_matches('"')).collect();
    let known = crate::read::ColumnMap::default().locate(&columns).len();
    (called || (columns.len() > 1 && known >= 2)).then_some(best)
}

/// Counts the bytes taken from disk.
struct Counted<'a> {
    inner: Box<dyn Read>,
    read_bytes: &'a AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read_bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
