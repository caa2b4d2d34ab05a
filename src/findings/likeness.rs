//! How like a corpus is to the news that the weights were fitted on, and what error was measured there.
//!
//! In: the make-up of a corpus, the known kinds of news of a lexicon. Out: [`Likeness`], distances with a yardstick and the
//! error of each kind; its sentences. Always holds: the yardstick comes from the known kinds alone, each against the others.

use crate::findings::corpus::Corpus;
use crate::lexicon::{KnownKind, KnownNews, Lexicon, MeasuredFocus};
use crate::present::report::Section;
use crate::record::{Cell, Kind, Table};
use crate::summarize::{Makeup, measure_names, pooled_variance};
use crate::validate::spearman;

/// Fewer scored articles have no distance worth printing: what they are like is mostly chance.
const LEAST_ARTICLES: u64 = 50;
/// A mean score of fewer assigned articles is mostly chance.
const LEAST_ASSIGNED: u64 = 20;
/// Measures named beside a distance.
const NAMED: usize = 3;
/// Kinds named beside a mean score.
const NEAREST_SCORES: usize = 2;

/// A corpus beside the known kinds of news.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness<'a> {
    /// Scored articles compared.
    pub n: u64,
    /// The lexicon that measured the kinds is an older one.
    pub is_of_older: bool,
    /// The kinds, the nearest first.
    pub kinds: Vec<KindDistance<'a>>,
    /// Mean score of the articles assigned to one tier; none where there are too few.
    pub assigned_score: Option<f64>,
    /// The measures in which the corpus is farthest from the nearest kind, in deviations, the farthest first.
    pub farthest: Vec<(String, f64)>,
}

/// A known kind of news beside a corpus and beside the other kinds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindDistance<'a> {
    /// The kind.
    pub kind: &'a KnownKind,
    /// From the corpus to the kind: root of the mean squared difference over all measures, in deviations between articles.
    pub distance: f64,
    /// From the kind to the nearest of the other kinds.
    pub to_other: f64,
}

impl<'a> Likeness<'a> {
    /// `None` without known kinds of this lexicon, where the corpus is too small, or its measures are others. An own lexicon
    /// that keeps the file of another has no known kinds.
    #[must_use]
    pub fn of(makeup: &Makeup, lexicon: &'a Lexicon) -> Option<Self> {
        let is_own = |known: &&KnownNews| lexicon.is_embedded() || known.scores_hash == lexicon.scores_hash;
        let known = lexicon.about.known_news().filter(is_own)?;
        let is_comparable = makeup.n() >= LEAST_ARTICLES && known.measures == measure_names(&lexicon.tiers);
        if !is_comparable || makeup.mean().len() != known.measures.len() {
            return None;
        }
        let is_of_older = known.scores_hash != lexicon.scores_hash;
        let makeups: Vec<Makeup> = known.kinds.iter().map(makeup_of).collect();
        let scale = pooled_variance(&makeups);
        let of_kind = |(at, kind): (usize, &'a KnownKind)| {
            let others = makeups.iter().enumerate().filter(|(other, _)| *other != at);
            let to_other = others.filter_map(|(_, other)| makeups[at].distance(other, &scale)).reduce(f64::min)?;
            Some((at, KindDistance { kind, distance: makeup.distance(&makeups[at], &scale)?, to_other }))
        };
        let mut kinds: Vec<(usize, KindDistance<'a>)> = known.kinds.iter().enumerate().filter_map(of_kind).collect();
        kinds.sort_by(|(_, a), (_, b)| a.distance.total_cmp(&b.distance));
        let nearest = &makeups[kinds.first()?.0];
        let mut farthest: Vec<(String, f64)> =
            known.measures.iter().cloned().zip(makeup.differences(nearest, &scale)).collect();
        farthest.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
        Some(Self {
            n: makeup.n(),
            is_of_older,
            kinds: kinds.into_iter().map(|(_, kind)| kind).collect(),
            assigned_score: makeup.assigned_score().filter(|_| makeup.n_assigned() >= LEAST_ASSIGNED),
            farthest,
        })
    }

    /// The nearest kind.
    fn nearest(&self) -> Option<&KindDistance<'a>> {
        self.kinds.first()
    }

    /// The farthest that a known kind is from the nearest other one.
    #[must_use]
    pub fn yardstick(&self) -> f64 {
        self.kinds.iter().map(|kind| kind.to_other).fold(0.0, f64::max)
    }

    /// Farther from every known kind than any of them is from the others.
    #[must_use]
    pub fn is_unlike(&self) -> bool {
        self.nearest().is_some_and(|nearest| nearest.distance > self.yardstick())
    }

