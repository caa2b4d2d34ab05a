//! Which articles a query finds, and what is counted of them.

use crate::record::MISSING;
use crate::store::tests::{ARTICLES, ENGINE, found, index, opened, parsed, request, write};
use crate::store::{Counted, Draw, FieldValue, Order, Store, StoreError, Unit, Window};

/// The query finds these articles: by search, by their ids and by count.
#[track_caller]
fn check(store: &Store, query: &str, expected: &[&str]) {
    let mut ids = found(store, query, request(Order::Rank));
    ids.sort();
    assert_eq!(ids, expected, "{query}");
    let mut set: Vec<String> = store.ids(&parsed(query)).expect("the index can be read").into_iter().collect();
    set.sort();
    assert_eq!(set, expected, "{query}");
    assert_eq!(store.count(&parsed(query)).expect("the index can be read"), expected.len() as u64, "{query}");
}

#[test]
fn words_find_the_articles_that_have_them() {
    let (_folder, store) = index();
    check(&store, "cashier", &["a1", "a4"]);
    check(&store, "cashier*", &["a1", "a4", "a6"]);
    check(&store, "Night", &["a1", "a2"]);
    check(&store, "=Night", &[]);
    check(&store, "unioni*", &["a5"]);
    check(&store, "zebra", &[]);
}

#[test]
fn words_are_joined_by_and_or_and_not() {
    let (_folder, store) = index();
    check(&store, "wage night", &["a1", "a2"]);
    check(&store, "wage OR snow", &["a1", "a2", "a3", "a4"]);
    check(&store, "wage NOT night", &["a3"]);
    check(&store, "-wage", &["a4", "a5", "a6"]);
    check(&store, "(rain OR snow) minimum", &["a3"]);
}

#[test]
fn a_phrase_does_not_run_across_a_sentence_end() {
    let (_folder, store) = index();
    check(&store, "minimum wage", &["a1", "a3"]);
    check(&store, "\"minimum wage\"", &["a1"]);
    check(&store, "wage SAME minimum", &["a1"]);
    check(&store, "cashier THEN/3 wage", &[]);
    check(&store, "cashier THEN/4 wage", &["a1"]);
    check(&store, "wage THEN/4 cashier", &[]);
}

#[test]
fn fields_restrict_words_and_names() {
    let (_folder, store) = index();
    check(&store, "title:night", &["a1"]);
    check(&store, "title:nurses", &["a2"]);
    check(&store, "outlet:=One", &["a1", "a3", "a6"]);
    check(&store, "outlet:=one", &[]);
    check(&store, "id:a1", &["a1"]);
    // A nurse in title and body is 10 + 4 by the rule of thumb, three cashiers are 15; one is 5, below a focus.
    check(&store, "focus:low_wage OR focus:middle", &["a2", "a4"]);
}

#[test]
fn ranges_hold_both_their_ends() {
    let (_folder, store) = index();
    check(&store, "date:2012", &["a1", "a4"]);
    check(&store, "date:2012-03-04..2012-12-31", &["a1", "a4"]);
    check(&store, "date:2012-03-05..2012-12-30", &[]);
    check(&store, "date:>=2014-05-06", &["a2", "a5", "a6"]);
    check(&store, "date:>2014-05-06", &["a5", "a6"]);
    check(&store, "NOT date:*", &["a3"]);
    // Words of title and body: 12, 10, 10, 5, 7, 10.
    check(&store, "n_tokens:7..10", &["a2", "a3", "a5", "a6"]);
    check(&store, "n_tokens:<7", &["a4"]);
    check(&store, "n_tokens:>10", &["a1"]);
}

#[test]
fn classes_and_attention_find_what_was_scored() {
    let (_folder, store) = index();
    check(&store, "@low_wage.occupation", &["a1", "a4", "a6"]);
    check(&store, "@middle.*", &["a2", "a5", "a6"]);
    check(&store, "@low_wage.occupation SAME @middle.occupation", &["a6"]);
    // Three cashiers in 200 tokens are 15 per 1,000: the rule of thumb gives 2; one gives 1.
    check(&store, "attention_low_wage:2", &["a4"]);
    check(&store, "attention_low_wage:>=1", &["a1", "a4", "a6"]);
    check(&store, "attention_low_wage:0", &["a2", "a3", "a5"]);
}

