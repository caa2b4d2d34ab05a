//! Corrected shares beside raw ones, for `summary` and `gold score`.

use std::collections::BTreeMap;

use crate::audit::Answer;
use crate::findings::{Corrected, RATIO};
use crate::present::share_text;
use crate::record::{Axis, Cell, Kind, Table};
use crate::validate::prevalence::{Correction, Method};

/// Columns of each focus in the summary for machines.
pub(super) const COLUMNS: [&str; 3] = ["corrected", "corrected_low", "corrected_high"];

/// The cells of [`COLUMNS`]; empty where nothing is corrected.
pub(super) fn cells(corrected: Option<&Corrected>, key: &[String], focus: &str) -> [Cell<'static>; 3] {
    let share = corrected.and_then(|corrected| corrected.share(key, focus));
    [share.map(|s| s.share), share.map(|s| s.low), share.map(|s| s.high)].map(Cell::float)
}

/// One line a focus: raw and corrected.
pub(super) fn beside_raw(corrected: &Corrected, tiers: &[String]) -> Vec<String> {
    let mut lines = corrected.base();
    for correction in &corrected.total {
        let (method, estimate) = correction.standing();
        let corrected = match estimate {
            Ok(estimate) => format!("corrected {} ({})", correction.text(estimate), method.name()),
            Err(_) if corrected.refusal().is_some() => "not corrected".to_owned(),
            Err(refusal) => format!("not corrected: {refusal}"),
        };
        lines.push(format!("  focus {:<13} raw {}, {corrected}", correction.label, share_text(Some(correction.raw))));
    }
    lines.extend(corrected.of_focused(tiers));
    lines.push(String::new());
    lines
}

/// All methods beside each other, and the reasons of refusals.
#[must_use]
pub fn methods(corrected: &Corrected, tiers: &[String]) -> Answer {
    let mut columns = vec![("focus", Kind::Text), ("raw", Kind::Text)];
    columns.extend(Method::ALL.map(|method| (method.name(), Kind::Text)));
    let mut table = Table::new(&columns);
    let mut reasons: BTreeMap<String, BTreeMap<Method, Vec<&str>>> = BTreeMap::new();
    for correction in &corrected.total {
        let mut texts = vec![correction.label.clone(), share_text(Some(correction.raw))];
        for method in Method::ALL {
            texts.push(match &correction.by_method[&method] {
                Ok(estimate) => estimate.text(correction.all_coded),
                Err(refusal) => {
                    let refused = reasons.entry(refusal.to_string()).or_default().entry(method).or_default();
                    refused.push(&correction.label);
                    "refused".to_owned()
                }
            });
        }
        table.push(&texts.iter().map(|t| Cell::Text(t)).collect::<Vec<_>>());
    }
    let refused = |(reason, refused): (String, BTreeMap<Method, Vec<&str>>)| {
        let of = |(method, labels): (&Method, &Vec<&str>)| format!("{} ({})", method.name(), labels.join(", "));
        let what = refused.iter().map(of).collect::<Vec<_>>().join("; ");
        format!("refused {what}: {reason}")
    };
    let n_found = table.n_rows() as u64;
    let unseen = |c: &&Correction| c.is_unseen() && c.standing().1.is_ok();
    let unseen: Vec<&str> = corrected.total.iter().filter(unseen).map(|c| c.label.as_str()).collect();
    let unseen = (!unseen.is_empty()).then(|| {
        let n = corrected.total[0].n_gold;
        let labels = unseen.join(", ");
        format!(
            "None of {n} coded articles has {labels}: what is known of such a share is the upper end of its interval."
        )
    });
    let after = unseen.into_iter().chain(reasons.into_iter().map(refused)).chain(corrected.of_focused(tiers)).collect();
    Answer { before: corrected.base(), table, after, n_found }
}

/// What a group needs to have a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Least {
    /// This many articles, one of them coded.
    Articles(u64),
    /// This many coded articles.
    Coded(u64),
}

