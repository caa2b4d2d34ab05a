//! Tables of the occupations named against the working population.

use crate::baseline::{LEVELS, Participation, participation};
use crate::findings::ground::{Ground, Line, PEOPLE, UNITS};
use crate::record::{Cell, Kind, Table};
use crate::summarize::population::{Base, Interval, People, Places, Ratio, WorkerClasses, silences};

/// Whom a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// People: estimates with their intervals in one cell.
    People,
    /// Programs: every number in a cell of its own.
    Machines,
}

/// Ratios of classes: short for people, everything for machines.
#[must_use]
pub fn ratios(readers: Readers, ground: &Ground<'_>, lines: &[Line], limit: usize) -> Table {
    if readers == Readers::People {
        ratios_for_people(lines.iter().filter(|line| !line.residual).take(limit))
    } else {
        ratios_for_machines(ground, lines)
    }
}

fn ratios_for_people<'a>(lines: impl Iterator<Item = &'a Line>) -> Table {
    let mut table = Table::new(&[
        ("class", Kind::Text),
        ("mentions", Kind::Int),
        ("mentions_%", Kind::Float),
        ("employed_%", Kind::Float),
        ("ratio", Kind::Text),
        ("as_workers", Kind::Text),
        ("ratio_articles", Kind::Text),
        ("against_women", Kind::Text),
        ("guarded_%", Kind::Float),
    ]);
    for line in lines {
        let [[all, women], [articles, _]] = &line.ratios;
        let percent = |of: fn(&Ratio) -> f64| Cell::float(all.as_ref().map(|ratio| of(ratio) * 100.0));
        let texts = [all, articles, women, &line.as_workers].map(|ratio| ratio_text(ratio.as_ref()));
        table.push(&[
            Cell::Text(&line.label),
            Cell::count(all.as_ref().map_or(0, |ratio| ratio.observed.round() as u64)),
            percent(|ratio| ratio.share),
            percent(|ratio| ratio.expected_share),
            Cell::Text(&texts[0]),
            Cell::Text(&texts[3]),
            Cell::Text(&texts[1]),
            Cell::Text(&texts[2]),
            Cell::float(line.guarded.map(|share| share * 100.0)),
        ]);
    }
    table
}

fn ratio_text(ratio: Option<&Ratio>) -> String {
    match ratio {
        None => String::new(),
        Some(r) if r.low.is_finite() && r.high - r.low > 1e-9 * r.ratio => {
            format!("{:.2} ({:.2}–{:.2})", r.ratio, r.low, r.high)
        }
        // All mentions are in one cluster, or every cluster has the same share: nothing that is drawn again differs.
        Some(r) => format!("{:.2} (no interval)", r.ratio),
    }
}

/// Columns of the ratio of mentions that count as often as they cover workers.
const AS_WORKERS: [&str; 3] = ["ratio_as_workers", "low_as_workers", "high_as_workers"];

/// The cells of [`AS_WORKERS`].
fn as_workers(line: &Line) -> [Cell<'static>; 3] {
    let of = |part: fn(&Ratio) -> f64| Cell::float(line.as_workers.as_ref().map(part));
    [of(|r| r.ratio), of(|r| r.low), of(|r| r.high)]
}

fn ratios_for_machines(ground: &Ground<'_>, lines: &[Line]) -> Table {
    let mut names = vec![("code".to_owned(), Kind::Text), ("class".to_owned(), Kind::Text)];
    for unit in UNITS {
        for people in PEOPLE {
            for part in ["observed", "expected", "share", "employment_share", "ratio", "low", "high"] {
                names.push((format!("{}_{}_{part}", unit.name(), people.name()), Kind::Float));
            }
        }
    }
    names.extend(AS_WORKERS.iter().chain(&["guarded"]).map(|name| ((*name).to_owned(), Kind::Float)));
    names.push(("residual".to_owned(), Kind::Flag));
    names.extend(["survey", "population", "figure_years"].map(|name| (name.to_owned(), Kind::Text)));
    let mut table = Table::new(&names);
    let (survey, years) = (ground.mentions().figures.survey, ground.years());
    for line in lines {
        let mut cells = vec![Cell::text(line.code.as_deref()), Cell::Text(&line.label)];
        for ratio in line.ratios.iter().flatten() {
            let of = |f: fn(&Ratio) -> f64| Cell::float(ratio.as_ref().map(f));
            cells.extend([of(|r| r.observed), of(|r| r.expected), of(|r| r.share), of(|r| r.expected_share)]);
            cells.extend([of(|r| r.ratio), of(|r| r.low), of(|r| r.high)]);
        }
        cells.extend(as_workers(line));
        cells.extend([Cell::float(line.guarded), Cell::Flag(line.residual)]);
        cells.extend([Cell::Text(survey.name()), Cell::Text(survey.population()), Cell::Text(&years)]);
        table.push(&cells);
    }
    table
}

