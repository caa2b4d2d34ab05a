use proptest::prelude::{any, proptest};

use crate::article::RawArticle;
use crate::clean::clean;
use crate::tokenize::{Tokens, tokenize, words};

fn folded(tokens: &Tokens) -> Vec<&str> {
    tokens.tokens().iter().map(|t| tokens.folded(t)).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let words = words(text);
    assert_eq!(folded(&words.tokens), expected, "{text}");
}

#[track_caller]
fn check_printed(text: &str, expected: &[&str]) {
    let words = words(text);
    let printed: Vec<_> = words.tokens.tokens().iter().filter_map(|t| t.span.slice(text)).collect();
    assert_eq!(printed, expected);
}

#[track_caller]
fn check_sentences(text: &str, expected: &[&str]) {
    let words = words(text);
    let found: Vec<_> =
        words.tokens.sentences().iter().map(|s| words.tokens.byte_span(s.tokens).slice(text).unwrap_or("?")).collect();
    assert_eq!(found, expected);
}

#[test]
fn apostrophes_stay_inside_words() {
    check_printed("Workers' rights don't", &["Workers", "rights", "don't"]);
    check("the worker\u{2019}s o\u{2019}clock", &["the", "worker's", "o'clock"]);
}

#[test]
fn possessives_and_money_have_a_base() {
    let text = "A worker\u{2019}s $7.25 raise";
    let words = words(text);
    let bases: Vec<_> = words.tokens.tokens().iter().map(|t| words.tokens.base(t)).collect();
    assert_eq!(bases, [None, Some("worker"), Some("7.25"), None]);
}

#[test]
fn hyphens_split_and_numbers_hold() {
    check("part-time, 1,000 at $7.25/hour; 24-7.", &["part", "time", "1,000", "at", "$7.25", "hour", "24", "7"]);
}

#[test]
fn acronyms_are_one_token() {
    check("The U.S. in D.C. at 5 p.m. AT&T", &["the", "u.s", "in", "d.c", "at", "5", "p.m", "at&t"]);
    check("end.Start e.g. J.K. Rowling", &["end", "start", "e.g", "j.k", "rowling"]);
}

#[test]
fn soft_hyphens_and_ligatures_fold_away() {
    check("work\u{ad}ers in an o\u{fb03}ce, r\u{e9}sume\u{301}", &["workers", "in", "an", "office", "résumé"]);
}

#[test]
fn abbreviations_do_not_end_sentences() {
    check_sentences(
        "Sen. Bernie Sanders met Dr. Lee on Jan. 3. He left at 5 p.m. The mayor stayed.",
        &["Sen. Bernie Sanders met Dr. Lee on Jan. 3", "He left at 5 p.m", "The mayor stayed"],
    );
    check_sentences("The G.I. Bill paid J. P. Doe.", &["The G.I. Bill paid J. P. Doe"]);
    check_sentences(
        "She lives in Washington, D.C. The rent rose. The U.S. Senate met. It was No. 2 in sales.",
        &["She lives in Washington, D.C", "The rent rose", "The U.S. Senate met", "It was No. 2 in sales"],
    );
}

#[test]
fn sentences_end_after_places_streets_and_times() {
    for (text, expected) in [
        ("They met in Fresno, Calif. The bus left.", ["They met in Fresno, Calif", "The bus left"]),
        ("She works on Fifth Ave. Her shop is small.", ["She works on Fifth Ave", "Her shop is small"]),
        ("It closed in Dec. Nobody was told.", ["It closed in Dec", "Nobody was told"]),
        ("She sold her part of Acme Inc. Managers said no.", ["She sold her part of Acme Inc", "Managers said no"]),
        ("It was March 5. Cooks came.", ["It was March 5", "Cooks came"]),
        ("The shop is on Elm St. The rent rose.", ["The shop is on Elm St", "The rent rose"]),
        ("She left the Mills Motor Co. Workers struck.", ["She left the Mills Motor Co", "Workers struck"]),
        ("He works on Elm Blvd. Neighbors complain.", ["He works on Elm Blvd", "Neighbors complain"]),
        ("It is in Portland, Ore. Drivers cheered.", ["It is in Portland, Ore", "Drivers cheered"]),
        ("They live in Akron, Wash. Nurses at the mill left.", ["They live in Akron, Wash", "Nurses at the mill left"]),
        ("He was paid by Mills Inc. When it closed, he left.", ["He was paid by Mills Inc", "When it closed, he left"]),
        ("The shift ends at 9 p.m. Workers wait.", ["The shift ends at 9 p.m", "Workers wait"]),
        ("The kitchen is on Oak St. Bakers left in May.", ["The kitchen is on Oak St", "Bakers left in May"]),
        (
            "She moved to Reno and to Union, N.J. Cooks there earn more.",
            ["She moved to Reno and to Union, N.J", "Cooks there earn more"],
        ),
        ("It is in Utica, N.Y. Nurses and cooks cheered.", ["It is in Utica, N.Y", "Nurses and cooks cheered"]),
        ("They met on Elm Ave. Tenants said no.", ["They met on Elm Ave", "Tenants said no"]),
        ("She works in L.A. Drivers quit there.", ["She works in L.A", "Drivers quit there"]),
        ("He lives in Washington, D.C. Porters pay no fare.", ["He lives in Washington, D.C", "Porters pay no fare"]),
        ("She reads at Akron Univ. Janitors clean at night.", ["She reads at Akron Univ", "Janitors clean at night"]),
        ("She heads the Elm Tenants Assn. Renters cheered.", ["She heads the Elm Tenants Assn", "Renters cheered"]),
        ("He works for Acme Corp. Monday was his day off.", ["He works for Acme Corp", "Monday was his day off"]),
        ("She left Mills Inc. Friday's shift is long.", ["She left Mills Inc", "Friday's shift is long"]),
        ("The cook is ill. The shift is short.", ["The cook is ill", "The shift is short"]),
        ("It is a bus to miss. He walks.", ["It is a bus to miss", "He walks"]),
        ("They teach special ed. She reads.", ["They teach special ed", "She reads"]),
    ] {
        check_sentences(text, &expected);
    }
    for text in [
        "He spoke in Austin, Tex. Gov. Ann Lee left on Dec. 5 at 9 a.m. Monday",
        "She met Miss. Gov. Dana Ruiz and Rep. Ada Finch on Fifth Ave. North",
        "At 9 p.m., Mr. Lee said in Fresno, Calif., The Bee reports",
        "The Portland, Ore. Fire Department and the Ore. Department of Labor hired",
        "She left for Akron, Mass. Gov. Ruiz stayed",
        "The D.C. Council voted with N.J. Transit riders",
        "He works for Mills Inc. Drivers of Ohio",
        "Work in Co. Kildare stopped and the cooks of Co. Durham left",
        "The St. Paul drivers and the Mills Co. Board of Ohio met",
        "The Mills Inc. Board of St. Paul, Minn. Mayor Ruiz",
        "The St. Louis drivers and the St. Helens cooks met",
        "The D.C. Nurses union and N.J. Teachers of the Year met",
        "Dr. Cooks left and Sen. Bakers met J. Porters there",
        "The Akron Univ. Porters Local met at the Ohio Univ. library",
        "The L.A. Rangers won and U.S. Marshals left",
        "The D.C. Nurses and Teachers Union met with N.J. Teachers and Cooks",
        "Gov. Porters left on St. Vincent street with the N.Y. Giants fans",
        "The St. Cooks Hall and the U.S. Workers Party met",
        "Shares of Acme Corp. Monday fell by half",
        "The pickets at Mills Inc. Friday night and on Elm Ave. Saturday morning were calm",
        "Acme Co. Thursday was fined in Reno, Nev. Wednesday evening",
    ] {
        check_sentences(text, &[text]);
    }
}

