//! JSON documents: an array of articles, one article, or an object that contains an array of them.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::Value;

use crate::article::{Notice, Record, Reject};
use crate::read::charset::RecordCharset;
use crate::read::json_article::article_of;
use crate::read::json_object::{Object, object_of};
use crate::read::lines::too_long;
use crate::read::{ReadOptions, Sink, feed, ninjs, open};

/// Reads a JSON document; arrays are streamed element by element.
pub(super) fn read(
    name: &Arc<str>,
    mut reader: Box<dyn BufRead + '_>,
    mut charset: RecordCharset,
    options: &ReadOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut elements = Elements::default();
    let refuse =
        |position, reason: String, sink: &mut Sink<'_>| sink(Record::Reject(Reject::new(name, position, reason)));
    let mut position = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) => return refuse(position + 1, open::explain(&error), sink),
        };
        if buffer.is_empty() {
            break;
        }
        let n = buffer.len();
        for byte in buffer {
            if elements.push(*byte, options.max_record_bytes) {
                position += 1;
                let length = elements.length;
                let element = elements.take();
                if length > options.max_record_bytes {
                    refuse(position, too_long(length, options.max_record_bytes), sink)?;
                } else {
                    let (text, remark) = charset.decode(&element, || format!("record {position}"));
                    if let Some(message) = remark {
                        sink(Record::Notice(Notice { source: Arc::clone(name), message }))?;
                    }
                    emit(name, position, &text, options, sink)?;
                }
            }
        }
        reader.consume(n);
    }
    if elements.is_open() {
        return refuse(
            position + 1,
            "the JSON document is cut off: what came before was read; fetch it again".into(),
            sink,
        );
    }
    ControlFlow::Continue(())
}

fn emit(name: &Arc<str>, position: u64, text: &str, options: &ReadOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let object = match object_of(text) {
        Ok(object) => object,
        Err(reason) => return sink(Record::Reject(Reject::new(name, position, reason))),
    };
    if ninjs::is_item(&object) {
        return sink(ninjs::article_of(&object, name, position));
    }
    if object.get("version").and_then(Value::as_str).is_some_and(|v| v.contains("jsonfeed.org")) {
        return feed::read(name, options.date_order, text, sink);
    }
    // An empty list is no answer: then the object itself is refused, or read.
    if let Some(inner) = LISTS.iter().find_map(|key| object.get(*key)?.as_array().filter(|list| !list.is_empty())) {
        return emit_all(inner, name, options, sink);
    }
    let outer = object.values().any(Value::is_object).then(|| object.clone());
    match (article_of(object, name, position, options), outer) {
        (Record::Reject(reject), Some(outer)) => match outer.values().find_map(|value| list_in(value, NESTED)) {
            Some(inner) => emit_all(inner, name, options, sink),
            None => sink(Record::Reject(reject)),
        },
        (record, _) => sink(record),
    }
}

/// Keys that hold articles.
const LISTS: &[&str] = &["articles", "docs", "documents", "items", "results", "stories", "data", "value"];
/// Keys that hold articles inside another object, such as the answer of a server.
const LISTS_INSIDE: &[&str] = &["hits", "records", "rows", "entries", "news", "posts"];
/// Objects one in another above a list of articles.
const NESTED: usize = 4;

/// The list of objects under a known key of `value` or of an object in it.
fn list_in(value: &Value, depth: usize) -> Option<&Vec<Value>> {
    let object = value.as_object()?;
    let is_list = |list: &&Vec<Value>| !list.is_empty() && list.iter().all(Value::is_object);
    let named = LISTS.iter().chain(LISTS_INSIDE).find_map(|key| object.get(*key)?.as_array().filter(is_list));
    named.or_else(|| object.values().filter(|_| depth > 0).find_map(|inner| list_in(inner, depth - 1)))
}

fn emit_all(values: &[Value], name: &Arc<str>, options: &ReadOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    for (at, value) in values.iter().enumerate() {
        let inner: Object = match value {
            // A server for searches puts the article beside what it found it by.
            Value::Object(map) => match map.get("_source") {
                Some(Value::Object(source)) => with_id(source, map.get("_id")),
                _ => map.clone().into_iter().collect(),
            },
            _ => Object::new(),
        };
        sink(article_of(inner, name, at as u64 + 1, options))?;
    }
    ControlFlow::Continue(())
}

/// The article of an entry of a search, with the id of the entry where it has none itself.
fn with_id(source: &serde_json::Map<String, Value>, id: Option<&Value>) -> Object {
    let mut object: Object = source.clone().into_iter().collect();
    if let Some(id) = id {
        object.entry("id".to_owned()).or_insert_with(|| id.clone());
    }
    object
}

/// Splits a byte stream into the elements of a top-level array, or the one top-level object.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of the place in the text")]
struct Elements {
    bytes: Vec<u8>,
    length: usize,
    /// Brackets open inside the element.
    depth: usize,
    in_array: bool,
    /// The element is a number, a word or a string.
    in_scalar: bool,
    in_string: bool,
    escaped: bool,
}

impl Elements {
    /// True in the middle of an element.
    fn is_open(&self) -> bool {
        self.depth > 0 || self.in_scalar
    }

    /// Takes one byte; true when it closed an element.
    fn push(&mut self, byte: u8, bound: usize) -> bool {
        if !self.is_open() {
            return self.open(byte);
        }
        if self.in_scalar && !self.in_string && matches!(byte, b',' | b']' | b' ' | b'\t' | b'\r' | b'\n') {
            self.in_scalar = false;
            return true;
        }
        self.length += 1;
        if self.length <= bound {
            self.bytes.push(byte);
        }
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            // Brackets in a number or a word belong to it, and JSON's parser refuses them.
            _ if self.in_string || self.in_scalar => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth -= 1,
            _ => {}
        }
        !self.is_open()
    }

    /// Takes a byte between two elements.
    fn open(&mut self, byte: u8) -> bool {
        match byte {
            b'[' if !self.in_array => self.in_array = true,
            b'{' | b'[' => self.depth = 1,
            b'"' => (self.in_scalar, self.in_string) = (true, true),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => self.in_scalar = true,
            _ => {}
        }
        if self.is_open() {
            self.bytes.push(byte);
            self.length = 1;
        }
        false
    }

    fn take(&mut self) -> Vec<u8> {
        self.length = 0;
        std::mem::take(&mut self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Elements;

    fn elements(text: &str) -> (Vec<String>, bool) {
        let mut elements = Elements::default();
        let mut found = Vec::new();
        for byte in text.bytes() {
            if elements.push(byte, 100) {
                found.push(String::from_utf8(elements.take()).expect("the test's own text"));
            }
        }
        (found, elements.is_open())
    }

    #[test]
    fn stray_brackets_belong_to_the_element_they_stand_in() {
        assert_eq!(
            elements("[5}, {\"a\": [1]}, x}}{, \"]\" ]"),
            (vec!["5}".into(), "{\"a\": [1]}".into(), "x}}{".into(), "\"]\"".into()], false)
        );
        assert_eq!(elements("}{\"a\": 1}}]{"), (vec!["{\"a\": 1}".into()], true));
    }
}
