//! Sections of a small corpus, worked by hand.

use std::ops::ControlFlow;

use crate::findings::{Corpus, Progress, STEPS, coverage, finding, passing, sections};
use crate::folder::Manifest;
use crate::lexicon::{Lexicon, TierIdx};
use crate::present::report::Section;
use crate::record::Cell;
use crate::score::{AcknowledgementKind, ArticleRow, Focus, HeadlineScope, HitRow};
use crate::summarize::{Method, Resampling, Weight};

fn lexicon() -> Lexicon {
    Lexicon::small(&["middle", "low_wage"], &[])
}

const MIDDLE: Focus = Focus::Tier(TierIdx(0));
const LOW_WAGE: Focus = Focus::Tier(TierIdx(1));

fn kind(attention: u8) -> AcknowledgementKind {
    match attention {
        0 => AcknowledgementKind::None,
        1 => AcknowledgementKind::Token,
        _ => AcknowledgementKind::Substantive,
    }
}

/// An article of an outlet and a year with a focus and attention to both tiers.
fn article(n: usize, outlet: &str, year: u16, focus: Focus, attention: [u8; 2]) -> ArticleRow {
    ArticleRow {
        id: format!("a{n}"),
        outlet: Some(outlet.to_owned()),
        date: Some(format!("{year}-03-04")),
        focus,
        attention: attention.to_vec(),
        headline_scope: HeadlineScope::None,
        acknowledgement: attention.map(kind).into(),
        story: format!("a{n}"),
        copies: 1,
        ..ArticleRow::default()
    }
}

/// Ten articles: six of One, three of Two, one about nobody's working life.
fn rows() -> Vec<ArticleRow> {
    let mut rows: Vec<ArticleRow> = [
        ("One", 2012, LOW_WAGE, [1, 2]),
        ("One", 2012, LOW_WAGE, [0, 3]),
        ("One", 2012, MIDDLE, [2, 1]),
        ("One", 2014, MIDDLE, [3, 0]),
        ("One", 2014, MIDDLE, [2, 1]),
        ("One", 2014, MIDDLE, [2, 0]),
        ("Two", 2012, LOW_WAGE, [0, 2]),
        ("Two", 2014, LOW_WAGE, [1, 2]),
        ("Two", 2014, MIDDLE, [2, 0]),
        ("Two", 2014, Focus::None, [0, 1]),
    ]
    .into_iter()
    .enumerate()
    .map(|(n, (outlet, year, focus, attention))| article(n, outlet, year, focus, attention))
    .collect();
    for at in [2, 3, 4, 5] {
        rows[at].headline_scope = HeadlineScope::Universal;
    }
    // Of four universal headlines three run over an article about one tier.
    for at in [3, 4, 5] {
        rows[at].scope_gap = true;
    }
    rows
}

/// What `work` makes of the corpus of these rows and hits.
fn with<T>(rows: &[ArticleRow], hits: &[HitRow<'_>], work: impl FnOnce(&Corpus<'_>) -> T) -> T {
    let lexicon = lexicon();
    let manifest = Manifest { tiers: lexicon.tiers.clone(), ..Manifest::default() };
    let resampling = Resampling { replicates: 50, seed: 1 };
    work(&Corpus::new((&manifest, &lexicon), (rows, hits), Weight::Copy, Method::Wilson, resampling))
}

/// The cell of a row under a column.
fn cell<'a>(section: &'a Section, row: usize, column: &str) -> Cell<'a> {
    section.table.cell(row, section.table.column(column).expect("there is such a column"))
}

#[track_caller]
fn check_count(section: &Section, row: usize, column: &str, expected: u64) {
    assert_eq!(cell(section, row, column), Cell::count(expected), "{column} of row {row}");
}

#[track_caller]
fn check_share(section: &Section, row: usize, column: &str, expected: f64) {
    let Cell::Float(found) = cell(section, row, column) else { panic!("{column} of row {row} is a number") };
    assert!((found - expected).abs() < 1e-12, "{column} of row {row}: {found} is not {expected}");
}

#[test]
fn shares_of_an_outlet_are_of_its_articles_with_a_focus() {
    let section = with(&rows(), &[], coverage::by_outlet);
    assert_eq!(section.table.n_rows(), 2, "the largest outlet first");
    assert_eq!((cell(&section, 0, "outlet"), cell(&section, 1, "outlet")), (Cell::Text("One"), Cell::Text("Two")));
    check_count(&section, 0, "with_focus", 6);
    check_count(&section, 0, "n_of_focused_low_wage", 2);
    check_share(&section, 0, "share_of_focused_low_wage", 2.0 / 6.0);
    // The article about nobody's working life is no part of the base.
    check_count(&section, 1, "with_focus", 3);
    check_share(&section, 1, "share_of_focused_middle", 1.0 / 3.0);
}

