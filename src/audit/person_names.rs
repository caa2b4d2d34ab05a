//! Names of speakers: whom a surname is short for, and what is hardly a name.

use hashbrown::HashMap;

/// Words that names of persons do not have.
const OF_NO_NAME: [&str; 12] = ["a", "an", "at", "by", "for", "from", "is", "on", "the", "to", "was", "with"];

/// Words that name nobody when they are alone.
const OF_NOBODY: [&str; 22] = [
    "a", "all", "another", "both", "few", "he", "i", "it", "many", "most", "one", "other", "others", "several", "she",
    "some", "that", "the", "these", "they", "this", "who",
];

/// Why a row may be an error of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Somebody speaks in one article only: what is read wrongly is seldom read so twice.
    OneArticle,
    /// The words are hardly a name or a role: a pronoun alone; signs or figures; in the name of a person, words that such
    /// names do not have, or no capital.
    NoName,
}

impl Doubt {
    /// The name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OneArticle => "one_article",
            Self::NoName => "no_name",
        }
    }

    /// The doubt about a speaker of this name or role, if there is one.
    pub(super) fn of(who: &str, form: &str, n_articles: u64) -> Option<Self> {
        let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '@' | '#' | '/' | '<' | '>' | '_' | '|' | '*');
        let mut words = who.split(' ');
        let is_phrase = words.clone().any(|word| OF_NO_NAME.contains(&word));
        let is_no_name = OF_NOBODY.iter().any(|word| word.eq_ignore_ascii_case(who))
            || who.contains(is_sign)
            || form == "named" && (is_phrase || !words.any(|w| w.starts_with(char::is_uppercase)));
        match (is_no_name, n_articles) {
            (true, _) => Some(Self::NoName),
            (false, 1) => Some(Self::OneArticle),
            (false, _) => None,
        }
    }
}

/// Whom a surname is short for.
#[derive(Default)]
pub(super) struct FullNames<'t> {
    /// By the number of an article and a surname, the full name of who speaks there; none where several do.
    of_article: HashMap<(u32, &'t str), Option<&'t str>>,
    /// By surname and role, how often each full name is printed with that role.
    of_role: HashMap<(&'t str, &'t str), HashMap<&'t str, u64>>,
}

/// The part of the speeches in one role of persons of one surname that must be of one person.
const ONE_PERSON: f64 = 0.9;

impl<'t> FullNames<'t> {
    /// Notes a name with a surname, printed in an article with a role.
    pub(super) fn add(&mut self, article: u32, name: &'t str, role: &'t str) {
        let Some((_, surname)) = name.rsplit_once(' ') else { return };
        let here = self.of_article.entry((article, surname)).or_insert(Some(name));
        *here = here.filter(|known| *known == name);
        if let Some(role) = first_role(role) {
            *self.of_role.entry((surname, role)).or_default().entry(name).or_default() += 1;
        }
    }

    /// The full name that a surname, one word, is short for in an article: the only one there that ends with it; where there
    /// is none, that of nearly all speeches in the same role by persons of that surname.
    pub(super) fn of(&self, article: u32, surname: &str, role: &str) -> Option<&'t str> {
        if let Some(here) = self.of_article.get(&(article, surname)) {
            return *here;
        }
        let of_role = self.of_role.get(&(surname, first_role(role)?))?;
        let all: u64 = of_role.values().sum();
        of_role.iter().find(|(_, n)| **n as f64 >= ONE_PERSON * all as f64).map(|(name, _)| *name)
    }
}

/// The first of the roles printed beside a name, where it is a title: it begins with a capital.
fn first_role(role: &str) -> Option<&str> {
    let first = role.split(';').next().unwrap_or_default().trim();
    Some(first).filter(|first| first.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::{Doubt, FullNames};

    #[test]
    fn a_surname_is_the_only_full_name_of_its_article_or_that_of_its_role() {
        let mut full = FullNames::default();
        for (article, name, role) in [
            (0, "Barack Obama", "President; who spoke"),
            (0, "Ann Lee", "lawyer"),
            (1, "Barack Obama", "President"),
            (1, "Michelle Obama", "First Lady"),
            (2, "Ann Bobama", ""),
        ] {
            full.add(article, name, role);
        }
        let of = |article, role| full.of(article, "Obama", role);
        assert_eq!((of(0, ""), of(1, "President"), of(2, "")), (Some("Barack Obama"), None, None));
        assert_eq!((of(3, "President"), of(3, "First Lady")), (Some("Barack Obama"), Some("Michelle Obama")));
        assert_eq!((of(3, "Senator"), of(3, "")), (None, None));
        assert_eq!(
            (full.of(3, "Lee", "lawyer"), full.of(0, "Lee", "")),
            (None, Some("Ann Lee")),
            "no title is no sign"
        );
        full.add(4, "Michelle Obama", "President");
        assert_eq!(full.of(3, "Obama", "President"), None, "two of three are not nearly all");
    }

    #[test]
    fn errors_of_single_articles_are_marked() {
        for (who, form, n, doubt) in [
            ("Barack Obama", "named", 9, None),
            ("Ann Lee", "named", 1, Some(Doubt::OneArticle)),
            ("Insurer @POTUS", "named", 9, Some(Doubt::NoName)),
            ("victim of a", "named", 2, Some(Doubt::NoName)),
            ("Touted by Obama", "named", 2, Some(Doubt::NoName)),
            ("de Blasio", "named", 2, None),
            ("Abdel al-Sisi", "named", 2, None),
            ("a spokesman", "unnamed", 9, None),
            ("2 officials", "group", 9, Some(Doubt::NoName)),
            ("The", "institution", 9, Some(Doubt::NoName)),
            ("The White House", "institution", 9, None),
        ] {
            assert_eq!(Doubt::of(who, form, n), doubt, "{who}");
        }
    }
}
