//! Words that a line end or an invisible blank cuts are put together; compounds keep their hyphen.
//!
//! What is a compound is shown by the text itself, by lists of words, and by `compounds.txt`: what English news prints with
//! a hyphen in at least 20 of 79,904 articles and four times as often as in one word, and rarer ones whose parts are
//! neighbours in a pattern of the lexicon.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::article::{ends_in_cut_word, is_hard_wrapped};

/// Words without invisible blanks in them, and put together where a line end cuts them.
pub(super) fn whole_words(text: String) -> String {
    // The lines as they came, whose lengths show that they are those of a column.
    let is_wrapped = may_have_cut_line(&text) && is_hard_wrapped(&text);
    let given = if is_wrapped { text.clone() } else { String::new() };
    let has_invisible = !text.is_ascii() && text.contains(is_invisible);
    let text = if has_invisible { without_invisible_cuts(&text).replace(is_invisible, "") } else { text };
    // A soft hyphen or a not sign before a blank: the line that ended there is put together with the next.
    let has_cut = !text.is_ascii() && text.contains(['\u{ad}', '\u{ac}']) && CUT_INSIDE.is_match(&text);
    let text = if has_cut { CUT_INSIDE.replace_all(&text, "$1$2").into_owned() } else { text };
    let text = without_cut_blanks(text);
    let text = if has_cut_line(&text) { without_cut_lines(&text) } else { text };
    if is_wrapped && text != given { unwrapped(&text) } else { text }
}

/// Words put together where a line end cuts them.
fn without_cut_lines(text: &str) -> String {
    let text = CUT_NUMBER.replace_all(text, |found: &Captures<'_>| {
        let (number, second) = (&found[1], &found[3]);
        let goes_on = GOING_ON.contains(&second);
        if goes_on { found[0].to_owned() } else { [number, second, &found[4], line_end_after(text, found)].concat() }
    });
    CUT.replace_all(&text, |found: &Captures<'_>| joined(&text, found)).into_owned()
}

/// The line end inside a cut word, to be put after it, unless the line ends there anyway.
fn line_end_after<'t>(text: &str, found: &Captures<'t>) -> &'t str {
    let rest = found.get(0).map_or("", |all| &text[all.end()..]);
    if rest.starts_with(['\r', '\n']) { "" } else { found.name("line_end").map_or("", |line_end| line_end.as_str()) }
}

/// The text with each paragraph in one line: once its words are whole, its lines are no longer those of a column.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_inside = false;
    for line in text.lines() {
        let is_blank = line.trim().is_empty();
        if is_inside && !is_blank {
            out.truncate(out.trim_end().len());
            let is_cut =
                ends_in_cut_word(&out) && line.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_numeric());
            out.push_str(if is_cut { "" } else { " " });
            out.push_str(line.trim_start());
        } else {
            out.push_str(if out.is_empty() { "" } else { "\n" });
            out.push_str(line);
        }
        is_inside = !is_blank;
    }
    out
}

/// A word with an invisible blank at the line end that cuts it, put together. The blank may as well part two words, so it
/// is a cut only where [`is_cut_word`] says so.
fn without_invisible_cuts(text: &str) -> Cow<'_, str> {
    CUT_INVISIBLY.replace_all(text, |found: &Captures<'_>| {
        let (first, second, rest) = (&found[1], &found[3], &found[4]);
        let is_cut = !MAY_BE_WORDS.contains(&second) && is_cut_word(text, first, second);
        if is_cut { [first, second, rest, line_end_after(text, found)].concat() } else { found[0].to_owned() }
    })
}

static CUT_INVISIBLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(\p{L}{2,})[\u{200b}\u{2060}\u{feff}]+[ \t]*(?<line_end>\r?\n[ \t]*)(\p{Ll}{2,})\b(\S*)[ \t]?")
        .expect("the pattern compiles")
});

/// Endings that are words as well.
const MAY_BE_WORDS: &[&str] = &["ants", "ties"];

/// True where `second` is an ending that is no word, or the whole word is elsewhere in the text.
fn is_cut_word(text: &str, first: &str, second: &str) -> bool {
    let whole = [first, second].concat();
    let is_elsewhere = || text.split(|c: char| !c.is_alphabetic()).any(|word| word == whole);
    !GOING_ON.contains(&second) && (ENDINGS.contains(&second) || is_elsewhere())
}

