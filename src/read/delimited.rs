//! Rows of a delimited table as bytes: CSV and its relatives as databases, data frames and spreadsheets write them.
//!
//! A row is read by the usual rules first. Where these give another number of cells than the header has, or a quote
//! where none belongs, it is read by the rules of other writers (`\"` for a quote, quotes that are not doubled, blanks
//! after separators, no quotes at all), and by these where the number of cells comes out right. The crate `csv` cannot
//! look ahead in this way.
//!
//! Always holds: a row takes whole lines, and memory is bounded by the longest record allowed.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use crate::read::lines::read_line;

/// Most bytes of lines that are looked at to mend a row.
const MENDED_BYTES: usize = 1 << 20;

/// One row.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "five independent faults of a row")]
pub(super) struct Row {
    /// Its cells, quotes off.
    pub cells: Vec<Vec<u8>>,
    /// Which of them were written in quotes.
    pub is_quoted: Vec<bool>,
    /// The line it begins in, from 1.
    pub line: u64,
    /// A quote is opened in it and never closed.
    pub is_open: bool,
    /// The lines below such a quote are rows of their own.
    pub ends_in_line: bool,
    /// Whether it is longer than a record may be; its cells are not whole.
    pub is_too_long: bool,
    /// A quote inside a cell that is neither doubled nor at its end, or around a cell after blanks.
    is_odd: bool,
    /// A cell of several lines has a quote right after a separator: it may have taken in the rows below.
    may_hold_rows: bool,
}

/// How quotes and blanks are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "five independent habits of writers")]
struct Rules {
    /// `\"` is a quote, `\\` a backslash.
    escapes: bool,
    /// A quote ends a cell only where a separator without a blank after it or a line end follows.
    strays: bool,
    /// Blanks before a cell do not belong to it.
    blanks: bool,
    /// Quotes are letters like others, and a line is a row.
    unquoted: bool,
    /// Quotes around the first words of a cell are letters: `"No," she said`.
    keeps: bool,
}

const USUAL: Rules = Rules { escapes: false, strays: false, blanks: false, unquoted: false, keeps: false };
const OTHERS: [Rules; 4] = [
    Rules { escapes: true, ..USUAL },
    Rules { strays: true, ..USUAL },
    Rules { escapes: true, strays: true, ..USUAL },
    Rules { blanks: true, ..USUAL },
];
const KEPT: Rules = Rules { keeps: true, ..USUAL };
const UNQUOTED: Rules = Rules { unquoted: true, ..USUAL };

/// Reads the rows of a table.
pub(super) struct Delimited<R> {
    reader: R,
    delimiter: u8,
    bound: usize,
    /// Cells of the header; 0 until it is known.
    pub n_columns: usize,
    /// Lines read ahead.
    ahead: VecDeque<Vec<u8>>,
    /// Number of the first of them, from 1.
    line: u64,
    has_ended: bool,
    /// A row of this table was without quotes that mean anything.
    is_unquoted: bool,
    /// The mark around cells: `"`, or `'` where the header has it around every name.
    quote: u8,
}

impl<R: BufRead> Delimited<R> {
    /// A reader of rows of at most `bound` bytes.
    pub fn new(reader: R, delimiter: u8, bound: usize) -> Self {
        let ahead = VecDeque::new();
        Self {
            reader,
            delimiter,
            bound,
            n_columns: 0,
            ahead,
            line: 1,
            has_ended: false,
            is_unquoted: false,
            quote: b'"',
        }
    }

    /// Leaves out the next `n` lines.
    pub fn skip_lines(&mut self, n: usize) -> io::Result<()> {
        for _ in 0..n {
            if self.ahead_line(0)? {
                self.take(1);
            }
        }
        Ok(())
    }

    /// The next row with anything in it.
    pub fn next_row(&mut self) -> io::Result<Option<Row>> {
        while self.ahead_line(0)? {
            if !self.ahead[0].iter().all(|b| matches!(b, b'\r' | b'\n')) {
                return self.row().map(Some);
            }
            self.take(1);
        }
        Ok(None)
    }

    fn row(&mut self) -> io::Result<Row> {
        if self.is_unquoted
            && let Some((row, n)) = self.fitting(UNQUOTED)?
        {
            return Ok(self.taken(row, n));
        }
        let (mut row, mut n) = self.parse(USUAL, self.bound)?;
        if self.n_columns == 0 && self.quote == b'"' && is_in_single_quotes(&row) {
            self.quote = b'\'';
            (row, n) = self.parse(USUAL, self.bound)?;
        }
        if self.n_columns == 0 || row.cells.len() == self.n_columns && !row.is_odd && !row.is_open {
            return Ok(self.taken(row, n));
        }
        if row.may_hold_rows && self.line_fits(1)? {
            return Ok(self.taken(self.first_line(), 1));
        }
        if self.delimiter == b'\t'
            && let Some((row, n)) = self.fitting(UNQUOTED)?
        {
            self.is_unquoted = true;
            return Ok(self.taken(row, n));
        }
        let mut of_lines = None;
        for rules in OTHERS.into_iter().chain([KEPT]) {
            match self.fitting(rules)? {
                Some((row, 1)) => return Ok(self.taken(row, 1)),
                // A quote that ends in a later line may have taken in rows: one line is preferred.
                found => of_lines = of_lines.or(found),
            }
        }
        let (row, n) = of_lines.unwrap_or((row, n));
        Ok(self.taken(row, n))
    }

