//! How sure the focus of an article is, in a word.

/// How sure it is that an article is about its tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Odds below two to one.
    Perhaps,
    /// Odds below nine to one.
    Probably,
    /// Odds of nine to one or better.
    Clear,
}

/// Odds of two to one.
const PROBABLY: f64 = 2.0 / 3.0;
/// Odds of nine to one.
const CLEAR: f64 = 0.9;

impl Certainty {
    /// How sure a focus of this probability (0–1) is: by fixed odds, which no sample was fitted for.
    #[must_use]
    pub fn of(probability: f64) -> Self {
        if probability < PROBABLY {
            Self::Perhaps
        } else if probability < CLEAR {
            Self::Probably
        } else {
            Self::Clear
        }
    }

    /// The name in answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Perhaps => "perhaps",
            Self::Probably => "probably",
            Self::Clear => "clear",
        }
    }

    /// What precedes "about": empty where it is clear, else the word with a blank.
    #[must_use]
    pub fn hedge(self) -> &'static str {
        match self {
            Self::Perhaps => "perhaps ",
            Self::Probably => "probably ",
            Self::Clear => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Certainty;

    #[test]
    fn odds_below_two_to_one_are_perhaps_and_below_nine_to_one_probably() {
        let names = [0.35, 0.66, 0.67, 0.89, 0.9, 1.0].map(|p| Certainty::of(p).name());
        assert_eq!(names, ["perhaps", "perhaps", "probably", "probably", "clear", "clear"]);
        assert_eq!(Certainty::of(2.0 / 3.0).name(), "probably", "odds of two to one");
        assert_eq!(Certainty::of(0.7).hedge(), "probably ");
        assert_eq!((Certainty::of(0.53).hedge(), Certainty::of(0.99).hedge()), ("perhaps ", ""));
    }
}
