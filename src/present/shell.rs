//! A command that is printed runs as it is printed: paths as words of a shell.

use std::path::Path;

/// A path, or another argument, as one word of a shell.
#[must_use]
pub fn shell_word(path: &Path) -> String {
    let text = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:+,@=".contains(c);
    match text.strip_prefix('-') {
        Some(_) => shell_word(&Path::new(".").join(path)),
        None if text.chars().all(is_plain) && !text.is_empty() => text.into_owned(),
        None => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::shell_word;
    use std::path::Path;

    #[test]
    fn a_path_is_one_word() {
        for (path, expected) in [
            ("audits/2016", "audits/2016"),
            ("my codes/ann.jsonl", "'my codes/ann.jsonl'"),
            ("it's; $(x)", "'it'\\''s; $(x)'"),
            ("-x", "./-x"),
        ] {
            assert_eq!(shell_word(Path::new(path)), expected);
        }
    }
}
