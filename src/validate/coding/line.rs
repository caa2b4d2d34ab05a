//! One coding as one line of JSON, as the coding form saves it.
//!
//! Always holds: what is written is read again as it was, and read strictly: whoever keeps codes in such lines
//! must not lose one to a slip of the pen.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::validate::coding::{Coding, Problem, check, json};
use crate::validate::{Codebook, FOCUS, acknowledgement_name, attention_name, proposal_name};

/// Where a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineOf<'a> {
    /// File, as it is shown to people.
    pub file: &'a str,
    /// Line, from 1.
    pub number: usize,
    /// Whose codes the file contains.
    pub coder: &'a str,
}

impl LineOf<'_> {
    /// What is wrong with this line.
    #[must_use]
    pub fn problem(&self, what: impl Into<String>) -> Problem {
        Problem { place: format!("{}:{}", self.file, self.number), what: what.into() }
    }
}

/// Reads a line of codes; unlike [`crate::validate::read_codings`] it leaves nothing out.
///
/// # Errors
/// With the first thing that is wrong.
pub fn read_line(line: &str, of: LineOf<'_>, codebook: &Codebook) -> Result<Coding, Problem> {
    let object: Map<String, Value> =
        serde_json::from_str(line).map_err(|e| of.problem(format!("not a JSON object ({e})")))?;
    let place = of.problem("").place;
    let record = json::record(&object, place);
    if let Some(name) = record.values.keys().find(|name| is_slip(name, codebook)) {
        return Err(of.problem(format!("`{name}` is no variable of the codebook")));
    }
    let settled = check::settle(&record, codebook, of.file, of.coder);
    match (settled.problems.into_iter().next(), settled.coding) {
        (Some(problem), _) => Err(problem),
        (None, Some((_, coding))) => Ok(coding),
        (None, None) => Err(of.problem("no `id`")),
    }
}

/// Keys with a meaning, beside the variables.
const KEYS: [&str; 13] = [
    "id",
    "article",
    "article_id",
    "coder",
    "annotator",
    "attention",
    "acknowledgement",
    "proposals",
    "label",
    "labels",
    "stratum",
    "inclusion_probability",
    "note",
];

/// True when a name begins like that of a variable and is none.
fn is_slip(name: &str, codebook: &Codebook) -> bool {
    let of_variable = ["attention_", "acknowledgement_", "proposal_"].iter().any(|start| name.starts_with(start));
    of_variable && codebook.variables.iter().all(|variable| variable.name != name)
}

/// Writes a coding as [`write_line`] does, with the keys of an older line that mean nothing here.
///
/// # Panics
/// When the older line was not read by [`read_line`], or as [`write_line`] does.
#[must_use]
pub fn rewrite_line(old: &str, coding: &Coding, codebook: &Codebook) -> String {
    let old: Map<String, Value> = serde_json::from_str(old).expect("the line was read");
    let means = |key: &str| KEYS.contains(&key) || codebook.variables.iter().any(|variable| variable.name == key);
    let other: Map<String, Value> = old.into_iter().filter(|(key, _)| !means(key)).collect();
    let line = write_line(coding, codebook);
    if other.is_empty() {
        return line;
    }
    let other = serde_json::to_string(&other).expect("it was JSON");
    format!("{},{}", &line[..line.len() - 1], &other[1..])
}

/// The keys of a line, in this order.
#[derive(serde::Serialize)]
struct CodeLine<'a> {
    id: &'a str,
    coder: &'a str,
    attention: BTreeMap<&'a str, u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    focus: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline_scope: Option<&'a str>,
    acknowledgement: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposals: Option<Vec<&'a str>>,
    /// Where only some are coded.
    #[serde(flatten)]
    single_proposals: BTreeMap<String, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stratum: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inclusion_probability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// Writes a coding as a line, without its end; a focus that follows from the attentions is not written.
