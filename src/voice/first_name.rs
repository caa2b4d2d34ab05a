//! First names that are nearly always of one gender.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// What "she" or "he" refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

static FIRST_NAMES: LazyLock<HashMap<&str, Gender, FixedState>> = LazyLock::new(|| {
    let rows = include_str!("first_names.csv").lines().filter(|line| !line.starts_with('#'));
    let pairs = rows.filter_map(|line| line.split_once(','));
    pairs.map(|(name, gender)| (name, if gender == "f" { Gender::Female } else { Gender::Male })).collect()
});

/// The gender of a folded first name.
pub(super) fn gender_of(first: &str) -> Option<Gender> {
    FIRST_NAMES.get(first).copied()
}

/// True for a first name of the list that is short for names of both genders, or is given to both since: a pronoun decides.
pub(super) fn is_of_both(first: &str) -> bool {
    OF_BOTH.contains(&first)
}

const OF_BOTH: &[&str] = &["alex", "blake", "drew", "jesse", "max", "riley", "sam"];
