//! What one article is before anything is done to it, and how it is identified.
//!
//! Out: [`RawArticle`], the records refused beside it, hashes of ids and texts, days of publication.
//! Everything here is a pure function of text.

mod date;
mod raw;
mod panic;
mod id;
mod wrap;
mod byline_words;
mod byline;

pub(crate) use crate::article::byline::{names_before_post, names_of_byline, without_additions};
pub use crate::article::date::{DateOrder, NumericDate, PrintedDate, parse_date, printed_date, zone_of};
pub use crate::article::id::{id_hash, made_id, normalised_url, text_hash};
pub(crate) use crate::article::panic::made_or_refused;
#[doc(hidden)]
pub use crate::article::panic::panic_cause;
pub use crate::article::raw::{Columns, Notice, RawArticle, Record, Reject, Remedy};
pub(crate) use crate::article::wrap::{ends_as_sentence, ends_in_cut_word, is_hard_wrapped};
