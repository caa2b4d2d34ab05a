//! A type name means one thing: no name is defined in more than two stages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Names still defined in more stages, with their number; the list may only shrink.
const EXCEPTIONS: &[(&str, usize)] = &[("Part", 3), ("Rows", 3)];

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
