//! `classlens export`: tables of an audit as files, bundles, the data dictionary.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::audit::{Audit, RecordExportOptions, Titles};
use classlens::present::TypedFormat;

use crate::args::{ExportArgs, Format, Global};
use crate::commands::open_audit;
use crate::commands::subset::{nothing_found, say_subset, subset_of};
use crate::output::{print, say};

pub fn run(global: &Global, args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    if let Some(folder) = &args.bundle {
        return bundle(global, &audit, folder, if args.no_titles { Titles::LeftOut } else { Titles::Kept });
    }
    if args.dictionary {
        print(&audit.dictionary()?, global.format)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(path) = &args.output else { bail!("name a file with -o, or a folder with --bundle") };
    let format = format_of(path, args.bom)?;
    args.write_over.check(path)?;
    let subset = subset_of(&audit, &args.subset)?;
    if let Some(empty) = subset.as_ref().filter(|subset| subset.n_articles() == 0) {
        return Ok(nothing_found(&audit, empty));
    }
    say_subset(global, subset.as_ref())?;
    let estimate = args.estimate.options(global.seed)?;
    let options = RecordExportOptions { table: args.table.table(), columns: args.columns.clone(), estimate };
    let written = audit.export_record(&options, subset.as_ref(), format, path);
    let n_rows = written.with_context(|| path.display().to_string())?;
    if !global.quiet {
        eprintln!("{n_rows} rows written to {}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn format_of(path: &Path, has_bom: bool) -> anyhow::Result<TypedFormat> {
    let format = match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => TypedFormat::Csv { has_bom },
        Some("jsonl") => TypedFormat::JsonLines,
        Some("parquet") => TypedFormat::Parquet,
        Some("xlsx") => TypedFormat::Xlsx,
        Some("arrows") => TypedFormat::Arrow,
        _ => bail!("{}: name a file that ends in .csv, .jsonl, .parquet, .xlsx or .arrows", path.display()),
    };
    if has_bom && !matches!(format, TypedFormat::Csv { .. }) {
        bail!("--bom: only a CSV can begin with the mark");
    }
    Ok(format)
}

fn bundle(global: &Global, audit: &Audit, folder: &Path, titles: Titles) -> anyhow::Result<ExitCode> {
    let bundled = audit.bundle(folder, titles)?;
    if global.format == Format::Table {
        for (name, bytes) in &bundled.files {
            println!("{bytes:>12}  {name}");
        }
        let total: u64 = bundled.files.iter().map(|(_, bytes)| bytes).sum();
        println!("{total:>12}  in all, in {}", folder.display());
    }
    say(global.format, &format!("left out: {}", bundled.left_out.join("; ")))?;
    let name = folder.display();
    say(
        global.format,
        &format!(
            "`classlens verify {name}` checks it; summary, baseline, voice, work and report read it like an audit"
        ),
    )?;
    Ok(ExitCode::SUCCESS)
}
