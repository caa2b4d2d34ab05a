//! Kinds, names and counts of variables.

use crate::variable::{Census, Given, VariableKind, bound_of, plain_name};

fn kind_of(values: &[&str]) -> VariableKind {
    let mut census = Census::default();
    values.iter().for_each(|value| census.add("x", &Given::Text((*value).to_owned())));
    census.detect(&[], |_| false).variables[0].kind
}

#[test]
fn a_kind_holds_all_values() {
    assert_eq!(kind_of(&["left", "right"]), VariableKind::Text);
    assert_eq!(kind_of(&["12", "-3"]), VariableKind::Whole);
    assert_eq!(kind_of(&["12", "3.5"]), VariableKind::Number);
    assert_eq!(kind_of(&["1,250,000", "900"]), VariableKind::Whole);
    assert_eq!(kind_of(&["1,25", "900"]), VariableKind::Text);
    assert_eq!(kind_of(&["12", "left"]), VariableKind::Text);
    assert_eq!(kind_of(&["007", "12"]), VariableKind::Text, "a number would lose its zeros");
    assert_eq!(kind_of(&["1e5", "2"]), VariableKind::Text);
    assert_eq!(kind_of(&["yes", "No", "TRUE"]), VariableKind::Flag);
    assert_eq!(kind_of(&["yes", "1"]), VariableKind::Text);
    assert_eq!(kind_of(&["2016-03-01", "2017-12-31"]), VariableKind::Date);
    assert_eq!(kind_of(&["2016-02-30"]), VariableKind::Text, "there is no such day");
}

#[test]
fn values_become_values_of_the_kind() {
    let text = |text: &str| Given::Text(text.to_owned());
    assert_eq!(VariableKind::Whole.value(&text("12")), Some(Given::Whole(12)));
    assert_eq!(VariableKind::Number.value(&Given::Whole(12)), Some(Given::Number(12.0)));
    assert_eq!(VariableKind::Text.value(&Given::Flag(true)), Some(text("true")), "as it was given");
    assert_eq!(VariableKind::Texts.value(&text("a")), Some(Given::Texts(vec!["a".to_owned()])));
    assert_eq!(VariableKind::Whole.value(&text("left")), None);
}

#[test]
fn names_differ_from_each_other_and_from_ours() {
    assert_eq!(plain_name("Media Type"), "Media_Type");
    assert_eq!(plain_name("meta.lean"), "meta.lean");
    assert_eq!(plain_name("2016"), "v_2016");
    assert_eq!(plain_name("Länge (Wörter)"), "Länge_Wörter");
    let mut census = Census::default();
    for column in ["focus", "Media Type", "media-type"] {
        census.add(column, &Given::Whole(1));
    }
    let detected = census.detect(&[], |name| name == "focus");
    let names: Vec<_> = detected.variables.iter().map(|variable| variable.name.as_str()).collect();
    assert_eq!(names, ["Media_Type", "own_focus", "media_type_2"]);
    assert!(detected.variables[1].remark().expect("it was renamed").contains("`focus` is kept as `own_focus`"));
}

#[test]
fn a_column_of_texts_is_no_variable() {
    let mut census = Census::default();
    census.add("summary", &Given::Text("w ".repeat(600)));
    census.add("summary", &Given::Text("short".to_owned()));
    let detected = census.detect(&[], |_| false);
    assert_eq!((detected.variables.len(), detected.too_long), (0, vec![("summary".to_owned(), 1)]));
}

#[test]
fn mixed_kinds_are_counted() {
    let mut census = Census::default();
    census.add("x", &Given::Whole(1));
    census.add("x", &Given::Text("high".to_owned()));
    let variable = census.detect(&[], |_| false).variables.remove(0);
    let remark = variable.remark().expect("a remark");
    assert!(remark.contains("1 whole number, 1 text) and kept as text"), "{remark}");
}

#[test]
fn a_year_is_its_days() {
    assert!((bound_of(2016.0, true, true) - 20_160_101.0).abs() < 0.5);
    assert!((bound_of(2016.0, true, false) - 20_161_231.0).abs() < 0.5);
    assert!((bound_of(2016.0, false, true) - 20_161_231.0).abs() < 0.5);
    assert!((bound_of(2016.0, false, false) - 20_160_101.0).abs() < 0.5);
    assert!((bound_of(20_160_301.0, true, true) - 20_160_301.0).abs() < 0.5);
}

#[test]
fn a_variable_keeps_its_name() {
    let mut census = Census::default();
    census.add("x y", &Given::Whole(1));
    census.add("x_y", &Given::Whole(1));
    let before = census.detect(&[], |_| false).variables;
    census.add("x-y", &Given::Whole(1));
    let after = census.detect(&before, |_| false).variables;
    let name = |column: &str| after.iter().find(|v| v.given_as() == column).map(|v| v.name.as_str());
    assert_eq!((name("x y"), name("x_y"), name("x-y")), (Some("x_y"), Some("x_y_2"), Some("x_y_3")));
}

#[test]
fn numbers_that_a_column_of_numbers_would_round_are_texts() {
    assert_eq!(kind_of(&["9007199254740995", "1"]), VariableKind::Text);
    assert_eq!(kind_of(&["10000000000000000000000001"]), VariableKind::Text);
    assert_eq!(kind_of(&["9007199254740992", "1"]), VariableKind::Whole);
    assert_eq!(kind_of(&["0.1234567890123456789"]), VariableKind::Text);
    assert_eq!(VariableKind::of(&Given::Whole(i64::MAX)), VariableKind::Text);
}
