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

/// A page with these elements before and after two paragraphs.
fn page(before: &str, after: &str) -> String {
    let first =
        "The porters of the grand hotel voted on Friday to leave their posts, tired of low pay and long nights.";
    let second =
        "The hotel, which has forty floors, said it was surprised by the vote and hopes that talks will go on.";
    format!(
        "<html><head><title>Porters vote</title></head><body><article><h1>Porters vote</h1>{before}<p>{first}</p>\
         <p>{second}</p>{after}</article></body></html>"
    )
}

#[test]
fn comments_without_a_class_are_no_text() {
    let remark = "I am a plumber and I never got a raise from any of these people.";
    for after in [
        format!("<h3>Comments (2)</h3><ul><li><p>bob99 says: {remark}</p></li></ul>"),
        format!("<div id='answers'><h4>2 thoughts on “Porters vote”</h4><p>bob99 said:</p><p>{remark}</p></div>"),
        format!("<h2>One comment on “Porters vote”</h2><ol><li>bob99 says: {remark}</li></ol>"),
        format!("<h3>Leave a Reply</h3><p>{remark}</p>"),
        format!("<h3>3 Responses to Porters vote</h3><p>{remark}</p>"),
    ] {
        let text = extract_page(&page("", &after), None).expect("a page").text;
        assert!(!text.contains("plumber") && text.contains("forty floors"), "{text}");
    }
    let text = extract_page(&page("", &format!("<h3>Thoughts on pay</h3><p>{remark}</p>")), None).expect("a page").text;
    assert!(text.contains("plumber"), "{text}");
}

#[test]
fn a_dateline_is_no_author() {
    let found = extract_page(&page("<div class='dateline'>Reno, Nev.</div>", ""), None).expect("a page");
    assert_eq!(found.author, None);
}

#[test]
fn a_paragraph_that_counts_comments_ends_the_text() {
    let remark = "I am a plumber and I never got a raise from any of these people.";
    for after in [
        format!("<p>2 Comments</p><p>bob99 says:</p><p>{remark}</p>"),
        format!("<p><strong>Comments (2)</strong></p><ul><li>bob99 says: {remark}</li></ul>"),
        format!("<div><span>1 comment</span></div><div>bob99<p>{remark}</p></div>"),
    ] {
        let text = extract_page(&page("", &after), None).expect("a page").text;
        assert!(!text.contains("plumber") && text.contains("forty floors"), "{text}");
    }
    for before in ["<p>2 Comments</p>", "<div><a href='#c'>2 Comments</a></div>", "<p>By Ann Fry</p><p>0 comments</p>"]
    {
        let text = extract_page(&page(before, ""), None).expect("a page").text;
        assert!(text.contains("grand hotel") && text.contains("forty floors") && !text.contains("omments"), "{text}");
    }
    for after in
        ["<p>Two comments on pay</p>", "<p>Comments</p>", "<p>2 Comments on the pay of porters were read out.</p>"]
    {
        let text = extract_page(&page("", &format!("{after}<p>{remark}</p>")), None).expect("a page").text;
        assert!(text.contains("plumber"), "{after}: {text}");
    }
}

#[test]
fn a_dateline_may_give_the_day() {
    for before in [
        "<div class='dateline'>RENO, March 4, 2012</div>",
        "<p class='story-dateline'>RENO, Nev. — March 4, 2012</p>",
        "<p>RENO, Nev., March 4, 2012</p>",
        "<p>RENO (AP), March 4, 2012</p>",
        "<div class='dateline'>Reno, Nev. | March 4, 2012</div>",
        "<div class='dateline'><span>RENO</span> <span>March 4, 2012</span></div>",
    ] {
        let found = extract_page(&page(before, ""), None).expect("a page");
        assert_eq!((found.author.as_deref(), found.date.as_deref()), (None, Some("March 4, 2012")), "{before}");
    }
    let found = extract_page(&page("<p>Talks on Friday, March 4, 2012</p>", ""), None).expect("a page");
    assert_eq!(found.date, None, "{found:?}");
}

#[test]
fn a_line_break_parts_a_byline_and_its_day() {
    for before in [
        "<div class='post-author'>By Dana Ruiz<br>March 4, 2016</div>",
        "<div class='article-byline'><span>By Dana Ruiz</span><span>March 4, 2016</span></div>",
        "<p id='storyAuthor'>Dana Ruiz<br/>March 4, 2016</p>",
        "<p>By Dana Ruiz<br>March 4, 2016</p>",
        "By Dana Ruiz<br>March 4, 2016<br>",
    ] {
        let found = extract_page(&page(before, ""), None).expect("a page");
        assert_eq!((found.author.as_deref(), found.date.as_deref()), (Some("Dana Ruiz"), Some("March 4, 2016")));
    }
}

#[test]
fn a_heading_that_begins_with_the_title_of_the_page_is_the_headline() {
    let of = |title: &str, heading: &str| {
        let html = page("", "")
            .replace("<title>Porters vote</title>", &format!("<title>{title}</title>"))
            .replace("<h1>Porters vote</h1>", &format!("<h1>{heading}</h1>"));
        extract_page(&html, None).expect("a page")
    };
    let found = of("Porters walk out | Tidewater", "Porters walk out over pay");
    assert_eq!(found.title, "Porters walk out over pay");
    assert!(found.text.starts_with("The porters of the grand hotel"), "{}", found.text);
    assert_eq!(
        of("Porters walk out over low pay", "Porters walked out over low pay").title,
        "Porters walk out over low pay"
    );
}
