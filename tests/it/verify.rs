//! Whether an audit or a bundle is still what was written: every byte of every file counts.

use std::path::Path;

use classlens::audit::Audit;
use serde_json::Value;

use crate::support::{audited_sample, classlens, folder, printed, rows, stderr, stdout, write};

/// A folder with `audit`, which has codes, a saved query and tables as CSV, and `shared`, a bundle of it.
fn bundled() -> tempfile::TempDir {
    let root = audited_sample(&["--csv"]);
    write(root.path(), "gold.jsonl", include_str!("../../corpus/gold.jsonl"));
    printed(root.path(), &["gold", "score", "audit", "gold.jsonl"]);
    printed(root.path(), &["search", "audit", "wage*", "--save", "wages"]);
    printed(root.path(), &["export", "audit", "--bundle", "shared"]);
    root
}

/// Names of things that are not what was written, in an audit that opens; `None` for one that does not.
fn faults(audit: &Path) -> Option<Vec<String>> {
    let verified = Audit::open(audit).ok()?.verify().ok()?;
    let states = ["changed", "missing"];
    let table = verified.answer.table;
    let faulty = (0..table.n_rows()).filter(|row| states.contains(&table.text(*row, 1)));
    let names: Vec<String> = faulty.map(|row| table.text(row, 0).to_owned()).collect();
    assert_eq!(names.len(), verified.n_faults);
    Some(names)
}

/// Puts a file in the place of another, by way of a draft: a file of the index may still be mapped into memory.
fn put(draft: &Path, path: &Path, bytes: &[u8]) {
    std::fs::write(draft, bytes).expect("it can be written");
    std::fs::rename(draft, path).expect("it can be moved");
}

#[test]
fn every_changed_byte_is_reported_with_its_file() {
    let root = bundled();
    for audit in ["audit", "shared"] {
        let audit = root.path().join(audit);
        assert_eq!(faults(&audit), Some(Vec::new()), "{}", audit.display());
        for entry in walkdir::WalkDir::new(&audit).sort_by_file_name().into_iter().flatten() {
            let whole = std::fs::read(entry.path()).unwrap_or_default();
            let name = entry.path().strip_prefix(&audit).expect("it is below").to_string_lossy().into_owned();
            // Locks are empty.
            let n_flips = match name.as_str() {
                "manifest.json" => 40,
                "kept.json" | "queries.json" => 16,
                _ => 2,
            };
            for flip in (0..n_flips).filter(|_| !whole.is_empty()) {
                let at = (2 * flip + 1) * whole.len() / (2 * n_flips);
                let mut bytes = whole.clone();
                bytes[at] ^= 1 << (flip % 7);
                put(&root.path().join("draft"), entry.path(), &bytes);
                let found = faults(&audit);
                // The index is one thing; what does not open is reported as that.
                let reported = match name.split_once('/') {
                    Some(("index", _)) => "index",
                    _ if name == "manifest.json" => "manifest",
                    _ => &name,
                };
                let is_reported = found.as_ref().is_none_or(|names| names.iter().any(|name| name == reported));
                let may_not_open = ["manifest.json"].contains(&name.as_str());
                assert!(is_reported && (may_not_open || found.is_some()), "{name}, byte {at}: {found:?}");
            }
            if !whole.is_empty() {
                put(&root.path().join("draft"), entry.path(), &whole);
            }
        }
        assert_eq!(faults(&audit), Some(Vec::new()), "{}", audit.display());
    }
}

/// State and detail of a thing that is checked, and the exit code.
fn state(root: &Path, audit: &str, what: &str) -> (String, String, Option<i32>) {
    let output = classlens(root, &["verify", audit, "--format", "csv"]);
    let found = rows(&stdout(&output)).into_iter().find(|row| row["what"] == what);
    let (state, detail) = found.map(|row| (row["state"].clone(), row["detail"].clone())).unwrap_or_default();
    (state, detail, output.status.code())
}

#[test]
fn what_people_change_through_the_program_is_no_fault() {
    let root = bundled();
    let root = root.path();
    // Queries saved after a bundle was made differ from those it was made with, and nothing is wrong with them.
    printed(root, &["search", "audit", "tip*", "--save", "tips"]);
    printed(root, &["search", "audit", "--forget", "wages"]);
    assert_eq!(state(root, "audit", "queries.json").0, "same");
    let lines = std::fs::read_to_string(root.join("gold.jsonl")).expect("codes");
    let fewer: String = lines.lines().take(30).flat_map(|line| [line, "\n"]).collect();
    write(root, "gold.jsonl", fewer);
    printed(root, &["gold", "score", "shared", "gold.jsonl", "--replace"]);
    let (found, detail, code) = state(root, "shared", "gold/codes.json");
    assert_eq!((found.as_str(), code), ("changed since", Some(0)), "{detail}");
    assert!(detail.contains("the bundle was made with"), "{detail}");
    // Another program changed them.
    let change = |name: &str, old: &str, new: &str| {
        let text = std::fs::read_to_string(root.join(name)).expect("a text");
        assert!(text.contains(old), "{name}: {text}");
        std::fs::write(root.join(name), text.replacen(old, new, 1)).expect("written");
    };
    change("shared/gold/codes.json", "low_wage", "middle");
    assert_eq!(
        (state(root, "shared", "gold/codes.json").0.as_str(), state(root, "shared", "x").2),
        ("changed", Some(1))
    );
    change("audit/queries.json", "tip*", "tips");
    let (found, detail, code) = state(root, "audit", "queries.json");
    assert_eq!((found.as_str(), code), ("changed", Some(1)), "{detail}");
    // A new audit takes codes and queries over, with what is known of them.
    printed(root, &["search", "audit", "tip*", "--save", "tips"]);
    printed(root, &["audit", "--quiet"]);
    assert_eq!(state(root, "audit", "queries.json").0, "same");
    assert_eq!(state(root, "audit", "gold/codes.json"), state(root, "audit", "gold/codes.json"));
    assert_eq!((state(root, "audit", "gold/codes.json").0.as_str(), state(root, "audit", "x").2), ("same", Some(0)));
    std::fs::remove_file(root.join("audit/queries.json")).expect("removed");
    assert_eq!(state(root, "audit", "queries.json").0, "missing");
}

