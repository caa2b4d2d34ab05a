//! What is coded of a document, with which labels, and on which level they are measured.

use crate::lexicon::{Lexicon, MIXED, NONE, Role, UNIVERSAL};

/// What may be said of two labels of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// They are the same or not.
    Nominal,
    /// One is more than the other.
    Ordinal,
    /// One is a greater degree of the other.
    Interval,
}

impl Level {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nominal => "nominal",
            Self::Ordinal => "ordinal",
            Self::Interval => "interval",
        }
    }
}

/// One thing that is coded.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Variable {
    /// Name: the column of a coding sheet.
    pub name: String,
    /// Labels, in their order where they have one.
    pub labels: Vec<String>,
    /// Level of measurement.
    pub level: Level,
}

/// All that is coded of a document.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Codebook {
    /// Tiers in the order of their columns.
    pub tiers: Vec<String>,
    /// Kinds of proposals, sorted.
    pub proposals: Vec<String>,
    /// Variables in the order of the sheet.
    pub variables: Vec<Variable>,
}

/// Kinds of acknowledgement of a tier.
const ACKNOWLEDGEMENTS: [&str; 3] = ["none", "token", "substantive"];

impl Codebook {
    /// The codebook that goes with a lexicon: its tiers and the kinds of its proposals.
    #[must_use]
    pub fn of(lexicon: &Lexicon) -> Self {
        let kinds = lexicon.entries.iter().filter_map(|entry| match &entry.role {
            Role::Proposal { kind, .. } => Some(kind.clone()),
            _ => None,
        });
        let kinds: std::collections::BTreeSet<String> = kinds.collect();
        Self::new(&lexicon.tiers, &kinds.into_iter().collect::<Vec<_>>())
    }

    /// The codebook for these tiers and kinds of proposals.
    #[must_use]
    pub fn new(tiers: &[String], proposals: &[String]) -> Self {
        let nominal = |name: String, labels: Vec<String>| Variable { name, labels, level: Level::Nominal };
        let and = |more: &[&str]| tiers.iter().cloned().chain(more.iter().map(|l| (*l).to_owned())).collect();
        let listed = |labels: &[&str]| labels.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
        let mut variables: Vec<Variable> = tiers
            .iter()
            .map(|tier| Variable {
                name: attention_name(tier),
                labels: listed(&["0", "1", "2", "3"]),
                level: Level::Ordinal,
            })
            .collect();
        variables.push(nominal(FOCUS.to_owned(), and(&[MIXED, NONE])));
        variables.push(nominal("headline_scope".to_owned(), and(&[UNIVERSAL, NONE])));
        variables.extend(tiers.iter().map(|tier| nominal(acknowledgement_name(tier), listed(&ACKNOWLEDGEMENTS))));
        variables.extend(proposals.iter().map(|kind| nominal(proposal_name(kind), listed(&["no", "yes"]))));
        Self { tiers: tiers.to_vec(), proposals: proposals.to_vec(), variables }
    }

    /// The variable called `name`.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }
}

/// The variable that follows from the attentions.
pub const FOCUS: &str = "focus";

/// Name of the attention to a tier.
#[must_use]
pub fn attention_name(tier: &str) -> String {
    format!("attention_{tier}")
}

/// Name of the acknowledgement of a tier.
#[must_use]
pub fn acknowledgement_name(tier: &str) -> String {
    format!("acknowledgement_{tier}")
}

/// Name of the question whether a kind of proposal is discussed.
#[must_use]
pub fn proposal_name(kind: &str) -> String {
    format!("proposal_{kind}")
}
