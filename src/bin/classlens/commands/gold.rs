//! `classlens gold fit`.

use std::fs::File;
use std::process::ExitCode;

use anyhow::Context;
use classlens::audit::{GoldFit, GoldFitOptions};
use classlens::present::CsvWriter;
use classlens::validate::{FitOptions, HoldOut};

use crate::args::{FitArgs, Global};
use crate::commands::open_audit;
use crate::output::{print, say};

/// Fits a calibration, prints its cross-validated scores and writes what was asked for.
pub fn fit(global: &Global, args: &FitArgs) -> anyhow::Result<ExitCode> {
    let written = [&args.output, &args.predictions, &args.sentences];
    written.into_iter().flatten().try_for_each(|path| args.write_over.check(path))?;
    let hold_out = if args.leave_out_kinds { HoldOut::Kind } else { HoldOut::Folds(args.folds) };
    let fit = open_audit(global, &args.audit)?.gold_fit(&GoldFitOptions {
        gold: args.gold.clone(),
        sentences: args.sentences.is_some(),
        fit: FitOptions { penalties: args.penalty.clone(), hold_out, odds: args.odds, seed: global.seed },
    })?;
    report(global, &fit)?;
    if let Some(path) = &args.predictions {
        let file = File::create(path).with_context(|| format!("{}", path.display()))?;
        let mut writer = CsvWriter::new(file);
        writer.write(&fit.answers)?;
        writer.finish()?;
    }
    if let (Some(path), Some(sentences)) = (&args.sentences, &fit.sentences) {
        std::fs::write(path, sentences).with_context(|| format!("{}", path.display()))?;
    }
    if let Some(path) = &args.output {
        std::fs::write(path, &fit.calibration).with_context(|| format!("{}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn report(global: &Global, fit: &GoldFit) -> anyhow::Result<()> {
    for (penalty, f1) in &fit.fitted.by_penalty {
        say(global.format, &format!("penalty {penalty:>6}: macro F1 {f1:.3}"))?;
    }
    let provenance = &fit.fitted.calibration.fitted;
    say(
        global.format,
        &format!(
            "{} documents, {} folds, seed {}: cross-validated accuracy {:.3}, macro F1 {:.3} at penalty {}",
            provenance.n_documents,
            provenance.folds,
            provenance.seed,
            provenance.cross_validated_accuracy,
            provenance.cross_validated_macro_f1,
            provenance.penalty
        ),
    )?;
    print(&fit.scores, global.format)
}
