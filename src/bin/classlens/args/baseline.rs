//! Arguments of `classlens baseline`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use classlens::audit::Survey;

use crate::args::{EstimateArgs, SubsetArgs};

#[derive(Debug, Args)]
pub struct BaselineArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// Which table; without it all of them, for people.
    #[arg(long, value_enum)]
    pub table: Option<BaselineTableArg>,
    /// Survey that occupations, groups and silence are held against; wages and education need OEWS.
    #[arg(long, value_enum, default_value_t = SurveyArg::Cps)]
    pub survey: SurveyArg,
    /// Leave out occupations that would be mentioned fewer times in proportion.
    #[arg(long, default_value_t = 5.0, value_name = "N")]
    pub min: f64,
    /// Share of employment, in percent, from which on an occupation counts as large.
    #[arg(long, default_value_t = 0.25, value_name = "PERCENT")]
    pub large: f64,
    /// Occupations printed for people; other formats have all.
    #[arg(long, default_value_t = 25, value_name = "N")]
    pub limit: usize,
    #[command(flatten)]
    pub subset: SubsetArgs,
    #[command(flatten)]
    pub estimate: EstimateArgs,
}

/// A table of `classlens baseline`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BaselineTableArg {
    /// Representation ratio by tier of the lexicon.
    Tiers,
    /// Persons profiled by tier: who is portrayed against who works.
    Profiled,
    /// Representation ratio by major group of occupations.
    Groups,
    /// Representation ratio by occupation.
    Occupations,
    /// Representation ratio by fifth of the wage distribution.
    Wages,
    /// Median, thirds and distance on the wage distribution.
    Places,
    /// Large occupations that are named too seldom.
    Silence,
    /// Typical education of the occupations named, and who takes part in the labour force.
    Education,
}

/// A survey of employment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SurveyArg {
    /// Current Population Survey: people.
    Cps,
    /// Occupational Employment and Wage Statistics: jobs.
    Oews,
}

impl SurveyArg {
    pub fn survey(self) -> Survey {
        match self {
            Self::Cps => Survey::Cps,
            Self::Oews => Survey::Oews,
        }
    }
}
