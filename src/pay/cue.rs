//! Distinguishes pay from prices, budgets, benefits and what else is counted in money.
//!
//! An amount an hour is pay unless something else is said; an amount for a longer time, or for a
//! time that is not said, is pay only where the words around it say so. When in doubt it is none.

use crate::pay::amount::{Amount, Sum};
use crate::pay::charge::is_charge;
use crate::pay::difference::is_difference;
use crate::pay::period::Period;
use crate::pay::sentence::PaySentence;
use crate::pay::words::{
    AUXILIARIES, BEFORE_SALARY, BEFORE_WAGE, BENEFITS, BRIDGE, CLOSERS, HOURLY_PRICES, HOURLY_SIGNS, NEVER, PERSONS,
    SHARED, THINGS, is_business, is_earning, is_job, is_pay_noun, is_work,
};

/// How an amount is read: as pay for this time, said or taken from its size and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AmountReading {
    pub(super) period: Period,
    pub(super) stated: bool,
}

/// An amount with what is said about its period.
#[derive(Clone, Copy)]
pub(super) struct Claim<'a> {
    pub(super) line: PaySentence<'a>,
    pub(super) start: u32,
    /// After the last sum.
    pub(super) sums_end: u32,
    /// After the words of the period.
    pub(super) end: u32,
    pub(super) last: Sum,
    pub(super) said: Option<Period>,
}

impl<'a> Claim<'a> {
    pub(super) fn of(line: PaySentence<'a>, amount: &Amount, said: Option<Period>, end: u32) -> Self {
        let last = *amount.sums.last().expect("an amount holds a sum");
        Self { line, start: amount.tokens.start, sums_end: amount.tokens.end, end, last, said }
    }

    /// How the amount is read; `None` when it is no pay.
    pub(super) fn read(self) -> Option<AmountReading> {
        if self.is_step() {
            return None;
        }
        match self.said {
            Some(Period::Hour) => self.is_hourly_pay().then_some(AmountReading { period: Period::Hour, stated: true }),
            Some(period) => self.is_pay_for_longer().then_some(AmountReading { period, stated: true }),
            None => self.without_period(),
        }
    }

    /// A raise, a gap or a bonus by this amount.
    pub(super) fn is_step(self) -> bool {
        is_difference(self.line, self.start, [self.sums_end, self.end])
    }

    pub(super) fn before(self, n: usize) -> impl Iterator<Item = (u32, &'a str)> {
        self.line.before(self.start, n)
    }

    pub(super) fn after(self, n: usize) -> impl Iterator<Item = (u32, &'a str)> {
        self.line.after(self.end, n)
    }

    fn any_around(self, before: usize, after: usize, is: impl Fn(&str) -> bool) -> bool {
        self.before(before).any(|(_, word)| is(word)) || self.after(after).any(|(_, word)| is(word))
    }

    fn is_hourly_pay(self) -> bool {
        let charge = is_charge(self.line, self.start, self.end);
        if charge || self.last.large || self.last.high > MOST_AN_HOUR {
            return false;
        }
        let charged = self.before(6).any(|(_, word)| word == "unemployment")
            || self.before(4).any(|(_, word)| word.starts_with("charg") || word.starts_with("bill"));
        let price = self.any_around(8, 5, |word| HOURLY_PRICES.contains(&word));
        let pay = self.any_around(10, 6, |word| is_pay_noun(word) || is_earning(word) || is_work(word));
        !charged && (pay || !price && self.last.high <= MOST_UNSAID)
    }

    fn is_pay_for_longer(self) -> bool {
        if self.last.large {
            return self.is_large_salary();
        }
        if self.noun_near() {
            return !self.is_shared_income() && !self.any_around(12, 6, |word| NEVER.contains(&word));
        }
        let other = self.any_around(14, 8, |word| NEVER.contains(&word) || BENEFITS.contains(&word));
        if other || self.is_shared_income() || self.is_spent_on_something() {
            return false;
        }
        self.is_earned(7)
            || self.is_made()
            || self.is_paid()
            || self.is_of_a_job()
            || self.is_paid_range()
            || self.is_got()
            || self.is_taken_home()
    }

