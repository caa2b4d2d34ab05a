//! Sections that hold the occupations named against the working population.

use std::collections::{BTreeMap, BTreeSet};

use crate::baseline::Survey;
use crate::present::figure::{FigureRow, Fill, Mark, Measure, OTHER, Plot, Series};
use crate::present::report::{Behind, Section};
use crate::summarize::population::{Base, Mentions, People, Ratio, WorkerClasses, ratios, silences};

use crate::findings::corpus::Corpus;
use crate::findings::ground::{Ground, Grounded, Line};
use crate::findings::occupations as tables;
use crate::findings::precision::mentions_and_workers;

/// Occupations drawn, the largest first.
const OCCUPATIONS: usize = 16;
/// Mentions in proportion that an occupation needs to be drawn.
const LEAST: f64 = 5.0;
/// Occupations of a fifth whose articles are listed.
const OF_FIFTH: usize = 3;
/// Share of employment from which an occupation is large.
const LARGE: f64 = 0.005;
/// Silent occupations drawn.
const SILENT: usize = 14;

/// Occupations against the people who hold them.
pub(super) fn named(corpus: &Corpus<'_>) -> Vec<Section> {
    held_against(corpus, Survey::Cps, |people| vec![by_occupation(corpus, people)])
}

/// Occupations by what their jobs pay.
pub(super) fn paid(corpus: &Corpus<'_>) -> Vec<Section> {
    held_against(corpus, Survey::Oews, |jobs| vec![by_wage(corpus, jobs), places(corpus, jobs)])
}

/// Occupations that many people hold and few articles name.
pub(super) fn silent(corpus: &Corpus<'_>) -> Vec<Section> {
    held_against(corpus, Survey::Cps, |people| vec![silence(corpus, people)])
}

/// Sections that need a survey; none where no occupation of it is named, or articles are taken as
/// independent.
fn held_against(corpus: &Corpus<'_>, survey: Survey, sections: impl Fn(&Ground<'_>) -> Vec<Section>) -> Vec<Section> {
    let Some((_, clusters)) = corpus.method.clusters(corpus.rows) else { return Vec::new() };
    let of = Grounded {
        rows: corpus.rows,
        hits: corpus.hits,
        lexicon: corpus.lexicon,
        weights: corpus.weight.of(corpus.rows).of,
        clusters,
        resampling: corpus.estimator.resampling(),
    };
    let ground = Ground::new(&of, survey);
    if ground.is_empty() { Vec::new() } else { sections(&ground) }
}

/// The articles that name an occupation of the survey.
fn naming(corpus: &Corpus<'_>, mentions: &Mentions<'_>, group: usize, label: &str) -> Option<Behind> {
    let in_group = |soc: &&str| mentions.figures.group(soc) == Some(group);
    let codes: BTreeSet<&str> =
        corpus.lexicon.entries.iter().filter_map(|entry| entry.soc.as_deref()).filter(in_group).collect();
    let query: Vec<String> = codes.iter().map(|soc| format!("@occupation.{soc}")).collect();
    let found = mentions.namings.iter().filter(|naming| naming.group == group).map(|naming| naming.article);
    let found: BTreeSet<usize> = found.collect();
    corpus.behind_of(label, &query.join(" OR "), found.into_iter())
}

/// The articles behind some occupations, by their number in the survey.
fn naming_each(corpus: &Corpus<'_>, mentions: &Mentions<'_>, groups: impl Iterator<Item = usize>) -> Vec<Behind> {
    groups.filter_map(|group| naming(corpus, mentions, group, &mentions.figures.groups[group].title)).collect()
}

fn against(ground: &Ground<'_>) -> String {
    let survey = ground.mentions().figures.survey;
    format!("Held against {} ({}), {}.", survey.name(), survey.population(), ground.years())
}

