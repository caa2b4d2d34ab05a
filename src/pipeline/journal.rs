//! What a run was asked to do, and how far it has come: by these a killed run goes on.

use std::collections::BTreeMap;

use crate::article::id_hash;
use crate::engine::Engine;
use crate::folder::{AuditFolder, FolderError, PartialFolder, SourceAccount, write_json};
use crate::pipeline::PipelineError;
use crate::pipeline::index::Filler;
use crate::pipeline::options::AuditOptions;
use crate::pipeline::part::{Part, Reached};
use crate::pipeline::plan::{Addition, Plan, Step};
use crate::pipeline::settings::settings;
use crate::pipeline::start::Start;
use crate::read::{Fingerprint, Ids};
use crate::record::{ARTICLES, ParquetGroups};
use crate::store::{self, StoreError, StoreWriter};

/// How a run begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// With the first record.
    Anew,
    /// After what a killed run had done.
    Resumed {
        /// Articles it had done.
        n_articles: u64,
    },
    /// With the first record, although it could have resumed what a killed run had done.
    Discarded {
        /// Articles it had done.
        n_articles: u64,
    },
    /// With the first record, because it cannot go on.
    Refused {
        /// Why not.
        reason: String,
    },
}

/// `run.json`.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Journal {
    settings: BTreeMap<String, String>,
    sources: Vec<String>,
}

impl Journal {
    fn of(engine: &Engine, options: &AuditOptions, plan: &Plan) -> Self {
        let sources = options.sources.iter().map(|source| source.name().to_string()).collect();
        let mut settings = settings(engine, options, plan.rescored());
        let base = plan.base().map_or("none", |base| base.manifest.corpus_hash.as_str());
        settings.insert("articles of an older audit".to_owned(), base.to_owned());
        settings.insert("what is done with each source".to_owned(), plan.steps(options.sources.len()));
        Self { settings, sources }
    }

    /// What the run of `self` has otherwise than that of `old`.
    fn difference(&self, old: &Self) -> Option<String> {
        for (name, now) in &self.settings {
            let before = old.settings.get(name).map_or("unknown", String::as_str);
            if before != now {
                return Some(format!("{name} was {before} and is now {now}"));
            }
        }
        let pairs = self.sources.iter().map(Some).chain(std::iter::repeat(None));
        let longest = self.sources.len().max(old.sources.len());
        let olds = old.sources.iter().map(Some).chain(std::iter::repeat(None));
        let name = |source: Option<&String>| source.map_or_else(|| "none".to_owned(), Clone::clone);
        let differing = pairs.zip(olds).take(longest).enumerate().find(|(_, (now, before))| now != before);
        differing.map(|(at, (now, before))| format!("source {} was {} and is now {}", at + 1, name(before), name(now)))
    }
}

/// Empties the folder, writes down what the run is asked to do, and starts its index.
pub(super) fn begin(
    engine: &Engine,
    options: &AuditOptions,
    plan: &Plan,
    partial: &PartialFolder,
) -> Result<Done, PipelineError> {
    partial.clear()?;
    let folder = partial.folder();
    write_json(&folder.journal(), &Journal::of(engine, options, plan))?;
    let parts = folder.parts();
    std::fs::create_dir_all(&parts).map_err(|e| FolderError::write(&parts, &e))?;
    let (lexicon, memory) = (&engine.lexicon, options.memory / 2);
    let store = match plan {
        Plan::Added(Addition { base, keep, .. }) => {
            match StoreWriter::copy(&base.folder.index(), &folder.index(), &lexicon.tiers, memory) {
                Ok(mut store) => {
                    store.delete(&base.ids_without(keep)?);
                    store
                }
                // It is missing or of another version; the record is not.
                Err(StoreError::Read { .. } | StoreError::Version { .. }) => {
                    let mut store = StoreWriter::create(&folder.index(), lexicon, memory)?;
                    Filler { engine, threads: options.threads }.fill(&mut store, &base.folder, &base.manifest, keep)?;
                    store
                }
                Err(error) => return Err(error.into()),
            }
        }
        Plan::Fresh | Plan::Rescored(_) => StoreWriter::create(&folder.index(), lexicon, memory)?,
    };
    Ok(Done { parts: Vec::new(), store: Some(store) })
}

