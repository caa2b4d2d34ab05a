//! Tells pay from prices, budgets, benefits and what else is counted in money.
//!
//! An amount an hour is pay unless something else is said; an amount for a longer time, or for a
//! time that is not said, is pay only where the words around it say so. When in doubt it is none.

use crate::pay::amount::{Amount, Sum};
use crate::pay::line::Line;
use crate::pay::period::Period;

/// How an amount is read: as pay for this time, said or taken from its size and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) period: Period,
    pub(super) stated: bool,
}

/// Groups told by what they earn: "those making more than".
const BOUNDS: &[&str] =
    &["above", "at", "below", "between", "excess", "less", "more", "over", "under", "up", "upwards"];

/// An amount with what is said about its period.
#[derive(Clone, Copy)]
pub(super) struct Claim<'a> {
    pub(super) line: Line<'a>,
    pub(super) start: u32,
    /// Behind the last sum.
    pub(super) sums_end: u32,
    /// Behind the words of the period.
    pub(super) end: u32,
    pub(super) last: Sum,
    pub(super) said: Option<Period>,
}

impl<'a> Claim<'a> {
    pub(super) fn of(line: Line<'a>, amount: &Amount, said: Option<Period>, end: u32) -> Self {
        let last = *amount.sums.last().expect("an amount holds a sum");
        Self { line, start: amount.tokens.start, sums_end: amount.tokens.end, end, last, said }
    }

    /// How the amount is read; `None` when it is no pay.
    pub(super) fn read(self) -> Option<Reading> {
        if self.is_difference() {
            return None;
        }
        match self.said {
            Some(Period::Hour) => self.is_hourly_pay().then_some(Reading { period: Period::Hour, stated: true }),
            Some(period) => self.is_pay_for_longer().then_some(Reading { period, stated: true }),
            None => self.without_period(),
        }
    }

    fn before(self, n: usize) -> impl Iterator<Item = (u32, &'a str)> {
        self.line.before(self.start, n)
    }

    fn after(self, n: usize) -> impl Iterator<Item = (u32, &'a str)> {
        self.line.after(self.end, n)
    }

    fn any_around(self, before: usize, after: usize, is: impl Fn(&str) -> bool) -> bool {
        self.before(before).any(|(_, word)| is(word)) || self.after(after).any(|(_, word)| is(word))
    }

    /// A raise of so much, or so much more than others: no level of pay.
    fn is_difference(self) -> bool {
        let next = |at: u32| self.line.after(at, 1).next().map_or("", |(_, word)| word);
        let mut back = self.before(3).map(|(_, word)| word);
        let (one, two) = (back.next().unwrap_or(""), back.next().unwrap_or(""));
        matches!(one, "by" | "extra" | "additional" | "another")
            || one == "an" && matches!(two, "by" | "up")
            || matches!(one, "of" | "a") && DIFFERENCES.contains(&two) && one == "of"
            || [next(self.sums_end), next(self.end)].iter().any(|word| DIFFERENCES.contains(word))
    }

    fn is_hourly_pay(self) -> bool {
        if self.last.large || self.last.high > MOST_AN_HOUR {
            return false;
        }
        let charged = self.before(4).any(|(_, word)| word.starts_with("charg") || word.starts_with("bill"));
        let price = self.any_around(8, 5, |word| HOURLY_PRICES.contains(&word));
        let pay = self.any_around(10, 6, |word| is_pay_noun(word) || is_earning(word) || is_work(word));
        !charged && (pay || !price)
    }

    fn is_pay_for_longer(self) -> bool {
        if self.last.large {
            return self.is_large_salary();
        }
        if self.noun_near() {
            return !self.any_around(12, 6, |word| NEVER.contains(&word));
        }
        let other = self.any_around(14, 8, |word| NEVER.contains(&word) || BENEFITS.contains(&word));
        if other || self.is_shared_income() || self.is_spent_on_something() {
            return false;
        }
        self.is_earned(7) || self.is_made() || self.is_paid() || self.is_of_a_job()
    }

