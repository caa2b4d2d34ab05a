//! Figures under `/api/v1` are those of the command of the same name, and of a query where one is given.

use std::net::SocketAddr;
use std::path::Path;

use serde_json::Value;

use classlens::serve::{Access, Role};

use crate::health::corpus;
use crate::support::coding::coded;
use crate::support::server::{get, options, sample, start};
use crate::support::{audited_sample, classlens, folder, stderr, stdout};

/// The rows that a command prints as JSON.
#[track_caller]
fn printed(root: &Path, args: &[&str]) -> Value {
    let output = classlens(root, &[args, &["--format", "json"]].concat());
    // 1: nothing was found, which is printed as a row of zeros.
    assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {}", stderr(&output));
    serde_json::from_str(&stdout(&output)).expect("the command prints JSON")
}

#[track_caller]
fn answered(target: &str) -> Value {
    answered_by(sample().1, target)
}

#[track_caller]
fn answered_by(address: SocketAddr, target: &str) -> Value {
    let found = get(address, &format!("/api/v1/{target}"));
    assert_eq!(found.status, 200, "{target}: {}", found.text());
    found.json()
}

#[track_caller]
fn check(target: &str, args: &[&str]) {
    check_of(sample(), target, args);
}

#[track_caller]
fn check_of((root, address): (&Path, SocketAddr), target: &str, args: &[&str]) {
    let rows = printed(root, args);
    assert!(!rows.as_array().expect("rows").is_empty(), "{args:?}");
    assert_eq!(answered_by(address, target)["rows"], rows, "{target} against {args:?}");
}

#[test]
fn a_figure_of_the_api_has_the_cells_of_the_command() {
    check("summary", &["summary", "audit"]);
    check(
        "summary?by=year,outlet&weigh=story&interval=outlet-week&replicates=200&min=2",
        &[
            "summary",
            "audit",
            "--by",
            "year,outlet",
            "--weigh",
            "story",
            "--interval",
            "outlet-week",
            "--replicates",
            "200",
            "--min",
            "2",
        ],
    );
    check("summary?q=focus:low_wage", &["summary", "audit", "--where", "focus:low_wage"]);
    check("voice?q=wage*&by=year", &["voice", "audit", "--where", "wage*", "--by", "year"]);
    check("work?q=date:2014..", &["work", "audit", "pay", "--where", "date:2014.."]);
    check("baseline?q=date:2014..", &["baseline", "audit", "--table", "tiers", "--where", "date:2014.."]);
    check("differences", &["summary", "audit", "--differences"]);
    check(
        "differences?compare=wage*&against=date:2014..&q=NOT%20focus:none&interval=outlet-week&replicates=200",
        &[
            "summary",
            "audit",
            "--compare",
            "wage*",
            "--against",
            "date:2014..",
            "--where",
            "NOT focus:none",
            "--interval",
            "outlet-week",
            "--replicates",
            "200",
        ],
    );
    check(
        "differences?by=outlet&compare=Bright%20Nest&against=Continental%20Wire",
        &["summary", "audit", "--by", "outlet", "--compare", "Bright Nest", "--against", "Continental Wire"],
    );
    check("summary?by=decade", &["summary", "audit", "--by", "decade"]);
    check("summary?by=quarter,n_tokens/100", &["summary", "audit", "--by", "quarter,n_tokens/100"]);
    check("voice?by=outlet", &["voice", "audit", "--by", "outlet"]);
    check("voice?table=sources", &["voice", "audit", "--table", "sources"]);
    check("voice?table=salience&by=year", &["voice", "audit", "--table", "salience", "--by", "year"]);
    check("work?by=outlet", &["work", "audit", "pay", "--by", "outlet"]);
    check("work?table=schedules", &["work", "audit", "schedules"]);
    check("work?table=reasons", &["work", "audit", "reasons"]);
    check("baseline", &["baseline", "audit", "--table", "tiers"]);
    check("baseline?table=wages&replicates=300", &["baseline", "audit", "--table", "wages", "--replicates", "300"]);
    check(
        "trend?q=focus:low_wage&of=NOT%20focus:none&by=year",
        &["trend", "audit", "focus:low_wage", "--of", "NOT focus:none", "--by", "year"],
    );
    check(
        "trend?q=%22minimum%20wage%22&measure=rate&by=quarter&fold=copies",
        &["trend", "audit", "\"minimum wage\"", "--rate", "--by", "quarter", "--fold", "copies"],
    );
    check("robustness", &["robustness", "audit"]);
    check("robustness?q=date:2014..", &["robustness", "audit", "--where", "date:2014.."]);
    check("robustness?claim=ratios&q=wage*", &["robustness", "audit", "--claim", "ratios", "--where", "wage*"]);
}

#[test]
fn the_health_of_a_corpus_has_the_cells_of_the_command() {
    let root = folder();
    corpus(root.path());
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    let check = |target: &str, args: &[&str]| {
        check_of((root.path(), address), target, &[&["health", "audit"], args].concat());
    };
    check("health", &[]);
    check("health?by=month,wire", &["--by", "month,wire"]);
    check("health?q=outlet:Post", &["--where", "outlet:Post"]);
    check("health?table=sentences&q=outlet:Post", &["--table", "sentences", "--where", "outlet:Post"]);
    for table in ["articles", "volume", "sentences", "refused"] {
        check(&format!("health?table={table}"), &["--table", table]);
    }
    let none = answered_by(address, "health?table=sentences&q=outlet:Star");
    assert_eq!((none["n_found"].as_u64(), &none["rows"]), (Some(0), &serde_json::json!([])));
}

