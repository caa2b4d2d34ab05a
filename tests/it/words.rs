//! Words mean what a reader expects: a type name is defined in two stages at most, and words that had a private
//! sense here are used in their ordinary one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regex::Regex;

/// Names still defined in more stages, with their number; the list may only shrink.
const EXCEPTIONS: &[(&str, usize)] = &[("Part", 3), ("Rows", 3)];

/// Files that say a whole command to a reader of a page.
const COMMANDS: [&str; 2] = ["serve/coding/command.rs", "serve/pages/line_command.rs"];

#[test]
fn the_library_names_no_flag_but_in_a_whole_command() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let flag = Regex::new(r"(^|[ `(])--[a-z]").expect("a pattern");
    for entry in walkdir::WalkDir::new(&root).into_iter().flatten() {
        let below = entry.path().strip_prefix(&root).expect("it lies in src").to_string_lossy().into_owned();
        let is_source = entry.path().extension().is_some_and(|extension| extension == "rs");
        let is_library = is_source && !below.starts_with("bin/") && !below.contains("tests");
        if !is_library || COMMANDS.contains(&below.as_str()) {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("a source file");
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let names_one = flag.is_match(line) && !line.contains("classlens ");
            assert!(!names_one, "{below}:{}: let the command line name the flag: {line}", at + 1);
        }
    }
}

/// The stage of a file: the folder or file directly below `src`.
fn stage_of(path: &Path) -> String {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("a source file");
    let first = below.iter().next().expect("a file has a name");
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The type, trait or enum that a line defines.
fn defined(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.trim_start(),
        None => line,
    };
    let rest = ["struct ", "enum ", "trait "].iter().find_map(|keyword| line.strip_prefix(keyword))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| !name.is_empty())
}

/// Stages by the type name they define.
fn stages_by_name() -> BTreeMap<String, BTreeSet<String>> {
    let mut stages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).into_iter().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "rs") {
            let source = std::fs::read_to_string(path).expect("sources are UTF-8");
            for name in source.lines().filter_map(defined) {
                stages.entry(name.to_owned()).or_default().insert(stage_of(path));
            }
        }
    }
    stages
}

#[test]
fn no_type_name_is_defined_in_more_than_two_stages() {
    let stages = stages_by_name();
    assert!(stages.len() > 300, "types were found: {}", stages.len());
    let found: BTreeMap<&str, usize> = stages
        .iter()
        .filter(|(_, stages)| stages.len() > 2)
        .map(|(name, stages)| (name.as_str(), stages.len()))
        .collect();
    let expected: BTreeMap<&str, usize> = EXCEPTIONS.iter().copied().collect();
    assert_eq!(found, expected, "say of what (`SourceLine`, not `Place`); a name that is gone leaves the list");
}

/// A word that had a private sense here, what to write instead, and phrases in which it is ordinary English.
struct PrivateWord {
    word: &'static str,
    instead: &'static str,
    ordinary: &'static str,
}

const PRIVATE: [PrivateWord; 4] = [
    PrivateWord {
        word: r"\b(told|tells?|telling)\b",
        instead: "detected, reported, shown, described",
        ordinary: r"\b(told|tells?|telling)( [\w-]+){0,6} apart\b|\btold otherwise\b",
    },
    PrivateWord {
        word: r"\bbehind\b",
        instead: "after",
        // Articles that a number is made of, a background, a server that another one protects.
        ordinary: r"\b(articles|samples|colour) (listed )?behind\b|\bput it behind one that\b",
    },
    PrivateWord {
        word: r"\bstands?\b",
        instead: "is, is listed, comes",
        ordinary: r"\bstands? (for|out|in for|alone)\b|\bas (it|they) stands?\b",
    },
    PrivateWord {
        word: r"\bso (much|many)\b",
        instead: "this many, a limit by its name",
        ordinary: r"\bso (much|many)( [\w-]+){0,8} that\b",
    },
];

/// Files that are lists of words.
const LISTS: [&str; 1] = ["src/voice/word_class.rs"];

