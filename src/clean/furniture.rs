//! Detects what a paragraph is when it is not the article: comments, author box, corrections,
//! read-more and newsletter lines, captions, credits, bylines.
//!
//! The rules look at the words of a paragraph, its length and its place. A paragraph that matches
//! no rule is part of the article: losing text is worse than keeping a stray line.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use crate::article::{names_before_post, names_of_byline};
use crate::clean::Zone;
use crate::clean::rules::{ENDS, HOLDS, LAST_WORDS, LineRule, ParagraphRange, STARTS, Verdict};

/// What is known of an article besides its body.
pub(super) struct KnownFields<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub outlet: &'a str,
}

/// A paragraph and its place among the others.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'a> {
    pub text: &'a str,
    /// Number of the paragraph, from 0, and how many there are.
    pub idx: usize,
    pub n: usize,
}

static START_SET: LazyLock<RegexSet> = LazyLock::new(|| compiled(STARTS, "^(?:", ")"));
static END_SET: LazyLock<RegexSet> = LazyLock::new(|| compiled(ENDS, "(?:", r")\s*$"));
static HOLD_SET: LazyLock<RegexSet> = LazyLock::new(|| compiled(HOLDS, "(?:", ")"));

/// Bytes a thread may keep of each set's automaton: with fewer it is thrown away so often that the
/// matcher falls back to one that is many times slower.
const AUTOMATON: usize = 16 << 20;

/// ASCII word borders keep the matcher on its fast path in text with curly quotes.
fn compiled(rules: &[LineRule], before: &str, after: &str) -> RegexSet {
    let patterns = rules.iter().map(|r| format!("(?i){before}{}{after}", r.pattern.replace(r"\b", r"(?-u:\b)")));
    RegexSetBuilder::new(patterns).dfa_size_limit(AUTOMATON).build().expect("the patterns compile")
}

static AUTHOR_LINE: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"(?:[A-Z][\w.'’\-]*,? ){2,6}";
    let role = r"(?:writer|reporter|columnist|correspondent|contributor|editor|author|fellow|professor|blogger|scholar|host)s?\b";
    let works = format!(r"(?:is|was|are) (?:[\w.'’,&\-]+ ){{0,8}}?{role}");
    let reached = r".*\b(?:[Ff]ollow (?:him|her|them|me) on|can be reached)\b";
    let marked = r"[—–•*\-] ?";
    let pattern = format!("^(?:{marked})?{name}(?:{works}|{reached})|^{marked}{name}(?:is|was|are|covers|writes)\\b");
    Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("the pattern compiles")
});

/// Longest paragraph, in bytes, that any rule but those for notes of editors takes.
const LONGEST: usize = 900;
/// Longest end of a paragraph that is looked at.
const TAIL: usize = 120;
/// Paragraphs at the start that a byline may be among.
const OPENING: usize = 3;
/// Words of a headline in capitals, at least: fewer are a heading of the article's own.
const SHOUTED_WORDS: usize = 6;

/// What a paragraph is by its own words.
pub(super) fn verdict_of(paragraph: Paragraph<'_>, known: &KnownFields<'_>) -> Verdict {
    let text = paragraph.text;
    if text.len() > LONGEST {
        // Only the head decides; all rules for a paragraph of this length are for notes of editors.
        return first(&START_SET, STARTS, &text[..text.floor_char_boundary(TAIL)], paragraph);
    }
    if is_author_line(paragraph, known) {
        return Verdict::Is(Zone::AuthorBox);
    }
    if is_name_of_source(paragraph, known) || paragraph.idx < OPENING && is_byline(text) {
        return Verdict::Is(Zone::Byline);
    }
    if is_title_again(paragraph, known.title) || is_shouted(paragraph) {
        return Verdict::Is(Zone::Furniture);
    }
    let start = first(&START_SET, STARTS, text, paragraph);
    if start != Verdict::None {
        return start;
    }
    let tail = &text[text.ceil_char_boundary(text.len().saturating_sub(TAIL))..];
    let end = if may_end(tail) { first(&END_SET, ENDS, tail, paragraph) } else { Verdict::None };
    match end {
        Verdict::None if may_hold(text) => first(&HOLD_SET, HOLDS, text, paragraph),
        end => end,
    }
}

/// The sign of the first of `rules` that matches `part` of the paragraph.
fn first(set: &RegexSet, rules: &[LineRule], part: &str, paragraph: Paragraph<'_>) -> Verdict {
    let Paragraph { text, idx, n } = paragraph;
    let found = set.matches(part).into_iter().map(|at| &rules[at]).find(|rule| {
        let in_range = match rule.range {
            ParagraphRange::Anywhere => true,
            ParagraphRange::Opening => idx <= 2,
            ParagraphRange::Late => idx >= 2 || idx * 3 > n,
        };
        in_range && text.len() <= rule.max
    });
    found.map_or(Verdict::None, |rule| rule.verdict)
}

