//! Turns categories into tiers and dimensions, and terms into sorted files of entries.
//!
//! A pattern belongs to one entry: the first category that claims it keeps it, the others are reported.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::lexicon::header::{MAX_NAMES, RESERVED};
use crate::lexicon::import::options::slug;
use crate::lexicon::import::term::TermPattern;
use crate::lexicon::import::{ImportError, ImportOptions, ImportedTerms, Term, TierChoice, term};
use crate::lexicon::{LexiconFile, NONE, Pattern, UNIVERSAL};

/// Dimension of a category without sub-categories.
const GENERAL: &str = "general";

/// The files of the lexicon that the terms make.
pub(super) fn settle(found: &mut ImportedTerms, options: &ImportOptions) -> Result<Vec<LexiconFile>, ImportError> {
    let terms = std::mem::take(&mut found.terms);
    same_names(&terms, found);
    let choices = Choices::new(&options.tiers, &terms, found)?;
    let mut entries_by_tier = TierEntries::default();
    for term in &terms {
        entries_by_tier.add(term, &choices, found);
    }
    entries_by_tier.report(found, choices.made);
    let TierEntries { entries, tiers, dimensions, .. } = entries_by_tier;
    if entries.is_empty() {
        found.remarks.sort_by_key(|remark| remark.place.line);
        let first = found.remarks.first().cloned().map(Box::new);
        return Err(ImportError::Empty { path: found.path.clone(), first });
    }
    for (n, what) in [(tiers.len(), "tiers"), (dimensions.len(), "dimensions")] {
        if n > MAX_NAMES {
            return Err(ImportError::TooMany { path: found.path.clone(), n, what });
        }
    }
    Ok(files(&found.path, options, &entries, &tiers, &dimensions))
}

/// The levels of a term as slugs; a name without letters becomes `category`.
fn slugs(term: &Term) -> Vec<String> {
    let named = |level: &String| Some(slug(level)).filter(|s| !s.is_empty()).unwrap_or_else(|| "category".to_owned());
    term.levels.iter().map(named).collect()
}

/// Reports categories whose names differ in case or signs only: they are taken as one.
fn same_names(terms: &[Term], found: &mut ImportedTerms) {
    let mut seen: BTreeMap<Vec<String>, &[String]> = BTreeMap::new();
    let mut reported: BTreeSet<&[String]> = BTreeSet::new();
    for term in terms {
        let first = *seen.entry(slugs(term)).or_insert(&term.levels);
        if first != term.levels.as_slice() && reported.insert(&term.levels) {
            let (one, other) = (first.join("/"), term.levels.join("/"));
            found.kept(term.line, format!("categories `{one}` and `{other}` are taken as one: rename one of them"));
        }
    }
}

/// The choices of `--tier`, checked against the file.
struct Choices<'a> {
    choices: &'a [TierChoice],
    made: bool,
}

impl<'a> Choices<'a> {
    fn new(choices: &'a [TierChoice], terms: &[Term], found: &ImportedTerms) -> Result<Self, ImportError> {
        let paths: BTreeSet<Vec<String>> = terms.iter().map(slugs).collect();
        if let Some(choice) = choices.iter().find(|c| !paths.iter().any(|levels| c.end_in(levels).is_some())) {
            let known: Vec<String> = paths.iter().take(12).map(|levels| levels.join("/")).collect();
            let more = if paths.len() > known.len() { ", …" } else { "" };
            return Err(ImportError::Category {
                path: found.path.clone(),
                category: choice.category.join("/"),
                known: known.join(", ") + more,
            });
        }
        Ok(Self { choices, made: !choices.is_empty() })
    }

    /// Tier and dimension of a category; `None` when it was not chosen.
    fn of(&self, levels: &[String]) -> Option<(String, String)> {
        if !self.made {
            let tier = levels.first()?.clone();
            let tier = if RESERVED.contains(&tier.as_str()) { format!("{tier}_category") } else { tier };
            return Some((tier, inner(&levels[1..])));
        }
        let ends = self.choices.iter().filter_map(|choice| Some((choice, choice.end_in(levels)?)));
        // The innermost category decides, then the first choice.
        let (choice, end) = ends.rev().max_by_key(|(_, end)| *end)?;
        let shared = self.choices.iter().filter(|c| c.tier == choice.tier).count() > 1;
        let dimension = if end == levels.len() && shared { levels[end - 1].clone() } else { inner(&levels[end..]) };
        Some((choice.tier.clone(), dimension))
    }
}

fn inner(levels: &[String]) -> String {
    if levels.is_empty() { GENERAL.to_owned() } else { levels.join("_") }
}

/// An entry before it is written.
struct Settling {
    tier: String,
    dimension: String,
    weight: f64,
    line: usize,
    /// Other categories that claim its pattern, with the line of the first claim.
    others: BTreeSet<String>,
    claimed: usize,
}

