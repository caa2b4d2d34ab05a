use crate::lexicon::Lexicon;
use crate::quality::usage::EntryUse;
use crate::quality::{Judgement, SheetError, Usage, kwic, precision, read_judged, sample};
use crate::score::HitRow;

fn lexicon() -> Lexicon {
    Lexicon::small(&["low"], &[("tip", "low", "pay", ""), ("wage", "low", "pay", "")])
}

fn hit<'a>(article: &'a str, entry: &'a str) -> HitRow<'a> {
    let (tier, dimension, zone) = ("low", "pay", "body");
    HitRow {
        article,
        entry,
        tier,
        dimension,
        role: "evidence",
        zone,
        field: "body",
        end: 1,
        words: "w",
        weight: 1.0,
        ..HitRow::default()
    }
}

#[test]
fn the_sample_of_an_entry_depends_on_seed_and_own_hits_only() {
    let articles: Vec<String> = (0..50).map(|n| n.to_string()).collect();
    let wages: Vec<HitRow<'_>> = articles.iter().map(|a| hit(a, "low.pay.wage")).collect();
    let drawn = sample(&wages, 5, 1);
    assert_eq!(drawn.len(), 5);
    assert_eq!(drawn, sample(&wages, 5, 1));
    assert_ne!(drawn, sample(&wages, 5, 2));
    let mut more = wages.clone();
    more.push(hit("x", "low.pay.tip"));
    more.push(HitRow { zone: "comments", ..hit("x", "low.pay.tip") });
    let both = sample(&more, 5, 1);
    assert_eq!(both, [&[50], drawn.as_slice()].concat(), "entries are in the order of their ids");
}

#[test]
fn context_is_cut_by_characters_and_runs_together() {
    let text = format!("{}\n\nThe  pay of\ncooks rose. {}", "é".repeat(100), "z".repeat(100));
    let start = text.find("pay").expect("it is there");
    let line = kwic(&text, start as u32, start as u32 + 3).expect("whole characters");
    assert_eq!(line.left, format!("{} The", "é".repeat(63)));
    assert_eq!(line.hit, "pay");
    assert_eq!(line.right, format!("of cooks rose. {}", "z".repeat(54)));
    assert_eq!(kwic("é", 1, 2), None);
    assert_eq!(kwic("wage", 2, 1), None);
    assert_eq!(kwic("wage", 2, 9), None);
}

#[test]
fn precision_is_told_by_entry_tier_and_dimension() {
    let used = |entry, n_hits| EntryUse { entry, n_hits, n_articles: 1, share: None };
    let usage = Usage { entries: vec![used(0, 10), used(1, 90)] };
    let judged: Vec<Judgement> = [(0, true), (0, false), (1, true), (1, true)]
        .into_iter()
        .map(|(entry, right)| Judgement { entry, right })
        .collect();
    let rows = precision(&lexicon(), &usage, &judged);
    let found: Vec<_> = rows.iter().map(|p| (p.of, p.name.as_str(), p.share.hits, p.share.n, p.by_hits)).collect();
    // By hits: (10 × 1/2 + 90 × 2/2) / 100.
    assert_eq!(
        found,
        [
            ("all", "all", 3, 4, Some(0.95)),
            ("tier", "low", 3, 4, Some(0.95)),
            ("dimension", "pay", 3, 4, Some(0.95)),
            ("entry", "low.pay.tip", 1, 2, Some(0.5)),
            ("entry", "low.pay.wage", 2, 2, Some(1.0)),
        ]
    );
    // Wilson (1927) at 1 of 2, z = 1.96: 0.0945 to 0.9055.
    assert!((rows[3].share.low - 0.0945).abs() < 1e-4 && (rows[3].share.high - 0.9055).abs() < 1e-4);
}

#[test]
fn a_judged_sheet_is_read_back_with_its_faults_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.csv");
    let read = |text: &str| {
        std::fs::write(&path, text).expect("written");
        read_judged(&path, &lexicon()).map_err(|e| e.to_string().replace(&path.display().to_string(), "s.csv"))
    };
    let sheet =
        read("\u{feff}entry;article;judged\nlow.pay.tip;a;Y\nlow.pay.tip;b;no\nlow.pay.wage;c;\n").expect("sound");
    assert_eq!(sheet.judged.iter().map(|j| (j.entry, j.right)).collect::<Vec<_>>(), [(0, true), (0, false)]);
    assert_eq!(sheet.n_open, 1);
    let refused = |text: &str| read(text).expect_err("refused");
    assert_eq!(refused("entry,hit\n"), "s.csv:1: no column `judged`: keep the header of the sheet");
    assert_eq!(
        refused("entry,judged\nlow.pay.tip,y\nlow.pay.x,y\n"),
        "s.csv:3: entry `low.pay.x` is not in the lexicon: name the one of the audit"
    );
    assert_eq!(refused("entry,judged\nlow.pay.tip,maybe\n"), "s.csv:2: judged `maybe`: write y, n or nothing");
    assert_eq!(
        refused("entry,judged\nlow.pay.tip,\n"),
        "s.csv: none of 1 lines is judged: write y or n into the column `judged`"
    );
    std::fs::write(&path, "entry,judged\nlow.pay.tip,maybe\n").expect("written");
    let error = read_judged(&path, &lexicon()).expect_err("no judgement");
    assert!(matches!(error, SheetError::Line { line: 2, .. }), "{error}");
    std::fs::remove_file(&path).expect("removed");
    let error = read_judged(&path, &lexicon()).expect_err("no file");
    assert!(matches!(error, SheetError::Read { .. }) && error.to_string().contains("cannot be read"), "{error}");
}