/// "the cash- iers": a cut word whose line end became a blank. Whole where the rest is an ending that is no word, or the
/// whole word is elsewhere in the text; "full- and part-time" stays.
fn without_cut_blanks(text: String) -> String {
    let bytes = text.as_bytes();
    if !text.match_indices("- ").any(|(at, _)| at > 0 && bytes[at - 1].is_ascii_alphabetic()) {
        return text;
    }
    let joined = CUT_BLANK.replace_all(&text, |found: &Captures<'_>| {
        let (first, second) = (&found[1], &found[2]);
        if is_cut_word(&text, first, second) { [first, second].concat() } else { found[0].to_owned() }
    });
    match joined {
        Cow::Borrowed(_) => text,
        Cow::Owned(joined) => joined,
    }
}

static CUT_BLANK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(\p{L}{2,})- (\p{Ll}{2,})\b").expect("the pattern compiles"));

/// Endings of words that are no words.
const ENDINGS: &[&str] = &[
    "ance", "ances", "ants", "dren", "ees", "ence", "ences", "ents", "ers", "ible", "ical", "iers", "ies", "ing",
    "ings", "ious", "ists", "ities", "ity", "ive", "ization", "ized", "izing", "ly", "ment", "ments", "ness", "ress",
    "resses", "sion", "sional", "sions", "tial", "ties", "ting", "tion", "tional", "tions", "tive", "tors", "ture",
    "tures",
];

/// True where a line ends in a sign of [`CUT`] or in an invisible blank.
fn may_have_cut_line(text: &str) -> bool {
    has_cut_line(text) || !text.is_ascii() && CUT_INVISIBLY.is_match(text)
}

/// True where a line may end in a sign of [`CUT`], by the last byte of the sign.
fn has_cut_line(text: &str) -> bool {
    text.match_indices('\n').any(|(end, _)| {
        let line = text[..end].strip_suffix('\r').unwrap_or(&text[..end]).trim_end_matches([' ', '\t']);
        matches!(line.as_bytes().last(), Some(b'-' | 0x90 | 0xad | 0xac))
    })
}

/// A word cut at a line end: its parts, the sign between them and the line end.
static CUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\p{L}+)([-\u{2010}\u{ad}\u{ac}])[ \t]*(?<line_end>\r?\n[ \t]*)(\p{Ll}+)(\S*)[ \t]?")
        .expect("the pattern compiles")
});

/// A compound that begins with a number in digits and is cut after it: `$15-` and `an-hour`, `30-` and `year-old`.
static CUT_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d[-\u{2010}])[ \t]*(?<line_end>\r?\n[ \t]*)(\p{Ll}[\p{L}-]*)(\S*)[ \t]?")
        .expect("the pattern compiles")
});

static CUT_INSIDE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\p{L})[\u{ad}\u{ac}] (\p{Ll})").expect("the pattern compiles"));

/// Words before the hyphen of a compound, and words after it.
const FIRSTS: &[&str] = &[
    "all",
    "anti",
    "blue",
    "co",
    "cross",
    "day",
    "double",
    "early",
    "eight",
    "eighty",
    "entry",
    "ex",
    "fast",
    "fifty",
    "first",
    "five",
    "for",
    "forty",
    "four",
    "free",
    "full",
    "half",
    "hard",
    "high",
    "hourly",
    "ill",
    "large",
    "late",
    "left",
    "live",
    "living",
    "long",
    "low",
    "lower",
    "medium",
    "mid",
    "middle",
    "multi",
    "near",
    "newly",
    "night",
    "nine",
    "ninety",
    "non",
    "off",
    "old",
    "one",
    "on",
    "over",
    "part",
    "pink",
    "post",
    "pre",
    "privately",
    "pro",
    "publicly",
    "right",
    "second",
    "self",
    "semi",
    "seven",
    "seventy",
    "short",
    "single",
    "six",
    "sixty",
    "small",
    "ten",
    "third",
    "thirty",
    "three",
    "top",
    "twelve",
    "twenty",
    "two",
    "under",
    "union",
    "unpaid",
    "upper",
    "vice",
    "well",
    "white",
    "working",
    "year",
    "zero",
];
const SECONDS: &[&str] = &[
    "author",
    "bedroom",
    "boss",
    "chair",
    "chairman",
    "founder",
    "husband",
    "immigrant",
    "labor",
    "mayor",
    "owner",
    "owners",
    "poverty",
    "president",
    "tax",
    "wife",
    "worker",
    "workers",
    "care",
    "class",
    "collar",
    "cost",
    "day",
    "door",
    "educated",
    "employed",
    "end",
    "family",
    "floor",
    "food",
    "foot",
    "grade",
    "hour",
    "hours",
    "in",
    "income",
    "level",
    "line",
    "long",
    "market",
    "mile",
    "minimum",
    "minute",
    "month",
    "night",
    "off",
    "old",
    "out",
    "owned",
    "paid",
    "pay",
    "paying",
    "price",
    "profit",
    "quality",
    "rate",
    "related",
    "risk",
    "round",
    "run",
    "running",
    "scale",
    "school",
    "service",
    "shift",
    "size",
    "sized",
    "skill",
    "skilled",
    "skills",
    "staffed",
    "story",
    "term",
    "time",
    "trained",
    "union",
    "wage",
    "wages",
    "week",
    "year",
];
/// Words that a number such as `twenty-five` and `two-thirds` ends with.
const UNITS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "first", "second", "third", "fourth",
    "fifth", "sixth", "seventh", "eighth", "ninth", "half", "thirds", "fourths", "fifths", "quarter", "quarters",
    "tenth", "tenths",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/// Numbers before the hyphen of a fraction.
