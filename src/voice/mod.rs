//! Finds who speaks in an article, what they say, and who they are.
//!
//! In: a document, its tokens and hits, and a [`QuoteAttributor`]. Out: [`Voice`]: quotations direct,
//! indirect and mixed, attributed thoughts, and their speakers. Rules only, sentence by sentence,
//! in time linear in the text.

mod word_class;
mod quotation_mark;
mod work_title;
mod outer_text;
mod bare_phrase;
mod apposition;
mod noun;
mod cue;
mod follow;
mod first_name;
mod name;
mod gender;
mod tier_sign;
mod role;
mod form;
mod speaker;
mod profile;

use crate::clean::{Document, Zone};
use crate::lexicon::{Lexicon, TierIdx, VerbClass};
use crate::matcher::Hit;
use crate::span::ByteSpan;
use crate::tokenize::Tokens;
use crate::voice::name::PersonIndex;
use crate::voice::outer_text::OuterText;
use crate::voice::role::RolePhrases;
use crate::voice::speaker::Resolver;
use crate::voice::word_class::{QUOTE, WordClasses};

/// How words are attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteKind {
    /// Quotation marks around everything.
    Direct,
    /// Quotation marks around a part.
    Mixed,
    /// Reported without quotation marks.
    Indirect,
    /// A belief, wish or intention, not speech.
    Stance,
}

impl QuoteKind {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Direct, Self::Mixed, Self::Indirect, Self::Stance];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Stance => "stance",
        }
    }
}

/// A sector of speakers, as an index into the sectors of [`crate::lexicon::VoiceWords`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectorIdx(pub u8);

/// What the article says about a speaker's own work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// One of the tiers of the lexicon.
    Tier(TierIdx),
    /// Politicians, their staff and spokespeople, judges.
    Official,
    /// Nothing that says so.
    Unknown,
}

impl Standing {
    /// The standings that are no tier.
    pub const OF_NO_TIER: [Self; 2] = [Self::Official, Self::Unknown];

    /// The standings in the order of lists: the tiers, then those that are none.
    pub fn all(tiers: &[String]) -> impl Iterator<Item = Self> {
        TierIdx::all(tiers).map(|(tier, _)| Self::Tier(tier)).chain(Self::OF_NO_TIER)
    }

    /// The standing called `name`.
    #[must_use]
    pub fn named(name: &str, tiers: &[String]) -> Option<Self> {
        let tier = TierIdx::named(name, tiers).map(Self::Tier);
        tier.or_else(|| Self::OF_NO_TIER.into_iter().find(|standing| standing.name(tiers) == name))
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self, tiers: &[String]) -> &str {
        match self {
            Self::Tier(tier) => &tiers[usize::from(tier.0)],
            Self::Official => "official",
            Self::Unknown => "unknown",
        }
    }
}

/// What kind of speaker it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerForm {
    /// A person with a name.
    Named,
    /// A person without: "a cashier at the store".
    Unnamed,
    /// Several persons: "workers".
    Group,
    /// No person: "the union", "the report".
    Institution,
}

impl SpeakerForm {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Named, Self::Unnamed, Self::Group, Self::Institution];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Unnamed => "unnamed",
            Self::Group => "group",
            Self::Institution => "institution",
        }
    }
}

/// Someone who is quoted or paraphrased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The name in full, as first printed; `None` without one.
    pub name: Option<String>,
    /// Person, group or institution.
    pub form: SpeakerForm,
    /// The words that say who they are, parted by semicolons.
    pub words: String,
    /// Tier, official or unknown.
    pub standing: Standing,
    /// Union, business, academic and so on.
    pub sector: Option<SectorIdx>,
}

impl Speaker {
    /// The tier as one of whose workers the person speaks.
    ///
    /// None for officials, for institutions, and for those whose tier is that of a sector whose people speak for others
    /// or for expertise: reporters, scholars, spokespeople. A nurse who is an organizer as well speaks as a nurse.
    #[must_use]
    pub fn works_in(&self, lexicon: &Lexicon) -> Option<TierIdx> {
        let Standing::Tier(tier) = self.standing else { return None };
        let sector = self.sector.map(|at| &lexicon.voice.sectors[usize::from(at.0)]);
        let other =
            |of: &crate::lexicon::Sector| of.for_others && of.tier.as_ref().and_then(|t| lexicon.tier(t)) == Some(tier);
        (!sector.is_some_and(other)).then_some(tier)
    }
}

/// A person introduced with age, occupation, pay or employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name in full.
    pub name: String,
    /// The first mention.
    pub span: ByteSpan,
    /// The words that say who they are.
    pub words: String,
    /// Tier or unknown.
    pub standing: Standing,
}

