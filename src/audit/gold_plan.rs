//! Draws a sample of an audit for people to code.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Audit, AuditError, EstimateOptions, axes_named};
use crate::lexicon::NONE;
use crate::present::ArticleToCode;
use crate::record::{Axis, Cell, Kind, Table};
use crate::score::{ArticleRow, Focus};
use crate::store::{Order, StoreError};
use crate::summarize::Estimator;
use crate::validate::plan::{
    Allocation, Candidate, Plan, Prospect, STRATUM_JOINT, Stratum, StratumSize, allocate, allocate_for_width, draw,
    prospects, sheet_order, strata_of, width_of,
};
use crate::validate::prevalence::{GoldDocument, MatrixOptions, Need, needs};
use crate::validate::{Codebook, FOCUS};

/// Draws of the expected intervals.
const DRAWS: usize = 400;

/// The chance of a focus is taken to be at least this far from no and yes.
const LEAST_DOUBT: f64 = 0.02;

/// How many articles are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SampleSize {
    /// This many articles.
    Articles(u64),
    /// All of them.
    All,
    /// As many as give an interval of this width, ends included.
    Width(f64),
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanOptions {
    /// What makes a stratum; fields with one value an article.
    pub by: Vec<Axis>,
    /// Articles that a query finds are a stratum of their own; the first one counts.
    pub queries: Vec<String>,
    /// Ids that may be drawn; all scored articles without them.
    pub population: Option<BTreeSet<String>>,
    /// How many articles.
    pub size: SampleSize,
    /// The share that is expected, for a width.
    pub share: f64,
    /// How the sample is divided among strata; for corrections the focus is one of the fields that make them.
    pub allocation: Allocation,
    /// A plan to top up: its strata are divided further by the fields above, and its articles are not drawn again; the
    /// number of articles is that of new ones.
    pub add: Option<Plan>,
    /// Names of the coders.
    pub coders: Vec<String>,
    /// Part of the sample that every coder codes, 0–1.
    pub overlap: f64,
    /// Seed of the draw.
    pub seed: u64,
}

/// A sample, and what it will allow.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnPlan {
    /// What was drawn.
    pub plan: Plan,
    /// Articles drawn now, those of the plan that is topped up not counted.
    pub n_new: usize,
    /// Width of the 95 % interval of the expected share over codes alone.
    pub width: f64,
    /// What corrections it will allow, focus by focus.
    pub prospects: Vec<Prospect>,
    /// Articles that have to be drawn besides before every share is corrected, by the focus that the program says.
    pub lacking: Vec<Need>,
}

impl DrawnPlan {
    /// What corrections the plan will allow, a row a focus; widths are those of 95 % intervals, in points.
    #[must_use]
    pub fn prospects_table(&self) -> Table {
        let mut table = Table::new(&[
            ("focus", Kind::Text),
            ("articles", Kind::Int),
            ("coded", Kind::Int),
            ("effective", Kind::Float),
            ("of_all_articles", Kind::Text),
            ("of_focused_articles", Kind::Text),
        ]);
        for prospect in &self.prospects {
            let points = |width: f64| format!("{:.1} wide", width * 100.0);
            let of_all = prospect.of_all.map(|(method, width)| format!("{}, {}", points(width), method.name()));
            let cells = [of_all, prospect.of_focused.map(points)].map(|text| text.unwrap_or_else(|| "no".to_owned()));
            table.push(&[
                Cell::Text(&prospect.label),
                Cell::count(prospect.n_documents),
                Cell::count(prospect.n_coded),
                Cell::Float(prospect.worth),
                Cell::Text(&cells[0]),
                Cell::Text(if prospect.label == NONE { "" } else { &cells[1] }),
            ]);
        }
        table
    }
}

