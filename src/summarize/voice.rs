//! Who speaks, added up: voice by tier, sources by sector, salience by place.

use std::collections::{BTreeMap, HashSet};

use crate::record::{Axis, group_keys, named_keys};
use crate::score::{ArticleRow, PLACES};
use crate::summarize::tally::add_counts;
use crate::voice::Standing;

/// Counts of one standing in a group of articles: a tier, `official` or `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VoiceCount {
    /// Articles that quote someone of it.
    pub n_quoting: u64,
    /// Quotations.
    pub n_quotes: u64,
    /// Words of quotation.
    pub n_words: u64,
    /// Articles in which the first to speak is of it.
    pub n_first: u64,
    /// Articles in which the last to speak is of it.
    pub n_last: u64,
}

impl VoiceCount {
    fn merge(&mut self, other: Self) {
        self.n_quoting += other.n_quoting;
        self.n_quotes += other.n_quotes;
        self.n_words += other.n_words;
        self.n_first += other.n_first;
        self.n_last += other.n_last;
    }
}

/// Who speaks in a group of articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VoiceCell {
    /// Articles.
    pub n_articles: u64,
    /// Articles in which a person speaks.
    pub n_speaking: u64,
    /// By tier, then `official`, then `unknown`.
    pub counts: Vec<VoiceCount>,
    /// Persons profiled, a tier each.
    pub n_profiled: Vec<u64>,
    /// Evidence hits by place, a tier each; see [`PLACES`].
    pub hits_by_place: Vec<[u64; PLACES.len()]>,
}

impl VoiceCell {
    fn of(row: &ArticleRow, tiers: &[String]) -> Self {
        let voice = &row.voice;
        let count = |(at, standing): (usize, Standing)| {
            let (n_quotes, n_words) = (voice.n_quotes[at], voice.quoted_words[at]);
            let quoting = n_quotes > 0;
            let is = |speaker: Option<Standing>| u64::from(speaker == Some(standing));
            VoiceCount {
                n_quoting: u64::from(quoting),
                n_quotes,
                n_words,
                n_first: is(voice.first_speaker),
                n_last: is(voice.last_speaker),
            }
        };
        Self {
            n_articles: 1,
            n_speaking: u64::from(voice.first_speaker.is_some()),
            counts: Standing::all(tiers).enumerate().map(count).collect(),
            n_profiled: voice.n_profiled.clone(),
            hits_by_place: voice.hits_by_place.clone(),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.n_articles += other.n_articles;
        self.n_speaking += other.n_speaking;
        self.counts.resize(self.counts.len().max(other.counts.len()), VoiceCount::default());
        self.counts.iter_mut().zip(&other.counts).for_each(|(into, from)| into.merge(*from));
        add_counts(&mut self.n_profiled, &other.n_profiled);
        self.hits_by_place.resize(self.hits_by_place.len().max(other.hits_by_place.len()), [0; PLACES.len()]);
        for (into, from) in self.hits_by_place.iter_mut().zip(&other.hits_by_place) {
            into.iter_mut().zip(from).for_each(|(into, from)| *into += from);
        }
    }
}

/// Who speaks, by group; merging is associative and commutative.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VoiceTally {
    axes: Vec<Axis>,
    cells: BTreeMap<Vec<String>, VoiceCell>,
}

impl VoiceTally {
    /// An empty tally by these axes; without axes there is one group.
    #[must_use]
    pub fn new(axes: &[Axis]) -> Self {
        let cells = named_keys(axes).into_iter().map(|key| (key, VoiceCell::default())).collect();
        Self { axes: axes.to_vec(), cells }
    }

    /// Counts one article; articles that are not scored are left out.
    pub fn add(&mut self, row: &ArticleRow, tiers: &[String]) {
        if row.unscored.is_none() {
            let one = VoiceCell::of(row, tiers);
            for key in group_keys(&self.axes, row, tiers) {
                self.cells.entry(key).or_default().merge(&one);
            }
        }
    }

    /// Adds the counts of `other`, which has the same axes.
    pub fn merge(&mut self, other: &Self) {
        for (key, cell) in &other.cells {
            self.cells.entry(key.clone()).or_default().merge(cell);
        }
    }

    /// The axes.
    #[must_use]
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// Groups in the order of their keys.
    pub fn cells(&self) -> impl Iterator<Item = (&[String], &VoiceCell)> {
        self.cells.iter().map(|(key, cell)| (key.as_slice(), cell))
    }
}

