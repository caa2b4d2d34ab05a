//! A coded document as corrections need it.

/// A coded document, what the program says of it, and how it came to be coded.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct GoldDocument {
    /// Id.
    pub id: String,
    /// Label by the coders.
    pub gold: String,
    /// Label by the program.
    pub said: String,
    /// The draw it belongs to; several draws from one population are pooled.
    pub sample: String,
    /// Stratum of that draw.
    pub stratum: String,
    /// Chance to be drawn, in `(0, 1]`; `None` when it is unknown.
    pub probability: Option<f64>,
    /// The number of its cluster, an outlet or an outlet's week; not kept, but set by the articles that shares are of.
    #[serde(skip)]
    pub cluster: Option<u32>,
}
