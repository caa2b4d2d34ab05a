//! Sections that hold the occupations named against the working population.

use crate::baseline::Survey;
use crate::present::figure::{Fill, Group, Mark, Measure, Plot, Series};
use crate::present::report::Section;
use crate::summarize::population::{Base, Classes, People, Ratio, silences};

use crate::findings::corpus::Corpus;
use crate::findings::ground::{Ground, Grounded, Line};
use crate::findings::occupations::{self as tables, Readers};

/// Occupations drawn, the largest first.
const OCCUPATIONS: usize = 16;
/// Mentions in proportion that an occupation needs to be drawn.
const LEAST: f64 = 5.0;
/// Share of employment from which an occupation is large.
const LARGE: f64 = 0.005;
/// Silent occupations drawn.
const SILENT: usize = 14;

/// What stands under every one of these figures.
const CAVEAT: &str = "Mentions are words, not workers: of 300 hits that were judged by reading, 94 % were the job, but \
                      only 57 % covered people as workers (METHODS.md).";

pub(super) fn sections(corpus: &Corpus<'_>) -> Vec<Section> {
    let Some((_, clusters)) = corpus.method.clusters(corpus.rows) else { return Vec::new() };
    let of = Grounded {
        rows: corpus.rows,
        hits: corpus.hits,
        lexicon: corpus.lexicon,
        weights: corpus.weight.of(corpus.rows).of,
        clusters,
        resampling: corpus.estimator.resampling(),
    };
    let people = Ground::new(&of, Survey::Cps);
    let jobs = Ground::new(&of, Survey::Oews);
    let mut sections = Vec::new();
    if !people.is_empty() {
        sections.push(by_occupation(&people));
    }
    if !jobs.is_empty() {
        sections.extend([by_wage(&jobs), places(&jobs)]);
    }
    if !people.is_empty() {
        sections.push(silence(&people));
    }
    sections
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
    let group = |line: &Line| Group { label: line.label.clone(), marks: line.ratios[0].iter().map(mark).collect() };
    let series = vec![
        Series { name: "against all workers".into(), look: 0, fill: Fill::Solid },
        Series { name: "against employed women".into(), look: 2, fill: Fill::Hollow },
    ];
    Plot::Rows { measure: Measure::Ratio, series, groups: lines.map(group).collect() }
}

fn by_occupation(ground: &Ground<'_>) -> Section {
    let lines = ground.lines(&Classes::occupations(ground.mentions()), LEAST);
    Section {
        id: "representation".into(),
        title: "Occupations named, against those people hold".into(),
        text: vec![
            "Share of mentions divided by share of employment: 1 is in proportion, 2 is twice as often. The largest \
             occupations, on a logarithmic axis."
                .into(),
            against(ground),
            CAVEAT.into(),
        ],
        plot: Some(ratio_plot(lines.iter().filter(|line| !line.residual).take(OCCUPATIONS))),
        table: tables::ratios(Readers::Machines, ground, &lines, usize::MAX),
        shares: Vec::new(),
        behind: Vec::new(),
    }
}

fn by_wage(ground: &Ground<'_>) -> Section {
    let mut lines = ground.lines(&Classes::wage_fifths(ground.mentions()), 0.0);
    let names = ["lowest paid fifth", "second fifth", "middle fifth", "fourth fifth", "highest paid fifth"];
    for line in &mut lines {
        let fifth = line.label.parse::<usize>().ok().and_then(|fifth| names.get(fifth.wrapping_sub(1)));
        line.label = fifth.map_or_else(|| line.label.clone(), |name| (*name).to_owned());
    }
    Section {
        id: "representation-by-wage".into(),
        title: "Occupations named, by what they pay".into(),
        text: vec![
            "Jobs are sorted by the median wage of their occupation and cut into fifths. A ratio of 1 is coverage in proportion."
                .into(),
            against(ground),
            CAVEAT.into(),
        ],
        plot: Some(ratio_plot(lines.iter())),
        table: tables::ratios(Readers::Machines, ground, &lines, usize::MAX),
        shares: Vec::new(),
        behind: Vec::new(),
    }
}

fn places(ground: &Ground<'_>) -> Section {
    let points = ground.places().map_or_else(Vec::new, |(places, _)| places.curve);
    Section {
        id: "wage-percentiles".into(),
        title: "Where the occupations named stand on the wage distribution".into(),
        text: vec![
            "The curve shows which part of the mentions falls on occupations up to each percentile of the wage \
             distribution of jobs. In proportion it would be the dashed line; a curve below it leans to the well paid."
                .into(),
            against(ground),
        ],
        plot: Some(Plot::Cumulative { name: "mentions up to each percentile of jobs".into(), points }),
        table: tables::places(ground),
        shares: Vec::new(),
        behind: Vec::new(),
    }
}

fn silence(ground: &Ground<'_>) -> Section {
    let mentions = ground.articles();
    let base = Base::new(mentions, People::All, &Classes::occupations(mentions));
    let found = silences(mentions, &base, LARGE);
    let mark = |value: f64| Some(Mark { value, ends: None });
    let groups = found.iter().take(SILENT).map(|silence| Group {
        label: mentions.figures.groups[silence.group].title.clone(),
        marks: vec![mark(silence.n_articles as f64), mark(silence.expected)],
    });
    let series = vec![
        Series { name: "articles that name it".into(), look: 0, fill: Fill::Solid },
        Series { name: "in proportion".into(), look: 3, fill: Fill::Hollow },
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
        table: tables::silence(ground, LARGE, usize::MAX),
        shares: Vec::new(),
        behind: Vec::new(),
    }
}
