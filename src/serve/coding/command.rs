//! The shell command that scores the codes.

use std::path::Path;

use crate::present::shell_word;
use crate::serve::coding::CodingFolder;

/// `classlens gold score …` with the existing files; `None` before the first code.
pub(in crate::serve) fn score_command(audit: &Path, folder: &CodingFolder) -> Option<String> {
    let files: Vec<_> = folder.coders.iter().map(|coder| folder.file(coder)).filter(|file| file.exists()).collect();
    let mut words = vec!["classlens gold score".to_owned(), shell_word(audit)];
    words.extend(files.iter().map(|file| shell_word(file)));
    words.extend(["--plan".to_owned(), shell_word(&folder.plan_file())]);
    (!files.is_empty()).then(|| words.join(" "))
}
