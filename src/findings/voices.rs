//! Sections on who is heard, and on whose schedules are spoken of.

use crate::lexicon::ScheduleKind;
use crate::present::figure::{FigureRow, Measure, Plot};
use crate::present::report::{Behind, Section};
use crate::present::spelled;
use crate::score::ArticleRow;

use crate::findings::corpus::{Corpus, mark, people};
use crate::findings::passing::one_series;
use crate::findings::share_table::ShareTable;

/// One row a tier: of the articles that speak of it, those that `test` holds for.
fn among_mentioned(
    corpus: &Corpus<'_>,
    name: &str,
    test: impl Fn(&ArticleRow, usize) -> bool,
) -> (ShareTable, Vec<FigureRow>) {
    let mut table = ShareTable::new(&["tier"], "mentioned", &[name.to_owned()]);
    let mut groups = Vec::new();
    for (at, tier) in corpus.tiers().iter().enumerate() {
        let mentioned = |row: &ArticleRow| row.mentions(at);
        let estimates = corpus.shares(&mentioned, &[&|row: &ArticleRow| test(row, at)]);
        let n = corpus.rows.iter().filter(|row| mentioned(row)).count();
        table.push(&[tier], n, &estimates);
        let label = format!("{} ({n})", spelled(tier));
        groups.push(FigureRow { label, marks: estimates.iter().map(|e| mark(*e)).collect() });
    }
    (table, groups)
}

pub(super) fn voice(corpus: &Corpus<'_>) -> Section {
    let heard = |row: &ArticleRow, at: usize| row.voice.n_quotes.get(at).is_some_and(|n| *n > 0);
    let (table, groups) = among_mentioned(corpus, "heard", heard);
    let behind = corpus.tiers().iter().enumerate().filter_map(|(at, tier)| {
        let query = format!("attention_{tier}:>=1 quoted_{tier}:>0");
        let test = |row: &ArticleRow| row.mentions(at) && heard(row, at);
        corpus.behind(&format!("Someone {} is heard", spelled(tier)), &query, test)
    });
    let behind = behind.collect();
    table.section(
        ("voice", "Spoken of, and heard"),
        vec![
            "Of the articles that speak of a tier (their number is in brackets): how many quote or paraphrase someone of it. \
             `classlens voice` counts words, first and last speakers, and sources."
                .into(),
        ],
        Plot::Rows { measure: Measure::Share, series: one_series("heard"), groups },
        behind,
    )
}

/// True for a tier whose hours are unstable by the codebook: flexibility is not for its people.
fn has_unstable_hours(corpus: &Corpus<'_>, tier: &str) -> bool {
    corpus.lexicon.about.tier(tier).is_some_and(|words| words.hours == Some(ScheduleKind::Unstable))
}

pub(super) fn schedules(corpus: &Corpus<'_>) -> Section {
    let control = |row: &ArticleRow, _: usize| row.work.schedule_control > 0;
    let (table, groups) = among_mentioned(corpus, "control", control);
    let mut behind: Vec<Behind> = Vec::new();
    for (at, tier) in corpus.tiers().iter().enumerate() {
        let query = format!("schedule:control attention_{tier}:>=1");
        let test = |row: &ArticleRow| row.work.schedule_control > 0 && row.mentions(at);
        behind.extend(corpus.behind(&format!("Flexibility, beside {}", spelled(tier)), &query, test));
    }
    for (at, tier) in corpus.tiers().iter().enumerate().filter(|(_, tier)| has_unstable_hours(corpus, tier)) {
        let label = format!("Flexibility without a word of {}", people(corpus.lexicon, tier));
        let query = format!("schedule:control NOT attention_{tier}:>=1");
        let attention = |row: &ArticleRow| row.attention.get(at).copied().unwrap_or(0);
        behind.extend(corpus.behind(&label, &query, |row| row.work.schedule_control > 0 && attention(row) == 0));
    }
    table.section(
        ("flexibility", "Flexibility, and beside whom it is spoken of"),
        vec![
            "Of the articles that speak of a tier: how many speak of control over one's schedule (flex-time, telework, reduced \
             hours by choice). `classlens work` sets rigid and unstable schedules, pay and reasons for leaving beside it."
                .into(),
        ],
        Plot::Rows { measure: Measure::Share, series: one_series("control over the schedule"), groups },
        behind,
    )
}
