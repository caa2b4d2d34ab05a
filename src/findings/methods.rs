//! How the figures came about: everything a run decided, as the manifest has it.

use crate::findings::corpus::Corpus;
use crate::findings::corrected::Corrected;
use crate::present::grouped;

/// A name and a value each.
pub(super) fn methods(corpus: &Corpus<'_>, corrected: Option<&Corrected>) -> Vec<(String, String)> {
    let manifest = corpus.manifest;
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let settings = manifest.settings.iter().map(|(name, value)| format!("{name}: {value}"));
    let mut out = vec![
        pair("program", format!("classlens {}, tokenizer contract {}", manifest.version, manifest.tokenizer)),
        pair("call", format!("classlens {}", manifest.command.join(" "))),
        pair("settings", settings.collect::<Vec<_>>().join("; ")),
        pair("lexicon", format!("{} {}", manifest.lexicon, manifest.lexicon_hash)),
        pair("tiers", manifest.tiers.join(", ")),
        pair("corpus", format!("{} (hash over ids and texts)", manifest.corpus_hash)),
        pair(
            "records",
            format!(
                "{} = {} articles + {} refused + {} deleted",
                grouped(manifest.n_records),
                grouped(manifest.n_articles),
                grouped(manifest.n_refused),
                grouped(manifest.n_deleted)
            ),
        ),
        pair(
            "copies",
            format!(
                "{} word by word, {} nearly so; all are counted",
                grouped(manifest.n_exact_copies),
                grouped(manifest.n_near_copies)
            ),
        ),
        pair(
            "counted",
            format!("{} words, {} hits of the lexicon", grouped(manifest.n_tokens), grouped(manifest.n_hits)),
        ),
        pair("sources", format!("{} (their hashes are above)", manifest.sources.len())),
        pair("remarks on the input", manifest.notices.len().to_string()),
        pair("seed", manifest.seed.to_string()),
        pair("weight", format!("every article weighs by {}", corpus.weight.name())),
        pair("intervals", corpus.basis()),
    ];
    out.extend(manifest.deletions.iter().map(|deletion| {
        pair("deleted", format!("{} articles by `{}`, {}", deletion.n_articles, deletion.query, deletion.when))
    }));
    out.push(match corrected {
        Some(corrected) => pair("coded articles", corrected.base().join(" ")),
        None => pair("coded articles", "none, or none that belong to this audit".to_owned()),
    });
    let error = if corpus.lexicon.is_embedded() { " and states how often the classifier is wrong" } else { "" };
    out.extend([
        pair(
            "focus",
            format!("a small linear model over lexicon hits, the sentences that describe a working life, and the words of the article; the methods define every figure{error}"),
        ),
        pair(
            "occupations",
            "U.S. Bureau of Labor Statistics: OEWS, CPS and SOC; wages and employment by year".to_owned(),
        ),
    ]);
    out
}
