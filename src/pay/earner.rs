//! Whose pay an amount is: the occupation that earns it, where a verb of earning comes before it; else the one named
//! nearest to it, unless the words between give it to somebody else.

use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::pay::Pay;
use crate::pay::own_pay::is_taking_home;
use crate::pay::sentence::PaySentence;
use crate::pay::words::{AUXILIARIES, is_earning};
use crate::span::{ByteSpan, TokenSpan};

/// Words after an amount that lead to somebody else: whoever is paid out of it, or earns another.
const LEADS_AWAY: [&str; 15] = [
    "but", "employ", "employs", "hire", "hired", "hires", "pay", "paying", "pays", "supports", "than", "though",
    "whereas", "while", "yet",
];
/// Words that begin a sentence about whom the one before named.
const PRONOUNS: [&str; 5] = ["he", "her", "his", "she", "they"];

/// Most words between a verb of earning and the amount.
const MOST_TO_VERB: usize = 8;
/// Words before a verb that name no subject.
const BESIDE_VERB: [&str; 16] = [
    "also",
    "are",
    "can",
    "could",
    "had",
    "has",
    "have",
    "is",
    "may",
    "often",
    "now",
    "typically",
    "usually",
    "was",
    "will",
    "would",
];
const RELATIVES: [&str; 3] = ["who", "whom", "whose"];
/// Forms that have no subject of their own: "a foreman at a mine earning $14".
const PARTICIPLES: [&str; 5] = ["earning", "getting", "making", "receiving", "taking"];
/// Words that begin a clause with a subject of its own.
const OPENERS: [&str; 9] = ["because", "if", "said", "say", "says", "when", "where", "whereas", "while"];
const PREPOSITIONS: [&str; 14] = [
    "above", "against", "among", "at", "below", "between", "by", "for", "from", "like", "of", "under", "unlike", "with",
];
const DETERMINERS: [&str; 14] =
    ["a", "an", "any", "each", "every", "her", "his", "many", "most", "other", "some", "the", "their", "two"];
const PAST: [&str; 4] = ["ex", "former", "formerly", "once"];

/// An occupation named in a sentence.
struct NamedOccupation<'a> {
    span: ByteSpan,
    tokens: TokenSpan,
    soc: &'a str,
}

/// Occupations named in one sentence, in the order of the text.
pub(super) struct NamedOccupations<'a>(Vec<NamedOccupation<'a>>);

/// Who is said to earn an amount.
enum Subject<'a> {
    Named(&'a str),
    /// Somebody beside whom an occupation is named: "who employs two cleaners".
    Other,
    /// No verb of earning, or none of its subjects is named.
    Unknown,
}

impl<'a> NamedOccupations<'a> {
    /// Those of a sentence of the document.
    pub(super) fn of(lexicon: &'a Lexicon, hits: &[Hit], sentence: u32) -> Self {
        let from = hits.partition_point(|hit| hit.sentence < sentence);
        let of_sentence = hits[from..].iter().take_while(|hit| hit.sentence == sentence);
        let named = of_sentence.filter_map(|hit| {
            let soc = lexicon.entry(hit.entry).soc.as_deref()?;
            Some(NamedOccupation { span: hit.span, tokens: hit.tokens, soc })
        });
        Self(named.collect())
    }

