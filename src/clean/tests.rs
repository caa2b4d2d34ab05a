use crate::article::RawArticle;
use crate::clean::{Zone, clean};

#[track_caller]
fn check(body: &str, expected: &[(Zone, &str)]) {
    let document = clean(RawArticle { title: "A Title".into(), body: body.into(), ..RawArticle::default() });
    let found: Vec<_> = document
        .blocks
        .iter()
        .skip(1)
        .map(|b| (b.zone, b.span.slice(&document.text).expect("blocks slice the text")))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn comments_and_author_box_are_kept_apart() {
    let lede = "x".repeat(300);
    let body =
        format!("{lede}\nMore.\nAbout the author\nAnn writes.\n2 Responses to \u{201c}A Title\u{201d}\n1. Me too.");
    check(
        &body,
        &[
            (Zone::Lede, lede.as_str()),
            (Zone::Body, "More."),
            (Zone::AuthorBox, "About the author"),
            (Zone::AuthorBox, "Ann writes."),
            (Zone::Comments, "2 Responses to \u{201c}A Title\u{201d}"),
            (Zone::Comments, "1. Me too."),
        ],
    );
}

#[test]
fn single_lines_of_furniture_are_cut() {
    check(
        "By Ann Lee\n\nThe plant closed.\n\nRead more: why plants close\n\nCorrection: an earlier version misnamed the plant.",
        &[
            (Zone::Byline, "By Ann Lee"),
            (Zone::Lede, "The plant closed."),
            (Zone::Furniture, "Read more: why plants close"),
            (Zone::Correction, "Correction: an earlier version misnamed the plant."),
        ],
    );
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    let line = "these are words of a paragraph that is wrapped at about sixty";
    let body = [line; 6].join("\n") + "\n\nNext one.";
    let document = clean(RawArticle { body, ..RawArticle::default() });
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn lines_of_a_very_narrow_column_are_one_paragraph() {
    let column = "The ferry crews of\nthe county voted on\nMonday to strike\nover split shifts,\nwhich leave them\nwith \
                  five hours of\nunpaid waiting a\nday. Crews earn $14\nan hour and pay for\ntheir own parking.\n";
    let document = clean(RawArticle { body: column.into(), ..RawArticle::default() });
    assert_eq!(document.blocks.len(), 1, "{:?}", document.blocks);
    let list =
        "two fresh eggs\nsalted butter\ngreen peppers\nolive oil\nbrown sugar\nplain flour\nbaking soda\nsea salt.\n";
    let document = clean(RawArticle { body: list.into(), ..RawArticle::default() });
    assert!(document.blocks.len() > 4, "a list is no column: {:?}", document.blocks);
}

#[test]
fn lines_of_a_printed_column_are_one_paragraph() {
    let column = "The ferry crews of the county voted\non Monday to strike over split\nshifts, which leave them with five\n\
                  hours between two boats and no\nplace to wait but the pier.\n\nThe county said nothing.";
    let document = clean(RawArticle { body: column.into(), ..RawArticle::default() });
    assert_eq!(document.blocks.len(), 2, "{:?}", document.blocks);
    let list = "Ferry crews vote\nBakers win a schedule\nPorters meet on Monday\nCounty raises the fares\nA bridge is \
                closed\nSchool opens late";
    let document = clean(RawArticle { body: list.into(), ..RawArticle::default() });
    assert_eq!(document.blocks.len(), 6, "{:?}", document.blocks);
}

#[test]
fn a_few_wrapped_lines_are_one_paragraph() {
    let n_blocks = |body: &str| clean(RawArticle { body: body.into(), ..RawArticle::default() }).blocks.len();
    assert_eq!(n_blocks("Porters at the grand hotel are paid $25\nan hour, says the union of porters."), 1);
    assert_eq!(
        n_blocks("The ferry crews of the county voted on\nMonday to strike, and crews who\nearn $14 an hour won."),
        1
    );
    assert_eq!(n_blocks("Porters are paid $25\nan hour, they say."), 1);
    assert_eq!(n_blocks("Eat with rice\nbeans and greens\na little oil"), 3);
    assert_eq!(n_blocks("Porters are paid $25 an hour.\nThe hotel pays no more than that."), 2);
    assert_eq!(n_blocks("Porters vote to strike again\nThe porters of the grand hotel voted on Friday."), 2);
    assert_eq!(n_blocks("two fresh eggs\nsalted butter\nolive oil"), 3);
    assert_eq!(n_blocks("What the porters ask for in May:\nhigher pay\nshorter nights"), 3);
}

#[test]
fn spans_are_reported_within_their_field() {
    let document = clean(RawArticle { title: "Pay".into(), body: "Wages rose.".into(), ..RawArticle::default() });
    let (field, span) = document.field_span(document.blocks[1].span);
    assert_eq!(field.name(), "body");
    assert_eq!(span.slice(document.body()), Some("Wages rose."));
}

/// The zone of `line` in the middle of an article of full sentences.
#[track_caller]
fn check_line(line: &str, expected: Zone) {
    let full =
        "The depot was cold, and the drivers who had come in at four in the morning stood around a heater to wait.";
    let body = format!("{full}\n{full}\n{full}\n{full}\n{line}\n{full}\n{full}\n{full}\n{full}\n{full}");
    let document = clean(RawArticle { title: "A Title".into(), body, ..RawArticle::default() });
    let zone = document.blocks.iter().find(|b| b.span.slice(&document.text) == Some(line)).map(|b| b.zone);
    assert_eq!(zone, Some(expected), "{line}");
}

#[test]
fn lines_of_a_page_that_are_not_the_article_are_cut() {
    for line in [
        "Get the Ledger stories you care about delivered to your inbox.",
        "Newsletter Sign-up",
        "Story Continued Below",
        "( PHOTOS: Ten depots at dawn)",
        "SEE ALSO: Ferry crews walk out",
        "More:Ferry crews walk out over pay",
        "Ferry crews walk out as talks stall Read more",
        "FERRY CREWS WALK OUT AS TALKS STALL OVER NIGHT PAY",
        "JUST WATCHED Ferry crews walk out Replay More Videos ... MUST WATCH Ferry crews walk out 01:20",
        "Write to Dana Ruiz at dana@ledger.example",
        "Follow Dana Ruiz on Twitter @danaruiz",
        "Read or Share this story: https://ledger.example/x",
        "© 2016 Harbor Syndicate",
        "ANALYSIS/OPINION:",
        "Slideshow (4 Images)",
    ] {
        check_line(line, Zone::Furniture);
    }
    for line in ["Lee Okafor contributed to this report.", "(Reporting by Dana Ruiz; Editing by Lee Okafor)"] {
        check_line(line, Zone::Byline);
    }
    for line in [
        "Enlarge this image toggle caption Dana Ruiz/AP",
        "A bus at dawn. (Dana Ruiz/Getty Images)",
        "(Dana Ruiz/Reuters)",
    ] {
        check_line(line, Zone::Caption);
    }
    check_line("Updated at 11:10 a.m. ET", Zone::Correction);
}

#[test]
fn sentences_that_begin_like_furniture_stay() {
    for line in [
        "Also on the table in his kitchen: a letter from the pension fund.",
        "Copyright law protects the songs that the drivers sing.",
        "Subscribers of the fund, mostly drivers, will vote on Monday.",
        "Related pressures, such as rent, push drivers to take second shifts.",
        "Update work on the depot has stopped for lack of money.",
        "Long nights and low pay contributed to the decision, she said.",
        "A NIGHT AT THE DEPOT",
        "“I follow him on his rounds,” she said.",
    ] {
        check_line(line, Zone::Body);
    }
}

#[test]
fn lines_before_the_first_sentence_are_a_standfirst() {
    let lede = "Bus drivers voted on Monday for a contract that ends split shifts, their union said in the evening.";
    let body = format!("A Title\n\nDrivers win an end to split shifts\n\nVote was close\n\n{lede}\n\n{lede}\n\n{lede}");
    let document = clean(RawArticle { title: "A title".into(), body, ..RawArticle::default() });
    let zones: Vec<_> = document.blocks.iter().map(|b| b.zone).collect();
    let (standfirst, lede) = (Zone::Standfirst, Zone::Lede);
    assert_eq!(zones, [Zone::Headline, Zone::Furniture, standfirst, standfirst, lede, lede, lede]);
}

#[test]
fn titles_of_other_articles_end_with_the_next_sentence() {
    let text = "The depot closes at noon on Sundays, and drivers then wait outside.";
    let body =
        format!("{text}\n{text}\n{text}\nREAD MORE:\nFerry crews walk out\nWhat is a split shift?\n{text}\nNo end");
    let document = clean(RawArticle { body, ..RawArticle::default() });
    let zones: Vec<_> = document.blocks.iter().skip(3).map(|b| b.zone).collect();
    let cut = Zone::Furniture;
    assert_eq!(zones, [cut, cut, cut, Zone::Lede, Zone::Body]);
}

#[test]
fn a_notice_of_rights_below_an_article_is_cut_with_all_that_follows() {
    let text = "The depot closes at noon on Sundays, and drivers then wait outside in the cold for the last bus home.";
    let more = "Readers may print one page of the paper for their own use at home, and no more than one in a week. "
        .repeat(12);
    for notice in [
        format!("Copyright 2016 The Harbor Ledger. All rights reserved. {more}"),
        format!("© 2016 Harbor Ledger. No part may be printed without permission.\n{more}\nWrite to the desk."),
        format!("This material may not be published, broadcast or sold. {more}"),
    ] {
        let body = format!("{text}\n{text}\n{text}\n{notice}");
        let document = clean(RawArticle { body, ..RawArticle::default() });
        let scored = document.blocks.iter().filter(|b| b.zone.is_scored()).count();
        assert_eq!(scored, 3, "{:?}", document.blocks);
    }
    for prose in [
        "Copyright law protects the songs that the drivers sing.",
        "Reproduction in the reefs of the bay is slow.",
        "No part of the pier may be left to rot, she said.",
        "Any use of force at the depot is forbidden.",
    ] {
        check_line(prose, Zone::Body);
    }
}

/// Zone of the first line, and the author.
fn byline_of(line: &str) -> (Zone, Option<String>) {
    let text = "The depot closes at noon on Sundays, and drivers then wait outside in the cold for the last bus home.";
    let document = clean(RawArticle { body: format!("{line}\n\n{text}\n\n{text}"), ..RawArticle::default() });
    (document.blocks[0].zone, document.author)
}

#[test]
fn a_byline_with_post_or_place_names_the_author() {
    for line in [
        "By Dana Ruiz, Staff Writer",
        "By Dana Ruiz in Pine Bay",
        "By: Dana Ruiz, The Harbor Herald",
        "by Dana Ruiz | Special to the Herald",
        "By Dana Ruiz (Pine Bay)",
    ] {
        assert_eq!(byline_of(line), (Zone::Byline, Some("Dana Ruiz".to_owned())), "{line}");
    }
    assert_eq!(byline_of("Dana Ruiz, Staff Writer"), (Zone::Byline, None));
    for line in ["By Friday the depot was shut for good.", "By Dana Ruiz's count, ten drivers left."] {
        assert_eq!(byline_of(line), (Zone::Lede, None), "{line}");
    }
}

#[test]
fn the_author_and_the_outlet_alone_on_a_line_are_a_byline() {
    let text = "The depot closes at noon on Sundays, and drivers then wait outside in the cold for the last bus home.";
    let raw = RawArticle {
        author: Some("Dana Ruiz, Lee Okafor".into()),
        outlet: Some("Harbor Ledger".into()),
        body: format!("Dana Ruiz\nHARBOR LEDGER\n{text}\n{text}\n{text}\nLee Okafor is a driver."),
        ..RawArticle::default()
    };
    let document = clean(raw);
    let zones: Vec<_> = document.blocks.iter().map(|b| b.zone).collect();
    assert_eq!(zones, [Zone::Byline, Zone::Byline, Zone::Lede, Zone::Lede, Zone::Lede, Zone::AuthorBox]);
}