    fn without_period(self) -> Option<Reading> {
        let Sum { low, high, large, .. } = self.last;
        let assumed = |period| Some(Reading { period, stated: false });
        if !large && low >= LEAST_WAGE && high <= MOST_WAGE && self.is_wage() {
            return assumed(Period::Hour);
        }
        if (large || low >= LEAST_SALARY) && self.is_salary() {
            return assumed(Period::Year);
        }
        if large || self.is_shared_income() || self.any_around(12, 6, |word| NEVER.contains(&word)) {
            return None;
        }
        let earned = self.direct(is_earning) || self.is_made();
        if earned && low >= LEAST_YEARLY && self.in_a_year() {
            return Some(Reading { period: Period::Year, stated: true });
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

    /// A bracket of yearly earnings, not somebody's pay: "people making more than $250,000".
    pub(super) fn is_bracket(self) -> bool {
        let Some((place, word)) = self.before(8).find(|(_, word)| !BRIDGE.contains(word)) else { return false };
        let of_group = match word {
            "earning" | "making" | "earners" => true,
            "earn" | "make" | "earned" | "made" => self
                .line
                .before(place, 6)
                .any(|(_, word)| matches!(word, "who" | "that" | "of" | "all") || is_group(word)),
            _ => false,
        };
        let behind = self.after(2).any(|(_, word)| matches!(word, "more" | "less"));
        of_group && (self.last.high > self.last.low || behind || self.before(5).any(|(_, word)| BOUNDS.contains(&word)))
    }

    /// "salary of", "wages averaging", and "salary" or "in tips" behind.
    fn noun_near(self) -> bool {
        let before = self.before(6).find(|(_, word)| !BRIDGE.contains(word));
        let behind = self.after(3).any(|(_, word)| is_pay_noun(word) && word != "pay");
        behind || before.is_some_and(|(place, word)| is_pay_noun(word) && !self.is_pay_verb(place, word))
    }

    /// "pay" without "of", "is" or the like behind it is a verb: "pay $900 a month".
    fn is_pay_verb(self, place: u32, word: &str) -> bool {
        let linked = |at: u32| matches!(self.line.word(at), "at" | "averages" | "from" | "is" | "of" | "to" | "was");
        word == "pay" && !(place + 1..self.start).any(linked)
    }

    /// Salaries in millions: only where one salary is named beside the amount.
    fn is_large_salary(self) -> bool {
        let one = |word: &str| matches!(word, "salary" | "compensation" | "pay" | "paycheck");
        let before = self.before(5).find(|(_, word)| !BRIDGE.contains(word));
        let named =
            before.is_some_and(|(place, word)| one(word) && place + 1 < self.start && !self.is_pay_verb(place, word));
        let behind = self.after(2).find(|(_, word)| !matches!(*word, "base" | "annual" | "yearly"));
        named || behind.is_some_and(|(_, word)| matches!(word, "salary" | "paycheck"))
    }

    /// A verb of earning in the clause before.
    fn is_earned(self, n: usize) -> bool {
        self.before(n).any(|(place, word)| is_earning(word) && self.line.word(place + 1) != "income")
    }

    /// "makes $9", "making between", "made about".
    fn is_made(self) -> bool {
        self.line.word_before(self.start) != "a"
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
            "paid" => self.line.before(place, 2).any(|(_, word)| AUXILIARIES.contains(&word)),
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
        self.any_around(9, 2, |word| SHARED.contains(&word)) || self.before(6).any(spouse)
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
        let behind = self.line.after(self.end, 5).find(|(_, word)| !BEFORE_WAGE.contains(word));
        if behind.is_some_and(|(_, word)| wage(word)) {
            return true;
        }
        let before = self.before(8).find(|(_, word)| !BRIDGE.contains(word) && !BEFORE_WAGE.contains(word));
        before.is_some_and(|(place, word)| wage(word) && place + 1 < self.start)
    }

    /// "a salary of $52,000", "the $174,000 salary".
    fn is_salary(self) -> bool {
        let salary = |word: &str| matches!(word, "salary" | "salaries");
        let behind = self.line.after(self.end, 4).find(|(_, word)| !BEFORE_SALARY.contains(word));
        if behind.is_some_and(|(_, word)| salary(word)) {
            return !self.last.large || behind.is_some_and(|(_, word)| word == "salary");
        }
        let before = self.before(6).find(|(_, word)| !BRIDGE.contains(word));
        let named = before.is_some_and(|(place, word)| salary(word) && place + 1 < self.start);
        named && !(self.last.large && before.is_some_and(|(_, word)| word == "salaries"))
    }

    /// "last year", "in 2014" behind the amount.
    fn in_a_year(self) -> bool {
        let mut next = self.after(2).map(|(_, word)| word);
        match (next.next(), next.next()) {
            (Some("last" | "this"), Some("year")) => true,
            (Some("in"), Some(year)) => year.len() == 4 && (year.starts_with("19") || year.starts_with("20")),
            _ => false,
        }
    }

    /// True when the amount is not the start of a longer noun: "$100,000 donations".
    fn closes(self) -> bool {
        let Some((_, next)) = self.after(1).next() else { return true };
        let gap = self.line.gap(self.end);
        gap.contains([',', ')', '"', '”', '(']) || CLOSERS.contains(&next)
    }
}

/// Above so many dollars an hour an amount is something else.
const MOST_AN_HOUR: f64 = 5000.0;
/// Wages without a period lie between these.
const LEAST_WAGE: f64 = 0.2;
const MOST_WAGE: f64 = 75.0;
/// Salaries without a period are not below this.
const LEAST_SALARY: f64 = 3000.0;
/// What is earned in a year that is not said lies between these.
const LEAST_YEARLY: f64 = 10_000.0;
const MOST_YEARLY: f64 = 1e6;

/// True for a noun that names pay.
pub(super) fn is_pay_noun(word: &str) -> bool {
    matches!(
        word,
        "compensation"
            | "earnings"
            | "paycheck"
            | "paychecks"
            | "pay"
            | "salaries"
            | "salary"
            | "stipend"
            | "stipends"
            | "tips"
            | "wage"
            | "wages"
    )
}

fn is_group(word: &str) -> bool {
    matches!(
        word,
        "americans"
            | "anyone"
            | "everyone"
            | "individuals"
            | "people"
            | "residents"
            | "those"
            | "voters"
            | "workers"
            | "percent"
    )
}

fn is_earning(word: &str) -> bool {
    matches!(word, "earn" | "earned" | "earner" | "earners" | "earning" | "earns")
}

fn is_work(word: &str) -> bool {
    is_job(word)
        || matches!(
            word,
            "employed"
                | "hire"
                | "hired"
                | "hires"
                | "hiring"
                | "labor"
                | "paid"
                | "paying"
                | "pays"
                | "worked"
                | "works"
        )
}

fn is_job(word: &str) -> bool {
    matches!(
        word,
        "apprenticeship"
            | "employee"
            | "employees"
            | "gig"
            | "gigs"
            | "internship"
            | "internships"
            | "job"
            | "jobs"
            | "position"
            | "positions"
            | "work"
            | "worker"
            | "workers"
            | "working"
    )
}

/// Words that may stand between pay and its amount.
const BRIDGE: &[&str] = &[
    "a",
    "about",
    "above",
    "almost",
    "an",
    "approximately",
    "are",
    "around",
    "as",
    "at",
    "average",
    "averaged",
    "averages",
    "averaging",
    "be",
    "been",
    "below",
    "between",
    "close",
    "currently",
    "estimated",
    "even",
    "excess",
    "exceeding",
    "for",
    "from",
    "in",
    "is",
    "just",
    "least",
    "less",
    "listed",
    "little",
    "maybe",
    "more",
    "much",
    "nearly",
    "now",
    "of",
    "only",
    "or",
    "over",
    "perhaps",
    "probably",
    "range",
    "ranged",
    "ranges",
    "ranging",
    "reported",
    "reportedly",
    "roughly",
    "same",
    "some",
    "somewhere",
    "started",
    "starting",
    "starts",
    "than",
    "the",
    "to",
    "totaling",
    "typical",
    "under",
    "up",
    "upward",
    "upwards",
    "was",
    "well",
    "were",
    "will",
    "would",
];

/// Words that may stand between an amount and "wage".
const BEFORE_WAGE: &[&str] = &[
    "average",
    "base",
    "citywide",
    "current",
    "entry",
    "federal",
    "guaranteed",
    "hourly",
    "level",
    "living",
    "local",
    "mandatory",
    "median",
    "minimum",
    "national",
    "nationwide",
    "new",
    "prevailing",
    "proposed",
    "starting",
    "state",
    "statewide",
    "tipped",
    "universal",
];

/// Words that may stand between an amount and "salary".
const BEFORE_SALARY: &[&str] = &[
    "annual",
    "average",
    "base",
    "congressional",
    "current",
    "entry",
    "government",
    "level",
    "median",
    "minimum",
    "presidential",
    "starting",
    "teacher",
    "yearly",
];

/// A step up or down, not a level.
const DIFFERENCES: &[&str] = &[
    "bonus",
    "bonuses",
    "boost",
    "bump",
    "cut",
    "cuts",
    "extra",
    "fewer",
    "fine",
    "fines",
    "gap",
    "hike",
    "hikes",
    "increase",
    "increases",
    "increment",
    "increments",
    "less",
    "more",
    "premium",
    "raise",
    "raises",
    "reduction",
];

/// Where these are an hour's worth, it is a price.
const HOURLY_PRICES: &[&str] = &[
    "burn",
    "burning",
    "cost",
    "costing",
    "costs",
    "electricity",
    "fare",
    "fee",
    "fees",
    "gdp",
    "lesson",
    "lessons",
    "lose",
    "loses",
    "losing",
    "lost",
    "output",
    "park",
    "parked",
    "parking",
    "price",
    "priced",
    "prices",
    "productivity",
    "rent",
    "rental",
    "rentals",
    "rented",
    "renting",
    "rents",
    "spend",
    "spending",
    "spends",
    "spent",
    "toll",
    "tolls",
];

/// Where these are near, an amount is no pay even beside "salary".
const NEVER: &[&str] = &[
    "alimony",
    "budget",
    "cap",
    "deductible",
    "donation",
    "donations",
    "fine",
    "fined",
    "fines",
    "grant",
    "grants",
    "jobless",
    "lawsuit",
    "payroll",
    "premiums",
    "refund",
    "rebate",
    "rebates",
    "revenue",
    "revenues",
    "scholarship",
    "settlement",
    "stimulus",
    "subsidies",
    "subsidy",
    "tuition",
    "unemployment",
];

/// Money that people get or give without working for it.
const BENEFITS: &[&str] = &[
    "assistance",
    "benefit",
    "benefits",
    "contribution",
    "contributions",
    "costs",
    "credit",
    "credits",
    "debt",
    "disability",
    "dividend",
    "dividends",
    "insurance",
    "interest",
    "loan",
    "loans",
    "medicare",
    "mortgage",
    "pension",
    "pensions",
    "profit",
    "profits",
    "rent",
    "rents",
    "savings",
    "stamps",
    "subscription",
    "welfare",
];

/// What amounts are spent on or come from.
const THINGS: &[&str] = &[
    "ads",
    "advertising",
    "benefits",
    "care",
    "contracts",
    "coverage",
    "dividends",
    "fees",
    "food",
    "fuel",
    "gas",
    "groceries",
    "housing",
    "interest",
    "investments",
    "medicine",
    "profit",
    "profits",
    "rent",
    "royalties",
    "sales",
    "support",
    "taxes",
    "tuition",
];

/// Those who earn together.
const SHARED: &[&str] =
    &["couple", "couples", "families", "family", "filers", "household", "households", "joint", "jointly"];

/// Those who are paid.
const PERSONS: &[&str] = &[
    "aides",
    "cooks",
    "drivers",
    "employees",
    "farmworkers",
    "her",
    "him",
    "interns",
    "me",
    "members",
    "nurses",
    "organizers",
    "people",
    "players",
    "staff",
    "staffers",
    "teachers",
    "them",
    "us",
    "women",
    "workers",
    "you",
];

const AUXILIARIES: &[&str] =
    &["am", "are", "be", "been", "being", "get", "gets", "getting", "got", "is", "was", "were"];

/// Words near a small sum that tell of pay by the hour.
const HOURLY_SIGNS: &[&str] =
    &["hour", "hourly", "minimum", "overtime", "shift", "shifts", "tipped", "tips", "wage", "wages"];

/// Words that go on behind a whole amount.
const CLOSERS: &[&str] = &[
    "after", "and", "are", "as", "at", "because", "before", "but", "do", "have", "if", "is", "or", "should", "so",
    "than", "then", "to", "today", "were", "when", "while", "who", "will", "with", "working", "would",
];
