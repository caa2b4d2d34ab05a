//! LIWC `.dic`: a legend of numbered categories between `%` lines, then `term numbers` lines.
//!
//! The 2007 layout has a flat legend, the 2015 layout indents sub-categories and describes them in
//! brackets; the table of LIWC-22 is read by `liwc_table`. Real files break the rules: blanks for
//! tabs, no closing `%`, `<of>` and conditions in brackets, one term on several lines.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::import::{Fault, ImportedTerms, fault, liwc_table};

const NO_LEGEND: &str =
    "no legend of categories: a LIWC dictionary starts with a line `%`, lines like `1 pay`, and a line `%`";

/// A numbered line of the legend.
#[derive(Debug)]
struct Category {
    /// Names, outermost first.
    levels: Vec<String>,
    line: usize,
}

type Legend = BTreeMap<u32, Category>;

/// Reads the whole file.
pub(super) fn read(text: &str, found: &mut ImportedTerms) -> Result<(), Fault> {
    if liwc_table::is_one(text) {
        return liwc_table::read(text, found);
    }
    let lines: Vec<(usize, &str)> =
        text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim().is_empty()).collect();
    let Some((first, opening)) = lines.first() else { return Err(fault(1, "the file is empty")) };
    let start = if opening.trim() == "%" {
        1
    } else if opening.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        found.kept(*first, "the `%` before the legend is missing: taken as there; add the line");
        0
    } else {
        return Err(fault(*first, NO_LEGEND));
    };
    let closing = lines[start..].iter().position(|(_, line)| line.trim() == "%").map(|at| start + at);
    let stop = closing.unwrap_or_else(|| {
        let entry = lines[start..].iter().position(|(_, line)| numbered(line).is_none());
        let stop = entry.map_or(lines.len(), |at| start + at);
        let line = lines.get(stop).map_or(lines[lines.len() - 1].0, |(line, _)| *line);
        found.kept(line, "the `%` after the legend is missing: taken to end before this line; add the line");
        stop
    });
    let legend = legend(&lines[start..stop], found);
    if legend.is_empty() {
        return Err(fault(*first, NO_LEGEND));
    }
    entries(&lines[(stop + usize::from(closing.is_some())).min(lines.len())..], &legend, found);
    Ok(())
}

/// `12 name (description)` as number and name.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let line = line.trim();
    let digits = line.find(|c: char| !c.is_ascii_digit())?;
    let number = line[..digits].parse().ok()?;
    let name = line[digits..].strip_prefix(char::is_whitespace)?.trim();
    let name = name.split(" (").next().unwrap_or(name).trim();
    (!name.is_empty()).then_some((number, name))
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

fn legend(lines: &[(usize, &str)], found: &mut ImportedTerms) -> Legend {
    let mut legend = Legend::new();
    let mut names: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    for (line, content) in lines {
        let Some((number, name)) = numbered(content) else {
            let shown = content.trim();
            found.left_out(*line, format!("`{shown}` is no line of the legend: write `number name`"));
            continue;
        };
        let depth = indent(content);
        open.retain(|(outer, _)| *outer < depth);
        let levels: Vec<String> = open.iter().map(|(_, name)| name.clone()).chain([name.to_owned()]).collect();
        open.push((depth, name.to_owned()));
        if let Some(other) = legend.get(&number) {
            let (taken, at) = (other.levels.join("/"), other.line);
            let message = format!("category {number} is `{taken}` since line {at}: give `{name}` another number");
            found.left_out(*line, message);
            continue;
        }
        if let Some(at) = names.insert(levels.clone(), *line) {
            found.kept(*line, format!("category `{name}` is in line {at} already: both numbers are taken as one"));
        }
        legend.insert(number, Category { levels, line: *line });
    }
    legend
}