    /// The occupation that earns `pay`.
    pub(super) fn earner(&self, line: PaySentence<'_>, pay: &Pay) -> Option<&'a str> {
        match self.subject(line, pay) {
            Subject::Named(soc) => Some(soc),
            Subject::Other => None,
            Subject::Unknown => self.nearest(line.text, pay),
        }
    }

    /// The subject of the verb of earning before `pay`: the last occupation before the verb that is not named in a relative
    /// clause or after a preposition. In "the cashier who earns $9" the one right before "who".
    fn subject(&self, line: PaySentence<'_>, pay: &Pay) -> Subject<'a> {
        let tokens = line.tokens.tokens();
        let from = line.sentence.start;
        let amount =
            from + tokens[line.sentence.range()].partition_point(|token| token.span.start < pay.span.start) as u32;
        let end = from + tokens[line.sentence.range()].partition_point(|token| token.span.start < pay.span.end) as u32;
        let mut verbs = line.before(amount, MOST_TO_VERB).filter(|(at, _)| is_verb_of_earning(line, *at));
        let Some((verb, _)) = verbs.next() else { return Subject::Unknown };
        let is_participle =
            |at: u32| PARTICIPLES.contains(&line.word(at)) && !AUXILIARIES.contains(&line.word_before(at));
        if is_participle(verb) || line.word(verb) == "home" && is_participle(verb - 1) {
            return Subject::Unknown;
        }
        let is_between = |named: &NamedOccupation<'a>| (verb..amount).contains(&named.tokens.start);
        if self.0.iter().any(is_between) {
            return Subject::Unknown;
        }
        // "makes $9 an hour as a cashier"
        let after = self.0.iter().find(|named| named.tokens.start >= end);
        let is_as = |at: &NamedOccupation<'a>| (end..at.tokens.start).take(2).any(|at| line.word(at) == "as");
        if let Some(job) = after.filter(|named| named.tokens.start - end <= 4 && is_as(named)) {
            return Subject::Named(job.soc);
        }
        let clause = line.before(verb, usize::MAX).last().map_or(verb, |(at, _)| at);
        let mut before = self.0.iter().rev().filter(|named| (clause..verb).contains(&named.tokens.start)).peekable();
        let Some(last) = before.peek() else { return Subject::Unknown };
        let beside = line.before(verb, 3).find(|(_, word)| !BESIDE_VERB.contains(word));
        if beside.is_some_and(|(_, word)| matches!(word, "who" | "that")) {
            return Subject::Named(last.soc);
        }
        // "The doctor, who employs two cleaners, makes": a doctor who is no hit earns it.
        let none = if is_related(line, last.tokens.start) { Subject::Other } else { Subject::Unknown };
        before.find(|named| !is_aside(line, named.tokens, verb)).map_or(none, |named| Subject::Named(named.soc))
    }

    /// The occupation nearest to `pay`, the earlier of two; one after it only where no word between leads away.
    fn nearest(&self, text: &str, pay: &Pay) -> Option<&'a str> {
        let later = self.0.partition_point(|named| named.span.start < pay.span.start);
        let before = later.checked_sub(1).map(|at| &self.0[at]);
        let before = before.map(|named| (pay.span.start.saturating_sub(named.span.end), named.soc));
        let after = self.0.get(later).filter(|named| !leads_away(text, pay.span.end, named.span.start));
        let after = after.map(|named| (named.span.start.saturating_sub(pay.span.end), named.soc));
        before.into_iter().chain(after).min_by_key(|(distance, _)| *distance).map(|(_, soc)| soc)
    }

    /// The occupation of a sentence that names one and no other.
    pub(super) fn only(&self) -> Option<&'a str> {
        let first = self.0.first()?.soc;
        self.0.iter().all(|named| named.soc == first).then_some(first)
    }
}

/// "earns", "makes", "gets", "takes home", "is paid", "receives" at `at`.
fn is_verb_of_earning(line: PaySentence<'_>, at: u32) -> bool {
    match line.word(at) {
        "get" | "gets" | "getting" | "got" | "made" | "make" | "makes" | "making" | "receive" | "received"
        | "receives" | "receiving" => true,
        "home" => is_taking_home(line, at),
        "paid" => line.before(at, 2).any(|(_, word)| AUXILIARIES.contains(&word)),
        word => is_earning(word),
    }
}

/// True for an occupation before a verb that is not its subject: "who employs two cleaners", "for lawyers", "a former cook,".
fn is_aside(line: PaySentence<'_>, named: TokenSpan, verb: u32) -> bool {
    let parted = |at: u32| is_parted(line, at);
    // The noun phrase: words without a comma, back to an article.
    let mut start = named.start;
    while start > line.sentence.start
        && named.start - start < 4
        && !parted(start)
        && !PREPOSITIONS.contains(&line.word_before(start))
        && !DETERMINERS.contains(&line.word(start))
    {
        start -= 1;
    }
    let governed = !parted(start) && PREPOSITIONS.contains(&line.word_before(start));
    let closes = (named.end..=verb).any(parted);
    let was = closes && (start.saturating_sub(1)..named.start).any(|at| PAST.contains(&line.word(at)));
    // "who employs a cook, a maid and two cleaners, makes": a list goes on after its commas.
    let listed = || closes && line.before(named.start, usize::MAX).any(|(_, word)| RELATIVES.contains(&word));
    governed || was || is_related(line, named.start) || listed()
}

/// True in a clause of "who", "whose" and the like: not after the comma that closes it, nor in a clause of its own.
fn is_related(line: PaySentence<'_>, at: u32) -> bool {
    let mut clause = line.before(at, usize::MAX).take_while(|(_, word)| !OPENERS.contains(word));
    let Some((relative, _)) = clause.find(|(_, word)| RELATIVES.contains(word)) else { return false };
    !(is_parted(line, relative) && (relative + 1..=at).any(|at| is_parted(line, at)))
}

/// True after a comma or a bracket.
fn is_parted(line: PaySentence<'_>, at: u32) -> bool {
    line.gap(at).contains([',', '(', ')'])
}

/// True where a sentence that begins with this word goes on about whom the one before named.
pub(super) fn is_pronoun(first_word: &str) -> bool {
    PRONOUNS.contains(&first_word)
}

fn leads_away(text: &str, from: u32, to: u32) -> bool {
    let between = text.get(from as usize..to as usize).unwrap_or_default();
    between.split(|c: char| !c.is_alphanumeric()).any(|word| LEADS_AWAY.contains(&word.to_lowercase().as_str()))
}
