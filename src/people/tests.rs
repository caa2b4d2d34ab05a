//! Whom a few sentences are about, worked by hand.

use std::sync::Arc;

use crate::lexicon::{Lexicon, LexiconFile};
use crate::{Engine, RawArticle};

const HEADER: &str = "name = \"test\"\nlanguage = \"en\"\ntiers = [\"low_wage\"]\ndimensions = [\"audience\"]\n";

const ENTRIES: [(&str, &str); 5] = [
    ("cashier|cashiers", "tier = \"low_wage\""),
    ("father|fathers", "tier = \"none\"\npeople = \"fathers\"\nweight = 1.5"),
    ("parents", "tier = \"none\"\npeople = \"parents\""),
    ("women", "tier = \"none\"\npeople = \"women\""),
    ("working mothers", "tier = \"none\"\npeople = \"mothers\"\nweight = 3.0"),
];

fn lexicon(sentences: &str) -> Lexicon {
    let entry = |(pattern, rest): &(&str, &str)| {
        format!("[[entry]]\npattern = \"{pattern}\"\n{rest}\ndimension = \"audience\"\nsource = \"test\"\n")
    };
    let content: String = ENTRIES.iter().map(entry).collect();
    let file = |path: &str, content: String| LexiconFile { path: path.into(), content: content.into() };
    let files = [
        file("lexicon.toml", HEADER.to_owned()),
        file("entries.toml", content),
        file("sentences.csv", sentences.to_owned()),
    ];
    let files = if sentences.is_empty() { &files[..2] } else { &files[..] };
    Lexicon::from_files(files).expect("the lexicon is sound")
}

fn found(lexicon: Lexicon, body: &str) -> Vec<String> {
    let engine = Engine::new(Arc::new(lexicon)).expect("it has no calibration");
    let scored = engine.analyse(RawArticle { id: "1".into(), body: body.into(), ..RawArticle::default() });
    let words = |people: &crate::people::People| {
        let words = people.signs.iter().filter_map(|sign| sign.span.slice(&scored.document.text));
        format!("{} {:.1}: {}", people.kind.name(), people.weight, words.collect::<Vec<_>>().join(" "))
    };
    scored.people.iter().map(words).collect()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(found(lexicon(""), body), expected);
}

#[test]
fn a_pronoun_counts_once_in_each_sentence_that_describes_a_working_life() {
    let three =
        "The cashier lost her job and her home. Later the cashier found herself a room. The cashier kept her car.";
    check(three, &["women 3.0: her her herself her"]);
    check("The cashier lost her job. The bus was late. Her car was old. Her cat was ill.", &[]);
}

#[test]
fn a_sentence_that_goes_on_with_a_pronoun_counts() {
    let four = "The cashier lost her job. She had held it for years. The cashier sold her car. Cashiers wept.";
    check(four, &["women 3.0: her She her"]);
    check(&four.replace("She had", "In March she had"), &[]);
}

#[test]
fn a_courtesy_title_has_a_capital() {
    let three = "The cashier is Ms. Doe. Cashiers met Ms. Doe. Cashiers like Ms. Doe.";
    check(three, &["women 3.0: Ms Ms Ms"]);
    check("Cashiers miss the bus. Cashiers miss the sun. Cashiers miss a break.", &[]);
}

#[test]
fn he_takes_five_sentences() {
    let four =
        "The cashier lost his job. The cashier sold his car. The cashier left his flat. The cashier sold his bed.";
    check(four, &[]);
    check(&format!("{four} The cashier kept his cat."), &["men 3.5: his his his his his"]);
}

#[test]
fn who_only_speaks_is_no_sign() {
    check("She said cashiers earn little. She said cashiers work late. She said cashiers are tired.", &[]);
    let boss =
        "Her boss said cashiers earn little. Her boss said cashiers work late. Her boss said cashiers are tired.";
    check(boss, &["women 3.0: Her Her Her"]);
}

#[test]
fn what_an_official_does_is_no_sign() {
    let plan = "Sen. Jane Doe spoke of cashiers in her plan. Cashiers liked her plan. Cashiers read her letter.";
    check(plan, &[]);
    check(&plan.replace("Sen. Jane", "Jane"), &["women 3.0: her her her"]);
}

#[test]
fn mothers_are_women_and_fathers_are_men() {
    let mothers = "Working mothers are cashiers. Cashiers swap shifts. Cashiers who are women sleep late.";
    check(mothers, &["women 4.0: Working mothers women"]);
    let mothers = mothers.replace("are women", "are working mothers");
    check(&mothers, &["mothers 6.0: Working mothers working mothers", "women 6.0: Working mothers working mothers"]);
    let fathers = "Fathers among the cashiers swap shifts. Cashiers who are fathers sleep late. Cashiers eat.";
    check(fathers, &["fathers 3.0: Fathers fathers", "men 3.0: Fathers fathers"]);
    let parents = "Parents at the till are cashiers. Cashiers are parents. The cashiers who are parents sleep late.";
    check(parents, &["parents 3.0: Parents parents parents"]);
}

#[test]
fn words_outside_the_passages_on_working_life_are_no_sign() {
    let apart = "Working mothers like films. Women walk by the river. Cashiers open the tills.";
    check(&format!("{apart} Cashiers eat. Cashiers sleep."), &[]);
}

#[test]
fn two_sentences_among_many_are_no_sign() {
    let few = "Working mothers are cashiers. Women are cashiers. ".to_owned();
    check(&(few.clone() + &"Cashiers open the tills. ".repeat(3)), &["women 4.0: Working mothers Women"]);
    check(&(few + &"Cashiers open the tills. ".repeat(15)), &[]);
}

#[test]
fn with_a_model_its_sentences_count_and_not_those_with_a_hit() {
    let weights = "sign,low_wage,general\nconstant,-2,-2\nword:shifts,0,3\n";
    let body = "Working mothers swap shifts. Women trade shifts. Men keep shifts. Women are cashiers.";
    assert_eq!(found(lexicon(weights), body), ["women 4.0: Working mothers Women"]);
}
