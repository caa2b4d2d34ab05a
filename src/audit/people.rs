//! Who speaks over many articles: persons and roles, how often and in how many articles.
//!
//! In: a selection, and whom to keep. Out: a row a speaker, those of most articles first.

use std::collections::BTreeSet;

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
    pub who: String,
    /// The role that is printed most often beside the name.
    pub role: String,
    /// How the speaker is named.
    pub form: String,
    /// The tier of most of the quotations.
    pub tier: String,
    /// The sector of most of the quotations; empty where none is known.
    pub sector: String,
    /// Articles in which the speaker speaks.
    pub n_articles: u64,
    /// Quotations.
    pub n_quotes: u64,
    /// Words attributed.
    pub n_words: u64,
    /// Id of the first of the articles.
    pub article: String,
    /// Surnames that are printed for the speaker alone, and counted here.
    pub also: Vec<String>,
    /// Why it may be an error.
    pub doubt: Option<Doubt>,
}

/// What is gathered of a speaker, texts by number.
#[derive(Default)]
struct Gathered {
    articles: BTreeSet<usize>,
    n_quotes: u64,
    n_words: u64,
    roles: HashMap<u32, u64>,
    tiers: HashMap<u32, u64>,
    sectors: HashMap<u32, u64>,
    also: BTreeSet<u32>,
}

/// Texts by number, each once.
#[derive(Default)]
struct Texts {
    numbers: HashMap<String, u32>,
    texts: Vec<String>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = u32::try_from(self.texts.len()).expect("texts are fewer than bytes");
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}

/// A speech with its texts by number.
struct Spoken {
    article: usize,
    /// Speaker, form, role, tier, sector.
    texts: [u32; 5],
    n_words: u64,
}

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
        let (mut texts, mut speeches, mut full_names) = (Texts::default(), Vec::new(), FullNames::default());
        self.each_speech(|speech| {
            if speech.form == "named" {
                full_names.add(speech.article, speech.speaker, speech.role);
            }
            let of = [speech.speaker, speech.form, speech.role, speech.tier, speech.sector];
            let of = of.map(|text| texts.number(text));
            speeches.push(Spoken { article: speech.article, texts: of, n_words: speech.n_words });
        })?;
        let mut found: HashMap<(u32, u32), Gathered> = HashMap::new();
        for Spoken { article, texts: [speaker, form, role, tier, sector], n_words } in speeches {
            let name = &texts.texts[speaker as usize];
            let printed = if name.is_empty() { role } else { speaker };
            if texts.texts[printed as usize].is_empty() {
                continue;
            }
            let is_surname = texts.texts[form as usize] == "named" && !name.is_empty() && !name.contains(' ');
            let full = if is_surname { full_names.of(article, name, &texts.texts[role as usize]) } else { None };
            let full = full.map(str::to_owned).map(|full| texts.number(&full));
            let own = found.entry((full.unwrap_or(printed), form)).or_default();
            own.also.extend(full.map(|_| printed));
            own.articles.insert(article);
            own.n_quotes += 1;
            own.n_words += n_words;
            for (text, of) in [(role, &mut own.roles), (tier, &mut own.tiers), (sector, &mut own.sectors)] {
                *of.entry(text).or_default() += 1;
            }
        }
        let mut people: Vec<SpokenBy> =
            found.into_iter().map(|((who, form), own)| self.spoken_by(&texts.texts, who, form, own)).collect();
        people.sort_by(|a, b| {
            let name = || a.who.cmp(&b.who).then_with(|| a.form.cmp(&b.form));
            (b.n_articles, b.n_quotes).cmp(&(a.n_articles, a.n_quotes)).then_with(name)
        });
        Ok(people)
    }

    fn spoken_by(&self, texts: &[String], who: u32, form: u32, own: Gathered) -> SpokenBy {
        let text = |number: u32| texts[number as usize].clone();
        let (who, form) = (text(who), text(form));
        let mut also: Vec<String> = own.also.into_iter().map(text).collect();
        also.sort();
        let n_articles = own.articles.len() as u64;
        SpokenBy {
            doubt: Doubt::of(&who, &form, n_articles),
            also,
            role: most(texts, &own.roles).filter(|role| *role != who).unwrap_or_default(),
            tier: most(texts, &own.tiers).unwrap_or_default(),
            sector: most(texts, &own.sectors).unwrap_or_default(),
            n_articles,
            article: own.articles.first().map_or_else(String::new, |at| self.rows[*at].id.clone()),
            n_quotes: own.n_quotes,
            n_words: own.n_words,
            who,
            form,
        }
    }
}

/// The most frequent text that is not empty; of equal ones the first by name.
fn most(texts: &[String], counts: &HashMap<u32, u64>) -> Option<String> {
    let named = counts.iter().map(|(number, n)| (&texts[*number as usize], *n)).filter(|(text, _)| !text.is_empty());
    named.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0))).map(|(text, _)| text.clone())
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
            && (self.tier.is_empty() || self.tier == person.tier)
            && (self.form.is_empty() || self.form == person.form)
            && (self.sector.is_empty() || self.sector == person.sector)
    }
}

impl SpokenBy {
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
