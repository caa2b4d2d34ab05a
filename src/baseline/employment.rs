//! Who works as what: employment by occupation, survey and year.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::baseline::figures_file;

/// A survey of employment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Survey {
    /// Current Population Survey: people, the self-employed among them.
    Cps,
    /// Occupational Employment and Wage Statistics: jobs at establishments, with their wages.
    Oews,
}

impl Survey {
    /// All surveys with the words that they are asked for by.
    pub const ALL: [(&'static str, Self); 2] = [("cps", Self::Cps), ("oews", Self::Oews)];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cps => "CPS Table 11",
            Self::Oews => "OEWS May",
        }
    }

    /// Whom or what it counts.
    #[must_use]
    pub fn population(self) -> &'static str {
        match self {
            Self::Cps => "employed persons aged 16 and over",
            Self::Oews => "wage and salary jobs",
        }
    }

    /// Its figures.
    ///
    /// # Source
    /// BLS, Current Population Survey, Table 11 (`figures/cps_employment.csv`); BLS, Occupational
    /// Employment and Wage Statistics (`figures/oews_jobs.csv`).
    #[must_use]
    pub fn figures(self) -> &'static Employment {
        match self {
            Self::Cps => &CPS,
            Self::Oews => &OEWS,
        }
    }
}

/// An occupation as a survey publishes it: one or several of SOC 2018.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OccupationGroup {
    /// Code of the survey.
    pub code: String,
    /// Title.
    pub title: String,
    /// Occupations of SOC 2018 in it, sorted.
    pub soc: Vec<String>,
}

impl OccupationGroup {
    /// Major group of SOC 2018, two digits; empty without an occupation.
    #[must_use]
    pub fn major(&self) -> &str {
        self.soc.first().and_then(|soc| soc.get(..2)).unwrap_or_default()
    }

    /// True for what is left of a group after its named occupations: no one is called that in print.
    #[must_use]
    pub fn is_residual(&self) -> bool {
        self.title.to_lowercase().contains("all other") || self.title.starts_with("Other ")
    }
}

/// The figures of one group in one year.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct EmploymentFigure {
    /// Persons or jobs; 0 where the survey has none.
    pub employed: f64,
    /// Share of women, 0–1. The CPS prints none where the base is under 50,000 persons: that of the
    /// major group of SOC 2018 is given there. OEWS does not ask for sex: it has that of the CPS of the nearest year.
    pub women: Option<f64>,
    /// Median hourly wage in dollars of the year; only OEWS has it.
    pub median_hourly: Option<f64>,
}

/// Employment by occupation and year from one survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Employment {
    /// The survey.
    pub survey: Survey,
    /// Occupations in the order of their codes.
    pub groups: Vec<OccupationGroup>,
    /// Figures by year, one a group.
    pub years: BTreeMap<i16, Vec<EmploymentFigure>>,
    by_soc: HashMap<String, usize>,
}

impl Employment {
    /// The year with figures nearest to `year`, the earlier one of two.
    ///
    /// # Panics
    /// Without figures of any year.
    #[must_use]
    pub fn nearest(&self, year: i16) -> i16 {
        let nearest = self.years.keys().min_by_key(|known| (known.abs_diff(year), **known));
        *nearest.expect("the figures hold a year")
    }

    /// The group of an occupation of SOC 2018; `None` for the military and what the survey leaves out.
    #[must_use]
    pub fn group(&self, soc: &str) -> Option<usize> {
        self.by_soc.get(soc).copied()
    }

