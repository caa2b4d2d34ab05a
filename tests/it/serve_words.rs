//! Collocates and keywords on the server, held against the command line; people and their doubts.

use classlens::serve::{Access, Role};

use crate::support::pages::{between, plain};
use crate::support::server::{encoded, get, options, sample, start};
use crate::support::{printed, rows};

#[test]
fn words_around_and_words_of_articles_are_those_of_the_command_line() {
    let (root, address) = sample();
    for (path, view, args, sort) in [
        ("collocates", "collocates", ["--collocates", "wage*"], "mi"),
        ("keyness", "keyness", ["--target", "wage*"], "log-ratio"),
    ] {
        let command = [&["compare", "audit"], &args[..], &["--sort", sort, "--limit", "0", "--format", "csv"]].concat();
        let expected = rows(&printed(root, &command));
        let target = format!("/api/v1/{path}?q=wage*&sort={sort}");
        let file = rows(&get(address, &format!("{target}&format=csv")).text());
        assert!(expected.len() > 3, "{path}");
        assert_eq!(file, expected, "{path}");
        let few = get(address, &format!("{target}&limit=3")).json();
        assert_eq!(few["rows"].as_array().map(Vec::len), Some(3), "{path}");
        assert_eq!(few["n_found"].as_u64(), Some(expected.len() as u64), "{path}");
        let page = plain(&get(address, &format!("/?q=wage*&view={view}&by={sort}")).text());
        let shown = page.split_once("class=\"words\"").expect("a table").1.split_once("</table>").expect("its end").0;
        let first = &expected[0][of_words(path)];
        assert!(
            shown.contains(&format!(">{first}</a>")) || shown.contains(&format!("<td>{first}</td>")),
            "{first}: {shown}"
        );
        for href in between(shown, "<a href=\"", "\"").into_iter().take(5) {
            let lines = get(address, href).text();
            assert!(lines.contains("td class=\"keyword\""), "{href}");
        }
        let command = between(&page, "on the command line: <code>", "</code>")[0];
        assert_eq!(command, format!("classlens compare audit {} 'wage*' --sort {sort}", args[0]));
    }
}

/// The column of the words.
fn of_words(path: &str) -> &'static str {
    if path == "collocates" { "word" } else { "term" }
}

#[test]
fn what_cannot_be_counted_is_said_on_the_page_and_refused_to_programs() {
    let (root, address) = sample();
    let page = get(address, "/?q=focus%3Alow_wage&view=collocates");
    assert!(page.status == 200 && page.text().contains("has no words"), "{}", page.text());
    assert_eq!(get(address, "/api/v1/collocates?q=focus%3Alow_wage").status, 400);
    let all = get(address, "/?q=&view=keyness");
    assert!(all.status == 200 && !all.text().contains("class=\"words\""), "nothing is left to hold it against");
    assert_eq!(get(address, "/?q=wage&view=keyness&by=mi").status, 400);
    for role in [Role::Snippet(300), Role::Metadata] {
        let reader = start(&root.join("audit"), options(Access::open(role)));
        for target in
            ["/?q=wage&view=collocates", "/?q=wage&view=keyness", "/api/v1/collocates?q=wage", "/api/v1/keyness?q=wage"]
        {
            assert_eq!(get(reader, target).status, 403, "{role:?} {target}");
        }
        assert!(!get(reader, "/?q=wage").text().contains("Words around"), "{role:?}");
    }
}

