//! The report of an audit.

use classlens::store::{Store, parse_query};

use crate::support::pages::{assert_equal_tables, behind, between, found_by};
use crate::support::{classlens, folder, rows, stderr, stdout, write};

/// An audit of the sample corpus with its report.
fn reported(args: &[&str]) -> (tempfile::TempDir, String, String) {
    let folder = folder();
    assert!(classlens(folder.path(), &["audit", "-o", "a", "--quiet"]).status.success());
    let output = classlens(folder.path(), &[&["report", "a"], args].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let page = std::fs::read_to_string(folder.path().join("a/report.html")).expect("the page is there");
    (folder, page, stderr(&output))
}

#[test]
fn every_number_of_the_report_equals_the_csv_beside_it() {
    let (folder, page, _) = reported(&[]);
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    let compared = assert_equal_tables(&page, &folder.path().join("a/report"));
    assert!(compared > 300, "{compared} cells");
}

#[test]
fn every_figure_leads_to_its_articles_and_every_query_finds_as_many_as_stated() {
    let (folder, page, _) = reported(&["--replicates", "100"]);
    assert!(lists_checked(folder.path(), &page) > 80);
}

#[test]
fn every_query_of_a_report_of_some_articles_finds_as_many_of_these_as_stated() {
    let folder = folder();
    assert!(classlens(folder.path(), &["audit", "-o", "a", "--quiet"]).status.success());
    let some = ["report", "a", "--replicates", "100", "--where", "date:2014.. OR focus:low_wage", "-o", "some.html"];
    assert!(classlens(folder.path(), &some).status.success());
    let page = std::fs::read_to_string(folder.path().join("some.html")).expect("the page is there");
    assert!(lists_checked(folder.path(), &page) > 50);
}

/// Lists of articles in a page, each of them as long as its command finds articles.
#[track_caller]
fn lists_checked(folder: &std::path::Path, page: &str) -> usize {
    let tiers = ["professional", "middle", "low_wage"].map(str::to_owned);
    let store = Store::open(&folder.join("a/index"), &tiers).expect("the audit has an index");
    let mut n = 0;
    for section in between(page, "<section aria-labelledby=", "</section>") {
        let lists = behind(section);
        assert!(!lists.is_empty() || !section.contains("<figure "), "no articles behind {}", &section[..60]);
        for (at, (label, stated, command)) in lists.iter().enumerate() {
            let query = between(command, "classlens search a '", "'")[0];
            let parsed = parse_query(query).unwrap_or_else(|e| panic!("{query}: {e}"));
            assert_eq!(store.count(&parsed).expect("it is counted"), *stated, "{label}: {command}");
            n += 1;
            if at == 0 {
                assert_eq!(found_by(command, folder), *stated, "{command}");
            }
        }
    }
    n
}

#[test]
fn outlets_are_told_apart_whatever_they_are_called() {
    let folder = folder();
    let outlets = ["Post", "Washington Post", "The People's $(Daily) `x`", "The \"Star\"", ""];
    let article = |at: usize| {
        let date = if at.is_multiple_of(3) { "" } else { "2020-02-01" };
        let body = format!("The cashiers of town {at} work nights for the minimum wage. A waitress lives on tips.");
        serde_json::json!({"id": format!("a{at}"), "title": format!("Cashiers of town {at}"), "body": body,
                           "outlet": outlets[at % outlets.len()], "date": date})
    };
    let lines: Vec<String> = (0..40).map(|at| article(at).to_string()).collect();
    write(folder.path(), "news.jsonl", lines.join("\n") + "\n");
    assert!(classlens(folder.path(), &["audit", "news.jsonl", "-o", "a", "--quiet"]).status.success());
    let output = classlens(folder.path(), &["report", "a", "--replicates", "100"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = std::fs::read_to_string(folder.path().join("a/report.html")).expect("the page is there");
    let health = page.split("<section aria-labelledby=\"health\">").nth(1).expect("the section is there");
    let lists = behind(health.split("</section>").next().expect("it ends"));
    // No query can hold a quotation mark, so one of the five outlets has no list.
    assert_eq!(lists.iter().filter(|(label, ..)| !label.contains("no date")).count(), 4, "{lists:?}");
    for (label, stated, command) in &lists {
        assert_eq!(found_by(command, folder.path()), *stated, "{label}: {command}");
    }
}

#[test]
fn the_report_asks_for_nothing_from_anywhere_and_says_what_could_be_wrong() {
    let (_folder, page, _) = reported(&[]);
    for loading in ["<script", "<link", "<img", "@import", "url(", " src="] {
        assert!(!page.contains(loading), "{loading}");
    }
    assert!(page.contains("What could be wrong"));
    assert!(page.contains("by bootstrap over 5 clusters (outlet)"), "intervals say what they rest on");
}

#[test]
fn a_raw_share_never_stands_alone() {
    let (folder, page, _) = reported(&["--replicates", "100"]);
    let first = between(&page, "id=\"finding\"", "</div>")[0].to_owned();
    assert!(
        first.contains("nobody has coded a sample") && first.contains("drawn at random and coded by a language model"),
        "{first}"
    );
    // All articles but one are coded.
    let (_, codes) = include_str!("../../corpus/gold.jsonl").split_once('\n').expect("there are several codes");
    write(folder.path(), "gold.jsonl", codes);
    let scored =
        classlens(folder.path(), &["gold", "score", "a", "gold.jsonl", "--show", "corrected", "--format", "csv"]);
    let corrected = rows(&stdout(&scored));
    let standing = corrected.iter().find(|row| row["focus"] == "middle" && row["standing"] == "true").expect("a share");
    let percent = |column: &str| format!("{:.1}", standing[column].parse::<f64>().expect("a share") * 100.0);
    assert!(classlens(folder.path(), &["report", "a", "--replicates", "100"]).status.success());
    let page = std::fs::read_to_string(folder.path().join("a/report.html")).expect("the page is there");
    let lead = between(&page, "<p class=\"lead\">", "</p>")[0].to_owned();
    let said = format!(
        "{} % ({}–{}, raw {}) are about the missing middle",
        percent("corrected"),
        percent("low"),
        percent("high"),
        percent("raw")
    );
    assert!(lead.contains(&said), "{lead}, not {said}");
    assert!(
        page.contains("id=\"table-corrected\"") && page.contains("articles have `mixed`"),
        "refusals have a reason"
    );
    assert!(page.contains("corrected-by-outlet"), "outlets of which every article is coded are counted");
}

#[test]
fn the_health_of_the_corpus_is_told_as_health_tells_it() {
    let (folder, _, _) = reported(&["--replicates", "100"]);
    let table =
        |name: &str| std::fs::read_to_string(folder.path().join(format!("a/report/{name}.csv"))).expect("a table");
    for (name, wanted) in [("health", "articles"), ("volume-breaks", "volume"), ("refused", "refused")] {
        let output = classlens(folder.path(), &["health", "a", "--table", wanted, "--format", "csv"]);
        assert_eq!(table(name), stdout(&output), "{name}");
    }
    assert!(table("volume").starts_with("year,outlet,articles,copies") || table("volume").starts_with("month,"));
}

#[test]
fn figures_are_written_as_files_or_the_missing_font_is_told() {
    let (folder, _, told) = reported(&["--figures"]);
    let tables = folder.path().join("a/report");
    let svg = std::fs::read_to_string(tables.join("robustness.svg")).expect("the figure is there");
    assert!(svg.contains("xmlns=\"http://www.w3.org/2000/svg\""));
    match std::fs::read(tables.join("robustness.png")) {
        Ok(png) => assert!(png.starts_with(b"\x89PNG")),
        Err(_) => assert!(told.contains("no font was found"), "{told}"),
    }
}

#[test]
fn the_same_audit_gives_the_same_report() {
    let (folder, page, _) = reported(&[]);
    assert!(classlens(folder.path(), &["report", "a", "-o", "again.html"]).status.success());
    assert_eq!(std::fs::read_to_string(folder.path().join("again.html")).expect("the page is there"), page);
}

#[test]
fn a_report_has_its_title_author_and_day_and_says_how_it_is_cited() {
    let folder = folder();
    assert!(classlens(folder.path(), &["audit", "-o", "a", "--quiet"]).status.success());
    let args = [
        "report",
        "a",
        "--replicates",
        "100",
        "--title",
        "Whose <shift>?",
        "--author",
        "A. Writer",
        "--date",
        "1 May 2016",
    ];
    let output = classlens(folder.path(), &args);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = std::fs::read_to_string(folder.path().join("a/report.html")).expect("the page is there");
    assert!(
        page.contains("<h1>Whose &#60;shift&#62;?</h1>") && page.contains("<p class=\"by\">A. Writer, 1 May 2016</p>")
    );
    let cite = between(&page, "<p class=\"cite\">", "</p>")[0];
    assert!(cite.starts_with("A. Writer (1 May 2016). Whose &#60;shift&#62;? Figures by classlens "), "{cite}");
    assert!(cite.contains("lexicon ") && cite.contains("corpus "), "{cite}");
}

#[test]
fn a_report_without_a_correction_that_stands_has_no_figure_of_corrected_shares() {
    let (_folder, page, _) = reported(&["--replicates", "100"]);
    assert!(!page.contains("id=\"corrected\"") && !page.contains("id=\"corrected-by-outlet\""));
}
