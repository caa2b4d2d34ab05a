//! The names in a byline.

use crate::article::{PrintedDate, printed_date, without_additions};

/// Labels of buttons and of what else shares a line with the author.
const LABELS: &[&str] = &[
    "print",
    "share",
    "email",
    "e-mail",
    "comment",
    "comments",
    "save",
    "tweet",
    "follow",
    "subscribe",
    "updated",
    "published",
    "posted",
    "photo",
    "photos",
    "video",
    "listen",
    "facebook",
    "twitter",
    "pinterest",
    "linkedin",
    "reddit",
    "min",
    "read",
    "views",
];

/// Signs between the parts of a byline.
const PARTS: [char; 4] = ['|', '•', '·', '∙'];

/// Who wrote an article, out of its byline; `None` where it names nobody.
///
/// `By` before the name is left out, and so are posts, places, outlets, days, addresses and labels of buttons beside it.
pub(super) fn author(byline: &str) -> Option<String> {
    let squeezed = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    squeezed.split(PARTS).find_map(name_in)
}

/// The day in a byline, from its first word on: `May 9, 2016 4:05 PM` of `By Nell Osgood, May 9, 2016 4:05 PM`.
pub(super) fn day(byline: &str) -> Option<&str> {
    byline.split(PARTS).find_map(|part| day_at(part).map(|at| part[at..].trim()))
}

/// True for a line that begins with `By` and the capital of a name, as bylines without a mark of the page do.
pub(super) fn begins_with_by(line: &str) -> bool {
    let after = line.get(..2).filter(|by| by.eq_ignore_ascii_case("by")).map(|_| &line[2..]);
    let name = after.and_then(|after| after.strip_prefix(':').unwrap_or(after).strip_prefix(' '));
    name.is_some_and(|name| name.starts_with(char::is_uppercase)) && !line.ends_with(['.', '!', '?', ':'])
}

/// The name in one part: before the day, or after it and `by`.
fn name_in(part: &str) -> Option<String> {
    let (before, after) = part.split_at(day_at(part).unwrap_or(part.len()));
    let by = after.to_ascii_lowercase().find(" by ").filter(|at| after.is_char_boundary(*at));
    let named = |text: &str| {
        let name = without_address(without_by(text));
        Some(without_additions(&name).to_owned()).filter(|name| is_named(name))
    };
    named(before).or_else(|| named(&after[by?..]))
}

/// Where a day begins, with words such as `Published on` before it. A number alone is none: it may be that of a telephone.
fn day_at(part: &str) -> Option<usize> {
    let starts = part.char_indices().filter(|(at, c)| {
        !c.is_whitespace()
            && part[..*at].chars().next_back().is_none_or(|before| before.is_whitespace() || before == '(')
    });
    let is_day = |rest: &str| {
        let word = rest.split_whitespace().next().unwrap_or_default();
        let is_number = word.len() > 2 && word.bytes().all(|b| b.is_ascii_digit());
        !is_number && matches!(printed_date(rest), PrintedDate::Day(_) | PrintedDate::Numeric(_))
    };
    starts.map(|(at, _)| at).find(|at| is_day(&part[*at..]))
}

/// Words before the name: where one is a name or a part of one as well, two words of the name follow.
const BY: [&str; 4] = ["written by ", "reported by ", "by: ", "by "];
const BY_ELSEWHERE: [&str; 6] = ["von ", "par ", "por ", "door ", "di ", "af "];

/// A name without `By ` before it.
fn without_by(name: &str) -> &str {
    let name = name.trim();
    let after = |by: &&str| {
        name.get(..by.len()).filter(|start| start.eq_ignore_ascii_case(by)).map(|by| name[by.len()..].trim())
    };
    let elsewhere = || BY_ELSEWHERE.iter().find_map(after).filter(|rest| rest.contains(' '));
    BY.iter().find_map(after).or_else(elsewhere).unwrap_or(name)
}

