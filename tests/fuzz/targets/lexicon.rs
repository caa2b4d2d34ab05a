//! Lexicons, dictionaries of other programs, frozen lexicons.
//!
//! What always holds: what is taken compiles, and is the same lexicon when its files are read again.

use classlens::article::RawArticle;
use classlens::engine::Engine;
use classlens::lexicon::import::{ImportOptions, import};
use classlens::lexicon::{Frozen, FrozenFormat, Lexicon, LexiconFile};
use classlens::matcher::{Matcher, check_examples};

use super::{parts, scratch};

/// Words for patterns to be found in.
const TEXT: &str = "The cashiers' union won $9.50 an hour — a raise. Nurses work nights; a low-wage worker said “no”.";

fn compile(lexicon: Lexicon) {
    let matcher = Matcher::new(&lexicon);
    let _ = check_examples(&lexicon, &matcher);
    if let Ok(engine) = Engine::new(lexicon) {
        let scored = engine.analyse(RawArticle { id: "x".to_owned(), body: TEXT.to_owned(), ..RawArticle::default() });
        assert!(
            scored.hits.iter().all(|hit| hit.span.slice(&scored.document.text).is_some()),
            "a hit cuts a character"
        );
    }
}

fn files(input: &[u8]) -> Vec<LexiconFile> {
    let file =
        |(name, content): (String, Vec<u8>)| LexiconFile::new(name, String::from_utf8_lossy(&content).into_owned());
    parts::parts(input).into_iter().map(file).collect()
}

pub fn lexicon(bytes: &[u8]) {
    let files = files(bytes);
    let Ok(read) = Lexicon::from_files(&files) else { return };
    let again = Lexicon::from_files(&files).expect("it was read before");
    assert_eq!(read.hash, again.hash, "read again, the lexicon has another hash");
    let frozen = Frozen::of(&read, jiff::civil::date(2020, 1, 1)).with_files(&files);
    for (format, name) in [(FrozenFormat::Json, "x.json"), (FrozenFormat::Toml, "x.toml")] {
        let path = scratch::file(name, frozen.print(format).as_bytes());
        let thawed = Frozen::read(&path).expect("what was printed is read");
        assert!(frozen.changes(&thawed).is_empty(), "printed and read, the lexicon changes");
    }
    compile(read);
}

pub fn dictionary(bytes: &[u8]) {
    let Some((name, content)) = parts::named(bytes) else { return };
    let options = ImportOptions { format: None, tiers: Vec::new(), language: "en".to_owned() };
    let Ok(imported) = import(std::path::Path::new(&name), content, &options) else { return };
    let again = Lexicon::from_files(&imported.files).expect("the files of an imported lexicon are sound");
    assert_eq!(imported.lexicon.hash, again.hash, "the files are not the lexicon");
    compile(imported.lexicon);
}

pub fn frozen(bytes: &[u8]) {
    let Some((name, content)) = parts::named(bytes) else { return };
    let path = scratch::file(&name, content);
    if let Ok(frozen) = Frozen::read(&path) {
        assert!(frozen.changes(&frozen).is_empty(), "a lexicon differs from itself");
    }
    let _ = Lexicon::from_folder(&path).map(compile);
}
