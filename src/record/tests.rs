use crate::record::{ParquetGroups, ParquetWriter, Purpose, Table, read_parquet};
use crate::record::{Shape, articles_table, push_article, push_body, rows_of_articles, texts_table};
use crate::score::ArticleRow;

#[test]
fn parquet_gives_back_what_was_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("t.parquet");
    for purpose in [Purpose::Record, Purpose::Draft] {
        let mut writer = ParquetWriter::create(&path, &Table::example(), &[("lexicon_hash", "0")], purpose)
            .expect("the folder can be written");
        writer.write(&Table::example()).expect("the file can be written");
        writer.finish().expect("the file can be written");
        assert_eq!(read_parquet(&path).expect("the file is whole"), Table::example());
        let groups = ParquetGroups::open(&path).and_then(|groups| groups.only(&["n", "id"])).expect("both are there");
        let cells: Vec<_> = groups.map(|group| format!("{:?}", group.expect("sound").cell(1, 1))).collect();
        assert_eq!(cells, ["Text(\"b\")"]);
    }
}

#[test]
fn parquet_bytes_do_not_depend_on_how_rows_come_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut long = Table::example();
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

#[test]
fn row_groups_of_long_texts_end_by_bytes_however_rows_come_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut texts = texts_table();
    let body = "x".repeat(1 << 20);
    (0..40).for_each(|n| push_body(&mut texts, &n.to_string(), &body));
    let bytes = |name: &str, step: usize| {
        let path = folder.path().join(name);
        let mut writer = ParquetWriter::create(&path, &texts, &[], Purpose::Record).expect("the folder can be written");
        for start in (0..texts.n_rows()).step_by(step) {
            writer.write_rows(&texts, start..texts.n_rows().min(start + step)).expect("the file can be written");
        }
        writer.finish().expect("the file can be written");
        std::fs::read(path).expect("the file is there")
    };
    assert!(bytes("one", 40) == bytes("many", 7));
    let groups = ParquetGroups::open(&folder.path().join("one")).expect("the file is whole");
    let sizes: Vec<usize> = groups.map(|group| group.expect("sound").n_rows()).collect();
    assert_eq!(sizes, [16, 16, 8]);
}

#[test]
fn a_column_that_an_older_record_lacks_has_no_value() {
    let tiers = ["low".to_owned()];
    let mut row = ArticleRow::of_tiers(1);
    (row.id, row.text_hash, row.wire) = ("a".to_owned(), "0".to_owned(), Some("AP".to_owned()));
    let mut table = articles_table(Shape::of_tiers(&tiers));
    push_article(&mut table, &tiers, &row);
    let without = |name: &str| {
        let mut older = table.clone();
        older.columns.retain(|column| column.name != name);
        rows_of_articles(&older, 0..1, Shape::of_tiers(&tiers))
    };
    assert_eq!(without("none of them"), Ok(vec![row.clone()]));
    assert_eq!(without("wire"), Ok(vec![ArticleRow { wire: None, ..row.clone() }]));
    assert_eq!(without("attention_low"), Err("the column `attention_low` is missing".to_owned()));
}
