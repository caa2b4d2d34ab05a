//! Audits of parts of a corpus, searched as one, answer what one audit of the whole answers.

use std::fmt::Write as _;
use std::path::Path;

use classlens::audit::{Audit, Order, Request};

use crate::support::{classlens, folder, printed, stderr, stdout, write};

/// Twenty queries: words, phrases, words near each other, wildcards, fields, numbers, dates, classes, what was found.
const QUERIES: [&str; 20] = [
    "wage",
    "body:wage body:shift body:cashier body:pay",
    "parish3 OR cashier OR waiter OR nurse OR teacher OR wage",
    "pay shift school NOT parish2",
    "\"minimum wage\"",
    "\"wage cashiers\"~8",
    "wage NEAR/10 (cashier* OR waiter* OR shift*)",
    "shift THEN/12 wage",
    "wage SAME shift",
    "date:* cash* wage",
    "teh~ wage",
    "=Town wage",
    "title:town body:wage -title:pay",
    "outlet:paper OR outlet:=\"Bright Nest\"",
    "id:town-3-*",
    "date:2012..2014 wage",
    "focus:low_wage wage nurse",
    "n_tokens:>=60 (shift OR wage OR school)",
    "@low_wage.schedule OR @low_wage",
    "NOT wage",
];

/// The sample corpus and articles of few words in many mixtures, in eight files and in eight audits; `whole` is that of all files.
fn in_eight_shards() -> tempfile::TempDir {
    let root = folder();
    let sample: Vec<&str> = include_str!("../../corpus/sample.jsonl").lines().collect();
    for file in 0..8_usize {
        let mut lines: Vec<String> = sample.iter().skip(file).step_by(8).map(|line| (*line).to_owned()).collect();
        lines.extend((0..60).map(|n| town(file, n)));
        write(root.path(), &format!("{file}.jsonl"), lines.join("\n") + "\n");
        printed(root.path(), &["audit", &format!("{file}.jsonl"), "-o", &format!("parts/{file}"), "--quiet"]);
    }
    let files: Vec<String> = (0..8).map(|file| format!("{file}.jsonl")).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    printed(root.path(), &[&["audit"], &files[..], &["-o", "whole", "--quiet"]].concat());
    let parts: Vec<String> = (0..8).map(|file| format!("parts/{file}")).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    printed(root.path(), &[&["shards"], &parts[..], &["-o", "parts/shards.json", "--quiet"]].concat());
    root
}

/// An article whose words follow from its numbers, each file with others in front, so that the rarest word of a query is another
/// one in each; the last of each file has the words of that of every other file.
fn town(file: usize, n: usize) -> String {
    const WORDS: [&str; 8] = ["wage", "shift", "cashier", "school", "teacher", "waiter", "nurse", "pay"];
    let (mut seed, first) = if n == 59 { (7, 0) } else { ((file * 60 + n) as u64 * 2_654_435_761 + 12_345, file) };
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    let mut word = || WORDS[(next(8).min(next(8)).min(next(8)) + first) % WORDS.len()];
    let title = format!("Town {} {}", word(), word());
    let mut body = "Cashiers of the town earn a wage. ".to_owned();
    for sentence in 0..=n % 7 {
        let words: Vec<&str> = (0..3 + (n + sentence) % 11).map(|_| word()).collect();
        write!(body, "\n\nThe {}.", words.join(" ")).expect("a text grows");
    }
    if n < 59 {
        write!(body, "\n\nIt was in parish{file}.").expect("a text grows");
    }
    // One article without a date: in all other shards a condition on dates excludes nothing.
    let date = if (file, n) == (7, 58) { String::new() } else { format!("201{}-0{}-11", next(6), 1 + next(9)) };
    serde_json::json!({"id": format!("town-{file}-{n}"), "outlet": format!("Paper {}", next(4)), "date": date,
        "rank": next(5), "title": title, "body": body})
    .to_string()
}

/// Id, bits of the score and position of every article of a page, and the number of all that match.
fn page(audit: &Audit, query: &str, request: Request) -> (u64, Vec<(String, u32, String)>) {
    let page = audit.search(&audit.query(query).expect(query), request).expect(query);
    let articles = page.articles.into_iter();
    let read = articles.map(|found| (found.article.id, found.score.to_bits(), found.cursor.to_string()));
    assert_eq!(page.n_articles, 545, "articles searched");
    (page.n_found, read.collect())
}

