//! Articles of an audit, all or those of a query, as the rows that figures are made of.
//!
//! Of hits only what figures use is read.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use crate::audit::rows::{GoOn, SelectedRows};
use crate::audit::{Audit, AuditError, EstimateOptions, Subset};
use crate::clean::Zone;
use crate::findings::Corrected;
use crate::folder::FolderError;
use crate::record::{Axis, Cell, Table};
use crate::score::{ArticleRow, HitRow};
use crate::store::Query;
use crate::summarize::{Estimator, Weight, Weights};
use crate::validate::GoldRecord;

/// Articles of an audit.
#[derive(Debug)]
pub struct Selection<'a> {
    pub(super) audit: &'a Audit,
    pub(super) rows: Arc<Vec<ArticleRow>>,
    /// Where each row is among all articles of the audit, from 0.
    pub(super) positions: Vec<u32>,
    /// These are some of the articles.
    is_part: bool,
    /// Which ones, where a query as it was written says so.
    subset: Option<Subset>,
    /// Codes of people for this audit.
    codes: Option<GoldRecord>,
    /// Articles of the whole audit that the codes cover.
    n_covered: usize,
    remark: Option<FolderError>,
}

impl Audit {
    /// All articles.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn all(&self) -> Result<Selection<'_>, AuditError> {
        self.select(None, &mut || ControlFlow::Continue(())).map(|read| read.expect("nobody says stop"))
    }

    /// The articles of a query.
    ///
    /// # Errors
    /// When the query is wrong, or index or record cannot be read.
    pub fn of(&self, query: &Query) -> Result<Selection<'_>, AuditError> {
        let ids = self.finder()?.ids(query)?;
        self.select(Some(&ids), &mut || ControlFlow::Continue(())).map(|read| read.expect("nobody says stop"))
    }

    /// The articles of a subset, all without one.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn within(&self, subset: Option<&Subset>) -> Result<Selection<'_>, AuditError> {
        let Some(subset) = subset else { return self.all() };
        let read = self.select(Some(subset.id_set()), &mut || ControlFlow::Continue(()))?;
        Ok(Selection { subset: Some(subset.clone()), ..read.expect("nobody says stop") })
    }

    /// The articles of a query, all without one.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn rows(&self, query: Option<&Query>) -> Result<Vec<ArticleRow>, AuditError> {
        let selection = query.map_or_else(|| self.all(), |query| self.of(query))?;
        Ok(Arc::unwrap_or_clone(selection.rows))
    }

    /// The articles with these ids, all without any; nothing when `go_on` says stop.
    pub(crate) fn select(
        &self,
        ids: Option<&HashSet<String>>,
        go_on: GoOn<'_>,
    ) -> Result<Option<Selection<'_>>, AuditError> {
        let (codes, remark) = match self.folder().gold_record(self.manifest()) {
            Ok(codes) => (codes, None),
            Err(error) => (None, Some(error)),
        };
        let Some(read) = self.selected_rows(ids, codes.as_ref(), go_on)? else { return Ok(None) };
        let SelectedRows { rows, positions, n_covered } = read;
        let (is_part, subset) = (ids.is_some(), None);
        let codes = codes.map(|codes| codes.of_population(n_covered));
        Ok(Some(Selection { audit: self, rows, positions, is_part, subset, codes, n_covered, remark }))
    }

    pub(super) fn broken_articles(&self, reason: String) -> AuditError {
        AuditError::Rows { path: self.folder().articles(), reason }
    }
}

/// Outlets without a weight that are named.
const NAMED: usize = 5;

/// What is read of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HitText {
    /// Where it is, and of which entry: no text is read.
    LeftOut,
    /// Its words, too.
    Read,
}

/// Different words of hits, each kept once.
#[derive(Debug, Default)]
pub(crate) struct HitWords {
    words: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl HitWords {
    fn number(&mut self, words: &str) -> usize {
        if let Some(number) = self.numbers.get(words) {
            return *number;
        }
        self.words.push(words.to_owned());
        self.numbers.insert(words.to_owned(), self.words.len() - 1);
        self.words.len() - 1
    }
}

impl<'a> Selection<'a> {
    /// The rows of the articles.
    #[must_use]
    pub fn rows(&self) -> &[ArticleRow] {
        &self.rows
    }

    /// The audit they are of.
    #[must_use]
    pub fn audit(&self) -> &'a Audit {
        self.audit
    }

    /// These are some of the articles.
    pub(super) fn is_part(&self) -> bool {
        self.is_part
    }

    /// Which articles these are; `None` where they are all, or no query as it was written says so.
    #[must_use]
    pub fn subset(&self) -> Option<&Subset> {
        self.subset.as_ref()
    }

    /// The ids of the articles by their position among all articles of the audit, from 0.
    pub(super) fn by_position(&self) -> BTreeMap<u32, &str> {
        self.positions.iter().copied().zip(self.rows.iter().map(|row| row.id.as_str())).collect()
    }

    /// Why the coded articles of the audit are not used, where it has some.
    #[must_use]
    pub fn remark(&self) -> Option<&FolderError> {
        self.remark.as_ref()
    }

    /// Codes of people that the audit keeps.
    pub(super) fn codes(&self) -> Option<&GoldRecord> {
        self.codes.as_ref()
    }

