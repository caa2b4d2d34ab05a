//! Scores main-content extraction on pages with gold text.
//!
//! The folder holds `ground-truth.json` (`{id: {"articleBody": …, "url": …}}`) and the pages as
//! `html/<id>.html` or `html/<id>.html.gz`, as in the article extraction benchmark of Zyte. The
//! measure is theirs: 4-grams of words, counted with repetition; precision and recall are averaged
//! over pages, F1 is made of the two averages.
//!
//! ```sh
//! cargo run --release --example extraction -- FOLDER [--pages]
//! ```

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use classlens::read::{extract_page, parse_date};

const SHINGLE: usize = 4;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = args.first() else {
        eprintln!("usage: extraction FOLDER [--pages]");
        return ExitCode::from(2);
    };
    match score(Path::new(folder), args.iter().any(|a| a == "--pages")) {
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

fn score(folder: &Path, with_pages: bool) -> Result<(), Box<dyn std::error::Error>> {
    let gold: BTreeMap<String, Gold> = serde_json::from_slice(&std::fs::read(folder.join("ground-truth.json"))?)?;
    let (mut precision, mut recall) = (Vec::new(), Vec::new());
    let (mut n_titled, mut n_dated, mut n_failed) = (0, 0, 0);
    for (id, gold) in &gold {
        let html = page(folder, id)?;
        let found = extract_page(&html, gold.url.as_deref());
        n_failed += usize::from(found.is_err());
        let found = found.unwrap_or_default();
        n_titled += usize::from(!found.title.is_empty());
        n_dated += usize::from(found.date.as_ref().is_some_and(|d| parse_date(d, None).is_some()));
        let (p, r) = agreement(&gold.body, &found.text);
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

fn page(folder: &Path, id: &str) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    match std::fs::File::open(folder.join("html").join(format!("{id}.html.gz"))) {
        Ok(file) => flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)?,
        Err(_) => std::fs::File::open(folder.join("html").join(format!("{id}.html")))?.read_to_end(&mut bytes)?,
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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
