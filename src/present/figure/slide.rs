//! A chart that can go on a slide by itself: title, marks with their numbers, source and notes in one picture.
//!
//! In: rows with a share and its interval. Out: SVG for a page or for a file; [`slide_png`](super::slide_png) makes a PNG.
//! Every mark has its number beside it, so that nothing is read from colour alone.

use std::fmt::Write;

use crate::present::figure::scale::Scale;
use crate::present::figure::{LOOKS, Mark, Measure, escape};
use crate::present::grouped;

/// A chart with all that is to be known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Slide {
    /// Name of its files.
    pub id: String,
    /// What is shown.
    pub title: String,
    /// What it is a share of.
    pub subtitle: String,
    /// The rows, from above.
    pub rows: Vec<SlideRow>,
    /// Which of the looks the marks have: the number of a tier, or [`OTHER`](crate::present::figure::OTHER).
    pub look: usize,
    /// Source, date, how to read the intervals, address: a line each.
    pub notes: Vec<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct SlideRow {
    /// Its name.
    pub label: String,
    /// Its share; `None` where there is nothing to show.
    pub mark: Option<Mark>,
    /// Articles of the base.
    pub n: u64,
    /// What others are compared with: a hollow mark.
    pub is_reference: bool,
}

/// Colours and type of a chart in a file of its own.
const STYLE: &str = include_str!("../templates/slide.css");
const WIDTH: f64 = 960.0;
const LABELS: f64 = 250.0;
/// Room for the numbers to the right of the axis.
const NUMBERS: f64 = 250.0;
const STEP: f64 = 34.0;
/// Size of the type of labels.
const LABEL_SIZE: f64 = 15.0;
/// Room between a label and its marks.
const LABEL_GAP: f64 = 14.0;
/// Longest line of a note, in characters.
const NOTE_CHARS: usize = 116;

/// The chart for a page that brings the style of figures: without title and notes, which the page has.
#[must_use]
pub fn slide_inline(slide: &Slide) -> String {
    let (inside, height) = rows(slide, 4.0);
    svg(slide, "", &inside, height + 8.0)
}

/// The chart as an SVG file.
#[must_use]
pub fn slide_file(slide: &Slide) -> String {
    let mut out = String::new();
    let mut y = 44.0;
    for line in wrapped(&slide.title, 70) {
        text(&mut out, "title", 32.0, y, &line);
        y += 30.0;
    }
    for line in wrapped(&slide.subtitle, NOTE_CHARS - 20) {
        text(&mut out, "subtitle", 32.0, y, &line);
        y += 22.0;
    }
    let (inside, mut y) = rows(slide, y);
    out.push_str(&inside);
    y += 30.0;
    for line in slide.notes.iter().flat_map(|note| wrapped(note, NOTE_CHARS)) {
        text(&mut out, "tick", 32.0, y, &line);
        y += 17.0;
    }
    let head = format!("<style>{STYLE}</style><rect class=\"paper\" width=\"100%\" height=\"100%\"/>");
    svg(slide, &head, &out, y + 10.0).replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
}

fn svg(slide: &Slide, head: &str, inside: &str, height: f64) -> String {
    let (title, subtitle) = (escape(&slide.title), escape(&slide.subtitle));
    format!(
        "<svg viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" aria-label=\"{title}; the numbers are in its table\">\
         <title>{title}</title><desc>{subtitle}</desc>{head}{inside}</svg>"
    )
}

/// Writes into a text, which cannot fail.
macro_rules! put {
    ($out:expr, $($part:tt)*) => {
        write!($out, $($part)*).expect("writing into a text cannot fail")
    };
}

fn text(out: &mut String, class: &str, x: f64, y: f64, line: &str) {
    put!(out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escape(line));
}

/// Rows with axis from `top`; returns the drawing and where it ends.
fn rows(slide: &Slide, top: f64) -> (String, f64) {
    let scale = Scale::of(Measure::Share, slide.rows.iter().filter_map(|row| row.mark.as_ref()));
    let x = |value: f64| LABELS + scale.place(value) * (WIDTH - LABELS - NUMBERS);
    let base = top + STEP * slide.rows.len() as f64 + 8.0;
    let mut out = String::new();
    for tick in &scale.ticks {
        let (x, label) = (x(*tick), Measure::Share.print(*tick));
        put!(out, "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{base:.1}\"/>");
        put!(out, "<text class=\"tick\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>", base + 18.0);
    }
    for (at, row) in slide.rows.iter().enumerate() {
        let y = top + STEP * (at as f64 + 0.5) + 4.0;
        let label = escape(&cut(&row.label));
        put!(
            out,
            "<text class=\"row\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            LABELS - LABEL_GAP,
            y + 5.5
        );
        let said = match row.mark {
            None => "no article to count".to_owned(),
            Some(Mark { value, ends }) => {
                let ends = ends.map_or_else(String::new, |(low, high)| {
                    format!(" ({:.1}–{:.1}), n = {}", low * 100.0, high * 100.0, grouped(row.n))
                });
                format!("{:.1} %{ends}", value * 100.0)
            }
        };
        put!(out, "<g class=\"l{}\"><title>{}</title>", slide.look % LOOKS, escape(&format!("{}: {said}", row.label)));
        if let Some(Mark { value, ends }) = row.mark {
            if let Some((low, high)) = ends {
                put!(
                    out,
                    "<line class=\"stroke\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>",
                    x(low),
                    x(high)
                );
            }
            let class = if row.is_reference { "hollow stroke" } else { "solid" };
            let path =
                if row.is_reference { "M-6 -6h12v12h-12z" } else { "M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0z" };
            put!(out, "<path class=\"{class}\" d=\"{path}\" transform=\"translate({:.1} {y:.1})\"/>", x(value));
        }
        put!(out, "</g>");
        put!(out, "<text class=\"num\" x=\"{:.1}\" y=\"{:.1}\">{said}</text>", WIDTH - NUMBERS + 22.0, y + 5.0);
    }
    (out, base + 26.0)
}

