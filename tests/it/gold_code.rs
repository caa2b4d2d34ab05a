//! A command of the user's codes the articles of a plan.

use serde_json::Value;

use crate::support::{audited_sample, classlens, printed, stderr, write};

const ANSWER: &str = r#"{"attention_professional":0,"attention_middle":0,"attention_low_wage":3,"headline_scope":"none","proposals":[]}"#;

fn planned() -> tempfile::TempDir {
    let root = audited_sample(&[]);
    printed(
        root.path(),
        &["gold", "plan", "audit", "-o", "coding", "--size", "6", "--coders", "ann", "--allocation", "proportional"],
    );
    root
}

const CODE: [&str; 7] = ["gold", "code", "audit", "--plan", "coding/plan.json", "--coder", "model"];

fn code(root: &tempfile::TempDir, more: &[&str]) -> std::process::Output {
    classlens(root.path(), &[&CODE, more].concat())
}

#[test]
fn answers_are_kept_and_a_run_goes_on_where_it_was() {
    let root = planned();
    write(root.path(), "answer.json", format!("```json\n{ANSWER}\n```\n"));
    // The command reads what it is given, and keeps it to be looked at.
    let command = "cat > asked.txt; cat answer.json";
    let output = code(&root, &["--with", command, "--limit", "2"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let asked = std::fs::read_to_string(root.path().join("asked.txt")).expect("it was asked");
    assert!(asked.contains("\"attention_low_wage\": 0 | 1 | 2 | 3") && asked.contains("\nTitle: "), "{asked}");
    let said = printed(root.path(), &[&CODE[..], &["--with", command]].concat());
    assert!(said.contains("4 articles coded now, 2 before, 0 without") && said.contains("0 left"), "{said}");
    let codes = std::fs::read_to_string(root.path().join("coding/model.jsonl")).expect("codes");
    let lines: Vec<Value> = codes.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    assert_eq!(lines.len(), 6);
    assert!(lines.iter().all(|line| line["coder"] == "model" && line["attention"]["low_wage"] == 3), "{codes}");
    let scored = printed(root.path(), &["gold", "score", "audit", "coding/model.jsonl", "--plan", "coding/plan.json"]);
    assert!(scored.contains("low_wage"), "{scored}");
}

#[test]
fn an_answer_that_cannot_be_read_is_not_kept() {
    let root = planned();
    let cases = [
        ("It is about cashiers.".to_owned(), "the answer is no JSON object"),
        (ANSWER.replace("low_wage\":3", "low_wage\":7"), "`7` is no label of attention_low_wage"),
        (ANSWER.replace("\"headline_scope\":\"none\",", ""), "the answer lacks `headline_scope`"),
        (ANSWER.replace("headline_scope", "headline"), "the key `headline`, which is none of the codebook"),
        (ANSWER.replace(",\"proposals\":[]", ""), "lacks the list `proposals`"),
        (ANSWER.replace("[]", "[\"lottery\"]"), "lottery"),
        (ANSWER.replace("low_wage\":3", "low_wage\":\"3\""), "`attention_low_wage` is \"3\": write a whole number"),
        (ANSWER.replace("low_wage\":3", "low_wage\":3.0"), "`attention_low_wage` is 3.0: write a whole number"),
        (ANSWER.replace("\"none\"", "null"), "`headline_scope` is null: write a text"),
        (ANSWER.replace("[]", "\"leave\""), "`proposals` is \"leave\": write a list of texts"),
        (ANSWER.replace("low_wage\":3", "low_wage\":3,\"attention_low_wage\":2"), "has `attention_low_wage` twice"),
    ];
    for (answer, expected) in cases {
        write(root.path(), "answer.json", &answer);
        let output = code(&root, &["--with", "cat answer.json", "--limit", "1"]);
        assert_eq!(output.status.code(), Some(1), "{answer}");
        assert!(stderr(&output).contains(expected), "{answer}: {}", stderr(&output));
    }
    let output = code(&root, &["--with", "sleep 9", "--limit", "1", "--timeout", "0"]);
    assert!(stderr(&output).contains("took longer than 0 seconds"), "{}", stderr(&output));
    let output = code(&root, &["--with", "exit 3"]);
    assert_eq!(stderr(&output).matches("the command ended with").count(), 5, "it gives up: {}", stderr(&output));
    assert!(!root.path().join("coding/model.jsonl").exists());
}
