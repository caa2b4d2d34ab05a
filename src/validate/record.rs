//! What an audit keeps of its coded documents, and the corrected shares that follow for any grouping.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::Axis;
use crate::score::{ArticleRow, Focus};
use crate::summarize::{ClusterBy, Estimator, Share, Test};
use crate::validate::plan::Plan;
use crate::validate::prevalence::{
    CorrectedShare, Correction, GoldDocument, MatrixOptions, Method, Need, Refusal, correct, focused_shares, needs,
};
use crate::validate::{AgreedCode, FOCUS};

/// Draws of the intervals of the matrix, for figures that are stored and printed.
const DRAWS: usize = 1_000;

/// The coded documents of an audit, with what the program says of them and how they were drawn.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct GoldRecord {
    /// Content hash of the lexicon that gave the answers.
    pub lexicon_hash: String,
    /// Hash of the corpus.
    pub corpus_hash: String,
    /// Files of codes, without folders.
    pub files: Vec<String>,
    /// File of cross-validated answers, where they stand in for those of the audit.
    pub predictions: Option<String>,
    /// Coded documents that the weights were fitted on and whose answers are not cross-validated.
    pub n_in_fit: u64,
    /// Labels of the focus, in the order of the tables.
    pub labels: Vec<String>,
    /// The documents by id; label is the focus.
    pub documents: Vec<GoldDocument>,
    /// Articles that readers judged because they found them wrong: picked and not drawn, so they are in no share and no score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<GoldDocument>,
    /// Ids of the population that was drawn from; `None` when it is the whole audit.
    pub population: Option<BTreeSet<String>>,
    /// Strata of the plan without a code: draw, stratum, documents in it.
    pub empty_strata: Vec<(String, String, u64)>,
    /// Seed of the draws for intervals.
    pub seed: u64,
    /// Why no share of this population is corrected; set by [`Self::of_population`], never kept.
    #[serde(skip)]
    pub refusal: Option<Refusal>,
}

/// Standard errors that the sum of inverse probabilities may be off the size of its population.
const FAR_OFF: f64 = 4.0;

impl GoldRecord {
    /// The record for a population of `n` articles, all those that it covers: corrections are refused where the documents were
    /// drawn from others. Files that one draw was divided among may add up to its population together.
    #[must_use]
    pub fn of_population(mut self, n: usize) -> Self {
        let differs = |(size, error): (f64, f64)| (size - n as f64).abs() > FAR_OFF * error;
        let sizes = self.sizes();
        let together = sizes.values().fold((0.0, 0.0_f64), |(sum, error), of| (sum + of.0, libm::hypot(error, of.1)));
        let is_whole = self.documents.len() >= n || !self.empty_strata.is_empty() || !differs(together);
        let other = sizes.into_iter().find(|(_, size)| !is_whole && differs(*size));
        self.refusal =
            other.map(|(sample, (size, error))| Refusal::OtherPopulation { sample, size, error, population: n });
        self
    }

    /// Whether an article belongs to the population; those that are not scored never do.
    #[must_use]
    pub fn covers(&self, row: &ArticleRow) -> bool {
        row.unscored.is_none() && self.population.as_ref().is_none_or(|ids| ids.contains(&row.id))
    }

