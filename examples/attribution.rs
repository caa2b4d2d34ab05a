//! Scores attributions on articles annotated in the manner of `PolNeAR`.
//!
//! The folder holds `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann` (brat standoff; spans count
//! characters). Of several annotators of an article the first by name is taken. Two spans agree at
//! a threshold when what they share is at least that part of each of them, in characters.
//!
//! ```sh
//! cargo run --release --example attribution -- FOLDER [--errors KIND]
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use classlens::article::RawArticle;
use classlens::clean::clean;
use classlens::lexicon::{Lexicon, VoiceWords};
use classlens::matcher::Matcher;
use classlens::span::ByteSpan;
use classlens::tokenize::tokenize;
use classlens::voice::{Quote, QuoteAttributor};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = args.first() else {
        eprintln!("usage: attribution FOLDER [--errors KIND]");
        return ExitCode::from(2);
    };
    let shown = args.iter().position(|a| a == "--errors").and_then(|at| args.get(at + 1));
    match score(Path::new(folder), shown.map(String::as_str)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("attribution: {error}");
            ExitCode::from(2)
        }
    }
}

/// One attribution, annotated or found, in bytes of the text.
#[derive(Debug, Clone)]
struct Attribution {
    source: Vec<ByteSpan>,
    content: Vec<ByteSpan>,
    /// The verb as printed.
    cue: String,
    kind: &'static str,
    person: bool,
}

type Failure = Box<dyn std::error::Error>;

fn score(folder: &Path, shown: Option<&str>) -> Result<(), Failure> {
    let lexicon = Lexicon::embedded();
    let (matcher, attributor) = (Matcher::new(&lexicon), QuoteAttributor::new(&lexicon));
    let annotations = annotation_files(folder)?;
    let mut pages = Vec::new();
    for (name, file) in &annotations {
        let text = std::fs::read_to_string(folder.join("text").join(format!("{name}.txt")))?;
        let gold = annotated(&text, &std::fs::read_to_string(file)?, &lexicon.voice);
        let document = clean(RawArticle { id: name.clone(), body: text.clone(), ..RawArticle::default() });
        let tokens = tokenize(&document.text, &document.blocks);
        let voice = attributor.attribute(&lexicon, &document, &tokens, &matcher.find(&document.text, &tokens));
        let found: Vec<_> = voice.quotes.iter().filter_map(|q| of_quote(&text, q, &lexicon.voice)).collect();
        pages.push((text, gold, found));
    }
    println!("{} articles", pages.len());
    println!("{:<34} {:>5} {:>5}   {:<20} {:<20}", "", "gold", "found", "P R F1 at 0.5", "P R F1 at 0.8");
    let rows: [(&str, Choice); 6] = [
        ("direct", |a| a.kind == "direct"),
        ("mixed", |a| a.kind == "mixed"),
        ("indirect", |a| a.kind == "indirect"),
        ("direct and mixed", |a| a.kind != "indirect"),
        ("attributions to persons", |a| a.person),
        ("all with a source", |_| true),
    ];
    for (name, choice) in rows {
        for (part, agree) in PARTS {
            println!("{:<34} {}", format!("{name}: {part}"), line(&pages, choice, *agree));
        }
    }
    if let Some(kind) = shown {
        pages.iter().for_each(|page| show(page, kind));
    }
    Ok(())
}

type Choice = fn(&Attribution) -> bool;
type Agreement = fn(&Attribution, &Attribution) -> f64;

/// What is compared: the words, who says them, both.
const PARTS: &[(&str, Agreement)] = &[
    ("content", |a, b| share(&a.content, &b.content)),
    ("source", |a, b| if share(&a.content, &b.content) > 0.0 { share(&a.source, &b.source) } else { 0.0 }),
    ("with speaker", |a, b| share(&a.content, &b.content).min(share(&a.source, &b.source))),
];

