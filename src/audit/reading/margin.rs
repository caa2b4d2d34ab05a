//! What is found in a text apart from its hits: pay, remedies, persons.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::reading::style::tier_style;
use crate::clean::Zone;
use crate::lexicon::{Lexicon, Role as EntryRole, Tier};
use crate::matcher::Hit;
use crate::score::{ScoredDocument, pay_rows};

/// Pay that the text names.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct PayReading {
    /// Number, from 1.
    pub number: usize,
    /// Words as printed; none where the role does not see text.
    pub words: Option<String>,
    /// `amount`, `bracket` (of what a group earns: nobody's own pay), `figures` or `minimum_wage`.
    #[cfg_attr(feature = "serve", schema(example = "amount"))]
    pub kind: &'static str,
    /// Zone it is in.
    #[cfg_attr(feature = "serve", schema(example = "body"))]
    pub zone: &'static str,
    /// ISO 4217 code.
    #[cfg_attr(feature = "serve", schema(example = "USD"))]
    pub currency: &'static str,
    /// The sum, or the low end of a range, for one period.
    #[cfg_attr(feature = "serve", schema(example = 11.5))]
    pub low: f64,
    /// High end of a range.
    pub high: Option<f64>,
    /// What it is paid for: `hour`, `day`, `shift`, `week`, `month`, `year`.
    #[cfg_attr(feature = "serve", schema(example = "hour"))]
    pub period: &'static str,
    /// The period is said; otherwise it follows from the words and the size of the sum.
    pub period_stated: bool,
    /// An hour of full-time work, in its own currency; the middle of a range.
    #[cfg_attr(feature = "serve", schema(example = 11.5))]
    pub hourly: f64,
    /// Its place among wages; none for other currencies and undated articles.
    pub placed: Option<PlacedPay>,
    /// Title of the earner's occupation.
    #[cfg_attr(feature = "serve", schema(example = "Cashiers"))]
    pub occupation: Option<String>,
    /// `title` or `body`.
    #[cfg_attr(feature = "serve", schema(example = "body"))]
    pub field: &'static str,
    /// First byte in that field.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// The place of pay among the wages of all jobs.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct PlacedPay {
    /// An hour, in dollars of `dollars_of`.
    pub real_hourly: f64,
    /// Year of these dollars.
    #[cfg_attr(feature = "serve", schema(example = 2024))]
    pub dollars_of: i16,
    /// Percent of jobs that pay less, 0–100.
    #[cfg_attr(feature = "serve", schema(example = 22.5))]
    pub percentile: f64,
    /// `bottom_third`, `middle` or `top_fifth`.
    #[cfg_attr(feature = "serve", schema(example = "bottom_third"))]
    pub band: &'static str,
    /// Year of the wages.
    #[cfg_attr(feature = "serve", schema(example = 2018))]
    pub year_of_figures: i16,
}

impl PlacedPay {
    /// How many jobs pay less, in words: never all of them, as the wages of the best paid are not known.
    #[must_use]
    pub fn rank(&self) -> String {
        let year = self.year_of_figures;
        if self.percentile > 99.0 {
            format!("above more than 99 % of all jobs of {year}")
        } else {
            format!("above {:.0} % of all jobs of {year}", self.percentile)
        }
    }
}

/// Whom the passages on working life are about as such.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct PeopleReading {
    /// `mothers`, `fathers`, `parents`, `women` or `men`.
    #[cfg_attr(feature = "serve", schema(example = "mothers"))]
    pub kind: &'static str,
    /// What the sentences that say so add up to.
    pub weight: f64,
    /// Sentences that say so.
    pub n_sentences: usize,
    /// The words that say so, each once, the most frequent first; none where the role does not see text.
    pub words: Option<Vec<String>>,
}

/// A kind of remedy that the text discusses.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct RemedyReading {
    /// Kind by the codebook.
    #[cfg_attr(feature = "serve", schema(example = "flextime"))]
    pub kind: String,
    /// Whom it serves: `control`, `unstable` or `all`.
    #[cfg_attr(feature = "serve", schema(example = "control"))]
    pub serves: &'static str,
    /// Numbers of its hits.
    pub hits: Vec<usize>,
    /// Tiers whose workers are named in its sentence or one beside it, with the hits that name them.
    pub beside: Vec<BesideReading>,
}

/// Workers of a tier, named beside a remedy.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct BesideReading {
    /// Tier.
    #[cfg_attr(feature = "serve", schema(example = "low_wage"))]
    pub tier: String,
    /// Numbers of the hits that name them.
    pub hits: Vec<usize>,
    #[serde(skip)]
    #[cfg_attr(not(feature = "serve"), expect(dead_code, reason = "pages alone show it"))]
    pub(crate) style: &'static str,
}

/// Somebody introduced by name with an age, an occupation, pay or an employer.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct PersonReading {
    /// Number, from 1.
    pub number: usize,
    /// Name; none where the role does not see text.
    pub name: Option<String>,
    /// Words that say who they are; none where the role does not see text.
    pub words: Option<String>,
    /// Tier or `unknown`.
    #[cfg_attr(feature = "serve", schema(example = "low_wage"))]
    pub tier: String,
    #[serde(skip)]
    #[cfg_attr(not(feature = "serve"), expect(dead_code, reason = "pages alone show it"))]
    pub(crate) style: &'static str,
}

/// The style of a tier by name; that of all workers for other names.
pub(crate) fn style_of(lexicon: &Lexicon, tier: &str) -> &'static str {
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

/// Whom the text is about as such, with the words that say so.
pub(super) fn people(scored: &ScoredDocument) -> Vec<PeopleReading> {
    let reading = |people: &crate::people::People| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for sign in &people.signs {
            let words = sign.span.slice(&scored.document.text).unwrap_or_default();
            *counts.entry(words.to_lowercase()).or_default() += 1;
        }
        let mut words: Vec<(String, usize)> = counts.into_iter().collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let sentences: BTreeSet<u32> = people.signs.iter().map(|sign| sign.sentence).collect();
        PeopleReading {
            kind: people.kind.name(),
            weight: people.weight,
            n_sentences: sentences.len(),
            words: Some(words.into_iter().map(|(words, _)| words).collect()),
        }
    };
    scored.people.iter().map(reading).collect()
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

/// Whether it is in the headline, which is beside no other text, and its sentence.
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
        let mut linked = BTreeSet::new();
        for remedy in &found {
            for one in &remedy.beside {
                assert!(one.hits.is_sorted(), "{one:?}");
                linked.extend(one.hits.iter().map(|hit| (remedy.kind.clone(), one.tier.clone(), *hit)));
            }
        }
        assert_eq!(linked, each_with_each(&engine.lexicon, &scored));
        let per_kind = linked.iter().fold(BTreeMap::new(), |mut all: BTreeMap<&str, usize>, (kind, ..)| {
            *all.entry(kind).or_default() += 1;
            all
        });
        assert!(per_kind.len() > 1 && linked.len() > 6, "the text has remedies: {linked:?}");
    }
}
