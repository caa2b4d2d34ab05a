//! Cuts the body into paragraphs and gives each of them its zone.

use crate::clean::furniture::{Sign, sign_of};
use crate::clean::{Block, Zone};
use crate::span::ByteSpan;

/// Bytes of body text after which the lede is over.
const LEDE_BYTES: usize = 240;
/// A first paragraph longer than this is cut at a sentence end.
const LONG_LEDE_BYTES: usize = 900;

/// All blocks of a document whose title takes the first `title_len` bytes.
pub(super) fn find(text: &str, title_len: usize, body_start: usize) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(text.len() / 200 + 2);
    if title_len > 0 {
        blocks.push(Block { zone: Zone::Headline, span: ByteSpan::new(0, title_len) });
    }
    let paragraphs = paragraphs(text, body_start);
    let n = paragraphs.len();
    let mut mode = None;
    let mut lede_left = LEDE_BYTES;
    for (idx, &(start, end)) in paragraphs.iter().enumerate() {
        let paragraph = &text[start..end];
        let sign = sign_of(paragraph, idx, n);
        match sign {
            Sign::CommentsStart => mode = Some(Zone::Comments),
            Sign::AuthorBoxStart if mode.is_none() => mode = Some(Zone::AuthorBox),
            _ => {}
        }
        let zone = match (mode, sign) {
            (Some(Zone::Comments), _) => Zone::Comments,
            (_, Sign::Is(zone)) | (Some(zone), _) => zone,
            (None, _) if lede_left > 0 => Zone::Lede,
            (None, _) => Zone::Body,
        };
        if zone == Zone::Lede {
            lede_left = lede_left.saturating_sub(end - start);
            if let Some(cut) = lede_cut(paragraph) {
                blocks.push(Block { zone: Zone::Lede, span: ByteSpan::new(start, start + cut) });
                blocks.push(Block { zone: Zone::Body, span: ByteSpan::new(start + cut, end) });
                continue;
            }
        }
        blocks.push(Block { zone, span: ByteSpan::new(start, end) });
    }
    blocks
}

/// Where a first paragraph that is really the whole article is cut: after its first sentence end
/// past the usual length of a lede.
fn lede_cut(paragraph: &str) -> Option<usize> {
    if paragraph.len() <= LONG_LEDE_BYTES {
        return None;
    }
    let bytes = paragraph.as_bytes();
    (LEDE_BYTES..bytes.len().saturating_sub(2)).find_map(|at| {
        let ends =
            matches!(bytes[at], b'.' | b'?' | b'!') && bytes[at + 1] == b' ' && bytes[at + 2].is_ascii_uppercase();
        ends.then_some(at + 1)
    })
}

/// Paragraphs of the body as byte ranges, without surrounding blanks.
fn paragraphs(text: &str, body_start: usize) -> Vec<(usize, usize)> {
    let body = &text[body_start..];
    let wrapped = is_hard_wrapped(body);
    let mut out = Vec::with_capacity(body.len() / 200 + 1);
    let mut start = None;
    let mut at = body_start;
    let mut last_end = body_start;
    for line in body.split_inclusive('\n') {
        let printed = line.trim();
        if (printed.is_empty() || !wrapped)
            && let Some(start) = start.take()
        {
            out.push((start, last_end));
        }
        if !printed.is_empty() {
            let lead = line.len() - line.trim_start().len();
            start.get_or_insert(at + lead);
            last_end = at + lead + printed.len();
        }
        at += line.len();
    }
    if let Some(start) = start {
        out.push((start, last_end));
    }
    out
}

/// True when single newlines are line wraps and only blank lines part paragraphs: most lines are
/// of about one width and are followed by another line.
fn is_hard_wrapped(body: &str) -> bool {
    let lines: Vec<&str> = body.lines().map(str::trim_end).collect();
    let (mut inner, mut full) = (0_usize, 0_usize);
    for pair in lines.windows(2) {
        if !pair[0].is_empty() && !pair[1].is_empty() {
            inner += 1;
            let open = !pair[0].ends_with(['.', '!', '?', '"', '\u{201d}']);
            full += usize::from((45..=100).contains(&pair[0].chars().count()) && (open || pair[0].len() > 60));
        }
    }
    inner >= 4 && full * 10 >= inner * 8
}