/// Articles that a dead run left to resume after; `None` when it left nothing.
pub(super) fn left_by_dead_run(folder: &AuditFolder) -> Option<u64> {
    committed_parts(folder).ok().map(|parts| parts.iter().map(Part::n_articles).sum())
}

/// The parts that are whole: those that the index holds too.
fn committed_parts(folder: &AuditFolder) -> Result<Vec<Part>, String> {
    let last = store::committed_part(&folder.index()).ok_or("it had not come to its first checkpoint")?;
    (0..=last).map(|number| Part::read(&folder.parts(), number)).collect()
}

/// What is done already: nothing, or what a dead run has done.
#[derive(Default)]
pub(super) struct Done {
    pub parts: Vec<Part>,
    /// The index to go on with.
    pub store: Option<StoreWriter>,
}

/// Takes up what a dead run left in `folder`; the error says why that cannot be.
pub(super) fn resume(
    engine: &Engine,
    options: &AuditOptions,
    plan: &Plan,
    folder: &AuditFolder,
) -> Result<Done, String> {
    let text = std::fs::read_to_string(folder.journal()).map_err(|e| format!("run.json: {e}"))?;
    let old: Journal = serde_json::from_str(&text).map_err(|e| format!("run.json: {e}"))?;
    if let Some(difference) = Journal::of(engine, options, plan).difference(&old) {
        return Err(difference);
    }
    let parts = committed_parts(folder)?;
    let mut accounts: BTreeMap<usize, SourceAccount> = BTreeMap::new();
    for (at, account) in parts.iter().flat_map(|part| &part.accounts) {
        accounts.entry(*at).or_default().add(account);
    }
    for (at, account) in accounts {
        let source = options.sources.get(at).ok_or("it had read more sources")?;
        if !matches!(plan.step(at), Step::Read) {
            continue;
        }
        if source.is_read_once() {
            return Err(format!("{} cannot be read again", source.name()));
        }
        if account.fingerprint != Fingerprint::of(source, &options.read) {
            return Err(format!("{} has changed", source.name()));
        }
    }
    let store = StoreWriter::reopen(&folder.index(), &engine.lexicon.tiers, options.memory / 2);
    Ok(Done { parts, store: Some(store.map_err(|e| e.to_string())?) })
}

/// Where the reading goes on after `parts`.
pub(super) fn start_behind(parts: &[Part], plan: &Plan, folder: &AuditFolder) -> Result<Start, PipelineError> {
    let reached = parts.last().map_or_else(Reached::default, |part| part.reached);
    let mut ids = Ids::default();
    for at in 0..reached.source {
        if let Step::Keep(Addition { base, .. }, old) = plan.step(at) {
            base.remember(base.range(old), &mut ids);
        }
    }
    for part in parts {
        let mut sources = part.accounts.iter().flat_map(|(source, account)| {
            std::iter::repeat_n(*source, usize::try_from(account.n_articles).unwrap_or(0))
        });
        let articles = ParquetGroups::open(&part.table(&folder.parts(), ARTICLES.name))?;
        for group in articles.only(&["id", "text_hash"])? {
            let group = group?;
            for row in 0..group.n_rows() {
                // The source at hand is read again from its start, and gives its ids again.
                if sources.next().is_some_and(|source| source < reached.source) {
                    let text = u64::from_str_radix(group.text(row, 1), 16).expect("a part holds what was written");
                    ids.remember(id_hash(group.text(row, 0)), text);
                }
            }
        }
    }
    Ok(Start { reached, ids })
}
