//! Scores main-content extraction on pages with gold text.
//!
//! The folder holds `ground-truth.json` (`{id: {"articleBody": …, "url": …}}`) and the pages as
//! `html/<id>.html` or `html/<id>.html.gz`, as in the article extraction benchmark of Zyte. The
//! measure is theirs: 4-grams of words, counted with repetition; precision and recall are averaged
//! over pages, F1 is made of the two averages.
//!
//! ```sh
//! cargo run --release --example extraction -- FOLDER [--pages] [--lines] [--archive pages.warc.gz]
//! ```
//!
//! With `--lines` the lines that are no part of the article (`+`) and those of it that were not found (`-`) are printed.
//!
//! With `--archive` the pages are read out of a web archive instead, as an audit reads them, and
//! found by the address they have in the ground truth.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::AtomicU64;

use classlens::article::{Record, parse_date};
use classlens::read::{ReadOptions, Source, WebPage, extract_page, read_all};

const SHINGLE: usize = 4;

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let archive = args.iter().position(|a| a == "--archive").filter(|at| at + 1 < args.len());
    let archive =
        archive.map(|at| PathBuf::from(args.drain(at..at + 2).next_back().expect("two arguments were taken")));
    let Some(folder) = args.first() else {
        eprintln!("usage: extraction FOLDER [--pages] [--archive FILE]");
        return ExitCode::from(2);
    };
    let asked = |name: &str| args.iter().any(|a| a == name);
    match score(Path::new(folder), archive, asked("--pages"), asked("--lines")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("extraction: {error}");
            ExitCode::from(2)
        }
    }
}

#[derive(serde::Deserialize)]
struct Gold {
    #[serde(rename = "articleBody")]
    body: String,
    url: Option<String>,
}

fn score(
    folder: &Path,
    archive: Option<PathBuf>,
    with_pages: bool,
    with_lines: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    let gold: BTreeMap<String, Gold> = serde_json::from_slice(&std::fs::read(folder.join("ground-truth.json"))?)?;
    let archived = archive.map(pages_of);
    let (mut precision, mut recall) = (Vec::new(), Vec::new());
    let (mut n_titled, mut n_dated, mut n_failed) = (0, 0, 0);
    for (id, gold) in &gold {
        let found = match &archived {
            Some(pages) => gold.url.as_ref().and_then(|url| pages.get(url)).cloned(),
            None => extract_page(&page(folder, id)?, gold.url.as_deref()).ok(),
        };
        n_failed += usize::from(found.is_none());
        let found = found.unwrap_or_default();
        n_titled += usize::from(!found.title.is_empty());
        n_dated += usize::from(found.date.as_ref().is_some_and(|d| parse_date(d, None).is_some()));
        let (p, r) = agreement(&gold.body, &found.text);
        if with_lines {
            differing(id, '+', &found.text, &gold.body);
            differing(id, '-', &gold.body, &found.text);
        }
        if with_pages {
            println!(
                "{id}\t{p:?}\t{r:?}\t{}\t{:?}\t{:?}\t{:?}\t{:?}",
                found.title, found.date, found.author, found.outlet, found.section
            );
        }
        precision.extend(p);
        recall.extend(r);
    }
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let (p, r) = (mean(&precision), mean(&recall));
    println!("pages {}  failed {n_failed}  titled {n_titled}  dated {n_dated}", gold.len());
    println!("precision {p:.4}  recall {r:.4}  F1 {:.4}", 2.0 * p * r / (p + r));
    Ok(())
}

/// The articles of a web archive by their address.
fn pages_of(archive: PathBuf) -> HashMap<String, WebPage> {
    let mut pages = HashMap::new();
    let mut sink = |record: Record| {
        match record {
            Record::Article(article) => {
                let date = article.date.map(|d| d.to_string());
                let (author, outlet, section) = (article.author, article.outlet, article.section);
                let url = article.url.clone();
                let page = WebPage { title: article.title, text: article.body, author, date, outlet, section, url };
                pages.insert(article.url.unwrap_or_default(), page);
            }
            Record::Reject(reject) => eprintln!("{reject}"),
            Record::Notice(notice) => eprintln!("{}: {}", notice.source, notice.message),
        }
        ControlFlow::Continue(())
    };
    read_all(&[Source::File(archive)], &ReadOptions::default(), &AtomicU64::new(0), &mut sink);
    pages
}

fn page(folder: &Path, id: &str) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    match std::fs::File::open(folder.join("html").join(format!("{id}.html.gz"))) {
        Ok(file) => flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)?,
        Err(_) => std::fs::File::open(folder.join("html").join(format!("{id}.html")))?.read_to_end(&mut bytes)?,
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Prints the lines of `text` that hardly share a sequence of words with `other`.
fn differing(id: &str, sign: char, text: &str, other: &str) {
    let known = shingles(other);
    let all: Vec<&String> = known.keys().flatten().collect();
    let all: std::collections::HashSet<&String> = all.into_iter().collect();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let own = shingles(line);
        let n = own.len().max(1);
        let long = own.keys().next().is_some_and(|shingle| shingle.len() == SHINGLE);
        let common =
            own.keys().filter(|s| if long { known.contains_key(*s) } else { s.iter().all(|w| all.contains(w)) });
        if !own.is_empty() && common.count() * 3 < n {
            println!("{sign} {}\t{line}", &id[..id.len().min(8)]);
        }
    }
}

/// Precision and recall of one page; `None` where nothing was found or is to be found.
fn agreement(gold: &str, found: &str) -> (Option<f64>, Option<f64>) {
    let (gold, found) = (shingles(gold), shingles(found));
    let common: f64 = gold.iter().map(|(s, n)| f64::from(*found.get(s).unwrap_or(&0)).min(f64::from(*n))).sum();
    let total = |of: &HashMap<Vec<String>, u32>| of.values().map(|n| f64::from(*n)).sum::<f64>();
    let share = |whole: f64| (whole > 0.0).then(|| common / whole);
    (share(total(&found)), share(total(&gold)))
}

fn shingles(text: &str) -> HashMap<Vec<String>, u32> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = text.split(|c| !is_word(c)).filter(|w| !w.is_empty()).collect();
    let mut counts = HashMap::new();
    if words.is_empty() {
        return counts;
    }
    let n = words.len().saturating_sub(SHINGLE - 1).max(1);
    for start in 0..n {
        let shingle = words[start..(start + SHINGLE).min(words.len())].iter().map(|w| (*w).to_owned()).collect();
        *counts.entry(shingle).or_insert(0) += 1;
    }
    counts
}
