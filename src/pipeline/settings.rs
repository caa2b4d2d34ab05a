//! Everything that decides what a run writes: articles can only be added, and a run taken up, under the same settings.

use std::collections::BTreeMap;

use crate::article::DateOrder;
use crate::engine::Engine;
use crate::pipeline::base::Base;
use crate::pipeline::joined;
use crate::pipeline::options::AuditOptions;
use crate::tokenize::CONTRACT_VERSION;

/// Everything that decides what a run writes, by the name a user knows it by; `rescored` is the audit whose texts are scored again.
pub(super) fn settings(engine: &Engine, options: &AuditOptions, rescored: Option<&Base>) -> BTreeMap<String, String> {
    let mut settings = chosen(engine, options);
    if let Some(base) = rescored {
        // What was read was read by the settings of then.
        let of_reading = |name: &str| !matches!(name, "version" | "lexicon");
        settings.extend(base.manifest.settings.clone().into_iter().filter(|(name, _)| of_reading(name)));
    }
    settings
}

/// What the options say.
fn chosen(engine: &Engine, options: &AuditOptions) -> BTreeMap<String, String> {
    let read = &options.read;
    let manifest = read.manifest.as_ref().map_or_else(|| "none".to_owned(), |path| path.display().to_string());
    let order = read.date_order.map_or("none", DateOrder::name).to_owned();
    let all = [
        ("version", format!("{}, tokenizer {}", env!("CARGO_PKG_VERSION"), CONTRACT_VERSION)),
        ("lexicon", format!("{} {}", engine.lexicon.name, engine.lexicon.hash)),
        ("map", read.columns.to_string()),
        ("date-order", order),
        ("manifest", manifest),
        ("keep", read.variables.to_string()),
        ("variables", joined::setting(options.join.as_ref())),
        ("max-record", read.max_record_bytes.to_string()),
    ];
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A setting of an audit as it is compared with that of now: older audits name the schema of their index with the version.
pub(super) fn comparable(name: &str, then: &str) -> String {
    match then.split_once(", schema ").filter(|_| name == "version") {
        Some((version, rest)) => {
            format!("{version}, {}", rest.split_once(' ').map_or(rest, |(_, tokenizer)| tokenizer))
        }
        None => then.to_owned(),
    }
}
