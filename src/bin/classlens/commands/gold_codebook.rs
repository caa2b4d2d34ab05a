//! `classlens gold codebook`.

use std::process::ExitCode;

use anyhow::Context;
use classlens::present::{codebook_page, codebook_table, coding_guide};
use classlens::validate::Codebook;

use crate::args::{CodebookArgs, Global};
use crate::commands::lexicon_of;
use crate::output::{print, say};

/// Prints rules, definitions and variables, or writes them as a page.
pub fn run(global: &Global, args: &CodebookArgs) -> anyhow::Result<ExitCode> {
    let lexicon = lexicon_of(global)?;
    let codebook = Codebook::of(&lexicon);
    if let Some(path) = &args.page {
        args.write_over.check(path)?;
        let page = codebook_page(&codebook, &lexicon.about, &lexicon.name);
        std::fs::write(path, page).with_context(|| format!("{}: cannot be written", path.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    for definition in coding_guide(&codebook, &lexicon.about) {
        say(global.format, &format!("{}: {}", definition.term, definition.text))?;
    }
    say(global.format, "")?;
    print(&codebook_table(&codebook, &lexicon.about), global.format)?;
    Ok(ExitCode::SUCCESS)
}
