//! Finds who speaks in an article, what they say, and who they are.
//!
//! In: a document, its tokens and hits, and a [`QuoteAttributor`]. Out: [`Voice`]: quotations direct,
//! indirect and mixed, attributed thoughts, and their speakers. Rules only, sentence by sentence,
//! in time linear in the text.

mod quote;
mod word_class;
mod quotation_mark;
mod work_title;
mod outer_text;
mod bare_phrase;
mod anonymity;
mod apposition;
mod noun;
mod cue;
mod follow;
mod first_name;
mod surname;
mod name;
mod gender;
mod tier_sign;
mod role;
mod form;
mod speaker;
mod profile;
mod attribute;

pub use crate::voice::attribute::QuoteAttributor;
pub use crate::voice::quote::{
    PersonMention, Profile, Quote, QuoteKind, SectorIdx, Speaker, SpeakerForm, Standing, Voice,
};
pub use crate::voice::word_class::WordClass;

#[cfg(test)]
mod tests;
