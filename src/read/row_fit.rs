//! Fits a row with more cells than the header has into it, or says that it cannot.

/// The cells of a row in the columns of the header; cells with surplus separators are put together again.
///
/// A separator is followed by the next cell at once, and a comma in a sentence by a blank; a comma between three digits
/// and others is part of a number. `None` where that does not give as many cells as there are columns.
pub(super) fn fitted(cells: Vec<Vec<u8>>, n_columns: usize, delimiter: u8) -> Option<Vec<Vec<u8>>> {
    if cells.len() <= n_columns {
        return Some(cells);
    }
    if cells[n_columns..].iter().all(|cell| cell.trim_ascii().is_empty()) {
        return Some(cells.into_iter().take(n_columns).collect());
    }
    if n_columns == 1 {
        return Some(vec![cells.join(&delimiter)]);
    }
    let mut whole: Vec<Vec<u8>> = Vec::new();
    for cell in cells {
        match whole.last_mut() {
            Some(before) if continues(before, &cell, delimiter) => {
                before.push(delimiter);
                before.extend(cell);
            }
            _ => whole.push(cell),
        }
    }
    (whole.len() == n_columns).then_some(whole)
}

fn continues(before: &[u8], cell: &[u8], delimiter: u8) -> bool {
    let n_digits = cell.iter().take_while(|b| b.is_ascii_digit()).count();
    let is_thousands =
        delimiter == b',' && n_digits == 3 && before.last().is_some_and(u8::is_ascii_digit) && cell.len() > 3;
    cell.first() == Some(&b' ') || is_thousands
}

#[cfg(test)]
mod tests {
    use crate::read::row_fit::fitted;

    #[track_caller]
    fn check(row: &str, n_columns: usize, expected: Option<&str>) {
        let cells = row.split(',').map(|cell| cell.as_bytes().to_vec()).collect();
        let found = fitted(cells, n_columns, b',').map(|cells| {
            cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect::<Vec<_>>().join("|")
        });
        assert_eq!(found.as_deref(), expected, "{row}");
    }

    #[test]
    fn commas_of_sentences_and_numbers_part_no_cells() {
        check("1,Maids march,maids, cooks, and drivers", 3, Some("1|Maids march|maids, cooks, and drivers"));
        check("1,About 1,200 maids, all paid,x", 3, Some("1|About 1,200 maids, all paid|x"));
        check("1,x,,", 2, Some("1|x"));
        check("a,b,c", 1, Some("a,b,c"));
        check("1,x,y", 2, None);
        check("1, x, y", 2, None);
        check("1", 3, Some("1"));
    }
}
