//! Section 2: acknowledgement, the passage rule, concessions, thirds.

use crate::clean::Zone;
use crate::score::finding::{Acknowledgement, AcknowledgementKind, Third, acknowledgement};
use crate::score::tests::{LOW_WAGE, MIDDLE, PROFESSIONAL, document, lexicon, read};

/// How a tier is acknowledged in paragraphs, when every tier has this attention.
fn of(paragraphs: &[(Zone, &str)], attention: u8, tier: usize) -> Acknowledgement {
    let lexicon = lexicon();
    let document = document(paragraphs);
    let (tokens, hits) = read(&lexicon, &document);
    acknowledgement(&lexicon, &document.text, &tokens, &hits, &[attention; 3])[tier]
}

/// Sentences of a body that speak of low-wage workers.
#[track_caller]
fn check_sentences(body: &str, expected: u32) {
    assert_eq!(of(&[(Zone::Body, body)], 1, LOW_WAGE).n_sentences, expected, "{body}");
}

#[test]
fn a_tier_that_no_sentence_speaks_of_is_not_acknowledged() {
    let found = of(&[(Zone::Headline, "A cashier"), (Zone::Lede, "It rained."), (Zone::Comments, "A cashier!")], 3, 2);
    assert_eq!(found.kind, AcknowledgementKind::None);
    assert_eq!((found.n_sentences, found.first, found.last), (0, None, None));
}

#[test]
fn one_or_two_sentences_are_a_token_below_an_attention_of_two() {
    let (one, two, three) =
        ("A cashier came.", "A cashier came. A cashier went.", "A cashier came. A cashier sat. A cashier went.");
    for (body, attention, expected) in [
        (one, 0, AcknowledgementKind::Token),
        (one, 1, AcknowledgementKind::Token),
        (two, 1, AcknowledgementKind::Token),
        (two, 2, AcknowledgementKind::Substantive),
        (one, 3, AcknowledgementKind::Substantive),
        (three, 1, AcknowledgementKind::Substantive),
    ] {
        assert_eq!(of(&[(Zone::Body, body)], attention, LOW_WAGE).kind, expected, "{body} {attention}");
    }
}

#[test]
fn a_trope_speaks_of_its_tier_and_a_proposal_of_none() {
    let body = [(Zone::Body, "Some opt out. Others want paid leave. All workers do.")];
    assert_eq!([0, 1, 2].map(|tier| of(&body, 1, tier).n_sentences), [1, 0, 0]);
}

#[test]
fn a_passage_goes_on_with_pronouns_and_quotations() {
    check_sentences("A cashier came. She was tired.", 2);
    check_sentences("A cashier came. And she was tired.", 2);
    check_sentences("A cashier came. \u{201c}It is late,\u{201d} said the woman.", 2);
    check_sentences("A cashier came. It was late, and she was tired.", 1);
    check_sentences("A cashier came. The street was empty.", 1);
}

#[test]
fn a_quotation_goes_on_where_its_mark_is_before_the_sentence_or_in_it() {
    check_sentences("A cashier came. \u{201c}We work late. We are tired,\u{201d} said one.", 3);
    check_sentences("A cashier came. \u{201c}We work late. It rained.\u{201d} So it went.", 2);
    check_sentences("A cashier came. It was \u{201c}hard\u{201d} work. So it went.", 2);
    check_sentences("A cashier came. It was hard work. So it went.", 1);
}

#[test]
fn a_passage_goes_on_for_four_sentences_at_most() {
    check_sentences("A cashier came. She sat. She ate. She read. She wrote. She left. She slept.", 5);
    check_sentences(
        "A cashier came. She sat. Her cashier friend came. She ate. She read. She wrote. She left. She slept.",
        7,
    );
}

#[test]
fn a_passage_ends_with_a_sentence_on_something_else() {
    check_sentences("A cashier came. She sat. The street was empty. She left.", 2);
}

#[test]
fn a_passage_ends_where_another_tier_is_spoken_of() {
    let body = [(Zone::Body, "A cashier came. She met a nurse. She left.")];
    assert_eq!(of(&body, 1, LOW_WAGE).n_sentences, 1);
    assert_eq!(of(&body, 1, MIDDLE).n_sentences, 2);
}

#[test]
fn a_universal_hit_does_not_end_a_passage() {
    check_sentences("A cashier came. She met workers. She left.", 3);
}

#[test]
fn a_passage_does_not_leave_lede_and_body() {
    let found = of(&[(Zone::Lede, "A cashier came."), (Zone::Caption, "She smiles."), (Zone::Body, "She left.")], 1, 2);
    assert_eq!(found.n_sentences, 1);
}

#[test]
fn nothing_goes_on_after_a_concession() {
    for concession in [
        "Of course, a cashier cannot.",
        "Granted, a cashier cannot.",
        "Yes, a cashier cannot.",
        "But not every cashier can.",
        "And not all cashiers can.",
    ] {
        let body = format!("{concession} She must work. They all must.");
        let found = of(&[(Zone::Body, &body)], 1, LOW_WAGE);
        assert!(found.concession, "{concession}");
        assert_eq!((found.n_sentences, found.kind), (1, AcknowledgementKind::Token), "{concession}");
    }
    let plain = of(&[(Zone::Body, "A cashier, of course, cannot. She must work.")], 1, LOW_WAGE);
    assert!(!plain.concession);
    assert_eq!(plain.n_sentences, 2);
}

#[test]
fn thirds_are_those_of_the_sentences_of_lede_and_body() {
    // Cashiers in sentences 1 and 6 of 6, a nurse in 3, a lawyer in 5; headline and caption do not count.
    let found = |tier| {
        let paragraphs = [
            (Zone::Headline, "One lawyer. Two lawyers. Three lawyers."),
            (Zone::Lede, "A cashier came."),
            (Zone::Caption, "The shop. The street. The town."),
            (Zone::Body, "It rained. A nurse came. It was late. A lawyer came. A cashier left."),
        ];
        let found = of(&paragraphs, 1, tier);
        (found.first, found.last)
    };
    assert_eq!(found(LOW_WAGE), (Some(Third::First), Some(Third::Last)));
    assert_eq!(found(MIDDLE), (Some(Third::Middle), Some(Third::Middle)));
    assert_eq!(found(PROFESSIONAL), (Some(Third::Last), Some(Third::Last)));
}
