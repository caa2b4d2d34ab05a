//! A bare tantivy index of title, body, outlet and date, to set the audit beside.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use classlens::article::Record;
use classlens::read::{ReadOptions, Source, read_all};
use tantivy::schema::{FAST, STORED, STRING, Schema, TEXT};
use tantivy::{Index, IndexWriter, TantivyDocument};

/// Memory of the writer, as in an audit with `--memory 512`.
const MEMORY: usize = 256 << 20;

/// Title and body indexed with positions and stored, outlet and date as columns; tantivy's default
/// tokenizer, one thread, no merging, as in the audit.
pub fn bare_tantivy(source: &Source, folder: &Path) -> u64 {
    std::fs::create_dir_all(folder).expect("the folder can be written");
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    let outlet = schema.add_text_field("outlet", STRING | FAST | STORED);
    let date = schema.add_text_field("date", STRING | FAST | STORED);
    let index = Index::create_in_dir(folder, schema.build()).expect("the folder is empty");
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY).expect("memory is enough");
    writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
    let mut n = 0;
    let mut sink = |record: Record| {
        if let Record::Article(article) = record {
            let mut document = TantivyDocument::default();
            document.add_text(title, &article.title);
            document.add_text(body, &article.body);
            document.add_text(outlet, article.outlet.as_deref().unwrap_or_default());
            document.add_text(date, article.date.map(|d| d.to_string()).unwrap_or_default());
            writer.add_document(document).expect("the index takes it");
            n += 1;
        }
        ControlFlow::Continue(())
    };
    read_all(std::slice::from_ref(source), &ReadOptions::default(), &AtomicU64::new(0), &mut sink);
    writer.commit().expect("the index commits");
    n
}
