//! Queries, codes, and the smaller files that commands take.
//!
//! What always holds: a query counts as many articles as it finds, none twice, and none that its negation finds.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::OnceLock;

use classlens::audit::{WINDOW, read_queries};
use classlens::lexicon::Lexicon;
use classlens::pipeline::{AuditOptions, Counters, audit};
use classlens::read::Source;
use classlens::store::{Draw, Query, explain_query, parse_query};
use classlens::validate::plan::read_plan;
use classlens::validate::{Codebook, LineOf, read_codings, read_gold, read_line, read_predictions, write_line};
use classlens::{Audit, Engine};

use super::{parts, scratch};

/// A small audit.
fn searched() -> &'static Audit {
    static AUDIT: OnceLock<(tempfile::TempDir, Audit)> = OnceLock::new();
    let (_, opened) = AUDIT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let compat = scratch::root().join("tests/compat");
        let lexicon = Lexicon::from_folder(&compat.join("lexicon")).expect("the stored lexicon is sound");
        let engine = Engine::new(lexicon.clone()).expect("it has no calibration");
        let options =
            AuditOptions::new(vec![Source::File(compat.join("articles.jsonl"))], &folder.path().join("audit"));
        audit(&engine, &options, &Counters::default()).expect("the articles are sound");
        let opened = Audit::open(&options.output).expect("it was just made").with_lexicon(lexicon);
        (folder, opened)
    });
    opened
}

pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(query) = parse_query(&text) else { return };
    assert!(!explain_query(&query).is_empty(), "a query that is not explained");
    let audit = searched();
    let store = audit.store().expect("the audit has an index");
    unless_asserted(|| {
        let Ok(n) = store.count(&query) else { return };
        let rest = parse_query("id:*").expect("every article").without(query.clone());
        let n_rest = store.count(&rest).expect("the query counts");
        assert_eq!(n + n_rest, store.n_articles(), "found and not found are not all");
        let both = Query::all_of(vec![query.clone(), rest]);
        assert_eq!(store.count(&both).expect("both count"), 0, "found and not found");
        // A query of metadata has no lines.
        let _ = audit.kwic(&query, WINDOW, Draw::Sample { n: 50, seed: 1 });
    });
}

/// Searches, and goes on where an assertion of tantivy 0.27 fails that debug builds alone have: its `Exclude` asks an excluded
/// phrase for an article before the first one that holds it, which `PhraseScorer::seek_danger` says it must not be asked for and
/// answers rightly.
fn unless_asserted(search: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(search)) {
        let message = panic.downcast_ref::<String>().map_or("", String::as_str);
        if !(cfg!(debug_assertions) && message.contains(") should be greater than or equal to doc (")) {
            resume_unwind(panic);
        }
    }
}

/// Files of codes, gold codes, plans, predictions and queries.
pub fn codes(bytes: &[u8]) {
    let codebook = Codebook::of(&Lexicon::embedded());
    let Some((name, content)) = parts::named(bytes) else { return };
    let path = scratch::file(&name, content);
    if let Ok(read) = read_codings(&[&path], &codebook) {
        assert!(
            read.codings.iter().all(|coding| !coding.codes.is_empty() && !coding.id.is_empty()),
            "a record without codes"
        );
    }
    let _ = read_predictions(&path, &codebook);
    let _ = read_gold(&path, &codebook.tiers);
    let _ = read_plan(&path, "0");
    for named in read_queries(&path).into_iter().flatten() {
        assert!(!named.query.trim().is_empty(), "an empty query");
    }
    for (at, line) in String::from_utf8_lossy(content).lines().enumerate() {
        let of = LineOf { file: "x.jsonl", number: at + 1, coder: "ann" };
        if let Ok(coding) = read_line(line, of, &codebook) {
            let written = write_line(&coding, &codebook);
            let again =
                read_line(&written, of, &codebook).unwrap_or_else(|problem| panic!("{written}: {}", problem.what));
            assert!(again == coding, "a line that is written is read as another");
        }
    }
}
