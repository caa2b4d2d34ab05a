//! What the sections of a report are made of.

use std::path::{Path, PathBuf};

use classlens::lexicon::Lexicon;
use classlens::pipeline::Manifest;
use classlens::present::figure::{Fill, Mark, Series};
use classlens::present::report::{Behind, Example};
use classlens::score::{ArticleRow, HitRow};
use classlens::summarize::{self, Axis, Estimate, Estimator, Tally, Weight};
use xxhash_rust::xxh3::xxh3_64;

use crate::args::ReportArgs;
use crate::commands::findings::is_focused;

/// An audit, read whole, and how shares are estimated from it.
pub struct Corpus<'a> {
    pub audit: PathBuf,
    pub manifest: &'a Manifest,
    pub lexicon: &'a Lexicon,
    pub rows: &'a [ArticleRow],
    pub hits: &'a [HitRow<'a>],
    pub weight: Weight,
    pub estimator: Estimator<'a>,
    pub args: &'a ReportArgs,
}

/// Articles listed behind one number.
const LISTED: usize = 4;

impl<'a> Corpus<'a> {
    pub fn new(
        audit: &Path,
        manifest: &'a Manifest,
        lexicon: &'a Lexicon,
        rows: &'a [ArticleRow],
        hits: &'a [HitRow<'a>],
        args: &'a ReportArgs,
        seed: u64,
    ) -> anyhow::Result<Self> {
        let weight = args.estimate.weight()?;
        let estimator = Estimator::new(rows, &weight, args.estimate.method(), args.estimate.resampling(seed));
        Ok(Self { audit: audit.to_owned(), manifest, lexicon, rows, hits, weight, estimator, args })
    }

    pub fn tiers(&self) -> &[String] {
        &self.manifest.tiers
    }

    pub fn title(&self) -> String {
        match self.manifest.sources.as_slice() {
            [one] => one.source.clone(),
            many => format!("{} sources, audited in {}", many.len(), self.audit.display()),
        }
    }

    /// Counts of all articles.
    pub fn total(&self) -> summarize::Cell {
        let mut tally = Tally::new(&[]);
        self.rows.iter().for_each(|row| tally.add(row));
        tally.total()
    }

    /// Shares of the parts among articles in the base, over all articles.
    pub fn shares(
        &self,
        base: &dyn Fn(&ArticleRow) -> bool,
        parts: &[&dyn Fn(&ArticleRow) -> bool],
    ) -> Vec<Option<Estimate>> {
        let members: Vec<usize> = (0..self.rows.len()).collect();
        self.estimator.shares(&members, base, parts)
    }

    /// Groups by an axis with at least `least` articles in the base, the largest base first.
    pub fn groups(
        &self,
        axis: Axis,
        base: impl Fn(&ArticleRow) -> bool,
        least: usize,
    ) -> Vec<(String, Vec<usize>, usize)> {
        let all = self.estimator.groups(&[axis]).into_iter();
        let mut groups: Vec<(String, Vec<usize>, usize)> = all
            .map(|(key, members)| {
                let n = members.iter().filter(|at| base(&self.rows[**at])).count();
                (key.concat(), members, n)
            })
            .filter(|(_, _, n)| *n >= least)
            .collect();
        groups.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
        groups
    }

    /// The articles that `test` holds for, of which some are listed: drawn by a hash of their ids, so
    /// that the choice is nobody's.
    pub fn behind(&self, label: &str, query: &str, test: impl Fn(&ArticleRow) -> bool) -> Option<Behind> {
        let mut found: Vec<&ArticleRow> = self.rows.iter().filter(|row| test(row)).collect();
        found.sort_by_key(|row| (xxh3_64(row.id.as_bytes()), row.id.clone()));
        let articles: Vec<Example> = found.iter().take(LISTED).map(|row| Example::of(row)).collect();
        let query = format!("classlens search {} '{}'", self.audit.display(), query.replace('\'', "'\\''"));
        (!found.is_empty()).then(|| Behind { label: label.to_owned(), n: found.len() as u64, query, articles })
    }

    /// What the intervals rest on.
    pub fn basis(&self) -> String {
        match self.shares(&is_focused, &[&is_focused])[0] {
            Some(estimate) if estimate.by.is_some() => format!(
                "95 %, by bootstrap over {} clusters ({}), as uneven as {:.1} of equal size; {} replicates{}",
                estimate.n_clusters,
                estimate.method(),
                estimate.n_effective,
                self.estimator.resampling().replicates,
                if estimate.is_thin() { ": few clusters, a rough guide" } else { "" }
            ),
            _ => "95 % by Wilson, articles taken as independent".to_owned(),
        }
    }
}

/// The mark of an estimate.
pub fn mark(estimate: Option<Estimate>) -> Option<Mark> {
    estimate.map(|e| Mark { value: e.share.share, ends: Some((e.share.low, e.share.high)) })
}

/// One series a tier.
pub fn tier_series(tiers: &[String]) -> Vec<Series> {
    let one = |(look, tier): (usize, &String)| Series { name: tier.replace('_', " "), look, fill: Fill::Solid };
    tiers.iter().enumerate().map(one).collect()
}

/// A value as it stands in a query: in quotation marks.
pub fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('"', " "))
}