#[derive(Default)]
struct TierEntries {
    entries: BTreeMap<Pattern, Settling>,
    tiers: Vec<String>,
    dimensions: Vec<String>,
    /// Categories that were not chosen, with their first line and number of terms.
    unchosen: BTreeMap<String, (usize, usize)>,
}

impl TierEntries {
    fn add(&mut self, term: &Term, choices: &Choices<'_>, found: &mut ImportedTerms) {
        let levels = slugs(term);
        let Some((tier, dimension)) = choices.of(&levels) else {
            self.unchosen.entry(term.levels.join("/")).or_insert((term.line, 0)).1 += 1;
            return;
        };
        let shown = term.text.trim();
        if !(term.weight.is_finite() && term.weight > 0.0 && term.weight <= 10.0) {
            let message = format!("`{shown}`: weight {}: weights are above 0 and up to 10; rescale them", term.weight);
            found.left_out(term.line, message);
            return;
        }
        let pattern = match term::pattern_of(shown) {
            Ok(TermPattern { pattern, remark }) => {
                if let Some(remark) = remark {
                    found.kept(term.line, remark);
                }
                pattern
            }
            Err(reason) => return found.left_out(term.line, reason),
        };
        if let Some(entry) = self.entries.get_mut(&pattern) {
            if (&entry.tier, &entry.dimension) == (&tier, &dimension) {
                let weights =
                    if (entry.weight - term.weight).abs() > f64::EPSILON { " with its own weight" } else { "" };
                let message = format!("`{pattern}` is in line {} already: that one is kept{weights}", entry.line);
                found.kept(term.line, message);
            } else {
                entry.claimed = if entry.others.is_empty() { term.line } else { entry.claimed };
                entry.others.insert(format!("{tier}.{dimension}"));
            }
            return;
        }
        if !matches!(tier.as_str(), UNIVERSAL | NONE) && !self.tiers.contains(&tier) {
            self.tiers.push(tier.clone());
        }
        if !self.dimensions.contains(&dimension) {
            self.dimensions.push(dimension.clone());
        }
        let (weight, line) = (term.weight, term.line);
        self.entries.insert(pattern, Settling { tier, dimension, weight, line, others: BTreeSet::new(), claimed: 0 });
    }

    /// Reports patterns that several categories claim, categories renamed and categories left out.
    fn report(&self, found: &mut ImportedTerms, chosen: bool) {
        for (pattern, entry) in self.entries.iter().filter(|(_, entry)| !entry.others.is_empty()) {
            let others: Vec<&str> = entry.others.iter().map(String::as_str).collect();
            let message = format!(
                "`{pattern}` is in {} too: a pattern belongs to one entry, kept in {}.{}; choose the categories you want as tiers",
                others.join(", "),
                entry.tier,
                entry.dimension
            );
            found.kept(entry.claimed, message);
        }
        self.report_overlaps(found);
        for (name, (line, n)) in &self.unchosen {
            found.left_out(*line, format!("category `{name}` ({n} terms) was not chosen as a tier"));
        }
        for name in RESERVED.iter().filter(|_| !chosen) {
            let renamed = format!("{name}_category");
            if let Some(entry) = self.entries.values().filter(|e| e.tier == renamed).min_by_key(|e| e.line) {
                let message = format!("a tier cannot be called `{name}`: it became `{renamed}`; rename the category");
                found.kept(entry.line, message);
            }
        }
    }
}

impl TierEntries {
    /// Reports patterns that a pattern with `*` of another category matches too: a word counts once.
    fn report_overlaps(&self, found: &mut ImportedTerms) {
        let printed: Vec<(String, &Settling)> = self.entries.iter().map(|(p, entry)| (p.to_string(), entry)).collect();
        for (glob, wide) in printed.iter().filter(|(glob, _)| glob.contains('*')) {
            for (pattern, narrow) in &printed {
                let is_other = (&wide.tier, &wide.dimension) != (&narrow.tier, &narrow.dimension);
                if is_other && matches_all(glob, pattern) {
                    let message = format!(
                        "`{pattern}` of {}.{} (line {}) is matched by `{glob}` of {}.{} too, and a word counts once: write \
                         them so that they do not overlap",
                        narrow.tier, narrow.dimension, narrow.line, wide.tier, wide.dimension
                    );
                    found.kept(wide.line, message);
                }
            }
        }
        Self::report_meeting(&printed, found);
    }

