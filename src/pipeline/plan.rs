//! What a run does with each source: read it, take over what an audit has of it, or score it again.

use std::path::{Path, PathBuf};

use crate::article::Notice;
use crate::engine::Engine;
use crate::folder::{AuditFolder, Deletion, FolderError, Manifest, SourceAccount};
use crate::pipeline::base::{Base, OldRows};
use crate::pipeline::deleted::Deleted;
use crate::pipeline::options::{AuditOptions, Origin};
use crate::pipeline::settings::{comparable, settings};
use crate::pipeline::{PipelineError, sample_source};
use crate::read::{Fingerprint, Source};

/// The sources of an audit, by their names.
///
/// # Errors
/// When there is no audit.
pub fn sources_of(audit: &Path) -> Result<Vec<Source>, FolderError> {
    let sample = sample_source();
    let source = |name: &str| match name {
        "standard input" => Source::Stdin,
        name if name == &*sample.name() => sample.clone(),
        name => Source::File(PathBuf::from(name)),
    };
    Ok(AuditFolder::at(audit).manifest()?.sources.iter().map(|account| source(&account.source)).collect())
}

/// What is done with one source.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// It is read.
    Read,
    /// The rows of this source of the base are taken over.
    Keep(&'a Addition, usize),
    /// The articles of this source of the base are scored again.
    Rescore(&'a Base, usize),
}

/// What is done with every source.
pub(super) enum Plan {
    /// All are read.
    Fresh,
    /// Those that have not changed since an older audit are taken over from it; the others are read.
    Added(Addition),
    /// The texts of an older audit are scored again.
    Rescored(Base),
}

/// An older audit, and what is taken over from it.
pub(super) struct Addition {
    pub base: Base,
    /// The source of the base that each source is taken over from; `None` where it is read.
    kept: Vec<Option<usize>>,
    /// Whether the rows of each article of the base are taken over.
    pub keep: Vec<bool>,
}

impl Addition {
    fn new(base: Base, kept: Vec<Option<usize>>) -> Self {
        let mut addition = Self { base, kept, keep: Vec::new() };
        addition.settle();
        addition
    }

    /// All sources of `base`, without the articles that `keep` leaves out.
    pub(super) fn without(base: Base, keep: Vec<bool>) -> Self {
        let kept = (0..base.manifest.sources.len()).map(Some).collect();
        Self { base, kept, keep }
    }

    /// The rows of one table that are taken over.
    pub(super) fn rows(&self, table: &str) -> Result<OldRows<'_>, PipelineError> {
        self.base.rows(table, &self.keep)
    }

    /// The accounts of all sources of the base, with articles and rows not counted yet; `count` is given how many articles
    /// of a source are left out.
    pub(super) fn accounts(&self, count: impl Fn(&mut SourceAccount, u64)) -> Vec<SourceAccount> {
        let account = |(source, account): (usize, &SourceAccount)| {
            let n_left_out = self.keep[self.base.range(source)].iter().filter(|keep| !**keep).count() as u64;
            let n_rows = account.n_rows.keys().map(|table| (table.clone(), 0)).collect();
            let mut account = SourceAccount { n_articles: 0, n_rows, ..account.clone() };
            count(&mut account, n_left_out);
            account
        };
        self.base.manifest.sources.iter().enumerate().map(account).collect()
    }

    fn settle(&mut self) {
        self.keep = vec![false; self.base.articles.len()];
        for old in self.kept.iter().flatten() {
            self.keep[self.base.range(*old)].fill(true);
        }
    }
}

impl Plan {
    /// The plan that follows from the options and from what is on disk.
    pub(super) fn of(engine: &Engine, options: &AuditOptions) -> Result<Self, PipelineError> {
        match &options.origin {
            Origin::Sources => Ok(Self::Fresh),
            Origin::Added => {
                let base = Base::open(&options.output)?;
                base.folder.read_articles()?;
                let kept = additions(&base.manifest, options);
                let plan = Self::Added(Addition::new(base, kept));
                plan.same_settings(engine, options)?;
                Ok(plan)
            }
            Origin::Texts(audit) => {
                let base = Base::open(audit)?;
                base.folder.read_articles()?;
                Ok(Self::Rescored(base))
            }
        }
    }

    /// The older audit, where there is one.
    pub(super) fn base(&self) -> Option<&Base> {
        match self {
            Self::Fresh => None,
            Self::Added(addition) => Some(&addition.base),
            Self::Rescored(base) => Some(base),
        }
    }

    /// The audit whose texts are scored again.
    pub(super) fn rescored(&self) -> Option<&Base> {
        match self {
            Self::Rescored(base) => Some(base),
            Self::Fresh | Self::Added(_) => None,
        }
    }

