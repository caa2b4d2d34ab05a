//! Bad input is named with file, line and remedy; what can be read is read; all is accounted for.

use std::io::Write;
use std::path::Path;

use crate::support::{classlens, folder, stderr, write};

const GOOD: &str = r#"{"id":"good","outlet":"O","date":"2016-01-02","title":"T","body":"Nurses work nights."}"#;

struct Run {
    stderr: String,
    rejects: Vec<serde_json::Value>,
    manifest: serde_json::Value,
}

/// Audits the files in `input` and reads what the run left.
fn run(root: &Path, more: &[&str]) -> Run {
    let args: Vec<&str> = ["audit", "input", "-o", "out"].into_iter().chain(more.iter().copied()).collect();
    let output = classlens(root, &args);
    let stderr = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    let rejects = std::fs::read_to_string(root.join("out/rejects.jsonl")).expect("rejects are written");
    let manifest = std::fs::read_to_string(root.join("out/manifest.json")).expect("a manifest is written");
    Run {
        stderr,
        rejects: rejects.lines().map(|l| serde_json::from_str(l).expect("rejects are JSON Lines")).collect(),
        manifest: serde_json::from_str(&manifest).expect("the manifest is JSON"),
    }
}

/// One bad file beside a good one: `n_articles` in all, and refusals at these positions for these reasons.
#[track_caller]
fn check(name: &str, content: &[u8], n_articles: u64, refused: &[(u64, &str)]) -> Run {
    let root = folder();
    let input = root.path().join("input");
    std::fs::create_dir(&input).expect("a new folder");
    write(&input, "good.jsonl", format!("{GOOD}\n"));
    write(&input, name, content);
    let run = run(root.path(), &["--max-record", "1"]);
    assert_eq!(run.manifest["n_articles"], n_articles, "{}", run.stderr);
    assert_eq!(run.rejects.len(), refused.len(), "{:?}", run.rejects);
    for (reject, (position, reason)) in run.rejects.iter().zip(refused) {
        assert_eq!(reject["source"], format!("input/{name}"));
        assert_eq!(reject["position"], *position);
        let found = reject["reason"].as_str().expect("a reason is text");
        assert!(found.contains(reason), "{found}");
        assert!(run.stderr.contains(&format!("input/{name}")), "{}", run.stderr);
    }
    let sum = run.manifest["n_articles"].as_u64().zip(run.manifest["n_refused"].as_u64()).map(|(a, r)| a + r);
    assert_eq!(run.manifest["n_records"].as_u64(), sum, "read + refused = input");
    run
}

fn line(id: &str) -> String {
    format!("{{\"id\":\"{id}\",\"title\":\"T\",\"body\":\"Text of {id}.\"}}\n")
}

#[test]
fn a_line_cut_in_half_is_refused_and_the_rest_is_read() {
    let content = line("a") + "{\"id\":\"b\",\"body\":\"cut" + "\n" + &line("c");
    check("cut.jsonl", content.as_bytes(), 3, &[(2, "cut off (column")]);
}

#[test]
fn a_truncated_gzip_gives_what_came_before() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for n in 0..3000 {
        packed.write_all(line(&format!("{n}-{}", n * 7919 % 1000)).as_bytes()).expect("memory can be written");
    }
    let whole = packed.finish().expect("memory can be written");
    let root = folder();
    let input = root.path().join("input");
    std::fs::create_dir(&input).expect("a new folder");
    write(&input, "cut.jsonl.gz", &whole[..whole.len() / 2]);
    let run = run(root.path(), &[]);
    assert!(run.manifest["n_articles"].as_u64().is_some_and(|n| n > 500), "{:?}", run.manifest);
    let last = run.rejects.last().expect("the cut is reported");
    assert!(last["reason"].as_str().is_some_and(|r| r.contains("ends early")), "{last}");
}

#[test]
fn an_overlong_line_is_refused_without_reading_on_in_memory() {
    let long = format!("{{\"body\":\"{}\"}}\n", "x".repeat(3 << 20));
    let content = line("a") + &long + &line("b");
    check("long.jsonl", content.as_bytes(), 3, &[(2, "over the bound of 1 MB")]);
}

