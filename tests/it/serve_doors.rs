//! The doors of the server: what all requests of one token give away together, tokens that are tried, proxies, connections.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use classlens::serve::{Access, Clients, Role, ServeOptions};

use crate::support::server::{Answer, answer, ask, connect, encoded, get, options, sample, settled, start};
use crate::support::{audited_lines, classlens, stderr, write};

const TOKENS: &str = r#"
[[token]]
name = "desk"
token = "full-0123456789-0123456789"
role = "full"
[[token]]
name = "library"
token = "snip-0123456789-0123456789"
role = "snippet"
characters = 300
[[token]]
name = "catalogue"
token = "meta-0123456789-0123456789"
role = "metadata"
[[token]]
name = "ann"
token = "code-0123456789-0123456789"
role = "coder"
"#;

const SNIPPET: &str = "snip-0123456789-0123456789";
const METADATA: &str = "meta-0123456789-0123456789";
const FULL: &str = "full-0123456789-0123456789";

/// A long article of words that all are different, and six that share a phrase.
fn articles() -> (String, String) {
    let word = |n: u32| {
        let letter = char::from(b'a' + u8::try_from(n % 26).expect("a letter"));
        format!("vex{}{letter}{} ", n / 26, if n % 12 == 11 { "." } else { "" })
    };
    let body = (0..1200).map(word).collect::<Vec<_>>().concat();
    let body = format!("The cashier earns the minimum wage. {body}");
    let mut lines = vec![
        serde_json::json!({"id": "s-1", "outlet": "One", "date": "2014-02-03", "title": "On pay", "body": body})
            .to_string(),
    ];
    for n in 0..6 {
        let text = format!("Nurse number {n} works for the minimum wage at night. She has no choice of hours.");
        let line = serde_json::json!({"id": format!("o-{n}"), "outlet": "Two", "date": "2014-02-04", "title": format!("Night {n}"), "body": text});
        lines.push(line.to_string());
    }
    (lines.join("\n"), body)
}

fn guarded(clients: Clients) -> (tempfile::TempDir, SocketAddr, String) {
    let (lines, body) = articles();
    let root = audited_lines(&lines, &[]);
    let tokens = write(root.path(), "tokens.toml", TOKENS);
    let access = Access::from_file(&tokens).expect("a sound file");
    let address = start(&root.path().join("audit"), ServeOptions { clients, ..options(access) });
    (root, address, body)
}

fn as_reader(address: SocketAddr, token: &str, target: &str) -> Answer {
    settled(address, target, &[("Authorization", &format!("Bearer {token}"))])
}

/// The words of the long article that are in an answer, apart from those that were asked for.
fn words_in(text: &str, asked: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| w.starts_with("vex") && w.len() > 4 && !asked.contains(*w)).map(str::to_owned).collect()
}

#[test]
fn no_mix_of_routes_gives_a_snippet_reader_more_than_the_budget() {
    let (_root, address, body) = guarded(Clients::Direct);
    let mut seen = BTreeSet::new();
    for n in (0..1200).step_by(9) {
        let word = format!("vex{}{}", n / 26, char::from(b'a' + (n % 26) as u8));
        for target in [
            format!("/api/v1/kwic?q={word}&window=20"),
            format!("/api/v1/search?q={word}"),
            format!("/?q={word}&view=lines&window=30"),
            format!("/?q={word}"),
            format!("/api/v1/export?q={word}&fields=id,snippet"),
            format!("/article?id=s-1&q={word}"),
        ] {
            let found = as_reader(address, SNIPPET, &target);
            assert!(matches!(found.status, 200 | 403), "{target}: {}", found.text());
            seen.extend(words_in(&found.text(), &word));
        }
    }
    seen.extend(words_in(&as_reader(address, SNIPPET, "/api/v1/articles/s-1").text(), ""));
    let n: usize = seen.iter().map(|word| word.chars().count() + 1).sum();
    let most = 300 + body.chars().count() / 40;
    assert!(n <= most, "{n} characters of {most}");
    assert!(n > 150, "something is seen: {n}");
    let other = as_reader(address, FULL, "/api/v1/articles/s-1").json();
    assert_eq!(other["body"].as_str().map(str::trim), Some(body.trim()));
}

