//! Rows of who speaks: one a quotation, and the counts of an article.

use crate::clean::Zone;
use crate::lexicon::{Lexicon, Role, Tier};
use crate::score::ScoredDocument;
use crate::score::finding::Running;
use crate::span::ByteSpan;
use crate::voice::{Quote, QuoteKind, Speaker, SpeakerForm, Standing, Voice};

/// Where hits are counted for salience.
pub const PLACES: [&str; 6] = ["headline", "lede", "first_third", "middle_third", "last_third", "quotes"];

/// Counts of who speaks in one article.
///
/// The lists follow the tiers of the lexicon; those of quotations go on with `official` and `unknown`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VoiceRow {
    /// Quotations of persons, direct, mixed or indirect.
    pub n_quotes: Vec<u64>,
    /// Words in them.
    pub quoted_words: Vec<u64>,
    /// Of the quotations of each tier, direct and mixed ones of single persons who speak as its workers; `None` in a record
    /// without them.
    pub n_worker_quotes: Vec<Option<u64>>,
    /// The first person who speaks.
    pub first_speaker: Option<Standing>,
    /// The last.
    pub last_speaker: Option<Standing>,
    /// Persons profiled.
    pub n_profiled: Vec<u64>,
    /// Evidence hits by [`PLACES`]; `quotes` lie in the other places as well.
    pub hits_by_place: Vec<[u64; PLACES.len()]>,
}

impl VoiceRow {
    /// Whether a worker of tier number `tier` speaks as such; `None` in a record that does not say so.
    #[must_use]
    pub fn hears_worker(&self, tier: usize) -> Option<bool> {
        self.n_worker_quotes.get(tier).copied().flatten().map(|n| n > 0)
    }

    /// True when someone of tier number `tier` is quoted in any role.
    #[must_use]
    pub fn quotes(&self, tier: usize) -> bool {
        self.n_quotes.get(tier).is_some_and(|n| *n > 0)
    }

    /// Nobody speaks, for this number of tiers.
    #[must_use]
    pub fn of_tiers(n_tiers: usize) -> Self {
        Self {
            n_quotes: vec![0; n_tiers + Standing::OF_NO_TIER.len()],
            quoted_words: vec![0; n_tiers + Standing::OF_NO_TIER.len()],
            n_worker_quotes: vec![None; n_tiers],
            n_profiled: vec![0; n_tiers],
            hits_by_place: vec![[0; PLACES.len()]; n_tiers],
            ..Self::default()
        }
    }
}

/// Names of the standings in the order of the lists: the tiers, `official`, `unknown`.
pub fn standings(tiers: &[String]) -> impl Iterator<Item = &str> {
    Standing::all(tiers).map(|standing| standing.name(tiers))
}

/// The counts of a scored document.
#[must_use]
pub fn voice_row(lexicon: &Lexicon, scored: &ScoredDocument) -> VoiceRow {
    let n_tiers = lexicon.tiers.len();
    let mut out = VoiceRow { hits_by_place: hits_by_place(lexicon, scored), ..VoiceRow::of_tiers(n_tiers) };
    out.n_worker_quotes.fill(Some(0));
    for (quote, speaker) in spoken(&scored.voice) {
        let at = place_of(speaker.standing, n_tiers);
        out.n_quotes[at] += 1;
        out.quoted_words[at] += u64::from(quote.n_words);
        if quote.kind.is_in_own_words()
            && let Some(tier) = speaker.works_in(lexicon)
            && let Some(n) = &mut out.n_worker_quotes[usize::from(tier.0)]
        {
            *n += 1;
        }
        out.first_speaker.get_or_insert(speaker.standing);
        out.last_speaker = Some(speaker.standing);
    }
    for profile in &scored.voice.profiles {
        if let Standing::Tier(tier) = profile.standing {
            out.n_profiled[usize::from(tier.0)] += 1;
        }
    }
    out
}

/// Place of a standing in lists of quotations.
fn place_of(standing: Standing, n_tiers: usize) -> usize {
    match standing {
        Standing::Tier(tier) => usize::from(tier.0),
        Standing::Official => n_tiers,
        Standing::Unknown => n_tiers + 1,
    }
}

/// What persons say: no thoughts, no institutions but offices of state.
pub fn spoken(voice: &Voice) -> impl Iterator<Item = (&Quote, &Speaker)> {
    let all = voice.quotes.iter().filter_map(|q| Some((q, &voice.speakers[q.speaker? as usize])));
    all.filter(|(quote, speaker)| {
        quote.kind != QuoteKind::Stance
            && (speaker.form != SpeakerForm::Institution || speaker.standing == Standing::Official)
    })
}

