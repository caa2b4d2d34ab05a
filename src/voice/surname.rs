//! Which person of an article a surname alone names, by the title before it and by who was called so before.
//!
//! In: the persons named in full, with the words beside their names. Out: for a surname with or without a title the person
//! meant, or nobody of these: "President Doe" is neither the First Lady Ann Doe nor the president's son.

use std::collections::BTreeMap;

use crate::span::TokenSpan;
use crate::voice::first_name::{Gender, gender_of, is_of_both};
use crate::voice::outer_text::OuterText;
use crate::voice::quotation_mark::{ANY, COMMA};
use crate::voice::word_class::TITLE;

/// Index of a person among those of the document.
pub(super) type PersonIdx = usize;

/// What is printed with a name and says who is meant.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Address<'a> {
    /// The office or the title before it, in one spelling: "senator" for "Sen."; no Mr.
    office: Option<&'a str>,
    /// By "Mr." or "Mrs.".
    gender: Option<Gender>,
    /// "Jr." after it.
    pub(super) is_junior: bool,
    /// A relation of another: "his wife", "the president's son".
    pub(super) is_relation: bool,
}

impl<'a> Address<'a> {
    /// Reads the words around a name without its titles.
    pub(super) fn of(outer: &'a OuterText<'_>, name: TokenSpan) -> Self {
        let office = office_before(outer, name.start);
        Self {
            office,
            gender: honorific_before(outer, name.start).or_else(|| (office == Some(LADY)).then_some(Gender::Female)),
            is_junior: is_junior(outer, name),
            is_relation: is_relation(outer, name),
        }
    }

    /// An office that a family has one of: who bears another one is somebody else.
    fn exclusive(self) -> Option<&'a str> {
        self.office.filter(|office| EXCLUSIVE.contains(office))
    }
}

/// A person as the article prints the name in full.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of one person")]
struct Bearer<'a> {
    offices: Vec<&'a str>,
    /// Titles before the surname alone that were found to be this person's.
    called: Vec<&'a str>,
    gender: Option<Gender>,
    is_junior: bool,
    is_relation: bool,
    is_known: bool,
    /// The surname alone was this person's before.
    is_called_alone: bool,
    /// Number of the last mention.
    last: Option<usize>,
}

impl Bearer<'_> {
    fn has(&self, office: &str) -> bool {
        self.offices.contains(&office) || self.called.contains(&office)
    }

    /// Somebody whom articles name in full beside another of the surname.
    fn is_secondary(&self) -> bool {
        self.is_relation || self.is_junior || self.offices.contains(&LADY)
    }

    /// Somebody with an office or a title; the surname of a victim is soon that of the mother who speaks.
    fn is_public(&self) -> bool {
        self.is_known || !self.offices.is_empty() || !self.called.is_empty()
    }

    /// False where the words before a surname are those for somebody else.
    fn can_be(&self, address: Address<'_>) -> bool {
        let is_other_gender = address.gender.zip(self.gender).is_some_and(|(asked, own)| asked != own);
        let is_other_office = address.exclusive().is_some_and(|office| !self.has(office) && self.is_secondary());
        !is_other_gender && !is_other_office && (self.is_junior || !address.is_junior)
    }

    /// True for an office of state other than those printed with the name; "Sen. Doe" may be "President Doe" all the same.
    fn holds_another(&self, office: &str) -> bool {
        EXCLUSIVE.contains(&office) && self.offices.iter().any(|own| EXCLUSIVE.contains(own))
    }
}

/// The persons of each surname.
#[derive(Debug, Default)]
pub(super) struct Surnames<'a> {
    by_surname: BTreeMap<&'a str, Vec<PersonIdx>>,
    bearers: Vec<Bearer<'a>>,
    n_mentions: usize,
}

impl<'a> Surnames<'a> {
    /// Adds the next person, with the given names or none.
    pub(super) fn add(&mut self, surname: &'a str, given: &[&str], is_known: bool) {
        let of_first = given.first().filter(|first| !is_of_both(first)).and_then(|first| gender_of(first));
        // "German Chancellor Ann Doe" has a word that is a name of men.
        let gender = of_first.filter(|own| given.iter().all(|name| gender_of(name).is_none_or(|other| other == *own)));
        self.by_surname.entry(surname).or_default().push(self.bearers.len());
        self.bearers.push(Bearer { gender, is_known, ..Bearer::default() });
    }

    pub(super) fn contains(&self, surname: &str) -> bool {
        self.by_surname.contains_key(surname)
    }

