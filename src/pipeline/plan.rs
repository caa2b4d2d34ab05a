//! What a run does with each source: read it, take over what an audit has of it, or score it again.

use std::path::{Path, PathBuf};

use crate::engine::Engine;
use crate::folder::{AuditFolder, FolderError, Manifest};
use crate::pipeline::base::Base;
use crate::pipeline::options::{AuditOptions, Origin};
use crate::pipeline::settings::settings;
use crate::pipeline::{PipelineError, sample_source};
use crate::read::{Fingerprint, Source};
use crate::store::Store;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It is read.
    Read,
    /// The rows of this source of the base are taken over.
    Keep(usize),
    /// The articles of this source of the base are scored again.
    Rescore(usize),
}

/// What is done with every source.
pub(super) struct Plan {
    pub base: Option<Base>,
    /// Texts of the base, where they are scored again.
    pub texts: Option<Store>,
    pub steps: Vec<Step>,
    /// Whether the rows of each article of the base are taken over.
    pub keep: Vec<bool>,
}

impl Plan {
    /// The plan that follows from the options and from what is on disk.
    pub(super) fn of(engine: &Engine, options: &AuditOptions) -> Result<Self, PipelineError> {
        let n = options.sources.len();
        match &options.origin {
            Origin::Sources => Ok(Self { base: None, texts: None, steps: vec![Step::Read; n], keep: Vec::new() }),
            Origin::Added => {
                let base = Base::open(&options.output)?;
                let steps = additions(&base.manifest, options);
                let mut plan = Self { steps, texts: None, keep: Vec::new(), base: Some(base) };
                plan.settle();
                plan.same_settings(engine, options)?;
                Ok(plan)
            }
            Origin::Texts(audit) => {
                let base = Base::open(audit)?;
                let texts = Store::open(&base.folder.index(), &base.manifest.tiers)?;
                let keep = vec![false; base.articles.len()];
                Ok(Self { base: Some(base), texts: Some(texts), steps: (0..n).map(Step::Rescore).collect(), keep })
            }
        }
    }

    /// Articles can only be added in the way the others were read.
    fn same_settings(&self, engine: &Engine, options: &AuditOptions) -> Result<(), PipelineError> {
        let Some(base) = &self.base else { return Ok(()) };
        for (name, now) in settings(engine, options, self.base.as_ref()) {
            let then = base.manifest.settings.get(&name).map_or("unknown", String::as_str);
            if then != now {
                let (audit, then) = (options.output.clone(), then.to_owned());
                return Err(PipelineError::OtherSettings { audit, name, then, now });
            }
        }
        Ok(())
    }

    /// Reads the old source `at` and all behind it again.
    pub(super) fn read_from(&mut self, at: usize) {
        self.steps[at..].fill(Step::Read);
        self.settle();
    }

    fn settle(&mut self) {
        let Some(base) = &self.base else { return };
        self.keep = vec![false; base.articles.len()];
        for step in &self.steps {
            if let Step::Keep(old) = step {
                self.keep[base.range(*old)].fill(true);
            }
        }
    }
}

/// Keeps the sources that hold what they held, or are gone.
fn additions(old: &Manifest, options: &AuditOptions) -> Vec<Step> {
    let mut changed = false;
    let step = |(at, source): (usize, &Source)| {
        let Some(account) = old.sources.get(at) else { return Step::Read };
        let gone = match source {
            Source::File(path) => !path.exists(),
            Source::Stdin | Source::Broken { .. } => true,
            Source::Memory { .. } => false,
        };
        let same =
            gone || account.fingerprint.is_some() && account.fingerprint == Fingerprint::of(source, &options.read);
        // What came of a doubled id depends on the sources before.
        if same && !(changed && account.n_clashes > 0) {
            return Step::Keep(at);
        }
        changed = true;
        Step::Read
    };
    options.sources.iter().enumerate().map(step).collect()
}
