//! Plots as SVG.

use std::fmt::Write;

use crate::present::figure::scale::Scale;
use crate::present::figure::{Figure, FigureRow, Fill, LOOKS, Mark, Measure, OTHER, Plot, Series};

/// Width of every figure, in its own units.
const WIDTH: f64 = 720.0;
/// Room for the labels of rows.
const LABELS: f64 = 236.0;
/// Room to the right of an axis.
const RIGHT: f64 = 24.0;
/// Height of one mark in a row.
const STEP: f64 = 12.0;
/// Height of the area of lines and curves.
const AREA: f64 = 240.0;
/// Longest line of the label of a row, in characters.
const LABEL_CHARS: usize = 30;
/// Height of a line of a label.
const LINE: f64 = 15.0;

/// Colours and lines of a figure in a file of its own.
const STYLE: &str = include_str!("../templates/figure_file.css");

/// The style of figures in a page, for `<figure class="plot">`; the page sets the colours `--c0` to
/// `--c3` of tiers and `--o0` to `--o3` of all else, `--ink`, `--soft`, `--line` and `--paper`.
pub const PAGE_STYLE: &str = include_str!("../templates/figure.css");

/// The figure as an SVG element for a page, which brings [`PAGE_STYLE`].
#[must_use]
pub fn inline(figure: &Figure) -> String {
    draw(figure, &[], "")
}

/// The figure as [`inline`] draws it, on an axis that also covers the marks of `other`, so that both can
/// be compared. Counts keep their own axis: they are as large as what they were counted in.
#[must_use]
pub fn inline_beside(figure: &Figure, other: &Plot) -> String {
    let same = figure.plot.measure().filter(|own| *own != Measure::Count && other.measure() == Some(*own));
    draw(figure, if same.is_some() { other.groups() } else { &[] }, "")
}

/// The figure as an SVG file.
#[must_use]
pub fn file(figure: &Figure) -> String {
    let style = format!("<style>{STYLE}</style><rect class=\"paper\" width=\"100%\" height=\"100%\"/>");
    draw(figure, &[], &style).replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
}

/// Text as it may be put between tags and in attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// `beside` are groups elsewhere that the axis covers too.
fn draw(figure: &Figure, beside: &[FigureRow], head: &str) -> String {
    let marks = figure.plot.groups().iter().chain(beside).flat_map(|group| &group.marks).flatten();
    let (inside, bottom) = match &figure.plot {
        Plot::Rows { measure, series, groups } => rows(&Scale::of(*measure, marks), series, groups),
        Plot::Lines { measure, series, groups } => lines(&Scale::of(*measure, marks), series, groups),
        Plot::Cumulative { name, points } => cumulative(name, points),
    };
    let (legend, height) = legend(figure.plot.series(), bottom);
    let title = escape(&figure.title);
    let names: Vec<&str> = figure.plot.series().iter().map(|series| series.name.as_str()).collect();
    let shown = escape(&format!("{} {}", figure.plot.caption(), names.join(", ")));
    format!(
        "<svg viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" aria-label=\"{title}; the numbers are in its table\">\
         <title>{title}</title><desc>{shown}</desc>{head}{inside}{legend}</svg>"
    )
}

/// Writes into a text, which cannot fail.
macro_rules! put {
    ($out:expr, $($part:tt)*) => {
        write!($out, $($part)*).expect("writing into a text cannot fail")
    };
}

/// Dots and whiskers; returns the drawing and where it ends.
fn rows(scale: &Scale, series: &[Series], groups: &[FigureRow]) -> (String, f64) {
    let measure = scale.measure;
    let x = |value: f64| LABELS + scale.place(value) * (WIDTH - LABELS - RIGHT);
    let height = |group: &FigureRow| {
        let of_label = LINE * label_lines(&group.label).len() as f64 + 4.0;
        (STEP * group.marks.len().max(1) as f64 + 8.0).max(of_label)
    };
    let base = 4.0 + groups.iter().map(height).sum::<f64>();
    let mut out = String::new();
    for tick in &scale.ticks {
        let (x, label) = (x(*tick), measure.print(*tick));
        put!(out, "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"0\" y2=\"{base:.1}\"/>");
        put!(out, "<text class=\"tick\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>", base + 16.0);
    }
    if let Some(even) = scale.even() {
        put!(out, "<line class=\"even\" x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"0\" y2=\"{base:.1}\"/>", x(even));
    }
    let mut y = 4.0;
    for group in groups {
        let middle = y + height(group) / 2.0;
        let label = label_lines(&group.label);
        let first = middle + 4.5 - LINE * (label.len() as f64 - 1.0) / 2.0;
        for (at, line) in label.iter().enumerate() {
            let (x, y, line) = (LABELS - 10.0, first + LINE * at as f64, escape(line));
            put!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"end\">{line}</text>");
        }
        let marks_from = middle - STEP * group.marks.len() as f64 / 2.0;
        for (place, (series, mark)) in series.iter().zip(&group.marks).enumerate() {
            let Some(mark) = mark else { continue };
            let y = marks_from + STEP * (place as f64 + 0.5);
            put!(out, "<g class=\"l{}\"><title>{}</title>", series.look % LOOKS, says(measure, group, series, *mark));
            if let Some((low, high)) = mark.ends {
                put!(
                    out,
                    "<line class=\"stroke\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>",
                    x(low),
                    x(high)
                );
            }
            out.push_str(&shape(series, x(mark.value), y));
            out.push_str("</g>");
        }
        y += height(group);
    }
    (out, base + 22.0)
}

