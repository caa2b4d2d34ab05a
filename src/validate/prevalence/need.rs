//! How many more documents have to be coded before shares are corrected.

use std::collections::BTreeMap;

use crate::validate::prevalence::{FEWEST, FEWEST_SAID, GoldDocument, effective_size, is_short};

/// Documents to code of those that the program gives one label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The label.
    pub said: String,
    /// Coded ones.
    pub n_coded: u64,
    /// How many more: no more than there are.
    pub n_more: u64,
}

/// What is lacking, label by label; empty where every label has enough.
///
/// `counts` says how many documents of the corpus the program gives each label. More are taken to be drawn at random among
/// those of a label: a label needs an effective size of 5, or all there are, and all labels together one of 30. What is
/// lacking of that goes where it adds most.
#[must_use]
pub fn needs(documents: &[GoldDocument], counts: &BTreeMap<String, u64>) -> Vec<Need> {
    let coded = |label: &str| documents.iter().filter(|d| d.said == label && d.probability.is_some()).count() as u64;
    let labels: Vec<(&String, u64)> = counts.iter().filter(|(_, n)| **n > 0).map(|(label, n)| (label, *n)).collect();
    let known = |label: &str, d: &GoldDocument| d.said == label && d.probability.is_some();
    // A hair more, so that five equal weights are worth five.
    let worth = |label: &str| (effective_size(documents, &|d| known(label, d)) + 1e-6).floor() as u64;
    let before: Vec<u64> = labels.iter().map(|(label, _)| worth(label)).collect();
    // What is asked for below is of whole documents; the codes at hand are judged as corrections judge them.
    let has_enough = |((label, n), worth): (&(&String, u64), &u64)| *worth >= FEWEST_SAID as u64 || coded(label) == *n;
    let all = effective_size(documents, &|d| d.probability.is_some());
    if !is_short(all, FEWEST) && labels.iter().zip(&before).all(has_enough) {
        return Vec::new();
    }
    let sizes: Vec<u64> = labels.iter().map(|(_, n)| *n).collect();
    let after = enough(&sizes, &before);
    let need = |((label, before), after): (((&String, u64), &u64), &u64)| {
        let n_coded = coded(label.0);
        Need { said: label.0.clone(), n_coded, n_more: (after - before).min(label.1 - n_coded) }
    };
    let all = labels.into_iter().zip(&before).zip(&after).map(need);
    all.filter(|need| need.n_more > 0).collect()
}

/// How many documents of each stratum have to be drawn so that each has [`FEWEST_SAID`] or all, and their weights together
/// are worth [`FEWEST`]; never fewer than `before`.
#[must_use]
pub fn enough(sizes: &[u64], before: &[u64]) -> Vec<u64> {
    let least = |(size, before): (&u64, &u64)| (*before).max((FEWEST_SAID as u64).min(*size));
    let mut drawn: Vec<u64> = sizes.iter().zip(before).map(least).collect();
    while is_short(worth(sizes, &drawn), FEWEST) {
        let open = (0..sizes.len()).filter(|at| drawn[*at] < sizes[*at]);
        let gain = |at: &usize| (sizes[*at] as f64).powi(2) / (drawn[*at] * (drawn[*at] + 1)) as f64;
        let Some(next) = open.max_by(|a, b| gain(a).total_cmp(&gain(b)).then(b.cmp(a))) else { break };
        drawn[next] += 1;
    }
    drawn
}

/// Kish's effective size of a stratified sample.
fn worth(sizes: &[u64], drawn: &[u64]) -> f64 {
    let all: u64 = sizes.iter().sum();
    let squares = sizes.iter().zip(drawn).filter(|(size, _)| **size > 0);
    let squares: f64 = squares.map(|(size, drawn)| (*size as f64).powi(2) / *drawn as f64).sum();
    if squares > 0.0 { (all as f64).powi(2) / squares } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{enough, needs, worth};
    use crate::validate::prevalence::{FEWEST, GoldDocument, effective_size};

    #[test]
    fn a_sample_that_is_enough_needs_nothing_more() {
        // 1000² / (900² / n + 50² / 5 + 50² / 5) is 30 or more from n = 25.05 on.
        assert_eq!(enough(&[900, 50, 50], &[0, 0, 0]), [26, 5, 5]);
        assert_eq!(enough(&[900, 50, 50], &[40, 6, 7]), [40, 6, 7]);
        assert_eq!(enough(&[20, 3, 0], &[0, 0, 0]), [20, 3, 0], "there are no more");
    }

    #[test]
    fn needs_name_the_label_and_close_the_gap() {
        let document = |said: &str| GoldDocument {
            id: String::new(),
            gold: said.to_owned(),
            said: said.to_owned(),
            sample: "plan".to_owned(),
            stratum: said.to_owned(),
            probability: Some(0.1),
            cluster: None,
        };
        let coded: Vec<GoldDocument> =
            [["none"; 30].as_slice(), &["low"; 6], &["high"; 2]].concat().into_iter().map(document).collect();
        let counts =
            BTreeMap::from([("none", 900), ("low", 60), ("high", 40), ("mixed", 0)].map(|(l, n)| (l.to_owned(), n)));
        let found = needs(&coded, &counts);
        let listed: Vec<(&str, u64, u64)> =
            found.iter().map(|need| (need.said.as_str(), need.n_coded, need.n_more)).collect();
        assert_eq!(listed, [("high", 2, 3)]);
        assert!(worth(&[900, 60, 40], &[30, 6, 5]) >= FEWEST);
        // (29 · 10 + 100)² / (29 · 10² + 100²) = 11.8: 30 documents of which one weighs ten times as much.
        let mut uneven = coded.clone();
        uneven[0].probability = Some(0.01);
        let none = needs(&uneven, &counts).into_iter().find(|need| need.said == "none").expect("it lacks some");
        assert_eq!((none.n_coded, none.n_more > 10), (30, true), "{none:?}");
        // 28 of none, which are worth 27.98, so 27 in whole documents: 1000² / (950² / 27 + 30² / 6 + 20² / 5) = 29.7 would be short
        // of 30; the codes themselves are worth 30.8.
        let nearly = [["none"; 28].as_slice(), &["low"; 6], &["high"; 5]].concat();
        let weighed = |(at, said): (usize, &str)| {
            let probability = match said {
                "none" => (if at % 2 == 0 { 28.7 } else { 27.3 }) / 950.0,
                "low" => 6.0 / 30.0,
                _ => 5.0 / 20.0,
            };
            GoldDocument { probability: Some(probability), ..document(said) }
        };
        let nearly: Vec<GoldDocument> = nearly.into_iter().enumerate().map(weighed).collect();
        let counts = BTreeMap::from([("none", 950), ("low", 30), ("high", 20)].map(|(l, n)| (l.to_owned(), n)));
        assert!(effective_size(&nearly, &|d| d.said == "none") < 28.0);
        assert!(worth(&[950, 30, 20], &[27, 6, 5]) < FEWEST);
        assert_eq!(needs(&nearly, &counts), []);
        assert!(needs(&[], &counts).iter().map(|need| need.n_more).sum::<u64>() >= 30);
    }
}
