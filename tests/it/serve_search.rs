//! The search page and its API: saved queries, copies folded, words for what is not found.

use std::net::SocketAddr;

use classlens::serve::{Access, Role};

use crate::server::{Answer, ask, audited, encoded, get, options, start};
use crate::support::{classlens, stdout, write};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// Two articles, served to this role.
fn small(role: Role) -> (tempfile::TempDir, SocketAddr) {
    let root = audited(concat!(
        r#"{"id": "a", "outlet": "One", "title": "On pay", "body": "A cashier earns the minimum wage."}"#,
        "\n",
        r#"{"id": "b", "outlet": "Two", "title": "On strike", "body": "Nurses walk out over staffing."}"#,
    ));
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
        ("tips", "", 400, "ask for something first"),
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
    assert_eq!(get(address, "/api/v1/search?q=saved%3Aa").status, 500);
    let page = get(address, "/?q=wage");
    assert!(page.status == 200 && page.text().contains("cannot be read"), "{}", page.text());
    assert!(!page.text().contains("queries.json"), "the reader is told no path");
    assert_eq!(save(address, &[], "tips", "tips").status, 500);
    assert_eq!(std::fs::read_to_string(queries.join("queries.json")).expect("it is there"), "{");
}