/// Columns of [`ratios_in_report`] that hold shares, 0–1.
pub const SHARES_IN_REPORT: [&str; 2] = ["share", "employment_share"];

/// Ratios of classes as a page shows them: mentions against all workers, articles, women.
#[must_use]
pub fn ratios_in_report(lines: &[Line]) -> Table {
    let mut names = vec![("code", Kind::Text), ("class", Kind::Text)];
    names.push(("mentions", Kind::Int));
    names.extend(["in_proportion", "share", "employment_share"].map(|name| (name, Kind::Float)));
    names.extend(["ratio", "low", "high", "ratio_articles"].map(|name| (name, Kind::Float)));
    names.extend(
        ["against_women", "low_women", "high_women"].iter().chain(&AS_WORKERS).map(|name| (*name, Kind::Float)),
    );
    let mut table = Table::new(&names);
    for line in lines {
        let [[all, women], [articles, _]] = &line.ratios;
        let of = |ratio: &Option<Ratio>, part: fn(&Ratio) -> f64| Cell::float(ratio.as_ref().map(part));
        let mut cells = vec![Cell::text(line.code.as_deref()), Cell::Text(&line.label)];
        cells.push(Cell::count(all.as_ref().map_or(0, |ratio| ratio.observed.round() as u64)));
        cells.extend([of(all, |r| r.expected), of(all, |r| r.share)]);
        cells.extend([of(all, |r| r.expected_share), of(all, |r| r.ratio), of(all, |r| r.low), of(all, |r| r.high)]);
        cells.extend([of(articles, |r| r.ratio), of(women, |r| r.ratio), of(women, |r| r.low), of(women, |r| r.high)]);
        cells.extend(as_workers(line));
        table.push(&cells);
    }
    table
}

/// Persons profiled, by tier.
#[must_use]
pub fn profiled(ground: &Ground<'_>, tiers: &[String]) -> Table {
    let mut names = vec![("tier", Kind::Text), ("persons", Kind::Float)];
    names.extend(["persons_%", "employed_%", "ratio", "low", "high"].map(|name| (name, Kind::Float)));
    names.extend(["against_women", "low_women", "high_women"].map(|name| (name, Kind::Float)));
    names.extend(["survey", "figure_years"].map(|name| (name, Kind::Text)));
    let mut table = Table::new(&names);
    let [all, women] = ground.profiled();
    let (survey, years) = (ground.mentions().figures.survey.name(), ground.years());
    for ratio in &all {
        let of_women = women.iter().find(|other| other.class == ratio.class);
        let mut cells = vec![Cell::Text(&tiers[ratio.class]), Cell::float(Some(ratio.observed))];
        cells.extend([ratio.share * 100.0, ratio.expected_share * 100.0].map(|share| Cell::float(Some(share))));
        for ratio in [Some(ratio), of_women] {
            cells.extend([ratio.map(|r| r.ratio), ratio.map(|r| r.low), ratio.map(|r| r.high)].map(Cell::float));
        }
        cells.extend([Cell::Text(survey), Cell::Text(&years)]);
        table.push(&cells);
    }
    table
}

/// Median, thirds and distance, each beside what coverage in proportion would give.
#[must_use]
pub fn places(ground: &Ground<'_>) -> Table {
    let mut table = Table::new(&[
        ("figure", Kind::Text),
        ("value", Kind::Float),
        ("low", Kind::Float),
        ("high", Kind::Float),
        ("in_proportion", Kind::Float),
        ("without_commonest", Kind::Float),
        ("survey", Kind::Text),
        ("figure_years", Kind::Text),
    ]);
    let Some((places, without)) = ground.places() else { return table };
    let without = without.map(|without| without.rest);
    let (survey, years) = (ground.mentions().figures.survey.name(), ground.years());
    let mut push = |name: &str, of: fn(&Places) -> Interval, proportion: f64| {
        let interval = of(&places);
        let (low, high) = (interval.ends.map(|e| e.0), interval.ends.map(|e| e.1));
        table.push(&[
            Cell::Text(name),
            Cell::float(Some(interval.value)),
            Cell::float(low),
            Cell::float(high),
            Cell::Float(proportion),
            Cell::float(without.as_ref().map(|places| of(places).value)),
            Cell::Text(survey),
            Cell::Text(&years),
        ]);
    };
    push("median place on the wage distribution", |places| places.median, 0.5);
    push("share in the bottom third", |places| places.bottom_third, 1.0 / 3.0);
    push("share between", |places| places.middle, 7.0 / 15.0);
    push("share in the top fifth", |places| places.top_fifth, 0.2);
    push("Kolmogorov-Smirnov distance", |places| places.distance, 0.0);
    table
}

