//! What is known of the error of a lexicon's answers, in words: the one home of such sentences and of their figures.
//!
//! The figures come from `about/measured.toml` of the lexicon and from its calibration; each names what it was measured on.

use crate::lexicon::{Assigned, LabelAgreement, Lexicon};
use crate::present::{grouped, share_text, spelled};
use crate::score::{Calibration, Scorer};
use crate::summarize::Share;

/// Of a finding that no codes were set beside.
pub const NOT_MEASURED: &str = "How often this finding is right was not measured for this lexicon.";

/// How often articles that the lexicon assigns to a tier are about that tier, by draws from such articles; where nobody
/// drew any, how well it does on the articles that its weights were fitted on.
#[must_use]
pub fn of_assigned(lexicon: &Lexicon) -> String {
    let drawn = lexicon.about.assigned();
    let is_own = |assigned: &&Assigned| assigned.scores_hash == lexicon.scores_hash;
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
        "Of articles that nobody had coded and that were assigned to a tier{by}, drawn at random and coded by {}, which saw no \
         answer, the part about that tier was: {}. Other news may differ, and articles that were missed are not in these figures.",
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
    let measured = lexicon.about.assigned().iter().filter(|assigned| assigned.scores_hash == lexicon.scores_hash);
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
        let one = |s: &Share| libm::log(end(s) / s.share).powi(2);
        (one(&a) + one(&b)).sqrt()
    };
    let (low, high) = (share * libm::exp(-away(|s| s.low)), share * libm::exp(away(|s| s.high)));
    let known = share > 0.0;
    Share { share, low: if known { low } else { 0.0 }, high: if known { high.min(1.0) } else { a.high * b.high }, ..a }
}

