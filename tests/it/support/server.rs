//! A server in this process, and a client that speaks plain HTTP/1.1 over a socket.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use classlens::lexicon::Lexicon;
use classlens::serve::{Access, Clients, Log, OpenAudit, REQUEST_TIMEOUT, Role, ServeOptions, serve};

use crate::support::audited_sample;

/// Options of a server on any free port of this machine.
pub fn options(access: Access) -> ServeOptions {
    let log = Log::new(|line| eprintln!("{line}"));
    ServeOptions {
        log,
        address: SocketAddr::from(([127, 0, 0, 1], 0)),
        access,
        clients: Clients::Direct,
        rate: None,
        request_timeout: REQUEST_TIMEOUT,
    }
}

/// Serves the audit until the tests end.
pub fn start(audit: &Path, options: ServeOptions) -> SocketAddr {
    start_open(OpenAudit::open(audit, Lexicon::embedded()).expect("the audit opens"), options)
}

/// Serves an audit that is open, perhaps with plans to code.
pub fn start_open(audit: OpenAudit, options: ServeOptions) -> SocketAddr {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || serve(audit, options, |address| sender.send(address).expect("somebody waits")));
    receiver.recv().expect("the server listens")
}

/// An audit of the sample corpus, served to anybody on this machine.
pub fn sample() -> (&'static Path, SocketAddr) {
    static SAMPLE: OnceLock<(tempfile::TempDir, SocketAddr)> = OnceLock::new();
    let (root, address) = SAMPLE.get_or_init(|| {
        let root = audited_sample(&[]);
        let address = start(&root.path().join("audit"), options(Access::open(Role::Coder)));
        (root, address)
    });
    (root.path(), *address)
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the body is UTF-8")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let line = |line: &'_ str| line.split_once(": ").is_some_and(|(known, _)| known.eq_ignore_ascii_case(name));
        self.head.lines().find(|l| line(l)).and_then(|l| l.split_once(": ")).map(|(_, value)| value)
    }
}

/// Asks for an address.
#[track_caller]
pub fn get(address: SocketAddr, target: &str) -> Answer {
    ask(address, "GET", target, &[], b"")
}

/// Asks for an address whose answer takes a while, until it is there: each time the server waits a little.
/// Where other tests ask the same server for as much as one reader may, it is asked again.
#[track_caller]
pub fn settled(address: SocketAddr, target: &str, headers: &[(&str, &str)]) -> Answer {
    let started = Instant::now();
    loop {
        let found = ask(address, "GET", target, headers, b"");
        let busy = found.status == 503 && found.header("retry-after").is_some();
        if busy {
            std::thread::sleep(Duration::from_millis(200));
        } else if !found.text().contains("data-working") {
            return found;
        }
        assert!(started.elapsed() < Duration::from_mins(2), "{target}: {}", found.text());
    }
}

/// Sends a request and reads the whole answer.
#[track_caller]
pub fn ask(address: SocketAddr, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut lines = vec![format!("{method} {target} HTTP/1.1"), "Connection: close".to_owned()];
    if !headers.iter().any(|(name, _)| *name == "Host") {
        lines.push(format!("Host: {address}"));
    }
    if !body.is_empty() {
        lines.push(format!("Content-Length: {}", body.len()));
    }
    lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
    let head = lines.join("\r\n") + "\r\n\r\n";
    let mut stream = connect(address);
    // A server that refuses early may close before all of a large request is sent.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
    answer(&mut stream)
}

pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the server accepts");
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a time-out can be set");
    stream
}

/// Reads an answer until the server closes; status 0 when it closes without one.
pub fn answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else {
        return Answer { status: 0, head: String::new(), body: Vec::new() };
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    let body = bytes[end + 4..].to_vec();
    let body = if head.to_lowercase().contains("transfer-encoding: chunked") { joined(&body) } else { body };
    Answer { status, head, body }
}

/// The chunks of a body put together.
fn joined(mut bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = bytes.windows(2).position(|w| w == b"\r\n") {
        let size =
            std::str::from_utf8(&bytes[..end]).ok().and_then(|s| usize::from_str_radix(s, 16).ok()).expect("a size");
        if size == 0 {
            break;
        }
        out.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 4 + size..];
    }
    out
}

/// Percent-encodes a value.
pub fn encoded(text: &str) -> String {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if safe(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
