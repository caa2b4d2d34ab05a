//! Turns the files of a lexicon into checked entries.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::lexicon::{
    Alternative, Case, Context, DimensionIdx, Entry, Exclusion, Lexicon, LexiconError, LexiconFile, NONE, Occupation,
    Pattern, PeopleKind, ReasonKind, Role, ScheduleKind, Serves, SourceLine, Tier, UNIVERSAL, Word, about, fault,
    folder, hash,
    header::{self, Header},
    identity, soc, voice,
};

/// Most ways one pattern may be written.
const MAX_PATHS: usize = 2_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryFile {
    #[serde(default)]
    entry: Vec<Spanned<RawEntry>>,
    #[serde(default)]
    exclusion: Vec<Spanned<RawExclusion>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    pattern: String,
    tier: Option<String>,
    dimension: String,
    source: String,
    id: Option<String>,
    weight: Option<f64>,
    #[serde(default)]
    case: Case,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
    soc: Option<String>,
    note: Option<String>,
    example: Option<String>,
    counter: Option<String>,
    kind: Option<String>,
    serves: Option<Serves>,
    trope: Option<String>,
    schedule: Option<ScheduleKind>,
    reason: Option<ReasonKind>,
    people: Option<PeopleKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExclusion {
    pattern: String,
    reason: String,
    #[serde(default)]
    case: Case,
    example: Option<String>,
}

/// Kinds of proposals, by the codebook.
const KINDS: &[&str] = &[
    "care",
    "flexibility",
    "income_support",
    "jobs",
    "leave",
    "organizing",
    "pay_equity",
    "scheduling",
    "training",
    "wage_floor",
];

/// Reads the header, then every file in the order of its name.
pub(super) fn assemble(files: &[LexiconFile]) -> Result<Lexicon, LexiconError> {
    let named = |name: &str| files.iter().find(|f| f.path == Path::new(name));
    let header = header::read(files)?;
    let occupations = files.iter().find(|f| soc::is_soc_file(&f.path)).map_or(Ok(BTreeMap::new()), soc::read)?;
    let mut reader = LexiconReader {
        header: &header,
        occupations: &occupations,
        entries: Vec::new(),
        exclusions: Vec::new(),
        faults: Vec::new(),
    };
    let mut sorted: Vec<&LexiconFile> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    for file in sorted {
        let apart = ["lexicon.toml", "calibration.toml"].map(Path::new);
        let apart = apart.contains(&file.path.as_path())
            || voice::is_voice_file(&file.path)
            || file.path.starts_with(folder::ABOUT);
        if file.path.extension().is_some_and(|e| e == "toml") && !apart {
            reader.read(file)?;
        }
    }
    let LexiconReader { mut entries, exclusions, mut faults, .. } = reader;
    faults.extend(identity::twice(&entries));
    if faults.len() > 1 {
        return Err(LexiconError::Faults(faults));
    }
    if let Some(only) = faults.pop() {
        return Err(only);
    }
    identity::settle_ids(&mut entries)?;
    let voice = voice::read(files)?;
    Ok(Lexicon {
        entries,
        exclusions,
        calibration: named("calibration.toml").map(|f| f.content.to_string()).unwrap_or_default(),
        sentences: named("sentences.csv").map(|f| f.content.as_ref().into()).unwrap_or_default(),
        about: about::read(files, &header.tiers, &voice.sectors)?,
        voice,
        hash: hash::of_lexicon(files),
        scores_hash: hash::of_scores(files),
        name: header.name,
        language: header.language,
        tiers: header.tiers,
        dimensions: header.dimensions,
        wage_percentiles: soc::wage_percentiles(&occupations),
        occupations,
    })
}

struct LexiconReader<'a> {
    header: &'a Header,
    occupations: &'a BTreeMap<String, Occupation>,
    entries: Vec<Entry>,
    exclusions: Vec<Exclusion>,
    faults: Vec<LexiconError>,
}

