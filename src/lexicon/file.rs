//! Turns the files of a lexicon into checked entries.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::lexicon::{
    Alternative, Case, Context, DimensionIdx, Entry, Exclusion, Lexicon, LexiconError, LexiconFile, NONE, Occupation,
    Pattern, Place, ReasonKind, Role, ScheduleKind, Serves, Tier, UNIVERSAL, Word, about, hash, identity, soc, voice,
};

/// Names that a tier of a lexicon cannot have, because tables use them for something else.
pub(super) const RESERVED: &[&str] = &[UNIVERSAL, NONE, "mixed"];
/// Most tiers, and most dimensions: their indexes are bytes.
pub(super) const MAX_NAMES: usize = 255;
/// Most ways one pattern may be written.
const MAX_PATHS: usize = 2_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    name: String,
    language: String,
    tiers: Vec<String>,
    dimensions: Vec<String>,
}

impl Header {
    fn check(&self) -> Result<(), String> {
        if let Some(name) = self.tiers.iter().find(|name| RESERVED.contains(&name.as_str())) {
            return Err(format!("no tier can be called `{name}`: tables use the word for something else"));
        }
        let most = self.tiers.len().max(self.dimensions.len());
        if most > MAX_NAMES {
            return Err(format!("{most} tiers or dimensions, and a lexicon has {MAX_NAMES} at most"));
        }
        Ok(())
    }
}

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
    let header_file = named("lexicon.toml")
        .ok_or_else(|| LexiconError::Read { path: "lexicon.toml".into(), reason: "there is none".to_owned() })?;
    let header: Header = toml::from_str(&header_file.content).map_err(|e| syntax(header_file, &e))?;
    header.check().map_err(|reason| fault(header_file, 0, reason))?;
    let occupations = files.iter().find(|f| soc::is_soc_file(&f.path)).map_or(Ok(BTreeMap::new()), soc::read)?;
    let mut reading = Reading {
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
            || about::is_about_file(&file.path);
        if file.path.extension().is_some_and(|e| e == "toml") && !apart {
            reading.read(file)?;
        }
    }
    let Reading { mut entries, exclusions, mut faults, .. } = reading;
    faults.extend(identity::twice(&entries));
    if faults.len() > 1 {
        return Err(LexiconError::Faults(faults));
    }
    if let Some(only) = faults.pop() {
        return Err(only);
    }
    identity::settle_ids(&mut entries)?;
    Ok(Lexicon {
        entries,
        exclusions,
        calibration: named("calibration.toml").map(|f| f.content.to_string()).unwrap_or_default(),
        voice: voice::read(files)?,
        about: about::read(files, &header.tiers)?,
        hash: hash(files),
        name: header.name,
        language: header.language,
        tiers: header.tiers,
        dimensions: header.dimensions,
        wage_percentiles: soc::wage_percentiles(&occupations),
        occupations,
    })
}

/// The hash that identifies a lexicon: over all files that decide what is found and what it counts.
pub(super) fn hash(files: &[LexiconFile]) -> String {
    hash::of(files, |path| !about::is_about_file(path))
}

/// Where the lines of a file start.
struct Lines(Vec<usize>);

impl Lines {
    fn of(content: &str) -> Self {
        Self(content.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect())
    }

    /// The line, from 1, that holds this byte.
    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|newline| *newline < byte) + 1
    }
}

pub(super) fn syntax(file: &LexiconFile, error: &toml::de::Error) -> LexiconError {
    fault(file, error.span().map_or(0, |span| span.start), error.message().to_owned())
}

/// What is wrong at a byte of a file.
pub(super) fn fault(file: &LexiconFile, byte: usize, reason: String) -> LexiconError {
    let line = Lines::of(&file.content).at(byte);
    LexiconError::Syntax { place: Place { path: file.path.clone(), line }, reason }
}

struct Reading<'a> {
    header: &'a Header,
    occupations: &'a BTreeMap<String, Occupation>,
    entries: Vec<Entry>,
    exclusions: Vec<Exclusion>,
    faults: Vec<LexiconError>,
}

impl Reading<'_> {
    fn read(&mut self, file: &LexiconFile) -> Result<(), LexiconError> {
        let parsed: EntryFile = toml::from_str(&file.content).map_err(|e| syntax(file, &e))?;
        let lines = Lines::of(&file.content);
        for raw in parsed.entry {
            let place = Place { path: file.path.clone(), line: lines.at(raw.span().start) };
            let raw = raw.into_inner();
            let pattern = raw.pattern.clone();
            match self.entry(raw, place.clone()) {
                Ok(entry) => self.entries.push(entry),
                Err(reason) => self.faults.push(LexiconError::Entry { place, pattern, reason }),
            }
        }
        for raw in parsed.exclusion {
            let place = Place { path: file.path.clone(), line: lines.at(raw.span().start) };
            let RawExclusion { pattern, reason, case, example } = raw.into_inner();
            match parse_pattern(&pattern) {
                Ok(pattern) => self.exclusions.push(Exclusion { pattern, reason, case, example, place }),
                Err(reason) => self.faults.push(LexiconError::Entry { place, pattern, reason }),
            }
        }
        Ok(())
    }

    fn entry(&self, raw: RawEntry, place: Place) -> Result<Entry, String> {
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
    match (raw.schedule, raw.reason, &raw.kind, raw.serves, &raw.trope) {
        (Some(kind), None, None, None, None) => return Ok(Role::Schedule(kind)),
        (None, Some(kind), None, None, None) => return Ok(Role::Reason(kind)),
        (None, None, ..) => {}
        _ => return Err("an entry has one role: `schedule`, `reason`, `trope`, or `kind` and `serves`".into()),
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
        return Err("`_` stands between two words, not at an end".into());
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
