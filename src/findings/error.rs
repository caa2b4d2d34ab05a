//! What is known of the error of a lexicon's answers, in words: the one home of such sentences and of their figures.
//!
//! The figures come from `about/measured.toml` of the lexicon and from its calibration; each names what it was measured on.

use crate::lexicon::{Assigned, Lexicon};
use crate::present::share_text;
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
        format!("{tier} {} of {}", share_text(share), drawn.n)
    });
    format!("{}: {}", assigned.news, parts.collect::<Vec<_>>().join(", "))
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

    use crate::findings::error::of_assigned;
    use crate::lexicon::{DrawnArticles, Lexicon};

    #[derive(serde::Deserialize)]
    struct DrawnCode {
        stratum: String,
        focus: String,
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