#[test]
fn segments_do_not_change_what_is_found() {
    let (_folder, two) = index();
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), &ARTICLES.each_ref().map(std::slice::from_ref));
    let six = opened(folder.path());
    for query in ["cashier*", "wage NOT night", "\"minimum wage\"", "date:2016", "@middle.*", "-wage"] {
        for order in [Order::Date, Order::Oldest, Order::Sample(7)] {
            assert_eq!(found(&two, query, request(order)), found(&six, query, request(order)), "{query}");
        }
    }
}

#[test]
fn an_unknown_field_is_refused_with_the_one_that_was_meant() {
    let (_folder, store) = index();
    let error = store.count(&parsed("attention_lowwage:1")).expect_err("there is no such field");
    assert!(matches!(error, StoreError::Query(_)) && error.to_string().contains("attention_low_wage"), "{error}");
    let error = store.axis("outlett").expect_err("there is no such field");
    assert!(matches!(&error, StoreError::Axis { name, .. } if name == "outlett"));
    assert!(error.to_string().ends_with("did you mean `outlet`?"), "{error}");
}

#[test]
fn groups_count_what_is_found_against_their_base() {
    let (_folder, store) = index();
    let axis = store.axis("outlet").expect("there is such a field");
    let grouping = store
        .group(&parsed("cashier*"), &parsed("date:*"), std::slice::from_ref(&axis), Counted::Hits)
        .expect("the index can be read");
    assert_eq!((grouping.n_found, grouping.n_base), (3, 5));
    let groups: Vec<_> = grouping.groups.iter().map(|g| (g.key[0].as_str(), g.n, g.n_all, g.n_hits)).collect();
    assert_eq!(groups, [("One", 2, 2, 2), ("Three", 1, 1, 3), ("Two", 0, 2, 0)]);
}

#[test]
fn facets_keep_the_most_frequent_values_first() {
    let (_folder, store) = index();
    let axes = ["outlet", "year"].map(|name| store.axis(name).expect("there is such a field"));
    let (n_found, facets) = store.facets(&parsed("NOT id:a5"), &axes, 2).expect("the index can be read");
    assert_eq!(n_found, 5);
    let values = |at: usize| facets[at].values.iter().map(|v| (v.value.as_str(), v.n)).collect::<Vec<_>>();
    assert_eq!(values(0), [("One", 3), ("Three", 1)]);
    assert_eq!(facets[0].n_values, 3);
    assert_eq!(values(1)[0], ("2012", 2));
    assert_eq!(facets[1].n_values, 4, "2012, 2014, 2016 and no date");
}

#[test]
fn the_filter_of_a_facet_finds_as_many_as_it_says() {
    let (_folder, store) = index();
    let axes = ["outlet", "year", "focus", "n_tokens/5"].map(|name| store.axis(name).expect("there is such a field"));
    let (_, facets) = store.facets(&parsed("id:*"), &axes, 10).expect("the index can be read");
    let values: Vec<_> = facets.iter().flat_map(|facet| &facet.values).collect();
    assert!(values.iter().any(|value| value.value == MISSING), "a3 has no date");
    for value in values {
        let filter = value.filter.as_deref().expect("these values can be asked for");
        assert_eq!(store.count(&parsed(filter)).expect("the index can be read"), value.n, "{filter}");
    }
}

#[test]
fn columns_have_the_values_of_their_article() {
    let (_folder, store) = index();
    let page = store.search(&parsed("id:a4"), request(Order::Rank)).expect("the index can be read");
    let value = |field| store.value(&page.articles[0], field).expect("there is such a field");
    assert_eq!(value("outlet"), Some(FieldValue::Text("Three".to_owned())));
    assert_eq!(value("n_tokens"), Some(FieldValue::Whole(5)));
    assert_eq!(value("wage_percentile"), None);
    assert_eq!(store.kind("score_middle").expect("there is such a field"), FieldValue::Number(0.0));
    assert!(store.value(&page.articles[0], "no_such_field").is_err());
}

