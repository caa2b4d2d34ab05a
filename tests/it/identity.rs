//! Which lexicon it is, is asked of its hash; what is said of it, of its own files.

use std::path::Path;
use std::sync::Arc;

use classlens::article::RawArticle;
use classlens::engine::Engine;
use classlens::lexicon::{Judged, Lexicon, LexiconFile, embedded_files};
use classlens::score::{AcknowledgementKind, Sign, effects, features_of_signs, sentence_totals};

use crate::support::pages::{behind, between, found_by};
use crate::support::{classlens, folder, rows, stderr, stdout};

/// Writes the files of the embedded lexicon below `folder`, those that `changed` keeps.
fn copied(folder: &Path, changed: impl Fn(&str, &str) -> Option<String>) {
    for file in embedded_files() {
        let name = file.path.to_string_lossy().into_owned();
        let Some(content) = changed(&name, &file.content) else { continue };
        let path = folder.join("mine").join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(path, content).expect("the folder can be written");
    }
}

/// The embedded lexicon without some files, and with these others.
fn assembled(without: &str, with: &[(&str, &str)]) -> Result<Lexicon, String> {
    let mut files: Vec<LexiconFile> = embedded_files();
    files.retain(|file| !file.path.starts_with(without) && with.iter().all(|(path, _)| file.path != Path::new(path)));
    files.extend(with.iter().map(|(path, text)| LexiconFile::new(path, (*text).to_owned())));
    Lexicon::from_files(&files).map_err(|e| e.to_string())
}

/// Three quarters of the occupations of professionals are gone, and the weights with them.
fn cut(name: &str, content: &str) -> Option<String> {
    match name {
        "calibration.toml" => None,
        "occupations/professional.toml" => {
            let entries = content.split("[[entry]]").enumerate().filter(|(at, _)| at % 4 < 2);
            Some(entries.map(|(_, entry)| entry).collect::<Vec<_>>().join("[[entry]]"))
        }
        _ => Some(content.to_owned()),
    }
}

#[test]
fn an_edited_copy_claims_nothing_that_was_measured_on_another_lexicon() {
    let folder = folder();
    copied(folder.path(), cut);
    let run = |args: &[&str]| {
        let output = classlens(folder.path(), &[args, &["--lexicon", "mine"]].concat());
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        stdout(&output)
    };
    let closing = run(&["audit", "-o", "a"]);
    let summary = run(&["summary", "a", "--replicates", "100"]);
    for printed in [closing, summary] {
        assert!(printed.contains("Its size was not measured for this lexicon"), "{printed}");
        assert!(!printed.contains("methods, page Error"), "{printed}");
    }
    run(&["report", "a", "--replicates", "100"]);
    let page = std::fs::read_to_string(folder.path().join("a/report.html")).expect("the page is there");
    assert!(page.contains("its weights are not fitted"), "the first screen says that");
    for claim in
        ["Its weights were fitted", "methods, page Error", "(methods, page Headline scope)", "were the job, but only"]
    {
        assert!(!page.contains(claim), "{claim}");
    }
    assert!(page.contains("was measured on lexicon 91e5cd8c, which has other occupations"), "it says whose it is");
    let csv = run(&["baseline", "a", "--table", "tiers", "--format", "csv", "--replicates", "100"]);
    assert!(rows(&csv).iter().all(|row| row["ratio_as_workers"].is_empty()), "{csv}");
    assert!(run(&["baseline", "a", "--replicates", "100"]).contains("the ratio as workers is left empty"));
}

#[test]
fn the_shipped_lexicon_says_what_its_measurements_are_of() {
    let folder = folder();
    assert!(classlens(folder.path(), &["audit", "-o", "a", "--quiet"]).status.success());
    let printed = stdout(&classlens(folder.path(), &["baseline", "a", "--replicates", "100"]));
    let measured = "of 300 hits that a language model judged, 94 % were the job, but only 57 % covered people as workers \
                    (professional 40 %, middle 84 %, low wage 73 %; measured on lexicon 91e5cd8c; its occupations and \
                    exclusions are those of this one)";
    assert!(printed.contains(measured), "{printed}");
    let args = ["baseline", "a", "--table", "tiers", "--format", "csv", "--replicates", "100"];
    let csv = stdout(&classlens(folder.path(), &args));
    assert!(rows(&csv).iter().all(|row| !row["ratio_as_workers"].is_empty()), "{csv}");
}

