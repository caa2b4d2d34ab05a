//! The methods on the server: how every figure is made, and how large its error is.

use askama::Template;
use axum::extract::{Extension, Path, State};
use axum::response::Response;
use pulldown_cmark::html::push_html;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::serve::Shared;
use crate::serve::access::Role;
use crate::serve::pages::{Frame, html};
use crate::serve::problem::Problem;

/// Pages by their name, as the files in `docs/methods`.
const PAGES: [(&str, &str); 31] = [
    ("acknowledgement", include_str!("../../../docs/methods/acknowledgement.md")),
    ("attention", include_str!("../../../docs/methods/attention.md")),
    ("coding", include_str!("../../../docs/methods/coding.md")),
    ("copies", include_str!("../../../docs/methods/copies.md")),
    ("corrected-shares", include_str!("../../../docs/methods/corrected-shares.md")),
    ("differences", include_str!("../../../docs/methods/differences.md")),
    ("error", include_str!("../../../docs/methods/error.md")),
    ("focus", include_str!("../../../docs/methods/focus.md")),
    ("headline-scope", include_str!("../../../docs/methods/headline-scope.md")),
    ("health", include_str!("../../../docs/methods/health.md")),
    ("intervals", include_str!("../../../docs/methods/intervals.md")),
    ("keyness", include_str!("../../../docs/methods/keyness.md")),
    ("likeness", include_str!("../../../docs/methods/likeness.md")),
    ("matching", include_str!("../../../docs/methods/matching.md")),
    ("occupations", include_str!("../../../docs/methods/occupations.md")),
    ("pay", include_str!("../../../docs/methods/pay.md")),
    ("people", include_str!("../../../docs/methods/people.md")),
    ("population", include_str!("../../../docs/methods/population.md")),
    ("proposals", include_str!("../../../docs/methods/proposals.md")),
    ("reading", include_str!("../../../docs/methods/reading.md")),
    ("report", include_str!("../../../docs/methods/report.md")),
    ("reproducibility", include_str!("../../../docs/methods/reproducibility.md")),
    ("robustness", include_str!("../../../docs/methods/robustness.md")),
    ("schedules", include_str!("../../../docs/methods/schedules.md")),
    ("scope-gap", include_str!("../../../docs/methods/scope-gap.md")),
    ("score", include_str!("../../../docs/methods/score.md")),
    ("sentences", include_str!("../../../docs/methods/sentences.md")),
    ("sources", include_str!("../../../docs/methods/sources.md")),
    ("speakers", include_str!("../../../docs/methods/speakers.md")),
    ("tiers", include_str!("../../../docs/methods/tiers.md")),
    ("zones", include_str!("../../../docs/methods/zones.md")),
];
/// The pages that answer what readers ask first.
const FIRST: [&str; 4] = ["tiers", "error", "intervals", "differences"];

#[derive(Template)]
#[template(path = "methods.html")]
struct MethodsPage {
    frame: Frame,
    /// Name, title.
    pages: Vec<(&'static str, &'static str)>,
    here: &'static str,
    body: String,
}

/// The list of pages.
pub(super) async fn index(State(site): State<Shared>, Extension(role): Extension<Role>) -> Result<Response, Problem> {
    html(&MethodsPage {
        frame: Frame::new(&site, role, "Methods", "/methods"),
        pages: list(),
        here: "",
        body: String::new(),
    })
}

/// One page.
pub(super) async fn page(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let name = name.strip_suffix(".md").unwrap_or(&name);
    let found = PAGES.iter().find(|(known, _)| *known == name);
    let (here, text) = found.ok_or_else(|| Problem::missing("there is no page of methods of this name"))?;
    html(&MethodsPage {
        frame: Frame::new(&site, role, title(text), "/methods"),
        pages: list(),
        here,
        body: rendered(text),
    })
}

/// All pages, those asked for first in front.
fn list() -> Vec<(&'static str, &'static str)> {
    let mut pages: Vec<_> = PAGES.iter().map(|(name, text)| (*name, title(text))).collect();
    pages.sort_by_key(|(name, _)| FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()));
    pages
}

