//! Who speaks over many articles: persons and roles, how often and in how many articles.
//!
//! In: a selection, and whom to keep. Out: a row a speaker, those of most articles first.

use std::cmp::Reverse;
use std::sync::Arc;

use hashbrown::HashMap;

use crate::audit::person_names::FullNames;
use crate::audit::{Answer, AuditError, Doubt, Selection};
use crate::record::{Cell, Kind, Table};

/// Whom to keep; an empty text keeps all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleOptions {
    /// Letters of the name or role, in any case.
    pub named: String,
    /// The tier of the speaker's own work, `official` or `unknown`.
    pub tier: String,
    /// How the speaker is named: `named`, `unnamed`, `group` or `institution`, as in the table of quotations.
    pub form: String,
    /// For whom the speaker speaks.
    pub sector: String,
    /// Articles in which the speaker must speak.
    pub least: u64,
    /// Leave out those with a [`Doubt`].
    pub sure: bool,
}

/// A speaker over all articles of a selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenBy {
    /// The name, or the words of the role where there is none.
    pub who: Arc<str>,
    /// The role that is printed most often beside the name.
    pub role: Arc<str>,
    /// How the speaker is named.
    pub form: Arc<str>,
    /// The tier of most of the quotations.
    pub tier: Arc<str>,
    /// The sector of most of the quotations; empty where none is known.
    pub sector: Arc<str>,
    /// Articles in which the speaker speaks.
    pub n_articles: u64,
    /// Quotations.
    pub n_quotes: u64,
    /// Words attributed.
    pub n_words: u64,
    /// Id of the first of the articles.
    pub article: String,
    /// Surnames that are printed for the speaker alone, and counted here.
    pub also: Vec<Arc<str>>,
    /// Why it may be an error.
    pub doubt: Option<Doubt>,
}

/// Texts by number, each once.
#[derive(Default)]
struct Texts {
    numbers: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = u32::try_from(self.texts.len()).expect("texts are fewer than bytes");
        let text: Arc<str> = text.into();
        self.numbers.insert(Arc::clone(&text), number);
        self.texts.push(text);
        number
    }

    fn of(&self, number: u32) -> &Arc<str> {
        &self.texts[number as usize]
    }
}

/// A speech with its texts by number. There is one for each row of the record, so it is as small as can be.
struct Spoken {
    /// Number of the article among those of the selection.
    article: u32,
    /// Speaker, form, role, tier, sector.
    texts: [u32; 5],
    n_words: u32,
}

/// A speech of somebody: who it is, and as what they are named, by number.
struct OfSpeaker {
    key: (u32, u32),
    /// The surname that is printed in the place of the name; [`NONE`] where the name is.
    also: u32,
    /// Number of the speech.
    speech: u32,
}

/// No text has this number.
const NONE: u32 = u32::MAX;

