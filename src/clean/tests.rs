use crate::clean::{Zone, clean};
use crate::read::RawArticle;

#[track_caller]
fn check(body: &str, expected: &[(Zone, &str)]) {
    let document = clean(RawArticle { title: "A Title".into(), body: body.into(), ..RawArticle::default() });
    let found: Vec<_> = document
        .blocks
        .iter()
        .skip(1)
        .map(|b| (b.zone, b.span.slice(&document.text).expect("blocks slice the text")))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn comments_and_author_box_are_kept_apart() {
    let lede = "x".repeat(300);
    let body =
        format!("{lede}\nMore.\nAbout the author\nAnn writes.\n2 Responses to \u{201c}A Title\u{201d}\n1. Me too.");
    check(
        &body,
        &[
            (Zone::Lede, lede.as_str()),
            (Zone::Body, "More."),
            (Zone::AuthorBox, "About the author"),
            (Zone::AuthorBox, "Ann writes."),
            (Zone::Comments, "2 Responses to \u{201c}A Title\u{201d}"),
            (Zone::Comments, "1. Me too."),
        ],
    );
}

#[test]
fn single_lines_of_furniture_are_cut() {
    check(
        "By Ann Lee\n\nThe plant closed.\n\nRead more: why plants close\n\nCorrection: an earlier version misnamed the plant.",
        &[
            (Zone::Byline, "By Ann Lee"),
            (Zone::Lede, "The plant closed."),
            (Zone::Furniture, "Read more: why plants close"),
            (Zone::Correction, "Correction: an earlier version misnamed the plant."),
        ],
    );
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    let line = "these are words of a paragraph that is wrapped at about sixty";
    let body = [line; 6].join("\n") + "\n\nNext one.";
    let document = clean(RawArticle { body, ..RawArticle::default() });
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn spans_are_reported_within_their_field() {
    let document = clean(RawArticle { title: "Pay".into(), body: "Wages rose.".into(), ..RawArticle::default() });
    let (field, span) = document.field_span(document.blocks[1].span);
    assert_eq!(field.name(), "body");
    assert_eq!(span.slice(document.body()), Some("Wages rose."));
}
