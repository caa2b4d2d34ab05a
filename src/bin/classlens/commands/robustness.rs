//! `classlens robustness`: the main claims under other choices.

use std::process::ExitCode;

use crate::args::{ClaimArg, Format, Global, RobustnessArgs};
use crate::commands::search::found_code;
use crate::commands::subset::with_articles;
use crate::commands::{open_audit, readers};
use crate::output::{print_answer, say};

pub fn run(global: &Global, args: &RobustnessArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let claims = match (args.claim, global.format) {
        (Some(claim), _) => vec![claim],
        (None, Format::Table) => vec![ClaimArg::Shares, ClaimArg::Ratios],
        (None, _) => vec![ClaimArg::Shares],
    };
    with_articles(global, &audit, &args.subset, |articles| {
        let mut n_tried = 0;
        for claim in claims {
            let (answer, none) = match claim {
                ClaimArg::Shares => {
                    (articles.robustness(readers(global.format))?, "No article has a focus: there is no claim to try.")
                }
                ClaimArg::Ratios => (articles.ratio_choices()?, "No occupation is named: there is no ratio to try."),
            };
            match answer {
                Some(answer) => {
                    print_answer(&answer, global.format)?;
                    n_tried += 1;
                }
                None => say(global.format, none)?,
            }
        }
        Ok(found_code(n_tried))
    })
}
