//! Several indexes, opened as one.
//!
//! In: the folders of indexes of one version and schema. Out: a [`Store`] with the segments of all of them.
//!
//! Always holds: nothing is copied or written, and no question is asked shard by shard: what an index with these segments answers
//! is answered, with statistics of words summed over all of them. An index that cannot be opened is an error and is not left out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hashbrown::HashMap;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr};
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{Directory, Index, Searcher, TantivyError, Term};

use crate::store::index_folder::open_index;
use crate::store::schema::{self, Fields};
use crate::store::{Store, StoreError};

/// The file of an index that names its segments.
const META: &str = "meta.json";

impl Store {
    /// Opens the indexes in these folders, each with the number of its articles, as one for the tiers of `lexicon`; errors that
    /// belong to none of them name `name`.
    ///
    /// # Errors
    /// When there is none in a folder, one is broken, of another version or has another number of articles, or two of them have
    /// an article of the same id.
    pub fn open_shards(shards: &[(PathBuf, u64)], name: &Path, tiers: &[String]) -> Result<Self, StoreError> {
        let broken = |e: TantivyError| StoreError::ReadShards { path: name.to_owned(), reason: e.to_string() };
        let directory = ShardDirectory::open(shards, tiers)?;
        let owners = Arc::clone(&directory.owners);
        let index = Index::open(directory).map_err(broken)?;
        schema::register(&index);
        let (_, fields) = schema::build(tiers);
        let reader = index.reader().map_err(broken)?;
        if let Some(repeated) = Repeated::first(&reader.searcher(), &fields).map_err(broken)? {
            let of = |segment: &str| shards[owners[segment]].0.clone();
            let (one, other) = (of(&repeated.one), of(&repeated.other));
            return Err(StoreError::SameArticle { id: repeated.id, one, other });
        }
        Ok(Self::of(name, fields, tiers, reader).of_shards())
    }
}

/// The files of several indexes, to be read and not written; the file that names segments names those of all.
#[derive(Debug, Clone)]
struct ShardDirectory {
    shards: Arc<[MmapDirectory]>,
    /// Number of the shard by the id of the segment, with which the name of each of its files begins.
    owners: Arc<HashMap<String, usize>>,
    meta: Arc<[u8]>,
}

impl ShardDirectory {
    fn open(paths: &[(PathBuf, u64)], tiers: &[String]) -> Result<Self, StoreError> {
        let (mut shards, mut owners, mut segments) = (Vec::new(), HashMap::new(), Vec::new());
        let mut meta = serde_json::Value::Null;
        for (at, (path, n_articles)) in paths.iter().enumerate() {
            let broken = |reason: String| StoreError::Read { path: path.clone(), reason };
            let (index, _) = open_index(path, tiers)?;
            shards.push(MmapDirectory::open(path).map_err(|e| broken(e.to_string()))?);
            let metas = index.load_metas().map_err(|e| broken(e.to_string()))?;
            let written = serde_json::to_value(&metas).map_err(|e| broken(e.to_string()))?;
            segments.extend(written["segments"].as_array().into_iter().flatten().cloned());
            for segment in &metas.segments {
                if let Some(other) = owners.insert(segment.id().uuid_string(), at) {
                    return Err(StoreError::SameIndex { one: paths[other].0.clone(), other: path.clone() });
                }
            }
            let n_indexed: u64 = metas.segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
            if n_indexed != *n_articles {
                return Err(broken(format!("it has {n_indexed} articles, and the record {n_articles}")));
            }
            meta = written;
        }
        meta["segments"] = segments.into();
        let meta = serde_json::to_vec(&meta).expect("a value is written as JSON");
        Ok(Self { shards: shards.into(), owners: Arc::new(owners), meta: meta.into() })
    }

    /// The shard that a file is in.
    fn owner(&self, path: &Path) -> Result<&MmapDirectory, OpenReadError> {
        let segment = path.to_str().and_then(|name| name.split('.').next()).unwrap_or_default();
        let owner = self.owners.get(segment).map(|at| &self.shards[*at]);
        owner.ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }
}

/// Why nothing is written.
fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "shards that are opened as one are not written")
}

impl Directory for ShardDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.owner(path)?.get_file_handle(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        match self.owner(path) {
            Ok(owner) => owner.exists(path),
            Err(_) => Ok(path == Path::new(META)),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(META) { Ok(self.meta.to_vec()) } else { self.owner(path)?.atomic_read(path) }
    }

    /// Locks every shard, one after the other.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let locks = self.shards.iter().map(|shard| shard.acquire_lock(lock)).collect::<Result<Vec<_>, _>>()?;
        Ok(DirectoryLock::from(Box::new(locks)))
    }

    /// Shards are whole before they are named, and do not change.
    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(read_only()), filepath: path.to_owned() })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }
}

/// An id that two segments have.
struct Repeated {
    id: String,
    one: String,
    other: String,
}

impl Repeated {
    /// The first id by bytes that is in the index twice: the sorted ids of all segments are read next to each other.
    fn first(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Option<Self>> {
        let segments = searcher.segment_readers();
        let ids = segments.iter().map(|segment| segment.inverted_index(fields.id)).collect::<Result<Vec<_>, _>>()?;
        let mut streams = ids.iter().map(|ids| ids.terms().stream()).collect::<Result<Vec<_>, _>>()?;
        let mut next = BinaryHeap::new();
        for (at, stream) in streams.iter_mut().enumerate() {
            if let Some((id, _)) = stream.next() {
                next.push(Reverse((id.to_vec(), at)));
            }
        }
        let mut last: Option<(Vec<u8>, usize)> = None;
        while let Some(Reverse((id, at))) = next.pop() {
            if let Some((_, before)) = last.as_ref().filter(|(known, _)| *known == id) {
                let id = String::from_utf8_lossy(&id).into_owned();
                let query = TermQuery::new(Term::from_field_text(fields.id, &id), IndexRecordOption::Basic);
                // One of them may be deleted.
                if searcher.search(&query, &tantivy::collector::Count)? > 1 {
                    let segment = |at: usize| segments[at].segment_id().uuid_string();
                    return Ok(Some(Self { id, one: segment(*before), other: segment(at) }));
                }
            }
            let (mut following, _) = last.replace((id, at)).unwrap_or_default();
            if let Some((id, _)) = streams[at].next() {
                following.clear();
                following.extend_from_slice(id);
                next.push(Reverse((following, at)));
            }
        }
        Ok(None)
    }
}
