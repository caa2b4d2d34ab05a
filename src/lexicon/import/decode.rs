//! Turns the bytes of a dictionary into text with plain newlines.

use encoding_rs::{Encoding, UTF_8};

use crate::lexicon::import::{Fault, ImportedTerms, fault};

/// The text, without byte order mark and with `\n` as the only newline.
pub(super) fn decode(bytes: &[u8], found: &mut ImportedTerms) -> Result<String, Fault> {
    let (encoding, line) = charset(bytes);
    let (text, _, broken) = encoding.decode(bytes);
    if text.contains('\0') {
        return Err(fault(1, "not a text file: export the dictionary as text"));
    }
    if encoding != UTF_8 {
        let name = encoding.name();
        found.kept(line, format!("not UTF-8: read as {name}; convert the file if words look wrong"));
    }
    if broken {
        let at = text.find('\u{fffd}').unwrap_or(0);
        let line = text[..at].matches('\n').count() + 1;
        found.kept(line, "bytes that are no letters were replaced: save the file as UTF-8");
    }
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n"))
}

/// The charset by byte order mark, zero bytes, valid UTF-8 or a guess; and the line that determined it.
fn charset(bytes: &[u8]) -> (&'static Encoding, usize) {
    if let Some(encoding) = crate::read::marked(bytes) {
        return (encoding, 1);
    }
    let Err(error) = std::str::from_utf8(bytes) else { return (UTF_8, 1) };
    let line = bytes[..error.valid_up_to()].split(|b| *b == b'\n').count();
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    (detector.guess(None, chardetng::Utf8Detection::Deny), line)
}
