//! Section 2: what an article's row says of proposals, tropes, occupations; documents left unscored.

use crate::clean::{Document, Language, Zone, clean};
use crate::lexicon::{Serves, TierIdx};
use crate::score::tests::{assert_near, document, lexicon, read, scored};
use crate::score::{
    AcknowledgementKind, ArticleRow, Focus, HeadlineScope, Third, Unscored, VoiceRow, article_row, hit_rows,
    leave_unscored,
};

fn row(paragraphs: &[(Zone, &str)]) -> ArticleRow {
    let lexicon = lexicon();
    article_row(&lexicon, &scored(&lexicon, document(paragraphs)))
}

#[test]
fn proposals_are_listed_by_kind_and_by_whom_they_serve() {
    let found = row(&[(Zone::Lede, "Telework or paid leave?"), (Zone::Body, "Paid leave."), (Zone::Comments, "Jobs.")]);
    assert_eq!(found.proposals, ["flexibility", "leave"]);
    assert_eq!(found.proposals_serve, [Serves::Control, Serves::Unstable]);
    assert!(row(&[(Zone::Body, "It rained."), (Zone::Comments, "Telework!")]).proposals.is_empty());
}

#[test]
fn tropes_are_listed_once() {
    assert_eq!(row(&[(Zone::Headline, "Opt out"), (Zone::Body, "Some opt out.")]).tropes, ["opt_out"]);
}

#[test]
fn the_wage_percentile_is_the_median_over_hits_of_occupations() {
    let found = row(&[(Zone::Body, "A cashier, a cashier and a lawyer.")]);
    assert_eq!(found.occupations, ["23-1011", "41-2011"]);
    // Cashiers: 500 of 1,000 jobs, all others above them: 25. Lawyers: 800 below, 200 of their own: 90.
    assert_near(found.wage_percentile.expect("occupations have wages"), 25.0);
    let two = row(&[(Zone::Body, "A cashier and a lawyer.")]);
    assert_near(two.wage_percentile.expect("occupations have wages"), 57.5);
    assert_eq!(row(&[(Zone::Body, "Workers on tips.")]).wage_percentile, None);
}

#[test]
fn evidence_is_counted_in_scored_zones_only() {
    let found = row(&[
        (Zone::Headline, "A cashier"),
        (Zone::Body, "Workers on tips. Some opt out. Telework. On call."),
        (Zone::Comments, "A cashier."),
    ]);
    // Cashier, workers, tips; a trope, a proposal and a schedule are no evidence.
    assert_eq!(found.n_hits, 3);
    assert!(found.occupations.len() == 1 && found.n_tokens == 11, "{found:?}");
}

#[test]
fn the_row_says_focus_scope_gap_and_acknowledgement_in_words() {
    let found =
        row(&[(Zone::Headline, "What workers want"), (Zone::Lede, "A lawyer spoke."), (Zone::Body, "A lawyer left.")]);
    assert_eq!((found.focus, found.headline_scope), (Focus::Tier(TierIdx(0)), HeadlineScope::Universal));
    assert!(found.scope_gap && found.is_focused() && found.is_scored());
    assert_eq!(found.acknowledgement[0], AcknowledgementKind::Substantive);
    assert_eq!(found.acknowledgement[1..], [AcknowledgementKind::None; 2]);
    assert_eq!(found.acknowledgement_first, [Some(Third::First), None, None]);
    assert_eq!([0, 1, 2, 3].map(|tier| found.mentions(tier)), [true, false, false, false]);
    let none = row(&[(Zone::Body, "It rained.")]);
    assert!(none.focus == Focus::None && !none.is_focused() && none.is_scored());
    assert!(found.promises_all() && !none.promises_all());
}

#[test]
fn a_row_with_nothing_in_it_has_a_place_for_each_tier() {
    let row = ArticleRow::of_tiers(2);
    assert_eq!((row.attention, row.score), (vec![0; 2], vec![0.0; 2]));
    assert_eq!(row.acknowledgement, [AcknowledgementKind::None; 2]);
    assert_eq!((row.acknowledgement_first, row.voice), (vec![None; 2], VoiceRow::of_tiers(2)));
}

#[test]
fn rows_of_hits_slice_the_field_they_lie_in() {
    let lexicon = lexicon();
    let article = document(&[(Zone::Headline, "A nurse"), (Zone::Lede, "On tips."), (Zone::Comments, "Telework!")]);
    let (title, body) = (article.title().to_owned(), article.body().to_owned());
    let scored = scored(&lexicon, article);
    let rows: Vec<_> = hit_rows(&lexicon, &scored).collect();
    let found: Vec<_> = rows.iter().map(|r| (r.words, r.tier, r.role, r.kind, r.zone, r.is_scored())).collect();
    assert_eq!(
        found,
        [
            ("nurse", "middle", "evidence", "", "headline", true),
            ("tips", "low_wage", "evidence", "", "lede", true),
            ("Telework", "none", "proposal", "flexibility", "comments", false),
        ]
    );
    for row in &rows {
        let field = if row.field == "title" { &title } else { &body };
        assert_eq!(&field[row.start as usize..row.end as usize], row.words);
    }
    assert_eq!(rows.iter().map(|row| row.field).collect::<Vec<_>>(), ["title", "body", "body"]);
}

/// A document in French, as its own detector says.
fn french() -> Document {
    let text = "Les ouvriers de l'usine ont voté la grève après trois semaines de négociations. Ils demandent une \
        hausse des salaires et de meilleurs horaires pour les familles. La direction refuse de répondre aux questions \
        des journalistes, mais elle a promis une nouvelle rencontre lundi prochain avec les syndicats.";
    let english = document(&[(Zone::Body, text)]);
    let raw = crate::article::RawArticle {
        id: english.id,
        outlet: None,
        date: None,
        printed_date: None,
        zone: None,
        url: None,
        author: None,
        section: None,
        title: String::new(),
        body: text.to_owned(),
        source: "test".into(),
        position: 1,
        variables: Vec::new(),
        changed: Vec::new(),
        n_mended: 0,
        columns: None,
    };
    clean(raw)
}

#[test]
fn a_document_in_another_language_is_left_unscored() {
    let lexicon = lexicon();
    let french = french();
    assert_eq!(french.language.map(Language::code), Some("fr"));
    let reason = Unscored::of(&french, &lexicon).expect("it is in French");
    assert_eq!(reason.text(&lexicon), "its language is fr, the lexicon's is en");
    // Too short for a language to be detected: taken for that of the lexicon.
    assert_eq!(Unscored::of(&document(&[(Zone::Body, "Oui.")]), &lexicon), None);
}

#[test]
fn no_finding_of_an_unscored_document_is_none() {
    let lexicon = lexicon();
    let french = french();
    let reason = Unscored::of(&french, &lexicon).expect("it is in French");
    let (tokens, _) = read(&lexicon, &french);
    let found = article_row(&lexicon, &leave_unscored(&lexicon, french, tokens, reason));
    assert_eq!((found.focus, found.headline_scope), (Focus::Unscored, HeadlineScope::Unscored));
    assert_eq!(found.acknowledgement, [AcknowledgementKind::Unscored; 3]);
    assert!(!found.is_scored() && !found.is_focused() && !found.scope_gap);
    assert_eq!((found.attention, found.score, found.n_hits), (vec![0; 3], vec![0.0; 3], 0));
    assert!(found.n_tokens > 40, "its words are counted: {}", found.n_tokens);
}
