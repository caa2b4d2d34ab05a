//! The XML of Lexicoder and Yoshikoder: `<cnode name="…">` is a category, `<pnode name="…"/>` a term.
//!
//! A forgiving reader of tags: text between tags, unknown tags and bare `&` do no harm.

use crate::lexicon::import::{Fault, ImportedTerms, fault};

/// A tag and the line it starts on.
struct Tag<'a> {
    line: usize,
    /// What is between `<` and `>`.
    inside: &'a str,
}

/// Reads the whole file.
pub(super) fn read(text: &str, found: &mut ImportedTerms) -> Result<(), Fault> {
    let mut open: Vec<(usize, String)> = Vec::new();
    let (mut outermost, first) = (0, found.terms.len());
    for tag in tags(text)? {
        let inside = tag.inside.trim_end_matches('/').trim();
        let name = inside.split(char::is_whitespace).next().unwrap_or("").to_lowercase();
        let closed = tag.inside.ends_with('/');
        match name.as_str() {
            "cnode" => {
                let Some(category) = attribute(inside, "name").filter(|n| !n.trim().is_empty()) else {
                    return Err(fault(tag.line, "a category without a name: write <cnode name=\"…\">"));
                };
                outermost += usize::from(open.is_empty());
                if !closed {
                    open.push((tag.line, category.trim().to_owned()));
                }
            }
            "/cnode" if open.pop().is_none() => {
                found.kept(tag.line, "</cnode> closes nothing: passed over; remove it");
            }
            "pnode" => term(&tag, inside, &open, found),
            _ => {}
        }
    }
    if let Some((line, name)) = open.first() {
        found.kept(*line, format!("category `{name}` is never closed: taken to end with the file; add </cnode>"));
    }
    let terms = &mut found.terms[first..];
    // A single node around all categories is the dictionary itself.
    if outermost == 1 && !terms.is_empty() && terms.iter().all(|t| t.levels.len() > 1) {
        terms.iter_mut().for_each(|term| drop(term.levels.remove(0)));
    }
    Ok(())
}

fn term(tag: &Tag<'_>, inside: &str, open: &[(usize, String)], found: &mut ImportedTerms) {
    let Some(term) = attribute(inside, "name").filter(|n| !n.trim().is_empty()) else {
        found.left_out(tag.line, "a term without a name: write <pnode name=\"…\"/>");
        return;
    };
    if open.is_empty() {
        found.left_out(tag.line, format!("`{term}` is outside every category: move it into a <cnode>"));
        return;
    }
    let levels: Vec<String> = open.iter().map(|(_, name)| name.clone()).collect();
    let weight = attribute(inside, "weight").or_else(|| attribute(inside, "score"));
    match weight.as_deref().map_or(Ok(1.0), str::parse) {
        Ok(weight) => found.term(tag.line, &levels, &term, weight),
        Err(_) => found.left_out(tag.line, format!("`{term}`: its weight is no number: write one like 0.5")),
    }
}

/// All tags in order, without comments.
fn tags(text: &str) -> Result<Vec<Tag<'_>>, Fault> {
    let mut tags = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(start) = text[at..].find('<').map(|n| at + n) {
        line += text[at..start].matches('\n').count();
        let comment = text[start..].starts_with("<!--");
        let end = if comment { text[start..].find("-->").map(|n| start + n + 2) } else { tag_end(text, start) };
        let Some(end) = end else {
            return Err(fault(line, "this `<` is never closed: add the `>`, or write &lt; in a name"));
        };
        if !comment {
            tags.push(Tag { line, inside: &text[start + 1..end] });
        }
        line += text[start..end].matches('\n').count();
        at = end + 1;
    }
    Ok(tags)
}

/// The `>` that closes the tag at `start`, outside quotes.
fn tag_end(text: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    for (n, c) in text[start..].char_indices() {
        match (quote, c) {
            (None, '>') => return Some(start + n),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute, its entities resolved.
fn attribute(inside: &str, name: &str) -> Option<String> {
    let mut from = 0;
    while let Some(at) = inside[from..].find(name).map(|n| from + n) {
        from = at + name.len();
        let value = inside[from..].trim_start().strip_prefix('=').map(str::trim_start);
        if !inside[..at].ends_with(char::is_whitespace) {
            continue;
        }
        if let Some(value) = value {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value[1..].split(quote).next().map(resolve);
        }
    }
    None
}

fn resolve(text: &str) -> String {
    let named = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    named.replace("&#39;", "'").replace("&#8217;", "’").replace("&amp;", "&")
}