    /// Notes how the name of a person is printed; a title says more of the gender than a first name.
    pub(super) fn note(&mut self, person: PersonIdx, address: Address<'a>) {
        let bearer = &mut self.bearers[person];
        bearer.offices.extend(address.office);
        bearer.gender = address.gender.or(bearer.gender);
        bearer.is_junior |= address.is_junior;
        // "Her husband, Bill Clinton": whoever is known has more to be called by.
        bearer.is_relation |= address.is_relation && !bearer.is_known;
    }

    /// Notes that a person is named here, in full or by the surname after these words.
    pub(super) fn mention(&mut self, person: PersonIdx, alone: Option<Address<'a>>) {
        let bearer = &mut self.bearers[person];
        if let Some(address) = alone {
            bearer.called.extend(address.office);
            bearer.gender = bearer.gender.or(address.gender);
            bearer.is_called_alone |= !address.is_junior;
        }
        self.n_mentions += 1;
        bearer.last = Some(self.n_mentions);
    }

    /// Whom a surname alone names: of those who were printed with the title, else of all whom it does not rule out, the last
    /// before it, else the first after it.
    pub(super) fn whom(&self, surname: &str, address: Address<'a>) -> Option<PersonIdx> {
        let nearest = |is: &dyn Fn(&Bearer<'a>) -> bool| {
            let persons = self.by_surname.get(surname)?.iter().copied();
            let all = || persons.clone().filter(|person| is(&self.bearers[*person]));
            let before = all().filter(|person| self.bearers[*person].last.is_some());
            before.max_by_key(|person| self.bearers[*person].last).or_else(|| all().next())
        };
        let fits = |bearer: &Bearer<'a>| bearer.can_be(address);
        if let Some(office) = address.office {
            let titled = nearest(&|bearer| bearer.has(office) && fits(bearer));
            let is_free = |bearer: &Bearer<'a>| fits(bearer) && !bearer.holds_another(office);
            let known = || address.exclusive().and_then(|_| nearest(&|bearer| bearer.is_known && is_free(bearer)));
            return titled.or_else(known).or_else(|| nearest(&is_free)).or_else(|| nearest(&fits));
        }
        // Jeb and Newt are in no list of first names.
        let may_be_mr =
            |bearer: &Bearer<'a>| bearer.gender.is_none() && bearer.is_known && address.gender == Some(Gender::Male);
        let of_gender =
            |bearer: &Bearer<'a>| address.gender.is_none() || bearer.gender == address.gender || may_be_mr(bearer);
        let last = nearest(&|bearer| of_gender(bearer) && fits(bearer)).or_else(|| nearest(&fits))?;
        let is_usual = |bearer: &Bearer<'a>| {
            bearer.is_called_alone && bearer.is_public() && !bearer.is_secondary() && of_gender(bearer) && fits(bearer)
        };
        let is_intruder = self.bearers[last].is_secondary() && !self.bearers[last].is_called_alone;
        let usual = is_intruder.then(|| nearest(&is_usual)).flatten();
        Some(usual.unwrap_or(last))
    }
}

const LADY: &str = "first lady";

/// Offices of state, of which a person of a surname has one at a time.
const EXCLUSIVE: [&str; 15] = [
    "attorney general",
    "chancellor",
    LADY,
    "governor",
    "judge",
    "justice",
    "king",
    "mayor",
    "president",
    "prime minister",
    "queen",
    "representative",
    "secretary",
    "senator",
    "vice president",
];

/// Titles of anybody.
const HONORIFICS: [&str; 5] = ["miss", "mr", "mrs", "ms", "mx"];

/// Words of titles that say nothing of who is meant: of time, of a party or a house.
const OF_ANYBODY: [&str; 39] = [
    "acting",
    "american",
    "candidate",
    "chief",
    "cia",
    "co",
    "defense",
    "democrat",
    "democratic",
    "democrats",
    "deputy",
    "education",
    "elect",
    "ex",
    "fbi",
    "former",
    "gop",
    "house",
    "interim",
    "labor",
    "majority",
    "minority",
    "nominee",
    "republican",
    "republicans",
    "senate",
    "senators",
    "senior",
    "sens",
    "state",
    "treasury",
    "u.s",
    "us",
    "activist",
    "assistant",
    "first",
    "vice",
    "whip",
    "of",
];

/// Most words of a title before a name.
const MOST_WORDS: u32 = 5;

