//! Brackets: groups of people described by what they earn in a year.

use crate::pay::cue::Claim;
use crate::pay::words::{BOUNDS, BRIDGE, GROUPS, is_anybody};

impl Claim<'_> {
    /// A bracket of yearly earnings, not a person's pay: "people making more than $250,000", "those who
    /// earn $99,000".
    pub(super) fn is_bracket(self) -> bool {
        let Some((place, word)) = self.before(8).find(|(_, word)| !BRIDGE.contains(word)) else { return false };
        let subject = |n: usize, is: &dyn Fn(&str) -> bool| self.line.before(place, n).any(|(_, word)| is(word));
        let bounded = self.last.high > self.last.low
            || self.after(2).any(|(_, word)| matches!(word, "more" | "less" | "up"))
            || self.before(5).any(|(_, word)| BOUNDS.contains(&word));
        if self.before(3).any(|(_, word)| word == "average") {
            return false;
        }
        match word {
            "earning" | "making" | "earners" => bounded || subject(1, &is_anybody),
            "earn" | "make" | "earned" | "made" | "earns" | "makes" => {
                subject(3, &is_anybody) || bounded && subject(6, &|word| is_anybody(word) || GROUPS.contains(&word))
            }
            _ => false,
        }
    }
}
