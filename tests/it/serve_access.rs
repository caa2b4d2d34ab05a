//! `classlens serve` under attack: nothing is markup, nothing is read beyond the role, nothing is unbounded.

use std::io::Write;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use classlens::serve::{Access, Role, ServeOptions};

use crate::support::audited_lines;
use crate::support::server::{Answer, answer, ask, connect, encoded, get, options, sample, settled, start};
use crate::support::write;

const SCRIPT: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

#[test]
fn nothing_an_article_or_a_reader_says_is_markup() {
    let line = serde_json::json!({
        "id": format!("x-{SCRIPT}"), "outlet": format!("Out {SCRIPT}"), "section": SCRIPT, "author": SCRIPT,
        "date": "2014-02-03", "url": "javascript:alert(3)", "title": format!("A cashier {SCRIPT} earns"),
        "body": format!("The cashier {SCRIPT} earns the minimum wage. {SCRIPT}"),
    });
    let root = audited_lines(&line.to_string(), &[]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Coder)));
    let id = get(address, "/api/v1/search?q=cashier").json()["articles"][0]["id"].as_str().expect("an id").to_owned();
    let (q, id) = (encoded(SCRIPT), encoded(&id));
    for target in [
        "/".to_owned(),
        "/?q=cashier".to_owned(),
        "/?q=cashier&view=lines".to_owned(),
        "/?q=cashier&view=lines&group=outlet".to_owned(),
        format!("/?q=%22{q}"),
        format!("/?q=cashier&f={q}"),
        format!("/article?id={id}&q=cashier"),
        format!("/article?id={q}"),
        format!("/dashboard?q=cashier&q2={q}"),
        format!("/lexicon?q={q}"),
        format!("/lexicon/entry?id={q}"),
        format!("/{q}"),
        format!("/login?to={q}"),
    ] {
        let found = get(address, &target);
        assert_is_no_markup(&found, &target);
        assert!(found.header("content-security-policy").is_some_and(|p| p.contains("default-src 'none'")), "{target}");
    }
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    assert_is_no_markup(
        &ask(address, "POST", "/draft", &form, format!("title={q}&text={q}+cashier").as_bytes()),
        "/draft",
    );
    let article = get(address, &format!("/article?id={id}")).text();
    assert!(!article.contains("href=\"javascript:"), "{article}");
    for target in [format!("/api/v1/search?q={q}"), format!("/api/v1/articles/{id}")] {
        let found = get(address, &target);
        assert!(found.header("content-type").is_some_and(|k| k.contains("json")), "{target}");
        assert_eq!(found.header("x-content-type-options"), Some("nosniff"), "{target}");
    }
}

#[track_caller]
fn assert_is_no_markup(found: &Answer, target: &str) {
    let text = found.text();
    assert!((200..500).contains(&found.status), "{target}: {}", found.status);
    assert!(
        !text.contains("<script>") && !text.contains("<img") && !text.contains("onerror=alert(2)>"),
        "{target}: {text}"
    );
    let script = "<script src=\"/assets/script.js\" defer>";
    assert_eq!(text.matches("<script").count(), text.matches(script).count(), "{target}");
    assert!(!text.contains(" style=") && !text.contains("<style"), "{target}: the policy forbids style in a page");
}

#[test]
fn ids_and_names_are_no_paths() {
    let (_, address) = sample();
    for up in [
        "../manifest.json",
        "../../manifest.json",
        "..%2F..%2FCargo.toml",
        "..%5c..%5cCargo.toml",
        "%2Fetc%2Fpasswd",
        "%00",
    ] {
        for target in [
            format!("/assets/{up}"),
            format!("/article?id={up}"),
            format!("/api/v1/articles/{up}"),
            format!("/api/v1/lexicon/{up}/hits"),
            format!("/lexicon/entry?id={up}"),
        ] {
            let found = get(address, &target);
            assert!(found.status == 404 || found.status == 400, "{target}: {} {}", found.status, found.text());
            assert!(!found.text().contains("corpus_hash") && !found.text().contains("root:"), "{target}");
        }
    }
}

