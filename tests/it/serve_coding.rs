//! Coding in the browser: blind, kept at once, read by `gold score`, and apart from other coders.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use classlens::lexicon::Lexicon;
use classlens::serve::{Access, OpenAudit, Role};
use serde_json::Value;

use crate::server::{Answer, ask, audited, encoded, get, options, start_open};
use crate::support::{classlens, folder, rows, stderr, stdout, write};

const GOLD: &str = include_str!("../../corpus/gold.jsonl");
const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const COMPLETE: &str = "attention_professional=0&attention_middle=2&attention_low_wage=1&headline_scope=none";

/// An audit of the sample corpus with 12 articles for ann and ben, six of them for both.
fn planned() -> tempfile::TempDir {
    let root = folder();
    for args in [
        &["audit", "--quiet"][..],
        &[
            "gold",
            "plan",
            "audit",
            "-o",
            "coding",
            "--size",
            "12",
            "--coders",
            "ann,ben",
            "--overlap",
            "0.5",
            "--seed",
            "5",
        ],
    ] {
        let output = classlens(root.path(), args);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    root
}

fn served(root: &Path, access: Access) -> SocketAddr {
    let audit = OpenAudit::open(&root.join("audit"), Lexicon::embedded()).expect("the audit opens");
    start_open(audit.with_plans(&[root.join("coding")]).expect("the plan is of this audit"), options(access))
}

fn open(root: &Path) -> SocketAddr {
    served(root, Access::open(Role::Coder))
}

/// The articles of a coder in the order of the sheet, as the CSV sheet has them.
fn articles(root: &Path, coder: &str) -> Vec<std::collections::HashMap<String, String>> {
    rows(&std::fs::read_to_string(root.join(format!("coding/{coder}.csv"))).expect("there is a sheet"))
}

fn target(coder: &str, n: usize) -> String {
    format!("/coding/sheet?plan=coding&coder={coder}&n={n}")
}

fn seen(page: &str) -> &str {
    page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the form has a stamp")
}

/// Opens an article and sends answers for it.
#[track_caller]
fn code(address: SocketAddr, coder: &str, n: usize, answers: &str) -> Answer {
    let page = get(address, &target(coder, n)).text();
    send(address, coder, n, &format!("seen={}&{answers}", seen(&page)))
}

fn send(address: SocketAddr, coder: &str, n: usize, body: &str) -> Answer {
    ask(address, "POST", &target(coder, n), &[FORM], body.as_bytes())
}

/// The lines of a coder's file by id.
fn lines(root: &Path, coder: &str) -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(root.join(format!("coding/{coder}.jsonl"))).unwrap_or_default();
    let line = |line| serde_json::from_str::<Value>(line).expect("a line is JSON");
    text.lines().map(line).map(|code| (code["id"].as_str().expect("an id").to_owned(), code)).collect()
}

