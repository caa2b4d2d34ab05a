//! Findings beside the focus: what the headline promises, scope gap, token acknowledgement.

use crate::clean::Zone;
use crate::lexicon::{Entry, Lexicon, Role, Tier, TierIdx};
use crate::matcher::Hit;
use crate::score::focus::{Focus, HeadlineScope, UNSCORED};
use crate::span::TokenSpan;
use crate::tokenize::Tokens;

/// How a tier is acknowledged in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledgement {
    /// None, token or substantive.
    pub kind: AcknowledgementKind,
    /// Sentences of lede and body that speak of the tier.
    pub n_sentences: u32,
    /// One of them grants a point in passing ("of course, not every mother can").
    pub concession: bool,
    /// Place of the first of them.
    pub first: Option<Third>,
    /// Place of the last of them.
    pub last: Option<Third>,
}

/// Whether a tier is spoken of in passing or at length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum AcknowledgementKind {
    /// Not at all.
    #[default]
    None,
    /// In a passage of one or two sentences.
    Token,
    /// In passages of three sentences or more, or with substantial attention.
    Substantive,
    /// Nobody looked: the document is not scored.
    Unscored,
}

impl AcknowledgementKind {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::None, Self::Token, Self::Substantive, Self::Unscored];

    /// The kind called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Token => "token",
            Self::Substantive => "substantive",
            Self::Unscored => UNSCORED,
        }
    }
}

/// A third of the lede and body, counted in sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Third {
    /// The first.
    First,
    /// The middle.
    Middle,
    /// The last.
    Last,
}

impl Third {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 3] = [Self::First, Self::Middle, Self::Last];

    /// The third called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|third| third.name() == name)
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Middle => "middle",
            Self::Last => "last",
        }
    }
}

/// The sentences of lede and body.
pub(super) struct Running(Vec<usize>);

impl Running {
    pub(super) fn of(tokens: &Tokens) -> Self {
        let all = 0..tokens.sentences().len();
        Self(all.filter(|at| matches!(tokens.sentences()[*at].zone, Zone::Lede | Zone::Body)).collect())
    }

    /// The third that sentence `sentence` of the document lies in.
    pub(super) fn third(&self, sentence: usize) -> Third {
        let place = self.0.partition_point(|at| *at < sentence);
        match place * 3 / self.0.len().max(1) {
            0 => Third::First,
            1 => Third::Middle,
            _ => Third::Last,
        }
    }
}

/// The kind of remedies of unions and strikes.
const ORGANIZING: &str = "organizing";

/// Hits in a headline with less weight than this promise nothing.
const HEADLINE_WEIGHT: f64 = 0.3;

/// Whose working life the title promises: the tier with most weight there, the later in the lexicon's list where
/// tiers are equal; else all workers, when it speaks of work or of a remedy without a tier.
///
/// Words of organizing (`on strike`, `picket line`) that are evidence of a tier as well say nothing of whose strike it
/// is: in a title they speak of all workers, unless they name an occupation. A trope is a story about somebody: beside
/// words for workers without a tier (`working mothers`) it takes nobody out of the promise.
pub(super) fn headline_scope(lexicon: &Lexicon, hits: &[Hit]) -> HeadlineScope {
    let mut by_tier = vec![0.0; lexicon.tiers.len()];
    let mut universal = false;
    let in_title = || hits.iter().filter(|h| h.zone == Zone::Headline);
    let organizing = |hit: &Hit| {
        let is_organizing = matches!(&lexicon.entry(hit.entry).role, Role::Proposal { kind, .. } if kind == ORGANIZING);
        is_organizing.then_some(hit.tokens)
    };
    let organized: Vec<TokenSpan> = in_title().filter_map(organizing).collect();
    let names_occupation = |entry: &Entry| lexicon.dimension_name(entry) == "occupation";
    let names_all = in_title().any(|hit| {
        let entry = lexicon.entry(hit.entry);
        entry.tier == Tier::Universal && entry.role == Role::Evidence
    });
    for hit in in_title() {
        let entry = lexicon.entry(hit.entry);
        let overlaps = |span: &TokenSpan| span.start < hit.tokens.end && hit.tokens.start < span.end;
        match (entry.tier, &entry.role) {
            (Tier::Of(_), Role::Evidence) if !names_occupation(entry) && organized.iter().any(overlaps) => {
                universal = true;
            }
            (Tier::Of(_), Role::Trope { .. }) if names_all => {}
            (Tier::Of(tier), Role::Evidence | Role::Trope { .. }) => by_tier[usize::from(tier.0)] += entry.weight,
            (Tier::Universal, _) | (_, Role::Proposal { .. }) => universal = true,
            _ => {}
        }
    }
    let best = by_tier.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    match best {
        Some((tier, weight)) if *weight > HEADLINE_WEIGHT => {
            HeadlineScope::Tier(TierIdx(u8::try_from(tier).expect("tiers are few")))
        }
        _ if universal => HeadlineScope::Universal,
        _ => HeadlineScope::None,
    }
}

