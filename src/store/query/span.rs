//! Relative positions of words: from spans of single words to spans of phrases.
//!
//! In: the places of each word of a query in one field of one document. Out: the places of the
//! whole. The same code runs over postings (to find documents) and over tokens (to show them), so
//! both give the same answer.

use hashbrown::HashSet;

use crate::store::line::SENTENCE;
use crate::store::query::WordOrder;

/// Half-open range of positions in one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::store) struct Span {
    /// First position.
    pub(in crate::store) start: u32,
    /// One past the last position, by which distances are measured.
    pub(in crate::store) end: u32,
    /// One past the last position that is shown: the hit of a class may be longer than one word.
    pub(in crate::store) reach: u32,
}

/// One word of a query, with the matching terms of the index.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Leaf {
    /// Terms of the index.
    pub(in crate::store) terms: HashSet<String>,
    /// Required letter case.
    pub(in crate::store) cased: Option<String>,
    /// The terms are classes of the lexicon.
    pub(in crate::store) class: bool,
    /// No word, but the places where sentences start.
    pub(in crate::store) opens_sentence: bool,
}

impl Leaf {
    /// The places where sentences start.
    pub(in crate::store) fn sentence_starts() -> Self {
        let terms = HashSet::from_iter([SENTENCE.to_owned()]);
        Self { terms, opens_sentence: true, ..Self::default() }
    }
}

/// How leaves are combined.
#[derive(Debug, Clone)]
pub(in crate::store) enum Tree {
    Leaf(usize),
    Near {
        parts: Vec<Tree>,
        slack: u32,
        order: WordOrder,
    },
    /// Parts in one sentence; leaf `starts` matches sentence starts.
    Same {
        parts: Vec<Tree>,
        starts: usize,
    },
    Any(Vec<Tree>),
}

/// Words of a query made ready to be looked for.
#[derive(Debug, Clone)]
pub(in crate::store) struct Compiled {
    pub(in crate::store) leaves: Vec<Leaf>,
    pub(in crate::store) tree: Tree,
}

impl Compiled {
    /// Letter case counts somewhere.
    pub(in crate::store) fn is_cased(&self) -> bool {
        self.leaves.iter().any(|leaf| leaf.cased.is_some())
    }

    /// Some leaf is a class.
    pub(in crate::store) fn has_class(&self) -> bool {
        self.leaves.iter().any(|leaf| leaf.class)
    }

    /// All places of the whole; `places` has those of each leaf, ascending.
    pub(in crate::store) fn find(&self, places: &[Vec<Span>]) -> Vec<Span> {
        let mut found = find(&self.tree, places);
        found.sort_unstable();
        found.dedup_by_key(|span| (span.start, span.end));
        found
    }
}

fn find(tree: &Tree, places: &[Vec<Span>]) -> Vec<Span> {
    match tree {
        Tree::Leaf(leaf) => places[*leaf].clone(),
        Tree::Any(parts) => {
            let mut all: Vec<Span> = parts.iter().flat_map(|part| find(part, places)).collect();
            all.sort_unstable();
            all.dedup_by_key(|span| (span.start, span.end));
            all
        }
        Tree::Near { parts, slack, order } => {
            let parts: Vec<Vec<Span>> = parts.iter().map(|part| find(part, places)).collect();
            if parts.iter().any(Vec::is_empty) {
                return Vec::new();
            }
            match order {
                WordOrder::Written => parts[0].iter().filter_map(|first| in_order(*first, &parts, *slack)).collect(),
                WordOrder::Free => all_in_any_order(&parts, *slack),
            }
        }
        Tree::Same { parts, starts } => {
            let parts: Vec<Vec<Span>> = parts.iter().map(|part| find(part, places)).collect();
            let sentence = |position: u32| places[*starts].partition_point(|start| start.start <= position);
            let mut found = all_in_any_order(&parts, MAX_SENTENCE);
            found.retain(|span| sentence(span.start) == sentence(span.end - 1));
            found
        }
    }
}

/// Most places between words of one sentence: far above what a sentence has.
const MAX_SENTENCE: u32 = 1 << 30;

/// The shortest places of all parts in any order.
fn all_in_any_order(parts: &[Vec<Span>], slack: u32) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, starts) in parts.iter().enumerate() {
        found.extend(starts.iter().filter_map(|first| in_any_order(at, *first, parts, slack)));
    }
    found.sort_unstable();
    found.dedup_by_key(|span| (span.start, span.end));
    found
}

/// The shortest place of all parts in order that starts with `first`.
fn in_order(first: Span, parts: &[Vec<Span>], slack: u32) -> Option<Span> {
    let mut whole = first;
    let mut taken = first.end - first.start;
    for part in &parts[1..] {
        let next = part[part.partition_point(|span| span.start < whole.end)..].first()?;
        taken += next.end - next.start;
        whole.end = next.end;
        whole.reach = whole.reach.max(next.reach);
        if whole.end - whole.start > taken + slack {
            return None;
        }
    }
    Some(whole)
}

/// The shortest place of all parts in any order whose leftmost word is `first`, of part `at`.
fn in_any_order(at: usize, first: Span, parts: &[Vec<Span>], slack: u32) -> Option<Span> {
    let mut chosen = vec![first];
    for (other, part) in parts.iter().enumerate() {
        if other == at {
            continue;
        }
        let from = part.partition_point(|span| span.start < first.start);
        let free = |span: &&Span| chosen.iter().all(|c| span.end <= c.start || c.end <= span.start);
        let next = *part[from..].iter().find(free)?;
        chosen.push(next);
    }
    let end = chosen.iter().map(|span| span.end).max()?;
    let reach = chosen.iter().map(|span| span.reach).max()?;
    let taken: u32 = chosen.iter().map(|span| span.end - span.start).sum();
    (end - first.start <= taken + slack).then_some(Span { start: first.start, end, reach })
}
