use proptest::prelude::{Strategy, prop, proptest};

use crate::store::query::span::{Compiled, Leaf, Span, Tree};
use crate::store::query::{WordOrder, explain_query, parse_query};
use crate::suggest::{closest, edits};

#[track_caller]
fn check(query: &str, expected: &str) {
    let parsed = parse_query(query).expect("the query is sound");
    assert_eq!(explain_query(&parsed).trim_end(), expected);
}

#[test]
fn near_binds_tighter_than_and_and_and_tighter_than_or() {
    check(
        "a b NEAR/3 c OR d",
        "any of:\n  all of:\n    `a` in title, lede or body\n    (`b` ~ `c`) in any order with at most 2 words between in title, lede or body\n  `d` in title, lede or body",
    );
}

#[test]
fn every_kind_of_word_is_told_apart() {
    check("\"a b\"~>4", "(`a` … `b`) in this order with at most 4 words between in title, lede or body");
    check(
        "title:(wom?n OR /x+/)",
        "any of:\n  a word like `wom?n` in title\n  a word of the regular expression /x+/ in title",
    );
    check("cashier~2", "a word at most 2 letters from `cashier` in title, lede or body");
    check("=Target", "`Target` in exactly these letters in title, lede or body");
    check("-scope_gap:yes", "not:\n  scope_gap is `yes`");
    check("date:2016-02", "date from 2016-02-01 to 2016-02-29");
    check("score_middle:>=0.5", "score_middle from 0.5");
    check(
        "\"@low_wage.occupation\" NEAR/10 flex-time",
        "(a hit of class `@low_wage.occupation` ~ (`flex` + `time`) in a row) in any order with at most 9 words between in title, lede or body",
    );
    check("\"night shift*\"", "(`night` + a word like `shift*`) in a row in title, lede or body");
    check("date:*", "date is given");
    check("date:..", "date is given");
}

#[track_caller]
fn check_error(query: &str, position: usize, part: &str) {
    let error = parse_query(query).expect_err("the query is wrong");
    assert!(error.position == position && error.message.contains(part), "{error}");
}

#[test]
fn mistakes_are_told_with_their_place() {
    check_error("a NEAR/0 b", 8, "from 1 to 250");
    check_error("a NEAR/5 date:2016", 10, "NEAR, THEN and SAME join words");
    check_error("NEAR/5 b", 1, "expected beside `NEAR`");
    check_error("é /open", 3, "never closed");
    check_error("x date:2016..2012", 8, "did you mean `date:2012..2016`?");
    check_error("a~7", 3, "1 or 2");
    check_error("* b", 1, "beside it");
    check_error("title:a NEAR/3 body:b", 16, "same field");
    check_error(&"(".repeat(5000), 65, "nested");
    check_error(&format!("a{}", " SAME b".repeat(5000)), 1408, "at most 200 of NEAR, THEN and SAME");
}

#[test]
fn edits_count_insertions_losses_replacements_and_swaps() {
    let count = |a: &str, b: &str| edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 3);
    // Levenshtein's own pair needs 3; a swap of neighbours is one edit.
    assert_eq!(count("kitten", "sitting"), Some(3));
    assert_eq!(count("outlte", "outlet"), Some(1));
    assert_eq!(count("abc", "abc"), Some(0));
    assert_eq!(count("abc", "xyzzyx"), None);
    assert_eq!(closest("outlte", ["title", "outlet"]), Some("outlet"));
    assert_eq!(closest("q", ["title", "outlet"]), None);
}

fn near(order: WordOrder, slack: u32) -> Compiled {
    let parts = vec![Tree::Leaf(0), Tree::Leaf(1)];
    Compiled { leaves: vec![Leaf::default(), Leaf::default()], tree: Tree::Near { parts, slack, order } }
}

fn one(start: u32) -> Span {
    Span { start, end: start + 1, reach: start + 1 }
}

fn places() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::btree_set(0u32..30, 0..8).prop_map(|set| set.into_iter().collect())
}

proptest! {
    #[test]
    fn near_finds_exactly_the_pairs_that_are_close(a in places(), b in places(), slack in 0u32..6) {
        let spans = |positions: &[u32]| positions.iter().map(|p| one(*p)).collect::<Vec<_>>();
        for order in [WordOrder::Written, WordOrder::Free] {
            let found = near(order, slack).find(&[spans(&a), spans(&b)]);
            let close = |x: u32, y: u32| {
                (order == WordOrder::Free || x < y) && x != y && x.abs_diff(y) <= slack + 1
            };
            let expected = a.iter().any(|x| b.iter().any(|y| close(*x, *y)));
            assert_eq!(!found.is_empty(), expected);
            for span in found {
                assert!(span.end - span.start <= slack + 2);
                let ends = [span.start, span.end - 1];
                assert!(ends.iter().any(|p| a.contains(p)) && ends.iter().any(|p| b.contains(p)));
            }
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "[a-cé\"()~/:*?@=<>. 0-9-]{0,30}|\\PC{0,30}") {
        let _ = parse_query(&text);
    }
}
