//! The columns of an article about who speaks, and about pay, schedules and leaving work.

use crate::lexicon::{ReasonKind, ScheduleKind};
use crate::record::columns::access::{ArticleColumn, count, counts, derived, entry, looked_for, number, standing};
use crate::record::columns::column::{Column, Indexed, Per, Values};
use crate::record::{Cell, Kind, Value};
use crate::score::PLACES;
use crate::voice::Standing;

pub(super) fn of_the_voice() -> Vec<ArticleColumn> {
    let int = |name, meaning| Column::new(name, Kind::Int, "voice", meaning).read_by("voice, report");
    let text = |name, meaning| Column::new(name, Kind::Text, "voice", meaning).read_by("voice, report");
    let standings = || Values::Tiers(Standing::OF_NO_TIER.map(|standing| standing.name(&[])).to_vec());
    vec![
        counts!(
            int("n_quotes_{standing}", "Quotations of persons, by what the article says of the speaker's work.")
                .per(Per::Standing)
                .unit("quotations")
                .field("quoted_{standing}", 15, Indexed::Count),
            n_quotes
        ),
        entry(
            int(
                "n_worker_quotes_{tier}",
                "Of them, quotations in their own words of single persons who speak as workers of the tier, not for others or for expertise.",
            )
            .per(Per::Tier)
            .unit("quotations")
            .since(2)
            .field("worker_quoted_{tier}", 39, Indexed::Count),
            |row, _, at| looked_for(row, row.voice.n_worker_quotes.get(at).copied().flatten()),
            |row, _, at, cell| {
                let count = (cell != Cell::Missing).then(|| cell.as_count());
                *row.voice.n_worker_quotes.get_mut(at)? = count;
                Some(())
            },
        ),
        counts!(int("quoted_words_{standing}", "Words in them.").per(Per::Standing).unit("words"), quoted_words),
        standing!(
            text("first_speaker", "Who speaks first.").values(standings()).field("first_speaker", 12, Indexed::Name),
            first_speaker
        ),
        standing!(
            text("last_speaker", "Who speaks last.").values(standings()).field("last_speaker", 13, Indexed::Name),
            last_speaker
        ),
        counts!(
            int("n_profiled_{tier}", "Persons of the tier that the article portrays.")
                .per(Per::Tier)
                .unit("persons")
                .field("profiled_{tier}", 16, Indexed::Count),
            n_profiled
        ),
        entry(
            int(
                "n_hits_{place}_{tier}",
                "Hits of evidence by place; those in quotations are in another place as well.",
            )
            .per(Per::TierPlace)
            .unit("hits")
            .since(2),
            |row, _, at| {
                let places = row.voice.hits_by_place.get(at / PLACES.len());
                looked_for(row, places.map(|places| places[at % PLACES.len()]))
            },
            |row, _, at, cell| {
                row.voice.hits_by_place.get_mut(at / PLACES.len())?[at % PLACES.len()] = cell.as_count();
                Some(())
            },
        ),
    ]
}

pub(super) fn of_the_work() -> Vec<ArticleColumn> {
    let int = |name, meaning| Column::new(name, Kind::Int, "score", meaning).read_by("work, report");
    let float = |name, meaning| Column::new(name, Kind::Float, "score", meaning).read_by("work, report");
    let name = |name, meaning| Column::new(name, Kind::Text, "score", meaning);
    let kinds = ScheduleKind::ALL.map(ScheduleKind::name).to_vec();
    let reasons = [ReasonKind::Pull, ReasonKind::Push].map(ReasonKind::name).to_vec();
    vec![
        count!(
            int("n_pay", "Amounts of pay, without brackets of what groups earn.")
                .unit("amounts")
                .indexed(30, Indexed::FastCount),
            work.n_pay
        ),
        number!(
            float("pay_median_hour", "Median of them an hour, in dollars of the base year; dated U.S. amounts only.")
                .unit("dollars an hour"),
            work.pay_median_hour
        ),
        number!(
            float("pay_percentile", "Median of their percentiles among the wages of all jobs.")
                .unit("0–100")
                .indexed(29, Indexed::Score),
            work.pay_percentile
        ),
        count!(int("schedule_control", "Signs of hours that the worker controls.").unit("hits"), work.schedule_control),
        count!(int("schedule_rigid", "Signs of rigid hours.").unit("hits"), work.schedule_rigid),
        count!(int("schedule_unstable", "Signs of unstable hours.").unit("hits"), work.schedule_unstable),
        count!(int("reasons_pull", "Reasons of family and choice for leaving work.").unit("hits"), work.reasons_pull),
        count!(int("reasons_push", "Reasons of the workplace for leaving work.").unit("hits"), work.reasons_push),
        derived(
            name("schedule", "Kinds of working hours that the article speaks of.")
                .values(Values::Names(kinds))
                .indexed(7, Indexed::Name),
            |row, _, _| Value::Names(row.work.schedules()),
        ),
        derived(
            name("reasons", "Kinds of reasons that the article gives for leaving work.")
                .values(Values::Names(reasons))
                .indexed(8, Indexed::Name),
            |row, _, _| Value::Names(row.work.reasons()),
        ),
    ]
}
