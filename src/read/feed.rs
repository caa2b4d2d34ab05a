//! RSS, Atom and JSON feeds, through `feed-rs`: one article an entry.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use crate::article::{DateOrder, Notice, Record, Reject, parse_date};
use crate::read::{FieldName, Sink, columns, html};

/// Entries with fewer words are teasers of an article that is elsewhere.
const TEASER_WORDS: usize = 60;

/// True for the root elements of feeds.
pub(super) fn is_root(root: &str) -> bool {
    matches!(root, "rss" | "feed" | "rdf" | "channel" | "entry")
}

/// Reads every entry of a feed; a feed that is not well-formed is refused as a whole.
pub(super) fn read(name: &Arc<str>, order: Option<DateOrder>, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let refuse = |position, reason: String| Record::Reject(Reject::new(name, position, reason));
    // The text is decoded already: its declared charset no longer applies.
    let text = text.trim_start();
    let text = text.strip_prefix("<?xml").and_then(|t| t.split_once("?>")).map_or(text, |(_, rest)| rest);
    let unread = UnreadDates::default();
    let kept = unread.clone();
    // The day as printed in its own time zone, not as it was in London.
    let parser = feed_rs::parser::Builder::new()
        .sanitize_content(false)
        .id_generator(|links, title, _| match links.first() {
            Some(link) => feed_rs::parser::generate_id_from_link_and_title(link, title),
            // `feed-rs` would take a number at random, another one in each run: the id is made from the text.
            None => String::new(),
        })
        .timestamp_parser(move |date| match parse_date(date, order) {
            Some(day) => format!("{day}T00:00:00Z").parse().ok(),
            None => kept.keep(date).to_string().parse().ok(),
        })
        .build();
    let feed = match parser.parse(text.trim_start().as_bytes()) {
        Ok(feed) => feed,
        Err(error) => return sink(refuse(0, format!("not a whole feed ({error}): fetch it again"))),
    };
    let outlet = feed.title.map(|title| html::fragment(&title.content));
    let mut n_teasers = 0;
    let n_entries = feed.entries.len();
    for (at, entry) in feed.entries.into_iter().enumerate() {
        let position = at as u64 + 1;
        let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
        let body = content.or_else(|| entry.summary.map(|summary| summary.content)).map(|body| html::fragment(&body));
        n_teasers += usize::from(body.as_ref().is_some_and(|b| b.split_whitespace().count() < TEASER_WORDS));
        let dates = [entry.published, entry.updated].into_iter().flatten();
        let dates: Vec<(i64, String)> = dates.map(|date| (date.timestamp(), date.date_naive().to_string())).collect();
        let mut fields = [
            (FieldName::Id, Some(entry.id)),
            (FieldName::Outlet, outlet.clone()),
            (FieldName::Date, unread.printed(&dates)),
            (FieldName::Url, entry.links.into_iter().next().map(|link| link.href)),
            (FieldName::Author, joined(entry.authors.into_iter().filter_map(|person| person.name))),
            (FieldName::Section, entry.categories.into_iter().next().map(|c| c.label.unwrap_or(c.term))),
            (FieldName::Title, entry.title.map(|title| html::fragment(&title.content))),
            (FieldName::Body, body),
        ];
        let value = |field| fields.iter_mut().find(|(name, _)| *name == field).and_then(|(_, value)| value.take());
        sink(match columns::assemble(name, position, None, value) {
            Ok(article) => Record::Article(Box::new(article)),
            Err(reject) => Record::Reject(reject),
        })?;
    }
    if n_entries == 0 {
        return sink(refuse(0, "the feed has no entries: nothing to read, leave it out".into()));
    }
    if n_teasers > 0 {
        let message =
            format!("{n_teasers} of {n_entries} entries hold a teaser only: fetch the pages for whole articles");
        sink(Record::Notice(Notice { source: Arc::clone(name), message }))?;
    }
    ControlFlow::Continue(())
}

/// Dates that are not read, so that the account of the source counts and shows them: the parser of feeds takes nothing but
/// instants, so each gets one of the first seconds of the year 1.
#[derive(Clone, Default)]
struct UnreadDates(Arc<Mutex<Vec<String>>>);

/// The first second of the year 1, from 1970.
const YEAR_ONE: i64 = -62_135_596_800;

impl UnreadDates {
    /// The instant under which the date is kept.
    fn keep(&self, printed: &str) -> jiff::Timestamp {
        let mut kept = self.0.lock().expect("nobody panics with it");
        kept.push(printed.to_owned());
        let n = i64::try_from(kept.len()).expect("a feed has few dates");
        jiff::Timestamp::from_second(YEAR_ONE + n).expect("a feed has few dates")
    }

    /// Of dates, each a second and a day, the first that was read; else the first as it is printed.
    fn printed(&self, dates: &[(i64, String)]) -> Option<String> {
        let kept = self.0.lock().expect("nobody panics with it");
        let of = |second: i64| kept.get(usize::try_from(second - YEAR_ONE - 1).ok()?).cloned();
        let read = dates.iter().find(|(second, _)| of(*second).is_none()).map(|(_, day)| day.clone());
        read.or_else(|| dates.iter().find_map(|(second, _)| of(*second)))
    }
}

fn joined(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.filter(|name| !name.trim().is_empty()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
