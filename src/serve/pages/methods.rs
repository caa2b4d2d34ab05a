//! The methods on the server: how every figure is made, and how large its error is.

use std::fmt::Write;

use askama::Template;
use axum::extract::{Extension, Path, State};
use axum::response::Response;

use crate::present::figure::escape;
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

/// Writes into a text, which cannot fail.
macro_rules! put {
    ($out:expr, $($part:tt)*) => {
        write!($out, $($part)*).expect("writing into a text cannot fail")
    };
}

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

/// Markdown as HTML, as far as these pages use it: headings, paragraphs, lists; tables and code as they are written.
fn rendered(text: &str) -> String {
    let mut out = String::new();
    let mut open = "";
    let mut fenced = false;
    for line in text.lines() {
        if line.starts_with("```") {
            close(&mut out, &mut open);
            out.push_str(if fenced { "</pre>\n" } else { "<pre>" });
            fenced = !fenced;
            continue;
        }
        if fenced {
            out.push_str(&escape(line));
            out.push('\n');
            continue;
        }
        let depth = line.bytes().take_while(|b| *b == b'#').count();
        let (kind, said) = match line {
            "" => ("", ""),
            _ if (1..=4).contains(&depth) => {
                close(&mut out, &mut open);
                let said = inline(line[depth..].trim());
                put!(out, "<h{depth}>{said}</h{depth}>\n");
                continue;
            }
            _ if line.starts_with('|') => ("pre", line),
            _ if line.starts_with("- ") => ("ul", &line[2..]),
            _ if open == "ul" && line.starts_with("  ") => ("li", line.trim()),
            _ => ("p", line),
        };
        if kind == "li" {
            out.push(' ');
            out.push_str(&inline(said));
            continue;
        }
        if kind != open {
            close(&mut out, &mut open);
            if !kind.is_empty() {
                put!(out, "<{kind}>");
            }
            open = kind;
        }
        match kind {
            "pre" => put!(out, "{}\n", escape(said)),
            "ul" => put!(out, "<li>{}", inline(said)),
            "p" => put!(out, "{}\n", inline(said)),
            _ => {}
        }
    }
    close(&mut out, &mut open);
    if fenced {
        out.push_str("</pre>");
    }
    out
}

fn close(out: &mut String, open: &mut &str) {
    if !open.is_empty() {
        put!(out, "</{open}>\n");
    }
    *open = "";
}

/// A line with its code and its links to other pages; other links are their words.
fn inline(line: &str) -> String {
    let mut out = String::new();
    for (at, part) in line.split('`').enumerate() {
        if at % 2 == 1 {
            put!(out, "<code>{}</code>", escape(part));
            continue;
        }
        let mut rest = part;
        while let Some((before, label, to, after)) = link(rest) {
            out.push_str(&escape(before));
            let (name, anchor) = to.split_once('#').unwrap_or((to, ""));
            let name = name.trim_end_matches(".md");
            if PAGES.iter().any(|(known, _)| *known == name) {
                let anchor = if anchor.is_empty() { String::new() } else { format!("#{}", escape(anchor)) };
                put!(out, "<a href=\"/methods/{name}{anchor}\">{}</a>", escape(label));
            } else {
                out.push_str(&escape(label));
            }
            rest = after;
        }
        out.push_str(&escape(rest).replace("**", ""));
    }
    out
}

/// The first `[label](to)` of a text, with the text before and after it.
fn link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = text.find("](")?;
    let start = text[..middle].rfind('[')?;
    let end = middle + text[middle..].find(')')?;
    Some((&text[..start], &text[start + 1..middle], &text[middle + 2..end], &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::{FIRST, PAGES, inline, rendered};

    #[test]
    fn pages_are_rendered_and_escaped() {
        let html = rendered(
            "# A & B\n\nText `<x>`, see [error](error.md) and [code](../../src/a.rs).\n\n- one\n  more\n- two\n",
        );
        assert!(html.contains("<h1>A &amp; B</h1>") && html.contains("<code>&lt;x&gt;</code>"), "{html}");
        assert!(html.contains("<a href=\"/methods/error\">error</a> and code."), "{html}");
        assert!(html.contains("<ul><li>one more<li>two</ul>"), "{html}");
        assert_eq!(inline("a [b](<javascript:x>)"), "a b");
    }

    #[test]
    fn every_page_has_a_title() {
        assert!(PAGES.iter().all(|(name, text)| text.lines().any(|l| l.starts_with("# ")) && !name.is_empty()));
        assert!(FIRST.iter().all(|first| PAGES.iter().any(|(name, _)| name == first)));
    }
}
