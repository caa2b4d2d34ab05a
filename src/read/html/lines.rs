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
    let kept = lines.filter(|(at, line)| !(is_label(line) || is_day(line) || *at < HEAD && is_head(line, page)));
    kept.map(|(_, line)| line).collect::<Vec<_>>().join("\n\n")
}

/// Takes author and day, where they are not known, out of a line `By …` at the head of the text.
pub(super) fn read_byline(text: &str, page: &mut WebPage) {
    let mut head = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD);
    let Some(line) = head.find(|line| is_byline(line)) else { return };
    page.date = page.date.take().or_else(|| byline::day(line).map(str::to_owned));
    page.author = page.author.take().or_else(|| byline::author(line));
}

/// A short line that begins with `By` and the capital of a name, and is no sentence.
fn is_byline(line: &str) -> bool {
    let is_short = line.split_whitespace().count() <= LONG;
    is_short && byline::begins_with_by(line) && byline::author(line).is_some()
}

fn is_label(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    LABELS.binary_search(&bare.as_str()).is_ok()
}

/// "18 NOV 2019", "Updated: November 18, 2019, 4:10 pm".
fn is_day(line: &str) -> bool {
    if line.split_whitespace().count() > SHORT || !line.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let lower = line.to_lowercase();
    let said = ["published on", "published", "posted on", "posted", "updated on", "updated", "last updated"];
    let marked = said.iter().find_map(|word| lower.strip_prefix(word));
    let date = marked.unwrap_or(&lower).trim_start_matches([':', ' ', ',']);
    matches!(printed_date(date), PrintedDate::Day(_) | PrintedDate::Numeric(_))
}

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
        || is_byline(line) && byline::author(line).is_some_and(|name| is_author(&name))
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
    fn a_byline_at_the_head_gives_what_is_not_known() {
        let mut page = WebPage::default();
        let text = "Porters vote\n\nBy Nell Osgood | May 9, 2016\n\nPorters voted on Monday.";
        read_byline(text, &mut page);
        assert_eq!((page.author.as_deref(), page.date.as_deref()), (Some("Nell Osgood"), Some("May 9, 2016")));
        assert_eq!(of_article(text, &page), "Porters vote\n\nPorters voted on Monday.");
        let mut page = WebPage::default();
        read_byline("By Monday the porters of May 9, 2016 had left.\n\nThey voted.", &mut page);
        assert_eq!(page, WebPage::default());
    }
}
