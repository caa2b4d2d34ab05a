//! Figures under `/api/v1` are those of the command of the same name, and of a query where one is given.

use serde_json::Value;

use classlens::serve::{Access, Role};

use crate::support::server::{get, options, sample, start};
use crate::support::{audited_sample, classlens, stderr, stdout};

/// The rows that a command prints as JSON.
#[track_caller]
fn printed(args: &[&str]) -> Value {
    let (root, _) = sample();
    let output = classlens(root, &[args, &["--format", "json"]].concat());
    // 1: nothing was found, which is printed as a row of zeros.
    assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {}", stderr(&output));
    serde_json::from_str(&stdout(&output)).expect("the command prints JSON")
}

#[track_caller]
fn answered(target: &str) -> Value {
    let found = get(sample().1, &format!("/api/v1/{target}"));
    assert_eq!(found.status, 200, "{target}: {}", found.text());
    found.json()
}

#[track_caller]
fn check(target: &str, args: &[&str]) {
    let rows = printed(args);
    assert!(!rows.as_array().expect("rows").is_empty(), "{args:?}");
    assert_eq!(answered(target)["rows"], rows, "{target} against {args:?}");
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