impl Audit {
    /// Draws a sample to code; `None` where there is no article to draw from.
    ///
    /// # Errors
    /// When a query is wrong, an axis has several values an article, sizes name no stratum, the plan to top up was drawn
    /// from other answers, or the audit cannot be read.
    pub fn draw_plan(&self, options: &PlanOptions) -> Result<Option<DrawnPlan>, AuditError> {
        let made = self.strata_made(options)?;
        let rows = self.population_of(options)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let manifest = self.manifest();
        let codebook = Codebook::new(&manifest.tiers, &Codebook::of(self.given_lexicon()?).proposals);
        let labels = codebook.variable(FOCUS).map(|variable| variable.labels.clone()).unwrap_or_default();
        let found = self.first_queries(&made.queries)?;
        let clusters = clusters(&rows);
        let of_row =
            |(row, cluster)| Candidate { cluster, ..candidate(row, &made.by, (self.tiers(), &labels), &found) };
        let candidates: Vec<Candidate> = rows.iter().zip(clusters).map(of_row).collect();
        let planned = options.add.iter().flat_map(|plan| &plan.documents);
        let old: BTreeSet<&str> = planned.map(|document| document.id.as_str()).collect();
        let sizes = strata_of(&candidates, &old);
        check_sizes(&options.allocation, &sizes)?;
        let n_drawn = match options.size {
            SampleSize::Articles(n) => allocate(&sizes, n.saturating_add(old.len() as u64), &options.allocation),
            SampleSize::All => sizes.iter().map(|size| (size.name.clone(), size.n_documents)).collect(),
            SampleSize::Width(width) => allocate_for_width(&sizes, &options.allocation, width, options.share),
        };
        let stratum = |size: &StratumSize| Stratum {
            name: size.name.clone(),
            n_documents: size.n_documents,
            n_drawn: n_drawn.get(&size.name).copied().unwrap_or(0),
        };
        let plan = Plan {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            lexicon_hash: manifest.lexicon_hash.clone(),
            corpus_hash: manifest.corpus_hash.clone(),
            seed: options.seed,
            stratified_by: made.names(),
            allocation: options.allocation.name().to_owned(),
            n_population: rows.len() as u64,
            population: options.add.as_ref().map_or_else(|| options.population.clone(), |plan| plan.population.clone()),
            codebook,
            strata: sizes.iter().map(stratum).collect(),
            documents: draw(&candidates, (&n_drawn, &old), &options.coders, options.overlap, options.seed),
        };
        let draws = MatrixOptions { draws: DRAWS, seed: options.seed };
        Ok(Some(DrawnPlan {
            n_new: plan.documents.len() - old.len(),
            width: width_of(&sizes, &n_drawn, options.share),
            prospects: prospects(&candidates, &plan.documents, (&labels, Focus::None.name(&[])), draws),
            lacking: lacking(&plan, &candidates),
            plan,
        }))
    }

    /// What makes the strata: what a plan to top up was made of, then the fields of the options.
    fn strata_made(&self, options: &PlanOptions) -> Result<StrataMade, AuditError> {
        let own = options.queries.iter().map(|query| Ok(self.expanded(query)?.into_owned()));
        let mut made = StrataMade { queries: own.collect::<Result<_, AuditError>>()?, by: Vec::new() };
        if let Some(plan) = &options.add {
            if plan.lexicon_hash != self.manifest().lexicon_hash {
                return Err(AuditError::OtherAnswers);
            }
            let (queries, names): (Vec<&String>, Vec<&String>) =
                plan.stratified_by.iter().partition(|name| name.starts_with(QUERY));
            made.queries = queries.into_iter().map(|query| query[QUERY.len()..].to_owned()).collect();
            let names: Vec<String> = names.into_iter().cloned().collect();
            made.by = axes_named(&names, self.shape())?;
        }
        let focus = axes_named(&[FOCUS.to_owned()], self.shape())?;
        let for_corrections = focus.into_iter().filter(|_| options.allocation == Allocation::Corrections);
        for axis in options.by.iter().cloned().chain(for_corrections) {
            if axis.has_several() {
                return Err(AuditError::SeveralValues { name: axis.name().to_owned() });
            }
            if made.by.iter().all(|other| other.name() != axis.name()) {
                made.by.push(axis);
            }
        }
        Ok(made)
    }

    /// The articles to draw from.
    fn population_of(&self, options: &PlanOptions) -> Result<Vec<ArticleRow>, AuditError> {
        let population = options.add.as_ref().map_or(options.population.as_ref(), |plan| plan.population.as_ref());
        let mut rows = self.rows(None)?;
        rows.retain(|row| row.is_scored() && population.is_none_or(|population| population.contains(&row.id)));
        Ok(rows)
    }

