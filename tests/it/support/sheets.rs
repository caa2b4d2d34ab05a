//! Coding sheets of a served audit, answered as a browser does.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;

use classlens::lexicon::Lexicon;
use classlens::serve::{Access, OpenAudit, Role};
use serde_json::Value;

use crate::support::server::{Answer, ask, get, options, start_open};
use crate::support::{audited_sample, printed};

pub const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
pub const COMPLETE: &str = "attention_professional=0&attention_middle=2&attention_low_wage=1&headline_scope=none";

/// An audit of the sample corpus with 12 articles for ann and ben, six of them for both.
pub fn planned() -> tempfile::TempDir {
    let root = audited_sample(&[]);
    let plan = ["gold", "plan", "audit", "-o", "coding", "--size", "12", "--allocation", "proportional"];
    printed(root.path(), &[&plan[..], &["--coders", "ann,ben", "--overlap", "0.5", "--seed", "5"]].concat());
    root
}

pub fn served(root: &Path, access: Access) -> SocketAddr {
    let audit = OpenAudit::open(&root.join("audit"), Lexicon::embedded()).expect("the audit opens");
    start_open(audit.with_plans(&[root.join("coding")]).expect("the plan is of this audit"), options(access))
}

pub fn open(root: &Path) -> SocketAddr {
    served(root, Access::open(Role::Coder))
}

pub fn target(coder: &str, n: usize) -> String {
    format!("/coding/sheet?plan=coding&coder={coder}&n={n}")
}

pub fn seen(page: &str) -> &str {
    page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the form has a stamp")
}

/// Opens an article and sends answers for it.
#[track_caller]
pub fn code(address: SocketAddr, coder: &str, n: usize, answers: &str) -> Answer {
    let page = get(address, &target(coder, n)).text();
    send(address, coder, n, &format!("seen={}&{answers}", seen(&page)))
}

pub fn send(address: SocketAddr, coder: &str, n: usize, body: &str) -> Answer {
    ask(address, "POST", &target(coder, n), &[FORM], body.as_bytes())
}

/// The lines of a coder's file by id.
pub fn lines(root: &Path, coder: &str) -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(root.join(format!("coding/{coder}.jsonl"))).unwrap_or_default();
    let line = |line| serde_json::from_str::<Value>(line).expect("a line is JSON");
    text.lines().map(line).map(|code| (code["id"].as_str().expect("an id").to_owned(), code)).collect()
}
