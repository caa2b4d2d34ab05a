//! How much of each article each reader has seen, over all requests: distinct characters of its text.
//!
//! A role that sees some characters of an article sees them once: whichever routes and queries are asked, the parts shown to
//! one token add up to [`budget`] characters at most. What was shown before is shown again without counting.
//!
//! Characters are those of the text with runs of blanks taken as one. The record is in memory: a restart begins anew.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use hashbrown::HashMap;

use crate::serve::access::Reader;
use crate::store::StoredArticle;

/// Most pairs of token and article that are recorded; above this number nothing new is shown to limited roles.
const MAX_RECORDS: usize = 500_000;
/// A reader sees the characters of the role, and of a long article one in this many more.
const ONE_MORE_IN: usize = 40;

/// Most distinct characters of an article of `n_chars` characters that a reader sees.
pub(super) fn budget(reader: &Reader, n_chars: usize) -> usize {
    match reader.role.characters() {
        0 => 0,
        n => n.saturating_add(n_chars / ONE_MORE_IN),
    }
}

/// Title and text of an article with runs of blanks taken as one.
pub(super) struct PlainText {
    id: String,
    title: String,
    body: String,
    n_chars: usize,
}

impl PlainText {
    pub(super) fn of(article: &StoredArticle) -> Self {
        let body = plain(&article.body);
        Self { id: article.id.clone(), title: plain(&article.title), n_chars: body.chars().count(), body }
    }

    /// The characters of the body that `piece` is, where it is in it.
    fn place(&self, piece: &str) -> Option<Range<usize>> {
        let at = self.body.find(piece)?;
        let start = self.body[..at].chars().count();
        Some(start..start + piece.chars().count())
    }
}

/// Runs of blanks as one, none at the ends.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What one token has seen of one article.
#[derive(Debug, Default)]
struct SeenArticle {
    /// Characters of the body, ascending and apart.
    parts: Vec<Range<usize>>,
    /// Characters of pieces that are nowhere in the body as stored.
    elsewhere: usize,
}

/// From which end a part is shown when not all of it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Start,
    End,
}

impl SeenArticle {
    fn n_seen(&self) -> usize {
        self.parts.iter().map(ExactSizeIterator::len).sum::<usize>() + self.elsewhere
    }

    /// How many characters of `wanted` may be shown, counted from one of its ends; they are recorded.
    fn show(&mut self, budget: usize, wanted: Range<usize>, from: End) -> usize {
        let mut left = budget.saturating_sub(self.n_seen());
        let is_seen = |at: usize| self.parts.iter().any(|part| part.contains(&at));
        let mut n = 0;
        while n < wanted.len() {
            let at = if from == End::Start { wanted.start + n } else { wanted.end - 1 - n };
            if !is_seen(at) {
                if left == 0 {
                    break;
                }
                left -= 1;
            }
            n += 1;
        }
        let shown = if from == End::Start { wanted.start..wanted.start + n } else { wanted.end - n..wanted.end };
        self.record(shown);
        n
    }

    fn record(&mut self, shown: Range<usize>) {
        if shown.is_empty() {
            return;
        }
        self.parts.push(shown);
        self.parts.sort_by_key(|part| part.start);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for part in self.parts.drain(..) {
            match joined.last_mut() {
                Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
                _ => joined.push(part),
            }
        }
        self.parts = joined;
    }

    fn show_elsewhere(&mut self, budget: usize, n: usize) -> usize {
        let n = n.min(budget.saturating_sub(self.n_seen()));
        self.elsewhere += n;
        n
    }
}

/// What all tokens have seen of all articles.
#[derive(Debug, Default)]
pub(super) struct SeenText {
    articles: Mutex<HashMap<(String, String), SeenArticle>>,
}

impl SeenText {
    /// How many characters of a piece of the article, from its start, the reader may be shown; they are recorded.
    pub(super) fn start_of(&self, reader: &Reader, text: &PlainText, piece: &str) -> usize {
        let n = piece.chars().count();
        // Titles are metadata.
        if text.title.contains(piece) {
            return n;
        }
        self.with(reader, text, |seen, budget| match text.place(piece) {
            Some(place) => seen.show(budget, place, End::Start),
            None => seen.show_elsewhere(budget, n),
        })
    }

