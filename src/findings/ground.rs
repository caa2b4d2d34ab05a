//! Articles and a survey, made ready for every table of occupations.

use crate::baseline::{LEVELS, Survey, level_of_entry};
use crate::lexicon::{Judged, Lexicon};
use crate::score::{ArticleRow, HitRow};
use crate::summarize::Resampling;
use crate::summarize::population::{
    Base, Drawn, Mentions, People, Places, Ratio, Unit, WorkerClasses, persons, places, ratios,
};

/// Articles with their hits, and how figures are estimated from them.
#[derive(Debug, Clone)]
pub struct Grounded<'a> {
    /// The articles.
    pub rows: &'a [ArticleRow],
    /// Their hits.
    pub hits: &'a [HitRow<'a>],
    /// The lexicon that made the hits.
    pub lexicon: &'a Lexicon,
    /// What each article counts.
    pub weights: Vec<f64>,
    /// Cluster of each article.
    pub clusters: Vec<u32>,
    /// How clusters are drawn.
    pub resampling: Resampling,
}

/// Occupations of articles by the groups of one survey, in both units.
#[derive(Debug)]
pub struct Ground<'a> {
    corpus: &'a Grounded<'a>,
    units: [(Mentions<'a>, Drawn); 2],
}

/// Places without the occupation named most often.
#[derive(Debug, Clone)]
pub struct Without<T> {
    /// That occupation.
    pub title: String,
    /// Its part of the mentions, 0–1.
    pub part: f64,
    /// The figure of the others.
    pub rest: T,
}

/// One class in every unit and against all people: `[unit][people]`.
#[derive(Debug, Clone)]
pub struct Line {
    /// Code of the survey, where the class is one occupation.
    pub code: Option<String>,
    /// Its name.
    pub label: String,
    /// "all other": kept in the base, but nothing that print would name.
    pub residual: bool,
    /// Share of its words that count only beside words of working life, where it is one occupation.
    pub guarded: Option<f64>,
    /// Ratios, `[unit][people]`.
    pub ratios: [[Option<Ratio>; 2]; 2],
    /// Ratio of mentions to all people when a mention counts as often as it covers workers. The interval takes the judged
    /// parts as known.
    pub as_workers: Option<Ratio>,
}

/// Units of mentions.
pub const UNITS: [Unit; 2] = [Unit::Mentions, Unit::Articles];
/// People to hold them against.
pub const PEOPLE: [People; 2] = [People::All, People::Women];

impl<'a> Ground<'a> {
    /// Mentions of the occupations of `survey`.
    #[must_use]
    pub fn new(corpus: &'a Grounded<'a>, survey: Survey) -> Self {
        let one = |unit| {
            let mentions = Mentions::gather(survey.figures(), corpus.lexicon, corpus.rows, corpus.hits, unit);
            let drawn = Drawn::new(&mentions, &corpus.weights, &corpus.clusters, corpus.resampling);
            (mentions, drawn)
        };
        Self { corpus, units: UNITS.map(one) }
    }

    /// True when no occupation of the survey is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mentions().namings.is_empty()
    }

    /// Every mention.
    #[must_use]
    pub fn mentions(&self) -> &Mentions<'a> {
        &self.units[0].0
    }

    /// Every mention, to be drawn again.
    #[must_use]
    pub fn drawn(&self) -> &Drawn {
        &self.units[0].1
    }

    /// Every article once for each occupation.
    #[must_use]
    pub fn articles(&self) -> &Mentions<'a> {
        &self.units[1].0
    }

    /// The most that the ratio of a class moves, in percent, when all articles are held against the
    /// figures of one and the same year; classes mentioned a hundred times or more in proportion count.
    #[must_use]
    pub fn year_moves(&self, classes: &WorkerClasses) -> f64 {
        let mentions = self.mentions();
        let mut most = 0.0_f64;
        let ratios_of = |mentions: &Mentions<'_>| {
            ratios(mentions, &self.undrawn(mentions), &Base::new(mentions, People::All, classes), classes)
        };
        let stated = ratios_of(mentions);
        for year in 0..mentions.years.len() {
            let fixed = ratios_of(&mentions.in_year(year));
            for (stated, fixed) in stated.iter().zip(&fixed).filter(|(stated, _)| stated.expected >= 100.0) {
                most = most.max((fixed.ratio / stated.ratio - 1.0).abs() * 100.0);
            }
        }
        most
    }

    /// Namings for figures without an interval.
    fn undrawn(&self, mentions: &Mentions<'_>) -> Drawn {
        let none = Resampling { replicates: 0, ..self.corpus.resampling };
        Drawn::new(mentions, &self.corpus.weights, &self.corpus.clusters, none)
    }

    /// Places on the wage distribution, with and without the occupation named most often.
    #[must_use]
    pub fn places(&self) -> Option<(Places, Option<Without<Places>>)> {
        let mentions = self.mentions();
        let all = places(mentions, self.drawn())?;
        let without = self.without_commonest(places);
        Some((all, without))
    }

    /// What `figure` makes of the mentions without the occupation named most often.
    pub(super) fn without_commonest<T>(
        &self,
        figure: impl FnOnce(&Mentions<'_>, &Drawn) -> Option<T>,
    ) -> Option<Without<T>> {
        let mentions = self.mentions();
        let group = mentions.commonest()?;
        let rest = mentions.without(group);
        let left = self.undrawn(&rest);
        let named = |drawn: &Drawn| drawn.observed().iter().sum::<f64>();
        let part = 1.0 - named(&left) / named(self.drawn());
        Some(Without { title: mentions.figures.groups[group].title.clone(), part, rest: figure(&rest, &left)? })
    }

    /// The years of figures.
    #[must_use]
    pub fn years(&self) -> String {
        self.mentions().years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    /// Least and most part of employment that the comparison covers, over the years.
    #[must_use]
    pub fn covered(&self, classes: &WorkerClasses) -> String {
        let covered = Base::new(self.mentions(), People::All, classes).covered;
        let (low, high) = covered.iter().fold((1.0_f64, 0.0_f64), |(l, h), c| (l.min(*c), h.max(*c)));
        format!("{:.1}–{:.1} % of employment", low * 100.0, high * 100.0)
    }

    /// The classes that would be mentioned `least` times or more in proportion, the largest first.
    #[must_use]
    pub fn lines(&self, classes: &WorkerClasses, least: f64) -> Vec<Line> {
        let of_unit = |(mentions, drawn): &(Mentions<'_>, Drawn)| {
            PEOPLE.map(|people| ratios(mentions, drawn, &Base::new(mentions, people, classes), classes))
        };
        let all = [of_unit(&self.units[0]), of_unit(&self.units[1])];
        let as_workers = self.as_workers(classes);
        let groups = &self.mentions().figures.groups;
        let is_occupation = classes.labels.len() == groups.len();
        let line = |class: usize| Line {
            code: is_occupation.then(|| groups[class].code.clone()),
            residual: is_occupation && groups[class].is_residual(),
            guarded: is_occupation.then(|| self.guarded(class)),
            label: classes.labels[class].clone(),
            ratios: [0, 1].map(|unit| [0, 1].map(|people| of_class(&all[unit][people], class).cloned())),
            as_workers: as_workers.as_ref().and_then(|all| of_class(all, class)).cloned(),
        };
        let mut lines: Vec<Line> = (0..classes.labels.len()).map(line).collect();
        lines.retain(|line| line.ratios[0][0].as_ref().is_some_and(|ratio| ratio.expected >= least));
        if is_occupation {
            let size = |line: &Line| line.ratios[0][0].as_ref().map_or(0.0, |ratio| ratio.expected_share);
            lines.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.code.cmp(&b.code)));
        }
        lines
    }
}

