//! `classlens work`: pay, schedules and reasons for leaving work, with intervals and bases.

use std::process::ExitCode;

use anyhow::bail;
use classlens::audit::{AuditError, WorkOptions, WorkTable};

use crate::args::{Global, WorkArgs, WorkTableArg};
use crate::commands::search::found_code;
use crate::commands::subset::with_articles;
use crate::commands::{axes_of, open_audit, readers};
use crate::output::print_answer;

pub fn run(global: &Global, args: &WorkArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let table = match args.table {
        WorkTableArg::Pay => WorkTable::Pay,
        WorkTableArg::Schedules => WorkTable::Schedules,
        WorkTableArg::Reasons => WorkTable::Reasons,
    };
    let options = WorkOptions { table, by: axes_of(&audit, &args.by)?, readers: readers(global.format) };
    with_articles(global, &audit, &args.subset, |articles| match articles.work(&options) {
        Ok(answer) => {
            print_answer(&answer, global.format)?;
            Ok(found_code(answer.n_found))
        }
        Err(AuditError::Ungrouped) => bail!("--by does not go with schedules: they are counted beside each tier"),
        Err(error) => Err(error.into()),
    })
}
