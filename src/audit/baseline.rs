//! Occupations named, set against the working population.

use std::ops::ControlFlow;

use crate::audit::selection::{HitText, HitWords};
use crate::audit::{Answer, Audit, AuditError, EstimateOptions, Readers, Selection};
use crate::baseline::Survey;
use crate::findings::occupations::{self as tables};
use crate::findings::{self, Ground, Grounded};
use crate::lexicon::Lexicon;
use crate::record::Table;
use crate::summarize::population::{Ratio, WorkerClasses};

/// A table of occupations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaselineTable {
    /// Representation ratio by tier of the lexicon.
    Tiers,
    /// Persons profiled by tier: who is portrayed against who works.
    Profiled,
    /// Representation ratio by major group of occupations.
    Groups,
    /// Representation ratio by occupation.
    Occupations,
    /// Large occupations that are named too seldom.
    Silence,
    /// Representation ratio by fifth of the wage distribution.
    Wages,
    /// Median, thirds and distance on the wage distribution.
    Places,
    /// Typical education of the occupations named, and who takes part in the labour force.
    Education,
}

impl BaselineTable {
    /// All tables with their names, in the order in which people read them.
    pub const ALL: [(&'static str, Self); 8] = [
        ("tiers", Self::Tiers),
        ("profiled", Self::Profiled),
        ("groups", Self::Groups),
        ("occupations", Self::Occupations),
        ("silence", Self::Silence),
        ("wages", Self::Wages),
        ("places", Self::Places),
        ("education", Self::Education),
    ];

    /// The survey the table is set against; wages and education are those of jobs.
    fn survey(self, survey: Survey) -> Survey {
        match self {
            Self::Wages | Self::Places | Self::Education => Survey::Oews,
            _ => survey,
        }
    }
}

/// What a baseline is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct BaselineOptions {
    /// Which tables.
    pub tables: Vec<BaselineTable>,
    /// Survey that occupations, groups and silence are set against.
    pub survey: Survey,
    /// Times an occupation would be mentioned in proportion; those below are left out.
    pub min: f64,
    /// Percent of employment from which on an occupation counts as large.
    pub large: f64,
    /// Most occupations for people.
    pub limit: usize,
    /// Whom the tables are for.
    pub readers: Readers,
    /// How ratios are estimated.
    pub estimate: EstimateOptions,
}

impl BaselineOptions {
    /// This table, every number in a cell of its own.
    #[must_use]
    pub fn of(table: BaselineTable) -> Self {
        Self {
            tables: vec![table],
            survey: Survey::Cps,
            min: 5.0,
            large: 0.25,
            limit: 25,
            readers: Readers::Machines,
            estimate: EstimateOptions::default(),
        }
    }
}

/// What else to keep in mind with ratios.
const CAVEAT: &str = "\
as_workers is the ratio when mentions count by these parts; its interval takes the parts as known, although few hits were judged. Collective names (federal workers, guest workers, health care
workers) and names without a level or field (teacher: Secondary school teachers) carry the code of one occupation by convention:
ratios of single occupations follow it, those of groups and fifths less. guarded_% is the part of an occupation's words that count only beside
words of working life (reporters, lawyers, police, executives …): such ratios are lower than bare counts would give.
against_women holds all mentions, of women and men, against the occupations of employed women.";

impl Audit {
    /// Occupations named in all articles; see [`Selection::baseline`].
    ///
    /// # Errors
    /// As there.
    pub fn baseline(&self, options: &BaselineOptions) -> Result<Vec<Answer>, AuditError> {
        self.all()?.baseline(options)
    }
}

