//! The dashboard: its figures are those of `classlens report`, for any query; long work is shown.

use std::net::SocketAddr;

use classlens::serve::{Access, Role};

use crate::support::coding::{SCORE, code, coded, planned};
use crate::support::pages::{assert_equal_tables, between, plain};
use crate::support::server::{Answer, ask, encoded, get, options, sample, settled, start};
use crate::support::{audited_lines, classlens, folder, printed, rows, stderr, write};

#[test]
fn figures_of_the_whole_audit_are_those_of_the_report() {
    let (root, address) = sample();
    let out = folder();
    let page = out.path().join("page.html");
    let output = classlens(root, &["report", "audit", "--figures", "-o", page.to_str().expect("a path")]);
    assert!(output.status.success(), "{}", stderr(&output));
    let dashboard = settled(address, "/dashboard", &[]);
    let of_folder = ["boilerplate", "refused", "sources"];
    let compared = assert_equal_tables(&dashboard.text(), &out.path().join("page"));
    assert!(compared > 300, "{compared} cells");
    let (mut tables, mut figures) = (0, 0);
    for file in out.path().join("page").read_dir().expect("a folder").flatten() {
        let name = file.file_name().into_string().expect("a name");
        let (id, path) = match name.split_once('.').expect("an ending") {
            (id, "csv") => (id, "table"),
            (id, "svg") => (id, "figure"),
            _ => continue,
        };
        if of_folder.contains(&id) {
            // What the folder lacks says nothing of a query.
            assert!(!dashboard.text().contains(&format!("id=\"{id}\"")), "{id}");
            continue;
        }
        let found = settled(address, &format!("/dashboard/{path}?section={id}"), &[]);
        assert_eq!(found.header("content-disposition"), Some(format!("attachment; filename=\"{name}\"").as_str()));
        assert!(found.body == std::fs::read(file.path()).expect("the file is there"), "{name} differs");
        *(if path == "table" { &mut tables } else { &mut figures }) += 1;
    }
    assert!(tables >= 10 && figures >= 8, "{tables} tables, {figures} figures");
}

#[test]
fn every_choice_of_the_report_is_one_of_the_dashboard() {
    let (root, address) = sample();
    for (flags, choice) in [
        (&["--weigh", "story"][..], "weigh=story"),
        (&["--interval", "outlet-week"], "interval=outlet-week"),
        (&["--interval", "wilson"], "interval=wilson"),
    ] {
        let out = folder();
        let page = out.path().join("page.html");
        let page = page.to_str().expect("a path");
        let output = classlens(root, &[&["report", "audit", "--replicates", "200", "-o", page], flags].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        let expected =
            std::fs::read_to_string(out.path().join("page/focus-by-outlet.csv")).expect("the table is there");
        let usual = settled(address, "/dashboard/table?section=focus-by-outlet&replicates=100", &[]).text();
        let found =
            settled(address, &format!("/dashboard/table?section=focus-by-outlet&replicates=200&{choice}"), &[]).text();
        assert_eq!(found, expected, "{choice}");
        assert_ne!(found, usual, "{choice}");
    }
}

/// Articles that a query finds.
fn count(address: SocketAddr, target: &str) -> u64 {
    let page = get(address, target).text();
    let counted = between(&page, "role=\"status\"><strong>", "</strong>");
    counted.first().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{target}: {page}"))
}

#[test]
fn figures_of_a_query_count_the_articles_it_finds() {
    let (_, address) = sample();
    let query = "work* date:2012..2014";
    let q = encoded(query);
    let table = settled(address, &format!("/dashboard/table?replicates=100&section=focus-by-outlet&q={q}"), &[]).text();
    let table = rows(&table);
    assert!(!table.is_empty());
    for row in &table {
        for tier in ["professional", "middle", "low_wage"] {
            let query = format!("({query}) focus:{tier} outlet:=\"{}\"", row["outlet"]);
            assert_eq!(
                count(address, &format!("/?q={}", encoded(&query))).to_string(),
                row[&format!("n_of_focused_{tier}")]
            );
        }
    }
    let page = settled(address, &format!("/dashboard?replicates=100&q={q}"), &[]).text();
    let n = count(address, &format!("/?q={q}"));
    assert!(page.contains(&format!("<strong>{n}</strong> of 65 articles")), "{page}");
}

#[test]
fn what_stands_behind_a_number_is_found_by_its_links() {
    let (_, address) = sample();
    let page = settled(address, "/dashboard?replicates=100&q=wage*+OR+hour*&f=date%3A2012..2016", &[]).text();
    let behind = between(&page, "<h3>", "All of them</a>");
    assert!(behind.len() > 5, "{page}");
    for one in behind {
        let (label, _) = one.split_once("</h3>").expect("it has a heading");
        let label = label.trim_end_matches('s').trim_end_matches(" article");
        let n: u64 = label.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{one}"));
        let href = plain(between(one, "<a href=\"", "\"")[0]);
        assert_eq!(count(address, &href), n, "{one}");
    }
    let article = between(&page, "<a href=\"/article", "\"");
    assert_eq!(get(address, &format!("/article{}", plain(article[0]))).status, 200);
}

#[test]
fn two_queries_stand_beside_each_other() {
    let (_, address) = sample();
    let page = settled(address, "/dashboard?replicates=100&q=focus:low_wage&q2=focus:professional", &[]).text();
    for query in ["focus:low_wage", "focus:professional"] {
        assert!(page.contains(&format!("<h2><code>{query}</code></h2>")), "{page}");
        assert_eq!(
            page.matches(&format!("<h3><code>{query}</code></h3>")).count(),
            page.matches("class=\"part\"").count()
        );
    }
    assert!(page.contains("id=\"table-voice\"") && page.contains("id=\"table-second-voice\""));
    let mut ids = between(&page, " id=\"", "\"");
    let n = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), n, "no anchor occurs twice");
    assert!(page.contains("What could be wrong"), "{page}");
}

