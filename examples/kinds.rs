//! Writes what kinds of news are like, and how often weights are wrong on them: `lexicons/about/kinds.toml`.
//!
//! AUDIT has articles of every kind, coded or not, with the variable `kind`; CODES are coded articles with the key `kind`;
//! LEFT-OUT and SEEN are predictions of their focus by `gold fit`, with `--leave-out-kinds` and with folds.
//!
//! ```sh
//! cargo run --release --example kinds -- AUDIT CODES LEFT-OUT SEEN > lexicons/about/kinds.toml
//! ```

use std::collections::BTreeMap;
use std::path::Path;

use classlens::Audit;
use classlens::summarize::{Makeup, measure_names};
use classlens::validate::{Codebook, Confusion, FOCUS, GoldCode, read_gold, read_predictions};

/// Kinds of the codes, and the news as prose has it.
const NEWS: [(&str, &str); 8] = [
    ("politics", "US political news, 2012–2020"),
    ("magazine", "a magazine, 1996–2000"),
    ("labour", "labour press"),
    ("local", "local and city papers"),
    ("advice", "an advice column"),
    ("uk_au", "UK and Australian news"),
    ("older", "press and business wire, 1928–2007"),
    ("web", "web pages"),
];

const HEAD: &str = "\
# What the kinds of news that the weights were fitted on are like, and how often the weights are wrong on their coded
# articles: mean and variance of each measure over `n` articles drawn at random, coded or not (docs/methods/likeness.md).
# Written by examples/kinds.rs; not part of the hash.
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [audit, codes, left_out, seen] = arguments.as_slice() else {
        return Err("name an audit, codes, and predictions with kinds left out and with kinds seen".into());
    };
    let audit = Audit::open(audit)?;
    let tiers = audit.tiers();
    let codes = read_gold(Path::new(codes), tiers)?;
    let codebook = Codebook::new(tiers, &[]);
    let left_out = focus_of(Path::new(left_out), &codebook)?;
    let seen = focus_of(Path::new(seen), &codebook)?;
    let scores_hash = &audit.lexicon()?.scores_hash;
    print!("{HEAD}lexicon_hash = {:?}\nscores_hash = {scores_hash:?}\n", audit.manifest().lexicon_hash);
    println!("measures = {:?}", measure_names(tiers));
    for (kind, news) in NEWS {
        let articles = audit.of(&audit.query(&format!("kind:{kind}"))?)?;
        let makeup = Makeup::of_rows(articles.rows(), tiers.len());
        let of_kind: Vec<&GoldCode> = codes.iter().filter(|code| code.kind.as_deref() == Some(kind)).collect();
        println!("\n[[kind]]\nnews = {news:?}\nn = {}", makeup.n());
        println!("mean = {}\nvariance = {}", list(makeup.mean()), list(&makeup.variance()));
        let score = makeup.assigned_score().ok_or_else(|| format!("no article of {kind} is assigned to a tier"))?;
        println!("assigned_score = {score:.4}");
        println!("left_out = {}", error(&of_kind, &left_out, tiers)?);
        println!("seen = {}", error(&of_kind, &seen, tiers)?);
    }
    Ok(())
}

/// Predicted focus by id.
fn focus_of(path: &Path, codebook: &Codebook) -> Result<BTreeMap<String, String>, Box<dyn std::error::Error>> {
    let of_article = |(id, said): (String, BTreeMap<String, String>)| Some((id, said.get(FOCUS)?.clone()));
    Ok(read_predictions(path, codebook)?.into_iter().filter_map(of_article).collect())
}

/// Four decimals are far finer than what chance moves.
fn list(values: &[f64]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("{value:.4}")).collect();
    format!("[{}]", values.join(", "))
}

fn error(
    codes: &[&GoldCode],
    said: &BTreeMap<String, String>,
    tiers: &[String],
) -> Result<String, Box<dyn std::error::Error>> {
    let mut confusion = Confusion::default();
    for code in codes {
        confusion.add(&code.focus, said.get(&code.id).ok_or_else(|| format!("{} has no prediction", code.id))?);
    }
    let labels: Vec<&str> = tiers.iter().map(String::as_str).chain(["none"]).collect();
    let (n, accuracy, f1) = (codes.len(), confusion.accuracy(), confusion.macro_f1(&labels));
    let sum = |is_wanted: &dyn Fn(&str, &str) -> bool| {
        confusion.cells().filter(|(coded, said, _)| is_wanted(coded, said)).map(|(_, _, n)| n).sum::<u64>() as f64
    };
    let is_tier = |label: &str| tiers.iter().any(|tier| tier == label);
    let both = sum(&|coded, said| coded == said && is_tier(coded));
    let right = both / sum(&|_, said| is_tier(said)).max(1.0);
    let found = both / sum(&|coded, _| is_tier(coded)).max(1.0);
    Ok(format!("{{ n = {n}, accuracy = {accuracy:.3}, macro_f1 = {f1:.3}, right = {right:.3}, found = {found:.3} }}"))
}
