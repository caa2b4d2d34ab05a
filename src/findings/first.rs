//! The first screen: the finding, the corpus, what could be wrong.

use crate::lexicon::{Lexicon, TierIdx};
use crate::present::{grouped, share_text};
use crate::score::{ArticleRow, Focus};
use crate::summarize::{Estimate, Share, Test, Weight};

use crate::findings::corpus::{Corpus, people};
use crate::findings::corrected::Corrected;
use crate::findings::{error, likeness};

/// The finding in plain words, the most important sentence first. A raw share is never alone:
/// its correction precedes it, or what is known of its error follows it.
#[must_use]
pub fn finding(corpus: &Corpus<'_>, corrected: Option<&Corrected>) -> Vec<String> {
    let total = corpus.total();
    let members: Vec<usize> = (0..corpus.rows.len()).collect();
    let shares = corpus.estimator.by_focus(&members, corpus.tiers());
    let part = |(tier, share): (&String, &Option<Estimate>)| {
        share.map(|e| format!("{} are about {}", share_text(Some(e.share)), people(corpus.lexicon, tier)))
    };
    let parts: Vec<String> = corpus.tiers().iter().zip(&shares).filter_map(part).collect();
    if parts.is_empty() {
        let none = match total.n_articles {
            0 => "No article is".to_owned(),
            1 => "The only article is not".to_owned(),
            n => format!("None of the {} is", articles(n)),
        };
        return vec![format!("{none} about somebody's working life at length.")];
    }
    let weighed = match corpus.weight {
        Weight::Copy => String::new(),
        Weight::Story | Weight::Audience(_) => format!(", weighed by {}", corpus.weight.name()),
    };
    let raw = format!("Of {} about somebody's working life{weighed}, {}.", articles(total.n_focused()), listed(&parts));
    let mended = corrected.and_then(|corrected| mended(corpus, corrected));
    let is_mended = mended.is_some();
    let mut out = if let Some(mut out) = mended {
        out.push(format!("By raw count: {}", raw.replacen("Of ", "of ", 1)));
        out
    } else {
        let mut out = vec![raw, uncorrected(corpus.lexicon, corrected)];
        out.extend(in_units_of_shares(corpus));
        out
    };
    out.extend(corrected.filter(|_| is_mended).and_then(|corrected| corrected.order(corpus.tiers())));
    out.push(match corrected.filter(|_| is_mended) {
        Some(corrected) => format!("95 % intervals are in brackets. {}", corrected.intervals_of()),
        None => "The 95 % interval is in brackets: how far chance alone may have moved the share.".to_owned(),
    });
    let focused = corpus.shares(&ArticleRow::is_scored, &[&ArticleRow::is_focused])[0];
    out.push(format!(
        "{}{} of {} {} about a working life at all: {}.",
        if is_mended { "By raw count, " } else { "" },
        grouped(total.n_focused()),
        articles(total.n_scored()),
        if total.n_focused() == 1 { "is" } else { "are" },
        share_text(focused.map(|e| e.share))
    ));
    let gap = corpus.shares(&ArticleRow::promises_all, &[&|row: &ArticleRow| row.scope_gap])[0];
    out.extend(gap.map(|gap| {
        format!(
            "{} of {} headlines that promise everybody run over an article about one tier: {}. {}",
            total.n_scope_gap,
            total.n_universal_headline,
            share_text(Some(gap.share)),
            error::of_scope_gap(corpus.lexicon)
        )
    }));
    let about = &corpus.lexicon.about;
    let summaries: Vec<&str> =
        corpus.tiers().iter().filter_map(|tier| Some(about.tier(tier)?.summary.as_str())).collect();
    out.extend((!summaries.is_empty()).then(|| summaries.join(" ")));
    out
}

/// The corrected shares, among the articles with a focus first, because the raw claim is of them; `None` where nothing is
/// corrected.
fn mended(corpus: &Corpus<'_>, corrected: &Corrected) -> Option<Vec<String>> {
    let by = corrected.estimated_with();
    let of_all = listed(&corrected.parts(corpus.lexicon, corpus.tiers())?);
    let of_all = format!("Of all {}, {of_all}: {by}.", articles(corrected.n_articles() as u64));
    Some(match corrected.parts_of_focused(corpus.lexicon, corpus.tiers()) {
        Ok(parts) => {
            vec![format!("Of the articles about somebody's working life, {}: {by}.", listed(&parts)), of_all]
        }
        Err(refusal) => {
            vec![of_all, format!("Shares of the articles about somebody's working life are not corrected: {refusal}.")]
        }
    })
}

