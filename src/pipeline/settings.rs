//! Everything that decides what a run writes: articles can only be added, and a run taken up, under the same settings.

use std::collections::BTreeMap;

use crate::engine::Engine;
use crate::pipeline::base::Base;
use crate::pipeline::options::{AuditOptions, Origin};
use crate::store;

/// Everything that decides what a run writes, by the name a user knows it by.
pub(super) fn settings(engine: &Engine, options: &AuditOptions, base: Option<&Base>) -> BTreeMap<String, String> {
    let mut settings = chosen(engine, options);
    if let (Origin::Texts(_), Some(base)) = (&options.origin, base) {
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
    let order = read.date_order.map_or_else(|| "none".to_owned(), |order| format!("{order:?}"));
    let all = [
        ("version", format!("{}, {}", env!("CARGO_PKG_VERSION"), store::version().trim())),
        ("lexicon", format!("{} {}", engine.lexicon.name, engine.lexicon.hash)),
        ("map", read.columns.to_string()),
        ("date-order", order),
        ("manifest", manifest),
        ("max-record", read.max_record_bytes.to_string()),
    ];
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
