//! The embedded lexicon.

use std::path::Path;

use classlens::lexicon::{Lexicon, embedded_files, read_folder};
use classlens::matcher::{Matcher, check_examples};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons")
}

#[test]
fn every_file_of_the_folder_is_embedded() {
    let names = |files: Vec<classlens::lexicon::LexiconFile>| {
        let mut names: Vec<_> = files.into_iter().map(|f| f.path).collect();
        names.sort();
        names
    };
    assert_eq!(names(embedded_files()), names(read_folder(&folder()).expect("the folder is sound")));
}

#[test]
fn the_folder_and_the_embedded_files_have_one_hash() {
    let from_folder = Lexicon::from_folder(&folder()).expect("the folder is sound");
    assert_eq!(from_folder.hash, Lexicon::embedded().hash);
}

#[test]
fn entries_are_many_sorted_and_sourced() {
    let lexicon = Lexicon::embedded();
    assert!(lexicon.entries.len() >= 2500, "{}", lexicon.entries.len());
    assert_eq!(lexicon.order_faults(), []);
    assert!(lexicon.entries.iter().all(|e| !e.source.is_empty()));
}

#[test]
fn every_tier_has_entries_in_every_dimension_of_evidence() {
    let lexicon = Lexicon::embedded();
    for tier in &lexicon.tiers {
        for dimension in lexicon.dimensions.iter().filter(|d| !matches!(d.as_str(), "trope" | "proposal")) {
            let n = lexicon
                .entries
                .iter()
                .filter(|e| lexicon.tier_name(e.tier) == tier && lexicon.dimension_name(e) == dimension);
            assert!(n.count() > 0, "{tier} {dimension}");
        }
    }
}

#[test]
fn no_words_stand_for_two_entries() {
    let (_, overlaps) = Matcher::with_overlaps(&Lexicon::embedded());
    assert_eq!(overlaps, []);
}

#[test]
fn every_example_matches_or_is_refused_as_it_says() {
    let lexicon = Lexicon::embedded();
    let failures = check_examples(&lexicon, &Matcher::new(&lexicon));
    let told: Vec<String> = failures.iter().map(|f| format!("{}: `{}`: {}", f.place, f.pattern, f.reason)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn single_word_occupations_carry_an_example_and_a_counter_example() {
    let lexicon = Lexicon::embedded();
    let bare = lexicon.entries.iter().filter(|e| {
        lexicon.dimension_name(e) == "occupation"
            && e.pattern.words.len() == 1
            && (e.example.is_none() || e.counter.is_none())
    });
    let bare: Vec<String> = bare.map(|e| format!("{}: {}", e.place, e.pattern)).collect();
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}
