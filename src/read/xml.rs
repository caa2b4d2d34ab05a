//! A small tree of an XML document, over `quick-xml` events.
//!
//! Names lose their prefix. Document types are skipped and entities of their own stay as printed,
//! so that nothing expands. Depth is bounded, so that walking the tree may recurse.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting read.
const MAX_DEPTH: usize = 200;

/// An element with what is in it.
#[derive(Debug, Default, Clone)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// A part of an element.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// Parses a document; the error names the byte.
///
/// A document that is cut off gives what came before, with its reason.
pub(super) fn parse(text: &str) -> (Element, Option<String>) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut open = vec![Element::default()];
    let mut problem = None;
    loop {
        let place = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                if open.len() > MAX_DEPTH {
                    problem =
                        Some(format!("elements nested more than {MAX_DEPTH} deep (byte {place}): not a news format"));
                    break;
                }
                open.push(element_of(&start));
            }
            Ok(Event::Empty(start)) => push(&mut open, Node::Element(element_of(&start))),
            Ok(Event::End(_)) => close(&mut open),
            Ok(event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_))) => {
                let mut words = String::new();
                push_text(&event, &mut words);
                push(&mut open, Node::Text(words));
            }
            Ok(Event::Eof) => {
                if open.len() > 1 {
                    problem =
                        Some(format!("the document is cut off inside <{}>: fetch it again", open[open.len() - 1].name));
                }
                break;
            }
            Ok(_) => {}
            Err(error) => {
                problem = Some(format!("not well-formed XML at byte {place} ({error}): fetch it again"));
                break;
            }
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    (open.pop().unwrap_or_default(), problem)
}

/// Adds the words of an event of text; entities that XML does not know stay as printed.
pub(super) fn push_text(event: &Event<'_>, out: &mut String) {
    match event {
        Event::Text(words) => out.push_str(words),
        Event::CData(words) => out.push_str(words),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(character)) => out.push(character),
            _ => out.push_str(&unescaped(&format!("&{};", &**reference))),
        },
        _ => {}
    }
}

fn unescaped(raw: &str) -> String {
    quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned)
}

fn element_of(start: &BytesStart<'_>) -> Element {
    let attributes = start
        .attributes()
        .flatten()
        .map(|attribute| (attribute.key.local_name().as_ref().to_owned(), unescaped(&attribute.value)));
    Element { name: start.local_name().as_ref().to_owned(), attributes: attributes.collect(), children: Vec::new() }
}

fn push(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(done) = open.pop()
    {
        push(open, Node::Element(done));
    }
}

impl Element {
    /// An attribute that is not blank.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).filter(|v| !v.is_empty())
    }

    /// Child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of this name below this one, in the order of the document.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|e| if e.name == name { Some(e) } else { e.find(name) })
    }

    /// Every element of this name below this one, not looking inside those found.
    pub fn find_all<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            } else {
                element.find_all(name, found);
            }
        }
    }

    /// The element reached by these names, each below the one before.
    pub fn path(&self, names: &[&str]) -> Option<&Self> {
        names.iter().try_fold(self, |element, name| element.find(name))
    }

    /// All text, blanks squeezed; `None` when blank.
    pub fn text(&self) -> Option<String> {
        let mut out = String::new();
        self.push_text(&mut out);
        let squeezed = out.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(squeezed).filter(|t| !t.is_empty())
    }

    fn push_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => out.push_str(words),
                Node::Element(element) => {
                    element.push_text(out);
                    if !INLINE.contains(&element.name.as_str()) {
                        out.push(' ');
                    }
                }
            }
        }
    }

    /// Paragraphs parted by blank lines; elements called one of `cut` are left out.
    pub fn paragraphs(&self, cut: &[&str]) -> String {
        let mut out = String::new();
        self.push_paragraphs(cut, &mut out);
        let mut kept = String::with_capacity(out.len());
        for line in out.split('\n') {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if !line.is_empty() {
                if !kept.is_empty() {
                    kept.push_str("\n\n");
                }
                kept.push_str(&line);
            }
        }
        kept
    }

    fn push_paragraphs(&self, cut: &[&str], out: &mut String) {
        for node in &self.children {
            match node {
                // A line break inside a paragraph is a wrap, an empty line is a border.
                Node::Text(words) => out.push_str(
                    &words
                        .replace("\r\n", "\n")
                        .replace("\n\n", "\u{1}")
                        .replace("\n    ", "\u{1}")
                        .replace('\n', " ")
                        .replace('\u{1}', "\n"),
                ),
                Node::Element(element) if cut.contains(&element.name.as_str()) => {}
                Node::Element(element) => {
                    let inline = INLINE.contains(&element.name.as_str());
                    if !inline {
                        out.push('\n');
                    }
                    element.push_paragraphs(cut, out);
                    if !inline {
                        out.push('\n');
                    }
                }
            }
        }
    }
}

/// Elements that do not part words.
const INLINE: &[&str] = &[
    "a",
    "b",
    "i",
    "em",
    "strong",
    "span",
    "u",
    "sub",
    "sup",
    "org",
    "person",
    "location",
    "chron",
    "money",
    "num",
    "q",
    "hlt",
    "city",
    "country",
    "state",
    "region",
    "object.title",
    "function",
    "event",
    "virtloc",
    "copyrite",
    "pronounce",
    "lang",
    "small",
    "font",
    "frac",
    "ELink",
];

#[cfg(test)]
mod tests {
    use crate::read::xml::parse;

    #[test]
    fn entities_of_a_document_never_expand() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"lol\"><!ENTITY c \"&b;&b;&b;\">]><a>&c; &amp; &#65;</a>";
        let (tree, problem) = parse(bomb);
        assert_eq!(problem, None);
        assert_eq!(tree.text().as_deref(), Some("&c; & A"));
    }

    #[test]
    fn what_came_before_a_cut_is_kept() {
        let (tree, problem) = parse("<a><p>One</p><p>Tw");
        assert!(problem.is_some_and(|p| p.contains("cut off inside <p>")));
        assert_eq!(tree.paragraphs(&[]), "One\n\nTw");
    }

    #[test]
    fn nesting_is_bounded() {
        let (_, problem) = parse(&"<a>".repeat(100_000));
        assert!(problem.is_some_and(|p| p.contains("nested more than")));
    }

    #[test]
    fn inline_elements_do_not_part_words() {
        let (tree, _) = parse("<p>The <b>Nur</b>ses &quot;won&quot;</p>");
        assert_eq!(tree.text().as_deref(), Some("The Nurses \"won\""));
    }
}