impl LexiconReader<'_> {
    fn read(&mut self, file: &LexiconFile) -> Result<(), LexiconError> {
        let parsed: EntryFile = toml::from_str(&file.content).map_err(|e| fault::syntax(file, &e))?;
        let lines = fault::LineStarts::of(&file.content);
        for raw in parsed.entry {
            let place = SourceLine { path: file.path.clone(), line: lines.at(raw.span().start) };
            let raw = raw.into_inner();
            let pattern = raw.pattern.clone();
            match self.entry(raw, place.clone()) {
                Ok(entry) => self.entries.push(entry),
                Err(reason) => self.faults.push(LexiconError::Entry { place, pattern, reason }),
            }
        }
        for raw in parsed.exclusion {
            let place = SourceLine { path: file.path.clone(), line: lines.at(raw.span().start) };
            let RawExclusion { pattern, reason, case, example } = raw.into_inner();
            match parse_pattern(&pattern) {
                Ok(pattern) => self.exclusions.push(Exclusion { pattern, reason, case, example, place }),
                Err(reason) => self.faults.push(LexiconError::Entry { place, pattern, reason }),
            }
        }
        Ok(())
    }

    fn entry(&self, raw: RawEntry, place: SourceLine) -> Result<Entry, String> {
        let dimension = self.dimension(&raw.dimension)?;
        let tier = self.tier(&raw)?;
        let weight = raw.weight.unwrap_or(1.0);
        if !(weight.is_finite() && weight > 0.0 && weight <= 10.0) {
            return Err(format!("weight {weight}: write a number above 0 and up to 10"));
        }
        if raw.source.trim().is_empty() {
            return Err("the source is empty: say where the entry comes from".into());
        }
        let contexts = |texts: &[String]| texts.iter().map(|t| parse_context(t)).collect::<Result<Vec<_>, _>>();
        Ok(Entry {
            id: raw.id.clone().unwrap_or_default(),
            pattern: parse_pattern(&raw.pattern)?,
            tier,
            dimension,
            role: role(&raw)?,
            weight,
            case: raw.case,
            unless: contexts(&raw.unless)?,
            near: contexts(&raw.near)?,
            soc: raw.soc,
            source: raw.source,
            note: raw.note,
            example: raw.example,
            counter: raw.counter,
            place,
        })
        .map(|mut entry| {
            if entry.id.is_empty() {
                entry.id = identity::made_id(&self.header.tiers, &self.header.dimensions, &entry, &raw.pattern);
            }
            entry
        })
    }

    fn dimension(&self, name: &str) -> Result<DimensionIdx, String> {
        let at = self.header.dimensions.iter().position(|d| d == name);
        at.and_then(|at| u8::try_from(at).ok())
            .map(DimensionIdx)
            .ok_or_else(|| format!("unknown dimension `{name}`: use one of {}", self.header.dimensions.join(", ")))
    }

    /// The tier as written, else that of the occupation.
    fn tier(&self, raw: &RawEntry) -> Result<Tier, String> {
        let occupation = match &raw.soc {
            Some(code) => Some(self.occupations.get(code).ok_or_else(|| format!("unknown SOC code `{code}`"))?),
            None => None,
        };
        let name = raw.tier.as_deref().or(occupation.map(|o| o.tier.as_str()));
        let name = name.ok_or("no tier: write one, or give a SOC code")?;
        Tier::named(name, &self.header.tiers).ok_or_else(|| {
            format!("unknown tier `{name}`: use one of {}, {UNIVERSAL}, {NONE}", self.header.tiers.join(", "))
        })
    }
}

fn role(raw: &RawEntry) -> Result<Role, String> {
    match (raw.schedule, raw.reason, raw.people, &raw.kind, raw.serves, &raw.trope) {
        (Some(kind), None, None, None, None, None) => return Ok(Role::Schedule(kind)),
        (None, Some(kind), None, None, None, None) => return Ok(Role::Reason(kind)),
        (None, None, Some(kind), None, None, None) => return Ok(Role::People(kind)),
        (None, None, None, ..) => {}
        _ => {
            return Err("an entry has one role: `schedule`, `reason`, `people`, `trope`, or `kind` and `serves`".into());
        }
    }
    match (&raw.kind, raw.serves, &raw.trope) {
        (None, None, None) => Ok(Role::Evidence),
        (Some(kind), Some(serves), None) if KINDS.binary_search(&kind.as_str()).is_ok() => {
            Ok(Role::Proposal { kind: kind.clone(), serves })
        }
        (Some(kind), Some(_), None) => Err(format!("unknown kind `{kind}`: use one of {}", KINDS.join(", "))),
        (None, None, Some(name)) => Ok(Role::Trope { name: name.clone() }),
        _ => Err("a proposal has `kind` and `serves`, a trope has `trope`, other entries have none of them".into()),
    }
}

fn parse_pattern(text: &str) -> Result<Pattern, String> {
    let pattern = Pattern::parse(text)?;
    if pattern.is_empty() {
        return Err("the pattern is empty".into());
    }
    let open = |word: &Word| word.alternatives.contains(&Alternative::Any);
    if pattern.words.first().is_some_and(open) || pattern.words.last().is_some_and(open) {
        return Err("`_` goes between two words, not at an end".into());
    }
    if pattern.n_paths() > MAX_PATHS {
        return Err(format!("more than {MAX_PATHS} ways to write it: split the entry"));
    }
    Ok(pattern)
}

/// `before _ after` beside the hit, or words anywhere in its sentence.
fn parse_context(text: &str) -> Result<Context, String> {
    let wrong = |reason: String| format!("context `{text}`: {reason}");
    let words: Vec<&str> = text.split(' ').collect();
    let Some(at) = words.iter().position(|w| *w == "_") else {
        return parse_pattern(text).map(Context::Sentence).map_err(wrong);
    };
    if words.len() == 1 {
        return Err(wrong("holds nothing but the hit: add the words beside it".into()));
    }
    let before = Pattern::parse(&words[..at].join(" ")).map_err(wrong)?;
    let after = Pattern::parse(&words[at + 1..].join(" ")).map_err(wrong)?;
    Ok(Context::Beside { before, after })
}