/// Lines over time; returns the drawing and where it ends.
fn lines(scale: &Scale, series: &[Series], groups: &[FigureRow]) -> (String, f64) {
    const LEFT: f64 = 56.0;
    let measure = scale.measure;
    let y = |value: f64| 8.0 + (1.0 - scale.place(value)) * (AREA - 8.0);
    let end = WIDTH - RIGHT - names_width(series);
    let step = (end - LEFT) / groups.len().max(1) as f64;
    // Series are drawn a little beside each other, so that whiskers do not hide each other.
    let x = |at: usize, place: usize| {
        let shift = (place as f64 - (series.len() as f64 - 1.0) / 2.0) * (step / 6.0).min(7.0);
        LEFT + step * (at as f64 + 0.5) + shift
    };
    let mut out = String::new();
    for tick in &scale.ticks {
        let (y, label) = (y(*tick), measure.print(*tick));
        put!(out, "<line class=\"grid\" x1=\"{LEFT:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>", end);
        put!(
            out,
            "<text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            LEFT - 8.0,
            y + 4.0
        );
    }
    let every = (groups.len() as f64 * 44.0 / (end - LEFT)).ceil().max(1.0) as usize;
    for (at, group) in groups.iter().enumerate().step_by(every) {
        let (x, label) = (LEFT + step * (at as f64 + 0.5), escape(&group.label));
        put!(out, "<text class=\"tick\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>", AREA + 18.0);
    }
    for (place, series) in series.iter().enumerate() {
        put!(out, "<g class=\"l{}\">", series.look % LOOKS);
        let marks = groups.iter().enumerate().filter_map(|(at, group)| Some((at, group, (*group.marks.get(place)?)?)));
        let marks: Vec<_> = marks.collect();
        let points: Vec<String> =
            marks.iter().map(|(at, _, mark)| format!("{:.1},{:.1}", x(*at, place), y(mark.value))).collect();
        put!(out, "<polyline class=\"stroke trend\" points=\"{}\"/>", points.join(" "));
        for (at, group, mark) in marks {
            put!(out, "<g><title>{}</title>", says(measure, group, series, mark));
            if let Some((low, high)) = mark.ends {
                put!(
                    out,
                    "<line class=\"stroke\" x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{1:.1}\" y2=\"{2:.1}\"/>",
                    x(at, place),
                    y(low),
                    y(high)
                );
            }
            out.push_str(&shape(series, x(at, place), y(mark.value)));
            out.push_str("</g>");
        }
        out.push_str("</g>");
    }
    let last = |place: usize| groups.iter().rev().find_map(|group| Some(y((*group.marks.get(place)?)?.value)));
    let ends: Vec<(f64, &str)> =
        series.iter().enumerate().filter_map(|(place, series)| Some((last(place)?, series.name.as_str()))).collect();
    put_names(&mut out, ends, end + 6.0);
    (out, AREA + 26.0)
}

/// Room beside the lines for the names of the series; none for a single one.
fn names_width(series: &[Series]) -> f64 {
    let longest = series.iter().map(|series| series.name.chars().count()).max().unwrap_or(0);
    if series.len() > 1 { longest as f64 * 7.4 + 8.0 } else { 0.0 }
}

