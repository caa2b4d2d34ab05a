//! `classlens kwic`, `compare` and `trend`.

use classlens::article::RawArticle;
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::score::article_row;
use classlens::store::{Draw, LineKey, Store, StoreWriter, Window, group_lines, parse_query};
use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};

use crate::support::{audited_sample, classlens, printed, rows, stderr, write};

/// Title and body of the sample corpus by id.
fn sample() -> std::collections::HashMap<String, serde_json::Value> {
    let text = include_str!("../../corpus/sample.jsonl");
    let articles = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON Lines"));
    articles.map(|a| (a["id"].as_str().expect("an id").to_owned(), a)).collect()
}

#[test]
fn every_line_slices_the_original_and_groups_add_up() {
    let root = audited_sample(&[]);
    let originals = sample();
    for query in ["wage*", "\"@low_wage.occupation\"", "work* NEAR/4 hour*", "/[a-z]+ing/ focus:low_wage"] {
        let csv = printed(root.path(), &["kwic", "audit", query, "--limit", "0", "--format", "csv"]);
        let lines = rows(&csv);
        assert!(!lines.is_empty(), "{query}");
        for line in &lines {
            let text = originals[&line["id"]][&line["field"]].as_str().expect("a text");
            let span = line["start"].parse::<usize>().expect("a number")..line["end"].parse().expect("a number");
            assert_eq!(text.get(span.clone()), Some(line["keyword"].trim_start_matches('\'')), "{line:?}");
            assert!(text[..span.start].ends_with(&line["left"]) || line["left"].starts_with('\''), "{line:?}");
        }
        for keys in ["keyword", "L1,R1", "outlet,year"] {
            let args = ["kwic", "audit", query, "--group", keys, "--limit", "0", "--format", "csv"];
            let n: usize = rows(&printed(root.path(), &args)).iter().map(|r| r["n"].parse::<usize>().expect("n")).sum();
            assert_eq!(n, lines.len(), "{query} by {keys}");
        }
    }
}

#[test]
fn lines_sort_by_their_context_and_samples_are_seeded() {
    let root = audited_sample(&[]);
    let args = ["kwic", "audit", "the", "--sort", "R1,L1", "--limit", "0", "--window", "3", "--format", "csv"];
    let right: Vec<String> = rows(&printed(root.path(), &args))
        .iter()
        .map(|row| {
            row["right"].split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("").to_lowercase()
        })
        .collect();
    let plain: Vec<&String> = right.iter().filter(|w| w.is_ascii()).collect();
    let n_sorted = plain.windows(2).filter(|two| two[0] <= two[1]).count();
    assert!(n_sorted * 100 >= plain.len() * 97, "{n_sorted} of {}", plain.len());
    let draw = |seed: &str| {
        printed(root.path(), &["kwic", "audit", "the", "--sample", "5", "--seed", seed, "--format", "csv"])
    };
    assert_eq!(draw("3"), draw("3"));
    assert_ne!(draw("3"), draw("4"));
    assert_eq!(rows(&draw("3")).len(), 5);
}

#[test]
fn sentences_dispersion_and_classes_are_shown() {
    let root = audited_sample(&[]);
    let args = ["kwic", "audit", "@low_wage.occupation", "--window", "sentence", "--limit", "3"];
    assert!(printed(root.path(), &args).contains("hits in"));
    let csv = printed(root.path(), &["kwic", "audit", "wage*", "--dispersion", "--format", "csv"]);
    let lines = printed(root.path(), &["kwic", "audit", "wage*", "--limit", "0", "--format", "csv"]);
    let n: usize = rows(&csv).iter().map(|row| row["n"].parse::<usize>().expect("a count")).sum();
    assert_eq!((rows(&csv).len(), n), (10, rows(&lines).len()));
    let none = classlens(root.path(), &["kwic", "audit", "focus:low_wage"]);
    assert!(stderr(&none).contains("has no words"), "{}", stderr(&none));
}

#[test]
fn compare_tells_the_words_of_a_group() {
    let root = audited_sample(&[]);
    let base = ["compare", "audit", "--target", "focus:low_wage", "--reference", "focus:professional"];
    for unit in ["words", "phrases", "classes"] {
        let args = [&base[..], &["--unit", unit, "--min", "2", "--format", "csv"]].concat();
        let found = rows(&printed(root.path(), &args));
        assert!(!found.is_empty(), "{unit}");
        for row in &found {
            let number = |name: &str| row[name].parse::<f64>().expect("a number");
            assert!(number("g2") >= 0.0 && (0.0..=1.0).contains(&number("p")) && number("q") >= number("p"), "{row:?}");
        }
    }
    let args = [&base[..], &["--unit", "classes", "--min", "1", "--limit", "3", "--format", "csv"]].concat();
    let classes: Vec<String> = rows(&printed(root.path(), &args)).iter().map(|r| r["term"].clone()).collect();
    assert!(classes.iter().any(|c| c.trim_start_matches('\'').starts_with("@low_wage")), "{classes:?}");
    let args = [&base[..], &["--unit", "classes", "--min", "1", "--limit", "0", "--format", "csv"]].concat();
    let all = printed(root.path(), &args);
    assert!(!all.contains("@quoted"), "words that somebody says are no hits: {all}");
}

