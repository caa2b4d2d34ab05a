//! Codes of people on the sample corpus, made from its gold codes.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{printed, write};

/// Gold codes of the sample corpus, as JSON Lines.
pub const GOLD: &str = include_str!("../../../corpus/gold.jsonl");
pub const SCORE: [&str; 7] = ["gold", "score", "audit", "ann.jsonl", "ben.jsonl", "--plan", "coding/plan.json"];

/// The sample corpus audited, 52 articles of it drawn by predicted focus for two coders.
pub fn planned(root: &Path) -> Value {
    printed(root, &["audit", "--quiet"]);
    let by = ["gold", "plan", "audit", "-o", "coding", "--by", "focus", "--size", "52", "--allocation", "proportional"];
    printed(root, &[&by[..], &["--coders", "ann,ben", "--overlap", "0.5", "--seed", "5"]].concat());
    let plan = std::fs::read_to_string(root.join("coding/plan.json")).expect("the plan is written");
    serde_json::from_str(&plan).expect("the plan is JSON")
}

/// Codes each article of the plan as the sample's gold does; ben changes his mind on one shared article.
pub fn code(root: &Path, plan: &Value, kept: impl Fn(&Value) -> bool) {
    let gold = gold();
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    let mut changed = false;
    for document in plan["documents"].as_array().expect("documents").iter().filter(|d| kept(d)) {
        let coders = document["coders"].as_array().expect("coders");
        for coder in coders.iter().filter_map(Value::as_str) {
            let mut code = gold[document["id"].as_str().expect("an id")].clone();
            if coder == "ben" && coders.len() == 2 && code["focus"] == "none" && !changed {
                code["attention"]["middle"] = json!(3);
                code["focus"] = json!("middle");
                changed = true;
            }
            let lines = files.entry(coder).or_default();
            lines.push_str(&code.to_string());
            lines.push('\n');
        }
    }
    for (coder, lines) in files {
        write(root, &format!("{coder}.jsonl"), lines);
    }
}

/// The sample corpus audited and scored with codes of 52 articles of it.
#[cfg(feature = "serve")]
pub fn coded(root: &Path) {
    let plan = planned(root);
    code(root, &plan, |_| true);
    printed(root, &SCORE);
}

/// The gold codes of the sample corpus by id.
pub fn gold() -> BTreeMap<String, Value> {
    let code = |line| serde_json::from_str::<Value>(line).expect("gold is JSON Lines");
    GOLD.lines().map(code).map(|code| (code["id"].as_str().expect("an id").to_owned(), code)).collect()
}
