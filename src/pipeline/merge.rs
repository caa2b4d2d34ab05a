//! Makes one audit of several: of parts of a corpus that were audited apart.
//!
//! In: audits made by one version with one lexicon. Out: the audit of all their sources, those of the first audit first. Its
//! tables have the bytes of one run over these sources, its index gives the same answers: stories are found again over all
//! articles, and a record that an earlier audit has too is refused as one run would refuse it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use hashbrown::HashMap;

use crate::article::{Notice, Reject};
use crate::engine::Engine;
use crate::folder::{AuditFolder, FolderError, Manifest, PartialFolder, SourceAccount};
use crate::lexicon::Lexicon;
use crate::pipeline::PipelineError;
use crate::pipeline::assemble::{AssembleOptions, Assembled, SHOWN_REJECTS, assemble};
use crate::pipeline::base::{Base, OldRecords};
use crate::pipeline::index::Filler;
use crate::pipeline::pieces::Pieces;
use crate::pipeline::plan::Addition;
use crate::pipeline::record_file::Extra;
use crate::pipeline::run::Outcome;
use crate::read::same_again;
use crate::store::{StoreError, StoreWriter};

/// How audits are merged.
#[derive(Debug, Clone)]
pub struct MergeOptions {
    /// Where the audit folder goes.
    pub output: PathBuf,
    /// CSV beside Parquet.
    pub csv: bool,
    /// Replace the audit at `output`.
    pub replace: bool,
    /// Threads that analyse, where an index is missing; 0 takes one a core.
    pub threads: usize,
    /// Seed of everything random.
    pub seed: u64,
    /// Arguments of the call, for the manifest.
    pub command: Vec<String>,
}

/// Memory of the index writer.
const MEMORY: usize = 256 << 20;

/// Merges `audits` into one at `options.output`; they stay as they are. About 50 bytes an article are kept in memory.
///
/// `lexicon` is needed only where the index of an audit is missing or of another version: then the texts are analysed again.
///
/// # Errors
/// When there are no audits to merge, two of them differ in version, record, tokenizer or lexicon or have different articles
/// under one id, an audit is at the output already, no audit has an article, or the folder cannot be written.
pub fn merge(lexicon: &Arc<Lexicon>, audits: &[PathBuf], options: &MergeOptions) -> Result<Outcome, PipelineError> {
    let started = Instant::now();
    if !options.replace && AuditFolder::at(&options.output).manifest().is_ok() {
        let reason = "the merged one would take its place".to_owned();
        return Err(PipelineError::WouldReplace { audit: options.output.clone(), reason });
    }
    let partial = PartialFolder::claim(&options.output)?;
    let bases = opened(audits)?;
    let keep = kept(&bases)?;
    let additions: Vec<Addition> =
        bases.into_iter().zip(keep).map(|(base, keep)| Addition::without(base, keep)).collect();
    partial.clear()?;
    let folder = partial.folder();
    std::fs::create_dir_all(folder.parts()).map_err(|e| FolderError::write(&folder.parts(), &e))?;
    let mut manifest = manifest_of(&additions, options);
    let extra = if options.csv { Extra::Csv } else { Extra::Nothing };
    let wanted = AssembleOptions { extra, join: None };
    let assembled = assemble(folder, &[], &Pieces::of_audits(&additions), wanted, &mut manifest)?;
    let rejects = write_rejects(folder, &additions)?;
    if manifest.n_articles == 0 {
        let first = rejects.first().map_or_else(|| "the audits are empty".to_owned(), ToString::to_string);
        return Err(PipelineError::NothingRead { n_refused: manifest.n_refused, first });
    }
    merge_indexes(folder, &additions, &manifest, lexicon, options.threads)?;
    manifest.files = folder.hashes()?;
    manifest.timings = BTreeMap::from([("total_seconds".to_owned(), started.elapsed().as_secs_f64())]);
    let inherited = partial.finish(&manifest)?;
    let Assembled { tally, weeks, makeup, remarks, .. } = assembled;
    Ok(Outcome { manifest, tally, weeks, makeup, rejects, remarks, inherited })
}

