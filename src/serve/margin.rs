//! What stands beside a text apart from its hits: pay, remedies, persons; and the marks in the text that lead there.

use std::collections::{BTreeMap, BTreeSet};

use utoipa::ToSchema;

use crate::clean::Zone;
use crate::lexicon::{Lexicon, Role as EntryRole, Tier};
use crate::matcher::Hit;
use crate::pay::PayKind;
use crate::score::{ScoredDocument, pay_rows};
use crate::serve::passage::{Anchor, tier_style};

/// Pay that the text names.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct PayReading {
    /// Number, from 1.
    pub(super) number: usize,
    /// Words as printed; none where the role does not see text.
    pub(super) words: Option<String>,
    /// `amount`, `bracket` (of what a group earns: nobody's own pay), `figures` or `minimum_wage`.
    #[schema(example = "amount")]
    pub(super) kind: &'static str,
    /// Zone it stands in.
    #[schema(example = "body")]
    pub(super) zone: &'static str,
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(super) currency: &'static str,
    /// The sum, or the low end of a range, for one period.
    #[schema(example = 11.5)]
    pub(super) low: f64,
    /// High end of a range.
    pub(super) high: Option<f64>,
    /// What it is paid for: `hour`, `day`, `shift`, `week`, `month`, `year`.
    #[schema(example = "hour")]
    pub(super) period: &'static str,
    /// The period is said; otherwise it follows from the words and the size of the sum.
    pub(super) period_stated: bool,
    /// An hour of full-time work, in its own currency; the middle of a range.
    #[schema(example = 11.5)]
    pub(super) hourly: f64,
    /// Its place among wages; none for other currencies and undated articles.
    pub(super) placed: Option<PlacedPay>,
    /// Title of the occupation named nearest to it in its sentence.
    #[schema(example = "Cashiers")]
    pub(super) occupation: Option<String>,
    /// `title` or `body`.
    #[schema(example = "body")]
    pub(super) field: &'static str,
    /// First byte in that field.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
}

/// Where pay stands among the wages of all jobs.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct PlacedPay {
    /// An hour, in dollars of `dollars_of`.
    pub(super) real_hourly: f64,
    /// Year of these dollars.
    #[schema(example = 2024)]
    pub(super) dollars_of: i16,
    /// Percent of jobs that pay less, 0–100.
    #[schema(example = 22.5)]
    pub(super) percentile: f64,
    /// `bottom_third`, `middle` or `top_fifth`.
    #[schema(example = "bottom_third")]
    pub(super) band: &'static str,
    /// Year of the wages.
    #[schema(example = 2018)]
    pub(super) year_of_figures: i16,
}

/// A kind of remedy that the text discusses.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct RemedyReading {
    /// Kind by the codebook.
    #[schema(example = "flextime")]
    pub(super) kind: String,
    /// Whom it serves: `control`, `unstable` or `all`.
    #[schema(example = "control")]
    pub(super) serves: &'static str,
    /// Numbers of its hits.
    pub(super) hits: Vec<usize>,
    /// Tiers whose workers are named in its sentence or one beside it, with the hits that name them.
    pub(super) beside: Vec<BesideReading>,
}

/// Workers of a tier, named beside a remedy.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct BesideReading {
    /// Tier.
    #[schema(example = "low_wage")]
    pub(super) tier: String,
    /// Numbers of the hits that name them.
    pub(super) hits: Vec<usize>,
    #[serde(skip)]
    pub(super) style: &'static str,
}

/// Somebody introduced by name with an age, an occupation, pay or an employer.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub(super) struct PersonReading {
    /// Number, from 1.
    pub(super) number: usize,
    /// Name; none where the role does not see text.
    pub(super) name: Option<String>,
    /// Words that say who they are; none where the role does not see text.
    pub(super) words: Option<String>,
    /// Tier or `unknown`.
    #[schema(example = "low_wage")]
    pub(super) tier: String,
    #[serde(skip)]
    pub(super) style: &'static str,
}

/// The style of a tier by name; that of all workers for other names.
pub(super) fn style_of(lexicon: &Lexicon, tier: &str) -> &'static str {
    lexicon.tier(tier).map_or("universal", |tier| tier_style(usize::from(tier.0)))
}

