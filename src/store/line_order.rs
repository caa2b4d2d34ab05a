//! Sorts and groups concordance lines by their words and metadata.

use std::collections::BTreeMap;

use crate::record::MISSING;
use crate::store::concordance::ConcordanceLine;

/// What lines are sorted or grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKey {
    /// The n-th word left of the hit, from 1.
    Left(usize),
    /// All words left of the hit, the nearest first.
    AllLeft,
    /// The words of the hit.
    Keyword,
    /// The n-th word right of the hit, from 1.
    Right(usize),
    /// All words right of the hit, the nearest first.
    AllRight,
    /// Id of the article.
    Id,
    /// Outlet.
    Outlet,
    /// Day.
    Date,
    /// Year.
    Year,
    /// Section.
    Section,
    /// Author.
    Author,
    /// Title or body.
    Field,
}

/// Keys that are named by a word.
const NAMED: [(&str, LineKey); 10] = [
    ("left", LineKey::AllLeft),
    ("right", LineKey::AllRight),
    ("keyword", LineKey::Keyword),
    ("id", LineKey::Id),
    ("outlet", LineKey::Outlet),
    ("date", LineKey::Date),
    ("year", LineKey::Year),
    ("section", LineKey::Section),
    ("author", LineKey::Author),
    ("field", LineKey::Field),
];
/// Furthest word from the hit that is a key.
const FURTHEST: usize = 50;

impl std::str::FromStr for LineKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.to_lowercase();
        let place = |side: char| lower.strip_prefix(side)?.parse::<usize>().ok().filter(|n| (1..=FURTHEST).contains(n));
        let named = || NAMED.iter().find(|(name, _)| *name == lower || (lower == "k" && *name == "keyword"));
        match (place('l'), place('r'), named()) {
            (Some(n), ..) => Ok(Self::Left(n)),
            (_, Some(n), _) => Ok(Self::Right(n)),
            (.., Some((_, key))) => Ok(*key),
            _ => {
                let names = NAMED.map(|(name, _)| name).join(", ");
                Err(format!("use L1…L{FURTHEST}, R1…R{FURTHEST} or one of {names}"))
            }
        }
    }
}

impl LineKey {
    /// The names of all keys as a regular expression, without ends.
    #[must_use]
    pub fn pattern() -> String {
        let places: Vec<String> = (1..=FURTHEST).map(|n| n.to_string()).collect();
        format!("{}|[LRlr]({})", NAMED.map(|(name, _)| name).join("|"), places.join("|"))
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Left(n) => format!("L{n}"),
            Self::Right(n) => format!("R{n}"),
            word => NAMED.iter().find(|(_, key)| *key == word).map_or_else(String::new, |(name, _)| (*name).to_owned()),
        }
    }

    fn of(self, line: &ConcordanceLine) -> String {
        let given = |value: Option<&str>| value.unwrap_or(MISSING).to_owned();
        match self {
            Self::Left(n) => given(line.left_words.get(n - 1).map(String::as_str)),
            Self::Right(n) => given(line.right_words.get(n - 1).map(String::as_str)),
            Self::AllLeft => line.left_words.join(" "),
            Self::AllRight => line.right_words.join(" "),
            Self::Keyword => line.words.join(" "),
            Self::Id => line.id.clone(),
            Self::Outlet => given(line.outlet.as_deref()),
            Self::Date => given(line.date.as_deref()),
            Self::Year => given(line.date.as_deref().and_then(|d| d.get(..4))),
            Self::Section => given(line.section.as_deref()),
            Self::Author => given(line.author.as_deref()),
            Self::Field => line.field.to_owned(),
        }
    }
}

/// Sorts lines by `keys`, the first first; equal lines keep their order.
pub fn sort_lines(lines: &mut [ConcordanceLine], keys: &[LineKey]) {
    lines.sort_by_cached_key(|line| keys.iter().map(|key| key.of(line)).collect::<Vec<_>>());
}

/// Number of lines by `keys`, the largest group first; the numbers add up to all lines.
#[must_use]
pub fn group_lines(lines: &[ConcordanceLine], keys: &[LineKey]) -> Vec<(Vec<String>, u64)> {
    let mut groups: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for line in lines {
        *groups.entry(keys.iter().map(|key| key.of(line)).collect()).or_default() += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    groups
}