    /// What part of a group's employment each of its occupations of SOC 2018 has, in their order: 0–1, adding up to 1.
    ///
    /// Parts are those of jobs in the OEWS of the year nearest to `year`. Occupations that share a row of OEWS have
    /// equal parts of it; those of a group without jobs in OEWS have equal parts of the group.
    #[must_use]
    pub fn parts(&self, year: i16, group: usize) -> Vec<f64> {
        let oews = Survey::Oews.figures();
        let figures = &oews.years[&oews.nearest(year)];
        let jobs = |soc: &String| {
            let row = oews.group(soc)?;
            Some(figures[row].employed / oews.groups[row].soc.len() as f64)
        };
        let socs = &self.groups[group].soc;
        let jobs: Vec<f64> = socs.iter().map(|soc| jobs(soc).unwrap_or(0.0)).collect();
        let all: f64 = jobs.iter().sum();
        let part = |jobs: &f64| if all > 0.0 { jobs / all } else { 1.0 / socs.len() as f64 };
        jobs.iter().map(part).collect()
    }
}

#[derive(serde::Deserialize)]
struct GroupRow {
    soc: String,
    cps: String,
    oews: String,
}

#[derive(serde::Deserialize)]
struct CpsRow {
    code: String,
    year: i16,
    title: String,
    employed_thousands: Option<f64>,
    percent_women: Option<f64>,
}

#[derive(serde::Deserialize)]
struct OewsRow {
    code: String,
    year: i16,
    title: String,
    jobs: Option<f64>,
    median_hourly: Option<f64>,
}

static CPS: LazyLock<Employment> = LazyLock::new(|| {
    let rows = figures_file::table::<CpsRow>(include_str!("figures/cps_employment.csv"));
    let figure = |row: CpsRow| {
        let employed = row.employed_thousands.unwrap_or(0.0) * 1000.0;
        let women = row.percent_women.map(|percent| percent / 100.0);
        (row.code, row.title, row.year, EmploymentFigure { employed, women, median_hourly: None })
    };
    let mut cps = employment(Survey::Cps, |row| row.cps, rows.into_iter().map(figure));
    for figures in cps.years.values_mut() {
        let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for (figure, group) in figures.iter().zip(&cps.groups) {
            let (women, all) = sums.entry(group.major()).or_default();
            *women += figure.women.map_or(0.0, |women| women * figure.employed);
            *all += figure.women.map_or(0.0, |_| figure.employed);
        }
        for (figure, group) in figures.iter_mut().zip(&cps.groups) {
            let (women, all) = sums[group.major()];
            figure.women = figure.women.or((all > 0.0).then(|| women / all));
        }
    }
    cps
});

static OEWS: LazyLock<Employment> = LazyLock::new(|| {
    let rows = figures_file::table::<OewsRow>(include_str!("figures/oews_jobs.csv"));
    let figure = |row: OewsRow| {
        let figure =
            EmploymentFigure { employed: row.jobs.unwrap_or(0.0), women: None, median_hourly: row.median_hourly };
        (row.code, row.title, row.year, figure)
    };
    let mut oews = employment(Survey::Oews, |row| row.oews, rows.into_iter().map(figure));
    for (year, figures) in &mut oews.years {
        let of_cps = &CPS.years[&CPS.nearest(*year)];
        for (figure, group) in figures.iter_mut().zip(&oews.groups) {
            // Occupations that share a row of OEWS share one of the CPS, but for a few.
            figure.women = group.soc.iter().find_map(|soc| of_cps[CPS.group(soc)?].women);
        }
    }
    oews
});

fn employment(
    survey: Survey,
    code_of: impl Fn(GroupRow) -> String,
    rows: impl Iterator<Item = (String, String, i16, EmploymentFigure)>,
) -> Employment {
    let mut groups: BTreeMap<String, OccupationGroup> = BTreeMap::new();
    let mut years: BTreeMap<i16, BTreeMap<String, EmploymentFigure>> = BTreeMap::new();
    for (code, title, year, figure) in rows {
        groups.entry(code.clone()).or_insert_with(|| OccupationGroup { code: code.clone(), title, soc: Vec::new() });
        years.entry(year).or_default().insert(code, figure);
    }
    for row in figures_file::table::<GroupRow>(include_str!("figures/groups.csv")) {
        let soc = row.soc.clone();
        if let Some(group) = groups.get_mut(&code_of(row)) {
            group.soc.push(soc);
        }
    }
    let groups: Vec<OccupationGroup> = groups.into_values().collect();
    let of_year = |figures: &BTreeMap<String, EmploymentFigure>| -> Vec<EmploymentFigure> {
        groups.iter().map(|group| figures.get(&group.code).copied().unwrap_or_default()).collect()
    };
    let years = years.iter().map(|(year, figures)| (*year, of_year(figures))).collect();
    let by_soc = groups.iter().enumerate().flat_map(|(at, group)| group.soc.iter().map(move |soc| (soc.clone(), at)));
    Employment { survey, years, by_soc: by_soc.collect(), groups }
}

