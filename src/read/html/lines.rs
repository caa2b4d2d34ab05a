//! Lines of a page's text that are no part of the article: its headline again, its day, its author, labels of buttons.
//!
//! In: the text as readability scoring leaves it, and what is known of the page. Out: the text without such lines. A line
//! goes only when all of it is such a thing.

use crate::article::{PrintedDate, printed_date};
use crate::read::byline;
use crate::read::html::WebPage;

/// Lines at the head of a page that may repeat its headline and author.
const HEAD: usize = 8;
/// Words of a line that gives a day or a byline, at most.
const SHORT: usize = 9;
/// Words of a line with names and a day, at most.
const LONG: usize = 16;

/// The paragraphs of `text` without such lines, parted by one blank line.
pub(super) fn of_article(text: &str, page: &WebPage) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate();
    let kept = lines.filter(|(at, line)| {
        !(is_label(line) || is_day(line) || is_invitation(line) || *at < HEAD && is_head(line, page))
    });
    kept.map(|(_, line)| line).collect::<Vec<_>>().join("\n\n")
}

/// Takes author and day, where they are not known, out of a line `By …` and a line that is a day at the head of the text.
pub(super) fn read_byline(text: &str, page: &mut WebPage) {
    let head = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD);
    // Days below belong to other stories and to comments.
    let above_text = || head().take_while(|line| !is_prose(line));
    if let Some(line) = above_text().find(|line| is_name_and_day(line)).or_else(|| head().find(|line| is_byline(line)))
    {
        page.date = page.date.take().or_else(|| byline::day(line).map(str::to_owned));
        page.author = page.author.take().or_else(|| byline::author(line));
    }
    page.date = page.date.take().or_else(|| above_text().find_map(day_of).map(str::to_owned));
    page.date = page.date.take().or_else(|| above_text().find_map(day_of_dateline).map(str::to_owned));
}

/// The day of a line that gives a town before it and nothing else: `RENO, Nev., March 4, 2016`.
fn day_of_dateline(line: &str) -> Option<&str> {
    let (at, day) = line.match_indices(", ").find_map(|(at, mark)| {
        let rest = &line[at + mark.len()..];
        Some((at, day_of(rest)?))
    })?;
    let town = &line[..at];
    let is_town = town
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .all(|word| word.trim_start_matches('(').starts_with(char::is_uppercase));
    (is_town && town.split_whitespace().count() <= TOWN).then_some(day)
}

/// `PINE BAY, Calif. —`, `PINE BAY (AP) –`: a town in capitals with a dash and nothing after it.
fn is_dateline_alone(line: &str) -> bool {
    let Some(town) = line.strip_suffix(['—', '–', '-']).map(|town| town.trim_end_matches('-').trim_end()) else {
        return false;
    };
    let first = town.split([' ', ',']).next().unwrap_or_default();
    let is_shouted = first.len() > 2 && first.chars().all(|c| c.is_uppercase() || ".'’-".contains(c));
    let words = || town.split_whitespace();
    is_shouted
        && words().count() <= TOWN + 2
        && words().all(|w| w.trim_start_matches('(').starts_with(char::is_uppercase))
}

/// Words of a town with its state, at most.
const TOWN: usize = 4;

/// A sentence, or a line that is too long for a heading.
fn is_prose(line: &str) -> bool {
    let n_words = line.split_whitespace().count();
    n_words > LONG || n_words > 3 && line.ends_with(['.', '!', '?', '”', '"']) && day_of(line).is_none()
}

/// `Nell Osgood | May 9, 2016`: a name of a few words with capitals, a sign, and a day.
fn is_name_and_day(line: &str) -> bool {
    let Some((name, day)) = line.split_once(['|', '•', '·']) else { return false };
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = (2..=5).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase));
    // "Reno, Nev. | May 9, 2016"
    let is_town = name.contains(',') && name.trim_end().ends_with('.') && !name.trim_end().ends_with("r.");
    is_name && !is_town && is_day(day.trim()) && byline::author(name).is_some()
}

