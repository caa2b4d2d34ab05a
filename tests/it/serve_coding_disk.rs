//! Codes on disk: two windows, a file changed by hand, a killed server.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::server::get;
use crate::support::sheets::{COMPLETE, code, lines, open, planned, seen, send, target};
use crate::support::{classlens, stderr, write};

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
        (second.replace("\"id\":\"", "\"id\":\"x-"), "is not an article that ann codes in this plan"),
    ] {
        let damaged = write(root.path(), "coding/ann.jsonl", sound.replace(second, &line));
        let page = get(address, &target("ann", 1));
        assert_eq!(page.status, 409);
        let text = page.text().replace("&#39;", "'");
        assert!(text.contains(expected), "{expected}: {text}");
        assert!(text.contains("Fix this line or delete it from the file: nothing can be saved"), "{text}");
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
fn codes_that_cannot_be_read_are_an_error() {
    let root = planned();
    let address = open(root.path());
    std::fs::create_dir(root.path().join("coding/ann.jsonl")).expect("the folder can be written");
    let page = get(address, &target("ann", 1));
    assert_eq!(page.status, 500);
    assert!(page.text().contains("ann.jsonl: cannot be read ("), "{}", page.text());
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
    assert!(stderr(&second).contains("another server has this folder open"), "{}", stderr(&second));
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
    // What a dying server may have left half written is of no account, and does not stay.
    write(root.path(), "coding/ann.jsonl.new", "{\"id\":");
    let again = Served::start(root.path());
    assert!(!root.path().join("coding/ann.jsonl.new").exists());
    let page = get(again.address, &target("ann", 1)).text();
    assert!(page.contains(&format!("number {kept}</textarea>")) && page.matches(" checked").count() == 4, "{page}");
    assert_eq!(code(again.address, "ann", 2, COMPLETE).status, 303);
    assert_eq!(lines(root.path(), "ann").len(), 2);
}

#[test]
fn answers_that_cannot_be_written_stay_in_sight() {
    let root = planned();
    let address = open(root.path());
    code(address, "ann", 1, COMPLETE);
    let before = lines(root.path(), "ann");
    let in_the_way = root.path().join("coding/ann.jsonl.new");
    std::fs::create_dir(&in_the_way).expect("the folder can be written");
    let failed = code(address, "ann", 2, &format!("{COMPLETE}&note=long+thought"));
    let page = failed.text();
    assert_eq!(failed.status, 500, "{page}");
    assert!(page.contains("Not saved.") && page.contains("ann.jsonl: cannot be written"), "{page}");
    assert!(page.contains(">long thought</textarea>") && page.matches(" checked").count() == 4, "{page}");
    assert_eq!(lines(root.path(), "ann"), before, "what was kept is still there");
    std::fs::remove_dir(&in_the_way).expect("the folder can be written");
    let again = send(address, "ann", 2, &format!("seen={}&{COMPLETE}", seen(&page)));
    assert_eq!((again.status, lines(root.path(), "ann").len()), (303, 2), "the same page saves once it is possible");
}

#[test]
fn what_the_form_does_not_show_stays_as_it_was() {
    let root = planned();
    let address = open(root.path());
    for n in 1..=6 {
        code(address, "ann", n, COMPLETE);
    }
    let ids: Vec<String> = lines(root.path(), "ann").into_keys().collect();
    let hidden = [
        r#""focus":"middle""#,
        r#""stratum":"s","inclusion_probability":0.5"#,
        r#""headline_scope":"none","proposals":[]"#,
        r#""why":{"of":["two towns"]}"#,
        r#""focus":"middle","stratum":"s","inclusion_probability":0.5,"why":1,"headline_scope":"none""#,
    ];
    for hidden in hidden {
        let line = |id: &String| format!("{{\"id\":\"{id}\",\"coder\":\"ann\",{hidden}}}\n");
        let text: String = ids.iter().map(line).collect();
        let path = write(root.path(), "coding/ann.jsonl", &text);
        let place = (1..=9).find(|n| get(address, &target("ann", *n)).text().matches(" checked").count() < 3);
        let n = place.expect("an article to code");
        let scope = if hidden.contains("headline_scope") { "headline_scope=none&" } else { "" };
        assert_eq!(code(address, "ann", n, &format!("{scope}then=next")).status, 303);
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), text, "{hidden}: gone on from");
        let before: Vec<_> = lines(root.path(), "ann").into_values().collect();
        for n in 1..=9 {
            assert_eq!(code(address, "ann", n, &format!("{scope}note=seen")).status, 303);
        }
        for old in before {
            let new = &lines(root.path(), "ann")[old["id"].as_str().expect("an id")];
            for (key, said) in old.as_object().expect("an object").iter().filter(|(key, _)| *key != "proposals") {
                assert_eq!(&new[key], said, "{hidden}: {new}");
            }
            assert_eq!(new["note"], "seen");
        }
    }
}

#[test]
fn an_old_page_is_answered_with_a_new_stamp() {
    let root = planned();
    let address = open(root.path());
    code(address, "ann", 1, COMPLETE);
    let old = get(address, &target("ann", 1)).text();
    let path = root.path().join("coding/ann.jsonl");
    let by_hand =
        std::fs::read_to_string(&path).expect("there are codes").replace("\"id\"", "\"stratum\":\"s\",\"id\"");
    std::fs::write(&path, by_hand).expect("it can be written");
    let body = format!("seen={}&{COMPLETE}", seen(&old));
    assert_eq!(send(address, "ann", 1, &body).status, 303, "the same answers are no quarrel");
    let late = send(address, "ann", 1, &format!("{body}&note=mine"));
    assert_eq!(late.status, 409);
    let again = format!("seen={}&{COMPLETE}&note=mine", seen(&late.text()));
    assert_eq!(send(address, "ann", 1, &again).status, 303, "a sender who saw the saved codes may replace them");
    let line = lines(root.path(), "ann").into_values().next().expect("a line");
    assert_eq!((line["note"].as_str(), line["stratum"].as_str()), (Some("mine"), Some("s")));
}
