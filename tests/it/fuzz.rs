//! Input of every kind that comes from outside, kept and changed at random: nothing of it breaks a promise.
//!
//! The corpus in `tests/fuzz/corpus` has small files of our own and every input that once failed. Each is replayed as it is;
//! then files of it are changed and put together, by the same dice in every run. With `CLASSLENS_FUZZ_SECONDS=10` this goes on
//! for ten seconds a target, by dice that the run prints (`CLASSLENS_FUZZ_SEED` casts them again); `just hostile` does that.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[path = "../fuzz/targets/mod.rs"]
pub mod targets;

use targets::{TARGETS, Target, named};

/// Changed inputs of a target in a run of all tests.
const ROUNDS: usize = 20;
/// Longest changed input, in bytes.
const MOST_BYTES: usize = 20_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The inputs of a target, by name.
fn corpus(target: &Target) -> Vec<(PathBuf, Vec<u8>)> {
    let own = root().join("tests/fuzz/corpus").join(target.name);
    let fixtures = target.fixtures.iter().map(|name| root().join("tests/fixtures").join(name));
    let files =
        std::iter::once(own).chain(fixtures).flat_map(|folder| walkdir::WalkDir::new(folder).sort_by_file_name());
    let read = |entry: walkdir::DirEntry| {
        let content = std::fs::read(entry.path()).expect("a file of the corpus");
        (entry.into_path(), content)
    };
    files.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).map(read).collect()
}

/// Runs the target; an input that fails is kept, with a word on where it belongs.
fn run(target: &Target, input: &[u8], name: &str) {
    // Kept before it runs: a stack that overflows, or a loop without an end, leaves no other sign.
    let kept = root().join("target/fuzz").join(format!("{}.input", target.name));
    std::fs::write(&kept, input).expect("the folder of the build can be written");
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| (target.run)(input))) {
        let failed = kept.with_file_name(format!("{}-{:016x}", target.name, xxhash_rust::xxh3::xxh3_64(input)));
        std::fs::write(&failed, input).expect("the folder of the build can be written");
        eprintln!("{name} fails; mended, {} belongs into tests/fuzz/corpus/{}", failed.display(), target.name);
        resume_unwind(panic);
    }
}

/// Replays the corpus of a target, then changes it.
fn check(name: &str) {
    std::fs::create_dir_all(root().join("target/fuzz")).expect("the folder of the build can be written");
    let target = named(name);
    let corpus = corpus(target);
    assert!(!corpus.is_empty(), "tests/fuzz/corpus/{name} has no file");
    for (path, input) in &corpus {
        run(target, input, &path.display().to_string());
    }
    let number = |variable: &str| std::env::var(variable).ok().map(|text| text.parse::<u64>().expect("a number"));
    let seconds = number("CLASSLENS_FUZZ_SECONDS").map(Duration::from_secs);
    let seed = number("CLASSLENS_FUZZ_SEED").or_else(|| seconds.map(|_| chance())).unwrap_or(1);
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let started = Instant::now();
    let mut n = 0;
    while seconds.map_or(n < ROUNDS, |seconds| started.elapsed() < seconds) {
        run(target, &changed(&corpus, target.words, &mut dice), &format!("seed {seed}, input {n}"));
        n += 1;
    }
    println!("{name}: {} files, then {n} changed ones by seed {seed}", corpus.len());
}

/// A number that is another one in each run.
fn chance() -> u64 {
    let now =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
    (u64::from(now) << 20) | u64::from(std::process::id())
}

/// An input with some changes.
fn changed(corpus: &[(PathBuf, Vec<u8>)], words: &[&str], dice: &mut ChaCha8Rng) -> Vec<u8> {
    let mut input = corpus[dice.random_range(0..corpus.len())].1.clone();
    for _ in 0..dice.random_range(1..6) {
        change(&mut input, corpus, words, dice);
    }
    input.truncate(MOST_BYTES);
    input
}

fn change(input: &mut Vec<u8>, corpus: &[(PathBuf, Vec<u8>)], words: &[&str], dice: &mut ChaCha8Rng) {
    let at = dice.random_range(0..=input.len());
    let end = (at + dice.random_range(0..64)).min(input.len());
    match dice.random_range(0..8) {
        0 => input.truncate(at),
        1 => drop(input.drain(at..end)),
        2 if at < input.len() => input[at] ^= 1 << dice.random_range(0..8),
        3 if at < input.len() => input[at] = dice.random(),
        4 => {
            let piece = input[at..end].to_vec();
            let times = 1 << dice.random_range(0..8);
            drop(input.splice(at..at, piece.repeat(times)));
        }
        5 => {
            let other = &corpus[dice.random_range(0..corpus.len())].1;
            let from = dice.random_range(0..=other.len());
            let to = (from + dice.random_range(0..500)).min(other.len());
            drop(input.splice(at..end, other[from..to].iter().copied()));
        }
        // A word over other bytes, or between them.
        _ => {
            let word = words[dice.random_range(0..words.len())].repeat(1 << dice.random_range(0..4));
            let end = if dice.random() { at } else { end };
            drop(input.splice(at..end, word.into_bytes()));
        }
    }
}

macro_rules! targets {
    ($($name:ident)*) => {
        const CHECKED: &[&str] = &[$(stringify!($name)),*];
        $(#[test]
        fn $name() {
            check(stringify!($name));
        })*
    };
}

targets! {
    csv json_lines json html news_xml export_text plain_text spreadsheet word_document parquet web_archive archive
    cleaner tokenizer article quotes pay draft lexicon dictionary frozen_lexicon query codes folder
}

#[test]
fn every_target_is_checked() {
    assert_eq!(TARGETS.iter().map(|target| target.name).collect::<Vec<_>>(), CHECKED);
}