    /// Rank correlation over the kinds of `value` with a part of what weights that were fitted without them got right.
    fn correlation(&self, value: impl Fn(&KindDistance<'_>) -> f64, part: fn(&MeasuredFocus) -> f64) -> f64 {
        let values: Vec<f64> = self.kinds.iter().map(value).collect();
        let parts: Vec<f64> = self.kinds.iter().map(|known| part(&known.kind.left_out)).collect();
        spearman(&values, &parts)
    }

    /// What these articles are like, and what error to expect.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let Some(nearest) = self.nearest() else { return Vec::new() };
        let older = if self.is_of_older { ", measured with an earlier lexicon" } else { "" };
        let verdict = if self.is_unlike() {
            "These articles look unlike all news that the weights were fitted on"
        } else {
            "These articles look like news that the weights were fitted on"
        };
        let shortest = self.kinds.iter().map(|known| known.to_other).fold(f64::INFINITY, f64::min);
        let like = format!(
            "{verdict}: the nearest of {} known kinds is {} at a distance of {:.2} (each known kind is {shortest:.2} to {:.2} from \
             the nearest other{older}). They differ from it most in {}.",
            self.kinds.len(),
            nearest.kind.news,
            nearest.distance,
            self.yardstick(),
            self.farthest_words()
        );
        let mut sentences = vec![like, self.expected(nearest.kind), self.order()];
        sentences.extend(self.by_score());
        sentences
    }

    /// The error measured on the nearest kind, or on all kinds where none is near.
    fn expected(&self, nearest: &KnownKind) -> String {
        if self.is_unlike() {
            let f1 = self.kinds.iter().map(|known| known.kind.left_out.macro_f1);
            let (low, high) = f1.fold((1.0_f64, 0.0_f64), |(low, high), f1| (low.min(f1), high.max(f1)));
            return format!(
                "No error was measured on news like these; on known kinds that weights were fitted without, macro F1 is {low:.2} to {high:.2}."
            );
        }
        let error = |error: MeasuredFocus| {
            let MeasuredFocus { macro_f1, right, found, .. } = error;
            format!(
                "found {:.1} % of the articles about a tier, {:.1} % of assigned ones right, macro F1 {macro_f1:.2}",
                found * 100.0,
                right * 100.0
            )
        };
        format!(
            "On {} coded articles of that kind, drawn to be rich in work: {}; by weights fitted without the kind: {}.",
            nearest.left_out.n,
            error(nearest.seen),
            error(nearest.left_out)
        )
    }

    /// How far distance and score order the known kinds by their error.
    fn order(&self) -> String {
        format!(
            "Over the known kinds, each left out, the rank correlation of distance and macro F1 is {:.2}, that of the mean score of \
             assigned articles and the part found {:.2} (1 or -1: the same order; 0: none). Only codes of these articles show \
             their error: `classlens gold plan`.",
            self.correlation(|known| known.to_other, |error| error.macro_f1),
            self.correlation(|known| known.kind.assigned_score, |error| error.found)
        )
    }

    /// What was found of the kinds with the nearest scores.
    fn by_score(&self) -> Option<String> {
        let score = self.assigned_score?;
        let mut kinds: Vec<&KnownKind> = self.kinds.iter().map(|known| known.kind).collect();
        let away = |kind: &KnownKind| (kind.assigned_score - score).abs();
        kinds.sort_by(|a, b| away(a).total_cmp(&away(b)));
        let of_kind = |kind: &&KnownKind| {
            format!("{} ({:.2}: {:.0} % found)", kind.news, kind.assigned_score, kind.left_out.found * 100.0)
        };
        let nearest: Vec<String> = kinds.iter().take(NEAREST_SCORES).map(of_kind).collect();
        Some(format!(
            "That mean score is {score:.2} here; the known kinds nearest in it are {}.",
            nearest.join(" and ")
        ))
    }

    fn farthest_words(&self) -> String {
        let one = |(name, away): &(String, f64)| format!("`{name}` ({away:+.2})");
        self.farthest.iter().take(NAMED).map(one).collect::<Vec<_>>().join(", ")
    }

    /// The known kinds with their distances and errors.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("news", Kind::Text),
            ("distance", Kind::Float),
            ("distance_to_nearest_kind", Kind::Float),
            ("assigned_score", Kind::Float),
            ("n_coded", Kind::Int),
            ("macro_f1_seen", Kind::Float),
            ("right_seen", Kind::Float),
            ("found_seen", Kind::Float),
            ("macro_f1_left_out", Kind::Float),
            ("right_left_out", Kind::Float),
            ("found_left_out", Kind::Float),
        ]);
        for KindDistance { kind, distance, to_other } in &self.kinds {
            table.push(&[
                Cell::Text(&kind.news),
                Cell::Float(*distance),
                Cell::Float(*to_other),
                Cell::Float(kind.assigned_score),
                Cell::Int(i64::from(kind.left_out.n)),
                Cell::Float(kind.seen.macro_f1),
                Cell::Float(kind.seen.right),
                Cell::Float(kind.seen.found),
                Cell::Float(kind.left_out.macro_f1),
                Cell::Float(kind.left_out.right),
                Cell::Float(kind.left_out.found),
            ]);
        }
        table
    }
}

