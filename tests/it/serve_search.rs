//! The search page and its API: saved queries, copies folded, words for what is not found.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use classlens::engine::Engine;
use classlens::lexicon::{Lexicon, LexiconFile, embedded_files};
use classlens::pipeline::{AuditOptions, Counters, audit, sample_source};
use classlens::serve::{Access, Log, OpenAudit, Role, ServeOptions};

use crate::support::pages::plain;
use crate::support::server::{Answer, ask, encoded, get, options, sample, start, start_open};
use crate::support::{audited_lines, classlens, folder, stdout, write};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// Two articles, served to this role.
fn small(role: Role) -> (tempfile::TempDir, SocketAddr) {
    let root = audited_lines(
        concat!(
            r#"{"id": "a", "outlet": "One", "title": "On pay", "body": "A cashier earns the minimum wage."}"#,
            "\n",
            r#"{"id": "b", "outlet": "Two", "title": "On strike", "body": "Nurses walk out over staffing."}"#,
        ),
        &[],
    );
    let address = start(&root.path().join("audit"), options(Access::open(role)));
    (root, address)
}

fn save(address: SocketAddr, headers: &[(&str, &str)], name: &str, query: &str) -> Answer {
    let body = format!("name={}&query={}&to={}", encoded(name), encoded(query), encoded("/?q=wage"));
    ask(address, "POST", "/queries", &[&[FORM], headers].concat(), body.as_bytes())
}

#[test]
fn a_query_saved_on_the_page_is_understood_everywhere() {
    let (root, address) = small(Role::Coder);
    let page = get(address, "/?q=wage&f=outlet%3A%3D%22One%22").text();
    assert!(page.contains("name=\"query\" value=\"wage outlet:=&#34;One&#34;\""), "{page}");
    let saved = save(address, &[], "low-pay", "cashier* OR tips");
    assert_eq!((saved.status, saved.header("location")), (303, Some("/?q=wage")));
    let q = encoded("saved:low-pay");
    let start = get(address, "/").text();
    assert!(start.contains(&format!("href=\"/?q={q}\"")) && start.contains("cashier* OR tips"), "{start}");
    assert_eq!(get(address, "/api/v1/queries").json()["queries"][0]["name"], "low-pay");
    for target in [
        format!("/api/v1/search?q={q}"),
        format!("/api/v1/search?q=pay&f={q}"),
        format!("/api/v1/facets?q={q}"),
        format!("/api/v1/kwic?q={q}"),
        format!("/api/v1/aggregate?of={q}"),
    ] {
        let found = get(address, &target);
        let n = found.json();
        assert_eq!(n.get("n_base").or_else(|| n.get("n_found")), Some(&1.into()), "{target}: {}", found.text());
    }
    for target in [format!("/?q={q}"), format!("/article?id=a&q={q}&at=0"), format!("/dashboard?q={q}")] {
        assert_eq!(get(address, &target).status, 200, "{target}");
    }
    let rows = get(address, &format!("/api/v1/export?fields=id&q={q}")).text();
    assert_eq!(rows.lines().collect::<Vec<_>>(), ["id", "a"]);
    assert_eq!(stdout(&classlens(root.path(), &["search", "audit", "saved:low-pay", "--count"])).trim(), "1");
    // And the other way round.
    classlens(root.path(), &["search", "audit", "nurses", "--save", "strikes"]);
    assert_eq!(get(address, "/api/v1/search?q=saved%3Astrikes").json()["articles"][0]["id"], "b");
}

#[test]
fn what_cannot_be_saved_is_refused_and_changes_nothing() {
    let (root, address) = small(Role::Coder);
    assert_eq!(save(address, &[], "pay", "wage").status, 303);
    let before = std::fs::read(root.path().join("audit/queries.json")).expect("it is saved");
    for (name, query, status, words) in [
        ("pay", "tips", 409, "choose another name"),
        ("", "tips", 400, "is no name"),
        ("../pay", "tips", 400, "is no name"),
        ("<b>", "tips", 400, "is no name"),
        ("tips", "", 400, "search for something first"),
        ("tips", "\"open", 400, "never closed"),
        ("tips", "outlte:One", 400, "did you mean `outlet`?"),
        ("tips", "saved:nothing", 400, "no query is saved as `nothing`"),
        ("ring", "saved:ring", 400, "no query is saved as `ring`"),
    ] {
        let refused = save(address, &[], name, query);
        assert_eq!(refused.status, status, "{name} {query}: {}", refused.text());
        assert!(refused.text().contains(&words.replace('"', "&#34;")), "{name} {query}: {}", refused.text());
    }
    for foreign in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")] {
        assert_eq!(save(address, &[foreign], "tips", "tips").status, 403, "{foreign:?}");
    }
    assert_eq!(ask(address, "GET", "/queries", &[], b"").status, 405);
    assert_eq!(std::fs::read(root.path().join("audit/queries.json")).expect("it is there"), before);
    let led = ask(address, "POST", "/queries", &[FORM], b"name=a&query=tips&to=//evil.example");
    assert_eq!((led.status, led.header("location")), (303, Some("/")));
}