impl Selection<'_> {
    /// Occupations named, a table each; none where no occupation of the survey is named.
    ///
    /// # Errors
    /// When the hits cannot be read, the lexicon is another one, or intervals would take articles as independent.
    pub fn baseline(&self, options: &BaselineOptions) -> Result<Vec<Answer>, AuditError> {
        if let Some((weighed, line)) = self.weighed(&options.estimate)? {
            let mut answers = weighed.baseline(options)?;
            answers.first_mut().into_iter().for_each(|first| first.before.insert(0, line.clone()));
            return Ok(answers);
        }
        let lexicon = self.audit.lexicon()?;
        let mut words = HitWords::default();
        let hits = self.hits(HitText::LeftOut, &mut words, &mut || ControlFlow::Continue(()))?.unwrap_or_default();
        let EstimateOptions { weight, method, resampling } = &options.estimate;
        let weights = weight.of(&self.rows).of;
        let (by, clusters) = method.clusters(&self.rows).ok_or(AuditError::Independent)?;
        let corpus = Grounded { rows: &self.rows, hits: &hits, lexicon, weights, clusters, resampling: *resampling };
        let mut last: Option<(Survey, Ground<'_>)> = None;
        let mut answers = Vec::new();
        for table in &options.tables {
            let survey = table.survey(options.survey);
            let known = last.take().filter(|(known, _)| *known == survey);
            let is_fresh = known.is_none();
            let (_, ground) = last.insert(known.unwrap_or_else(|| (survey, Ground::new(&corpus, survey))));
            if ground.is_empty() {
                break;
            }
            let before = if is_fresh { head(ground, by.name(), resampling.replicates) } else { Vec::new() };
            answers.push(Tabled { options, lexicon, ground }.answer(*table, before));
        }
        if let Some(last) = answers.last_mut() {
            let precision = findings::mentions_and_workers(lexicon);
            last.after.push(format!("\nRead ratios with this in mind. {precision}\n{CAVEAT}"));
        }
        Ok(answers)
    }
}

/// Survey, years, what is left out, what intervals rest on.
fn head(ground: &Ground<'_>, by: &str, replicates: u32) -> Vec<String> {
    let mentions = ground.mentions();
    let survey = mentions.figures.survey;
    let n = mentions.n_articles;
    let named = mentions.n_entries.iter().filter(|n| **n > 0).count();
    let drawn = ground.drawn();
    let few = if drawn.n_effective() < crate::summarize::FEW_CLUSTERS { ": few, a rough guide" } else { "" };
    vec![
        format!("Held against {} ({}), {}.", survey.name(), survey.population(), ground.years()),
        format!(
            "{n} articles name an occupation that the survey has a row for: {} in a year with figures, {} held against the nearest year with figures, \
             {} undated held against the commonest.",
            mentions.n_own_year,
            n - mentions.n_own_year - mentions.n_undated,
            mentions.n_undated
        ),
        format!(
            "The lexicon has words for {named} of {} occupations, {}; the others are left out on both sides, and {} hits of \
             occupations that the survey has no row for.",
            mentions.n_entries.len(),
            ground.covered(&WorkerClasses::occupations(mentions)),
            mentions.n_outside
        ),
        format!(
            "Intervals of 95 % by bootstrap over {} clusters ({by}), worth {:.1} of equal size{few}; {replicates} replicates.",
            drawn.n_clusters(),
            drawn.n_effective()
        ),
    ]
}

/// The ratios by tier against the other survey: surveys differ in whom they count, and in nothing else here.
fn other_survey(ground: &Ground<'_>, tiers: &[String]) -> Option<String> {
    let other = ground.of_other_survey()?;
    let survey = |ground: &Ground<'_>| ground.mentions().figures.survey;
    let one = |other: &Ratio| {
        let own = ground.tier_ratios().into_iter().find(|own| own.class == other.class);
        let here = own
            .map_or_else(String::new, |own| format!(", here {:.1} % and {:.2}", own.expected_share * 100.0, own.ratio));
        format!("{} {:.1} % of them, ratio {:.2}{here}", tiers[other.class], other.expected_share * 100.0, other.ratio)
    };
    let ratios = other.tier_ratios().iter().map(one).collect::<Vec<_>>().join("; ");
    Some(format!(
        "The same mentions by the same rule against {} ({}): {ratios}. The surveys differ in whom they count: {} has the \
         self-employed, and what people say of their own work; {} has what employers say of their jobs.",
        survey(&other).name(),
        survey(&other).population(),
        Survey::Cps.name(),
        Survey::Oews.name(),
    ))
}

/// What tables are made of.
struct Tabled<'a> {
    options: &'a BaselineOptions,
    lexicon: &'a Lexicon,
    ground: &'a Ground<'a>,
}

