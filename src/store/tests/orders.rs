//! Orders of results, and pages that follow each other.

use crate::store::tests::{ARTICLES, found, index, opened, parsed, request, write};
use crate::store::{Cursor, Order, Request, Store, StoreError};

#[test]
fn articles_without_a_date_come_last_in_both_orders_of_dates() {
    let (_folder, store) = index();
    let latest = found(&store, "id:*", request(Order::Date));
    assert_eq!(latest[2..], ["a2", "a4", "a1", "a3"]);
    let oldest = found(&store, "id:*", request(Order::Oldest));
    assert_eq!(oldest[..3], ["a1", "a4", "a2"]);
    assert_eq!(oldest[5], "a3");
    // Of one day: in an order that follows from their ids, the same both ways.
    assert_eq!(latest[..2], oldest[3..5]);
}

#[test]
fn equal_dates_have_one_order_however_they_were_indexed() {
    let (_folder, forth) = index();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut back = ARTICLES;
    back.reverse();
    write(folder.path(), &[&back]);
    let back = opened(folder.path());
    for order in [Order::Date, Order::Oldest, Order::Probability, Order::Sample(1)] {
        assert_eq!(found(&forth, "id:*", request(order)), found(&back, "id:*", request(order)), "{order:?}");
    }
}

#[test]
fn rank_puts_the_article_with_more_of_the_word_first() {
    let (_folder, store) = index();
    let page = store.search(&parsed("cashier"), request(Order::Rank)).expect("the index can be read");
    let ids: Vec<_> = page.articles.iter().map(|found| found.article.id.as_str()).collect();
    assert_eq!(ids, ["a4", "a1"]);
    assert!(page.articles[0].score > page.articles[1].score && page.articles[1].score > 0.0);
}

#[test]
fn a_sample_is_drawn_by_its_seed() {
    let (_folder, store) = index();
    let drawn: Vec<_> = (0..20).map(|seed| found(&store, "id:*", request(Order::Sample(seed)))).collect();
    assert_eq!(drawn[3], found(&store, "id:*", request(Order::Sample(3))));
    let firsts: std::collections::BTreeSet<_> = drawn.iter().map(|ids| ids[0].clone()).collect();
    assert!(firsts.len() >= 4, "20 seeds draw different first articles: {firsts:?}");
    // Fewer articles are drawn in the same order.
    let few: Vec<_> = drawn[3].iter().filter(|id| ["a1", "a4", "a6"].contains(&id.as_str())).cloned().collect();
    assert_eq!(found(&store, "cashier*", request(Order::Sample(3))), few);
}

/// The ids of all pages of `limit`, one after the other.
fn by_pages(store: &Store, order: Order, limit: usize) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let request = Request { order, offset: 0, limit, after };
        let page = store.search(&parsed("id:*"), request).expect("the index can be read");
        assert_eq!((page.n_found, page.n_articles), (6, 6), "a page knows of all articles");
        ids.extend(page.articles.into_iter().map(|found| found.article.id));
        match page.next {
            Some(next) => after = Some(next.to_string().parse::<Cursor>().expect("a cursor reads what it wrote")),
            None => return ids,
        }
    }
}

#[test]
fn pages_hold_every_article_once_and_in_order() {
    let (_folder, store) = index();
    for order in [Order::Rank, Order::Date, Order::Oldest, Order::Probability, Order::Sample(5)] {
        let all = found(&store, "id:*", request(order));
        for limit in 1..=7 {
            assert_eq!(by_pages(&store, order, limit), all, "{order:?} by {limit}");
        }
    }
}

#[test]
fn an_offset_leaves_results_out_and_past_the_end_there_are_none() {
    let (_folder, store) = index();
    let all = found(&store, "id:*", request(Order::Oldest));
    let at = |offset| Request { order: Order::Oldest, offset, limit: 2, after: None };
    assert_eq!(found(&store, "id:*", at(3)), all[3..5]);
    let page = store.search(&parsed("id:*"), at(6)).expect("the index can be read");
    assert!(page.articles.is_empty() && page.next.is_none());
    assert_eq!(page.n_found, 6);
}

#[test]
fn what_is_no_cursor_is_refused() {
    for wrong in ["", "12", "12-", "-12", "x-y", "12_34"] {
        assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
    }
    let cursor: Cursor = "00000000000000ff-0000000000000001".parse().expect("a cursor");
    assert_eq!(cursor.to_string(), "00000000000000ff-0000000000000001");
}

#[test]
fn results_are_handed_over_up_to_a_limit_and_counted_in_all() {
    let (_folder, store) = index();
    let mut ids = Vec::new();
    let n = store.each_found(&parsed("id:*"), Order::Oldest, 4, |batch| {
        ids.extend(batch.into_iter().map(|found| found.article.id));
        Ok::<(), StoreError>(())
    });
    assert_eq!(n.expect("the index can be read"), 6);
    assert_eq!(ids, found(&store, "id:*", request(Order::Oldest))[..4]);
}
