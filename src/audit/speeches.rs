//! All speeches of the record with their texts by number, as small as can be: what questions about speakers are asked of.
//!
//! In: the table of quotations. Out: a number for each text, and a few numbers for each speech, in the order of the record.
//! An audit that is asked again and again, as that of a server, keeps them beside its rows.

use std::sync::Arc;

use hashbrown::HashMap;

/// A row of the table of quotations, as far as it says who speaks.
pub(super) struct Speech<'q> {
    /// Number of the article among those of the selection.
    pub(super) article: usize,
    pub(super) speaker: &'q str,
    pub(super) form: &'q str,
    pub(super) role: &'q str,
    pub(super) tier: &'q str,
    pub(super) sector: &'q str,
    pub(super) kind: &'q str,
    /// Words attributed.
    pub(super) n_words: u64,
}

/// Texts by number, each once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    numbers: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Texts {
    /// The number of a text, which gets one.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = u32::try_from(self.texts.len()).expect("texts are fewer than bytes");
        let text: Arc<str> = text.into();
        self.numbers.insert(Arc::clone(&text), number);
        self.texts.push(text);
        number
    }

    /// The number of a text that has one.
    pub(super) fn number_of(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// The most frequent text that is not empty; of equal ones the first by name.
    pub(super) fn most(&self, numbers: impl Iterator<Item = u32> + Clone) -> Option<&Arc<str>> {
        // Most speakers speak once.
        let mut all = numbers.clone();
        let first = all.next()?;
        if all.all(|number| number == first) {
            return Some(self.of(first)).filter(|text| !text.is_empty());
        }
        let mut numbers: Vec<u32> = numbers.filter(|number| !self.of(*number).is_empty()).collect();
        numbers.sort_unstable();
        let counts = numbers.chunk_by(|a, b| a == b).map(|same| (self.of(same[0]), same.len()));
        counts.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0))).map(|(text, _)| text)
    }

    /// The text with this number.
    pub(super) fn of(&self, number: u32) -> &Arc<str> {
        &self.texts[number as usize]
    }
}

/// What a text is as the name or the role of a speaker, by number; [`NONE`] where it is not.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameParts {
    /// The first word of a name of several.
    pub(super) first: u32,
    /// The last word of a name of several.
    pub(super) surname: u32,
    /// The first of several roles, where it is a title: it begins with a capital.
    pub(super) title: u32,
}

/// No text has this number.
pub(super) const NONE: u32 = u32::MAX;

/// A speech with its texts by number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken {
    /// Number of the article.
    pub(super) article: u32,
    pub(super) speaker: u32,
    pub(super) form: u32,
    pub(super) role: u32,
    pub(super) tier: u32,
    pub(super) sector: u32,
    pub(super) kind: u32,
    /// Words attributed.
    pub(super) n_words: u32,
}

/// Speeches of many articles.
#[derive(Debug, Default)]
pub(crate) struct Speeches {
    pub(super) texts: Texts,
    /// In the order of the record; articles by their position among all of the audit.
    pub(super) speeches: Vec<Spoken>,
    /// Of each text.
    pub(super) parts: Vec<NameParts>,
    /// Articles in which somebody of this name, or of this role and without a name, speaks; of each text.
    n_articles: Vec<u32>,
}

impl Speeches {
    /// Adds a speech of the article at a position.
    pub(super) fn push(&mut self, speech: &Speech<'_>, position: u32) {
        let mut number = |text| self.texts.number(text);
        self.speeches.push(Spoken {
            article: position,
            speaker: number(speech.speaker),
            form: number(speech.form),
            role: number(speech.role),
            tier: number(speech.tier),
            sector: number(speech.sector),
            kind: number(speech.kind),
            n_words: u32::try_from(speech.n_words).unwrap_or(u32::MAX),
        });
    }

    /// Articles in which somebody of this name or role speaks.
    pub(super) fn n_articles(&self, text: u32) -> u64 {
        u64::from(self.n_articles[text as usize])
    }

    /// Takes names and roles apart and counts the articles of each, once all speeches are there.
    pub(super) fn take_apart(&mut self) {
        while let Some(text) = self.texts.texts.get(self.parts.len()) {
            let text = Arc::clone(text);
            let first = text.split_once(' ').map_or(NONE, |(first, _)| self.texts.number(first));
            let surname = text.rsplit_once(' ').map_or(NONE, |(_, surname)| self.texts.number(surname));
            let title = title(&text).map_or(NONE, |title| self.texts.number(title));
            self.parts.push(NameParts { first, surname, title });
        }
        let unnamed = self.texts.number_of("");
        let mut last = vec![NONE; self.parts.len()];
        self.n_articles = vec![0; self.parts.len()];
        for speech in &self.speeches {
            let printed = if Some(speech.speaker) == unnamed { speech.role } else { speech.speaker } as usize;
            // The speeches of an article are next to each other.
            self.n_articles[printed] += u32::from(last[printed] != speech.article);
            last[printed] = speech.article;
        }
    }
}

fn title(role: &str) -> Option<&str> {
    let first = role.split(';').next().unwrap_or_default().trim();
    Some(first).filter(|first| first.starts_with(char::is_uppercase))
}
