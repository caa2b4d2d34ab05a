//! Occupations named in articles, compared with the people employed in them.
//!
//! In: article rows, hit rows, the lexicon, a survey. Out: representation ratios, places on the wage
//! distribution, occupations that are silent. Every comparison leaves out, on both sides,
//! occupations that the lexicon has no word for and those that the survey has no figure for.
//!
//! An article is compared with the figures of its year, or of the nearest year that has any: what is
//! expected is a sum over years, as in a standardised ratio.

mod mentions;
mod base;
mod ratio;
mod persons;
mod place;
mod silence;

pub use crate::summarize::population::base::{Base, People, WorkerClasses};
pub use crate::summarize::population::mentions::{Mentions, Naming, Unit};
pub use crate::summarize::population::persons::persons;
pub use crate::summarize::population::place::{Interval, Places, places};
pub use crate::summarize::population::ratio::{Drawn, Ratio, ratios};
pub use crate::summarize::population::silence::{Silence, silences};

#[cfg(test)]
mod tests;