fn line(pages: &[(String, Vec<Attribution>, Vec<Attribution>)], choice: Choice, agree: Agreement) -> String {
    let mut out = String::new();
    for threshold in [0.5, 0.8] {
        let (mut n_gold, mut n_found, mut recalled, mut precise) = (0_u32, 0_u32, 0_u32, 0_u32);
        for (_, gold, found) in pages {
            let pairs = pairs(gold, found, agree, threshold);
            n_gold += gold.iter().filter(|a| choice(a)).count() as u32;
            n_found += found.iter().filter(|a| choice(a)).count() as u32;
            recalled += pairs.iter().filter(|(g, _)| choice(&gold[*g])).count() as u32;
            precise += pairs.iter().filter(|(_, f)| choice(&found[*f])).count() as u32;
        }
        let (p, r) = (f64::from(precise) / f64::from(n_found.max(1)), f64::from(recalled) / f64::from(n_gold.max(1)));
        let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        if out.is_empty() {
            out = format!("{n_gold:>5} {n_found:>5}");
        }
        let _ = write!(out, "   {p:.3} {r:.3} {f:.3}");
    }
    out
}

/// Pairs of annotated and found attributions that agree, each in one pair, the best first.
fn pairs(gold: &[Attribution], found: &[Attribution], agree: Agreement, threshold: f64) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (g, of_gold) in gold.iter().enumerate() {
        all.extend(found.iter().enumerate().map(|(f, found)| (agree(of_gold, found), g, f)));
    }
    all.retain(|(share, ..)| *share >= threshold);
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    let free = |(_, g, f): &(f64, usize, usize)| {
        (!used_gold.contains(g) && !used_found.contains(f)) && used_gold.insert(*g) && used_found.insert(*f)
    };
    all.into_iter().filter(free).map(|(_, g, f)| (g, f)).collect()
}

/// What two sets of spans share, as a part of the larger.
fn share(a: &[ByteSpan], b: &[ByteSpan]) -> f64 {
    let size = |spans: &[ByteSpan]| spans.iter().map(|s| s.len()).sum::<usize>();
    let common: u32 =
        a.iter().flat_map(|x| b.iter().map(|y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))).sum();
    let larger = size(a).max(size(b));
    if larger == 0 { 0.0 } else { f64::from(common) / larger as f64 }
}

fn annotation_files(folder: &Path) -> Result<BTreeMap<String, std::path::PathBuf>, Failure> {
    let mut out = BTreeMap::new();
    let mut files: Vec<_> = std::fs::read_dir(folder.join("attributions"))?.flatten().map(|e| e.path()).collect();
    files.sort();
    for file in files {
        let stem = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        if let Some((name, _)) = stem.rsplit_once('_') {
            out.entry(name.to_owned()).or_insert(file);
        }
    }
    Ok(out)
}

/// The attributions of a brat file that have a source.
fn annotated(text: &str, brat: &str, words: &VoiceWords) -> Vec<Attribution> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut spans: BTreeMap<&str, Vec<ByteSpan>> = BTreeMap::new();
    let rows = || brat.lines().filter_map(|line| line.split_once('\t'));
    for (id, rest) in rows().filter(|(id, _)| id.starts_with('T')) {
        let marked = rest.split('\t').next().unwrap_or_default();
        let Some((_, places)) = marked.split_once(' ') else { continue };
        let place = |pair: &str| {
            let (start, end) = pair.split_once(' ')?;
            let at = |n: &str| n.parse::<usize>().ok().and_then(|n| bytes.get(n).copied());
            Some(ByteSpan::new(at(start)?, at(end)?))
        };
        spans.insert(id, places.split(';').filter_map(place).collect());
    }
    let mut out = Vec::new();
    for (_, rest) in rows().filter(|(id, _)| id.starts_with('E')) {
        let part = |role: &str| -> Vec<ByteSpan> {
            let ids = rest.split(' ').filter_map(|pair| pair.split_once(':'));
            let ids = ids.filter(|(name, _)| name.trim_end_matches(|c: char| c.is_ascii_digit()) == role);
            ids.flat_map(|(_, id)| spans.get(id.trim()).cloned().unwrap_or_default()).collect()
        };
        let (source, content) = (part("Source"), part("Content"));
        if !source.is_empty() && !content.is_empty() {
            out.push(made(text, source, content, words, &printed(text, &part("Cue"))));
        }
    }
    out
}