/// Raw and corrected shares of each group that has enough articles; `None` without groups.
#[must_use]
pub fn by_group(corrected: &Corrected, axes: &[Axis], least: Least) -> Option<Answer> {
    if corrected.groups.is_empty() {
        return None;
    }
    let columns = [("focus", Kind::Text), ("n_gold", Kind::Int), ("raw", Kind::Text), ("corrected", Kind::Text)];
    let mut table = Table::by_groups(axes, &columns);
    let coded = |group: &[Correction]| group.first().map_or(0, |c| c.n_gold as u64);
    let articles = |group: &[Correction]| group.first().map_or(0, |c| c.raw.n);
    let shown = |group: &[Correction]| match least {
        Least::Articles(min) => articles(group) >= min && coded(group) > 0,
        Least::Coded(min) => coded(group) >= min.max(1),
    };
    for (key, group) in corrected.groups.iter().filter(|(_, group)| shown(group)) {
        let keys: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        let n_gold = Cell::count(coded(group));
        let refused = |c: &Correction| c.standing().1.as_ref().err().map(ToString::to_string);
        // One row where one reason holds for all.
        if let Some(reason) =
            group.first().and_then(refused).filter(|r| group.iter().all(|c| refused(c).as_ref() == Some(r)))
        {
            let reason = format!("refused: {reason}");
            table.push(&[&keys[..], &[Cell::Text("all"), n_gold, Cell::Missing, Cell::Text(&reason)]].concat());
            continue;
        }
        for correction in group {
            let raw = share_text(Some(correction.raw));
            let corrected = match correction.standing() {
                (method, Ok(estimate)) => format!("{} {}", correction.text(estimate), method.name()),
                (_, Err(refusal)) => format!("refused: {refusal}"),
            };
            let cells = [Cell::Text(&correction.label), n_gold, Cell::Text(&raw), Cell::Text(&corrected)];
            table.push(&[&keys[..], &cells].concat());
        }
    }
    let left = corrected.groups.values().filter(|group| !shown(group)).count();
    let few = match least {
        Least::Articles(min) => format!("fewer than {min} articles, or none of them coded,"),
        Least::Coded(min) => format!("fewer than {} coded articles", min.max(1)),
    };
    let before = vec![format!("\nCorrected by group; {left} groups with {few} are left out.")];
    let n_found = table.n_rows() as u64;
    Some(Answer { before, table, after: Vec::new(), n_found })
}

/// One row a base, group, focus and method; the base of shares is all articles, or those with a focus.
#[must_use]
pub fn every(corrected: &Corrected, axes: &[Axis]) -> Table {
    let mut columns =
        vec![("base", Kind::Text), ("focus", Kind::Text), ("n_articles", Kind::Int), ("n_gold", Kind::Int)];
    columns.extend(["raw", "raw_low", "raw_high"].map(|name| (name, Kind::Float)));
    columns.extend([("method", Kind::Text), ("standing", Kind::Flag)]);
    columns.extend(["corrected", "low", "high"].map(|name| (name, Kind::Float)));
    columns.push(("refused", Kind::Text));
    let mut table = Table::by_groups(axes, &columns);
    let all = vec!["(all)".to_owned(); axes.len()];
    for (key, group) in std::iter::once((&all, &corrected.total)).chain(&corrected.groups) {
        for (correction, method) in group.iter().flat_map(|c| Method::ALL.map(|method| (c, method))) {
            let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
            let (raw, made) = (correction.raw, &correction.by_method[&method]);
            cells.extend([Cell::Text("articles"), Cell::Text(&correction.label)]);
            cells.extend([Cell::count(raw.n), Cell::count(correction.n_gold as u64)]);
            cells.extend([raw.share, raw.low, raw.high].map(Cell::Float));
            cells.extend([Cell::Text(method.name()), Cell::Flag(correction.standing().0 == method)]);
            let estimate = made.as_ref().ok();
            cells.extend(
                [estimate.map(|e| e.share), estimate.map(|e| e.low), estimate.map(|e| e.high)].map(Cell::float),
            );
            let refusal = made.as_ref().err().map(ToString::to_string);
            cells.push(Cell::text(refusal.as_deref()));
            table.push(&cells);
        }
    }
    push_focused(&mut table, corrected, &all);
    table
}

/// The rows of the shares among articles with a focus.
fn push_focused(table: &mut Table, corrected: &Corrected, key: &[String]) {
    let n_gold = corrected.total.first().map_or(0, |correction| correction.n_gold as u64);
    let made = &corrected.focused.corrected;
    let refusal = made.as_ref().err().map(ToString::to_string);
    for (label, raw) in &corrected.focused.raw {
        let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        cells.extend([Cell::Text("focused"), Cell::Text(label), Cell::count(raw.n), Cell::count(n_gold)]);
        cells.extend([raw.share, raw.low, raw.high].map(Cell::Float));
        cells.extend([Cell::Text(RATIO), Cell::Flag(true)]);
        let estimate = made.as_ref().ok().map(|shares| shares[label]);
        cells.extend([estimate.map(|e| e.share), estimate.map(|e| e.low), estimate.map(|e| e.high)].map(Cell::float));
        cells.push(Cell::text(refusal.as_deref()));
        table.push(&cells);
    }
}
