//! Ranges that an employer pays or a worker gets: nobody gives a rent or a grant by its range without a word for it.

use crate::pay::cue::Claim;
use crate::pay::period::Period;
use crate::pay::words::{BRIDGE, PERSONS, WORKERS, is_business, is_employer};

impl Claim<'_> {
    /// "the firm pays $50k-60k a year", "a welder gets $900 to $1,000 a week".
    pub(super) fn is_paid_range(self) -> bool {
        if self.last.high <= self.last.low || !self.ends_or_names_paid() {
            return false;
        }
        let Some((verb, word)) = self.before(8).find(|(_, word)| !BRIDGE.contains(word)) else { return false };
        let somebody = |word: &str| is_payer(word) || is_paid_one(word) || PRONOUNS.contains(&word);
        let Some((_, subject)) = self.line.before(verb, 4).find(|(_, word)| somebody(word)) else { return false };
        match word {
            "pay" | "pays" => is_payer(subject),
            "get" | "gets" => {
                is_paid_one(subject) || matches!(subject, "he" | "she") && self.said == Some(Period::Year)
            }
            _ => false,
        }
    }

    /// Nothing else is said to be paid for: the clause ends, or those who are paid are named.
    fn ends_or_names_paid(self) -> bool {
        match self.line.word(self.end) {
            "to" | "for" => self.after(4).any(|(_, word)| is_paid_one(word)),
            _ => self.closes(),
        }
    }
}

fn is_payer(word: &str) -> bool {
    is_business(word) || is_employer(word)
}

/// True for those who work for pay.
pub(super) fn is_paid_one(word: &str) -> bool {
    PERSONS.contains(&word) && word.ends_with('s') && word != "us"
        || WORKERS.contains(&word.strip_suffix('s').unwrap_or(word))
}

/// Subjects whose own spending a range may be.
const PRONOUNS: &[&str] = &["he", "i", "it", "she", "they", "we", "who", "you"];
