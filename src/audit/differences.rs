//! How far the shares of two groups of articles are apart.
//!
//! In: two queries, two groups of an axis, or every group of some axes against all others. Out: a row a share, with
//! difference, ratio, intervals and p-values adjusted over all rows.

use crate::audit::comparison::{Compared, Comparisons, Pair};
use crate::audit::corrected_difference::{CorrectedDifference, corrected_differences};
use crate::audit::difference_words::{Named, NamedDifference, chance, points, sentences, times};
use crate::audit::{Answer, AuditError, EstimateOptions, Readers, Selection};
use crate::lexicon::TierIdx;
use crate::record::{Axis, Cell, Kind, Table};
use crate::score::{ArticleRow, Focus};
use crate::summarize::{Estimator, ShareDifference, ShareOf, Weight, false_discovery, holm};

/// What differences are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferenceOptions {
    /// What is set against what.
    pub compared: Compared,
    /// Whom the table is for.
    pub readers: Readers,
    /// How shares and intervals are estimated.
    pub estimate: EstimateOptions,
}

/// A share with its base.
pub(super) struct AskedShare {
    pub(super) base: &'static str,
    pub(super) name: String,
    pub(super) holds: Box<dyn Fn(&ArticleRow) -> bool>,
}

/// A difference with what it is of.
struct Found<'a> {
    pair: &'a Pair,
    share: &'a AskedShare,
    difference: ShareDifference,
    /// Adjusted chances; `None` for a share of no article on either side, which tests nothing.
    adjusted: Option<(f64, f64)>,
    /// How far the corrected shares are apart, or why that is not said; `None` without codes, and for other bases.
    corrected: Option<Result<CorrectedDifference, String>>,
}

impl Selection<'_> {
    /// How far each share is apart: each focus among scored articles, each focus on a tier or several among articles with a
    /// focus, the scope gap among universal headlines. Nothing is found where a side has no article.
    ///
    /// # Errors
    /// When a query is wrong, the index cannot be read, a group is unknown, or an audience weighs no outlet of these
    /// articles.
    pub fn differences(&self, options: &DifferenceOptions) -> Result<Answer, AuditError> {
        if let Some((weighed, line)) = self.weighed(&options.estimate)? {
            let mut differences = weighed.differences(options)?;
            differences.before.push(line);
            return Ok(differences);
        }
        let Comparisons { pairs, axes, mut before } = self.comparisons(&options.compared)?;
        let EstimateOptions { weight, method, resampling } = &options.estimate;
        let estimator = Estimator::new(&self.rows, weight, *method, *resampling);
        let shares = shares(self.audit.tiers());
        let asked: Vec<ShareOf<'_>> =
            shares.iter().map(|share| (base_of(share.base), &*share.holds as &dyn Fn(&ArticleRow) -> bool)).collect();
        let uncounted = Estimator::new(&self.rows, &Weight::Copy, *method, *resampling);
        let mut found = Vec::new();
        for pair in &pairs {
            let differences = estimator.differences([&pair.sides[0], &pair.sides[1]], &asked);
            let of = (&self.rows[..], &uncounted);
            let mut corrected = self.codes().map(|codes| corrected_differences(pair, codes, of, self.audit.tiers()));
            for (share, difference) in shares.iter().zip(differences) {
                let by_focus = corrected.as_mut().filter(|_| share.base == BASES[0]);
                let corrected = by_focus.and_then(|by_focus| by_focus.remove(&share.name));
                found.extend(difference.map(|difference| Found { pair, share, difference, adjusted: None, corrected }));
            }
        }
        before.extend(what_is_compared(self.codes().is_some()));
        adjust(&mut found);
        let named: Vec<NamedDifference<'_>> = found.iter().filter_map(Found::named).collect();
        let (base, after) = sentences(&named, resampling.replicates, weight);
        before.extend(base);
        let table = match options.readers {
            Readers::People => for_people(&axes, &pairs, &found),
            Readers::Machines => for_machines(&axes, &found),
        };
        let n_found = pairs.iter().flat_map(|pair| &pair.sides[0]).count() as u64;
        let n_found = if found.is_empty() { 0 } else { n_found };
        Ok(Answer { before, table, after, n_found })
    }
}