    /// Corrected shares of every group by these axes; without axes there is one group.
    ///
    /// `estimator` is of the same `rows`: raw shares have its intervals, and corrected ones allow for its clusters.
    #[must_use]
    pub fn corrections(
        &self,
        (rows, estimator): (&[ArticleRow], &Estimator<'_>),
        tiers: &[String],
        axes: &[Axis],
    ) -> BTreeMap<Vec<String>, Vec<Correction>> {
        let groups = estimator.groups(axes, tiers).into_iter();
        let of_group = groups.map(|(key, members)| (key, self.corrections_of((rows, estimator), &members, tiers)));
        of_group.filter(|(_, found)| !found.is_empty()).collect()
    }

    /// Corrected shares of the articles `members`, by the codes among them; none where the record covers none of them.
    ///
    /// `estimator` as in [`Self::corrections`].
    #[must_use]
    pub fn corrections_of(
        &self,
        (rows, estimator): (&[ArticleRow], &Estimator<'_>),
        members: &[usize],
        tiers: &[String],
    ) -> Vec<Correction> {
        let members: Vec<usize> = members.iter().copied().filter(|at| self.covers(&rows[*at])).collect();
        let (coded, clusters) = self.coded((rows, estimator), &members);
        let counts = counts_by_focus(rows, &members, tiers);
        let mut found = correct(&coded, &counts, &self.labels, MatrixOptions { draws: DRAWS, seed: self.seed });
        if !coded.is_empty() {
            let raw = raw_shares(estimator, &members, (tiers, &self.labels), &ArticleRow::is_scored);
            for correction in &mut found {
                correction.clusters = clusters;
                correction.raw = raw.get(&correction.label).copied().unwrap_or(correction.raw);
            }
        }
        if let Some(refusal) = &self.refusal {
            found.iter_mut().for_each(|correction| correction.refuse(&Method::ALL, refusal));
        } else if let Some(refusal) = self.empty_stratum() {
            let by_design = [Method::DesignBased, Method::GoldAlone];
            found.iter_mut().for_each(|correction| correction.refuse(&by_design, &refusal));
        }
        found
    }

    fn empty_stratum(&self) -> Option<Refusal> {
        let (sample, stratum, n_population) = self.empty_strata.first()?.clone();
        Some(Refusal::EmptyStratum { sample, stratum, n_population })
    }

    /// The coded documents among the articles `members` with their clusters, and what these are.
    fn coded(
        &self,
        (rows, estimator): (&[ArticleRow], &Estimator<'_>),
        members: &[usize],
    ) -> (Vec<GoldDocument>, Option<ClusterBy>) {
        let numbers: BTreeMap<&str, usize> = members.iter().map(|at| (rows[*at].id.as_str(), *at)).collect();
        let by = estimator.clustering(members);
        let of = |document: &GoldDocument| {
            let at = numbers.get(document.id.as_str())?;
            let cluster = by.map(|by| estimator.cluster(by, *at));
            Some(GoldDocument { cluster, ..document.clone() })
        };
        (self.documents.iter().filter_map(of).collect(), by)
    }

    /// Shares among the articles with a focus: those that the program says, and corrected ones.
    ///
    /// `estimator` as in [`Self::corrections`].
    #[must_use]
    pub fn focused(&self, (rows, estimator): (&[ArticleRow], &Estimator<'_>), tiers: &[String]) -> FocusedShares {
        let members: Vec<usize> = (0..rows.len()).filter(|at| self.covers(&rows[*at])).collect();
        let counts = counts_by_focus(rows, &members, tiers);
        let (coded, _) = self.coded((rows, estimator), &members);
        let none = Focus::None.name(tiers);
        let n: u64 = counts.iter().filter(|(label, _)| *label != none).map(|(_, n)| n).sum();
        let shares = raw_shares(estimator, &members, (tiers, &self.labels), &ArticleRow::is_focused);
        let raw = |label: &String| Some((label.clone(), shares.get(label).copied()?));
        let raw = self.labels.iter().filter(|label| *label != none).filter_map(raw).collect();
        let options = MatrixOptions { draws: DRAWS, seed: self.seed };
        let all_coded = coded.len() == members.len();
        let corrected = match self.refusal.clone().or_else(|| self.empty_stratum()) {
            Some(refusal) => Err(refusal),
            None => focused_shares(&coded, &counts, &self.labels, none, options),
        };
        let needs_anew = needs(&[], &counts);
        let needs = if all_coded { Vec::new() } else { needs(&coded, &counts) };
        FocusedShares { n, raw, corrected, needs, needs_anew }
    }

    /// What the inverse probabilities of each draw add up to, and their standard error: where they come from
    /// one population, about its size.
    #[must_use]
    pub fn sizes(&self) -> BTreeMap<String, (f64, f64)> {
        let mut sizes: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        for document in &self.documents {
            let Some(probability) = document.probability else { continue };
            let size = sizes.entry(document.sample.clone()).or_default();
            size.0 += 1.0 / probability;
            size.1 += (1.0 - probability) / (probability * probability);
        }
        sizes.into_iter().map(|(sample, (sum, variance))| (sample, (sum, variance.sqrt()))).collect()
    }
}

/// Shares of each focus among the articles that have one.
#[derive(Debug, Clone, PartialEq)]
pub struct FocusedShares {
    /// Articles that the program gives a focus.
    pub n: u64,
    /// What the program says, in the order of the labels.
    pub raw: Vec<(String, Share)>,
    /// The same without its errors, or why there is none.
    pub corrected: Result<BTreeMap<String, CorrectedShare>, Refusal>,
    /// Articles that have to be coded besides before every share is corrected, by the focus that the program says.
    pub needs: Vec<Need>,
    /// The same where none of the codes at hand counts.
    pub needs_anew: Vec<Need>,
}

/// How many of the articles `members` the program gives each focus.
fn counts_by_focus(rows: &[ArticleRow], members: &[usize], tiers: &[String]) -> BTreeMap<String, u64> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for at in members {
        *counts.entry(rows[*at].focus.name(tiers).to_owned()).or_default() += 1;
    }
    counts
}

/// The share of each label that the program says among the articles `members` that are in `base`.
fn raw_shares(
    estimator: &Estimator<'_>,
    members: &[usize],
    (tiers, labels): (&[String], &[String]),
    base: Test<'_>,
) -> BTreeMap<String, Share> {
    let tests: Vec<_> = labels.iter().map(|label| move |row: &ArticleRow| row.focus.name(tiers) == label).collect();
    let tests: Vec<Test<'_>> = tests.iter().map(|test| test as Test<'_>).collect();
    let shares = estimator.shares(members, base, &tests);
    labels.iter().zip(shares).filter_map(|(label, found)| Some((label.clone(), found?.share))).collect()
}

/// Coded documents as members of their draws.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placed {
    /// Documents with a code of the focus and an answer of the program.
    pub documents: Vec<GoldDocument>,
    /// Ids coded but not in the audit.
    pub unknown: Vec<String>,
    /// Ids coded but not in the plan.
    pub unplanned: Vec<String>,
    /// Planned documents without a code.
    pub n_uncoded: u64,
    /// As in [`GoldRecord::empty_strata`].
    pub empty_strata: Vec<(String, String, u64)>,
}

/// Brings together codes, answers and draw.
///
/// With a plan, its strata count, and the chance of a document is that of being drawn and coded: coded ones of
/// the stratum over its documents, as if those not coded were missing at random. Without one, the codes say.
#[must_use]
pub fn place(agreed: &[AgreedCode], said: &BTreeMap<String, String>, plan: Option<&Plan>) -> Placed {
    let mut placed = Placed::default();
    let planned: BTreeMap<&str, &str> =
        plan.iter().flat_map(|p| &p.documents).map(|d| (d.id.as_str(), d.stratum.as_str())).collect();
    let mut coded: BTreeMap<&str, u64> = BTreeMap::new();
    for code in agreed {
        let Some(gold) = code.codes.get(FOCUS) else { continue };
        let Some(said) = said.get(&code.id) else {
            placed.unknown.push(code.id.clone());
            continue;
        };
        let (sample, stratum) = match (plan, planned.get(code.id.as_str())) {
            (None, _) => (code.file.clone(), code.stratum.clone().unwrap_or_default()),
            (Some(_), Some(stratum)) => ("plan".to_owned(), (*stratum).to_owned()),
            (Some(_), None) => {
                placed.unplanned.push(code.id.clone());
                continue;
            }
        };
        if let Some(stratum) = planned.get(code.id.as_str()) {
            *coded.entry(stratum).or_default() += 1;
        }
        placed.documents.push(GoldDocument {
            id: code.id.clone(),
            gold: gold.clone(),
            said: said.clone(),
            sample,
            stratum,
            probability: code.probability,
            cluster: None,
        });
    }
    for stratum in plan.iter().flat_map(|p| &p.strata) {
        let n_coded = coded.get(stratum.name.as_str()).copied().unwrap_or(0);
        placed.n_uncoded += stratum.n_drawn.saturating_sub(n_coded);
        if n_coded == 0 {
            placed.empty_strata.push(("plan".to_owned(), stratum.name.clone(), stratum.n_documents));
        }
        for document in placed.documents.iter_mut().filter(|d| d.stratum == stratum.name) {
            document.probability = Some(n_coded as f64 / stratum.n_documents as f64);
        }
    }
    placed
}
