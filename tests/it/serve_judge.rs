//! What readers say of articles that are wrong: kept beside the coded sample, counted apart, in no share.

use std::net::SocketAddr;

use classlens::serve::{Access, Role};

use crate::support::coding::{SCORE, code, planned};
use crate::support::server::{Answer, ask, encoded, get, options, start};
use crate::support::{classlens, folder, printed, rows, stdout};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

fn judge(address: SocketAddr, headers: &[(&str, &str)], id: &str, name: &str, focus: &str, note: &str) -> Answer {
    let body = format!("id={}&name={}&focus={focus}&note={}", encoded(id), encoded(name), encoded(note));
    ask(address, "POST", "/article/judge", &[&[FORM], headers].concat(), body.as_bytes())
}

#[test]
fn judgements_are_shown_by_gold_score_and_change_no_figure() {
    let root = folder();
    let plan = planned(root.path());
    code(root.path(), &plan, |_| true);
    let score = |more: &[&str]| printed(root.path(), &[&SCORE[..], more].concat());
    let figures = |show: &str| score(&["--show", show, "--format", "csv"]);
    let all = ["corrected", "agreement", "scores", "confusion"];
    let before = all.map(figures);
    assert!(!score(&[]).contains("Judged on their pages"));
    let address = start(&root.path().join("audit"), options(Access::open(Role::Coder)));
    let planned: Vec<&str> =
        plan["documents"].as_array().expect("documents").iter().filter_map(|d| d["id"].as_str()).collect();
    for (id, name, focus, note) in [
        (planned[0], "cay", "mixed", "two of them, \"really\""),
        (planned[0], "ann", "none", ""),
        (planned[0], "ann", "middle", "on second thoughts"),
        ("cwire-2014-05-minimum-wage", "", "low_wage", ""),
    ] {
        let kept = judge(address, &[], id, name, focus, note);
        assert_eq!((kept.status, kept.header("location")), (303, Some(format!("/article?id={id}").as_str())));
    }
    let page = get(address, &format!("/article?id={}", planned[0])).text();
    assert!(page.contains("Judged by ann: about middle workers – on second thoughts"), "{page}");
    assert!(!page.contains("Judged by ann: about nobody"), "the last word counts");
    let judged = rows(&figures("judged"));
    let of =
        |name: &str| judged.iter().find(|row| row["reader"] == name).unwrap_or_else(|| panic!("{name}: {judged:?}"));
    assert_eq!((judged.len(), of("ann")["judged"].as_str(), of("cay")["judged"].as_str()), (3, "middle", "mixed"));
    assert_eq!((of("reader")["said"].as_str(), of("reader")["judged"].as_str()), ("low_wage", "low_wage"));
    let text = score(&[]);
    assert!(text.contains("of 3 as wrong. Readers picked these articles"), "{text}");
    assert_eq!(all.map(figures), before, "no figure moves");
    // Named among the codes they are judgements all the same.
    let named = ["gold", "score", "audit", "audit/gold/judged.jsonl"];
    let show = ["--show", "corrected", "--format", "csv"];
    assert_eq!(printed(root.path(), &[&named[..], &SCORE[3..], &show[..]].concat()), before[0]);
    let kept = std::fs::read_to_string(root.path().join("audit/gold/codes.json")).expect("the record is kept");
    let kept: serde_json::Value = serde_json::from_str(&kept).expect("it is JSON");
    assert_eq!(kept["judged"].as_array().map(Vec::len), Some(3));
    assert!(kept["judged"].as_array().is_some_and(|all| all.iter().all(|one| one["probability"].is_null())));
    assert!(kept["documents"].as_array().is_some_and(|all| all.iter().all(|one| one["sample"] != "judged")));
}

#[test]
fn who_may_not_write_judges_nothing_and_nonsense_is_refused() {
    let root = crate::support::audited_sample(&[]);
    let (audit, id) = (root.path().join("audit"), "cwire-2014-05-minimum-wage");
    let coder = start(&audit, options(Access::open(Role::Coder)));
    for (id, focus, name, status) in [
        (id, "rich", "ann", 400),
        (id, "", "ann", 400),
        ("no-such", "none", "ann", 404),
        (id, "none", "a\nb", 400),
        (id, "none", "n".repeat(65).as_str(), 400),
    ] {
        assert_eq!(judge(coder, &[], id, name, focus, "").status, status, "{id} {focus} {name}");
    }
    for foreign in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")] {
        assert_eq!(judge(coder, &[foreign], id, "ann", "none", "").status, 403, "{foreign:?}");
    }
    for role in [Role::Full, Role::Snippet(300), Role::Metadata] {
        let address = start(&audit, options(Access::open(role)));
        assert_eq!(judge(address, &[], id, "ann", "none", "").status, 403, "{role:?}");
        assert!(!get(address, &format!("/article?id={id}")).text().contains("/article/judge"), "{role:?}");
    }
    assert!(!audit.join("gold").exists(), "nothing was written");
    let name = "<script>alert(1)</script>";
    assert_eq!(judge(coder, &[], id, name, "none", "<b>why</b>").status, 303);
    let page = get(coder, &format!("/article?id={id}")).text();
    assert!(!page.contains(name) && !page.contains("<b>why</b>"), "text is escaped");
    let verified = classlens(root.path(), &["verify", "audit"]);
    assert!(verified.status.success(), "a judgement is the user's: {}", stdout(&verified));
}
