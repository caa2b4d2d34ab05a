//! The first screen: the finding, the corpus, what could be wrong.

use crate::present::share_text;
use crate::score::ArticleRow;

use crate::findings::corpus::Corpus;

/// The finding in plain words.
pub(super) fn sentences(corpus: &Corpus<'_>) -> Vec<String> {
    let total = corpus.total();
    let tests: Vec<_> = corpus.tiers().iter().map(|tier| move |row: &ArticleRow| row.focus == *tier).collect();
    let tests: Vec<&dyn Fn(&ArticleRow) -> bool> = tests.iter().map(|test| test as _).collect();
    let shares = corpus.shares(&ArticleRow::is_focused, &tests);
    let named = |tier: &str| match tier {
        "professional" => "professionals and managers".to_owned(),
        "middle" => "the missing middle".to_owned(),
        "low_wage" => "low-wage workers".to_owned(),
        other => other.replace('_', " "),
    };
    let part = |(tier, share): (&String, &Option<crate::summarize::Estimate>)| {
        share.map(|e| format!("{} {}", named(tier), share_text(Some(e.share))))
    };
    let parts: Vec<String> = corpus.tiers().iter().zip(&shares).filter_map(part).collect();
    if parts.is_empty() {
        return vec![format!("None of the {} articles is about somebody's working life at length.", total.n_articles)];
    }
    let focused = corpus.shares(&ArticleRow::is_scored, &[&ArticleRow::is_focused])[0];
    let mut out = vec![
        format!(
            "Of {} articles about somebody's working life, by whose it is: {}.",
            total.n_focused(),
            parts.join("; ")
        ),
        format!(
            "They are {} of the {} articles that were scored. Intervals are {}.",
            share_text(focused.map(|e| e.share)),
            corpus.rows.iter().filter(|row| row.is_scored()).count(),
            corpus.basis()
        ),
    ];
    if total.n_universal_headline > 0 {
        out.push(format!(
            "{} of {} headlines that promise everybody stand over an article about one tier.",
            total.n_scope_gap, total.n_universal_headline
        ));
    }
    out
}

/// What the corpus is.
pub(super) fn of_corpus(corpus: &Corpus<'_>) -> Vec<(String, String)> {
    let manifest = corpus.manifest;
    let mut days: Vec<&str> = corpus.rows.iter().filter_map(|row| row.date.as_deref()).collect();
    days.sort_unstable();
    let mut outlets: Vec<&str> = corpus.rows.iter().filter_map(|row| row.outlet.as_deref()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let copies = corpus.rows.iter().filter(|row| row.copies > 1 && row.story != row.id).count();
    let unscored = corpus.rows.iter().filter(|row| !row.is_scored()).count();
    let mut out = vec![
        ("articles", manifest.n_articles.to_string()),
        ("refused records", manifest.n_refused.to_string()),
        ("outlets", outlets.len().to_string()),
        ("words", manifest.n_tokens.to_string()),
    ];
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        out.push(("days", format!("{first} to {last}")));
    }
    out.extend([
        ("without a date", manifest.n_undated.to_string()),
        ("without an outlet", manifest.n_without_outlet.to_string()),
        ("printed before", format!("{copies} copies of another article")),
        ("not scored", unscored.to_string()),
    ]);
    out.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What could be wrong.
pub(super) fn cautions(corpus: &Corpus<'_>) -> Vec<String> {
    let mut out = vec![
        "Shares are counts of a lexicon classifier. It misses working lives told without its words more often than it invents \
         them; METHODS.md gives its error by class."
            .to_owned(),
        "The weights were fitted on articles that a language model coded, not trained people. Code a sample of your own \
         (`classlens gold plan`) before you publish."
            .to_owned(),
    ];
    if corpus.basis().contains("few clusters") {
        out.push("Few outlets carry the intervals: take them as a rough guide.".to_owned());
    }
    let focused = corpus.rows.iter().filter(|row| row.is_focused()).count();
    if focused < 100 {
        out.push(format!(
            "Only {focused} articles are about somebody's working life: differences between groups are mostly noise."
        ));
    }
    let undated = corpus.manifest.n_undated;
    if undated * 20 > corpus.manifest.n_articles {
        out.push(format!("{undated} articles have no date and are missing from every figure by year."));
    }
    out
}

/// How the figures came about.
pub(super) fn methods(corpus: &Corpus<'_>) -> Vec<(String, String)> {
    let manifest = corpus.manifest;
    let pair = |name: &str, value: String| (name.to_owned(), value);
    vec![
        pair("program", format!("classlens {}, tokenizer contract {}", manifest.version, manifest.tokenizer)),
        pair("call", format!("classlens {}", manifest.command.join(" "))),
        pair("lexicon", format!("{} {}", manifest.lexicon, manifest.lexicon_hash)),
        pair("corpus", format!("{} (hash over ids and texts)", manifest.corpus_hash)),
        pair("seed", manifest.seed.to_string()),
        pair("intervals", corpus.basis()),
        pair(
            "focus",
            "a small linear model over counts of lexicon hits; METHODS.md defines every figure and states how often the \
             classifier is wrong"
                .to_owned(),
        ),
        pair("occupations", "U.S. Bureau of Labor Statistics: OEWS, CPS and SOC; wages and employment by year".to_owned()),
    ]
}
