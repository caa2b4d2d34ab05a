//! Finds the pay that a document names, sentence by sentence.

use std::cell::OnceCell;

use crate::baseline::federal_minimum;
use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::pay::amount::{Amount, amount_at};
use crate::pay::cue::{AmountReading, Claim};
use crate::pay::difference::{goes_on_with_step, is_base_of_step};
use crate::pay::earner::{NamedOccupations, is_pronoun};
use crate::pay::mention::{Pay, PayKind, PayMention, SentencePosition};
use crate::pay::period::Period;
use crate::pay::sentence::PaySentence;
use crate::pay::{amount, figures, period, sport};
use crate::span::TokenSpan;
use crate::tokenize::{KnownWords, Token, Tokens, with_known_words};

/// True when pay can start at the word of a token; at a number in digits it always can.
#[must_use]
pub fn may_open(tokens: &Tokens, token: &Token) -> bool {
    let word = tokens.folded(token);
    figures::may_open(word) || amount::may_open(word)
}

/// Pay in the scored and unscored zones of a document of `year`.
///
/// `year` gives the minimum wage its amount: without it a bare "minimum-wage job" is left out.
#[must_use]
pub fn find(lexicon: &Lexicon, text: &str, tokens: &Tokens, hits: &[Hit], year: Option<i16>) -> Vec<Pay> {
    with_known_words(tokens, may_open, |opens| find_known(lexicon, text, hits, opens, year))
}

/// The same, where the words of the document are known: what [`may_open`] gives.
#[must_use]
pub fn find_known(
    lexicon: &Lexicon,
    text: &str,
    hits: &[Hit],
    opens: KnownWords<'_, bool>,
    year: Option<i16>,
) -> Vec<Pay> {
    let tokens = opens.tokens();
    let minimum = year.and_then(federal_minimum);
    let mut out = Vec::new();
    for (at, sentence) in tokens.sentences().iter().enumerate() {
        let line = PaySentence { text, tokens, opens, sentence: sentence.tokens };
        let position =
            SentencePosition { at: u32::try_from(at).expect("sentences are fewer than bytes"), zone: sentence.zone };
        let first = out.len();
        in_sentence(line, position, minimum, &mut out);
        if out.len() > first {
            let named = NamedOccupations::of(lexicon, hits, position.at);
            let before = position.at.checked_sub(1).filter(|_| is_pronoun(line.word(sentence.tokens.start)));
            let earlier = before.and_then(|before| NamedOccupations::of(lexicon, hits, before).only());
            let earner = |pay: &Pay| named.earner(line, pay).or(earlier).map(str::to_owned);
            out[first..].iter_mut().for_each(|pay| pay.occupation = earner(pay));
        }
    }
    out
}

fn in_sentence(line: PaySentence<'_>, position: SentencePosition, minimum: Option<f64>, out: &mut Vec<Pay>) {
    let mut reader =
        SentenceReader { line, position, out, on_sport: OnceCell::new(), previous: None, figured: None, step: None };
    let mut at = line.sentence.start;
    while at < line.sentence.end {
        at = if !line.may_open(at) {
            at + 1
        } else if let Some((pay, end)) = figures::mentioned(line, at, line.word(at), minimum) {
            reader.take_figures(pay, TokenSpan { start: at, end });
            end
        } else if let Some(amount) = amount_at(line, at) {
            reader.take_amount(&amount, at)
        } else {
            at + 1
        };
    }
}

/// What is known of a sentence up to the word that is read.
struct SentenceReader<'a, 'o> {
    line: PaySentence<'a>,
    position: SentencePosition,
    out: &'o mut Vec<Pay>,
    /// Whether it is on sport, once that is asked.
    on_sport: OnceCell<bool>,
    /// The end of the last amount that is pay, its size, and how it is read.
    previous: Option<(u32, f64, AmountReading)>,
    /// The end of the last figures ("six figures") that are pay, and the least they can be.
    figured: Option<(u32, f64)>,
    /// The end of the last amount that is a step, and its size.
    step: Option<(u32, f64)>,
}

