//! Who speaks over many articles: persons and roles, how often and in how many articles.
//!
//! In: a selection, and whom to keep. Out: a row a speaker, those of most articles first.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Answer, AuditError, Selection};
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
    /// Articles in which the speaker must speak: what is read wrongly is seldom in two.
    pub least: u64,
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
}

/// What is gathered of a speaker.
#[derive(Default)]
struct Gathered {
    articles: BTreeSet<usize>,
    n_quotes: u64,
    n_words: u64,
    roles: BTreeMap<String, u64>,
    tiers: BTreeMap<String, u64>,
    sectors: BTreeMap<String, u64>,
}

impl Selection<'_> {
    /// Who speaks in these articles, those of most articles first. Persons of one name are one; nobody can say here whether
    /// they are. A role without a name is one speaker an article and one row.
    ///
    /// # Errors
    /// When the table of quotations cannot be read.
    pub fn people(&self) -> Result<Vec<SpokenBy>, AuditError> {
        let mut found: BTreeMap<(String, String), Gathered> = BTreeMap::new();
        self.each_speech(|speech| {
            let who = if speech.speaker.is_empty() { speech.role } else { speech.speaker };
            if who.is_empty() {
                return;
            }
            let own = found.entry((who.to_owned(), speech.form.to_owned())).or_default();
            own.articles.insert(speech.article);
            own.n_quotes += 1;
            own.n_words += speech.n_words;
            for (text, of) in
                [(speech.role, &mut own.roles), (speech.tier, &mut own.tiers), (speech.sector, &mut own.sectors)]
            {
                if !text.is_empty() {
                    *of.entry(text.to_owned()).or_default() += 1;
                }
            }
        })?;
        let person = |((who, form), own): ((String, String), Gathered)| SpokenBy {
            role: Some(most(own.roles)).filter(|role| *role != who).unwrap_or_default(),
            tier: most(own.tiers),
            sector: most(own.sectors),
            n_articles: own.articles.len() as u64,
            article: own.articles.first().map_or_else(String::new, |at| self.rows[*at].id.clone()),
            n_quotes: own.n_quotes,
            n_words: own.n_words,
            who,
            form,
        };
        let mut people: Vec<SpokenBy> = found.into_iter().map(person).collect();
        people.sort_by(|a, b| {
            (b.n_articles, b.n_quotes).cmp(&(a.n_articles, a.n_quotes)).then_with(|| a.who.cmp(&b.who))
        });
        Ok(people)
    }
}

/// The most frequent text; of equal ones the first by name.
fn most(counts: BTreeMap<String, u64>) -> String {
    let most = counts.values().copied().max();
    counts.into_iter().find(|(_, n)| Some(*n) == most).map_or_else(String::new, |(text, _)| text)
}

impl PeopleOptions {
    /// True for a speaker to keep.
    #[must_use]
    pub fn keeps(&self, person: &SpokenBy) -> bool {
        let named = self.named.trim().to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&named);
        person.n_articles >= self.least
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
        ];
        let mut table = Table::new(&columns);
        for person in people {
            let mut cells =
                [&person.who, &person.role, &person.form, &person.tier, &person.sector].map(|t| Cell::Text(t)).to_vec();
            cells.extend([person.n_articles, person.n_quotes, person.n_words].map(Cell::count));
            cells.push(Cell::Text(&person.article));
            table.push(&cells);
        }
        Answer::of(table, people.len() as u64)
    }
}
