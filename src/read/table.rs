//! CSV and TSV: a header line, then one article a record.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::read::{FieldName, ReadOptions, Record, Reject, Sink, columns, open};

/// Reads every record under the columns its header names.
pub(super) fn read(
    name: &Arc<str>,
    reader: Box<dyn BufRead + '_>,
    delimiter: u8,
    options: &ReadOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
    let refuse = |position, reason: String| Record::Reject(Reject::new(name, position, reason));
    let header: Vec<String> = match table.byte_headers() {
        Ok(header) => header.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect(),
        Err(error) => return sink(refuse(1, reason_of(&error))),
    };
    let header_refs: Vec<&str> = header.iter().map(String::as_str).collect();
    let located = options.columns.locate(&header_refs);
    if !located.contains_key(&FieldName::Body) {
        let reason = format!("no body column among: {}; name it with --map body=COLUMN", header.join(", "));
        return sink(refuse(1, reason));
    }
    let mut row = csv::ByteRecord::new();
    loop {
        match table.read_byte_record(&mut row) {
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) => {}
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                sink(refuse(line, reason_of(&error)))?;
                if error.is_io_error() {
                    return ControlFlow::Continue(());
                }
                continue;
            }
        }
        let line = row.position().map_or(0, csv::Position::line);
        if row.as_slice().len() > options.max_record_bytes {
            let reason = "a record over the bound: is a quote left open? close it, or raise --max-record";
            sink(refuse(line, reason.to_owned()))?;
            continue;
        }
        let value = |field: FieldName| {
            let cell = row.get(*located.get(&field)?)?;
            Some(String::from_utf8_lossy(cell).into_owned())
        };
        sink(match columns::assemble(name, line, options.date_order, value) {
            Ok(article) => Record::Article(Box::new(article)),
            Err(reject) => Record::Reject(reject),
        })?;
    }
}

fn reason_of(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) => open::explain(error),
        _ => format!("not a table row ({error}): check quotes and separators"),
    }
}
