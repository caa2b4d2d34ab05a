//! Differences of pay, which nobody earns by themselves: raises, gaps, bonuses, premiums.

use crate::pay::amount::is_change;
use crate::pay::sentence::PaySentence;
use crate::pay::words::{BEFORE_WAGE, BRIDGE, DIFFERENCES, EXTRA, HEDGES, STEPS, is_job, is_pay_noun};

/// True for a raise by an amount, a gap of it, or an amount more than others: no level of pay.
///
/// The amount starts at `start`; its sums, and the words of its period, end at `ends`.
pub(super) fn is_difference(line: PaySentence<'_>, start: u32, ends: [u32; 2]) -> bool {
    steps_by(line, start)
        || costs_somebody(line, start)
        || loses(line, start) && !ends.into_iter().any(|end| is_job(line.word(end)))
        || is_of_step(line, start)
        || is_said_of_step(line, start)
        || ends.into_iter().any(|end| is_named_step(line, start, end))
}

/// True for a step that goes on with the one that ends at `end`: "adds 60 cents an hour this year and 55 cents an hour next".
pub(super) fn goes_on_with_step(line: PaySentence<'_>, end: u32, start: u32) -> bool {
    let is_time = |at: u32| {
        IN_TIME.contains(&line.word(at)) || line.token(at).is_some_and(|token| token.shape.number && !token.shape.money)
    };
    matches!(line.word_before(start), "and" | "another" | "plus" | "then") && (end..start).all(is_time)
}

/// Words on when a step comes, up to the next step.
const IN_TIME: &[&str] = &[
    "after",
    "and",
    "another",
    "each",
    "first",
    "immediately",
    "in",
    "later",
    "month",
    "next",
    "now",
    "of",
    "plus",
    "second",
    "the",
    "then",
    "third",
    "this",
    "year",
    "years",
];

/// "rose by $2", "an extra $2", "wages went up $2".
fn steps_by(line: PaySentence<'_>, start: u32) -> bool {
    let mut back = line.before(start, 6).map(|(_, word)| word).filter(|word| !HEDGES.contains(word));
    let (one, two) = (back.next().unwrap_or(""), back.next().unwrap_or(""));
    matches!(one, "by" | "extra" | "additional" | "another" | "add" | "adds" | "added" | "adding")
        || is_change(one)
        || is_pay_noun(one) && line.before(start, 6).any(|(_, word)| is_change(word))
        || one == "an" && matches!(two, "by" | "up")
}

/// "lost $4 an hour", "was docked $2 an hour", but not "lost $15-an-hour jobs" and not "got saved at $15 an hour".
fn loses(line: PaySentence<'_>, start: u32) -> bool {
    let verb = line.before(start, 5).map(|(_, word)| word).find(|word| !HEDGES.contains(word));
    line.word_before(start) != "at"
        && verb.is_some_and(|word| {
            TAKES.contains(&word)
                || matches!(word, "gain" | "gained" | "gaining" | "lose" | "loses" | "losing" | "lost")
        })
}

/// Verbs of what is kept from somebody's pay, or what somebody need not pay.
const TAKES: &[&str] =
    &["dock", "docked", "docking", "docks", "save", "saved", "saves", "saving", "shorted", "shorting", "shorts"];

/// "The cut cost cooks $3 an hour", "it costs them about $3 an hour", "it saves them $3 an hour": what somebody pays, loses
/// or need not pay.
fn costs_somebody(line: PaySentence<'_>, start: u32) -> bool {
    let mut back = line.before(start, 8).map(|(_, word)| word).filter(|word| !HEDGES.contains(word));
    let somebody = back.next().unwrap_or("");
    let is_object = is_job(somebody)
        || matches!(somebody, "her" | "him" | "me" | "people" | "them" | "us" | "you")
        || somebody.len() > 3 && somebody.ends_with('s');
    let is_taken = |word: &str| matches!(word, "cost" | "costs" | "costing") || TAKES.contains(&word);
    is_object && line.word_before(start) != "at" && back.take(3).any(is_taken)
}