/// Ratios against all workers and against women, one row a class.
fn ratio_plot<'a>(lines: impl Iterator<Item = &'a Line>) -> Plot {
    let mark = |ratio: &Option<Ratio>| {
        ratio.as_ref().filter(|r| r.ratio > 0.0).map(|r| Mark { value: r.ratio, ends: Some((r.low, r.high)) })
    };
    let group = |line: &Line| FigureRow { label: line.label.clone(), marks: line.ratios[0].iter().map(mark).collect() };
    let series = vec![
        Series { name: "against all workers".into(), look: OTHER, fill: Fill::Solid },
        Series { name: "against employed women".into(), look: OTHER + 1, fill: Fill::Hollow },
    ];
    Plot::Rows { measure: Measure::Ratio, series, groups: lines.map(group).collect() }
}

fn by_occupation(corpus: &Corpus<'_>, ground: &Ground<'_>) -> Section {
    let lines = ground.lines(&WorkerClasses::occupations(ground.mentions()), LEAST);
    let drawn: Vec<&Line> = lines.iter().filter(|line| !line.residual).take(OCCUPATIONS).collect();
    let groups = &ground.mentions().figures.groups;
    let group_of = |line: &&Line| groups.iter().position(|group| Some(&group.code) == line.code.as_ref());
    let behind = naming_each(corpus, ground.mentions(), drawn.iter().filter_map(group_of));
    Section {
        id: "representation".into(),
        title: "Occupations named, against those people hold".into(),
        text: vec![
            "Share of mentions divided by share of employment: 1 is in proportion, 2 is twice as often. The largest \
             occupations, on a logarithmic axis. Collective names, and names without a level or field (teacher), count under one \
             occupation by convention. `classlens baseline` gives every unit and every class."
                .into(),
            against(ground),
            mentions_and_workers(corpus.lexicon),
        ],
        plot: Some(ratio_plot(drawn.into_iter())),
        table: tables::ratios_in_report(&lines),
        shares: tables::SHARES_IN_REPORT.map(str::to_owned).to_vec(),
        behind,
    }
}

const FIFTHS: [&str; 5] = ["lowest paid fifth", "second fifth", "middle fifth", "fourth fifth", "highest paid fifth"];

/// Of each fifth the occupations named most often, with the articles that name them.
fn behind_fifths(corpus: &Corpus<'_>, mentions: &Mentions<'_>, classes: &WorkerClasses) -> Vec<Behind> {
    let mut times: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for naming in &mentions.namings {
        if let Some(fifth) = classes.mentioned[mentions.cell(naming)] {
            *times.entry((fifth, naming.group)).or_default() += u64::from(naming.times);
        }
    }
    let mut out = Vec::new();
    for (fifth, name) in FIFTHS.iter().enumerate() {
        let mut of: Vec<(u64, usize)> =
            times.iter().filter(|((class, _), _)| *class == fifth).map(|((_, group), n)| (*n, *group)).collect();
        of.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, group) in of.into_iter().take(OF_FIFTH) {
            let label = format!("{name}: {}", mentions.figures.groups[group].title);
            out.extend(naming(corpus, mentions, group, &label));
        }
    }
    out
}

/// The ratios of the fifths of jobs by wage without the occupation named most often, in words.
#[must_use]
pub fn fifths_without_commonest(ground: &Ground<'_>) -> Option<String> {
    let without = ground.without_commonest(|rest, drawn| {
        let classes = WorkerClasses::wage_fifths(rest);
        Some(ratios(rest, drawn, &Base::new(rest, People::All, &classes), &classes))
    })?;
    let named = |ratio: &Ratio| format!("{} {:.2}", FIFTHS[ratio.class], ratio.ratio);
    Some(format!(
        "{:.1} % of the mentions are of one occupation, {}. Without it: {}.",
        without.part * 100.0,
        without.title,
        without.rest.iter().map(named).collect::<Vec<_>>().join(", ")
    ))
}

