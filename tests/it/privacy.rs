//! What the program keeps to itself: logs quote no text and no query, and no file is left outside of the folder it writes.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use classlens::serve::{Access, Log, Role, ServeOptions};

use crate::support::server::{ask, get, options, start};
use crate::support::sheets::FORM;
use crate::support::{audited_lines, folder, write};

/// A word of the article, one of a draft, one of a query.
const WORDS: [&str; 3] = ["zorbelin", "quixombe", "vantropy"];

fn line() -> String {
    let body = format!("The cashier {} earns the minimum wage and works nights.", WORDS[0]);
    serde_json::json!({"id": "s-1", "outlet": "One", "title": "On pay", "body": body}).to_string()
}

/// Asks for everything that names one of the words.
fn ask_with_words(address: std::net::SocketAddr) -> Vec<u16> {
    let draft = format!("title=Late&text=The+cashier+{}+works+nights.", WORDS[1]);
    let mut answers = vec![ask(address, "POST", "/draft", &[FORM], draft.as_bytes())];
    let query = WORDS[2];
    for target in [
        format!("/?q={query}"),
        format!("/?q=(({query}"),
        format!("/api/v1/search?q={query}+OR+cashier"),
        format!("/api/v1/search?q=body:{query}:"),
        format!("/api/v1/kwic?q={query}+OR+cashier"),
        format!("/api/v1/export?q=cashier+-{query}&fields=body"),
        format!("/dashboard?q=cashier+-{query}"),
        "/api/v1/articles/s-1".to_owned(),
        "/article?id=s-1".to_owned(),
        format!("/people?q=cashier+-{query}"),
        format!("/api/v1/quotes?q=cashier+-{query}"),
        format!("/{query}"),
    ] {
        answers.push(get(address, &target));
    }
    answers.iter().map(|answer| answer.status).collect()
}

fn check_quotes_nothing(log: &str) {
    for word in WORDS {
        assert!(!log.contains(word), "{word}: {log}");
    }
}

#[test]
fn logs_hold_no_text_and_no_query() {
    let root = audited_lines(&line(), &[]);
    let audit = root.path().join("audit");
    let lines = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&lines);
    let log = Log::new(move |line| kept.lock().expect("nobody panics").push(line.to_owned()));
    let served = || start(&audit, ServeOptions { log: log.clone(), ..options(Access::open(Role::Full)) });
    // The second one is asked when its tables are damaged, and has kept no answer of before.
    let (sound, damaged) = (served(), served());
    let answers = ask_with_words(sound);
    assert!(answers.iter().filter(|status| **status == 200).count() >= 10, "{answers:?}");
    // The index is mapped into memory: cut off there, it would end the process.
    for name in names(&audit).iter().filter(|name| name.ends_with(".parquet")) {
        write(&audit, name, b"");
    }
    let broken = ask_with_words(damaged);
    assert!(broken.contains(&500), "{broken:?}");
    let log = lines.lock().expect("nobody panics").join("\n");
    assert!(!log.is_empty(), "the failures are logged");
    check_quotes_nothing(&log);
}

/// The program with a folder for temporary files of its own, which ends with its owner.
struct Running(Child);

impl Running {
    fn start(root: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("classlens"));
        command.current_dir(root).env("TMPDIR", root.join("tmp")).args(args);
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts"))
    }

    fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_killed_program_leaves_no_file_but_in_the_folder_it_wrote() {
    let root = folder();
    std::fs::create_dir(root.path().join("tmp")).expect("a new folder");
    write(root.path(), "x.jsonl", format!("{}\n", line()).repeat(3_000));
    let mut audit = Running::start(root.path(), &["audit", "x.jsonl", "-o", "audit", "--checkpoint", "100"]);
    // Killed when it has written something.
    while names(root.path()).len() == 2 {
        std::thread::sleep(Duration::from_millis(5));
    }
    audit.kill();
    assert_eq!(names(root.path()), ["audit.partial", "tmp", "x.jsonl"]);
    let mut whole = Running::start(root.path(), &["audit", "x.jsonl", "-o", "audit", "--quiet"]);
    assert!(whole.0.wait().expect("it ends").success());
    let before = names(&root.path().join("audit"));
    let mut server = Running::start(root.path(), &["serve", "audit", "--address", "127.0.0.1:0"]);
    let mut first = String::new();
    let mut out = BufReader::new(server.0.stdout.take().expect("it prints where it listens"));
    out.read_line(&mut first).expect("a line");
    let address = first.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
    ask_with_words(address.parse().expect("an address"));
    let mut said = server.0.stderr.take().expect("it is piped");
    server.kill();
    let mut log = String::new();
    said.read_to_string(&mut log).expect("the log is UTF-8");
    check_quotes_nothing(&log);
    assert_eq!(names(root.path()), ["audit", "tmp", "x.jsonl"], "what the killed run left is gone");
    assert_eq!(names(&root.path().join("tmp")), [""; 0], "nothing is written to the folder for temporary files");
    assert_eq!(names(&root.path().join("audit")), before, "a server writes nothing beside codes and saved queries");
}