    /// The first of these queries that finds an article, by id.
    fn first_queries(&self, queries: &[String]) -> Result<BTreeMap<String, String>, AuditError> {
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        for text in queries {
            let query = self.query(text)?;
            self.store()?.each_found::<StoreError>(&query, Order::Oldest, usize::MAX, |batch| {
                for hit in batch {
                    found.entry(hit.article.id).or_insert_with(|| text.clone());
                }
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// The articles of a plan that a coder codes, in an order that shows nothing of strata.
    ///
    /// # Errors
    /// When the index cannot be read or lacks one of them.
    pub fn articles_to_code(&self, plan: &Plan, coder: &str) -> Result<Vec<ArticleToCode>, AuditError> {
        let article = |id: &String| {
            let stored = self.store()?.article(id)?.ok_or_else(|| AuditError::NotIndexed { id: id.clone() })?;
            Ok(ArticleToCode { id: stored.id, title: stored.title, body: stored.body })
        };
        sheet_order(&plan.documents, coder, plan.seed).iter().map(|document| article(&document.id)).collect()
    }
}

/// What strata are made of.
struct StrataMade {
    queries: Vec<String>,
    by: Vec<Axis>,
}

/// How a plan names a query that makes a stratum.
const QUERY: &str = "query ";

impl StrataMade {
    /// In words, as a plan keeps it.
    fn names(&self) -> Vec<String> {
        let queries = self.queries.iter().map(|query| format!("{QUERY}{query}"));
        queries.chain(self.by.iter().map(|axis| axis.name().to_owned())).collect()
    }
}

fn candidate(
    row: &ArticleRow,
    axes: &[Axis],
    (tiers, labels): (&[String], &[String]),
    found: &BTreeMap<String, String>,
) -> Candidate {
    let query = (!found.is_empty()).then(|| found.get(&row.id).map_or("rest", String::as_str).to_owned());
    let parts: Vec<String> = query.into_iter().chain(axes.iter().flat_map(|axis| axis.groups(row, tiers))).collect();
    let stratum = if parts.is_empty() { "all".to_owned() } else { parts.join(STRATUM_JOINT) };
    // Expected attention to the first tier over 3 is taken for the chance that there is a focus.
    let chance = row.score.iter().copied().fold(0.0, f64::max) / 3.0;
    let chance = chance.clamp(LEAST_DOUBT, 1.0 - LEAST_DOUBT);
    Candidate {
        id: row.id.clone(),
        stratum,
        doubt: chance * (1.0 - chance),
        said: row.focus.name(tiers).to_owned(),
        chances: chances(row, tiers, labels),
        cluster: None,
    }
}

/// The clusters of articles that intervals of corrected shares allow for.
fn clusters(rows: &[ArticleRow]) -> Vec<Option<u32>> {
    let EstimateOptions { weight, method, resampling } = EstimateOptions::default();
    let estimator = Estimator::new(rows, &weight, method, resampling);
    let all: Vec<usize> = (0..rows.len()).collect();
    let by = estimator.clustering(&all);
    all.into_iter().map(|at| by.map(|by| estimator.cluster(by, at))).collect()
}

/// Chance of each focus: expected attention to a tier over 3; what is left of 1 is that of none.
fn chances(row: &ArticleRow, tiers: &[String], labels: &[String]) -> Vec<f64> {
    let of = |label: &String| tiers.iter().position(|tier| tier == label).map(|at| row.score[at].clamp(0.0, 3.0) / 3.0);
    let all: f64 = labels.iter().filter_map(of).sum();
    let none = Focus::None.name(&[]);
    let chance = |label: &String| match of(label) {
        Some(chance) => chance / all.max(1.0),
        None if label == none => (1.0 - all).max(0.0),
        None => 0.0,
    };
    labels.iter().map(chance).collect()
}

/// What a plan lacks, when all of it is coded.
fn lacking(plan: &Plan, candidates: &[Candidate]) -> Vec<Need> {
    let drawn: BTreeMap<&str, f64> =
        plan.documents.iter().map(|document| (document.id.as_str(), document.inclusion_probability)).collect();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    candidates.iter().for_each(|candidate| *counts.entry(candidate.said.clone()).or_default() += 1);
    let coded = |candidate: &Candidate| {
        let probability = drawn.get(candidate.id.as_str())?;
        Some(GoldDocument {
            id: candidate.id.clone(),
            gold: candidate.said.clone(),
            said: candidate.said.clone(),
            sample: "plan".to_owned(),
            stratum: candidate.stratum.clone(),
            probability: Some(*probability),
            cluster: None,
        })
    };
    let coded: Vec<GoldDocument> = candidates.iter().filter_map(coded).collect();
    needs(&coded, &counts)
}

/// Strata shown where one is named that does not exist.
const SHOWN: usize = 20;

fn check_sizes(allocation: &Allocation, strata: &[StratumSize]) -> Result<(), AuditError> {
    let Allocation::Sizes(sizes) = allocation else { return Ok(()) };
    match sizes.keys().find(|name| strata.iter().all(|stratum| stratum.name != **name)) {
        None => Ok(()),
        Some(name) => {
            let known = strata.iter().map(|stratum| stratum.name.as_str()).take(SHOWN).collect::<Vec<_>>().join(", ");
            Err(AuditError::NoStratum { name: name.clone(), known })
        }
    }
}