/// The same corpus under choices that could have been other ones.
impl Ground<'_> {
    /// Ratios of mentions by tier against all workers, without intervals.
    #[must_use]
    pub fn tier_ratios(&self) -> Vec<Ratio> {
        self.ratios_of(&tiers(self.mentions(), self.corpus.lexicon))
    }

    /// The same where the employment of a row of the survey is not split, but has the tier of most of it.
    #[must_use]
    pub fn tier_ratios_of_whole_rows(&self) -> Vec<Ratio> {
        self.ratios_of(&tiers(self.mentions(), self.corpus.lexicon).with_whole_employment())
    }

    fn ratios_of(&self, classes: &WorkerClasses) -> Vec<Ratio> {
        let mentions = self.mentions();
        ratios(mentions, &self.undrawn(mentions), &Base::new(mentions, People::All, classes), classes)
    }

    /// The same corpus against the other survey; `None` where that has none of its occupations.
    #[must_use]
    pub fn of_other_survey(&self) -> Option<Self> {
        let own = self.mentions().figures.survey;
        let (_, other) = Survey::ALL.into_iter().find(|(_, survey)| *survey != own)?;
        Some(Ground::new(self.corpus, other)).filter(|ground| !ground.is_empty())
    }
}

/// How much of the working population the comparison sees, and what the words are bound to.
impl Ground<'_> {
    /// Ratios when a mention counts as often as those of its tier cover workers; only where that was judged for
    /// these occupations.
    fn as_workers(&self, classes: &WorkerClasses) -> Option<Vec<Ratio>> {
        let lexicon = self.corpus.lexicon;
        let Judged::Same(judged) = lexicon.about.occupation_hits() else { return None };
        let mentions = self.mentions();
        let of_tier = |tier: usize| judged.cover_workers_by_tier.get(&lexicon.tiers[tier]).copied();
        let drawn = self.drawn().scaled(|cell| mentions.tier_of(cell).and_then(of_tier).unwrap_or(1.0));
        Some(ratios(mentions, &drawn, &Base::new(mentions, People::All, classes), classes))
    }

    /// Persons profiled against employment by tier: all workers, then women.
    #[must_use]
    pub fn profiled(&self) -> [Vec<Ratio>; 2] {
        let (corpus, mentions) = (self.corpus, self.mentions());
        let classes = tiers(mentions, corpus.lexicon);
        PEOPLE.map(|people| {
            let base = Base::new(mentions, people, &classes);
            let of = (corpus.weights.as_slice(), corpus.clusters.as_slice());
            persons(mentions, (&base, &classes), corpus.rows, |row| &row.voice.n_profiled, of, corpus.resampling)
        })
    }

    /// Share of the words for an occupation that count only beside words of working life.
    #[must_use]
    pub fn guarded(&self, group: usize) -> f64 {
        let mentions = self.mentions();
        f64::from(mentions.n_guarded[group]) / f64::from(mentions.n_entries[group].max(1))
    }
}

