//! Currencies that pay is named in.

/// A currency; amounts are never changed from one into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Currency {
    /// U.S. dollar; a dollar sign without a country is taken for one.
    Usd,
    /// Pound sterling.
    Gbp,
    /// Euro.
    Eur,
    /// Canadian dollar.
    Cad,
    /// Australian dollar.
    Aud,
    /// New Zealand dollar.
    Nzd,
    /// Yen.
    Jpy,
}

impl Currency {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 7] = [Self::Usd, Self::Gbp, Self::Eur, Self::Cad, Self::Aud, Self::Nzd, Self::Jpy];

    /// ISO 4217 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Gbp => "GBP",
            Self::Eur => "EUR",
            Self::Cad => "CAD",
            Self::Aud => "AUD",
            Self::Nzd => "NZD",
            Self::Jpy => "JPY",
        }
    }
}