/// A short line that begins with `By` and the capital of a name, and is no sentence.
fn is_byline(line: &str) -> bool {
    let is_short = line.split_whitespace().count() <= LONG;
    is_short && byline::begins_with_by(line) && byline::author(line).is_some()
}

fn is_label(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // "2 Comments" in the head leads to those below.
    let counted = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    LABELS.binary_search(&bare.as_str()).is_ok() || counted != bare && matches!(counted.trim(), "comment" | "comments")
}

/// "Sign up for our newsletter", "Follow Nell Osgood on Twitter: @nosgood".
fn is_invitation(line: &str) -> bool {
    let lower = line.to_lowercase();
    let n_words = line.split_whitespace().count();
    let begins = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    let names_letter = lower.contains("newsletter") || lower.contains("email alerts");
    n_words <= LONG
        && (begins(&["sign up ", "subscribe ", "get our "]) && names_letter
            || begins(&["follow "]) && NETWORKS.iter().any(|network| lower.contains(network)))
}

const NETWORKS: &[&str] = &[" on twitter", " on facebook", " on instagram", " on x:", " on x at", " on mastodon"];

fn is_day(line: &str) -> bool {
    day_of(line).is_some()
}

/// The day of a line that gives nothing else: "18 NOV 2019", "Updated: November 18, 2019, 4:10 pm".
fn day_of(line: &str) -> Option<&str> {
    if line.split_whitespace().count() > SHORT || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let after = |word: &&str| {
        line.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|start| &line[start.len()..])
    };
    let date = SAID.iter().find_map(after).unwrap_or(line).trim_start_matches([':', ' ', ',']);
    matches!(printed_date(date), PrintedDate::Day(_) | PrintedDate::Numeric(_)).then_some(date)
}

/// Words before a day.
const SAID: &[&str] = &[
    "first published on",
    "first published",
    "published on",
    "published",
    "posted on",
    "posted",
    "updated on",
    "updated",
    "last updated",
];

/// The headline or the author of the page.
fn is_head(line: &str, page: &WebPage) -> bool {
    let same = |a: &str, b: &str| {
        let letters =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        !b.is_empty() && letters(a) == letters(b)
    };
    let is_author = |name: &str| page.author.as_deref().is_some_and(|author| same(name, author));
    same(line, &page.title)
        || is_author(line)
        || day_of_dateline(line).is_some()
        || is_dateline_alone(line)
        || (is_byline(line) || is_name_and_day(line)) && byline::author(line).is_some_and(|name| is_author(&name))
}

/// Labels of buttons and of what comes before and after an article, in languages of which pages were read; sorted.
const LABELS: &[&str] = &[
    "ad",
    "advert",
    "advertisement",
    "advertisement continue reading the main story",
    "anzeige",
    "caption",
    "close",
    "comment",
    "comments",
    "continue reading below",
    "don't miss",
    "email",
    "iklan",
    "image",
    "leave a comment",
    "loading",
    "more",
    "post comment",
    "print",
    "publicidad",
    "publicidade",
    "publicité",
    "read more",
    "recent articles",
    "related",
    "related articles",
    "related news",
    "related posts",
    "related stories",
    "reply",
    "save",
    "share",
    "share this",
    "share this article",
    "share this story",
    "sharing is caring",
    "sign up",
    "subscribe",
    "tags",
    "trending",
    "tweet",
    "view comments",
    "werbung",
    "реклама",
];

#[cfg(test)]
mod tests {
    use crate::read::html::WebPage;
    use crate::read::html::lines::{of_article, read_byline};