    fn without_period(self) -> Option<AmountReading> {
        let Sum { low, high, large, .. } = self.last;
        let assumed = |period| Some(AmountReading { period, stated: false });
        if !large && low >= LEAST_WAGE && high <= MOST_WAGE && self.is_wage() {
            return assumed(Period::Hour);
        }
        let each = matches!(self.line.word(self.end), "a" | "an" | "per");
        if (large || low >= LEAST_SALARY) && !each && self.is_salary() {
            return assumed(Period::Year);
        }
        if large && self.in_a_year() && self.is_own_of_year() {
            return Some(AmountReading { period: Period::Year, stated: true });
        }
        if large || self.is_shared_income() || self.any_around(12, 6, |word| NEVER.contains(&word)) {
            return None;
        }
        let earned = self.direct(is_earning) || self.is_made() || self.is_taken_home();
        if earned && low >= LEAST_YEARLY && self.in_a_year() {
            return Some(AmountReading { period: Period::Year, stated: true });
        }
        let now = self.direct(|word| matches!(word, "earn" | "earns" | "earning" | "make" | "makes" | "making"));
        if now && self.closes() && low >= LEAST_YEARLY && high < MOST_YEARLY {
            return assumed(Period::Year);
        }
        let hourly = self.any_around(14, 10, |word| HOURLY_SIGNS.contains(&word));
        let paid = now || self.direct(|word| matches!(word, "paid" | "pay" | "pays" | "paying"));
        (paid && self.closes() && hourly && high <= MOST_WAGE && low >= LEAST_WAGE).then_some(())?;
        assumed(Period::Hour)
    }

    /// "salary of", "wages averaging", and "salary" or "in tips" after it.
    fn noun_near(self) -> bool {
        let before = self.before(6).find(|(_, word)| !BRIDGE.contains(word));
        let followed = self.after(3).any(|(_, word)| is_pay_noun(word) && word != "pay");
        followed
            || self.is_headed(is_pay_noun)
            || before.is_some_and(|(place, word)| is_pay_noun(word) && !self.is_pay_verb(place, word))
    }

    /// "Starting salary: $35K", "Pay range: $500".
    fn is_headed(self, is: impl Fn(&str) -> bool) -> bool {
        let Some(head) = self.start.checked_sub(1).filter(|_| self.line.gap(self.start).contains(':')) else {
            return false;
        };
        let range = matches!(self.line.word(head), "range" | "scale");
        is(self.line.word(head)) || range && is(self.line.word_before(head))
    }

    /// "pay" without "of", "is" or the like after it is a verb: "pay $900 a month".
    fn is_pay_verb(self, place: u32, word: &str) -> bool {
        let linked = |at: u32| matches!(self.line.word(at), "at" | "averages" | "from" | "is" | "of" | "to" | "was");
        word == "pay" && !linked(place + 1)
    }

    /// Salaries in millions: only where one salary is named beside the amount.
    fn is_large_salary(self) -> bool {
        let one = |word: &str| matches!(word, "salary" | "compensation" | "pay" | "paycheck");
        let before = self.before(5).find(|(_, word)| !BRIDGE.contains(word));
        let named =
            before.is_some_and(|(place, word)| one(word) && place + 1 < self.start && !self.is_pay_verb(place, word));
        let next = self.after(2).find(|(_, word)| !matches!(*word, "base" | "annual" | "yearly"));
        named || next.is_some_and(|(at, word)| matches!(word, "salary" | "paycheck") && !self.is_capped(at))
    }

    /// A verb of earning in the clause before.
    fn is_earned(self, n: usize) -> bool {
        let number = |(place, _): &(u32, &str)| self.line.token(*place).is_some_and(|token| token.shape.number);
        let mut back = self.before(n).take_while(|word| !number(word));
        back.any(|(place, word)| is_earning(word) && self.line.word(place + 1) != "income")
    }

    /// "makes $9", "making between", "made about".
    fn is_made(self) -> bool {
        !matches!(self.line.word_before(self.start), "a" | "her" | "his" | "the" | "their")
            && self.direct(|word| matches!(word, "make" | "makes" | "making" | "made"))
    }

    /// The word before the amount, but for "about", "more than" and the like.
    fn direct(self, is: impl Fn(&str) -> bool) -> bool {
        self.before(8).find(|(_, word)| !BRIDGE.contains(word)).is_some_and(|(_, word)| is(word))
    }

    /// "is paid $400 a week", "pays them", "jobs that pay".
    fn is_paid(self) -> bool {
        let Some((place, word)) = self.before(6).find(|(_, word)| !BRIDGE.contains(word)) else { return false };
        let pays = |word: &str| matches!(word, "pay" | "pays" | "paid" | "paying");
        let payer = |(place, word): (u32, &str)| pays(word) && self.line.word_before(place) != "security";
        if PERSONS.contains(&word) && self.line.before(place, 4).any(payer) {
            return true;
        }
        if !pays(word) {
            return false;
        }
        let subject = |is: &dyn Fn(&str) -> bool| self.line.before(place, 5).any(|(_, word)| is(word));
        match word {
            "paid" => !subject(&is_business) && self.line.before(place, 2).any(|(_, word)| AUXILIARIES.contains(&word)),
            _ => subject(&is_job),
        }
    }

