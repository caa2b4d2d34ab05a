//! `classlens explain`.

use std::process::ExitCode;

use classlens::audit::{Audit, Explained, Reading, SignWeight, TierReading};

use crate::args::{ExplainArgs, Format, Global};
use crate::commands::open_audit;
use crate::output::{self, say};

pub fn run(global: &Global, args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let Some(explained) = audit.explain(&args.id)? else {
        eprintln!("classlens: no article `{}` in {}: find ids with `classlens search`", args.id, args.audit.display());
        return Ok(ExitCode::from(1));
    };
    if global.format == Format::Table {
        story(&audit, &explained)?;
    }
    output::print(&explained.reading.hits(), global.format)?;
    Ok(ExitCode::SUCCESS)
}

/// Longest title that is printed whole, in characters.
const TITLE_CHARS: usize = 200;

/// A text on one line, cut after a number of characters.
fn cut(text: &str, n_chars: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(n_chars) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

fn story(audit: &Audit, explained: &Explained) -> anyhow::Result<()> {
    let Explained { id, outlet, headline, date, reading } = explained;
    let manifest = audit.manifest();
    line(&format!("{id}  {}", cut(headline, TITLE_CHARS)))?;
    let outlet = outlet.as_deref().unwrap_or("(no outlet)");
    let date = date.as_deref().unwrap_or("(no date)");
    line(&format!("{outlet}, {date}, {} words in headline, lede and body", reading.n_words))?;
    line(&format!("lexicon {} {}", manifest.lexicon, manifest.lexicon_hash))?;
    if let Some(reason) = &reading.unscored {
        return line(&format!("not scored: {reason}"));
    }
    line(&focus(reading))?;
    reading.tiers.iter().try_for_each(tier)?;
    let gap = if reading.scope_gap { "yes" } else { "no" };
    line(&format!("headline promises: {}; scope gap: {gap}", reading.headline_scope))?;
    if !reading.proposals.is_empty() {
        let (kinds, serve) = (reading.proposals.join(", "), reading.proposals_serve.join(", "));
        line(&format!("proposals: {kinds}; they serve: {serve}"))?;
    }
    if !reading.tropes.is_empty() {
        line(&format!("tropes: {}", reading.tropes.join(", ")))?;
    }
    for people in &reading.people {
        let words = people.words.as_deref().unwrap_or_default().join(", ");
        let (kind, weight, n) = (people.kind, people.weight, people.n_sentences);
        line(&format!("people: {kind}, weight {weight:.1} from {n} sentences; {words}"))?;
    }
    speakers(reading)?;
    work(reading)?;
    reading.tiers.iter().try_for_each(case_for)?;
    sentences(reading)?;
    article_words(reading)?;
    line(match reading.moved_in {
        "log_odds" => "\nHits; `moved` is what the log-odds of the hit's own tier against none lose without it:",
        _ => {
            "\nHits; `moved` is what the expected attention to the hit's own tier loses without it (rule of thumb: this lexicon has no calibration):"
        }
    })
}

/// What the text is about, how sure that is, and why where it is not clear.
fn focus(reading: &Reading) -> String {
    match reading.certainty.as_ref().filter(|sure| sure.certainty != "clear") {
        Some(sure) => {
            let hits: Vec<String> = sure.decided_by.iter().map(ToString::to_string).collect();
            let hits = if hits.is_empty() { String::new() } else { format!(" (hits {})", hits.join(", ")) };
            format!("focus: {} {}; {}{hits}", sure.certainty, reading.focus, sure.why)
        }
        None => format!("focus: {}", reading.focus),
    }
}

/// Attention to a tier, and how it is acknowledged.
fn tier(found: &TierReading) -> anyhow::Result<()> {
    let thirds = match (found.first, found.last) {
        (Some(first), Some(last)) => format!(", first in the {first} third, last in the {last}"),
        _ => String::new(),
    };
    let probability = found.probability.map_or_else(String::new, |p| format!("  probability {p:.2}"));
    line(&format!(
        "  {:<13} attention {}  expected {:.2}{probability}  acknowledgement {}, {} sentences{thirds}",
        found.tier, found.attention, found.expected, found.acknowledgement, found.n_sentences
    ))
}

/// Who speaks, how often, and the words that say who they are.
fn speakers(reading: &Reading) -> anyhow::Result<()> {
    for speaker in &reading.speakers {
        line(&format!(
            "speaker: {}, {}{}: {} quotes, {} words; {}",
            speaker.name.as_deref().unwrap_or(speaker.form),
            speaker.tier,
            speaker.sector.as_ref().map_or_else(String::new, |sector| format!(" ({sector})")),
            speaker.n_quotes,
            speaker.n_words,
            speaker.words.as_deref().unwrap_or_default()
        ))?;
    }
    for person in &reading.persons {
        let (name, words) = (person.name.as_deref().unwrap_or_default(), person.words.as_deref().unwrap_or_default());
        line(&format!("profiled: {name}, {}; {words}", person.tier))?;
    }
    Ok(())
}

/// Pay with its place, kinds of schedule, reasons for leaving work; nothing where there is none.
fn work(reading: &Reading) -> anyhow::Result<()> {
    for pay in &reading.pay {
        let placed = pay.placed.as_ref().map_or_else(String::new, |placed| {
            format!(", in dollars of {} {:.2}: {}", placed.dollars_of, placed.real_hourly, placed.rank())
        });
        line(&format!(
            "pay: {} ({}, {}): {} {:.2} an hour{placed}",
            pay.words.as_deref().unwrap_or_default(),
            pay.kind,
            pay.zone,
            pay.currency,
            pay.hourly
        ))?;
    }
    let kinds = reading.schedules;
    if [kinds.control, kinds.rigid, kinds.unstable].iter().any(|n| *n > 0) {
        line(&format!("schedules: control {}, rigid {}, unstable {}", kinds.control, kinds.rigid, kinds.unstable))?;
    }
    let reasons = reading.reasons;
    if reasons.pull + reasons.push > 0 {
        line(&format!("reasons for leaving work: pull {}, push {}", reasons.pull, reasons.push))?;
    }
    Ok(())
}

/// The sum that gives the log-odds of one tier, for tiers with any evidence.
fn case_for(tier: &TierReading) -> anyhow::Result<()> {
    let Some(case) = &tier.case else { return Ok(()) };
    if tier.attention == 0 && tier.n_sentences == 0 {
        return Ok(());
    }
    line(&format!(
        "\nThe case for {}: log-odds {:+.2} against none = {:+.2} to start from",
        tier.tier, case.log_odds, case.constant
    ))?;
    for part in &case.parts {
        line(&format!(
            "  {:+.2}  {:<26} {:.2} here, {:.2} in the mean gold article",
            part.log_odds, part.feature, part.value, part.mean
        ))?;
    }
    line(&format!("  {:+.2}  all other features", case.rest))
}

/// Longest sentence that is printed whole, in characters.
const SENTENCE_CHARS: usize = 160;

/// The sentences that describe a working life, each with its strongest signs.
fn sentences(reading: &Reading) -> anyhow::Result<()> {
    if reading.sentences.is_empty() {
        return Ok(());
    }
    line("\nSentences that describe somebody's working life, with the probability and the strongest signs:")?;
    for sentence in &reading.sentences {
        let words = cut(sentence.words.as_deref().unwrap_or_default(), SENTENCE_CHARS);
        line(&format!("  {:<13} {:.2}  {words}", sentence.class, sentence.probability))?;
        let signs: Vec<String> = sentence.signs.iter().map(sign_text).collect();
        line(&format!("                      {}", signs.join(", ")))?;
    }
    Ok(())
}

/// The words of the article that count most for each tier.
fn article_words(reading: &Reading) -> anyhow::Result<()> {
    if reading.article_words.is_empty() {
        return Ok(());
    }
    line("\nWords of the article that count most for a tier, with what they add to the log-odds:")?;
    for words in &reading.article_words {
        let signs: Vec<String> = words.signs.iter().map(sign_text).collect();
        line(&format!("  {:<13} {:+.2}  {}", words.tier, words.log_odds, signs.join(", ")))?;
    }
    Ok(())
}

fn sign_text(sign: &SignWeight) -> String {
    format!("{} {:+.2}", sign.sign, sign.weight)
}

fn line(text: &str) -> anyhow::Result<()> {
    say(Format::Table, text)
}
