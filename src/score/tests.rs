//! The rules of `docs/methods/` (attention, focus, scope gap, acknowledgement) worked by hand on a lexicon of a dozen entries.

mod feature;
mod calibration;
mod attention;
mod finding;
mod acknowledgement;
mod explain;
mod row;
mod work;
mod voice;

use std::sync::LazyLock;

use crate::article::RawArticle;
use crate::clean::{Block, Document, Zone, clean};
use crate::lexicon::{Lexicon, LexiconFile};
use crate::matcher::{Hits, Matcher};
use crate::score::{ScoredDocument, Scorer, score};
use crate::tokenize::{Tokens, tokenize};
use crate::worklife::SentenceReadings;

/// Tier numbers of the test lexicon.
const PROFESSIONAL: usize = 0;
const MIDDLE: usize = 1;
const LOW_WAGE: usize = 2;

const HEADER: &str = r#"
name = "test"
language = "en"
tiers = ["professional", "middle", "low_wage"]
dimensions = ["occupation", "pay", "trope", "proposal", "schedule"]
"#;

/// Pattern, tier, dimension, further keys.
const ENTRIES: [(&str, &str, &str, &str); 19] = [
    ("bonus", "professional", "pay", "weight = 0.5"),
    ("cashier|cashiers", "low_wage", "occupation", "soc = \"41-2011\""),
    ("family", "none", "schedule", "reason = \"pull\""),
    ("flextime", "none", "schedule", "schedule = \"control\""),
    ("layoff", "none", "schedule", "reason = \"push\""),
    ("lawyer|lawyers", "professional", "occupation", "soc = \"23-1011\""),
    ("minimum wage", "low_wage", "pay", "weight = 2.0"),
    ("night shift", "none", "schedule", "schedule = \"rigid\""),
    ("nurse|nurses", "middle", "occupation", "soc = \"29-1141\""),
    ("on call", "none", "schedule", "schedule = \"unstable\""),
    ("opt out", "professional", "trope", "trope = \"opt_out\""),
    ("paid leave", "none", "proposal", "kind = \"leave\"\nserves = \"unstable\""),
    ("picket captain", "low_wage", "occupation", ""),
    ("picket line", "low_wage", "pay", ""),
    ("picket|pickets", "none", "proposal", "kind = \"organizing\"\nserves = \"unstable\""),
    ("quit", "none", "schedule", "reason = \"leaving\""),
    ("telework", "none", "proposal", "kind = \"flexibility\"\nserves = \"control\"\nweight = 1.5"),
    ("tips", "low_wage", "pay", "weight = 0.3"),
    ("worker|workers", "universal", "occupation", ""),
];

/// Jobs below and half of its own, of 1,000: cashier 25, nurse 65, lawyer 90.
const OCCUPATIONS: &str = "\
soc,title,wage_quintile,median_hourly,employment,percent_women,job_zone,education,tier,tier_note
23-1011,Lawyers,5,60,200,,,,professional,
29-1141,Nurses,4,30,300,,,,middle,
41-2011,Cashiers,1,10,500,,,,low_wage,
";

/// The test lexicon without a calibration.
fn lexicon() -> Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| lexicon_with(""));
    LEXICON.clone()
}

/// The test lexicon with a `calibration.toml`.
fn lexicon_with(calibration: &str) -> Lexicon {
    let file = |path: &str, content: String| LexiconFile { path: path.into(), content: content.into() };
    let entry = |(pattern, tier, dimension, more): (&str, &str, &str, &str)| {
        format!(
            "[[entry]]\npattern = \"{pattern}\"\ntier = \"{tier}\"\ndimension = \"{dimension}\"\nsource = \"test\"\n{more}\n"
        )
    };
    let files = [
        file("lexicon.toml", HEADER.to_owned()),
        file("entries.toml", ENTRIES.map(entry).concat()),
        file("soc.csv", OCCUPATIONS.to_owned()),
        file("calibration.toml", calibration.to_owned()),
    ];
    Lexicon::from_files(&files).expect("the lexicon is sound")
}

/// Index of the entry with this pattern.
fn entry(lexicon: &Lexicon, pattern: &str) -> u32 {
    let at = lexicon.entries.iter().position(|e| e.pattern.to_string() == pattern);
    u32::try_from(at.expect("the lexicon has this entry")).expect("entries are few")
}

/// A document of paragraphs whose zones are given; the first may be its headline.
fn document(paragraphs: &[(Zone, &str)]) -> Document {
    let (title, body) = match paragraphs {
        [(Zone::Headline, title), body @ ..] => (*title, body),
        body => ("", body),
    };
    let body: Vec<&str> = body.iter().map(|(_, text)| *text).collect();
    let mut document = clean(RawArticle {
        id: "a".to_owned(),
        outlet: None,
        date: None,
        printed_date: None,
        zone: None,
        url: None,
        author: None,
        section: None,
        title: title.to_owned(),
        body: body.join("\n\n"),
        source: "test".into(),
        position: 1,
        variables: Vec::new(),
        changed: Vec::new(),
        n_mended: 0,
        columns: None,
    });
    let mut start = 0;
    document.blocks = paragraphs
        .iter()
        .map(|(zone, text)| {
            let block = Block::new(*zone, start..start + text.len());
            start += text.len() + "\n\n".len();
            block
        })
        .collect();
    document
}

/// Tokens and hits of a document.
fn read(lexicon: &Lexicon, document: &Document) -> (Tokens, Hits) {
    let tokens = tokenize(&document.text, &document.blocks);
    let hits = Matcher::new(lexicon).find(&document.text, &tokens);
    (tokens, hits)
}

/// A document scored by the scorer of the lexicon.
fn scored(lexicon: &Lexicon, document: Document) -> ScoredDocument {
    let (tokens, hits) = read(lexicon, &document);
    score(
        &Scorer::new(lexicon).expect("the calibration fits"),
        lexicon,
        document,
        tokens,
        hits,
        SentenceReadings::default(),
    )
}

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
}
