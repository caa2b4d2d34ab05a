//! Detects the format of some bytes and calls its reader; compression, archives and charsets are undone before.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use encoding_rs::Encoding;

use crate::article::{Notice, Record, Reject};
use crate::read::charset::RecordCharset;
use crate::read::delimited::Newlines;
use crate::read::layout::{self, Layout};
use crate::read::pack::{self, HEAD, Packing, Peeked};
use crate::read::record_source::{MAX_DEPTH, RecordSource};
use crate::read::{Sink, archive, charset, export, feed, html, json, lines, newsxml, open, rtf, table, text, warc};

/// A whole export may be this many times longer than one record.
const EXPORT_RECORDS: usize = 8;

/// Reads everything in `raw`, whatever its format.
pub(super) fn read(input: &RecordSource<'_>, raw: Box<dyn Read + '_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let refuse = |reason: String| Record::Reject(Reject::new(input.source, 0, reason));
    let mut reader = Peeked::new(raw);
    if let Some(error) = reader.first_error() {
        return sink(refuse(open::explain(&error)));
    }
    let head = reader.head();
    if input.depth > MAX_DEPTH {
        return sink(refuse(format!("more than {MAX_DEPTH} archives inside each other: unpack it by hand")));
    }
    if let Some(packing) = pack::packing(head) {
        if packing == Packing::Gzip && warc::is_start(&pack::gzip_start(head)) {
            return warc::read_gzip(input, reader, sink);
        }
        return match pack::unpack(packing, reader, &input.budget) {
            Ok(plain) => read(&RecordSource { depth: input.depth + 1, ..input.clone() }, plain, sink),
            Err(error) => sink(refuse(open::explain(&error))),
        };
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return archive::read_zip(input, reader, read, sink);
    }
    if archive::is_tar(head) {
        return archive::read_tar(input, reader, read, sink);
    }
    if warc::is_start(head) {
        return warc::read(input, reader, sink);
    }
    #[cfg(feature = "parquet")]
    if head.starts_with(b"PAR1") {
        return crate::read::parquet::read(input, reader, sink);
    }
    read_text(input, reader, sink)
}

/// Reads bytes that are text in some charset.
fn read_text(input: &RecordSource<'_>, reader: Peeked<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let source = input.source;
    let encoding = charset::of_head(reader.head());
    let start = encoding.decode(reader.head()).0.into_owned();
    let layout = layout::of(input.file_name(), &start, &input.options.columns);
    let bound = input.options.max_record_bytes;
    match layout {
        Layout::Empty => {
            sink(Record::Reject(Reject::new(source, 0, "the file is empty: nothing to read, leave it out")))
        }
        Layout::Binary => sink(Record::Reject(Reject::new(
            source,
            0,
            "not a text format classlens reads: export it as JSON Lines, CSV or plain text",
        ))),
        Layout::Lines | Layout::Json | Layout::Table(_) => read_records(input, reader, encoding, &layout, sink),
        Layout::Html => {
            let whole = if export::is_html_export(&start) { bound.saturating_mul(EXPORT_RECORDS) } else { bound };
            with_whole(input, reader, whole, sink, |text, sink| html::read(input, text, sink))
        }
        Layout::Xml(root) => with_whole(input, reader, bound.saturating_mul(EXPORT_RECORDS), sink, |text, sink| {
            if feed::is_root(&root) {
                feed::read(input.source, input.options.date_order, text, sink)
            } else {
                newsxml::read(input, &root, text, sink)
            }
        }),
        Layout::Rtf => with_whole(input, reader, bound.saturating_mul(EXPORT_RECORDS), sink, |text, sink| {
            text::read_all(input, &rtf::plain(text), sink)
        }),
        Layout::Text => {
            let whole = if export::is_text_export(&start) { bound.saturating_mul(EXPORT_RECORDS) } else { bound };
            with_whole(input, reader, whole, sink, |text, sink| text::read_all(input, text, sink))
        }
    }
}

/// Reads records that are decoded one by one, where each byte is a character, else as a whole.
fn read_records(
    input: &RecordSource<'_>,
    reader: Peeked<'_>,
    encoding: &'static Encoding,
    layout: &Layout,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let charset = RecordCharset::of_head(reader.head());
    let is_mac = reader.head().contains(&b'\r') && !reader.head().contains(&b'\n');
    let stream: Box<dyn BufRead + '_> = if charset::is_single_byte(encoding) {
        Box::new(reader)
    } else {
        let message = charset::remark(encoding);
        sink(Record::Notice(Notice { source: Arc::clone(input.source), message }))?;
        let mut builder = encoding_rs_io::DecodeReaderBytesBuilder::new();
        let decoder = builder.encoding(Some(encoding)).bom_override(true).build(reader);
        Box::new(BufReader::with_capacity(HEAD, decoder))
    };
    match layout {
        Layout::Lines => lines::read(input.source, stream, charset, input.options, sink),
        &Layout::Table(layout) if is_mac => {
            let stream = Box::new(BufReader::with_capacity(HEAD, Newlines(stream)));
            table::read(input, stream, layout, charset, sink)
        }
        &Layout::Table(layout) => table::read(input, stream, layout, charset, sink),
        _ => json::read(input.source, stream, charset, input.options, sink),
    }
}

/// Reads up to `bound` bytes, decodes them and hands them to `read`.
fn with_whole(
    input: &RecordSource<'_>,
    reader: Peeked<'_>,
    bound: usize,
    sink: &mut Sink<'_>,
    read: impl FnOnce(&str, &mut Sink<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let refuse = |reason: String| Record::Reject(Reject::new(input.source, 0, reason));
    let mut bytes = Vec::new();
    if let Err(error) = reader.take(bound as u64 + 1).read_to_end(&mut bytes) {
        return sink(refuse(open::explain(&error)));
    }
    if bytes.len() > bound {
        return sink(refuse(lines::too_long(bytes.len(), bound)));
    }
    let (text, encoding) = charset::decode(&bytes, charset::declared(&bytes).as_deref());
    if let Some(encoding) = encoding {
        sink(Record::Notice(Notice { source: Arc::clone(input.source), message: charset::remark(encoding) }))?;
    }
    read(text.trim_start_matches('\u{feff}'), sink)
}

/// A place of its own for a source.
pub(super) fn place_of<'a>(
    source: &'a crate::read::Source,
    name: &'a Arc<str>,
    options: &'a crate::read::ReadOptions,
) -> RecordSource<'a> {
    let path = match source {
        crate::read::Source::File(path) | crate::read::Source::Spooled { path, .. } if !source.is_read_once() => {
            Some(path.as_path())
        }
        _ => None,
    };
    RecordSource { source: name, member: String::new(), path, depth: 0, budget: Rc::default(), options }
}
