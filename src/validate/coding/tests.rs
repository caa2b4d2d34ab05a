use std::path::Path;

use crate::validate::coding::{Codings, read_codings};
use crate::validate::{Codebook, FOCUS};

fn codebook() -> Codebook {
    let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    Codebook::new(&names(&["professional", "middle", "low_wage"]), &names(&["leave", "training"]))
}

fn read(name: &str, content: &str) -> Codings {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    read_codings(&[Path::new(&path)], &codebook()).unwrap()
}

/// Coder, id and the codes named, of every record; then the problems.
#[track_caller]
fn check(name: &str, content: &str, variables: &[&str], expected: &str) {
    let found = read(name, content);
    let mut lines: Vec<String> = Vec::new();
    for coding in &found.codings {
        let codes: Vec<&str> =
            variables.iter().map(|name| coding.codes.get(*name).map_or("·", String::as_str)).collect();
        lines.push(format!("{} {} {}", coding.coder, coding.id, codes.join(" ")));
    }
    lines.extend(found.problems.iter().map(|p| format!("{}: {}", p.place, p.what)));
    if found.n_open > 0 {
        lines.push(format!("open {}", found.n_open));
    }
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn gold_codes_are_read_with_their_draw() {
    let line = r#"{"id":"a","attention":{"professional":0,"middle":2,"low_wage":3},"focus":"low_wage","headline_scope":"none","proposals":["leave"],"why":"x","stratum":"D rest","inclusion_probability":0.25}"#;
    check(
        "one.jsonl",
        line,
        &[FOCUS, "attention_middle", "proposal_leave", "proposal_training"],
        "one a low_wage 2 yes no",
    );
    let found = read("one.jsonl", line);
    assert_eq!((found.codings[0].stratum.as_deref(), found.codings[0].probability), (Some("D rest"), Some(0.25)));
}

#[test]
fn sheets_are_read_as_spreadsheets_save_them() {
    let sheet = "\u{feff}id;coder;attention_professional;attention_middle;attention_low_wage;headline_scope;proposals\n\
        a;ann;0;2.0;2;Universal;leave, training\nb;ann;;;;;\nc;ann;1;0;0;none;-\nc;ann;1;0;0;none;\n";
    check(
        "sheet.csv",
        sheet,
        &[FOCUS, "headline_scope", "proposal_leave", "proposal_training"],
        "ann a mixed universal yes yes\nann c none none no no\n\
         sheet.csv:5: ann codes `c` a second time: the first record is kept\nopen 1",
    );
}

#[test]
fn exports_of_doccano_are_read() {
    // One file a member of the project, ids of its own beside ours, labels of all variables in one list.
    let export = "{\"id\":41,\"text\":\"…\",\"article_id\":\"a\",\"label\":[\"low_wage\",\"headline_scope:none\"],\"Comments\":[]}\n\
        {\"id\":42,\"text\":\"…\",\"article_id\":\"b\",\"label\":[],\"Comments\":[]}\n\
        {\"id\":43,\"text\":\"…\",\"article_id\":\"c\",\"label\":[\"low_wage\",\"middle\"],\"Comments\":[]}\n";
    check(
        "ben.jsonl",
        export,
        &[FOCUS, "headline_scope"],
        "ben a low_wage none\nben.jsonl:3: focus has the codes low_wage and middle: they are left out\nopen 2",
    );
    let table = "id,article_id,label\n41,a,low_wage#headline_scope:none\n";
    check("ben.csv", table, &[FOCUS, "headline_scope"], "ben a low_wage none");
}

#[test]
fn exports_of_label_studio_are_read() {
    let choice = |name: &str, label: &str| {
        format!(r#"{{"from_name":"{name}","to_name":"text","type":"choices","value":{{"choices":["{label}"]}}}}"#)
    };
    let rating = r#"{"from_name":"attention_middle","to_name":"text","type":"rating","value":{"rating":2}}"#;
    let export = format!(
        r#"[{{"id":7,"data":{{"id":"a","text":"…"}},"annotations":[
            {{"completed_by":3,"was_cancelled":false,"result":[{},{rating}]}},
            {{"completed_by":{{"id":4,"email":"cy@example.org"}},"result":[{}]}},
            {{"completed_by":5,"was_cancelled":true,"result":[{}]}}]}},
          {{"id":8,"data":{{"text":"…"}},"annotations":[{{"completed_by":3,"result":[]}}]}}]"#,
        choice("focus", "middle"),
        choice("focus", "poor"),
        choice("focus", "none")
    );
    check(
        "ls.json",
        &export,
        &[FOCUS, "attention_middle"],
        "3 a middle 2\nls.json: task 1: `poor` is no label of focus: use professional, middle, low_wage, mixed, none; the code is left out\n\
         ls.json: task 2: no `id`: the record is left out\nopen 1",
    );
    check("min.json", r#"[{"id":"a","text":"…","focus":"middle","annotator":3}]"#, &[FOCUS], "3 a middle");
    check(
        "min.csv",
        "article_id,id,focus,annotator\na,9,\"{\"\"choices\"\": [\"\"middle\"\"]}\",3\n",
        &[FOCUS],
        "3 a middle",
    );
}