#[test]
fn shares_of_a_year_stand_in_the_order_of_years() {
    let section = with(&rows(), &[], coverage::trend);
    let years: Vec<_> = (0..section.table.n_rows()).map(|row| cell(&section, row, "year")).collect();
    assert_eq!(years, [Cell::Text("2012"), Cell::Text("2014")]);
    check_count(&section, 0, "with_focus", 4);
    check_share(&section, 0, "share_of_focused_low_wage", 0.75);
    check_count(&section, 1, "with_focus", 5);
    check_share(&section, 1, "share_of_focused_low_wage", 0.2);
}

#[test]
fn a_number_leads_to_as_many_articles_as_it_counts() {
    let section = with(&rows(), &[], coverage::by_outlet);
    let of = |query: &str| section.behind.iter().find(|behind| behind.query == query).map(|behind| behind.n);
    assert_eq!(of("focus:low_wage outlet:=\"One\""), Some(2));
    assert_eq!(of("focus:middle outlet:=\"One\""), Some(4));
    assert_eq!(of("focus:middle outlet:=\"Two\""), Some(1));
    let listed = section.behind.iter().map(|behind| behind.articles.len() as u64 == behind.n.min(4));
    assert_eq!(listed.collect::<Vec<_>>(), [true; 4], "four articles at most are listed");
}

#[test]
fn scope_gaps_are_of_the_headlines_for_all() {
    let section = with(&rows(), &[], passing::scope_gap);
    // Two has no universal headline, and three are needed.
    assert_eq!(section.table.n_rows(), 1);
    check_count(&section, 0, "universal_headlines", 4);
    check_count(&section, 0, "n_scope_gap", 3);
    check_share(&section, 0, "share_scope_gap", 0.75);
}

#[test]
fn passing_sentences_are_of_the_articles_that_speak_of_the_tier() {
    let section = with(&rows(), &[], passing::by_tier);
    // Middle: attention in rows 0, 2, 3, 4, 5, 7, 8; of 1 in 0 and 7. Low wage: in 0, 1, 2, 4, 6, 7, 9; of 1 in 2, 4, 9.
    assert_eq!((cell(&section, 0, "tier"), cell(&section, 1, "tier")), (Cell::Text("middle"), Cell::Text("low_wage")));
    check_count(&section, 0, "attended", 7);
    check_count(&section, 0, "n_token", 2);
    check_count(&section, 1, "attended", 7);
    check_share(&section, 1, "share_token", 3.0 / 7.0);
}

#[test]
fn examples_in_passing_show_the_words_of_their_tier_outside_the_headline() {
    let hit = |article, tier, zone, words| HitRow { article, tier, zone, words, role: "evidence", ..HitRow::default() };
    let hits = [
        hit("a2", "low_wage", "headline", "Janitor"),
        hit("a2", "low_wage", "body", "Tips"),
        hit("a2", "low_wage", "body", "tips"),
        hit("a2", "low_wage", "comments", "cashier"),
        hit("a2", "middle", "body", "nurse"),
    ];
    let section = with(&rows(), &hits, passing::by_outlet);
    let behind = section.behind.iter().find(|b| b.query == "acknowledgement_low_wage:token outlet:=\"One\"");
    let example = behind.expect("two articles").articles.iter().find(|a| a.id == "a2").expect("it is listed");
    assert_eq!(example.words, ["tips"]);
}

#[test]
fn the_finding_states_both_shares_and_what_is_not_known() {
    let text = with(&rows(), &[], |corpus| finding(corpus, None)).join("\n");
    // 5 of 9 about the middle, 4 of 9 about low-wage workers.
    assert!(text.starts_with("Of 9 articles about somebody's working life, "), "{text}");
    assert!(text.contains("55.6 %") && text.contains("44.4 %"), "{text}");
    assert!(text.contains("How often the classifier is wrong is not known"), "{text}");
    assert!(text.contains("3 of 4 headlines that promise everybody"), "{text}");
    let none = [0, 1].map(|n| article(n, "One", 2012, Focus::None, [0, 0]));
    let text = with(&none, &[], |corpus| finding(corpus, None));
    assert_eq!(text, ["None of the 2 articles is about somebody's working life at length."]);
    let text = with(&none[..1], &[], |corpus| finding(corpus, None));
    assert_eq!(text, ["The only article is not about somebody's working life at length."]);
}

#[test]
fn sections_can_be_stopped_and_say_how_far_they_are() {
    let mut seen = Vec::new();
    let mut stop = |progress: Progress| {
        seen.push((progress.done, progress.of));
        if progress.done == 4 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert!(with(&rows(), &[], |corpus| sections(corpus, None, &mut stop)).expect("nothing is broken").is_none());
    assert_eq!(seen, (0..5).map(|done| (done, STEPS)).collect::<Vec<_>>());
}

#[test]
fn hits_that_do_not_make_the_rows_are_refused() {
    let all = with(&rows(), &[], |corpus| sections(corpus, None, &mut |_| ControlFlow::Continue(())));
    assert!(all.is_err(), "nine rows have a focus, and there is no hit");
}
