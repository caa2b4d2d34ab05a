//! Whose work an entry speaks of, and what that is called.

/// A tier of the lexicon, as an index into [`Lexicon::tiers`](crate::lexicon::Lexicon::tiers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TierIdx(pub u8);

impl TierIdx {
    /// The tiers with their names.
    pub fn all(tiers: &[String]) -> impl Iterator<Item = (Self, &String)> {
        (0..=u8::MAX).map(Self).zip(tiers)
    }

    /// The tier called `name`.
    #[must_use]
    pub fn named(name: &str, tiers: &[String]) -> Option<Self> {
        let at = tiers.iter().position(|tier| tier == name)?;
        u8::try_from(at).ok().map(Self)
    }
}

/// Whose work an entry speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// One of the lexicon's tiers.
    Of(TierIdx),
    /// Working life without a tier.
    Universal,
    /// No tier's: proposals and other signs that are counted apart.
    None,
}

/// Name of [`Tier::Universal`].
pub const UNIVERSAL: &str = "universal";
/// Name of what is on several tiers; no tier is called so.
pub const MIXED: &str = "mixed";
/// Name of [`Tier::None`].
pub const NONE: &str = "none";

impl Tier {
    /// Its name, where the tiers of the lexicon are called `tiers`.
    #[must_use]
    pub fn name(self, tiers: &[String]) -> &str {
        match self {
            Self::Of(idx) => &tiers[usize::from(idx.0)],
            Self::Universal => UNIVERSAL,
            Self::None => NONE,
        }
    }

    /// The tier called `name`, where the tiers of the lexicon are called `tiers`.
    #[must_use]
    pub fn named(name: &str, tiers: &[String]) -> Option<Self> {
        match name {
            UNIVERSAL => Some(Self::Universal),
            NONE => Some(Self::None),
            _ => {
                let at = tiers.iter().position(|tier| tier == name)?;
                u8::try_from(at).ok().map(|at| Self::Of(TierIdx(at)))
            }
        }
    }
}
