//! A record against the codebook: labels known, one a variable, focus as it follows from the attentions.

use std::collections::BTreeMap;

use crate::validate::coding::code_record::{ARTICLE, CODER};
use crate::validate::coding::{CodeRecord, Coding, Problem};
use crate::validate::gold::focus_of;
use crate::validate::{Codebook, FOCUS, attention_name, proposal_name};

/// What a record comes to.
pub(super) struct CheckedRecord {
    /// Its place and its codes; `None` when it has no id.
    pub(super) coding: Option<(String, Coding)>,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
}

/// The column that lists kinds of proposals in one cell, separated by `;`, `,` or `|`; `-` says none.
const PROPOSALS: &str = "proposals";

/// Checks a record; codes that are wrong are left out one by one.
pub(super) fn settle(record: &CodeRecord, codebook: &Codebook, file: &str, coder: &str) -> CheckedRecord {
    let mut problems = Vec::new();
    let mut report = |what: String| problems.push(Problem { place: record.place.clone(), what });
    let first = |names: &[&str]| names.iter().find_map(|name| record.values.get(*name)?.first().cloned());
    let Some(id) = first(ARTICLE) else {
        report("no `id`: the record is left out".to_owned());
        return CheckedRecord { coding: None, problems };
    };
    let mut codes = BTreeMap::new();
    for variable in &codebook.variables {
        let Some(values) = record.values.get(&variable.name) else { continue };
        let labels: Vec<String> = values.iter().map(|value| plain(value)).collect();
        match &labels[..] {
            [] => {}
            [label] if variable.labels.contains(label) => {
                codes.insert(variable.name.clone(), label.clone());
            }
            [label] => report(format!(
                "`{label}` is no label of {}: use {}; the code is left out",
                variable.name,
                variable.labels.join(", ")
            )),
            [..] => report(format!("{} has the codes {}: they are left out", variable.name, labels.join(" and "))),
        }
    }
    if let Some(listed) = record.values.get(PROPOSALS) {
        proposals(listed, codebook, &mut codes, &mut report);
    }
    derive_focus(codebook, &mut codes, &mut report);
    let probability = first(&["inclusion_probability"]).and_then(|text| {
        let number = text.parse::<f64>().ok().filter(|p| *p > 0.0 && *p <= 1.0);
        if number.is_none() {
            report(format!("inclusion_probability `{text}` is not in (0, 1]: it counts as unknown"));
        }
        number
    });
    let coder = first(CODER).unwrap_or_else(|| coder.to_owned());
    let (stratum, note) = (first(&["stratum"]), first(&["note"]));
    let coding = Coding { id, coder, file: file.to_owned(), codes, stratum, probability, note };
    CheckedRecord { coding: Some((record.place.clone(), coding)), problems }
}

/// Case and blanks do not matter, and whole numbers may have a point: spreadsheets write `2.0`.
fn plain(value: &str) -> String {
    let value = value.trim().to_lowercase().replace([' ', '-'], "_");
    value.strip_suffix(".0").map_or(value.clone(), str::to_owned)
}

fn proposals(
    listed: &[String],
    codebook: &Codebook,
    codes: &mut BTreeMap<String, String>,
    report: &mut impl FnMut(String),
) {
    let kinds: Vec<String> = listed
        .iter()
        .flat_map(|cell| cell.split([';', ',', '|']))
        .map(plain)
        .filter(|k| !k.is_empty() && k != "_")
        .collect();
    for kind in kinds.iter().filter(|kind| !codebook.proposals.contains(kind)) {
        let known = match codebook.proposals.as_slice() {
            [] => "the lexicon has none".to_owned(),
            known => format!("use {}", known.join(", ")),
        };
        report(format!("`{kind}` is no kind of proposal: {known}; it is left out"));
    }
    for kind in &codebook.proposals {
        let said = if kinds.contains(kind) { "yes" } else { "no" };
        codes.entry(proposal_name(kind)).or_insert_with(|| said.to_owned());
    }
}

/// Fills in the focus where all attentions are coded; leaves one out that contradicts them.
fn derive_focus(codebook: &Codebook, codes: &mut BTreeMap<String, String>, report: &mut impl FnMut(String)) {
    let attention = |tier: &String| Some((tier.clone(), codes.get(&attention_name(tier))?.parse().ok()?));
    let Some(attentions) = codebook.tiers.iter().map(attention).collect::<Option<BTreeMap<String, u8>>>() else {
        return;
    };
    let follows = focus_of(&attentions);
    match codes.get(FOCUS) {
        Some(coded) if *coded != follows => {
            report(format!(
                "focus `{coded}` does not follow from the attentions, which give `{follows}`: the focus is left out"
            ));
            codes.remove(FOCUS);
        }
        Some(_) => {}
        None => {
            codes.insert(FOCUS.to_owned(), follows);
        }
    }
}