impl SentenceReader<'_, '_> {
    fn take_figures(&mut self, pay: PayMention, place: TokenSpan) {
        let line = self.line;
        if pay.kind == PayKind::Figures {
            let is_of = |(last, low, _)| figures::are_of_sum(line, pay.low, low, [last, place.start]);
            if self.previous.is_some_and(is_of) || self.is_contract(pay.low, pay.reading) {
                return;
            }
            self.figured = Some((place.end, pay.low));
        } else {
            self.figured = None;
        }
        self.out.push(pay.at(line, self.position, place));
    }

    /// Reads an amount at `at`; returns where its words end.
    fn take_amount(&mut self, amount: &Amount, at: u32) -> u32 {
        let line = self.line;
        let after = period::after(line, amount.tokens.end);
        let end = after.map_or(amount.tokens.end, |(_, end)| end);
        let said = after.map(|(period, _)| period).or_else(|| period::ahead(line, at));
        let claim = Claim::of(line, amount, said, end);
        let (low, high) = (amount.sums[0].low, claim.last.high);
        if self.step.is_some_and(|(last, size)| low <= size * MOST_STEPS && goes_on_with_step(line, last, at)) {
            self.step = Some((end, high));
            return end;
        }
        self.step = claim.is_step().then_some((end, high));
        let exact = self.figured.take().filter(|(last, least)| figures::are_of_sum(line, *least, low, [*last, at]));
        let of_figures =
            || exact.map(|_| AmountReading { period: said.unwrap_or(Period::Year), stated: said.is_some() });
        let lists_on = || claim.lists_on(self.previous.map(|(last, _, reading)| (last, reading.period)));
        let reading = claim.read().or_else(|| goes_on(line, amount, said, self.previous)).or_else(of_figures);
        let reading = reading.or_else(lists_on);
        let Some(reading) = reading.filter(|reading| !self.is_contract(low, *reading)) else { return end };
        if exact.is_some() {
            // "six figures, about $110,000": the sum is the pay.
            self.out.pop();
        }
        let kind =
            if reading.period == Period::Year && claim.is_bracket() { PayKind::Bracket } else { PayKind::Amount };
        push(line, self.position, kind, amount, reading, end, self.out);
        self.previous = Some((end, high, reading));
        end
    }

    fn is_contract(&self, low: f64, reading: AmountReading) -> bool {
        sport::may_be_contract(low, reading) && *self.on_sport.get_or_init(|| sport::is_on_sport(self.line))
    }
}

/// A step is at most as many times as large as the one it goes on with; a larger amount is a level.
const MOST_STEPS: f64 = 3.0;

/// A second amount that shares the period of the one before: "$15 an hour, up from $9".
fn goes_on(
    line: PaySentence<'_>,
    amount: &Amount,
    said: Option<Period>,
    previous: Option<(u32, f64, AmountReading)>,
) -> Option<AmountReading> {
    let (end, last, reading) = previous?;
    let start = amount.tokens.start;
    let linked = start - end <= 3 && matches!(line.word_before(start), "from" | "to");
    // ", an increase over the $9"
    let is_base = || start - end <= 8 && is_base_of_step(line, start);
    let near = said.is_none() && (linked || is_base());
    let size = |sum: &amount::Sum| !sum.large && sum.low > last / 5.0 && sum.low < last * 5.0;
    let up_to = line.word_before(start) == "to" && line.word_before(start - 1) == "up";
    (near && !up_to && amount.sums.iter().all(size)).then_some(AmountReading { stated: false, ..reading })
}

fn push(
    line: PaySentence<'_>,
    position: SentencePosition,
    kind: PayKind,
    amount: &Amount,
    reading: AmountReading,
    end: u32,
    out: &mut Vec<Pay>,
) {
    let last = amount.sums.len() - 1;
    for (at, sum) in amount.sums.iter().enumerate() {
        let mention = PayMention {
            kind,
            currency: amount.currency,
            low: sum.low,
            high: (sum.high > sum.low).then_some(sum.high),
            reading,
        };
        let end = if at == last { end } else { sum.tokens.end };
        out.push(mention.at(line, position, TokenSpan { start: sum.tokens.start, end }));
    }
}
