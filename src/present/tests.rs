use crate::present::{CsvWriter, Style, render};
use crate::record::{Cell, Kind, Table};

#[test]
fn csv_disarms_formulas_in_every_column() {
    let mut out = Vec::new();
    let mut writer = CsvWriter::new(&mut out);
    writer.write(&Table::example()).expect("memory can be written");
    writer.finish().expect("memory can be written");
    assert_eq!(String::from_utf8_lossy(&out), "id,title,n,x,f\n'-a,'=SUM(A1),12,0.5,true\nb,,,,false\n");
}

#[test]
fn only_a_number_may_begin_with_a_sign_in_csv() {
    let texts = ["-2+3+cmd|' /C calc'!A0", "-2", "-0.5", "-1e3", "-inf", "-", "-5 degrees", "+1", "5-2"];
    let mut table = Table::new(&[("title", Kind::Text)]);
    texts.iter().for_each(|text| table.push(&[Cell::Text(text)]));
    let mut out = Vec::new();
    let mut writer = CsvWriter::new(&mut out);
    writer.write(&table).expect("memory can be written");
    writer.finish().expect("memory can be written");
    let written = String::from_utf8(out).expect("UTF-8");
    let expected = ["'-2+3+cmd|' /C calc'!A0", "-2", "-0.5", "-1e3", "'-inf", "-", "'-5 degrees", "+1", "5-2"];
    assert_eq!(written.lines().skip(1).collect::<Vec<_>>(), expected);
}

#[test]
fn the_name_of_a_column_is_no_formula_and_no_control_character_hides_one() {
    let mut table = Table::new(&[("=cmd|x", Kind::Text), ("n", Kind::Int)]);
    ["\t=1", "\n=1", "\r=1", "@a"].iter().for_each(|text| table.push(&[Cell::Text(text), Cell::Int(-1)]));
    let mut out = Vec::new();
    let mut writer = CsvWriter::new(&mut out);
    writer.write(&table).expect("memory can be written");
    writer.finish().expect("memory can be written");
    let mut reader = csv::Reader::from_reader(out.as_slice());
    assert_eq!(&reader.headers().expect("a header")[0], "'=cmd|x");
    for row in reader.records() {
        let row = row.expect("a row");
        assert!(row[0].starts_with('\'') && &row[1] == "-1", "{row:?}");
    }
}

#[test]
fn small_numbers_of_csv_have_no_row_of_zeros() {
    let mut table = Table::new(&[("p", Kind::Float)]);
    [1.25e-130, -2e-6, 0.000_01, 0.0, 1e-300].iter().for_each(|p| table.push(&[Cell::Float(*p)]));
    let mut out = Vec::new();
    let mut writer = CsvWriter::new(&mut out);
    writer.write(&table).expect("memory can be written");
    writer.finish().expect("memory can be written");
    assert_eq!(String::from_utf8_lossy(&out), "p\n1.25e-130\n-2e-6\n0.00001\n0\n1e-300\n");
}

#[test]
fn the_terminal_aligns_numbers_to_the_right() {
    insta::assert_snapshot!(render(&Table::example(), Style::default()), @r"
    id  title      n      x  f
    -a  =SUM(A1)  12  0.500  yes
    b                        no
    ");
}

#[test]
fn what_is_small_is_not_printed_as_nothing_and_counts_have_no_decimals() {
    let mut table =
        Table::new(&[("p", Kind::Float), ("persons", Kind::Float), ("share", Kind::Float), ("ratio", Kind::Float)]);
    table.push(&[Cell::Float(0.0001), Cell::Float(4495.0), Cell::Float(1.0), Cell::Float(31.0)]);
    table.push(&[Cell::Float(0.0), Cell::Missing, Cell::Float(0.0), Cell::Float(0.5)]);
    insta::assert_snapshot!(render(&table, Style::default()), @r"
         p  persons  share   ratio
    <0.001     4495  1.000  31.000
     0.000           0.000   0.500
    ");
}

#[test]
fn a_reader_of_csv_who_went_away_is_known_as_such() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut table = Table::new(&[("n", Kind::Text)]);
    let long = "word ".repeat(40_000);
    table.push(&[Cell::Text(&long)]);
    let error = CsvWriter::new(Closed).write(&table).expect_err("nobody reads");
    assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
}
