//! Pay that workers get, take home or earned in a year: plain verbs, which are of pay only after somebody who works.

use crate::pay::cue::{AmountReading, Claim};
use crate::pay::paid_range::is_paid_one;
use crate::pay::period::Period;
use crate::pay::sentence::PaySentence;
use crate::pay::words::{BRIDGE, PRIZES, PROFESSIONS, is_business, is_employer, is_work};

impl Claim<'_> {
    /// "janitors get $400 a week", but not "get $400 a year for books".
    pub(super) fn is_got(self) -> bool {
        let Some((verb, word)) = self.before(8).find(|(_, word)| !BRIDGE.contains(word)) else { return false };
        let gets = matches!(word, "get" | "gets" | "got" | "getting");
        let subject = self.line.before(verb, 1).any(|(_, word)| is_worker(word));
        let enough = self.said != Some(Period::Year) || self.last.low >= LEAST_A_YEAR;
        gets && subject && enough && self.closes() && !self.is_won()
    }

    /// "took home $400 a week".
    pub(super) fn is_taken_home(self) -> bool {
        let Some((verb, _)) = self.before(8).find(|(_, word)| !BRIDGE.contains(word)) else { return false };
        let by_firm = self.line.before(verb, 7).any(|(_, word)| is_firm(word));
        is_taking_home(self.line, verb) && !by_firm && !self.is_won()
    }

    /// "the surgeon earned $2 million last year": a person, no firm and no film.
    pub(super) fn is_own_of_year(self) -> bool {
        let Some((verb, word)) = self.before(8).find(|(_, word)| !BRIDGE.contains(word)) else { return false };
        let earned = matches!(word, "earn" | "earned" | "earns") || is_taking_home(self.line, verb);
        let before = || self.line.before(verb, 7).map(|(_, word)| word);
        let is_person = |word: &str| matches!(word, "he" | "she" | "who") || is_worker(word);
        earned && self.last.high < MOST_OF_ONE && before().any(is_person) && !before().any(is_firm) && !self.is_won()
    }

    /// ", a janitor $30,000 a year" after the pay of another, which ends at `previous`.
    pub(super) fn lists_on(self, previous: Option<(u32, Period)>) -> Option<AmountReading> {
        let (last, period) = previous.filter(|(_, period)| self.said == Some(*period))?;
        let near = self.start > last && self.start - last <= MOST_IN_LIST;
        let linked = self.line.gap(last).contains([',', ';']) || self.line.word(last) == "and";
        let of_worker = is_worker(self.line.word_before(self.start));
        (near && linked && of_worker).then_some(AmountReading { period, stated: true })
    }

    fn is_won(self) -> bool {
        self.before(14).chain(self.after(6)).any(|(_, word)| PRIZES.contains(&word))
    }
}

/// "takes home" with its second word at `at`.
pub(super) fn is_taking_home(line: PaySentence<'_>, at: u32) -> bool {
    let verb = line.word_before(at);
    line.word(at) == "home"
        && matches!(verb, "take" | "takes" | "taking" | "took" | "taken" | "bring" | "brings" | "brought")
}

fn is_firm(word: &str) -> bool {
    is_business(word) || is_employer(word) || matches!(word, "film" | "it" | "movie" | "which")
}

fn is_worker(word: &str) -> bool {
    let singular = word
        .strip_suffix("ies")
        .map_or_else(|| word.strip_suffix('s').unwrap_or(word).to_owned(), |stem| format!("{stem}y"));
    is_paid_one(word) || PROFESSIONS.contains(&singular.as_str()) || is_work(word) && word.starts_with("employee")
}

/// What workers get a year is not below this.
const LEAST_A_YEAR: f64 = 10_000.0;
/// From here on it is the income of an owner, or of many together.
const MOST_OF_ONE: f64 = 1e8;
/// Most words from the pay of one to that of the next.
const MOST_IN_LIST: u32 = 6;
