//! Audits news coverage by class focus: whose working life do the articles describe?
//!
//! A text is scored with an [`Engine`], which is a [`Lexicon`] compiled for matching:
//!
//! ```
//! use classlens::{Engine, Lexicon, RawArticle};
//!
//! let engine = Engine::new(Lexicon::embedded())?;
//! let body = "The cashiers learn their shifts a day before. Most earn $9 an hour.";
//! let scored = engine.analyse(RawArticle { id: "1".into(), body: body.into(), ..RawArticle::default() });
//! for hit in classlens::score::hit_rows(&engine.lexicon, &scored) {
//!     println!("{} ({}, {})", hit.words, hit.tier, hit.dimension);
//! }
//! assert!(scored.acknowledgement[usize::from(engine.lexicon.tier("low_wage").expect("a tier").0)].n_sentences > 0);
//! # Ok::<_, classlens::score::CalibrationError>(())
//! ```
//!
//! A corpus is read, scored and kept in a folder by [`pipeline::audit`]; [`Audit`] opens such a folder and answers:
//!
#![cfg_attr(all(feature = "search", feature = "parquet"), doc = "```")]
#![cfg_attr(not(all(feature = "search", feature = "parquet")), doc = "```ignore")]
//! use classlens::audit::SummaryOptions;
//! use classlens::pipeline::{AuditOptions, Counters, audit, sample_source};
//! use classlens::present::{Style, render};
//! use classlens::{Audit, Engine, Lexicon};
//!
//! let folder = tempfile::tempdir()?;
//! let options = AuditOptions::new(vec![sample_source()], &folder.path().join("audit"));
//! audit(&Engine::new(Lexicon::embedded())?, &options, &Counters::default())?;
//!
//! let audit = Audit::open(&options.output)?;
//! let summary = audit.summary(&SummaryOptions::default())?;
//! println!("{}", render(&summary.shares.table, Style::default()));
//!
//! let query = audit.query("\"minimum wage\" focus:low_wage")?;
//! let some = audit.of(&query)?;
//! assert!(some.rows().iter().all(|row| row.is_focused()) && some.rows().len() < audit.all()?.rows().len());
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! Files of your own: `read::expand(&["news.jsonl".into()])?` instead of `vec![sample_source()]`; `examples/audit.rs` is such a program. It needs the
//! features `search` and `parquet`. `summary.shares.before` says what is counted: print it with the table.
//!
//! The public surface is what is named here: the types that the crate re-exports, and the modules in this documentation.
//! What a call of [`Audit`] takes or returns is in [`mod@audit`]. `copies` and `store` are public for benches and tests alone,
//! are left out of the documentation, and change without notice; the other stages are the crate's own.
//!
//! The stages are in flow order, and a module uses only modules declared before it:
//! `RawArticle → Document → Tokens → Hits → ScoredDocument → Tally → Summary`.
//! `tests/it/layers.rs` reads the order below and fails on a breach.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests say in other words what is computed"))]

pub mod span;
pub mod suggest;
pub mod variable;
pub mod article;
pub mod read;
pub mod clean;
pub mod tokenize;
pub mod lexicon;
pub mod matcher;
#[cfg_attr(
    not(all(feature = "search", feature = "parquet")),
    allow(dead_code, unused_imports, reason = "audits need the rest")
)]
pub(crate) mod baseline;
pub mod voice;
pub mod pay;
pub mod worklife;
pub mod people;
pub mod score;
pub mod engine;
#[doc(hidden)]
pub mod copies;
pub mod record;
pub mod summarize;
#[doc(hidden)]
#[cfg(feature = "search")]
pub mod store;
pub mod validate;
#[cfg_attr(
    not(all(feature = "search", feature = "parquet")),
    allow(dead_code, unused_imports, reason = "audits need the rest")
)]
pub mod quality;
#[cfg(all(feature = "search", feature = "parquet"))]
pub(crate) mod robustness;
pub mod present;
#[cfg(all(feature = "search", feature = "parquet"))]
pub(crate) mod folder;
#[cfg(all(feature = "search", feature = "parquet"))]
pub mod pipeline;
#[cfg(all(feature = "search", feature = "parquet"))]
pub(crate) mod findings;
#[cfg(all(feature = "search", feature = "parquet"))]
pub mod audit;
#[cfg(feature = "serve")]
pub mod serve;

pub use crate::article::RawArticle;
#[cfg(all(feature = "search", feature = "parquet"))]
pub use crate::audit::{Answer, Audit, AuditError, EstimateOptions, Reading, Selection};
pub use crate::engine::Engine;
pub use crate::lexicon::Lexicon;
#[cfg(all(feature = "search", feature = "parquet"))]
pub use crate::pipeline::AuditOptions;
pub use crate::record::{Cell, Kind, Table};
