use crate::lexicon::{Lexicon, LexiconFile};

const HEADER: &str = "name = \"t\"\nlanguage = \"en\"\ntiers = [\"low_wage\"]\ndimensions = [\"pay\"]\n";

#[track_caller]
fn check_error(entries: &str, expected: &str) {
    let file = |path: &str, content: &str| LexiconFile::new(path, content.to_owned());
    let error = Lexicon::from_files(&[file("lexicon.toml", HEADER), file("pay.toml", entries)])
        .expect_err("the lexicon is broken");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn errors_name_file_line_and_remedy() {
    let entry = |pattern: &str, tier: &str| {
        format!("\n[[entry]]\npattern = \"{pattern}\"\ntier = \"{tier}\"\ndimension = \"pay\"\nsource = \"t\"\n")
    };
    check_error(&entry("pay", "rich"), "pay.toml:2: `pay`: unknown tier `rich`: use one of low_wage, universal, none");
    check_error(
        &entry("part-time", "low_wage"),
        "pay.toml:2: `part-time`: `part-time` is not one token: write `part time`",
    );
    check_error(&entry("Pay", "low_wage"), "pay.toml:2: `Pay`: `Pay` is not in folded form: write `pay`");
    check_error(&entry("pay  cut", "low_wage"), "pay.toml:2: `pay  cut`: words are parted by single blanks");
    check_error(
        &(entry("pay", "low_wage") + entry("pay", "none").as_str()),
        "pay.toml:8: `pay` is at pay.toml:2 already: keep one of them",
    );
    check_error("[[entry]]\npattern = pay\n", "pay.toml:2: string values must be quoted, expected literal string");
}
