//! Finds what is not the article inside a paragraph that is: markup, pop-up links, sign-offs.
//!
//! In: one paragraph. Out: pieces that ascend and cover it; each is text, something cut, or markup
//! that parts paragraphs or is inside one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A piece of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphPiece {
    /// Words of the article.
    Text,
    /// Markup inside a sentence.
    Inline,
    /// Markup that ends a paragraph.
    Break,
    /// Titles of other articles, left by a pop-up after a name.
    Links,
    /// `(Reporting by …; Editing by …)` at the end.
    SignOff,
    /// `Copyright 2016 The Harbor Ledger. All rights reserved.` at the end.
    Rights,
}

static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    let hidden = r"<!--.*?-->|<(?:script|style)\b[^<>]*>.*?</(?:script|style)\s*>";
    let breaks =
        "p|br|div|li|ul|ol|h[1-6]|table|tr|td|th|tbody|blockquote|section|article|figure|figcaption|hr|pre|aside";
    let inline = "a|abbr|b|cite|code|em|font|i|iframe|img|small|source|span|strong|sub|sup|u|time|video|audio|mark|q|s";
    let entity = r"&(?:nbsp|amp|quot|apos|lt|gt|[lr][sd]quo|[mn]dash|hellip|#\d{1,7}|#x[0-9a-f]{1,6});";
    let pattern =
        format!(r"(?is){hidden}|(?P<break></?(?:{breaks})(?:\s[^<>]*)?/?>)|</?(?:{inline})(?:\s[^<>]*)?/?>|{entity}");
    Regex::new(&pattern).expect("the pattern compiles")
});

static SIGN_OFF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Compiled) by [^()]*\)\s*$")
        .expect("the pattern compiles")
});

static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
    let mark = r"(?:(?:[Cc]opyright|COPYRIGHT)\W{0,3}(?:\([Cc]\)|©)?|©|\([Cc]\))\W{0,3}\d{4}";
    Regex::new(&format!(r#"[.!?"”’)]\s+({mark}\b)"#)).expect("the pattern compiles")
});

/// Longest notice of rights that says no more than whose they are, in bytes.
const SHORT_RIGHTS: usize = 160;

/// Bytes of a list of pop-up links, at most.
const LINKS: usize = 600;

/// The pieces of `paragraph`, in order.
pub(super) fn pieces(paragraph: &str) -> Vec<(Range<usize>, ParagraphPiece)> {
    let mut cuts = Vec::new();
    if paragraph.bytes().any(|byte| matches!(byte, b'<' | b'&')) {
        for found in MARKUP.captures_iter(paragraph) {
            let piece = if found.name("break").is_some() { ParagraphPiece::Break } else { ParagraphPiece::Inline };
            cuts.push((found.get(0).expect("group 0 is the match").range(), piece));
        }
    }
    let mut from = if paragraph.contains(" MORE") { 0 } else { paragraph.len() };
    while let Some(links) = popup_links(paragraph, from) {
        from = links.end;
        cuts.push((links, ParagraphPiece::Links));
    }
    if paragraph.ends_with(')')
        && let Some(found) = SIGN_OFF.find(paragraph)
        && found.start() > 0
    {
        cuts.push((found.range(), ParagraphPiece::SignOff));
    }
    if let Some(rights) = rights_at_end(paragraph) {
        cuts.push((rights..paragraph.len(), ParagraphPiece::Rights));
    }
    cuts.sort_by_key(|(range, _)| (range.start, range.end));
    filled(paragraph.len(), &cuts)
}

/// Where a notice of rights begins that closes the paragraph: it is shorter than what comes before it, and says of itself what
/// it is.
fn rights_at_end(paragraph: &str) -> Option<usize> {
    if !["©", "(c)", "(C)", "opyright", "OPYRIGHT"].iter().any(|mark| paragraph.contains(mark)) {
        return None;
    }
    let ends = |start: &usize| {
        let notice = paragraph[*start..].to_lowercase();
        let named = ["reserved", "permission", "reproduc", "republi", "redistribut"].iter().any(|w| notice.contains(w));
        notice.len() < *start && (named || notice.len() <= SHORT_RIGHTS)
    };
    RIGHTS.captures_iter(paragraph).filter_map(|found| Some(found.get(1)?.start())).find(ends)
}

/// The cuts with the text between them; a cut inside another is left out.
fn filled(len: usize, cuts: &[(Range<usize>, ParagraphPiece)]) -> Vec<(Range<usize>, ParagraphPiece)> {
    let mut pieces = Vec::with_capacity(cuts.len() * 2 + 1);
    let mut at = 0;
    for (range, piece) in cuts {
        if range.start < at {
            continue;
        }
        if range.start > at {
            pieces.push((at..range.start, ParagraphPiece::Text));
        }
        pieces.push((range.clone(), *piece));
        at = range.end;
    }
    if at < len {
        pieces.push((at..len, ParagraphPiece::Text));
    }
    pieces
}

