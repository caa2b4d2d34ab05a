//! Stages that a text goes through.
//!
//! What always holds: every span slices the text, tokens and blocks ascend, and the same text gives the same findings.

use std::sync::OnceLock;

use classlens::article::RawArticle;
use classlens::audit::{DraftText, read_draft};
use classlens::clean::{Document, clean};
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::score::{ScoredDocument, article_row, hit_rows};
use classlens::span::ByteSpan;
use classlens::tokenize::{Tokens, fold_word, tokenize, words};

/// The engine of the program's own lexicon.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound"))
}

/// The first line is the headline, the rest the text.
fn raw(bytes: &[u8]) -> RawArticle {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (title, body) = text.split_once('\n').unwrap_or(("", &text));
    RawArticle { id: "x".to_owned(), title: title.to_owned(), body: body.to_owned(), ..RawArticle::default() }
}

fn check_blocks(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end, "blocks overlap");
        assert!(block.span.slice(&document.text).is_some(), "a block cuts a character");
        end = block.span.end;
    }
    assert!(document.text.is_char_boundary(document.body_start()), "the body starts inside a character");
}

fn check_tokens(text: &str, tokens: &Tokens) {
    let mut end = 0;
    for token in tokens.tokens() {
        assert!(token.span.start >= end, "tokens overlap");
        assert!(token.span.slice(text).is_some_and(|word| !word.is_empty()), "a token is no part of the text");
        assert!(!tokens.folded(token).is_empty(), "a word folds to nothing");
        let _ = tokens.base(token);
        end = token.span.end;
    }
    let n_in_sentences: usize = tokens.sentences().iter().map(|sentence| sentence.tokens.len()).sum();
    assert_eq!(n_in_sentences, tokens.tokens().len(), "every token is in one sentence");
}

pub fn cleaner(bytes: &[u8]) {
    let document = clean(raw(bytes));
    check_blocks(&document);
    let given = raw(bytes);
    assert!(document.text.contains(&given.body), "the text is changed");
}

pub fn tokenizer(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let found = words(&text);
    for token in found.tokens.tokens() {
        assert!(token.span.slice(&text).is_some_and(|word| !word.is_empty()), "a word is no part of the text");
    }
    let folded = fold_word(&text);
    assert!(fold_word(&folded) == folded, "{folded:?} folds to another word");
    let document = clean(RawArticle { body: text.into_owned(), ..RawArticle::default() });
    check_tokens(&document.text, &tokenize(&document.text, &document.blocks));
}

fn check_spans(scored: &ScoredDocument) {
    let text = &scored.document.text;
    let holds = |span: ByteSpan, what: &str| assert!(span.slice(text).is_some(), "{what} {span:?} cuts a character");
    for hit in &scored.hits {
        holds(hit.span, "a hit");
        let (field, span) = scored.document.field_span(hit.span);
        let of = if field == classlens::clean::Field::Title { scored.document.title() } else { scored.document.body() };
        assert!(span.slice(of).is_some(), "a hit is in no field");
    }
    for quote in &scored.voice.quotes {
        quote.content.iter().chain(&quote.source).chain([&quote.cue]).for_each(|span| holds(*span, "a quotation"));
        assert!(
            quote.speaker.is_none_or(|speaker| (speaker as usize) < scored.voice.speakers.len()),
            "no such speaker"
        );
    }
    for pay in &scored.pay {
        holds(pay.span, "pay");
        assert!(pay.low.is_finite() && pay.low >= 0.0, "pay of {}", pay.low);
        assert!(
            pay.high.is_none_or(|high| high.is_finite() && high >= pay.low),
            "pay from {} to {:?}",
            pay.low,
            pay.high
        );
    }
}

pub fn article(bytes: &[u8]) {
    let scored = engine().analyse(raw(bytes));
    check_blocks(&scored.document);
    check_tokens(&scored.document.text, &scored.tokens);
    check_spans(&scored);
    let lexicon = &engine().lexicon;
    assert_eq!(hit_rows(lexicon, &scored).count(), scored.hits.len(), "every hit has a row");
    let row = article_row(lexicon, &scored);
    assert!(row == article_row(lexicon, &engine().analyse(raw(bytes))), "analysed again, the article has another row");
}

pub fn draft(bytes: &[u8]) {
    let Ok(draft) = DraftText::of_file(bytes, None) else { return };
    if let Ok(read) = read_draft(engine(), &draft.title, &draft.body) {
        let _ = (read.remarks(), read.finds_something());
        let answer = read.answer(&draft);
        assert_eq!(answer.n_found, answer.table.n_rows() as u64, "another number of lines is named");
    }
}