    /// A concordance line, cut to what the reader may be shown: the words found, then what is next to them. `None` where not
    /// even the words found may be shown.
    pub(super) fn line(&self, reader: &Reader, text: &PlainText, line: [&str; 3]) -> Option<[String; 3]> {
        let [left, keyword, right] = line;
        let whole = plain(&[left, keyword, right].concat());
        if text.title.contains(&whole) {
            return Some(line.map(str::to_owned));
        }
        let [n_left, n_keyword, n_right] = [left, keyword, right].map(|part| part.chars().count());
        self.with(reader, text, |seen, budget| {
            let Some(place) = text.place(&whole) else {
                let n = n_left + n_keyword + n_right;
                return (seen.show_elsewhere(budget, n) == n).then(|| line.map(str::to_owned));
            };
            // Where blanks were joined, the ends of the parts are some characters off, never the sum.
            let start = (place.start + plain(left).chars().count() + usize::from(ends_blank(left))).min(place.end);
            let end = (start + plain(keyword).chars().count()).min(place.end);
            if seen.show(budget, start..end, End::Start) < end - start {
                return None;
            }
            let after = seen.show(budget, end..place.end, End::Start);
            let before = seen.show(budget, place.start..start, End::End);
            let cut_left = left.chars().skip(n_left.saturating_sub(before)).collect();
            Some([cut_left, keyword.to_owned(), right.chars().take(after).collect()])
        })
    }

    fn with<T: Default>(
        &self,
        reader: &Reader,
        text: &PlainText,
        show: impl FnOnce(&mut SeenArticle, usize) -> T,
    ) -> T {
        let mut articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (reader.name.clone(), text.id.clone());
        if articles.len() >= MAX_RECORDS && !articles.contains_key(&key) {
            return T::default();
        }
        show(articles.entry(key).or_default(), budget(reader, text.n_chars))
    }
}

fn ends_blank(text: &str) -> bool {
    !text.trim().is_empty() && text.ends_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::{PlainText, SeenText, plain};
    use crate::serve::access::{Reader, Role};

    fn reader(n: usize) -> Reader {
        Reader { name: "library".into(), role: Role::Snippet(n) }
    }

    fn text(body: &str) -> PlainText {
        PlainText { id: "a".into(), title: "On pay".into(), body: plain(body), n_chars: plain(body).chars().count() }
    }

    #[test]
    fn what_was_seen_is_shown_again_and_nothing_beyond_the_budget() {
        let (seen, text) = (SeenText::default(), text("one two three four five six seven"));
        // 10 characters, and one more of 40, which these 33 are not.
        assert_eq!(seen.start_of(&reader(10), &text, "one two three"), 10);
        assert_eq!(seen.start_of(&reader(10), &text, "one two"), 7);
        assert_eq!(seen.start_of(&reader(10), &text, "six"), 0);
        assert_eq!(seen.start_of(&reader(10), &text, "On pay"), 6, "titles are metadata");
        let other = Reader { name: "desk".into(), ..reader(10) };
        assert_eq!(seen.start_of(&other, &text, "six"), 3, "each token has its own");
        assert_eq!(seen.start_of(&reader(10), &text, "not in it"), 0);
    }

    #[test]
    fn a_line_shows_its_words_first_and_what_is_next_to_them() {
        let (seen, text) = (SeenText::default(), text("one two three four five six seven"));
        let line = seen.line(&reader(10), &text, ["one two ", "three", " four five"]);
        assert_eq!(line, Some([String::new(), "three".into(), " four".into()]));
        assert_eq!(seen.line(&reader(10), &text, ["five ", "six", " seven"]), None);
    }

    #[test]
    fn all_lines_of_an_article_together_show_no_more_than_the_budget() {
        let body: String = (0..400).map(|n| ["word".to_owned(), n.to_string(), " ".to_owned()].concat()).collect();
        let (seen, text) = (SeenText::default(), text(&body));
        let words: Vec<&str> = text.body.split(' ').collect();
        let mut shown = std::collections::BTreeSet::new();
        for at in 8..words.len() - 8 {
            let left = format!("{} ", words[at - 8..at].join(" "));
            let right = format!(" {}", words[at + 1..at + 8].join(" "));
            if let Some(line) = seen.line(&reader(60), &text, [&left, words[at], &right]) {
                shown.extend(line.concat().split_whitespace().map(str::to_owned));
            }
        }
        let n: usize = shown.iter().map(|word| word.chars().count()).sum();
        assert!(n <= 60 + text.n_chars / 40 && n >= 60, "{n} of {}", text.n_chars);
    }
}
