//! Which articles belong to one story.

use std::collections::BTreeMap;

/// How an article repeats the head of its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CopyKind {
    /// The same words.
    Exact,
    /// Other words beside the same ones.
    Near,
}

/// Stories by article; an article is named by its index in the order of the input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stories {
    n_articles: u32,
    /// Articles that are not the head of their story → head and kind.
    copies: BTreeMap<u32, (u32, CopyKind)>,
    /// Heads of stories with copies → articles of the story, the head among them.
    sizes: BTreeMap<u32, u32>,
}

impl Stories {
    pub(super) fn new(n_articles: u32) -> Self {
        Self { n_articles, ..Self::default() }
    }

    /// Makes `copy` an article of the story of `head`.
    pub(super) fn add(&mut self, head: u32, copy: u32, kind: CopyKind) {
        self.copies.insert(copy, (head, kind));
        *self.sizes.entry(head).or_insert(1) += 1;
    }

    /// Number of articles.
    #[must_use]
    pub fn n_articles(&self) -> u32 {
        self.n_articles
    }

    /// The earliest article of the story of article `idx`: itself, where there is no copy.
    #[must_use]
    pub fn head(&self, idx: u32) -> u32 {
        self.copies.get(&idx).map_or(idx, |(head, _)| *head)
    }

    /// Articles in the story of article `idx`, itself among them: 1 where there is no copy.
    #[must_use]
    pub fn n_copies(&self, idx: u32) -> u32 {
        self.sizes.get(&self.head(idx)).copied().unwrap_or(1)
    }

    /// How article `idx` repeats the head of its story; `None` for a head.
    #[must_use]
    pub fn kind(&self, idx: u32) -> Option<CopyKind> {
        self.copies.get(&idx).map(|(_, kind)| *kind)
    }

    /// Heads of stories with more than one article, ascending, and the number of their articles.
    pub fn stories(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.sizes.iter().map(|(head, n)| (*head, *n))
    }

    /// Articles that are not the head of their story, by kind: exact, near.
    #[must_use]
    pub fn n_repeated(&self) -> (u64, u64) {
        let exact = self.copies.values().filter(|(_, kind)| *kind == CopyKind::Exact).count() as u64;
        (exact, self.copies.len() as u64 - exact)
    }
}
