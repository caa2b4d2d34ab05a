//! Why an audit gives no answer: each reason by what brings it about.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::audit::{
    Audit, AuditError, BaselineOptions, BaselineTable, BundleOptions, CompareOptions, DraftError, DraftText,
    EstimateOptions, EvaluationOptions, GoldFitOptions, GoldOptions, HealthError, HealthOptions, Listed,
    MAX_DRAFT_CHARS, NamedQuery, Order, PlanOptions, Readers, Reference, Request, SampleSize, SavedError, ShardList,
    StoreError, Titles, WorkOptions, WorkTable, axes_named, read_draft, read_queries,
};
use crate::engine::Engine;
use crate::folder::FolderError;
use crate::lexicon::Lexicon;
use crate::pipeline::{AuditOptions, Counters, audit as run};
use crate::read::Source;
use crate::record::Axis;
use crate::summarize::Method;
use crate::validate::plan::{Allocation, Plan};
use crate::validate::{FitError, FitOptions};

const FIRST: Request = Request { order: Order::Oldest, offset: 0, limit: 10, after: None };

fn lexicon() -> Lexicon {
    Lexicon::small(&["low", "high"], &[("cashier", "low", "pay", ""), ("lawyer", "high", "pay", "")])
}

/// Two articles of one outlet, whose ids begin with `name`, with this `rank`.
fn articles(name: &str, rank: &serde_json::Value) -> String {
    let article = |n: usize| {
        let body =
            format!("The cashier of shop {n} in {name} works at night. Write to us about your work and your pay.");
        let article = serde_json::json!({
            "id": format!("{name}{n}"), "outlet": "Post", "title": "A night", "body": body, "rank": rank
        });
        article.to_string() + "\n"
    };
    (0..2).map(article).collect()
}

/// An audit in `root` of articles whose ids begin with its name.
fn audited(root: &Path, name: &str, rank: &serde_json::Value) -> Audit {
    let path = root.join(format!("{name}.jsonl"));
    std::fs::write(&path, articles(name, rank)).expect("the folder can be written");
    let engine = Engine::new(lexicon()).expect("there is no calibration");
    let options = AuditOptions { threads: 1, ..AuditOptions::new(vec![Source::File(path)], &root.join(name)) };
    run(&engine, &options, &Counters::default()).expect("there are articles");
    opened(root, name)
}

fn opened(root: &Path, name: &str) -> Audit {
    Audit::open(root.join(name)).expect("it is whole").with_lexicon(lexicon())
}

/// An audit `a` in a folder of its own.
fn one() -> (tempfile::TempDir, Audit) {
    let root = tempfile::tempdir().expect("a temporary folder");
    let audit = audited(root.path(), "a", &1.into());
    (root, audit)
}

/// Checks that an answer is refused for this reason.
macro_rules! refused {
    ($answer:expr, $reason:pat) => {
        match $answer {
            Err($reason) => {}
            Err(error) => panic!("another reason: {error}"),
            Ok(_) => panic!("there is an answer"),
        }
    };
}

fn plan_options() -> PlanOptions {
    PlanOptions {
        by: Vec::new(),
        queries: Vec::new(),
        population: None,
        size: SampleSize::All,
        share: 0.5,
        allocation: Allocation::Proportional,
        add: None,
        coders: vec!["ann".to_owned()],
        overlap: 0.0,
        seed: 1,
    }
}

fn evaluation_options() -> EvaluationOptions {
    EvaluationOptions {
        gold: PathBuf::from("gold.jsonl"),
        shipped: Vec::new(),
        date: jiff::civil::date(2020, 1, 1),
        penalty: None,
        folds: 2,
        repeats: 1,
        seed: 1,
    }
}

fn drawn(audit: &Audit) -> Plan {
    audit.draw_plan(&plan_options()).expect("the audit is sound").expect("there are articles").plan
}

#[test]
fn what_has_no_answer_in_an_audit_says_why() {
    let (_root, audit) = one();
    let nothing = audit.query("zorblatt").expect("a query");
    let compared = audit.compare(&nothing, &Reference::Others, &CompareOptions::default());
    refused!(compared, AuditError::NothingToCompare { target: 0, reference: 2 });
    let schedules = WorkOptions { by: vec![Axis::outlet()], ..WorkOptions::of(WorkTable::Schedules) };
    refused!(audit.work(&schedules), AuditError::Ungrouped);
    let estimate = EstimateOptions { method: Method::Wilson, ..EstimateOptions::default() };
    let baseline = BaselineOptions { estimate, ..BaselineOptions::of(BaselineTable::Tiers) };
    refused!(audit.baseline(&baseline), AuditError::Independent);
    let query = NamedQuery { name: "pay".into(), query: "((".into(), of: None, origin: "q.csv, line 2".into() };
    refused!(audit.batch(&[query], &[], 0), AuditError::In { .. });
    refused!(axes_named(&["zorblatt".to_owned()], audit.shape()), AuditError::UnknownAxis { .. });
    refused!(read_queries(Path::new("no-such-file.csv")), AuditError::File { .. });
}