    /// "a $50,000-a-year job", "worked for $40 a week".
    fn is_of_a_job(self) -> bool {
        let next = self.after(1).any(|(_, word)| is_job(word));
        let hyphen = self.line.gap(self.end).is_empty() || self.line.gap(self.end) == " ";
        let at = matches!(self.line.word_before(self.start), "for" | "at");
        next && hyphen || at && self.before(6).skip(1).take(4).any(|(_, word)| is_work(word))
    }

    /// Pay of a household is no pay of a worker.
    fn is_shared_income(self) -> bool {
        let spouse = |(place, word): (u32, &str)| {
            matches!(word, "wife" | "husband" | "spouse") && self.line.before(place, 2).any(|(_, word)| word == "and")
        };
        let wide = self.start.saturating_sub(16)..self.start;
        self.any_around(9, 2, |word| SHARED.contains(&word))
            || wide.map(|at| self.line.word(at)).any(|word| matches!(word, "couple" | "couples" | "households"))
            || self.before(6).any(spouse)
    }

    /// "$900 a month for rent", "earned $5,000 a year in interest".
    fn is_spent_on_something(self) -> bool {
        let mut next = self.after(5).map(|(_, word)| word);
        let linked = next.next().is_some_and(|word| matches!(word, "in" | "on" | "for" | "from" | "toward" | "off"));
        linked && next.any(|word| THINGS.contains(&word))
    }

    /// "the $15 federal minimum wage", "minimum wage to $15", "wages of $9".
    fn is_wage(self) -> bool {
        let wage = |word: &str| matches!(word, "wage" | "wages");
        let next = self.line.after(self.end, 5).find(|(_, word)| !BEFORE_WAGE.contains(word));
        if next.is_some_and(|(_, word)| wage(word)) {
            return true;
        }
        let before = self.before(8).find(|(_, word)| !BRIDGE.contains(word) && !BEFORE_WAGE.contains(word));
        before.is_some_and(|(place, word)| wage(word) && place + 1 < self.start)
    }

    /// "a salary of $52,000", "the $174,000 salary".
    fn is_salary(self) -> bool {
        let salary = |word: &str| matches!(word, "salary" | "salaries");
        let next = self.line.after(self.end, 4).find(|(_, word)| !BEFORE_SALARY.contains(word));
        if next.is_some_and(|(at, word)| salary(word) && !self.is_capped(at)) {
            return !self.last.large || next.is_some_and(|(_, word)| word == "salary");
        }
        let before = self.before(6).find(|(_, word)| !BRIDGE.contains(word));
        let named = before.is_some_and(|(place, word)| salary(word) && place + 1 < self.start);
        let named = named || !self.last.large && self.is_headed(salary);
        named && !(self.last.large && before.is_some_and(|(_, word)| word == "salaries"))
    }

    /// "salary cap", "salary-cap hit": the word at `at` is no salary but a limit for those of a team.
    fn is_capped(self, at: u32) -> bool {
        matches!(self.line.word(at + 1), "cap" | "caps")
    }

    /// "last year", "in 2014" after the amount.
    fn in_a_year(self) -> bool {
        let mut next = self.after(2).map(|(_, word)| word);
        match (next.next(), next.next()) {
            (Some("last" | "this"), Some("year")) => true,
            (Some("in"), Some(year)) => year.len() == 4 && (year.starts_with("19") || year.starts_with("20")),
            _ => false,
        }
    }

    /// True when the amount is not the start of a longer noun: "$100,000 donations".
    pub(super) fn closes(self) -> bool {
        let Some((_, next)) = self.after(1).next() else { return true };
        let gap = self.line.gap(self.end);
        gap.contains([',', ')', '"', '”', '(']) || CLOSERS.contains(&next)
    }
}

/// Above this many dollars an hour an amount is something else.
const MOST_AN_HOUR: f64 = 5000.0;
/// More than this many dollars an hour are pay only beside a word of pay.
const MOST_UNSAID: f64 = 100.0;
/// Wages without a period lie between these.
const LEAST_WAGE: f64 = 0.2;
const MOST_WAGE: f64 = 75.0;
/// Salaries without a period are not below this.
const LEAST_SALARY: f64 = 3000.0;
/// What is earned in a year that is not said lies between these.
const LEAST_YEARLY: f64 = 10_000.0;
const MOST_YEARLY: f64 = 1e6;
