//! An audit opens in every later version, and its index is a cache: stored audits of each record version, opened by every command.
//!
//! `tests/compat/record-N/` is `classlens audit articles.jsonl -o record-N --lexicon lexicon`, run in `tests/compat/` by the
//! last program that wrote version N of the record.

use std::path::{Path, PathBuf};

use classlens::audit::{AuditFolder, RECORD_VERSION};
use classlens::record::all_columns;

use crate::support::{classlens, folder, stderr, stdout, write};

fn stored() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat")
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let target = to.join(entry.path().strip_prefix(from).expect("inside"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("a new folder");
        } else {
            std::fs::copy(entry.path(), target).expect("a new file");
        }
    }
}

/// Copies all that is stored into `to`; returns the names of the audits.
fn copy_stored(to: &Path) -> Vec<String> {
    copy_folder(&stored(), to);
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

/// Calls of every command that opens an audit; `AUDIT` is its name. Those after `index` need the index it builds.
const CALLS: &[&[&str]] = &[
    &["summary", "AUDIT", "--by", "outlet,year"],
    &["summary", "AUDIT", "--total"],
    &["summary", "AUDIT", "--differences", "--replicates", "100"],
    &["voice", "AUDIT"],
    &["work", "AUDIT", "pay"],
    &["baseline", "AUDIT"],
    &["robustness", "AUDIT"],
    &["robustness", "AUDIT", "--claim", "ratios"],
    &["lexicon", "audit", "AUDIT"],
    &["variables", "AUDIT"],
    &["variables", "AUDIT", "--all"],
    &["verify", "AUDIT"],
    &["export", "AUDIT", "--table", "hits", "-o", "AUDIT.csv"],
    &["export", "AUDIT", "--table", "dimensions", "-o", "AUDIT.parquet"],
    &["export", "AUDIT", "--table", "shares", "-o", "AUDIT.xlsx"],
    &["export", "AUDIT", "--dictionary"],
    &["index", "AUDIT"],
    &["lexicon", "audit", "AUDIT", "--sheet", "sheet-AUDIT.csv"],
    &["export", "AUDIT", "-o", "AUDIT.bulk"],
    &["export", "AUDIT", "--bundle", "bundle-AUDIT"],
    &["verify", "bundle-AUDIT"],
    &["report", "AUDIT", "--replicates", "100", "--figures"],
    &["search", "AUDIT", "wage"],
    &["search", "AUDIT", "@low_wage", "--by", "outlet"],
    &["search", "AUDIT", "focus:middle", "--order", "probability"],
    &["search", "AUDIT", "wage", "--export", "found-AUDIT.jsonl"],
    &["kwic", "AUDIT", "wage"],
    &["compare", "AUDIT", "--target", "focus:professional", "--reference", "NOT focus:professional"],
    &["compare", "AUDIT", "--collocates", "wage"],
    &["summary", "AUDIT", "--compare", "wage*", "--against", "focus:professional", "--replicates", "100"],
    &["trend", "AUDIT", "wage"],
    &["health", "AUDIT"],
    &["explain", "AUDIT", "harbor-2011-02-teacher-pay"],
    &["gold", "plan", "AUDIT", "-o", "plan-AUDIT", "--size", "4"],
    &["gold", "plan", "AUDIT", "--add", "plan-AUDIT/plan.json", "-o", "more-AUDIT", "--size", "2"],
    &["gold", "code", "AUDIT", "--plan", "plan-AUDIT/plan.json", "--with", "cat answer.json", "--coder", "model"],
    &["gold", "score", "AUDIT", "plan-AUDIT/model.jsonl", "--plan", "plan-AUDIT/plan.json", "--replicates", "100"],
    &["gold", "fit", "AUDIT", "gold.jsonl", "-o", "fitted-AUDIT.toml", "--folds", "2", "--penalty", "10"],
    &[
        "gold",
        "evaluate",
        "AUDIT",
        "gold.jsonl",
        "--date",
        "2026-11-30",
        "--folds",
        "2",
        "--repeats",
        "1",
        "--penalty",
        "10",
    ],
    &["search", "AUDIT", "wage", "--save", "kept"],
    &["batch", "AUDIT"],
    &["audit", "--from", "AUDIT", "-o", "again-AUDIT", "--quiet"],
    &["delete", "AUDIT", "id:harbor-2011-02-teacher-pay", "--dry-run"],
];
/// Commands that open no audit: they read a lexicon or one text, or print what is built in.
const WITHOUT_AUDIT: [&str; 9] = [
    "completions",
    "draft",
    "gold codebook",
    "lexicon check",
    "lexicon diff",
    "lexicon export",
    "lexicon freeze",
    "lexicon import",
    "lexicon list",
];
/// Flags of calls whose answer is a file.
const WRITES: [&str; 4] = ["-o", "--bundle", "--export", "--save"];
/// A table of variables, joined by outlet.
const OWNERS: &str = "outlet,owner\nHarbor Valley Courier,Gale\n";
const MORE: &str = r#"{"id": "new-1", "outlet": "Dock Post", "date": "2015-03-01", "title": "Cashiers ask for hours", "body": "A cashier who earns the minimum wage said that her shifts change each week."}"#;
/// What a command of `gold code` answers for every article.
const ANSWER: &str = r#"{"attention_professional":0,"attention_middle":3,"attention_low_wage":0,"headline_scope":"none","proposals":[]}"#;

/// Codes of the stored articles, each focus equally often: how well they are coded does not matter here.
fn codes() -> String {
    let articles = std::fs::read_to_string(stored().join("articles.jsonl")).expect("the stored articles");
    let foci = [("professional", [3, 0, 0]), ("middle", [0, 3, 0]), ("low_wage", [0, 0, 3]), ("none", [0, 0, 0])];
    let code = |(line, (focus, [professional, middle, low_wage])): (&str, (&str, [u8; 3]))| {
        let article: serde_json::Value = serde_json::from_str(line).expect("an article");
        let attention = serde_json::json!({"professional": professional, "middle": middle, "low_wage": low_wage});
        let of =
            serde_json::json!({"id": article["id"], "attention": attention, "focus": focus, "headline_scope": "none"});
        format!("{of}\n")
    };
    articles.lines().zip(foci.into_iter().cycle()).map(code).collect()
}

#[test]
fn every_command_opens_the_audits_of_every_record_version() {
    let root = folder();
    let root = root.path();
    write(root, "gold.jsonl", codes());
    write(root, "answer.json", ANSWER);
    for audit in copy_stored(root) {
        for call in CALLS {
            let call: Vec<String> = call.iter().map(|word| word.replace("AUDIT", &audit)).collect();
            let call: Vec<&str> = call.iter().map(String::as_str).collect();
            let said = opened(root, &call);
            assert!(!said.is_empty() || call.iter().any(|word| WRITES.contains(word)), "{call:?} says nothing");
        }
        #[cfg(feature = "serve")]
        served(root, &audit);
        let deleted = opened(root, &["delete", &audit, "id:harbor-2011-02-teacher-pay"]);
        assert!(deleted.starts_with("1 of 12 "), "{deleted}");
    }
}

#[test]
fn audits_of_every_record_version_grow_take_variables_and_are_merged() {
    let root = folder();
    let root = root.path();
    write(root, "owners.csv", OWNERS);
    write(root, "more.jsonl", MORE);
    for audit in copy_stored(root) {
        opened(root, &["index", &audit]);
        let joined = opened(root, &["variables", &audit, "owners.csv"]);
        assert!(joined.contains("owner     text           4"), "{audit}: {joined}");
        assert!(opened(root, &["summary", &audit, "--by", "owner"]).contains("Gale"), "{audit}");

        let grown = opened(root, &["audit", "more.jsonl", "--add", "-o", &audit, "--quiet"]);
        assert!(grown.starts_with("13 records: 13 articles read"), "{audit}: {grown}");
        assert_eq!(opened(root, &["search", &audit, "id:new-1", "--count"]).trim(), "1", "{audit}");

        // Two audits of one version, with other articles each.
        let parts = ["early", "late"].map(|part| format!("{part}-{audit}"));
        for (part, others) in parts.iter().zip(["date:2012..", "date:..2011"]) {
            copy_folder(&root.join(&audit), &root.join(part));
            opened(root, &["delete", part, others, "--yes"]);
        }
        let list = format!("{audit}.json");
        assert!(opened(root, &["shards", &parts[0], &parts[1], "-o", &list]).contains("2 shards with 13 articles"));
        assert_eq!(opened(root, &["search", &list, "id:new-1", "--count"]).trim(), "1", "{audit}");
        let whole = format!("whole-{audit}");
        let merged = opened(root, &["merge", &parts[0], &parts[1], "-o", &whole, "--quiet"]);
        assert!(merged.contains("13 articles read"), "{audit}: {merged}");
        assert!(opened(root, &["verify", &whole]).contains("the audit is what was written"), "{audit}");
    }
}

#[test]
fn audits_of_two_record_versions_are_merged_once_the_older_is_scored_again() {
    let root = folder();
    let root = root.path();
    write(root, "more.jsonl", MORE);
    let audits = copy_stored(root);
    opened(root, &["audit", "more.jsonl", "-o", "new", "--quiet"]);
    for audit in audits {
        opened(root, &["index", &audit]);
        for order in [[audit.as_str(), "new"], ["new", audit.as_str()]] {
            let merged =
                classlens(root, &["merge", order[0], order[1], "-o", "both", "--lexicon", "lexicon", "--replace"]);
            if audit == format!("record-{RECORD_VERSION}") {
                assert_eq!(merged.status.code(), Some(0), "{audit}: {}", stderr(&merged));
                continue;
            }
            let remedy = format!("; score its texts again, `classlens audit --from {audit} -o FOLDER`");
            assert!(stderr(&merged).contains(&remedy), "{}", stderr(&merged));
        }
        let again = format!("again-{audit}");
        opened(root, &["audit", "--from", &audit, "-o", &again, "--quiet"]);
        let merged = opened(root, &["merge", &again, "new", "-o", "both", "--replace", "--quiet"]);
        assert!(merged.contains("13 articles read"), "{audit}: {merged}");
    }
}

/// The subcommands that a help page lists.
fn listed(args: &[&str]) -> Vec<String> {
    let root = folder();
    let help = stdout(&classlens(root.path(), &[args, &["--help"]].concat()));
    let list = help.split("Commands:\n").nth(1).expect("a list of commands").to_owned();
    let line = list.lines().take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    let names = line.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(|name| [args, &[name]].concat().join(" ")).collect()
}

#[test]
fn every_command_opens_a_stored_audit_or_opens_none() {
    let groups = ["gold", "lexicon"];
    let mut all: Vec<String> = listed(&[]).into_iter().filter(|name| !groups.contains(&name.as_str())).collect();
    groups.iter().for_each(|group| all.extend(listed(&[group])));
    assert!(all.len() > 30, "the help lists commands: {all:?}");
    let opening: Vec<String> = CALLS.iter().map(|call| call.join(" ")).collect();
    // In the two tests above, and in this process.
    let elsewhere = ["merge", "serve", "shards"];
    for name in &all {
        let opens =
            opening.iter().any(|call| call.starts_with(&format!("{name} "))) || elsewhere.contains(&name.as_str());
        let none = WITHOUT_AUDIT.contains(&name.as_str());
        assert!(opens != none, "`{name}`: put a call into CALLS, or its name into WITHOUT_AUDIT if it opens no audit");
    }
    for name in WITHOUT_AUDIT {
        assert!(all.iter().any(|known| known == name), "there is no command `{name}`");
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
    for target in [
        "/",
        "/?q=wage",
        "/dashboard",
        "/compare",
        "/people",
        "/api/v1/summary",
        "/api/v1/voice",
        "/api/v1/robustness",
        "/api/v1/health",
    ] {
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
