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
    write(root.path(), "answer.json", format!("\n{ANSWER}\n"));
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
fn a_line_that_was_cut_off_is_coded_again() {
    let root = planned();
    write(root.path(), "answer.json", ANSWER);
    code(&root, &["--with", "cat answer.json"]);
    let path = root.path().join("coding/model.jsonl");
    let whole = std::fs::read_to_string(&path).expect("codes");
    let last = whole.trim_end().rfind('\n').expect("several lines") + 1;
    for end in [last + 1, whole.len() - 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..end]).expect("it can be written");
        let output = code(&root, &["--with", "cat answer.json"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let is_cut = end < whole.len() - 1;
        assert_eq!(stderr(&output).contains("ended within a line: its article is coded again"), is_cut, "{end}");
        if is_cut {
            assert_eq!(std::fs::read_to_string(&path).expect("codes"), whole);
        }
    }
    // A line in the middle is no cut.
    std::fs::write(&path, format!("{{\"id\"\n{whole}")).expect("it can be written");
    let output = code(&root, &["--with", "cat answer.json"]);
    assert!(stderr(&output).contains("model.jsonl:1"), "{}", stderr(&output));
}

#[test]
fn an_answer_that_cannot_be_read_is_not_kept() {
    let root = planned();
    let cases = [
        ("It is about cashiers.".to_owned(), "the answer is no JSON object"),
        (format!("```json\n{ANSWER}\n```\n"), "the answer is no JSON object and nothing else"),
        (format!("{ANSWER}{ANSWER}"), "the answer is no JSON object and nothing else"),
        (ANSWER.replace("low_wage\":3", "low_wage\":7"), "`attention_low_wage` is 7: write one of 0, 1, 2, 3"),
        (ANSWER.replace("\"none\"", "\"None\""), "`headline_scope` is \"None\": write one of "),
        (ANSWER.replace("[]", "[\"Leave\"]"), "`proposals` is [\"Leave\"]: write each once, some of "),
        (ANSWER.replace("[]", "[\"leave\",\"leave\"]"), "write each once, some of "),
        (
            ANSWER.replace("{\"att", "{\"proposal_leave\":\"yes\",\"att"),
            "the key `proposal_leave`, which was not asked for",
        ),
        (ANSWER.replace("\"headline_scope\":\"none\",", ""), "the answer lacks `headline_scope`"),
        (ANSWER.replace("headline_scope", "headline"), "the key `headline`, which was not asked for"),
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