fn by_wage(corpus: &Corpus<'_>, ground: &Ground<'_>) -> Section {
    let classes = WorkerClasses::wage_fifths(ground.mentions());
    let mut lines = ground.lines(&classes, 0.0);
    for line in &mut lines {
        let fifth = line.label.parse::<usize>().ok().and_then(|fifth| FIFTHS.get(fifth.wrapping_sub(1)));
        line.label = fifth.map_or_else(|| line.label.clone(), |name| (*name).to_owned());
    }
    Section {
        id: "representation-by-wage".into(),
        title: "Occupations named, by what they pay".into(),
        text: vec![
            "Jobs are sorted by the median wage of their occupation and cut into fifths. A ratio of 1 is coverage in proportion; \
             0.5 is half as much. Below are the articles that name the most frequent occupations of each fifth."
                .into(),
            fifths_without_commonest(ground).unwrap_or_default(),
            against(ground),
            mentions_and_workers(corpus.lexicon),
        ],
        plot: Some(ratio_plot(lines.iter())),
        table: tables::ratios_in_report(&lines),
        shares: tables::SHARES_IN_REPORT.map(str::to_owned).to_vec(),
        behind: behind_fifths(corpus, ground.mentions(), &classes),
    }
}

fn places(corpus: &Corpus<'_>, ground: &Ground<'_>) -> Section {
    let points = ground.places().map_or_else(Vec::new, |(places, _)| places.curve);
    Section {
        id: "wage-percentiles".into(),
        title: "The occupations named on the wage distribution".into(),
        text: vec![
            "The curve shows which part of the mentions falls on occupations up to each percentile of the wage \
             distribution of jobs. In proportion it would be the dashed line; a curve below it leans to the well paid."
                .into(),
            against(ground),
        ],
        plot: Some(Plot::Cumulative { name: "mentions up to each percentile of jobs".into(), points }),
        table: tables::places(ground),
        shares: Vec::new(),
        behind: behind_places(corpus),
    }
}

/// Articles by the median wage of the occupations they name.
fn behind_places(corpus: &Corpus<'_>) -> Vec<Behind> {
    let low = corpus.behind("Half of the occupations named pay like the lowest fifth", "wage_percentile:<20", |row| {
        row.wage_percentile.is_some_and(|place| place < 20.0)
    });
    let high =
        corpus.behind("Half of the occupations named pay like the highest fifth", "wage_percentile:>=80", |row| {
            row.wage_percentile.is_some_and(|place| place >= 80.0)
        });
    [low, high].into_iter().flatten().collect()
}

fn silence(corpus: &Corpus<'_>, ground: &Ground<'_>) -> Section {
    let mentions = ground.articles();
    let base = Base::new(mentions, People::All, &WorkerClasses::occupations(mentions));
    let found = silences(mentions, &base, LARGE);
    let mark = |value: f64| Some(Mark { value, ends: None });
    let groups = found.iter().take(SILENT).map(|silence| FigureRow {
        label: mentions.figures.groups[silence.group].title.clone(),
        marks: vec![mark(silence.n_articles as f64), mark(silence.expected)],
    });
    let series = vec![
        Series { name: "articles that name it".into(), look: OTHER, fill: Fill::Solid },
        Series { name: "in proportion".into(), look: OTHER + 3, fill: Fill::Hollow },
    ];
    Section {
        id: "silence".into(),
        title: "Large occupations that are seldom named".into(),
        text: vec![
            "Occupations with half a percent of employment or more that fewer articles name than would if the occupations of \
             an article were drawn by employment; the most unlikely first."
                .into(),
            against(ground),
        ],
        plot: Some(Plot::Rows { measure: Measure::Count, series, groups: groups.collect() }),
        table: tables::silence(tables::Readers::Machines, ground, LARGE, usize::MAX),
        shares: Vec::new(),
        behind: naming_each(corpus, mentions, found.iter().take(SILENT).map(|silence| silence.group)),
    }
}