fn hits_by_place(lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<[u64; PLACES.len()]> {
    let mut out = vec![[0; PLACES.len()]; lexicon.tiers.len()];
    let running = Running::of(&scored.tokens);
    let mut quoted: Vec<ByteSpan> =
        spoken(&scored.voice).flat_map(|(quote, _)| quote.content.iter().copied()).collect();
    quoted.sort();
    for hit in scored.hits.iter().filter(|h| h.zone.is_scored()) {
        let entry = lexicon.entry(hit.entry);
        let (Tier::Of(tier), Role::Evidence) = (entry.tier, &entry.role) else { continue };
        let counts = &mut out[usize::from(tier.0)];
        match hit.zone {
            Zone::Headline => counts[0] += 1,
            zone => {
                counts[1] += u64::from(zone == Zone::Lede);
                counts[2 + running.third(hit.sentence as usize) as usize] += 1;
            }
        }
        let before = quoted.partition_point(|span| span.start <= hit.span.start);
        counts[5] += u64::from(before > 0 && quoted[before - 1].end >= hit.span.end);
    }
    out
}

/// One row of `quotes.parquet`.
#[derive(Debug, Clone, PartialEq)]
pub struct QuoteRow<'a> {
    /// Article.
    pub article: &'a str,
    /// Name of the speaker.
    pub speaker: Option<&'a str>,
    /// `named`, `unnamed`, `group`, `institution`; `None` for the author and "it".
    pub form: Option<&'static str>,
    /// Words that say who they are.
    pub role: &'a str,
    /// Tier, `official` or `unknown`.
    pub tier: &'a str,
    /// Sector: union, business, academic and so on.
    pub sector: Option<&'a str>,
    /// `direct`, `mixed`, `indirect`, `stance`.
    pub kind: &'static str,
    /// Words attributed.
    pub n_words: u32,
    /// Zone of the verb.
    pub zone: &'static str,
    /// Third of lede and body; `None` in the headline.
    pub third: Option<&'static str>,
    /// `title` or `body`: the field of the input the spans refer to.
    pub field: &'static str,
    /// From the first to the last word attributed.
    pub content: ByteSpan,
    /// The words for the speaker there; `None` where the speaker before goes on.
    pub source: Option<ByteSpan>,
}

/// The quotation rows of a scored document, in the order of the text.
pub fn quote_rows<'a>(lexicon: &'a Lexicon, scored: &'a ScoredDocument) -> impl Iterator<Item = QuoteRow<'a>> + 'a {
    let running = Running::of(&scored.tokens);
    scored.voice.quotes.iter().filter_map(move |quote| {
        let start = quote.content.iter().map(|span| span.start).min()?;
        let end = quote.content.iter().map(|span| span.end).max()?;
        let (field, content) = scored.document.field_span(ByteSpan { start, end });
        let speaker = quote.speaker.map(|at| &scored.voice.speakers[at as usize]);
        let third = (quote.zone != Zone::Headline).then(|| running.third(quote.sentence as usize).name());
        let source = quote.source.map(|span| scored.document.field_span(span)).filter(|(of, _)| *of == field);
        Some(QuoteRow {
            article: &scored.document.id,
            speaker: speaker.and_then(|s| s.name.as_deref()),
            form: speaker.map(|s| s.form.name()),
            role: speaker.map_or("", |s| &s.words),
            tier: speaker.map_or("unknown", |s| s.standing.name(&lexicon.tiers)),
            sector: speaker.and_then(|s| s.sector).map(|s| lexicon.voice.sectors[usize::from(s.0)].name.as_str()),
            kind: quote.kind.name(),
            n_words: quote.n_words,
            zone: quote.zone.name(),
            third,
            field: field.name(),
            content,
            source: source.map(|(_, span)| span),
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::score::{PLACES, VoiceRow};
    use crate::voice::Standing;

    #[test]
    fn a_row_without_speakers_has_a_place_for_each_standing_and_tier() {
        let row = VoiceRow::of_tiers(4);
        let n_standings = 4 + Standing::OF_NO_TIER.len();
        assert_eq!((row.n_quotes.len(), row.quoted_words.len()), (n_standings, n_standings));
        assert_eq!((row.n_worker_quotes.len(), row.n_profiled.len()), (4, 4));
        assert_eq!(row.hits_by_place, vec![[0; PLACES.len()]; 4]);
    }
}
