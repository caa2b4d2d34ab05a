//! `classlens lexicon import`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use classlens::lexicon::import::{ImportOptions, Imported, RemarkKind, TierChoice, import, write_folder};
use classlens::lexicon::{NONE, UNIVERSAL};
use classlens::quality::remarks_table;

use crate::args::{Format, Global, ImportArgs};
use crate::output::{self, say};

/// Remarks of each kind printed for people; `--format csv` prints all.
const SHOWN: usize = 12;

/// Imports the dictionary, writes the folder and prints what was changed or left out.
pub fn run(global: &Global, args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let tiers = args.tiers.iter().map(|argument| TierChoice::parse(argument)).collect::<Result<_, _>>()?;
    let options = ImportOptions { format: args.from.format(), tiers, language: args.language.clone() };
    let bytes = std::fs::read(&args.file)
        .with_context(|| format!("{}: cannot be read: check the name and the permissions", args.file.display()))?;
    let imported = import(&args.file, &bytes, &options)?;
    let folder = args.output.clone().unwrap_or_else(|| {
        let name = args.file.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        PathBuf::from(format!("{name}-lexicon"))
    });
    write_folder(&imported.files, &folder)?;
    if global.format == Format::Table {
        remarks(global, &imported);
    } else {
        output::print(&remarks_table(&imported.remarks), global.format)?;
    }
    summary(global, args, &imported)?;
    say(global.format, &format!("lexicon folder: {}", folder.display()))?;
    say(global.format, &format!("next: classlens audit PATH --lexicon {}", folder.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn summary(global: &Global, args: &ImportArgs, imported: &Imported) -> anyhow::Result<()> {
    let lexicon = &imported.lexicon;
    let n = |kind| imported.remarks.iter().filter(|remark| remark.kind == kind).count();
    let line = format!(
        "{} read as {}: {} terms in their categories, {} entries; remarks: {} kept, {} left out",
        args.file.display(),
        imported.format.name(),
        imported.n_terms,
        lexicon.entries.len(),
        n(RemarkKind::Kept),
        n(RemarkKind::LeftOut)
    );
    say(global.format, &line)?;
    for tier in lexicon.tiers.iter().map(String::as_str).chain([UNIVERSAL, NONE]) {
        let n = lexicon.entries.iter().filter(|entry| lexicon.tier_name(entry.tier) == tier).count();
        if n > 0 {
            say(global.format, &format!("  {tier:<20} {n:>6}"))?;
        }
    }
    Ok(())
}

fn remarks(global: &Global, imported: &Imported) {
    if global.quiet {
        return;
    }
    for kind in [RemarkKind::LeftOut, RemarkKind::Kept] {
        let of_kind: Vec<_> = imported.remarks.iter().filter(|remark| remark.kind == kind).collect();
        for remark in of_kind.iter().take(SHOWN) {
            eprintln!("{}: {}: {}", kind.name(), remark.place, remark.message);
        }
        if let Some(more) = of_kind.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            eprintln!("{}: {more} more, print all with --format csv", kind.name());
        }
    }
}