#[test]
fn no_query_spells_a_text_for_those_who_may_not_read_it() {
    let (_root, address, _) = guarded(Clients::Direct);
    for query in [
        "\"vex0a vex0b\" THEN/1 /vex0c.*/ id:s-1",
        "\"vex0a vex0b\" id:s-1",
        "vex0a THEN/1 vex0* id:s-1",
        "vex0a id:s-1",
    ] {
        let q = encoded(query);
        for target in [
            format!("/api/v1/search?q={q}"),
            format!("/api/v1/facets?q={q}"),
            format!("/api/v1/aggregate?q={q}"),
            format!("/api/v1/aggregate?q=wage&of={q}"),
            format!("/api/v1/trend?q={q}"),
            format!("/api/v1/summary?q={q}"),
            format!("/api/v1/differences?compare={q}"),
            format!("/api/v1/kwic?q={q}"),
            format!("/api/v1/export?q={q}&fields=id"),
            format!("/dashboard?q={q}"),
        ] {
            for token in [METADATA, SNIPPET] {
                assert_eq!(as_reader(address, token, &target).status, 403, "{token} {target}");
            }
        }
        assert_eq!(as_reader(address, FULL, &format!("/api/v1/search?q={q}")).json()["n_found"], 1, "{query}");
    }
    // Without the id, words in a row are in too few articles, whether they are in one or in none.
    for query in ["\"vex0a vex0b\"", "\"vex0a vex0z\"", "\"vex0a vex0b\" OR night", "\"vex0a vex0b\" outlet:One"] {
        let found = as_reader(address, SNIPPET, &format!("/api/v1/search?q={}", encoded(query)));
        assert!(found.status == 403 && found.text().contains("fewer than 5 articles"), "{query}: {}", found.text());
    }
    let common = as_reader(address, SNIPPET, "/api/v1/search?q=%22minimum+wage%22");
    assert_eq!(common.json()["n_found"], 7);
    assert_eq!(as_reader(address, METADATA, "/api/v1/search?q=minimum+wage").json()["n_found"], 7);
    assert_eq!(as_reader(address, METADATA, "/api/v1/search?q=%22minimum+wage%22").status, 403);
    let page = as_reader(address, METADATA, "/?q=%22minimum+wage%22");
    assert!(page.status == 403 && page.text().contains("your role asks for single words"), "{}", page.text());
}

#[test]
fn a_chain_of_phrases_ends_with_those_of_the_day() {
    let shared = (0..140).map(|n| format!("kel{n}")).collect::<Vec<_>>().join(" ") + " ";
    let line = |n: u32| {
        let body = format!("The cashier earns the minimum wage at night. {shared}");
        serde_json::json!({"id": format!("c-{n}"), "outlet": "One", "title": format!("Title{n}"), "body": body})
            .to_string()
    };
    let root = audited_lines(&(0..7).map(line).collect::<Vec<_>>().join("\n"), &[]);
    let access = Access::from_file(&write(root.path(), "tokens.toml", TOKENS)).expect("a sound file");
    let address = start(&root.path().join("audit"), options(access));
    let phrase = |n: usize| format!("\"kel{n} kel{}\"", n + 1);
    let targets = |n: usize| {
        let (all, but_one) = (encoded(&phrase(n)), encoded(&format!("{} NOT title:title3", phrase(n))));
        [
            format!("/api/v1/search?q={all}"),
            format!("/api/v1/facets?q={but_one}"),
            format!("/api/v1/search?q=cashier&f={all}"),
            format!("/compare?e={all}&replicates=100"),
            format!("/?q={but_one}"),
        ]
    };
    let mut spelled = 0;
    for n in 0..80 {
        let statuses = targets(n).map(|target| as_reader(address, SNIPPET, &target).status);
        assert!(statuses.iter().all(|status| *status == statuses[0]), "{n}: {statuses:?}");
        assert_eq!(statuses[0], if n < 60 { 200 } else { 429 }, "phrase {n}");
        spelled += usize::from(statuses[0] == 200);
    }
    assert_eq!(spelled, 60);
    let refused = as_reader(address, SNIPPET, &format!("/api/v1/search?q={}", encoded(&phrase(100))));
    assert!(refused.text().contains("ask for single words") && refused.header("retry-after").is_some());
    for (token, query) in [
        (SNIPPET, "\"minimum wage\""),
        (SNIPPET, "kel100 kel101"),
        (SNIPPET, "title:title3"),
        (SNIPPET, "\"kel3 kel4\""),
        (FULL, "\"kel100 kel101\""),
    ] {
        let found = as_reader(address, token, &format!("/api/v1/search?q={}", encoded(query)));
        assert_eq!(found.status, 200, "{query}: {}", found.text());
    }
}

#[test]
fn tabs_that_a_role_may_not_use_do_not_show() {
    let (_root, address, _) = guarded(Clients::Direct);
    for (token, lines) in [(METADATA, false), (SNIPPET, true), (FULL, true)] {
        let page = as_reader(address, token, "/?q=wage").text();
        assert_eq!(page.contains(">Concordance</a>"), lines, "{token}");
        assert!(!page.contains("href=\"/coding\""), "{token}");
    }
}

#[test]
fn wrong_tokens_are_slowed_and_those_let_in_before_are_not() {
    let (_root, address, _) = guarded(Clients::Direct);
    assert_eq!(as_reader(address, FULL, "/about").status, 200);
    let wrong = |n: usize| {
        let token = format!("Bearer wrong-0123456789-{n:09}");
        ask(address, "GET", "/api/v1/search?q=wage", &[("Authorization", &token)], b"")
    };
    let statuses: Vec<u16> = (0..200).map(|n| wrong(n).status).collect();
    let n_looked_at = statuses.iter().filter(|status| **status == 401).count();
    assert!((30..60).contains(&n_looked_at), "{n_looked_at} of 200 tokens were looked at");
    let slowed = wrong(999);
    assert!(slowed.status == 429 && slowed.header("retry-after").is_some(), "{}", slowed.head);
    assert_eq!(as_reader(address, FULL, "/about").status, 200, "a reader at the same address goes on");
    assert_eq!(as_reader(address, SNIPPET, "/about").status, 429, "a new token is not looked at");
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let entered = ask(address, "POST", "/login", &form, format!("token={SNIPPET}&to=/").as_bytes());
    assert_eq!(entered.status, 429, "nor by the form");
}

