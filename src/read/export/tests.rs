use crate::read::FieldName::{Author, Body, Date, Id, Outlet, Section, Title, Url};
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

/// A classic document with these lines between outlet and the labels after the text.
fn classic_body(date: &str, lines: &str) -> (String, String) {
    let text = format!(
        "1 of 1 DOCUMENTS\n\nThe Harbor Ledger\n\n{date}\n\nHEADLINE: Porters vote\n\n{lines}\n\nLOAD-DATE: March 5, 2016\n"
    );
    let mut documents = nexis::classic(&text);
    assert_eq!(documents[0][&Outlet], "The Harbor Ledger", "{date}");
    (documents[0].remove(&Date).unwrap_or_default(), documents[0].remove(&Body).unwrap_or_default())
}

#[test]
fn a_sentence_that_begins_as_what_follows_the_text_is_text() {
    for line in [
        "Copyright lawyers walked out too.",
        "Copyright law was changed in 1998.",
        "Copyright is a word that porters hear often.",
        "STATE: The governor has signed the bill on night shifts.",
        "LANGUAGE: Most of the porters spoke no English at all.",
    ] {
        let text = format!("Porters voted.\n\n{line}\n\nThey won.");
        assert_eq!(classic_body("March 4, 2016", &format!("LENGTH: 9 words\n\n{text}")).1, text);
    }
    for line in [
        "Copyright 2016 The Harbor Ledger",
        "Copyright (c) 2016 harborledger.com",
        "Copyright © 2016 by the Harbor Ledger. No part of it may be copied.",
        "Copyright The Harbor Ledger, Inc.",
        "© 2016 The Harbor Ledger",
        "STATE: MAINE, USA (92%)",
        "LANGUAGE: English",
        "COMPANY: HARBOR LEDGER INC (57%); BANK OF THE BAY",
        "GRAPHIC: Porters wait at the gate of the hotel.",
    ] {
        let lines = format!("LENGTH: 9 words\n\nPorters voted.\n\n{line}\n\nThey won.");
        assert_eq!(classic_body("March 4, 2016", &lines).1, "Porters voted.", "{line}");
    }
}

#[test]
fn a_headline_of_nexis_may_begin_with_copyright() {
    let text = "1 of 1 DOCUMENTS\n\nThe Harbor Ledger\n\nMarch 4, 2016\n\nCopyright office guards strike\n\nLENGTH: 9 \
                words\n\nGuards left.\n\nLOAD-DATE: March 5, 2016\n\nCopyright 2016 The Harbor Ledger\n";
    check(&nexis::classic(text), &[["The Harbor Ledger", "March 4, 2016", "Copyright office guards strike", "", ""]]);
}

#[test]
fn text_right_below_a_label_of_nexis_is_text() {
    for lines in [
        "BODY:\nPorters voted.\n\nThey won.",
        "BODY: Porters voted.\n\nThey won.",
        "LENGTH: 9 words\nPorters voted.\n\nThey won.",
        "LENGTH: 9 words\n\nDATELINE: RENO\nPorters voted.\n\nThey won.",
        "LENGTH: 9 words\nDATELINE: RENO\nBODY:\nPorters voted.\n\nThey won.",
        "TEXT:\nPorters voted.\n\nThey won.",
    ] {
        assert_eq!(classic_body("March 4, 2016", lines).1, "Porters voted.\n\nThey won.", "{lines}");
    }
    let (_, body) = classic_body("March 4, 2016", "BODY:\n   Porters voted.\n   They won.");
    assert_eq!(body.split_whitespace().collect::<Vec<_>>().join(" "), "Porters voted. They won.");
}

#[test]
fn an_issue_without_a_day_is_a_date_of_nexis() {
    for date in [
        "February/March 2016",
        "March-April 2016",
        "Spring 2016",
        "Winter, 2016",
        "2016",
        "March 4 - March 10, 2016",
        "March 2016",
        "Printemps 2016",
        "Week of March 6, 2016",
        "For the week ending March 6, 2016",
        "First Quarter 2016",
        "Q2 2016",
        "The Week of March 6 - 12, 2016",
        "3rd Quarter, 2016",
        "Vol. 12, No. 3, Spring 2016",
    ] {
        let (found, body) = classic_body(date, "LENGTH: 9 words\n\nPorters voted.");
        assert_eq!((found.as_str(), body.as_str()), (date, "Porters voted."));
    }
    for line in ["Second Spring in Reno", "First quarter: 2016 porters vote", "No. 3 of 2016", "Week of votes in 2016"]
    {
        assert_eq!(classic_body(line, "LENGTH: 9 words\n\nPorters voted.").0, "", "{line}");
    }
    let (found, body) = classic_body("Spring comes to Reno", "LENGTH: 9 words\n\nPorters voted.");
    assert_eq!((found.as_str(), body.as_str()), ("", "Spring comes to Reno\n\nPorters voted."));
}