#[test]
fn readers_who_do_not_code_see_saved_queries_and_save_none() {
    for role in [Role::Full, Role::Snippet(100), Role::Metadata] {
        let (root, address) = small(role);
        classlens(root.path(), &["search", "audit", "wage*", "--save", "pay"]);
        assert_eq!(save(address, &[], "tips", "tips").status, 403, "{role:?}");
        let page = get(address, "/?q=tips").text();
        assert!(page.contains("saved%3Apay") && !page.contains("action=\"/queries\""), "{role:?}: {page}");
        assert_eq!(get(address, "/api/v1/search?q=saved%3Apay").json()["n_found"], 1, "{role:?}");
    }
}

#[test]
fn unknown_names_rings_and_broken_files_are_told() {
    let (root, address) = small(Role::Coder);
    let queries = root.path().join("audit");
    write(&queries, "queries.json", r#"{"a": "saved:b", "b": "saved:a", "c": "wage \"open"}"#);
    for (q, words) in [
        ("saved:d", "no query is saved as `d`; there are: a, b, c"),
        ("saved:a", "names itself"),
        ("saved:c", "in `(wage \"open)`: this quote is never closed"),
    ] {
        let found = get(address, &format!("/api/v1/search?q={}", encoded(q)));
        assert_eq!(found.status, 400, "{q}");
        assert!(found.json()["detail"].as_str().is_some_and(|d| d.contains(words)), "{q}: {}", found.text());
        let page = get(address, &format!("/?q={}", encoded(q)));
        assert!(page.status == 400 && page.text().contains("id=\"query-error\""), "{q}: {}", page.text());
    }
    write(&queries, "queries.json", "{");
    let told = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&told);
    let log = Log::new(move |line| lines.lock().expect("nobody panicked").push(line.to_owned()));
    let address = start(&queries, ServeOptions { log, ..options(Access::open(Role::Coder)) });
    assert_eq!(get(address, "/api/v1/search?q=saved%3Aa").status, 500);
    let page = get(address, "/?q=wage");
    assert!(page.status == 200 && page.text().contains("cannot be read"), "{}", page.text());
    assert!(!page.text().contains("queries.json"), "the reader sees no path");
    assert_eq!(save(address, &[], "tips", "tips").status, 500);
    let told = told.lock().expect("nobody panicked");
    assert!(told.len() == 3 && told.iter().all(|line| line.contains("queries.json: ")), "the log has it: {told:?}");
    assert_eq!(std::fs::read_to_string(queries.join("queries.json")).expect("it is there"), "{");
}

/// Stories that two outlets print, the second one a day later.
const STORIES: usize = 24;

fn twice_printed() -> (tempfile::TempDir, SocketAddr) {
    let mut lines = Vec::new();
    for story in 0..STORIES {
        let words: Vec<String> = (0..80).map(|word| format!("w{story}x{word}")).collect();
        let body = format!("The drivers of county {story} met on Monday. {}", words.join(" "));
        for (outlet, day) in [("First", 1), ("Second", 2)] {
            let article = serde_json::json!({
                "id": format!("{outlet}-{story:02}"), "outlet": outlet, "date": format!("2016-03-{:02}", story + day),
                "title": format!("County {story}"), "body": body,
            });
            lines.push(article.to_string());
        }
    }
    let root = audited_lines(&lines.join("\n"), &[]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    (root, address)
}

/// Every link of a page whose address begins like this, as it is asked for.
fn links(page: &str, begin: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|href| href.starts_with(begin)).map(|href| href.replace("&#38;", "&")).collect()
}

