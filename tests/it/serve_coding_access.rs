//! Coding under attack: roles, names, other sites, markup, paths, plans that do not fit.

use std::net::SocketAddr;
use std::path::Path;

use classlens::serve::Access;

use crate::support::server::{Answer, ask, encoded, get};
use crate::support::sheets::{COMPLETE, FORM, code, lines, open, planned, seen, send, served, target};
use crate::support::{audited_lines, classlens, stderr, write};

const TOKENS: [(&str, &str); 6] = [
    ("ann", "coder"),
    ("ben", "coder"),
    ("lead", "coder"),
    ("desk", "full"),
    ("library", "snippet"),
    ("catalogue", "metadata"),
];

fn secret(name: &str) -> String {
    format!("{name}-0123456789-0123456789")
}

fn guarded(root: &Path) -> SocketAddr {
    let token = |(name, role): &(&str, &str)| {
        format!("[[token]]\nname = \"{name}\"\ntoken = \"{}\"\nrole = \"{role}\"\n", secret(name))
    };
    let tokens = write(root, "tokens.toml", TOKENS.iter().map(token).collect::<String>());
    served(root, Access::from_file(&tokens).expect("a sound file"))
}

fn as_reader(address: SocketAddr, name: &str, method: &str, target: &str, body: &str) -> Answer {
    let bearer = format!("Bearer {}", secret(name));
    ask(address, method, target, &[FORM, ("Authorization", &bearer)], body.as_bytes())
}

#[test]
fn only_coders_come_in_and_each_under_the_own_name() {
    let root = planned();
    let address = guarded(root.path());
    let sheet = target("ann", 1);
    let agreement = "/coding/agreement?plan=coding";
    for name in ["desk", "library", "catalogue"] {
        for (method, target) in [("GET", "/coding"), ("GET", &sheet), ("GET", agreement), ("POST", &sheet)] {
            let found = as_reader(address, name, method, target, COMPLETE);
            assert_eq!(found.status, 403, "{name} {method} {target}: {}", found.text());
            assert!(found.text().contains("readers with the role `coder`"), "{}", found.text());
        }
    }
    for target in ["/coding", &sheet, agreement] {
        assert_eq!(get(address, target).status, 303, "without a token the door is shown");
    }
    assert_eq!(ask(address, "POST", &sheet, &[FORM], COMPLETE.as_bytes()).status, 401);
    for (name, method) in [("ben", "GET"), ("ben", "POST"), ("lead", "GET"), ("lead", "POST")] {
        let found = as_reader(address, name, method, &sheet, COMPLETE);
        assert_eq!(found.status, 403, "{name} {method}: {}", found.text());
    }
    assert!(lines(root.path(), "ann").is_empty(), "nothing was written");
    let list = as_reader(address, "ann", "GET", "/coding", "").text();
    assert!(list.contains("coder=ann") && !list.contains("coder=ben"), "{list}");
    assert_eq!(as_reader(address, "ann", "GET", &sheet, "").status, 200);
}

#[test]
fn nobody_who_still_codes_sees_the_codes_of_others() {
    let root = planned();
    let address = guarded(root.path());
    let page = |name: &str| as_reader(address, name, "GET", "/coding/agreement?plan=coding", "").text();
    let code = |name: &str, n: usize| {
        let form = as_reader(address, name, "GET", &target(name, n), "").text();
        let body = format!("seen={}&{COMPLETE}&note=secret+of+{name}", seen(&form));
        assert_eq!(as_reader(address, name, "POST", &target(name, n), &body).status, 303);
    };
    (1..=9).for_each(|n| code("ben", n));
    let own = page("ann");
    assert!(own.contains("ann still has to code 6 of the 6 shared") && own.contains("9 of 9 articles"), "{own}");
    (1..=8).for_each(|n| code("ann", n));
    assert!(page("ann").contains("Your own sheet has 1 of 9 articles to code."), "{}", page("ann"));
    for page in [page("ann"), as_reader(address, "ann", "GET", "/coding", "").text()] {
        assert!(!page.contains("secret of ben") && !page.contains("<table class=\"alphas\""), "{page}");
    }
    let interim = page("lead");
    assert!(interim.contains("of 6 shared articles are coded by") && interim.contains("class=\"alphas\""), "{interim}");
    code("ann", 9);
    for name in ["ann", "ben"] {
        assert!(page(name).contains("6 of 6 shared articles are coded by ann and ben"), "{}", page(name));
    }
}