#[cfg(test)]
mod tests {
    use super::Survey;

    #[test]
    fn the_surveys_add_up_to_their_published_totals() {
        // CPS 2024: 161,346 thousand employed, 47.1 % of them women; OEWS May 2025: 155,495,730 jobs,
        // 14,000 of them in rows that are not published by detailed occupation.
        let cps = &Survey::Cps.figures().years[&2024];
        let all: f64 = cps.iter().map(|f| f.employed).sum();
        assert!((all / 161_346_000.0 - 1.0).abs() < 0.001, "{all}");
        let women: f64 = cps.iter().filter_map(|f| Some(f.employed * f.women?)).sum();
        assert!((women / all - 0.471).abs() < 0.002, "{}", women / all);
        let oews: f64 = Survey::Oews.figures().years[&2025].iter().map(|f| f.employed).sum();
        assert!((oews / 155_495_730.0 - 1.0).abs() < 0.001, "{oews}");
    }

    #[test]
    fn every_civilian_occupation_has_a_row_in_the_cps() {
        let cps = Survey::Cps.figures();
        for code in ["29-1141", "41-2011", "11-1031", "25-2021"] {
            assert!(cps.group(code).is_some(), "{code}");
        }
        assert_eq!(cps.group("55-3016"), None);
        assert!(cps.groups.iter().all(|group| !group.soc.is_empty()));
        let nurses = cps.group("29-1141").expect("nurses are counted");
        let figure = cps.years[&2024][nurses];
        assert_eq!((cps.groups[nurses].title.as_str(), figure.women), ("Registered nurses", Some(0.868)));
    }

    #[test]
    fn a_row_of_several_occupations_is_split_by_jobs() {
        // Driver/sales workers, heavy and light truck drivers, May 2025: 409,180, 2,062,040 and 983,300 jobs.
        let cps = Survey::Cps.figures();
        let drivers = cps.group("53-3032").expect("truck drivers are counted");
        let all = 409_180.0 + 2_062_040.0 + 983_300.0;
        for (part, jobs) in cps.parts(2024, drivers).iter().zip([409_180.0, 2_062_040.0, 983_300.0]) {
            assert!((part - jobs / all).abs() < 1e-12, "{part}");
        }
        // Two occupations that OEWS publishes as one have half of it each.
        let laboratory = cps.group("29-2011").expect("laboratory technologists are counted");
        assert_eq!(cps.parts(2024, laboratory), [0.5, 0.5]);
        for survey in [Survey::Cps, Survey::Oews] {
            let figures = survey.figures();
            for group in 0..figures.groups.len() {
                let all: f64 = figures.parts(2021, group).iter().sum();
                assert!((all - 1.0).abs() < 1e-9, "{}: {all}", figures.groups[group].title);
            }
        }
    }

    #[test]
    fn a_year_without_figures_takes_the_nearest_one() {
        let years = |survey: Survey| [2012, 2020, 2023, 2030].map(|year| survey.figures().nearest(year));
        assert_eq!(years(Survey::Cps), [2020, 2020, 2022, 2024]);
        assert_eq!(years(Survey::Oews), [2021, 2021, 2021, 2025]);
    }
}
