//! Union-find: which articles hang together.

/// Connected components over articles by index; 4 bytes an article.
///
/// # Source
/// Tarjan and van Leeuwen (1984), JACM 31(2): path halving; the smaller index becomes the root.
#[derive(Debug)]
pub(super) struct Components {
    parents: Vec<u32>,
}

impl Components {
    /// `n` articles, each alone.
    pub(super) fn new(n: usize) -> Self {
        Self { parents: (0..u32::try_from(n).expect("articles are fewer than 2^32")).collect() }
    }

    /// The article that stands for the component of `idx`.
    pub(super) fn root(&mut self, mut idx: u32) -> u32 {
        while self.parents[idx as usize] != idx {
            let above = self.parents[idx as usize];
            self.parents[idx as usize] = self.parents[above as usize];
            idx = above;
        }
        idx
    }

    /// Joins two components.
    pub(super) fn join(&mut self, one: u32, two: u32) {
        let (one, two) = (self.root(one), self.root(two));
        self.parents[one.max(two) as usize] = one.min(two);
    }
}