/// How many of these articles with a focus, by their ids, the weights were fitted on, and what that means for the parts that
/// [`of_assigned`] and [`right_shares`] say; `None` where they were fitted on none of them.
#[must_use]
pub fn in_fit<'i>(lexicon: &Lexicon, focused: impl Iterator<Item = &'i str>) -> Option<String> {
    let calibration = Calibration::of(lexicon).ok()??;
    let (mut n, mut n_in_fit) = (0, 0);
    for id in focused {
        n += 1;
        n_in_fit += u64::from(calibration.fitted.saw(id));
    }
    (n_in_fit > 0).then(|| {
        format!(
            "The weights were fitted on {} of these {} articles with a focus. The parts above are of others, which nobody had \
             coded: more of these may be right, and that says nothing of other news.",
            grouped(n_in_fit),
            grouped(n)
        )
    })
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

/// How often an article said to have a universal headline over one tier has it, and how many of those are found.
#[must_use]
pub fn of_scope_gap(lexicon: &Lexicon) -> String {
    match labels(lexicon) {
        Some(labels) => format!(
            "Such a finding was right in {}, and found in {} that were coded so{}.",
            part(labels.scope_gap.both, labels.scope_gap.predicted),
            part(labels.scope_gap.both, labels.scope_gap.coded),
            measured_on(labels)
        ),
        None => NOT_MEASURED.to_owned(),
    }
}

/// How often a headline taken as universal is one, and how many of those are found.
#[must_use]
pub fn of_universal(lexicon: &Lexicon) -> String {
    match labels(lexicon) {
        Some(labels) => format!(
            "There the headline was universal in {} that were taken for it, and found in {} that were coded so.",
            part(labels.universal.both, labels.universal.predicted),
            part(labels.universal.both, labels.universal.coded)
        ),
        None => "How many universal headlines are not recognised was not measured for this lexicon.".to_owned(),
    }
}

/// How often somebody heard as a worker of a tier is one, by draws from such speakers; `None` for a lexicon of which nobody drew
/// any.
#[must_use]
pub fn of_heard(lexicon: &Lexicon) -> Option<String> {
    let drawn = lexicon.about.heard();
    let first = drawn.first().filter(|_| lexicon.is_embedded())?;
    let parts = drawn.iter().map(|heard| {
        let themselves = heard
            .for_themselves
            .map(|n| format!("; {} are not asked as experts and speak for no cause", part(n, heard.n)));
        format!(
            "{} {}{} ({})",
            spelled(&heard.tier),
            part(heard.right, heard.n),
            themselves.unwrap_or_default(),
            heard.news
        )
    });
    Some(format!(
        "Of speakers heard as workers who were drawn at random and read by {}, these said the words and were workers of the tier: {}. \
         Nobody measured how many workers who speak are not heard.",
        first.read_by,
        parts.collect::<Vec<_>>().join(", ")
    ))
}

/// How often a tier said to be mentioned in passing is, and how many such mentions are found, by tier.
#[must_use]
pub fn of_token(lexicon: &Lexicon) -> String {
    let Some(labels) = labels(lexicon) else {
        return NOT_MEASURED.to_owned();
    };
    let parts = lexicon.tiers.iter().filter_map(|tier| Some((tier, labels.token.get(tier)?)));
    let parts = parts.map(|(tier, counts)| {
        format!(
            "{}: right in {}; found {}",
            spelled(tier),
            part(counts.both, counts.predicted),
            part(counts.both, counts.coded)
        )
    });
    format!("How often that is right{}: {}.", measured_on(labels), parts.collect::<Vec<_>>().join("; "))
}

/// Whether fewer than half of the articles said to mention a tier in passing do, of every tier: then outlets are not to be
/// compared by it.
#[must_use]
pub fn token_is_mostly_wrong(lexicon: &Lexicon) -> bool {
    labels(lexicon).is_some_and(|labels| {
        let mut counts = labels.token.values().peekable();
        counts.peek().is_some() && counts.all(|counts| counts.both * 2 < counts.predicted)
    })
}

fn labels(lexicon: &Lexicon) -> Option<&LabelAgreement> {
    lexicon.about.labels().filter(|labels| labels.scores_hash == lexicon.scores_hash)
}

fn part(n: u32, of: u32) -> String {
    format!("{n} of {of}, {}", share_text(Share::of(u64::from(n), u64::from(of))))
}

fn measured_on(labels: &LabelAgreement) -> String {
    format!(
        " (of {} articles that {} coded, in cross-validation; they were drawn for coding and are no sample of news)",
        grouped(u64::from(labels.n_articles)),
        labels.coded_by
    )
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

    use crate::findings::error::{
        in_fit, of_assigned, of_heard, of_scope_gap, of_token, of_universal, product, right_shares,
    };
    use crate::lexicon::{DrawnArticles, LabelCounts, Lexicon};
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
    fn verdicts_on_speakers_are_those_of_the_files() {
        #[derive(serde::Deserialize)]
        struct ReadSpeaker {
            tier: String,
            verdict: String,
            // Of the sixth draw alone.
            draw: Option<String>,
            #[serde(default)]
            expert: bool,
            #[serde(default)]
            for_others: bool,
        }
        let lexicon = Lexicon::embedded();
        let said = of_heard(&lexicon).expect("speakers of the shipped lexicon were drawn");
        assert_eq!(lexicon.about.heard().len(), lexicon.tiers.len());
        for heard in lexicon.about.heard() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/codes").join(&heard.codes);
            let packed = std::fs::File::open(path).expect("the verdicts ship");
            let lines = std::io::BufReader::new(zstd::Decoder::new(packed).expect("zstd")).lines();
            let verdicts = lines.map(|line| serde_json::from_str(&line.expect("UTF-8")).expect("a verdict"));
            let own = |verdict: &ReadSpeaker| {
                verdict.tier == heard.tier && verdict.draw.as_ref().is_none_or(|draw| draw == "main")
            };
            let verdicts: Vec<ReadSpeaker> = verdicts.filter(own).collect();
            let count =
                |is: &dyn Fn(&&ReadSpeaker) -> bool| u32::try_from(verdicts.iter().filter(is).count()).expect("few");
            let right = count(&|verdict| verdict.verdict == "right");
            assert_eq!((count(&|_| true), right), (heard.n, heard.right), "{}", heard.codes);
            if let Some(n) = heard.for_themselves {
                let for_themselves = |v: &&ReadSpeaker| v.verdict == "right" && !v.expert && !v.for_others;
                assert_eq!(count(&for_themselves), n, "{}", heard.codes);
            }
            assert!(said.contains(&format!("{} of {}, ", heard.right, heard.n)), "{said}");
        }
    }

    #[test]
    fn articles_that_the_weights_were_fitted_on_are_counted() {
        let codes = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/codes/gold-final.jsonl.zst");
        let packed = std::fs::File::open(codes).expect("the codes ship");
        let first = std::io::BufReader::new(zstd::Decoder::new(packed).expect("zstd")).lines().next();
        let code: serde_json::Value = serde_json::from_str(&first.expect("a line").expect("UTF-8")).expect("a code");
        let id = code["id"].as_str().expect("an id");
        let said = in_fit(&Lexicon::embedded(), [id, "nobody-1", "nobody-2"].into_iter()).expect("one of them");
        assert!(said.starts_with("The weights were fitted on 1 of these 3 articles with a focus. "), "{said}");
        assert_eq!(in_fit(&Lexicon::embedded(), ["nobody-1"].into_iter()), None);
    }

    #[test]
    fn agreement_by_label_is_that_of_the_evaluation() {
        let lexicon = Lexicon::embedded();
        let labels = lexicon.about.labels().expect("the shipped lexicon has an evaluation");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/evaluation").join(&labels.evaluation);
        let page = std::fs::read_to_string(path).expect("the page of the evaluation");
        let block = |name: &str| {
            let (_, rest) = page.split_once(&format!("<!-- block: {name} -->")).expect("the block");
            rest.split("<!-- end -->").next().expect("its end").to_owned()
        };
        // The cells that begin a row, and the precision and recall in it.
        let check = |name: &str, row: &str, counts: LabelCounts| {
            let block = block(name);
            assert!(block.contains(&format!("{} articles", labels.n_articles)), "{block}");
            let line = block.lines().find(|line| line.starts_with(&format!("| {row} |"))).expect("the row");
            let cells: Vec<&str> = line.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
            let n = row.split('|').count();
            assert_eq!(cells[n..n + 2], [counts.coded, counts.predicted].map(|n| n.to_string()), "{line}");
            for of in [counts.predicted, counts.coded] {
                let share = Share::of(u64::from(counts.both), u64::from(of)).expect("some");
                let text = format!("{:.3} ({:.3}–{:.3})", share.share, share.low, share.high);
                assert!(cells.contains(&text.as_str()), "{text}: {line}");
            }
        };
        check("scope-gap", "scope_gap", labels.scope_gap);
        check("headline-scope", "universal", labels.universal);
        for (tier, counts) in &labels.token {
            check("acknowledgement", &format!("{tier} | token"), *counts);
        }
        assert_eq!(labels.token.len(), lexicon.tiers.len());
        let said = [of_scope_gap(&lexicon), of_universal(&lexicon), of_token(&lexicon)].concat();
        assert!(said.contains("57.9 % (") && said.contains("of 299") && said.contains("73.1 % ("), "{said}");
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
