//! Fitting weights to gold codes, and codes that are wrong.

use std::path::Path;

use crate::support::{classlens, folder, rows, stderr, stdout, write};

/// The sample corpus audited in `root`, and its gold codes as a file.
fn prepared(root: &Path) {
    let audit = classlens(root, &["audit", "--quiet"]);
    assert_eq!(audit.status.code(), Some(0), "{}", stderr(&audit));
    write(root, "gold.jsonl", include_str!("../../corpus/gold.jsonl"));
}

#[test]
fn a_fit_on_the_sample_is_repeatable_and_can_be_used() {
    let root = folder();
    prepared(root.path());
    let fit = |seed: &str, output: &str| {
        let args = [
            "gold",
            "fit",
            "audit",
            "gold.jsonl",
            "--seed",
            seed,
            "-o",
            output,
            "--predictions",
            "cv.csv",
            "--replace",
        ];
        let run = classlens(root.path(), &args);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        assert!(stdout(&run).contains("cross-validated accuracy"), "{}", stdout(&run));
        std::fs::read_to_string(root.path().join(output)).expect("the calibration is written")
    };
    let first = fit("1", "a.toml");
    assert_eq!(first, fit("1", "b.toml"));
    let predictions = std::fs::read_to_string(root.path().join("cv.csv")).expect("predictions are written");
    assert_eq!(rows(&predictions).len(), 65);

    let lexicon = root.path().join("lexicon");
    for file in classlens::lexicon::embedded_files() {
        let path = lexicon.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a new folder");
        std::fs::write(&path, &*file.content).expect("the folder can be written");
    }
    std::fs::write(lexicon.join("calibration.toml"), first).expect("the folder can be written");
    let audit = classlens(root.path(), &["audit", "-o", "refitted", "--lexicon", "lexicon", "--quiet"]);
    assert_eq!(audit.status.code(), Some(0), "{}", stderr(&audit));
    let score = |more: &[&str]| {
        let args = [&["gold", "score", "refitted", "gold.jsonl", "--lexicon", "lexicon"], more].concat();
        stdout(&classlens(root.path(), &args))
    };
    let warning = "WARNING: the weights were fitted on 65 of the coded articles";
    assert!(score(&[]).contains(warning), "codes the weights were fitted on flatter the program");
    let crossed = score(&["--predictions", "cv.csv"]);
    assert!(!crossed.contains("WARNING") && crossed.contains("answers cross-validated (cv.csv)"), "{crossed}");
}

#[test]
fn an_evaluation_page_has_every_block_and_the_same_bytes_again() {
    let root = folder();
    prepared(root.path());
    let evaluate = |more: &[&str]| {
        let args = ["gold", "evaluate", "audit", "gold.jsonl", "--date", "2026-01-02", "--repeats", "2"];
        let run = classlens(root.path(), &[&args, more].concat());
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        stdout(&run)
    };
    let page = evaluate(&["--shipped", "gold.jsonl"]);
    assert_eq!(page, evaluate(&["--shipped", "gold.jsonl"]));
    let hash = classlens::lexicon::Lexicon::embedded().hash.clone();
    assert!(page.starts_with(&format!("# Evaluation of 2026-01-02: lexicon classlens {}\n", &hash[..8])), "{page}");
    let scores = &classlens::lexicon::Lexicon::embedded().scores_hash;
    assert!(page.contains(&format!("- lexicon: {hash}, scores {scores}\n")), "{page}");
    for block in ["focus", "confusion", "attention", "acknowledgement", "scope-gap", "proposals", "headline-scope"] {
        for prefix in ["", "gold-"] {
            assert!(page.contains(&format!("<!-- block: {prefix}{block} -->")), "{prefix}{block}: {page}");
        }
    }
    assert!(!page.contains("schedules -->"), "nobody coded schedules here");
    let confusion = page.split("<!-- block: confusion -->").nth(1).and_then(|rest| rest.split("<!-- end -->").next());
    let numbers = confusion.expect("a block").split(['|', '\n']).filter_map(|cell| cell.trim().parse::<u64>().ok());
    assert_eq!(numbers.sum::<u64>(), 65, "every coded article is in one cell");
    assert!(page.contains("Mean of seeds 1–2: "), "{page}");
    assert!(page.contains("- fitted on 0 of these articles"), "the shipped weights have not seen the sample");
}

#[track_caller]
fn check_refused(line: &str, expected: &str) {
    let root = folder();
    prepared(root.path());
    let good = include_str!("../../corpus/gold.jsonl").lines().next().expect("there are codes");
    write(root.path(), "gold.jsonl", format!("{good}\n{line}\n"));
    let run = classlens(root.path(), &["gold", "fit", "audit", "gold.jsonl"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(stderr(&run).contains(expected), "{}", stderr(&run));
}

#[test]
fn wrong_codes_are_told_with_their_line() {
    let code = |id: &str, low: &str, focus: &str| {
        format!(
            "{{\"id\":\"{id}\",\"attention\":{{\"professional\":0,\"middle\":0,\"low_wage\":{low}}},\"focus\":\"{focus}\"}}"
        )
    };
    check_refused("{\"id\":", "gold.jsonl:2: not a gold code");
    check_refused(&code("x", "5", "low_wage"), "gold.jsonl:2: attention 5 to low_wage: it runs from 0 to 3");
    check_refused(
        &code("x", "3", "none"),
        "gold.jsonl:2: focus `none` does not follow from the attentions, which give `low_wage`",
    );
    check_refused(
        &code("x", "3", "poor"),
        "gold.jsonl:2: unknown focus `poor`: use professional, middle, low_wage, mixed, none",
    );
    check_refused(&code("x", "3", "low_wage"), "1 coded articles are not in audit, the first is `x`");
}