#[test]
fn every_command_that_a_report_prints_is_accepted_whatever_tiers_are_called() {
    let folder = folder();
    copied(folder.path(), |_, content| Some(content.replace("low_wage", "poor")));
    let audited = classlens(folder.path(), &["audit", "-o", "a", "--quiet", "--lexicon", "mine"]);
    assert!(audited.status.success(), "{}", stderr(&audited));
    let output = classlens(folder.path(), &["report", "a", "--replicates", "100", "--lexicon", "mine"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = std::fs::read_to_string(folder.path().join("a/report.html")).expect("the page is there");
    let section = between(&page, "<section aria-labelledby=\"flexibility\">", "</section>")[0];
    let lists = behind(section);
    assert!(lists.iter().any(|(label, ..)| label.starts_with("Flexibility without a word of")), "{lists:?}");
    for (label, stated, command) in lists {
        assert_eq!(found_by(&command, folder.path()), stated, "{label}: {command}");
    }
    assert!(!page.contains("low_wage"), "no tier is named that the lexicon does not have");
}

#[test]
fn words_and_measurements_do_not_change_which_lexicon_it_is() {
    let shipped = Lexicon::embedded();
    assert!(shipped.is_embedded());
    let bare = assembled("about", &[]).expect("sound");
    assert_eq!(bare.hash, shipped.hash);
    assert!(bare.is_embedded() && bare.about.tier("middle").is_none());
    assert_eq!(bare.about.occupation_hits(), Judged::Never);
    let other = assembled("calibration.toml", &[]).expect("sound");
    assert_eq!(other.name, shipped.name);
    assert!(!other.is_embedded(), "a changed copy keeps its name, and is another lexicon all the same");
    assert!(matches!(other.about.occupation_hits(), Judged::Same(_)), "its occupations are the same");
    let fewer = assembled("occupations/professional.toml", &[]).expect("sound");
    assert!(matches!(fewer.about.occupation_hits(), Judged::Other(_)));
}

#[test]
fn words_for_tiers_that_are_none_are_refused_with_their_line() {
    let words = "# words\n[tier.rich]\npeople = \"a\"\nsummary = \"b\"\nheading = \"c\"\ndefinition = \"d\"\n";
    let error = assembled("about", &[("about/words.toml", words)]).expect_err("there is no such tier");
    assert_eq!(error, "about/words.toml:2: unknown tier `rich`: use one of professional, middle, low_wage");
    let measured = "[occupation_hits]\nlexicon_hash = \"a\"\nwords_hash = \"b\"\njudged_by = \"c\"\nn = 1\nare_jobs = 94.0\n\
                    cover_workers = 0.5\ncover_workers_by_tier = {}\n";
    let error = assembled("about", &[("about/measured.toml", measured)]).expect_err("94 is no part");
    assert!(error.ends_with("94 is no part: write a number from 0 to 1"), "{error}");
}

#[test]
fn the_shipped_lexicon_is_put_together_once() {
    assert!(Arc::ptr_eq(&Lexicon::embedded(), &Lexicon::embedded()));
    assert!(Arc::ptr_eq(&Engine::new(Lexicon::embedded()).expect("sound").lexicon, &Lexicon::embedded()));
}

/// A lexicon with `n` tiers of one word each: `word01`, `word02` …
fn many_tiers(n: usize) -> Result<Lexicon, String> {
    let names: Vec<String> = (1..=n).map(|at| format!("\"cat{at:02}\"")).collect();
    let header = format!("name = \"t\"\nlanguage = \"en\"\ntiers = [{}]\ndimensions = [\"pay\"]\n", names.join(", "));
    let entry = |at: usize| {
        format!("[[entry]]\npattern = \"word{at:02}\"\ntier = \"cat{at:02}\"\ndimension = \"pay\"\nsource = \"t\"\n")
    };
    let entries: Vec<String> = (1..=n).map(entry).collect();
    let files = [LexiconFile::new("lexicon.toml", header), LexiconFile::new("pay.toml", entries.concat())];
    Lexicon::from_files(&files).map_err(|e| e.to_string())
}

#[test]
fn each_of_many_tiers_is_acknowledged_by_its_own_words_alone() {
    let engine = Engine::new(many_tiers(255).expect("sound")).expect("no weights");
    for tier in [0, 1, 31, 32, 33, 63, 64, 96, 254] {
        let body = format!("The word{:02} of the town came to the hall. Nothing more was said there.", tier + 1);
        let scored = engine.analyse(RawArticle { body, ..RawArticle::default() });
        let found: Vec<usize> =
            (0..255).filter(|at| scored.acknowledgement[*at].kind != AcknowledgementKind::None).collect();
        assert_eq!(found, [tier]);
    }
    let error = many_tiers(256).expect_err("too many");
    assert_eq!(error, "lexicon.toml:1: 256 tiers or dimensions, and a lexicon has 255 at most");
}

/// What every hit moves, by working out the whole document without it.
fn effects_one_by_one(engine: &Engine, scored: &classlens::score::ScoredDocument) -> Vec<f64> {
    let case = |features: &classlens::score::Features, tier: usize| {
        classlens::score::argument(&engine.scorer, features, tier).expect("the weights are fitted").log_odds
    };
    let signs = |left_out: usize| {
        scored.hits.iter().enumerate().filter(move |(at, _)| *at != left_out).map(|(_, hit)| Sign::from(hit))
    };
    let totals = sentence_totals(&engine.lexicon, &scored.sentences);
    let effect = |(at, hit): (usize, &classlens::matcher::Hit)| {
        let classlens::lexicon::Tier::Of(tier) = engine.lexicon.entry(hit.entry).tier else { return 0.0 };
        let tier = usize::from(tier.0);
        let without = features_of_signs(&engine.lexicon, scored.tokens.n_scored(), signs(at), &totals);
        case(&scored.features, tier) - case(&without, tier)
    };
    scored.hits.iter().enumerate().map(effect).collect()
}

#[test]
fn what_each_hit_moves_is_what_the_article_loses_without_it() {
    let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
    let mut n = 0;
    for line in include_str!("../../corpus/sample.jsonl").lines() {
        let article: serde_json::Value = serde_json::from_str(line).expect("the sample is sound");
        let text = |field: &str| article[field].as_str().unwrap_or_default().to_owned();
        let scored = engine.analyse(RawArticle { title: text("title"), body: text("body"), ..RawArticle::default() });
        let found = effects(&engine.scorer, &engine.lexicon, &scored);
        let expected = effects_one_by_one(&engine, &scored);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected} in {}", text("id"));
            n += 1;
        }
    }
    assert!(n > 400, "{n} hits");
}
