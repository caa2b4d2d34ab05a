//! CSV and TSV: a header line, then one article a record.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use crate::article::{Record, Reject};
use crate::read::{FieldName, ReadOptions, Sink, columns, open};

/// Reads every record under the columns its header names.
pub(super) fn read(
    name: &Arc<str>,
    reader: Box<dyn BufRead + '_>,
    delimiter: u8,
    options: &ReadOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let budget = Rc::new(RecordBudget::default());
    budget.allow(options.max_record_bytes);
    let reader = BudgetedReader { inner: reader, budget: Rc::clone(&budget) };
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
    let refuse = |position, reason: String| Record::Reject(Reject::new(name, position, reason));
    let header: Vec<String> = match table.byte_headers() {
        Ok(header) => header.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect(),
        Err(error) => return sink(refuse(1, reason_of(&error))),
    };
    let header_refs: Vec<&str> = header.iter().map(String::as_str).collect();
    let located = options.columns.locate(&header_refs);
    if !located.contains_key(&FieldName::Body) {
        let reason = format!("no body column among: {}; {}", header.join(", "), Reject::NAME_BODY);
        return sink(refuse(1, reason));
    }
    let mut row = csv::ByteRecord::new();
    loop {
        budget.allow(options.max_record_bytes);
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
            sink(refuse(line, open_quote()))?;
            continue;
        }
        if budget.ended_in_quotes() && row.len() < header.len() {
            return sink(refuse(
                line,
                "a quote is opened here and never closed: close it; the lines after it were not read".into(),
            ));
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

/// How far a table may be read for one record, and what the bytes read show.
#[derive(Default)]
struct RecordBudget {
    left: Cell<usize>,
    has_odd_quotes: Cell<bool>,
    has_ended: Cell<bool>,
}

/// Bytes the parser reads ahead, at most.
const AHEAD: usize = 1 << 20;

impl RecordBudget {
    /// Lets one more record of at most `bound` bytes pass.
    fn allow(&self, bound: usize) {
        self.left.set(bound.saturating_add(AHEAD));
    }

    /// True when the file is at its end and one of its quotes has no partner.
    fn ended_in_quotes(&self) -> bool {
        self.has_ended.get() && self.has_odd_quotes.get()
    }
}

/// A reader that stops when its budget is used up: an open quote would take the whole file into memory.
struct BudgetedReader<R> {
    inner: R,
    budget: Rc<RecordBudget>,
}

impl<R: Read> Read for BudgetedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.budget.left.get() == 0 {
            return Err(io::Error::other(open_quote()));
        }
        let most = buffer.len().min(self.budget.left.get());
        let n = self.inner.read(&mut buffer[..most])?;
        self.budget.left.set(self.budget.left.get() - n);
        let is_odd = buffer[..n].iter().fold(false, |is_odd, byte| is_odd ^ (*byte == b'"'));
        self.budget.has_odd_quotes.set(self.budget.has_odd_quotes.get() ^ is_odd);
        self.budget.has_ended.set(n == 0);
        Ok(n)
    }
}

fn open_quote() -> String {
    format!("a record over the bound: is a quote left open? close it, or {}", Reject::RAISE_LIMIT)
}

fn reason_of(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) => open::explain(error),
        _ => format!("not a table row ({error}): check quotes and separators"),
    }
}