    /// Reports two patterns with `*` of which neither matches all that the other does, but both the same words.
    fn report_meeting(printed: &[(String, &Settling)], found: &mut ImportedTerms) {
        let globs: Vec<_> = printed.iter().filter(|(glob, _)| glob.contains('*')).collect();
        for (at, (one, first)) in globs.iter().enumerate() {
            for (other, second) in &globs[at + 1..] {
                let is_other = (&first.tier, &first.dimension) != (&second.tier, &second.dimension);
                let may_meet =
                    one.as_bytes()[0] == other.as_bytes()[0] || one.starts_with('*') || other.starts_with('*');
                if is_other && may_meet && meet(one, other) && !matches_all(one, other) && !matches_all(other, one) {
                    let message = format!(
                        "`{one}` of {}.{} and `{other}` of {}.{} (line {}) match the same words, and a word counts once: write \
                         them so that they do not overlap",
                        first.tier, first.dimension, second.tier, second.dimension, second.line
                    );
                    found.kept(first.line, message);
                }
            }
        }
    }
}

/// True when some words are matched by both, word by word. Where one alone begins with `*`, they always meet somewhere, and
/// few words are both: such a pair counts where one of them has the letters of the other.
fn meet(one: &str, other: &str) -> bool {
    let (ones, others): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    ones.len() == others.len() && ones.iter().zip(&others).all(|(one, other)| words_meet(one, other))
}

fn words_meet(one: &str, other: &str) -> bool {
    match (one.contains('*'), other.contains('*')) {
        (false, _) => return matches_word(other, one),
        (_, false) => return matches_word(one, other),
        _ => {}
    }
    let ends = |glob: &str| {
        let (start, _) = glob.split_once('*').unwrap_or((glob, ""));
        let (_, end) = glob.rsplit_once('*').unwrap_or(("", glob));
        (start.to_owned(), end.to_owned())
    };
    let ((start, end), (start_of_other, end_of_other)) = (ends(one), ends(other));
    let starts = start.starts_with(&start_of_other) || start_of_other.starts_with(&start);
    let closes = end.ends_with(&end_of_other) || end_of_other.ends_with(&end);
    let letters = |glob: &str| glob.replace('*', "");
    let shared = || letters(one).contains(&letters(other)) || letters(other).contains(&letters(one));
    let one_begins = start.is_empty() != start_of_other.is_empty();
    starts && closes && (!one_begins || shared())
}

/// True when each word of `pattern` is matched by the word of `glob` in its place.
fn matches_all(glob: &str, pattern: &str) -> bool {
    let (globs, words): (Vec<&str>, Vec<&str>) = (glob.split(' ').collect(), pattern.split(' ').collect());
    globs.len() == words.len() && globs.iter().zip(&words).all(|(glob, word)| matches_word(glob, word))
}

/// True when `*` in `glob` can be the letters that `word` has there.
fn matches_word(glob: &str, word: &str) -> bool {
    let Some((start, rest)) = glob.split_once('*') else { return glob == word };
    let Some(mut word) = word.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = word.find(part) else { return false };
        word = &word[at + part.len()..];
    }
    word.len() >= end.len() && word.ends_with(end)
}

#[derive(serde::Serialize)]
struct TierHeader<'a> {
    name: &'a str,
    language: &'a str,
    tiers: &'a [String],
    dimensions: &'a [String],
}

#[derive(serde::Serialize)]
struct Entries<'a> {
    entry: Vec<EntryLine<'a>>,
}

#[derive(serde::Serialize)]
struct EntryLine<'a> {
    pattern: String,
    tier: &'a str,
    dimension: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    source: &'a str,
}

fn files(
    path: &std::path::Path,
    options: &ImportOptions,
    entries: &BTreeMap<Pattern, Settling>,
    tiers: &[String],
    dimensions: &[String],
) -> Vec<LexiconFile> {
    let source = path.file_name().map_or_else(|| "dictionary".to_owned(), |n| n.to_string_lossy().into_owned());
    let name = path.file_stem().map_or_else(|| "dictionary".to_owned(), |n| n.to_string_lossy().into_owned());
    let mut by_file: BTreeMap<(&str, &str), Vec<EntryLine<'_>>> = BTreeMap::new();
    for (pattern, entry) in entries {
        let weight = ((entry.weight - 1.0).abs() > f64::EPSILON).then_some(entry.weight);
        let (tier, dimension) = (entry.tier.as_str(), entry.dimension.as_str());
        let line = EntryLine { pattern: pattern.to_string(), tier, dimension, weight, source: &source };
        by_file.entry((tier, dimension)).or_default().push(line);
    }
    let header = TierHeader { name: &name, language: &options.language, tiers, dimensions };
    let mut files = vec![file("lexicon.toml".into(), &header)];
    for ((tier, dimension), mut lines) in by_file {
        lines.sort_by(|a, b| a.pattern.cmp(&b.pattern));
        files.push(file([tier, &format!("{dimension}.toml")].iter().collect(), &Entries { entry: lines }));
    }
    files
}

fn file(path: PathBuf, content: &impl serde::Serialize) -> LexiconFile {
    let text = toml::to_string(content).expect("names, texts and numbers can be written as TOML");
    LexiconFile::new(path, text)
}
