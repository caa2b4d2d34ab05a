//! Input made to exhaust time or memory is refused early, and what is beside it is read.
//!
//! Bounds hold by construction: readers stop at the record bound, at a depth, or at the budget of
//! unpacked bytes. The inputs here are larger than these, so a reader without a bound would show.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use classlens::article::{RawArticle, Record, Reject};
use classlens::read::{ReadOptions, expand, read_all};

use crate::support::{classlens, folder, stderr, stdout, write};

const GOOD: &str = "{\"id\":\"good\",\"title\":\"T\",\"body\":\"Nurses work nights.\"}\n";
/// Bound on a record in these tests.
const BOUND: usize = 1 << 20;

fn read(path: &Path) -> (Vec<RawArticle>, Vec<Reject>) {
    let (mut articles, mut rejects) = (Vec::new(), Vec::new());
    let mut sink = |record: Record| {
        match record {
            Record::Article(article) => articles.push(*article),
            Record::Reject(reject) => rejects.push(reject),
            Record::Notice(_) => {}
        }
        ControlFlow::Continue(())
    };
    let sources = expand(&[path.to_owned()]).expect("a path is no pattern");
    let options = ReadOptions { max_record_bytes: BOUND, ..ReadOptions::default() };
    read_all(&sources, &options, &AtomicU64::new(0), &mut sink);
    (articles, rejects)
}

/// The hostile file beside a good one: the good one is read, the other refused for these reasons.
#[track_caller]
fn check(name: &str, content: &[u8], refused: &[&str]) -> Vec<RawArticle> {
    let root = folder();
    write(root.path(), "a-good.jsonl", GOOD);
    write(root.path(), name, content);
    write(root.path(), "z-good.jsonl", GOOD.replace("good", "last"));
    let (articles, rejects) = read(root.path());
    let ids: Vec<&str> = articles.iter().map(|a| a.id.as_str()).collect();
    assert_eq!((ids.first(), ids.last()), (Some(&"good"), Some(&"last")), "{name}: {rejects:?}");
    assert_eq!(rejects.len(), refused.len(), "{name}: {rejects:?}");
    for (reject, part) in rejects.iter().zip(refused) {
        assert!(reject.reason.contains(part), "{name}: {}", reject.reason);
    }
    articles
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(content).expect("memory can be written");
    packed.finish().expect("memory can be written")
}

/// About a MB of gzip for each GB of `byte`, in members.
fn bomb(byte: u8, megabytes: usize) -> Vec<u8> {
    gzipped(&vec![byte; 1 << 20]).repeat(megabytes)
}

#[test]
fn zeros_in_gzip_are_no_text() {
    check("zeros.jsonl.gz", &bomb(0, 600), &["not a text format"]);
}

#[test]
fn a_bomb_is_stopped_at_the_record_bound_or_its_budget() {
    check("line.txt.gz", &bomb(b'x', 600), &["over the bound of 1 MB"]);
    // A file of JSON lines goes on to the next line, which does not come.
    check("line.jsonl.gz", &bomb(b'x', 600), &["times its size"]);
    // What no record takes is skipped and still costs: here the budget of the source ends it.
    let head = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 629145600\r\n\r\n";
    let archive = [gzipped(head), bomb(b'x', 600)].concat();
    check("skipped.warc.gz", &archive, &["times its size"; 2]);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("in.warc.gz", zip::write::SimpleFileOptions::default()).expect("a new member");
    zip.write_all(&archive).expect("memory can be written");
    let zip = zip.finish().expect("the archive is whole").into_inner();
    check("bomb.zip", &zip, &["times its size", "times its size", "nothing more of it was read"]);
}

#[test]
fn tags_nested_ten_thousand_deep_are_refused() {
    let html = format!("<html><body>{}Nurses{}</body></html>", "<div>".repeat(10_000), "</div>".repeat(10_000));
    check("deep.html", html.as_bytes(), &["nested more than"]);
    let xml = format!("<?xml version=\"1.0\"?><nitf>{}{}</nitf>", "<block>".repeat(10_000), "</block>".repeat(10_000));
    check("deep.xml", xml.as_bytes(), &["nested more than"]);
    let json = format!("{{\"body\":{}{}}}\n", "[".repeat(10_000), "]".repeat(10_000));
    check("deep.jsonl", json.as_bytes(), &["JSON"]);
}

#[test]
fn a_web_archive_record_is_not_taken_at_its_claimed_length() {
    let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://ledger.example/bus\r\n\
        Content-Type: application/http; msgtype=response\r\nContent-Length: 2147483648\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html>";
    check("claims.warc", head.as_bytes(), &["before the end of this record"]);
}

