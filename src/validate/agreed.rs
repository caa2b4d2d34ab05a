//! One code a document out of those of several coders, and agreement between coders.

use std::collections::BTreeMap;

use crate::validate::{Agreement, Codebook, Coding, Level, Variable, agreement};

/// The codes of a document after the coders are combined.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreedCode {
    /// Id of the document.
    pub id: String,
    /// File of its first coding.
    pub file: String,
    /// Label by variable: the one most coders gave; of equals, that of the coder named first.
    pub codes: BTreeMap<String, String>,
    /// Variables on which no label had most coders.
    pub n_ties: u64,
    /// Stratum of the draw, when a file says.
    pub stratum: Option<String>,
    /// Chance to be drawn, when a file says.
    pub probability: Option<f64>,
}

/// Combines the coders of each document; documents in the order of their ids.
#[must_use]
pub fn agree(codings: &[Coding]) -> Vec<AgreedCode> {
    let mut by_id: BTreeMap<&str, Vec<&Coding>> = BTreeMap::new();
    for coding in codings {
        by_id.entry(&coding.id).or_default().push(coding);
    }
    let of_document = |(id, codings): (&str, Vec<&Coding>)| {
        let mut heard: BTreeMap<&String, Vec<&String>> = BTreeMap::new();
        for coding in &codings {
            coding.codes.iter().for_each(|(variable, label)| heard.entry(variable).or_default().push(label));
        }
        let mut n_ties = 0;
        let mut codes = BTreeMap::new();
        for (variable, labels) in heard {
            let votes = |label: &String| labels.iter().filter(|other| **other == label).count();
            let most = labels.iter().map(|label| votes(label)).max().unwrap_or(0);
            let winner = labels.iter().find(|label| votes(label) == most).expect("a variable is heard with a label");
            n_ties += u64::from(labels.iter().any(|label| label != winner && votes(label) == most));
            codes.insert(variable.clone(), (*winner).clone());
        }
        AgreedCode {
            id: id.to_owned(),
            file: codings[0].file.clone(),
            codes,
            n_ties,
            stratum: codings.iter().find_map(|c| c.stratum.clone()),
            probability: codings.iter().find_map(|c| c.probability),
        }
    };
    by_id.into_iter().map(of_document).collect()
}

/// Agreement of the coders on one variable at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// The variable.
    pub variable: String,
    /// How its labels are compared.
    pub level: Level,
    /// Coders who gave a code.
    pub n_coders: usize,
    /// Documents with two codes or more: the others say nothing of agreement.
    pub n_units: usize,
    /// Codes of these documents.
    pub n_codes: usize,
    /// Alpha; `None` where no document has two codes, or all codes are the same.
    pub agreement: Option<Agreement>,
}

/// Alpha of every coded variable; those with an order at all three levels.
#[must_use]
pub fn reliability(codings: &[Coding], codebook: &Codebook, replicates: usize, seed: u64) -> Vec<Reliability> {
    let mut found = Vec::new();
    for variable in &codebook.variables {
        let coders: std::collections::BTreeSet<&str> =
            codings.iter().filter(|c| c.codes.contains_key(&variable.name)).map(|c| c.coder.as_str()).collect();
        if coders.is_empty() {
            continue;
        }
        let units = units(codings, variable);
        let several: Vec<&Vec<usize>> = units.iter().filter(|unit| unit.len() >= 2).collect();
        let values: Vec<f64> = (0..variable.labels.len()).map(|at| at as f64).collect();
        let levels: &[Level] = match variable.level {
            Level::Nominal => &[Level::Nominal],
            Level::Ordinal | Level::Interval => &[Level::Ordinal, Level::Nominal, Level::Interval],
        };
        for level in levels {
            found.push(Reliability {
                variable: variable.name.clone(),
                level: *level,
                n_coders: coders.len(),
                n_units: several.len(),
                n_codes: several.iter().map(|unit| unit.len()).sum(),
                agreement: agreement(&units, &values, *level, replicates, seed),
            });
        }
    }
    found
}

/// The codes of each document on a variable, as indexes of labels; in the order of the ids.
fn units(codings: &[Coding], variable: &Variable) -> Vec<Vec<usize>> {
    let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for coding in codings {
        let label = coding.codes.get(&variable.name);
        let at = label.and_then(|label| variable.labels.iter().position(|known| known == label));
        units.entry(&coding.id).or_default().extend(at);
    }
    units.into_values().collect()
}

#[cfg(test)]
mod tests {
    use crate::validate::{Codebook, Coding, FOCUS, agree, reliability};

    fn coding(coder: &str, id: &str, focus: &str) -> Coding {
        Coding {
            id: id.to_owned(),
            coder: coder.to_owned(),
            file: format!("{coder}.csv"),
            codes: [(FOCUS.to_owned(), focus.to_owned())].into(),
            stratum: None,
            probability: None,
            note: None,
        }
    }

    #[test]
    fn most_coders_win_and_the_first_of_equals() {
        let codings = [
            coding("ann", "a", "none"),
            coding("ben", "a", "middle"),
            coding("cy", "a", "middle"),
            coding("ann", "b", "none"),
            coding("ben", "b", "middle"),
        ];
        let agreed = agree(&codings);
        assert_eq!((agreed[0].codes[FOCUS].as_str(), agreed[0].n_ties), ("middle", 0));
        assert_eq!((agreed[1].codes[FOCUS].as_str(), agreed[1].n_ties), ("none", 1));
    }

    #[test]
    fn one_coder_cannot_agree() {
        let codebook = Codebook::new(&["middle".to_owned()], &[]);
        let found = reliability(&[coding("ann", "a", "none"), coding("ann", "b", "middle")], &codebook, 10, 1);
        assert_eq!((found.len(), found[0].n_coders, found[0].agreement), (1, 1, None));
        assert_eq!((found[0].n_units, found[0].n_codes), (0, 0));
    }

    #[test]
    fn articles_that_all_coders_code_alike_are_counted() {
        let codebook = Codebook::new(&["middle".to_owned()], &[]);
        let alike: Vec<Coding> =
            ["ann", "ben", "cy"].iter().flat_map(|by| ["a", "b"].map(|id| coding(by, id, "none"))).collect();
        let found = reliability(&alike, &codebook, 10, 1);
        assert_eq!((found[0].n_units, found[0].n_codes, found[0].agreement), (2, 6, None));
    }
}
