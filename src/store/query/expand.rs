//! Words of a query → the matching terms of the index.

use regex::RegexBuilder;
use tantivy::Searcher;
use tantivy::schema::Field;

use crate::store::line::is_word;
use crate::store::query::span::{Compiled, Leaf, Tree};
use crate::store::query::wildcard::{MAX_REGEX, literal_start, wildcard};
use crate::store::query::{QueryError, Spans, Word};
use crate::suggest::{closest, edits};

/// Most different words that one word of a query may match.
const MAX_TERMS: usize = 20_000;

/// Why words could not be expanded.
#[derive(Debug)]
pub(in crate::store) enum ExpandError {
    Query(QueryError),
    Index(String),
}

/// Looks up the terms of `fields` that the words match.
pub(in crate::store) fn expand(spans: &Spans, searcher: &Searcher, fields: &[Field]) -> Result<Compiled, ExpandError> {
    let mut leaves = Vec::new();
    let tree = tree(spans, searcher, fields, &mut leaves)?;
    Ok(Compiled { leaves, tree })
}

fn tree(spans: &Spans, searcher: &Searcher, fields: &[Field], leaves: &mut Vec<Leaf>) -> Result<Tree, ExpandError> {
    Ok(match spans {
        Spans::Word { at, word } => {
            leaves.push(leaf(*at, word, searcher, fields)?);
            Tree::Leaf(leaves.len() - 1)
        }
        Spans::Near { parts, slack, order } => {
            let parts = parts.iter().map(|part| tree(part, searcher, fields, leaves)).collect::<Result<_, _>>()?;
            Tree::Near { parts, slack: *slack, order: *order }
        }
        Spans::Same(parts) => {
            let parts = parts.iter().map(|part| tree(part, searcher, fields, leaves)).collect::<Result<_, _>>()?;
            leaves.push(Leaf::sentence_starts());
            Tree::Same { parts, starts: leaves.len() - 1 }
        }
        Spans::Any(parts) => {
            Tree::Any(parts.iter().map(|part| tree(part, searcher, fields, leaves)).collect::<Result<_, _>>()?)
        }
    })
}

fn leaf(at: usize, word: &Word, searcher: &Searcher, fields: &[Field]) -> Result<Leaf, ExpandError> {
    let mut leaf = Leaf::default();
    let here = |message: String| ExpandError::Query(QueryError { position: at, message });
    let look = |from: &str, keep: &dyn Fn(&str) -> bool| look_up(searcher, fields, from, keep, at);
    match word {
        Word::Exact(word) => {
            leaf.terms.insert(word.clone());
        }
        Word::Cased(word) => {
            leaf.terms.insert(crate::tokenize::fold_word(word));
            leaf.cased = Some(word.clone());
        }
        Word::Wildcard(pattern) => {
            let regex = wildcard(pattern).map_err(|e| here(e.to_string()))?;
            leaf.terms = look(literal_start(pattern), &|term| is_word(term) && regex.is_match(term))?;
        }
        Word::Regex(pattern) => {
            let whole = format!("^(?:{pattern})$");
            let regex = RegexBuilder::new(&whole).size_limit(MAX_REGEX).dfa_size_limit(MAX_REGEX).build();
            let regex = regex.map_err(|e| here(regex_reason(&e)))?;
            leaf.terms = look("", &|term| is_word(term) && regex.is_match(term))?;
        }
        Word::Fuzzy { word, edits: most } => {
            let letters: Vec<char> = word.chars().collect();
            let most = *most as usize;
            let close = |term: &str| {
                let near = term.len().abs_diff(word.len()) <= 4 * most;
                near && is_word(term) && edits(&letters, &term.chars().collect::<Vec<_>>(), most).is_some()
            };
            leaf.terms = look("", &close)?;
        }
        Word::Class(class) => {
            leaf.class = true;
            let regex = wildcard(class).map_err(|e| here(e.to_string()))?;
            leaf.terms = look(literal_start(class), &|term| regex.is_match(term))?;
            if leaf.terms.is_empty() && !class.contains(['.', '*', '?']) {
                // `@quoted` and `@proposal` match all of their kinds.
                leaf.terms = look(&format!("{class}."), &|_| true)?;
            }
            if leaf.terms.is_empty() {
                check_class(class, at, searcher, fields)?;
            }
        }
    }
    Ok(leaf)
}

fn regex_reason(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => {
            "this regular expression grows too large: use smaller repetitions".to_owned()
        }
        other => {
            let text = other.to_string();
            let last = text.lines().last().unwrap_or("").trim_start_matches("error: ");
            format!("this regular expression is wrong: {last}")
        }
    }
}

/// A class without hits is fine when it may exist, and an error when it looks misspelt.
fn check_class(class: &str, at: usize, searcher: &Searcher, fields: &[Field]) -> Result<(), ExpandError> {
    let known = look_up(searcher, fields, "@", &|term| term.starts_with('@'), at)?;
    let mut known: Vec<&str> = known.iter().map(String::as_str).collect();
    known.sort_unstable();
    let wrong = |message: String| Err(ExpandError::Query(QueryError { position: at, message }));
    let (first, _) = class.split_once('.').unwrap_or((class, ""));
    let starts = known.iter().any(|k| *k == first || k.split('.').next() == Some(first));
    if !starts && !first.contains(['*', '?']) {
        let mut kinds: Vec<&str> = known.iter().filter_map(|k| k.split('.').next()).collect();
        kinds.dedup();
        let meant = closest(class, known.iter().copied()).or_else(|| closest(first, kinds.iter().copied()));
        let meant = meant.map_or_else(String::new, |m| format!("; did you mean `{m}`?"));
        return wrong(format!("no class `{class}`: use one of {}{meant}", kinds.join(", ")));
    }
    // A SOC code that is not there is no slip of the pen.
    if first == "@occupation" || class.contains(['*', '?']) {
        return Ok(());
    }
    match closest(class, known.iter().copied()) {
        Some(meant) => wrong(format!("no article has class `{class}`; did you mean `{meant}`?")),
        None => Ok(()),
    }
}

/// Terms of `fields` that start with `from` and that `keep` takes.
pub(in crate::store) fn look_up(
    searcher: &Searcher,
    fields: &[Field],
    from: &str,
    keep: &dyn Fn(&str) -> bool,
    at: usize,
) -> Result<hashbrown::HashSet<String>, ExpandError> {
    let broken = |e: &dyn std::fmt::Display| ExpandError::Index(e.to_string());
    let mut terms = hashbrown::HashSet::new();
    for segment in searcher.segment_readers() {
        for field in fields {
            let inverted = segment.inverted_index(*field).map_err(|e| broken(&e))?;
            let mut stream = inverted.terms().range().ge(from).into_stream().map_err(|e| broken(&e))?;
            while stream.advance() {
                let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
                if !term.starts_with(from) {
                    break;
                }
                if keep(term) && !terms.contains(term) {
                    if terms.len() == MAX_TERMS {
                        let message =
                            format!("this matches more than {MAX_TERMS} different words: write more of the word");
                        return Err(ExpandError::Query(QueryError { position: at, message }));
                    }
                    terms.insert(term.to_owned());
                }
            }
        }
    }
    Ok(terms)
}
