//! The front door, searches that were meant otherwise, filters that widen, and who speaks.

use classlens::serve::{Access, Role};

use crate::support::pages::{between, plain};
use crate::support::server::{encoded, get, options, sample, start};
use crate::support::{classlens, rows, stdout};

#[test]
fn the_first_page_says_what_this_is_and_its_questions_have_answers() {
    let (root, address) = sample();
    let page = get(address, "/").text();
    assert!(page.contains("whose working life") && page.contains("href=\"/methods/error\""), "{page}");
    let doors = page.split_once("class=\"doors\"").expect("questions").1.split_once("</ul>").expect("their end").0;
    let doors = between(doors, "<a href=\"", "\"");
    assert_eq!(doors.len(), 4, "{doors:?}");
    for door in doors {
        assert_eq!(get(address, &plain(door)).status, 200, "{door}");
    }
    assert!(!get(address, "/?q=wage").text().contains("class=\"doors\""));
    for target in ["/methods", "/methods/error", "/methods/tiers"] {
        assert_eq!(get(address, target).status, 200, "{target}");
    }
    assert_eq!(get(address, "/methods/nothing").status, 404);
    let start = classlens(root, &[]);
    assert!(start.status.success() && stdout(&start).lines().count() <= 10, "{}", stdout(&start));
}

#[test]
fn a_slip_is_offered_mended_with_one_click() {
    let (_, address) = sample();
    for (q, meant) in [
        ("nurse* or wage*", "nurse* OR wage*"),
        ("focus:\"low wage\"", "focus:low_wage"),
        ("year:2014", "date:2014"),
        ("date:2012-2014", "date:2012..2014"),
    ] {
        let page = plain(&get(address, &format!("/?q={}", encoded(q))).text());
        let offered = page.split_once("class=\"meant\"").unwrap_or_else(|| panic!("{q}: {page}")).1;
        assert!(offered.contains(&format!("<code>{meant}</code>")), "{q}: {offered}");
        let href = between(offered, "<a href=\"", "\"")[0];
        assert_eq!(get(address, href).status, 200, "{q}");
    }
    assert!(!get(address, "/?q=nurse*+OR+wage*").text().contains("class=\"meant\""));
    let asked = get(address, &format!("/?q={}", encoded("does my paper write about wages?"))).text();
    assert!(asked.contains("<code>wages</code>"), "{asked}");
}

#[test]
fn a_second_value_widens_and_a_range_of_days_narrows() {
    let (_, address) = sample();
    let count = |target: &str| -> u64 {
        let page = get(address, target).text();
        between(&page, "role=\"status\"><strong>", "</strong>")[0].parse().expect("a count")
    };
    let outlets = |target: &str| -> Vec<String> {
        let page = get(address, target).text();
        let facet = page.split_once("<summary>Outlet</summary>").expect("the facet").1;
        let facet = facet.split_once("</details>").expect("its end").0;
        between(facet, "<a href=\"", "\"").into_iter().map(plain).collect()
    };
    let first = outlets("/").remove(0);
    let n_first = count(&first);
    let wider = outlets(&first);
    assert!(wider.len() > 1, "other outlets can still be chosen: {wider:?}");
    assert!(count(&wider[1]) > n_first, "a second value adds its articles");
    let (all, some) = (count("/?q="), count("/?since=2014&until=2014-06"));
    assert!(some < all);
    assert_eq!(some, count(&format!("/?q={}", encoded("date:2014..2014-06"))));
    let page = get(address, "/").text();
    let bars = page.split_once("<svg").expect("bars").1.split_once("</svg>").expect("their end").0;
    assert_eq!(get(address, &plain(between(bars, "<a href=\"", "\"")[0])).status, 200);
}

#[test]
fn who_speaks_is_listed_filtered_and_downloaded() {
    let (root, address) = sample();
    let page = get(address, "/people").text();
    let n: usize = between(&page, "role=\"status\"><strong>", "</strong>")[0].parse().expect("a count");
    assert!(n > 5, "{page}");
    let file = get(address, "/people/file").text();
    let people = rows(file.trim_start_matches('\u{feff}'));
    assert_eq!(people.len(), n);
    let of = |row: &std::collections::HashMap<String, String>| row["articles"].parse::<u64>().expect("a number");
    assert!(people.windows(2).all(|pair| of(&pair[0]) >= of(&pair[1])), "those of most articles first");
    let low = rows(get(address, "/people/file?tier=low_wage").text().trim_start_matches('\u{feff}'));
    assert!(!low.is_empty() && low.len() < n && low.iter().all(|row| row["tier"] == "low_wage"));
    let who = &people[0]["who"];
    let found = rows(
        get(address, &format!("/people/file?named={}", encoded(&who.to_uppercase())))
            .text()
            .trim_start_matches('\u{feff}'),
    );
    assert!(found.iter().any(|row| row["who"] == *who));
    let twice = rows(get(address, "/people/file?least=2").text().trim_start_matches('\u{feff}'));
    assert!(twice.len() < n && twice.iter().all(|row| of(row) >= 2));
    assert!(get(address, "/people/file?format=xlsx").body.starts_with(b"PK"));
    assert_eq!(get(address, "/people?q=wage*&form=named").status, 200);
    let snippet = start(&root.join("audit"), options(Access::open(Role::Snippet(300))));
    assert_eq!(get(snippet, "/people").status, 403);
    let pieces = format!("/compare?q=id%3Ax&e={}", encoded("wage"));
    assert_eq!(get(snippet, &pieces).status, 403, "words of one article, in two queries");
    let metadata = start(&root.join("audit"), options(Access::open(Role::Metadata)));
    assert_eq!(get(metadata, "/people").status, 403, "names of speakers are words of the text");
    assert_eq!(get(metadata, "/people/file").status, 403);
}
