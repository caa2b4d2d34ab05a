//! An audit opens in every later version, and its index is a cache: stored audits of each record version, opened by every command.
//!
//! `tests/compat/record-N/` is `classlens audit articles.jsonl -o record-N --lexicon lexicon`, run in `tests/compat/` by the
//! last program that wrote version N of the record.

use std::path::{Path, PathBuf};

use classlens::audit::{AuditFolder, RECORD_VERSION};
use classlens::record::all_columns;

use crate::support::{classlens, folder, stderr, stdout};

fn stored() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat")
}

/// Copies all that is stored into `to`; returns the names of the audits.
fn copy_stored(to: &Path) -> Vec<String> {
    for entry in walkdir::WalkDir::new(stored()).into_iter().flatten() {
        let target = to.join(entry.path().strip_prefix(stored()).expect("inside"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("a new folder");
        } else {
            std::fs::copy(entry.path(), target).expect("a new file");
        }
    }
    let names = (0..=RECORD_VERSION).map(|version| format!("record-{version}"));
    names.inspect(|name| assert!(to.join(name).is_dir(), "tests/compat/{name} is missing: store one")).collect()
}

/// Standard output of a call with the stored lexicon that must not fail; it may find nothing.
#[track_caller]
fn opened(root: &Path, args: &[&str]) -> String {
    let output = classlens(root, &[args, &["--lexicon", "lexicon"]].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn every_command_opens_the_audits_of_every_record_version() {
    let root = folder();
    let root = root.path();
    for audit in copy_stored(root) {
        let bundle = format!("bundle-{audit}");
        let of_tables: [&[&str]; 9] = [
            &["summary", &audit, "--by", "outlet,year"],
            &["voice", &audit],
            &["work", &audit, "pay"],
            &["baseline", &audit],
            &["robustness", &audit],
            &["lexicon", "audit", &audit],
            &["variables", &audit],
            &["verify", &audit],
            &["export", &audit, "--table", "hits", "-o", "hits.csv", "--replace"],
        ];
        of_tables.iter().for_each(|args| drop(opened(root, args)));
        opened(root, &["index", &audit]);
        let plan = format!("plan-{audit}");
        let rest: [&[&str]; 14] = [
            &["export", &audit, "--bundle", &bundle],
            &["report", &audit, "--replicates", "100"],
            &["search", &audit, "wage"],
            &["search", &audit, "@low_wage", "--by", "outlet"],
            &["search", &audit, "wage", "--export", "found.jsonl", "--replace"],
            &["kwic", &audit, "wage"],
            &["compare", &audit, "--target", "focus:professional", "--reference", "NOT focus:professional"],
            &["trend", &audit, "wage"],
            &["health", &audit],
            &["explain", &audit, "harbor-2011-02-teacher-pay"],
            &["gold", "plan", &audit, "-o", &plan, "--size", "4"],
            &["search", &audit, "wage", "--save", "kept"],
            &["batch", &audit],
            &["delete", &audit, "id:harbor-2011-02-teacher-pay", "--dry-run"],
        ];
        for args in rest {
            assert!(
                !opened(root, args).is_empty() || args.contains(&"--save") || args.contains(&"--export"),
                "{args:?}"
            );
        }
        opened(root, &["audit", "--from", &audit, "-o", "again", "--quiet"]);
        #[cfg(feature = "serve")]
        served(root, &audit);
        let deleted = opened(root, &["delete", &audit, "id:harbor-2011-02-teacher-pay"]);
        assert!(deleted.starts_with("1 of 12 "), "{deleted}");
    }
}

/// The pages of a server over the audit.
#[cfg(feature = "serve")]
fn served(root: &Path, audit: &str) {
    use classlens::lexicon::Lexicon;
    use classlens::serve::{Access, OpenAudit, Role};

    use crate::support::server::{get, options, start_open};

    let lexicon = Lexicon::from_folder(&root.join("lexicon")).expect("the stored lexicon");
    let opened = OpenAudit::open(&root.join(audit), lexicon.into()).expect("a server opens it");
    let address = start_open(opened, options(Access::open(Role::Coder)));
    for target in ["/", "/?q=wage", "/dashboard", "/compare", "/people", "/api/v1/summary", "/api/v1/voice"] {
        assert_eq!(get(address, target).status, 200, "{audit}: {target}");
    }
}

#[test]
fn stored_tables_have_the_columns_of_their_version() {
    let tiers = ["professional", "middle", "low_wage"].map(str::to_owned);
    for version in 0..=RECORD_VERSION {
        for (table, columns) in all_columns() {
            let path = stored().join(format!("record-{version}/{table}.parquet"));
            if version == 0 && table == "texts" {
                assert!(!path.exists());
                continue;
            }
            let found = columns_of_parquet(&path);
            for column in columns.into_iter().filter(|column| column.kind.is_some()) {
                // Of a name that was made more exact, some had it before.
                let names = column.per.names(&column.name, &tiers);
                let has_all = names.iter().all(|name| found.contains(name));
                assert_eq!(has_all, column.since <= version, "{names:?} in {}", path.display());
            }
        }
    }
}

fn columns_of_parquet(path: &Path) -> Vec<String> {
    let table = classlens::record::read_parquet(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    table.names().map(str::to_owned).collect()
}

#[test]
fn texts_that_are_in_an_index_alone_are_moved_into_the_record() {
    let root = folder();
    let root = root.path();
    copy_stored(root);
    let refused = classlens(root, &["audit", "--from", "record-0", "-o", "again", "--lexicon", "lexicon"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("`classlens index record-0` writes them"), "{}", stderr(&refused));
    opened(root, &["index", "record-0"]);
    let manifest = AuditFolder::at(&root.join("record-0")).manifest().expect("an audit");
    assert_eq!(manifest.record_version, 1, "it has texts now, and no column that came later");
    opened(root, &["audit", "articles.jsonl", "-o", "anew", "--quiet"]);
    let mixed = classlens(root, &["merge", "record-0", "anew", "-o", "mixed", "--lexicon", "lexicon"]);
    assert!(stderr(&mixed).contains("version of the record is 1 in the first"), "{}", stderr(&mixed));
    opened(root, &["audit", "--from", "record-0", "-o", "again", "--quiet"]);
    for table in ["articles.parquet", "texts.parquet", "hits.parquet", "quotes.parquet", "pay.parquet"] {
        let read = |audit: &str| std::fs::read(root.join(audit).join(table)).expect("the audit has this table");
        assert!(read("anew") == read("again"), "{table}");
    }
    std::fs::remove_dir_all(root.join("record-0/index")).expect("it is there");
    std::fs::remove_file(root.join("record-0/texts.parquet")).expect("it is there");
    let lost = classlens(root, &["index", "record-0", "--lexicon", "lexicon"]);
    assert!(stderr(&lost).contains("read its sources again with `classlens audit`"), "{}", stderr(&lost));
}

#[test]
fn an_audit_without_a_table_opens_and_says_what_makes_it_again() {
    let root = folder();
    let root = root.path();
    for audit in copy_stored(root) {
        opened(root, &["index", &audit]);
        let missing = ["quotes.parquet", "pay.parquet"];
        missing.iter().for_each(|table| std::fs::remove_file(root.join(&audit).join(table)).expect("it is there"));
        let remedy = format!("`classlens audit --from {audit} -o FOLDER` makes");
        let answered: [&[&str]; 6] = [
            &["summary", &audit, "--by", "outlet"],
            &["voice", &audit],
            &["work", &audit, "pay"],
            &["report", &audit, "--replicates", "100"],
            &["search", &audit, "wage"],
            &["delete", &audit, "id:harbor-2011-02-teacher-pay"],
        ];
        for args in answered {
            let output = classlens(root, &[args, &["--lexicon", "lexicon"]].concat());
            assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {}", stderr(&output));
            let note = format!("note: {audit} does not have quotes.parquet and pay.parquet; {remedy}");
            assert!(stderr(&output).contains(&note), "{args:?}: {}", stderr(&output));
        }
        let refused = classlens(root, &["voice", &audit, "--table", "sources", "--lexicon", "lexicon"]);
        assert_eq!(refused.status.code(), Some(2));
        let reason = format!("quotes.parquet: this audit does not have the table; {remedy}");
        assert!(stderr(&refused).contains(&reason), "{}", stderr(&refused));
        assert!(missing.iter().all(|table| !root.join(&audit).join(table).exists()), "a part of a table is none");
        let again = format!("{audit}-again");
        opened(root, &["audit", "--from", &audit, "-o", &again, "--quiet"]);
        assert!(missing.iter().all(|table| root.join(&again).join(table).exists()));
        assert!(!opened(root, &["voice", &again, "--table", "sources"]).is_empty());
    }
}

#[test]
fn an_audit_that_grows_lacks_what_its_base_lacks() {
    let root = folder();
    let root = root.path();
    crate::support::steps::corpus(root);
    let run = |args: &[&str]| {
        let output = classlens(root, args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        stderr(&output)
    };
    run(&["audit", "0.jsonl", "1.jsonl", "-o", "grown", "--quiet"]);
    std::fs::remove_file(root.join("grown/pay.parquet")).expect("it is there");
    let said = run(&["audit", "2.jsonl", "--add", "-o", "grown"]);
    assert!(said.contains("note: grown does not have pay.parquet; `classlens audit --from grown -o FOLDER`"), "{said}");
    run(&["audit", "--from", "grown", "-o", "again", "--quiet"]);
    run(&["audit", "0.jsonl", "1.jsonl", "2.jsonl", "-o", "whole", "--quiet"]);
    let read = |audit: &str| std::fs::read(root.join(audit).join("pay.parquet")).expect("the audit has this table");
    assert!(read("again") == read("whole"));
}

/// The queries whose times METHODS prints, one a line; `benches/latency.rs` takes them.
const QUERIES: &str = include_str!("../fixtures/queries.txt");

#[test]
fn a_rebuilt_index_gives_the_same_answers() {
    let root = folder();
    let root = root.path();
    let run = |args: &[&str]| {
        let output = classlens(root, args);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {}", stderr(&output));
        stdout(&output)
    };
    run(&["audit", "--quiet"]);
    let fields = "id,score,date,outlet,section,author,title,focus,n_tokens,score_low_wage";
    let answers = || {
        let list =
            |query: &str| run(&["search", "audit", query, "--limit", "100", "--fields", fields, "--format", "csv"]);
        let mut answers: Vec<String> = QUERIES.lines().map(list).collect();
        answers.push(run(&["search", "audit", "wage", "--by", "outlet,year", "--format", "csv"]));
        answers.push(run(&["kwic", "audit", "@low_wage.pay", "--format", "csv"]));
        answers.push(run(&[
            "compare",
            "audit",
            "--target",
            "focus:low_wage",
            "--reference",
            "focus:none",
            "--format",
            "csv",
        ]));
        answers
    };
    let before = answers();
    assert!(before.iter().filter(|answer| answer.lines().count() > 1).count() > 15, "most queries find something");
    std::fs::remove_dir_all(root.join("audit/index")).expect("the index is there");
    let missing = classlens(root, &["search", "audit", "wage"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("rebuild it with `classlens index audit`"), "{}", stderr(&missing));
    run(&["index", "audit"]);
    for ((query, before), after) in QUERIES.lines().chain(["by", "kwic", "compare"]).zip(&before).zip(answers()) {
        assert_eq!(*before, after, "{query}");
    }
}

#[test]
fn an_audit_without_its_index_is_scored_again_and_grows_and_shrinks() {
    let root = folder();
    let root = root.path();
    let run = |args: &[&str]| {
        let output = classlens(root, args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        stdout(&output)
    };
    crate::support::steps::corpus(root);
    for audit in ["kept", "cut"] {
        run(&["audit", "0.jsonl", "1.jsonl", "-o", audit, "--csv", "--quiet"]);
    }
    run(&["audit", "0.jsonl", "1.jsonl", "2.jsonl", "-o", "whole", "--csv", "--quiet"]);
    let remove_index = || std::fs::remove_dir_all(root.join("cut/index")).expect("the index is there");
    remove_index();
    run(&["audit", "--from", "cut", "-o", "again", "--csv", "--quiet"]);
    crate::support::steps::check_same(root, "kept", "again");
    run(&["explain", "cut", "0-2"]);
    run(&["audit", "2.jsonl", "--add", "-o", "cut", "--csv", "--quiet"]);
    crate::support::steps::check_same(root, "whole", "cut");
    remove_index();
    run(&["delete", "cut", "outlet:\"Paper 1\""]);
    run(&["delete", "whole", "outlet:\"Paper 1\""]);
    for table in ["articles.parquet", "texts.parquet", "hits.parquet", "signatures"] {
        let read = |audit: &str| std::fs::read(root.join(audit).join(table)).expect("the audit has this table");
        assert!(read("whole") == read("cut"), "{table}");
    }
    assert_eq!(classlens(root, &["search", "cut", "outlet:\"Paper 1\"", "--count"]).status.code(), Some(1));
}

#[test]
fn an_index_is_rebuilt_with_the_lexicon_of_its_audit_only() {
    let root = folder();
    copy_stored(root.path());
    let output = classlens(root.path(), &["index", "record-1"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(told.contains("was made with lexicon compat") && told.contains("--lexicon"), "{told}");
    assert!(told.contains("classlens audit --from record-1 -o FOLDER"), "{told}");
    opened(root.path(), &["index", "record-1"]);
    opened(root.path(), &["search", "record-1", "wage"]);
}

#[test]
fn a_record_of_a_later_version_is_refused_by_name() {
    let root = folder();
    copy_stored(root.path());
    let path = root.path().join("record-1/manifest.json");
    let text = std::fs::read_to_string(&path).expect("a manifest");
    std::fs::write(&path, text.replacen("\"record_version\": 1", "\"record_version\": 99", 1))
        .expect("it can be written");
    let output = classlens(root.path(), &["summary", "record-1"]);
    assert_eq!(output.status.code(), Some(2));
    let reason = format!("its record is of version 99, this classlens reads up to {RECORD_VERSION}");
    assert!(stderr(&output).contains(&reason), "{}", stderr(&output));
}
