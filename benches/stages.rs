//! Throughput of each stage, over the sample corpus and over generated text of two sizes.
//!
//! Run: `cargo bench --bench stages`. Every bench asserts its answer; bytes are those of titles
//! and bodies.

mod generated;
#[path = "generated/lines.rs"]
mod lines;

use classlens::article::RawArticle;
use classlens::clean::{Document, clean};
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::matcher::{Hits, Matcher};
use classlens::pay::find as find_pay;
use classlens::pipeline::{AuditOptions, Counters, Origin, audit};
use classlens::read::{ReadOptions, Source};
use classlens::score::{Scorer, article_row, score};
use classlens::store::StoreWriter;
use classlens::tokenize::{Tokens, tokenize, words};
use classlens::voice::QuoteAttributor;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Generated articles, and 0 for the sample corpus.
const SIZES: [usize; 3] = [0, 200, 1000];

fn raw(n: usize) -> Vec<RawArticle> {
    if n == 0 { generated::sample() } else { generated::articles(n) }
}

fn documents(n: usize) -> Vec<Document> {
    raw(n).into_iter().map(clean).collect()
}

fn bytes(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|d| d.text.len()).sum::<usize>())
}

fn tokens_of(documents: &[Document]) -> Vec<Tokens> {
    documents.iter().map(|d| tokenize(&d.text, &d.blocks)).collect()
}

fn hits_of(matcher: &Matcher, documents: &[Document], tokens: &[Tokens]) -> Vec<Hits> {
    documents.iter().zip(tokens).map(|(d, t)| matcher.find(&d.text, t)).collect()
}

#[divan::bench(args = SIZES)]
fn tokenizing(bencher: Bencher<'_, '_>, n: usize) {
    let documents = documents(n);
    let n_tokens: usize = tokens_of(&documents).iter().map(|t| t.tokens().len()).sum();
    bencher.counter(bytes(&documents)).bench(|| {
        let found: usize = tokens_of(&documents).iter().map(|t| t.tokens().len()).sum();
        assert_eq!(found, n_tokens);
    });
}

#[divan::bench(args = SIZES)]
fn matching(bencher: Bencher<'_, '_>, n: usize) {
    let documents = documents(n);
    let tokens = tokens_of(&documents);
    let matcher = Matcher::new(&Lexicon::embedded());
    let n_hits: usize = hits_of(&matcher, &documents, &tokens).iter().map(Vec::len).sum();
    bencher.counter(bytes(&documents)).bench(|| {
        let found: usize = hits_of(&matcher, &documents, &tokens).iter().map(Vec::len).sum();
        assert_eq!(found, n_hits);
    });
}

#[divan::bench(args = SIZES)]
fn scoring(bencher: Bencher<'_, '_>, n: usize) {
    let documents = documents(n);
    let tokens = tokens_of(&documents);
    let lexicon = Lexicon::embedded();
    let hits = hits_of(&Matcher::new(&lexicon), &documents, &tokens);
    let scorer = Scorer::new(&lexicon).expect("the embedded calibration is sound");
    bencher.counter(bytes(&documents)).with_inputs(|| (documents.clone(), tokens.clone(), hits.clone())).bench_values(
        |(documents, tokens, hits)| {
            let inputs = documents.into_iter().zip(tokens).zip(hits);
            let scored = inputs
                .map(|((d, t), h)| score(&scorer, &lexicon, d, t, h, classlens::worklife::SentenceReadings::default()));
            let n_attended = scored.filter(|s| s.verdict.attention.iter().any(|a| *a > 0)).count();
            assert!(n_attended > 0);
        },
    );
}

#[divan::bench(args = SIZES)]
fn listening(bencher: Bencher<'_, '_>, n: usize) {
    let documents = documents(n);
    let tokens = tokens_of(&documents);
    let lexicon = Lexicon::embedded();
    let hits = hits_of(&Matcher::new(&lexicon), &documents, &tokens);
    let attributor = QuoteAttributor::new(&lexicon);
    let listen = || -> usize {
        let inputs = documents.iter().zip(&tokens).zip(&hits);
        inputs.map(|((d, t), h)| attributor.attribute(&lexicon, d, t, h).quotes.len()).sum()
    };
    let n_quotes = listen();
    assert!(n > 0 || n_quotes > 0, "the sample corpus quotes people");
    bencher.counter(bytes(&documents)).bench(|| assert_eq!(listen(), n_quotes));
}