    /// True when the line `at` lines ahead is a row by itself.
    fn line_fits(&mut self, at: usize) -> io::Result<bool> {
        if !self.ahead_line(at)? {
            return Ok(false);
        }
        let mut parser = self.parser(USUAL);
        if !parser.line(&self.ahead[at]) {
            parser.row.is_open = parser.state == State::Quoted;
            parser.end_cell();
        }
        let row = parser.row;
        Ok(row.cells.len() == self.n_columns && !row.is_odd && !row.is_open)
    }

    /// The first line ahead as a row whose quote is never closed.
    fn first_line(&self) -> Row {
        let mut parser = self.parser(UNQUOTED);
        parser.line(&self.ahead[0]);
        Row { is_open: true, ends_in_line: true, ..parser.row }
    }

    fn parser(&self, rules: Rules) -> Parser {
        Parser {
            rules,
            delimiter: self.delimiter,
            quote: self.quote,
            row: Row { line: self.line, ..Row::default() },
            state: State::Start,
            cell: Vec::new(),
            is_quoted: false,
            n_strays: 0,
            is_kept: false,
        }
    }

    /// The row by these rules, where it has as many cells as the header.
    fn fitting(&mut self, rules: Rules) -> io::Result<Option<(Row, usize)>> {
        let (row, n) = self.parse(rules, MENDED_BYTES.min(self.bound))?;
        let fits = row.cells.len() == self.n_columns && !row.is_open && !row.is_too_long && !row.is_odd;
        Ok(fits.then_some((row, n)))
    }

    /// The row that begins in the first line ahead, and how many lines it takes.
    fn parse(&mut self, rules: Rules, bound: usize) -> io::Result<(Row, usize)> {
        let mut parser = self.parser(rules);
        let (mut n, mut n_bytes) = (0, 0);
        while self.ahead_line(n)? {
            n_bytes += self.ahead[n].len();
            if n_bytes > bound {
                parser.row.is_too_long = true;
                return Ok((parser.row, n + 1));
            }
            let is_done = parser.line(&self.ahead[n]);
            n += 1;
            if is_done {
                return Ok((parser.row, n));
            }
        }
        parser.row.is_open = parser.state == State::Quoted;
        parser.end_cell();
        Ok((parser.row, n))
    }

    /// True when the line `at` lines ahead is there.
    fn ahead_line(&mut self, at: usize) -> io::Result<bool> {
        while self.ahead.len() <= at && !self.has_ended {
            let mut line = Vec::new();
            // One byte over the bound shows that the line is too long.
            let n = read_line(&mut self.reader, &mut line, self.bound)?;
            if n == 0 {
                self.has_ended = true;
            } else {
                self.ahead.push_back(line);
            }
        }
        Ok(self.ahead.len() > at)
    }

    fn taken(&mut self, row: Row, n_lines: usize) -> Row {
        self.take(n_lines);
        row
    }

    fn take(&mut self, n_lines: usize) {
        self.ahead.drain(..n_lines.min(self.ahead.len()));
        self.line += n_lines as u64;
    }
}

/// Where in a cell the parser is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
}

struct Parser {
    rules: Rules,
    delimiter: u8,
    quote: u8,
    row: Row,
    state: State,
    cell: Vec<u8>,
    /// The cell began with a quote.
    is_quoted: bool,
    /// Quotes in the cell that are part of its text.
    n_strays: usize,
    /// The quote that the cell began with is part of its text.
    is_kept: bool,
}

impl Parser {
    /// Takes a line; true when the row ends with it.
    fn line(&mut self, line: &[u8]) -> bool {
        let mut rest = line;
        while let Some((byte, after)) = rest.split_first() {
            let is_end = is_line_end(rest);
            rest = match self.state {
                State::Start | State::Plain if is_end => {
                    self.end_cell();
                    return true;
                }
                State::Start if *byte == b' ' && self.rules.blanks => after,
                State::Start if *byte == self.quote && !self.rules.unquoted => {
                    self.state = State::Quoted;
                    self.is_quoted = true;
                    after
                }
                State::Start | State::Plain if *byte == self.delimiter => {
                    self.end_cell();
                    after
                }
                State::Start | State::Plain => {
                    self.state = State::Plain;
                    self.push(*byte, after)
                }
                State::Quoted => self.quoted(*byte, after),
            };
        }
        false
    }

