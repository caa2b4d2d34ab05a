//! Tells what a paragraph is when it is not the article: comments, author box, corrections,
//! read-more and newsletter lines, captions, credits, bylines.
//!
//! The rules look at how a paragraph starts and how long it is. A paragraph that matches no rule
//! is part of the article: losing text is worse than keeping a stray line.

use std::sync::LazyLock;

use regex::Regex;

use crate::clean::Zone;

/// What the words of a paragraph tell of its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing: it is part of the article or of the section it stands in.
    None,
    /// This paragraph alone has that zone.
    Is(Zone),
    /// From here on there are comments of readers.
    CommentsStart,
    /// From here on there is a note on the author.
    AuthorBoxStart,
}

macro_rules! pattern {
    ($name:ident, $regex:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| {
            // ASCII word borders keep the matcher on its fast path in text with curly quotes.
            Regex::new(&$regex.replace(r"\b", r"(?-u:\b)")).expect("the pattern compiles")
        });
    };
}

pattern!(
    COMMENTS,
    r"(?i)^(?:\d[\d,]* (?:responses?|comments?|replies|thoughts?) (?:to|on)\b|\d[\d,]* comments?$|(?:reader )?comments?:?$|leave a (?:comment|reply)\b|join the (?:conversation|discussion):?$)"
);
pattern!(AUTHOR_BOX, r"(?i)^(?:about the authors?|about the writers?|author bio|contributor bio)\b.{0,40}$");
pattern!(
    AUTHOR_LINE,
    r"(?i)^(?:[A-Z][\w.'’-]+ ){1,4}(?:is|was) (?:a|an|the) .{0,60}\b(?:writer|reporter|columnist|correspondent|contributor|editor|author|fellow)\b.{0,160}$"
);
pattern!(
    CORRECTION,
    r"(?i)^(?:corrections?|clarification|editor[’']?s?[’']? note|editors[’'] note|update)\s*(?:[:–—(]|\bto this\b)|^(?:this (?:story|article|post) (?:has been|was) (?:updated|corrected)|an earlier version of this|a previous version of this)"
);
pattern!(
    FURNITURE,
    r"(?i)^(?:read (?:more|also|next|the full)|see also|related(?: stories| articles| coverage| content)?\s*:|more (?:from|on|in|coverage)\b.{0,60}$|also (?:on|in|from)\b.{0,60}:|sign up\b|subscribe\b|click here\b|follow (?:us|me|him|her|them|\S+ on|[A-Z]\w+ [A-Z]\w+ on)\b|like us on|share this|print this|email this|get (?:our|the) .{0,40}(?:newsletter|inbox|app)|download (?:our|the) .{0,30}app|watch(?: the video| live| more| below)?\s*:|video:|listen:|advertisement$|story continues below|article continues below|continue reading|copyright\b|©|\(c\) 20\d\d|all rights reserved|cross-posted (?:from|at)|originally published|photos?: |image: |edited by [A-Z][\w. ]{2,40}$|(?:reporting|writing|editing) by [A-Z].{0,160}$|contact (?:the (?:author|writer|reporter)|us) |[a-z]+@|by submitting|this (?:story|article) (?:first|originally) appeared|feel free to (?:send|email))"
);
pattern!(
    CAPTION,
    r"(?i)^(?:photo(?:graph)?s? (?:by|credit|courtesy)|image credit|\(?(?:ap|getty|reuters|afp) photos?\b|.{0,180}(?:/getty images|/ap\)?$|\(ap photo/|photo credit:|/reuters\)?$|via getty images|file photo\)?$))"
);
pattern!(BYLINE, r"^(?:By|BY) [A-Z][\w.’'-]+(?: [\w.’'-]+){1,8}$");

/// Longest paragraph, in bytes, that a one-line rule may take.
const ONE_LINE: usize = 320;

/// First words of the lines that the rules below know, in lower case; sorted. Most paragraphs start
/// with another word and are let through at once.
const OPENINGS: &[&str] = &[
    "a",
    "about",
    "advertisement",
    "afp",
    "all",
    "also",
    "an",
    "ap",
    "article",
    "author",
    "by",
    "c",
    "clarification",
    "click",
    "comment",
    "comments",
    "contact",
    "continue",
    "contributor",
    "copyright",
    "correction",
    "corrections",
    "cross",
    "download",
    "edited",
    "editing",
    "editor",
    "editors",
    "email",
    "feel",
    "follow",
    "get",
    "getty",
    "image",
    "join",
    "leave",
    "like",
    "listen",
    "more",
    "originally",
    "photo",
    "photograph",
    "photographs",
    "photos",
    "print",
    "read",
    "reader",
    "related",
    "reporting",
    "reuters",
    "see",
    "share",
    "sign",
    "story",
    "subscribe",
    "this",
    "update",
    "via",
    "video",
    "watch",
    "writing",
];

/// True when a rule might take this paragraph: by its first word, or by a photo credit at its end.
fn may_be_furniture(paragraph: &str) -> bool {
    let start = paragraph.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let end = start.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(start.len());
    let first = start[..end].to_ascii_lowercase();
    let tail = &paragraph[paragraph.ceil_char_boundary(paragraph.len().saturating_sub(24))..];
    OPENINGS.binary_search(&first.as_str()).is_ok()
        || first.starts_with(|c: char| c.is_ascii_digit())
        || paragraph.starts_with('©')
        || paragraph.contains('@')
        || tail.ends_with([')', 's', 'S', 'P'])
            && ["mages", "AP", "photo", "Photo", "euters"].iter().any(|credit| tail.contains(credit))
        || paragraph.contains("hoto")
}

/// What paragraph number `idx` of `n` is by its own words.
pub(super) fn sign_of(paragraph: &str, idx: usize, n: usize) -> Sign {
    if paragraph.len() > ONE_LINE {
        let head = &paragraph[..paragraph.floor_char_boundary(80)];
        return if CORRECTION.is_match(head) { Sign::Is(Zone::Correction) } else { Sign::None };
    }
    if n > 3 && idx + 3 >= n && AUTHOR_LINE.is_match(paragraph) {
        return Sign::Is(Zone::AuthorBox);
    }
    if !may_be_furniture(paragraph) {
        return Sign::None;
    }
    // Comments and author boxes stand behind the article, never at its start.
    let late = idx >= 2 || idx * 3 > n;
    if late && COMMENTS.is_match(paragraph) {
        return Sign::CommentsStart;
    }
    if late && AUTHOR_BOX.is_match(paragraph) {
        return Sign::AuthorBoxStart;
    }
    if CORRECTION.is_match(paragraph) {
        return Sign::Is(Zone::Correction);
    }
    if FURNITURE.is_match(paragraph) {
        return Sign::Is(Zone::Furniture);
    }
    if CAPTION.is_match(paragraph) {
        return Sign::Is(Zone::Caption);
    }
    if idx <= 2 && BYLINE.is_match(paragraph) {
        return Sign::Is(Zone::Byline);
    }
    Sign::None
}

#[cfg(test)]
mod tests {
    #[test]
    fn openings_are_sorted_for_binary_search() {
        assert!(super::OPENINGS.is_sorted());
    }
}
