//! Readers of files.
//!
//! What always holds: reading ends, every article has a text and an id of its own, and the same file gives the same records.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use classlens::article::{RawArticle, Record, Reject};
use classlens::read::{ReadOptions, Source, extract_page, read_all, read_sheet};

use super::{parts, scratch};

/// Bound on a record: small, so that inputs reach it.
const BOUND: usize = 16 << 10;
/// Longer inputs are there to be read as a whole.
const LONG: usize = 20_000;
/// More records than any input here has bytes.
const MOST_RECORDS: usize = 1 << 20;

/// Articles, refused records, remarks.
type Found = (Vec<RawArticle>, Vec<Reject>, Vec<String>);

fn records(path: &Path, bound: usize) -> Found {
    let (mut articles, mut rejects, mut remarks) = Found::default();
    let mut n = 0;
    let mut sink = |record: Record| {
        match record {
            Record::Article(article) => articles.push(*article),
            Record::Reject(reject) => rejects.push(reject),
            Record::Notice(notice) => remarks.push(notice.message),
        }
        n += 1;
        assert!(n < MOST_RECORDS, "the records do not end");
        ControlFlow::Continue(())
    };
    let options = ReadOptions { max_record_bytes: bound, ..ReadOptions::default() };
    read_all(&[Source::File(path.to_owned())], &options, &AtomicU64::new(0), &mut sink);
    (articles, rejects, remarks)
}

fn read(name: &str, bytes: &[u8]) {
    let path = scratch::file(name, bytes);
    let bound = if bytes.len() > LONG { bytes.len() } else { BOUND };
    let found = records(&path, bound);
    let (articles, rejects, remarks) = &found;
    let mut ids = BTreeSet::new();
    for article in articles {
        assert!(!article.body.trim().is_empty(), "an article without a text");
        assert!(!article.id.is_empty() && ids.insert(&article.id), "id {:?} is taken", article.id);
    }
    for reject in rejects {
        assert!(!reject.reason.is_empty(), "refused without a reason");
        // The run would go on, and the mistake is ours all the same.
        assert!(!reject.reason.contains("failed on this record"), "{reject}");
        assert!(!reject.reason.contains("breaks the extraction"), "{reject}");
    }
    assert!(remarks.iter().all(|remark| !remark.is_empty()), "a remark that says nothing");
    assert!(found == records(&path, bound), "read again, the file gives other records");
}

pub fn csv(bytes: &[u8]) {
    read("x.csv", bytes);
    // A table beside the articles: every row has a cell for each column asked for.
    if let Ok(sheet) = read_sheet(bytes, &["id", "body"]) {
        assert!(sheet.rows.len() <= bytes.len() + 1, "more rows than bytes");
    }
}

pub fn json_lines(bytes: &[u8]) {
    read("x.jsonl", bytes);
}

pub fn json(bytes: &[u8]) {
    read("x.json", bytes);
}

pub fn html(bytes: &[u8]) {
    read("x.html", bytes);
    // The text of a page, whether or not a reader took it for one.
    if let Ok(page) = extract_page(&String::from_utf8_lossy(bytes), Some("https://ledger.example/bus")) {
        assert!(!page.text.trim().is_empty(), "a page without a text");
    }
}

pub fn news_xml(bytes: &[u8]) {
    read("x.xml", bytes);
}

pub fn export_text(bytes: &[u8]) {
    read(if bytes.starts_with(b"{\\rtf") { "x.rtf" } else { "x.txt" }, bytes);
}

pub fn plain_text(bytes: &[u8]) {
    read("x.txt", bytes);
}

pub fn spreadsheet(bytes: &[u8]) {
    read("x.xlsx", &parts::zipped(bytes));
}

pub fn word_document(bytes: &[u8]) {
    read("x.docx", &parts::zipped(bytes));
}

pub fn parquet(bytes: &[u8]) {
    read("x.parquet", bytes);
}

pub fn web_archive(bytes: &[u8]) {
    read("x.warc", bytes);
}

/// By its content alone: an archive needs no ending.
pub fn archive(bytes: &[u8]) {
    read("x.dat", bytes);
}