fn of_class(ratios: &[Ratio], class: usize) -> Option<&Ratio> {
    ratios.iter().find(|ratio| ratio.class == class)
}

/// Major groups of SOC 2018 in the order of their codes.
#[must_use]
pub fn major_groups(mentions: &Mentions<'_>) -> WorkerClasses {
    let labels = MAJOR_GROUPS.map(|(code, title)| format!("{code} {title}")).to_vec();
    WorkerClasses::by_soc(mentions, labels, |soc| MAJOR_GROUPS.iter().position(|(code, _)| soc.starts_with(code)))
}

/// Tiers: mentions by their hits, employment by what the lexicon's table of occupations says of each occupation.
#[must_use]
pub fn tiers(mentions: &Mentions<'_>, lexicon: &Lexicon) -> WorkerClasses {
    WorkerClasses::tiers(mentions, lexicon.tiers.clone(), |soc| {
        let tier = &lexicon.occupations.get(soc)?.tier;
        lexicon.tiers.iter().position(|name| name == tier)
    })
}

/// Levels of education by what the lexicon's table of occupations says of their typical entry.
#[must_use]
pub fn education(mentions: &Mentions<'_>, lexicon: &Lexicon) -> WorkerClasses {
    let labels = LEVELS.map(|(_, name)| name.to_owned()).to_vec();
    WorkerClasses::by_soc(mentions, labels, |soc| {
        let level = level_of_entry(lexicon.occupations.get(soc)?.education.as_deref()?)?;
        LEVELS.iter().position(|(name, _)| *name == level)
    })
}

const MAJOR_GROUPS: [(&str, &str); 22] = [
    ("11", "Management"),
    ("13", "Business and financial operations"),
    ("15", "Computer and mathematical"),
    ("17", "Architecture and engineering"),
    ("19", "Life, physical and social science"),
    ("21", "Community and social service"),
    ("23", "Legal"),
    ("25", "Education and library"),
    ("27", "Arts, entertainment, sports, media"),
    ("29", "Healthcare practitioners"),
    ("31", "Healthcare support"),
    ("33", "Protective service"),
    ("35", "Food preparation and serving"),
    ("37", "Cleaning and maintenance"),
    ("39", "Personal care and service"),
    ("41", "Sales"),
    ("43", "Office and administrative support"),
    ("45", "Farming, fishing, forestry"),
    ("47", "Construction and extraction"),
    ("49", "Installation, maintenance, repair"),
    ("51", "Production"),
    ("53", "Transportation and material moving"),
];