/// The articles in which workers speak who are in charge of nobody's work: neither owners nor executives nor managers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RankAndFile {
    /// Ids of the articles, a tier each.
    articles: Vec<HashSet<String>>,
}

impl RankAndFile {
    /// No articles, for this number of tiers.
    #[must_use]
    pub fn of_tiers(n_tiers: usize) -> Self {
        Self { articles: vec![HashSet::new(); n_tiers] }
    }

    /// Such a worker of tier number `tier` speaks in the article.
    ///
    /// # Panics
    /// When there is no such tier.
    pub fn add(&mut self, tier: usize, article: &str) {
        if !self.articles[tier].contains(article) {
            self.articles[tier].insert(article.to_owned());
        }
    }

    /// Whether such a worker of tier number `tier` speaks in the article.
    #[must_use]
    pub fn speaks(&self, tier: usize, row: &ArticleRow) -> bool {
        self.articles.get(tier).is_some_and(|ids| ids.contains(&row.id))
    }
}

#[cfg(test)]
mod tests {
    use super::{RankAndFile, VoiceCell, VoiceCount, VoiceTally};
    use crate::lexicon::TierIdx;
    use crate::record::Axis;
    use crate::score::{ArticleRow, VoiceRow};
    use crate::voice::Standing;

    /// An article of an outlet; its lists are of one tier, of officials and of others.
    fn article(outlet: &str, voice: VoiceRow) -> ArticleRow {
        ArticleRow { id: outlet.to_owned(), outlet: Some(outlet.to_owned()), voice, ..ArticleRow::of_tiers(1) }
    }

    #[test]
    fn speakers_are_counted_by_standing_group_and_place() {
        let (low, official) = (Some(Standing::Tier(TierIdx(0))), Some(Standing::Official));
        let voice = |quotes: [u64; 3], words: [u64; 3], first, last, n_profiled, places| VoiceRow {
            n_quotes: quotes.to_vec(),
            quoted_words: words.to_vec(),
            first_speaker: first,
            last_speaker: last,
            n_profiled: vec![n_profiled],
            hits_by_place: vec![places],
            ..VoiceRow::of_tiers(1)
        };
        let rows = [
            article("A", voice([2, 3, 0], [30, 44, 0], low, official, 2, [1, 2, 3, 4, 5, 6])),
            article("A", voice([1, 0, 0], [7, 0, 0], low, low, 3, [2, 0, 1, 0, 1, 2])),
            article("A", VoiceRow::of_tiers(1)),
            ArticleRow {
                unscored: Some("language".into()),
                ..article("A", voice([9; 3], [9; 3], low, low, 9, [9; 6]))
            },
            article("B", voice([0, 1, 0], [0, 5, 0], official, official, 0, [0, 0, 0, 0, 1, 0])),
        ];
        let tally = |rows: &[ArticleRow]| {
            let mut tally = VoiceTally::new(&[Axis::outlet()]);
            rows.iter().for_each(|row| tally.add(row, &["low".to_owned()]));
            tally
        };
        let all = tally(&rows);
        let count = |n_quoting, n_quotes, n_words, n_first, n_last| VoiceCount {
            n_quoting,
            n_quotes,
            n_words,
            n_first,
            n_last,
        };
        let of_a = VoiceCell {
            n_articles: 3,
            n_speaking: 2,
            counts: vec![count(2, 3, 37, 2, 1), count(1, 3, 44, 0, 1), count(0, 0, 0, 0, 0)],
            n_profiled: vec![5],
            hits_by_place: vec![[3, 2, 4, 4, 6, 8]],
        };
        let cells: Vec<_> = all.cells().collect();
        assert_eq!(cells[0], (["A".to_owned()].as_slice(), &of_a));
        assert_eq!((cells.len(), cells[1].1.counts[1], all.axes().len()), (2, count(1, 1, 5, 1, 1), 1));
        let mut merged = tally(&rows[1..]);
        merged.merge(&tally(&rows[..1]));
        assert_eq!(merged, all, "counts of parts add up");
    }

    #[test]
    fn workers_of_the_rank_and_file_speak_in_the_articles_that_were_added() {
        let mut workers = RankAndFile::of_tiers(2);
        for (tier, id) in [(1, "a"), (1, "a"), (0, "b")] {
            workers.add(tier, id);
        }
        let speaks = |id: &str| [0, 1, 2].map(|tier| workers.speaks(tier, &article(id, VoiceRow::default())));
        assert_eq!(speaks("a"), [false, true, false]);
        assert_eq!(speaks("b"), [true, false, false]);
        assert_eq!(speaks("c"), [false; 3]);
    }
}
