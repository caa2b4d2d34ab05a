//! Detects the charset of bytes and decodes them.
//!
//! Order: byte order mark, zero bytes of UTF-16, valid UTF-8, what the document declares, a guess.
//! UTF-8 is tried before the declaration, because text in another charset is hardly ever valid UTF-8
//! while pages that declare the wrong charset are common.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The charset of a file by its first bytes.
pub(super) fn of_head(head: &[u8]) -> &'static Encoding {
    settle(head, None)
}

/// Decodes a whole document; reports the charset where it is not UTF-8.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> (Cow<'a, str>, Option<&'static Encoding>) {
    let encoding = settle(bytes, declared);
    let (text, used, _) = encoding.decode(bytes);
    (text, (used != UTF_8).then_some(used))
}

/// Decodes records one by one: one that is UTF-8 is read as UTF-8, whatever its neighbours are.
pub(super) struct RecordCharset {
    /// For the records that are not UTF-8.
    other: &'static Encoding,
    is_reported: bool,
}

impl RecordCharset {
    /// The charset of records that are not UTF-8 is guessed from such lines of `head`, else it is windows-1252.
    pub(super) fn of_head(head: &[u8]) -> Self {
        Self { other: of_lines(head), is_reported: false }
    }

    /// The record as text, and a remark on the first one that is not UTF-8.
    pub(super) fn decode<'a>(
        &mut self,
        record: &'a [u8],
        place: impl FnOnce() -> String,
    ) -> (Cow<'a, str>, Option<String>) {
        if let Ok(text) = std::str::from_utf8(record) {
            return (Cow::Borrowed(text), None);
        }
        let is_first = !std::mem::replace(&mut self.is_reported, true);
        let name = self.other.name();
        let remark = is_first.then(|| {
            format!(
                "{}: bytes that are not UTF-8 were read as {name}; so are all such records: convert the file if words look \
                 wrong",
                place()
            )
        });
        (self.other.decode_without_bom_handling(record).0, remark)
    }
}

/// The charset of the lines that are not UTF-8, a cut last one apart.
fn of_lines(head: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let mut has_any = false;
    for line in head.split_inclusive(|b| *b == b'\n') {
        if std::str::from_utf8(line).is_err_and(|e| e.error_len().is_some()) {
            has_any = true;
            detector.feed(line, false);
        }
    }
    detector.feed(b"", true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    if has_any && guess != UTF_8 { guess } else { WINDOWS_1252 }
}

/// True when each byte is a character of its own, so that separators and quotes are found before decoding.
pub(super) fn is_single_byte(encoding: &'static Encoding) -> bool {
    encoding == UTF_8 || encoding.is_single_byte()
}

/// What is said where a file is not UTF-8.
pub(super) fn remark(encoding: &'static Encoding) -> String {
    format!("not UTF-8: read as {}; convert the file if words look wrong", encoding.name())
}

/// The charset an XML or HTML document declares in its first bytes.
pub(super) fn declared(head: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_ascii_lowercase();
    let after = |label: &str| {
        let at = start.find(label)? + label.len();
        let value = start[at..].trim_start_matches([' ', '=', '"', '\'']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(value.len());
        Some(value[..end].to_owned()).filter(|v| !v.is_empty())
    };
    if start.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml") {
        let head = start.split("?>").next().unwrap_or("");
        if head.contains("encoding") {
            return after("encoding");
        }
    }
    after("charset")
}

/// The charset that a byte order mark gives, or the zero bytes of UTF-16 without one.
#[must_use]
pub fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let sample = &bytes[..bytes.len().min(1024)];
    let zeros_at = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 4 > sample.len();
    match sample.len() > 3 {
        true if zeros_at(1) => Some(encoding_rs::UTF_16LE),
        true if zeros_at(0) => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

fn settle(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    if let Some(encoding) = marked(bytes) {
        return encoding;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => return UTF_8,
        // A character cut by the end of the buffer is no error.
        Err(error) if error.error_len().is_none() => return UTF_8,
        Err(_) if mostly_utf8(bytes) => return UTF_8,
        Err(_) => {}
    }
    let named = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    // UTF-16 that has no zero bytes is a wrong declaration.
    if let Some(encoding) = named.filter(|e| *e != UTF_8 && e.is_ascii_compatible()) {
        return encoding;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    if guess == UTF_8 { WINDOWS_1252 } else { guess }
}

/// A UTF-8 file with a stray byte: it has more valid sequences than broken ones.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{fffd}').count();
    let fine = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    fine > broken * 4
}
