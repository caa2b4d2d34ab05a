//! `WordStat` `.cat`: categories and terms by indentation; a term has its weight in brackets after it.

use crate::lexicon::import::{Fault, ImportedTerms, fault};

/// Reads the whole file.
pub(super) fn read(text: &str, found: &mut ImportedTerms) -> Result<(), Fault> {
    let lines: Vec<(usize, usize, &str)> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| (at + 1, indent(line), line.trim()))
        .collect();
    if let Some((at, _)) = text.lines().enumerate().find(|(_, line)| line.starts_with(' ') && !line.trim().is_empty()) {
        found.kept(at + 1, "blanks instead of tabs at the start of the line: read by their number");
    }
    let mut open: Vec<(usize, String)> = Vec::new();
    for (at, (line, depth, content)) in lines.iter().enumerate() {
        open.retain(|(outer, _)| outer < depth);
        let holds_more = lines.get(at + 1).is_some_and(|(_, next, _)| next > depth);
        match weighted(content) {
            Ok((name, None)) if holds_more => open.push((*depth, name.to_owned())),
            Ok((name, None)) if *depth == 0 => {
                found.left_out(*line, format!("`{name}` holds no terms: indent them below it with a tab"));
            }
            Ok((name, weight)) => {
                if weight.is_none() {
                    found.kept(*line, format!("`{name}` has no weight: taken as 1; write `{name} (1)`"));
                }
                term(*line, name, weight.unwrap_or(1.0), &open, found)?;
            }
            Err(reason) => found.left_out(*line, reason),
        }
    }
    Ok(())
}

fn term(
    line: usize,
    name: &str,
    weight: f64,
    open: &[(usize, String)],
    found: &mut ImportedTerms,
) -> Result<(), Fault> {
    if open.is_empty() {
        return Err(fault(line, format!("`{name}` is outside every category: put a category above it and indent it")));
    }
    if name.starts_with(['@', '#', '/']) {
        let message = format!("`{name}` is a rule: rules are not imported; write an entry with `near` or `unless`");
        found.left_out(line, message);
        return Ok(());
    }
    let levels: Vec<String> = open.iter().map(|(_, name)| name.clone()).collect();
    found.term(line, &levels, &name.replace('_', " "), weight);
    Ok(())
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// `TERM (1)` as term and weight; no weight without brackets.
fn weighted(content: &str) -> Result<(&str, Option<f64>), String> {
    let Some((name, weight)) = content.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else {
        return Ok((content, None));
    };
    match weight.trim().parse() {
        Ok(weight) => Ok((name.trim(), Some(weight))),
        Err(_) if weight.contains(|c: char| c.is_ascii_digit()) => {
            Err(format!("`{}`: weight `{weight}` is no number: write one like (1)", name.trim()))
        }
        // Brackets that are part of the name of a category.
        Err(_) => Ok((content, None)),
    }
}
