use crate::read::FieldName::{Author, Body, Date, Id, Outlet, Section, Title};
use crate::read::export::fields::Fields;
use crate::read::export::kind::{Export, kind};
use crate::read::export::{factiva, is_html_export, nexis, proquest};

#[track_caller]
fn check(documents: &[Fields], expected: &[[&str; 5]]) {
    let found: Vec<[&str; 5]> = documents
        .iter()
        .map(|f| [Outlet, Date, Title, Author, Section].map(|field| f.get(&field).map_or("", String::as_str)))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn classic_nexis_is_taken_apart() {
    let text = include_str!("../../../tests/fixtures/nexis/classic.txt");
    assert_eq!(kind(text), Some(Export::NexisClassic));
    let documents = nexis::classic(text);
    check(
        &documents,
        &[
            [
                "The Harbor Ledger",
                "March 14, 2016 Monday",
                "Bus drivers vote on a new contract",
                "Dana Ruiz",
                "LOCAL; Pg. 3",
            ],
            [
                "The Valley Courier",
                "April 2, 2016 Saturday",
                "Diner workers win back pay after two years in court",
                "",
                "",
            ],
        ],
    );
    let body = &documents[0][&Body];
    assert!(body.starts_with("Some four hundred") && body.ends_with("union said."), "{body}");
}

#[test]
fn nexis_uni_is_taken_apart() {
    let text = include_str!("../../../tests/fixtures/nexis/uni.txt");
    assert_eq!(kind(text), Some(Export::NexisUni));
    let documents = nexis::uni(text);
    check(
        &documents,
        &[
            [
                "The Harbor Ledger",
                "March 14, 2016 Monday 9:20 AM GMT",
                "Bus drivers vote on a new contract",
                "Dana Ruiz",
                "LOCAL",
            ],
            ["The Valley Courier", "April 2, 2016 Saturday", "Diner workers win back pay", "", "BUSINESS"],
        ],
    );
    assert!(!documents[1][&Body].contains("Load-Date"));
}

#[test]
fn factiva_with_codes_is_taken_apart() {
    let text = include_str!("../../../tests/fixtures/factiva/coded.txt");
    assert_eq!(kind(text), Some(Export::Factiva));
    let documents = factiva::documents(text);
    check(
        &documents,
        &[
            ["The Harbor Ledger", "14 March 2016", "Bus drivers vote on a new contract", "Dana Ruiz", "Local"],
            ["The Valley Courier", "2 April 2016", "Diner workers win back pay", "", ""],
        ],
    );
    assert_eq!(documents[0][&Id], "HARLED0020160314ec3e0001x");
    assert_eq!(
        documents[0][&Body],
        "Bus drivers went to the polls on Monday.\n\nThe city says it cannot pay more.\n\nResults are expected on Thursday."
    );
}

#[test]
fn factiva_as_read_is_taken_apart() {
    let text = include_str!("../../../tests/fixtures/factiva/plain.txt");
    assert_eq!(kind(text), Some(Export::Factiva));
    let documents = factiva::documents(text);
    check(
        &documents,
        &[["The Harbor Ledger", "14 March 2016", "Bus drivers vote on a new contract", "Dana Ruiz", "Local"]],
    );
    assert!(documents[0][&Body].starts_with("Bus drivers went"), "{:?}", documents[0]);
}

#[test]
fn proquest_is_taken_apart() {
    let text = include_str!("../../../tests/fixtures/proquest/two.txt");
    assert_eq!(kind(text), Some(Export::ProQuest));
    let documents = proquest::documents(text);
    check(
        &documents,
        &[
            ["The Harbor Ledger", "Mar 14, 2016", "Bus drivers vote on a new contract", "Ruiz, Dana", "Local"],
            ["The Valley Courier", "Apr 2, 2016", "Diner workers win back pay", "", ""],
        ],
    );
    assert_eq!(documents[0][&Id], "1770000001");
    assert!(documents[0][&Body].ends_with("Results are expected on Thursday."), "{}", documents[0][&Body]);
}

#[test]
fn an_article_is_no_export() {
    for text in ["Nurses work nights.", "Title: Pay\n\nThe body of a text", "HD is a format.\nTD is a bank.\n"] {
        assert_eq!(kind(text), None, "{text}");
    }
    assert!(!is_html_export("<html><p>One of 3 documents"));
}

#[test]
fn cut_exports_never_panic() {
    for text in [
        include_str!("../../../tests/fixtures/nexis/classic.txt"),
        include_str!("../../../tests/fixtures/nexis/uni.txt"),
        include_str!("../../../tests/fixtures/factiva/coded.txt"),
        include_str!("../../../tests/fixtures/factiva/plain.txt"),
        include_str!("../../../tests/fixtures/proquest/two.txt"),
    ] {
        for end in (0..text.len()).step_by(7).filter(|end| text.is_char_boundary(*end)) {
            for part in [&text[..end], &text[end..]] {
                let _ = (
                    kind(part),
                    nexis::classic(part),
                    nexis::uni(part),
                    factiva::documents(part),
                    proquest::documents(part),
                );
            }
        }
    }
}
