//! What is known of the error of a lexicon's answers, in words: the one home of such sentences and of their figures.
//!
//! The figures come from `about/measured.toml` of the lexicon and from its calibration; each names what it was measured on.

use crate::lexicon::{Assigned, Lexicon};
use crate::present::{share_text, spelled};
use crate::score::{Calibration, Scorer};
use crate::summarize::Share;

/// How often articles that the lexicon assigns to a tier are about that tier, by draws from such articles; where nobody
/// drew any, how well it does on the articles that its weights were fitted on.
#[must_use]
pub fn of_assigned(lexicon: &Lexicon) -> String {
    let drawn = lexicon.about.assigned();
    let is_own = |assigned: &&Assigned| assigned.lexicon_hash == lexicon.hash;
    // An own lexicon that keeps the file of another says nothing of itself.
    let (Some(first), true) = (drawn.first(), lexicon.is_embedded() || drawn.iter().any(|a| is_own(&a))) else {
        return cross_validated(lexicon);
    };
    let parts: Vec<String> = drawn.iter().map(|assigned| of_news(lexicon, assigned)).collect();
    let by = if drawn.iter().all(|a| is_own(&a)) {
        String::new()
    } else {
        format!(" (by lexicon {}, an earlier fit)", first.lexicon_hash.get(..8).unwrap_or(&first.lexicon_hash))
    };
    format!(
        "Of articles assigned to a tier{by} that were drawn at random and coded by {}, which saw no answer, the part about that \
         tier was: {}. Other news may differ, and articles that were missed are not in these figures.",
        first.coded_by,
        parts.join("; ")
    )
}

fn of_news(lexicon: &Lexicon, assigned: &Assigned) -> String {
    let tiers = lexicon.tiers.iter().filter_map(|tier| Some((tier, assigned.tiers.get(tier)?)));
    let parts = tiers.map(|(tier, drawn)| {
        let share = Share::of(u64::from(drawn.right), u64::from(drawn.n));
        format!("{} {} of {}", spelled(tier), share_text(share), drawn.n)
    });
    format!("{}: {}", assigned.news, parts.collect::<Vec<_>>().join(", "))
}

/// What these precisions leave of raw shares, in the units of the shares, a line a tier: of the shares among the articles with
/// a focus, `focused`, and of those of all scored articles, `all`. Empty where nobody drew from what this lexicon assigns.
///
/// A part that is right is no estimate of the share: what was missed comes on top, and what is wrong leaves the articles with
/// a focus too. How much that is takes codes of the articles themselves.
#[must_use]
pub fn right_shares(lexicon: &Lexicon, focused: &[(&str, Share)], all: &[(&str, Share)]) -> Vec<String> {
    let tiers = all.iter().filter_map(|(tier, of_all)| {
        let of_focused = focused.iter().find(|(name, _)| name == tier).map(|(_, share)| *share)?;
        right_parts(lexicon, tier, [of_focused, *of_all])
    });
    let tiers: Vec<String> = tiers.collect();
    if tiers.is_empty() {
        return tiers;
    }
    let head = "What is right of these shares where the articles are like those, of the articles with a focus and of all scored ones:";
    let end = "That is no estimate of the true shares: what was missed comes on top, what is wrong leaves the articles with a focus \
               as well, and only codes of these articles show how much.";
    std::iter::once(head.to_owned()).chain(tiers).chain([end.to_owned()]).collect()
}

/// The raw shares of a tier and what is right of them, by the news that the precision was measured on.
fn right_parts(lexicon: &Lexicon, tier: &str, raw: [Share; 2]) -> Option<String> {
    let measured = lexicon.about.assigned().iter().filter(|assigned| assigned.lexicon_hash == lexicon.hash);
    let parts: Vec<String> = measured
        .filter_map(|assigned| {
            let drawn = assigned.tiers.get(tier)?;
            let precision = Share::of(u64::from(drawn.right), u64::from(drawn.n))?;
            let [focused, all] = raw.map(|raw| share_text(Some(product(raw, precision))));
            Some(format!("{focused} and {all} if like {}", assigned.news))
        })
        .collect();
    let [focused, all] = raw.map(|raw| format!("{:.1} %", raw.share * 100.0));
    (!parts.is_empty() && raw[1].hits > 0)
        .then(|| format!("  {}, raw {focused} and {all}: {}", spelled(tier), parts.join("; ")))
}

/// The product of two shares that were estimated apart, with an interval joined on the scale of logarithms.
///
/// # Source
/// Zou & Donner (2008), Statistics in Medicine 27: 1693–1702: recovered variances, here of log shares.
fn product(a: Share, b: Share) -> Share {
    let share = a.share * b.share;
    let away = |end: fn(&Share) -> f64| {
        let one = |s: &Share| (end(s) / s.share).ln().powi(2);
        (one(&a) + one(&b)).sqrt()
    };
    let (low, high) = (share * (-away(|s| s.low)).exp(), share * away(|s| s.high).exp());
    let known = share > 0.0;
    Share { share, low: if known { low } else { 0.0 }, high: if known { high.min(1.0) } else { a.high * b.high }, ..a }
}

