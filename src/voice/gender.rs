//! Of which gender a person is, as far as a title, a first name or a noun says: who "he" and "she" can be.

use crate::span::TokenSpan;
use crate::voice::first_name::{Gender, gender_of, is_of_both};
use crate::voice::name::{Mention, PersonIndex};
use crate::voice::outer_text::OuterText;
use crate::voice::quotation_mark::ANY;
use crate::voice::word_class::{PREPOSITION, RELATIVE};

impl Gender {
    /// The gender that a pronoun asks for.
    pub(super) fn of_pronoun(word: &str) -> Option<Self> {
        match word {
            "she" | "she'd" | "she'll" | "her" | "hers" | "herself" => Some(Self::Female),
            "he" | "he'd" | "he'll" | "him" | "his" | "himself" => Some(Self::Male),
            _ => None,
        }
    }

    /// The gender of a title or a noun.
    fn of_noun(word: &str) -> Option<Self> {
        let female = matches!(
            word,
            "actress"
                | "aunt"
                | "dame"
                | "daughter"
                | "duchess"
                | "girl"
                | "grandmother"
                | "heroine"
                | "hostess"
                | "lady"
                | "miss"
                | "mom"
                | "mother"
                | "mrs"
                | "ms"
                | "niece"
                | "nun"
                | "princess"
                | "queen"
                | "seamstress"
                | "sister"
                | "waitress"
                | "widow"
                | "wife"
                | "woman"
        );
        let male = matches!(
            word,
            "boy"
                | "brother"
                | "dad"
                | "duke"
                | "father"
                | "grandfather"
                | "husband"
                | "king"
                | "lord"
                | "man"
                | "mr"
                | "nephew"
                | "priest"
                | "prince"
                | "sir"
                | "son"
                | "uncle"
                | "waiter"
                | "widower"
        );
        // "chairman" and "spokesman" are said of women too.
        let neutral = matches!(word, "chairman" | "spokesman");
        match (female || word.ends_with("woman"), male || word.ends_with("man") && word.len() > 6 && !neutral) {
            (true, _) => Some(Self::Female),
            (_, true) => Some(Self::Male),
            _ => None,
        }
    }

    /// The gender of a full name by its first word.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let (first, _) = name.split_once(' ')?;
        gender_of(&first.to_lowercase())
    }

    /// The gender that titles before a name say: "Ms. Doe", "Congresswoman Doe".
    pub(super) fn of_titles(outer: &OuterText<'_>, mention: &Mention) -> Option<Self> {
        let titles = TokenSpan { start: mention.run.start, end: mention.name.start };
        titles.range().rev().find_map(|at| Self::of_noun(outer.tokens.folded(&outer.tokens.tokens()[at])))
    }

    /// The gender of the noun that a description is about: "a single mother of two", "the waitress".
    pub(super) fn of_phrase(outer: &OuterText<'_>, span: TokenSpan) -> Option<Self> {
        let ends = |at: &usize| {
            outer.gaps[*at] & ANY != 0 && *at > span.start as usize || outer.classes[*at].is(PREPOSITION | RELATIVE)
        };
        let head = span.range().find(ends).unwrap_or(span.end as usize);
        let last = outer.tokens.tokens().get(head.checked_sub(1)?).filter(|_| head > span.start as usize)?;
        Self::of_noun(outer.tokens.folded(last))
    }
}

/// What is known of the gender of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PersonGender {
    likely: Option<Gender>,
    /// The next pronoun decides: nothing says the gender, or a first name of both.
    is_open: bool,
}

impl PersonGender {
    /// The gender, where it is sure enough to rule out the other.
    pub(super) fn known(self) -> Option<Gender> {
        self.likely.filter(|_| !self.is_open)
    }

    /// True for this gender, likely or known, and for `None` where none is known.
    pub(super) fn is(self, wanted: Option<Gender>) -> bool {
        if wanted.is_some() { self.likely == wanted } else { self.known().is_none() }
    }

    /// A pronoun of this gender is found to be the person's.
    pub(super) fn bind(&mut self, gender: Gender) {
        if self.is_open {
            *self = Self { likely: Some(gender), is_open: false };
        }
    }
}

/// The gender of every person of a document; titles say more than descriptions, and these than a first name.
pub(super) fn of_persons(
    outer: &OuterText<'_>,
    persons: &PersonIndex,
    described: &[Vec<TokenSpan>],
) -> Vec<PersonGender> {
    let of_person = |(at, person): (usize, &crate::voice::name::Person)| {
        let titles = person.mentions.iter().find_map(|m| Gender::of_titles(outer, &persons.mentions[*m]));
        let nouns = || described[at].iter().find_map(|span| Gender::of_phrase(outer, *span));
        let said = titles.or_else(nouns);
        let first = person.name.split(' ').next().unwrap_or_default().to_lowercase();
        let likely = said.or_else(|| Gender::of_name(&person.name));
        PersonGender { likely, is_open: said.is_none() && (likely.is_none() || is_of_both(&first)) }
    };
    persons.persons.iter().enumerate().map(of_person).collect()
}
