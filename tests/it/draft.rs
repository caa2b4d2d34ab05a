//! `classlens draft`: a text that is in no audit, read as the browser reads it.

use std::process::Output;

use assert_cmd::Command;

use crate::support::{classlens, folder, printed, rows, stderr, stdout, write};

const HEADLINE: &str = "How workers can ask for a better schedule";
const BODY: &str = "\
Ask your manager for flextime, and offer to telecommute on Fridays. Lawyers and consultants do it all the time.\n\
\n\
\"My boss at the law firm said yes at once,\" said Ann Lee, a lawyer in Boston. She earns $180,000 a year.\n\
\n\
A paralegal may have to wait. Associates and partners at the firm set their own hours, and executives do, too.\n";

fn with_input(args: &[&str], input: impl Into<Vec<u8>>) -> Output {
    Command::cargo_bin("classlens")
        .expect("the binary is built")
        .args(args)
        .write_stdin(input)
        .output()
        .expect("it runs")
}

#[test]
fn a_draft_is_read_with_the_lines_to_look_at_scope_gap_first() {
    let root = folder();
    write(root.path(), "draft.txt", format!("\n{HEADLINE}\n\n{BODY}"));
    let text = printed(root.path(), &["draft", "draft.txt"]);
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    let order = [
        "Scope gap:",
        "Focus:",
        "Missing: no word of low wage workers",
        "Speakers:",
        "Pay:",
        "Proposals:",
        "Lines to look at:",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{text}");
    let lines = rows(&printed(root.path(), &["draft", "draft.txt", "--format", "csv"]));
    let line = |about: &str| {
        let found = lines.iter().find(|row| row["about"] == about);
        found.map_or_else(|| panic!("{about}: {lines:?}"), |row| row["line"].clone())
    };
    assert_eq!((line("pay").as_str(), line("speaker").as_str(), line("proposal").as_str()), ("6", "6", "4"));
    let abouts: Vec<&str> = lines.iter().map(|row| row["about"].as_str()).collect();
    let first = |about: &str| abouts.iter().position(|known| *known == about).expect("it is there");
    assert!(
        first("professional") < first("speaker") && first("speaker") < first("pay") && first("pay") < first("proposal")
    );
    if text.contains("Scope gap: yes") {
        assert_eq!((abouts[0], lines[0]["line"].as_str()), ("scope gap", "2"));
    }
}

#[test]
fn a_headline_can_be_named_and_the_text_come_from_standard_input() {
    let output = with_input(&["draft", "-", "--title", HEADLINE, "--format", "json"], BODY);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let reading: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    assert_eq!(reading["headline_scope"], "universal");
    let root = folder();
    write(root.path(), "draft.txt", format!("{HEADLINE}\n{BODY}"));
    let of_file: serde_json::Value =
        serde_json::from_str(&printed(root.path(), &["draft", "draft.txt", "--format", "json"])).expect("it is JSON");
    assert_eq!(of_file, reading, "the first line is the headline");
}

#[cfg(feature = "serve")]
#[test]
fn the_reading_is_that_of_the_server() {
    let (_, address) = crate::support::server::sample();
    let json = [("Content-Type", "application/json")];
    let sent = serde_json::json!({ "title": HEADLINE, "text": BODY }).to_string();
    let answered = crate::support::server::ask(address, "POST", "/api/v1/draft", &json, sent.as_bytes()).json();
    let output = with_input(&["draft", "-", "--title", HEADLINE, "--format", "json"], BODY);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&stdout(&output)).expect("it is JSON"), answered);
}

#[test]
fn a_short_text_markup_and_a_web_page_are_told() {
    let short = with_input(&["draft", "-"], "Late shifts\nThe cashier earns $9 an hour.");
    assert_eq!(short.status.code(), Some(0), "{}", stderr(&short));
    assert!(stdout(&short).contains("words: with fewer than 50"), "{}", stdout(&short));
    let paragraph = "<p>The cashier learns her shifts on the day before, and she is paid nine dollars an hour for them at the store.</p>";
    let page = format!(
        "<!doctype html><html><head><title>Late shifts</title></head><body><article>{}</article></body></html>",
        paragraph.repeat(6)
    );
    let page = with_input(&["draft", "-"], page);
    assert_eq!(page.status.code(), Some(0), "{}", stderr(&page));
    assert!(
        stdout(&page).contains("This is a web page") && stdout(&page).contains("Late shifts:"),
        "{}",
        stdout(&page)
    );
    let tags = with_input(&["draft", "-"], format!("Late shifts\n{}", paragraph.repeat(6)));
    assert!(stdout(&tags).contains("HTML tags"), "{}", stdout(&tags));
    let csv = with_input(&["draft", "-", "--format", "csv"], "Late shifts\nThe cashier earns $9 an hour.");
    assert!(stderr(&csv).contains("note: The text has") && stdout(&csv).starts_with("line,about,what,words"));
}

#[test]
fn a_text_without_working_life_or_in_another_language_is_1() {
    let rain = with_input(&["draft", "-"], "Rain\nIt rained on the fair, and the ducks were glad of it.");
    assert_eq!(rain.status.code(), Some(1), "{}", stdout(&rain));
    let german = "Der Regen fiel den ganzen Tag auf die Stadt, und niemand wollte aus dem Haus gehen, weil die Straßen nass waren. Erst am \
                  Abend kam die Sonne heraus, und die Kinder liefen auf den Platz vor der Kirche, um dort noch ein wenig zu spielen.";
    let other = with_input(&["draft", "-"], format!("Regen\n{german}"));
    assert_eq!(other.status.code(), Some(1), "{}", stdout(&other));
    assert!(stdout(&other).contains("not scored: its language is de"), "{}", stdout(&other));
}

#[test]
fn what_is_no_draft_is_2_with_what_to_do() {
    let root = folder();
    for (name, content, words) in [
        ("empty.txt", &b" \n"[..], "empty.txt: the draft is empty"),
        ("a.pdf", b"%PDF-1.7 ...", "a.pdf: this is a PDF, not a text: save the draft as plain text"),
        ("a.docx", b"PK\x03\x04....", "save the draft as plain text"),
        ("a.bin", b"a\0b", "a file of bytes"),
        ("empty.html", b"<!doctype html><html><body></body></html>", "the web page: no article text"),
    ] {
        write(root.path(), name, content);
        let output = classlens(root.path(), &["draft", name]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", stdout(&output));
        assert!(stderr(&output).contains(words), "{name}: {}", stderr(&output));
    }
    let missing = classlens(root.path(), &["draft", "no.txt"]);
    assert!(
        missing.status.code() == Some(2) && stderr(&missing).contains("no.txt: cannot be read"),
        "{}",
        stderr(&missing)
    );
    let long = with_input(&["draft", "-"], "a ".repeat(150_000));
    assert!(long.status.code() == Some(2) && stderr(&long).contains("200000 characters at most"), "{}", stderr(&long));
    let page = with_input(&["draft", "-", "--lexicon", "no-such-folder"], BODY);
    assert!(page.status.code() == Some(2) && stderr(&page).contains("lexicon no-such-folder"), "{}", stderr(&page));
}
