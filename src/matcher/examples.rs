//! Runs the example sentences of a lexicon against its own entries.

use crate::lexicon::{Lexicon, SourceLine};
use crate::matcher::Matcher;
use crate::tokenize::words;

/// An example that does not do what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFailure {
    /// The entry.
    pub place: SourceLine,
    /// Its pattern.
    pub pattern: String,
    /// What went wrong, with the sentence.
    pub reason: String,
}

/// Checks every `example` (must hit its entry) and `counter` (must not).
///
/// The whole lexicon takes part, so that an example also shows that no longer entry or exclusion
/// takes its words away.
#[must_use]
pub fn check_examples(lexicon: &Lexicon, matcher: &Matcher) -> Vec<ExampleFailure> {
    let mut failures = Vec::new();
    for (idx, entry) in lexicon.entries.iter().enumerate() {
        let hits = |sentence: &str| {
            let words = words(sentence);
            matcher.find(sentence, &words.tokens).iter().any(|hit| hit.entry as usize == idx)
        };
        let mut fail = |reason: String| {
            failures.push(ExampleFailure { place: entry.place.clone(), pattern: entry.pattern.to_string(), reason });
        };
        if let Some(example) = entry.example.as_deref().filter(|e| !hits(e)) {
            fail(format!("its example has no hit: {example}"));
        }
        if let Some(counter) = entry.counter.as_deref().filter(|c| hits(c)) {
            fail(format!("its counter-example has a hit: {counter}"));
        }
    }
    for exclusion in &lexicon.exclusions {
        let Some(example) = &exclusion.example else { continue };
        let words = words(example);
        let evidence = matcher.find(example, &words.tokens);
        let covered = |hit: &crate::matcher::Hit| {
            let found = &words.tokens.tokens()[hit.tokens.range()];
            let printed: Vec<&str> = found.iter().map(|t| words.tokens.folded(t)).collect();
            exclusion.pattern.words.len() >= printed.len()
                && exclusion.pattern.words.windows(printed.len()).any(|window| {
                    window
                        .iter()
                        .zip(&printed)
                        .all(|(word, token)| word.alternatives.iter().any(|a| a.to_string() == **token))
                })
        };
        if evidence.iter().any(covered) {
            failures.push(ExampleFailure {
                place: exclusion.place.clone(),
                pattern: exclusion.pattern.to_string(),
                reason: format!("its words count all the same: {example}"),
            });
        }
    }
    failures
}
