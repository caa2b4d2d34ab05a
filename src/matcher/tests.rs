use proptest::prelude::{Strategy, prop, proptest};

use crate::lexicon::{Lexicon, LexiconFile};
use crate::matcher::Matcher;
use crate::tokenize::words;

const HEADER: &str = r#"
name = "test"
language = "en"
tiers = ["professional", "low_wage"]
dimensions = ["occupation", "pay", "proposal"]
"#;

fn lexicon(entries: &str) -> Lexicon {
    let file = |path: &str, content: &str| LexiconFile { path: path.into(), content: content.to_owned().into() };
    Lexicon::from_files(&[file("lexicon.toml", HEADER), file("entries.toml", entries)]).expect("the lexicon is sound")
}

fn entry(pattern: &str, more: &str) -> String {
    format!("[[entry]]\npattern = \"{pattern}\"\ntier = \"low_wage\"\ndimension = \"pay\"\nsource = \"test\"\n{more}\n")
}

fn found(entries: &str, text: &str) -> Vec<String> {
    let lexicon = lexicon(entries);
    let words = words(text);
    let hits = Matcher::new(&lexicon).find(text, &words.tokens);
    hits.iter().map(|hit| hit.span.slice(text).expect("hits slice the text").to_owned()).collect()
}

#[track_caller]
fn check(entries: &str, text: &str, expected: &[&str]) {
    assert_eq!(found(entries, text), expected, "{text}");
}

#[test]
fn the_longest_entry_wins() {
    let entries = entry("nurse|nurses", "") + entry("registered nurse|nurses", "").as_str();
    check(&entries, "A registered nurse and two nurses", &["registered nurse", "nurses"]);
}

#[test]
fn phrases_cross_hyphens_and_commas_but_no_clause_end() {
    let entries = entry("part time", "");
    check(&entries, "Part-time work; in part, time off. In part: time.", &["Part-time", "part, time"]);
}

#[test]
fn possessives_money_numbers_and_globs_match() {
    let entries = entry("cashier", "")
        + entry("$# an|per hour", "").as_str()
        + entry("# hour shift*", "").as_str()
        + entry("union*", "").as_str();
    check(
        &entries,
        "The cashier\u{2019}s $7.25 an hour, 12-hour shifts and unionized.",
        &["cashier\u{2019}s", "$7.25 an hour", "12-hour shifts", "unionized"],
    );
}

#[test]
fn any_one_word_fits_a_blank() {
    check(&entry("works _ nights", ""), "She works late nights, he works nights.", &["works late nights"]);
}

#[test]
fn exclusions_use_up_their_words() {
    let entries = entry("general", "") + "[[exclusion]]\npattern = \"attorney general\"\nreason = \"office\"\n";
    check(&entries, "The attorney general met a general.", &["general"]);
}

#[test]
fn case_parts_names_from_jobs() {
    let entries = entry("cook|cooks", "case = \"lower\"");
    check(&entries, "Tim Cook met a cook. Cooks met Mr. Cook.", &["cook", "Cooks"]);
}

#[test]
fn unless_and_near_look_beside_and_in_the_sentence() {
    let beside = entry("driver|drivers", "unless = [\"_ of growth\", \"screw _\"]");
    check(&beside, "A driver of growth. A screw driver. A driver.", &["driver"]);
    let near = entry("target", "near = [\"cashier*\", \"work|works at _\"]");
    check(&near, "She works at Target. A target was missed. Cashiers left; Target paid.", &["Target", "Target"]);
    check(&near, "Target pays cashiers. The target works at target.", &["Target", "target"]);
}

#[test]
fn a_proposal_does_not_use_up_evidence() {
    let proposal = "[[entry]]\npattern = \"raise the minimum wage\"\ntier = \"none\"\ndimension = \"proposal\"\nsource = \"t\"\nkind = \"wage_floor\"\nserves = \"all\"\n";
    let entries = entry("minimum wage", "") + proposal;
    check(&entries, "They raise the minimum wage", &["raise the minimum wage", "minimum wage"]);
}

#[test]
fn possessive_form_of_a_pattern_is_told_from_the_plain_word() {
    let entries = entry("men's work", "");
    check(&entries, "It was men\u{2019}s work, not men work", &["men\u{2019}s work"]);
}

/// What the matcher must find, written without trie or ids.
fn naive(patterns: &[String], text: &str) -> Vec<(usize, usize)> {
    let words = words(text);
    let folded: Vec<&str> = words.tokens.tokens().iter().map(|t| words.tokens.folded(t)).collect();
    let mut out = Vec::new();
    let mut from = 0;
    while from < folded.len() {
        let longest = patterns.iter().filter_map(|pattern| {
            let parts: Vec<&str> = pattern.split(' ').collect();
            let window = folded.get(from..from + parts.len())?;
            let inner = from + 1..from + parts.len();
            let whole = inner.clone().all(|at| !words.tokens.tokens()[at].shape.starts_clause);
            let fits = parts.iter().zip(window).all(|(p, w)| p.split('|').any(|a| a == *w));
            (whole && fits).then_some(parts.len())
        });
        match longest.max() {
            Some(n) => {
                out.push((from, from + n));
                from += n;
            }
            None => from += 1,
        }
    }
    out
}

fn pattern() -> impl Strategy<Value = String> {
    prop::collection::vec("[ab](\\|c)?", 1..4).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn matcher_equals_the_naive_reference(
        patterns in prop::collection::btree_set(pattern(), 1..6),
        text in "([abcd][ ,.;-]{1,2}){0,30}",
    ) {
        let patterns: Vec<String> = patterns.into_iter().collect();
        let entries: String = patterns.iter().map(|p| entry(p, "")).collect();
        let lexicon = lexicon(&entries);
        let words = words(&text);
        let hits = Matcher::new(&lexicon).find(&text, &words.tokens);
        let spans: Vec<_> = hits.iter().map(|h| (h.tokens.start as usize, h.tokens.end as usize)).collect();
        assert_eq!(spans, naive(&patterns, &text));
    }

    #[test]
    fn printing_and_parsing_a_pattern_changes_nothing(text in "([a-z]{2,5}(\\*|\\|[a-z]{2,4})?|#|\\$#|_)( [a-z]{2,5}| #| _){0,3}") {
        if let Ok(parsed) = crate::lexicon::Pattern::parse(&text) {
            assert_eq!(parsed.to_string(), text);
            assert_eq!(crate::lexicon::Pattern::parse(&parsed.to_string()), Ok(parsed));
        }
    }
}