const ALL: Request = Request { order: Order::Rank, offset: 0, limit: 10_000, after: None };

#[track_caller]
fn refused(root: &Path, args: &[&str], reasons: &[&str]) {
    let output = classlens(root, args);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{args:?}");
    let said = stderr(&output);
    assert!(reasons.iter().all(|reason| said.contains(reason)), "{args:?}: {said}");
}

#[test]
fn eight_shards_answer_twenty_queries_with_the_hits_score_bits_and_order_of_one_index() {
    let root = in_eight_shards();
    let whole = Audit::open(root.path().join("whole")).expect("an audit");
    let shards = Audit::open_searched(root.path().join("parts")).expect("a folder with a list of shards");
    for query in QUERIES {
        let (n_found, found) = page(&whole, query, ALL);
        assert!(n_found > 0 && found.len() as u64 == n_found, "{query} finds articles");
        assert_eq!((n_found, found), page(&shards, query, ALL), "{query}");
    }
    let (_, ranked) = page(&whole, "wage", ALL);
    let tied = ranked.iter().filter(|(id, ..)| id.ends_with("-59")).collect::<Vec<_>>();
    assert!(tied.len() == 8 && tied.iter().all(|(_, score, _)| *score == tied[0].1), "ties between shards: {tied:?}");
    for order in [Order::Date, Order::Oldest, Order::Probability, Order::Sample(7)] {
        assert_eq!(page(&whole, "wage", Request { order, ..ALL }), page(&shards, "wage", Request { order, ..ALL }));
    }
    for offset in [0, 7, 100] {
        let part = Request { offset, limit: 9, ..ALL };
        assert_eq!(page(&shards, "wage", part).1, ranked[offset..offset + 9], "the page from {offset} on");
    }
    let first = shards.search(&shards.query("wage").expect("a query"), Request { limit: 30, ..ALL }).expect("results");
    assert_eq!(page(&shards, "wage", Request { after: first.next, limit: 9, ..ALL }).1, ranked[30..39]);
}

#[test]
fn what_is_printed_of_shards_is_what_is_printed_of_one_audit() {
    let root = in_eight_shards();
    let check = |args: &[&str]| {
        let answer = |audit: &str| {
            let output = classlens(root.path(), &[&args[..1], &[audit], &args[1..], &["--format", "csv"]].concat());
            assert!(output.status.code() == Some(0) && !output.stdout.is_empty(), "{args:?}: {}", stderr(&output));
            stdout(&output)
        };
        assert_eq!(answer("whole"), answer("parts/shards.json"), "{args:?}");
    };
    for query in &QUERIES[..12] {
        check(&["search", query, "--fields", "id,score,cursor,snippet,focus,rank"]);
        check(&["kwic", query, "--limit", "0"]);
    }
    check(&["search", "rank:>=3 wage", "--by", "outlet,year"]);
    check(&["search", "wage", "--facet", "outlet,focus,rank"]);
    check(&["search", "wage", "--count"]);
    check(&["search", "wage", "--sample", "5", "--seed", "3"]);
    check(&["kwic", "@low_wage.schedule", "--limit", "0", "--sort", "R1,L1"]);
    check(&["kwic", "wage", "--sample", "40", "--seed", "3"]);
    check(&["kwic", "wage", "--dispersion"]);
    check(&["kwic", "wage", "--group", "R1,outlet", "--where", "focus:low_wage rank:<4"]);
    let written = |audit: &str| {
        let file = format!("{}.csv", audit.replace('/', "-"));
        printed(root.path(), &["search", audit, "wage", "--export", &file, "--quiet"]);
        std::fs::read_to_string(root.path().join(file)).expect("it was written")
    };
    assert_eq!(written("whole"), written("parts"));
    let about = std::fs::read_to_string(root.path().join("parts.csv.about.json")).expect("it was written");
    let about: serde_json::Value = serde_json::from_str(&about).expect("JSON");
    assert!(about["corpus_hash"].is_null() && about["shards"].as_array().is_some_and(|shards| shards.len() == 8));
}

