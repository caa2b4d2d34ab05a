use crate::present::report::{Behind, Example, Report, Section, html};
use crate::record::{Cell, Kind, Table};

fn report(text: &str) -> Report {
    let mut table = Table::new(&[("outlet", Kind::Text), ("n", Kind::Int), ("share", Kind::Float)]);
    table.push(&[Cell::Text(text), Cell::Int(12_345), Cell::Float(0.297)]);
    let example = Example {
        id: text.to_owned(),
        title: text.to_owned(),
        origin: text.to_owned(),
        url: Some(text.to_owned()),
        words: vec![text.to_owned()],
    };
    Report {
        title: text.to_owned(),
        finding: vec![text.to_owned()],
        sections: vec![Section {
            id: "focus".to_owned(),
            title: text.to_owned(),
            text: vec![text.to_owned()],
            plot: None,
            table,
            shares: vec!["share".to_owned()],
            behind: vec![Behind { label: text.to_owned(), n: 3, query: text.to_owned(), articles: vec![example] }],
        }],
        ..Report::default()
    }
}

#[test]
fn nothing_of_the_data_is_markup() {
    let page = html(&report("<script>alert(1)</script>\" onload='x'"));
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains("\" onload='"), "{page}");
}

#[test]
fn a_number_stands_there_as_it_is_read_and_as_its_csv_has_it() {
    let page = html(&report("Harbor"));
    assert!(page.contains("<data value=\"0.297\">29.7 %</data>"), "{page}");
    assert!(page.contains("<data value=\"12345\">12,345</data>"), "{page}");
    assert!(page.contains("1 of 3 articles"));
}

#[test]
fn backticks_make_code_and_nothing_else_becomes_markup() {
    let page = html(&report("try `classlens <x>` now"));
    assert!(page.contains("try <code>classlens &lt;x&gt;</code> now"), "{page}");
    assert_eq!(super::prose("a ` b"), "a ` b");
}

#[test]
fn the_page_asks_for_nothing_from_anywhere() {
    let page = html(&report("Harbor"));
    for loading in ["src=", "<link", "@import", "url(", "<script"] {
        assert!(!page.contains(loading), "{loading}");
    }
}
