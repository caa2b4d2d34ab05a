//! The names in a byline.

use crate::article::{PrintedDate, printed_date};

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

/// Who wrote an article, out of its byline; `None` where it names nobody.
///
/// `By` before the name is left out, and so are days, addresses and labels of buttons beside it.
pub(super) fn author(byline: &str) -> Option<String> {
    let squeezed = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = squeezed.split(['|', '•', '·', '∙']).map(without_by).map(without_address);
    let named: Vec<String> = parts.filter(|part| is_named(part)).collect();
    named.into_iter().next()
}

/// A name without `By ` before it.
fn without_by(name: &str) -> &str {
    let name = name.trim();
    ["written by ", "reported by ", "by: ", "by "]
        .iter()
        .find_map(|by| {
            name.get(..by.len()).filter(|start| start.eq_ignore_ascii_case(by)).map(|_| name[by.len()..].trim())
        })
        .unwrap_or(name)
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
    let is_by = words.len() == 1 && words[0] == "by";
    !is_by && words.iter().any(is_said) && printed_date(part) == PrintedDate::Unknown && !begins_with_label(&words)
}

/// `Updated 5:30 PM`, `3 min read`.
fn begins_with_label(words: &[String]) -> bool {
    let first = words.iter().find(|word| !word.bytes().all(|b| b.is_ascii_digit()));
    first.is_some_and(|word| LABELS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::read::byline::author;

    #[track_caller]
    fn check(byline: &str, expected: Option<&str>) {
        assert_eq!(author(byline).as_deref(), expected, "{byline}");
    }

    #[test]
    fn names_stay_and_what_is_beside_them_goes() {
        check("By Nell Osgood | May 9, 2016 | Print", Some("Nell Osgood"));
        check("May 9, 2016 • Written by\n Nell  Osgood", Some("Nell Osgood"));
        check("By Nell Osgood and Ada Finch nosgood@ledger.example", Some("Nell Osgood and Ada Finch"));
        check("BY: NELL OSGOOD, STAFF WRITER", Some("NELL OSGOOD, STAFF WRITER"));
        check("The Associated Press", Some("The Associated Press"));
        check("Byron Print", Some("Byron Print"));
    }

    #[test]
    fn a_line_without_a_name_names_nobody() {
        for byline in ["", "By", "Updated 5:30 PM", "May 9, 2016", "Share | Print", "12 comments", "3 min read"] {
            check(byline, None);
        }
    }
}
