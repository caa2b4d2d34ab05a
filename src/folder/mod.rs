//! The audit folder as an object: what it contains, who writes it, and how one replaces another.
//!
//! In: a path. Out: paths of its files, its manifest, what people saved in it. Invariant: a folder is a whole
//! audit or no audit; a file in it is replaced as a whole.

mod error;
mod lock;
mod replace;
mod hash;
mod join_account;
mod manifest;
mod audit_folder;
mod content;
mod kept;
mod gold;
mod judged;
mod saved;
mod inherit;
mod partial;
mod shard_list;

pub use crate::folder::audit_folder::AuditFolder;
pub(crate) use crate::folder::audit_folder::MANIFEST;
pub use crate::folder::error::FolderError;
pub use crate::folder::hash::hash_of_file;
pub use crate::folder::inherit::Inherited;
pub use crate::folder::join_account::{JoinAccount, JoinKey};
pub(crate) use crate::folder::kept::KeptHashes;
#[cfg(feature = "serve")]
pub(crate) use crate::folder::lock::{IfLocked, lock};
pub use crate::folder::manifest::{Deletion, Manifest, RECORD_VERSION, RECORD_WITH_TEXTS, SourceAccount};
pub(crate) use crate::folder::partial::PartialFolder;
#[cfg(feature = "serve")]
pub(crate) use crate::folder::replace::remove_draft;
pub(crate) use crate::folder::replace::{replace, write_json};
pub use crate::folder::saved::{SavedError, SavedQueries};
pub(crate) use crate::folder::shard_list::OpenedShard;
pub use crate::folder::shard_list::{ListedShard, SHARD_LIST, ShardList};