impl Found<'_> {
    fn named(&self) -> Option<NamedDifference<'_>> {
        let [one, other] = &self.pair.names;
        let named = if self.pair.key.is_empty() { Named::Pair } else { Named::Group(one, other) };
        let (base, name, difference) = (self.share.base, self.share.name.as_str(), &self.difference);
        Some(NamedDifference { named, base, name, difference, p_holm: self.adjusted?.0 })
    }
}

/// Adjusts the chances of all shares that some article has.
fn adjust(found: &mut [Found<'_>]) {
    let is_tested = |found: &&mut Found<'_>| found.difference.sides.iter().any(|side| side.hits > 0);
    let mut tested: Vec<&mut Found<'_>> = found.iter_mut().filter(is_tested).collect();
    let p: Vec<f64> = tested.iter().map(|found| found.difference.p).collect();
    for ((found, p_holm), q) in tested.iter_mut().zip(holm(&p)).zip(false_discovery(&p)) {
        found.adjusted = Some((p_holm, q));
    }
}

/// Scored articles, articles with a focus, universal headlines.
const BASES: [&str; 3] = ["articles", "focused", "universal_headlines"];

/// The articles of a base.
pub(super) fn base_of(name: &str) -> &'static dyn Fn(&ArticleRow) -> bool {
    match name {
        "articles" => &ArticleRow::is_scored,
        "focused" => &ArticleRow::is_focused,
        _ => &ArticleRow::promises_all,
    }
}

/// The shares that are compared.
pub(super) fn shares(tiers: &[String]) -> Vec<AskedShare> {
    let foci: Vec<Focus> = TierIdx::all(tiers).map(|(idx, _)| Focus::Tier(idx)).chain([Focus::Mixed]).collect();
    let of_focus = |base: &'static str, focus: Focus| AskedShare {
        base,
        name: focus.name(tiers).to_owned(),
        holds: Box::new(move |row: &ArticleRow| row.focus == focus),
    };
    let of_all = foci.iter().copied().chain([Focus::None]).map(|focus| of_focus(BASES[0], focus));
    let of_focused = foci.iter().map(|focus| of_focus(BASES[1], *focus));
    let gap =
        AskedShare { base: BASES[2], name: "scope_gap".to_owned(), holds: Box::new(|row: &ArticleRow| row.scope_gap) };
    of_all.chain(of_focused).chain([gap]).collect()
}

/// Columns of numbers for machines, after group, base and share.
const NUMBERS: [(&str, Kind); 26] = [
    ("n_base", Kind::Int),
    ("n", Kind::Int),
    ("share", Kind::Float),
    ("against_n_base", Kind::Int),
    ("against_n", Kind::Int),
    ("against_share", Kind::Float),
    ("n_both", Kind::Int),
    ("difference", Kind::Float),
    ("difference_low", Kind::Float),
    ("difference_high", Kind::Float),
    ("ratio", Kind::Float),
    ("ratio_low", Kind::Float),
    ("ratio_high", Kind::Float),
    ("p", Kind::Float),
    ("p_holm", Kind::Float),
    ("q", Kind::Float),
    ("interval", Kind::Text),
    ("n_effective_clusters", Kind::Float),
    ("compared", Kind::Text),
    ("against", Kind::Text),
    ("corrected", Kind::Float),
    ("against_corrected", Kind::Float),
    ("corrected_difference", Kind::Float),
    ("corrected_difference_low", Kind::Float),
    ("corrected_difference_high", Kind::Float),
    ("corrected_refused", Kind::Text),
];

/// What the differences are of, and what the corrected ones rest on.
fn what_is_compared(has_codes: bool) -> Vec<String> {
    let raw =
        "Shares are raw, as the classifier counts: where it errs more on one side, part of a difference is its error.";
    if !has_codes {
        return vec![format!("{raw} `gold score` corrects.")];
    }
    let corrected = "Differences of corrected shares are beside those of all scored articles: each side corrected by the codes \
                     among its articles, intervals of 95 % joined by recovered variances, no p-value.";
    vec![raw.to_owned(), corrected.to_owned()]
}

