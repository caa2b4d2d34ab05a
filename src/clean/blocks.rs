//! Cuts the body into paragraphs and gives each of them its zone.

use std::borrow::Cow;
use std::ops::Range;

use crate::article::{ends_as_sentence, is_hard_wrapped};
use crate::clean::furniture::{KnownFields, Paragraph, opens_notice, verdict_of};
use crate::clean::inside::{self, ParagraphPiece};
use crate::clean::rules::Verdict;
use crate::clean::{Block, Zone};

/// Bytes of body text after which the lede is over.
const LEDE_BYTES: usize = 240;
/// A first paragraph longer than this is cut at a sentence end.
const LONG_LEDE_BYTES: usize = 900;

/// Lines of a standfirst, at most.
const STANDFIRST_LINES: usize = 6;
/// Longest line of a standfirst, in bytes.
const STANDFIRST_BYTES: usize = 260;
/// Longest line, in bytes, that is taken for the title of another article in a list of them.
const LISTED_BYTES: usize = 160;
/// Titles of other articles in one list, at most.
const LISTED: usize = 12;

/// All blocks of a document whose title takes the first `title_len` bytes.
pub(super) fn find(text: &str, title_len: usize, body_start: usize, known: &KnownFields<'_>) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(text.len() / 200 + 2);
    if title_len > 0 {
        blocks.push(Block::new(Zone::Headline, 0..title_len));
    }
    let paragraphs = parted(text, paragraphs(text, body_start));
    let n = paragraphs.iter().filter(|p| p.is_printed()).count();
    let mut sections = Sections::new(n, sentences_from(&paragraphs));
    let mut idx = 0;
    for paragraph in &paragraphs {
        if !paragraph.is_printed() {
            blocks.extend(paragraph.pieces.iter().map(|(range, _)| Block::new(Zone::Markup, range.clone())));
            continue;
        }
        let zone = sections.zone_of(Paragraph { text: &paragraph.printed, idx, n }, known);
        push(text, paragraph, zone, &mut sections, &mut blocks);
        idx += 1;
    }
    blocks
}

/// Adds the blocks of one paragraph.
fn push(text: &str, paragraph: &Parted<'_>, zone: Zone, sections: &mut Sections, blocks: &mut Vec<Block>) {
    let mut is_open = false;
    for (range, piece) in &paragraph.pieces {
        let zone = match piece {
            ParagraphPiece::Inline | ParagraphPiece::Break => Zone::Markup,
            ParagraphPiece::Links | ParagraphPiece::Rights if zone.is_scored() => Zone::Furniture,
            ParagraphPiece::SignOff if zone.is_scored() => Zone::Byline,
            ParagraphPiece::Text | ParagraphPiece::Links | ParagraphPiece::SignOff | ParagraphPiece::Rights => zone,
        };
        if *piece != ParagraphPiece::Text {
            is_open &= zone == Zone::Markup;
            blocks.push(Block::new(zone, range.clone()));
            continue;
        }
        let rest = match sections.lede_cut(zone, &text[range.clone()]) {
            Some(cut) => {
                blocks.push(Block { is_joined: is_open, ..Block::new(Zone::Lede, range.start..range.start + cut) });
                Block::new(Zone::Body, range.start + cut..range.end)
            }
            None => Block { is_joined: is_open, ..Block::new(zone, range.clone()) },
        };
        blocks.push(rest);
        is_open = true;
    }
}

/// What the earlier paragraphs say about the next.
struct Sections {
    /// Comments, a note on the author or a notice of rights, once they have begun.
    mode: Option<Zone>,
    /// Bytes of lede that are still to come.
    lede_left: usize,
    /// Lines of standfirst that may still come; none once the article has begun.
    standfirst_left: usize,
    /// Titles of other articles that may still come.
    listed_left: usize,
}

impl Sections {
    fn new(n: usize, sentences: usize) -> Self {
        let standfirst_left = if n >= 4 && sentences >= 2 { STANDFIRST_LINES } else { 0 };
        Self { mode: None, lede_left: LEDE_BYTES, standfirst_left, listed_left: 0 }
    }

