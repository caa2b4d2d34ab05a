//! JSON Lines: one article a line.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::article::{Notice, Record, Reject, Remedy};
use crate::read::charset::RecordCharset;
use crate::read::json_article::article_of;
use crate::read::json_object::object_of;
use crate::read::{ReadOptions, Sink, open};

/// Reads every line; blank lines are skipped, broken and overlong ones refused.
pub(super) fn read(
    name: &Arc<str>,
    mut reader: Box<dyn BufRead + '_>,
    mut charset: RecordCharset,
    options: &ReadOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut line = Vec::new();
    for position in 1.. {
        line.clear();
        let length = match read_line(&mut *reader, &mut line, options.max_record_bytes) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) => return sink(Record::Reject(Reject::new(name, position, open::explain(&error)))),
        };
        if length > options.max_record_bytes {
            sink(Record::Reject(Reject::new(name, position, too_long(length, options.max_record_bytes))))?;
            continue;
        }
        if position == 1 && line.starts_with("\u{feff}".as_bytes()) {
            line.drain(..3);
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        line.truncate(line.trim_ascii_end().len());
        let (text, remark) = charset.decode(&line, || format!("line {position}"));
        if let Some(message) = remark {
            sink(Record::Notice(Notice { source: Arc::clone(name), message }))?;
        }
        sink(match object_of(&text) {
            Ok(object) => article_of(object, name, position, options),
            Err(error) => Record::Reject(Reject::new(name, position, error)),
        })?;
    }
    ControlFlow::Continue(())
}

/// The message for a record over the bound.
pub(super) fn too_long(length: usize, bound: usize) -> String {
    format!(
        "a record of {} MB is over the bound of {} MB: no article is that long; if this is one, {}",
        length >> 20,
        bound >> 20,
        Remedy::RaiseLimit
    )
}

/// Reads one line into `line`, at most `bound` bytes of it; returns its whole length with the
/// newline, 0 at the end.
pub(super) fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>, bound: usize) -> std::io::Result<usize> {
    let mut length = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(length);
        }
        let newline = buffer.iter().position(|b| *b == b'\n');
        let taken = newline.map_or(buffer.len(), |at| at + 1);
        if length <= bound {
            line.extend_from_slice(&buffer[..taken.min(bound + 1 - length.min(bound))]);
        }
        length += taken;
        reader.consume(taken);
        if newline.is_some() {
            return Ok(length);
        }
    }
}
