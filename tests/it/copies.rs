//! Stories that are printed again, over a made-up press whose copies are known.

#[path = "../../benches/generated/reprints.rs"]
mod reprints;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use classlens::clean::clean;
use classlens::copies::{Signature, SignatureWriter, Stories, cluster};
use classlens::tokenize::tokenize;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, proptest};

use crate::support::folder;
use reprints::{Press, Printed};

/// Stories of the articles, whose signatures lie in `n_parts` files.
fn stories(articles: &[Printed], n_parts: usize) -> Stories {
    let root = folder();
    let mut parts: Vec<PathBuf> = Vec::new();
    for (part, articles) in articles.chunks(articles.len().div_ceil(n_parts)).enumerate() {
        parts.push(root.path().join(format!("{part}.signatures")));
        let mut writer = SignatureWriter::create(&parts[part]).expect("the folder can be written");
        for printed in articles {
            let document = clean(printed.article.clone());
            let tokens = tokenize(&document.text, &document.blocks);
            writer.push(&Signature::of(&document, &tokens)).expect("the folder can be written");
        }
        writer.finish().expect("the folder can be written");
    }
    cluster(&parts, root.path()).expect("the signatures can be read")
}

/// Stories by the id of their head: ids of their articles.
fn by_head(articles: &[Printed], stories: &Stories) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (printed, idx) in articles.iter().zip(0..) {
        let head = &articles[stories.head(idx) as usize].article.id;
        out.entry(head.clone()).or_default().insert(printed.article.id.clone());
    }
    out
}

#[test]
fn planted_copies_are_found_and_nothing_else() {
    let articles = Press::new(7).articles(2_000);
    let found = stories(&articles, 3);
    let planted: Vec<usize> = articles.iter().map(|printed| printed.story).collect();
    let quality = reprints::quality(&planted, |idx| found.head(u32::try_from(idx).expect("few articles")) as usize);
    assert!(quality.n_planted > 400, "{quality:?}");
    assert!(quality.precision() >= 0.98 && quality.recall() >= 0.98, "{quality:?}");
}

#[test]
fn heads_are_the_earliest_articles() {
    let articles = Press::new(8).articles(1_000);
    let found = stories(&articles, 1);
    for (printed, idx) in articles.iter().zip(0..) {
        assert!(articles[found.head(idx) as usize].article.date <= printed.article.date);
    }
    assert!(found.stories().count() > 100);
}

fn shuffled() -> impl Strategy<Value = (Vec<Printed>, Vec<Printed>, usize)> {
    any::<u64>().prop_flat_map(|seed| {
        let articles = Press::new(seed).articles(40);
        (Just(articles.clone()), Just(articles).prop_shuffle(), 1_usize..4)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_order_of_the_input_changes_no_story((articles, other, n_parts) in shuffled()) {
        let one = by_head(&articles, &stories(&articles, 1));
        let two = by_head(&other, &stories(&other, n_parts));
        assert_eq!(one, two);
    }
}
