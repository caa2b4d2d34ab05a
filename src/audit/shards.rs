//! Audits that are searched as one: parts of a corpus, without a merge.
//!
//! Always holds: hits, scores, order, counts and lines are those of the merged audit. What needs stories or figures of the record
//! is refused, because the record of a shard does not know the other ones.

use std::collections::BTreeMap;
use std::path::Path;

use crate::audit::{Audit, AuditError};
use crate::folder::{AuditFolder, Manifest, OpenedShard, ShardList};
use crate::record::ParquetGroups;
use crate::variable::Variable;

impl Audit {
    /// Opens an audit folder, or the shards that a file names, to search them.
    ///
    /// # Errors
    /// When there is no whole audit, or as [`Self::open_shards`].
    pub fn open_searched(path: impl AsRef<Path>) -> Result<Self, AuditError> {
        match ShardList::path_at(path.as_ref()) {
            Some(list) => Self::open_shards(list),
            None => Self::open(path),
        }
    }

    /// Opens the shards that the file `list` names, to search them as one.
    ///
    /// # Errors
    /// When it names none, or one that is missing or broken, of another version or lexicon than the others, or with another number
    /// of articles than it says.
    pub fn open_shards(list: impl AsRef<Path>) -> Result<Self, AuditError> {
        Self::of_shards(&ShardList::read(list.as_ref())?, list.as_ref())
    }

    /// Opens the shards of a list that is, or is going to be, in the file at `path`.
    ///
    /// # Errors
    /// As [`Self::open_shards`].
    pub fn of_shards(list: &ShardList, path: &Path) -> Result<Self, AuditError> {
        let opened = list.opened(path)?;
        let variables = variables(path, &opened)?;
        let n_articles = opened.iter().map(|shard| shard.manifest.n_articles).sum();
        let first = opened.first().map(|shard| shard.manifest.clone()).unwrap_or_default();
        let manifest = Manifest {
            version: first.version,
            record_version: first.record_version,
            tokenizer: first.tokenizer,
            lexicon: first.lexicon,
            lexicon_hash: first.lexicon_hash,
            tiers: first.tiers,
            variables,
            n_articles,
            ..Manifest::default()
        };
        let folder = AuditFolder::at(path);
        let shards = opened.into_iter().map(|shard| (shard.folder, shard.manifest.n_articles)).collect();
        Ok(Self::of_parts(path.to_owned(), folder, manifest, shards))
    }

    /// True while the folder, or those of all shards, hold what they held when they were opened.
    #[must_use]
    pub fn is_as_opened(&self) -> bool {
        if self.shards().is_empty() {
            return self.folder().manifest().is_ok_and(|now| now == *self.manifest());
        }
        Self::open_shards(self.path())
            .is_ok_and(|now| now.manifest() == self.manifest() && now.shards() == self.shards())
    }

    /// A table of the record.
    ///
    /// # Errors
    /// For shards, and when the audit does not have it or it cannot be read.
    pub(super) fn read_table(&self, name: &str) -> Result<ParquetGroups, AuditError> {
        self.one_record()?;
        Ok(self.folder().read_table(name)?)
    }

    /// Refuses shards where the record of one audit is needed.
    ///
    /// # Errors
    /// For shards.
    pub fn one_record(&self) -> Result<(), AuditError> {
        if self.shards().is_empty() { Ok(()) } else { Err(AuditError::OfShards { list: self.path().to_owned() }) }
    }
}

/// The variables of all shards, in the order that the merged audit has them; one may lack some.
///
/// # Errors
/// When one is of two kinds: the merged audit joins the kinds, and with them what the values are.
fn variables(list: &Path, shards: &[OpenedShard]) -> Result<Vec<Variable>, AuditError> {
    let mut all: BTreeMap<&str, Variable> = BTreeMap::new();
    let said = |variable: &Variable| format!("{} from the column `{}`", variable.kind.name(), variable.given_as());
    for OpenedShard { folder, manifest } in shards {
        for variable in &manifest.variables {
            let clashes = |known: &&Variable| {
                let is_same = (known.name == variable.name, known.given_as() == variable.given_as());
                is_same != (false, false) && (is_same != (true, true) || known.kind != variable.kind)
            };
            if let Some(known) = all.values().find(clashes) {
                return Err(AuditError::ShardVariable {
                    list: list.to_owned(),
                    shard: folder.root.clone(),
                    name: variable.name.clone(),
                    one: said(known),
                    other: said(variable),
                });
            }
            all.entry(variable.given_as())
                .and_modify(|known| {
                    known.n_given += variable.n_given;
                    known.n_different = known.n_different.max(variable.n_different);
                })
                .or_insert_with(|| variable.clone());
        }
    }
    Ok(all.into_values().collect())
}