fn for_machines(axes: &[Axis], found: &[Found<'_>]) -> Table {
    let mut columns = vec![("base", Kind::Text), ("share_of", Kind::Text)];
    columns.extend(NUMBERS);
    let mut table = Table::by_groups(axes, &columns);
    for Found { pair, share, difference: apart, adjusted, corrected } in found {
        let mut cells: Vec<Cell<'_>> = pair.key.iter().map(|key| Cell::Text(key)).collect();
        cells.extend([Cell::Text(share.base), Cell::Text(&share.name)]);
        for side in apart.sides {
            cells.extend([Cell::count(side.n), Cell::count(side.hits), Cell::Float(side.share)]);
        }
        cells.push(Cell::count(apart.n_both));
        for spanned in [Some(apart.difference), apart.ratio] {
            cells.extend(
                [spanned.map(|s| s.value), spanned.map(|s| s.low), spanned.and_then(|s| s.high)].map(Cell::float),
            );
        }
        let p = adjusted.map(|(p_holm, q)| [apart.p, p_holm, q]);
        cells.extend((0..3).map(|at| Cell::float(p.map(|p| p[at]))));
        cells.extend([Cell::Text(apart.method()), Cell::Float(apart.n_effective)]);
        cells.extend(pair.names.each_ref().map(|name| Cell::Text(name)));
        let made = corrected.as_ref().and_then(|corrected| corrected.as_ref().ok());
        cells.extend([0, 1].map(|at| Cell::float(made.map(|made| made.sides[at].share))));
        let apart = made.map(|made| made.apart);
        cells.extend([apart.map(|s| s.value), apart.map(|s| s.low), apart.and_then(|s| s.high)].map(Cell::float));
        cells.push(Cell::text(corrected.as_ref().and_then(|corrected| corrected.as_ref().err()).map(String::as_str)));
        table.push(&cells);
    }
    table
}

fn for_people(axes: &[Axis], pairs: &[Pair], found: &[Found<'_>]) -> Table {
    let sides = if pairs.len() == 1 && axes.is_empty() { ["A", "B"] } else { ["group", "others"] };
    let has_codes = found.iter().any(|found| found.corrected.is_some());
    let mut columns = vec![
        ("base", Kind::Text),
        ("share_of", Kind::Text),
        (sides[0], Kind::Text),
        (sides[1], Kind::Text),
        ("difference", Kind::Text),
        ("ratio", Kind::Text),
        ("p_holm", Kind::Text),
    ];
    columns.extend(has_codes.then_some(("corrected difference", Kind::Text)));
    let mut table = Table::by_groups(axes, &columns);
    for Found { pair, share, difference: apart, adjusted, corrected } in found {
        let star = if apart.is_thin() { "*" } else { "" };
        let side = |at: usize| format!("{:.1} % of {}", apart.sides[at].share * 100.0, apart.sides[at].n);
        let mut texts = vec![
            share.base.to_owned(),
            share.name.clone(),
            side(0),
            side(1),
            points(apart.difference) + star,
            apart.ratio.map_or_else(|| "–".to_owned(), times),
            adjusted.map_or_else(|| "–".to_owned(), |(p_holm, _)| chance(p_holm)),
        ];
        texts.extend(has_codes.then(|| match corrected {
            Some(Ok(made)) if made.is_counted => {
                let direction = if made.apart.value < 0.0 { "less" } else { "more" };
                format!("{:.1} points {direction} (all coded)", made.apart.value.abs() * 100.0)
            }
            Some(Ok(made)) => points(made.apart),
            Some(Err(reason)) => format!("refused: {reason}"),
            None => "–".to_owned(),
        }));
        let key = pair.key.iter().map(String::as_str);
        table.push(&key.chain(texts.iter().map(String::as_str)).map(Cell::Text).collect::<Vec<_>>());
    }
    table
}
