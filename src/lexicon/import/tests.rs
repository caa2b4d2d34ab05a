use std::path::Path;

use crate::lexicon::import::{
    DictionaryFormat, ImportError, ImportOptions, Imported, TierChoice, import, write_folder,
};

fn options(tiers: &[&str]) -> ImportOptions {
    let tiers = tiers.iter().map(|t| TierChoice::parse(t).expect("a choice")).collect();
    ImportOptions { format: None, tiers, language: "en".into() }
}

fn run(name: &str, bytes: impl AsRef<[u8]>, tiers: &[&str]) -> Imported {
    import(Path::new(name), bytes.as_ref(), &options(tiers)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Entries as `tier.dimension pattern` (with a weight other than 1), remarks as `line kind message`.
#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, entries: &[&str], remarks: &[&str]) {
    let imported = run(name, bytes, &[]);
    check_entries(&imported, entries);
    let found: Vec<String> =
        imported.remarks.iter().map(|r| format!("{} {} {}", r.place.line, r.kind.name(), r.message)).collect();
    assert_eq!(found, remarks);
}

#[track_caller]
fn check_entries(imported: &Imported, expected: &[&str]) {
    let lexicon = &imported.lexicon;
    assert_eq!(lexicon.order_faults(), []);
    let mut entries: Vec<String> = lexicon
        .entries
        .iter()
        .map(|e| {
            let weight = if (e.weight - 1.0).abs() > 1e-9 { format!(" {}", e.weight) } else { String::new() };
            format!("{}.{} {}{weight}", lexicon.tier_name(e.tier), lexicon.dimension_name(e), e.pattern)
        })
        .collect();
    entries.sort();
    assert_eq!(entries, expected);
}

#[track_caller]
fn check_refused(name: &str, bytes: impl AsRef<[u8]>, expected: &str) {
    let error = import(Path::new(name), bytes.as_ref(), &options(&[])).expect_err("the file is refused");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn liwc_2007_has_a_flat_legend() {
    check(
        "a.dic",
        "%\n1\tpay\n02\tshift work\n%\nwage*\t1\nnight shift\t02\nROTA\t2\n",
        &["pay.general wage*", "shift_work.general night shift", "shift_work.general rota"],
        &[],
    );
}

#[test]
fn liwc_2015_indents_sub_categories_and_describes_them() {
    let text = "%\n1\twork (Work)\n\t2\tpay (Money)\n\t\t3\ttips (Tips)\n\t4\thours (Hours)\n5\thome (Home)\n%\n\
                salary\t1\t2\ntip jar\t1 2 3\nrota\t4\nsofa\t5\n";
    check("a.dic", text, &["home.general sofa", "work.hours rota", "work.pay salary", "work.pay_tips tip jar"], &[]);
}

#[test]
fn liwc_22_is_a_table_with_marks_or_weights() {
    let text = "DicTerm,pay,hours\nwage*,X,\n\"night shift\",,0.5\nrota,0,x\nlost,,\nodd,maybe,\nmore,,,X\n,X,\n";
    check(
        "a.dicx",
        text,
        &["hours.general night shift 0.5", "hours.general rota", "pay.general wage*"],
        &[
            "5 left out `lost` is in no category: mark one with X",
            "6 left out `odd`: `maybe` under `pay`: write X or a weight",
            "7 left out `more`: column 4 has no name: name the category",
            "8 left out a row without a term: fill the first column",
        ],
    );
    check_refused("a.csv", "DicTerm\nwage\n", "a.csv:1: no category after `DicTerm`: name one column a category");
}

#[test]
fn liwc_with_blanks_for_tabs_and_no_closing_percent_is_read() {
    check(
        "a.dic",
        "%\n1 pay\n2   hours\nwage* 1\nnight shift   2\n",
        &["hours.general night shift", "pay.general wage*"],
        &[
            "4 kept the `%` after the legend is missing: taken to end before this line; add the line",
            "4 kept blanks instead of a tab after the term, here and perhaps further down: read all the same",
        ],
    );
    check(
        "a.dic",
        "1\tpay\n%\nwage*\t1\n%\n",
        &["pay.general wage*"],
        &[
            "1 kept the `%` before the legend is missing: taken as there; add the line",
            "4 left out a `%` after the legend: remove the line",
        ],
    );
}

#[test]
fn liwc_conditions_become_phrases_or_are_told() {
    let text = "%\n125\tpos\n131\tcog\n135\ttent\n126\tother\n464\tfiller\n%\n\
                kind\t(<of>131/125) 135/126\nlike\t(02 134)125/464\n";
    check(
        "a.dic",
        text,
        &["cog.general kind of", "filler.general like", "pos.general kind"],
        &[
            "8 kept `<of>` became the phrase `kind of` beside `kind`: check both",
            "8 kept `kind` is in other.general too: a pattern belongs to one entry, kept in pos.general; choose the categories you want as tiers",
            "8 kept `kind of` is in tent.general too: a pattern belongs to one entry, kept in cog.general; choose the categories you want as tiers",
            "9 kept `like` depends on the word before it: kept as it counts elsewhere; check the entry",
        ],
    );
}

#[test]
fn liwc_numbers_that_do_not_fit_are_told() {
    let text = "%\n1\tpay\n1\thours\n2\tpay\nnonsense\n%\nwage\t1\t9\nsalary\t2\tx\nfee\nlost\t7\n";
    check(
        "a.dic",
        text,
        &["pay.general salary", "pay.general wage"],
        &[
            "3 left out category 1 is `pay` since line 2: give `hours` another number",
            "4 kept category `pay` is in line 2 already: both numbers are taken as one",
            "5 left out `nonsense` is no line of the legend: write `number name`",
            "7 left out `wage`: category 9 is not in the legend: add it there",
            "8 left out `salary`: `x` is no category number: write one of the legend",
            "9 left out `fee` has no category number: write one after it",
            "10 left out `lost`: category 7 is not in the legend: add it there",
        ],
    );
}

#[test]
fn liwc_without_a_legend_is_refused() {
    let expected = "a.dic:1: no legend of categories: a LIWC dictionary starts with a line `%`, lines like `1 pay`, and a line `%`";
    check_refused("a.dic", "wage*\t1\n", expected);
    check_refused("a.dic", "%\n%\nwage*\t1\n", expected);
    check_refused("a.dic", "\n \n", "a.dic:1: the file is empty");
}

#[test]
fn bom_windows_newlines_and_upper_case_do_no_harm() {
    check("a.dic", "\u{feff}%\r\n1\tPAY\r\n%\r\n\r\nWAGE*\t1\r\n", &["pay.general wage*"], &[]);
    check("a.yaml", "Pay:\r\n  - WAGE*\r\n", &["pay.general wage*"], &[]);
}

#[test]
fn latin_1_is_read_and_told() {
    let mut bytes = b"%\n1\tmoney\n%\nwage\t1\n".to_vec();
    bytes.extend(b"d\xe9ficit du caf\xe9\t1\n");
    check(
        "a.dic",
        bytes,
        &["money.general déficit du café", "money.general wage"],
        &["5 kept not UTF-8: read as windows-1252; convert the file if words look wrong"],
    );
    let utf16: Vec<u8> = "Pay: [wage]\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let remark = "1 kept not UTF-8: read as UTF-16LE; convert the file if words look wrong";
    check("a.yml", [&[0xff, 0xfe][..], &utf16].concat(), &["pay.general wage"], &[remark]);
    check("a.yml", utf16, &["pay.general wage"], &[remark]);
    check_refused("a.dic", b"\x00\x01\x02abc", "a.dic:1: not a text file: export the dictionary as text");
}

#[test]
fn yaml_nests_categories_and_takes_weights() {
    let text = "low_wage:\n  pay:\n    - minimum wage\n    - \"tip*\"\n  schedule: on call\n  hardship:\n    eviction: 2.5\nhigh:\n  - [salary, [bonus]]\n";
    check(
        "a.yaml",
        text,
        &[
            "high.general bonus",
            "high.general salary",
            "low_wage.hardship eviction 2.5",
            "low_wage.pay minimum wage",
            "low_wage.pay tip*",
            "low_wage.schedule on call",
        ],
        &[],
    );
}

#[test]
fn yaml_faults_are_told_with_their_line() {
    check(
        "a.yaml",
        "pay:\n  - wage\n  - ~\n  - w?ge\npay:\n  - salary\n  - &x fee\n  - *x\n",
        &["pay.general fee", "pay.general salary", "pay.general wage"],
        &[
            "3 left out `pay` holds an empty term: remove it or fill it",
            "4 left out `w?ge`: `?` for one letter is not known: write the words out",
            "5 kept `pay` is in line 1 already: both are taken as one; join them",
            "8 left out an alias (`*name`): write the terms out, and put a word with `*` in quotes",
        ],
    );
    check_refused(
        "a.yaml",
        "- wage\n",
        "a.yaml:1: no categories: a dictionary has keys with lists of terms, as in `pay: [wage*, salary]`",
    );
    let error = import(Path::new("a.yaml"), b"pay:\n  - *wage\n", &options(&[])).expect_err("a broken alias");
    assert!(matches!(error, ImportError::Line { .. }), "{error}");
    let message = error.to_string();
    assert!(message.starts_with("a.yaml:2: not YAML (") && message.contains("in quotes"), "{message}");
    let deep = (0..40).map(|n| " ".repeat(n) + "k:\n").collect::<Vec<_>>().concat() + " ".repeat(40).as_str() + "x\n";
    check_refused("a.yaml", deep, "a.yaml:33: more than 32 levels of categories: flatten the file");
}

#[test]
fn lexicoder_lines_and_nodes_are_read() {
    check(
        "a.lc3",
        "+PAY\nwage*\n\"tip jar\"\n+HOURS\nrota\n",
        &["hours.general rota", "pay.general tip jar", "pay.general wage*"],
        &[],
    );
    let xml = "<?xml version=\"1.0\"?>\n<dictionary>\n<!-- a > b -->\n<cnode name=\"All\">\n<cnode name=\"Pay\">\n<pnode name=\"R&amp;D pay\"></pnode>\n\
               <cnode name='Tips'><pnode name='tip*' weight='2'/></cnode>\n</cnode>\n<cnode name=\"Hours\"><pnode name=\"rota\"/></cnode></cnode>\n</dictionary>\n";
    check("a.lcd", xml, &["hours.general rota", "pay.general r&d pay", "pay.tips tip* 2"], &[]);
}

#[test]
fn lexicoder_faults_are_told_with_their_line() {
    check_refused("a.lc3", "wage\n", "a.lc3:1: `wage` is before the first `+CATEGORY` line: add one above it");
    check_refused("a.lc3", "+\nwage\n", "a.lc3:1: a `+` without a name: write the category after it");
    check_refused(
        "a.lcd",
        "<d>\n<cnode><pnode name='a'/></cnode>",
        "a.lcd:2: a category without a name: write <cnode name=\"…\">",
    );
    check_refused(
        "a.lcd",
        "<d>\n<cnode name='a'",
        "a.lcd:2: this `<` is never closed: add the `>`, or write &lt; in a name",
    );
    check(
        "a.lcd",
        "<d>\n<pnode name='lost'/>\n</cnode>\n<cnode name='Pay'>\n<pnode/>\n<pnode name='fee' weight='x'/>\n<pnode name='wage'/>\n",
        &["pay.general wage"],
        &[
            "2 left out `lost` is outside every category: move it into a <cnode>",
            "3 kept </cnode> closes nothing: passed over; remove it",
            "4 kept category `Pay` is never closed: taken to end with the file; add </cnode>",
            "5 left out a term without a name: write <pnode name=\"…\"/>",
            "6 left out `fee`: its weight is no number: write one like 0.5",
        ],
    );
}

#[test]
fn wordstat_is_indented_and_weighted() {
    check(
        "a.cat",
        "PAY\n\tWAGE* (1)\n\tTIPS (AND MORE)\n\t\tTIP_JAR (0.5)\nHOURS\n\tROTA (2)\n",
        &["hours.general rota 2", "pay.general wage*", "pay.tips_and_more tip jar 0.5"],
        &[],
    );
    check(
        "a.cat",
        "EMPTY\nPAY\n    WAGE\n    @NEAR_1 (1)\n    FEE (1x)\n    TIP (1)\n",
        &["pay.general tip", "pay.general wage"],
        &[
            "1 left out `EMPTY` holds no terms: indent them below it with a tab",
            "3 kept blanks instead of tabs at the start of the line: read by their number",
            "3 kept `WAGE` has no weight: taken as 1; write `WAGE (1)`",
            "4 left out `@NEAR_1` is a rule: rules are not imported; write an entry with `near` or `unless`",
            "5 left out `FEE`: weight `1x` is no number: write one like (1)",
        ],
    );
    check_refused(
        "a.cat",
        "WAGE (1)\n",
        "a.cat:1: `WAGE` is outside every category: put a category above it and indent it",
    );
}

#[test]
fn tables_need_two_columns() {
    check(
        "a.csv",
        "category,term,weight\npay/tips,tip*,2\npay,wage,\n,lost,\npay,,1\npay,fee,much\n",
        &["pay.general wage", "pay.tips tip* 2"],
        &[
            "4 left out `lost` has no category: fill the column",
            "5 left out a row without a term: fill the column",
            "6 left out `fee`: weight `much` is no number: write one like 0.5",
        ],
    );
    check(
        "a.tsv",
        "wage\tpay\t1\n",
        &["pay.general wage"],
        &["1 kept no header: taken as term, category, weight; write `term,category,weight` above it"],
    );
    check("a.csv", "word;tier;dimension\nrota;low;hours\n", &["low.hours rota"], &[]);
    check_refused(
        "a.csv",
        "wage\n",
        "a.csv:1: one column only: a table has the columns term, category and perhaps weight",
    );
}

#[test]
fn duplicates_reserved_names_and_weights_out_of_range_are_told() {
    check(
        "a.csv",
        "term,category,weight\nwage,None,1\nWage,none,2\nwage,Pay,1\nwage,Hours,1\nfee,Pay,-1\nfee,Pay,11\nrota,hours,1\n:),Pay,1\n",
        &["hours.general rota", "none_category.general wage"],
        &[
            "2 kept a tier cannot be called `none`: it became `none_category`; rename the category",
            "3 kept categories `None` and `none` are taken as one: rename one of them",
            "3 kept `wage` is in line 2 already: that one is kept with its own weight",
            "4 kept `wage` is in hours.general, pay.general too: a pattern belongs to one entry, kept in none_category.general; choose the categories you want as tiers",
            "6 left out `fee`: weight -1: weights are above 0 and up to 10; rescale them",
            "7 left out `fee`: weight 11: weights are above 0 and up to 10; rescale them",
            "8 kept categories `Hours` and `hours` are taken as one: rename one of them",
            "9 left out `:)` holds no word: the tokenizer knows letters, digits and amounts of money",
        ],
    );
}

#[test]
fn chosen_categories_become_tiers() {
    let text = "work:\n  pay:\n    tips: [tip*]\n    wages: [wage*]\n  hours: [rota]\nhome: [sofa]\nother: [tip*]\n";
    let imported = run("a.yaml", text, &["low=work/pay", "low=home", "universal=Hours"]);
    check_entries(&imported, &["low.home sofa", "low.tips tip*", "low.wages wage*", "universal.general rota"]);
    assert_eq!(imported.lexicon.tiers, ["low"]);
    let remarks: Vec<String> = imported.remarks.iter().map(|r| r.message.clone()).collect();
    assert_eq!(remarks, ["category `other` (1 terms) was not chosen as a tier"]);

    let wrong = ["low=play"].map(|t| TierChoice::parse(t).expect("a choice")).to_vec();
    let options = ImportOptions { tiers: wrong, ..options(&[]) };
    let error = import(Path::new("a.yaml"), text.as_bytes(), &options).expect_err("no such category");
    assert_eq!(
        error.to_string(),
        "a.yaml: no category `play` with terms: the file has home, other, work/hours, work/pay/tips, work/pay/wages"
    );
    for argument in ["low", "=pay", "low=", "low=work/", "mixed=pay"] {
        let error = TierChoice::parse(argument).expect_err("no choice").to_string();
        assert_eq!(
            error,
            format!(
                "`{argument}` chooses no tier: write NAME=CATEGORY or NAME=PARENT/CATEGORY, and another name than `mixed`"
            )
        );
    }
}

#[test]
fn formats_are_told_by_name_or_content() {
    let detected = |name: &str, text: &str| run(name, text, &[]).format;
    assert_eq!(detected("a", "%\n1\tpay\n%\nwage\t1\n"), DictionaryFormat::Liwc);
    assert_eq!(detected("a.txt", "+PAY\nwage\n"), DictionaryFormat::Lexicoder);
    assert_eq!(detected("a.CAT", "PAY\n\tWAGE (1)\n"), DictionaryFormat::WordStat);
    assert_eq!(detected("a.csv", "DicTerm,pay\nwage,X\n"), DictionaryFormat::Liwc);
    check_refused("a.txt", "wage\n", "a.txt: the format cannot be detected by name or content: name the format");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let taken = root.path().join("taken");
    std::fs::write(&taken, "").expect("the folder can be written");
    let files = run("a.csv", "term,category\nwage,pay\n", &[]).files;
    for folder in [taken.clone(), taken.join("below")] {
        let error = write_folder(&files, &folder).expect_err("a file is in the way");
        assert!(matches!(error, ImportError::Write { .. }), "{error}");
        let message = error.to_string();
        assert!(message.contains(&format!("{}: cannot be written (", folder.display())), "{message}");
    }
}

#[test]
fn nothing_to_keep_is_refused() {
    check_refused(
        "a.dic",
        "%\n1\tpay\n%\n:)\t1\n",
        "a.dic: no term could be kept; the first remark: a.dic:4: `:)` holds no word: the tokenizer knows letters, digits and amounts of money",
    );
    check_refused("a.dic", "%\n1\tpay\n%\n", "a.dic: no term could be kept");
    let many: Vec<String> = (0..256).map(|n| format!("word{n},cat{n}\n")).collect();
    check_refused(
        "a.csv",
        "term,category\n".to_owned() + many.concat().as_str(),
        "a.csv: 256 tiers and a lexicon holds 255: choose the categories you want as tiers",
    );
}

proptest::proptest! {
    #[test]
    fn no_input_panics(name in "a\\.(dic|dicx|lcd|cat|yaml|csv)", bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
        let _ = import(Path::new(&name), &bytes, &options(&[]));
    }

    #[test]
    fn no_text_panics(name in "a\\.(dic|dicx|lcd|cat|yaml|csv)", text in "([%+<>/\"'=(*)0-9a-zé:\\-\\[\\]{}&~,;?_@ \t\n]|cnode|pnode|name=|DicTerm){0,120}") {
        let _ = import(Path::new(&name), text.as_bytes(), &options(&[]));
    }
}

#[test]
fn what_a_term_loses_and_what_overlaps_is_named_with_its_line() {
    check(
        "a.dic",
        "%\n1\tpay\n2\twork\n%\nwage*\t1\nwages\t2\nvery *\t1\n<3\t1\n#rota\t2\n",
        &["pay.general very", "pay.general wage*", "work.general rota", "work.general wages"],
        &[
            "5 kept `wages` of work.general (line 6) is matched by `wage*` of pay.general too, and a word counts once: \
             write them so that they do not overlap",
            "7 kept `very *` is counted as `very`: a phrase begins and ends with a word",
            "8 left out `<3`: of its signs and letters only `3` is a word, which says something else",
            "9 kept `#rota` is counted as `rota`: signs such as `#` are no part of a word",
        ],
    );
}

#[test]
fn patterns_that_match_the_same_words_are_named_with_their_lines() {
    check(
        "a.yml",
        "b:\n  - wom*n\n  - nurs*\na:\n  - woman*\n  - nur*e\n  - wor*\n",
        &["a.general nur*e", "a.general woman*", "a.general wor*", "b.general nurs*", "b.general wom*n"],
        &[
            "2 kept `wom*n` of b.general and `woman*` of a.general (line 5) match the same words, and a word counts once: \
             write them so that they do not overlap",
            "6 kept `nur*e` of a.general and `nurs*` of b.general (line 3) match the same words, and a word counts once: \
             write them so that they do not overlap",
        ],
    );
}