    /// Shares corrected by the codes that the audit keeps; `None` when it has none.
    ///
    /// Their intervals are of the method of `estimate`; every article counts once, since so it does in the draw of codes.
    #[must_use]
    pub fn corrected(&self, axes: &[Axis], estimate: &EstimateOptions) -> Option<Corrected> {
        let codes = self.codes.clone()?;
        let estimator = Estimator::new(&self.rows, &Weight::Copy, estimate.method, estimate.resampling);
        let of = (&self.rows[..], &estimator);
        Some(if self.is_part {
            Corrected::of_part(codes, self.n_covered, of, self.audit.tiers(), axes)
        } else {
            Corrected::of_record(codes, of, self.audit.tiers(), axes)
        })
    }

    /// The articles that weigh something, with a line on those that do not; `None` where all do. Whatever takes a weight counts
    /// these alone, so that counts, bases and weighed shares are of the same articles.
    ///
    /// # Errors
    /// When an audience weighs no outlet of these articles.
    pub(super) fn weighed(&self, estimate: &EstimateOptions) -> Result<Option<(Self, String)>, AuditError> {
        self.check_weight(estimate)?;
        let Weights { of, unnamed } = estimate.weight.of(&self.rows);
        let kept = || (0..of.len()).filter(|at| of[*at] > 0.0);
        let n_left = of.len() - kept().count();
        if n_left == 0 {
            return Ok(None);
        }
        let rows: Vec<ArticleRow> = kept().map(|at| self.rows[at].clone()).collect();
        let one = if n_left == 1 { "article weighs" } else { "articles weigh" };
        let first: Vec<&str> = unnamed.iter().take(NAMED).map(String::as_str).collect();
        let more = if unnamed.len() > NAMED { " …" } else { "." };
        let outlets = match unnamed.len() {
            0 => String::new(),
            1 => format!(" 1 outlet has no audience weight: {}.", first[0]),
            n => format!(" {n} outlets have no audience weight: {}{more}", first.join(", ")),
        };
        let line = format!(
            "{n_left} {one} nothing by {} and are left out of counts and shares alike.{outlets}",
            estimate.weight.name()
        );
        let weighed = Selection {
            audit: self.audit,
            rows: Arc::new(rows),
            positions: kept().map(|at| self.positions[at]).collect(),
            is_part: true,
            subset: self.subset.clone(),
            codes: self.codes.clone(),
            n_covered: self.n_covered,
            remark: None,
        };
        Ok(Some((weighed, line)))
    }

    /// Refuses an audience that weighs no outlet of these articles.
    ///
    /// # Errors
    /// Then.
    pub fn check_weight(&self, estimate: &EstimateOptions) -> Result<(), AuditError> {
        estimate.weight.misfit(&self.rows).map_or(Ok(()), |reason| Err(AuditError::NoAudience(reason)))
    }

    /// What figures use of the hits of these articles: article, entry, tier, zone, sentence, and the words where
    /// they are read; the rest is empty. Nothing when `go_on` says stop.
    ///
    /// Texts are those of the articles, the lexicon and `words`, so that none is held twice.
    pub(crate) fn hits<'s>(
        &'s self,
        text: HitText,
        words: &'s mut HitWords,
        go_on: GoOn<'_>,
    ) -> Result<Option<Vec<HitRow<'s>>>, AuditError> {
        let lexicon = self.audit.lexicon()?;
        let mut columns = vec!["article", "entry", "zone", "sentence"];
        columns.extend((text == HitText::Read).then_some("words"));
        let groups = self.audit.read_table("hits")?.only(&columns)?;
        let articles: HashMap<&str, &'s str> = self.rows.iter().map(|row| (row.id.as_str(), row.id.as_str())).collect();
        let entries: HashMap<&str, _> = lexicon.entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let zones: HashMap<&str, &'static str> = Zone::ALL.into_iter().map(|zone| (zone.name(), zone.name())).collect();
        let broken = |reason: String| AuditError::Rows { path: self.audit.folder().hits(), reason };
        let mut found = Vec::new();
        for group in groups {
            if go_on().is_break() {
                return Ok(None);
            }
            let group = group?;
            for row in 0..group.n_rows() {
                let Some(article) = articles.get(group.text(row, 0)).copied() else { continue };
                let unknown =
                    |what: &str, column: usize| broken(format!("unknown {what} `{}`", group.text(row, column)));
                let entry = entries.get(group.text(row, 1)).copied().ok_or_else(|| unknown("entry", 1))?;
                let zone = zones.get(group.text(row, 2)).copied().ok_or_else(|| unknown("zone", 2))?;
                let sentence = sentence_of(&group, row).map_err(broken)?;
                let tier = lexicon.tier_name(entry.tier);
                let row_of = HitRow { article, entry: &entry.id, tier, zone, sentence, ..HitRow::default() };
                let number = (text == HitText::Read).then(|| words.number(group.text(row, 4)));
                found.push((row_of, number));
            }
        }
        let words: &'s HitWords = words;
        let whole = |(row, number): (HitRow<'s>, Option<usize>)| HitRow {
            words: number.map_or("", |number| words.words[number].as_str()),
            ..row
        };
        Ok(Some(found.into_iter().map(whole).collect()))
    }
}

fn sentence_of(group: &Table, row: usize) -> Result<u32, String> {
    let Cell::Int(sentence) = group.cell(row, 3) else { return Err("a hit without a sentence".to_owned()) };
    u32::try_from(sentence).map_err(|_| format!("{sentence} is no sentence"))
}