/// "a bonus of up to $2", "their raise was $2", "the raise: $2", "hazard pay of $2".
fn is_of_step(line: PaySentence<'_>, start: u32) -> bool {
    if line.gap(start).contains(':') {
        return STEPS.contains(&line.word_before(start));
    }
    let nearest = line.before(start, 9).find(|(_, word)| !BRIDGE.contains(word) && !AMOUNTS_TO.contains(word));
    let Some((at, word)) = nearest else { return false };
    let topped_up = word == "top" && line.word(at + 1) == "up" && line.gap(at + 1) == "-";
    let named = STEPS.contains(&word) || topped_up || word == "pay" && EXTRA.contains(&line.word_before(at));
    (named || is_step_in_pay(line, at, start)) && !leads_to_level(line, start)
}

/// "a rise in pay of £1", "the cut in their hourly wages of 50 cents": `noun` is the pay. Not "a rise in the minimum wage of
/// $7 to $9".
fn is_step_in_pay(line: PaySentence<'_>, noun: u32, start: u32) -> bool {
    let names_pay = is_pay_noun(line.word(noun)) || matches!(line.word(noun), "rate" | "rates");
    let has_levels = line.word_before(noun) == "minimum" && line.word(start + 1) == "to";
    if !names_pay || has_levels {
        return false;
    }
    let linking = line.before(noun, 5).find(|(_, word)| !BEFORE_PAY.contains(word) && !BEFORE_WAGE.contains(word));
    linking.is_some_and(|(at, word)| {
        let step = line.word_before(at);
        matches!(word, "in" | "to") && (STEPS.contains(&step) || FALLS.contains(&step))
    })
}

/// Further steps, which are verbs where no "in pay" follows.
const FALLS: &[&str] = &["decline", "declines", "decrease", "drop", "drops", "fall", "falls", "jump", "jumps", "loss"];

/// Words between "a rise in" and the pay.
const BEFORE_PAY: &[&str] = &["base", "basic", "her", "his", "its", "my", "our", "the", "their", "your"];

/// "an increase over the $9", "a rise on today's £9": the level that a step is measured from.
pub(super) fn is_base_of_step(line: PaySentence<'_>, start: u32) -> bool {
    let mut back = line.before(start, 8).skip_while(|(_, word)| OF_BASE.contains(word)).peekable();
    let Some((link, word)) = back.next() else { return false };
    let has_base = link + 1 < start;
    let measured = matches!(word, "above" | "against" | "from" | "on" | "over" | "versus" | "vs");
    let is_step =
        |word: &str| STEPS.contains(&word) || matches!(word, "improvement" | "jump" | "jumps" | "step" | "up");
    has_base && measured && back.next().is_some_and(|(_, word)| is_step(word))
}

/// Words between what a step is measured over and the level, which say that it is one.
const OF_BASE: &[&str] = &[
    "base", "current", "earlier", "existing", "federal", "former", "her", "his", "its", "last", "old", "original",
    "our", "present", "previous", "prior", "state", "the", "their", "then", "today's", "year's",
];

/// "a raise to $15", "a raise from $9": what is named is a level, but in "raises up to", "raises ranging from".
fn leads_to_level(line: PaySentence<'_>, start: u32) -> bool {
    if is_base_of_step(line, start) {
        return true;
    }
    let mut back = line.before(start, 6).map(|(_, word)| word).filter(|word| !HEDGES.contains(word));
    let (one, two) = (back.next().unwrap_or(""), back.next().unwrap_or(""));
    match one {
        "to" => !(two == "up" || AMOUNTS_TO.contains(&two)),
        "from" => !two.starts_with("rang"),
        "at" | "for" | "in" | "with" => true,
        _ => false,
    }
}