/// The audits, once it is known that their figures can be added up.
fn opened(audits: &[PathBuf]) -> Result<Vec<Base>, PipelineError> {
    let mut bases: Vec<Base> = Vec::new();
    for (at, path) in audits.iter().enumerate() {
        let is_same =
            |other: &&PathBuf| path.canonicalize().is_ok_and(|path| other.canonicalize().is_ok_and(|o| o == path));
        if let Some(other) = audits[..at].iter().find(is_same) {
            return Err(unlike(other, path, "it is one audit: name it once".to_owned()));
        }
        let base = Base::open(path)?;
        base.folder.read_articles()?;
        if let Some(reason) = bases.first().and_then(|first| first.manifest.difference(&base.manifest)) {
            // Texts that are scored again have the newest version: only the older audit gets nearer to the other one.
            let is_first = bases[0].manifest.record_version < base.manifest.record_version;
            let older = if is_first { &audits[0] } else { path };
            let again = format!("score its texts again, `classlens audit --from {} -o FOLDER`", older.display());
            return Err(unlike(&audits[0], path, format!("{reason}; {again}")));
        }
        bases.push(base);
    }
    Ok(bases)
}

fn unlike(one: &std::path::Path, other: &std::path::Path, reason: String) -> PipelineError {
    PipelineError::Unlike { one: one.to_owned(), other: other.to_owned(), reason }
}

/// Which articles of each audit stay: all but those that an earlier one has with the same text.
///
/// # Errors
/// When two audits have different articles under one id.
fn kept(bases: &[Base]) -> Result<Vec<Vec<bool>>, PipelineError> {
    let mut given: HashMap<u64, (u64, usize)> = HashMap::new();
    let mut keep = Vec::with_capacity(bases.len());
    for (at, base) in bases.iter().enumerate() {
        let mut kept = vec![true; base.articles.len()];
        let mut clashes: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
        for (row, known) in base.articles.iter().enumerate() {
            match given.get(&known.id) {
                None => {
                    given.insert(known.id, (known.text, at));
                }
                Some((text, _)) if *text == known.text => kept[row] = false,
                Some((_, first)) => {
                    clashes.entry(*first).or_insert_with(|| vec![true; base.articles.len()])[row] = false;
                }
            }
        }
        if let Some((first, without)) = clashes.into_iter().next() {
            let ids = base.ids_without(&without)?;
            let reason = format!(
                "{} ids are in both, with different texts, the first `{}`: read the sources of both in one audit, which gives the \
                 second article another id, or give it one",
                ids.len(),
                ids.first().map_or("", String::as_str)
            );
            return Err(unlike(&bases[first].folder.root, &base.folder.root, reason));
        }
        keep.push(kept);
    }
    Ok(keep)
}

/// The manifest before articles are counted: sources, deletions, joins and remarks of all audits, one after the other.
fn manifest_of(additions: &[Addition], options: &MergeOptions) -> Manifest {
    let manifests = || additions.iter().map(|addition| &addition.base.manifest);
    let mut joins = Vec::new();
    for join in manifests().flat_map(|manifest| &manifest.joins) {
        if !joins.contains(join) {
            joins.push(join.clone());
        }
    }
    let first = manifests().next().cloned().unwrap_or_default();
    Manifest {
        version: first.version,
        record_version: first.record_version,
        command: options.command.clone(),
        seed: options.seed,
        tokenizer: first.tokenizer,
        lexicon: first.lexicon,
        lexicon_hash: first.lexicon_hash,
        tiers: first.tiers,
        settings: settings(&manifests().collect::<Vec<_>>()),
        joins,
        sources: additions.iter().flat_map(|addition| addition.accounts(count_again)).collect(),
        deletions: manifests().flat_map(|manifest| manifest.deletions.clone()).collect(),
        notices: notices(additions),
        ..Manifest::default()
    }
}

/// Counts articles that an earlier audit has too as refused.
fn count_again(account: &mut SourceAccount, n: u64) {
    account.n_refused += n;
    account.n_clashes += n;
}

