//! Errors that no other test meets: what is wrong is named, with what to do.

use std::ops::ControlFlow;
use std::path::Path;

use classlens::read::{MemoryTable, ReadError, ReadOptions, read_rows};
use classlens::validate::{FitOptions, HoldOut, fit};

use crate::support::{audited_lines, audited_sample, classlens, stderr, write};

/// The command cannot run, and says these words.
#[track_caller]
fn check(root: &Path, args: &[&str], part: &str) {
    let output = classlens(root, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
    assert!(stderr(&output).contains(part), "{args:?}: {}", stderr(&output));
}

#[test]
fn what_cannot_be_read_at_all_stops_a_run() {
    let root = audited_lines("{\"id\":\"1\",\"body\":\"A cashier works nights.\"}\n", &[]);
    check(
        root.path(),
        &["audit", "x.jsonl", "--map", "nonsense=body", "-o", "b"],
        "`nonsense=body` maps no field: write field=column",
    );
    check(root.path(), &["audit", "x[.jsonl", "-o", "b"], "`x[.jsonl` is not a file pattern: ");
    write(root.path(), "y.jsonl", "{\"id\":\"1\",\"body\":\"A nurse works nights.\"}\n");
    check(root.path(), &["audit", "y.jsonl"], "audit: an audit is there, and ");
}

/// A table of one row.
struct OneRow(&'static str);

impl MemoryTable for OneRow {
    fn names(&self) -> Vec<String> {
        vec![self.0.to_owned()]
    }

    fn n_rows(&self) -> u64 {
        1
    }

    fn text(&self, _: u64, _: usize, _: &str) -> Option<String> {
        Some("A cashier works nights.".to_owned())
    }
}

#[test]
fn a_table_in_memory_needs_a_column_of_texts() {
    let mut n = 0;
    let mut read = |column| {
        read_rows(&"news".into(), &OneRow(column), &ReadOptions::default(), &mut |_| {
            n += 1;
            ControlFlow::Continue(())
        })
    };
    assert!(read("body").is_ok());
    let error = read("weight").expect_err("no column holds the body");
    assert!(matches!(error, ReadError::NoBody { .. }), "{error}");
    let error = error.to_string();
    assert!(error.starts_with("news: ") && error.contains("weight"), "{error}");
    assert_eq!(n, 1);
}

#[test]
fn files_of_an_audit_that_are_damaged_are_named() {
    let root = audited_sample(&[]);
    let audit = root.path().join("audit");
    write(&audit, "rejects.jsonl", "{\"source\":\n");
    check(root.path(), &["health", "audit"], "rejects.jsonl: EOF while parsing");
    write(&audit, "queries.json", "{\"a\":");
    check(root.path(), &["search", "audit", "--saved"], "remove the file to begin with none");
    std::fs::copy(audit.join("quotes.parquet"), audit.join("hits.parquet")).expect("the table can be replaced");
    check(root.path(), &["work", "audit", "schedules"], "hits.parquet: ");
    std::fs::create_dir_all(audit.join("gold")).expect("a new folder");
    write(&audit, "gold/judged.jsonl", "{\"id\":\"1\"\n");
    let judged = classlens::Audit::open(&audit).expect("it has a manifest");
    let codebook = classlens::validate::Codebook::of(&classlens::Lexicon::embedded());
    let error = judged.folder().judged(&codebook).expect_err("the line is broken").to_string();
    assert!(error.contains("judged.jsonl: line 1: ") && error.ends_with("mend or delete the line"), "{error}");
}

#[test]
fn a_query_too_many_is_not_saved() {
    let root = audited_lines("{\"id\":\"1\",\"body\":\"A cashier works nights.\"}\n", &[]);
    let queries: std::collections::BTreeMap<String, &str> = (0..1000).map(|n| (format!("q{n}"), "wage")).collect();
    write(&root.path().join("audit"), "queries.json", serde_json::to_string(&queries).expect("plain values"));
    check(
        root.path(),
        &["search", "audit", "nurse", "--save", "one-more"],
        "1000 queries are saved already: remove some",
    );
}

#[test]
fn names_that_an_audit_does_not_have_are_named_with_those_it_has() {
    let root = audited_sample(&[]);
    check(root.path(), &["export", "audit", "-o", "x.csv", "--columns", "id,nope"], "no column `nope`: use some of ");
    check(
        root.path(),
        &["export", "audit", "-o", "x.csv", "--columns", "id,id"],
        "names id twice: name each column once",
    );
    check(root.path(), &["explain", "audit", "1", "--lexicon", "nowhere"], "lexicon nowhere: ");
    write(root.path(), "q.csv", "name,query\npay,wage\nbad,((\n");
    check(root.path(), &["batch", "audit", "q.csv"], "q.csv, line 3: query, character ");
}

#[test]
fn more_groups_than_anybody_reads_are_not_compared() {
    let line = |n: u32| format!("{{\"id\":\"{n}\",\"outlet\":\"o{n}\",\"body\":\"A cashier works nights.\"}}\n");
    let root = audited_lines(&(0..1_001).map(line).collect::<String>(), &[]);
    let differences = ["summary", "audit", "--by", "outlet", "--differences", "--min", "1"];
    check(root.path(), &differences, "1001 groups are to be compared, and 1000 are at most");
}

#[test]
fn sheets_of_judged_hits_are_checked_line_by_line() {
    let root = audited_sample(&[]);
    let audit = ["lexicon", "audit", "audit", "--judged", "sheet.csv"];
    write(root.path(), "sheet.csv", "entry,right\nx,y\n");
    check(root.path(), &audit, "sheet.csv:1: ");
    let entry = &classlens::Lexicon::embedded().entries[0].id;
    write(root.path(), "sheet.csv", format!("entry,judged\n\"{entry}\",y\n\"{entry}\",perhaps\n"));
    check(root.path(), &audit, "sheet.csv:3: ");
}

#[test]
fn weights_are_not_fitted_on_too_little() {
    let root = audited_sample(&[]);
    write(root.path(), "few.jsonl", crate::support::coding::GOLD.lines().take(3).collect::<Vec<_>>().join("\n"));
    let fitted = ["gold", "fit", "audit", "few.jsonl", "-o", "c.toml"];
    check(root.path(), &fitted, "3 gold documents for 10 folds: code more, or ask for fewer folds");
    let is_low = |line: &&str| line.contains("\"focus\": \"low_wage\"");
    let first = crate::support::coding::GOLD.lines().find(is_low);
    let others = crate::support::coding::GOLD.lines().filter(|line| !is_low(line));
    write(root.path(), "one.jsonl", others.chain(first).collect::<Vec<_>>().join("\n"));
    let alone = "all gold documents with the focus low_wage are held out together: code more of them";
    check(root.path(), &["gold", "fit", "audit", "one.jsonl", "-o", "c.toml", "--folds", "2"], alone);
    write(root.path(), "bad.jsonl", "{\"id\":\"1\",\"attention\":{\"low_wage\":7},\"focus\":\"none\"}\n");
    check(root.path(), &["gold", "fit", "audit", "bad.jsonl", "-o", "c.toml"], "bad.jsonl:1: ");
}

#[test]
fn a_fit_needs_a_penalty_and_every_focus() {
    let lexicon = classlens::Lexicon::embedded();
    let options = FitOptions { penalties: Vec::new(), hold_out: HoldOut::Folds(2), ..FitOptions::default() };
    let engine = crate::fuzz::targets::article::engine();
    let gold = |focus: &str, n: usize| classlens::validate::GoldCode {
        id: n.to_string(),
        focus: focus.to_owned(),
        attention: lexicon.tiers.iter().map(|tier| (tier.clone(), 0)).collect(),
        ..classlens::validate::GoldCode::default()
    };
    let names: Vec<&str> = lexicon.tiers.iter().map(String::as_str).chain(["mixed", "none"]).collect();
    let body = "A cashier works nights.".to_owned();
    let scored = engine.analyse(classlens::RawArticle { id: "x".to_owned(), body, ..classlens::RawArticle::default() });
    let mut examples: Vec<_> = (0..20)
        .map(|n| classlens::validate::Example {
            gold: gold(names[n % names.len()], n),
            features: scored.features.clone(),
        })
        .collect();
    let error = fit(&lexicon, &examples, None, &options).expect_err("there is none").to_string();
    assert_eq!(error, "the weights cannot be fitted: no penalty was given");
    examples.retain(|example| example.gold.focus != "none");
    let error = fit(&lexicon, &examples, None, &options).expect_err("a focus is missing").to_string();
    assert_eq!(error, "no gold document has the focus none: code some");
}

#[test]
fn a_report_that_cannot_be_written_names_the_file() {
    let root = audited_sample(&[]);
    write(root.path(), "taken", "");
    let output = classlens(root.path(), &["report", "audit", "-o", "taken/report.html", "--replicates", "100"]);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(
        message.contains("report.html: cannot be written (") && message.contains("): name another place"),
        "{message}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn threads_that_cannot_be_started_are_an_error() {
    let root = crate::support::folder();
    write(root.path(), "x.jsonl", "{\"id\":\"1\",\"body\":\"A cashier works nights.\"}\n");
    // The stacks of 256 threads take more addresses than the shell allows.
    let mut shell = std::process::Command::new("sh");
    let shell =
        shell.args(["-c", "ulimit -v 1100000; exec \"$0\" \"$@\""]).arg(assert_cmd::cargo::cargo_bin("classlens"));
    let output = shell.args(["audit", "x.jsonl", "--threads", "256"]).current_dir(root.path()).output();
    let output = output.expect("the shell runs");
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("the thread pool cannot be started: "), "{message}");
}

#[cfg(feature = "serve")]
#[test]
fn a_server_that_cannot_be_opened_says_why() {
    use classlens::serve::{Access, AccessError, OpenAudit, ServeError};
    let root = audited_sample(&[]);
    check(
        root.path(),
        &["serve", "audit", "--address", "0.0.0.0:0"],
        "can be reached from other machines: name who may read",
    );
    let tokens = write(root.path(), "tokens.toml", "[[token]]\nname = \"a\"\ntoken = \"short\"\nrole = \"full\"\n");
    let error = Access::from_file(&tokens).expect_err("the token is short");
    assert!(matches!(error, AccessError::Content { .. }) && error.to_string().contains("tokens.toml: "), "{error}");
    let error = Access::from_file(&root.path().join("none.toml")).expect_err("there is no file");
    assert!(matches!(error, AccessError::Read { .. }) && error.to_string().contains("none.toml: "), "{error}");
    let sound = "[[token]]\nname = \"a\"\ntoken = \"full-0123456789-0123456789\"\nrole = \"full\"\n";
    write(root.path(), "tokens.toml", sound);
    // An address for documentation, which no machine has.
    let elsewhere = ["serve", "audit", "--tokens", "tokens.toml", "--address", "192.0.2.1:80"];
    check(root.path(), &elsewhere, "192.0.2.1:80: cannot be served (");
    for plan in ["one/coding", "two/coding"] {
        let args = ["gold", "plan", "audit", "-o", plan, "--size", "12", "--coders", "ann"];
        crate::support::printed(root.path(), &args);
    }
    let twice = ["serve", "audit", "--address", "127.0.0.1:0", "--coding", "one/coding", "--coding", "two/coding"];
    check(root.path(), &twice, "another plan is called coding, too; give its folder another name");
    let audit = OpenAudit::open(&root.path().join("audit"), classlens::Lexicon::embedded()).expect("it is sound");
    let plans = ["one/coding", "two/coding"].map(|plan| root.path().join(plan));
    let Err(ServeError::Coding { path, .. }) = audit.with_plans(&plans) else { panic!("two plans of one name") };
    assert_eq!(path, plans[1]);
    std::fs::create_dir(root.path().join("one/coding/ann.jsonl.new")).expect("the folder can be written");
    let in_the_way = ["serve", "audit", "--address", "127.0.0.1:0", "--coding", "one/coding"];
    check(root.path(), &in_the_way, "ann.jsonl: has a draft beside it that cannot be removed (");
}
