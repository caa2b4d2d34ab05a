//! What a single word can be in a sentence that reports speech.
//!
//! In: the words of `lexicons/voice/` and the function words of English below. Out: a [`WordClass`] for
//! every token of a document.

use crate::lexicon::{Lexicon, Verb};
use crate::tokenize::{KnownWords, Token, Tokens, WordMap};

/// Everything a word can be; a set of the constants below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordClass {
    /// Bits.
    pub(super) bits: u32,
    /// The word is a form of a reporting verb.
    pub(super) verb: Option<Verb>,
}

/// Forms of have, do, will, can and the like.
pub(super) const AUXILIARY: u32 = 1;
/// Forms of be.
pub(super) const BE: u32 = 1 << 1;
/// Adverbs and negations that come between subject and verb.
pub(super) const ADVERB: u32 = 1 << 2;
/// Articles, possessives, small numbers.
pub(super) const DETERMINER: u32 = 1 << 3;
/// Prepositions.
pub(super) const PREPOSITION: u32 = 1 << 4;
/// Words that open a dependent clause.
pub(super) const SUBORDINATOR: u32 = 1 << 5;
/// And, but, or.
pub(super) const CONJUNCTION: u32 = 1 << 6;
/// He, she, they, who: a person or several.
pub(super) const PERSONAL: u32 = 1 << 7;
/// It, which, that, this.
pub(super) const IMPERSONAL: u32 = 1 << 8;
/// I, we, you outside a quotation: the author, the readers.
pub(super) const AUTHORIAL: u32 = 1 << 9;
/// Me, him, them, reporters.
pub(super) const HEARER: u32 = 1 << 10;
/// Days and other words of time.
pub(super) const TIME: u32 = 1 << 11;
/// A word before a name that is no part of it.
pub(super) const TITLE: u32 = 1 << 12;
/// A word for one person.
pub(super) const PERSON: u32 = 1 << 13;
/// A word for several persons.
pub(super) const GROUP: u32 = 1 << 14;
/// A word for what is no person.
pub(super) const INSTITUTION: u32 = 1 << 15;
/// To.
pub(super) const TO: u32 = 1 << 16;
/// A possessive form.
pub(super) const POSSESSIVE: u32 = 1 << 17;
/// Stands for a quotation, not for a word.
pub(super) const QUOTE: u32 = 1 << 18;
/// Who, which, that as the subject of a relative clause.
pub(super) const RELATIVE: u32 = 1 << 19;
/// A word within a name: de, van, bin.
pub(super) const PARTICLE: u32 = 1 << 20;
/// The first word of a phrase that indicates a role.
pub(super) const ROLE: u32 = 1 << 21;
/// The title of a work in quotation marks, which nobody speaks.
pub(super) const WORK: u32 = 1 << 22;
/// An adverb by its ending, where it has no capital.
const ADVERB_IF_LOWER: u32 = 1 << 23;

impl WordClass {
    /// True when the word can be any of `bits`.
    pub(super) fn is(self, bits: u32) -> bool {
        self.bits & bits != 0
    }
}

/// The words of each class.
#[derive(Debug)]
pub(super) struct WordClasses(WordMap<WordClass>);

impl WordClasses {
    /// Collects the words of a lexicon and of the language.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut words: WordMap<WordClass> = WordMap::default();
        let mut add = |word: &str, bits: u32| words.get_or_insert_with(word, WordClass::default).bits |= bits;
        let lists = &lexicon.voice;
        let data = [
            (&lists.titles, TITLE),
            (&lists.persons, PERSON),
            (&lists.groups, GROUP),
            (&lists.institutions, INSTITUTION),
        ];
        for (list, bits) in data {
            list.iter().for_each(|word| add(word, bits));
        }
        for (list, bits) in GRAMMAR {
            list.split(' ').for_each(|word| add(word, *bits));
        }
        for sector in &lists.sectors {
            let firsts = sector.phrases.iter().chain(&sector.capitalised).filter_map(|words| words.first());
            firsts.for_each(|word| add(word, ROLE));
        }
        for (word, verb) in &lists.verbs {
            words.get_or_insert_with(word, WordClass::default).verb = Some(*verb);
        }
        Self(words)
    }

    /// What the word of a token can be, whatever its letter case.
    pub(super) fn of_word(&self, tokens: &Tokens, token: &Token) -> WordClass {
        let folded = tokens.folded(token);
        if let Some(word_class) = self.0.get(folded) {
            return *word_class;
        }
        if let Some(base) = tokens.base(token).filter(|_| !token.shape.money) {
            let mut word_class = self.0.get(base).copied().unwrap_or_default();
            // "he's saying" has an auxiliary, "Trump's" may have one.
            word_class.bits |= if word_class.is(PERSONAL | IMPERSONAL | AUTHORIAL) { BE } else { POSSESSIVE };
            word_class.verb = None;
            return word_class;
        }
        let adverb = folded.len() > 4 && folded.ends_with("ly") && !NO_ADVERBS.contains(&folded);
        WordClass { bits: if adverb { ADVERB_IF_LOWER } else { 0 }, verb: None }
    }
}

/// What every token of a document can be, of whose words it is known.
pub(super) fn of_tokens(words: KnownWords<'_, WordClass>) -> Vec<WordClass> {
    let in_case = |(word, token): (&WordClass, &Token)| {
        let adverb = word.is(ADVERB_IF_LOWER) && !token.shape.capitalised;
        WordClass { bits: (word.bits & !ADVERB_IF_LOWER) | if adverb { ADVERB } else { 0 }, ..*word }
    };
    words.all().zip(words.tokens().tokens()).map(in_case).collect()
}

/// Words in -ly that are nouns or verbs.
const NO_ADVERBS: &[&str] = &["apply", "assembly", "daily", "family", "monthly", "rally", "rely", "supply", "weekly"];

/// Function words of English, by what they can be.
const GRAMMAR: &[(&str, u32)] = &[
    ("can could did do does had has have having may might must shall should will would", AUXILIARY),
    ("can't cannot couldn't didn't doesn't don't hadn't hasn't haven't shouldn't won't wouldn't", AUXILIARY),
    ("am are aren't be been being is isn't was wasn't were weren't", AUXILIARY | BE),
    (
        "again ago all already also always and/or both ever even first further here just later long never not now often once \
         only rather since still soon sometimes then there too together twice when yet",
        ADVERB,
    ),
    (
        "a an another any each every her his its many my no one our several some that the their these this those three \
         two your",
        DETERMINER,
    ),
    (
        "about across after against along alongside amid among around as at before behind below beside between beyond by \
         despite down during for from in inside into like near of off on onto out outside over per since than through \
         throughout toward towards under unlike until up upon via with within without",
        PREPOSITION,
    ),
    (
        "although as because before after how if once since than that though unless until what whatever when where \
         whereas whether while why",
        SUBORDINATOR,
    ),
    ("and but nor or so yet", CONJUNCTION),
    ("he she they who he'd he'll she'd she'll they'd they'll they've", PERSONAL),
    ("it that this which", IMPERSONAL),
    ("i we you i'd i'll i've we'd we'll we've you'd you'll you've", AUTHORIAL),
    ("her him me reporters them us you", HEARER),
    ("that which who", RELATIVE),
    ("to", TO | PREPOSITION),
    (
        "earlier friday last later monday next recently saturday sunday this thursday today tonight tuesday wednesday \
         week yesterday",
        TIME,
    ),
    ("al bin da de del della den der di du el la le st ter van von y", PARTICLE),
];