///
/// # Panics
/// When an attention is no number: the codebook has none such.
#[must_use]
pub fn write_line(coding: &Coding, codebook: &Codebook) -> String {
    let code = |name: String| coding.codes.get(&name).map(String::as_str);
    let by_tier = |name: fn(&str) -> String| {
        codebook.tiers.iter().filter_map(move |tier| Some((tier.as_str(), code(name(tier))?)))
    };
    let kinds = || codebook.proposals.iter().filter_map(|kind| Some((kind.as_str(), code(proposal_name(kind))?)));
    let all_kinds = !codebook.proposals.is_empty() && kinds().count() == codebook.proposals.len();
    let number = |label: &str| label.parse().expect("labels of attention are numbers");
    let attention: BTreeMap<&str, u8> = by_tier(attention_name).map(|(tier, label)| (tier, number(label))).collect();
    let line = CodeLine {
        id: &coding.id,
        coder: &coding.coder,
        focus: code(FOCUS.to_owned()).filter(|_| attention.len() < codebook.tiers.len()),
        attention,
        headline_scope: code("headline_scope".to_owned()),
        acknowledgement: by_tier(acknowledgement_name).collect(),
        proposals: all_kinds.then(|| kinds().filter(|(_, said)| *said == "yes").map(|(kind, _)| kind).collect()),
        single_proposals: kinds().filter(|_| !all_kinds).map(|(kind, said)| (proposal_name(kind), said)).collect(),
        stratum: coding.stratum.as_deref(),
        inclusion_probability: coding.probability,
        note: coding.note.as_deref(),
    };
    serde_json::to_string(&line).expect("plain values become JSON")
}

#[cfg(test)]
mod tests {
    use super::{LineOf, read_line, rewrite_line, write_line};
    use crate::validate::Codebook;

    const OF: LineOf<'static> = LineOf { file: "ann.jsonl", number: 4, coder: "ann" };

    fn codebook() -> Codebook {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        Codebook::new(&names(&["middle", "low_wage"]), &names(&["leave", "training"]))
    }

    #[test]
    fn what_is_written_is_read_again() {
        for line in [
            r#"{"id":"a","coder":"ann","attention":{"low_wage":3,"middle":0},"headline_scope":"none","acknowledgement":{"middle":"token"},"proposals":["leave"],"note":"two\nlines </script>"}"#,
            r#"{"id":"a","coder":"ann","attention":{"middle":2},"acknowledgement":{}}"#,
            r#"{"id":"a","coder":"ann","attention":{},"acknowledgement":{},"proposals":[],"stratum":"s","inclusion_probability":0.5}"#,
            r#"{"id":"a","coder":"ann","attention":{},"acknowledgement":{},"note":"only this"}"#,
            r#"{"id":"a","coder":"ann","attention":{"middle":2},"focus":"middle","acknowledgement":{},"proposal_leave":"no"}"#,
        ] {
            let coding = read_line(line, OF, &codebook()).unwrap();
            assert_eq!(write_line(&coding, &codebook()), line);
        }
    }

    #[test]
    fn what_means_nothing_here_stays_in_the_line() {
        let old = r#"{"why":{"a":["}",1]},"id":"a","coder":"ann","headline_scope":"none"}"#;
        let coding = read_line(old, OF, &codebook()).unwrap();
        let expected = r#"{"id":"a","coder":"ann","attention":{},"headline_scope":"none","acknowledgement":{},"why":{"a":["}",1]}}"#;
        assert_eq!(rewrite_line(old, &coding, &codebook()), expected);
    }

    #[test]
    fn nothing_wrong_is_passed_over() {
        for (line, expected) in [
            ("{\"id\":", "not a JSON object"),
            ("{}", "no `id`"),
            (r#"{"id":"a","attention":{"middle":7}}"#, "`7` is no label of attention_middle: use 0, 1, 2, 3"),
            (r#"{"id":"a","proposals":["gym"]}"#, "`gym` is no kind of proposal"),
            (r#"{"id":"a","attention":{"midle":2}}"#, "`attention_midle` is no variable of the codebook"),
            (r#"{"id":"a","attention":{"middle":0,"low_wage":0},"focus":"middle"}"#, "does not follow"),
        ] {
            let problem = read_line(line, OF, &codebook()).expect_err("something is wrong");
            assert_eq!(problem.place, "ann.jsonl:4");
            assert!(problem.what.contains(expected), "{}", problem.what);
        }
        let without_kinds = Codebook::new(&["middle".to_owned()], &[]);
        let problem = read_line(r#"{"id":"a","proposals":["gym"]}"#, OF, &without_kinds).expect_err("there are none");
        assert!(problem.what.contains("no kind of proposal: the lexicon has none"), "{}", problem.what);
    }
}