/// How well the weights did on coded articles that the fit had not seen.
fn cross_validated(lexicon: &Lexicon) -> String {
    match Scorer::new(lexicon) {
        Ok(Scorer::Fitted(calibration)) => format!(
            "In cross-validation over {} coded articles the classifier named the same focus as the coders in {:.0} % \
             (macro F1 {:.2}); those articles were drawn for coding, so this is not its error on these.",
            calibration.fitted.n_documents,
            calibration.fitted.cross_validated_accuracy * 100.0,
            calibration.fitted.cross_validated_macro_f1
        ),
        _ => "How often the classifier is wrong is not known: its weights are not fitted.".to_owned(),
    }
}

/// Who coded the articles that the weights were fitted on, where they were no trained people.
#[must_use]
pub fn coders(lexicon: &Lexicon) -> Option<String> {
    let calibration = Calibration::of(lexicon).ok()??;
    let codes = lexicon.about.codes(&calibration.fitted.gold_hash).filter(|codes| !codes.trained)?;
    Some(format!(
        "Its weights were fitted on articles that {} coded, not trained people. Code a sample of your own before you publish \
         (`classlens gold plan`).",
        codes.coded_by
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::BufRead;
    use std::path::Path;

    use crate::findings::error::{of_assigned, product, right_shares};
    use crate::lexicon::{DrawnArticles, Lexicon};
    use crate::summarize::Share;

    #[derive(serde::Deserialize)]
    struct DrawnCode {
        stratum: String,
        focus: String,
    }

    #[test]
    fn precision_is_said_in_the_units_of_the_share() {
        // 4.5 % of 2,000 articles, 42 of 60 right: 3.15 %. By hand on logs: ln(3.68/4.5) = -0.201, ln(57.5/70) = -0.197,
        // together -0.281: 2.38 %; ln(5.50/4.5) = 0.200, ln(80.1/70) = 0.135, together 0.241: 4.01 %.
        let raw = Share::of(90, 2000).expect("some");
        let right = product(raw, Share::of(42, 60).expect("some"));
        let rounded = [right.share, right.low, right.high].map(|part| format!("{:.2}", part * 100.0));
        assert_eq!(rounded, ["3.15", "2.38", "4.01"]);
        let lexicon = Lexicon::embedded();
        let none = Share::of(0, 2000).expect("some");
        let focused = Share::of(90, 180).expect("some");
        let lines = right_shares(
            &lexicon,
            &[("professional", focused), ("low_wage", none)],
            &[("professional", raw), ("low_wage", none)],
        );
        let drawn = lexicon.about.assigned()[0].tiers["professional"];
        let part = f64::from(drawn.right) / f64::from(drawn.n);
        let news = &lexicon.about.assigned()[0].news;
        assert_eq!(lines.len(), 3, "nothing was found of low_wage: {lines:?}");
        assert!(
            lines[1].starts_with(&format!("  professional, raw 50.0 % and 4.5 %: {:.1} % (", part * 50.0)),
            "{lines:?}"
        );
        assert!(
            lines[1].contains(&format!(") and {:.1} % (", part * 4.5))
                && lines[1].contains(&format!(") if like {news}; ")),
            "{lines:?}"
        );
        assert!(lines[2].contains("no estimate"), "{lines:?}");
    }

    #[test]
    fn the_figures_are_those_of_the_codes() {
        let lexicon = Lexicon::embedded();
        let sentence = of_assigned(&lexicon);
        assert!(lexicon.about.assigned().len() >= 2, "two collections were drawn from");
        for assigned in lexicon.about.assigned() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/codes").join(&assigned.codes);
            let packed = std::fs::File::open(&path).expect("the codes ship");
            let lines = std::io::BufReader::new(zstd::Decoder::new(packed).expect("zstd")).lines();
            let mut found: BTreeMap<String, DrawnArticles> = BTreeMap::new();
            for line in lines {
                let drawn: DrawnCode = serde_json::from_str(&line.expect("UTF-8")).expect("a code");
                let tier =
                    drawn.stratum.strip_prefix("said-").expect("drawn among those assigned to a tier").to_owned();
                let is_right = tier == drawn.focus;
                let of = found.entry(tier).or_insert(DrawnArticles { n: 0, right: 0 });
                of.n += 1;
                of.right += u32::from(is_right);
            }
            assert_eq!(found, assigned.tiers, "{}", assigned.codes);
            assert!(sentence.contains(&assigned.news), "{sentence}");
            for drawn in found.values() {
                let percent = f64::from(drawn.right) / f64::from(drawn.n) * 100.0;
                assert!(sentence.contains(&format!("{percent:.1} % (")), "{percent}: {sentence}");
            }
        }
    }
}