    fn zone_of(&mut self, paragraph: Paragraph<'_>, known: &KnownFields<'_>) -> Zone {
        let verdict = verdict_of(paragraph, known);
        match verdict {
            Verdict::CommentsStart => self.mode = Some(Zone::Comments),
            Verdict::AuthorBoxStart if self.mode.is_none() => self.mode = Some(Zone::AuthorBox),
            Verdict::ListStart => self.listed_left = LISTED,
            Verdict::Is(Zone::Furniture) if self.mode.is_none() && opens_notice(paragraph) => {
                self.mode = Some(Zone::Furniture);
            }
            _ => {}
        }
        match (self.mode, verdict) {
            (Some(Zone::Comments), _) => Zone::Comments,
            (_, Verdict::Is(zone)) | (Some(zone), _) => zone,
            (None, Verdict::ListStart) => Zone::Furniture,
            (None, _) => self.zone_of_text(paragraph.text),
        }
    }

    /// The zone of a paragraph whose words give no indication.
    fn zone_of_text(&mut self, text: &str) -> Zone {
        let is_line = !ends_as_sentence(text) && text.contains(' ');
        if self.listed_left > 0 && text.len() <= LISTED_BYTES && (is_line || text.ends_with('?')) {
            self.listed_left -= 1;
            return Zone::Furniture;
        }
        self.listed_left = 0;
        if self.standfirst_left > 0 && is_line && text.len() <= STANDFIRST_BYTES {
            self.standfirst_left -= 1;
            return Zone::Standfirst;
        }
        self.standfirst_left = 0;
        if self.lede_left == 0 {
            return Zone::Body;
        }
        Zone::Lede
    }

    /// Counts text of the lede; the place where it ends inside `text`, if it does.
    fn lede_cut(&mut self, zone: Zone, text: &str) -> Option<usize> {
        if zone != Zone::Lede {
            return None;
        }
        self.lede_left = self.lede_left.saturating_sub(text.len());
        lede_cut(text)
    }
}

/// Paragraphs of the article that end as sentences do, up to two.
fn sentences_from(paragraphs: &[Parted<'_>]) -> usize {
    paragraphs.iter().filter(|p| p.printed.len() > 80 && ends_as_sentence(&p.printed)).take(2).count()
}

/// A paragraph cut into pieces.
struct Parted<'a> {
    /// Its words without markup.
    printed: Cow<'a, str>,
    pieces: Vec<(Range<usize>, ParagraphPiece)>,
}

impl Parted<'_> {
    fn is_printed(&self) -> bool {
        !self.printed.is_empty()
    }
}

/// Cuts paragraphs at markup that parts them; the markup itself becomes pieces without words.
fn parted(text: &str, paragraphs: Vec<(usize, usize)>) -> Vec<Parted<'_>> {
    let mut out = Vec::with_capacity(paragraphs.len());
    for (start, end) in paragraphs {
        let mut open = Vec::new();
        for (range, piece) in inside::pieces(&text[start..end]) {
            let range = start + range.start..start + range.end;
            if piece == ParagraphPiece::Break {
                out.extend(closed(text, std::mem::take(&mut open)));
                out.push(Parted { printed: Cow::Borrowed(""), pieces: vec![(range, piece)] });
            } else {
                open.push((range, piece));
            }
        }
        out.extend(closed(text, open));
    }
    out
}

fn closed(text: &str, pieces: Vec<(Range<usize>, ParagraphPiece)>) -> Option<Parted<'_>> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let is_whole = pieces.iter().all(|(_, piece)| *piece != ParagraphPiece::Inline);
    let printed = if is_whole {
        Cow::Borrowed(text[first.0.start..last.0.end].trim())
    } else {
        let words =
            pieces.iter().filter(|(_, piece)| *piece != ParagraphPiece::Inline).map(|(range, _)| &text[range.clone()]);
        Cow::Owned(words.collect::<String>().trim().to_owned())
    };
    Some(Parted { printed, pieces })
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
