//! A corpus that is audited in steps, and audits held against each other.

use std::path::Path;

use crate::support::{classlens, stdout, write};

/// A corpus of three files with given and missing ids, doubled ids, doubled records and broken lines.
pub fn corpus(root: &Path) {
    let jobs = ["nurses", "cashiers", "lawyers", "home health aides", "teachers", "janitors"];
    for file in 0..3 {
        let mut lines = Vec::new();
        for n in 0..150 {
            let job = jobs[(n * 5 + file) % jobs.len()];
            let body = format!("{job} work nights for $11 an hour in town {n} of county {file}. The wage rose.");
            let id = match n % 10 {
                0 => format!("shared-{n}"),
                1 => String::new(),
                _ => format!("{file}-{n}"),
            };
            let date = format!("20{:02}-03-04{}", 10 + n % 9, if n % 4 == 0 { "T22:15:00-05:00" } else { "" });
            let line = serde_json::json!({"id": id, "outlet": format!("Paper {}", n % 3), "date": date,
                "title": format!("Town {n}"), "body": body});
            lines.push(line.to_string());
            if n % 20 == 7 {
                lines.extend([line.to_string(), "{\"id\": \"broken".to_owned()]);
            }
        }
        write(root, &format!("{file}.jsonl"), lines.join("\n") + "\n");
    }
}

/// Every file but the index is the same bytes, the manifest but for its call and hash; the index answers the same.
#[track_caller]
pub fn check_same(root: &Path, one: &str, two: &str) {
    let files = names(root, one);
    assert_eq!(files, names(root, two));
    assert!(["articles.parquet", "hits.csv", "signatures"].iter().all(|name| files.iter().any(|file| file == name)));
    for name in files.iter().filter(|name| !["index", "manifest.json"].contains(&name.as_str())) {
        let read = |audit: &str| std::fs::read(root.join(audit).join(name)).expect("the audit has this file");
        assert!(read(one) == read(two), "{name} of {two}");
    }
    let manifest = |audit: &str| {
        let text = std::fs::read_to_string(root.join(audit).join("manifest.json")).expect("an audit has a manifest");
        let mut manifest: serde_json::Value = serde_json::from_str(&text).expect("the manifest is JSON");
        for key in ["timings", "command", "seal"] {
            manifest.as_object_mut().expect("the manifest is an object").remove(key);
        }
        manifest
    };
    assert_eq!(manifest(one), manifest(two), "manifest of {two}");
    for query in ["wage", "title:town AND cashier*", "@low_wage.pay"] {
        let answer = |audit: &str| {
            let args = ["search", audit, query, "--limit", "500", "--fields", "id,score,snippet", "--format", "csv"];
            stdout(&classlens(root, &args))
        };
        assert_eq!(answer(one), answer(two), "{query}");
    }
}

/// Names of what lies in an audit folder, without the lock that writers hold.
fn names(root: &Path, audit: &str) -> Vec<String> {
    let entries = root.join(audit).read_dir().expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "queries.lock");
    names.sort();
    names
}
