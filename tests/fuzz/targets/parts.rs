//! Several files as one input: a line `=== NAME` before each. What is packed is changed where it matters and not in its packing.

use std::io::Write;

const MARK: &str = "=== ";

/// Names and contents. Names that lead out of a folder are left out.
pub fn parts(input: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        let name = std::str::from_utf8(line).ok().and_then(|line| line.strip_prefix(MARK));
        match (name, parts.last_mut()) {
            (Some(name), _) => parts.push((name.trim_end().to_owned(), Vec::new())),
            (None, Some((_, content))) => content.extend_from_slice(line),
            (None, None) => {}
        }
    }
    parts.retain(|(name, _)| is_below(name));
    parts
}

/// The first line as the name of a file, the rest as its content.
pub fn named(input: &[u8]) -> Option<(String, &[u8])> {
    let end = input.iter().position(|byte| *byte == b'\n')?;
    let name = std::str::from_utf8(&input[..end]).ok()?.trim_end();
    (is_below(name) && !name.contains('/')).then(|| (name.to_owned(), &input[end + 1..]))
}

fn is_below(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/[]".contains(c);
    (1..=60).contains(&name.len())
        && name.chars().all(is_plain)
        && name.split('/').all(|part| !part.is_empty() && !part.starts_with("..") && part != ".")
}

/// The parts as a ZIP archive without compression.
pub fn zipped(input: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts(input) {
        // A name that is there already is refused: the first one is kept.
        if zip.start_file(name, stored).is_ok() {
            zip.write_all(&content).expect("memory can be written");
        }
    }
    zip.finish().expect("the archive is whole").into_inner()
}
