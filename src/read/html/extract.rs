//! Finds the article on a web page: main text and metadata.

use std::collections::HashSet;

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use crate::article::panic_cause;
use crate::read::byline;
use crate::read::html::linked::Linked;
use crate::read::html::{WebPage, lines, meta, nesting, prune};

/// Extracts the article from a page, fetched from `url` where that is known.
///
/// Text comes from readability scoring (`dom_smoothie`); metadata from JSON-LD, then OpenGraph and
/// other `meta` elements, then the page itself.
///
/// # Errors
/// A reason fit for a refused record: tags nested without end, or no main text.
pub fn extract_page(html: &str, url: Option<&str>) -> Result<WebPage, String> {
    if nesting::is_too_deep(html) {
        let reason = format!("tags nested more than {} deep: not a page a browser shows", nesting::MAX_NESTING);
        return Err(reason);
    }
    // A bug in the parser costs this page and not the run.
    std::panic::catch_unwind(|| extract(html, url)).unwrap_or_else(|panic| {
        let cause = panic_cause(&*panic);
        Err(format!("the page breaks the extraction of its text ({cause}): save it as plain text"))
    })
}

fn extract(html: &str, url: Option<&str>) -> Result<WebPage, String> {
    let document = Document::from(html);
    let linked = Linked::of(&document);
    let mut page = meta::of(&document, &linked, url);
    let bylines = meta::scored_bylines(&document);
    let pruned = Document::from(html);
    meta::unmark_datelines(&document);
    meta::unmark_datelines(&pruned);
    prune::prune(&pruned);
    let whole = readable(document);
    let found =
        readable(pruned).filter(|part| whole.as_ref().is_none_or(|whole| keeps_article(&part.text, &whole.text)));
    if let Some(found) = found.or(whole) {
        let text = found.text;
        if page.title.is_empty() {
            page.title = found.title;
        }
        if let Some(byline) = found.byline.filter(|b| b.len() < 120) {
            // Scoring glues the elements of a byline together.
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let byline = bylines.into_iter().find(|line| letters(line) == letters(&byline)).unwrap_or(byline);
            page.date = page.date.or_else(|| byline::day(&byline).map(str::to_owned));
            page.author = page.author.or_else(|| byline::author(&byline));
        }
        lines::read_byline(&text, &mut page);
        page.text = lines::of_article(&text, &page);
    }
    if let Some(body) = linked.body.filter(|body| body.len() > page.text.len() * 3) {
        page.text = body;
    }
    if page.text.trim().is_empty() {
        return Err("no article text on this page: it holds links, pictures or scripts only".to_owned());
    }
    Ok(page)
}

/// What readability scoring takes for the article.
struct Readable {
    text: String,
    title: String,
    byline: Option<String>,
}

fn readable(document: Document) -> Option<Readable> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article =
        Readability::with_document(document, None, Some(config)).and_then(|mut reader| reader.parse()).ok()?;
    let (text, title) = (tidied(&article.text_content), article.title.trim().to_owned());
    Some(Readable { text, title, byline: article.byline })
}

/// Words of a paragraph of prose.
const PROSE: usize = 25;
/// Part of the prose of the whole page that an article without marked elements has at least.
const KEPT: f64 = 0.65;

/// True when `part` has most of the long paragraphs of `whole`: else marks of the page say something else than they seem to.
fn keeps_article(part: &str, whole: &str) -> bool {
    let words = |line: &str| line.split_whitespace().count();
    let kept: HashSet<&str> = part.lines().collect();
    let prose = || whole.lines().filter(|line| words(line) >= PROSE);
    let all: usize = prose().map(words).sum();
    let left: usize = prose().filter(|line| kept.contains(line)).map(words).sum();
    left as f64 >= all as f64 * KEPT
}

/// Paragraphs parted by one blank line, without blanks around lines.
fn tidied(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}