#[test]
fn a_concordance_has_a_line_for_every_hit() {
    let (_folder, store) = index();
    let lines = |query, draw| store.concordance(&parsed(query), Window::Words(2), draw, Some(ENGINE.classes()));
    let found = lines("cashier*", Draw::All(5)).expect("there are five hits");
    assert_eq!((found.n_hits, found.n_found), (5, 3));
    let printed: Vec<_> = found.lines.iter().map(|l| (l.id.as_str(), l.keyword.as_str(), l.right.trim())).collect();
    assert_eq!(printed[0], ("a1", "cashier", "earns the"));
    assert_eq!(printed[4], ("a6", "cashiers", "and nurses"));
    assert!(matches!(lines("cashier*", Draw::All(4)), Err(StoreError::TooManyLines(4))));
    assert!(matches!(lines("outlet:=One", Draw::All(5)), Err(StoreError::NoWords)));
    let sample = |seed| lines("cashier*", Draw::Sample { n: 2, seed }).expect("the index can be read").lines;
    assert_eq!(sample(1).len(), 2);
    assert_eq!(sample(1), sample(1));
}

#[test]
fn a_story_is_found_once_when_copies_are_left_out() {
    let (_folder, store) = index();
    let stories = [vec!["a4".to_owned(), "a1".to_owned()], vec!["a2".to_owned(), "a5".to_owned()]];
    let places = store.story_ranks(&stories).expect("the index can be read");
    let once = store.deduplicate(parsed("cashier*"), &places).expect("the index can be read");
    assert_eq!((once.n_duplicates, once.n_stories), (1, 2));
    let mut ids: Vec<_> = store.ids(&once.query).expect("the index can be read").into_iter().collect();
    ids.sort();
    assert_eq!(ids, ["a4", "a6"], "the head of the story is kept");
    // The head is not found: the copy that is found is kept.
    let once = store.deduplicate(parsed("wage"), &places).expect("the index can be read");
    assert_eq!((once.n_duplicates, once.n_stories), (0, 3));
}

#[test]
fn words_of_all_fields_and_segments_are_counted_by_article() {
    let (_folder, store) = index();
    let groups = store.groups(&parsed("outlet:Two"), None).expect("the index can be read");
    let all = store.frequencies(&groups, Unit::Word, 1).expect("the index can be read");
    assert!(all.is_sorted_by(|a, b| a.term < b.term), "each word once");
    let of = |word: &str| {
        let found = all.iter().find(|frequency| frequency.term == word).expect("the word is in the index");
        (found.target, found.n_target_articles, found.reference, found.n_reference_articles)
    };
    assert_eq!(of("nurses"), (2, 2, 1, 1), "in the title of a2, the text of a5 and of a6");
    assert_eq!(of("strike"), (2, 1, 0, 0), "in title and text of a5");
    assert_eq!(of("snow"), (0, 0, 2, 1), "in title and text of a4");
    assert_eq!(of("cashier"), (0, 0, 4, 2), "a1 and three times in a4");
    let frequent = store.frequencies(&groups, Unit::Word, 3).expect("the index can be read");
    assert!(frequent.iter().any(|frequency| frequency.term == "nurses"));
    let in_at_least = |n: u64| {
        let frequent = all.iter().filter(|found| found.n_target_articles + found.n_reference_articles >= n);
        frequent.cloned().collect::<Vec<_>>()
    };
    assert_eq!(frequent, in_at_least(3));
    store.read_common_words().expect("the index can be read");
    for n in [5, 6, 5] {
        let common = store.frequencies(&groups, Unit::Word, n).expect("the index can be read");
        assert_eq!(common, in_at_least(n), "of the words that are kept");
    }
}

#[test]
fn how_often_words_are_there_is_the_same_once_it_is_kept() {
    let (_folder, store) = index();
    let around = |store: &Store| {
        store.neighbours(&parsed("wage OR cashier OR nurse*"), 5, 1, None, None, None).expect("the index can be read")
    };
    let before = around(&store);
    store.read_common_words().expect("the index can be read");
    let searcher = store.reader.searcher();
    let kept = store.kept_words(&searcher).expect("they were read");
    let totals: Vec<Option<u64>> = before.words.iter().map(|found| kept.total(&found.word)).collect();
    assert!(totals.iter().any(Option::is_some) && totals.iter().any(Option::is_none), "{totals:?}");
    for (found, total) in before.words.iter().zip(totals) {
        assert!(total.is_none_or(|total| total == found.total), "{}", found.word);
    }
    assert_eq!(around(&store), before);
}