/// `Ann Lee Ann Marie LeeTitle of one Title of another MORE`: from the repeated name to `MORE`.
fn popup_links(paragraph: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let end = paragraph[at..].find(" MORE").map(|found| at + found + " MORE".len())?;
        let is_whole_word = !paragraph[end..].starts_with(char::is_alphanumeric);
        let earliest = paragraph.ceil_char_boundary(end.saturating_sub(LINKS).max(from));
        if is_whole_word && let Some(start) = repeated_name(&paragraph[earliest..end]) {
            return Some(earliest + start..end);
        }
        at = end;
    }
}

/// Where a full name starts that follows the last name it ends with and runs into a capital.
fn repeated_name(text: &str) -> Option<usize> {
    let mut word_start = 0;
    for word in text.split_inclusive(' ') {
        for (offset, c) in word.char_indices().skip(3).filter(|(_, c)| c.is_uppercase()) {
            let last_name = &word[..offset];
            let glued = last_name.ends_with(|c: char| c.is_lowercase() || c == ')') && c.is_uppercase();
            if !glued || !last_name.starts_with(char::is_uppercase) {
                continue;
            }
            let before = text[..word_start].trim_end();
            if let Some(named) = last_word_place(before, last_name) {
                return Some(named + last_name.len());
            }
        }
        word_start += word.len();
    }
    None
}

/// Last occurrence of `word` in `text` as a whole word, at most 80 bytes from its end.
fn last_word_place(text: &str, word: &str) -> Option<usize> {
    let near = text.ceil_char_boundary(text.len().saturating_sub(80));
    let mut end = text.len();
    while let Some(at) = text[near..end].rfind(word).map(|at| near + at) {
        let is_end = !text[at + word.len()..].starts_with(char::is_alphanumeric);
        if is_end && !text[..at].ends_with(char::is_alphanumeric) {
            return Some(at);
        }
        end = at;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::clean::inside::{ParagraphPiece, pieces};

    #[track_caller]
    fn check(paragraph: &str, expected: &[(&str, ParagraphPiece)]) {
        let found: Vec<_> = pieces(paragraph).into_iter().map(|(range, piece)| (&paragraph[range], piece)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn links_behind_a_name_are_cut() {
        check(
            "Mayor Dana Ruiz Dana Maria RuizCity budget vote nears Bus fares to rise MORE (I) spoke on Monday.",
            &[
                ("Mayor Dana Ruiz", ParagraphPiece::Text),
                (" Dana Maria RuizCity budget vote nears Bus fares to rise MORE", ParagraphPiece::Links),
                (" (I) spoke on Monday.", ParagraphPiece::Text),
            ],
        );
        check("McDonald workers want MORE pay.", &[("McDonald workers want MORE pay.", ParagraphPiece::Text)]);
    }

    #[test]
    fn markup_is_told_from_text_in_angle_brackets() {
        check(
            "A <b class=\"x\">night</b> shift<br/>ends &amp; <loud sigh> 3 < 4 > 2",
            &[
                ("A ", ParagraphPiece::Text),
                ("<b class=\"x\">", ParagraphPiece::Inline),
                ("night", ParagraphPiece::Text),
                ("</b>", ParagraphPiece::Inline),
                (" shift", ParagraphPiece::Text),
                ("<br/>", ParagraphPiece::Break),
                ("ends ", ParagraphPiece::Text),
                ("&amp;", ParagraphPiece::Inline),
                (" <loud sigh> 3 < 4 > 2", ParagraphPiece::Text),
            ],
        );
    }

    #[test]
    fn a_notice_of_rights_closes_a_paragraph() {
        let (text, notice) = (
            "Rents rose again in the bay, and porters left for the hills, where rooms are cheap. ",
            "Copyright 2016 The Harbor Ledger. All rights reserved.",
        );
        check(&[text, notice].concat(), &[(text, ParagraphPiece::Text), (notice, ParagraphPiece::Rights)]);
        for whole in [
            "Copyright law of 1976 protects songs. The porters sing them at night.",
            "It ended. Copyright 2016 was a bad year for. The porters of the bay sing their songs at night and in the rain all year long, \
             and nobody has paid for one of them, which the union has said again and again to those who would hear it.",
        ] {
            check(whole, &[(whole, ParagraphPiece::Text)]);
        }
    }

    #[test]
    fn an_agency_signs_off_at_the_end_only() {
        check(
            "Rents rose. (Reporting by Ann Lee; Editing by Bo Okafor)",
            &[
                ("Rents rose. ", ParagraphPiece::Text),
                ("(Reporting by Ann Lee; Editing by Bo Okafor)", ParagraphPiece::SignOff),
            ],
        );
        check("She quit (editing by hand) then.", &[("She quit (editing by hand) then.", ParagraphPiece::Text)]);
    }
}
