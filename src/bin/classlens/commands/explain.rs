//! `classlens explain`.

use std::process::ExitCode;

use anyhow::bail;
use classlens::pipeline::Engine;
use classlens::present::{Cell, Kind, Table};
use classlens::score::{ScoredDocument, hit_rows};
use classlens::store::Store;

use crate::args::{ExplainArgs, Format, Global};
use crate::commands::{lexicon_of, open_audit, raw_of};
use crate::output::{self, say};

pub fn run(global: &Global, args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let lexicon = lexicon_of(global)?;
    if lexicon.hash != manifest.lexicon_hash {
        bail!(
            "{} was made with lexicon {} {}, this one is {}: name the right one with --lexicon, or run the audit again",
            args.audit.display(),
            manifest.lexicon,
            manifest.lexicon_hash,
            lexicon.hash
        );
    }
    let store = Store::open(&folder.index(), &manifest.tiers)?;
    let Some(stored) = store.article(&args.id)? else {
        eprintln!("classlens: no article `{}` in {}: find ids with `classlens search`", args.id, args.audit.display());
        return Ok(ExitCode::from(1));
    };
    let engine = Engine::new(lexicon)?;
    let scored = engine.analyse(raw_of(stored));
    if global.format == Format::Table {
        story(&engine, &scored)?;
    }
    output::print(&hits(&engine, &scored), global.format)?;
    Ok(ExitCode::SUCCESS)
}

fn story(engine: &Engine, scored: &ScoredDocument) -> anyhow::Result<()> {
    let lexicon = &engine.lexicon;
    let document = &scored.document;
    let lines = [
        format!("{}  {}", document.id, document.title()),
        format!(
            "{}  {}",
            document.outlet.as_deref().unwrap_or("(no outlet)"),
            document.date.map_or_else(|| "(no date)".to_owned(), |d| d.to_string())
        ),
        format!("focus: {}", scored.verdict.focus.name(lexicon)),
    ];
    for line in lines {
        say(Format::Table, &line)?;
    }
    for (tier, name) in lexicon.tiers.iter().enumerate() {
        let acknowledgement = &scored.acknowledgement[tier];
        say(
            Format::Table,
            &format!(
                "  {name:<13} attention {}  score {:.3}  acknowledgement {} ({} sentences)",
                scored.verdict.attention[tier],
                scored.verdict.score[tier],
                acknowledgement.kind.name(),
                acknowledgement.n_sentences
            ),
        )?;
    }
    let gap = if scored.scope_gap { "yes" } else { "no" };
    say(Format::Table, &format!("headline promises: {}; scope gap: {gap}\n", scored.headline_scope.name(lexicon)))
}

fn hits(engine: &Engine, scored: &ScoredDocument) -> Table {
    let mut table = Table::new(&[
        ("zone", Kind::Text),
        ("sentence", Kind::Int),
        ("words", Kind::Text),
        ("tier", Kind::Text),
        ("dimension", Kind::Text),
        ("weight", Kind::Float),
        ("field", Kind::Text),
        ("start", Kind::Int),
        ("end", Kind::Int),
        ("entry", Kind::Text),
    ]);
    for hit in hit_rows(&engine.lexicon, scored) {
        table.push(&[
            Cell::Text(hit.zone),
            Cell::Int(i64::from(hit.sentence)),
            Cell::Text(hit.words),
            Cell::Text(hit.tier),
            Cell::Text(hit.dimension),
            Cell::Float(hit.weight),
            Cell::Text(hit.field),
            Cell::Int(i64::from(hit.start)),
            Cell::Int(i64::from(hit.end)),
            Cell::Text(hit.entry),
        ]);
    }
    table
}