/// Pay in the order of the text.
pub(super) fn pay(lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<PayReading> {
    let reading = |(at, row): (usize, crate::score::PayRow<'_>)| {
        let pay = row.pay;
        let occupation = pay.occupation.as_ref().and_then(|soc| lexicon.occupations.get(soc));
        PayReading {
            number: at + 1,
            words: Some(row.words.to_owned()),
            kind: pay.kind.name(),
            zone: pay.zone.name(),
            currency: pay.currency.code(),
            low: pay.low,
            high: pay.high,
            period: pay.period.name(),
            period_stated: pay.period_stated,
            hourly: pay.hourly(),
            placed: row.placed.zip(row.band()).map(|(placed, band)| PlacedPay {
                real_hourly: placed.real_hourly,
                dollars_of: crate::baseline::BASE_YEAR,
                percentile: placed.percentile,
                band: band.name(),
                year_of_figures: placed.year_of_figures,
            }),
            occupation: occupation.map(|occupation| occupation.title.clone()),
            field: row.field,
            start: row.start,
            end: row.end,
        }
    };
    pay_rows(scored).enumerate().map(reading).collect()
}

/// Persons in the order of their first mention.
pub(super) fn persons(lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<PersonReading> {
    let reading = |(at, person): (usize, &crate::voice::Profile)| {
        let tier = person.standing.name(&lexicon.tiers);
        PersonReading {
            number: at + 1,
            name: Some(person.name.clone()),
            words: Some(person.words.clone()).filter(|words| !words.is_empty()),
            tier: tier.to_owned(),
            style: style_of(lexicon, tier),
        }
    };
    scored.voice.profiles.iter().enumerate().map(reading).collect()
}

/// Remedies by kind, in the order of the text; hits in scored zones only.
pub(super) fn remedies(lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<RemedyReading> {
    let named = named(lexicon, scored);
    let mut found: Vec<(RemedyReading, BTreeSet<Place>)> = Vec::new();
    for (at, hit) in scored.hits.iter().enumerate().filter(|(_, hit)| hit.zone.is_scored()) {
        let EntryRole::Proposal { kind, serves } = &lexicon.entry(hit.entry).role else { continue };
        let known = found.iter().position(|(one, _)| one.kind == *kind && one.serves == serves.name());
        let known = known.unwrap_or_else(|| {
            let remedy = RemedyReading { kind: kind.clone(), serves: serves.name(), hits: vec![], beside: vec![] };
            found.push((remedy, BTreeSet::new()));
            found.len() - 1
        });
        let (remedy, near) = &mut found[known];
        remedy.hits.push(at + 1);
        let (is_title, sentence) = place(hit);
        near.extend((sentence.saturating_sub(1)..=sentence + 1).map(|sentence| (is_title, sentence)));
    }
    found.into_iter().map(|(remedy, near)| RemedyReading { beside: beside(lexicon, &named, &near), ..remedy }).collect()
}

/// Whether it stands in the headline, which is beside no other text, and its sentence.
type Place = (bool, u32);

fn place(hit: &Hit) -> Place {
    (hit.zone == Zone::Headline, hit.sentence)
}

/// Tier and number of the scored hits that name workers, by sentence.
fn named(lexicon: &Lexicon, scored: &ScoredDocument) -> BTreeMap<Place, Vec<(usize, usize)>> {
    let mut out: BTreeMap<Place, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, hit) in scored.hits.iter().enumerate().filter(|(_, hit)| hit.zone.is_scored()) {
        let entry = lexicon.entry(hit.entry);
        if let (EntryRole::Evidence, Tier::Of(tier)) = (&entry.role, entry.tier) {
            out.entry(place(hit)).or_default().push((usize::from(tier.0), at + 1));
        }
    }
    out
}

/// Tiers in the order of their first hit in these sentences.
fn beside(
    lexicon: &Lexicon,
    named: &BTreeMap<Place, Vec<(usize, usize)>>,
    near: &BTreeSet<Place>,
) -> Vec<BesideReading> {
    let numbered = near.iter().filter_map(|place| named.get(place)).flatten();
    let numbered: BTreeMap<usize, usize> = numbered.map(|(tier, number)| (*number, *tier)).collect();
    let mut out: Vec<BesideReading> = Vec::new();
    for (number, tier) in numbered {
        let name = &lexicon.tiers[tier];
        match out.iter_mut().find(|one| one.tier == *name) {
            Some(one) => one.hits.push(number),
            None => out.push(BesideReading { tier: name.clone(), hits: vec![number], style: tier_style(tier) }),
        }
    }
    out
}

/// Marks in the text that lead to speakers, pay and persons in the margin; they tell no words.
pub(super) fn anchors(lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<Anchor> {
    let mut out = Vec::new();
    for (at, quote) in scored.voice.quotes.iter().enumerate() {
        let (Some(speaker), Some(first)) = (quote.speaker, quote.content.iter().map(|span| span.start).min()) else {
            continue;
        };
        let number = speaker + 1;
        let tier = scored.voice.speakers[speaker as usize].standing.name(&lexicon.tiers);
        let style = style_of(lexicon, tier);
        out.push(Anchor::new(first, format!("q{}", at + 1), format!("s{number}"), ("S", "speaker"), style));
    }
    for (at, pay) in scored.pay.iter().enumerate() {
        let own = if pay.kind == PayKind::Bracket { "cut" } else { "work" };
        out.push(Anchor::new(pay.span.start, format!("m{}", at + 1), format!("y{}", at + 1), ("$", "pay"), own));
    }
    for (at, person) in scored.voice.profiles.iter().enumerate() {
        let style = style_of(lexicon, person.standing.name(&lexicon.tiers));
        out.push(Anchor::new(
            person.span.start,
            format!("p{}", at + 1),
            format!("n{}", at + 1),
            ("P", "person"),
            style,
        ));
    }
    out.sort_by_key(|anchor| anchor.at);
    out
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Tier, Zone, remedies};
    use crate::article::RawArticle;
    use crate::engine::Engine;
    use crate::lexicon::{Lexicon, Role};

    /// Kind of remedy, tier and number of every naming hit beside it, each hit held against each.
    fn each_with_each(lexicon: &Lexicon, scored: &crate::score::ScoredDocument) -> BTreeSet<(String, String, usize)> {
        let mut out = BTreeSet::new();
        for remedy in scored.hits.iter().filter(|hit| hit.zone.is_scored()) {
            let Role::Proposal { kind, .. } = &lexicon.entry(remedy.entry).role else { continue };
            for (at, hit) in scored.hits.iter().enumerate().filter(|(_, hit)| hit.zone.is_scored()) {
                let is_near = hit.sentence.abs_diff(remedy.sentence) <= 1
                    && (hit.zone == Zone::Headline) == (remedy.zone == Zone::Headline);
                let entry = lexicon.entry(hit.entry);
                if let (true, Role::Evidence, Tier::Of(tier)) = (is_near, &entry.role, entry.tier) {
                    out.insert((kind.clone(), lexicon.tiers[usize::from(tier.0)].clone(), at + 1));
                }
            }
        }
        out
    }

    fn scored(engine: &Engine, title: &str, body: &str) -> crate::score::ScoredDocument {
        engine.analyse(RawArticle { id: "a".into(), title: title.into(), body: body.into(), ..RawArticle::default() })
    }

    /// Each remedy held against each hit would take longer than anybody waits for.
    #[test]
    fn remedies_of_a_sentence_without_end_are_told() {
        let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
        let mut scored = scored(&engine, "", "The nurse and the cashier want paid leave.");
        let n = scored.hits.len();
        scored.hits = scored.hits.repeat(20_000);
        let found = remedies(&engine.lexicon, &scored);
        assert_eq!((n, found.len(), found[0].hits.len()), (3, 1, 20_000));
        let beside: Vec<usize> = found[0].beside.iter().map(|one| one.hits.len()).collect();
        assert_eq!(beside.iter().sum::<usize>(), 40_000, "{beside:?}");
    }

    #[test]
    fn workers_beside_a_remedy_are_those_of_its_sentence_and_its_neighbours() {
        let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
        let body = "Cashiers want paid leave. Lawyers have it already. Nurses get flextime and paid leave.\n\nNobody \
                    spoke of that. Janitors went home. Later, waitresses and lawyers asked for flextime again.";
        let scored = scored(&engine, "Paid leave for cashiers", body);
        let found = remedies(&engine.lexicon, &scored);
        let mut told = BTreeSet::new();
        for remedy in &found {
            for one in &remedy.beside {
                assert!(one.hits.is_sorted(), "{one:?}");
                told.extend(one.hits.iter().map(|hit| (remedy.kind.clone(), one.tier.clone(), *hit)));
            }
        }
        assert_eq!(told, each_with_each(&engine.lexicon, &scored));
        let per_kind = told.iter().fold(BTreeMap::new(), |mut all: BTreeMap<&str, usize>, (kind, ..)| {
            *all.entry(kind).or_default() += 1;
            all
        });
        assert!(per_kind.len() > 1 && told.len() > 6, "the text has something to tell: {told:?}");
    }
}