#[test]
fn quotes_close_with_their_sentence() {
    check_sentences(
        "\u{201c}Why?\u{201d} she asked. \u{201c}I work nights.\u{201d} Then she left.",
        &["Why?\u{201d} she asked", "I work nights", "Then she left"],
    );
}

#[test]
fn clauses_end_at_semicolons_and_dashes_but_not_at_commas() {
    let words = words("minimum, wage; rises \u{2014} part-time work: pay");
    let starts: Vec<_> = words.tokens.tokens().iter().map(|t| t.shape.starts_clause).collect();
    assert_eq!(starts, [true, false, true, true, false, false, true]);
}

#[test]
fn long_words_are_cut_in_the_folded_form_only() {
    let text = "é".repeat(300);
    let words = words(&text);
    let token = words.tokens.tokens()[0];
    assert_eq!(token.span.len(), 600);
    assert_eq!(words.tokens.folded(&token).len(), 128);
}

#[test]
fn word_counts_agree_with_uax29_on_plain_prose() {
    use unicode_segmentation::UnicodeSegmentation;
    let text = "She said the café's 12 cooks don't earn $1,000 a week, \"not even close\".";
    let words = words(text);
    let ours = words.tokens.tokens().len();
    assert_eq!(ours, text.unicode_words().count());
}

proptest! {
    #[test]
    fn spans_ascend_and_slice_the_text(text in any::<String>()) {
        let words = words(&text);
        let mut end = 0;
        for token in words.tokens.tokens() {
            assert!(token.span.start >= end && !token.span.is_empty());
            assert!(token.span.slice(&text).is_some());
            end = token.span.end;
        }
        let covered: usize = words.tokens.sentences().iter().map(|s| s.tokens.len()).sum();
        assert_eq!(covered, words.tokens.tokens().len());
    }

    #[test]
    fn folding_twice_changes_nothing(text in "[a-zA-Z\u{c0}-\u{17f}'\u{2019}]{1,12}") {
        let once = crate::tokenize::fold_word(&text);
        assert_eq!(crate::tokenize::fold_word(&once), once);
    }
}

#[test]
fn markup_in_a_body_has_no_words_and_parts_no_sentence() {
    let body =
        "<p>Home <b>health</b> aides work&nbsp;nights.</p><p>They <a href=\"/x?a=b:c;d\">walked out</a> today.</p>";
    let document = clean(RawArticle { body: body.into(), ..RawArticle::default() });
    let tokens = tokenize(&document.text, &document.blocks);
    assert_eq!(folded(&tokens), ["home", "health", "aides", "work", "nights", "they", "walked", "out", "today"]);
    let sentences: Vec<_> = tokens.sentences().iter().map(|s| s.tokens.len()).collect();
    assert_eq!(sentences, [5, 4]);
    assert!(tokens.tokens().iter().filter(|t| t.shape.starts_clause).count() == 2);
    assert!(tokens.tokens().iter().all(|t| t.span.slice(body).is_some()), "spans slice the input");
}

#[test]
fn a_word_is_the_same_however_it_is_encoded() {
    check("de\u{301}po\u{302}t", &["dépôt"]);
    check("o\u{fb03}ce sta\u{fb00}", &["office", "staff"]);
    check("co\u{ad}op\u{2060}era\u{200d}tive \u{feff}nurse", &["cooperative", "nurse"]);
    check("pay\u{200b}roll", &["pay", "roll"]);
    check("ｎｕｒｓｅ", &["nurse"]);
}
