//! A draft for the desk: what was found, and the lines to look at.

use crate::audit::draft::{AnalysedDraft, DraftLines, DraftText};
use crate::audit::{Answer, Evidence, PayReading, Reading, Remark, RemedyReading, SpeakerReading};
use crate::lexicon::{NONE, UNIVERSAL};
use crate::present::spelled;
use crate::record::{Cell, Kind, Table};
use crate::voice::Quote;

/// Hits shown of a tier without a sentence that describes its working life.
const SHOWN: usize = 5;
/// Longest words of a row, in characters.
const WORDS: usize = 160;

/// A line to look at.
struct LineToCheck {
    line: Option<u32>,
    about: String,
    what: String,
    words: String,
}

impl AnalysedDraft {
    /// What was found, in sentences, and the lines it is in: scope gap first, then tiers, speakers, pay, proposals.
    /// `n_found` is the number of these lines; `text` is what the draft was read from.
    #[must_use]
    pub fn answer(&self, text: &DraftText) -> Answer {
        let mut before = vec![format!("{}: {} words", headline(text), self.reading.n_words)];
        before.extend(text.remarks.iter().cloned());
        before.extend(self.remarks());
        let mut table =
            Table::new(&[("line", Kind::Int), ("about", Kind::Text), ("what", Kind::Text), ("words", Kind::Text)]);
        if self.reading.unscored.is_some() {
            return Answer { before, ..Answer::of(table, 0) };
        }
        before.extend(summary(&self.reading));
        before.push("\nLines to look at:".to_owned());
        let lines = self.lines(text);
        for row in &lines {
            let line = row.line.map_or(Cell::Missing, |line| Cell::Int(i64::from(line)));
            table.push(&[line, Cell::Text(&row.about), Cell::Text(&row.what), Cell::Text(&row.words)]);
        }
        let after = vec![
            "The program counts words of a list: read this as questions, not as a verdict. One article need not cover everybody."
                .to_owned(),
        ];
        Answer { before, table, after, n_found: lines.len() as u64 }
    }

    fn lines(&self, text: &DraftText) -> Vec<LineToCheck> {
        let mut lines = Vec::new();
        if self.reading.scope_gap {
            lines.push(LineToCheck {
                line: text.title_line,
                about: "scope gap".to_owned(),
                what: "promises all workers".to_owned(),
                words: cut(&text.title),
            });
        }
        let places = text.lines();
        (0..self.reading.tiers.len()).for_each(|tier| lines.extend(self.lines_of_tier(tier, &places)));
        lines.extend(self.lines_of_speakers(&places));
        lines.extend(self.lines_of_pay(&places));
        lines.extend(self.lines_of_remedies(&places));
        lines
    }

    /// The sentences that describe the working life of a tier; hits of the tier where there is none.
    fn lines_of_tier(&self, tier: usize, places: &DraftLines<'_>) -> Vec<LineToCheck> {
        let name = &self.reading.tiers[tier].tier;
        let sentences = self.reading.sentences.iter().filter(|sentence| sentence.class == *name);
        let found: Vec<LineToCheck> = sentences
            .map(|sentence| LineToCheck {
                line: places.line(sentence.field, sentence.start),
                about: spelled(name),
                what: format!("describes a working life (probability {:.2})", sentence.probability),
                words: cut(sentence.words.as_deref().unwrap_or_default()),
            })
            .collect();
        if !found.is_empty() {
            return found;
        }
        // What is said of a tier leads to its signs, in the order of tiers.
        let numbers = of_tiers(&self.reading).get(tier).map(|remark| remark.hits.as_slice()).unwrap_or_default();
        let hits = numbers.iter().filter_map(|number| self.reading.evidence.get(number.checked_sub(1)?));
        let row = |hit: &Evidence| LineToCheck {
            line: places.line(hit.field, hit.start),
            about: spelled(name),
            what: format!("a sign: {}", hit.label),
            words: cut(hit.words.as_deref().unwrap_or_default()),
        };
        hits.take(SHOWN).map(row).collect()
    }