#[test]
fn what_is_wrong_is_named_and_the_rest_goes_on() {
    let lines = "{\"id\":\n{\"id\":\"a\",\"attention\":{\"professional\":7,\"middle\":0,\"low_wage\":0},\"proposals\":[\"gym\"]}\n\
        {\"id\":\"b\",\"attention\":{\"professional\":3,\"middle\":0,\"low_wage\":0},\"focus\":\"none\",\"inclusion_probability\":2}\n";
    check(
        "x.jsonl",
        lines,
        &[FOCUS, "attention_professional", "attention_middle"],
        "x a · · 0\nx b · 3 0\n\
         x.jsonl:1: not a JSON object (EOF while parsing a value at line 1 column 6): the line is left out\n\
         x.jsonl:2: `7` is no label of attention_professional: use 0, 1, 2, 3; the code is left out\n\
         x.jsonl:2: `gym` is no kind of proposal: use leave, training; it is left out\n\
         x.jsonl:3: focus `none` does not follow from the attentions, which give `professional`: the focus is left out\n\
         x.jsonl:3: inclusion_probability `2` is not in (0, 1]: it counts as unknown",
    );
}

#[test]
fn a_chance_of_being_drawn_is_above_0_and_at_most_1() {
    let line =
        |chance: &str| format!("{{\"id\":\"a{chance}\",\"focus\":\"middle\",\"inclusion_probability\":{chance}}}\n");
    check(
        "x.jsonl",
        &(line("0") + &line("1") + &line("1.5")),
        &[FOCUS],
        "x a0 middle\nx a1 middle\nx a1.5 middle\n\
         x.jsonl:1: inclusion_probability `0` is not in (0, 1]: it counts as unknown\n\
         x.jsonl:3: inclusion_probability `1.5` is not in (0, 1]: it counts as unknown",
    );
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "Dear all,\n").unwrap();
    let error = read_codings(&[Path::new(&path)], &codebook()).unwrap_err();
    assert!(error.to_string().contains("notes.txt: has no column `id`"), "{error}");
}

#[test]
fn the_id_of_an_article_wins_over_the_number_of_a_task() {
    let old = "{\"id\":41,\"text\":\"…\",\"meta\":{\"id\":\"a\"},\"label\":[\"low_wage\"]}\n\
        {\"id\":42,\"text\":\"…\",\"meta\":{\"article_id\":\"b\"},\"label\":[\"middle\"]}\n";
    check("ben.jsonl", old, &[FOCUS], "ben a low_wage\nben b middle");
}

#[test]
fn datasets_of_prodigy_are_read() {
    let lines = r#"{"text":"…","meta":{"id":"a"},"options":[{"id":"middle","text":"Middle"},{"id":"leave","text":"x"}],"_input_hash":1,"_task_hash":2,"accept":["middle","headline_scope:none"],"answer":"accept","_annotator_id":"set-ann"}
{"text":"…","meta":{"id":"b"},"options":[],"_input_hash":3,"_task_hash":4,"accept":["middle"],"answer":"ignore","_annotator_id":"set-ann"}
{"text":"…","article_id":"c","label":"low_wage","_input_hash":5,"_task_hash":6,"answer":"accept","_session_id":"set-ben"}
{"text":"…","article_id":"d","label":"low_wage","_input_hash":7,"_task_hash":8,"answer":"reject","_session_id":"set-ben"}
"#;
    check("p.jsonl", lines, &[FOCUS, "headline_scope"], "set-ann a middle none\nset-ben c low_wage ·\nopen 2");
}

#[test]
fn answers_of_prodigy_with_a_label_a_line_are_one_record() {
    let line = |article: &str, label: &str, answer: &str, task: u32| {
        format!(
            r#"{{"text":"…","meta":{{"id":"{article}"}},"label":"{label}","_input_hash":1,"_task_hash":{task},"answer":"{answer}","_session_id":"ann"}}"#
        )
    };
    let lines = [
        line("a", "attention_middle:0", "reject", 1),
        line("a", "attention_middle:2", "accept", 2),
        line("b", "attention_middle:1", "accept", 3),
        line("a", "headline_scope:none", "accept", 4),
        line("b", "attention_middle:3", "accept", 5),
        line("c", "attention_middle:1", "accept", 6),
        line("c", "attention_middle:2", "accept", 6),
    ];
    check(
        "p.jsonl",
        &lines.join("\n"),
        &["attention_middle", "headline_scope"],
        "ann a 2 none\nann c 1 ·\n\
         p.jsonl:3: attention_middle has the codes 1 and 3: they are left out\n\
         p.jsonl:7: ann codes `c` a second time: the first record is kept\nopen 1",
    );
}