#[test]
fn an_address_in_the_head_of_nexis_is_no_title_and_no_outlet() {
    for (head, url) in [
        (
            "The Harbor Ledger\n\nMarch 4, 2016\n\nhttp://ledger.example/pay\n\nPorters vote",
            "http://ledger.example/pay",
        ),
        (
            "https://ledger.example/pay\n\nThe Harbor Ledger\n\nMarch 4, 2016\n\nPorters vote",
            "https://ledger.example/pay",
        ),
        (
            "The Harbor Ledger\n\nURL: http://ledger.example/pay\n\nMarch 4, 2016\n\nPorters vote",
            "http://ledger.example/pay",
        ),
        ("The Harbor Ledger\nwww.ledger.example\n\nMarch 4, 2016\n\nPorters vote", "www.ledger.example"),
    ] {
        let text =
            format!("1 of 1 DOCUMENTS\n\n{head}\n\nLENGTH: 9 words\n\nThey voted.\n\nLOAD-DATE: March 5, 2016\n");
        let documents = nexis::classic(&text);
        check(&documents, &[["The Harbor Ledger", "March 4, 2016", "Porters vote", "", ""]]);
        assert_eq!((documents[0][&Url].as_str(), documents[0][&Body].as_str()), (url, "They voted."));
    }
    let uni = "Porters vote\nThe Harbor Ledger\nhttps://ledger.example/pay\nMarch 4, 2016 Friday\n\nLength: 9 words\n\nBody\n\nThey voted.\n";
    let documents = nexis::uni(&format!("{uni}\nEnd of Document\n"));
    check(&documents, &[["The Harbor Ledger", "March 4, 2016 Friday", "Porters vote", "", ""]]);
    assert_eq!(documents[0][&Url], "https://ledger.example/pay");
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
fn a_second_line_of_a_headline_is_no_byline() {
    let text = include_str!("../../../tests/fixtures/factiva/plain.txt");
    for (line, title, author) in [
        ("Results Expected Monday", "Bus drivers vote on a new contract Results Expected Monday", ""),
        ("Dana Ruiz", "Bus drivers vote on a new contract", "Dana Ruiz"),
    ] {
        let documents = factiva::documents(&text.replace("By Dana Ruiz", line));
        check(&documents, &[["The Harbor Ledger", "14 March 2016", title, author, "Local"]]);
    }
}

/// A document of Factiva as read, with these lines between its language and its number.
fn factiva_body(lines: &str) -> String {
    let text = format!(
        "Porters vote on pay\n\n120 words\n4 March 2016\nThe Harbor Ledger\nHARL\nA1\nEnglish\n{lines}\n\nDocument HARL000020160304ec340000a\n"
    );
    factiva::documents(&text)[0].get(&Body).cloned().unwrap_or_default()
}

#[test]
fn a_line_on_rights_is_no_text_and_none_is_needed() {
    for rights in [
        "©2016 The Harbor Ledger Inc. All Rights Reserved.",
        "© 2016 The Harbor Ledger.",
        "(c) 2016 Reuters",
        "(Copyright 2016)",
        "Copyright 2016. The Harbor Ledger.",
        "2016 Harbor Ledger. All rights reserved.",
        "",
    ] {
        let body = factiva_body(&format!("{rights}\n\nPorters voted on Friday.\n\nThey want more. They left."));
        assert_eq!(body, "Porters voted on Friday.\n\nThey want more. They left.", "{rights}");
    }
}

#[test]
fn what_an_author_is_may_be_below_the_name() {
    let text = include_str!("../../../tests/fixtures/factiva/plain.txt");
    for line in ["By Dana Ruiz\nStaff Writer", "Dana Ruiz, Special to The Harbor Ledger"] {
        let documents = factiva::documents(&text.replace("By Dana Ruiz", line));
        let (author, title) = (&documents[0][&Author], &documents[0][&Title]);
        assert!(author.starts_with("Dana Ruiz"), "{author}");
        assert_eq!(title, "Bus drivers vote on a new contract", "{line}");
    }
}

#[test]
fn a_name_without_by_may_have_an_office_below() {
    let text = include_str!("../../../tests/fixtures/factiva/plain.txt");
    for (line, author, title) in [
        ("Kim Soto\nLedger Staff Writer", "Kim Soto", "Bus drivers vote on a new contract"),
        ("KIM SOTO\nLEDGER STAFF WRITER", "KIM SOTO", "Bus drivers vote on a new contract"),
        ("Kim Soto and Bo Lind\nStaff Writers", "Kim Soto and Bo Lind", "Bus drivers vote on a new contract"),
        (
            "Results Expected Monday\nKim Soto\nSpecial to The Harbor Ledger",
            "Kim Soto",
            "Bus drivers vote on a new contract Results Expected Monday",
        ),
        ("City Wants a Staff Writer", "", "Bus drivers vote on a new contract City Wants a Staff Writer"),
    ] {
        let documents = factiva::documents(&text.replace("By Dana Ruiz", line));
        check(&documents, &[["The Harbor Ledger", "14 March 2016", title, author, "Local"]]);
    }
}

#[test]
fn the_name_may_be_above_the_headline() {
    let text = include_str!("../../../tests/fixtures/factiva/plain.txt");
    let head = "Local\nBus drivers vote on a new contract\nBy Dana Ruiz\n";
    assert!(text.contains(head), "{text}");
    for (lines, section) in [
        ("By Kim Soto\nBus drivers vote on a new contract\n", ""),
        ("Kim Soto, Staff Writer\nLocal\nBus drivers vote on a new contract\n", "Local"),
        ("Local\nBy Kim Soto and Bo Lind\nBus drivers vote on a new contract\n", "Local"),
    ] {
        let documents = factiva::documents(&text.replace(head, lines));
        let author = if lines.contains("Bo Lind") { "Kim Soto and Bo Lind" } else { "Kim Soto" };
        check(
            &documents,
            &[["The Harbor Ledger", "14 March 2016", "Bus drivers vote on a new contract", author, section]],
        );
    }
    for section in ["City Desk", "World News", "Business Day", "Off Duty", "Law Journal", "Real Estate"] {
        let documents =
            factiva::documents(&text.replace(head, &format!("{section}\nBus drivers vote on a new contract\n")));
        check(&documents, &[["The Harbor Ledger", "14 March 2016", "Bus drivers vote on a new contract", "", section]]);
    }
}

#[test]
fn a_headline_that_goes_on_in_lower_case_is_one() {
    let text = include_str!("../../../tests/fixtures/factiva/plain.txt");
    let head = "Local\nBus drivers vote on a new contract\nBy Dana Ruiz\n";
    for by in ["By Dana Ruiz\n", ""] {
        let documents = factiva::documents(&text.replace(head, &format!("Los Angeles\nraises its wage floor\n{by}")));
        let author = if by.is_empty() { "" } else { "Dana Ruiz" };
        check(&documents, &[["The Harbor Ledger", "14 March 2016", "Los Angeles raises its wage floor", author, ""]]);
    }
}

#[test]
fn lines_on_rights_above_and_below_the_text_are_none_of_it() {
    for rights in [
        "Copyright 2016 The Harbor Ledger\nAll Rights Reserved.",
        "(c) 2016, The Harbor Ledger. No part of it may be printed or sold, in whole or in part, on paper or on a screen, at home or \
         abroad, by anybody who has no leave of the Ledger to do so, which is given on request by post.",
        "COPYRIGHT 2016 THE HARBOR LEDGER",
    ] {
        let body =
            factiva_body(&format!("{rights}\n\nPorters voted on Friday.\n\nThey want more. They left.\n\n{rights}"));
        assert_eq!(body, "Porters voted on Friday.\n\nThey want more. They left.", "{rights}");
    }
}

#[test]
fn a_line_of_desk_and_section_is_the_section() {
    let text = include_str!("../../../tests/fixtures/factiva/plain.txt");
    assert!(text.contains("\nLocal\n") || text.starts_with("Local\n"), "{text}");
    for section in [
        "Business; Section C",
        "Business/Financial Desk; Section C",
        "Metro Desk",
        "Part C",
        "SECTB; Section B; Page 3",
    ] {
        for title in ["Bus drivers vote on a new contract", "Cooks walk out", "Strike"] {
            let text = text.replacen("Local\n", &format!("{section}\n"), 1);
            let documents = factiva::documents(&text.replace("Bus drivers vote on a new contract", title));
            check(&documents, &[["The Harbor Ledger", "14 March 2016", title, "Dana Ruiz", section]]);
        }
    }
    let documents = factiva::documents(&text.replacen("Local\n", "Cooks; Section 8 tenants\n", 1));
    assert_eq!(documents[0].get(&Section), None, "{:?}", documents[0]);
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
