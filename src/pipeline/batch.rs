//! Some records on their way from the sources to the writer, in the order of the input.

use crate::article::{Notice, Reject};
use crate::pipeline::part::Reached;
use crate::read::{FieldAccount, Fingerprint};

/// What is known of a source once all of it was read.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// Articles whose id, as it was given to them, was taken.
    pub n_clashes: u64,
    /// What became of the fields.
    pub fields: FieldAccount,
}

/// Some records with the places of their sources; articles are read ones, then scored ones.
#[derive(Debug)]
pub(super) struct Batch<A> {
    /// Sources that begin in it, with what they hold.
    pub begun: Vec<(usize, Option<Fingerprint>)>,
    /// Sources that end in it, with what is known of them as a whole.
    pub ended: Vec<(usize, Ended)>,
    /// Articles.
    pub articles: Vec<A>,
    /// Refused records.
    pub rejects: Vec<(usize, Reject)>,
    /// Remarks.
    pub notices: Vec<(usize, Notice)>,
    /// Sources of articles that were deleted from the audit before, each with the place of the deletion.
    pub deleted: Vec<(usize, usize)>,
    /// How far the sources are read with it.
    pub reached: Reached,
    /// Whether a part has to end with it, because rows of an older audit come next.
    pub ends_part: bool,
}

impl<A> Batch<A> {
    /// An empty batch that begins where the sources are read to.
    pub(super) fn at(reached: Reached) -> Self {
        Self {
            begun: Vec::new(),
            ended: Vec::new(),
            articles: Vec::new(),
            rejects: Vec::new(),
            notices: Vec::new(),
            deleted: Vec::new(),
            reached,
            ends_part: false,
        }
    }

    /// The same records, with what `map` makes of the articles.
    pub(super) fn with_articles<B>(self, map: impl FnOnce(Vec<A>) -> Vec<B>) -> Batch<B> {
        let Self { begun, ended, articles, rejects, notices, deleted, reached, ends_part } = self;
        Batch { begun, ended, articles: map(articles), rejects, notices, deleted, reached, ends_part }
    }
}