impl Selection<'_> {
    /// Who speaks in these articles, those of most articles first. Persons of one name are one; nobody can say here whether
    /// they are. A surname alone is the person whose full name ends with it, where one such person speaks in the same
    /// article, or nearly all in that role are one person; else it is a row of its own. A role without a name is one speaker
    /// an article and one row.
    ///
    /// # Errors
    /// When the table of quotations cannot be read.
    pub fn people(&self) -> Result<Vec<SpokenBy>, AuditError> {
        // The table is read once; who a surname is short for is known at its end.
        let (mut texts, mut speeches) = (Texts::default(), Vec::new());
        self.each_speech(|speech| {
            let of = [speech.speaker, speech.form, speech.role, speech.tier, speech.sector];
            let of = of.map(|text| texts.number(text));
            let article = u32::try_from(speech.article).expect("articles are below 2^32");
            speeches.push(Spoken { article, texts: of, n_words: u32::try_from(speech.n_words).unwrap_or(u32::MAX) });
        })?;
        let named = texts.numbers.get("named").copied();
        let mut full_names = FullNames::default();
        for Spoken { article, texts: [speaker, form, role, ..], .. } in &speeches {
            if Some(*form) == named {
                full_names.add(*article, texts.of(*speaker), texts.of(*role));
            }
        }
        let of_speaker = |(number, speech): (usize, &Spoken)| {
            let [speaker, form, role, ..] = speech.texts;
            let name = texts.of(speaker);
            let printed = if name.is_empty() { role } else { speaker };
            let is_surname = Some(form) == named && !name.is_empty() && !name.contains(' ');
            let full = if is_surname { full_names.of(speech.article, name, texts.of(role)) } else { None };
            let full = full.map(|full| texts.numbers[full]);
            let also = full.map_or(NONE, |_| printed);
            let speech = u32::try_from(number).expect("speeches are below 2^32");
            (!texts.of(printed).is_empty()).then(|| OfSpeaker { key: (full.unwrap_or(printed), form), also, speech })
        };
        let mut found = Vec::with_capacity(speeches.len());
        found.extend(speeches.iter().enumerate().filter_map(of_speaker));
        // The speeches of a speaker stay in the order of the record.
        found.sort_unstable_by_key(|one| (one.key, one.speech));
        let people = found.chunk_by(|a, b| a.key == b.key).map(|own| self.spoken_by(&texts, &speeches, own));
        let mut people: Vec<SpokenBy> = people.collect();
        people.sort_by_cached_key(SpokenBy::order);
        Ok(people)
    }

    /// The speaker of all these speeches.
    fn spoken_by(&self, texts: &Texts, speeches: &[Spoken], own: &[OfSpeaker]) -> SpokenBy {
        let (who, form) = own[0].key;
        let mut also: Vec<u32> = own.iter().map(|one| one.also).filter(|also| *also != NONE).collect();
        also.sort_unstable();
        also.dedup();
        let mut also: Vec<Arc<str>> = also.into_iter().map(|number| Arc::clone(texts.of(number))).collect();
        also.sort();
        let speech = |one: &OfSpeaker| &speeches[one.speech as usize];
        let n_articles = own.chunk_by(|a, b| speech(a).article == speech(b).article).count() as u64;
        let (who, form) = (Arc::clone(texts.of(who)), Arc::clone(texts.of(form)));
        let most = |column: usize| most(texts, own.iter().map(|one| speech(one).texts[column]));
        SpokenBy {
            doubt: Doubt::of(&who, &form, n_articles),
            also,
            role: most(2).filter(|role| *role != who).unwrap_or_default(),
            tier: most(3).unwrap_or_default(),
            sector: most(4).unwrap_or_default(),
            n_articles,
            article: self.rows[speech(&own[0]).article as usize].id.clone(),
            n_quotes: own.len() as u64,
            n_words: own.iter().map(|one| u64::from(speech(one).n_words)).sum(),
            who,
            form,
        }
    }
}

/// The most frequent text that is not empty; of equal ones the first by name.
fn most(texts: &Texts, numbers: impl Iterator<Item = u32>) -> Option<Arc<str>> {
    let mut numbers: Vec<u32> = numbers.filter(|number| !texts.of(*number).is_empty()).collect();
    numbers.sort_unstable();
    let counts = numbers.chunk_by(|a, b| a == b).map(|same| (texts.of(same[0]), same.len()));
    counts.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0))).map(|(text, _)| Arc::clone(text))
}

impl PeopleOptions {
    /// True for a speaker to keep.
    #[must_use]
    pub fn keeps(&self, person: &SpokenBy) -> bool {
        let named = self.named.trim().to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&named);
        person.n_articles >= self.least
            && (!self.sure || person.doubt.is_none())
            && (named.is_empty() || holds(&person.who) || holds(&person.role))
            && (self.tier.is_empty() || *self.tier == *person.tier)
            && (self.form.is_empty() || *self.form == *person.form)
            && (self.sector.is_empty() || *self.sector == *person.sector)
    }
}

impl SpokenBy {
    /// Those in most articles first, then those with most quotations, then by name.
    fn order(&self) -> (Reverse<(u64, u64)>, Arc<str>, Arc<str>) {
        (Reverse((self.n_articles, self.n_quotes)), Arc::clone(&self.who), Arc::clone(&self.form))
    }

    /// A table with a row a speaker.
    #[must_use]
    pub fn answer(people: &[&Self]) -> Answer {
        let columns = [
            ("who", Kind::Text),
            ("role", Kind::Text),
            ("form", Kind::Text),
            ("tier", Kind::Text),
            ("sector", Kind::Text),
            ("articles", Kind::Int),
            ("quotations", Kind::Int),
            ("words", Kind::Int),
            ("first_article", Kind::Text),
            ("also", Kind::Text),
            ("doubt", Kind::Text),
        ];
        let mut table = Table::new(&columns);
        for person in people {
            let mut cells =
                [&person.who, &person.role, &person.form, &person.tier, &person.sector].map(|t| Cell::Text(t)).to_vec();
            cells.extend([person.n_articles, person.n_quotes, person.n_words].map(Cell::count));
            let also = person.also.join(";");
            cells.extend([Cell::Text(&person.article), Cell::Text(&also), Cell::text(person.doubt.map(Doubt::name))]);
            table.push(&cells);
        }
        Answer::of(table, people.len() as u64)
    }
}
