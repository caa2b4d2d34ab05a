//! Floors of an audit, to be run by `benches/peers/run.py`: what finding words, and what indexing, costs at the least.
//!
//! Run: `cargo bench --bench floors -- aho_corasick news.jsonl patterns.txt`, or `tantivy`. Prints how much was found.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use classlens::RawArticle;
use classlens::article::Record;
use classlens::read::{ReadOptions, Source, read_all};

#[path = "generated/bare_index.rs"]
mod bare_index;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    // Without arguments there is nothing to measure: `cargo bench` runs every bench.
    let [floor, corpus, patterns] = &arguments[..] else { return };
    let source = Source::File(PathBuf::from(corpus));
    match floor.as_str() {
        "aho_corasick" => println!("{}", aho_corasick(&source, Path::new(patterns))),
        "tantivy" => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            println!("{}", bare_index::bare_tantivy(&source, folder.path()));
        }
        other => panic!("{other} is no floor: aho_corasick or tantivy"),
    }
}

/// One pass of a DFA over title and body that counts the longest phrases, wherever they lie in words.
fn aho_corasick(source: &Source, patterns: &Path) -> usize {
    let patterns = std::fs::read_to_string(patterns).expect("the patterns can be read");
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(patterns.lines())
        .expect("the patterns fit a DFA");
    let mut n = 0;
    let count = |article: &RawArticle| [&article.title, &article.body].map(|text| automaton.find_iter(text).count());
    let mut sink = |record: Record| {
        if let Record::Article(article) = record {
            n += count(&article).iter().sum::<usize>();
        }
        ControlFlow::Continue(())
    };
    read_all(std::slice::from_ref(source), &ReadOptions::default(), &AtomicU64::new(0), &mut sink);
    n
}