#[test]
fn entities_of_xml_are_not_expanded() {
    let mut entities = String::from("<!ENTITY a0 \"nurses \">");
    for n in 1..30 {
        let previous = format!("&a{};", n - 1).repeat(10);
        entities.extend([format!("<!ENTITY a{n} \"{previous}\">")]);
    }
    let xml = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE nitf [{entities}]><nitf><body><body.head><hedline><hl1>Bus</hl1></hedline></body.head>\
        <body.content><p>Drivers and &a29; vote.</p></body.content></body></nitf>"
    );
    let articles = check("lol.xml", xml.as_bytes(), &[]);
    assert!(articles[1].body.len() < 100, "{}", articles[1].body.len());
}

#[test]
fn a_quote_never_closed_costs_the_lines_behind_it_and_no_memory() {
    let row = "T,Nurses work nights.,2016-03-14\n";
    let small = format!("title,body,date\n{row}T,\"Nurses work,2016-03-14\n{}", row.repeat(500));
    let articles = check("open.csv", small.as_bytes(), &["a quote is opened here and never closed"]);
    assert_eq!(articles.len(), 3, "the row before it is read");
    let large = format!("title,body,date\n{row}T,\"Nurses work,2016-03-14\n{}", row.repeat(200_000));
    check("large.csv", large.as_bytes(), &["is a quote left open?"]);
    let sound = format!("title,body,date\n{row}6\" pipe,Plumbers work.,2016-03-14\n");
    assert_eq!(check("inch.csv", sound.as_bytes(), &[]).len(), 4, "a stray quote costs nothing");
}

#[test]
fn files_of_many_encodings_stand_in_one_folder() {
    let root = folder();
    let text = "{\"title\":\"Caf\u{e9}\",\"body\":\"The caf\u{e9} pays its waiters.\"}\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("a letter of Latin-1")).collect();
    write(root.path(), "a.jsonl", text.replace("pays", "pays all"));
    write(root.path(), "b.jsonl", utf16);
    write(root.path(), "c.jsonl", [b"\xef\xbb\xbf".as_slice(), text.replace("pays", "paid").as_bytes()].concat());
    write(root.path(), "d.jsonl", String::from_utf8_lossy(&latin).replace('\u{fffd}', "e").replace("pays", "owes"));
    write(root.path(), "e.jsonl", [latin.as_slice(), text.replace("pays", "pleases").as_bytes()].concat());
    let (articles, rejects) = read(root.path());
    assert!(rejects.len() <= 1, "{rejects:?}");
    assert!(articles.len() >= 5 && articles.iter().all(|a| a.body.starts_with("The caf")), "{articles:?}");
}

#[cfg(unix)]
#[test]
fn a_link_back_to_its_own_folder_is_named_and_left_out() {
    let root = folder();
    write(root.path(), "good.jsonl", GOOD);
    std::fs::create_dir(root.path().join("in")).expect("a new folder");
    std::os::unix::fs::symlink("..", root.path().join("in/loop")).expect("a link can be made");
    let (articles, rejects) = read(root.path());
    assert_eq!((articles.len(), rejects.len()), (1, 1), "{rejects:?}");
    assert!(rejects[0].reason.contains("leads back to its own folder"), "{}", rejects[0].reason);
}

#[test]
fn metadata_rows_that_match_no_text_are_told() {
    let root = folder();
    let news = root.path().join("news");
    std::fs::create_dir(&news).expect("a new folder");
    write(&news, "one.txt", "A title\n\nNurses work nights.");
    write(&news, "manifest.csv", "file,outlet,date\none.txt,Ledger,2016-03-14\ntow.txt,Ledger,2016-03-15\n");
    let output = classlens(root.path(), &["audit", "news", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("1 metadata rows match no text, the first of them `tow.txt`"), "{told}");
}

#[test]
fn a_title_as_long_as_a_text_is_cut_in_print() {
    let root = folder();
    let title = "Bus drivers and cooks vote on a contract ".repeat(200);
    write(
        root.path(),
        "news.jsonl",
        format!("{{\"id\":\"a\",\"title\":\"{title}\",\"body\":\"Nurses work nights.\"}}\n"),
    );
    let output = classlens(root.path(), &["audit", "news.jsonl", "-o", "out", "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stdout(&classlens(root.path(), &["explain", "out", "a"]));
    let first = told.lines().next().expect("a title line");
    assert!(first.starts_with("a  Bus drivers") && first.ends_with('…') && first.chars().count() < 220, "{first}");
}