#[test]
fn word_counts_agree_with_a_concordance() {
    let root = audited_sample(&[]);
    let args = ["compare", "audit", "--target", "date:..2012", "--min", "1", "--limit", "0", "--format", "csv"];
    let found = rows(&printed(root.path(), &args));
    for word in ["teacher", "the", "of"] {
        let row = found.iter().find(|row| row["term"] == word).expect("the word is frequent");
        let query = format!("{word} date:..2012");
        let lines = printed(root.path(), &["kwic", "audit", &query, "--limit", "0", "--format", "csv"]);
        assert_eq!(row["n_target"].parse::<usize>().expect("a count"), rows(&lines).len(), "{word}");
    }
}

#[test]
fn collocates_and_outside_frequencies_work() {
    let root = audited_sample(&[]);
    let args = ["compare", "audit", "--collocates", "wage*", "--min", "3", "--limit", "0", "--format", "csv"];
    let found = rows(&printed(root.path(), &args));
    assert!(found.iter().any(|row| row["word"] == "minimum"), "{found:?}");
    write(root.path(), "freq.csv", "word,count\nthe,60000\nwage,10\nof,30000\n");
    let args = ["compare", "audit", "--target", "focus:low_wage", "--frequencies", "freq.csv", "--format", "csv"];
    let found = rows(&printed(root.path(), &args));
    assert!(found.iter().all(|row| row["p"].is_empty() && !row["g2"].is_empty()), "{found:?}");
    write(root.path(), "bad.csv", "word,count\nthe,many\n");
    let bad = classlens(root.path(), &["compare", "audit", "--target", "", "--frequencies", "bad.csv"]);
    assert!(stderr(&bad).contains("bad.csv, row 2"), "{}", stderr(&bad));
}

#[test]
fn a_trend_has_shares_rates_and_a_sparkline() {
    let root = audited_sample(&[]);
    let args = ["trend", "audit", "focus:low_wage", "--of", "NOT focus:none", "--by", "year", "--format", "csv"];
    let found = rows(&printed(root.path(), &args));
    for row in &found {
        let number = |name: &str| row[name].parse::<f64>().expect("a number");
        assert!(number("low") <= number("share") && number("share") <= number("high"), "{row:?}");
    }
    let args = ["trend", "audit", "wage*", "--rate", "--by", "year", "--format", "csv"];
    let hits: usize =
        rows(&printed(root.path(), &args)).iter().map(|r| r["n_hits"].parse::<usize>().expect("a count")).sum();
    let lines = printed(root.path(), &["kwic", "audit", "wage* date:*", "--limit", "0", "--format", "csv"]);
    assert_eq!(hits, rows(&lines).len());
    let text = printed(root.path(), &["trend", "audit", "wage*", "--by", "year"]);
    assert!(text.contains(['▁', '▄', '█']), "{text}");
}

#[test]
fn a_change_of_level_is_named_with_its_ties_or_not_at_all() {
    // Five articles in each of twelve years, those about cooks from 2006 on.
    let line = |year: u32, n: u32, of: &str| {
        format!(
            "{{\"id\":\"{year}-{n}\",\"date\":\"{year}-03-01\",\"title\":\"T\",\"body\":\"{of} of town {year}-{n} met.\"}}\n"
        )
    };
    let each = |years: std::ops::Range<u32>| years.flat_map(|year| (0..5).map(move |n| (year, n)));
    let of = |year: u32| if year < 2006 { "Teachers" } else { "Cooks" };
    let lines: String = each(2000..2012).map(|(year, n)| line(year, n, of(year))).collect();
    let root = crate::support::audited_lines(&lines, &[]);
    let text = printed(root.path(), &["trend", "audit", "cooks", "--by", "year"]);
    assert!(text.contains("Most likely change of level: 2006, from a mean of 0.0000 to 1.0000"), "{text}");
    assert!(!text.contains("One side rests on") && !text.contains("fewer than 5 articles"), "{text}");
    // One year that sticks out is no change of level.
    let lines: String =
        each(2000..2012).map(|(year, n)| line(year, n, if year == 2003 { "Cooks" } else { "Teachers" })).collect();
    let root = crate::support::audited_lines(&lines, &[]);
    let text = printed(root.path(), &["trend", "audit", "cooks", "--by", "year"]);
    assert!(text.contains("No change of level is shown") && !text.contains("Most likely"), "{text}");
    // Nine years cannot show one, even where all before lie below all after.
    let lines: String =
        each(2000..2009).map(|(year, n)| line(year, n, if year < 2004 { "Teachers" } else { "Cooks" })).collect();
    let root = crate::support::audited_lines(&lines, &[]);
    let text = printed(root.path(), &["trend", "audit", "cooks", "--by", "year"]);
    assert!(
        text.contains("Pettitt's test of 9 periods finds none, however large it is (11 or more are needed)")
            && !text.contains("No change of level"),
        "{text}"
    );
    // Two years between the levels that lie between them as well: 2005 and 2006 are as likely.
    let share = |year: u32| match year {
        2000..=2005 => 0,
        2006 => 2,
        _ => 5,
    };
    let lines: String =
        each(2000..2013).map(|(year, n)| line(year, n, if n < share(year) { "Cooks" } else { "Teachers" })).collect();
    let root = crate::support::audited_lines(&lines, &[]);
    let text = printed(root.path(), &["trend", "audit", "cooks", "--by", "year"]);
    assert!(
        text.contains("change of level: 2006")
            && text.contains("K is as large at 2007: when it changed is not settled"),
        "{text}"
    );
}

