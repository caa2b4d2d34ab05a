//! Raw and corrected shares as sections of the report: of the whole, and of each outlet.

use crate::findings::corpus::{Corpus, in_outlet};
use crate::findings::corrected::Corrected;
use crate::findings::coverage::OUTLETS;
use crate::lexicon::TierIdx;
use crate::present::figure::{FigureRow, Fill, Mark, Measure, OTHER, Plot, Series};
use crate::present::report::Section;
use crate::present::spelled;
use crate::record::{Cell, Kind, Table, outlet_of};
use crate::score::{ArticleRow, Focus};
use crate::summarize::Share;
use crate::validate::prevalence::{CorrectedShare, Correction};

/// How shares among articles with a focus are corrected, as tables name it.
pub(crate) const RATIO: &str = "design-based ratio";

/// Columns of shares, raw and corrected.
const SHARES: [&str; 6] = ["raw", "raw_low", "raw_high", "corrected", "low", "high"];

/// Words on how to read both figures.
const READ: &str = "Solid: raw, as the classifier counts. Hollow: its errors taken out; where there is no hollow mark, the table says \
                    why. All intervals are 95 %.";

/// Raw and corrected shares of the whole, and of each outlet.
pub(super) fn sections(corpus: &Corpus<'_>, corrected: &Corrected) -> Vec<Section> {
    let mut sections = Vec::new();
    sections.extend(stands(&corrected.total).then(|| of_whole(corpus, corrected)));
    sections.extend(corrected.groups.values().any(|group| stands(group)).then(|| by_outlet(corpus, corrected)));
    sections
}

/// True where some share is corrected: a figure of raw shares alone is no figure of corrected ones.
fn stands(group: &[Correction]) -> bool {
    group.iter().any(|correction| correction.standing().1.is_ok())
}

/// A table with these columns before those of the correction.
fn table(before: &[(&str, Kind)]) -> Table {
    let mut columns = before.to_vec();
    columns.push(("n_gold", Kind::Int));
    columns.extend(SHARES.map(|name| (name, Kind::Float)));
    columns.extend([("method", Kind::Text), ("refused", Kind::Text)]);
    Table::new(&columns)
}