#[test]
fn a_lexicon_that_is_missing_or_another_one_is_refused() {
    let (root, audit) = one();
    let missing = Audit::open(audit.path()).expect("it is whole").with_lexicon_folder(&root.path().join("none"));
    refused!(missing.lexicon(), AuditError::Lexicon { .. });
    let other = Audit::open(audit.path()).expect("it is whole").with_lexicon(Lexicon::small(&["low", "high"], &[]));
    refused!(other.lexicon(), AuditError::OtherLexicon { .. });
    refused!(audit.evaluation(&evaluation_options()), AuditError::NoPenalty);
}

#[test]
fn a_sample_to_code_is_of_strata_and_articles_that_there_are() {
    let (_root, audit) = one();
    let sizes = Allocation::Sizes([("nowhere".to_owned(), 1)].into());
    let options = PlanOptions { allocation: sizes, ..plan_options() };
    refused!(audit.draw_plan(&options), AuditError::NoStratum { .. });
    let add = Some(Plan { lexicon_hash: "another".to_owned(), ..drawn(&audit) });
    refused!(audit.draw_plan(&PlanOptions { add, ..plan_options() }), AuditError::OtherAnswers);
    let population = Some(BTreeSet::from(["a0".to_owned(), "z".to_owned()]));
    let options = GoldOptions { codes: Vec::new(), plan: None, population, predictions: None, seed: 1 };
    refused!(audit.gold_score(&options), AuditError::Population { n_missing: 1, n: 2, .. });
}

#[test]
fn an_index_of_other_articles_is_not_taken_for_that_of_the_record() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let root = root.path();
    for name in ["a", "b"] {
        audited(root, name, &1.into());
    }
    std::fs::remove_dir_all(root.join("a/index")).expect("there is an index");
    std::fs::rename(root.join("b/index"), root.join("a/index")).expect("there is an index");
    let audit = opened(root, "a");
    refused!(audit.articles_to_code(&drawn(&audit), "ann"), AuditError::NotIndexed { .. });
    refused!(audit.sheet_to_judge(1, 1), AuditError::LostHit { .. });
    let mut options = HealthOptions::default();
    options.suspicion.least_articles = 2;
    refused!(audit.health(&options), AuditError::Health(HealthError::Missing(_)));
}

#[test]
fn a_damaged_file_of_an_audit_is_named() {
    let (_root, audit) = one();
    let inside = |name: &str| audit.path().join(name);
    std::fs::write(inside("rejects.jsonl"), "{\n").expect("the folder can be written");
    refused!(audit.health(&HealthOptions::default()), AuditError::Health(HealthError::Rejects { .. }));
    std::fs::create_dir_all(inside("gold")).expect("the folder can be written");
    std::fs::write(inside("gold/codes.json"), "{\n").expect("the folder can be written");
    refused!(audit.folder().gold_record(audit.manifest()), FolderError::Gold { .. });
    std::fs::copy(inside("quotes.parquet"), inside("hits.parquet")).expect("there is a table");
    refused!(audit.work(&WorkOptions::of(WorkTable::Schedules)), AuditError::Rows { .. });
    std::fs::copy(inside("quotes.parquet"), inside("articles.parquet")).expect("there is a table");
    let ranked = audit.query("rank:1").expect("a query");
    refused!(audit.search(&ranked, FIRST), AuditError::Store(StoreError::Variables { .. }));
}

#[test]
fn a_bundle_has_no_index() {
    let (root, audit) = one();
    let bundle = root.path().join("bundle");
    audit.bundle(&bundle, &BundleOptions { titles: Titles::LeftOut, keep: Vec::new() }).expect("a new folder");
    refused!(opened(root.path(), "bundle").store(), AuditError::Folder(FolderError::Bundle { .. }));
}