#[test]
fn latin_1_and_utf_16_are_read_with_a_note() {
    let latin: Vec<u8> = b"id,title,body\nl,T,The caf\xe9 pays its waiters a living wage\n".to_vec();
    let run = check("latin.csv", &latin, 2, &[]);
    assert!(
        run.stderr.contains("input/latin.csv: line 2: bytes that are not UTF-8 were read as windows-1252"),
        "{}",
        run.stderr
    );
    let text = "id,title,body\nu,T,The café pays its waiters a living wage\n";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let run = check("wide.csv", &wide, 2, &[]);
    assert!(run.stderr.contains("read as UTF-16LE"), "{}", run.stderr);
}

#[test]
fn stray_bytes_in_utf_8_are_read_with_a_note() {
    let mut content = line("a").into_bytes();
    content.extend("{\"id\":\"b\",\"body\":\"Ein M\u{e4}dchen, ein Schl\u{fc}ssel, caf".as_bytes());
    content.extend(b"\xe9, na\xc3\xafve r\xc3\xa9sum\xc3\xa9\"}\n");
    let run = check("stray.jsonl", &content, 3, &[]);
    assert!(run.stderr.contains("line 2: bytes that are not UTF-8"), "{}", run.stderr);
}

#[test]
fn a_table_without_a_body_column_names_its_columns() {
    let reason = "no body column among: id, title, date; say which field holds the text";
    let run = check("t.csv", b"id,title,date\n1,T,2016-01-01\n", 1, &[(1, reason)]);
    assert!(run.stderr.contains(&format!("{reason} (--map body=FIELD)")), "{}", run.stderr);
}

#[test]
fn empty_binary_and_blank_files_are_refused_as_a_whole() {
    check("empty.jsonl", b"", 1, &[(0, "the file is empty")]);
    check("paper.pdf", b"%PDF-1.7 ...", 1, &[(0, "not a text format")]);
    check("blank.csv", b"title,body\nT,\n", 1, &[(2, "no body")]);
}

