//! The folder of an index: versions, commits, deletion, copies, texts by id.

use std::path::Path;

use crate::article::{RawArticle, id_hash};
use crate::store::tests::{ARTICLES, Article, ENGINE, MEMORY, add, found, index, opened, raw, request, tiers, write};
use crate::store::{Order, Store, StoreError, StoreWriter, StoredBodies, committed_part, version};

const LATE: Article = ("a7", "One", Some("2018-01-01"), "Late", "A platypus came late.");

fn ids(store: &Store) -> Vec<String> {
    found(store, "id:*", request(Order::Oldest))
}

/// Whether some file of the folder holds these bytes.
fn holds(folder: &Path, word: &str) -> bool {
    let files = folder.read_dir().expect("a folder").flatten();
    files
        .map(|file| std::fs::read(file.path()).expect("a file"))
        .any(|bytes| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
}

#[test]
fn an_index_of_another_version_is_refused_and_named() {
    let (folder, store) = index();
    drop(store);
    std::fs::write(folder.path().join("classlens-index-version"), "schema 1 tokenizer 1\n").expect("written");
    let Err(error) = Store::open(folder.path(), tiers()) else { panic!("it is of another version") };
    let StoreError::Version { found, expected, .. } = &error else { panic!("{error}") };
    assert_eq!((found.as_str(), expected.as_str()), ("schema 1 tokenizer 1", version().trim()));
    assert!(error.to_string().contains("rebuild it with `classlens index"), "{error}");
    assert!(matches!(StoreWriter::reopen(folder.path(), tiers(), MEMORY), Err(StoreError::Version { .. })));
}

#[test]
fn an_index_of_other_tiers_is_refused() {
    let (folder, _store) = index();
    let other = ["middle".to_owned(), "precarious".to_owned()];
    let Err(error) = Store::open(folder.path(), &other) else { panic!("it has other columns") };
    assert!(error.to_string().contains("its columns are not those of this lexicon"), "{error}");
}

#[test]
fn a_folder_without_an_index_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(matches!(Store::open(folder.path(), tiers()), Err(StoreError::Read { .. })));
    assert_eq!(committed_part(folder.path()), None);
}

#[test]
fn an_index_remembers_the_part_it_was_committed_with() {
    let (folder, _store) = index();
    assert_eq!(committed_part(folder.path()), Some(2));
}

#[test]
fn what_was_not_committed_is_not_in_the_index() {
    let (folder, _store) = index();
    let mut writer = StoreWriter::reopen(folder.path(), tiers(), MEMORY).expect("the index is sound");
    add(&mut writer, &LATE);
    writer.delete(&["a1".to_owned()]);
    drop(writer);
    assert_eq!(ids(&opened(folder.path())), ids(&index().1));
}

#[test]
fn a_deleted_article_is_found_no_more_after_a_purge() {
    let (folder, _store) = index();
    let mut writer = StoreWriter::reopen(folder.path(), tiers(), MEMORY).expect("the index is sound");
    writer.delete(&["a4".to_owned(), "no such id".to_owned()]);
    writer.commit(3).expect("the index can be written");
    writer.purge().expect("the index can be written");
    writer.finish().expect("the index can be written");
    let store = opened(folder.path());
    assert!(!ids(&store).contains(&"a4".to_owned()) && ids(&store).len() == 5);
    assert_eq!(store.article("a4").expect("the index can be read"), None);
    assert!(StoredBodies::open(folder.path()).expect("the index can be read").body(id_hash("a4")).is_err());
}

#[test]
fn a_purge_leaves_nothing_of_a_deleted_article_on_disk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), &[&[ARTICLES[0], LATE], &ARTICLES[1..]]);
    assert!(holds(folder.path(), "platypus"), "its words are in the index");
    let mut writer = StoreWriter::reopen(folder.path(), tiers(), MEMORY).expect("the index is sound");
    writer.delete(&["a7".to_owned()]);
    writer.commit(3).expect("the index can be written");
    assert!(holds(folder.path(), "platypus"), "a deletion alone leaves them");
    writer.purge().expect("the index can be written");
    writer.commit(3).expect("the index can be written");
    writer.finish().expect("the index can be written");
    assert!(!holds(folder.path(), "platypus"), "its words are gone");
    assert_eq!(ids(&opened(folder.path())), ids(&index().1));
}