#[test]
fn shards_that_cannot_be_asked_as_one_are_named() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let root = root.path();
    audited(root, "a", &1.into());
    audited(root, "b", &1.into());
    audited(root, "c", &"first".into());
    let path = root.join("shards.json");
    let listed = |names: &[&str]| {
        let folders: Vec<PathBuf> = names.iter().map(|name| root.join(name)).collect();
        ShardList::of(&folders, &path).expect("they are whole")
    };
    refused!(Audit::of_shards(&listed(&["a", "c"]), &path), AuditError::ShardVariable { .. });
    let list = listed(&["a", "b"]);
    let shards = Audit::of_shards(&list, &path).expect("they are alike");
    refused!(shards.story_ranks(), AuditError::OfShards { .. });
    std::fs::rename(root.join("b"), root.join("elsewhere")).expect("the folder can be written");
    refused!(list.folders(&path), FolderError::Shard { .. });
}

#[test]
fn a_text_that_cannot_be_read_as_a_draft_is_refused() {
    let engine = Engine::new(lexicon()).expect("there is no calibration");
    refused!(read_draft(&engine, "A night", " \n"), DraftError::Empty);
    refused!(read_draft(&engine, "", &"a".repeat(MAX_DRAFT_CHARS + 1)), DraftError::TooLong);
    refused!(DraftText::of_file(b"<!doctype html><html><body></body></html>", None), DraftError::Page(_));
}

#[test]
fn a_question_that_is_wrong_or_names_a_missing_file_is_refused() {
    let (root, audit) = one();
    let missing = root.path().join("none");
    refused!(audit.query("(("), AuditError::Query(_));
    refused!(audit.query("saved:pay"), AuditError::Saved(SavedError::Unknown { .. }));
    refused!(audit.entries_judged(&missing), AuditError::Sheet(_));
    let options = GoldOptions { codes: Vec::new(), plan: None, population: None, predictions: None, seed: 1 };
    let codes = GoldOptions { codes: vec![missing.clone()], ..options.clone() };
    refused!(audit.gold_score(&codes), AuditError::Codes(_));
    refused!(audit.gold_score(&GoldOptions { plan: Some(missing.clone()), ..options }), AuditError::Plan(_));
    let fit = |gold: &Path| {
        audit.gold_fit(&GoldFitOptions { gold: gold.to_owned(), sentences: false, fit: FitOptions::default() })
    };
    refused!(fit(&missing), AuditError::Gold(_));
    let gold = root.path().join("gold.jsonl");
    let code = "{\"id\":\"a0\",\"attention\":{\"low\":3,\"high\":0},\"focus\":\"low\"}\n";
    std::fs::write(&gold, code).expect("the folder can be written");
    refused!(fit(&gold), AuditError::Fit(FitError::TooFew { n: 1, .. }));
    refused!(audit.export_bulk("news", &[], None, root.path()), AuditError::Write(_));
    let broken = Lexicon::small_with(&["low", "high"], &[], &[("calibration.toml", "fitted = 1\n")]);
    let broken = Audit::open(audit.path()).expect("it is whole").with_lexicon(broken);
    let evaluation = EvaluationOptions { gold, ..evaluation_options() };
    refused!(broken.evaluation(&evaluation), AuditError::Calibration(_));
}

#[test]
fn hits_of_another_lexicon_are_refused() {
    let (root, audit) = one();
    let more = Lexicon::small(&["low", "high"], &[("works", "low", "pay", "")]);
    let sources = vec![Source::File(root.path().join("a.jsonl"))];
    let options = AuditOptions { threads: 1, ..AuditOptions::new(sources, &root.path().join("b")) };
    let engine = Engine::new(more).expect("there is no calibration");
    run(&engine, &options, &Counters::default()).expect("there are articles");
    let hits = audit.path().join("hits.parquet");
    std::fs::copy(root.path().join("b/hits.parquet"), &hits).expect("there is a table");
    refused!(audit.entries_used(Listed::Dead), AuditError::Usage(_));
    refused!(audit.robustness(Readers::Machines), AuditError::Rows { .. });
    std::fs::remove_file(&hits).expect("there is a table");
    refused!(audit.work(&WorkOptions::of(WorkTable::Schedules)), AuditError::Table(_));
}

#[test]
fn the_health_of_a_corpus_needs_signatures_and_index() {
    let (_root, audit) = one();
    let inside = |name: &str| audit.path().join(name);
    let health = || audit.health(&HealthOptions::default());
    assert!(health().is_ok());
    std::fs::remove_dir_all(inside("index")).expect("there is an index");
    refused!(health(), AuditError::Health(HealthError::Store(_)));
    std::fs::remove_file(inside("signatures")).expect("there are signatures");
    refused!(health(), AuditError::Health(HealthError::Copies(_)));
    std::fs::write(inside("repeated.parquet"), "no table").expect("the folder can be written");
    refused!(health(), AuditError::Health(HealthError::Table(_)));
}