fn title(text: &'static str) -> &'static str {
    text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or("Methods")
}

/// Markdown as HTML, with headings to link to and with links to other pages of the methods; other links are their words, and
/// HTML in a page is left out.
fn rendered(text: &str) -> String {
    let mut open = Vec::new();
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    name_headings(&mut events);
    let events = events.into_iter().filter_map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let to = page_address(&dest_url);
            open.push(to.is_some());
            to.map(|to| Event::Start(Tag::Link { link_type, dest_url: to.into(), title, id }))
        }
        Event::End(TagEnd::Link) => open.pop().unwrap_or(false).then_some(Event::End(TagEnd::Link)),
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => None,
        event => Some(event),
    });
    let mut out = String::new();
    let mut n_tables = 0;
    push_html(&mut out, events.flat_map(|event| scrolling(event, &mut n_tables)));
    // The policy of the server lets no style into a page but that of the style sheet.
    out.replace(" style=\"text-align: right\"", " class=\"num\"")
        .replace(" style=\"text-align: left\"", "")
        .replace("<th></th>", "<td></td>")
}

/// A table with what lets it scroll where the page is narrower; `n_tables` are those so far.
fn scrolling<'a>(event: Event<'a>, n_tables: &mut usize) -> Vec<Event<'a>> {
    match event {
        Event::Start(Tag::Table(_)) => {
            *n_tables += 1;
            let open =
                format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table {n_tables}\">\n");
            vec![Event::Html(open.into()), event]
        }
        Event::End(TagEnd::Table) => vec![event, Event::Html("</div>\n".into())],
        event => vec![event],
    }
}

/// Gives each heading an id made of its words: `What to code` has `what-to-code`.
fn name_headings(events: &mut [Event<'_>]) {
    let headings = (0..events.len()).filter(|at| matches!(events[*at], Event::Start(Tag::Heading { .. })));
    for at in headings.collect::<Vec<_>>() {
        let inside = events[at..].iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
        let words: String = inside
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(&**text),
                _ => None,
            })
            .collect();
        let name =
            words.to_lowercase().replace(' ', "-").replace(|c: char| !c.is_alphanumeric() && c != '-' && c != '_', "");
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
            *id = Some(name.into());
        }
    }
}

/// The address on this server of the page that a link of another page leads to.
fn page_address(to: &str) -> Option<String> {
    let (file, anchor) = to.split_once('#').unwrap_or((to, ""));
    let name = file.strip_suffix(".md")?;
    PAGES.iter().find(|(known, _)| *known == name)?;
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    Some(format!("/methods/{name}{anchor}"))
}

#[cfg(test)]
mod tests {
    use super::{FIRST, PAGES, rendered};

    #[test]
    fn pages_are_rendered_and_escaped() {
        let html = rendered(
            "# A & B\n\nText `<x>`, see [error](error.md#a) and [code](../../src/a.rs).\n\n- one\n  more\n- two\n\n| a | b |\n| --- | ---: |\n\
             | 1 | 2 |\n",
        );
        assert!(html.contains("<h1 id=\"a--b\">A &amp; B</h1>") && html.contains("<code>&lt;x&gt;</code>"), "{html}");
        assert!(html.contains("<a href=\"/methods/error#a\">error</a> and code."), "{html}");
        assert!(html.contains("<li>one\nmore</li>") && html.contains("<th>a</th>"), "{html}");
        assert!(html.contains("<th class=\"num\">b</th>") && !html.contains("style="), "{html}");
    }

    #[test]
    fn markup_in_a_page_and_links_elsewhere_are_left_out() {
        let html = rendered("a [b](javascript:x) <script>c</script>\n\n<!-- figures: x -->\n\n<b>d</b>\n");
        assert_eq!(html, "<p>a b c</p>\n<p>d</p>\n");
    }

    #[test]
    fn every_page_has_a_title() {
        assert!(PAGES.iter().all(|(name, text)| text.lines().any(|l| l.starts_with("# ")) && !name.is_empty()));
        assert!(FIRST.iter().all(|first| PAGES.iter().any(|(name, _)| name == first)));
    }
}
