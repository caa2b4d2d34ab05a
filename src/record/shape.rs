//! What the table of articles of one audit has beside the columns of every audit.

use crate::score::ArticleRow;
use crate::variable::{Given, GivenVariables, Variable, VariableKind};

/// The tiers that columns are repeated for, and the variables that the user brought.
#[derive(Debug, Clone, Copy)]
pub struct Shape<'a> {
    /// The tiers, in the order of their columns.
    pub tiers: &'a [String],
    /// The variables, in the order of their columns, which are the last ones.
    pub variables: &'a [Variable],
}

impl<'a> Shape<'a> {
    /// No variables.
    #[must_use]
    pub fn of_tiers(tiers: &'a [String]) -> Self {
        Self { tiers, variables: &[] }
    }

    /// The variable called so, without regard to case, with its place.
    #[must_use]
    pub fn variable(self, name: &str) -> Option<(usize, &'a Variable)> {
        let is_named =
            |variable: &&Variable| variable.name == name || variable.name.to_lowercase() == name.to_lowercase();
        self.variables.iter().enumerate().find(|(_, variable)| is_named(variable))
    }
}

/// The one column of a table of articles whose variables are not detected yet: all values of an article as JSON.
#[must_use]
pub fn undetected() -> Vec<Variable> {
    vec![Variable {
        name: "given".to_owned(),
        column: None,
        kind: VariableKind::Text,
        n_given: 0,
        n_different: 0,
        mixed: Vec::new(),
        joined_from: None,
    }]
}

/// The values of an article as they are kept until the variables are detected.
#[must_use]
pub fn pack(given: &GivenVariables) -> Vec<Option<Given>> {
    let map: serde_json::Map<String, serde_json::Value> =
        given.iter().filter_map(|(name, value)| Some((name.to_string(), serde_json::to_value(value).ok()?))).collect();
    vec![(!map.is_empty()).then(|| Given::Text(serde_json::Value::Object(map).to_string()))]
}

/// The values of an article as they were given: those that [`pack`] kept, else those of the variables that are detected.
#[must_use]
pub fn unpack(row: &ArticleRow, variables: &[Variable]) -> GivenVariables {
    match (variables, row.variables.as_slice()) {
        ([only], [Some(Given::Text(packed))]) if only.name == "given" && packed.starts_with('{') => {
            let map: std::collections::BTreeMap<String, Given> = serde_json::from_str(packed).unwrap_or_default();
            map.into_iter().map(|(name, value)| (name.into(), value)).collect()
        }
        _ => {
            let given = variables.iter().zip(&row.variables);
            given.filter_map(|(variable, value)| Some((variable.given_as().into(), value.clone()?))).collect()
        }
    }
}