/// What the articles of a corpus are like and the error of the nearest kind, in words.
pub(super) fn sentences(corpus: &Corpus<'_>) -> Vec<String> {
    Likeness::of(corpus.makeup(), corpus.lexicon)
        .iter()
        .flat_map(|likeness| likeness.sentences().into_iter().take(2))
        .collect()
}

/// Distances and errors of the known kinds; none where there is no distance.
pub(super) fn section(corpus: &Corpus<'_>) -> Option<Section> {
    let likeness = Likeness::of(corpus.makeup(), corpus.lexicon)?;
    Some(Section {
        id: "likeness".to_owned(),
        title: "How like these articles are to those that the weights were fitted on".to_owned(),
        text: likeness.sentences(),
        plot: None,
        table: likeness.table(),
        shares: Vec::new(),
        behind: Vec::new(),
    })
}

fn makeup_of(kind: &KnownKind) -> Makeup {
    Makeup::of_moments(kind.n, kind.mean.clone(), &kind.variance)
}

#[cfg(test)]
mod tests {
    use crate::findings::Likeness;
    use crate::lexicon::{KnownKind, Lexicon};
    use crate::score::Calibration;
    use crate::summarize::Makeup;

    fn kinds(lexicon: &Lexicon) -> &[KnownKind] {
        &lexicon.about.known_news().expect("kinds were measured").kinds
    }

    /// A corpus like `kind` whose means lie `away` deviations of its articles off.
    fn moved(kind: &KnownKind, n: u64, away: f64) -> Makeup {
        let mean = kind.mean.iter().zip(&kind.variance).map(|(mean, variance)| mean + away * variance.sqrt());
        Makeup::of_moments(n, mean.collect(), &kind.variance)
    }

    #[test]
    fn a_corpus_of_a_known_kind_is_nearest_to_it_and_has_its_error() {
        let lexicon = Lexicon::embedded();
        for kind in kinds(&lexicon) {
            let likeness = Likeness::of(&moved(kind, 400, 0.0), &lexicon).expect("it is large enough");
            assert_eq!(likeness.kinds[0].kind.news, kind.news);
            assert!(likeness.kinds[0].distance < 1e-9 && !likeness.is_unlike(), "{}", kind.news);
            let said = likeness.sentences().join(" ");
            assert!(said.contains(&format!("known kinds is {} at a distance of 0.00", kind.news)), "{said}");
            let left_out = kind.left_out;
            let found = format!("found {:.1} % of the articles about a tier", left_out.found * 100.0);
            assert!(said.contains(&found) && said.contains(&format!("On {} coded", left_out.n)), "{said}");
        }
    }

    #[test]
    fn a_corpus_beyond_the_yardstick_is_unlike_and_gets_no_error_of_a_kind() {
        let lexicon = Lexicon::embedded();
        let kind = &kinds(&lexicon)[0];
        let likeness = Likeness::of(&moved(kind, 400, 1.5), &lexicon).expect("it is large enough");
        assert!(likeness.is_unlike() && likeness.kinds[0].distance > likeness.yardstick());
        let said = likeness.sentences().join(" ");
        assert!(said.starts_with("These articles look unlike all news"), "{said}");
        assert!(said.contains("No error was measured") && !said.contains("coded articles of that kind"), "{said}");
    }

    #[test]
    fn a_small_corpus_has_no_distance() {
        let lexicon = Lexicon::embedded();
        assert_eq!(Likeness::of(&moved(&kinds(&lexicon)[0], 49, 0.0), &lexicon), None);
        assert_eq!(Likeness::of(&Makeup::default(), &lexicon), None);
        let mut other = Lexicon::clone(&lexicon);
        (other.hash, other.scores_hash) = ("0".repeat(32), "0".repeat(32));
        assert_eq!(Likeness::of(&moved(&kinds(&lexicon)[0], 400, 0.0), &other), None, "measured on another lexicon");
        let without = Lexicon::small(&["low_wage"], &[]);
        assert_eq!(Likeness::of(&moved(&kinds(&lexicon)[0], 400, 0.0), &without), None);
    }

    #[test]
    fn the_kinds_are_all_that_the_weights_were_fitted_on() {
        let lexicon = Lexicon::embedded();
        let calibration = Calibration::of(&lexicon).expect("it fits").expect("there is one");
        let coded: u32 = kinds(&lexicon).iter().map(|kind| kind.left_out.n).sum();
        assert_eq!(coded as usize, calibration.fitted.n_documents);
        assert!(kinds(&lexicon).iter().all(|kind| kind.left_out.n == kind.seen.n));
    }
}