#[test]
fn shards_are_merged_by_the_file_that_names_them() {
    let root = in_eight_shards();
    printed(root.path(), &["merge", "parts/shards.json", "-o", "merged", "--quiet"]);
    let merged = Audit::open(root.path().join("merged")).expect("an audit");
    let shards = Audit::open_shards(root.path().join("parts/shards.json")).expect("shards");
    for query in QUERIES {
        assert_eq!(page(&merged, query, ALL), page(&shards, query, ALL), "{query}");
    }
    refused(root.path(), &["merge", "parts/0", "-o", "alone"], &["two audits or more"]);
}

/// Three audits `0`, `1`, `2` of an article each, and `shards.json` that names the first two.
fn small() -> tempfile::TempDir {
    let root = folder();
    for file in 0..3 {
        let line = serde_json::json!({"id": format!("town-{file}"), "outlet": "Town Crier", "title": "Fees",
            "body": format!("The cook of town {file} earns $9 an hour.")});
        write(root.path(), &format!("{file}.jsonl"), line.to_string() + "\n");
        printed(root.path(), &["audit", &format!("{file}.jsonl"), "-o", &file.to_string(), "--quiet"]);
    }
    printed(root.path(), &["shards", "0", "1", "--quiet"]);
    root
}

#[test]
fn a_shard_that_is_not_what_the_list_says_is_an_error_and_never_half_an_answer() {
    let root = small();
    let root = root.path();
    assert_eq!(printed(root, &["search", "shards.json", "cook", "--count"]), "2\n");
    let list = std::fs::read_to_string(root.join("shards.json")).expect("it was written");
    let edited = |from: &str, to: &str| {
        assert!(list.contains(from), "{list}");
        write(root, "edited.json", list.replacen(from, to, 1));
    };
    for command in ["search", "kwic"] {
        edited("\"shard\": \"1\"", "\"shard\": \"gone\"");
        refused(root, &[command, "edited.json", "cook"], &["gone", "named in edited.json", "nothing is answered"]);
        edited("\"n_articles\": 1", "\"n_articles\": 2");
        refused(root, &[command, "edited.json", "cook"], &["0: it has 1 articles, and 2 in the list"]);
        edited("\"version\": \"", "\"version\": \"9");
        refused(root, &[command, "edited.json", "cook"], &["0: it is of version", "the list of 9"]);
        write(root, "edited.json", "{\"shards\": []}");
        refused(
            root,
            &[command, "edited.json", "cook"],
            &["edited.json", "neither an audit folder nor a list of shards"],
        );
    }
    let words = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compat/lexicon");
    printed(root, &["audit", "2.jsonl", "-o", "own", "--lexicon", words, "--quiet"]);
    edited("\"shard\": \"1\"", "\"shard\": \"own\"");
    refused(root, &["search", "edited.json", "cook"], &["own: its lexicon is "]);
    refused(root, &["shards", "0", "own", "-o", "other.json"], &["own: its lexicon is "]);
    assert!(!root.join("other.json").exists(), "no list is written of what cannot be searched");

    let index = root.join("1/index");
    let version = std::fs::read_to_string(index.join("classlens-index-version")).expect("an index has a version");
    std::fs::write(index.join("classlens-index-version"), "schema 1 tokenizer 1\n").expect("it can be written");
    refused(root, &["search", "shards.json", "cook"], &["1/index", "of another version"]);
    std::fs::write(index.join("classlens-index-version"), version).expect("it can be written");
    assert_eq!(printed(root, &["search", "shards.json", "cook", "--count"]), "2\n");
    std::fs::remove_dir_all(root.join("0/index")).expect("the audit has an index");
    refused(root, &["search", "shards.json", "cook"], &["0/index", "cannot be read"]);
    std::fs::remove_dir_all(root.join("1")).expect("the audit is there");
    refused(root, &["search", "shards.json", "cook"], &["1: it is no audit folder"]);
}

