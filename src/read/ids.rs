//! Settles the id of each article: given ids are kept, missing ones are made, double ones told apart.

use std::collections::HashMap;
use std::ops::ControlFlow;

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::read::{Notice, RawArticle, Record, Reject, Sink};

/// The ids given so far in a run: 16 bytes of hashes an article.
#[derive(Debug, Default)]
pub struct Ids {
    /// Hash of the id → hash of the text it was given to.
    given: HashMap<u64, u64, foldhash::fast::FixedState>,
    n_clashes: u64,
}

/// Hash of a title and a body, as they were read: by it the same record is known again.
#[must_use]
pub fn text_hash(title: &str, body: &str) -> u64 {
    xxh3_64(body.as_bytes()) ^ xxh3_64(title.as_bytes()).rotate_left(1)
}

/// Hash of an id, by which [`Ids`] know it.
#[must_use]
pub fn id_hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

impl Ids {
    /// Takes note of an article that was read before, under the id it has got.
    pub fn remember(&mut self, id_hash: u64, text_hash: u64) {
        self.given.insert(id_hash, text_hash);
    }

    /// True when an article has this id.
    #[must_use]
    pub fn hold(&self, id_hash: u64) -> bool {
        self.given.contains_key(&id_hash)
    }

    /// Articles so far whose id, as it was given to them, was taken.
    #[must_use]
    pub fn n_clashes(&self) -> u64 {
        self.n_clashes
    }

    /// Hands the article on under a unique id.
    ///
    /// The same id with the same text again is refused as a copy of the record; with another text
    /// it gets a suffix, so that nothing is lost.
    pub(super) fn settle(&mut self, mut article: RawArticle, sink: &mut Sink<'_>) -> ControlFlow<()> {
        if article.id.is_empty() {
            article.id = made_id(&article);
        }
        let text = text_hash(&article.title, &article.body);
        let given = article.id.clone();
        let mut n = 1;
        loop {
            match self.given.get(&id_hash(&article.id)) {
                None => break,
                Some(other) if *other == text => {
                    self.n_clashes += 1;
                    let reason =
                        format!("the same record again: id `{given}` with the same title and body was read before");
                    return sink(Record::Reject(Reject::new(&article.source, article.position, reason)));
                }
                Some(_) => {
                    n += 1;
                    article.id = format!("{given}~{n}");
                }
            }
        }
        self.remember(id_hash(&article.id), text);
        if n > 1 {
            self.n_clashes += 1;
            let message = format!(
                "record {}: id `{given}` is taken by another article; this one is now `{}`",
                article.position, article.id
            );
            sink(Record::Notice(Notice { source: article.source.clone(), message }))?;
        }
        sink(Record::Article(Box::new(article)))
    }
}

/// 16 hexadecimal digits from the normalised URL, else from title and body.
fn made_id(article: &RawArticle) -> String {
    let hash = match &article.url {
        Some(url) => xxh3_128(normalised_url(url).as_bytes()),
        None => xxh3_128([article.title.as_str(), "\n", article.body.as_str()].concat().as_bytes()),
    };
    format!("{:016x}", hash >> 64)
}

/// The URL without scheme, `www.`, fragment, tracking parameters and trailing slash.
#[must_use]
pub fn normalised_url(url: &str) -> String {
    let url = url.trim().to_lowercase();
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("utm_") && !part.starts_with("fbclid"))
        .collect();
    let path = path.trim_start_matches("www.").trim_end_matches('/');
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}