/// One paragraph of growing size: bytes per second must not fall with it.
#[divan::bench(args = [16, 64, 256, 1024])]
fn listening_to_one_paragraph(bencher: Bencher<'_, '_>, kib: usize) {
    let sentence =
        "\"We need hours, said the cook, \"and Jane Roe, 39, a nurse who wants a raise and said so, told him that ";
    let body = "\"We need hours,\" said the cook. ".to_owned() + &*sentence.repeat(kib * 1024 / sentence.len());
    let document = clean(RawArticle { body, ..RawArticle::default() });
    let tokens = tokenize(&document.text, &document.blocks);
    let lexicon = Lexicon::embedded();
    let attributor = QuoteAttributor::new(&lexicon);
    let n_quotes = attributor.attribute(&lexicon, &document, &tokens, &[]).quotes.len();
    assert!(n_quotes > 0);
    bencher.counter(BytesCount::new(document.text.len())).bench(|| {
        assert_eq!(attributor.attribute(&lexicon, &document, &tokens, &[]).quotes.len(), n_quotes);
    });
}

#[divan::bench(args = SIZES)]
fn indexing(bencher: Bencher<'_, '_>, n: usize) {
    let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
    let scored: Vec<_> = raw(n).into_iter().map(|a| engine.analyse(a)).collect();
    let rows: Vec<_> = scored.iter().map(|s| article_row(&engine.lexicon, s)).collect();
    let size: usize = scored.iter().map(|s| s.document.text.len()).sum();
    bencher.counter(BytesCount::new(size)).bench(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut store = StoreWriter::create(folder.path(), &engine.lexicon, 64 << 20).expect("the folder is empty");
        for (scored, row) in scored.iter().zip(&rows) {
            store.add(&engine.lexicon, scored, row).expect("the index takes it");
        }
        store.finish().expect("the index commits");
        assert!(folder.path().join("meta.json").exists());
    });
}

#[divan::bench(args = SIZES)]
fn whole_audit(bencher: Bencher<'_, '_>, n: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
    let input = folder.path().join("articles.jsonl");
    let articles = raw(n);
    std::fs::write(&input, lines::json_lines(&articles)).expect("the folder can be written");
    let options = AuditOptions {
        sources: vec![Source::File(input)],
        origin: Origin::Sources,
        read: ReadOptions::default(),
        join: None,
        output: folder.path().join("audit"),
        csv: false,
        checkpoint: 8192,
        replace: false,
        may_be_empty: false,
        resume: false,
        threads: 0,
        memory: 256 << 20,
        seed: 1,
        command: Vec::new(),
    };
    let size: usize = articles.iter().map(|a| a.body.len() + a.title.len()).sum();
    bencher.counter(BytesCount::new(size)).bench(|| {
        let outcome = audit(&engine, &options, &Counters::default()).expect("the audit runs");
        assert_eq!(outcome.manifest.n_articles, articles.len() as u64);
    });
}

#[divan::bench(args = SIZES)]
fn finding_pay(bencher: Bencher<'_, '_>, n: usize) {
    let documents = documents(n);
    let tokens = tokens_of(&documents);
    let lexicon = Lexicon::embedded();
    let hits = hits_of(&Matcher::new(&lexicon), &documents, &tokens);
    let found = || {
        let inputs = documents.iter().zip(&tokens).zip(&hits);
        inputs.map(|((d, t), h)| find_pay(&lexicon, &d.text, t, h, Some(2016)).len()).sum::<usize>()
    };
    let n_pay = found();
    assert!(n_pay > 0);
    bencher.counter(bytes(&documents)).bench(|| assert_eq!(found(), n_pay));
}

/// Paragraphs of this many KiB that hurt: the time a byte must not grow with them.
#[divan::bench(args = [64, 256, 1024], consts = [0, 1, 2])]
fn finding_pay_in_one_paragraph<const KIND: usize>(bencher: Bencher<'_, '_>, kib: usize) {
    let line = ["$11 to $12 an hour ", "1 2 3 4 5 6 7 8 9 ", "خمسة $9 in אחת "][KIND];
    let text = line.repeat(kib * 1024 / line.len());
    let tokens = words(&text).tokens;
    let lexicon = Lexicon::embedded();
    let n_pay = find_pay(&lexicon, &text, &tokens, &[], None).len();
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        assert_eq!(find_pay(&lexicon, &text, &tokens, &[], None).len(), n_pay);
    });
}
