//! Names of speakers: whom a surname is short for, and what is hardly a name.

use hashbrown::HashMap;

use crate::audit::speeches::{NONE, NameParts};

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
    /// Somebody speaks in one article only, of all that were read: what is read wrongly is seldom read so twice.
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

/// Whom a surname is short for. Articles and texts by number, as speeches have them.
pub(super) struct FullNames<'p> {
    /// Of each text.
    parts: &'p [NameParts],
    /// By the number of an article and a surname, the full name of who speaks there; [`NONE`] where several do.
    of_article: HashMap<(u32, u32), u32>,
    /// By surname and title, how often each full name is printed with that title.
    of_title: HashMap<(u32, u32), HashMap<u32, u64>>,
}

/// The part of the speeches under one title of persons of one surname that must be of one person.
const ONE_PERSON: f64 = 0.9;

impl<'p> FullNames<'p> {
    pub(super) fn of_parts(parts: &'p [NameParts]) -> Self {
        Self { parts, of_article: HashMap::new(), of_title: HashMap::new() }
    }

    /// Notes a name with a surname, printed in an article with a role.
    pub(super) fn add(&mut self, article: u32, name: u32, role: u32) {
        let (surname, title) = (self.parts[name as usize].surname, self.parts[role as usize].title);
        if surname == NONE {
            return;
        }
        let here = self.of_article.entry((article, surname)).or_insert(name);
        if *here != name {
            *here = NONE;
        }
        if title != NONE {
            *self.of_title.entry((surname, title)).or_default().entry(name).or_default() += 1;
        }
    }

    /// The full name that a surname, one word, is short for in an article: that of nearly all speeches under the same title
    /// by persons of that surname; else the only one in the article that ends with it.
    pub(super) fn of(&self, article: u32, surname: u32, role: u32) -> Option<u32> {
        let here = || self.of_article.get(&(article, surname)).copied().filter(|here| *here != NONE);
        self.of_title(surname, self.parts[role as usize].title).or_else(here)
    }

    /// The commonest spelling of the name that a title before a surname belongs to: "Ann Doe" and "Ann B. Doe" are one.
    fn of_title(&self, surname: u32, title: u32) -> Option<u32> {
        let of_title = self.of_title.get(&(surname, title))?;
        let first = |name: &u32| self.parts[*name as usize].first;
        let (most, _) = of_title.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(**name)))?;
        let same: u64 = of_title.iter().filter(|(name, _)| first(name) == first(most)).map(|(_, n)| n).sum();
        let all: u64 = of_title.values().sum();
        (same as f64 >= ONE_PERSON * all as f64).then_some(*most)
    }
}

#[cfg(test)]
mod tests {
    use super::{Doubt, FullNames};
    use crate::audit::speeches::Speeches;

    #[test]
    fn a_surname_is_the_full_name_of_its_title_or_the_only_one_of_its_article() {
        let mut speeches = Speeches::default();
        for text in ["Barack Obama", "Michelle Obama", "Ann Lee", "Ann Bobama", "Barack H. Obama", "Lee", "Obama"]
            .iter()
            .chain(&["President", "President; who spoke", "First Lady", "lawyer", "Senator", ""])
        {
            speeches.texts.number(text);
        }
        speeches.take_apart();
        let number = |text| speeches.texts.number_of(text).expect("it has a number");
        let mut full = FullNames::of_parts(&speeches.parts);
        for (article, name, role) in [
            (0, "Barack Obama", "President; who spoke"),
            (0, "Ann Lee", "lawyer"),
            (1, "Barack Obama", "President"),
            (1, "Michelle Obama", "First Lady"),
            (2, "Ann Bobama", ""),
        ] {
            full.add(article, number(name), number(role));
        }
        let of = |full: &FullNames<'_>, article, surname, role| {
            full.of(article, number(surname), number(role)).map(|name| &**speeches.texts.of(name))
        };
        for (article, surname, role, expected) in [
            (0, "Obama", "", Some("Barack Obama")),
            (1, "Obama", "President", Some("Barack Obama")),
            (1, "Obama", "", None),
            (2, "Obama", "", None),
            (3, "Obama", "President", Some("Barack Obama")),
            (3, "Obama", "First Lady", Some("Michelle Obama")),
            (3, "Obama", "Senator", None),
            (3, "Obama", "", None),
            (3, "Lee", "lawyer", None),
            (0, "Lee", "", Some("Ann Lee")),
        ] {
            assert_eq!(of(&full, article, surname, role), expected, "{surname}, {role}, {article}");
        }
        full.add(4, number("Michelle Obama"), number("President"));
        assert_eq!(of(&full, 3, "Obama", "President"), None, "two of three are not nearly all");
        for _ in 0..20 {
            full.add(5, number("Barack H. Obama"), number("President"));
        }
        assert_eq!(of(&full, 3, "Obama", "President"), Some("Barack H. Obama"), "two spellings are one person");
        assert_eq!(of(&full, 4, "Obama", "President"), Some("Barack H. Obama"), "the title, not who else speaks there");
        assert_eq!(of(&full, 4, "Obama", ""), Some("Michelle Obama"));
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
