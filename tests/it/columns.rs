//! The data dictionary follows from the table of columns.

use std::collections::BTreeSet;
use std::fmt::Write;

use classlens::record::{Column, Indexed, Values, all_columns, query_fields};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference/columns.md");

const INTRODUCTION: &str = "# Columns of an audit\n\n\
    Every column of the tables in an audit folder. Parquet and CSV files, search and this page are made from one list\n\
    in the source (`src/record/columns/`); a test fails when the page is older than the list.\n\n\
    A column whose name has `{tier}` in it is there once for each tier of the lexicon, one with `{standing}` once for each\n\
    tier, `official` and `unknown`, one with `{place}` once for `headline`, `lede`, `first_third`, `middle_third`, `last_third` and `quotes`.\n\
    \"From\" names the stage that finds the value; \"used by\" what works with it beside search and export. A missing value\n\
    is an empty cell, and `(none)` wherever values are counted. \"Since\" is the version of the record that first had the\n\
    column; most have been there from the start.\n";

#[test]
fn the_data_dictionary_is_that_of_the_columns() {
    let expected = dictionary();
    if std::env::var_os("CLASSLENS_BLESS").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference")).expect("docs can be written");
        std::fs::write(FILE, &expected).expect("docs can be written");
    }
    let stored = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(stored == expected, "{FILE} is stale: run the tests once with CLASSLENS_BLESS=1");
}

#[test]
fn no_two_fields_of_the_index_share_a_number_or_a_name() {
    let columns = all_columns();
    let fields: Vec<_> = columns.iter().flat_map(|(_, columns)| columns).flat_map(|column| &column.fields).collect();
    let numbers: BTreeSet<u8> = fields.iter().map(|field| field.at).collect();
    let names: BTreeSet<&str> = fields.iter().map(|field| field.name.as_ref()).collect();
    assert_eq!((numbers.len(), names.len()), (fields.len(), fields.len()));
}

#[test]
fn every_column_says_what_it_means_and_where_it_comes_from() {
    for (table, columns) in all_columns() {
        for column in columns {
            assert!(column.meaning.ends_with('.') && !column.written_by.is_empty(), "{table}.{}", column.name);
            let found = |index: Indexed| column.fields.iter().any(|field| field.indexed == index);
            assert_eq!(found(Indexed::Words), found(Indexed::Whole), "{table}.{}", column.name);
        }
    }
}

fn dictionary() -> String {
    let mut out = INTRODUCTION.to_owned();
    for (table, columns) in all_columns() {
        write!(out, "\n## `{table}`\n\n").expect("a string takes everything");
        out.push_str(
            "| column | holds | meaning | values | in search | from | used by | since |\n|---|---|---|---|---|---|---|---|\n",
        );
        for column in columns.iter().filter(|column| column.kind.is_some()) {
            line(&mut out, column);
        }
    }
    out.push_str("\n## Fields of search that are no column\n\n| field | meaning | values |\n|---|---|---|\n");
    for (field, _, column) in query_fields().iter().filter(|(_, _, column)| column.kind.is_none()) {
        let values = values(&column.values);
        writeln!(out, "| `{}` | {} | {values} |", field.name, column.meaning).expect("a string takes everything");
    }
    out
}

fn line(out: &mut String, column: &Column) {
    let kind = column.kind.map_or("", |kind| kind.name());
    let holds = if column.unit.is_empty() { kind.to_owned() } else { format!("{kind}, {}", column.unit) };
    let fields: Vec<String> = column.fields.iter().filter(|field| field.indexed.is_queried()).map(searched).collect();
    let cells = [
        format!("`{}`", column.name),
        holds,
        column.meaning.to_string(),
        values(&column.values),
        fields.join(", "),
        column.written_by.to_owned(),
        column.read_by.to_owned(),
        if column.since == 0 { String::new() } else { column.since.to_string() },
    ];
    writeln!(out, "| {} |", cells.join(" | ")).expect("a string takes everything");
}

fn searched(field: &classlens::record::IndexField) -> String {
    let how = match field.indexed {
        Indexed::Text | Indexed::Words => "words",
        Indexed::Name | Indexed::Id => "whole values",
        Indexed::Date => "days and ranges",
        _ => "numbers and ranges",
    };
    format!("`{}` ({how})", field.name)
}

fn values(values: &Values) -> String {
    let listed = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match values {
        Values::Open => String::new(),
        Values::Names(names) => listed(names),
        Values::Tiers(names) => format!("a tier, {}", listed(names)),
        Values::Lexicon(what) => format!("{what} of the lexicon"),
    }
}
