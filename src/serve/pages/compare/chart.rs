//! The chart of a comparison, with title, source, date, notes and address.

use crate::audit::{Entities, EntityShare};
use crate::present::figure::{Mark, OTHER, Slide, SlideRow};
use crate::present::grouped;
use crate::serve::Site;
use crate::serve::pages::compare::request::CompareRequest;
use crate::summarize::Estimate;

/// Differences said below the chart.
const SAID: usize = 4;

pub(super) fn chart(site: &Site, request: &CompareRequest, found: &Entities, address: &str) -> Slide {
    let row = |label: &str, share: Option<Estimate>, is_reference| SlideRow {
        label: label.to_owned(),
        mark: share.map(|of| Mark { value: of.share.share, ends: Some((of.share.low, of.share.high)) }),
        n: share.map_or(0, |of| of.share.n),
        is_reference,
    };
    let mut rows: Vec<SlideRow> = found.entities.iter().map(|one| row(&one.name, one.share, false)).collect();
    match rows.len() {
        0 => rows.push(row("all articles", found.all, true)),
        _ => rows.push(row("all others", found.others, true)),
    }
    let within = request.within.text();
    let within = if within.is_empty() { String::new() } else { format!(", within {within}") };
    Slide {
        id: "compare".to_owned(),
        title: found.of.title.clone(),
        subtitle: format!("Percent {}{within}", found.of.of),
        rows,
        look: found.of.tier.filter(|tier| *tier < OTHER).unwrap_or(OTHER),
        notes: notes(site, found, address),
    }
}

fn notes(site: &Site, found: &Entities, address: &str) -> Vec<String> {
    let mut notes: Vec<String> = found.entities.iter().take(SAID).map(said).collect();
    match found.entities.len().saturating_sub(SAID) {
        0 => {}
        1 => notes.push("And 1 more difference on the page.".to_owned()),
        n => notes.push(format!("And {n} more differences on the page.")),
    }
    notes.push("Lines: 95 % intervals. n: articles that the share is taken of.".to_owned());
    notes.push(CAUTION.to_owned());
    let days = found.days.as_ref().map_or_else(String::new, |(first, last)| format!(", {first} to {last}"));
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    notes.push(format!(
        "Source: classlens {}, audit {}, {} articles{days}. Made on {today}.",
        env!("CARGO_PKG_VERSION"),
        site.audit.audit.name(),
        grouped(found.n_articles)
    ));
    notes.push(address.to_owned());
    notes
}

/// What no interval says.
pub(super) const CAUTION: &str =
    "Raw counts of a program, not corrected for its errors, which the intervals leave out.";

/// A difference as a sentence.
pub(super) fn said(entity: &EntityShare) -> String {
    format!("{}: {}.", entity.name, entity.words())
}