#[test]
fn groups_of_words_lead_to_their_lines() {
    let (_, address) = sample();
    let groups = |group: &str| {
        let page = get(address, &format!("/?q={}&view=lines&group={group}", encoded("wage OR wages"))).text();
        let table = page
            .split_once("class=\"groups\"")
            .expect("groups")
            .1
            .split_once("</table>")
            .expect("their end")
            .0
            .to_owned();
        let counts = table.split("</td><td class=\"num\">").filter_map(|rest| rest.split('<').next()?.parse().ok());
        let counts: Vec<u64> = counts.collect();
        let links: Vec<String> = between(&table, "<tr><td>", "</td>").into_iter().map(str::to_owned).collect();
        (links, counts)
    };
    for group in ["L1", "R1", "keyword"] {
        let (cells, counts) = groups(group);
        let at = cells.iter().position(|cell| cell.contains("href")).unwrap_or_else(|| panic!("{group}: {cells:?}"));
        let href = cells[at].split('"').nth(1).unwrap_or_else(|| panic!("{group}: {}", cells[at]));
        let page = get(address, &plain(href)).text();
        let states = page.split("role=\"status\">").skip(1);
        let n = states.filter_map(|rest| rest.split_once('<')?.0.split_once(" hits in")).map(|(n, _)| n).next();
        assert_eq!(n, Some(counts[at].to_string().as_str()), "{group} {}", cells[at]);
    }
}

#[test]
fn lists_by_probability_are_in_its_order_and_the_usual_one_for_a_focus() {
    let (root, address) = sample();
    let q = encoded("focus:low_wage");
    let file = rows(&get(address, &format!("/api/v1/export?q={q}&fields=id,probability_low_wage")).text());
    let of: Vec<f64> = file.iter().map(|row| row["probability_low_wage"].parse().expect("a probability")).collect();
    assert!(of.len() > 5 && of.windows(2).all(|pair| pair[0] >= pair[1]) && of[0] <= 1.0, "{of:?}");
    let ids: Vec<&String> = file.iter().map(|row| &row["id"]).collect();
    let args = [
        "search",
        "audit",
        "focus:low_wage",
        "--order",
        "probability",
        "--limit",
        "99",
        "--fields",
        "id",
        "--format",
        "csv",
    ];
    let command = rows(&printed(root, &args));
    assert_eq!(command.iter().map(|row| &row["id"]).collect::<Vec<_>>(), ids);
    let page = get(address, &format!("/?q={q}")).text();
    assert!(page.contains("aria-current=\"true\">Surest</a>"), "{page}");
    for (row, p) in file.iter().zip(&of) {
        let article = get(address, &format!("/article?id={}", row["id"])).text();
        assert_eq!(article.contains("Perhaps about"), *p < 2.0 / 3.0, "{} {p}", row["id"]);
        assert_eq!(article.contains("Probably about"), (2.0 / 3.0..0.9).contains(p), "{} {p}", row["id"]);
        let why = format!("Probability {p:.2}, against ");
        assert_eq!(article.contains(&why), *p < 0.9, "{}", row["id"]);
        let explained = printed(root, &["explain", "audit", &row["id"]]);
        assert_eq!(explained.contains(&why), *p < 0.9, "{explained}");
    }
}

#[test]
fn rows_of_people_that_may_be_errors_are_marked_and_left_out_on_request() {
    let (_, address) = sample();
    let file = |target: &str| rows(get(address, target).text().trim_start_matches('\u{feff}'));
    let all = file("/people/file");
    assert!(all.iter().all(|row| row["articles"] != "1" || !row["doubt"].is_empty()), "one article is a doubt");
    let sure = file("/people/file?doubt=out");
    let expected = all.iter().filter(|row| row["doubt"].is_empty()).count();
    assert!(expected > 0 && sure.len() == expected && sure.iter().all(|row| row["doubt"].is_empty()));
    let page = get(address, "/people").text();
    assert!(page.contains("in one article only") && page.contains("doubt=out"));
    // A search does not make somebody an error who speaks in other articles, too.
    let known =
        all.iter().find(|row| row["articles"] != "1" && row["doubt"].is_empty()).expect("somebody speaks twice");
    let of_one = file(&format!("/people/file?q={}", encoded(&format!("id:{}", known["first_article"]))));
    let same = of_one.iter().find(|row| row["who"] == known["who"]).expect("a row");
    assert_eq!((same["articles"].as_str(), same["doubt"].as_str()), ("1", ""));
}