fn without_address(name: &str) -> String {
    let is_name = |word: &&str| !word.contains('@') && !word.contains("://") && !word.starts_with("www.");
    let kept: Vec<&str> = name.split(' ').filter(is_name).collect();
    kept.join(" ").trim_matches([' ', ',', ';', '-', '–', '—', '/', '<', '>', '(', ')']).to_owned()
}

fn is_named(part: &str) -> bool {
    let words: Vec<String> = part
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_said = |word: &String| !LABELS.contains(&word.as_str()) && !word.bytes().all(|b| b.is_ascii_digit());
    let is_by = words.len() == 1 && matches!(words[0].as_str(), "by" | "von" | "par" | "por" | "door");
    !is_by && words.iter().any(is_said) && !printed_date(part).is_date() && !begins_with_label(&words)
}

/// `Updated 5:30 PM`, `3 min read`.
fn begins_with_label(words: &[String]) -> bool {
    let first = words.iter().find(|word| !word.bytes().all(|b| b.is_ascii_digit()));
    first.is_some_and(|word| LABELS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::read::byline::{author, day};

    #[track_caller]
    fn check(byline: &str, expected: Option<&str>) {
        assert_eq!(author(byline).as_deref(), expected, "{byline}");
    }

    #[test]
    fn names_stay_and_what_is_beside_them_goes() {
        check("By Nell Osgood | May 9, 2016 | Print", Some("Nell Osgood"));
        check("May 9, 2016 • Written by\n Nell  Osgood", Some("Nell Osgood"));
        check("By Nell Osgood and Ada Finch nosgood@ledger.example", Some("Nell Osgood and Ada Finch"));
        check("BY: NELL OSGOOD, STAFF WRITER", Some("NELL OSGOOD"));
        check("By Nell Osgood in Pine Bay", Some("Nell Osgood"));
        check("By: Nell Osgood, The Harbor Ledger", Some("Nell Osgood"));
        check("Nell Osgood, Associated Press", Some("Nell Osgood, Associated Press"));
        check("Nell Osgood, Ada Finch", Some("Nell Osgood, Ada Finch"));
        check("The Associated Press", Some("The Associated Press"));
        check("Byron Print", Some("Byron Print"));
        check("Von Nell Osgood", Some("Nell Osgood"));
        check("Von Miller", Some("Von Miller"));
    }

    #[test]
    fn a_day_beside_the_name_is_found_and_left_out() {
        for (byline, name, printed) in [
            ("By Nell Osgood, May 9, 2016", "Nell Osgood", "May 9, 2016"),
            ("By Nell Osgood - 9 May 2016 at 4:05 PM", "Nell Osgood", "9 May 2016 at 4:05 PM"),
            ("Nell Osgood Published: May 9, 2016", "Nell Osgood", "Published: May 9, 2016"),
            ("Posted on May 9, 2016 by Nell Osgood", "Nell Osgood", "Posted on May 9, 2016 by Nell Osgood"),
            ("By Nell Osgood | Monday, May 9, 2016 | 3 comments", "Nell Osgood", "Monday, May 9, 2016"),
            ("Par Nell Osgood, le 9 mai 2016", "Nell Osgood", "le 9 mai 2016"),
            ("By Nell Osgood (2016-05-09)", "Nell Osgood", "2016-05-09)"),
        ] {
            check(byline, Some(name));
            assert_eq!(day(byline), Some(printed), "{byline}");
        }
        for byline in ["By May March and June Summers", "By Nell Osgood, reporter since 2012", "Nell Osgood 5551234567"]
        {
            assert_eq!(day(byline), None, "{byline}");
        }
    }

    #[test]
    fn a_line_without_a_name_names_nobody() {
        for byline in ["", "By", "Updated 5:30 PM", "May 9, 2016", "Share | Print", "12 comments", "3 min read"] {
            check(byline, None);
        }
    }
}
