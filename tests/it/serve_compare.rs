//! The compare page: its numbers are those of the command line, its files hold what a slide needs.

use crate::support::pages::{between, plain};
use crate::support::server::{encoded, get, sample};
use crate::support::{printed, rows};

/// The outlet of most articles of the sample, and its query.
fn outlet() -> (String, String) {
    let (_, address) = sample();
    let page = get(address, "/compare").text();
    let names = page.split_once("id=\"names\"").expect("names to choose from").1;
    let name = plain(between(names, "<option value=\"", "\"")[0]);
    let query = format!("outlet:=\"{name}\"");
    (name, query)
}

#[test]
fn an_outlet_is_set_against_all_others_with_the_numbers_of_the_command_line() {
    let (root, address) = sample();
    let (name, query) = outlet();
    let target = format!("/compare?e={}&share=articles%3Aprofessional&replicates=200", encoded(&query));
    let page = plain(&get(address, &target).text());
    assert!(page.contains(&format!("<strong>{name}</strong>: ")) && page.contains("than all others"), "{page}");
    assert!(page.contains("points more (") || page.contains("points less ("), "{page}");
    let file = target.replace("/compare?", "/compare/file?format=csv&");
    let file = rows(get(address, &file).text().trim_start_matches('\u{feff}'));
    let entity = file.iter().find(|row| row["kind"] == "entity").expect("a row of the outlet");
    let command = printed(root, &["summary", "audit", "--compare", &query, "--replicates", "200", "--format", "csv"]);
    let expected = rows(&command);
    let expected = expected
        .iter()
        .find(|row| row["base"] == "articles" && row["share_of"] == "professional")
        .expect("the command line compares it");
    for (own, other) in [
        ("n_base", "n_base"),
        ("n", "n"),
        ("share", "share"),
        ("difference", "difference"),
        ("difference_low", "difference_low"),
        ("difference_high", "difference_high"),
    ] {
        assert_eq!(entity[own], expected[other], "{own}");
    }
    assert!(file.iter().any(|row| row["kind"] == "group" && row["name"] == name));
    assert!(file.iter().any(|row| row["kind"] == "others"));
}

#[test]
fn several_are_set_against_the_others_that_the_chart_shows() {
    let (_, address) = sample();
    let target = "/compare/file?format=csv&share=articles%3Aprofessional&replicates=200&e=lawyer*&e=nurse*";
    let file = rows(get(address, target).text().trim_start_matches('\u{feff}'));
    let number = |row: &std::collections::HashMap<String, String>, column: &str| -> f64 {
        row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?}"))
    };
    let others = file.iter().find(|row| row["kind"] == "others").expect("a row of the others");
    let entities: Vec<_> = file.iter().filter(|row| row["kind"] == "entity").collect();
    assert_eq!(entities.len(), 2);
    for entity in entities {
        let apart = number(entity, "share") - number(others, "share");
        assert!((number(entity, "difference") - apart).abs() < 1e-6, "{entity:?} {others:?}");
    }
}

#[test]
fn the_files_hold_title_source_date_note_and_address() {
    let (_, address) = sample();
    let (name, query) = outlet();
    let of = |format: &str| get(address, &format!("/compare/file?format={format}&e={}", encoded(&query)));
    let svg = of("svg").text();
    for held in [
        "Focus on professional workers",
        "Source: classlens",
        "Made on 20",
        "Raw counts of a program",
        "http://",
        "/compare?e=",
        "all others",
    ] {
        assert!(svg.contains(held), "{held}: {svg}");
    }
    assert!(plain(&svg).contains(name.split(' ').next().unwrap_or_default()), "{svg}");
    assert_eq!(of("svg").header("content-disposition"), Some("attachment; filename=\"compare.svg\""));
    assert!(of("png").body.starts_with(b"\x89PNG"));
    assert!(of("xlsx").body.starts_with(b"PK"));
}

#[test]
fn what_is_typed_is_added_once_and_unknown_names_are_refused() {
    let (_, address) = sample();
    let (name, query) = outlet();
    let added = get(address, &format!("/compare?add={}", encoded(&name.to_uppercase())));
    let to = added.header("location").expect("it leads on").to_owned();
    assert!(added.status == 303 && to.replace('+', "%20").contains(&encoded(&query)), "{to}");
    let again = get(address, &format!("{to}&add={}", encoded(&name)));
    assert_eq!(again.header("location").map(|to| to.matches("e=").count()), Some(to.matches("e=").count()));
    let refused = get(address, "/compare?add=Nowhere+Gazette");
    assert!(refused.status == 400 && refused.text().contains("no article has the outlet"), "{}", refused.text());
    let two = get(address, "/compare?e=nurse*&query=teacher*");
    assert!(two.header("location").is_some_and(|to| to.contains("e=nurse%2A&e=teacher%2A")), "{two:?}");
    assert_eq!(get(address, "/compare?e=%22open").status, 400);
    assert_eq!(get(address, "/compare?share=nothing").status, 400);
    assert_eq!(get(address, "/compare?by=year&sort=name&against=first&e=nurse*&e=teacher*&min=1").status, 200);
}

#[test]
fn the_table_of_all_sorts_and_adds() {
    let (_, address) = sample();
    let names = |sort: &str| {
        let page = get(address, &format!("/compare?min=1&sort={sort}")).text();
        let table = page.split_once("id=\"all\"").expect("the table").1;
        between(table, "<tr><td>", "</td>").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let (highest, lowest, by_name) = (names("share"), names("lowest"), names("name"));
    assert!(highest.len() > 1 && highest != lowest, "{highest:?}");
    let mut sorted = by_name.clone();
    sorted.sort();
    assert_eq!(by_name, sorted);
    let page = get(address, "/compare?min=1").text();
    let adds: Vec<&str> =
        between(&page, "<a href=\"/compare?", "\"").into_iter().filter(|a| a.contains("e=")).collect();
    assert_eq!(get(address, &format!("/compare?{}", plain(adds[0]))).status, 200);
}