#[test]
fn what_quotes_articles_and_names_files_is_for_roles_that_read_whole_texts() {
    let root = folder();
    corpus(root.path());
    for role in [Role::Metadata, Role::Snippet(300)] {
        let address = start(&root.path().join("audit"), options(Access::open(role)));
        for (table, words) in [("sentences", "the sentences of articles"), ("refused", "the files that records")] {
            let found = get(address, &format!("/api/v1/health?table={table}"));
            assert_eq!(found.status, 403, "{table}: {}", found.text());
            let detail = found.json()["detail"].as_str().expect("what is wrong").to_owned();
            assert!(detail.contains(words) && detail.contains("ask for `table=articles`"), "{detail}");
            assert!(!found.text().contains("Tell us") && !found.text().contains("news.jsonl"), "{}", found.text());
        }
        for target in ["health", "health?table=volume", "robustness"] {
            answered_by(address, target);
        }
    }
}

#[test]
fn corrected_shares_are_in_the_figures_once_codes_exist() {
    let root = folder();
    coded(root.path());
    let address = start(&root.path().join("audit"), options(Access::open(Role::Metadata)));
    let of = (root.path(), address);
    check_of(of, "summary", &["summary", "audit"]);
    check_of(of, "summary?by=language", &["summary", "audit", "--by", "language"]);
    check_of(
        of,
        "summary?by=language&q=date:2010..",
        &["summary", "audit", "--by", "language", "--where", "date:2010.."],
    );
    let row = &answered_by(address, "summary?by=language")["rows"][0];
    let number = |name: &str| row[name].as_f64().unwrap_or_else(|| panic!("{name} in {row}"));
    let (share, low, high) =
        (number("corrected_low_wage"), number("corrected_low_low_wage"), number("corrected_high_low_wage"));
    assert!(low <= share && share <= high, "{row}");
}

#[test]
fn figures_of_a_query_are_of_its_articles_alone() {
    let (root, _) = sample();
    let n = stdout(&classlens(root, &["search", "audit", "focus:low_wage", "--count"])).trim().parse::<u64>();
    let n = n.expect("a number");
    let found = answered("summary?q=focus:low_wage");
    let rows = found["rows"].as_array().expect("rows");
    let sum = |column: &str| rows.iter().filter_map(|row| row[column].as_u64()).sum::<u64>();
    assert!(n > 0 && found["n_found"].as_u64() == Some(n), "{found}");
    assert_eq!(found["notes"][0], format!("Of the {n} articles of `focus:low_wage` alone, 65 in all."));
    assert_eq!((sum("n_articles"), sum("n_low_wage"), sum("n_none")), (n, n, 0), "{found}");
    let all = answered("voice");
    let some = answered("voice?q=focus:low_wage");
    assert_eq!(some["rows"][0]["articles"].as_u64(), Some(n), "{some}");
    assert_ne!(all["rows"], some["rows"]);
    let none = answered("baseline?q=id:no-such-article");
    assert_eq!(none["rows"], serde_json::json!([]));
}

#[test]
fn what_cannot_be_asked_is_said_in_words() {
    let (root, address) = sample();
    for (target, words) in [
        ("summary?by=colour", "use one of day, week"),
        ("summary?by=year,year", "twice"),
        ("work?table=schedules&by=year", "beside each tier"),
        ("baseline?interval=wilson", "several occupations"),
        ("summary?by=queries.csv", "use one of day, week"),
        ("differences?by=outlet&compare=Nobody", "there is no group `Nobody`"),
        ("differences?by=outlet,year&compare=a", "name one field"),
        ("differences?against=wage", "goes with `compare`"),
        ("differences?by=id", "20 are at most"),
        ("differences?compare=%22open", "character"),
        ("work?weigh=copy", "unknown parameter"),
        ("robustness?by=year", "unknown parameter"),
        ("robustness?claim=all", "`claim` is one of shares, ratios"),
        ("health?table=all", "`table` is one of articles, volume, sentences, refused"),
        ("health?table=volume&by=year", "`by` groups the table `articles`"),
        ("health?table=refused&q=wage", "no query finds them"),
        ("trend?q=%22open", "character"),
    ] {
        let found = get(address, &format!("/api/v1/{target}"));
        assert_eq!(found.status, 400, "{target}: {}", found.text());
        assert!(found.text().contains(words), "{target}: {}", found.text());
        assert!(!found.text().contains(&root.display().to_string()), "{target} shows a path");
    }
}

#[test]
fn a_table_that_the_audit_does_not_have_is_not_found() {
    let root = audited_sample(&[]);
    let audit = root.path().join("audit");
    std::fs::remove_file(audit.join("quotes.parquet")).expect("it is there");
    let address = start(&audit, options(Access::open(Role::Coder)));
    let found = get(address, "/api/v1/voice?table=sources");
    assert_eq!(found.status, 404, "{}", found.text());
    let detail = found.json()["detail"].as_str().expect("what is wrong").to_owned();
    assert!(detail.contains("no table `quotes`") && detail.contains("audit --from"), "{detail}");
    assert!(!detail.contains(&*root.path().to_string_lossy()), "no path of the machine: {detail}");
    assert_eq!(get(address, "/api/v1/summary").status, 200, "what needs none of it is answered");
}