const COUNTS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
/// Words that a hyphen follows whatever comes next, unless that is an ending.
const ALWAYS_FIRSTS: &[&str] = &["self", "then", "twice", "well"];
/// What these words end with as parts of longer ones: `wellness`, `selfish`.
const OF_FIRSTS: &[&str] = &["ness", "ish", "ishly", "ishness", "less", "lessly", "ie", "ies"];
/// Words that a hyphen comes before whatever it follows, unless that is a part of a word: `union-backed`, but `unpaid`.
const ALWAYS_SECONDS: &[&str] =
    &["based", "educated", "employed", "funded", "income", "known", "owned", "paid", "related", "trained", "wage"];
/// What comes before those without a hyphen.
const BEFORE_SECONDS: &[&str] = &["cor", "dis", "fore", "inter", "mis", "out", "over", "post", "pre", "res", "under"];
/// Vehicles and loads before `driver`; `screwdriver` has none.
const DRIVEN: &[&str] = &["bus", "cab", "delivery", "taxi", "tractor", "tram", "truck", "van"];
/// Words that go on after a dash or a hyphen left hanging, as in `full- and part-time`.
const GOING_ON: &[&str] =
    &["a", "and", "as", "but", "he", "in", "it", "of", "or", "she", "that", "the", "they", "to", "which", "who"];

/// The cut word as it is printed in the middle of a line; the line ends after it.
fn joined(text: &str, found: &Captures<'_>) -> String {
    let part = |at| found.get(at).map_or("", |part: regex::Match<'_>| part.as_str());
    let (first, sign, second, rest) = (part(1), part(2), part(4), part(5));
    let (whole, compound) = ([first, second].concat(), [first, "-", second].concat());
    let is_hyphen = matches!(sign, "-" | "\u{2010}");
    // "full-\nand part-time", but "the mother-\nin-law"
    let goes_on = GOING_ON.contains(&second);
    let is_middle = goes_on && rest.starts_with('-') && rest.chars().nth(1).is_some_and(char::is_alphabetic);
    if is_hyphen && goes_on && !is_middle {
        return part(0).to_owned();
    }
    let is_one_word = ONE_WORDS.contains(&whole.to_lowercase().as_str());
    let is_known = !is_one_word && is_known_compound(&first.to_lowercase(), second);
    let is_listed = is_middle || is_known || is_letter(first, second);
    // "the mother-in-\nlaw", "the 15-year-\nold"
    let is_chain = text[..found.get(0).map_or(0, |all| all.start())].ends_with(['-', '\u{2010}']);
    let is_compound = is_hyphen && (is_chain || !text.contains(&whole) && (text.contains(&compound) || is_listed));
    [if is_compound { &compound } else { &whole }, rest, line_end_after(text, found)].concat()
}

/// What news prints in one word although its parts are those of compounds.
const ONE_WORDS: &[&str] = &[
    "daytime",
    "longtime",
    "midday",
    "midnight",
    "midterm",
    "midweek",
    "midwife",
    "nighttime",
    "nonprofit",
    "offend",
    "offline",
    "online",
    "overnight",
    "overpaid",
    "overpay",
    "overpaying",
    "overrun",
    "overrunning",
    "oversize",
    "oversized",
    "overtime",
    "prepaid",
    "prepay",
    "preschool",
    "prolong",
    "underclass",
    "underemployed",
    "underfoot",
    "underline",
    "underpaid",
    "underpay",
    "underpaying",
    "undersized",
    "understaffed",
];

/// Compounds of English news, in small letters.
static COMPOUNDS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("compounds.txt").lines().collect());

