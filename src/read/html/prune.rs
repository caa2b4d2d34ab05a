//! Takes out of a page what is marked as no part of an article: comments, teasers, bylines, captions, buttons.
//!
//! In: a parsed page. Out: the same page without such elements. Marks are the words of `class` and `id`, as templates of
//! blogs and newspapers in any language have them, and elements of HTML that mean the same. An element that holds a good
//! part of the page stays, whatever it is called.

use dom_query::{Document, NodeRef};

/// Part of the text of the page from which on an element stays.
const LARGE: f64 = 0.2;

/// Removes them.
pub(super) fn prune(document: &Document) {
    document.select("script, style, template").remove();
    let whole = document.select("body").text().len() as f64;
    let small = |node: &NodeRef<'_>| (node.text().len() as f64) < whole * LARGE;
    for node in document.select("figcaption, aside, nav, form, button, select, [hidden]").nodes() {
        if small(node) {
            node.remove_from_parent();
        }
    }
    for node in document.select("body [class], body [id]").nodes() {
        let kept = node.node_name().is_none_or(|name| KEPT.contains(&&*name));
        if !kept && is_marked(node) && small(node) && !holds_headline(node) {
            node.remove_from_parent();
        }
    }
    prune_comments(document);
    prune_links(document);
}

/// Removes what follows a heading over the comments of readers, among the elements beside it; a paragraph is one where it
/// counts them below the text, and not in the head of the page.
fn prune_comments(document: &Document) {
    for heading in document.select("h2, h3, h4, h5, h6, p, div, span, strong, b").nodes() {
        let text = heading.text();
        if text.len() > HEADING_BYTES || !is_comment_heading(&text) {
            continue;
        }
        let is_heading = heading.node_name().is_some_and(|name| name.starts_with('h'));
        let is_count = text.contains(|c: char| c.is_ascii_digit()) && !text.trim_end().ends_with(['.', '!', '?']);
        let heading = &outermost(heading);
        if !(is_heading || is_count && is_below_text(heading)) {
            continue;
        }
        let mut next = heading.next_sibling();
        while let Some(node) = next {
            next = node.next_sibling();
            let is_heading = node.node_name().is_some_and(|name| matches!(&*name, "h1" | "h2" | "h3"));
            if is_heading || holds_headline(&node) {
                break;
            }
            node.remove_from_parent();
        }
        heading.remove_from_parent();
    }
}

/// Longest heading over comments, in bytes.
const HEADING_BYTES: usize = 200;

/// The element around this one that holds nothing else.
fn outermost<'a>(node: &NodeRef<'a>) -> NodeRef<'a> {
    let mut out = *node;
    while let Some(parent) = out.parent() {
        let is_root = parent.node_name().is_none_or(|name| KEPT.contains(&&*name));
        if is_root || parent.text().trim() != node.text().trim() {
            break;
        }
        out = parent;
    }
    out
}

/// True for an element with a sentence before it, among the elements beside it.
fn is_below_text(node: &NodeRef<'_>) -> bool {
    let mut before = node.prev_sibling();
    while let Some(sibling) = before {
        let text = sibling.text();
        let is_sentence = text.trim_end().ends_with(['.', '!', '?', '”', '"']);
        if is_sentence && text.split_whitespace().count() >= SENTENCE_WORDS {
            return true;
        }
        before = sibling.prev_sibling();
    }
    false
}

/// Words of a sentence of the text, at least.
const SENTENCE_WORDS: usize = 8;

/// `Comments`, `Comments (2)`, `3 comments`, `2 thoughts on “Porters vote”`, `One comment on …`, `Leave a reply`.
fn is_comment_heading(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_count = |word: &str| word == "one" || word.bytes().all(|b| b.is_ascii_digit());
    match words[..] {
        [noun] | [noun, "below"] => COMMENTS.contains(&noun),
        [noun, count] | [count, noun] if is_count(count) => COMMENTS.contains(&noun),
        [count, "thought" | "thoughts" | "comment" | "comments", "on", ..]
        | [count, "response" | "responses", "to", ..] => is_count(count),
        ["reader" | "readers", noun] => COMMENTS.contains(&noun),
        ["leave", "a" | "your", "comment" | "reply"] | ["join", "the", "conversation" | "discussion"] => true,
        _ => false,
    }
}