#[test]
fn a_query_without_articles_has_no_figures() {
    let (_, address) = sample();
    let page = settled(address, "/dashboard?q=xylophonist", &[]).text();
    assert!(page.contains("<strong>0</strong> of 65 articles") && !page.contains("<figure"), "{page}");
    let both = settled(address, "/dashboard?replicates=100&q=xylophonist&q2=wage*", &[]).text();
    assert!(both.contains("<figure") && both.contains("Nothing to show."), "{both}");
}

#[test]
fn what_cannot_be_shown_is_named() {
    let (_, address) = sample();
    for (target, status, told) in [
        ("/dashboard?q=%22open", 400, "at character"),
        ("/dashboard?q=wage&q2=outlte:x", 400, "unknown field `outlte`"),
        ("/dashboard?interval=narrow", 400, "`interval` is one of auto, outlet, outlet-week, story, wilson"),
        ("/dashboard?replicates=1000000", 400, "`replicates` is a number from 100 to 10000"),
        ("/dashboard/table?replicates=100&section=nothing", 404, "there is no section `nothing`"),
        ("/dashboard/figure?replicates=100&section=nothing", 404, "there is no section `nothing`"),
        ("/dashboard/table", 400, "`section` names a section"),
    ] {
        let found = get(address, target);
        assert_eq!(found.status, status, "{target}");
        assert!(plain(&found.text()).contains(told), "{target}: {}", found.text());
    }
}

/// A dashboard with so many draws over so many stories that it takes long.
const LONG: &str = "/dashboard?interval=story&replicates=10000";

fn post(address: SocketAddr, target: &str, headers: &[(&str, &str)]) -> Answer {
    ask(address, "POST", target, headers, b"")
}

