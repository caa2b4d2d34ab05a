//! Who speaks over many articles: persons and roles, how often and in how many articles.
//!
//! In: a selection, and whom to keep. Out: a row a speaker, those of most articles first.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::audit::person_names::FullNames;
use crate::audit::speeches::{NONE, Speeches, Spoken};
use crate::audit::{Answer, AuditError, Doubt, Selection, Subset};
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

/// A speech of somebody: who it is, and as what they are named, by number.
struct OfSpeaker {
    key: (u32, u32),
    /// The surname that is printed in the place of the name; [`NONE`] where the name is.
    also: u32,
    /// Number of the speech.
    speech: u32,
}

impl Selection<'_> {
    /// Who speaks in these articles, or in those of them that are in a subset; those of most articles first. Persons of one
    /// name are one; nobody can say here whether they are. A surname alone is the person whose full name ends with it, where
    /// one such person speaks in the same article, or nearly all under that title are one person; else it is a row of its
    /// own. A role without a name is one speaker an article and one row.
    ///
    /// # Errors
    /// When the table of quotations cannot be read.
    pub fn people(&self, among: Option<&Subset>) -> Result<Vec<SpokenBy>, AuditError> {
        // Who a surname is short for is known when all speeches are.
        let read = self.speeches()?;
        let texts = &read.texts;
        let speeches: Vec<Spoken> = self.own(&read, among).collect();
        let named = texts.number_of("named");
        let unnamed = texts.number_of("");
        let is_name = |speech: &Spoken| Some(speech.form) == named && Some(speech.speaker) != unnamed;
        let mut full_names = FullNames::of_parts(&read.parts);
        for speech in speeches.iter().filter(|speech| is_name(speech)) {
            full_names.add(speech.article, speech.speaker, speech.role);
        }
        let of_speaker = |(number, speech): (usize, &Spoken)| {
            let printed = if Some(speech.speaker) == unnamed { speech.role } else { speech.speaker };
            let is_surname = is_name(speech) && read.parts[speech.speaker as usize].surname == NONE;
            let full = is_surname.then(|| full_names.of(speech.article, speech.speaker, speech.role)).flatten();
            let also = full.map_or(NONE, |_| printed);
            let key = (full.unwrap_or(printed), speech.form);
            let speech = u32::try_from(number).expect("speeches are below 2^32");
            (Some(printed) != unnamed).then_some(OfSpeaker { key, also, speech })
        };
        let mut found = Vec::with_capacity(speeches.len());
        found.extend(speeches.iter().enumerate().filter_map(of_speaker));
        // The speeches of a speaker stay in the order of the record.
        found.sort_unstable_by_key(|one| (one.key, one.speech));
        let people = found.chunk_by(|a, b| a.key == b.key).map(|own| self.spoken_by(&read, &speeches, own));
        let mut people: Vec<SpokenBy> = people.collect();
        people.sort_unstable_by(|a, b| a.order().cmp(&b.order()));
        Ok(people)
    }

    /// The speaker of all these speeches.
    fn spoken_by(&self, read: &Speeches, speeches: &[Spoken], own: &[OfSpeaker]) -> SpokenBy {
        let (texts, (who, form)) = (&read.texts, own[0].key);
        let n_articles_of_all = read.n_articles(who);
        let mut also: Vec<u32> = own.iter().map(|one| one.also).filter(|also| *also != NONE).collect();
        also.sort_unstable();
        also.dedup();
        let mut also: Vec<Arc<str>> = also.into_iter().map(|number| Arc::clone(texts.of(number))).collect();
        also.sort();
        let speech = |one: &OfSpeaker| &speeches[one.speech as usize];
        let n_articles = own.chunk_by(|a, b| speech(a).article == speech(b).article).count() as u64;
        let (who, form) = (Arc::clone(texts.of(who)), Arc::clone(texts.of(form)));
        let most = |of: fn(&Spoken) -> u32| texts.most(own.iter().map(|one| of(speech(one)))).map(Arc::clone);
        SpokenBy {
            doubt: Doubt::of(&who, &form, n_articles.max(n_articles_of_all)),
            also,
            role: most(|one| one.role).filter(|role| *role != who).unwrap_or_default(),
            tier: most(|one| one.tier).unwrap_or_default(),
            sector: most(|one| one.sector).unwrap_or_default(),
            n_articles,
            article: self.rows[speech(&own[0]).article as usize].id.clone(),
            n_quotes: own.len() as u64,
            n_words: own.iter().map(|one| u64::from(speech(one).n_words)).sum(),
            who,
            form,
        }
    }
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
    fn order(&self) -> (Reverse<(u64, u64)>, &str, &str) {
        (Reverse((self.n_articles, self.n_quotes)), &self.who, &self.form)
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
