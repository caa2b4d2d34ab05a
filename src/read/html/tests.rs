use crate::read::html::{extract_page, fragment};

const PAGE: &str = include_str!("../../../tests/fixtures/html/page.html");

#[test]
fn a_page_gives_its_article_and_metadata() {
    let page = extract_page(PAGE, None).expect("the fixture is sound");
    assert_eq!(page.title, "Bus drivers vote on a new contract");
    assert_eq!(page.author.as_deref(), Some("Dana Ruiz, Lee Okafor"));
    assert_eq!(page.date.as_deref(), Some("2016-03-14T22:30:00-05:00"));
    assert_eq!(page.outlet.as_deref(), Some("The Harbor Ledger"));
    assert_eq!(page.section.as_deref(), Some("Local"));
    assert_eq!(page.url.as_deref(), Some("https://ledger.example/2016/03/14/bus-drivers"));
    assert!(page.text.contains("night shifts"), "{}", page.text);
    assert!(!page.text.contains("Most read") && !page.text.contains("cookies"), "{}", page.text);
}

#[test]
fn a_page_without_text_says_so() {
    let reason = extract_page("<html><body><script>x()</script></body></html>", None).expect_err("nothing to read");
    assert!(reason.contains("no article text"), "{reason}");
}

#[test]
fn tags_nested_without_end_are_refused_at_once() {
    let reason = extract_page(&"<div>".repeat(200_000), None).expect_err("too deep");
    assert!(reason.contains("nested"), "{reason}");
    assert_eq!(fragment(&"<b>".repeat(10_000)), "<b>".repeat(10_000));
}

#[test]
fn a_cut_off_page_never_panics() {
    for end in (0..PAGE.len()).step_by(97).filter(|end| PAGE.is_char_boundary(*end)) {
        let _ = extract_page(&PAGE[..end], None);
        let _ = fragment(&PAGE[..end]);
    }
}

#[test]
fn fragments_keep_paragraphs_and_cells_apart() {
    assert_eq!(fragment("<p>One &amp;\n two</p><p>three<br>four</p>"), "One & two\n\nthree\nfour");
    assert_eq!(fragment("<table><tr><td>HD</td><td><b>Tit</b>le</td></tr></table>"), "HD\tTitle");
    assert_eq!(fragment("plain  text"), "plain  text");
}