#[test]
fn odd_queries_are_answered() {
    let (_, address) = sample();
    let deep = "(".repeat(500);
    let not = "NOT ".repeat(400);
    let long = "a ".repeat(99);
    for query in [
        "\u{0}",
        "\u{fdd0}",
        "*",
        "//",
        "/(a*)*b/",
        "id:*",
        "date:9999",
        "=",
        "@",
        "a~2 b~2",
        "n_tokens:>1e308",
        &deep,
        &not,
        &long,
    ] {
        for path in [
            "/?q=",
            "/api/v1/search?q=",
            "/api/v1/facets?q=",
            "/api/v1/kwic?q=",
            "/api/v1/aggregate?q=",
            "/api/v1/export?q=",
            "/dashboard?replicates=100&q=",
        ] {
            let found = settled(address, &format!("{path}{}", encoded(query)), &[]);
            assert!((200..500).contains(&found.status), "{path} {query}: {} {}", found.status, found.text());
        }
    }
}

#[test]
fn a_range_without_ends_finds_any_value_on_every_route() {
    let (_, address) = sample();
    for (open, any) in
        [("date:..", "date:*"), ("n_tokens:>=-1", "n_tokens:*"), ("score_low_wage:..", "score_low_wage:*")]
    {
        for asked in ["q=wage&f=", "q=wage+"] {
            let n = |query: &str| {
                get(address, &format!("/api/v1/search?{asked}{}", encoded(query))).json()["n_found"].clone()
            };
            assert!(n(any).as_u64() > Some(0), "{any} {asked}");
            assert_eq!(n(open), n(any), "{open} {asked}");
            for path in ["/", "/api/v1/facets", "/api/v1/kwic", "/api/v1/aggregate", "/api/v1/export"] {
                let found = get(address, &format!("{path}?{asked}{}", encoded(open)));
                assert_eq!(found.status, 200, "{path} {asked} {open}: {}", found.text());
            }
        }
    }
    assert_eq!(settled(address, "/dashboard?q=strike*+date%3A..", &[]).status, 200);
}

#[test]
fn large_requests_are_refused_before_they_are_read() {
    let (_, address) = sample();
    let long = format!("/?q={}", "a".repeat(10 << 20));
    let found = get(address, &long);
    assert!(matches!(found.status, 0 | 400 | 414 | 431), "{}", found.status);
    for many in ["a".repeat(3000), "a+".repeat(900), "(a+OR+b)+".repeat(60), "a*+NEAR%2F5+".repeat(120) + "b"] {
        assert_eq!(get(address, &format!("/api/v1/search?q={many}")).status, 400);
    }
    assert_eq!(get(address, &format!("/api/v1/search?q={}", "a".repeat(20_000))).status, 414);
    let started = Instant::now();
    let mut stream = connect(address);
    let head = format!(
        "POST /draft HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1073741824\r\n\r\ntext="
    );
    stream.write_all(head.as_bytes()).expect("a head is taken");
    assert_eq!(answer(&mut stream).status, 413);
    assert!(started.elapsed() < Duration::from_secs(10), "it is refused by its head");
}

