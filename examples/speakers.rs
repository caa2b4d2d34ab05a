//! Scores the speakers found in coded articles: by name, and their tier.
//!
//! ARTICLES is JSON lines with `id`, `title`, `body`; CODES is JSON lines with `id` and `speakers`, a
//! list of at most six `{name, role, tier}` in the order of the text. Persons with a name (a capital, not
//! "unnamed") count. A
//! found speaker and a coded one are the same when their surnames are.
//!
//! ```sh
//! cargo run --release --example speakers -- ARTICLES CODES [--errors]
//! ```

use std::collections::BTreeMap;
use std::process::ExitCode;

use classlens::article::RawArticle;
use classlens::clean::clean;
use classlens::lexicon::Lexicon;
use classlens::matcher::Matcher;
use classlens::tokenize::{fold_word, tokenize};
use classlens::voice::{QuoteAttributor, QuoteKind, SpeakerForm, Voice};

/// Coders listed this many.
const MOST: usize = 6;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [articles, codes, ..] = args.as_slice() else {
        eprintln!("usage: speakers ARTICLES CODES [--errors]");
        return ExitCode::from(2);
    };
    match score(articles, codes, args.iter().any(|a| a == "--errors")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("speakers: {error}");
            ExitCode::from(2)
        }
    }
}

#[derive(serde::Deserialize)]
struct Article {
    id: String,
    title: String,
    body: String,
}

#[derive(serde::Deserialize)]
struct Codes {
    id: String,
    speakers: Vec<Coded>,
}

#[derive(Clone, serde::Deserialize)]
struct Coded {
    name: String,
    role: String,
    tier: String,
}

/// A named person who was found, with tier and words.
struct Found {
    name: String,
    tier: String,
    words: String,
}

fn score(articles: &str, codes: &str, shown: bool) -> Result<(), Box<dyn std::error::Error>> {
    let lexicon = Lexicon::embedded();
    let (matcher, attributor) = (Matcher::new(&lexicon), QuoteAttributor::new(&lexicon));
    let articles: BTreeMap<String, Article> =
        lines::<Article>(articles)?.into_iter().map(|a| (a.id.clone(), a)).collect();
    let (mut n_coded, mut n_found, mut recalled, mut precise, mut agreed) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let mut confusion: BTreeMap<(String, String), u32> = BTreeMap::new();
    for code in lines::<Codes>(codes)? {
        let Some(article) = articles.get(&code.id) else { continue };
        let raw = RawArticle { title: article.title.clone(), body: article.body.clone(), ..RawArticle::default() };
        let document = clean(raw);
        let tokens = tokenize(&document.text, &document.blocks);
        let hits = matcher.find(&document.text, &tokens);
        let all = persons(&lexicon, &attributor.attribute(&lexicon, &document, &tokens, &hits));
        let first = &all[..all.len().min(MOST)];
        let coded: Vec<&Coded> = code.speakers.iter().filter(|c| c.name.starts_with(char::is_uppercase)).collect();
        let full = code.speakers.len() >= MOST;
        n_coded += coded.len() as u32;
        for c in &coded {
            match all.iter().find(|f| same(&f.name, &c.name)) {
                Some(f) => {
                    recalled += 1;
                    agreed += u32::from(f.tier == c.tier);
                    *confusion.entry((c.tier.clone(), f.tier.clone())).or_default() += 1;
                    if shown && f.tier != c.tier {
                        println!(
                            "tier   {} {}: {} ({}) found {} [{}]",
                            code.id, c.name, c.tier, c.role, f.tier, f.words
                        );
                    }
                }
                None if shown => println!("missed {} {} ({})", code.id, c.name, c.role),
                None => {}
            }
        }
        for f in first {
            let right = coded.iter().any(|c| same(&f.name, &c.name));
            n_found += 1;
            precise += u32::from(right);
            if shown && !right {
                println!("extra  {} {} [{}]{}", code.id, f.name, f.words, if full { " (six coded)" } else { "" });
            }
        }
    }
    let part = |a: u32, b: u32| f64::from(a) / f64::from(b.max(1));
    println!("speakers by name: recall {:.3} ({recalled}/{n_coded})", part(recalled, n_coded));
    println!("first six found: precision {:.3} ({precise}/{n_found})", part(precise, n_found));
    println!("tier agreement of the found: {:.3} ({agreed}/{recalled})", part(agreed, recalled));
    for ((coded, found), n) in &confusion {
        println!("  coded {coded:<13} found {found:<13} {n}");
    }
    Ok(())
}

/// The persons with a name who say something, in the order of the text.
fn persons(lexicon: &Lexicon, voice: &Voice) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for quote in voice.quotes.iter().filter(|q| q.kind != QuoteKind::Stance) {
        let Some(speaker) = quote.speaker.map(|at| &voice.speakers[at as usize]) else { continue };
        let Some(name) = speaker.name.clone().filter(|_| speaker.form == SpeakerForm::Named) else { continue };
        if !out.iter().any(|f| f.name == name) {
            let tier = speaker.standing.name(&lexicon.tiers).to_owned();
            out.push(Found { name, tier, words: speaker.words.clone() });
        }
    }
    out
}

/// Surnames agree, without "Jr." and possessives.
fn same(found: &str, coded: &str) -> bool {
    surname(found) == surname(coded)
}

fn surname(name: &str) -> String {
    let words: Vec<String> =
        name.split_whitespace().map(|w| fold_word(w.trim_matches(|c: char| !c.is_alphanumeric()))).collect();
    let last = words.iter().rev().find(|w| !matches!(w.as_str(), "jr" | "sr" | "ii" | "iii"));
    last.map(|w| w.trim_end_matches("'s").to_owned()).unwrap_or_default()
}

fn lines<T: serde::de::DeserializeOwned>(path: &str) -> Result<Vec<T>, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().filter(|l| !l.trim().is_empty()).map(serde_json::from_str).collect::<Result<_, _>>()?)
}
