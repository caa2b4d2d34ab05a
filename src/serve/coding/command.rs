//! The shell command that scores the codes.

use std::path::Path;

use crate::serve::coding::CodingFolder;

/// `classlens gold score …` with the existing files; `None` before the first code.
pub(in crate::serve) fn score_command(audit: &Path, folder: &CodingFolder) -> Option<String> {
    let files: Vec<_> = folder.coders.iter().map(|coder| folder.file(coder)).filter(|file| file.exists()).collect();
    let mut words = vec!["classlens gold score".to_owned(), word(audit)];
    words.extend(files.iter().map(|file| word(file)));
    words.extend(["--plan".to_owned(), word(&folder.plan_file())]);
    (!files.is_empty()).then(|| words.join(" "))
}

/// A path as one word of a shell.
fn word(path: &Path) -> String {
    let text = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:+,@".contains(c);
    match text.strip_prefix('-') {
        Some(_) => word(&Path::new(".").join(path)),
        None if text.chars().all(is_plain) && !text.is_empty() => text.into_owned(),
        None => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::word;
    use std::path::Path;

    #[test]
    fn a_path_is_one_word() {
        for (path, expected) in [
            ("audits/2016", "audits/2016"),
            ("my codes/ann.jsonl", "'my codes/ann.jsonl'"),
            ("it's; $(x)", "'it'\\''s; $(x)'"),
            ("-x", "./-x"),
        ] {
            assert_eq!(word(Path::new(path)), expected);
        }
    }
}
