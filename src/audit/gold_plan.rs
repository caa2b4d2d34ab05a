//! Draws a sample of an audit for people to code.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Audit, AuditError};
use crate::present::ArticleToCode;
use crate::record::Axis;
use crate::score::ArticleRow;
use crate::store::{Order, StoreError};
use crate::validate::Codebook;
use crate::validate::plan::{
    Allocation, Candidate, Plan, Stratum, StratumSize, allocate, draw, sheet_order, size_for_width, strata_of, width_of,
};

/// The chance of a focus is taken to be at least this far from no and yes.
const LEAST_DOUBT: f64 = 0.02;

/// How many articles are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SampleSize {
    /// This many articles.
    Articles(u64),
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
    /// How the sample is divided among strata.
    pub allocation: Allocation,
    /// Names of the coders.
    pub coders: Vec<String>,
    /// Part of the sample that every coder codes, 0–1.
    pub overlap: f64,
    /// Seed of the draw.
    pub seed: u64,
}

/// A sample, and how exact it is.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnPlan {
    /// What was drawn.
    pub plan: Plan,
    /// Width of the 95 % interval of the expected share over codes alone.
    pub width: f64,
}

impl Audit {
    /// Draws a sample to code; `None` where there is no article to draw from.
    ///
    /// # Errors
    /// When a query is wrong, an axis has several values an article, sizes name no stratum, or the audit cannot be read.
    pub fn draw_plan(&self, options: &PlanOptions) -> Result<Option<DrawnPlan>, AuditError> {
        if let Some(several) = options.by.iter().find(|axis| axis.has_several()) {
            return Err(AuditError::SeveralValues { name: several.name().to_owned() });
        }
        let mut rows = self.rows(None)?;
        rows.retain(|row| {
            row.is_scored() && options.population.as_ref().is_none_or(|population| population.contains(&row.id))
        });
        if rows.is_empty() {
            return Ok(None);
        }
        let queries = options.queries.iter().map(|query| Ok(self.expanded(query)?.into_owned()));
        let queries = queries.collect::<Result<Vec<String>, AuditError>>()?;
        let found = self.first_queries(&queries)?;
        let candidates: Vec<Candidate> =
            rows.iter().map(|row| candidate(row, &options.by, self.tiers(), &found)).collect();
        let sizes = strata_of(&candidates);
        check_sizes(&options.allocation, &sizes)?;
        let wanted = match options.size {
            SampleSize::Articles(n) => n,
            SampleSize::Width(width) => size_for_width(&sizes, &options.allocation, width, options.share),
        };
        let n_drawn = allocate(&sizes, wanted, &options.allocation);
        let manifest = self.manifest();
        let stratum = |size: &StratumSize| Stratum {
            name: size.name.clone(),
            n_documents: size.n_documents,
            n_drawn: n_drawn.get(&size.name).copied().unwrap_or(0),
        };
        let by = options.by.iter().map(|axis| axis.name().to_owned());
        let plan = Plan {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            lexicon_hash: manifest.lexicon_hash.clone(),
            corpus_hash: manifest.corpus_hash.clone(),
            seed: options.seed,
            stratified_by: queries.iter().map(|q| format!("query {q}")).chain(by).collect(),
            allocation: options.allocation.name().to_owned(),
            n_population: rows.len() as u64,
            population: options.population.clone(),
            codebook: Codebook::new(&manifest.tiers, &Codebook::of(self.given_lexicon()?).proposals),
            strata: sizes.iter().map(stratum).collect(),
            documents: draw(&candidates, &n_drawn, &options.coders, options.overlap, options.seed),
        };
        Ok(Some(DrawnPlan { plan, width: width_of(&sizes, &n_drawn, options.share) }))
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

fn candidate(row: &ArticleRow, axes: &[Axis], tiers: &[String], found: &BTreeMap<String, String>) -> Candidate {
    let query = (!found.is_empty()).then(|| found.get(&row.id).map_or("rest", String::as_str).to_owned());
    let parts: Vec<String> = query.into_iter().chain(axes.iter().flat_map(|axis| axis.groups(row, tiers))).collect();
    let stratum = if parts.is_empty() { "all".to_owned() } else { parts.join(" / ") };
    // Expected attention to the first tier over 3 stands for the chance that there is a focus.
    let chance = row.score.iter().copied().fold(0.0, f64::max) / 3.0;
    let chance = chance.clamp(LEAST_DOUBT, 1.0 - LEAST_DOUBT);
    Candidate { id: row.id.clone(), stratum, doubt: chance * (1.0 - chance) }
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