/// Occupations with at least `least` of employment that are named too seldom; for people, a probability that is below
/// what its model can say is printed as below it.
#[must_use]
pub fn silence(readers: Readers, ground: &Ground<'_>, least: f64, limit: usize) -> Table {
    let p_kind = if readers == Readers::People { Kind::Text } else { Kind::Float };
    let mut table = Table::new(&[
        ("code", Kind::Text),
        ("occupation", Kind::Text),
        ("employed_%", Kind::Float),
        ("articles", Kind::Int),
        ("expected", Kind::Float),
        ("p", p_kind),
        ("q", p_kind),
        ("words_in_lexicon", Kind::Int),
        ("guarded_%", Kind::Float),
        ("survey", Kind::Text),
        ("figure_years", Kind::Text),
    ]);
    let mentions = ground.articles();
    let base = Base::new(mentions, People::All, &WorkerClasses::occupations(mentions));
    let years = ground.years();
    for silence in silences(mentions, &base, least).iter().take(limit) {
        let group = &mentions.figures.groups[silence.group];
        let texts = [silence.p, silence.q].map(tail_text);
        let [p, q] = match readers {
            Readers::People => [Cell::Text(&texts[0]), Cell::Text(&texts[1])],
            Readers::Machines => [silence.p, silence.q].map(Cell::Float),
        };
        table.push(&[
            Cell::Text(&group.code),
            Cell::Text(&group.title),
            Cell::Float(silence.employment * 100.0),
            Cell::count(silence.n_articles),
            Cell::Float(silence.expected),
            p,
            q,
            Cell::Int(i64::from(mentions.n_entries[silence.group])),
            Cell::Float(ground.guarded(silence.group) * 100.0),
            Cell::Text(mentions.figures.survey.name()),
            Cell::Text(&years),
        ]);
    }
    table
}

/// Below this a probability says nothing but that it is small: the model is not that good.
const LEAST_TAIL: f64 = 1e-6;

fn tail_text(p: f64) -> String {
    if p < LEAST_TAIL { format!("<{LEAST_TAIL:e}") } else { format!("{p:.2e}") }
}

/// Education: ratio of the occupations named, and who takes part in the labour force.
#[must_use]
pub fn education(readers: Readers, ground: &Ground<'_>, lines: &[Line]) -> Table {
    let kind = if readers == Readers::People { Kind::Text } else { Kind::Float };
    let mut names = vec![("education", Kind::Text), ("mentions_%", Kind::Float), ("jobs_%", Kind::Float)];
    names.extend([("ratio", kind), ("against_women", kind)]);
    names.extend(["participation_all_%", "participation_women_%", "women_outside_thousands"].map(|n| (n, Kind::Float)));
    if readers == Readers::Machines {
        names.extend(["low", "high", "low_women", "high_women"].map(|name| (name, Kind::Float)));
        names.extend(["survey", "figure_years", "participation"].map(|name| (name, Kind::Text)));
    }
    let mut table = Table::new(&names);
    let (survey, years) = (ground.mentions().figures.survey.name(), ground.years());
    for line in lines {
        let level = LEVELS.iter().find(|(_, name)| *name == line.label).map_or("", |(level, _)| level);
        let of = |sex: &str| participation().iter().find(|row| row.sex == sex && row.education == level);
        let [all, women] = line.ratios[0].each_ref().map(Option::as_ref);
        let texts = [all, women].map(ratio_text);
        let mut cells = vec![
            Cell::Text(&line.label),
            Cell::float(all.map(|r| r.share * 100.0)),
            Cell::float(all.map(|r| r.expected_share * 100.0)),
        ];
        if readers == Readers::People {
            cells.extend(texts.iter().map(|text| Cell::Text(text)));
        } else {
            cells.extend([all, women].map(|ratio| Cell::float(ratio.map(|r| r.ratio))));
        }
        cells.extend(["all", "women"].map(|sex| Cell::float(of(sex).map(|row| row.rate() * 100.0))));
        cells.push(Cell::float(of("women").map(Participation::outside_thousands)));
        if readers == Readers::Machines {
            cells.extend([all, women].iter().flat_map(|r| [r.map(|r| r.low), r.map(|r| r.high)]).map(Cell::float));
            cells.extend([Cell::Text(survey), Cell::Text(&years), Cell::Text("CPS Table 7, 2024, aged 25 and over")]);
        }
        table.push(&cells);
    }
    table
}
