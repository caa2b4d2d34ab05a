//! Puts articles that are copies of each other into stories.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::copies::bands::{BANDS, Bands};
use crate::copies::boilerplate::Boilerplate;
use crate::copies::components::Components;
use crate::copies::signature::Signature;
use crate::copies::sketch::Sketch;
use crate::copies::spill::{RecordOffset, Spill};
use crate::copies::{CopiesError, CopyKind, Stories};

/// Least Jaccard index of two texts that are near copies.
///
/// Of the pairs of real news articles at 0.6 and above all but picture galleries are the same story
/// printed again; between 0.5 and 0.6 half of them only share a gallery or background paragraphs.
pub const NEAR: f64 = 0.6;

/// Least Jaccard index of two states of one page: below it, another article took the address.
pub const SAME_PAGE: f64 = 0.2;

/// The stories of the articles whose signatures lie in `parts`, one file after the other.
///
/// Scratch files go into the folder `scratch` and are removed. Memory is about 45 bytes an article.
/// The head of a story is its earliest article; on one day the longest, then the one whose id has
/// the smallest hash, so that it does not depend on the order of the input.
///
/// # Errors
/// When a file cannot be read or written.
pub fn cluster(parts: &[PathBuf], scratch: &Path) -> Result<Stories, CopiesError> {
    let mut spill = Spill::open(parts)?;
    let mut index = SignatureIndex::default();
    spill.each(|_, place, signature| {
        index.add(place, &signature);
        Ok(())
    })?;
    let boilerplate = Boilerplate::find(&mut spill, index.n_sentences)?;
    let components = Components::new(index.places.len());
    let mut search = Search { spill, boilerplate, places: index.places, components };
    let repeated = search.same_words(index.texts);
    let bands = search.bands(scratch, &repeated)?;
    search.same_page(index.urls)?;
    search.near(&bands)?;
    search.stories()
}

/// What the first pass over all signatures finds.
#[derive(Default)]
struct SignatureIndex {
    places: Vec<RecordOffset>,
    /// Hash of the words, half a hash of the outlet, index.
    texts: Vec<(u64, u32, u32)>,
    urls: Vec<(u64, u32)>,
    n_sentences: u64,
}

impl SignatureIndex {
    fn add(&mut self, place: RecordOffset, signature: &Signature) {
        let idx = u32::try_from(self.places.len()).expect("articles are fewer than 2^32");
        self.places.push(place);
        self.texts.push((signature.text, (signature.outlet >> 32) as u32, idx));
        if signature.url != 0 {
            self.urls.push((signature.url, idx));
        }
        self.n_sentences += signature.sentences.len() as u64;
    }
}

/// By what two articles are copies.
#[derive(Debug, Clone, Copy)]
enum CopyRule {
    /// They have one address.
    SamePage,
    /// They have nearly the same text.
    Near,
}

impl CopyRule {
    fn least(self) -> f64 {
        match self {
            Self::SamePage => SAME_PAGE,
            Self::Near => NEAR,
        }
    }
}

/// A search for copies that goes on.
struct Search {
    spill: Spill,
    boilerplate: Boilerplate,
    places: Vec<RecordOffset>,
    components: Components,
}

impl Search {
    fn signature(&self, idx: u32) -> Result<Signature, CopiesError> {
        self.spill.at(idx, self.places[idx as usize])
    }

    /// The text that decides whether an article is a copy; `None` where it is too short.
    fn sketch(&self, idx: u32, rule: CopyRule) -> Result<Option<Sketch>, CopiesError> {
        let signature = self.signature(idx)?;
        Ok(match rule {
            CopyRule::SamePage => Some(Sketch::whole(&signature)),
            CopyRule::Near => Sketch::own(&signature, &self.boilerplate),
        })
    }

