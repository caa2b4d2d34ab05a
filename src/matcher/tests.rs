use proptest::prelude::{Strategy, prop, proptest};

use crate::clean::{Block, Zone};
use crate::lexicon::{Lexicon, LexiconFile};
use crate::matcher::condition::headline_is_title_case;
use crate::matcher::vocabulary::glob_matches;
use crate::matcher::{Matcher, check_examples};
use crate::tokenize::{Tokens, tokenize, words};

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

/// Text and tokens of an article with this headline and body.
fn article(headline: &str, body: &str) -> (String, Tokens) {
    let text = format!("{headline}\n\n{body}");
    let blocks = [
        Block::new(Zone::Headline, 0..headline.len()),
        Block::new(Zone::Body, headline.len() + 2..headline.len() + 2 + body.len()),
    ];
    let tokens = tokenize(&text, &blocks);
    (text, tokens)
}

#[test]
fn names_in_capitals_keep_their_small_words_and_numbers() {
    let capitalised =
        entry("bank of america", "case = \"capitalised\"") + &entry("route # inn", "case = \"capitalised\"");
    check(
        &capitalised,
        "The Bank of America, a bank of America, Bank Of America, Route 66 Inn, route 66 Inn",
        &["Bank of America", "Bank Of America", "Route 66 Inn"],
    );
    let upper = entry("who", "case = \"upper\"") + &entry("covid #", "case = \"upper\"");
    check(&upper, "The WHO asked who has COVID 19 or Covid 19. Who?", &["WHO", "COVID 19"]);
    check(&entry("cook", "case = \"lower\""), "COOK left. Cook left. A COOK, a cook.", &["Cook", "cook"]);
}

#[test]
fn lower_case_passes_a_headline_whose_words_are_all_capitalised() {
    let lexicon = lexicon(&entry("cook", "case = \"lower\""));
    for (headline, expected) in
        [("Town Hires a New Cook for Schools", ["Cook"].as_slice()), ("Town hears what Cook says today", &[])]
    {
        let (text, tokens) = article(headline, "They met Tim Cook there.");
        let hits = Matcher::new(&lexicon).find(&text, &tokens);
        let found: Vec<_> = hits.iter().map(|hit| hit.span.slice(&text).expect("hits slice the text")).collect();
        assert_eq!(found, expected, "{headline}");
    }
}

#[test]
fn a_headline_is_in_title_case_when_six_of_ten_longer_words_after_the_first_are_capitalised() {
    for (headline, expected) in [
        ("Workers Want Higher Wages", true),
        ("Workers want higher wages", false),
        ("Why Workers Want Higher wages again", true),
        ("Why Workers Want higher wages again", false),
        // Words of three letters and numbers do not count.
        ("An end to the War on Work", true),
        ("Over 1,000,000 Dollars", true),
        ("Strike", false),
        ("A War on All", false),
        ("Strike! Workers Walk Out", true),
    ] {
        let (_, tokens) = article(headline, "many longer words that nobody has written with capitals");
        assert_eq!(headline_is_title_case(&tokens), expected, "{headline}");
    }
    assert!(!headline_is_title_case(&words("Workers Want Higher Wages").tokens), "it is no headline");
}

#[test]
fn a_star_stands_for_any_run_of_characters() {
    for (glob, word, expected) in [
        ("union*", "union", true),
        ("union*", "unionized", true),
        ("union*", "reunion", false),
        ("*worker", "coworker", true),
        ("*worker", "coworkers", false),
        ("un*ed", "unions", false),
        ("w*k*r", "worker", true),
        ("w*k*r", "works", false),
        ("ab*ab", "ab", false),
        ("a*bc*c", "abc", false),
        ("a*bc*c", "axxbc", false),
        ("a*bc*c", "axxbcc", true),
        ("nurse", "nurse", true),
        ("nurse", "nurses", false),
    ] {
        assert_eq!(glob_matches(glob, word), expected, "{glob} {word}");
    }
}

#[test]
fn a_context_of_whole_words_lies_outside_the_words_of_the_hit() {
    check(&entry("target", "near = [\"cashier\"]"), "Target has a cashier. Target has cashiers.", &["Target"]);
    let near = entry("minimum wage", "near = [\"fair minimum\", \"wage law\"]");
    check(&near, "A fair minimum wage. One minimum wage law. A minimum wage by a wage law.", &["minimum wage"]);
}

#[test]
fn a_word_that_starts_no_entry_does_not_lengthen_the_next_one() {
    // Units are found by the star; the same word goes on with an entry that starts otherwise.
    let entries = entry("unit*", "") + &entry("all units", "") + &entry("cashier", "");
    check(&entries, "Two units, cashier and all units", &["units", "cashier", "all units"]);
}

#[test]
fn an_exclusion_of_a_case_leaves_other_cases() {
    let exclusion =
        |pattern: &str, more: &str| format!("[[exclusion]]\npattern = \"{pattern}\"\nreason = \"office\"\n{more}\n");
    let entries = entry("general", "")
        + &entry("house", "")
        + &exclusion("attorney general", "")
        + &exclusion("white house", "case = \"capitalised\"");
    check(&entries, "The White House met the attorney general in a white house.", &["house"]);
}

#[test]
fn two_entries_of_one_role_with_the_same_words_overlap() {
    let trope =
        |pattern: &str| entry(pattern, "trope = \"t\"").replace("dimension = \"pay\"", "dimension = \"proposal\"");
    let lexicon =
        lexicon(&(entry("aide|nurse", "") + &entry("cook", "") + &entry("nurse|nurses", "") + &trope("cook")));
    let (_, overlaps) = Matcher::with_overlaps(&lexicon);
    let found: Vec<_> = overlaps.iter().map(|o| (o.first, o.second, o.words.as_str())).collect();
    assert_eq!(found, [(0, 2, "nurse|nurses")]);
}

#[test]
fn examples_that_do_not_do_what_they_say_are_reported() {
    let exclusion =
        |pattern: &str, more: &str| format!("[[exclusion]]\npattern = \"{pattern}\"\nreason = \"office\"\n{more}\n");
    let entries = entry("cook", "example = \"A cook left.\"\ncounter = \"Tim left.\"")
        + &entry("driver", "counter = \"The driver left.\"")
        + &entry("house", "")
        + &entry("nurse", "example = \"A doctor left.\"")
        + &entry("tall house staff", "")
        + &exclusion("full|tall house", "case = \"capitalised\"\nexample = \"In a tall house staff left.\"")
        + &exclusion("open house", "example = \"An open house for the cook.\"")
        + &exclusion("white house", "case = \"capitalised\"\nexample = \"In a white house.\"");
    let lexicon = lexicon(&entries);
    let failures = check_examples(&lexicon, &Matcher::new(&lexicon));
    let found: Vec<_> = failures.iter().map(|f| (f.pattern.as_str(), f.reason.as_str())).collect();
    assert_eq!(
        found,
        [
            ("driver", "its counter-example has a hit: The driver left."),
            ("nurse", "its example has no hit: A doctor left."),
            ("white house", "its words count all the same: In a white house."),
        ]
    );
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
