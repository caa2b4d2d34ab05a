use crate::lexicon::{Lexicon, LexiconError, LexiconFile};

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

#[test]
fn several_faults_are_listed_a_line_each() {
    let entry = |pattern: &str| {
        format!("[[entry]]\npattern = \"{pattern}\"\ntier = \"low_wage\"\ndimension = \"pay\"\nsource = \"t\"\n")
    };
    let files = [
        LexiconFile::new("lexicon.toml", HEADER),
        LexiconFile::new("pay.toml", [entry("Pay"), entry("fee"), entry("Tip")].concat()),
    ];
    let error = Lexicon::from_files(&files).expect_err("two entries are broken");
    let LexiconError::Faults(faults) = &error else { panic!("{error}") };
    assert!(faults.len() == 2 && faults.iter().all(|fault| matches!(fault, LexiconError::Entry { .. })), "{error}");
    assert_eq!(
        error.to_string(),
        "pay.toml:1: `Pay`: `Pay` is not in folded form: write `pay`\n\
         pay.toml:11: `Tip`: `Tip` is not in folded form: write `tip`"
    );
}

#[test]
fn a_lexicon_that_cannot_be_read_names_the_file() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let refused = |folder: &std::path::Path| Lexicon::from_folder(folder).expect_err("there is no lexicon");
    for (folder, path) in [(root.path().join("none"), "none"), (root.path().to_owned(), "lexicon.toml")] {
        let error = refused(&folder);
        assert!(matches!(error, LexiconError::Read { .. }), "{error}");
        let message = error.to_string();
        let remedy = "; a lexicon is a folder with lexicon.toml in it";
        assert!(message.contains(&format!("{path}: cannot be read (")) && message.ends_with(remedy), "{message}");
    }
    std::fs::write(root.path().join("pay.toml"), b"# Caf\xc3\xa9\n# Caf\xe9\n").expect("the folder can be written");
    let error = refused(root.path());
    assert!(matches!(error, LexiconError::Syntax { .. }), "{error}");
    assert!(error.to_string().ends_with("pay.toml:2: not UTF-8: save the file as UTF-8"), "{error}");
    let file = root.path().join("frozen.txt");
    std::fs::write(&file, "name = 1\n").expect("the folder can be written");
    let error = refused(&file);
    assert!(matches!(error, LexiconError::Frozen { .. }), "{error}");
    assert!(error.to_string().ends_with("make one with `classlens lexicon freeze`"), "{error}");
}
