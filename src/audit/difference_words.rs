//! Differences in plain words: what the intervals rest on, and which differences are shown.

use std::collections::BTreeMap;

use crate::present::spelled;
use crate::summarize::{FEW_CLUSTERS, ShareDifference, Spanned, Weight};

/// Which comparison a difference belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Named<'a> {
    /// The only one, of A and B.
    Pair,
    /// A group, and what it is set against.
    Group(&'a str, &'a str),
}

/// A difference with what it is of.
pub(super) struct NamedDifference<'a> {
    pub(super) named: Named<'a>,
    pub(super) base: &'a str,
    pub(super) name: &'a str,
    pub(super) difference: &'a ShareDifference,
    pub(super) p_holm: f64,
}

/// From here on a difference may be chance, and none is named.
const LEVEL: f64 = 0.05;

/// What is to be read before the table, and what follows from it.
pub(super) fn sentences(
    differences: &[NamedDifference<'_>],
    replicates: u32,
    weight: &Weight,
) -> (Vec<String>, Vec<String>) {
    if differences.is_empty() {
        return (vec!["A side has no article: there is nothing to compare.".to_owned()], Vec::new());
    }
    let n = differences.len();
    let mut before = basis(differences, replicates);
    before.push(format!(
        "p_holm: chance of a difference so large where there is none, adjusted for the {n} shares compared."
    ));
    if *weight != Weight::Copy {
        before.push(format!("Shares are weighed by {}; numbers are of articles.", weight.name()));
    }
    before.push(String::new());
    let shown: Vec<&NamedDifference<'_>> = differences.iter().filter(|named| named.p_holm < LEVEL).collect();
    let mut after: Vec<String> = shown.iter().map(|named| sentence(named)).collect();
    after.push(match (shown.len(), n - shown.len()) {
        (0, _) => "No difference is shown: none has p_holm below 0.05. That is no sign that there is none.".to_owned(),
        (_, 0) => "Every difference has p_holm below 0.05.".to_owned(),
        (_, left) => format!("The other {left} of {n} differences are not shown: p_holm is 0.05 or more."),
    });
    (before, after)
}

/// What the intervals rest on, a line a method.
fn basis(differences: &[NamedDifference<'_>], replicates: u32) -> Vec<String> {
    let mut methods: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    for NamedDifference { difference, .. } in differences {
        let (n, least) = methods.entry(difference.method()).or_insert((0, f64::MAX));
        (*n, *least) = (*n + 1, least.min(difference.n_effective));
    }
    let line = |(method, (n, least)): (&str, (usize, f64))| {
        let of = if n == differences.len() { String::new() } else { format!(" of {n} of the shares") };
        if method == "independent" {
            return format!("Intervals of 95 %{of} take articles as independent (Newcombe), which they seldom are.");
        }
        let few = if least < FEW_CLUSTERS {
            format!(" * means fewer than {FEW_CLUSTERS} of equal size on a side: a rough guide.")
        } else {
            String::new()
        };
        format!(
            "Intervals of 95 %{of} by bootstrap over clusters ({method}) drawn for both sides together, {replicates} times; the \
             smaller side has as many as {least:.1} equal ones at least.{few}"
        )
    };
    methods.into_iter().map(line).collect()
}

/// One difference in words.
fn sentence(found: &NamedDifference<'_>) -> String {
    let of = match found.base {
        "articles" => "of all scored articles",
        "focused" => "of the articles with a focus",
        _ => "of universal headlines",
    };
    let what = if found.name == "scope_gap" { spelled(found.name) } else { format!("focus {}", found.name) };
    let apart = points(found.difference.difference);
    let ratio = found.difference.ratio.map_or_else(String::new, |ratio| format!(", {} as often", times(ratio)));
    let p = chance(found.p_holm);
    let p = if p.starts_with('<') { format!("p_holm {p}") } else { format!("p_holm = {p}") };
    match found.named {
        Named::Pair => format!("{what} {of}: A has {apart} than B{ratio}; {p}."),
        Named::Group(one, other) => format!("{one}, {what} {of}: {apart} than {other}{ratio}; {p}."),
    }
}

/// `12.0 points more (4.1 to 20.3)`; where it is less, the interval counts points less, and an end on the other side of
/// none says so: `8.0 points less (18.2 less to 3.5 more)`.
pub(super) fn points(apart: Spanned) -> String {
    let (value, low, high) = (apart.value * 100.0, apart.low * 100.0, apart.high.unwrap_or(1.0) * 100.0);
    let size = if value.abs() < 0.05 { "less than 0.05".to_owned() } else { format!("{:.1}", value.abs()) };
    let (is_less, is_more) = (low <= -0.05, high >= 0.05);
    match (value < 0.0, is_less && is_more) {
        (true, true) => format!("{size} points less ({:.1} less to {high:.1} more)", -low),
        (false, true) => format!("{size} points more ({:.1} less to {high:.1} more)", -low),
        (true, false) => format!("{size} points less ({:.1} to {:.1})", high.abs(), low.abs()),
        (false, false) => format!("{size} points more ({:.1} to {:.1})", low.abs(), high.abs()),
    }
}

/// `1.80 times (1.20 to 2.60)`.
pub(super) fn times(ratio: Spanned) -> String {
    match ratio.high {
        Some(high) => format!("{:.2} times ({:.2} to {high:.2})", ratio.value, ratio.low),
        None => format!("{:.2} times ({:.2} or more)", ratio.value, ratio.low),
    }
}

/// A p-value for people.
pub(super) fn chance(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") }
}

#[cfg(test)]
mod tests {
    use super::{points, times};
    use crate::summarize::Spanned;

    fn spanned(value: f64, low: f64, high: f64) -> Spanned {
        Spanned { value, low, high: Some(high) }
    }

    #[test]
    fn a_difference_is_said_in_its_own_direction() {
        assert_eq!(points(spanned(0.12, 0.041, 0.203)), "12.0 points more (4.1 to 20.3)");
        assert_eq!(points(spanned(-0.12, -0.203, -0.041)), "12.0 points less (4.1 to 20.3)");
        assert_eq!(points(spanned(-0.01, -0.05, 0.03)), "1.0 points less (5.0 less to 3.0 more)");
        assert_eq!(points(spanned(0.01, -0.03, 0.05)), "1.0 points more (3.0 less to 5.0 more)");
        assert_eq!(points(spanned(0.0, -0.0001, 0.1)), "less than 0.05 points more (0.0 to 10.0)");
    }

    #[test]
    fn a_ratio_without_an_upper_end_says_so() {
        assert_eq!(times(spanned(1.8, 1.2, 2.6)), "1.80 times (1.20 to 2.60)");
        assert_eq!(times(Spanned { high: None, ..spanned(9.0, 1.5, 0.0) }), "9.00 times (1.50 or more)");
    }
}
