//! Turns the hits of a document into attention to each tier, a focus, and the findings beside it.
//!
//! In: a document, its tokens and hits, a [`Scorer`]. Out: [`ScoredDocument`]. A pure function:
//! same input, same numbers; every number leads back to hits.
//!
//! Only the zones headline, lede and body count. Copies of a hit elsewhere (comments, author box)
//! stay among the hits, so that they can be shown, but move nothing.

mod focus;
mod certainty;
mod feature;
mod sums;
mod calibration;
mod attention;
mod finding;
mod unscored;
mod document;
mod explain;
mod median;
mod voice_row;
mod work;
mod row;

pub use crate::score::attention::{RuleOfThumb, Scorer, Verdict, fitted};
pub use crate::score::calibration::{
    Calibration, CalibrationError, FeatureWeights, LEAST_DEVIATION, LEAST_DEVIATION_OF_SENTENCES, MOST_DEVIATIONS,
    Provenance, Weights, softmax,
};
pub use crate::score::certainty::Certainty;
pub use crate::score::document::{ScoredDocument, leave_unscored, score, sentence_totals};
pub use crate::score::explain::{Argument, Contribution, argument, effects};
pub use crate::score::feature::{FLOOR_TOKENS, Features, Sign, feature_names};
pub use crate::score::finding::{Acknowledgement, AcknowledgementKind, Third};
pub use crate::score::focus::{Focus, HeadlineScope, UNSCORED};
pub use crate::score::row::{ArticleRow, HitRow, article_row, hit_rows};
pub use crate::score::sums::{features, features_of_signs};
pub use crate::score::unscored::Unscored;
pub use crate::score::voice_row::{PLACES, QuoteRow, VoiceRow, quote_rows, spoken, standings, voice_row};
pub use crate::score::work::{PayRow, WorkRow, pay_rows};

#[cfg(test)]
mod tests;
