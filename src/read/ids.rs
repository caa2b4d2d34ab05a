//! Settles the id of each article: given ids are kept, missing ones are made, duplicate ones made distinct.

use std::collections::HashMap;
use std::ops::ControlFlow;

use crate::article::{Notice, RawArticle, Record, Reject, id_hash, made_id, text_hash};
use crate::read::Sink;

/// The ids already given in a run: 16 bytes of hashes an article.
#[derive(Debug, Default)]
pub struct Ids {
    /// Hash of the id → hash of the text it was given to.
    given: HashMap<u64, u64, foldhash::fast::FixedState>,
    n_clashes: u64,
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

    /// Articles whose id, as it was given to them, was taken.
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
                    return sink(Record::Reject(Reject::new(&article.source, article.position, same_again(&given))));
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

/// Why a record is refused whose id and text were read before.
pub(crate) fn same_again(id: &str) -> String {
    format!("the same record again: id `{id}` with the same title and body was read before")
}
