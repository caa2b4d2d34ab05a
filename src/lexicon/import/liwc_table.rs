//! The table of LIWC-22 (`.dicx`, CSV): a column `DicTerm`, then one column a category with `X` or
//! a weight where the term belongs to it.

use crate::lexicon::import::table::{delimiter, line_of, reason_of};
use crate::lexicon::import::{Fault, ImportedTerms, fault};

/// True when the first cell of the file is `DicTerm`.
pub(super) fn is_one(text: &str) -> bool {
    let head = text.trim_start().trim_start_matches('"');
    head.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("dicterm"))
}

/// Reads the whole table.
pub(super) fn read(text: &str, found: &mut ImportedTerms) -> Result<(), Fault> {
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let header = table.headers().map_err(|e| fault(1, reason_of(&e)))?.clone();
    let names: Vec<String> = header.iter().skip(1).map(|name| name.trim().to_owned()).collect();
    if names.iter().all(String::is_empty) {
        return Err(fault(1, "no category after `DicTerm`: name one column a category"));
    }
    for (at, name) in names.iter().enumerate() {
        if !name.is_empty() && names[..at].contains(name) {
            found.kept(1, format!("category `{name}` has two columns: both are taken as one"));
        }
    }
    for row in table.records() {
        let row = row.map_err(|e| fault(line_of(e.position()), reason_of(&e)))?;
        let line = line_of(row.position());
        let term = row.get(0).unwrap_or("").trim();
        if term.is_empty() {
            found.left_out(line, "a row without a term: fill the first column");
            continue;
        }
        let mut placed = false;
        for (at, cell) in row.iter().skip(1).enumerate() {
            let cell = cell.trim();
            if cell.is_empty() || cell == "0" {
                continue;
            }
            placed = true;
            let Some(name) = names.get(at).filter(|name| !name.is_empty()) else {
                found.left_out(line, format!("`{term}`: column {} has no name: name the category", at + 2));
                continue;
            };
            let weight = if cell.eq_ignore_ascii_case("x") { Ok(1.0) } else { cell.parse::<f64>() };
            match weight {
                Ok(weight) => found.term(line, std::slice::from_ref(name), term, weight),
                Err(_) => found.left_out(line, format!("`{term}`: `{cell}` under `{name}`: write X or a weight")),
            }
        }
        if !placed {
            found.left_out(line, format!("`{term}` is in no category: mark one with X"));
        }
    }
    Ok(())
}
