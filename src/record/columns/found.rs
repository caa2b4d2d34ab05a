//! The columns of an article that hits of the lexicon lead to.

use crate::lexicon::{PeopleKind, Serves};
use crate::record::columns::access::{ArticleColumn, count, entry, looked_for, names, number};
use crate::record::columns::column::{Column, Indexed, Per, Values};
use crate::record::{Cell, Kind, Value};
use crate::score::{AcknowledgementKind, Focus, HeadlineScope, Third};
use crate::worklife::SentenceTotals;

fn of_the_sentences() -> ArticleColumn {
    entry(
        Column::new(
            "sentences_{part}_{class}",
            Kind::Float,
            "worklife",
            "What the probabilities of sentences to describe the working life of the tier add up to, and `words`, the log-odds by the words of the whole article; missing without a model of sentences.",
        )
        .per(Per::ClassPart)
        .since(2)
        .read_by("robustness"),
        |row, _, at| {
            let class = row.sentences.get(at / SentenceTotals::PARTS.len());
            let part = class.and_then(|class| class.values().get(at % SentenceTotals::PARTS.len()).copied());
            Value::One(Cell::float(part.filter(|_| row.is_scored())))
        },
        |row, _, at, cell| {
            let Some(value) = cell.as_float() else { return Some(()) };
            let class = at / SentenceTotals::PARTS.len();
            if row.sentences.len() <= class {
                row.sentences.resize(class + 1, SentenceTotals::default());
            }
            *row.sentences[class].part_mut(at % SentenceTotals::PARTS.len())? = value;
            Some(())
        },
    )
}

fn of_the_probability() -> ArticleColumn {
    entry(
        Column::new(
            "probability_{tier}",
            Kind::Float,
            "score",
            "Probability that the article is about the tier; missing without fitted weights and in articles that are not scored.",
        )
        .per(Per::Tier)
        .unit("0–1")
        .since(3)
        .read_by("order of results, the page of an article")
        .indexed(40, Indexed::Score),
        |row, _, at| Value::One(Cell::float(row.probability.get(at).copied())),
        |row, _, at, cell| {
            let Some(value) = cell.as_float() else { return Some(()) };
            if row.probability.len() <= at {
                row.probability.resize(at + 1, 0.0);
            }
            row.probability[at] = value;
            Some(())
        },
    )
}

pub(super) fn of_the_score() -> Vec<ArticleColumn> {
    let text = |name, meaning| Column::new(name, Kind::Text, "score", meaning);
    vec![
        entry(
            text("focus", "Tier that the article is about; `mixed`, `none`, or `unscored`.")
                .values(Values::Tiers(Focus::OF_NO_TIER.map(|focus| focus.name(&[])).to_vec()))
                .read_by("summary, compare, report, gold, robustness")
                .indexed(0, Indexed::Name),
            |row, tiers, _| Value::One(Cell::Text(row.focus.name(tiers))),
            |row, tiers, _, cell| {
                row.focus = Focus::named(cell.as_text()?, tiers)?;
                Some(())
            },
        ),
        entry(
            Column::new(
                "attention_{tier}",
                Kind::Int,
                "score",
                "Attention to the tier; missing in articles that are not scored.",
            )
            .per(Per::Tier)
            .unit("0–3")
            .read_by("summary, report, gold")
            .indexed(14, Indexed::Count),
            |row, _, at| looked_for(row, row.attention.get(at).map(|attention| u64::from(*attention))),
            |row, _, at, cell| {
                *row.attention.get_mut(at)? = u8::try_from(cell.as_count()).unwrap_or(0);
                Some(())
            },
        ),
        entry(
            Column::new("score_{tier}", Kind::Float, "score", "Score of the tier, from which the attention follows.")
                .per(Per::Tier)
                .read_by("gold plan, robustness")
                .indexed(17, Indexed::Score),
            |row, _, at| Value::One(Cell::float(row.score.get(at).copied().filter(|_| row.is_scored()))),
            |row, _, at, cell| {
                *row.score.get_mut(at)? = cell.as_float().unwrap_or(0.0);
                Some(())
            },
        ),
        of_the_probability(),
        of_the_sentences(),
        entry(
            text("headline_scope", "Whose working life the headline promises.")
                .values(Values::Tiers(HeadlineScope::OF_NO_TIER.map(|scope| scope.name(&[])).to_vec()))
                .read_by("summary, report, gold, robustness")
                .indexed(1, Indexed::Name),
            |row, tiers, _| Value::One(Cell::Text(row.headline_scope.name(tiers))),
            |row, tiers, _, cell| {
                row.headline_scope = HeadlineScope::named(cell.as_text()?, tiers)?;
                Some(())
            },
        ),
        entry(
            Column::new("scope_gap", Kind::Flag, "score", "The headline promises all, the article covers one tier.")
                .values(Values::Names(vec!["yes", "no"]))
                .read_by("summary, report")
                .indexed(2, Indexed::Name),
            |row, _, _| Value::One(Cell::Flag(row.scope_gap)),
            |row, _, _, cell| {
                row.scope_gap = cell.as_flag().unwrap_or(false);
                Some(())
            },
        ),
        entry(
            text("acknowledgement_{tier}", "Whether the tier is spoken of in passing or at length.")
                .per(Per::Tier)
                .values(Values::Names(AcknowledgementKind::ALL.map(AcknowledgementKind::name).to_vec()))
                .read_by("summary, report, gold")
                .indexed(11, Indexed::Name),
            |row, _, at| Value::One(Cell::text(row.acknowledgement.get(at).map(|kind| kind.name()))),
            |row, _, at, cell| {
                *row.acknowledgement.get_mut(at)? = AcknowledgementKind::named(cell.as_text()?)?;
                Some(())
            },
        ),
        entry(
            text("acknowledgement_first_{tier}", "Third of lede and body that first speaks of the tier.")
                .per(Per::TierBeside)
                .values(Values::Names(Third::ALL.map(Third::name).to_vec())),
            |row, _, at| {
                Value::One(Cell::text(row.acknowledgement_first.get(at).and_then(|first| first.map(Third::name))))
            },
            |row, _, at, cell| {
                *row.acknowledgement_first.get_mut(at)? = match cell.as_text() {
                    Some(name) => Some(Third::named(name)?),
                    None => None,
                };
                Some(())
            },
        ),
    ]
}

