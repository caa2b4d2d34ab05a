//! Verbs of address or praise with a plain object: "praised Mr. Holt", "called the police". Nothing is said.

use crate::lexicon::{Verb, VerbForm};
use crate::voice::cue::CueSentence;
use crate::voice::outer_text::ItemSpan;
use crate::voice::quotation_mark::ANY;
use crate::voice::word_class::{
    ADVERB, AUXILIARY, CONJUNCTION, DETERMINER, GROUP, HEARER, IMPERSONAL, INSTITUTION, PERSON, PERSONAL, PREPOSITION,
    QUOTE, SUBORDINATOR, TIME,
};

/// What has to follow the object of a verb for its words to be reported.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// "as a victory", "for closing the mill".
    Clause,
    /// The same, or what the object is blamed for or credited with.
    Cause,
    /// The same, or what the object is asked to do.
    Order,
    /// The same, or the name that the object is called.
    Name,
}

impl CueSentence<'_> {
    /// True for a verb of address or judgment at `at` whose object, in `content`, is all that follows.
    pub(super) fn has_plain_object(&self, at: usize, content: ItemSpan) -> bool {
        let outer = self.outer;
        let Some(needs) = needs(outer.word(at)) else { return false };
        if content.range().any(|i| outer.items[i].word_class.is(QUOTE)) {
            return false;
        }
        let further = match needs {
            Needs::Clause => false,
            Needs::Cause => content.range().skip(1).any(|i| matches!(outer.word(i), "for" | "on" | "with")),
            Needs::Order => content.range().skip(1).any(|i| self.is_infinitive(i, content.end)),
            Needs::Name => self.asks_or_names(content),
        };
        !further && !content.range().any(|i| self.opens_reason(i, content.end))
    }

    /// True for a verb of refusal, or of what one dwells on, whose object in `content` is all that follows: "refused to leave",
    /// "stress spelling" say what somebody does or holds, not what was said.
    pub(super) fn is_deed(&self, at: usize, content: ItemSpan) -> bool {
        let word = self.outer.word(at);
        let stem = ["ing", "ed", "es", "e", "s"].iter().find_map(|tail| word.strip_suffix(tail)).unwrap_or(word);
        let deed = DEEDS.contains(&stem) || DEEDS_ON_THINGS.contains(&stem) && !self.has_clause(content);
        deed && !content.range().any(|i| self.outer.items[i].word_class.is(QUOTE))
    }

    /// True where words have a verb or a pronoun that one could be the subject of: "the shift is long", not "the final touches".
    fn has_clause(&self, content: ItemSpan) -> bool {
        content.range().any(|i| {
            let class = self.outer.items[i].word_class;
            let finite = |v: Verb| !v.noun && !matches!(v.form, VerbForm::Ing);
            class.is(AUXILIARY | PERSONAL) && !class.is(DETERMINER) || class.verb.is_some_and(finite)
        })
    }

    /// "Farmers encouraged to head south": in a headline, who is asked to do something says nothing.
    pub(super) fn is_asked_to(&self, at: usize, helped: bool) -> bool {
        let word = self.outer.word(at);
        !helped
            && matches!(
                word,
                "advised" | "encouraged" | "ordered" | "persuaded" | "reminded" | "told" | "urged" | "warned"
            )
            && at + 1 < self.to
            && self.is_infinitive(at + 1, self.to)
    }

    /// "as a victory", "for closing": not "as he left", "as well", "for the soup".
    fn opens_reason(&self, at: usize, end: usize) -> bool {
        let outer = self.outer;
        let next = |n: usize| if at + n < end { outer.word(at + n) } else { "" };
        match outer.word(at) {
            "as" => {
                let clause = at + 1 >= end || outer.items[at + 1].word_class.is(PERSONAL | IMPERSONAL | TIME);
                !clause && !matches!(next(1), "long" | "much" | "part" | "soon" | "well")
            }
            "for" => {
                let adverb = at + 1 < end && outer.items[at + 1].word_class.is(ADVERB);
                let verb = next(if adverb { 2 } else { 1 });
                verb.ends_with("ing") && !verb.ends_with("thing") && !matches!(verb, "evening" | "morning")
                    || matches!(verb, "how" | "what")
            }
            _ => false,
        }
    }

    /// "to resign", not "to the depot", "to Dayton".
    fn is_infinitive(&self, at: usize, end: usize) -> bool {
        let verb = |i: usize| {
            let next = &self.outer.items[i];
            !next.capitalised && !next.word_class.is(DETERMINER | HEARER | GROUP | TIME | PERSON)
        };
        self.outer.word(at) == "to" && at + 1 < end && verb(at + 1)
    }

    /// "called for a raise", "called on the board to resign", "called it unfair", "called the plan a joke".
    fn asks_or_names(&self, content: ItemSpan) -> bool {
        let outer = self.outer;
        match outer.word(content.start) {
            "for" => return true,
            "on" | "upon" => return content.range().any(|i| self.is_infinitive(i, content.end)),
            _ => {}
        }
        let first = &outer.items[content.start];
        let later = content.range().find(|i| {
            *i > content.start
                && (outer.items[*i].gap & ANY != 0
                    || outer.items[*i].word_class.is(PREPOSITION | SUBORDINATOR | AUXILIARY | CONJUNCTION))
        });
        let object = ItemSpan::new(content.start, later.unwrap_or(content.end));
        let alone = first.word_class.is(HEARER | IMPERSONAL) && !first.word_class.is(DETERMINER);
        let whole = alone || first.capitalised || first.word_class.is(GROUP | INSTITUTION);
        object.range().skip(1).any(|i| self.opens_name(i, object.end, whole && (alone || self.is_whole(i - 1))))
    }

    /// The word at `at` can end an object without an article: "Mr. Holt", "workers".
    fn is_whole(&self, at: usize) -> bool {
        let item = &self.outer.items[at];
        item.capitalised || item.word_class.is(GROUP | INSTITUTION)
    }

    /// "a joke", "too low", "outrageous", and any plain word after a whole object.
    fn opens_name(&self, at: usize, end: usize, after_object: bool) -> bool {
        let outer = self.outer;
        let item = &outer.items[at];
        let word = outer.word(at);
        let timed = (at..end.min(at + 4)).any(|i| {
            outer.items[i].word_class.is(TIME)
                || matches!(outer.word(i), "ago" | "day" | "evening" | "moment" | "morning" | "night" | "once" | "time")
        });
        if timed {
            return false;
        }
        let article = matches!(word, "a" | "an" | "another" | "her" | "his" | "its" | "no" | "one" | "the" | "their");
        let degree = matches!(word, "deeply" | "more" | "not" | "so" | "too" | "very");
        let judges = ["able", "ible", "ful", "less", "ous"].iter().any(|tail| word.ends_with(tail));
        let plain =
            !item.capitalised && !item.word_class.is(ADVERB | PERSON | GROUP | INSTITUTION | HEARER | DETERMINER);
        article || degree && at + 1 < end || judges || JUDGMENTS.contains(&word) || after_object && plain
    }
}