/// A place where the text names a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonMention {
    /// Titles and name.
    pub span: ByteSpan,
    /// The person is a politician, judge or the like: [`Standing::Official`].
    pub official: bool,
}

/// Words that are attributed to a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// How they are attributed.
    pub kind: QuoteKind,
    /// Index into [`Voice::speakers`]; `None` for the author, the readers and "it".
    pub speaker: Option<u32>,
    /// The words for the speaker there; `None` where the speaker before goes on.
    pub source: Option<ByteSpan>,
    /// The verb; empty where there is none.
    pub cue: ByteSpan,
    /// The words, in one piece or several.
    pub content: Vec<ByteSpan>,
    /// Words in all pieces; 0 for the second and later of several who say the same words.
    pub n_words: u32,
    /// Index of the sentence of the verb.
    pub sentence: u32,
    /// Zone of the verb.
    pub zone: Zone,
}

/// Who speaks in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Voice {
    /// In the order of their verbs.
    pub quotes: Vec<Quote>,
    /// In the order of their first words.
    pub speakers: Vec<Speaker>,
    /// In the order of their first mention.
    pub profiles: Vec<Profile>,
    /// Every mention of a person by name, in the order of the text.
    pub mentions: Vec<PersonMention>,
}

/// The words of a lexicon made ready to find speakers.
#[derive(Debug)]
pub struct QuoteAttributor {
    classes: WordClasses,
    roles: RolePhrases,
    officials: Vec<String>,
}

impl QuoteAttributor {
    /// Compiles the words of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let roles = RolePhrases::new(lexicon);
        let officials = roles.officials();
        Self { classes: WordClasses::new(lexicon), roles, officials }
    }

    /// Who speaks in a document.
    #[must_use]
    pub fn attribute(&self, lexicon: &Lexicon, document: &Document, tokens: &Tokens, hits: &[Hit]) -> Voice {
        let outer = OuterText::new(&self.classes, document, tokens);
        let persons_index = PersonIndex::find(&outer, &self.officials);
        let described = role::all_descriptions(&outer, &self.roles, &persons_index);
        let mut resolver = Resolver::new(&outer, lexicon, hits, &self.roles, &persons_index, &described);
        let said = follow::all(&outer);
        let mut quotes = Vec::with_capacity(said.len());
        for said in &said {
            let first = quote(&outer, said, resolver.speaker(said));
            let joint = resolver.joint(said).into_iter().map(|(speaker, source)| Quote {
                speaker: Some(speaker),
                source: Some(source),
                n_words: 0,
                ..first.clone()
            });
            let joint: Vec<Quote> = joint.collect();
            quotes.push(first);
            quotes.extend(joint);
        }
        let speakers = resolver.finish();
        let profiles = profile::profiles(&outer, lexicon, hits, &self.roles, &persons_index, &described);
        let mentions = profile::mentions(&outer, lexicon, hits, &self.roles, &persons_index, &described);
        Voice { quotes, speakers, profiles, mentions }
    }
}

fn quote(outer: &OuterText<'_>, said: &follow::Said, speaker: Option<u32>) -> Quote {
    let attribution = &said.attribution;
    let items = || attribution.content.iter().flat_map(|span| span.range()).map(|i| &outer.items[i]);
    let quoted = items().any(|i| i.word_class.is(QUOTE));
    let plain = items().filter(|i| !i.word_class.is(QUOTE)).count();
    let kind = match (quoted, plain, attribution.class) {
        (true, 0, _) => QuoteKind::Direct,
        (_, _, VerbClass::Stance) => QuoteKind::Stance,
        (true, _, _) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    };
    let first = outer.sentences[said.sentence].items.start;
    let sentence = outer.tokens.sentence_of(outer.items[first].tokens.start);
    Quote {
        kind,
        speaker,
        source: attribution.source.map(|s| with_bracket(&outer.document.text, outer.bytes(s))),
        cue: outer.bytes(attribution.cue),
        content: attribution.content.iter().map(|s| outer.bytes(*s)).collect(),
        n_words: items().map(|i| i.tokens.len() as u32).sum(),
        sentence: u32::try_from(sentence).expect("sentences are fewer than bytes"),
        zone: outer.tokens.sentences()[sentence].zone,
    }
}

/// The span with the closing bracket of what it opens: "Rep. Jane Doe (R-Ohio)".
fn with_bracket(text: &str, span: ByteSpan) -> ByteSpan {
    let end = span.end as usize;
    let opens = span.slice(text).is_some_and(|s| s.rfind('(') > s.rfind(')'));
    if opens && text[end..].starts_with(')') { ByteSpan::new(span.start as usize, end + 1) } else { span }
}

#[cfg(test)]
mod tests;