/// Adds a row; returns the marks of the raw and the corrected share.
fn push(table: &mut Table, before: &[Cell<'_>], correction: &Correction) -> [Option<Mark>; 2] {
    let Share { share, low, high, .. } = correction.raw;
    let (method, found) = correction.standing();
    let of = |part: fn(&CorrectedShare) -> f64| Cell::float(found.as_ref().ok().map(part));
    let refused = found.as_ref().err().map(ToString::to_string);
    let mut cells = before.to_vec();
    cells.push(Cell::count(correction.n_gold as u64));
    cells.extend([share, low, high].map(Cell::Float));
    cells.extend([of(|c| c.share), of(|c| c.low), of(|c| c.high)]);
    cells.extend([Cell::Text(method.name()), Cell::text(refused.as_deref())]);
    table.push(&cells);
    let mended = found.as_ref().ok().map(|c| Mark { value: c.share, ends: Some((c.low, c.high)) });
    [Some(Mark { value: share, ends: Some((low, high)) }), mended]
}

/// Adds the rows of the shares among articles with a focus.
fn push_focused(table: &mut Table, corrected: &Corrected) {
    let n_gold = corrected.total.first().map_or(0, |correction| correction.n_gold as u64);
    let refused = corrected.focused.corrected.as_ref().err().map(ToString::to_string);
    for (label, raw) in &corrected.focused.raw {
        let found = corrected.focused.corrected.as_ref().ok().and_then(|shares| shares.get(label));
        let of = |part: fn(&CorrectedShare) -> f64| Cell::float(found.map(part));
        let mut cells = vec![Cell::Text("focused"), Cell::Text(label), Cell::count(n_gold)];
        cells.extend([raw.share, raw.low, raw.high].map(Cell::Float));
        cells.extend([of(|c| c.share), of(|c| c.low), of(|c| c.high)]);
        cells.extend([Cell::Text(RATIO), Cell::text(refused.as_deref())]);
        table.push(&cells);
    }
}

/// A line of the terminal as a sentence.
fn sentence(line: &str) -> String {
    format!("{}.", line.trim().trim_end_matches([':', '.']))
}

fn of_whole(corpus: &Corpus<'_>, corrected: &Corrected) -> Section {
    let mut table = table(&[("base", Kind::Text), ("focus", Kind::Text)]);
    let mut groups = Vec::new();
    for correction in &corrected.total {
        let marks = push(&mut table, &[Cell::Text("articles"), Cell::Text(&correction.label)], correction);
        groups.push(FigureRow { label: spelled(&correction.label), marks: marks.to_vec() });
    }
    push_focused(&mut table, corrected);
    let series = vec![
        Series { name: "raw".into(), look: OTHER, fill: Fill::Solid },
        Series { name: "corrected".into(), look: OTHER + 1, fill: Fill::Hollow },
    ];
    let mut text: Vec<String> = corrected.base().iter().map(|line| sentence(line)).collect();
    text.extend(corrected.of_focused(corpus.tiers()).iter().map(|line| sentence(line)));
    let drawn = "The figure has the shares of all articles of that population by focus, the table those among articles with a focus as \
                 well (base `focused`).";
    text.extend([drawn.to_owned(), READ.to_owned()]);
    Section {
        id: "corrected".into(),
        title: "Shares corrected for classifier error".into(),
        text,
        plot: Some(Plot::Rows { measure: Measure::Share, series, groups }),
        table,
        shares: SHARES.map(str::to_owned).to_vec(),
        behind: corpus.behind_tiers(),
    }
}

fn by_outlet(corpus: &Corpus<'_>, corrected: &Corrected) -> Section {
    let mut table = table(&[("outlet", Kind::Text), ("articles", Kind::Int), ("focus", Kind::Text)]);
    let n_gold = |group: &[Correction]| group.first().map_or(0, |c| c.n_gold);
    let mut outlets: Vec<(&Vec<String>, &Vec<Correction>)> =
        corrected.groups.iter().filter(|(_, group)| stands(group)).collect();
    outlets.sort_by(|a, b| n_gold(b.1).cmp(&n_gold(a.1)).then(a.0.cmp(b.0)));
    let left = outlets.len().saturating_sub(OUTLETS);
    let (mut groups, mut behind) = (Vec::new(), Vec::new());
    for (key, group) in outlets.into_iter().take(OUTLETS) {
        let outlet = key.concat();
        let mut marks = Vec::new();
        for (idx, tier) in TierIdx::all(corpus.tiers()) {
            let Some(correction) = group.iter().find(|c| c.label == *tier) else { continue };
            let before = [Cell::Text(&outlet), Cell::count(correction.raw.n), Cell::Text(tier)];
            marks.extend(push(&mut table, &before, correction));
            let Some(inside) = in_outlet(&outlet) else { continue };
            let test = |row: &ArticleRow| row.focus == Focus::Tier(idx) && outlet_of(row) == outlet;
            let label = format!("{outlet}, {}", spelled(tier));
            behind.extend(corpus.behind(&label, &format!("focus:{tier} {inside}"), test));
        }
        groups.push(FigureRow { label: format!("{outlet} ({} coded)", n_gold(group)), marks });
    }
    let looks = [("raw", Fill::Solid), ("corrected", Fill::Hollow)];
    let series = corpus.tiers().iter().enumerate().flat_map(|(look, tier)| {
        looks.map(|(name, fill)| Series { name: format!("{}, {name}", spelled(tier)), look, fill })
    });
    let more = if left > 0 { format!(" {left} outlets with fewer codes are left out.") } else { String::new() };
    Section {
        id: "corrected-by-outlet".into(),
        title: "Corrected shares, by outlet".into(),
        text: vec![
            format!(
                "Share of all articles of an outlet by focus. Outlets with most coded articles first (their number is in \
                 brackets).{more} A share is refused where too few of its articles are coded."
            ),
            READ.to_owned(),
        ],
        plot: Some(Plot::Rows { measure: Measure::Share, series: series.collect(), groups }),
        table,
        shares: SHARES.map(str::to_owned).to_vec(),
        behind,
    }
}