    #[test]
    fn lines_that_are_nothing_but_head_or_label_go() {
        let page = WebPage {
            title: "Porters vote to strike".into(),
            author: Some("Nell Osgood".into()),
            ..WebPage::default()
        };
        let text = "Porters Vote to Strike\n\nBy Nell Osgood\n\n18 Nov 2019\n\nPorters voted on Monday.\n\nAdvertisement\n\nThe vote \
                    of 18 Nov 2019 holds.\n\nPorters vote to strike again.\n\nShare";
        let expected = "Porters voted on Monday.\n\nThe vote of 18 Nov 2019 holds.\n\nPorters vote to strike again.";
        assert_eq!(of_article(text, &page), expected);
    }

    #[test]
    fn invitations_go_and_sentences_stay() {
        let text = "Porters voted on Monday.\n\nSign up here for our daily newsletter.\n\nFollow Nell Osgood on Twitter: @nosgood\n\n\
                    Sign up sheets were full.\n\nFollow the porters to the mall.";
        let expected = "Porters voted on Monday.\n\nSign up sheets were full.\n\nFollow the porters to the mall.";
        assert_eq!(of_article(text, &WebPage::default()), expected);
    }

    #[test]
    fn days_below_the_text_are_of_other_stories() {
        for below in ["March 9, 2015", "Jane Poe | June 9, 1998", "March 5, 2012 at 3:01 pm"] {
            let mut page = WebPage::default();
            read_byline(&format!("Porters voted on Monday.\n\nMore stories\n\n{below}"), &mut page);
            assert_eq!(page, WebPage::default(), "{below}");
        }
    }

    #[test]
    fn a_dateline_alone_goes() {
        for line in ["PINE BAY, Calif. —", "PINE BAY (AP) –", "RENO -"] {
            let text = format!("{line}\n\nPorters voted on Monday.");
            assert_eq!(of_article(&text, &WebPage::default()), "Porters voted on Monday.", "{line}");
        }
        for line in ["PINE BAY — Porters met.", "PINE BAY", "Porters vote —"] {
            let text = format!("{line}\n\nPorters voted on Monday.");
            assert_eq!(of_article(&text, &WebPage::default()), text, "{line}");
        }
    }

    #[test]
    fn a_name_and_a_day_are_a_byline() {
        let mut page = WebPage::default();
        let text = "Nell Osgood | Mar. 4, 2016\n\nPorters voted on Monday.";
        read_byline(text, &mut page);
        assert_eq!((page.author.as_deref(), page.date.as_deref()), (Some("Nell Osgood"), Some("Mar. 4, 2016")));
        assert_eq!(of_article(text, &page), "Porters voted on Monday.");
        let mut page = WebPage::default();
        read_byline("Porters voted | and won on May 9, 2016\n\nThey left.", &mut page);
        assert_eq!(page, WebPage::default());
    }

    #[test]
    fn a_byline_at_the_head_gives_what_is_not_known() {
        let mut page = WebPage::default();
        let text = "Porters vote\n\nBy Nell Osgood | May 9, 2016\n\nPorters voted on Monday.";
        read_byline(text, &mut page);
        assert_eq!((page.author.as_deref(), page.date.as_deref()), (Some("Nell Osgood"), Some("May 9, 2016")));
        assert_eq!(of_article(text, &page), "Porters vote\n\nPorters voted on Monday.");
        for (line, day) in [
            ("Published 10:15 am, Sunday, March 4, 2016", "10:15 am, Sunday, March 4, 2016"),
            ("Updated: Mar 4, 2016 at 5 PM", "Mar 4, 2016 at 5 PM"),
            ("First published on Sun 4 Mar 2016 10.15 GMT", "Sun 4 Mar 2016 10.15 GMT"),
        ] {
            let mut page = WebPage::default();
            read_byline(&format!("By Nell Osgood\n\n{line}\n\nPorters voted."), &mut page);
            assert_eq!((page.author.as_deref(), page.date.as_deref()), (Some("Nell Osgood"), Some(day)));
        }
        let mut page = WebPage::default();
        read_byline("By Monday the porters of May 9, 2016 had left.\n\nThey voted.", &mut page);
        assert_eq!(page, WebPage::default());
    }
}
