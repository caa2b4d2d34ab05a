//! Metadata of a page: JSON-LD first, then `meta` elements, then the page itself.

use dom_query::{Document, NodeRef};

use crate::article::{parse_date, printed_date};
use crate::read::byline::{author, begins_with_by, day};
use crate::read::html::WebPage;
use crate::read::html::linked::Linked;

/// `meta` names and properties of each field, best first.
const TITLES: &[&str] = &["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "hdl"];
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date",
    "displaydate",
    "article_date_original",
    "originalpublicationdate",
    "og:published_time",
    "ptime",
];
const OUTLETS: &[&str] = &["og:site_name", "application-name", "dc.publisher", "publisher", "twitter:app:name:iphone"];
const AUTHORS: &[&str] =
    &["author", "byl", "parsely-author", "sailthru.author", "dc.creator", "article:author", "authors"];
const SECTIONS: &[&str] = &["article:section", "parsely-section", "section", "cg", "category", "article.section"];

/// Elements that hold the author, the name alone first.
const AUTHOR_ELEMENTS: &[&str] =
    &["[rel='author']", "[itemprop='author'] [itemprop='name']", "[itemprop='author']", ".byline, .author", BYLINES];
/// Elements that hold a byline, which may give the day as well.
const BYLINES: &str = "[class*='byline'], [id*='byline'], [class*='Byline']";
/// Elements that readability scoring takes for bylines.
const SCORED_BYLINES: &str = "[rel='author'], [itemprop*='author'], [class*='author' i], [id*='author' i], \
                              [class*='byline' i], [id*='byline' i], [class*='writtenby' i], [id*='writtenby' i]";
/// Elements with the town, and perhaps the day, of a story.
const DATELINES: &str = "[class*='dateline' i], [id*='dateline' i]";
/// Longest byline, in bytes.
const BYLINE: usize = 160;

/// Everything but the text.
pub(super) fn of(document: &Document, linked: &Linked, url: Option<&str>) -> WebPage {
    let metas = Metas::of(document);
    let url = url.map(str::to_owned).or_else(|| canonical(document, &metas)).or_else(|| linked.url.clone());
    let outlet = metas.first(OUTLETS, |v| v.len() < 80).or_else(|| linked.outlet.clone());
    let is_name = |v: &str| v.len() < 160 && !v.contains("://");
    WebPage {
        title: title(document, linked, &metas, outlet.as_deref()),
        text: String::new(),
        author: linked
            .author
            .clone()
            .filter(|a| is_name(a))
            .and_then(|name| author(&name))
            .or_else(|| metas.first(AUTHORS, |v| is_name(v) && author(v).is_some()).and_then(|name| author(&name)))
            .or_else(|| {
                AUTHOR_ELEMENTS.iter().find_map(|selector| bylines(document, selector).find_map(|line| author(&line)))
            }),
        date: date(document, linked, &metas, url.as_deref()),
        outlet: outlet.or_else(|| url.as_deref().and_then(host)),
        section: linked.section.clone().or_else(|| metas.first(SECTIONS, |v| v.len() < 80 && !v.contains("://"))),
        url,
    }
}

/// The `meta` elements of a page: lower-case name and content, in order.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(document: &Document) -> Self {
        let mut found = Vec::new();
        for node in document.select("meta").nodes() {
            let name = ["property", "name", "itemprop"].iter().find_map(|key| node.attr(key));
            if let (Some(name), Some(content)) = (name, node.attr("content")) {
                let content = squeezed(&content);
                if !content.is_empty() {
                    found.push((name.trim().to_ascii_lowercase(), content));
                }
            }
        }
        Self(found)
    }

    /// The first of `names` with a content that will do.
    fn first(&self, names: &[&str], will_do: impl Fn(&str) -> bool) -> Option<String> {
        names.iter().find_map(|name| self.first_of(|n| n == *name, &will_do))
    }

    /// The first element of one of the names searched for with a content that will do.
    fn first_of(&self, is_wanted: impl Fn(&str) -> bool, will_do: impl Fn(&str) -> bool) -> Option<String> {
        self.0.iter().find(|(name, content)| is_wanted(name) && will_do(content)).map(|(_, content)| content.clone())
    }
}

fn title(document: &Document, linked: &Linked, metas: &Metas, outlet: Option<&str>) -> String {
    let heading = text_of(document, "h1[itemprop='headline'], article h1, h1", 300);
    let of_page = metas.first(TITLES, |_| true).or_else(|| text_of(document, "head title, title", 400));
    // The heading a reader sees wins where the page's own title repeats it, or is the beginning of it.
    let is_beginning = |heading: &str, of_page: &str| {
        let short = without_outlet(of_page, outlet);
        short.contains(' ') && heading.strip_prefix(&short).is_some_and(|rest| rest.starts_with([' ', ',', ':', ';']))
    };
    if let (Some(heading), Some(of_page)) = (&heading, &of_page)
        && heading.len() > 15
        && (of_page.contains(heading.as_str()) || is_beginning(heading, of_page))
    {
        return heading.clone();
    }
    let linked = linked.title.as_deref().map(unescaped);
    let best = linked.or(of_page).or(heading).unwrap_or_default();
    without_outlet(&best, outlet)
}

