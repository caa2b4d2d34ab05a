//! How many phrases each reader of snippets asks for in a day.
//!
//! Whether an article is found by words in a row says that it has them, so with enough such questions a text is spelled, word
//! after word, although no answer shows it. Phrases of the lexicon are free: what an article has of them is metadata. Of others
//! a token asks for [`A_DAY`] a day, so that a word more of an article costs at least one of them.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use hashbrown::{HashMap, HashSet};

use crate::lexicon::Lexicon;

/// Different phrases of a token in a day.
pub(super) const A_DAY: usize = 60;
const DAY: Duration = Duration::from_hours(24);
/// Most ways to write an entry of the lexicon that are free.
const MOST_WAYS: usize = 200;

/// The phrases that all readers asked for.
#[derive(Debug, Default)]
pub(super) struct PhraseBudgets {
    /// Phrases that cost nothing, words in lower case with blanks between.
    free: HashSet<String>,
    asked: Mutex<HashMap<String, ReaderPhrases>>,
}

/// What one reader asked for.
#[derive(Debug)]
struct ReaderPhrases {
    since: Instant,
    phrases: HashSet<String>,
}

impl PhraseBudgets {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let free = lexicon.entries.iter().flat_map(|entry| ways(&entry.pattern.to_string())).collect();
        Self { free, asked: Mutex::default() }
    }

    /// Notes that `reader` asks for these phrases, which are as [`phrases`](crate::serve::query_limits::phrases) writes them.
    ///
    /// # Errors
    /// The seconds to wait, when they are too many for the day; then none of them is noted.
    pub(super) fn ask(&self, reader: &str, phrases: &[String], now: Instant) -> Result<(), u64> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = || ReaderPhrases { since: now, phrases: HashSet::new() };
        let own = asked.entry(reader.to_owned()).or_insert_with(fresh);
        if now.saturating_duration_since(own.since) >= DAY {
            *own = fresh();
        }
        let new: HashSet<&String> =
            phrases.iter().filter(|phrase| !self.free.contains(*phrase) && !own.phrases.contains(*phrase)).collect();
        if own.phrases.len() + new.len() > A_DAY {
            return Err(DAY.saturating_sub(now.saturating_duration_since(own.since)).as_secs().max(1));
        }
        own.phrases.extend(new.into_iter().cloned());
        Ok(())
    }
}

/// The ways to write a pattern, where it has no wildcards: `minimum wage|wages` is `minimum wage` and `minimum wages`.
fn ways(pattern: &str) -> Vec<String> {
    if pattern.contains(['*', '#', '_']) {
        return Vec::new();
    }
    let mut ways = vec![String::new()];
    for words in pattern.split(' ') {
        let with = |way: &String| {
            let blank = if way.is_empty() { "" } else { " " };
            words.split('|').map(|word| format!("{way}{blank}{word}")).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(with).collect();
        if ways.len() > MOST_WAYS {
            return Vec::new();
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{A_DAY, DAY, PhraseBudgets, ways};

    #[test]
    fn a_day_has_a_number_of_phrases_and_those_of_the_lexicon_are_free() {
        let budgets = PhraseBudgets { free: ["minimum wage".to_owned()].into(), ..PhraseBudgets::default() };
        let (now, later) = (Instant::now(), Instant::now() + DAY);
        let ask = |phrase: String, at| budgets.ask("desk", &[phrase], at);
        for n in 0..A_DAY {
            assert_eq!(ask(format!("a b{n}"), now), Ok(()));
            assert_eq!(ask(format!("a b{n}"), now), Ok(()), "the same again costs nothing");
        }
        assert_eq!(ask("a c".to_owned(), now), Err(DAY.as_secs()));
        assert_eq!(ask("minimum wage".to_owned(), now), Ok(()));
        assert_eq!(budgets.ask("library", &["a c".to_owned()], now), Ok(()), "each token has its own");
        assert_eq!(ask("a c".to_owned(), later), Ok(()));
    }

    #[test]
    fn a_pattern_is_written_in_all_its_ways() {
        assert_eq!(ways("minimum|living wage"), ["minimum wage", "living wage"]);
        assert_eq!(ways("wage*"), [""; 0]);
    }
}