#[test]
fn a_missing_path_is_refused_and_the_rest_is_read() {
    let root = folder();
    write(root.path(), "good.jsonl", GOOD);
    let output = classlens(root.path(), &["audit", "good.jsonl", "gone.jsonl", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("refused: gone.jsonl: no such file or folder"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_refused_with_its_name() {
    use std::os::unix::fs::PermissionsExt;
    let root = folder();
    write(root.path(), "good.jsonl", GOOD);
    let locked = write(root.path(), "locked.jsonl", GOOD);
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).expect("the mode can be set");
    if std::fs::File::open(&locked).is_ok() {
        // The super-user reads everything; a folder in the place of a file cannot be read by anyone.
        std::fs::remove_file(&locked).expect("the file can be removed");
        std::os::unix::fs::symlink("nowhere", &locked).expect("a link can be made");
    }
    let output = classlens(root.path(), &["audit", "good.jsonl", "locked.jsonl", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("locked.jsonl: "), "{}", stderr(&output));
}

#[test]
fn nothing_read_is_a_failed_run_that_leaves_no_folder() {
    let root = folder();
    let output = classlens(root.path(), &["audit", "gone.jsonl", "-o", "out"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no article could be read"), "{}", stderr(&output));
    assert_eq!(std::fs::read_dir(root.path()).expect("the folder is there").count(), 0);
}

#[test]
fn a_broken_lexicon_names_file_line_and_remedy() {
    let root = folder();
    write(root.path(), "lexicon.toml", "name = \"x\"\nlanguage = \"en\"\ntiers = [\"low\"]\ndimensions = [\"pay\"]\n");
    write(
        root.path(),
        "pay.toml",
        "\n[[entry]]\npattern = \"tips\"\ntier = \"lowest\"\ndimension = \"pay\"\nsource = \"x\"\n",
    );
    let output = classlens(root.path(), &["lexicon", "check", "--lexicon", "."]);
    assert_eq!(output.status.code(), Some(2));
    let expected = "pay.toml:2: `tips`: unknown tier `lowest`: use one of low, universal, none";
    assert!(stderr(&output).contains(expected), "{}", stderr(&output));
}

#[test]
fn the_same_id_twice_loses_nothing() {
    let content = line("a") + &line("a") + "{\"id\":\"a\",\"body\":\"Another text.\"}\n";
    let run = check("twice.jsonl", content.as_bytes(), 3, &[(2, "the same record again")]);
    assert!(run.stderr.contains("this one is now `a~2`"), "{}", run.stderr);
}

#[test]
fn elements_of_an_array_that_are_no_articles_are_refused_one_by_one() {
    let content = r#"[{"id":"a","body":"Text, with ] and \"quotes\"."}, 3, "s, ]", null, ["x", {"body": "y"}]]"#;
    let refused: Vec<(u64, &str)> = (2..=5).map(|position| (position, "not a JSON object")).collect();
    check("mixed.json", content.as_bytes(), 2, &refused);
}

#[test]
fn a_lexicon_in_another_encoding_is_told_with_its_line() {
    let root = folder();
    write(root.path(), "lexicon.toml", "name = \"x\"\nlanguage = \"en\"\ntiers = [\"low\"]\ndimensions = [\"pay\"]\n");
    write(root.path(), "pay.toml", b"\n[[entry]]\npattern = \"caf\xe9\"\n");
    let output = classlens(root.path(), &["lexicon", "check", "--lexicon", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("pay.toml:3: not UTF-8: save the file as UTF-8"), "{}", stderr(&output));
}

#[test]
fn a_file_that_is_called_json_and_is_not_is_refused_with_its_line() {
    check("words.jsonl", b"not json\nnor this\n", 1, &[(1, "not a JSON object"), (2, "not a JSON object")]);
    check("late.ndjson", format!("not json\n{}", line("a")).as_bytes(), 2, &[(1, "not a JSON object")]);
    let root = folder();
    write(root.path(), "words.json", "not json, but words of an article");
    let run = classlens(root.path(), &["audit", "words.json", "-o", "out"]);
    assert_eq!(run.status.code(), Some(2), "{}", stderr(&run));
    assert!(stderr(&run).contains("words.json"), "{}", stderr(&run));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_once_and_whole() {
    let root = folder();
    let day = |n: usize| if n == 2_000 { 14 } else { 4 };
    let line =
        |n| format!("{{\"id\":\"{n}\",\"date\":\"3/{}/12\",\"title\":\"Pay\",\"body\":\"Cook {n} waits.\"}}\n", day(n));
    let lines: String = (0..3_000).map(line).collect();
    let made = std::process::Command::new("mkfifo").arg(root.path().join("pipe")).status().expect("mkfifo runs");
    assert!(made.success());
    let pipe = root.path().join("pipe");
    let writer = std::thread::spawn(move || std::fs::write(pipe, lines));
    let output = classlens(root.path(), &["audit", "pipe", "-o", "out"]);
    assert!(output.status.success(), "{}", stderr(&output));
    writer.join().expect("the writer ends").expect("all is written");
    let manifest = std::fs::read_to_string(root.path().join("out/manifest.json")).expect("there is a manifest");
    assert!(manifest.contains("\"n_articles\": 3000"), "{manifest}");
}

#[test]
fn a_body_of_a_parquet_table_over_the_limit_is_refused() {
    let root = folder();
    let root = root.path();
    let long = format!("{{\"id\":\"long\",\"body\":\"{}\"}}\n", "Cooks earn little. ".repeat(100_000));
    write(root, "two.jsonl", format!("{GOOD}\n{long}"));
    let whole = classlens(root, &["audit", "two.jsonl", "-o", "whole", "--quiet"]);
    assert_eq!(whole.status.code(), Some(0), "{}", stderr(&whole));
    std::fs::create_dir(root.join("input")).expect("a new folder");
    std::fs::copy(root.join("whole/texts.parquet"), root.join("input/texts.parquet")).expect("the texts are there");
    let run = run(root, &["--max-record", "1", "--map", "id=article"]);
    assert_eq!(run.manifest["n_articles"], 1, "{}", run.stderr);
    let reason = run.rejects[0]["reason"].as_str().expect("a reason");
    assert!(run.rejects.len() == 1 && reason.starts_with("a body of 2 MB, over the limit of 1 MB: "), "{reason}");
}