    /// Takes a byte between quotes; what is left of the line.
    fn quoted<'a>(&mut self, byte: u8, after: &'a [u8]) -> &'a [u8] {
        let quote = self.quote;
        match (byte, after.first()) {
            (b'\\', Some(next)) if self.rules.escapes && (*next == quote || *next == b'\\') => {
                self.push(after[0], &after[1..])
            }
            (mark, Some(next)) if mark == quote && *next == quote => {
                if self.closes_stray(&after[1..]) {
                    self.state = State::Plain;
                }
                self.push(quote, &after[1..])
            }
            (mark, _) if mark == quote && self.ends_cell(after) => {
                self.state = State::Plain;
                after
            }
            (mark, _) if mark == quote && self.rules.strays => {
                self.n_strays += 1;
                self.push(quote, after)
            }
            (mark, _) if mark == quote && self.rules.keeps => {
                self.cell.insert(0, quote);
                self.is_kept = true;
                self.state = State::Plain;
                self.push(quote, after)
            }
            (mark, _) if mark == quote => {
                self.row.is_odd = true;
                self.row.may_hold_rows |= self.cell.last() == Some(&self.delimiter) && self.cell.contains(&b'\n');
                self.state = State::Plain;
                after
            }
            _ => self.push(byte, after),
        }
    }

    /// `"… "so"",`: the first of two quotes belongs to the text when one was opened in it.
    fn closes_stray(&self, after: &[u8]) -> bool {
        self.rules.strays && self.n_strays % 2 == 1 && self.ends_cell(after)
    }

    /// True where what follows a quote ends its cell.
    fn ends_cell(&self, after: &[u8]) -> bool {
        match after.first() {
            None => true,
            Some(byte) if *byte == self.delimiter => !(self.rules.strays && after.get(1) == Some(&b' ')),
            Some(b' ') if self.rules.blanks => {
                after.iter().find(|b| **b != b' ').is_none_or(|b| *b == self.delimiter || is_line_end(&[*b]))
            }
            Some(_) => is_line_end(after),
        }
    }

    fn push<'a>(&mut self, byte: u8, after: &'a [u8]) -> &'a [u8] {
        self.cell.push(byte);
        after
    }

    fn end_cell(&mut self) {
        let inner = self.cell.trim_ascii_start();
        let is_around = inner.len() > 1 && inner.len() < self.cell.len() && inner.first() == Some(&self.quote);
        self.row.is_odd |= is_around && inner.last() == Some(&self.quote) && !self.is_quoted && !self.rules.unquoted;
        // One part more than quotes.
        self.row.is_odd |= self.is_kept && self.cell.split(|b| *b == self.quote).count() % 2 == 0;
        self.row.cells.push(std::mem::take(&mut self.cell));
        self.row.is_quoted.push(std::mem::take(&mut self.is_quoted) && !std::mem::take(&mut self.is_kept));
        self.n_strays = 0;
        self.state = State::Start;
    }
}

/// True for a row with `'` around every cell, and more cells than one.
fn is_in_single_quotes(row: &Row) -> bool {
    let is_in = |cell: &Vec<u8>| cell.len() > 2 && cell.starts_with(b"'") && cell.ends_with(b"'");
    row.cells.len() > 1 && row.cells.iter().all(is_in)
}

fn is_line_end(rest: &[u8]) -> bool {
    matches!(rest, [b'\n', ..] | [b'\r', b'\n', ..] | [b'\r'])
}

/// Turns the line ends of old Macs, a carriage return alone, into newlines.
pub(super) struct Newlines<R>(pub R);

