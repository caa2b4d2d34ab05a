//! `classlens explain`.

use std::process::ExitCode;

use classlens::baseline::BASE_YEAR;
use classlens::engine::Engine;
use classlens::record::{Cell, Kind, Table};
use classlens::score::{ScoredDocument, Scorer, WorkRow, argument, article_row, effects, hit_rows, pay_rows};

use crate::args::{ExplainArgs, Format, Global};
use crate::commands::{lexicon_of_audit, open_audit};
use crate::output::{self, say};

pub fn run(global: &Global, args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let lexicon = lexicon_of_audit(global, &args.audit, &manifest)?;
    let Some(article) = folder.read_articles()?.find(&args.id)? else {
        eprintln!("classlens: no article `{}` in {}: find ids with `classlens search`", args.id, args.audit.display());
        return Ok(ExitCode::from(1));
    };
    let engine = Engine::new(lexicon)?;
    let scored = engine.analyse(article);
    if global.format == Format::Table {
        story(&engine, &scored)?;
    }
    output::print(&hits(&engine, &scored), global.format)?;
    Ok(ExitCode::SUCCESS)
}

/// Longest title that is printed whole, in characters.
const TITLE_CHARS: usize = 200;

/// A title on one line, cut where it is no title but a text.
fn shortened(title: &str) -> String {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(TITLE_CHARS) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// Features shown in the argument for a tier.
const SHOWN: usize = 8;

fn story(engine: &Engine, scored: &ScoredDocument) -> anyhow::Result<()> {
    let lexicon = &engine.lexicon;
    let document = &scored.document;
    let outlet = document.outlet.as_deref().unwrap_or("(no outlet)");
    let date = document.date.map_or_else(|| "(no date)".to_owned(), |d| d.to_string());
    line(&format!("{}  {}", document.id, shortened(document.title())))?;
    line(&format!("{outlet}, {date}, {} words in headline, lede and body", scored.tokens.n_scored()))?;
    line(&format!("lexicon {} {}", lexicon.name, lexicon.hash))?;
    if let Some(reason) = scored.unscored {
        return line(&format!("not scored: {}", reason.text(lexicon)));
    }
    line(&format!("focus: {}", scored.verdict.focus.name(&lexicon.tiers)))?;
    for (tier, name) in lexicon.tiers.iter().enumerate() {
        let found = &scored.acknowledgement[tier];
        let place = match (found.first, found.last) {
            (Some(first), Some(last)) => format!(", first in the {} third, last in the {}", first.name(), last.name()),
            _ => String::new(),
        };
        let probability =
            scored.verdict.probability.get(tier).map_or_else(String::new, |p| format!("  probability {p:.2}"));
        line(&format!(
            "  {name:<13} attention {}  expected {:.2}{probability}  acknowledgement {}, {} sentences{place}",
            scored.verdict.attention[tier],
            scored.verdict.score[tier],
            found.kind.name(),
            found.n_sentences
        ))?;
    }
    let gap = if scored.scope_gap { "yes" } else { "no" };
    line(&format!("headline promises: {}; scope gap: {gap}", scored.headline_scope.name(&lexicon.tiers)))?;
    let row = article_row(lexicon, scored);
    if !row.proposals.is_empty() {
        let serve: Vec<&str> = row.proposals_serve.iter().map(|serves| serves.name()).collect();
        line(&format!("proposals: {}; they serve: {}", row.proposals.join(", "), serve.join(", ")))?;
    }
    if !row.tropes.is_empty() {
        line(&format!("tropes: {}", row.tropes.join(", ")))?;
    }
    speakers(engine, scored)?;
    work(scored, &row.work)?;
    for (tier, name) in lexicon.tiers.iter().enumerate() {
        case_for(engine, scored, tier, name)?;
    }
    line(match engine.scorer {
        Scorer::Fitted(_) => "\nHits; `moved` is what the log-odds of the hit's own tier against none lose without it:",
        Scorer::Rule(_) => {
            "\nHits; `moved` is what the expected attention to the hit's own tier loses without it (rule of thumb: this lexicon has no calibration):"
        }
    })
}

/// Who speaks, how often, and the words that say who they are.
fn speakers(engine: &Engine, scored: &ScoredDocument) -> anyhow::Result<()> {
    let (lexicon, voice) = (&engine.lexicon, &scored.voice);
    for (at, speaker) in voice.speakers.iter().enumerate() {
        let said: Vec<_> = voice.quotes.iter().filter(|q| q.speaker.is_some_and(|s| s as usize == at)).collect();
        let n_words: u32 = said.iter().map(|q| q.n_words).sum();
        let sector = speaker.sector.map(|s| format!(" ({})", lexicon.voice.sectors[usize::from(s.0)].name));
        line(&format!(
            "speaker: {}, {}{}: {} quotes, {n_words} words; {}",
            speaker.name.as_deref().unwrap_or(speaker.form.name()),
            speaker.standing.name(&lexicon.tiers),
            sector.unwrap_or_default(),
            said.len(),
            speaker.words
        ))?;
    }
    for person in &voice.profiles {
        line(&format!("profiled: {}, {}; {}", person.name, person.standing.name(&lexicon.tiers), person.words))?;
    }
    Ok(())
}

/// Pay with its place, kinds of schedule, reasons for leaving work; nothing where there is none.
fn work(scored: &ScoredDocument, row: &WorkRow) -> anyhow::Result<()> {
    for pay in pay_rows(scored) {
        let placed = pay.placed.map_or_else(String::new, |placed| {
            format!(
                ", in dollars of {BASE_YEAR} {:.2}: above {:.0} % of all jobs of {}",
                placed.real_hourly, placed.percentile, placed.year_of_figures
            )
        });
        let (kind, code, hourly) = (pay.pay.kind.name(), pay.pay.currency.code(), pay.pay.hourly());
        line(&format!("pay: {} ({kind}, {}): {code} {hourly:.2} an hour{placed}", pay.words, pay.pay.zone.name()))?;
    }
    let counts = [row.schedule_control, row.schedule_rigid, row.schedule_unstable];
    if counts.iter().any(|n| *n > 0) {
        line(&format!("schedules: control {}, rigid {}, unstable {}", counts[0], counts[1], counts[2]))?;
    }
    if row.reasons_pull + row.reasons_push > 0 {
        line(&format!("reasons for leaving work: pull {}, push {}", row.reasons_pull, row.reasons_push))?;
    }
    Ok(())
}

/// The sum that gives the log-odds of one tier, for tiers with any evidence.
fn case_for(engine: &Engine, scored: &ScoredDocument, tier: usize, name: &str) -> anyhow::Result<()> {
    let Some(argument) = argument(&engine.scorer, &scored.features, tier) else { return Ok(()) };
    if scored.verdict.attention[tier] == 0 && scored.acknowledgement[tier].n_sentences == 0 {
        return Ok(());
    }
    line(&format!(
        "\nThe case for {name}: log-odds {:+.2} against none = {:+.2} to start from",
        argument.log_odds, argument.constant
    ))?;
    for part in argument.contributions.iter().take(SHOWN) {
        line(&format!(
            "  {:+.2}  {:<26} {:.2} here, {:.2} in the mean gold article",
            part.log_odds, part.feature, part.value, part.mean
        ))?;
    }
    let rest: f64 = argument.contributions.iter().skip(SHOWN).map(|c| c.log_odds).sum();
    line(&format!("  {rest:+.2}  all other features"))
}

fn line(text: &str) -> anyhow::Result<()> {
    say(Format::Table, text)
}

fn hits(engine: &Engine, scored: &ScoredDocument) -> Table {
    let mut table = Table::new(&[
        ("moved", Kind::Float),
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
    let moved = effects(&engine.scorer, &engine.lexicon, scored);
    for (hit, moved) in hit_rows(&engine.lexicon, scored).zip(moved) {
        table.push(&[
            Cell::Float(moved),
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