/// The title right before a name: "senator" for "U.S. Sen." and for "Senator"; none before "Mr.".
fn office_before<'a>(outer: &'a OuterText<'_>, name: u32) -> Option<&'a str> {
    let word = |at: u32| outer.tokens.folded(&outer.tokens.tokens()[at as usize]);
    let joined = |at: &u32| outer.gaps[*at as usize + 1] & ANY == 0;
    let back = (name.saturating_sub(MOST_WORDS)..name).rev().take_while(joined);
    let titles = back.take_while(|at| {
        let of_state = word(*at) == "of" && word(at + 1) == "state";
        (outer.classes[*at as usize].is(TITLE) || of_state) && !HONORIFICS.contains(&word(*at))
    });
    let mut offices = titles.filter(|at| !OF_ANYBODY.contains(&word(*at)));
    let at = offices.next()?;
    let before = at.checked_sub(1).filter(joined).map_or("", word);
    Some(match (before, word(at)) {
        ("vice", "president") => "vice president",
        ("first", "lady") => LADY,
        ("attorney", "gen" | "general") => "attorney general",
        ("prime", "minister") => "prime minister",
        (_, "capt") => "captain",
        (_, "cmdr") => "commander",
        (_, "col") => "colonel",
        (_, "congressman" | "congresswoman" | "rep" | "reps") => "representative",
        (_, "dr") => "doctor",
        (_, "gen") => "general",
        (_, "gov") => "governor",
        (_, "lt") => "lieutenant",
        (_, "prof") => "professor",
        (_, "rev") => "reverend",
        (_, "sen") => "senator",
        (_, "sgt") => "sergeant",
        (_, other) => other,
    })
}

/// "Mr.", "Mrs." right before a name; "Mr. and Mrs. Doe" are two, "they miss Doe" is no title.
fn honorific_before(outer: &OuterText<'_>, name: u32) -> Option<Gender> {
    let word = |at: u32| outer.tokens.folded(&outer.tokens.tokens()[at as usize]);
    let at = name.checked_sub(1).filter(|_| outer.gaps[name as usize] & ANY == 0)?;
    let is_one = outer.tokens.tokens()[at as usize].shape.capitalised && (at == 0 || word(at - 1) != "and");
    match word(at) {
        _ if !is_one => None,
        "mr" | "sir" | "lord" | "congressman" | "councilman" => Some(Gender::Male),
        "mrs" | "ms" | "miss" | "dame" | "congresswoman" | "councilwoman" => Some(Gender::Female),
        _ => None,
    }
}

/// "Jr." at the end of a name.
pub(super) fn is_junior(outer: &OuterText<'_>, name: TokenSpan) -> bool {
    let last = &outer.tokens.tokens()[name.end as usize - 1];
    outer.tokens.base(last).unwrap_or_else(|| outer.tokens.folded(last)) == "jr"
}

/// Words for relations.
const RELATIONS: [&str; 16] = [
    "aunt",
    "brother",
    "cousin",
    "daughter",
    "father",
    "granddaughter",
    "grandson",
    "husband",
    "mother",
    "nephew",
    "niece",
    "sister",
    "son",
    "uncle",
    "widow",
    "wife",
];
/// Most words between a name and the noun that describes it.
const MOST_BETWEEN: u32 = 5;

/// "his wife, Ann Doe", "eldest son John Doe Jr.", "Ann Doe, the president's daughter".
fn is_relation(outer: &OuterText<'_>, name: TokenSpan) -> bool {
    let word = |at: u32| outer.tokens.folded(&outer.tokens.tokens()[at as usize]);
    let is_noun = |at: u32| RELATIONS.contains(&word(at));
    let parted = outer.gaps[name.start as usize] & ANY & !COMMA != 0;
    let in_law = |at: u32| at > 1 && word(at) == "law" && word(at - 1) == "in";
    let before = name.start.checked_sub(1).is_some_and(|at| !parted && (is_noun(at) || in_law(at)));
    let end = (outer.tokens.tokens().len() as u32).min(name.end + MOST_BETWEEN);
    let opens = name.end < end && outer.gaps[name.end as usize] & ANY == COMMA;
    let is_inside = |at: &u32| *at == name.end || outer.gaps[*at as usize] & ANY == 0;
    let after = || {
        let owned = matches!(word(name.end), "her" | "his" | "the" | "their")
            || outer.tokens.tokens()[name.end as usize].shape.capitalised;
        let last = (name.end..end).take_while(is_inside).find(|at| is_noun(*at));
        owned && last.is_some_and(|at| at > name.end)
    };
    before || opens && after()
}