/// What the sample's gold codes say of an article, as the form sends it.
fn gold_answers(id: &str) -> String {
    let codes = GOLD.lines().map(|line| serde_json::from_str::<Value>(line).expect("gold is JSON Lines"));
    let code = codes.into_iter().find(|code| code["id"] == id).expect("the article is coded");
    let mut pairs: Vec<String> = ["professional", "middle", "low_wage"]
        .map(|tier| format!("attention_{tier}={}", code["attention"][tier]))
        .into();
    pairs.push(format!("headline_scope={}", code["headline_scope"].as_str().expect("a label")));
    pairs.extend(
        code["proposals"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(Value::as_str)
            .map(|kind| format!("proposals={kind}")),
    );
    pairs.join("&")
}

#[test]
fn a_sheet_shows_the_text_and_nothing_of_the_program() {
    let root = planned();
    let address = open(root.path());
    for (at, article) in articles(root.path(), "ann").iter().enumerate() {
        let page = get(address, &target("ann", at + 1)).text();
        let text = page.replace("&#38;", "&").replace("&#34;", "\"").replace("&#39;", "'");
        assert!(text.contains(&format!("<h1>{}</h1>", article["title"])), "{text}");
        for paragraph in article["body"].split('\n').filter(|p| !p.trim().is_empty()) {
            assert!(text.contains(&format!("<p>{paragraph}</p>")), "{paragraph}: {text}");
        }
        let stored = get(address, &format!("/api/v1/articles/{}", article["id"])).json();
        let told = get(address, &format!("/article?id={}", article["id"])).text();
        assert!(told.contains("class=\"tiers") && told.contains("verdict") && told.contains("What was found"));
        let hidden = [&stored["outlet"], &stored["date"], &stored["id"], &stored["author"], &stored["url"]];
        for known in hidden.iter().filter_map(|value| value.as_str()).filter(|known| !article["body"].contains(known)) {
            assert!(!text.contains(known), "{known} is hidden: {text}");
        }
        for word in
            ["<mark", "class=\"ref\"", "class=\"tiers", "verdict", "What was found", "/article?", "stratum", "checked"]
        {
            assert!(!text.contains(word), "{word} is hidden: {text}");
        }
    }
}

#[test]
fn codes_are_kept_at_once_and_scored_by_the_command_the_page_shows() {
    let root = planned();
    let address = open(root.path());
    let mut changed = false;
    let plan = std::fs::read_to_string(root.path().join("coding/plan.json")).expect("there is a plan");
    let plan: Value = serde_json::from_str(&plan).expect("the plan is JSON");
    let shared: Vec<&str> = plan["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .filter(|d| d["coders"].as_array().is_some_and(|coders| coders.len() == 2))
        .filter_map(|d| d["id"].as_str())
        .collect();
    assert_eq!(shared.len(), 6);
    for coder in ["ann", "ben"] {
        let sheet = articles(root.path(), coder);
        for (at, article) in sheet.iter().enumerate() {
            let mut answers = gold_answers(&article["id"]);
            if coder == "ben" && shared.contains(&article["id"].as_str()) && !changed {
                answers = COMPLETE.to_owned() + "&note=not+sure";
                changed = true;
            }
            let found = code(address, coder, at + 1, &answers);
            let next = if at + 1 < sheet.len() { target(coder, at + 2) } else { "/coding".to_owned() };
            assert_eq!((found.status, found.header("location")), (303, Some(next.as_str())), "{}", found.text());
            assert_eq!(lines(root.path(), coder).len(), at + 1, "each is kept at once");
        }
    }
    let page = get(address, "/coding/agreement?plan=coding").text();
    let command = page.split("<pre><code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a command");
    let expected = format!(
        "classlens gold score {0}/audit {0}/coding/ann.jsonl {0}/coding/ben.jsonl --plan {0}/coding/plan.json",
        root.path().display()
    );
    assert_eq!(command, expected);
    let args: Vec<&str> = command.split(' ').skip(1).collect();
    let scored = classlens(root.path(), &args);
    assert_eq!(scored.status.code(), Some(0), "{}", stderr(&scored));
    assert!(stdout(&scored).contains("18 codings by 2 coders (ann, ben), 0 records not coded, 0 problems"));
    let csv = stdout(&classlens(root.path(), &[&args[..], &["--show", "agreement", "--format", "csv"]].concat()));
    let rows = rows(&csv);
    for (variable, level, text) in [
        ("focus", "nominal", "Focus"),
        ("attention_middle", "ordinal", "Attention: middle"),
        ("headline_scope", "nominal", "Headline"),
    ] {
        let row = rows.iter().find(|row| row["variable"] == variable && row["level"] == level).expect("a row");
        let number = |name: &str| format!("{:.2}", row[name].parse::<f64>().unwrap_or(f64::NAN));
        let (alpha, low, high) = (number("alpha"), number("low"), number("high"));
        let shown = page.split(&format!("<tr><td>{text}</td>")).nth(1).and_then(|rest| rest.split("</tr>").next());
        let shown = shown.expect("the question has a row");
        assert!(shown.contains(&format!(">{alpha}</td><td>{low} to {high}</td>")), "{variable} {alpha}: {shown}");
        assert!(shown.contains("<td class=\"num\">6</td>"), "{shown}");
    }
    assert!(page.contains("ben remarks: not sure"), "{page}");
    assert_eq!(page.matches("<a href=\"/article?id=").count(), 1, "one article differs");
}

#[test]
fn a_code_is_changed_later_and_half_an_answer_is_kept() {
    let root = planned();
    let address = open(root.path());
    let found = code(address, "ann", 2, "attention_middle=3&note=+look+again%0D%0Ahere+");
    assert_eq!(found.header("location"), Some(target("ann", 2).as_str()), "what is half answered stays in sight");
    let page = get(address, &target("ann", 2)).text();
    assert!(page.contains("Still to answer: Attention: professional, Attention: low wage, Headline."), "{page}");
    assert!(page.contains(">look again\nhere</textarea>"), "{page}");
    assert!(get(address, "/coding").text().contains("0 of 9"));
    code(address, "ann", 2, COMPLETE);
    let kept = lines(root.path(), "ann");
    let line = kept.values().next().expect("one line");
    assert_eq!((kept.len(), &line["attention"]["middle"], &line["proposals"]), (1, &2.into(), &serde_json::json!([])));
    assert_eq!(line.get("note"), None, "the remark was taken away");
    assert!(get(address, "/coding").text().contains("1 of 9"));
    let open_next = get(address, "/coding/sheet?plan=coding&coder=ann").text();
    assert!(open_next.contains("Article 1 of 9"), "the first open one: {open_next}");
    for (then, n) in [("previous", 1), ("next", 3), ("open", 3)] {
        let found = code(address, "ann", 2, &format!("{COMPLETE}&then={then}"));
        assert_eq!(found.header("location"), Some(target("ann", n).as_str()), "{then}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_and_not_kept() {
    let root = planned();
    let address = open(root.path());
    for (body, status) in [
        ("attention_middle=4", 400),
        ("attention_middle=1&attention_middle=2", 400),
        ("headline_scope=mixed", 400),
        ("proposals=gym", 400),
        ("focus=middle", 400),
        ("then=away", 400),
        (&format!("note={}", "a".repeat(2001)), 400),
    ] {
        let found = code(address, "ann", 1, body);
        assert_eq!(found.status, status, "{body}: {}", found.text());
    }
    for (target, status) in [
        (target("ann", 0), 400),
        (target("ann", 10), 404),
        (target("carl", 1), 404),
        ("/coding/sheet?plan=coding".to_owned(), 400),
        ("/coding/sheet?plan=other&coder=ann".to_owned(), 404),
        ("/coding?n=1".to_owned(), 400),
    ] {
        assert_eq!(get(address, &target).status, status, "{target}");
    }
    assert!(lines(root.path(), "ann").is_empty());
}

#[test]
fn two_windows_of_one_coder_lose_nothing() {
    let root = planned();
    let address = open(root.path());
    std::thread::scope(|scope| {
        for part in 0..3 {
            scope
                .spawn(move || (1..=9).filter(|n| n % 3 == part).for_each(|n| drop(code(address, "ann", n, COMPLETE))));
        }
    });
    assert_eq!(lines(root.path(), "ann").len(), 9);
    let old = get(address, &target("ben", 1)).text();
    code(address, "ben", 1, COMPLETE);
    let before = lines(root.path(), "ben");
    let other = COMPLETE.replace("middle=2", "middle=3") + "&note=mine";
    let late = send(address, "ben", 1, &format!("seen={}&{other}", seen(&old)));
    let page = late.text();
    assert_eq!(late.status, 409, "{page}");
    assert!(page.contains("Attention: middle: saved <strong>2</strong>, here <strong>3</strong>"), "{page}");
    assert!(page.contains("value=\"3\" data-digit=\"3\" checked") && page.contains(">mine</textarea>"), "{page}");
    assert_eq!(lines(root.path(), "ben"), before, "what was saved first is still there");
    assert_eq!(
        send(address, "ben", 1, &format!("seen={}", seen(&old))).status,
        303,
        "an empty form takes nothing away"
    );
    assert_eq!(
        send(address, "ben", 1, &format!("seen={}&{COMPLETE}", seen(&old))).status,
        303,
        "the same codes are no quarrel"
    );
    assert_eq!(lines(root.path(), "ben"), before);
    assert_eq!(
        send(address, "ben", 1, &format!("seen={}&{other}", seen(&page))).status,
        303,
        "who has read of it decides"
    );
    assert_eq!(lines(root.path(), "ben").values().next().expect("a line")["attention"]["middle"], 3);
}

#[test]
fn a_file_changed_by_hand_is_told_with_its_line_and_left_alone() {
    let root = planned();
    let address = open(root.path());
    (1..=3).for_each(|n| drop(code(address, "ann", n, COMPLETE)));
    let sound = std::fs::read_to_string(root.path().join("coding/ann.jsonl")).expect("there are codes");
    let second = sound.lines().nth(1).expect("a line");
    for (line, expected) in [
        (second.replace("\"middle\":2", "\"middle\":7"), "coding/ann.jsonl:2: `7` is no label of attention_middle"),
        (second[..20].to_owned(), "coding/ann.jsonl:2: not a JSON object"),
        (
            second.replace("\"coder\":\"ann\"", "\"coder\":\"ben\""),
            "coding/ann.jsonl:2: codes of `ben` in the file of ann",
        ),
        (sound.lines().next().expect("a line").to_owned(), "a second time"),
        (second.replace("\"id\":\"", "\"id\":\"x-"), "is no article that ann codes in this plan"),
    ] {
        let damaged = write(root.path(), "coding/ann.jsonl", sound.replace(second, &line));
        let page = get(address, &target("ann", 1));
        assert_eq!(page.status, 409);
        let text = page.text().replace("&#39;", "'");
        assert!(text.contains(expected), "{expected}: {text}");
        let sent = send(address, "ann", 4, &format!("seen=0&{COMPLETE}"));
        assert_eq!(sent.status, 409);
        let text = sent.text();
        assert!(text.contains("Not saved. coding/ann.jsonl:2") && text.matches(" checked").count() == 4, "{text}");
        assert_eq!(
            std::fs::read_to_string(damaged).expect("the file"),
            sound.replace(second, &line),
            "nothing is written"
        );
        let list = get(address, "/coding").text();
        assert!(list.contains("coding/ann.jsonl:2 is damaged") && list.contains("0 of 9"), "{list}");
    }
    assert_eq!(code(address, "ben", 1, COMPLETE).status, 303, "the other coder goes on");
    write(root.path(), "coding/ann.jsonl", sound);
    assert_eq!(code(address, "ann", 4, COMPLETE).status, 303, "once mended, it goes on");
    assert_eq!(lines(root.path(), "ann").len(), 4);
}

#[test]
fn codes_of_the_offline_form_are_gone_on_with() {
    let root = planned();
    let id = &articles(root.path(), "ann")[0]["id"];
    let line = format!(
        "{{\"id\":\"{id}\",\"coder\":\"ann\",\"attention\":{{\"middle\":3}},\"acknowledgement\":{{}},\"note\":\"from the form\"}}\n"
    );
    write(root.path(), "coding/ann.jsonl", line);
    let page = get(open(root.path()), &target("ann", 1)).text();
    assert!(page.contains("name=\"attention_middle\" value=\"3\" data-digit=\"3\" checked"), "{page}");
    assert!(page.contains("from the form</textarea>"), "{page}");
}

/// A server in a process of its own, which ends with its owner.
struct Served {
    process: Child,
    address: SocketAddr,
}

impl Served {
    fn start(root: &Path) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("classlens"));
        command.current_dir(root).args(["serve", "audit", "--coding", "coding", "--address", "127.0.0.1:0"]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut line = String::new();
        let told = process.stdout.take().expect("it prints where it listens");
        BufReader::new(told).read_line(&mut line).expect("a line");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
        Self { address: address.parse().expect("an address"), process }
    }

    fn kill(&mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it ends");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_killed_server_loses_nothing_that_was_saved() {
    let root = planned();
    let mut server = Served::start(root.path());
    let second = classlens(root.path(), &["serve", "audit", "--coding", "coding", "--address", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(2));
    assert!(stderr(&second).contains("another server keeps codes there"), "{}", stderr(&second));
    let (address, killed) = (server.address, AtomicBool::new(false));
    // Remarks of rising number are saved until the server is gone; the last one it took must be there.
    let taken = std::thread::scope(|scope| {
        let saver = scope.spawn(|| {
            let mut taken = 0_u64;
            let mut stamp = seen(&get(address, &target("ann", 1)).text()).to_owned();
            while !killed.load(Ordering::SeqCst) {
                let body = format!("seen={stamp}&{COMPLETE}&then=next&note=number+{}", taken + 1);
                if send(address, "ann", 1, &body).status != 303 {
                    break;
                }
                taken += 1;
                let page = get(address, &target("ann", 1));
                if page.status != 200 {
                    break;
                }
                seen(&page.text()).clone_into(&mut stamp);
            }
            taken
        });
        while lines(root.path(), "ann").is_empty() {
            std::thread::yield_now();
        }
        std::thread::sleep(std::time::Duration::from_millis(150));
        server.kill();
        killed.store(true, Ordering::SeqCst);
        saver.join().expect("it ends")
    });
    let kept =
        lines(root.path(), "ann").values().next().expect("a line")["note"].as_str().expect("a remark").to_owned();
    let kept: u64 = kept.strip_prefix("number ").and_then(|n| n.parse().ok()).expect("a number");
    // A save that nobody heard of any more may have been kept.
    assert!(taken >= 1 && (kept == taken || kept == taken + 1), "{kept} is kept, {taken} were taken");
    // What a dying server may have left half written is of no account.
    write(root.path(), "coding/ann.jsonl.new", "{\"id\":");
    let again = Served::start(root.path());
    let page = get(again.address, &target("ann", 1)).text();
    assert!(page.contains(&format!("number {kept}</textarea>")) && page.matches(" checked").count() == 4, "{page}");
    assert_eq!(code(again.address, "ann", 2, COMPLETE).status, 303);
    assert_eq!(lines(root.path(), "ann").len(), 2);
}

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
    assert!(own.contains("ann has still to code 6 of the 6 shared") && own.contains("9 of 9 articles"), "{own}");
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
    let root = audited(&(0..3).map(line).collect::<Vec<_>>().join("\n"));
    let plan = ["gold", "plan", "audit", "-o", "coding", "--size", "3", "--coders", "ann,ben", "--overlap", "1"];
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
        (plan.replace("\"ben\"", "\"../ben\""), "`../ben` is no name of a coder"),
        (plan.replace("\"corpus_hash\": \"", "\"corpus_hash\": \"0"), "was drawn from another corpus"),
        (plan.replace("\"ordinal\"", "\"nominal\""), "asks for other variables than this program"),
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

#[test]
fn without_a_plan_the_page_says_how_to_draw_one() {
    let (_, address) = crate::server::sample();
    let page = get(address, "/coding");
    assert!(page.status == 200 && page.text().contains("gold plan audit -o coding"), "{}", page.text());
    assert!(!get(address, "/").text().contains("href=\"/coding\""), "nothing leads there");
}
