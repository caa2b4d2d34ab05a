//! Shares corrected for the errors of the classifier, where people coded articles of the audit.

use std::collections::BTreeMap;

use crate::present::figure::{Fill, Group, Mark, Measure, Plot, Series};
use crate::present::report::Section;
use crate::present::{Cell, Kind, Table};
use crate::score::ArticleRow;
use crate::summarize::{Axis, Share};
use crate::validate::GoldRecord;
use crate::validate::prevalence::{CorrectedShare, Correction};

/// Shares of the whole and of groups with what coded articles make of them.
#[derive(Debug, Clone)]
pub struct Corrected {
    record: GoldRecord,
    n_population: usize,
    /// The whole, focus by focus.
    pub total: Vec<Correction>,
    /// Groups by the values of their axes, focus by focus; empty without axes.
    pub groups: BTreeMap<Vec<String>, Vec<Correction>>,
}

impl Corrected {
    /// Of a record of coded articles.
    #[must_use]
    pub fn of_record(record: GoldRecord, rows: &[ArticleRow], axes: &[Axis]) -> Self {
        let total = record.corrections(rows, &[]).into_values().next().unwrap_or_default();
        let groups = if axes.is_empty() { BTreeMap::new() } else { record.corrections(rows, axes) };
        let n_population = rows.iter().filter(|row| record.covers(row)).count();
        Self { record, n_population, total, groups }
    }

    /// The corrected share of a focus in a group, unless refused.
    #[must_use]
    pub fn share(&self, key: &[String], focus: &str) -> Option<CorrectedShare> {
        let group = self.groups.get(key)?.iter().find(|c| c.label == focus)?;
        group.standing().1.as_ref().ok().copied()
    }

    /// What the figures rest on, and what speaks against them.
    #[must_use]
    pub fn base(&self) -> Vec<String> {
        let record = &self.record;
        let answers = record.predictions.as_ref().map_or(String::new(), |p| format!(", answers cross-validated ({p})"));
        let n = self.n_population;
        let mut lines = vec![format!(
            "Corrected by {} coded articles ({}){answers}, for a population of {n}:",
            record.documents.len(),
            record.files.join(", ")
        )];
        if record.n_in_fit > 0 {
            lines.push(format!(
                "WARNING: the weights were fitted on {} of them. The program knows these answers, so its error rates look \
                 too small and corrections too weak: give the answers of `gold fit --predictions` with --predictions.",
                record.n_in_fit
            ));
        }
        for (sample, (size, error)) in record.sizes() {
            if (size - n as f64).abs() > 4.0 * error {
                lines.push(format!(
                    "WARNING: the probabilities of {sample} add up to {size:.0} ± {error:.0} articles, the population has {n}: \
                     name the articles it was drawn from with --population."
                ));
            }
        }
        lines
    }
}

/// Raw and corrected share of each focus, or the reason why there is none.
pub(super) fn section(corrected: &Corrected) -> Section {
    let mut columns = vec![("focus", Kind::Text)];
    columns.extend(["raw", "raw_low", "raw_high", "corrected", "low", "high"].map(|name| (name, Kind::Float)));
    columns.extend([("method", Kind::Text), ("refused", Kind::Text)]);
    let mut table = Table::new(&columns);
    let mut groups = Vec::new();
    for correction in &corrected.total {
        let Share { share, low, high, .. } = correction.raw;
        let (method, found) = correction.standing();
        let of = |part: fn(&CorrectedShare) -> f64| Cell::float(found.as_ref().ok().map(part));
        let refused = found.as_ref().err().map(ToString::to_string);
        table.push(&[
            Cell::Text(&correction.label),
            Cell::Float(share),
            Cell::Float(low),
            Cell::Float(high),
            of(|c| c.share),
            of(|c| c.low),
            of(|c| c.high),
            Cell::Text(method.name()),
            Cell::text(refused.as_deref()),
        ]);
        let raw = Some(Mark { value: share, ends: Some((low, high)) });
        let mended = found.as_ref().ok().map(|c| Mark { value: c.share, ends: Some((c.low, c.high)) });
        groups.push(Group { label: correction.label.clone(), marks: vec![raw, mended] });
    }
    let series = vec![
        Series { name: "raw".into(), look: 0, fill: Fill::Solid },
        Series { name: "corrected".into(), look: 1, fill: Fill::Hollow },
    ];
    let mut text = corrected.base();
    text.push(
        "Share of all articles of that population by focus, as the classifier counts and with its errors taken out; \
         intervals of 95 %. METHODS.md says how, and when a correction is refused."
            .into(),
    );
    Section {
        id: "corrected".into(),
        title: "Shares corrected for classifier error".into(),
        text,
        plot: Some(Plot::Rows { measure: Measure::Share, series, groups }),
        table,
        shares: ["raw", "raw_low", "raw_high", "corrected", "low", "high"].map(str::to_owned).to_vec(),
        behind: Vec::new(),
    }
}
