//! The examples of README and book run on the sample corpus and print what is written there.
//!
//! A block `sh` is run line by line. A block `console` has commands after `$ ` and what they print; a line `…` leaves lines out, `…`
//! at the end of a line leaves its rest out. A block `sh no-run:REASON` is not run, and is counted here.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use crate::docs::{pages, read, root};
use crate::support::{classlens, folder, stderr, stdout};

/// The pages with examples that run.
const README: [&str; 1] = ["README.md"];
const GUIDES: [&str; 4] =
    ["docs/guides/journalists.md", "docs/guides/researchers.md", "docs/guides/editors.md", "docs/guides/scale.md"];
const REFERENCE: [&str; 4] = [
    "docs/reference/queries.md",
    "docs/reference/lexicon.md",
    "docs/reference/audit-folder.md",
    "docs/reference/export.md",
];

/// A fenced block: the words after the fence, and its lines.
struct Block {
    info: String,
    lines: Vec<String>,
}

fn fenced(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match (line.strip_prefix("```"), inside) {
            (Some(info), false) => blocks.push(Block { info: info.trim().to_owned(), lines: Vec::new() }),
            (None, true) => blocks.last_mut().expect("a block is open").lines.push(line.to_owned()),
            (Some(_), true) | (None, false) => {}
        }
        inside ^= line.starts_with("```");
    }
    blocks
}

fn shell(folder: &Path, line: &str) -> Output {
    let binary = assert_cmd::cargo::cargo_bin("classlens");
    let beside = binary.parent().expect("a binary lies in a folder");
    let path = format!("{}:{}", beside.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.current_dir(folder).env("PATH", path).args(["-c", line]).output().expect("a shell runs")
}

/// Whether the printed lines are those of the page, with what `…` leaves out.
fn agrees(expected: &[String], printed: &str) -> Result<(), String> {
    let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
    let (mut next, mut leaves_out) = (0, false);
    for line in expected.iter().map(|line| line.trim_end()) {
        if line == "…" {
            leaves_out = true;
            continue;
        }
        let same =
            |found: &&str| line.strip_suffix('…').map_or(*found == line, |start| found.starts_with(start.trim_end()));
        let at = if leaves_out {
            printed.get(next..).unwrap_or_default().iter().position(same).map(|more| next + more)
        } else {
            printed.get(next).filter(|found| same(found)).map(|_| next)
        };
        next = at.ok_or_else(|| format!("`{line}` was not printed, but: {:?}", printed.get(next)))? + 1;
        leaves_out = false;
    }
    let rest = &printed[next.min(printed.len())..];
    if leaves_out || rest.is_empty() { Ok(()) } else { Err(format!("the page leaves out `{}` without …", rest[0])) }
}

#[track_caller]
fn check(names: &[&str]) {
    for name in names {
        let root_of_page = folder();
        let work = root_of_page.path();
        let audit = classlens(work, &["audit", "--quiet"]);
        assert!(audit.status.success(), "{}", stderr(&audit));
        let mut n_run = 0;
        for block in fenced(&read(&root().join(name))) {
            match block.info.as_str() {
                "sh" => {
                    for line in block.lines.iter().filter(|line| !line.trim().is_empty()) {
                        let output = shell(work, line);
                        assert!(output.status.success(), "{name}: {line}: {}{}", stdout(&output), stderr(&output));
                        n_run += 1;
                    }
                }
                "console" => {
                    for call in block.lines.chunk_by(|_, next| !next.starts_with("$ ")) {
                        let line = call[0].strip_prefix("$ ").expect("a console block begins with a command");
                        let output = shell(work, line);
                        assert!(output.status.success(), "{name}: {line}: {}", stderr(&output));
                        agrees(&call[1..], &stdout(&output)).unwrap_or_else(|fault| panic!("{name}: {line}: {fault}"));
                        n_run += 1;
                    }
                }
                _ => {}
            }
        }
        assert!(n_run > 0, "{name} has examples");
    }
}

#[test]
fn examples_of_the_readme_run() {
    check(&README);
}

#[test]
fn examples_for_journalists_run() {
    check(&GUIDES[..1]);
}

#[test]
fn examples_for_researchers_run() {
    check(&GUIDES[1..2]);
}

#[test]
fn examples_for_editors_run() {
    check(&GUIDES[2..3]);
}

#[test]
fn examples_for_large_corpora_run() {
    check(&GUIDES[3..]);
}

#[test]
fn examples_of_the_reference_run() {
    check(&REFERENCE);
}

#[test]
fn blocks_that_are_not_run_are_few_and_have_a_reason() {
    let mut n_not_run: BTreeMap<String, usize> = BTreeMap::new();
    let mut with_examples = Vec::new();
    for page in pages() {
        let name = page.strip_prefix(root()).expect("a page of the project").display().to_string();
        for block in fenced(&read(&page)) {
            match block.info.as_str() {
                "sh" | "console" => with_examples.push(name.clone()),
                "toml" | "" => {}
                // Its code is compared with programs that run.
                "rust" if name == "docs/guides/library.md" => {}
                // Run by `tests/recompute/run.py`.
                "python" if name == "docs/reference/export.md" => {}
                // The tests of the wheel run them.
                "python" if name == "docs/guides/python.md" => {}
                info => {
                    let reason = info.split_once(" no-run:").map(|(_, reason)| reason);
                    let reason =
                        reason.unwrap_or_else(|| panic!("{name}: `{info}`: write sh, console or sh no-run:REASON"));
                    *n_not_run.entry(reason.to_owned()).or_default() += 1;
                }
            }
        }
    }
    // Files that the reader brings, a server that runs on, codes that people write, the compiler; the wheel, R, a cluster.
    let known =
        [("coding", 2), ("python", 1), ("r", 1), ("server", 5), ("spark", 1), ("toolchain", 2), ("your-files", 12)];
    let known: BTreeMap<String, usize> = known.map(|(reason, n)| (reason.to_owned(), n)).into();
    assert_eq!(n_not_run, known, "a block that does not run needs a reason, and its count here");
    let run: Vec<&str> = [&README[..], &GUIDES, &REFERENCE].concat();
    assert!(with_examples.iter().all(|name| run.contains(&name.as_str())), "all examples run: {with_examples:?}");
}

#[test]
fn what_a_page_leaves_out_is_marked() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(agrees(&lines("a\n…\nd…"), "a\nb\nc\nd 4\n"), Ok(()));
    assert!(agrees(&lines("a\nd"), "a\nb\nd\n").is_err(), "a line is left out without a mark");
    assert!(agrees(&lines("a"), "a\nb\n").is_err(), "the end is left out without a mark");
    assert!(agrees(&lines("a\n…\ne"), "a\nb\n").is_err(), "a line was not printed");
}
