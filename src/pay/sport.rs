//! Contracts of professional athletes: sums in the millions beside words of sport, which no working life is paid by.
//!
//! Clubs trade, owe and retain them, and one of them moves the median of all pay in the news of a day. What is paid below a
//! million a year in sport stays pay: players of small leagues, cooks of a ballpark.

use crate::pay::cue::AmountReading;
use crate::pay::number::{factor_word, is_cardinal};
use crate::pay::period::HOURS_A_YEAR;
use crate::pay::sentence::PaySentence;

/// From this much in a year on, in any currency, a sum in a sentence on sport is the price of a contract.
const LEAST_A_YEAR: f64 = 1e6;

/// True for sums from `low` on that are large enough in a year.
pub(super) fn may_be_contract(low: f64, reading: AmountReading) -> bool {
    low * HOURS_A_YEAR / reading.period.hours() >= LEAST_A_YEAR
}

/// True for a sentence on athletes and their clubs, on what a club owes of a salary, or with a contract given by its years
/// and its whole sum: "a three-year, $42 million deal".
pub(super) fn is_on_sport(line: PaySentence<'_>) -> bool {
    let mut places = line.sentence.start..line.sentence.end;
    places.any(|at| {
        SPORT.contains(&line.word(at).trim_end_matches("'s")) || is_free_agent(line, at) || is_contract_by_sum(line, at)
    })
}

/// "free agent", "free agency".
fn is_free_agent(line: PaySentence<'_>, at: u32) -> bool {
    line.word(at) == "free" && matches!(line.word(at + 1), "agent" | "agents" | "agency")
}

/// "five-year, $40 million deal", "$42 million, three-year contract", "a two-year contract worth $9 million": years and
/// millions side by side.
fn is_contract_by_sum(line: PaySentence<'_>, at: u32) -> bool {
    if !matches!(line.word(at), "contract" | "contracts" | "deal" | "deals" | "extension" | "extensions" | "pact") {
        return false;
    }
    let is_number = |place: u32| line.token(place).is_some_and(|token| token.shape.number);
    let is_part = |(place, word): &(u32, &str)| {
        is_number(*place)
            || is_cardinal(word)
            || factor_word(word).is_some()
            || matches!(*word, "contract" | "guaranteed" | "year")
    };
    let ahead: Vec<&str> = line.before(at, 7).take_while(is_part).map(|(_, word)| word).collect();
    let is_large = |word: &&str| factor_word(word).is_some_and(|factor| factor >= 1e6);
    let worth = || {
        let mut next =
            line.after(at + 1, 4).skip_while(|(_, word)| matches!(*word, "extension" | "for" | "of" | "worth"));
        let has_sum = next.next().is_some_and(|(place, _)| is_number(place));
        has_sum && next.next().is_some_and(|(_, word)| is_large(&word))
    };
    ahead.contains(&"year") && (ahead.iter().any(is_large) || worth())
}

/// Who plays, where, and what clubs do with contracts.
const SPORT: &[&str] = &[
    "athlete",
    "athletes",
    "ballplayer",
    "ballplayers",
    "batter",
    "cornerback",
    "defenseman",
    "footballer",
    "footballers",
    "fullback",
    "goalie",
    "goalkeeper",
    "infielder",
    "league",
    "leagues",
    "linebacker",
    "midfielder",
    "mlb",
    "mls",
    "nba",
    "nfl",
    "nhl",
    "offseason",
    "outfielder",
    "owed",
    "pitcher",
    "pitchers",
    "player",
    "players",
    "playoff",
    "playoffs",
    "preseason",
    "quarterback",
    "quarterbacks",
    "rookie",
    "roster",
    "season",
    "seasons",
    "shortstop",
    "striker",
    "teammate",
    "teammates",
    "traded",
    "winger",
    "wnba",
];
