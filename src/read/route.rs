//! Leads bytes to the reader of their format: packings off, archives open, text decoded.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use encoding_rs::UTF_8;

use crate::article::{Notice, Record, Reject};
use crate::read::layout::{self, Layout};
use crate::read::pack::{self, HEAD, Packing, Peeked};
use crate::read::place::{MAX_DEPTH, Place};
use crate::read::{Sink, archive, charset, export, feed, html, json, lines, newsxml, open, rtf, table, text, warc};

/// A whole export may be so many times longer than one record.
const EXPORT_RECORDS: usize = 8;

/// Reads everything in `raw`, whatever its format.
pub(super) fn read(place: &Place<'_>, raw: Box<dyn Read + '_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let refuse = |reason: String| Record::Reject(Reject::new(place.source, 0, reason));
    let mut reader = Peeked::new(raw);
    if let Some(error) = reader.first_error() {
        return sink(refuse(open::explain(&error)));
    }
    let head = reader.head();
    if place.depth > MAX_DEPTH {
        return sink(refuse(format!("more than {MAX_DEPTH} archives inside each other: unpack it by hand")));
    }
    if let Some(packing) = pack::packing(head) {
        if packing == Packing::Gzip && warc::is_start(&pack::gzip_start(head)) {
            return warc::read_gzip(place, reader, sink);
        }
        return match pack::unpack(packing, reader, &place.budget) {
            Ok(plain) => read(&Place { depth: place.depth + 1, ..place.clone() }, plain, sink),
            Err(error) => sink(refuse(open::explain(&error))),
        };
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return archive::read_zip(place, reader, sink);
    }
    if archive::is_tar(head) {
        return archive::read_tar(place, reader, sink);
    }
    if warc::is_start(head) {
        return warc::read(place, reader, sink);
    }
    #[cfg(feature = "parquet")]
    if head.starts_with(b"PAR1") {
        return crate::read::parquet::read(place, reader, sink);
    }
    read_text(place, reader, sink)
}

/// Reads bytes that are text in some charset.
fn read_text(place: &Place<'_>, reader: Peeked<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let source = place.source;
    let encoding = charset::of_head(reader.head());
    let start = encoding.decode(reader.head()).0.into_owned();
    let layout = layout::of(place.file_name(), &start);
    let bound = place.options.max_record_bytes;
    match layout {
        Layout::Empty => {
            sink(Record::Reject(Reject::new(source, 0, "the file is empty: nothing to read, leave it out")))
        }
        Layout::Binary => sink(Record::Reject(Reject::new(
            source,
            0,
            "not a text format classlens reads: export it as JSON Lines, CSV or plain text",
        ))),
        Layout::Lines | Layout::Json | Layout::Table { .. } => {
            let stream: Box<dyn std::io::BufRead + '_> = if encoding == UTF_8 {
                Box::new(reader)
            } else {
                sink(Record::Notice(Notice { source: Arc::clone(source), message: charset::remark(encoding) }))?;
                let mut builder = encoding_rs_io::DecodeReaderBytesBuilder::new();
                let decoder = builder.encoding(Some(encoding)).bom_override(true).build(reader);
                Box::new(BufReader::with_capacity(HEAD, decoder))
            };
            match layout {
                Layout::Lines => lines::read(source, stream, place.options, sink),
                Layout::Table { delimiter } => table::read(source, stream, delimiter, place.options, sink),
                _ => json::read(source, stream, place.options, sink),
            }
        }
        Layout::Html => {
            let whole = if export::is_html_export(&start) { bound.saturating_mul(EXPORT_RECORDS) } else { bound };
            with_whole(place, reader, whole, sink, |text, sink| html::read(place, text, sink))
        }
        Layout::Xml(root) => with_whole(place, reader, bound.saturating_mul(EXPORT_RECORDS), sink, |text, sink| {
            if feed::is_root(&root) {
                feed::read(place.source, place.options.date_order, text, sink)
            } else {
                newsxml::read(place, &root, text, sink)
            }
        }),
        Layout::Rtf => with_whole(place, reader, bound.saturating_mul(EXPORT_RECORDS), sink, |text, sink| {
            text::read_all(place, &rtf::plain(text), sink)
        }),
        Layout::Text => {
            let whole = if export::is_text_export(&start) { bound.saturating_mul(EXPORT_RECORDS) } else { bound };
            with_whole(place, reader, whole, sink, |text, sink| text::read_all(place, text, sink))
        }
    }
}

/// Reads up to `bound` bytes, decodes them and hands them to `read`.
fn with_whole(
    place: &Place<'_>,
    reader: Peeked<'_>,
    bound: usize,
    sink: &mut Sink<'_>,
    read: impl FnOnce(&str, &mut Sink<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let refuse = |reason: String| Record::Reject(Reject::new(place.source, 0, reason));
    let mut bytes = Vec::new();
    if let Err(error) = reader.take(bound as u64 + 1).read_to_end(&mut bytes) {
        return sink(refuse(open::explain(&error)));
    }
    if bytes.len() > bound {
        return sink(refuse(lines::too_long(bytes.len(), bound)));
    }
    let (text, encoding) = charset::decode(&bytes, charset::declared(&bytes).as_deref());
    if let Some(encoding) = encoding {
        sink(Record::Notice(Notice { source: Arc::clone(place.source), message: charset::remark(encoding) }))?;
    }
    read(text.trim_start_matches('\u{feff}'), sink)
}

/// A place of its own for a source.
pub(super) fn place_of<'a>(
    source: &'a crate::read::Source,
    name: &'a Arc<str>,
    options: &'a crate::read::ReadOptions,
) -> Place<'a> {
    let path = match source {
        crate::read::Source::File(path) => Some(path.as_path()),
        _ => None,
    };
    Place { source: name, member: String::new(), path, depth: 0, budget: Rc::default(), options }
}