#[test]
fn folded_copies_stay_folded_wherever_a_result_leads() {
    let (_root, address) = twice_printed();
    let every = get(address, "/?q=drivers").text();
    assert!(
        every.contains("<strong>48</strong> of 48 articles") && every.contains("aria-checked=\"false\""),
        "{every}"
    );
    let toggle = links(&every, "/?").into_iter().find(|href| href.contains("fold=copies")).expect("a toggle");
    let page = get(address, &toggle).text();
    assert!(page.contains("<strong>24</strong> stories in 48 of 48 articles"), "{page}");
    let outlet = |page: &str, name: &str| page.contains(&format!("<span>{name}</span> <span class=\"n\">"));
    assert!(outlet(&page, "First") && !outlet(&page, "Second"), "facets count stories: {page}");
    assert_eq!(page.matches("<li>\n<article>").count(), 20);
    let formats = ["CSV", "JSON Lines", "Arrow"].map(|name| format!("download>{name}</a>"));
    assert!(formats.iter().all(|name| page.contains(name)), "{page}");
    for begin in ["/?q=drivers", "/article?", "/api/v1/export?"] {
        let found = links(&page, begin);
        let unfolds = |href: &String| !href.contains("fold=copies");
        let n_unfold = found.iter().filter(|href| unfolds(href)).count();
        assert!(!found.is_empty() && n_unfold == usize::from(begin == "/?q=drivers"), "{begin}: {found:?}");
    }
    let next = links(&page, "/?").into_iter().find(|href| href.contains("from=20")).expect("a next page");
    assert_eq!(get(address, &next).text().matches("<li>\n<article>").count(), 4);
    let sample = get(address, "/?q=drivers&fold=copies&order=sample&seed=5").text();
    let (download, article) = (&links(&sample, "/api/v1/export?format=csv"), &links(&sample, "/article?")[3]);
    assert!(download.is_empty(), "the query comes first: {download:?}");
    let download = links(&sample, "/api/v1/export?").into_iter().find(|href| href.contains("csv")).expect("a download");
    assert!(download.contains("seed=5") && article.contains("seed=5"), "{download} {article}");
    let rows = crate::support::rows(&get(address, &download).text());
    assert_eq!(rows.len(), STORIES);
    assert!(article.contains(&format!("id={}", encoded(&rows[3]["id"]))), "the file is in the order of the list");
    let shown = get(address, article).text();
    assert!(shown.contains("<span>4 of 24</span>") && links(&shown, "/?")[0].contains("fold=copies"), "{shown}");
    let lines = get(address, "/?q=drivers&fold=copies&view=lines").text();
    assert!(lines.contains("24 hits in 24 articles") && lines.contains("name=\"fold\" value=\"copies\""), "{lines}");
}