/// Settings by name; where audits differ in one, all its values.
fn settings(manifests: &[&Manifest]) -> BTreeMap<String, String> {
    let names: BTreeSet<&String> = manifests.iter().flat_map(|manifest| manifest.settings.keys()).collect();
    let merged = |name: &String| {
        let values: BTreeSet<&str> =
            manifests.iter().map(|of| of.settings.get(name).map_or("unknown", String::as_str)).collect();
        match values.len() {
            1 => values.into_iter().collect(),
            _ => format!("not the same in all merged audits: {}", values.into_iter().collect::<Vec<_>>().join(" | ")),
        }
    };
    names.into_iter().map(|name| (name.clone(), merged(name))).collect()
}

/// Remarks on the sources in their order, then those that belong to none.
fn notices(additions: &[Addition]) -> Vec<Notice> {
    let bases = || additions.iter().map(|addition| &addition.base);
    let of_sources = bases().flat_map(|base| {
        let n = base.manifest.notices.len() - base.notices_of_no_source().len();
        base.manifest.notices[..n].to_vec()
    });
    of_sources.chain(bases().flat_map(|base| base.notices_of_no_source().to_vec())).collect()
}

/// Writes `rejects.jsonl`, source by source; returns the first of them.
fn write_rejects(folder: &AuditFolder, additions: &[Addition]) -> Result<Vec<Reject>, PipelineError> {
    let path = folder.rejects();
    let failed = |e: std::io::Error| FolderError::write(&path, &e);
    let mut out = BufWriter::new(File::create(&path).map_err(failed)?);
    let mut shown = Vec::new();
    for Addition { base, keep, .. } in additions {
        let mut records = OldRecords::open(base)?;
        let mut again = base.ids_without(keep)?.into_iter();
        for (at, account) in base.manifest.sources.iter().enumerate() {
            let (mut rejects, _) = records.of(at)?;
            let n_again = keep[base.range(at)].iter().filter(|keep| !**keep).count();
            let source: Arc<str> = account.source.as_str().into();
            rejects.extend(again.by_ref().take(n_again).map(|id| Reject::new(&source, 0, same_again(&id))));
            for reject in &rejects {
                let line = serde_json::to_string(reject).expect("a refused record holds nothing but plain values");
                writeln!(out, "{line}").map_err(failed)?;
            }
            shown.extend(rejects.into_iter().take(SHOWN_REJECTS - shown.len()));
        }
    }
    out.flush().map_err(failed)?;
    Ok(shown)
}

/// Makes one index of those of the audits, or of the texts where one cannot be used.
fn merge_indexes(
    folder: &AuditFolder,
    additions: &[Addition],
    manifest: &Manifest,
    lexicon: &Arc<Lexicon>,
    threads: usize,
) -> Result<(), PipelineError> {
    let mut indexes = Vec::new();
    for Addition { base, keep, .. } in additions {
        indexes.push((base.folder.index(), base.ids_without(keep)?));
    }
    let mut store = match StoreWriter::merged(&indexes, &folder.index(), &folder.parts(), &manifest.tiers, MEMORY) {
        // It is missing or of another version; the record is not.
        Err(StoreError::Read { .. } | StoreError::Version { .. }) => {
            if lexicon.hash != manifest.lexicon_hash {
                return Err(PipelineError::OtherLexicon {
                    audit: additions[0].base.folder.root.clone(),
                    made: format!("{} {}", manifest.lexicon, manifest.lexicon_hash),
                    given: lexicon.hash.clone(),
                });
            }
            let engine = Engine::new(Arc::clone(lexicon))?;
            let mut store = StoreWriter::create(&folder.index(), lexicon, MEMORY)?;
            let all = vec![true; usize::try_from(manifest.n_articles).unwrap_or(0)];
            Filler { engine: &engine, threads }.fill(&mut store, folder, manifest, &all)?;
            store
        }
        merged => merged?,
    };
    store.commit(0)?;
    Ok(store.finish()?)
}
