//! HTML as plain lines: a blank line between paragraphs, a tab between cells of a table row.

use dom_query::{Document, NodeRef};

use crate::read::html::nesting;

/// All text of a document.
///
/// # Errors
/// When its tags are nested without end.
pub(super) fn document(html: &str) -> Result<String, String> {
    if nesting::is_too_deep(html) {
        return Err(format!("tags nested more than {} deep: not a page a browser shows", nesting::MAX_NESTING));
    }
    Ok(lines(&Document::from(html)))
}

/// The text of a piece of HTML, as feeds and news formats contain it; plain text passes unchanged.
pub fn fragment(html: &str) -> String {
    if !html.contains(['<', '&']) || nesting::is_too_deep(html) {
        return html.trim().to_owned();
    }
    lines(&Document::from(html))
}

fn lines(document: &Document) -> String {
    let mut out = Out::default();
    let root = document.root();
    let mut next = root.first_child();
    // Goes down, along and up without recursion: depth is bounded by the input only.
    while let Some(node) = next.take() {
        let inside = out.enter(&node);
        next = if inside { node.first_child() } else { None };
        let mut left = node;
        while next.is_none() {
            out.leave(&left);
            next = left.next_sibling();
            if next.is_none() {
                match left.parent() {
                    Some(parent) if parent.id != root.id => left = parent,
                    _ => break,
                }
            }
        }
    }
    out.text.trim().to_owned()
}

/// Breaks before the next word.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    #[default]
    None,
    Blank,
    Tab,
    Line,
    Paragraph,
}

#[derive(Default)]
struct Out {
    text: String,
    pending: Break,
}

impl Out {
    /// Takes a node; false when what is inside is no text for readers.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.words(&node.text());
            return false;
        }
        let Some(name) = node.node_name() else { return true };
        match &*name {
            "script" | "style" | "noscript" | "template" | "head" | "svg" | "iframe" => return false,
            "br" | "hr" => self.line(),
            _ => self.block(&name),
        }
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        if let Some(name) = node.node_name() {
            self.block(&name);
        }
    }

    fn block(&mut self, name: &str) {
        let least = match name {
            "td" | "th" => Break::Tab,
            "tr" | "dt" | "dd" => Break::Line,
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "ul" | "ol" | "table" | "blockquote"
            | "section" | "article" | "header" | "footer" | "figure" | "figcaption" | "pre" | "form" => {
                Break::Paragraph
            }
            _ => return,
        };
        self.pending = self.pending.max(least);
    }

    fn line(&mut self) {
        self.pending = if self.pending >= Break::Line { Break::Paragraph } else { Break::Line };
    }

    fn words(&mut self, text: &str) {
        let starts_blank = text.starts_with(char::is_whitespace);
        if starts_blank {
            self.pending = self.pending.max(Break::Blank);
        }
        let mut words = text.split_whitespace().peekable();
        let any = words.peek().is_some();
        for word in words {
            if !self.text.is_empty() {
                self.text.push_str(match self.pending {
                    Break::None => "",
                    Break::Blank => " ",
                    Break::Tab => "\t",
                    Break::Line => "\n",
                    Break::Paragraph => "\n\n",
                });
            }
            self.text.push_str(word);
            self.pending = Break::Blank;
        }
        if any && !text.ends_with(char::is_whitespace) {
            self.pending = Break::None;
        }
    }
}
