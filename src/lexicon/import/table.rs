//! CSV: the columns term, category (outer and inner parted by `/`), perhaps sub-category and weight.

use crate::lexicon::import::{Fault, ImportedTerms, fault};

const TERM: &[&str] = &["term", "word", "pattern", "entry", "phrase"];
const CATEGORY: &[&str] = &["category", "tier", "class", "label", "key", "dictionary"];
const INNER: &[&str] = &["subcategory", "sub_category", "dimension"];
const WEIGHT: &[&str] = &["weight", "value", "score"];

/// The most frequent separator in the first line.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let most = [b',', b'\t', b';'].into_iter().rev().max_by_key(|d| header.bytes().filter(|b| b == d).count());
    most.unwrap_or(b',')
}

/// The line of a record, from 1.
pub(super) fn line_of(position: Option<&csv::Position>) -> usize {
    position.map_or(1, |p| usize::try_from(p.line()).unwrap_or(1))
}

/// What is wrong with a table row.
pub(super) fn reason_of(error: &csv::Error) -> String {
    format!("not a table row ({error}): check quotes and separators")
}

/// Where the columns are.
struct Columns {
    term: usize,
    category: usize,
    inner: Option<usize>,
    weight: Option<usize>,
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Option<Self> {
        let plain: Vec<String> = header.iter().map(|c| c.trim().to_lowercase()).collect();
        let at = |names: &[&str]| names.iter().find_map(|name| plain.iter().position(|c| c == name));
        let (term, inner, weight) = (at(TERM)?, at(INNER), at(WEIGHT));
        Some(Self { term, category: at(CATEGORY)?, inner, weight })
    }
}

/// Reads the whole table.
pub(super) fn read(text: &str, found: &mut ImportedTerms) -> Result<(), Fault> {
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut columns: Option<Columns> = None;
    for row in table.records() {
        let row = row.map_err(|e| fault(line_of(e.position()), reason_of(&e)))?;
        let line = line_of(row.position());
        if let Some(columns) = &columns {
            term(line, &row, columns, found);
            continue;
        }
        if let Some(named) = Columns::of(&row) {
            columns = Some(named);
            continue;
        }
        if row.len() < 2 {
            return Err(fault(line, "one column only: a table has the columns term, category and perhaps weight"));
        }
        found.kept(line, "no header: taken as term, category, weight; write `term,category,weight` above it");
        let by_place = Columns { term: 0, category: 1, inner: None, weight: Some(2) };
        term(line, &row, &by_place, found);
        columns = Some(by_place);
    }
    Ok(())
}

fn term(line: usize, row: &csv::StringRecord, columns: &Columns, found: &mut ImportedTerms) {
    let cell = |at: usize| row.get(at).map(str::trim).filter(|c| !c.is_empty());
    let Some(term) = cell(columns.term) else {
        found.left_out(line, "a row without a term: fill the column");
        return;
    };
    let Some(category) = cell(columns.category) else {
        found.left_out(line, format!("`{term}` has no category: fill the column"));
        return;
    };
    let inner = columns.inner.and_then(cell);
    let levels: Vec<String> =
        category.split('/').chain(inner).map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
    let written = columns.weight.and_then(cell).unwrap_or("1");
    let Ok(weight) = written.parse() else {
        found.left_out(line, format!("`{term}`: weight `{written}` is no number: write one like 0.5"));
        return;
    };
    found.term(line, &levels, term, weight);
}