/// "1 article", "2 articles".
fn articles(n: u64) -> String {
    format!("{} article{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// `a, b and c`.
fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Why a raw share is not corrected, and what is known of its error.
fn uncorrected(lexicon: &Lexicon, corrected: Option<&Corrected>) -> String {
    let why = match corrected {
        Some(corrected) => match corrected.refusal() {
            Some(refusal) => format!("codes do not correct them, because {refusal}"),
            None => "too few of these articles are coded to correct them".to_owned(),
        },
        None => "nobody has coded a sample of these articles to correct them".to_owned(),
    };
    format!("These are raw counts: {why}. {}", error::of_assigned(lexicon))
}

/// What the measured error leaves of the shares: of those among the articles with a focus, then of those of all articles.
fn in_units_of_shares(corpus: &Corpus<'_>) -> Vec<String> {
    let tests: Vec<_> =
        TierIdx::all(corpus.tiers()).map(|(idx, _)| move |row: &ArticleRow| row.focus == Focus::Tier(idx)).collect();
    let tests: Vec<Test<'_>> = tests.iter().map(|test| test as Test<'_>).collect();
    let shares = |base: Test<'_>| -> Vec<(&str, Share)> {
        let found = corpus.tiers().iter().zip(corpus.shares(base, &tests));
        found.filter_map(|(tier, estimate)| Some((tier.as_str(), estimate?.share))).collect()
    };
    let mut lines =
        error::right_shares(corpus.lexicon, &shares(&ArticleRow::is_focused), &shares(&ArticleRow::is_scored));
    let focused = corpus.rows.iter().filter(|row| row.is_focused()).map(|row| row.id.as_str());
    lines.extend(error::in_fit(corpus.lexicon, focused).filter(|_| !lines.is_empty()));
    lines
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
        ("articles", grouped(manifest.n_articles)),
        ("refused records", grouped(manifest.n_refused)),
        ("outlets", grouped(outlets.len())),
        ("words", grouped(manifest.n_tokens)),
    ];
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        out.push(("days", format!("{first} to {last}")));
    }
    out.extend([
        ("without a date", grouped(manifest.n_undated)),
        ("without an outlet", grouped(manifest.n_without_outlet)),
        ("printed before", format!("{} copies of another article", grouped(copies))),
        ("not scored", grouped(unscored)),
    ]);
    out.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What could be wrong.
#[must_use]
pub fn cautions(corpus: &Corpus<'_>, corrected: Option<&Corrected>) -> Vec<String> {
    let measured = if corpus.lexicon.is_embedded() {
        "It misses working lives described in other words, and takes people who only act or speak for workers (its error by class: methods, page Error)."
    } else {
        "How often it is wrong was not measured for this lexicon."
    };
    let mut out = vec![format!("A program weighed words; it understands no sentence. {measured}")];
    out.extend(error::coders(corpus.lexicon));
    out.extend(likeness::sentences(corpus));
    let warnings = corrected.map_or_else(Vec::new, Corrected::warnings);
    out.extend(warnings.iter().map(ToString::to_string));
    out.extend(corpus.thin());
    let focused = corpus.rows.iter().filter(|row| row.is_focused()).count();
    if focused < 100 {
        out.push(format!(
            "Only {} {} about somebody's working life: differences between groups are mostly noise.",
            articles(focused as u64),
            if focused == 1 { "is" } else { "are" }
        ));
    }
    let undated = corpus.rows.iter().filter(|row| row.date.is_none()).count();
    if undated * 20 > corpus.rows.len() {
        out.push(format!("{} articles have no date and are missing from every figure by year.", grouped(undated)));
    }
    let refused = corpus.manifest.n_refused;
    if refused * 100 > corpus.manifest.n_records {
        out.push(format!("{} of {} records could not be read.", grouped(refused), grouped(corpus.manifest.n_records)));
    }
    out
}
