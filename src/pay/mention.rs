//! Pay as it is found: its kind, its sum, its place in the text.

use crate::clean::Zone;
use crate::pay::cue::AmountReading;
use crate::pay::sentence::PaySentence;
use crate::pay::{Currency, Period};
use crate::span::{ByteSpan, TokenSpan};

/// How pay is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayKind {
    /// By a sum or a range.
    Amount,
    /// By bounds of a group's yearly earnings: "people making more than $250,000"; no person's own pay.
    Bracket,
    /// By its number of figures: "six-figure salary".
    Figures,
    /// As the minimum wage, without a sum; taken as the federal one of the year.
    MinimumWage,
}

impl PayKind {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Amount, Self::Bracket, Self::Figures, Self::MinimumWage];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Bracket => "bracket",
            Self::Figures => "figures",
            Self::MinimumWage => "minimum_wage",
        }
    }
}

/// Pay named at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Pay {
    /// Its bytes in the text of the document, with the words of its period.
    pub span: ByteSpan,
    /// Index of the sentence.
    pub sentence: u32,
    /// Zone of the sentence.
    pub zone: Zone,
    /// How it is stated.
    pub kind: PayKind,
    /// Currency.
    pub currency: Currency,
    /// Low end of the range, or the sum, in units of the currency.
    pub low: f64,
    /// High end of a range.
    pub high: Option<f64>,
    /// What it is paid for.
    pub period: Period,
    /// The period is said; otherwise it follows from the words and the size of the sum.
    pub period_stated: bool,
    /// SOC code of the earner: the occupation that is said to earn it, else the one named nearest to it in its sentence, or the
    /// only one of the sentence before.
    pub occupation: Option<String>,
}

#[derive(Clone, Copy)]
pub(super) struct SentencePosition {
    pub(super) at: u32,
    pub(super) zone: Zone,
}

/// Pay before it has a place.
pub(super) struct PayMention {
    pub(super) kind: PayKind,
    pub(super) currency: Currency,
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    pub(super) reading: AmountReading,
}

impl PayMention {
    pub(super) fn at(self, line: PaySentence<'_>, position: SentencePosition, tokens: TokenSpan) -> Pay {
        let Self { kind, currency, low, high, reading } = self;
        Pay {
            span: line.tokens.byte_span(tokens),
            sentence: position.at,
            zone: position.zone,
            kind,
            currency,
            low,
            high,
            period: reading.period,
            period_stated: reading.stated,
            occupation: None,
        }
    }
}