/// What comments are called where they are counted, in languages of which pages were read.
const COMMENTS: &[&str] = &[
    "comment",
    "comments",
    "kommentar",
    "kommentare",
    "commentaire",
    "commentaires",
    "comentario",
    "comentarios",
    "comentário",
    "comentários",
    "commento",
    "commenti",
    "reacties",
    "responses",
];

/// Removes lists and lines that are links to other articles and nothing else.
fn prune_links(document: &Document) {
    for node in document.select("ul, ol, p, h2, h3, h4, h5, h6").nodes() {
        let words = |text: &str| text.split_whitespace().count();
        let all = words(&node.text());
        let linked: Vec<usize> = node
            .descendants()
            .iter()
            .filter(|inner| inner.node_name().is_some_and(|name| &*name == "a"))
            .map(|link| words(&link.text()))
            .collect();
        let of_links: usize = linked.iter().sum();
        let is_headline = !linked.is_empty() && of_links >= linked.len() * HEADLINE;
        let label = label_of(&node.text()).map_or(0, words);
        if is_headline && (of_links + label) * 10 >= all * 9 {
            node.remove_from_parent();
        }
    }
}

/// What begins a line that leads to another article.
fn label_of(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    ALSO_READ.iter().find(|label| text.starts_with(**label)).copied()
}

/// "Read also" in languages of which pages were read.
const ALSO_READ: &[&str] = &[
    "read also",
    "also read",
    "read more",
    "read next",
    "see also",
    "related",
    "more",
    "lesen sie auch",
    "lesen sie mehr",
    "mehr zum thema",
    "siehe auch",
    "lea también",
    "lee también",
    "leer también",
    "te puede interesar",
    "ver también",
    "vea también",
    "lire aussi",
    "à lire aussi",
    "lire également",
    "voir aussi",
    "leia também",
    "leia mais",
    "veja também",
    "leggi anche",
    "leggi pure",
    "lees ook",
    "læs også",
    "les også",
    "läs också",
    "läs även",
    "baca juga",
    "czytaj też",
    "читайте также",
];

/// Words of a headline, at least.
const HEADLINE: usize = 4;

/// Elements that hold the article.
const KEPT: &[&str] = &["article", "body", "h1", "html", "main"];

fn holds_headline(node: &NodeRef<'_>) -> bool {
    node.descendants().iter().any(|inner| inner.node_name().is_some_and(|name| &*name == "h1"))
}

fn is_marked(node: &NodeRef<'_>) -> bool {
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|value| {
        value.split_whitespace().any(|mark| {
            let mark = mark.to_lowercase();
            let words = || mark.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words().any(|word| MARKS.binary_search(&word).is_ok())
                || PAIRS.iter().any(|(a, b)| words().zip(words().skip(1)).any(|pair| pair == (*a, *b)))
        })
    })
}

/// Words that mark what is no part of an article; sorted.
const MARKS: &[&str] = &[
    "ad",
    "addthis",
    "addtoany",
    "ads",
    "adsense",
    "advert",
    "advertisement",
    "adverts",
    "authorbio",
    "authorbox",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "caption",
    "comment",
    "commentlist",
    "comments",
    "commentsection",
    "cookie",
    "cookies",
    "credit",
    "credits",
    "disqus",
    "figcaption",
    "jp",
    "kicker",
    "metadata",
    "nav",
    "navigation",
    "newsletter",
    "outbrain",
    "pagination",
    "pager",
    "popular",
    "postmeta",
    "promo",
    "pubdate",
    "recirc",
    "recommendations",
    "recommended",
    "related",
    "relatedposts",
    "respond",
    "share",
    "sharebar",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "social",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "taglist",
    "tags",
    "teaser",
    "timestamp",
    "toolbar",
    "trending",
];

/// The same as two words, one after the other.
const PAIRS: &[(&str, &str)] = &[
    ("about", "author"),
    ("article", "meta"),
    ("author", "bio"),
    ("author", "box"),
    ("author", "info"),
    ("cat", "links"),
    ("entry", "footer"),
    ("entry", "meta"),
    ("more", "from"),
    ("most", "read"),
    ("post", "footer"),
    ("post", "info"),
    ("post", "meta"),
    ("publish", "date"),
    ("published", "date"),
    ("read", "more"),
    ("read", "next"),
    ("reading", "time"),
    ("see", "also"),
    ("tag", "links"),
];
