//! Work grows with the input: hostile input four times as long takes at most some more than four times the processor time.
//!
//! `cargo bench --bench growth [NAME]` prints a line for each shape and fails where it does not hold. Times are those of the
//! processor, so other programs on the machine matter little; where the system counts none (not Linux) they are those of the wall.

use std::process::ExitCode;
use std::time::Instant;

#[path = "../tests/fuzz/targets/mod.rs"]
#[expect(dead_code, reason = "words and fixtures are there for changes of the corpus")]
mod targets;

/// A short input in bytes; the long one is four times as long.
const SHORT: usize = 50_000;
/// Growth that fails: linear is 4, quadratic 16.
const MOST: f64 = 8.0;
/// Seconds below which a long input is quick whatever its growth.
const QUICK: f64 = 0.05;

/// An input of any length: a start, then a piece again and again.
struct Shape {
    target: &'static str,
    start: &'static str,
    piece: &'static str,
}

const fn shape(target: &'static str, start: &'static str, piece: &'static str) -> Shape {
    Shape { target, start, piece }
}

const SHAPES: &[Shape] = &[
    shape("article", "\n", "cashiers and nurses who work nights and "),
    shape("article", "\n", "Cashiers earn $9 an hour. "),
    shape("article", "\n", "a cashier "),
    shape("article", "\n", "she said, "),
    shape("article", "\n", "Ana Ruiz, "),
    shape("article", "\n", "Ana Ruiz, a nurse, said. "),
    shape("article", "\n", "(nurses ("),
    shape("article", "\n", "[a "),
    shape("article", "\n", "“No,” said "),
    shape("article", "\n", "“No "),
    shape("article", "\n", "“ "),
    shape("article", "\n", "'No ‘no \"no "),
    shape("article", "\n", "$9 to $10 or "),
    shape("article", "\n", "one hundred and "),
    shape("article", "\n", "Mr. A. B. "),
    shape("article", "\n", "x"),
    shape("article", "\n", "e\u{301}"),
    shape("article", "\n", "a\n\n"),
    shape("article", "\n", "\n\n"),
    shape("article", "\n", "<p "),
    shape("article", "\n", "<b>a</b> "),
    shape("article", "\n", "&amp; "),
    shape("article", "\n", "https://a.example "),
    shape("article", "", "NURSES WORK NIGHTS "),
    shape("draft", "Draft\n", "Cashiers earn $9 an hour and nurses work nights. "),
    shape("draft", "<html><body>", "<p>Cashiers earn $9 an hour.</p>"),
    shape("html", "<html><body>", "<div>"),
    shape("html", "<html><body>", "<div <div "),
    shape("html", "<html><body>", "<p>a<b>c"),
    shape("html", "<html><body>", "<a><b></a></b>"),
    shape("html", "<html><body><table>", "<p>a"),
    shape("html", "<html><body>", "<!--"),
    shape("html", "<html><body>", "&nbsp;&"),
    shape("html", "<html><body><p class=\"", "a "),
    shape("html", "<html><body>", "<script type=\"application/ld+json\">{\"a\":1}</script>"),
    shape(
        "html",
        "<html><body><p>A text of some words in a row.</p>",
        "<p>Nurses work nights, and cashiers work days.</p>",
    ),
    shape("news_xml", "<nitf><body><body.content>", "<p>a"),
    shape("news_xml", "<nitf><body><body.content>", "<p>Nurses work nights.</p>"),
    shape("news_xml", "<rss><channel>", "<item><description>Nurses work.</description></item>"),
    shape("news_xml", "<nitf>", "&amp;<![CDATA["),
    shape("json_lines", "{\"body\":\"", "\\u0041"),
    shape("json_lines", "", "{\"body\":\"Nurses work nights.\"}\n"),
    shape("json", "{\"a\":", "["),
    shape("json", "[", "{\"body\":\"Nurses work nights.\"},"),
    shape("csv", "id,body\n1,\"", "a\n"),
    shape("csv", "id,body\n", "1,Nurses work nights.\n"),
    shape("csv", "id,body\n1", ","),
    shape("export_text", "{\\rtf1", "{\\b "),
    shape("export_text", "{\\rtf1", "\\u8217?"),
    shape("export_text", "1 of 2 DOCUMENTS\n\n", "LENGTH: 5 words\n\nNurses work nights.\n\n1 of 2 DOCUMENTS\n\n"),
    shape("plain_text", "Title\n\n", "Nurses work nights. "),
    shape("plain_text", "", "Ã¢â‚¬"),
    shape("web_archive", "WARC/1.0\r\n", "X: y\r\n"),
    shape("word_document", "=== [Content_Types].xml\n<a/>\n=== word/document.xml\n<w:document>", "<w:p><w:t>a</w:t>"),
    shape("dictionary", "x.dic\n%\n1\twork\n%\n", "aa*\t1\n"),
    shape("dictionary", "x.yml\n", "- [a,"),
    shape("dictionary", "x.lcd\n+work\n", "a *b* c\n"),
    shape("dictionary", "x.ykd\n<dictionary>", "<cnode name=\"a\">"),
    shape("query", "a", " OR b"),
    shape("query", "a", " NEAR/9 b"),
    shape("query", "", "("),
    shape("query", "", "NOT "),
    shape("query", "\"", "a "),
    shape("query", "", "a* "),
    shape("query", "/", "(a*)*"),
    shape("codes", "x.jsonl\n", "{\"id\":\"1\",\"coder\":\"ann\",\"focus\":\"low_wage\"}\n"),
];

fn input(shape: &Shape, bytes: usize) -> Vec<u8> {
    let mut input = shape.start.as_bytes().to_vec();
    while input.len() < bytes {
        input.extend_from_slice(shape.piece.as_bytes());
    }
    input
}

/// Seconds of the processor that this thread took so far; of the wall where none are counted.
fn clock(started: Instant) -> f64 {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| started.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// The quickest of some runs.
fn seconds(run: fn(&[u8]), input: &[u8]) -> f64 {
    let started = Instant::now();
    let once = |_| {
        let before = clock(started);
        run(input);
        clock(started) - before
    };
    (0..3).map(once).fold(f64::INFINITY, f64::min)
}

fn main() -> ExitCode {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let mut n_failed = 0;
    for shape in SHAPES.iter().filter(|shape| wanted.as_ref().is_none_or(|name| shape.target == name)) {
        let run = targets::named(shape.target).run;
        // What is made once is no part of it.
        run(&input(shape, 1_000));
        let (short, long) = (seconds(run, &input(shape, SHORT)), seconds(run, &input(shape, SHORT * 4)));
        let growth = long / short;
        let failed = growth > MOST && long > QUICK;
        n_failed += usize::from(failed);
        let (target, piece) = (shape.target, format!("{:?}", shape.piece));
        println!(
            "{target:14} {piece:52} {:8.1} ms {:9.1} ms  ×{growth:5.1}{}",
            short * 1e3,
            long * 1e3,
            if failed { "  GROWS FASTER THAN ITS INPUT" } else { "" }
        );
    }
    println!("{n_failed} shapes grow faster than their input");
    ExitCode::from(u8::from(n_failed > 0))
}
