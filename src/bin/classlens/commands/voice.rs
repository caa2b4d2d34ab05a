//! `classlens voice`.

use std::process::ExitCode;

use classlens::audit::{VoiceOptions, VoiceTable};

use crate::args::{Global, VoiceArgs, VoiceTableArg};
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
    let voice = audit.voice(&VoiceOptions { table, by, min: args.min, estimate })?;
    say_audit(global, &audit)?;
    print_answer(&voice, global.format)?;
    Ok(if voice.n_found == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