/// What a form of a verb of address or judgment needs; `None` for any other word.
fn needs(word: &str) -> Option<Needs> {
    let stem = ["ing", "ed", "es", "e", "s"].iter().find_map(|tail| word.strip_suffix(tail)).unwrap_or(word);
    match stem {
        "call" => Some(Needs::Name),
        "challeng" => Some(Needs::Order),
        "blam" | "credit" | "fault" => Some(Needs::Cause),
        _ => JUDGING.contains(&stem).then_some(Needs::Clause),
    }
}

/// Verbs of address and praise, and those that hands do as well ("attacked the guard", "dismissed the cook"), without the
/// ends of their forms. Who defends, denounces or endorses a thing takes a position on it, and the object says which: such
/// verbs are not here.
const JUDGING: &[&str] = &[
    "applaud",
    "assail",
    "attack",
    "blast",
    "champion",
    "chid",
    "commend",
    "congratulat",
    "dismis",
    "dismiss",
    "hail",
    "laud",
    "phon",
    "prais",
    "salut",
    "slam",
    "slamm",
    "teas",
    "thank",
    "tout",
    "welcom",
];

/// Verbs of refusal and of what one dwells on, without the ends of their forms.
const DEEDS: &[&str] =
    &["declin", "discus", "discuss", "highlight", "invok", "plead", "push", "refus", "stres", "stress", "talk"];

/// Verbs that report words with a clause, and deeds with a thing: "rejected an offer", "mention it briefly", "add the final
/// touches", "protested in Denver".
const DEEDS_ON_THINGS: &[&str] =
    &["add", "mention", "protest", "question", "reject", "report", "respond", "reveal", "show", "shown", "threaten"];

/// Adjectives of judgment whose end does not show it.
const JUDGMENTS: &[&str] = &[
    "absurd",
    "corrupt",
    "crazy",
    "cruel",
    "fair",
    "false",
    "illegal",
    "lazy",
    "misleading",
    "racist",
    "stupid",
    "unfair",
    "unjust",
    "wrong",
];