    /// Joins articles with the same words; reports which are represented by another one of the same outlet.
    fn same_words(&mut self, mut texts: Vec<(u64, u32, u32)>) -> Vec<bool> {
        texts.sort_unstable();
        let mut repeated = vec![false; texts.len()];
        for pair in texts.windows(2) {
            let [(text, outlet, before), (same_text, same_outlet, idx)] = *pair else { unreachable!("pairs") };
            if text == same_text {
                self.components.join(before, idx);
                repeated[idx as usize] = outlet == same_outlet;
            }
        }
        repeated
    }

    /// The numbers by which candidates are found.
    fn bands(&mut self, scratch: &Path, repeated: &[bool]) -> Result<Bands, CopiesError> {
        let mut bands = Bands::create(scratch)?;
        let boilerplate = &self.boilerplate;
        self.spill.each(|idx, _, signature| {
            let sketch = if repeated[idx as usize] { None } else { Sketch::own(&signature, boilerplate) };
            bands.push(sketch.as_ref())
        })?;
        bands.close()?;
        Ok(bands)
    }

    /// Joins articles with the same address whose texts have something in common.
    fn same_page(&mut self, mut urls: Vec<(u64, u32)>) -> Result<(), CopiesError> {
        urls.sort_unstable();
        urls.chunk_by(|a, b| a.0 == b.0).try_for_each(|group| self.compare(group, CopyRule::SamePage))
    }

    /// Joins articles whose texts are nearly the same.
    fn near(&mut self, bands: &Bands) -> Result<(), CopiesError> {
        for band in 0..BANDS {
            let sorted = bands.sorted(band)?;
            sorted.chunk_by(|a, b| a.0 == b.0).try_for_each(|group| self.compare(group, CopyRule::Near))?;
        }
        Ok(())
    }

    /// Joins the articles of a group that are copies by `rule`. Every pair is compared unless
    /// other pairs have joined it.
    fn compare(&mut self, group: &[(u64, u32)], rule: CopyRule) -> Result<(), CopiesError> {
        let mut joined: Vec<Vec<u32>> = Vec::new();
        for (_, idx) in group {
            let mut home: Vec<u32> = Vec::new();
            let mut apart = Vec::new();
            for others in joined {
                match (self.belongs(*idx, &others, rule)?, home.is_empty()) {
                    (true, true) => home = others,
                    (true, false) => home.extend(others),
                    (false, _) => apart.push(others),
                }
            }
            home.push(*idx);
            apart.push(home);
            joined = apart;
        }
        Ok(())
    }

    /// Joins the article with the others, who are of one story, when one of them agrees with it.
    fn belongs(&mut self, idx: u32, others: &[u32], rule: CopyRule) -> Result<bool, CopiesError> {
        if self.components.root(idx) == self.components.root(others[0]) {
            return Ok(true);
        }
        let Some(sketch) = self.sketch(idx, rule)? else { return Ok(false) };
        for other in others {
            if self.sketch(*other, rule)?.is_some_and(|other| sketch.jaccard(&other) >= rule.least()) {
                self.components.join(idx, *other);
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn stories(mut self) -> Result<Stories, CopiesError> {
        let n = u32::try_from(self.places.len()).expect("articles are fewer than 2^32");
        let mut out = Stories::new(n);
        let mut members: Vec<(u32, u32)> = (0..n).map(|idx| (self.components.root(idx), idx)).collect();
        members.sort_unstable();
        for story in members.chunk_by(|a, b| a.0 == b.0).filter(|story| story.len() > 1) {
            let mut ranked = Vec::new();
            for (_, idx) in story {
                let s = self.signature(*idx)?;
                ranked.push(((s.day.is_none(), s.day, Reverse(s.n_tokens), s.id, *idx), s.text));
            }
            ranked.sort_unstable();
            let ((.., head), text) = ranked[0];
            let mut printed = HashSet::from([text]);
            for ((.., idx), own) in &ranked[1..] {
                // The words of any earlier print are printed again, not only those of the head.
                out.add(head, *idx, if printed.insert(*own) { CopyKind::Near } else { CopyKind::Exact });
            }
        }
        Ok(out)
    }
}
