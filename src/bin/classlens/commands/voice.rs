//! `classlens voice`.

use std::process::ExitCode;

use classlens::audit::{VoiceOptions, VoiceTable};

use crate::args::{Global, VoiceArgs, VoiceTableArg};
use crate::commands::search::found_code;
use crate::commands::subset::with_articles;
use crate::commands::{axes_of, open_audit, say_audit};
use crate::output::print_answer;

pub fn run(global: &Global, args: &VoiceArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let table = match args.table {
        VoiceTableArg::Voices => VoiceTable::Voices,
        VoiceTableArg::Sources => VoiceTable::Sources,
        VoiceTableArg::Salience => VoiceTable::Salience,
    };
    let (by, estimate) = (axes_of(&audit, &args.by)?, args.estimate.options(global.seed)?);
    say_audit(global, &audit)?;
    with_articles(global, &audit, &args.subset, |articles| {
        let voice = articles.voice(&VoiceOptions { table, by, min: args.min, estimate })?;
        print_answer(&voice, global.format)?;
        Ok(found_code(voice.n_found))
    })
}
