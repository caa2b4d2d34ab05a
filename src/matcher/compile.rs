//! The trie of phrases: one path for every way to write an entry or an exclusion.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::lexicon::{Lexicon, Pattern, Role};
use crate::matcher::vocabulary::{ANY, TokenIds, Vocabulary, WordId};

/// What is at the end of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Winner {
    /// Index of an exclusion; at the same length it wins over entries.
    Exclusion(u32),
    /// Index of an entry.
    Entry(u32),
}

/// A path of the trie that ends in an entry or an exclusion.
#[derive(Debug, Clone, Copy)]
pub(super) struct TriePath {
    /// The token after the last.
    pub end: u32,
    /// What the path ends in.
    pub winner: Winner,
}

/// Two entries of one role with the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// Index of the entry that was there first.
    pub first: u32,
    /// Index of the entry with the same words.
    pub second: u32,
    /// The words of both.
    pub words: String,
}

/// Number of roles that use up words apart from each other.
pub(super) const N_ROLES: usize = 6;

pub(super) fn role_idx(role: &Role) -> usize {
    match role {
        Role::Evidence => 0,
        Role::Proposal { .. } => 1,
        Role::Trope { .. } => 2,
        Role::Schedule(_) => 3,
        Role::Reason(_) => 4,
        Role::People(_) => 5,
    }
}

type State = u32;

/// Phrases over word ids.
#[derive(Debug, Default)]
pub(super) struct Trie {
    children: HashMap<(State, WordId), State, FixedState>,
    /// What ends in a state; most states end nothing.
    ends: Vec<Vec<Winner>>,
    /// States with a child for [`ANY`].
    any_child: Vec<bool>,
    /// States with any child.
    is_inner: Vec<bool>,
    /// The states after the first word of a path, by its id; 0 where no path starts with it.
    starts: Vec<State>,
}

/// Builds the trie and reports entries of one role that share a path.
pub(super) fn trie(lexicon: &Lexicon, vocabulary: &mut Vocabulary) -> (Trie, Vec<Overlap>) {
    let mut trie = Trie { ends: vec![Vec::new()], any_child: vec![false], is_inner: vec![false], ..Trie::default() };
    let mut overlaps = Vec::new();
    let narrow = |n: usize| u32::try_from(n).expect("entries are fewer than bytes");
    for (idx, entry) in lexicon.entries.iter().enumerate() {
        for end in trie.insert(&entry.pattern, vocabulary) {
            let shared = trie.ends[end as usize].iter().find_map(|winner| match winner {
                Winner::Entry(other) if role_idx(&lexicon.entry(*other).role) == role_idx(&entry.role) => Some(*other),
                _ => None,
            });
            if let Some(first) = shared {
                overlaps.push(Overlap { first, second: narrow(idx), words: entry.pattern.to_string() });
            }
            trie.ends[end as usize].push(Winner::Entry(narrow(idx)));
        }
    }
    for (idx, exclusion) in lexicon.exclusions.iter().enumerate() {
        for end in trie.insert(&exclusion.pattern, vocabulary) {
            trie.ends[end as usize].push(Winner::Exclusion(narrow(idx)));
        }
    }
    let start = |id| trie.children.get(&(0, id)).copied().unwrap_or(0);
    trie.starts = (0..vocabulary.n_ids() as WordId).map(start).collect();
    (trie, overlaps)
}

impl Trie {
    /// Adds every way to write `pattern`; returns the states the paths end in, sorted and once each.
    fn insert(&mut self, pattern: &Pattern, vocabulary: &mut Vocabulary) -> Vec<State> {
        let mut states = vec![0];
        for word in &pattern.words {
            let mut next = Vec::with_capacity(states.len() * word.alternatives.len());
            for state in states {
                for alternative in &word.alternatives {
                    next.push(self.child(state, vocabulary.id(alternative)));
                }
            }
            states = next;
        }
        states.sort_unstable();
        states.dedup();
        states
    }

    fn child(&mut self, state: State, id: WordId) -> State {
        let next = State::try_from(self.ends.len()).expect("states are fewer than bytes");
        let found = *self.children.entry((state, id)).or_insert(next);
        if found == next {
            self.ends.push(Vec::new());
            self.any_child.push(false);
            self.is_inner.push(false);
            self.is_inner[state as usize] = true;
            self.any_child[state as usize] |= id == ANY;
        }
        found
    }

    /// True when some path may start with one of these ids.
    pub(super) fn may_start(&self, ids: impl IntoIterator<Item = WordId>) -> bool {
        ids.into_iter().any(|id| self.any_child[0] || self.starts.get(id as usize).is_some_and(|state| *state > 0))
    }

    /// Appends everything that starts at token `start` and ends before `stop` within a clause.
    pub(super) fn walk(&self, ids: TokenIds<'_>, start: u32, stop: u32, out: &mut Vec<TriePath>) {
        self.step(0, ids, (start, start, stop), out);
    }

    fn step(&self, state: State, ids: TokenIds<'_>, at: (u32, u32, u32), out: &mut Vec<TriePath>) {
        let (start, token, stop) = at;
        if token >= stop || (token > start && ids.words.tokens().tokens()[token as usize].shape.starts_clause) {
            return;
        }
        let any = self.any_child[state as usize].then_some(ANY);
        for id in ids.of(token).chain(any) {
            if let Some(child) = self.child_of(state, id) {
                for winner in &self.ends[child as usize] {
                    out.push(TriePath { end: token + 1, winner: *winner });
                }
                if self.is_inner[child as usize] {
                    self.step(child, ids, (start, token + 1, stop), out);
                }
            }
        }
    }

    fn child_of(&self, state: State, id: WordId) -> Option<State> {
        if state == 0 {
            return self.starts.get(id as usize).copied().filter(|child| *child > 0);
        }
        self.children.get(&(state, id)).copied()
    }
}
