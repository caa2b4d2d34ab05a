//! Finds the article on a web page: main text and metadata.

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use crate::read::html::linked::Linked;
use crate::read::html::{WebPage, meta, nesting};

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
    std::panic::catch_unwind(|| extract(html, url))
        .unwrap_or_else(|_| Err("the page breaks the extraction of its text: save it as plain text".to_owned()))
}

fn extract(html: &str, url: Option<&str>) -> Result<WebPage, String> {
    let document = Document::from(html);
    let linked = Linked::of(&document);
    let mut page = meta::of(&document, &linked, url);
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let found = Readability::with_document(document, None, Some(config)).and_then(|mut reader| reader.parse());
    if let Ok(article) = found {
        page.text = tidied(&article.text_content);
        if page.title.is_empty() {
            article.title.trim().clone_into(&mut page.title);
        }
        page.author = page.author.or_else(|| article.byline.filter(|b| b.len() < 120));
    }
    if let Some(body) = linked.body.filter(|body| body.len() > page.text.len() * 3) {
        page.text = body;
    }
    if page.text.trim().is_empty() {
        return Err("no article text on this page: it holds links, pictures or scripts only".to_owned());
    }
    Ok(page)
}

/// Paragraphs parted by one blank line, without blanks around lines.
fn tidied(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}