/// True for parts that a hyphen is between wherever they are printed: `part-time`, `twenty-five`, `well-known`.
fn is_known_compound(first: &str, second: &str) -> bool {
    COMPOUNDS.contains([first, "-", second].concat().as_str())
        || FIRSTS.contains(&first) && SECONDS.contains(&second)
        || is_number(first) && is_number(second)
        || (TENS.contains(&first) || COUNTS.contains(&first)) && UNITS.contains(&second)
        || ALWAYS_FIRSTS.contains(&first) && !OF_FIRSTS.contains(&second) && !ENDINGS.contains(&second)
        || ALWAYS_SECONDS.contains(&second) && first.chars().count() > 2 && !BEFORE_SECONDS.contains(&first)
        || DRIVEN.contains(&first) && matches!(second, "driver" | "drivers")
        || first == "home" && second == "care"
}

/// True for a word that numbers such as `nineteen-fifty` and `two-hundred` are made of.
fn is_number(word: &str) -> bool {
    COUNTS.contains(&word)
        || TENS.contains(&word)
        || matches!(word, "ten" | "eleven" | "twelve" | "hundred" | "thousand" | "million")
        || word.ends_with("teen") && !matches!(word, "teen" | "canteen" | "umpteen" | "preteen")
}

/// True for `X-ray`, `e-mail` and `T-shirt`; any other letter alone is the first one of its word: `E-` and `vans`.
fn is_letter(first: &str, second: &str) -> bool {
    first.chars().count() == 1 && AFTER_LETTER.contains(&second.strip_suffix('s').unwrap_or(second))
}

/// What a letter has a hyphen before, without the `s` of the plural.
const AFTER_LETTER: &[&str] = &[
    "bike",
    "boat",
    "bomb",
    "bone",
    "book",
    "cig",
    "cigarette",
    "class",
    "commerce",
    "day",
    "factor",
    "file",
    "frame",
    "government",
    "learning",
    "level",
    "list",
    "lister",
    "mail",
    "mailed",
    "mailing",
    "men",
    "movie",
    "plu",
    "pop",
    "rated",
    "ray",
    "reader",
    "road",
    "roll",
    "scooter",
    "section",
    "shaped",
    "shirt",
    "sport",
    "team",
    "ticket",
    "train",
    "turn",
    "type",
    "verify",
    "visa",
    "wave",
    "word",
];

