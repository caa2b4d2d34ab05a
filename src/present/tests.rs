use crate::present::{CsvWriter, Style, render};
use crate::record::{Cell, Kind, Table};

fn table() -> Table {
    let mut table = Table::new(&[
        ("id", Kind::Text),
        ("title", Kind::Text),
        ("n", Kind::Int),
        ("x", Kind::Float),
        ("f", Kind::Flag),
    ]);
    table.push(&[Cell::Text("-a"), Cell::Text("=SUM(A1)"), Cell::Int(12), Cell::Float(0.5), Cell::Flag(true)]);
    table.push(&[Cell::Text("b"), Cell::Missing, Cell::Missing, Cell::Missing, Cell::Flag(false)]);
    table
}

#[test]
fn csv_disarms_formulas_but_not_keys() {
    let mut out = Vec::new();
    let mut writer = CsvWriter::new(&mut out);
    writer.write(&table()).expect("memory can be written");
    writer.finish().expect("memory can be written");
    assert_eq!(String::from_utf8_lossy(&out), "id,title,n,x,f\n-a,'=SUM(A1),12,0.5,true\nb,,,,false\n");
}

#[test]
fn the_terminal_aligns_numbers_to_the_right() {
    insta::assert_snapshot!(render(&table(), Style::default()), @r"
    id  title      n      x  f
    -a  =SUM(A1)  12  0.500  yes
    b                        no
    ");
}