    /// Each speaker at the first words that are said.
    fn lines_of_speakers(&self, places: &DraftLines<'_>) -> Vec<LineToCheck> {
        let start = |quote: &Quote| quote.content.first().copied().unwrap_or(quote.cue);
        let row = |speaker: &SpeakerReading| {
            let own = |quote: &&Quote| quote.speaker.is_some_and(|at| at as usize + 1 == speaker.number);
            let first =
                self.scored.voice.quotes.iter().find(own).map(|quote| self.scored.document.field_span(start(quote)));
            let sector = speaker.sector.as_ref().map_or_else(String::new, |sector| format!(" ({sector})"));
            let (n_quotes, n_words) = (speaker.n_quotes, speaker.n_words);
            LineToCheck {
                line: first.and_then(|(field, span)| places.line(field.name(), span.start)),
                about: "speaker".to_owned(),
                what: format!("{}{sector}; {}, {n_words} words", spelled(&speaker.tier), count(n_quotes, "quotation")),
                words: cut(speaker.words.as_deref().or(speaker.name.as_deref()).unwrap_or(speaker.form)),
            }
        };
        self.reading.speakers.iter().map(row).collect()
    }

    fn lines_of_pay(&self, places: &DraftLines<'_>) -> Vec<LineToCheck> {
        let row = |pay: &PayReading| {
            let placed = pay.placed.as_ref().map_or_else(String::new, |placed| format!(", {}", placed.rank()));
            let earner = pay.occupation.as_ref().map_or_else(String::new, |title| format!(", beside {title}"));
            LineToCheck {
                line: places.line(pay.field, pay.start),
                about: "pay".to_owned(),
                what: format!("{} {:.2} an hour{placed}{earner}", pay.currency, pay.hourly),
                words: cut(pay.words.as_deref().unwrap_or_default()),
            }
        };
        self.reading.pay.iter().map(row).collect()
    }

    fn lines_of_remedies(&self, places: &DraftLines<'_>) -> Vec<LineToCheck> {
        let rows = self.reading.remedies.iter().flat_map(|remedy| remedy.hits.iter().map(move |hit| (remedy, hit)));
        let row = |(remedy, number): (&RemedyReading, &usize)| {
            let hit = self.reading.evidence.get(number.checked_sub(1)?)?;
            Some(LineToCheck {
                line: places.line(hit.field, hit.start),
                about: "proposal".to_owned(),
                what: format!("{}, serves {}", spelled(&remedy.kind), remedy.serves),
                words: cut(hit.words.as_deref().unwrap_or_default()),
            })
        };
        rows.filter_map(row).collect()
    }
}

/// The remarks from that on the first tier: a scope gap precedes them.
fn of_tiers(reading: &Reading) -> &[Remark] {
    reading.remarks.get(usize::from(reading.scope_gap)..).unwrap_or_default()
}

fn headline(text: &DraftText) -> String {
    if text.title.is_empty() { "(no headline)".to_owned() } else { cut(&text.title) }
}

/// What was found, scope gap first.
fn summary(reading: &Reading) -> Vec<String> {
    let scope = spelled(&reading.headline_scope);
    let promises = match reading.headline_scope.as_str() {
        UNIVERSAL => "the headline speaks to all workers".to_owned(),
        NONE => "the headline promises nobody in particular".to_owned(),
        _ => format!("the headline speaks of {scope} workers"),
    };
    let gap = reading.remarks.first().filter(|_| reading.scope_gap).map(|remark| remark.text.as_str());
    let mut out = vec![
        String::new(),
        gap.map_or_else(|| format!("Scope gap: no; {promises}."), |gap| format!("Scope gap: yes. {gap}")),
        focus(reading),
    ];
    for (tier, remark) in reading.tiers.iter().zip(of_tiers(reading)) {
        out.push(format!(
            "  {} Attention {} of 3, acknowledgement {}.",
            remark.text, tier.attention, tier.acknowledgement
        ));
    }
    out.push(format!("Speakers: {}.", count(reading.speakers.len(), "speaker")));
    out.push(format!("Pay: {}.", count(reading.pay.len(), "mention")));
    let remedies = of_tiers(reading).get(reading.tiers.len()..).unwrap_or_default();
    match remedies {
        [] => out.push("Proposals: none.".to_owned()),
        some => out.extend(some.iter().map(|remark| format!("Proposals: {}", remark.text))),
    }
    out
}

/// What the text is about, and how sure that is where it is not clear.
fn focus(reading: &Reading) -> String {
    match reading.certainty.as_ref().filter(|sure| sure.certainty != "clear") {
        Some(sure) => format!("Focus: {} {}. {}", sure.certainty, spelled(&reading.focus), sure.why),
        None => format!("Focus: {}.", spelled(&reading.focus)),
    }
}

/// `1 mention`, `2 mentions`.
fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// On one line, cut after a number of characters.
fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(WORDS) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
