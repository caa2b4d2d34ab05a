//! Identifies entries: their ids, and patterns that occur twice.

use std::collections::HashMap;

use crate::lexicon::{Entry, LexiconError, Pattern, Role, SourceLine};

/// `tier.dimension.words-of-the-pattern`.
pub(super) fn made_id(tiers: &[String], dimensions: &[String], entry: &Entry, pattern: &str) -> String {
    let tier = entry.tier.name(tiers);
    let mut slug = String::new();
    for word in pattern.replace("$#", "money").replace('#', "number").replace(" _", " any").split(' ') {
        // The first alternative names the place.
        let word = word.split('|').next().unwrap_or(word);
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '$' | '.' | '*' | '\'')));
    }
    format!("{tier}.{}.{slug}", dimensions[usize::from(entry.dimension.0)])
}

/// Entries with one id get `-2`, `-3` in the order of the files.
pub(super) fn settle_ids(entries: &mut [Entry]) -> Result<(), LexiconError> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for entry in entries {
        let n = seen.entry(entry.id.clone()).or_insert(0);
        *n += 1;
        if *n > 1 {
            entry.id = format!("{}-{n}", entry.id);
            if seen.insert(entry.id.clone(), 1).is_some() {
                let reason = format!("the id `{}` is given twice: choose another", entry.id);
                let pattern = entry.pattern.to_string();
                return Err(LexiconError::Entry { place: entry.place.clone(), pattern, reason });
            }
        }
    }
    Ok(())
}

/// Patterns that occur twice among entries that compete for the same words.
pub(super) fn twice(entries: &[Entry]) -> Vec<LexiconError> {
    let mut seen: HashMap<(std::mem::Discriminant<Role>, &Pattern), &SourceLine> = HashMap::new();
    let mut faults = Vec::new();
    for entry in entries {
        if let Some(other) = seen.insert((std::mem::discriminant(&entry.role), &entry.pattern), &entry.place) {
            faults.push(LexiconError::Twice {
                place: entry.place.clone(),
                pattern: entry.pattern.to_string(),
                other: other.clone(),
            });
        }
    }
    faults
}
