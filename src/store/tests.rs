//! A tiny index of six articles in two segments: what is found, in which order, how often.

mod answers;
mod failing;
mod folder;
mod orders;

use std::path::Path;
use std::sync::LazyLock;

use crate::article::RawArticle;
use crate::engine::Engine;
use crate::lexicon::Lexicon;
use crate::score::article_row;
use crate::store::{Order, Query, Request, Store, StoreWriter, parse_query};

/// Memory of an index writer; the least that it takes is used.
const MEMORY: usize = 0;

const ENTRIES: [(&str, &str, &str, &str); 2] =
    [("cashier|cashiers", "low_wage", "occupation", ""), ("nurse|nurses", "middle", "occupation", "")];

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(Lexicon::small(&["middle", "low_wage"], &ENTRIES)).expect("there is no calibration"));

/// Id, outlet, day, title, body.
type Article = (&'static str, &'static str, Option<&'static str>, &'static str, &'static str);

const ARTICLES: [Article; 6] = [
    ("a1", "One", Some("2012-03-04"), "At night", "A cashier earns the minimum wage. The night is long."),
    ("a2", "Two", Some("2014-05-06"), "Nurses", "A nurse works at night. The wage is fair."),
    ("a3", "One", None, "Rain", "The rain was the minimum. Wage talks went on."),
    ("a4", "Three", Some("2012-12-31"), "Snow", "Cashier, cashier, cashier: snow."),
    ("a5", "Two", Some("2016-01-01"), "Strike", "Unionized nurses strike at the store."),
    ("a6", "One", Some("2016-01-01"), "Union", "The union of cashiers and nurses meets on Monday."),
];

fn raw(article: &Article) -> RawArticle {
    let (id, outlet, day, title, body) = *article;
    RawArticle {
        id: id.to_owned(),
        outlet: Some(outlet.to_owned()),
        date: day.map(|day| day.parse().expect("a day")),
        title: title.to_owned(),
        body: body.to_owned(),
        ..RawArticle::default()
    }
}

fn tiers() -> &'static [String] {
    &ENGINE.lexicon.tiers
}

fn add(writer: &mut StoreWriter, article: &Article) {
    let scored = ENGINE.analyse(raw(article));
    let row = article_row(&ENGINE.lexicon, &scored);
    writer.add(&ENGINE.lexicon, &scored, &row).expect("the index can be written");
}

/// Writes an index of several commits, a segment each.
fn write(path: &Path, commits: &[&[Article]]) {
    let mut writer = StoreWriter::create(path, &ENGINE.lexicon, MEMORY).expect("the folder can be written");
    for (part, articles) in (1..).zip(commits) {
        articles.iter().for_each(|article| add(&mut writer, article));
        writer.commit(part).expect("the index can be written");
    }
    writer.finish().expect("the index can be written");
}

fn opened(path: &Path) -> Store {
    Store::open(path, tiers()).expect("the index is sound")
}

/// The index of [`ARTICLES`], which lives as long as its folder.
fn index() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), &[&ARTICLES[..4], &ARTICLES[4..]]);
    let store = opened(folder.path());
    (folder, store)
}

fn parsed(query: &str) -> Query {
    parse_query(query).expect("the query is sound")
}

fn request(order: Order) -> Request {
    Request { order, offset: 0, limit: 100, after: None }
}

/// Ids of what is found, in order.
fn found(store: &Store, query: &str, request: Request) -> Vec<String> {
    let page = store.search(&parsed(query), request).expect("the index can be read");
    page.articles.into_iter().map(|found| found.article.id).collect()
}
