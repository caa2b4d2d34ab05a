//! Audits news coverage by class focus: whose working life do the articles describe?
//!
//! The stages stand in flow order, and a module uses only modules declared before it:
//! `RawArticle → Document → Tokens → Hits → ScoredDocument → Tally → Summary`.
//! `tests/it/layers.rs` reads the order below and fails on a breach.

pub mod span;
pub mod article;
pub mod read;
pub mod clean;
pub mod tokenize;
pub mod lexicon;
pub mod matcher;
pub mod baseline;
pub mod voice;
pub mod pay;
pub mod score;
pub mod engine;
pub mod copies;
pub mod summarize;
pub mod record;
#[cfg(feature = "search")]
pub mod store;
pub mod validate;
pub mod quality;
pub mod robustness;
pub mod present;
#[cfg(all(feature = "search", feature = "parquet"))]
pub mod folder;
#[cfg(all(feature = "search", feature = "parquet"))]
pub mod pipeline;
#[cfg(all(feature = "search", feature = "parquet"))]
pub mod findings;
#[cfg(all(feature = "search", feature = "parquet"))]
pub mod audit;
#[cfg(feature = "serve")]
pub mod serve;