#[test]
fn long_work_is_told_of_without_a_script_and_stops_when_it_is_cancelled() {
    let (root, _) = sample();
    let address = start(&root.join("audit"), options(Access::open(Role::Full)));
    let found = get(address, LONG);
    let page = found.text();
    assert_eq!(found.status, 200);
    let refresh = "<noscript><meta http-equiv=\"refresh\" content=\"1; url=/dashboard?interval=story";
    assert!(plain(&page).contains(refresh), "{page}");
    assert!(page.contains("<progress value=\"") && page.contains(" of 13: "), "{page}");
    let cancel = plain(between(&page, "<form method=\"post\" action=\"", "\"")[0]);
    let foreign = post(address, &cancel, &[("Origin", "https://evil.example")]);
    assert_eq!(foreign.status, 403);
    let told = post(address, &cancel, &[]);
    assert_eq!((told.status, told.header("location")), (303, Some(LONG)));
    let stopped = settled(address, LONG, &[]).text();
    let words = between(&stopped, "Cancelled. Stopped after ", " of 13 steps");
    let done: usize = words.first().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{stopped}"));
    assert!(done < 13 && !stopped.contains("<figure"), "{stopped}");
    let again = plain(between(&stopped, "<form method=\"post\" action=\"", "\"")[0]);
    assert_eq!(get(address, &again).status, 405, "looking changes nothing");
    assert_eq!(get(address, &format!("{LONG}&again=yes")).status, 400);
    let begun = post(address, &again, &[]);
    assert_eq!((begun.status, begun.header("location")), (303, Some(LONG)));
    assert!(get(address, LONG).text().contains("<progress"), "it is begun again");
    post(address, &cancel, &[]);
    assert_eq!(
        settled(address, "/dashboard/table?section=voice&interval=story&replicates=100", &[]).status,
        200,
        "others go on"
    );
}

#[test]
fn coded_articles_correct_the_whole_and_a_part_where_they_can() {
    let root = folder();
    coded(root.path());
    assert!(classlens(root.path(), &["report", "audit", "--replicates", "100"]).status.success());
    let address = start(&root.path().join("audit"), options(Access::open(Role::Metadata)));
    let expected = std::fs::read_to_string(root.path().join("audit/report/corrected.csv")).expect("it is written");
    assert_eq!(settled(address, "/dashboard/table?replicates=100&section=corrected", &[]).text(), expected);
    // Where no share can be corrected there is no figure of corrected shares, and the finding says why.
    let some = settled(address, "/dashboard/table?replicates=100&section=corrected&q=date:2014", &[]);
    assert_eq!(some.status, 404);
    let page = settled(address, "/dashboard?replicates=100&q=date:2014", &[]).text();
    assert!(page.contains("These are raw counts: too few of these articles are coded to correct them"), "{page}");
    assert!(!page.contains("add up to"), "the draw fits the whole it was made from");
}

#[test]
fn codes_that_are_scored_while_a_dashboard_is_open_correct_it() {
    let root = folder();
    let plan = planned(root.path());
    code(root.path(), &plan, |_| true);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Metadata)));
    let target = "/dashboard?replicates=100";
    assert!(!settled(address, target, &[]).text().contains("id=\"corrected\""));
    printed(root.path(), &SCORE);
    assert!(settled(address, target, &[]).text().contains("id=\"corrected\""));
}

#[test]
fn nothing_is_read_of_an_audit_that_came_in_the_place_of_the_open_one() {
    let line = |id: &str, text: &str| format!("{{\"id\":\"{id}\",\"title\":\"A title\",\"text\":\"{text}\"}}\n");
    let root = audited_lines(&line("a", "A cashier earns an hourly wage. A nurse has paid leave."), &[]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    let targets = ["/dashboard?replicates=100", "/?fold=copies&q=wage*", "/lexicon"];
    let last = "/dashboard/table?section=volume&replicates=100&q=nurse";
    assert_eq!(get(address, last).status, 200);
    write(root.path(), "x.jsonl", &(line("b", "A janitor waits for the bus.") + &line("c", "Nothing happened.")));
    printed(root.path(), &["audit", "x.jsonl", "--quiet"]);
    for target in targets {
        let found = settled(address, target, &[]);
        assert_eq!(found.status, 503, "{target}: {}", found.text());
        assert!(found.text().contains("the audit was replaced: start the server again"), "{}", found.text());
    }
}