#[test]
fn a_page_of_another_site_cannot_code() {
    let root = planned();
    let address = open(root.path());
    let stamp = seen(&get(address, &target("ann", 1)).text()).to_owned();
    let body = format!("seen={stamp}&{COMPLETE}");
    for foreign in
        [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example")]
    {
        let found = ask(address, "POST", &target("ann", 1), &[FORM, foreign], body.as_bytes());
        assert_eq!(found.status, 403, "{foreign:?}");
    }
    let elsewhere = [FORM, ("Host", "evil.example")];
    assert_eq!(ask(address, "POST", &target("ann", 1), &elsewhere, body.as_bytes()).status, 421);
    assert!(lines(root.path(), "ann").is_empty());
    let own = ask(address, "POST", &target("ann", 1), &[FORM, ("Sec-Fetch-Site", "same-origin")], body.as_bytes());
    assert_eq!(own.status, 303);
}

#[test]
fn nothing_a_coder_or_an_article_says_is_markup() {
    let script = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    let line = |id: usize| {
        let title = format!("A cashier {script} earns {id}");
        serde_json::json!({"id": format!("x{id}"), "title": title, "body": format!("The cashier {script} earns. {id}")})
            .to_string()
    };
    let root = audited_lines(&(0..3).map(line).collect::<Vec<_>>().join("\n"), &[]);
    let plan = [
        "gold",
        "plan",
        "audit",
        "-o",
        "coding",
        "--size",
        "3",
        "--allocation",
        "proportional",
        "--coders",
        "ann,ben",
        "--overlap",
        "1",
    ];
    assert_eq!(classlens(root.path(), &plan).status.code(), Some(0));
    let address = open(root.path());
    for (coder, attention) in [("ann", 0), ("ben", 3)] {
        for n in 1..=3 {
            let answers = COMPLETE.replace("low_wage=1", &format!("low_wage={attention}"));
            let found = code(address, coder, n, &format!("{answers}&note={}", encoded(script)));
            assert_eq!(found.status, 303, "{}", found.text());
        }
    }
    let old = get(address, &target("ann", 1)).text();
    let late = send(address, "ann", 1, &format!("seen=0&note={}", encoded(script)));
    assert_eq!(late.status, 409);
    for page in
        [get(address, "/coding/agreement?plan=coding"), get(address, "/coding"), get(address, &target("ben", 2)), late]
    {
        let text = page.text();
        assert!(!text.contains("<script>") && !text.contains("<img") && !text.contains(" style="), "{text}");
        assert!(page.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'")));
        assert_eq!(page.header("cache-control"), Some("private, no-store"));
    }
    assert!(old.contains("&#60;img src=x onerror=alert(2)&#62;"), "the remark is there as text: {old}");
}

#[test]
fn names_are_no_paths() {
    let root = planned();
    let address = open(root.path());
    let files = || walkdir::WalkDir::new(root.path()).into_iter().flatten().count();
    let before = files();
    for name in
        ["../ann", "..%2F..%2Fann", "%2Fetc%2Fpasswd", "ann%00", "ann.jsonl", "ANN", "..", "coding%2Fann", "serve.lock"]
    {
        for target in [
            format!("/coding/sheet?plan=coding&coder={name}&n=1"),
            format!("/coding/sheet?plan={name}&coder=ann&n=1"),
            format!("/coding/agreement?plan={name}"),
        ] {
            assert_eq!(get(address, &target).status, 404, "{target}");
        }
        let sent =
            ask(address, "POST", &format!("/coding/sheet?plan=coding&coder={name}&n=1"), &[FORM], COMPLETE.as_bytes());
        assert_eq!(sent.status, 404, "{name}");
    }
    assert_eq!(files(), before);
}

#[test]
fn a_plan_that_does_not_fit_is_refused_when_the_server_starts() {
    let root = planned();
    let path = root.path().join("coding/plan.json");
    let plan = std::fs::read_to_string(&path).expect("there is a plan");
    let serve = ["serve", "audit", "--coding", "coding", "--address", "127.0.0.1:0"];
    for (text, expected) in [
        (plan.replace("\"ben\"", "\"../ben\""), "`../ben` is not a valid coder name"),
        (plan.replace("\"corpus_hash\": \"", "\"corpus_hash\": \"0"), "was drawn from another corpus"),
        (plan.replace("\"ordinal\"", "\"nominal\""), "has other variables than this program"),
        (plan[..100].to_owned(), "is no plan"),
    ] {
        std::fs::write(&path, text).expect("the folder can be written");
        let refused = classlens(root.path(), &serve);
        assert_eq!(refused.status.code(), Some(2), "{expected}");
        assert!(stderr(&refused).contains(expected), "{expected}: {}", stderr(&refused));
    }
    let none = classlens(root.path(), &["serve", "audit", "--coding", "audit", "--address", "127.0.0.1:0"]);
    assert!(stderr(&none).contains("plan.json: cannot be read"), "{}", stderr(&none));
    assert!(!root.path().join("audit/serve.lock").exists());
}