fn entries(lines: &[(usize, &str)], legend: &Legend, found: &mut ImportedTerms) {
    let mut blanks: Option<usize> = None;
    for (line, content) in lines {
        let content = content.trim();
        if content == "%" {
            found.left_out(*line, "a `%` after the legend: remove the line");
            continue;
        }
        let (term, codes) = if let Some((term, codes)) = content.split_once('\t') {
            (term.trim().to_owned(), codes.to_owned())
        } else {
            let (term, codes) = by_blanks(content);
            if !codes.is_empty() {
                blanks.get_or_insert(*line);
            }
            (term, codes)
        };
        entry(*line, &term, &codes, legend, found);
    }
    if let Some(line) = blanks {
        found.kept(line, "blanks instead of a tab after the term, here and perhaps further down: read all the same");
    }
}

/// Splits off the numbers at the end of a line without tabs.
fn by_blanks(line: &str) -> (String, String) {
    let parts: Vec<&str> = line.split_whitespace().collect();
    let is_code = |part: &str| {
        part.contains('<') || (part.starts_with(['(', ')']) && part.len() > 2) || {
            part.contains(|c: char| c.is_ascii_digit())
                && part.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '(' | ')'))
        }
    };
    let codes = parts.iter().rposition(|part| !is_code(part)).map_or(1, |at| at + 1);
    (parts[..codes].join(" "), parts[codes..].join(" "))
}

static FOLLOWED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<\s*([^<>\d]+?)\s*>").expect("the expression is sound"));
static PRECEDED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\(\s*\d+(?:\s+\d+)*\s*\)").expect("the expression is sound"));

/// One line: a term and the numbers of its categories.
///
/// `(<of>131/125)` is category 131 before `of` and 125 elsewhere, `(2 134)125/464` is 125 after a
/// word of category 2 or 134 and 464 elsewhere.
fn entry(line: usize, term: &str, codes: &str, legend: &Legend, found: &mut ImportedTerms) {
    let word = FOLLOWED.captures(codes).map(|c| c[1].to_owned());
    let plain = FOLLOWED.replace_all(codes, " ").into_owned();
    let preceded = PRECEDED.is_match(&plain);
    let plain = PRECEDED.replace_all(&plain, " ").replace(['(', ')'], " ");
    let (mut elsewhere, mut if_so) = (Vec::new(), Vec::new());
    for code in plain.split_whitespace() {
        let numbers: Option<Vec<u32>> = code.split('/').map(|n| n.parse().ok()).collect();
        match numbers.as_deref() {
            Some([only]) => {
                elsewhere.push(*only);
                if_so.push(*only);
            }
            Some([so, other]) => {
                if_so.push(*so);
                elsewhere.push(*other);
            }
            _ => found.left_out(line, format!("`{term}`: `{code}` is no category number: write one of the legend")),
        }
    }
    if elsewhere.is_empty() {
        found.left_out(line, format!("`{term}` has no category number: write one after it"));
        return;
    }
    place(line, term, &elsewhere, legend, found);
    if let Some(word) = word {
        let phrase = format!("{term} {word}");
        found.kept(line, format!("`<{word}>` became the phrase `{phrase}` beside `{term}`: check both"));
        place(line, &phrase, &if_so, legend, found);
    } else if preceded {
        let message = format!("`{term}` depends on the word before it: kept as it counts elsewhere; check the entry");
        found.kept(line, message);
    }
}

/// Adds `term` to each category that is not an outer one of another.
fn place(line: usize, term: &str, codes: &[u32], legend: &Legend, found: &mut ImportedTerms) {
    let mut levels: Vec<&[String]> = Vec::new();
    for code in codes {
        match legend.get(code) {
            Some(category) if !levels.contains(&category.levels.as_slice()) => levels.push(&category.levels),
            Some(_) => {}
            None => found.left_out(line, format!("`{term}`: category {code} is not in the legend: add it there")),
        }
    }
    for own in &levels {
        if !levels.iter().any(|other| other.len() > own.len() && other.starts_with(own)) {
            found.term(line, own, term, 1.0);
        }
    }
}