#[test]
fn a_copy_grows_apart_from_what_it_was_copied_from() {
    let (from, _store) = index();
    let to = tempfile::tempdir().expect("a temporary folder");
    let mut writer =
        StoreWriter::copy(from.path(), &to.path().join("index"), tiers(), MEMORY).expect("the index is sound");
    add(&mut writer, &LATE);
    writer.delete(&["a1".to_owned()]);
    writer.commit(3).expect("the index can be written");
    writer.purge().expect("the index can be written");
    writer.finish().expect("the index can be written");
    let (old, new) = (ids(&opened(from.path())), ids(&opened(&to.path().join("index"))));
    assert!(old.len() == 6 && old.contains(&"a1".to_owned()) && !old.contains(&"a7".to_owned()), "{old:?}");
    assert!(new.len() == 6 && !new.contains(&"a1".to_owned()) && new.contains(&"a7".to_owned()), "{new:?}");
}

#[test]
fn stored_articles_are_what_was_read() {
    let (folder, store) = index();
    let bodies = StoredBodies::open(folder.path()).expect("the index can be read");
    for article in &ARTICLES {
        let read = raw(article);
        let stored: RawArticle =
            store.article(article.0).expect("the index can be read").expect("it is in the index").raw();
        assert_eq!((&stored.id, &stored.outlet, stored.date), (&read.id, &read.outlet, read.date));
        assert_eq!((&stored.title, &stored.body), (&read.title, &read.body));
        assert_eq!(bodies.body(id_hash(article.0)).expect("it is stored"), read.body);
    }
    assert_eq!(store.article("a").expect("the index can be read"), None);
    assert!(matches!(bodies.body(id_hash("a9")), Err(StoreError::NoTexts { .. })));
}

#[test]
fn an_index_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("index");
    std::fs::write(&file, "").expect("the folder can be written");
    let Err(error) = StoreWriter::create(&file, &ENGINE.lexicon, MEMORY) else { panic!("a file is in the way") };
    assert!(matches!(error, StoreError::Write { .. }), "{error}");
    let message = error.to_string();
    assert!(message.starts_with(&format!("{}: the index cannot be written (", file.display())), "{message}");
}

#[test]
fn indexes_that_cannot_be_asked_as_one_are_named() {
    let (one, other, more) = (index().0, index().0, tempfile::tempdir().expect("a temporary folder"));
    write(more.path(), &[&[LATE]]);
    let refused = |shards: &[(&Path, u64)]| {
        let shards: Vec<_> = shards.iter().map(|(path, n)| ((*path).to_owned(), *n)).collect();
        let Err(error) = Store::open_shards(&shards, Path::new("shards.json"), tiers()) else {
            panic!("they are asked")
        };
        error
    };
    let error = refused(&[(one.path(), 6), (one.path(), 6)]);
    assert!(matches!(error, StoreError::SameIndex { .. }), "{error}");
    let error = refused(&[(one.path(), 6), (other.path(), 6)]);
    let StoreError::SameArticle { id, .. } = &error else { panic!("{error}") };
    assert_eq!(id, "a1");
    let segment = |path: &Path| path.extension().is_some_and(|extension| extension == "term");
    let files = more.path().read_dir().expect("a folder").flatten().map(|file| file.path());
    files.filter(|path| segment(path)).for_each(|path| std::fs::remove_file(path).expect("a file"));
    let error = refused(&[(one.path(), 6), (more.path(), 1)]);
    assert!(matches!(error, StoreError::ReadShards { .. }), "{error}");
    assert!(error.to_string().starts_with("shards.json: the index of a shard cannot be read ("), "{error}");
}