#[test]
fn a_proxy_on_this_machine_says_who_asks_and_nobody_else_does() {
    let (root, address, _) = guarded(Clients::BehindProxy);
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let https = ("X-Forwarded-Proto", "https");
    let body = format!("token={FULL}&to=/");
    let cookie = |headers: &[(&str, &str)], address: SocketAddr| {
        let entered = ask(address, "POST", "/login", headers, body.as_bytes());
        entered.header("set-cookie").expect("a cookie").to_owned()
    };
    assert!(cookie(&[form, https], address).contains("SameSite=Lax; Secure;"));
    assert!(!cookie(&[form], address).contains("Secure"));
    // Wrong tokens of one client of the proxy do not slow another.
    for n in 0..60 {
        let token = format!("Bearer wrong-0123456789-{n:09}");
        // What a client says of itself precedes what the proxy appends.
        let from = format!("198.51.100.{n}, 203.0.113.9");
        ask(address, "GET", "/about", &[("Authorization", &token), ("X-Forwarded-For", &from)], b"");
    }
    let token = format!("Bearer {SNIPPET}");
    let status =
        |from: &str| ask(address, "GET", "/about", &[("Authorization", &token), ("X-Forwarded-For", from)], b"").status;
    assert_eq!((status("203.0.113.9"), status("203.0.113.10")), (429, 200));
    let (_root, direct, _) = guarded(Clients::Direct);
    assert!(!cookie(&[form, https], direct).contains("Secure"), "without a proxy the header says nothing");
    let refused = classlens(root.path(), &["serve", "audit", "--address", "127.0.0.1:0", "--behind-proxy"]);
    let message = stderr(&refused);
    assert!(refused.status.code() == Some(2) && message.contains("with a proxy everybody comes from"), "{message}");
}

#[test]
fn half_open_connections_of_one_address_do_not_stop_another() {
    let (root, _) = sample();
    let address = start(&root.join("audit"), options(Access::open(Role::Full)));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let held = runtime.block_on(async {
        let mut held = Vec::new();
        for _ in 0..256 {
            let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
            socket.bind(SocketAddr::from(([127, 0, 0, 2], 0))).expect("another address of this machine");
            let stream = socket.connect(address).await.expect("a connection");
            let stream = stream.into_std().expect("a stream");
            stream.set_nonblocking(false).expect("a blocking stream");
            held.push(stream);
        }
        held
    });
    for mut stream in &held {
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nX-Slow: ");
    }
    let started = Instant::now();
    for _ in 0..3 {
        assert_eq!(get(address, "/about").status, 200);
    }
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let mut other = connect(address);
    other
        .write_all(format!("GET /about HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())
        .expect("sent");
    assert_eq!(answer(&mut other).status, 200);
    drop(held);
}

#[test]
fn no_cell_of_a_download_is_a_formula() {
    let line = serde_json::json!({
        "id": "=cmd|x", "outlet": "-2+3+cmd|' /C calc'!A0", "section": "+1-2", "title": "@SUM(1+1)",
        "body": "A cashier earns the minimum wage at night. She has two jobs.",
    });
    let root = audited_lines(&line.to_string(), &[]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    for target in ["/api/v1/export?q=cashier&fields=id,outlet,section,title", "/api/v1/kwic?q=cashier&format=csv"] {
        let file = get(address, target).text();
        let rows = crate::support::rows(&file);
        assert_eq!(rows[0]["id"], "'=cmd|x", "{file}");
        assert_eq!(rows[0]["outlet"], "'-2+3+cmd|' /C calc'!A0", "{file}");
    }
}

#[test]
fn a_metadata_reader_asks_no_words_of_the_few_articles_that_the_rest_picks_out() {
    let (_root, address, _) = guarded(Clients::Direct);
    let status = |q: &str| as_reader(address, METADATA, &format!("/api/v1/search?q={}", encoded(q))).status;
    for refused in [
        "outlet:One vex0a",
        "date:2014-02-03 vex*",
        "title:pay NOT vex0a",
        "title:pay (vex0a OR strike)",
        "vex0a vex0b",
        "outlet:Two OR (title:pay vex0a)",
    ] {
        assert_eq!(status(refused), 403, "{refused}");
    }
    for asked in ["wage", "outlet:Two wage", "minimum wage", "title:pay outlet:One", "date:2014-02-04 nurse*"] {
        assert_eq!(status(asked), 200, "{asked}");
    }
    let filtered = format!("/api/v1/search?q=vex0a&f={}", encoded("outlet:One"));
    assert_eq!(as_reader(address, METADATA, &filtered).status, 403);
    assert_eq!(as_reader(address, FULL, &filtered).status, 200);
}
