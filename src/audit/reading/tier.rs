//! What was found of one tier in a text.

/// What was found of one tier.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct TierReading {
    /// Name.
    #[cfg_attr(feature = "serve", schema(example = "low_wage"))]
    pub tier: String,
    /// Attention 0–3.
    pub attention: u8,
    /// Expected attention, 0–3.
    pub expected: f64,
    /// Probability that the text is about this tier; none without fitted weights.
    pub probability: Option<f64>,
    /// `none`, `token` or `substantive`.
    #[cfg_attr(feature = "serve", schema(example = "substantive"))]
    pub acknowledgement: String,
    /// Sentences of lede and body that speak of it.
    pub n_sentences: u32,
    /// Third of the text in which it is first acknowledged.
    pub first: Option<&'static str>,
    /// Third in which it is last acknowledged.
    pub last: Option<&'static str>,
    /// Hits in scored zones.
    pub n_hits: usize,
    /// Log-odds against `none` as a sum; none without fitted weights.
    pub case: Option<Case>,
    #[serde(skip)]
    #[cfg_attr(not(feature = "serve"), expect(dead_code, reason = "pages alone show it"))]
    pub(crate) style: &'static str,
}

/// Log-odds of a tier against `none`.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct Case {
    /// Those of an average text.
    pub constant: f64,
    /// What the features add that move most.
    pub parts: Vec<Part>,
    /// What all others add.
    pub rest: f64,
    /// The sum.
    pub log_odds: f64,
}

/// What one feature adds.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct Part {
    /// Name.
    #[cfg_attr(feature = "serve", schema(example = "low_wage.schedule"))]
    pub feature: String,
    /// Its value here.
    pub value: f64,
    /// Its mean over the coded articles.
    pub mean: f64,
    /// Log-odds it adds.
    pub log_odds: f64,
}
