//! Fits a row with more cells than the header has into it, or says that it cannot.
//!
//! Rows that all begin with their own name, as R writes them, have a cell more too: they are detected first.

use crate::read::columns::{column_names, plain};
use crate::read::delimited::Row;
use crate::read::{ColumnMap, FieldName};

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

/// The cells of a row of a table by tabs whose last column is the text, where tabs in that text gave more cells: it begins
/// with more words than any cell before it has, and keeps its tabs. The cells as they are where that is not so.
pub(super) fn with_tabs_in_last(mut cells: Vec<Vec<u8>>, n_columns: usize) -> Result<Vec<Vec<u8>>, Vec<Vec<u8>>> {
    let n_words = |cell: &[u8]| cell.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
    let Some((before, text)) = cells.split_at_checked(n_columns.saturating_sub(1)) else { return Err(cells) };
    let longest = before.iter().map(|cell| n_words(cell)).max().unwrap_or(0);
    let begins = text.first().is_some_and(|first| n_words(first) >= TEXT_WORDS && n_words(first) > longest);
    if text.len() < 2 || !begins {
        return Err(cells);
    }
    let last = text.join(&b'\t');
    cells.truncate(n_columns - 1);
    cells.push(last);
    Ok(cells)
}

/// Words at the start of a text before its first tab, at least.
const TEXT_WORDS: usize = 5;

fn continues(before: &[u8], cell: &[u8], delimiter: u8) -> bool {
    let n_digits = cell.iter().take_while(|b| b.is_ascii_digit()).count();
    let is_thousands =
        delimiter == b',' && n_digits == 3 && before.last().is_some_and(u8::is_ascii_digit) && cell.len() > 3;
    cell.first() == Some(&b' ') || is_thousands
}

/// True where the first rows begin with a number of the row, for which the header has no column, as R writes them.
///
/// A separator in a text without quotes gives one field more as well: so says a field that begins with a blank, and a first
/// column that numbers the rows itself, unless the quotes leave no room for such a separator.
pub(super) fn have_row_names(rows: &[Row], header: &[&str], columns: &ColumnMap) -> bool {
    let is_numbered = |(at, row): (usize, &Row)| {
        let is_next = |cell: &Vec<u8>| [at, at + 1].iter().any(|n| *cell == n.to_string().as_bytes());
        row.cells.len() == header.len() + 1 && row.cells.first().is_some_and(is_next)
    };
    if header.len() < 2 || rows.len() < 2 || !rows.iter().enumerate().all(is_numbered) {
        return false;
    }
    let is_blank_led = |row: &Row, at: usize| !row.is_quoted[at] && row.cells[at].first() == Some(&b' ');
    // A blank after every separator is a habit of the writer and shows nothing.
    let is_habit = rows.iter().all(|row| (1..row.cells.len()).all(|at| is_blank_led(row, at)));
    let is_in_text = rows.iter().any(|row| (1..row.cells.len()).any(|at| is_blank_led(row, at)));
    let has_room = rows.iter().any(|row| row.is_quoted.windows(2).any(|pair| pair == [false, false]));
    (is_habit || !is_in_text) && !(has_room && numbers_rows(header, columns))
}

/// Names of a column that numbers the rows, besides those of ids.
const NUMBERS: [&str; 12] = ["", "index", "idx", "key", "n", "no", "nr", "num", "number", "row", "rowname", "unnamed0"];

/// True where the first column holds ids or numbers of the rows.
fn numbers_rows(header: &[&str], columns: &ColumnMap) -> bool {
    let Some(first) = header.first() else { return false };
    let name = plain(first);
    let is_chosen = columns.chosen(FieldName::Id).is_some_and(|chosen| plain(chosen) == name);
    let has_id_last = first.trim().rsplit([' ', '_', '-', '.']).next().is_some_and(|word| plain(word) == "id");
    let is_id = column_names(FieldName::Id).contains(&&*name) || has_id_last || first.trim().ends_with("Id");
    is_chosen || is_id || NUMBERS.contains(&&*name)
}

#[cfg(test)]
mod tests {
    use crate::read::ColumnMap;
    use crate::read::delimited::Delimited;
    use crate::read::row_fit::{fitted, have_row_names, with_tabs_in_last};

    #[track_caller]
    fn check_names(table: &str, expected: bool) {
        let mut rows = Delimited::new(table.as_bytes(), b',', 1 << 20);
        let mut all = std::iter::from_fn(|| rows.next_row().expect("bytes in memory"));
        let header = all.next().expect("a header").cells;
        let header: Vec<_> = header.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
        let header: Vec<&str> = header.iter().map(AsRef::as_ref).collect();
        let rows: Vec<_> = all.collect();
        assert_eq!(have_row_names(&rows, &header, &ColumnMap::default()), expected, "{table}");
    }

    #[test]
    fn numbers_of_rows_are_their_names() {
        check_names("title,body\n1,T,x\n2,U,y\n", true);
        check_names("title,body\n0,T,x\n1,U,y\n", true);
        check_names("\"title\",\"id\"\n\"1\",\"T\",7\n\"2\",\"U, V\",8\n", true);
        check_names("title, body\n1, T, x\n2, U, y\n", true);
        check_names("\"title\",\"body\"\n\"1\",\"T\",\" x\"\n\"2\",\"U\",\" y\"\n", true);
        check_names("title,body\n1,T,x\n3,U,y\n", false);
        check_names("title,body\n1,T\n2,U\n", false);
        check_names("title,body\n1,T,x\n", false);
    }

    #[test]
    fn a_separator_in_a_text_makes_no_row_names() {
        for id in ["id", "doc_id", "storyId", "Text ID", "Nr.", "", "#"] {
            check_names(&format!("{id},title,date\n1,T,now,2016\n2,U,then,2016\n"), false);
            check_names(&format!("{id},title\n1,\"T\",x\n2,\"U\",y\n"), true);
        }
        check_names("id,title,text,date\n1,T, now,x,2016\n2,U, then,y,2016\n", false);
        check_names("place,title,text\n1,T, now,x\n2,U,then,y\n", false);
        check_names("paid,title\n1,T,x\n2,U,y\n", true);
        check_names("id,title,text\n1,T,x,\n2,U,y,\n", false);
    }

    #[track_caller]
    fn check(row: &str, n_columns: usize, expected: Option<&str>) {
        let cells = row.split(',').map(|cell| cell.as_bytes().to_vec()).collect();
        let found = fitted(cells, n_columns, b',').map(|cells| {
            cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect::<Vec<_>>().join("|")
        });
        assert_eq!(found.as_deref(), expected, "{row}");
    }

    #[test]
    fn tabs_of_a_last_text_part_no_cells() {
        let fit = |row: &str| {
            let cells = row.split('\t').map(|cell| cell.as_bytes().to_vec()).collect();
            let cells = with_tabs_in_last(cells, 3).ok()?;
            Some(cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect::<Vec<_>>().join("|"))
        };
        let text = "The maids marched on Friday.\tThey won.\t";
        assert_eq!(fit(&format!("1\tMaids march\t{text}")), Some(format!("1|Maids march|{text}")));
        assert_eq!(fit("1\tMaids\tmarch\tThe maids marched on Friday."), None);
        assert_eq!(fit("1\tThe maids of the county march\tagain and again on it\tThey won."), None);
        assert_eq!(fit("1\tMaids march\tThe maids marched on Friday."), None);
        assert_eq!(fit("1"), None);
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
