//! What was found in one article or draft, in plain values: for the command line, a page and the API.

mod style;
mod margin;
mod tier;
mod remark;
mod focus;
mod sentence;
mod text;
mod explain;

pub use crate::audit::reading::explain::Explained;
pub use crate::audit::reading::focus::FocusReading;
#[cfg(feature = "serve")]
pub(crate) use crate::audit::reading::margin::style_of;
pub use crate::audit::reading::margin::{
    BesideReading, PayReading, PeopleReading, PersonReading, PlacedPay, RemedyReading,
};
pub use crate::audit::reading::remark::Remark;
pub use crate::audit::reading::sentence::{ArticleWords, SignWeight, TellingSentence};
#[cfg(feature = "serve")]
pub(crate) use crate::audit::reading::style::{label, style, tier_style};
pub use crate::audit::reading::text::{Evidence, Reading, ReasonReading, ScheduleReading, SpeakerReading, reading};
pub use crate::audit::reading::tier::{Case, Part, TierReading};
