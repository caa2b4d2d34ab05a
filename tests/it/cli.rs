//! The commands of the README and their exit codes.

use crate::support::{classlens, folder, rows, stderr, stdout, write};

#[test]
fn audit_search_explain_and_summary_work_on_the_sample() {
    let root = folder();
    let audit = classlens(root.path(), &["audit"]);
    assert_eq!(audit.status.code(), Some(0), "{}", stderr(&audit));
    assert!(stdout(&audit).contains("Universal headlines over one tier"), "{}", stdout(&audit));

    let found = classlens(root.path(), &["search", "audit", "title:flextime OR \"minimum wage\"", "--format", "csv"]);
    assert_eq!(found.status.code(), Some(0), "{}", stderr(&found));
    let ids: Vec<String> = rows(&stdout(&found)).into_iter().map(|row| row["id"].clone()).collect();
    assert!(ids.iter().any(|id| id == "cwire-2014-05-minimum-wage"), "{ids:?}");

    let explained = classlens(root.path(), &["explain", "audit", &ids[0]]);
    assert_eq!(explained.status.code(), Some(0), "{}", stderr(&explained));
    assert!(stdout(&explained).contains("focus: "));

    let summary = classlens(root.path(), &["summary", "audit", "--by", "outlet,year", "--format", "csv"]);
    assert_eq!(summary.status.code(), Some(0), "{}", stderr(&summary));
    let n: u64 = rows(&stdout(&summary)).iter().map(|row| row["n_articles"].parse::<u64>().expect("a count")).sum();
    assert_eq!(n, 65);
}

#[test]
fn exit_codes_tell_nothing_found_from_could_not_run() {
    let root = folder();
    assert_eq!(classlens(root.path(), &["audit", "--quiet"]).status.code(), Some(0));
    let code = |args: &[&str]| classlens(root.path(), args).status.code();
    assert_eq!(code(&["search", "audit", "xylophonist"]), Some(1));
    assert_eq!(code(&["explain", "audit", "no-such-id"]), Some(1));
    assert_eq!(code(&["search", "audit", "\"open"]), Some(2));
    assert_eq!(code(&["search", "nowhere", "x"]), Some(2));
    assert_eq!(code(&["summary", "audit", "--by", "weather"]), Some(2));
    assert_eq!(code(&["completions", "bash"]), Some(0));
}

#[track_caller]
fn check_query_error(query: &str, expected: &str) {
    let error = classlens::store::parse_query(query).expect_err("the query is wrong");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn query_mistakes_are_told_with_their_place() {
    check_query_error("a (b", "query, character 3: this `(` is never closed: add a `)`");
    check_query_error("a b)", "query, character 4: this `)` closes nothing: remove it or open one");
    check_query_error("say \"wage", "query, character 5: this quote is never closed: add a `\"`");
    check_query_error(
        "date:2012-13-45",
        "query, character 6: `2012-13-45` is no number and no date like 2016, 2016-03 or 2016-03-31",
    );
    check_query_error(
        "\"a b\"~900",
        "query, character 7: a number of places from 0 to 250 or `s` for a sentence was expected after `~`",
    );
    check_query_error("SAME wage", "query, character 1: a word or phrase was expected beside `SAME`");
    check_query_error("wage OR", "query, character 8: a word, a phrase in quotes or a field was expected");
}

#[test]
fn a_plain_text_takes_its_metadata_from_the_manifest() {
    let root = folder();
    let texts = root.path().join("texts");
    std::fs::create_dir(&texts).expect("a new folder");
    write(&texts, "a.txt", "A Title\n\nHome health aides work nights.\n");
    write(&texts, "manifest.csv", "file,outlet,date\na.txt,The Paper,2016-05-04\n");
    let audit = classlens(root.path(), &["audit", "texts", "-o", "out", "--csv"]);
    assert_eq!(audit.status.code(), Some(0), "{}", stderr(&audit));
    let csv = std::fs::read_to_string(root.path().join("out/articles.csv")).expect("CSV was asked for");
    let row = rows(&csv).remove(0);
    let found = [&row["id"], &row["outlet"], &row["date"], &row["title"]];
    assert_eq!(found, ["a", "The Paper", "2016-05-04", "A Title"]);
}

#[test]
fn a_manifest_names_texts_with_or_without_their_ending() {
    let root = folder();
    let texts = root.path().join("texts");
    std::fs::create_dir(&texts).expect("a new folder");
    for name in ["a", "b", "c.d"] {
        write(&texts, &format!("{name}.txt"), format!("Title {name}\n\nHome health aides work nights, says {name}.\n"));
    }
    write(&texts, "manifest.csv", "file,outlet\na,Without\nb,Without\nb.txt,With\nc.d,Dotted\ne,Nobody\n");
    let audit = classlens(root.path(), &["audit", "texts", "-o", "out", "--csv"]);
    assert_eq!(audit.status.code(), Some(0), "{}", stderr(&audit));
    assert!(stderr(&audit).contains("1 metadata rows match no text, the first of them `e`"), "{}", stderr(&audit));
    let csv = std::fs::read_to_string(root.path().join("out/articles.csv")).expect("CSV was asked for");
    let outlets: Vec<_> = rows(&csv).iter().map(|row| row["outlet"].clone()).collect();
    assert_eq!(outlets, ["Without", "With", "Dotted"]);
}

#[test]
fn columns_are_found_by_name_or_by_map() {
    let root = folder();
    write(
        root.path(),
        "a.csv",
        "stories_id;media_name;publish_date;title;story_text\n7;The Paper;2016-05-04 10:00;T;Text one.\n",
    );
    write(root.path(), "b.csv", "key\twords\n8\tText two.\n");
    let args = ["audit", "a.csv", "b.csv", "--map", "body=words", "--map", "id=key", "-o", "out", "--csv"];
    // The map names columns of b.csv; a.csv keeps those it has.
    let audit = classlens(root.path(), &args);
    assert!(stderr(&audit).contains("a.csv:1: no body column"), "{}", stderr(&audit));
    let alone = classlens(root.path(), &["audit", "a.csv", "-o", "a", "--csv"]);
    assert_eq!(alone.status.code(), Some(0), "{}", stderr(&alone));
    let csv = std::fs::read_to_string(root.path().join("a/articles.csv")).expect("CSV was asked for");
    let row = rows(&csv).remove(0);
    assert_eq!([&row["id"], &row["outlet"], &row["date"]], ["7", "The Paper", "2016-05-04"]);
}