#[test]
fn answers_count_stories_where_copies_are_folded() {
    let (root, address) = twice_printed();
    let all = get(address, "/api/v1/search?q=drivers&fold=copies&limit=7").json();
    assert_eq!((&all["n_found"], &all["n_folded"], &all["n_articles"]), (&24.into(), &24.into(), &48.into()));
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = get(address, &format!("/api/v1/search?q=drivers&fold=copies&limit=7&order=date{after}")).json();
        seen.extend(page["articles"].as_array().expect("articles").iter().map(|a| a["id"].to_string()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(seen.len(), STORIES);
    assert!(seen.iter().all(|id| id.contains("First-")), "{seen:?}");
    let facets = get(address, "/api/v1/facets?q=drivers&fold=copies&field=outlet").json();
    assert_eq!(facets["facets"][0]["values"][0]["n"], 24);
    assert_eq!(get(address, "/api/v1/kwic?q=drivers&fold=copies").json()["n_found"], 24);
    // An article found stands for its story in the base, too: 24 stories, none of them twice.
    let found = get(address, "/api/v1/aggregate?q=outlet%3Asecond+date%3A..2016-03-10&by=outlet&fold=copies").json();
    assert_eq!((&found["n_found"], &found["n_base"]), (&9.into(), &24.into()));
    let cells: Vec<(&str, u64, u64)> = found["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|g| {
            (g["key"][0].as_str().expect("an outlet"), g["n"].as_u64().expect("n"), g["n_all"].as_u64().expect("n"))
        })
        .collect();
    assert_eq!(cells, [("First", 0, 15), ("Second", 9, 9)]);
    let args = ["search", "audit", "outlet:second date:..2016-03-10", "--by", "outlet", "--fold", "copies"];
    let csv = classlens(root.path(), &[&args[..], &["--format", "csv"]].concat());
    let rows = crate::support::rows(&stdout(&csv));
    let cells: Vec<(&str, &str, &str)> = rows.iter().map(|r| (&*r["outlet"], &*r["n"], &*r["n_all"])).collect();
    assert_eq!(cells, [("First", "0", "15"), ("Second", "9", "9")]);
    let args = ["search", "audit", "drivers", "--facet", "outlet", "--fold", "copies", "--format", "csv"];
    let rows = crate::support::rows(&stdout(&classlens(root.path(), &args)));
    assert_eq!((rows.len(), &*rows[0]["n"], &*rows[0]["n_all"]), (1, "24", "24"));
    let trend = |more: &[&str]| {
        let args = [&["trend", "audit", "date:..2016-03-10", "--by", "month", "--format", "csv"], more].concat();
        let rows = crate::support::rows(&stdout(&classlens(root.path(), &args)));
        (rows[0]["n"].clone(), rows[0]["n_all"].clone())
    };
    assert_eq!(trend(&[]), ("19".to_owned(), "48".to_owned()));
    assert_eq!(trend(&["--fold", "copies"]), ("10".to_owned(), "24".to_owned()));
    let refused = get(address, "/api/v1/search?fold=all");
    assert_eq!((refused.status, refused.text().contains("one of copies")), (400, true));
}

#[test]
fn a_search_that_finds_nothing_says_which_part_does() {
    let (_root, address) = small(Role::Full);
    let page = get(address, "/?q=nurses+cashier+zzwage").text();
    for (words, n) in [("nurses", "1 article"), ("cashier", "1 article")] {
        let link = format!("<li><a href=\"/?q={words}\">{words}</a> <span class=\"note\">{n}</span>");
        assert!(page.contains(&link), "{words}: {page}");
    }
    assert!(page.contains("<li>zzwage <span class=\"note\">0 articles</span>"), "{page}");
    let page = get(address, "/?q=minimim").text();
    assert!(page.contains("<a href=\"/?q=minimim~\">minimim~</a> <span class=\"note\">1 article</span>"), "{page}");
    let page = get(address, "/?q=nurses&f=outlet%3A%3D%22One%22").text();
    assert!(page.contains(">without outlet:=&#34;One&#34;</a> <span class=\"note\">1 article</span>"), "{page}");
    assert!(page.contains("&#39;nurses outlet:=&#34;One&#34;&#39;"), "{page}");
    let page = get(address, "/?q=nobody%27s+zz").text();
    assert!(page.contains("&#39;nobody&#39;\\&#39;&#39;s zz&#39;"), "a shell takes it: {page}");
}

#[test]
fn a_search_that_finds_nothing_tries_few_others() {
    let (_root, address) = small(Role::Full);
    let page = get(address, "/?q=minimim+nursez+cashierz+staffign+strkie").text();
    let offers = |sign: &str| page.matches(&format!("{sign}</a> <span class=\"note\">1 article</span>")).count();
    assert_eq!((offers("minimim~"), offers("nursez~"), offers("~")), (1, 1, 2), "{page}");
    let filters = (2001..2021).map(|year| format!("&f=date%3A{year}")).collect::<Vec<_>>().concat();
    let page = get(address, &format!("/?q=nurses{filters}")).text();
    assert_eq!(page.matches("<li>without date:").count(), 6, "{page}");
    assert!(page.contains(">nurses without any filter</a> <span class=\"note\">1 article</span>"), "{page}");
}

#[test]
fn fewer_articles_are_listened_to_again_than_read_again() {
    let body = "“I cannot plan my week,” said Maria Vega, a cashier at a grocery store. Her wage is low.";
    let articles = (0..205).map(|n| {
        serde_json::json!({"id": format!("a{n}"), "outlet": "One", "title": "On pay", "body": body}).to_string()
    });
    let root = audited_lines(&articles.collect::<Vec<_>>().join("\n"), &[]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    let read = |query: &str| {
        let found = get(address, &format!("/api/v1/kwic?q={}", encoded(query))).json();
        (found["n_found"].as_u64().expect("n"), found["n_read"].as_u64().expect("n"))
    };
    for query in ["@quoted.low_wage", "wage OR @quoted.*", "@*"] {
        assert_eq!(read(query), (205, 200), "{query}");
    }
    for query in ["wage", "@low_wage.occupation"] {
        assert_eq!(read(query), (205, 205), "{query}");
    }
    let page = get(address, "/?view=lines&q=%40quoted.low_wage").text();
    assert!(page.contains("200 hits in 200 articles, drawn from the 205 found with seed 1."), "{page}");
}

#[test]
fn a_mistake_is_shown_where_it_stands() {
    let (_root, address) = small(Role::Full);
    let page = get(address, "/?q=wage+outlte%3AOne+pay");
    assert_eq!(page.status, 400);
    let text = page.text();
    assert!(text.contains("unknown field `outlte`: use one of") && text.contains("did you mean `outlet`?"), "{text}");
    assert!(text.contains("<code>wage <mark class=\"wrong\">outlte:One</mark> pay</code>"), "{text}");
    let filtered = get(address, "/?q=wage&f=outlte%3AOne").text();
    assert!(filtered.contains("did you mean `outlet`?") && !filtered.contains("class=\"wrong\""), "{filtered}");
    let long = get(address, &format!("/?q={}", "a".repeat(2001))).text();
    assert!(long.contains("2000 characters at most, and this one 2001"), "{long}");
}

#[test]
fn outlets_are_found_as_they_are_typed_and_words_in_all_their_forms() {
    let (_root, address) = small(Role::Full);
    let typed = plain(&get(address, "/?outlet=one").text());
    assert!(typed.contains("outlet:=\"One\"") && typed.contains("On pay") && !typed.contains("On strike"), "{typed}");
    let nurse = plain(&get(address, "/?q=nurse+walks").text());
    assert!(
        nurse.contains("With all forms of its words") && nurse.contains("<code>nurses walk</code></a>, 1"),
        "{nurse}"
    );
    assert!(nurse.contains("instead of 0"), "{nurse}");
    let none = get(address, "/?q=staffing").text();
    assert!(!none.contains("With all forms"), "{none}");
}

#[test]
fn examples_of_queries_have_tiers_of_the_lexicon_and_nothing_is_claimed_of_it() {
    let renamed = |file: LexiconFile| LexiconFile { content: file.content.replace("low_wage", "poor").into(), ..file };
    let files: Vec<LexiconFile> = embedded_files().into_iter().map(renamed).collect();
    let lexicon = Arc::new(Lexicon::from_files(&files).expect("the lexicon is sound"));
    let root = folder();
    let to = AuditOptions::new(vec![sample_source()], &root.path().join("audit"));
    let engine = Engine::new(Arc::clone(&lexicon)).expect("its weights fit");
    audit(&engine, &to, &Counters::default()).expect("the sample is sound");
    let open = OpenAudit::open(&to.output, lexicon).expect("the audit opens");
    let address = start_open(open, options(Access::open(Role::Full)));
    let page = get(address, "/").text();
    for query in ["@poor.schedule", "\"@poor.occupation\" NEAR/10 hour*", "focus:poor date:2014..2016"] {
        let target = format!("/?q={}", encoded(query).replace("%20", "+"));
        assert!(page.contains(&target), "{target}: {page}");
        assert_eq!(get(address, &target).status, 200, "{target}");
    }
    assert!(!page.contains("low_wage"), "{page}");
    assert!(get(address, "/about").text().contains("was not measured for this lexicon"));
}

#[test]
fn a_line_opens_at_its_hit_expands_in_place_and_has_its_command() {
    let (root, address) = sample();
    let page = get(address, "/?q=wage*&view=lines&sort=R1&window=15").text().replace("&#38;", "&");
    let row = page.split("<td class=\"keyword\"><a href=\"").nth(1).expect("a line");
    let href = row.split('"').next().expect("an address");
    assert!(href.contains("hit=") && href.ends_with("#here"), "{href}");
    let article = get(address, href.trim_end_matches("#here")).text();
    assert_eq!(article.matches("id=\"here\"").count(), 1, "{href}");
    let keyword = row.split('>').nth(1).and_then(|rest| rest.split('<').next()).expect("words");
    let here = article.split("id=\"here\"").nth(1).expect("the hit");
    assert!(here.split("</span>").next().expect("its words").contains(keyword), "{keyword}: {here}");
    assert!(page.contains("<tr class=\"wider\"><td colspan=\"4\"><details>"), "{page}");
    let command =
        page.split("The same on the command line: <code>").nth(1).and_then(|rest| rest.split("</code>").next());
    let command = command.expect("a command").replace("&#39;", "'");
    assert_eq!(command, "classlens kwic audit 'wage*' --sort R1 --window 15");
    let args: Vec<&str> = command.split(' ').skip(1).map(|word| word.trim_matches('\'')).collect();
    let printed = stdout(&classlens(root, &[&args[..], &["--format", "csv"]].concat()));
    assert!(printed.lines().nth(1).is_some_and(|line| line.contains(keyword)), "{keyword}: {printed}");
    let href =
        page.split("Download the lines: <a href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a file");
    let file = get(address, &href.replace("&amp;", "&"));
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"), "{href}");
    let kept = crate::support::rows(&file.text());
    assert!(kept.len() > 10 && kept[0]["keyword"] == keyword, "{href}: {:?}", kept[0]);
    let groups = get(address, "/?q=wage*&view=lines&group=outlet").text();
    assert!(groups.contains("<tr><td><a href=\"/?q=wage"), "{groups}");
}
