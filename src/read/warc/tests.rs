use crate::read::warc::{arc_head, http};

#[test]
fn heads_of_arc_records_may_hold_blanks_in_the_address() {
    let head = arc_head("http://a.example/x y 10.0.0.1 20160314120000 text/html 512").expect("a head");
    assert_eq!(
        (head.url.as_str(), head.date.as_str(), head.length),
        ("http://a.example/x y", "20160314120000", Some(512))
    );
    let broken = arc_head("http://a.example/ 10.0.0.1 20160314120000 text/html -1").expect("a head");
    assert_eq!(broken.length, None);
    assert!(arc_head("a line of text with five words").is_none());
}

#[test]
fn chunks_are_joined_and_what_is_not_chunked_is_kept() {
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    let answer = http::parse(chunked, 1 << 20).expect("an answer");
    assert_eq!((answer.status, answer.body.as_slice()), (200, b"abcde".as_slice()));
    assert_eq!(http::charset_of(&answer.content_type).as_deref(), Some("utf-8"));
    let plain = b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n<html>x";
    assert_eq!(http::parse(plain, 1 << 20).expect("an answer").body, b"<html>x");
}

#[test]
fn broken_answers_are_refused_or_kept_and_never_panic() {
    assert!(http::parse(b"", 10).is_err());
    let whole = b"HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n\x1f\x8b\x08\x00broken";
    for end in 0..=whole.len() {
        let _ = http::parse(&whole[..end], 1 << 20);
    }
    assert!(http::parse(b"HTTP/1.1 200 OK\n\n12345", 1 << 20).is_ok_and(|a| a.body == b"12345"));
}
