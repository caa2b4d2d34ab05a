//! Hashes of files, and JSON files that hold a hash of themselves.
//!
//! Always holds: a file that was written with [`sealed`] has the hash of its own text without that hash, so that a change of
//! any byte is seen. It detects damage and other versions, not forgery.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Bytes read at once.
const CHUNK: usize = 1 << 16;

/// XXH3 of a file, 128 bits, 32 hexadecimal digits. It detects damage and other versions, not forgery.
///
/// # Errors
/// When the file cannot be read.
pub fn hash_of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let (mut hash, mut buffer) = (Xxh3::new(), vec![0; CHUNK]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(format!("{:032x}", hash.digest128())),
            Ok(n) => hash.update(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The same of a text.
pub(crate) fn hash_of_text(text: &str) -> String {
    format!("{:032x}", xxh3_128(text.as_bytes()))
}

/// A value as JSON, with the hash of that text in its first field, `seal`, which is empty in the value.
pub(crate) fn sealed(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("plain values only") + "\n";
    text.replacen(&line_of(""), &line_of(&hash_of_text(&text)), 1)
}

/// The hash that a text written with [`sealed`] should have in the place of `seal`, which it has.
pub(crate) fn seal_of(text: &str, seal: &str) -> String {
    hash_of_text(&text.replacen(&line_of(seal), &line_of(""), 1))
}

fn line_of(seal: &str) -> String {
    format!("\"seal\": \"{seal}\"")
}

#[cfg(test)]
mod tests {
    use super::{seal_of, sealed};

    #[derive(serde::Serialize, serde::Deserialize)]
    struct Sealed {
        seal: String,
        name: String,
    }

    #[test]
    fn a_change_of_any_byte_breaks_the_seal() {
        let text = sealed(&Sealed { seal: String::new(), name: "\"seal\": \"\"".to_owned() });
        let is_sound =
            |text: &str| serde_json::from_str::<Sealed>(text).is_ok_and(|read| seal_of(text, &read.seal) == read.seal);
        assert!(is_sound(&text), "{text}");
        for at in 0..text.len() {
            for bit in 0..7 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                assert!(!String::from_utf8(bytes).is_ok_and(|text| is_sound(&text)), "byte {at}, bit {bit}");
            }
        }
    }
}
