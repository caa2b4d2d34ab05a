//! Quotations, their speakers and what the article says of these.

use crate::clean::Zone;
use crate::lexicon::{Lexicon, Sector, TierIdx};
use crate::span::ByteSpan;

/// How words are attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteKind {
    /// Quotation marks around everything.
    Direct,
    /// Quotation marks around a part.
    Mixed,
    /// Reported without quotation marks.
    Indirect,
    /// A belief, wish or intention, or a deed ("refused to go"): not speech.
    Stance,
}

impl QuoteKind {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Direct, Self::Mixed, Self::Indirect, Self::Stance];

    /// Words of the speaker are printed between quotation marks.
    #[must_use]
    pub const fn is_in_own_words(self) -> bool {
        matches!(self, Self::Direct | Self::Mixed)
    }

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
    /// One person, with or without a name.
    #[must_use]
    pub const fn is_person(self) -> bool {
        matches!(self, Self::Named | Self::Unnamed)
    }

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
    /// None for officials, for groups and institutions, and for those whose tier is that of a sector whose people speak for others
    /// or for expertise: reporters, scholars, spokespeople. A nurse who is an organizer as well speaks as a nurse.
    #[must_use]
    pub fn works_in(&self, lexicon: &Lexicon) -> Option<TierIdx> {
        let Standing::Tier(tier) = self.standing else { return None };
        let sector = self.sector.map(|at| &lexicon.voice.sectors[usize::from(at.0)]);
        let other = |of: &Sector| of.for_others && of.tier.as_ref().and_then(|t| lexicon.tier(t)) == Some(tier);
        (self.form.is_person() && !sector.is_some_and(other)).then_some(tier)
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