    /// What is done with source `at`.
    pub(super) fn step(&self, at: usize) -> Step<'_> {
        match self {
            Self::Fresh => Step::Read,
            Self::Added(addition) => addition.kept[at].map_or(Step::Read, |old| Step::Keep(addition, old)),
            Self::Rescored(base) => Step::Rescore(base, at),
        }
    }

    /// The accounts of `sources` and the deletions, before anything is counted: what was deleted from sources of an older
    /// audit counts, but where they are read again it is counted anew.
    pub(super) fn accounts(&self, sources: &[Source]) -> (Vec<SourceAccount>, Vec<Deletion>) {
        let account = |(at, source): (usize, &Source)| {
            let n_deleted = match self.step(at) {
                Step::Read => 0,
                Step::Keep(Addition { base, .. }, old) | Step::Rescore(base, old) => {
                    base.manifest.sources[old].n_deleted
                }
            };
            SourceAccount { n_deleted, ..SourceAccount::new(source) }
        };
        let accounts = sources.iter().enumerate().map(account).collect();
        (accounts, self.base().map_or_else(Vec::new, |base| self.deletions(base)))
    }

    /// The deleted articles that sources may bring again.
    pub(super) fn deleted(&self) -> Deleted {
        match self {
            Self::Added(addition) => Deleted::of(&self.deletions(&addition.base)),
            Self::Fresh | Self::Rescored(_) => Deleted::default(),
        }
    }

    /// The deletions of the base: in their order, each without what it counts of sources that are read again.
    fn deletions(&self, base: &Base) -> Vec<Deletion> {
        let mut deletions = base.manifest.deletions.clone();
        for account in self.read_again() {
            deletions = deletions.into_iter().filter_map(|deletion| deletion.without(&account.source)).collect();
        }
        deletions
    }

    /// Remarks on the deleted articles that sources had again: those that are kept out, by the `sources` as they were read
    /// now, and those that are there again, because an older version did not write down which they were.
    pub(super) fn found_again(&self, sources: &[SourceAccount]) -> Vec<Notice> {
        let notice = |source: &str, message: String| Notice { source: source.into(), message };
        let kept_out = |(at, account): (usize, &SourceAccount)| {
            let n = account.n_deleted;
            (matches!(self.step(at), Step::Read) && n > 0).then(|| {
                let (s, stay) = if n == 1 { (" was", "stays") } else { ("s were", "stay") };
                let message =
                    format!("{n} article{s} deleted from this audit before and {stay} out; one made anew has them");
                notice(&account.source, message)
            })
        };
        let came_back = |account: &SourceAccount| {
            let unknown =
                self.base().into_iter().flat_map(|base| &base.manifest.deletions).filter(|d| d.gone.is_empty());
            let n: u64 = unknown.filter_map(|deletion| deletion.by_source.get(&account.source)).sum();
            let message = format!("articles that were deleted are there again ({n}), as it was read again");
            (n > 0).then(|| notice(&account.source, message))
        };
        let kept_out = sources.iter().enumerate().filter_map(kept_out);
        kept_out.chain(self.read_again().filter_map(came_back)).collect()
    }

    /// Sources of the older audit that are read again.
    fn read_again(&self) -> impl Iterator<Item = &SourceAccount> {
        let kept = match self {
            Self::Added(addition) => Some(addition),
            Self::Fresh | Self::Rescored(_) => None,
        };
        kept.into_iter().flat_map(|addition| {
            let sources = addition.base.manifest.sources.iter().enumerate();
            sources.filter(|(old, _)| !addition.kept.contains(&Some(*old))).map(|(_, account)| account)
        })
    }

    /// Names what is done with the first `n` sources, for the journal of a run.
    pub(super) fn steps(&self, n: usize) -> String {
        let name = |at| match self.step(at) {
            Step::Read => "read".to_owned(),
            Step::Keep(_, old) => format!("keep {old}"),
            Step::Rescore(_, old) => format!("rescore {old}"),
        };
        (0..n).map(name).collect::<Vec<_>>().join(", ")
    }

    /// Articles can only be added in the way the others were read. A setting that an older version did not have is not compared.
    fn same_settings(&self, engine: &Engine, options: &AuditOptions) -> Result<(), PipelineError> {
        let Some(base) = self.base() else { return Ok(()) };
        for (name, now) in settings(engine, options, None) {
            let Some(then) = base.manifest.settings.get(&name) else { continue };
            let then = comparable(&name, then);
            if then != now {
                let audit = options.output.clone();
                return Err(PipelineError::OtherSettings { audit, name, then, now });
            }
        }
        Ok(())
    }

    /// Reads the old source `at` and all after it again.
    pub(super) fn read_from(&mut self, at: usize) {
        if let Self::Added(addition) = self {
            addition.kept[at..].fill(None);
            addition.settle();
        }
    }
}

/// Keeps the sources that hold what they held, or are gone.
fn additions(old: &Manifest, options: &AuditOptions) -> Vec<Option<usize>> {
    let mut changed = false;
    let step = |(at, source): (usize, &Source)| {
        let account = old.sources.get(at)?;
        let gone = match source {
            Source::File(path) | Source::Spooled { path, .. } => !path.exists() || source.is_read_once(),
            Source::Stdin | Source::Broken { .. } => true,
            Source::Memory { .. } => false,
        };
        let same =
            gone || account.fingerprint.is_some() && account.fingerprint == Fingerprint::of(source, &options.read);
        // What came of a doubled id depends on the sources before.
        if same && !(changed && account.n_clashes > 0) {
            return Some(at);
        }
        changed = true;
        None
    };
    options.sources.iter().enumerate().map(step).collect()
}
