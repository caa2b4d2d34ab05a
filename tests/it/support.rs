//! Calls shared by the tests of this binary: the program, its output, audits to ask.

pub mod coding;
pub mod pages;
#[cfg(feature = "serve")]
pub mod server;
#[cfg(feature = "serve")]
pub mod sheets;
pub mod steps;

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// A fresh folder that is removed at the end of the test.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Writes a file below `folder`.
pub fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("the folder can be written");
    path
}

/// Runs classlens in `folder`.
pub fn classlens(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("classlens").expect("the binary is built");
    command.current_dir(folder).args(args).output().expect("the binary runs")
}

/// What a run that succeeds prints on standard output.
#[track_caller]
pub fn printed(folder: &Path, args: &[&str]) -> String {
    let output = classlens(folder, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}{}", stdout(&output), stderr(&output));
    stdout(&output)
}

/// A folder with `audit`, an audit of the sample corpus; `more` are further arguments.
pub fn audited_sample(more: &[&str]) -> tempfile::TempDir {
    let root = folder();
    printed(root.path(), &[&["audit", "--quiet"], more].concat());
    root
}

/// A folder with `audit`, an audit of articles as JSON Lines; `more` are further arguments.
pub fn audited_lines(lines: &str, more: &[&str]) -> tempfile::TempDir {
    let root = folder();
    write(root.path(), "x.jsonl", lines);
    printed(root.path(), &[&["audit", "x.jsonl", "--quiet"], more].concat());
    root
}

/// What was printed on standard output.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

/// What was printed on standard error.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("output is UTF-8")
}

/// The rows of a CSV text as maps from column to value.
pub fn rows(csv: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("the CSV is sound")
}
