use crate::record::{Cell, Kind, ParquetGroups, ParquetWriter, Purpose, Table, read_parquet};

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
fn parquet_gives_back_what_was_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("t.parquet");
    for purpose in [Purpose::Record, Purpose::Draft] {
        let mut writer = ParquetWriter::create(&path, &table(), &[("lexicon_hash", "0")], purpose)
            .expect("the folder can be written");
        writer.write(&table()).expect("the file can be written");
        writer.finish().expect("the file can be written");
        assert_eq!(read_parquet(&path).expect("the file is whole"), table());
        let groups = ParquetGroups::open(&path).and_then(|groups| groups.only(&["n", "id"])).expect("both are there");
        let cells: Vec<_> = groups.map(|group| format!("{:?}", group.expect("sound").cell(1, 1))).collect();
        assert_eq!(cells, ["Text(\"b\")"]);
    }
}

#[test]
fn parquet_bytes_do_not_depend_on_how_rows_come_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut long = table();
    for _ in 0..15 {
        let copy = long.clone();
        long.append(&copy, 0..copy.n_rows());
    }
    let bytes = |name: &str, step: usize| {
        let path = folder.path().join(name);
        let mut writer = ParquetWriter::create(&path, &long, &[], Purpose::Record).expect("the folder can be written");
        for start in (0..long.n_rows()).step_by(step) {
            writer.write_rows(&long, start..long.n_rows().min(start + step)).expect("the file can be written");
        }
        writer.finish().expect("the file can be written");
        std::fs::read(path).expect("the file is there")
    };
    assert_eq!(bytes("one", long.n_rows()), bytes("many", 9_973));
    assert_eq!(ParquetGroups::open(&folder.path().join("one")).expect("the file is whole").count(), 4);
}