#[test]
fn a_body_without_a_length_is_cut_off() {
    let (_, address) = sample();
    let mut stream = connect(address);
    let head = format!(
        "POST /api/v1/draft HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("a head is taken");
    let piece = [b"10000\r\n".as_slice(), &vec![b'a'; 0x10000], b"\r\n"].concat();
    // 1 GiB in pieces of 64 KiB; the server closes long before.
    let sent = (0..16_384).take_while(|_| stream.write_all(&piece).is_ok()).count();
    assert!(sent < 500, "{sent} pieces were taken");
}

#[test]
fn slow_clients_are_cut_off_and_nobody_waits_for_them() {
    let (root, _) = sample();
    let request_timeout = Duration::from_millis(700);
    let address = start(&root.join("audit"), ServeOptions { request_timeout, ..options(Access::open(Role::Full)) });
    let started = Instant::now();
    let mut slow: Vec<_> = (0..50).map(|_| connect(address)).collect();
    slow.iter_mut()
        .for_each(|s| s.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ").expect("bytes are taken"));
    assert_eq!(get(address, "/about").status, 200);
    let mut drip = connect(address);
    let dripped = (0..100).take_while(|_| {
        std::thread::sleep(Duration::from_millis(50));
        drip.write_all(b"G").is_ok()
    });
    assert!(dripped.count() < 100, "a request that drips in is cut off");
    assert!(slow.iter_mut().all(|s| answer(s).status != 200));
    assert!(started.elapsed() < Duration::from_secs(30));
}

const TOKENS: &str = r#"
[[token]]
name = "desk"
token = "full-0123456789-0123456789"
role = "full"
[[token]]
name = "library"
token = "snip-0123456789-0123456789"
role = "snippet"
characters = 60
[[token]]
name = "catalogue"
token = "meta-0123456789-0123456789"
role = "metadata"
"#;

/// One article whose words all are different, so that any piece of it can be recognised.
fn secret() -> (String, String) {
    let words = (0..300).map(|n| format!("vex{}{} ", n / 26, char::from(b'a' + (n % 26) as u8)));
    let body = format!(
        "“We vexone vextwo,” said Vexname Vexsurname, 41, a cashier who vexearned $11.37 an hour. The cashier {}earns the minimum wage. {}",
        words.clone().take(40).collect::<String>(),
        words.skip(40).collect::<String>()
    );
    let line = serde_json::json!({"id": "s-1", "outlet": "One", "date": "2014-02-03", "title": "On pay", "body": body});
    (line.to_string(), body)
}

fn guarded() -> (tempfile::TempDir, SocketAddr, String) {
    let (line, body) = secret();
    let root = audited_lines(&line, &[]);
    let tokens = write(root.path(), "tokens.toml", TOKENS);
    let access = Access::from_file(&tokens).expect("a sound file");
    let address = start(&root.path().join("audit"), options(access));
    (root, address, body)
}

fn as_reader(address: SocketAddr, token: &str, target: &str) -> Answer {
    settled(address, target, &[("Authorization", &format!("Bearer {token}"))])
}

#[test]
fn without_a_known_token_nothing_is_told() {
    let (_root, address, _) = guarded();
    for headers in [
        vec![],
        vec![("Authorization", "Bearer wrong-0123456789-012345678")],
        vec![("Authorization", "Bearer ")],
        vec![("Authorization", "Basic full-0123456789-0123456789")],
        vec![("Cookie", "classlens_token=wrong")],
    ] {
        for target in ["/api/v1/search?q=wage", "/api/v1/openapi.json", "/api/v1/articles/s-1", "/api/v1/export"] {
            let found = ask(address, "GET", target, &headers, b"");
            assert_eq!((found.status, found.header("www-authenticate")), (401, Some("Bearer")), "{target} {headers:?}");
        }
        for target in ["/", "/article?id=s-1", "/lexicon", "/about", "/nothing"] {
            let found = ask(address, "GET", target, &headers, b"");
            assert_eq!(found.status, 303, "{target} {headers:?}");
            assert!(found.header("location").is_some_and(|l| l.starts_with("/login?to=")), "{target}");
        }
    }
}

#[test]
fn a_token_opens_the_pages_and_the_door_keeps_it_safe() {
    let (_root, address, _) = guarded();
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let wrong = ask(address, "POST", "/login", &form, b"token=wrong&to=/");
    assert!(wrong.status == 403 && wrong.header("set-cookie").is_none(), "{}", wrong.head);
    let entered = ask(address, "POST", "/login", &form, b"token=full-0123456789-0123456789&to=//evil.example");
    assert_eq!((entered.status, entered.header("location")), (303, Some("/")));
    let cookie = entered.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
    let pair = cookie.split(';').next().expect("a pair").to_owned();
    assert_eq!(ask(address, "GET", "/article?id=s-1", &[("Cookie", &pair)], b"").status, 200);
}

/// The longest piece of `secret` that is in `text`, in characters.
fn longest_piece(text: &str, secret: &str) -> usize {
    let secret: Vec<char> = secret.chars().collect();
    let mut longest = 0;
    for start in 0..secret.len() {
        while start + longest < secret.len() {
            let piece: String = secret[start..=start + longest].iter().collect();
            if !text.contains(&piece) {
                break;
            }
            longest += 1;
        }
    }
    longest
}

/// The text of a page without its markup.
fn without_markup(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

/// Every way to ask for the text of the article.
const ROUTES: [&str; 26] = [
    "/",
    "/?q=vex*",
    "/?q=vex*&view=lines&window=100",
    "/?q=vex*&view=lines&window=sentence",
    "/?q=vex*&view=lines&group=left",
    "/?q=vex*&view=lines&group=R1",
    "/?q=vex*&view=lines&group=keyword",
    "/?q=%40quoted&view=lines",
    "/?q=vex*+zorblatt&fold=copies",
    "/api/v1/kwic?q=%40quoted.low_wage&window=100&fold=copies",
    "/article?id=s-1&q=vex*",
    "/lexicon/entry?id=low_wage.pay.minimum-wage",
    "/dashboard?q=vex*",
    "/dashboard/table?q=vex*&section=volume",
    "/api/v1/search?q=vex*",
    "/api/v1/kwic?q=vex*&window=100&limit=1000",
    "/api/v1/kwic?q=vex*&window=sentence&limit=1000",
    "/api/v1/kwic?q=cashier&window=100&group=right",
    "/api/v1/kwic?q=vex*&group=keyword",
    "/api/v1/kwic?q=cashier&group=R1,R2,R3,R4",
    "/api/v1/articles/s-1",
    "/api/v1/lexicon/low_wage.pay.minimum-wage/hits",
    "/api/v1/export?q=vex*",
    "/api/v1/export?q=vex*&fields=id,body",
    "/api/v1/export?q=vex*&fields=id,snippet&format=jsonl",
    "/api/v1/facets?q=vex*&field=id",
];

#[test]
fn no_route_gives_a_snippet_reader_more_than_the_characters() {
    let (_root, address, body) = guarded();
    let mut seen = 0;
    for target in ROUTES {
        let found = as_reader(address, "snip-0123456789-0123456789", target);
        assert!(matches!(found.status, 200 | 403 | 404), "{target}: {}", found.status);
        let text = without_markup(&found.text());
        let n_words =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with("vex") && w.len() > 4).count();
        assert!(longest_piece(&text, &body) <= 60 && n_words <= 12, "{target}: {n_words} words: {text}");
        seen += usize::from(found.status == 200 && longest_piece(&text, &body) > 20);
    }
    assert!(seen >= 5, "a snippet reader sees snippets: {seen}");
}

#[test]
fn no_route_gives_a_metadata_reader_any_text() {
    let (_root, address, body) = guarded();
    for target in ROUTES {
        let found = as_reader(address, "meta-0123456789-0123456789", target);
        assert!(matches!(found.status, 200 | 403 | 404), "{target}: {}", found.status);
        let text = without_markup(&found.text());
        assert!(longest_piece(&text, &body) < 20, "{target}: {text}");
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with("vex") && w.len() > 4);
        assert_eq!(words.count(), 0, "{target}: {text}");
    }
}

#[test]
fn the_margin_tells_figures_to_all_and_words_to_those_who_see_them() {
    let (_root, address, _) = guarded();
    let reading = |token: &str| as_reader(address, token, "/api/v1/articles/s-1").json()["reading"].clone();
    let full = reading("full-0123456789-0123456789");
    assert_eq!(
        (&full["pay"][0]["words"], &full["persons"][0]["name"]),
        (&"$11.37 an hour".into(), &"Vexname Vexsurname".into())
    );
    for token in ["snip-0123456789-0123456789", "meta-0123456789-0123456789"] {
        let limited = reading(token);
        assert_eq!(limited["pay"][0]["hourly"], 11.37);
        for place in [&limited["pay"][0]["words"], &limited["persons"][0]["name"], &limited["persons"][0]["words"]] {
            assert!(place.is_null(), "{limited}");
        }
        let hits = limited["evidence"].as_array().expect("hits");
        assert!(!hits.is_empty() && hits.iter().all(|hit| hit["entry"] == ""), "an entry names its words: {limited}");
        for readings in [&limited["sentences"], &limited["article_words"]] {
            let mut signs = readings.as_array().into_iter().flatten().map(|of| of["signs"].as_array().expect("a list"));
            assert!(signs.all(Vec::is_empty), "a weight names its word: {limited}");
        }
        let page = as_reader(address, token, "/article?id=s-1").text();
        let margin = page.split("<aside class=\"margin\"").nth(1).expect("a margin");
        assert!(margin.contains("USD 11.37") && !margin.to_lowercase().contains("vex"), "{margin}");
    }
}

#[test]
fn a_full_reader_sees_the_text() {
    let (_root, address, body) = guarded();
    let found = as_reader(address, "full-0123456789-0123456789", "/api/v1/articles/s-1").json();
    assert_eq!(found["body"], body);
    let exported = as_reader(address, "full-0123456789-0123456789", "/api/v1/export?fields=body&format=jsonl").text();
    assert!(exported.contains("vex0a vex0b"), "{exported}");
}

#[test]
fn a_page_of_another_name_or_site_is_not_answered() {
    let (_, address) = sample();
    for (host, status) in
        [("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost:80", 200), ("[::1]:80", 200)]
    {
        assert_eq!(ask(address, "GET", "/about", &[("Host", host)], b"").status, status, "{host}");
    }
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    for foreign in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")] {
        assert_eq!(ask(address, "POST", "/draft", &[form, foreign], b"text=a+cashier").status, 403, "{foreign:?}");
    }
    assert_eq!(
        ask(address, "POST", "/draft", &[form, ("Sec-Fetch-Site", "same-origin")], b"text=a+cashier").status,
        200
    );
}