/// True where a rule of [`HOLDS`] might match: the search for these words costs less.
fn may_hold(text: &str) -> bool {
    ["igning up", "nbox", "mail", "WATCH", "aption", "hoto", "HOTO", "Follow ", "expressed", "Getty"]
        .iter()
        .any(|cue| text.contains(cue))
}

/// True where a rule of [`ENDS`] might match the end of a paragraph: the last letters show it, for all rules but one.
fn may_end(tail: &str) -> bool {
    // Both fold to letters of ASCII.
    let is_odd = !tail.is_ascii() && tail.contains(['\u{17f}', '\u{212a}']);
    let letters = tail.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).as_bytes();
    let ends = |word: &str| {
        let at = letters.len().checked_sub(word.len());
        at.is_some_and(|at| letters[at..].eq_ignore_ascii_case(word.as_bytes()))
    };
    is_odd
        || tail.ends_with([')', ']'])
        || LAST_WORDS.iter().any(|word| ends(word))
        || tail.to_ascii_lowercase().contains("contributed")
}

/// A note on the author among the last four paragraphs.
fn is_author_line(paragraph: Paragraph<'_>, known: &KnownFields<'_>) -> bool {
    let Paragraph { text, idx, n } = paragraph;
    if n <= 3 || idx + 4 < n {
        return false;
    }
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let by_name = names(known.author).any(|name| {
        let rest = bare.get(..name.len()).filter(|head| *head == name).map_or("", |_| &bare[name.len()..]);
        [" is ", " was ", " covers ", " writes ", " serves ", " can be "].iter().any(|verb| rest.starts_with(verb))
    });
    by_name || AUTHOR_LINE.is_match(text)
}

/// True for the first paragraph of a notice of rights below an article: all that follows is part of it.
pub(super) fn opens_notice(paragraph: Paragraph<'_>) -> bool {
    let Paragraph { text, idx, n } = paragraph;
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let marked = ["copyright", "©", "c) ", "all rights"].iter().any(|mark| bare.starts_with(mark));
    idx * 3 > n && marked && ["rights reserved", "may not be ", "permission"].iter().any(|words| lower.contains(words))
}

/// `By Ada Finch, Staff Writer`, and `Ada Finch, Staff Writer` without `By`.
fn is_byline(line: &str) -> bool {
    names_of_byline(line).or_else(|| names_before_post(line)).is_some()
}

/// The outlet or one of the authors alone on a line near the start.
fn is_name_of_source(paragraph: Paragraph<'_>, known: &KnownFields<'_>) -> bool {
    paragraph.idx <= 3
        && paragraph.text.len() < 60
        && (paragraph.text.eq_ignore_ascii_case(known.outlet)
            || names(known.author).any(|name| paragraph.text.eq_ignore_ascii_case(name)))
}

fn names(author: &str) -> impl Iterator<Item = &str> {
    author.split([',', ';', '|', '&']).flat_map(|part| part.split(" and ")).map(str::trim).filter(|n| n.len() >= 5)
}

/// The title printed again at the head of the body.
fn is_title_again(paragraph: Paragraph<'_>, title: &str) -> bool {
    let bare =
        |text: &'_ str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    paragraph.idx <= 4
        && paragraph.text.len().abs_diff(title.len()) < 12
        && !title.is_empty()
        && bare(paragraph.text) == bare(title)
}

/// A headline of another article, in capitals throughout.
fn is_shouted(paragraph: Paragraph<'_>) -> bool {
    let text = paragraph.text;
    text.len() <= 200
        && paragraph.idx > 0
        && !text.ends_with(['.', ':', '"', '”'])
        && !text.starts_with(['"', '“'])
        && !text.chars().any(char::is_lowercase)
        && text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() >= SHOUTED_WORDS
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::string::string_regex;
    use proptest::test_runner::TestRunner;

    use crate::clean::furniture::{END_SET, may_end};
    use crate::clean::rules::ENDS;

    /// Ends of paragraphs that a rule takes, made by its own pattern.
    fn ends_of(pattern: &str) -> Vec<String> {
        let made = string_regex(&format!("(?i){}", pattern.replace(r"\b", " ?"))).expect("no rule looks around");
        let mut runner = TestRunner::deterministic();
        let tree = |_| made.new_tree(&mut runner).expect("no text is refused").current();
        (0..400).map(tree).filter(|end| END_SET.is_match(end)).collect()
    }

    #[test]
    fn the_last_letters_admit_every_end_that_a_rule_takes() {
        for rule in ENDS {
            let ends = ends_of(rule.pattern);
            assert!(ends.len() >= 50, "{}: {} ends", rule.pattern, ends.len());
            for end in ends {
                assert!(may_end(&end), "{}: `{end}` ends in no word of LAST_WORDS", rule.pattern);
            }
        }
    }
}
