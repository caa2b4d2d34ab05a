//! Sections on who is heard, and on whose schedules are spoken of.

use crate::lexicon::ScheduleKind;
use crate::present::figure::{FigureRow, Fill, Measure, OTHER, Plot, Series};
use crate::present::report::{Behind, Section};
use crate::present::spelled;
use crate::score::ArticleRow;

use crate::findings::corpus::{Corpus, figure_row, people};
use crate::findings::error;
use crate::findings::passing::one_series;
use crate::findings::share_table::ShareTable;
use crate::summarize::{RankAndFile, Test};

/// A series: its name, and the test of an article and the number of a tier.
type Tested<'a> = (&'a str, &'a dyn Fn(&ArticleRow, usize) -> bool);

/// One row a tier: of the articles that speak of it, those that each test holds for.
fn among_mentioned(corpus: &Corpus<'_>, tested: &[Tested<'_>]) -> (ShareTable, Vec<FigureRow>) {
    let names: Vec<String> = tested.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut table = ShareTable::new(&["tier"], "mentioned", &names);
    let mut groups = Vec::new();
    for (at, tier) in corpus.tiers().iter().enumerate() {
        let mentioned = |row: &ArticleRow| row.mentions(at);
        let tests: Vec<_> = tested.iter().map(|(_, test)| move |row: &ArticleRow| test(row, at)).collect();
        let tests: Vec<Test<'_>> = tests.iter().map(|test| test as Test<'_>).collect();
        let estimates = corpus.shares(&mentioned, &tests);
        let n = corpus.rows.iter().filter(|row| mentioned(row)).count();
        table.push(&[tier], n, &estimates);
        groups.push(figure_row(&spelled(tier), n, &estimates));
    }
    (table, groups)
}

pub(super) fn voice(corpus: &Corpus<'_>) -> Section {
    let heard = |row: &ArticleRow, at: usize| row.voice.hears_worker(at) == Some(true);
    let any = |row: &ArticleRow, at: usize| row.voice.quotes(at);
    // A record of an older version does not say who speaks as a worker.
    let counted = corpus.rows.iter().filter(|row| row.is_scored()).all(|row| row.voice.hears_worker(0).is_some());
    let ranks = corpus.rank_and_file.as_ref().filter(|_| counted);
    let below = |row: &ArticleRow, at: usize| ranks.is_some_and(|ranks| ranks.speaks(at, row));
    let all: [(bool, Tested<'_>); 3] =
        [(counted, ("heard", &heard)), (ranks.is_some(), ("rank_and_file", &below)), (true, ("any_role", &any))];
    let tested: Vec<Tested<'_>> = all.into_iter().filter_map(|(known, tested)| known.then_some(tested)).collect();
    let (table, groups) = among_mentioned(corpus, &tested);
    let mut behind: Vec<Behind> = Vec::new();
    for (at, tier) in corpus.tiers().iter().enumerate() {
        let heard_of = |row: &ArticleRow| row.mentions(at) && heard(row, at);
        let query = format!("attention_{tier}:>=1 worker_quoted_{tier}:>0");
        behind.extend(corpus.behind(&format!("A worker speaks, {}", spelled(tier)), &query, heard_of));
        let any_of = |row: &ArticleRow| row.mentions(at) && any(row, at);
        let query = format!("attention_{tier}:>=1 quoted_{tier}:>0");
        behind.extend(corpus.behind(&format!("Someone {} is quoted, in any role", spelled(tier)), &query, any_of));
    }
    let series = tested.iter().enumerate().map(|(look, (name, _))| Series {
        name: spelled(name),
        look: OTHER + look,
        fill: Fill::Solid,
    });
    table.section(
        ("voice", "Spoken of, and heard"),
        vec![
            "Of the articles that speak of a tier (their number is in brackets): how many quote a person in his or her own \
             words as a worker of it (heard). Any role counts groups, paraphrases, and reporters, experts, spokespeople and others \
             who speak for somebody or something else as well. `classlens voice` counts words, first and last speakers, and sources."
                .to_owned(),
            ranks.map(|ranks| who_is_heard(corpus, ranks)).unwrap_or_default(),
            error::of_heard(corpus.lexicon).filter(|_| counted).unwrap_or_default(),
        ]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect(),
        Plot::Rows { measure: Measure::Share, series: series.collect(), groups },
        behind,
    )
}

/// How many of the articles that hear a worker of each tier hear one who is no owner, executive or manager.
fn who_is_heard(corpus: &Corpus<'_>, ranks: &RankAndFile) -> String {
    let of_tier = |(at, tier): (usize, &String)| {
        let heard = || corpus.rows.iter().filter(|row| row.mentions(at) && row.voice.hears_worker(at) == Some(true));
        let below = heard().filter(|row| ranks.speaks(at, row)).count();
        format!("{below} of {} {}", heard().count(), spelled(tier))
    };
    let counts: Vec<String> = corpus.tiers().iter().enumerate().map(of_tier).collect();
    format!(
        "Owners, executives and managers of firms speak as workers, too. Rank and file leaves them out. Articles in which somebody \
         else of the tier speaks as a worker, of those with anybody heard: {}.",
        counts.join(", ")
    )
}

/// True for a tier whose hours are unstable by the codebook: flexibility is not for its people.
fn has_unstable_hours(corpus: &Corpus<'_>, tier: &str) -> bool {
    corpus.lexicon.about.tier(tier).is_some_and(|words| words.hours == Some(ScheduleKind::Unstable))
}

pub(super) fn schedules(corpus: &Corpus<'_>) -> Section {
    let control = |row: &ArticleRow, _: usize| row.work.schedule_control > 0;
    let (table, groups) = among_mentioned(corpus, &[("control", &control)]);
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
