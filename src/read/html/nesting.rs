//! Measures how deep tags are nested before a page is parsed.
//!
//! Parsers of HTML take time in the square of the depth, so a page of nothing but open tags is
//! refused first. Tags that need no end tag are left out: real pages leave thousands of them open.

/// Deepest nesting that is read; the deepest pages in the wild have some hundreds.
pub(super) const MAX_NESTING: usize = 2_000;

/// True when more than [`MAX_NESTING`] elements are open at one place.
pub(super) fn is_too_deep(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| *b == b'<') {
        at += next + 1;
        let closes = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closes);
        let len = bytes[start..].iter().take(16).take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = &bytes[start..start + len];
        if len == 0 || OPEN_ENDED.iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes())) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            if depth > MAX_NESTING {
                return true;
            }
        }
    }
    false
}

/// Elements that end by themselves.
const OPEN_ENDED: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "html", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "param", "path", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];
