//! A made-up press: outlets with forms of their own, stories, copies of them with planted edits,
//! and follow-ups that repeat some background without being copies. Always the same for a seed.

use std::collections::BTreeMap;
use std::sync::Arc;

use classlens::article::RawArticle;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// An article and its story.
#[derive(Debug, Clone)]
pub struct Printed {
    /// What is read.
    pub article: RawArticle,
    /// Articles with the same number are copies.
    pub story: usize,
}

/// Words that sentences are made of.
const N_WORDS: usize = 5_000;
/// Newspapers.
const N_OUTLETS: usize = 40;

/// Pairs of articles of one story: planted, found, and both.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quality {
    /// Pairs that are copies.
    pub n_planted: u64,
    /// Pairs that were taken for copies.
    pub n_found: u64,
    /// Pairs that are copies and were found.
    pub n_both: u64,
}

impl Quality {
    /// Part of the pairs found that are copies.
    #[must_use]
    pub fn precision(&self) -> f64 {
        self.n_both as f64 / self.n_found as f64
    }

    /// Part of the copies that were found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        self.n_both as f64 / self.n_planted as f64
    }
}

/// How well stories were found, when article `idx`, of story `stories[idx]`, was put under the head
/// `head(idx)`.
pub fn quality(stories: &[usize], head: impl Fn(usize) -> usize) -> Quality {
    let count = |key: &dyn Fn(usize) -> (usize, usize)| {
        let mut sizes: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        (0..stories.len()).for_each(|idx| *sizes.entry(key(idx)).or_default() += 1);
        sizes.values().map(|n| n * (n - 1) / 2).sum()
    };
    Quality {
        n_planted: count(&|idx| (stories[idx], 0)),
        n_found: count(&|idx| (head(idx), 0)),
        n_both: count(&|idx| (stories[idx], head(idx))),
    }
}

/// Paragraphs of sentences.
type Text = Vec<Vec<String>>;

/// Prints articles of some 300 words, and the forms of their outlets. Three in ten are copies with one
/// of the planted edits.
pub struct Press {
    rng: ChaCha8Rng,
    /// What each outlet prints under all its articles.
    forms: Vec<Text>,
    n_articles: usize,
    n_stories: usize,
}

impl Press {
    /// A press that always prints the same for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let rng = ChaCha8Rng::seed_from_u64(seed);
        let mut press = Self { rng, forms: Vec::new(), n_articles: 0, n_stories: 0 };
        for outlet in 0..N_OUTLETS {
            // Some outlets carry galleries or country lists that are longer than their articles.
            let n = if outlet % 4 == 0 { 6 } else { outlet % 4 - 1 };
            let form = (0..n).map(|_| press.paragraph(5)).collect();
            press.forms.push(form);
        }
        press
    }

    /// The next `n` articles; the copies of a story are together, not in the order of their days.
    pub fn articles(&mut self, n: usize) -> Vec<Printed> {
        let mut out = Vec::with_capacity(n);
        while out.len() < n {
            let (text, outlet) = (self.story(), self.outlet());
            let day = date(2015, 1, 1) + self.rng.random_range(0..1_000).days();
            out.push(self.print(outlet, day, &text));
            let n_copies = if self.chance(0.2) { self.rng.random_range(1..4) } else { 0 };
            for _ in 0..n_copies {
                let (edited, outlet) = (self.edit(&text), self.outlet());
                let day = day + self.rng.random_range(-2..3).days();
                out.push(self.print(outlet, day, &edited));
            }
            self.n_stories += 1;
            if self.chance(0.2) {
                let follow_up = self.follow_up(&text);
                out.push(self.print(outlet, day + 4.days(), &follow_up));
                self.n_stories += 1;
            }
        }
        out.truncate(n);
        out
    }

    fn chance(&mut self, p: f64) -> bool {
        self.rng.random_bool(p)
    }

    fn outlet(&mut self) -> usize {
        self.rng.random_range(0..N_OUTLETS)
    }

    /// A word, common ones more often.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] =
            ["ba", "co", "di", "fe", "gu", "la", "mo", "ni", "po", "ra", "se", "ti", "ul", "ver", "wen", "yor"];
        let mut number = (self.rng.random::<f64>().powi(2) * N_WORDS as f64) as usize;
        let mut word = String::new();
        for _ in 0..2 + number % 2 {
            word += SYLLABLES[number % 16];
            number /= 16;
        }
        word + SYLLABLES[number % 16]
    }

    fn sentence(&mut self) -> String {
        let n = self.rng.random_range(6..28);
        let words: Vec<String> = (0..n).map(|_| self.word()).collect();
        let sentence = words.join(" ");
        sentence[..1].to_uppercase() + &sentence[1..] + "."
    }

    fn paragraph(&mut self, sentences: usize) -> Vec<String> {
        (0..sentences).map(|_| self.sentence()).collect()
    }

    fn story(&mut self) -> Text {
        let n = self.rng.random_range(4..14);
        (0..n)
            .map(|_| {
                let n = self.rng.random_range(1..4);
                self.paragraph(n)
            })
            .collect()
    }

    /// One of the edits that a desk makes: none, a cut tail, a cut in the middle, a paragraph of its
    /// own, other words here and there.
    fn edit(&mut self, text: &Text) -> Text {
        let mut text = text.clone();
        let n = text.len();
        match self.rng.random_range(0..5) {
            0 => {}
            1 => text.truncate(n - n / 5),
            2 => {
                text.remove(self.rng.random_range(1..n));
            }
            3 => {
                let own = self.paragraph(1);
                text.insert(self.rng.random_range(1..=n), own);
            }
            _ => {
                for sentence in text.iter_mut().flatten() {
                    if self.rng.random_bool(0.08) {
                        let word = self.word();
                        let cut = sentence.rfind(' ').expect("a sentence has words");
                        *sentence = format!("{} {word}.", &sentence[..cut]);
                    }
                }
            }
        }
        text
    }

    /// New text with the last paragraphs of an older story as background.
    fn follow_up(&mut self, text: &Text) -> Text {
        let mut new = self.story();
        new.extend(text[text.len() - text.len() / 4..].iter().cloned());
        new
    }

    fn print(&mut self, outlet: usize, day: Date, text: &Text) -> Printed {
        let mut paragraphs = text.clone();
        paragraphs.extend(self.forms[outlet].iter().cloned());
        let body: Vec<String> = paragraphs.iter().map(|sentences| sentences.join(" ")).collect();
        let article = RawArticle {
            id: format!("p{}", self.n_articles),
            outlet: Some(format!("Outlet {outlet}")),
            date: Some(day),
            title: self.sentence(),
            body: body.join("\n\n"),
            source: Arc::from("press"),
            ..RawArticle::default()
        };
        self.n_articles += 1;
        Printed { article, story: self.n_stories }
    }
}