impl Tabled<'_> {
    fn answer(&self, table: BaselineTable, mut before: Vec<String>) -> Answer {
        let (title, made) = self.titled(table);
        before.push(format!("\n{title}{}", self.residual(table)));
        let n_found = made.n_rows() as u64;
        Answer { before, table: made, after: self.note(table, n_found as usize).into_iter().collect(), n_found }
    }

    /// Says which rows of the survey a table for people leaves out.
    fn residual(&self, table: BaselineTable) -> String {
        if table != BaselineTable::Occupations || self.options.readers != Readers::People {
            return String::new();
        }
        let mentions = self.ground.mentions();
        let residual = |group: usize| mentions.figures.groups[group].is_residual();
        let n = (0..mentions.n_entries.len()).filter(|at| residual(*at) && mentions.n_entries[*at] > 0).count();
        let named: u64 = mentions.namings.iter().filter(|n| residual(n.group)).map(|n| u64::from(n.times)).sum();
        format!(
            "; {n} rows of the survey for all others of a group (such as Managers, all other: {named} mentions together) are not \
             listed"
        )
    }

    fn note(&self, table: BaselineTable, n_rows: usize) -> Option<String> {
        match table {
            BaselineTable::Occupations if n_rows == 0 => Some(format!(
                "No occupation would be mentioned {} times or more in proportion: ask for fewer.",
                self.options.min
            )),
            BaselineTable::Tiers => other_survey(self.ground, &self.lexicon.tiers),
            BaselineTable::Groups => {
                let moves = self.ground.year_moves(&findings::major_groups(self.ground.mentions()));
                Some(format!("Held against the figures of any single year, no ratio moves by more than {moves:.0} %."))
            }
            BaselineTable::Places => {
                let (places, without) = self.ground.places()?;
                let commonest = without.map(|without| {
                    format!("The commonest occupation is {}, {:.1} % of mentions.", without.title, without.part * 100.0)
                });
                let ends = [places.median, places.bottom_third, places.middle, places.top_fifth, places.distance];
                let is_pointed = |ends: (f64, f64)| ends.1 - ends.0 < 0.001;
                let pointed = ends.iter().filter_map(|interval| interval.ends).any(is_pointed).then(|| {
                    "An interval without a width lies in the stretch of one large occupation, or rests on outlets that \
                     name the same ones: it is no sign of precision."
                        .to_owned()
                });
                let notes: Vec<String> = commonest.into_iter().chain(pointed).collect();
                (!notes.is_empty()).then(|| notes.join(" "))
            }
            BaselineTable::Wages => findings::fifths_without_commonest(self.ground),
            _ => None,
        }
    }

    fn titled(&self, table: BaselineTable) -> (&'static str, Table) {
        let (ground, lexicon, readers) = (self.ground, self.lexicon, self.options.readers);
        let mentions = ground.mentions();
        let limit = if readers == Readers::People { self.options.limit } else { usize::MAX };
        let ratios = |classes: &WorkerClasses, min: f64, limit: usize| {
            tables::ratios(readers, ground, &ground.lines(classes, min), limit)
        };
        match table {
            BaselineTable::Tiers => {
                ("By tier of the occupation", ratios(&findings::tiers(mentions, lexicon), 0.0, usize::MAX))
            }
            BaselineTable::Profiled => (
                "Persons profiled (named, with age, work, pay or employer) whose tier is known",
                tables::profiled(ground, &lexicon.tiers),
            ),
            BaselineTable::Groups => {
                ("By major group of SOC 2018", ratios(&findings::major_groups(mentions), 0.0, usize::MAX))
            }
            BaselineTable::Occupations => (
                "By occupation, the largest first",
                ratios(&WorkerClasses::occupations(mentions), self.options.min, limit),
            ),
            BaselineTable::Wages => {
                ("By fifth of jobs, 1 the lowest paid", ratios(&WorkerClasses::wage_fifths(mentions), 0.0, usize::MAX))
            }
            BaselineTable::Places => ("Places of mentions on the wage distribution of jobs", tables::places(ground)),
            BaselineTable::Silence => (
                "Large occupations named in fewer articles than in proportion",
                tables::silence(self.options.readers, ground, self.options.large / 100.0, limit),
            ),
            BaselineTable::Education => (
                "By typical entry education of the occupation, beside participation of persons aged 25 and over",
                tables::education(readers, ground, &ground.lines(&findings::education(mentions, lexicon), 0.0)),
            ),
        }
    }
}