/// A universal headline over an article about one tier that leaves the others at most in passing.
pub(super) fn scope_gap(headline: HeadlineScope, focus: Focus, attention: &[u8]) -> bool {
    let Focus::Tier(tier) = focus else { return false };
    let others = attention.iter().enumerate().filter(|(at, _)| *at != usize::from(tier.0));
    headline == HeadlineScope::Universal && others.map(|(_, a)| *a).max().unwrap_or(0) <= 1
}

/// How each tier is acknowledged in lede and body.
pub(super) fn acknowledgement(
    lexicon: &Lexicon,
    text: &str,
    tokens: &Tokens,
    hits: &[Hit],
    attention: &[u8],
) -> Vec<Acknowledgement> {
    let running = Running::of(tokens);
    let tiers_of = tiers_by_sentence(lexicon, tokens, hits);
    let tiers = (0..=u8::MAX).map(TierIdx);
    tiers
        .zip(attention)
        .map(|(tier, attention)| {
            let sentences = passage(text, tokens, &tiers_of, tier);
            let kind = match sentences.len() {
                0 => AcknowledgementKind::None,
                1 | 2 if *attention < 2 => AcknowledgementKind::Token,
                _ => AcknowledgementKind::Substantive,
            };
            let concession = sentences.iter().any(|s| concedes(text, tokens, *s));
            Acknowledgement {
                kind,
                n_sentences: u32::try_from(sentences.len()).unwrap_or(u32::MAX),
                concession,
                first: sentences.first().map(|s| running.third(*s)),
                last: sentences.last().map(|s| running.third(*s)),
            }
        })
        .collect()
}

/// Tiers of a lexicon: a bit for every value of [`TierIdx`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct TierSet([u64; 4]);

impl TierSet {
    fn insert(&mut self, tier: TierIdx) {
        self.0[usize::from(tier.0 / 64)] |= 1 << (tier.0 % 64);
    }

    fn contains(self, tier: TierIdx) -> bool {
        self.0[usize::from(tier.0 / 64)] & (1 << (tier.0 % 64)) != 0
    }

    fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// The tiers that hits of a running sentence speak of.
fn tiers_by_sentence(lexicon: &Lexicon, tokens: &Tokens, hits: &[Hit]) -> Vec<TierSet> {
    let mut tiers = vec![TierSet::default(); tokens.sentences().len()];
    for hit in hits.iter().filter(|h| matches!(h.zone, Zone::Lede | Zone::Body)) {
        let entry = lexicon.entry(hit.entry);
        if let (Tier::Of(tier), Role::Evidence | Role::Trope { .. }) = (entry.tier, &entry.role) {
            tiers[hit.sentence as usize].insert(tier);
        }
    }
    tiers
}

/// The sentences that speak of a tier: those with a hit, and those after them that go on about
/// the same people (they quote, or open with a pronoun, and speak of no other tier). Nothing goes
/// on after a concession.
fn passage(text: &str, tokens: &Tokens, tiers_of: &[TierSet], tier: TierIdx) -> Vec<usize> {
    let mut out = Vec::new();
    let mut left = 0;
    for (at, tiers) in tiers_of.iter().enumerate() {
        if tiers.contains(tier) {
            left = if concedes(text, tokens, at) { 0 } else { MOST_GOING_ON };
            out.push(at);
        } else if left > 0 && tiers.is_empty() && goes_on(text, tokens, at) {
            left -= 1;
            out.push(at);
        } else {
            left = 0;
        }
    }
    out
}

/// Sentences that may follow a hit in its passage.
const MOST_GOING_ON: usize = 4;

/// True for a sentence that quotes, or opens with a pronoun.
fn goes_on(text: &str, tokens: &Tokens, sentence: usize) -> bool {
    let sentence = &tokens.sentences()[sentence];
    if !matches!(sentence.zone, Zone::Lede | Zone::Body) {
        return false;
    }
    let words = &tokens.tokens()[sentence.tokens.range()];
    let pronoun = words.iter().take(2).any(|t| PRONOUNS.contains(&tokens.folded(t)));
    // The quotation mark that opens a sentence is outside its tokens: look one character further back.
    let span = tokens.byte_span(sentence.tokens);
    let (from, to) = (span.start as usize, span.end as usize);
    let before = text[..from].chars().next_back();
    let quoted = |c: char| matches!(c, '"' | '\u{201c}' | '\u{201d}');
    pronoun || before.is_some_and(quoted) || text[from..to].contains(quoted)
}

const PRONOUNS: &[&str] = &["he", "her", "his", "my", "she", "their", "they"];

/// True for a sentence that grants a point in passing: "of course", "not every", "to be sure".
fn concedes(text: &str, tokens: &Tokens, sentence: usize) -> bool {
    let span = tokens.byte_span(tokens.sentences()[sentence].tokens);
    let printed = span.slice(text).unwrap_or_default().to_lowercase();
    CONCESSIONS.iter().any(|cue| printed.starts_with(cue))
        || printed.contains("not every ")
        || printed.contains("not all ")
}

const CONCESSIONS: &[&str] = &[
    "admittedly",
    "for many others",
    "granted",
    "it is true",
    "it's true",
    "naturally",
    "of course",
    "sure",
    "to be fair",
    "to be sure",
    "true",
    "yes",
];