/// "the gap between cooks and servers is $2", "the bonus for nights was $2".
fn is_said_of_step(line: PaySentence<'_>, start: u32) -> bool {
    let is_copula = |word: &str| COPULAS.contains(&word) || AMOUNTS_TO.contains(&word);
    let verb = line.before(start, 5).find(|(_, word)| !HEDGES.contains(word) && *word != "to");
    let Some((verb, _)) = verb.filter(|(_, word)| is_copula(word)) else { return false };
    for (at, word) in line.before(verb, 12) {
        if OTHER_CLAUSE.contains(&word) {
            return false;
        }
        if STEPS.contains(&word) {
            return OF_STEP.contains(&line.word(at + 1)) && is_subject(line, at) && !level_before(line, verb);
        }
    }
    false
}

/// The noun at `at` is no part of what opens the sentence: "After the raise in May …".
fn is_subject(line: PaySentence<'_>, at: u32) -> bool {
    let opening = line.before(at, 4).find(|(_, word)| OPENING.contains(word));
    opening.is_none()
}

/// "her pay" right before the verb: a level has its own subject, unless it is in "the gap in pay".
fn level_before(line: PaySentence<'_>, verb: u32) -> bool {
    let mut back = line.before(verb, 6).map(|(_, word)| word);
    let last = back.next().unwrap_or("");
    let linking =
        back.find(|word| matches!(*word, "in" | "of" | "between" | "and" | "on" | "for") || STEPS.contains(word));
    (is_pay_noun(last) || last == "rate") && linking.is_none_or(|word| STEPS.contains(&word))
}

/// "$2 more", "a $2-an-hour rise", "a $2-an-hour pay raise", "$2 an hour in hazard pay", "$2 an hour on top of it".
fn is_named_step(line: PaySentence<'_>, start: u32, end: u32) -> bool {
    if line.gap(end).contains([',', '(']) {
        return false;
    }
    let mut next = line.after(end, 5).map(|(_, word)| word);
    let first = next.next().unwrap_or("");
    // Elsewhere "rise" is what wages do: "wages of $9 an hour rise in May".
    let is_one = line.word(start) == "a"
        || matches!(line.word_before(start), "a" | "an" | "another" | "each" | "any" | "that" | "the" | "this");
    let is_hyphened = line.gap(end - 1) == "-";
    if DIFFERENCES.contains(&first)
        || (is_one || is_hyphened) && STEPS.contains(&first)
        || first == "on" && line.word(end + 1) == "top"
    {
        return true;
    }
    let noun = if matches!(first, "in" | "of" | "as") { next.next().unwrap_or("") } else { first };
    let noun = if matches!(noun, "a" | "an") { next.next().unwrap_or("") } else { noun };
    if EXTRA.contains(&noun) {
        return true;
    }
    let kind = |word: &str| is_pay_noun(word) || KINDS.contains(&word);
    kind(first) && next.find(|word| !kind(word)).is_some_and(|word| STEPS.contains(&word))
}

/// Verbs between a raise and what it comes to.
const AMOUNTS_TO: &[&str] = &[
    "amounted",
    "amounting",
    "amounts",
    "came",
    "comes",
    "equal",
    "equaled",
    "equals",
    "reached",
    "totaled",
    "totals",
    "worth",
];
const COPULAS: &[&str] = &["are", "averaged", "averages", "be", "being", "is", "stood", "stands", "was", "were"];
/// After a raise: of whom, for what.
const OF_STEP: &[&str] = &[
    "among", "at", "between", "for", "from", "in", "of", "on", "over", "she", "he", "they", "that", "with", "workers",
];
/// Another verb or clause begins.
const OTHER_CLAUSE: &[&str] = &[
    "because", "brings", "brought", "but", "if", "leaves", "left", "made", "makes", "meaning", "means", "meant",
    "puts", "since", "so", "takes", "took", "when", "where", "while",
];
/// What opens a sentence before its subject.
const OPENING: &[&str] = &["after", "before", "despite", "following", "since", "under", "until", "with", "without"];
/// Words between an amount and the raise it is the size of.
const KINDS: &[&str] = &[
    "annual",
    "average",
    "hourly",
    "night",
    "overtime",
    "pay",
    "retention",
    "shift",
    "signing",
    "temporary",
    "weekly",
];