/// Characters that print nothing and part nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use crate::read::plain_text::plain_text;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(plain_text(text.to_owned()), expected, "{text}");
    }

    #[test]
    fn words_cut_at_a_line_end_are_whole() {
        check("The cash-\niers at the store", "The cashiers\nat the store");
        check("The jani-\r\n  tors, all", "The janitors,\r\n  all");
        check("The wait\u{ad}\nress and the wai\u{ac}\nter", "The waitress\nand the waiter\n");
        check("cash\u{200b}iers", "cashiers");
        check("The jani\u{200b}\ntors, left\u{200b}\nthe mall", "The janitors,\nleft\nthe mall");
        check("the family\u{200b}\nties of a cashier\u{200b}\nin Reno", "the family\nties of a cashier\nin Reno");
        check("The cash- iers and the em- ployees; employees", "The cashiers and the employees; employees");
        check("full- and part-time, short- term jobs", "full- and part-time, short- term jobs");
        check("the jani\u{ad} tors and dish\u{ac} washers, a \u{ac} b", "the janitors and dishwashers, a \u{ac} b");
    }

    #[test]
    fn compounds_keep_their_hyphen() {
        check("a part-\ntime cook", "a part-time\ncook");
        check("a thrift-shop cook in a thrift-\nshop", "a thrift-shop cook in a thrift-shop");
        check("an anti-\nunion ad by the co-\nowner", "an anti-union\nad by the co-owner\n");
        check("a mother-in-\nlaw and a 15-year-\nold cook", "a mother-in-law\nand a 15-year-old\ncook");
        check("for full-\nand part-time work-\ners", "for full-\nand part-time workers\n");
        check("twenty-\nfive, Thirty-\ntwo, two-\nthirds", "twenty-five,\nThirty-two,\ntwo-thirds\n");
        check("a six-\nteen and seven-\nty", "a sixteen\nand seventy\n");
        check("a thirty-\nhour week, fast-\nfood jobs", "a thirty-hour\nweek, fast-food\njobs");
        check("an X-\nray, a T-\nshirt, an e-\nmail", "an X-ray,\na T-shirt,\nan e-mail\n");
        check("a well-\nknown cook, a then-\nowner", "a well-known\ncook, a then-owner\n");
        check("the well-\nness of the self-\nless", "the wellness\nof the selfless\n");
        check("a family-\nowned bar, tax-\npaid, cor-\nrelated", "a family-owned\nbar, tax-paid,\ncorrelated\n");
        check("a truck-\ndriver with a screw-\ndriver", "a truck-driver\nwith a screwdriver\n");
        check("the pay -\nand more, 5-\nyear, Smith-\nJones", "the pay -\nand more, 5-year,\nSmith-\nJones");
    }

    #[test]
    fn compounds_of_news_and_numbers_keep_their_hyphen() {
        check("a home-\nhealth aide and laid-\noff cooks", "a home-health\naide and laid-off\ncooks");
        check("a nursing-\nhome cook, a Cease-\nfire", "a nursing-home\ncook, a Ceasefire\n");
        check("nineteen-\nfifty an hour, two-\nhundred", "nineteen-fifty\nan hour, two-hundred\n");
        check("a $15-\nan-hour job, a 30-\nyear-old", "a $15-an-hour\njob, a 30-year-old\n");
        check("$9-\nto $10 and 5-\nor 6-day weeks", "$9-\nto $10 and 5-\nor 6-day weeks");
        check("a four-\nteen, an eight-\ny, the ten-\nants", "a fourteen,\nan eighty,\nthe tenants\n");
    }

    #[test]
    fn numbers_cut_before_their_hyphen_are_whole() {
        check("Porters get twen-\nty-five dollars", "Porters get twenty-five\ndollars");
        check("for-\nty-two maids. A seven-\nteen-year-old", "forty-two\nmaids. A seventeen-year-old\n");
        check("a mother-\nin-law, state-\nof-the-art ovens", "a mother-in-law,\nstate-of-the-art\novens");
        check("for day-\nand night-shift porters", "for day-\nand night-shift porters");
    }

    #[test]
    fn cut_words_keep_their_apostrophe() {
        check("The com-\npany's maids did-\nn't go", "The company's\nmaids didn't\ngo");
        check(
            "the jani-\ntor\u{2019}s pay, the work-\ners\u{2019} pay",
            "the janitor\u{2019}s\npay, the workers\u{2019}\npay",
        );
        check(
            "the part-\ntimer's pay, a \u{2018}wait-\ner\u{2019}",
            "the part-timer's\npay, a \u{2018}waiter\u{2019}\n",
        );
    }

    #[test]
    fn words_that_news_prints_without_a_hyphen_have_none() {
        check("No over-\ntime for under-\npaid maids", "No overtime\nfor underpaid\nmaids");
        check("Over-\nnight a non-\nprofit and a long-\ntime cook", "Overnight\na nonprofit\nand a longtime\ncook");
        check("a full-\ntime, a one-\ntime, a low-\npaid cook", "a full-time,\na one-time,\na low-paid\ncook");
    }

    #[test]
    fn a_column_with_cut_words_is_its_paragraphs() {
        let column = "The ferry crews of the county vot-\ned on Monday to strike over split\nshifts, which leave them with \
                      five\nhours between two boats and no pla-\nce to wait but the pier. Ann Poe-\nDiaz said nothing.\n\n\
                      The county did not say what it will\ndo.";
        let read = "The ferry crews of the county voted on Monday to strike over split shifts, which leave them with five \
                    hours between two boats and no place to wait but the pier. Ann Poe-Diaz said nothing.\n\nThe county \
                    did not say what it will do.";
        check(column, read);
        check(&column.replace('\n', "\r\n"), read);
    }

    #[test]
    fn lines_that_are_no_column_stay() {
        let list =
            "Jobs of the week:\nPorters, $12\nWait-\nresses, $9\nJanitors, $11\nCooks, $14\nMaids, $10\nBakers, $13";
        check(list, &list.replace("Wait-\nresses, $9", "Waitresses,\n$9"));
        let uncut = "The ferry crews of the county voted\non Monday to strike over split\nshifts, which leave them with \
                     five\nhours between two boats and no\nplace to wait but the pier.";
        check(uncut, uncut);
    }

    #[test]
    fn a_line_that_holds_the_rest_of_a_word_alone_leaves_no_gap() {
        check("Jobs:\nPaid jani-\ntors\nCooks", "Jobs:\nPaid janitors\nCooks");
    }

    #[test]
    fn a_letter_alone_begins_a_word_unless_it_is_a_part_of_one() {
        check("Ann E-\nvans and Bo O-\nrtiz left", "Ann Evans\nand Bo Ortiz\nleft");
        check("a U-\nturn, two X-\nrays, a-\nbout", "a U-turn,\ntwo X-rays,\nabout\n");
        check("Q-\ntips are Q-tips, l'o-\npera", "Q-tips\nare Q-tips, l'opera\n");
    }
}
