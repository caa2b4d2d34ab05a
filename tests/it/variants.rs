//! Every variant of an error of the library is met by a test, which has its name or words of its message that no other
//! message has. That the test brings it about is for a reader to see.

use std::collections::BTreeMap;
use std::path::Path;

use regex::Regex;

/// Variants that a test cannot name or bring about, with the reason; the list may only shrink.
const EXCEPTIONS: [(&str, &str); 3] = [
    ("CodesError::Read", "private to the server; `serve_coding_disk` reads its message on a page"),
    ("CodesError::Write", "private to the server; `serve_coding_disk` reads its message on a page"),
    ("StoreError::Rows", "an index in memory fails where memory or a thread does"),
];

/// Words in a row by which a message is known.
const WORDS: usize = 4;

/// A variant, and the words in a row that its message has besides values.
#[derive(Debug, PartialEq, Eq)]
struct Variant {
    name: String,
    words: Vec<String>,
}

/// The variants of errors in a source file; those that pass on the message of another error are left out.
fn variants(source: &str) -> Vec<Variant> {
    let pattern = |text: &str| Regex::new(text).expect("a sound pattern");
    let error = pattern(
        r"(?ms)^#\[derive\([^\n]*thiserror::Error\)\]\n(?:#\[non_exhaustive\]\n)?pub(?:\([^)\n]*\))? enum (\w+) \{\n(.*?)^\}",
    );
    let variant = pattern(r"(?s)#\[error\(\s*(.*?)\s*\)\]\n    (\w+)");
    let message = pattern(r#"^"((?:[^"\\]|\\.)*)""#);
    let value = pattern(r"\{[^}]*\}|\\n");
    let mut found = Vec::new();
    for error in error.captures_iter(&joined(source)) {
        for variant in variant.captures_iter(&error[2]) {
            let Some(message) = message.captures(&variant[1]) else { continue };
            let mut words = Vec::new();
            for piece in value.split(&message[1]) {
                let piece: Vec<&str> = piece.split_whitespace().collect();
                words.extend(piece.windows(WORDS).map(|words| words.join(" ")));
            }
            found.push(Variant { name: format!("{}::{}", &error[1], &variant[2]), words });
        }
    }
    found
}

/// The source with texts of several lines on one.
fn joined(source: &str) -> String {
    Regex::new(r"\\\n\s*").expect("a sound pattern").replace_all(source, "").into_owned()
}

/// What a file has of tests, without comments.
fn tests_of(name: &str, source: &str) -> String {
    let is_test = name.starts_with("tests/") || name.contains("/tests/") || name.ends_with("tests.rs");
    let tests = if is_test { source } else { source.split("#[cfg(test)]\nmod tests {").nth(1).unwrap_or_default() };
    joined(tests).lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Whether a text names a variant, and not one whose name is longer.
fn names(text: &str, name: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    text.match_indices(name).any(|(at, _)| !goes_on(&text[at + name.len()..]))
}

#[test]
fn every_variant_of_an_error_is_met_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut all, mut tests) = (Vec::new(), String::new());
    for entry in ["src", "tests"].iter().flat_map(|folder| walkdir::WalkDir::new(root.join(folder))).flatten() {
        let below = entry.path().strip_prefix(root).expect("below the root").display().to_string().replace('\\', "/");
        // The list above names variants that no test does.
        let is_source = entry.path().extension().is_some_and(|extension| extension == "rs");
        if !is_source || below == "tests/it/variants.rs" {
            continue;
        }
        let source = std::fs::read_to_string(entry.path()).expect("sources are UTF-8");
        tests.push_str(&tests_of(&below, &source));
        if below.starts_with("src/") && !below.starts_with("src/bin/") {
            all.extend(variants(&source));
        }
    }
    assert!(all.len() > 100, "variants were read: {}", all.len());
    let mut messages: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().flat_map(|variant| &variant.words).for_each(|words| *messages.entry(words).or_default() += 1);
    let is_known = |words: &String| messages[words.as_str()] == 1 && tests.contains(words.as_str());
    let is_met = |variant: &&Variant| names(&tests, &variant.name) || variant.words.iter().any(is_known);
    let mut unmet: Vec<&str> = all.iter().filter(|variant| !is_met(variant)).map(|v| v.name.as_str()).collect();
    unmet.sort_unstable();
    let expected = EXCEPTIONS.map(|(name, _)| name);
    assert_eq!(unmet, expected, "bring it about in a test; a variant that a test meets leaves the list");
}

#[test]
fn variants_are_read_with_the_words_of_their_messages() {
    let source = "/// Why.\n#[derive(Debug, thiserror::Error)]\n#[non_exhaustive]\npub enum XError {\n    /// One.\n    \
                  #[error(\"{}: cannot be read ({reason}); name \\\n             another file\", path.display())]\n    \
                  Read {\n        /// The file.\n        path: PathBuf,\n    },\n    /// Two.\n    #[error(transparent)]\n    \
                  Y(#[from] YError),\n    /// Three.\n    #[error(\n        \"no {what}\"\n    )]\n    None(String),\n}\n";
    let variant = |name: &str, words: &[&str]| Variant {
        name: name.to_owned(),
        words: words.iter().map(|words| (*words).to_owned()).collect(),
    };
    let read = variant("XError::Read", &[": cannot be read", "cannot be read (", "); name another file"]);
    assert_eq!(variants(source), [read, variant("XError::None", &[])]);
    assert!(names("XError::Read {", "XError::Read") && !names("XError::ReadAll", "XError::Read"));
    assert_eq!(tests_of("src/x.rs", "a\n#[cfg(test)]\nmod tests {\n    // b\n    c\n"), "\n    c");
}
