use crate::lexicon::{Change, Frozen, FrozenError, FrozenFormat, Lexicon, LexiconFile};

const HEADER: &str =
    "name = \"t\"\nlanguage = \"en\"\ntiers = [\"low\", \"high\"]\ndimensions = [\"pay\", \"proposal\"]\n";

fn frozen(header: &str, entries: &str) -> Frozen {
    let file = |path: &str, content: &str| LexiconFile::new(path, content.to_owned());
    let lexicon = Lexicon::from_files(&[file("lexicon.toml", header), file("pay.toml", entries)]).expect("sound");
    Frozen::of(&lexicon, jiff::civil::date(2016, 5, 4))
}

fn entry(pattern: &str, tier: &str, more: &str) -> String {
    format!("[[entry]]\npattern = \"{pattern}\"\ntier = \"{tier}\"\ndimension = \"pay\"\nsource = \"t\"\n{more}\n")
}

fn exclusion(pattern: &str) -> String {
    format!("[[exclusion]]\npattern = \"{pattern}\"\nreason = \"a name\"\n")
}

fn listed(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|c| format!("{} {} {}: {}", c.what, c.kind.name(), c.name, c.details)).collect()
}

#[test]
fn a_frozen_lexicon_survives_toml_and_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let embedded = Frozen::of(&Lexicon::embedded(), jiff::civil::date(2016, 5, 4));
    assert_eq!(embedded.date, "2016-05-04");
    assert_eq!(embedded.tokenizer, crate::tokenize::CONTRACT_VERSION);
    for name in ["f.toml", "f.json"] {
        let path = folder.path().join(name);
        std::fs::write(&path, embedded.print(FrozenFormat::of(&path))).expect("written");
        let read = Frozen::read(&path).expect("read back");
        assert_eq!(read, embedded);
        assert_eq!(read.changes(&embedded), []);
    }
}

#[test]
fn contexts_are_written_as_in_the_lexicon() {
    let frozen = frozen(HEADER, &entry("wage", "low", "unless = [\"living _\", \"bond trader\", \"_ gap report\"]"));
    assert_eq!(frozen.entry[0].unless, ["living _", "bond trader", "_ gap report"]);
}

#[test]
fn changes_are_told_entry_by_entry() {
    let one = frozen(
        HEADER,
        &(entry("fee", "low", "")
            + entry("tip*", "low", "").as_str()
            + entry("wage", "low", "").as_str()
            + exclusion("tim cook").as_str()),
    );
    let text = entry("rota", "high", "")
        + entry("tip*", "high", "weight = 2.0\nunless = [\"tip _\"]").as_str()
        + entry("wage|wages", "low", "id = \"low.pay.wage\"").as_str()
        + exclusion("al baker").as_str();
    let two = frozen(&HEADER.replace("\"pay\"", "\"pay\", \"hours\""), &text);
    assert_eq!(
        listed(&one.changes(&two)),
        [
            "lexicon changed dimensions: `pay, proposal` → `pay, hours, proposal`",
            "entry added high.pay.rota: `rota` high pay weight 1",
            "entry removed low.pay.fee: `fee` low pay weight 1",
            "entry changed low.pay.tip*: id `low.pay.tip*` → `high.pay.tip*`; tier `low` → `high`; weight `1` → `2`; unless `` → `tip _`",
            "entry changed low.pay.wage: pattern `wage` → `wage|wages`",
            "exclusion removed tim cook: ",
            "exclusion added al baker: ",
        ]
    );
    let mut fitted = one.clone();
    fitted.calibration = "x".into();
    assert_eq!(listed(&one.changes(&fitted)), ["lexicon changed calibration: there was none"]);
    assert_eq!(listed(&fitted.changes(&one)), ["lexicon changed calibration: there is none any more"]);
}

#[test]
fn a_file_that_is_no_frozen_lexicon_is_refused_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |name: &str, text: &str, expected: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        let error = Frozen::read(&path).expect_err("no frozen lexicon").to_string();
        assert!(error.contains(expected) && error.ends_with("make one with `classlens lexicon freeze`"), "{error}");
    };
    check("a.toml", "name = \"t\"\nlanguage = en\n", "a.toml:2: not a frozen lexicon");
    check(
        "a.json",
        "{\"name\": \"t\",\n \"nonsense\": 1}\n",
        "a.json:2: not a frozen lexicon (unknown field `nonsense`",
    );
    let error = Frozen::read(&folder.path().join("none.toml")).expect_err("no file");
    assert!(matches!(error, FrozenError::Read { .. }), "{error}");
}
