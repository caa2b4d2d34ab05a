//! `classlens export`: tables of an audit as files, bundles, the data dictionary.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::audit::{Audit, BundleOptions, RecordExportOptions, Subset, Titles};
use classlens::present::TypedFormat;

use crate::args::{ExportArgs, ExportTableArg, Format, Global};
use crate::commands::open_audit;
use crate::commands::subset::{nothing_found, say_subset, subset_of};
use crate::output::{print, say};

pub fn run(global: &Global, args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    if let Some(folder) = &args.bundle {
        let titles = if args.no_titles { Titles::LeftOut } else { Titles::Kept };
        return bundle(global, &audit, folder, &BundleOptions { titles, keep: args.keep.clone() });
    }
    if args.dictionary {
        print(&audit.dictionary()?, global.format)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(path) = &args.output else { bail!("name a file with -o, or a folder with --bundle") };
    let is_bulk = path.extension().is_some_and(|ending| ending == "bulk");
    let format = if is_bulk { None } else { Some(format_of(path, args.bom)?) };
    check_flags(args, is_bulk)?;
    args.write_over.check(path)?;
    let subset = subset_of(&audit, &args.subset)?;
    if let Some(empty) = subset.as_ref().filter(|subset| subset.n_articles() == 0) {
        return Ok(nothing_found(&audit, empty));
    }
    say_subset(global, subset.as_ref())?;
    let Some(format) = format else { return bulk(global, &audit, args, subset.as_ref(), path) };
    let estimate = args.estimate.options(global.seed)?;
    let options = RecordExportOptions { table: args.table.table(), columns: args.columns.clone(), estimate };
    let written = audit.export_record(&options, subset.as_ref(), format, path);
    let n_rows = written.with_context(|| path.display().to_string())?;
    if !global.quiet {
        eprintln!("{n_rows} rows written to {}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Flags that mean something for some formats only.
fn check_flags(args: &ExportArgs, is_bulk: bool) -> anyhow::Result<()> {
    if is_bulk && args.table != ExportTableArg::Articles {
        bail!("--table: a .bulk file holds articles");
    }
    if is_bulk && args.bom {
        bail!("--bom: only a CSV can begin with the mark");
    }
    if !is_bulk && args.index.is_some() {
        bail!("--index: only a .bulk file is for an index");
    }
    Ok(())
}

/// Writes the file for a search cluster, and the mapping beside it.
fn bulk(
    global: &Global,
    audit: &Audit,
    args: &ExportArgs,
    subset: Option<&Subset>,
    path: &Path,
) -> anyhow::Result<ExitCode> {
    let named = || path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().to_lowercase());
    let index = args.index.clone().unwrap_or_else(named);
    let n_articles = audit.export_bulk(&index, &args.columns, subset, path);
    let n_articles = n_articles.with_context(|| path.display().to_string())?;
    let mapping = path.with_extension("mapping.json");
    let text = serde_json::to_string_pretty(&audit.bulk_mapping(&args.columns)?)?;
    std::fs::write(&mapping, text + "\n").with_context(|| mapping.display().to_string())?;
    if !global.quiet {
        eprintln!(
            "{n_articles} articles written to {} for the index `{index}`, its mapping to {}; no live server was available to test them",
            path.display(),
            mapping.display()
        );
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
        _ => bail!("{}: name a file that ends in .csv, .jsonl, .parquet, .xlsx, .arrows or .bulk", path.display()),
    };
    if has_bom && !matches!(format, TypedFormat::Csv { .. }) {
        bail!("--bom: only a CSV can begin with the mark");
    }
    Ok(format)
}

fn bundle(global: &Global, audit: &Audit, folder: &Path, options: &BundleOptions) -> anyhow::Result<ExitCode> {
    let bundled = audit.bundle(folder, options)?;
    if global.format == Format::Table {
        for (name, bytes) in &bundled.files {
            println!("{bytes:>12}  {name}");
        }
        let total: u64 = bundled.files.iter().map(|(_, bytes)| bytes).sum();
        println!("{total:>12}  in all, in {}", folder.display());
    }
    say(global.format, &format!("left out: {}", bundled.left_out.join("; ")))?;
    if bundled.left_out.iter().any(|what| what.starts_with("the variable ")) {
        say(global.format, "`--keep NAME` keeps such a variable, where its texts may be shared")?;
    }
    let name = folder.display();
    say(
        global.format,
        &format!(
            "`classlens verify {name}` checks it; summary, baseline, voice, work and report read it like an audit"
        ),
    )?;
    Ok(ExitCode::SUCCESS)
}
