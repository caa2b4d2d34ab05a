//! Section 9: pay, schedules and reasons as columns of an article; salience of hits.

use crate::clean::Zone;
use crate::pay::{Band, find};
use crate::score::tests::{LOW_WAGE, PROFESSIONAL, assert_near, document, lexicon, scored};
use crate::score::{ArticleRow, ScoredDocument, article_row, pay_rows};

/// An article of a year with the pay that is found in it.
fn paid(paragraphs: &[(Zone, &str)], year: Option<i16>) -> ScoredDocument {
    let lexicon = lexicon();
    let mut article = document(paragraphs);
    article.date = year.map(|year| jiff::civil::date(year, 5, 1));
    let scored = scored(&lexicon, article);
    let pay = find(&lexicon, &scored.document.text, &scored.tokens, &scored.hits, year);
    ScoredDocument { pay, ..scored }
}

fn row(paragraphs: &[(Zone, &str)], year: Option<i16>) -> ArticleRow {
    article_row(&lexicon(), &paid(paragraphs, year))
}

#[test]
fn schedules_are_counted_by_kind_in_scored_zones() {
    let found = row(&[(Zone::Body, "On call, on call, a night shift."), (Zone::Comments, "Flextime!")], None).work;
    assert_eq!((found.schedule_control, found.schedule_rigid, found.schedule_unstable), (0, 1, 2));
    assert_eq!(found.schedules(), ["rigid", "unstable"]);
    let control = row(&[(Zone::Lede, "Flextime."), (Zone::Body, "Flextime, a night shift.")], None).work;
    assert_eq!((control.schedule_control, control.schedule_rigid, control.schedule_unstable), (2, 1, 0));
    assert_eq!(control.names().collect::<Vec<_>>(), ["control", "rigid"], "there is no pay");
}

#[test]
fn a_reason_counts_beside_a_sentence_in_which_somebody_leaves_work() {
    let reasons = |body: &str| {
        let found = row(&[(Zone::Body, body)], None).work;
        (found.reasons_pull, found.reasons_push)
    };
    assert_eq!(reasons("She quit for her family."), (1, 0));
    assert_eq!(reasons("A layoff came. She quit. Her family was glad."), (1, 1));
    assert_eq!(reasons("A layoff came. It rained. She quit. It rained. Her family was glad."), (0, 0));
    assert_eq!(reasons("Her family was glad."), (0, 0));
}

#[test]
fn leaving_work_in_the_comments_makes_no_reason() {
    let found = row(&[(Zone::Body, "Her family was glad."), (Zone::Comments, "She quit.")], None).work;
    assert_eq!(found.reasons(), Vec::<&str>::new());
}

#[test]
fn medians_of_pay_are_those_of_dated_dollars_in_scored_zones() {
    let body = [
        (Zone::Body, "Cashiers earn $10 an hour. Others earn $20 an hour. In London they earn £90 an hour."),
        (Zone::Comments, "I earn $50 an hour."),
    ];
    let found = row(&body, Some(2024)).work;
    assert_eq!(found.n_pay, 3);
    // 2024 is the base year: the dollars are its own; the pounds have no place.
    assert_near(found.pay_median_hour.expect("two are dated dollars"), 15.0);
    assert!(found.pay_percentile.is_some_and(|p| p > 0.0 && p < 50.0), "{:?}", found.pay_percentile);
    let undated = row(&body, None).work;
    assert_eq!((undated.n_pay, undated.pay_median_hour, undated.pay_percentile), (3, None, None));
}

#[test]
fn brackets_of_what_groups_earn_are_nobodys_pay() {
    let scored = paid(&[(Zone::Body, "The tax falls on people making more than $250,000 a year.")], Some(2024));
    assert_eq!(pay_rows(&scored).map(|row| row.pay.kind.name()).collect::<Vec<_>>(), ["bracket"]);
    let found = article_row(&lexicon(), &scored).work;
    assert_eq!((found.n_pay, found.pay_median_hour), (0, None));
}

#[test]
fn an_article_tells_of_pay_schedules_and_reasons() {
    let found = row(&[(Zone::Body, "She earned $9 an hour on call and quit for her family.")], Some(2024)).work;
    assert_eq!(found.names().collect::<Vec<_>>(), ["pay", "unstable", "pull"]);
}

#[test]
fn rows_of_pay_slice_the_body() {
    let scored = paid(&[(Zone::Headline, "Wages"), (Zone::Lede, "Cashiers earn $10 an hour.")], Some(2024));
    let rows: Vec<_> = pay_rows(&scored).collect();
    assert_eq!((rows.len(), rows[0].field, rows[0].words), (1, "body", "$10 an hour"));
    assert_eq!(&scored.document.body()[rows[0].start as usize..rows[0].end as usize], "$10 an hour");
    assert_eq!(rows[0].pay.occupation.as_deref(), Some("41-2011"));
    assert_eq!(rows[0].band(), Some(Band::BottomThird), "few jobs pay less");
    let undated = paid(&[(Zone::Lede, "Cashiers earn $10 an hour.")], None);
    assert_eq!(pay_rows(&undated).map(|row| row.band()).collect::<Vec<_>>(), [None]);
}

#[test]
fn salience_counts_evidence_by_headline_lede_and_third() {
    let found = row(
        &[
            (Zone::Headline, "A cashier and a lawyer"),
            (Zone::Lede, "A cashier came."),
            (Zone::Body, "A cashier sat. A lawyer may opt out."),
            (Zone::Comments, "A cashier left."),
        ],
        None,
    )
    .voice;
    // Headline, lede, first, middle and last third, quotations; the lede is the first of three sentences.
    assert_eq!(found.hits_by_place[LOW_WAGE], [1, 1, 1, 1, 0, 0]);
    // A trope is no evidence.
    assert_eq!(found.hits_by_place[PROFESSIONAL], [1, 0, 0, 0, 1, 0]);
    assert_eq!((found.first_speaker, found.n_quotes), (None, vec![0; 5]));
}
