//! The section of corrected shares, where people coded articles of the audit.

use classlens::present::figure::{Fill, Group, Mark, Measure, Plot, Series};
use classlens::present::report::Section;
use classlens::present::{Cell, Kind, Table};
use classlens::summarize::Share;

use crate::commands::corrected::Corrected;

/// Raw and corrected share of each focus, or the reason why there is none.
pub fn section(corrected: &Corrected) -> Section {
    let mut columns = vec![("focus", Kind::Text)];
    columns.extend(["raw", "raw_low", "raw_high", "corrected", "low", "high"].map(|name| (name, Kind::Float)));
    columns.extend([("method", Kind::Text), ("refused", Kind::Text)]);
    let mut table = Table::new(&columns);
    let mut groups = Vec::new();
    for correction in corrected.total() {
        let Share { share, low, high, .. } = correction.raw;
        let (method, found) = correction.standing();
        let of = |part: fn(&classlens::validate::prevalence::CorrectedShare) -> f64| {
            Cell::float(found.as_ref().ok().map(part))
        };
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