pub(super) fn of_the_lexicon() -> Vec<ArticleColumn> {
    let list = |name, meaning| Column::new(name, Kind::Text, "score", meaning);
    vec![
        names!(
            list("proposals", "Kinds of remedies discussed, with `;` between.")
                .values(Values::Lexicon("kinds of proposals"))
                .read_by("summary, report")
                .indexed(3, Indexed::Name),
            proposals
        ),
        entry(
            list("proposals_serve", "Whom these remedies serve, with `;` between.")
                .values(Values::Names(Serves::ALL.map(Serves::name).to_vec()))
                .read_by("summary, report")
                .indexed(4, Indexed::Name),
            |row, _, _| Value::Names(row.proposals_serve.iter().map(|serves| serves.name()).collect()),
            |row, _, _, cell| {
                row.proposals_serve = cell.names().map(Serves::named).collect::<Option<_>>()?;
                Some(())
            },
        ),
        names!(
            list("tropes", "Stock stories used, with `;` between.")
                .values(Values::Lexicon("tropes"))
                .read_by("summary, report")
                .indexed(5, Indexed::Name),
            tropes
        ),
        entry(
            Column::new(
                "people",
                Kind::Text,
                "people",
                "Whom the passages on working life are about as such, with `;` between.",
            )
            .values(Values::Names(PeopleKind::ALL.map(PeopleKind::name).to_vec()))
            .since(2)
            .read_by("summary, voice, work, explain")
            .indexed(38, Indexed::Name),
            |row, _, _| Value::Names(row.people.iter().map(|kind| kind.name()).collect()),
            |row, _, _, cell| {
                row.people = cell.names().map(PeopleKind::named).collect::<Option<_>>()?;
                Some(())
            },
        ),
        names!(
            list("occupations", "SOC codes of the occupations named, with `;` between.")
                .values(Values::Lexicon("SOC codes"))
                .indexed(6, Indexed::Name),
            occupations
        ),
        number!(
            Column::new(
                "wage_percentile",
                Kind::Float,
                "score",
                "Median percentile of the wages of the occupations named, among all jobs."
            )
            .unit("0–100")
            .read_by("report, explain, drafts")
            .indexed(28, Indexed::Score),
            wage_percentile
        ),
        count!(
            Column::new("n_hits", Kind::Int, "score", "Hits of evidence in headline, lede and body.").unit("hits"),
            n_hits
        ),
    ]
}