impl<R: io::Read> io::Read for Newlines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(buffer)?;
        buffer[..n].iter_mut().filter(|b| **b == b'\r').for_each(|b| *b = b'\n');
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use crate::read::delimited::Delimited;

    /// Rows after the header as cells between bars.
    #[track_caller]
    fn check(delimiter: u8, table: &str, expected: &[&str]) {
        let mut rows = Delimited::new(table.as_bytes(), delimiter, 1 << 20);
        let mut found = Vec::new();
        while let Some(row) = rows.next_row().expect("bytes in memory") {
            if rows.n_columns == 0 {
                rows.n_columns = row.cells.len();
                continue;
            }
            let cells: Vec<_> = row.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            found.push(format!("{}{} {}", row.line, if row.is_open { "!" } else { "" }, cells.join("|")));
        }
        assert_eq!(found, expected, "{table}");
    }

    #[test]
    fn the_usual_rules_come_first() {
        check(b',', "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2,w\r\n", &["2 1|x, \"y\"\nz", "5 2|w"]);
        check(b',', "a,b\n1,\n,2", &["2 1|", "3 |2"]);
        check(b',', "a,b\n\"C:\\\",x\n2,y\n", &["2 C:\\|x", "3 2|y"]);
        check(b';', "a;b\n6\" pipe;x\n", &["2 6\" pipe|x"]);
        check(b',', "a,b\n1,2,3\n4\n", &["2 1|2|3", "3 4"]);
    }

    #[test]
    fn backslashes_before_quotes_are_read_where_they_must_be() {
        check(b',', "a,b\n1,\"say \\\"no\\\", go\"\n2,x\n", &["2 1|say \"no\", go", "3 2|x"]);
        check(b',', "a,b\n1,\"say \\\"no\\\"\"\n", &["2 1|say \"no\""]);
        check(b',', "a,b\n1,\"say \\\"no\\\",\ngo\"\n2,x\n", &["2 1|say \"no\",\ngo", "4 2|x"]);
    }

    #[test]
    fn quotes_that_are_not_doubled_stay_in_the_text() {
        check(b',', "a,b\n1,\"say \"no\", go\"\n2,x\n", &["2 1|say \"no\", go", "3 2|x"]);
        check(b',', "a,b\n1,\"say \"no\"\"\n2,x\n", &["2 1|say \"no\"", "3 2|x"]);
    }

    #[test]
    fn several_fields_of_a_row_may_have_quotes_that_are_not_doubled() {
        check(b',', "a,b,c\n1,\"say \"no\", go\",\"a \"so\" here\"\n", &["2 1|say \"no\", go|a \"so\" here"]);
        check(b',', "a,b,c\n1,\"The \"big\" vote\",\"Cooks \"won\" it\"\n", &["2 1|The \"big\" vote|Cooks \"won\" it"]);
        check(b',', "a,b,c\n1,\"a 6\" pipe\",\"a 5\" pipe\"\n2,x,y\n", &["2 1|a 6\" pipe|a 5\" pipe", "3 2|x|y"]);
        check(b',', "a,b,c\n1,\"Big\" vote,Cooks \"won\" it\n", &["2 1|\"Big\" vote|Cooks \"won\" it"]);
        check(b',', "a,b,c\n1,\"Big\" vote,\"Won\" by cooks\n", &["2 1|\"Big\" vote|\"Won\" by cooks"]);
        check(b',', "a,b,c\n1,\"Big\" vote,\"Cooks, all\"\n", &["2 1|\"Big\" vote|Cooks, all"]);
        check(
            b',',
            "a,b,c\n1,\"He said \"no\"\",\"She said \"yes\"\"\n2,x,y\n",
            &["2 1|He said \"no\"|She said \"yes\"", "3 2|x|y"],
        );
        check(
            b',',
            "a,b,c\n1,\"No,\" she said,\"Yes,\" he said\n2,x,y\n",
            &["2 1|\"No,\" she said|\"Yes,\" he said", "3 2|x|y"],
        );
    }

    #[test]
    fn blanks_after_separators_belong_to_no_cell() {
        check(b',', "a,b\n1, \"x, y\"\n", &["2 1|x, y"]);
        check(b',', "a,b\n1, \"x\"\n2, y\n", &["2 1|x", "3 2| y"]);
        check(b',', "a,b\n1, \"x\" and \"y\"\n", &["2 1| \"x\" and \"y\""]);
    }

    #[test]
    fn tables_by_tabs_may_have_no_quotes() {
        check(b'\t', "a\tb\n\"No,\" she said\t1\n\"Yes\" again\t2\n", &["2 \"No,\" she said|1", "3 \"Yes\" again|2"]);
        check(b'\t', "a\tb\n\"x\ty\"\t1\n", &["2 x\ty|1"]);
    }

    #[test]
    fn a_quote_never_closed_takes_in_no_rows() {
        let table = "a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n";
        check(b',', table, &["2! 1|\"x", "3 2|y", "4 3|z", "5 4|w"]);
        // A text that is parted over lines, with a quote in it.
        check(b',', "a,b\n1,\"x\nhe said,\"no\" and left\"\n", &["2 1|x\nhe said,\"no\" and left"]);
    }

    #[test]
    fn single_quotes_are_those_of_a_header_that_has_them() {
        check(b',', "'id','b'\n'1','x, y'\n'2','the cooks'' \"hall\"'\n", &["2 1|x, y", "3 2|the cooks' \"hall\""]);
        check(b',', "'id','b'\n'1','x\ny'\n2,z\n", &["2 1|x\ny", "4 2|z"]);
        check(b',', "id,b\n'tis,'no'\n", &["2 'tis|'no'"]);
    }

    #[test]
    fn a_quote_never_closed_is_reported() {
        check(b',', "a,b\n1,\"x\n2,y\n", &["2! 1|x\n2,y\n"]);
    }
}