/// A label that stays within the picture: of a long one the middle is left out, since searches often differ at their end.
fn cut(label: &str) -> String {
    let room = (LABELS - LABEL_GAP - 6.0) / LABEL_SIZE;
    let wide = |letters: &[char]| letters.iter().copied().map(ems).sum::<f64>();
    let letters: Vec<char> = label.chars().collect();
    if wide(&letters) <= room {
        return label.to_owned();
    }
    let (mut head, mut tail) = (letters.len().div_ceil(2), letters.len() / 2);
    while head + tail > 1 && wide(&letters[..head]) + 1.0 + wide(&letters[letters.len() - tail..]) > room {
        if head > tail { head -= 1 } else { tail -= 1 }
    }
    let part = |letters: &[char]| letters.iter().collect::<String>();
    format!("{}…{}", part(&letters[..head]).trim_end(), part(&letters[letters.len() - tail..]).trim_start())
}

/// At most how wide a letter is, in sizes of the type.
fn ems(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | 'f' | 't' | 'r' | ' ' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '(' | ')' | '['
        | ']' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 1.0,
        'A'..='Z' | '+' | '=' | '<' | '>' | '~' | '#' | '&' => 0.84,
        _ if letter.is_ascii() || letter.is_lowercase() => 0.65,
        _ => 1.0,
    }
}

/// Lines of at most `most` characters, broken at blanks. A word that nearly fills a line has lines of its own.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_open = false;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if letters > most * 4 / 5 {
            lines.extend(broken(word, most * 4 / 5));
            is_open = false;
            continue;
        }
        match lines.last_mut() {
            Some(line) if is_open && line.chars().count() + 1 + letters <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
        is_open = true;
    }
    lines
}

/// An address in lines of at most `most` characters, broken where one of its parts ends, and inside of a part only when
/// it is longer than a line.
fn broken(address: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0;
    for part in address.split_inclusive(['/', '?', '&', '+']) {
        let letters: Vec<char> = part.chars().collect();
        for piece in letters.chunks(most) {
            let piece: String = piece.iter().collect();
            let n = piece.chars().count();
            match lines.last_mut() {
                Some(line) if n <= room => line.push_str(&piece),
                _ => {
                    lines.push(piece);
                    room = most;
                }
            }
            room -= n;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{LABELS, Slide, SlideRow, cut, slide_file, slide_inline, wrapped};
    use crate::present::figure::Mark;

    fn slide() -> Slide {
        let row = |label: &str, value: f64, is_reference| SlideRow {
            label: label.to_owned(),
            mark: Some(Mark { value, ends: Some((value / 2.0, value * 1.5)) }),
            n: 1234,
            is_reference,
        };
        Slide {
            id: "compare".to_owned(),
            title: "Focus on <professional> workers".to_owned(),
            subtitle: "of the articles with a focus".to_owned(),
            rows: vec![row("One & Two", 0.144, false), row("all others", 0.115, true)],
            look: 0,
            notes: vec!["Source: classlens, audit".to_owned()],
        }
    }

    #[test]
    fn a_file_holds_title_numbers_source_and_is_escaped() {
        let file = slide_file(&slide());
        for held in [
            "Focus on &lt;professional&gt; workers",
            "One &amp; Two",
            "14.4 % (7.2–21.6), n = 1,234",
            "Source: classlens",
        ] {
            assert!(file.contains(held), "{held}: {file}");
        }
        assert!(file.starts_with("<svg xmlns"), "{file}");
        let inline = slide_inline(&slide());
        assert!(!inline.contains("Source:") && !inline.contains("<style>"), "the page has them: {inline}");
    }

    #[test]
    fn long_notes_are_broken_at_blanks_and_addresses_where_a_part_ends() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("at example/abcdefgh", 10), ["at", "example/", "abcdefgh"]);
        assert_eq!(wrapped("a.b/compare?e=one&e=two+three", 20), ["a.b/compare?", "e=one&e=two+", "three"]);
        assert_eq!(wrapped("abcdefghijkl", 10), ["abcdefgh", "ijkl"], "a part longer than a line");
    }

    #[test]
    fn a_long_label_lacks_its_middle_and_stays_in_the_picture() {
        assert_eq!(cut("CNN (Web News)"), "CNN (Web News)");
        let label = cut("(nurse* OR teacher* OR \"home health aide*\") NOT @professional.pay");
        assert!(label.starts_with("(nurse* OR") && label.contains('…') && label.ends_with("nal.pay"), "{label}");
        for long in ["W".repeat(80), "i".repeat(80), "政".repeat(80)] {
            let wide = cut(&long).chars().map(super::ems).sum::<f64>() * super::LABEL_SIZE;
            assert!(wide < LABELS && wide > LABELS / 2.0, "{long}: {wide}");
        }
    }
}