/// Cuts `… | Outlet` and `… - Outlet` off a title.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " « "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let named = outlet.is_some_and(|o| o.eq_ignore_ascii_case(tail.trim()));
            if head.len() > 10 && (named || (mark == " | " && tail.len() < 40)) {
                return without_outlet(head.trim(), outlet);
            }
        }
    }
    title.trim().to_owned()
}

fn date(document: &Document, linked: &Linked, metas: &Metas, url: Option<&str>) -> Option<String> {
    let is_date = |text: &str| parse_date(text, None).is_some();
    let attr = |selector: &str, key: &str| {
        let nodes = document.select(selector);
        nodes.nodes().iter().filter_map(|n| n.attr(key)).map(|v| v.trim().to_owned()).find(|v| is_date(v))
    };
    linked
        .date
        .clone()
        .filter(|d| is_date(d))
        .or_else(|| metas.first(DATES, is_date))
        .or_else(|| attr("[itemprop='datePublished'][datetime]", "datetime"))
        .or_else(|| attr("[itemprop='datePublished'][content]", "content"))
        .or_else(|| attr("time[pubdate], article time[datetime], time[datetime]", "datetime"))
        .or_else(|| url.and_then(in_address))
        .or_else(|| linked.any_date.clone().filter(|d| is_date(d)))
        .or_else(|| metas.first_of(|name| name.contains("publish") || name.ends_with("post-date"), is_date))
        .or_else(|| {
            let nodes = document.select("time, .published, [class*='date'], [class*='timestamp']");
            nodes.nodes().iter().take(20).map(|n| squeezed(&n.text())).find(|t| t.len() < 80 && is_date(t))
        })
        .or_else(|| {
            bylines(document, "[rel='author'], .author")
                .chain(bylines(document, BYLINES))
                .chain(bylines(document, DATELINES))
                .chain(bylines(document, "p").filter(|line| begins_with_by(line)))
                .find_map(|line| day(&line).map(str::to_owned))
        })
        // A date that is given and cannot be read alone is decided by the source, or reported.
        .or_else(|| linked.date.clone())
        .or_else(|| metas.first(DATES, |text| printed_date(text).is_date()))
}

/// The day in an address like `/2016/03/14/…` or `/2016/mar/14/…`.
fn in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '-', '_', '?', '.']).collect();
    parts.windows(3).find_map(|w| {
        let is_named = w[1].len() == 3 && w[1].bytes().all(|b| b.is_ascii_alphabetic());
        let sound = w[0].len() == 4 && (w[1].len() == 2 || is_named) && w[2].len() == 2;
        let day = if is_named { [w[2], w[1], w[0]].join(" ") } else { w.join("-") };
        let news = matches!(w[0].as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..]);
        (sound && news && parse_date(&day, None).is_some()).then_some(day)
    })
}

fn canonical(document: &Document, metas: &Metas) -> Option<String> {
    let link = document.select("link[rel='canonical']").nodes().first().and_then(|n| n.attr("href"));
    let is_address = |v: &str| v.starts_with("http://") || v.starts_with("https://");
    let link = link.map(|l| l.trim().to_owned()).filter(|l| is_address(l));
    link.or_else(|| metas.first(&["og:url", "twitter:url"], is_address))
}

fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.trim_start_matches("www.");
    Some(host.to_ascii_lowercase()).filter(|h| h.contains('.'))
}

/// The text of the first element that has one of at most `bound` bytes.
fn text_of(document: &Document, selector: &str, bound: usize) -> Option<String> {
    let nodes = document.select(selector);
    nodes.nodes().iter().take(10).map(|n| squeezed(&n.text())).find(|t| !t.is_empty() && t.len() <= bound)
}

/// The bylines in the first elements, on one line each.
fn bylines(document: &Document, selector: &str) -> impl Iterator<Item = String> {
    let nodes = document.select(selector);
    let lines: Vec<String> = nodes.nodes().iter().take(10).map(on_one_line).collect();
    lines.into_iter().filter(|line| !line.is_empty() && line.len() <= BYLINE)
}

/// The lines that readability scoring may take for a byline, parted as on the page.
pub(super) fn scored_bylines(document: &Document) -> Vec<String> {
    bylines(document, SCORED_BYLINES).collect()
}

/// Takes the marks off datelines: scoring takes them for those of a byline.
pub(super) fn unmark_datelines(document: &Document) {
    document.select(DATELINES).remove_attrs(&["class", "id"]);
}

/// The text of an element; elements in it are parted by a blank, as their borders are on the page.
fn on_one_line(node: &NodeRef<'_>) -> String {
    let texts = node.descendants().into_iter().filter(NodeRef::is_text).map(|text| text.text().to_string());
    squeezed(&texts.collect::<Vec<_>>().join(" ")).replace(" ,", ",")
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// JSON-LD often contains character references that belong into HTML.
fn unescaped(text: &str) -> String {
    if text.contains('&') {
        quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), Into::into)
    } else {
        text.to_owned()
    }
}
