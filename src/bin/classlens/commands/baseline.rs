//! `classlens baseline`: occupations named against the working population.

use std::process::ExitCode;

use anyhow::bail;
use classlens::audit::{AuditError, BaselineOptions, BaselineTable};

use crate::args::{BaselineArgs, BaselineTableArg, Format, Global};
use crate::commands::subset::with_articles;
use crate::commands::{open_audit, readers};
use crate::output::{print_answer, say};

pub fn run(global: &Global, args: &BaselineArgs) -> anyhow::Result<ExitCode> {
    let tables = match (args.table, global.format) {
        (Some(table), _) => vec![of(table)],
        (None, Format::Table) => BaselineTable::ALL.map(|(_, table)| table).to_vec(),
        (None, _) => {
            bail!("name one table: --table tiers, profiled, groups, occupations, wages, places, silence or education")
        }
    };
    if !(args.large.is_finite() && args.min.is_finite()) {
        bail!("--large and --min are finite numbers");
    }
    let audit = open_audit(global, &args.audit)?;
    let options = BaselineOptions {
        tables,
        survey: args.survey.survey(),
        min: args.min,
        large: args.large,
        limit: args.limit,
        readers: readers(global.format),
        estimate: args.estimate.options(global.seed)?,
    };
    with_articles(global, &audit, &args.subset, |articles| {
        let answers = match articles.baseline(&options) {
            Err(AuditError::Independent) => {
                bail!("an article names several occupations: take --interval outlet, outlet-week or story")
            }
            answers => answers?,
        };
        if answers.is_empty() {
            say(global.format, "No occupation of the survey is named in these articles.")?;
            return Ok(ExitCode::from(1));
        }
        answers.iter().try_for_each(|answer| print_answer(answer, global.format))?;
        Ok(ExitCode::SUCCESS)
    })
}

fn of(table: BaselineTableArg) -> BaselineTable {
    match table {
        BaselineTableArg::Tiers => BaselineTable::Tiers,
        BaselineTableArg::Profiled => BaselineTable::Profiled,
        BaselineTableArg::Groups => BaselineTable::Groups,
        BaselineTableArg::Occupations => BaselineTable::Occupations,
        BaselineTableArg::Wages => BaselineTable::Wages,
        BaselineTableArg::Places => BaselineTable::Places,
        BaselineTableArg::Silence => BaselineTable::Silence,
        BaselineTableArg::Education => BaselineTable::Education,
    }
}