#[test]
fn a_period_of_few_articles_does_not_count_like_others() {
    // Cooks in the single articles of 2006 to 2011, none in the five of each year before.
    let line = |(year, n, of): (u32, u32, &str)| {
        format!(
            "{{\"id\":\"{year}-{n}\",\"date\":\"{year}-03-01\",\"title\":\"T\",\"body\":\"{of} of town {year}-{n} met.\"}}\n"
        )
    };
    let many = (2000..2006).flat_map(|year| (0..5).map(move |n| (year, n, "Teachers")));
    let lines: String = many.chain((2006..2012).map(|year| (year, 0, "Cooks"))).map(line).collect();
    let root = crate::support::audited_lines(&lines, &[]);
    let text = printed(root.path(), &["trend", "audit", "cooks", "--by", "year"]);
    assert!(text.contains("6 of 12 periods have fewer than 5 articles in the base"), "{text}");
    assert!(!text.contains("Most likely change of level"), "{text}");
}

fn bodies() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "wage",
        "Wages",
        "work\u{ad}er",
        "worker’s",
        "café",
        "😀",
        "&amp;",
        "— ",
        "; ",
        ". The",
        "U.S.",
        "part-time",
        "cashiers",
        "$7.25",
        "\n\n",
        "e\u{301}te",
        "ＷＡＧＥ",
        "‘wage’",
        "home health aides",
    ]);
    prop::collection::vec(prop::collection::vec(word, 1..30).prop_map(|words| words.join(" ")), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn spans_slice_the_text_and_both_readings_agree(bodies in bodies()) {
        let engine = engine();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut writer = StoreWriter::create(folder.path(), &engine.lexicon, 0).expect("the folder can be written");
        for (at, body) in bodies.iter().enumerate() {
            let raw = RawArticle { id: at.to_string(), title: "A wage".into(), body: body.clone(), ..RawArticle::default() };
            let scored = engine.analyse(raw);
            writer.add(&engine.lexicon, &scored, &article_row(&engine.lexicon, &scored)).expect("it can be written");
        }
        writer.finish().expect("it can be written");
        let store = Store::open(folder.path(), &engine.lexicon.tiers).expect("the index is whole");
        for text in ["wage*", "wage", "worker", "=Wages", "café NEAR/5 wage*", "/.*s/", "part THEN/2 time", "wagse~2", "wage* SAME work*"] {
            let query = parse_query(text).expect("the query is sound");
            let found = store.concordance(&query, Window::Words(4), Draw::All(10_000), None).expect("it has words");
            for line in &found.lines {
                let at: usize = line.id.parse().expect("a number");
                let original = if line.field == "title" { "A wage" } else { &bodies[at] };
                assert_eq!(line.span.slice(original), Some(line.keyword.as_str()), "{text} in {original:?}");
            }
            let axes = [store.axis("id").expect("a field")];
            let all = parse_query("").expect("the query is sound");
            let counted = store.group(&query, &all, &axes, classlens::store::Counted::Hits).expect("it can be counted");
            // Postings and tokens give the same hits.
            assert_eq!(counted.groups.iter().map(|g| g.n_hits).sum::<u64>(), found.n_hits, "{text}");
            let grouped = group_lines(&found.lines, &[LineKey::Keyword, LineKey::Left(1)]);
            assert_eq!(grouped.iter().map(|(_, n)| n).sum::<u64>(), found.n_hits);
        }
    }
}

fn engine() -> &'static Engine {
    static ENGINE: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(Lexicon::embedded()).expect("the embedded lexicon is sound"))
}

#[test]
fn a_series_of_few_articles_is_said_to_be_chance_and_small_periods_are_not_drawn() {
    let root = audited_sample(&[]);
    let text = printed(root.path(), &["trend", "audit", "federal"]);
    assert!(text.contains("Found in 6 articles only: what goes up and down here is mostly chance."), "{text}");
    assert!(!text.contains(['▁', '█']), "no month has five articles: {text}");
    let text = printed(root.path(), &["trend", "audit", "federal", "--by", "year"]);
    assert!(text.contains(['▁', '█']), "{text}");
    let all = printed(root.path(), &["trend", "audit", "the", "--by", "year"]);
    assert!(!all.contains("mostly chance"), "{all}");
}