/// Comments and messages of a source file; lines of a comment are joined. Texts without a blank are no messages.
fn prose_of_code(source: &str) -> String {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let piece =
        r##"(?s)(?P<comment>//[^\n]*)|r#"(?P<raw>.*?)"#|"(?P<text>(?:[^"\\]|\\.)*)"|'(?:[^'\\\n]|\\[^'\n]*'?)'"##;
    let piece = Regex::new(piece).expect("a sound pattern");
    let continued = Regex::new(r"\\\n\s*").expect("a sound pattern");
    let mut prose = String::new();
    let mut in_comment = false;
    for found in piece.captures_iter(code) {
        let comment = found.name("comment").map(|comment| comment.as_str().trim_start_matches(['/', '!']));
        let text = found.name("raw").or(found.name("text")).map_or("", |text| text.as_str());
        prose.push(if in_comment && comment.is_some() { ' ' } else { '\n' });
        prose.push_str(comment.map(str::trim).unwrap_or_default());
        prose.push_str(&continued.replace_all(if text.contains(' ') { text } else { "" }, ""));
        in_comment = comment.is_some();
    }
    prose
}

/// Comments of a test; what it sends and expects is data.
fn comments(source: &str) -> String {
    source.lines().filter_map(|line| line.trim_start().strip_prefix("//")).collect::<Vec<_>>().join("\n")
}

/// The text of a page, without blocks of code.
fn prose_of_page(page: &str) -> String {
    page.split("```").step_by(2).collect::<String>().replace('\n', " ")
}

fn prose_of_template(template: &str) -> String {
    let mark = Regex::new(r"(?s)\{[%{#].*?[%}#]\}|<[^>]*>").expect("a sound pattern");
    mark.replace_all(template, " ").into_owned()
}

/// What people read in a file; `None` for files of another kind.
fn prose(name: &str, path: &Path) -> Option<String> {
    let read = || std::fs::read_to_string(path).expect("sources are UTF-8");
    let is_test = name.starts_with("tests/")
        || name.starts_with("benches/")
        || name.contains("/tests/")
        || name.ends_with("tests.rs");
    let prose = match path.extension()?.to_str()? {
        "rs" if is_test => comments(&read()),
        "rs" | "css" | "js" => prose_of_code(&read()),
        "html" => prose_of_template(&read()),
        // It is made of the comments.
        "md" if !name.ends_with("code-map.md") => prose_of_page(&read()),
        _ => return None,
    };
    let code = Regex::new("`[^`\n]*`").expect("a sound pattern");
    Some(code.replace_all(&prose, "`").into_owned())
}

/// All files that people read, with their names below the root.
fn readable() -> Vec<(String, std::path::PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let at_root = walkdir::WalkDir::new(root).max_depth(1);
    let below = ["src", "tests", "benches", "examples", "docs"].map(|folder| walkdir::WalkDir::new(root.join(folder)));
    let all = below.into_iter().chain([at_root]).flat_map(walkdir::WalkDir::into_iter).flatten();
    let named = all.map(|entry| {
        let name = entry.path().strip_prefix(root).expect("below the root").display().to_string().replace('\\', "/");
        (name, entry.into_path())
    });
    named.filter(|(name, path)| path.is_file() && !LISTS.iter().any(|list| name.starts_with(list))).collect()
}

#[test]
fn private_words_are_used_in_their_ordinary_sense() {
    let pattern = |text: &str| Regex::new(&format!("(?i){text}")).expect("a sound pattern");
    let words = PRIVATE.map(|private| (pattern(private.word), private.instead, pattern(private.ordinary)));
    let mut found = Vec::new();
    let mut n_read = 0;
    for (name, path) in readable() {
        let Some(prose) = prose(&name, &path) else { continue };
        n_read += prose.len();
        for (word, instead, ordinary) in &words {
            let rest = ordinary.replace_all(&prose, "…");
            for line in rest.lines().filter(|line| word.is_match(line)) {
                let at = word.find(line).expect("it matched").start();
                let near: String = line[at..].chars().take(60).collect();
                found.push(format!("{name}: \"{near}\": write {instead}"));
            }
        }
    }
    assert!(n_read > 500_000, "files were read: {n_read} bytes");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn prose_is_what_people_read() {
    let code = "//! One\n//! two.\nfn f() { print(\"a message \\\n  goes on\", 'x', \"word\") } // three\n";
    assert_eq!(prose_of_code(code), "\nOne two.\na message goes on\n\n\nthree");
    assert_eq!(prose_of_page("a\n```sh\nb\n```\nc"), "a  c");
}
