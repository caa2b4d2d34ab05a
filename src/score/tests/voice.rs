//! Who speaks, as counts of an article and rows of quotations, over quotations that are set by hand.

use crate::clean::Zone;
use crate::lexicon::TierIdx;
use crate::score::tests::{LOW_WAGE, PROFESSIONAL, document, lexicon, scored};
use crate::score::{ScoredDocument, quote_rows, spoken, voice_row};
use crate::span::ByteSpan;
use crate::voice::{Profile, Quote, QuoteKind, SectorIdx, Speaker, SpeakerForm, Standing, Voice};

const LOW: Standing = Standing::Tier(TierIdx(2));

fn speaker(name: Option<&str>, form: SpeakerForm, standing: Standing) -> Speaker {
    Speaker { name: name.map(str::to_owned), form, words: "of the store".into(), standing, sector: None }
}

/// The `nth` place of some words in the text.
fn place(text: &str, words: &str, nth: usize) -> ByteSpan {
    let start = text.match_indices(words).nth(nth).expect("the text has these words").0;
    ByteSpan { start: start as u32, end: (start + words.len()) as u32 }
}

/// An article in which a cashier, a union, an office of state, a group and nobody in particular speak.
fn article() -> ScoredDocument {
    let scored = scored(
        &lexicon(),
        document(&[
            (Zone::Headline, "A cashier and a lawyer"),
            (Zone::Lede, "A cashier came."),
            (Zone::Body, "A cashier sat. A lawyer left."),
        ]),
    );
    let text = scored.document.text.clone();
    let quote = |kind, speaker, n_words, zone, sentence, content: &[ByteSpan]| Quote {
        kind,
        speaker,
        source: None,
        cue: ByteSpan { start: 0, end: 0 },
        content: content.to_vec(),
        n_words,
        sentence,
        zone,
    };
    let (of_lede, in_headline) = (place(&text, "cashier", 1), place(&text, "A cashier", 0));
    let quotes = vec![
        Quote {
            source: Some(place(&text, "came", 0)),
            ..quote(QuoteKind::Direct, Some(0), 7, Zone::Lede, 1, &[of_lede])
        },
        quote(QuoteKind::Stance, Some(0), 9, Zone::Body, 2, &[place(&text, "A cashier sat", 0)]),
        quote(QuoteKind::Indirect, Some(2), 5, Zone::Body, 2, &[place(&text, "sat", 0)]),
        quote(QuoteKind::Mixed, Some(1), 11, Zone::Body, 3, &[place(&text, "lawyer left", 0)]),
        quote(QuoteKind::Indirect, Some(0), 3, Zone::Body, 3, &[place(&text, "left", 0), place(&text, "A law", 0)]),
        Quote {
            source: Some(place(&text, "came", 0)),
            ..quote(QuoteKind::Direct, Some(3), 2, Zone::Headline, 0, &[place(&text, "and", 0)])
        },
        quote(QuoteKind::Direct, None, 13, Zone::Headline, 0, &[in_headline]),
        quote(QuoteKind::Direct, Some(0), 17, Zone::Body, 3, &[]),
    ];
    let office = Speaker { sector: Some(SectorIdx(0)), ..speaker(None, SpeakerForm::Institution, Standing::Official) };
    let speakers = vec![
        speaker(Some("Ann Lee"), SpeakerForm::Named, LOW),
        speaker(None, SpeakerForm::Institution, LOW),
        office,
        speaker(None, SpeakerForm::Group, Standing::Unknown),
    ];
    let profile = |standing| Profile { name: "Ann Lee".into(), span: of_lede, words: String::new(), standing };
    let profiles = vec![profile(LOW), profile(Standing::Unknown), profile(LOW)];
    ScoredDocument { voice: Voice { quotes, speakers, profiles, mentions: Vec::new() }, ..scored }
}

#[test]
fn persons_and_offices_of_state_are_counted_by_what_they_say() {
    let scored = article();
    let words: Vec<u32> = spoken(&scored.voice).map(|(quote, _)| quote.n_words).collect();
    assert_eq!(words, [7, 5, 3, 2, 17], "no thought, no union, nothing of nobody");
    let row = voice_row(&lexicon(), &scored);
    assert_eq!(
        (row.n_quotes.as_slice(), row.quoted_words.as_slice()),
        ([0, 0, 3, 1, 1].as_slice(), [0, 0, 27, 5, 2].as_slice())
    );
    assert_eq!(row.n_worker_quotes, [Some(0), Some(0), Some(2)], "an indirect quotation is not in her words");
    assert_eq!((row.first_speaker, row.last_speaker), (Some(LOW), Some(LOW)));
    assert_eq!(row.n_profiled, [0, 0, 2]);
    assert_eq!([0, 1, 2, 3].map(|tier| row.quotes(tier)), [false, false, true, true]);
    assert_eq!([0, 2, 3].map(|tier| row.hears_worker(tier)), [Some(false), Some(true), None]);
    // The cashier of the lede lies in a quotation, that of the body in a thought; the lawyer is cut by one.
    assert_eq!(row.hits_by_place[LOW_WAGE], [1, 1, 1, 1, 0, 1]);
    assert_eq!(row.hits_by_place[PROFESSIONAL], [1, 0, 0, 0, 1, 0]);
}

#[test]
fn a_row_of_a_quotation_says_who_speaks_where_and_slices_its_field() {
    let (lexicon, scored) = (lexicon(), article());
    let rows: Vec<_> = quote_rows(&lexicon, &scored).collect();
    assert_eq!(rows.len(), 7, "a quotation without words has no row");
    let who: Vec<_> = rows.iter().map(|row| (row.speaker, row.form, row.tier, row.role)).collect();
    assert_eq!(who[0], (Some("Ann Lee"), Some("named"), "low_wage", "of the store"));
    assert_eq!(who[2], (None, Some("institution"), "official", "of the store"));
    assert_eq!(who[5], (None, Some("group"), "unknown", "of the store"));
    assert_eq!(who[6], (None, None, "unknown", ""));
    assert_eq!((rows[2].sector, rows[0].sector), (Some(lexicon.voice.sectors[0].name.as_str()), None));
    let places: Vec<_> = rows.iter().map(|row| (row.kind, row.n_words, row.zone, row.third, row.field)).collect();
    assert_eq!(places[0], ("direct", 7, "lede", Some("first"), "body"));
    assert_eq!(places[1], ("stance", 9, "body", Some("middle"), "body"));
    assert_eq!(places[4], ("indirect", 3, "body", Some("last"), "body"));
    assert_eq!(places[6], ("direct", 13, "headline", None, "title"));
    let slice = |row: usize, span: ByteSpan| {
        let field = if rows[row].field == "title" { scored.document.title() } else { scored.document.body() };
        field[span.start as usize..span.end as usize].to_owned()
    };
    let content = [0, 1, 4, 6].map(|at| slice(at, rows[at].content));
    assert_eq!(content, ["cashier", "A cashier sat", "A lawyer left", "A cashier"]);
    assert_eq!(rows[0].source.map(|span| slice(0, span)).as_deref(), Some("came"));
    assert_eq!((rows[1].source, rows[5].source), (None, None), "a source in the body is none of the title");
    assert!(rows.iter().all(|row| row.article == "a"));
}