fn of_quote(text: &str, quote: &Quote, words: &VoiceWords) -> Option<Attribution> {
    let source = quote.source.filter(|_| quote.n_words > 0)?;
    let cue = quote.cue.slice(text).unwrap_or_default();
    Some(made(text, vec![source], quote.content.clone(), words, cue))
}

fn made(text: &str, source: Vec<ByteSpan>, mut content: Vec<ByteSpan>, words: &VoiceWords, cue: &str) -> Attribution {
    content.sort();
    let kind = kind(text, &content);
    let person = is_person(&printed(text, &source), words);
    Attribution { source, content, cue: cue.to_owned(), kind, person }
}

fn printed(text: &str, spans: &[ByteSpan]) -> String {
    spans.iter().filter_map(|s| s.slice(text)).collect::<Vec<_>>().join(" ")
}

/// By the marks in the printed words: around all pieces, somewhere, nowhere.
fn kind(text: &str, content: &[ByteSpan]) -> &'static str {
    let mark = |s: &str, at_start: bool| {
        let s = s.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == '.');
        let c = if at_start { s.chars().next() } else { s.chars().next_back() };
        c.is_some_and(|c| matches!(c, '"' | '\u{201c}' | '\u{201d}'))
            || s.starts_with("''") && at_start
            || s.ends_with("''") && !at_start
    };
    let pieces: Vec<&str> = content.iter().filter_map(|s| s.slice(text)).collect();
    let any = pieces.iter().any(|p| p.contains(['"', '\u{201c}', '\u{201d}']) || p.contains("''"));
    if pieces.iter().all(|p| mark(p, true) && mark(p, false)) {
        "direct"
    } else if any {
        "mixed"
    } else {
        "indirect"
    }
}

/// A source is a person or several when it has a personal pronoun, a word for persons, or a name,
/// and its last known word is not one for an institution.
fn is_person(source: &str, words: &VoiceWords) -> bool {
    let lower = source.to_lowercase();
    let tokens: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|w| !w.is_empty()).collect();
    let head = tokens.iter().take_while(|w| !matches!(**w, "of" | "for" | "at" | "who" | "in" | "with"));
    let last = head.filter_map(|w| {
        let known = |list: &[String]| list.iter().any(|k| k == w);
        if known(&words.institutions) {
            Some(false)
        } else if known(&words.persons) || known(&words.groups) || known(&words.titles) || PRONOUNS.contains(w) {
            Some(true)
        } else {
            None
        }
    });
    let named = source.split_whitespace().any(|w| w.starts_with(char::is_uppercase)) && !lower.starts_with("the ");
    last.last().unwrap_or(named)
}

const PRONOUNS: &[&str] =
    &["he", "her", "him", "his", "i", "me", "my", "she", "their", "them", "they", "us", "we", "who", "you"];

/// Prints what disagrees at 0.5, with both sides.
fn show((text, gold, found): &(String, Vec<Attribution>, Vec<Attribution>), kind: &str) {
    let matched = pairs(gold, found, PARTS[2].1, 0.5);
    let fits = |a: &Attribution| kind == "all" || a.kind == kind;
    let write = |label: &str, a: &Attribution| {
        let (source, content) = (printed(text, &a.source), printed(text, &a.content));
        println!("{label} {:<8} [{source}] {{{}}} {}", a.kind, a.cue, content.replace('\n', " "));
    };
    for (g, of_gold) in gold.iter().enumerate().filter(|(g, a)| fits(a) && !matched.iter().any(|(m, _)| m == g)) {
        println!();
        write("missed", of_gold);
        let near = found.iter().enumerate().filter(|(_, f)| share(&f.content, &of_gold.content) > 0.0);
        near.for_each(|(f, a)| {
            write(if matched.iter().any(|(_, m)| *m == f) { "  taken" } else { "  found" }, a);
        });
        let _ = g;
    }
    for (_, extra) in found.iter().enumerate().filter(|(f, a)| fits(a) && !matched.iter().any(|(_, m)| m == f)) {
        if gold.iter().all(|g| share(&g.content, &extra.content) == 0.0) {
            println!();
            write("extra", extra);
        }
    }
}
