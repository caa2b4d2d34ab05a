//! Who takes part in the labour force, by education and sex.

use std::sync::LazyLock;

use crate::baseline::figures_file;

/// Persons aged 25 and over of one education and sex.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
pub struct Participation {
    /// Year of the annual average.
    pub year: i16,
    /// `all`, `men` or `women`.
    pub sex: String,
    /// `lt_hs`, `hs`, `some_college_or_assoc` or `bachelors_plus`.
    pub education: String,
    /// Civilian population in thousands.
    pub population_thousands: f64,
    /// Of these, working or looking for work.
    pub labor_force_thousands: f64,
    /// Of these, working.
    pub employed_thousands: f64,
}

impl Participation {
    /// Share of the population in the labour force, 0–1.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.labor_force_thousands / self.population_thousands
    }

    /// Persons neither working nor looking for work, in thousands.
    #[must_use]
    pub fn outside_thousands(&self) -> f64 {
        self.population_thousands - self.labor_force_thousands
    }
}

static PARTICIPATION: LazyLock<Vec<Participation>> =
    LazyLock::new(|| figures_file::table(include_str!("figures/participation.csv")));

/// All rows.
///
/// # Source
/// BLS, Current Population Survey, Table 7, 2024 (`figures/participation.csv`).
#[must_use]
pub fn participation() -> &'static [Participation] {
    &PARTICIPATION
}

/// The level of education among those of [`Participation`] that is nearest to what the Bureau of Labor
/// Statistics calls the typical entry education of an occupation; `None` for a text it does not use.
#[must_use]
pub fn level_of_entry(education: &str) -> Option<&'static str> {
    Some(match education {
        "No formal educational credential" => "lt_hs",
        "High school diploma or equivalent" => "hs",
        "Some college, no degree" | "Postsecondary nondegree award" | "Associate's degree" => "some_college_or_assoc",
        "Bachelor's degree" | "Master's degree" | "Doctoral or professional degree" => "bachelors_plus",
        _ => return None,
    })
}

/// The levels from the lowest to the highest, with their names.
pub const LEVELS: [(&str, &str); 4] = [
    ("lt_hs", "no credential / less than high school"),
    ("hs", "high school"),
    ("some_college_or_assoc", "some college or associate's degree"),
    ("bachelors_plus", "bachelor's degree or more"),
];

#[cfg(test)]
mod tests {
    use super::{Participation, participation};

    #[test]
    fn rates_are_those_that_the_survey_prints() {
        // CPS 2024, Table 7, women aged 25 and over: 34.2, 47.3, 57.4 and 69.5 %.
        let women: Vec<f64> = participation().iter().filter(|p| p.sex == "women").map(Participation::rate).collect();
        for (rate, printed) in women.iter().zip([0.342, 0.473, 0.574, 0.695]) {
            assert!((rate - printed).abs() < 0.0006, "{rate} is not {printed}");
        }
        assert_eq!(women.len(), 4);
    }
}