#[test]
fn what_is_no_part_of_the_record_is_named() {
    let root = bundled();
    let root = root.path();
    printed(root, &["report", "audit", "--replicates", "100"]);
    write(root, "audit/notes.txt", "Ask the Courier.");
    write(root, "shared/lexicon/low_wage/more.toml", "");
    for (audit, what) in [("audit", "report.html"), ("audit", "report/"), ("audit", "notes.txt")] {
        assert_eq!(state(root, audit, what).0, "not recorded", "{what}");
    }
    assert_eq!(state(root, "audit", "notes.txt").2, Some(0));
    assert_eq!(state(root, "shared", "lexicon/low_wage/more.toml").0, "not recorded");
    assert_eq!(state(root, "audit", "index/").0, "", "the index is checked");
}

#[test]
fn a_joined_table_leaves_a_sound_audit() {
    let root = bundled();
    let root = root.path();
    write(root, "owners.csv", "outlet,owner\nBright Nest,Ada Press\n");
    printed(root, &["variables", "audit", "owners.csv"]);
    assert_eq!(faults(&root.join("audit")), Some(Vec::new()));
    printed(root, &["index", "audit"]);
    printed(root, &["delete", "audit", "date:2011"]);
    let found = faults(&root.join("audit")).expect("it opens");
    assert!(found.iter().all(|what| what == "codes"), "codes of other articles do not fit: {found:?}");
}

#[test]
fn a_bundle_says_what_it_does_not_answer() {
    let root = bundled();
    let root = root.path();
    let more: [&[&str]; 8] = [
        &["search", "shared", "wage*"],
        &["kwic", "shared", "wage*"],
        &["compare", "shared", "--target", "focus:low_wage"],
        &["compare", "shared", "--collocates", "wage*"],
        &["explain", "shared", "cwire-2014-05-minimum-wage"],
        &["index", "shared"],
        &["audit", "--from", "shared", "-o", "again"],
        &["export", "shared", "--bundle", "again"],
    ];
    for args in more {
        let output = classlens(root, args);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("is a bundle") && !said.contains("classlens audit --from"), "{args:?}: {said}");
    }
}

/// A folder with an audit of articles with these further keys, as a list of pairs of texts.
fn with_variables(articles: &[(&str, Value)]) -> tempfile::TempDir {
    let root = folder();
    let lines: String = articles
        .iter()
        .enumerate()
        .flat_map(|(at, (body, more))| {
            let mut article = serde_json::json!({"id": format!("a{at}"), "title": format!("Town {at}"), "body": body});
            article.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
            [article.to_string(), "\n".to_owned()]
        })
        .collect();
    write(root.path(), "x.jsonl", lines);
    printed(root.path(), &["audit", "x.jsonl", "--quiet"]);
    root
}

#[test]
fn a_variable_with_words_of_a_text_stays_out_of_a_bundle() {
    let articles = [
        (
            "The cashiers of the harbour learn their shifts a day before. They wait.",
            serde_json::json!({"pull": "“Learn their shifts a day before”", "owner": "The Ada Press of the Harbour and Mill",
                "themes": ["pay", "cashiers of the harbour learn their"], "author": "Ann Poe, the cashiers of the harbour learn it"}),
        ),
        (
            "It rained on the mill, and the ferries stayed where they were for a week.",
            // Words of another article count, too.
            serde_json::json!({"pull": "none", "owner": "Bo", "far": "THE CASHIERS OF THE HARBOUR LEARN", "author": "Bo Dee"}),
        ),
    ];
    let root = with_variables(&articles);
    let root = root.path();
    let said = printed(root, &["export", "audit", "--bundle", "shared"]);
    for name in ["pull", "themes", "far"] {
        assert!(
            said.contains(&format!("the variable `{name}`, which has values with 6 words in a row of a text")),
            "{said}"
        );
    }
    assert!(!said.contains("`owner`") && said.contains("`--keep NAME` keeps such a variable"), "{said}");
    let names = |bundle: &str| {
        let table = rows(&printed(root, &["variables", bundle, "--format", "csv"]));
        table.into_iter().map(|row| row["variable"].clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("shared"), "owner");
    printed(root, &["export", "audit", "--bundle", "more", "--keep", "pull,far"]);
    assert_eq!(names("more"), "far owner pull");
    let wrong = classlens(root, &["export", "audit", "--bundle", "none", "--keep", "Pul"]);
    assert!(stderr(&wrong).contains("did you mean `pull`?") && !root.join("none").exists(), "{}", stderr(&wrong));
    // Bylines are cut where they have words of a text.
    printed(root, &["export", "shared", "-o", "b.csv", "--columns", "author"]);
    let authors = std::fs::read_to_string(root.join("b.csv")).expect("a file");
    assert_eq!(authors, "author\n\"Ann Poe, the cashiers of…\"\nBo Dee\n");
    assert_eq!(faults(&root.join("more")), Some(Vec::new()));
}