#[test]
fn an_article_in_two_shards_is_an_error_that_names_it_until_it_is_deleted_from_one() {
    let root = small();
    let root = root.path();
    let again = ["0.jsonl", "2.jsonl"].map(|file| std::fs::read_to_string(root.join(file)).expect("it was written"));
    write(root, "again.jsonl", again.concat());
    printed(root, &["audit", "again.jsonl", "-o", "again", "--quiet"]);
    refused(root, &["shards", "0", "1", "again", "-o", "x.json"], &["`town-0` is in 0 and in again", "merge"]);
    refused(root, &["shards", "0", "1", "0", "-o", "x.json"], &["0 and ", "have the same articles"]);
    printed(root, &["delete", "again", "id:town-0", "--quiet"]);
    printed(root, &["shards", "0", "1", "again", "-o", "x.json", "--quiet"]);
    assert_eq!(printed(root, &["search", "x.json", "cook", "--count"]), "3\n");
    // A list that was right once.
    let list = std::fs::read_to_string(root.join("x.json")).expect("it was written");
    write(root, "x.json", list.replace("\"shard\": \"1\"", "\"shard\": \"2\""));
    refused(root, &["kwic", "x.json", "cook"], &["`town-2` is in ", "and in "]);
}

#[test]
fn what_needs_one_record_is_refused_of_shards() {
    let root = small();
    let root = root.path();
    refused(root, &["search", "shards.json", "cook", "--fold", "copies"], &["stories", "classlens merge shards.json"]);
    for call in
        [&["summary"][..], &["compare", "--target", "cook"], &["verify"], &["report"], &["export", "-o", "x.csv"]]
    {
        let args = [&call[..1], &["shards.json"], &call[1..]].concat();
        refused(root, &args, &["names shards", "classlens merge shards.json -o AUDIT"]);
    }
    refused(root, &["search", "shards.json", "cook", "--save", "cooks"], &["names shards"]);
    let shards = Audit::open_shards(root.join("shards.json")).expect("shards");
    assert!(shards.rows(None).is_err_and(|e| e.to_string().contains("classlens merge")), "no figures of shards");
}

#[test]
fn a_variable_of_two_kinds_is_refused_and_one_that_a_shard_lacks_is_not() {
    let root = folder();
    let root = root.path();
    for (name, rank) in [("a", serde_json::json!(1)), ("b", serde_json::json!("first")), ("c", serde_json::Value::Null)]
    {
        let mut line = serde_json::json!({"id": name, "title": "Fees", "body": "The cook earns $9 an hour."});
        line["rank"] = rank;
        write(root, &format!("{name}.jsonl"), line.to_string() + "\n");
        printed(root, &["audit", &format!("{name}.jsonl"), "-o", name, "--quiet"]);
    }
    refused(root, &["shards", "a", "b"], &["the variable `rank` is whole number", "one shard and text", "in b"]);
    printed(root, &["shards", "c", "a", "--quiet"]);
    assert_eq!(printed(root, &["search", "shards.json", "rank:1", "--count"]), "1\n");
}

#[cfg(feature = "serve")]
#[test]
fn a_server_of_shards_answers_searches_as_that_of_one_audit_and_refuses_figures() {
    use classlens::serve::{Access, OpenAudit, Role};

    use crate::support::server::{get, options, start_open};

    let root = in_eight_shards();
    let serve = |path: &str| {
        let audit = Audit::open_searched(root.path().join(path)).expect("it opens");
        start_open(OpenAudit::of(audit).expect("it is sound"), options(Access::open(Role::Full)))
    };
    let (shards, whole) = (serve("parts/shards.json"), serve("whole"));
    for target in [
        "/api/v1/search?q=wage+cashier",
        "/api/v1/kwic?q=wage*",
        "/api/v1/facets?field=outlet&q=wage*",
        "/api/v1/collocates?q=wage",
        "/api/v1/keyness?q=wage",
        "/api/v1/export?q=wage&format=csv",
        "/api/v1/articles/town-3-7",
    ] {
        let (of_shards, of_whole) = (get(shards, target), get(whole, target));
        assert_eq!((of_shards.status, of_whole.status), (200, 200), "{target}: {}", of_shards.text());
        assert_eq!(of_shards.text(), of_whole.text(), "{target}");
    }
    for target in ["/", "/?q=wage*", "/?q=wage&view=lines", "/article?id=town-3-7", "/draft"] {
        assert_eq!(get(shards, target).status, 200, "{target}");
    }
    for target in ["/dashboard", "/people", "/compare", "/lexicon", "/api/v1/summary", "/api/v1/quotes?q=wage"] {
        let refused = get(shards, target);
        assert_eq!(refused.status, 400, "{target}");
        assert!(refused.text().contains("make one audit of them with"), "{target}: {}", refused.text());
    }
}