/// Writes the names of several series at the ends of their lines, apart from each other.
fn put_names(out: &mut String, mut ends: Vec<(f64, &str)>, x: f64) {
    const APART: f64 = 15.0;
    if ends.len() < 2 {
        return;
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    for at in 1..ends.len() {
        ends[at].0 = ends[at].0.max(ends[at - 1].0 + APART);
    }
    // Where that leads out of the figure, all move up.
    let over = (ends[ends.len() - 1].0 - AREA).max(0.0);
    for (y, name) in ends {
        put!(out, "<text class=\"end\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>", y - over + 4.0, escape(name));
    }
}

/// A cumulative curve and the diagonal; returns the drawing and where it ends.
fn cumulative(name: &str, points: &[(f64, f64)]) -> (String, f64) {
    const LEFT: f64 = 56.0;
    let x = |value: f64| LEFT + value * (WIDTH - LEFT - RIGHT);
    let y = |value: f64| 8.0 + (1.0 - value) * (AREA - 8.0);
    let mut out = String::new();
    for tick in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
        let (at, label) = (y(tick), Measure::Share.print(tick));
        put!(out, "<line class=\"grid\" x1=\"{LEFT:.1}\" x2=\"{:.1}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>", WIDTH - RIGHT);
        put!(
            out,
            "<text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            LEFT - 8.0,
            at + 4.0
        );
        put!(
            out,
            "<text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.0}</text>",
            x(tick),
            AREA + 18.0,
            tick * 100.0
        );
    }
    put!(
        out,
        "<line class=\"even\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"><title>in proportion</title></line>",
        x(0.0),
        x(1.0),
        y(0.0),
        y(1.0)
    );
    let list: Vec<String> = points.iter().map(|(px, py)| format!("{:.1},{:.1}", x(*px), y(*py))).collect();
    put!(
        out,
        "<g class=\"l{OTHER}\"><title>{}</title><polyline class=\"stroke\" points=\"{}\"/></g>",
        escape(name),
        list.join(" ")
    );
    (out, AREA + 26.0)
}

/// What a mark says to who hovers over it or has it read aloud.
fn says(measure: Measure, group: &FigureRow, series: &Series, mark: Mark) -> String {
    let interval = mark
        .ends
        .map_or_else(String::new, |(low, high)| format!(" ({} to {})", measure.print(low), measure.print(high)));
    escape(&format!("{}, {}: {}{interval}", group.label, series.name, measure.print(mark.value)))
}

/// The mark of a series: a circle, a square, a triangle or a diamond.
fn shape(series: &Series, x: f64, y: f64) -> String {
    let class = match series.fill {
        Fill::Solid => "solid",
        Fill::Hollow => "hollow stroke",
    };
    let path = match series.look % OTHER {
        0 => "M-3.8 0a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0 -7.6 0z",
        1 => "M-3.5 -3.5h7v7h-7z",
        2 => "M-4.5 3.5L4.5 3.5L0 -4.5z",
        _ => "M-4.6 0L0 -4.6L4.6 0L0 4.6z",
    };
    format!("<path class=\"{class}\" d=\"{path}\" transform=\"translate({x:.1} {y:.1})\"/>")
}

/// The legend below a plot; returns it and the height of the whole figure.
fn legend(series: &[Series], top: f64) -> (String, f64) {
    if series.len() < 2 {
        return (String::new(), top + 4.0);
    }
    let mut out = String::new();
    let (mut x, mut y) = (16.0, top + 14.0);
    for one in series {
        let width = 28.0 + 7.4 * one.name.chars().count() as f64;
        if x + width > WIDTH {
            (x, y) = (16.0, y + 18.0);
        }
        let (name, shape) = (escape(&one.name), shape(one, x, y));
        put!(out, "<g class=\"l{}\">{shape}</g>", one.look % LOOKS);
        put!(out, "<text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\">{name}</text>", x + 9.0, y + 4.0);
        x += width;
    }
    (out, y + 12.0)
}

/// A label in one line or two that fit beside its row.
fn label_lines(label: &str) -> Vec<String> {
    let fits = |at: &usize| label[..*at].chars().count() <= LABEL_CHARS;
    let last = label.match_indices(' ').map(|(at, _)| at).take_while(fits).last();
    match last {
        Some(at) if label.chars().count() > LABEL_CHARS => vec![label[..at].to_owned(), shortened(&label[at + 1..])],
        _ => vec![shortened(label)],
    }
}

/// A line that fits beside its row; a number in brackets at its end stays.
fn shortened(label: &str) -> String {
    if label.chars().count() <= LABEL_CHARS {
        return label.to_owned();
    }
    let (name, number) = match label.rfind(" (") {
        Some(at) if label.ends_with(')') && label.len() - at < LABEL_CHARS / 2 => label.split_at(at),
        _ => (label, ""),
    };
    let room = LABEL_CHARS - 1 - number.chars().count();
    let cut: String = name.chars().take(room).collect();
    format!("{}…{number}", cut.trim_end())
}
