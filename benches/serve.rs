//! Latency of the web server: one reader alone, then fifty at once, and the memory it takes.
//!
//! Run: `cargo bench --bench serve`, over generated articles, or over an audit of your own with
//! `CLASSLENS_BENCH_AUDIT=audit`. Server and readers share this machine. Memory is the resident set of
//! this process, from `/proc/self/status`: Linux only.

mod generated;
#[path = "generated/lines.rs"]
mod lines;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::pipeline::{AuditOptions, Counters, Origin, audit};
use classlens::read::{ReadOptions, Source};
use classlens::serve::{Access, Clients, Log, OpenAudit, REQUEST_TIMEOUT, Role, ServeOptions, serve};

/// Queries of all kinds.
const QUERIES: [&str; 16] = [
    "",
    "wage",
    "%22minimum+wage%22",
    "cashier*+OR+nurse*",
    "focus%3Alow_wage",
    "wage+NEAR%2F10+(nurse*+OR+teacher*)",
    "%40low_wage.schedule",
    "title%3Aworkers",
    "date%3A2014..2016+union*",
    "worker*+-focus%3Anone",
    "the",
    "scope_gap%3Ayes",
    "wage+zzhour+zznurse+zzpay+zzshift",
    "minimim&f=outlet%3Anowhere",
    "worker*&fold=copies",
    "%40quoted.low_wage",
];
/// Queries whose concordance is asked for: words that are read again, and speakers that are listened to again.
const LINES: [&str; 2] = ["wage", "%40quoted.low_wage"];
/// Rounds of one reader.
const ROUNDS: usize = 20;
/// Readers at once.
const READERS: usize = 50;
/// How long they read.
const TIME: Duration = Duration::from_secs(15);

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = std::env::var_os("CLASSLENS_BENCH_AUDIT").map_or_else(|| generated_audit(folder.path()), PathBuf::from);
    let opened = OpenAudit::open(&path, Lexicon::embedded()).expect("the audit opens");
    let (sender, receiver) = std::sync::mpsc::channel();
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let log = Log::new(|line| eprintln!("{line}"));
    let options = ServeOptions {
        log,
        address,
        access: Access::open(Role::Full),
        clients: Clients::Direct,
        rate: None,
        request_timeout: REQUEST_TIMEOUT,
    };
    std::thread::spawn(move || serve(opened, options, |address| sender.send(address).expect("somebody waits")));
    let address = receiver.recv().expect("the server listens");
    alone(address);
    together(address);
}

fn generated_audit(folder: &Path) -> PathBuf {
    let input = folder.join("generated.jsonl");
    std::fs::write(&input, lines::json_lines(&generated::articles(4000))).expect("the folder can be written");
    let engine = Engine::new(Lexicon::embedded()).expect("the embedded calibration is sound");
    let output = folder.join("audit");
    let options = AuditOptions {
        sources: vec![Source::File(input)],
        read: ReadOptions::default(),
        join: None,
        output: output.clone(),
        csv: false,
        checkpoint: 10_000,
        replace: false,
        may_be_empty: false,
        resume: false,
        origin: Origin::Sources,
        threads: 0,
        memory: 512 << 20,
        seed: 1,
        command: Vec::new(),
    };
    audit(&engine, &options, &Counters::default()).expect("the audit runs");
    output
}

/// What is asked for a query: page with facets and timeline, articles, facets.
fn targets(query: &str) -> [(&'static str, String); 4] {
    [
        ("page", format!("/?q={query}")),
        ("search", format!("/api/v1/search?q={query}")),
        ("facets", format!("/api/v1/facets?field=focus,outlet,year,section&q={query}")),
        ("search+facets", String::new()),
    ]
}

fn alone(address: SocketAddr) {
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut answers: BTreeMap<String, u64> = BTreeMap::new();
    let mut reader = Reader::connect(address);
    for round in 0..=ROUNDS {
        for query in LINES {
            let (time, _) = reader.get(&format!("/?view=lines&q={query}"));
            if round > 0 {
                times.entry("lines").or_default().push(time);
            }
        }
        for query in QUERIES {
            let mut both = 0.0;
            for (what, target) in targets(query) {
                let time = if target.is_empty() {
                    both
                } else {
                    let (time, size) = reader.get(&target);
                    assert_eq!(*answers.entry(target).or_insert(size), size, "the same question has the same answer");
                    both += if what == "page" { 0.0 } else { time };
                    time
                };
                // The first round warms the page cache of the system.
                if round > 0 {
                    times.entry(what).or_default().push(time);
                }
            }
        }
    }
    println!("one reader, milliseconds:");
    for (what, mut times) in times {
        println!("  {what:<14} n {:>4}  {}", times.len(), spread(&mut times));
    }
}

fn together(address: SocketAddr) {
    let before = memory();
    let until = Instant::now() + TIME;
    let readers: Vec<_> = (0..READERS)
        .map(|own| {
            std::thread::spawn(move || {
                let mut reader = Reader::connect(address);
                let mut times = Vec::new();
                let mut at = own;
                while Instant::now() < until {
                    let [page, search, facets, _] = targets(QUERIES[at % QUERIES.len()]);
                    let (_, target) = [page, search, facets][at / QUERIES.len() % 3].clone();
                    times.push(reader.get(&target).0);
                    at += 1;
                }
                times
            })
        })
        .collect();
    let mut times: Vec<f64> = readers.into_iter().flat_map(|reader| reader.join().expect("no reader fails")).collect();
    let n = times.len();
    println!("{READERS} readers at once, {n} questions in {} s, none failed, milliseconds:", TIME.as_secs());
    println!("  {:<14} {}", "all", spread(&mut times));
    println!(
        "  {:.0} questions a second; memory {before} MiB before, {} MiB after",
        n as f64 / TIME.as_secs_f64(),
        memory()
    );
}

fn spread(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    format!("p50 {:>7.1}  p95 {:>7.1}  p99 {:>7.1}  most {:>7.1}", at(0.5), at(0.95), at(0.99), at(1.0))
}

/// Resident set in MiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a resident set");
    line.split_whitespace().next().and_then(|n| n.parse::<u64>().ok()).expect("a number") >> 10
}

/// A connection that is kept.
struct Reader {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
}

impl Reader {
    fn connect(address: SocketAddr) -> Self {
        Self { address, stream: BufReader::new(TcpStream::connect(address).expect("the server accepts")) }
    }

    /// Milliseconds until the whole answer is there, and its size in bytes.
    fn get(&mut self, target: &str) -> (f64, u64) {
        let started = Instant::now();
        let head = format!("GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        self.stream.get_mut().write_all(head.as_bytes()).expect("the server listens");
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("a status line");
        assert!(line.starts_with("HTTP/1.1 200"), "{target}: {line}");
        let mut size = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("a head");
            if line.trim().is_empty() {
                break;
            }
            if let Some(length) = line.to_lowercase().strip_prefix("content-length:") {
                size = length.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; usize::try_from(size).expect("it fits into memory")];
        self.stream.read_exact(&mut body).expect("the whole answer");
        (started.elapsed().as_secs_f64() * 1000.0, size)
    }
}
