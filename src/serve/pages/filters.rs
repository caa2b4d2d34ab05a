//! Template filters for names and numbers.

use std::fmt::Display;

use askama::Values;

/// A name of the lexicon in plain words.
#[askama::filter_fn]
pub(super) fn spoken(name: impl Display, _: &dyn Values) -> askama::Result<String> {
    Ok(crate::present::spelled(&name.to_string()))
}

/// A text with a capital at its start.
#[askama::filter_fn]
pub(super) fn capital(text: impl Display, _: &dyn Values) -> askama::Result<String> {
    let text = text.to_string();
    let mut rest = text.chars();
    Ok(rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect()))
}

/// A number with two decimals.
#[askama::filter_fn]
pub(super) fn two(number: impl Display, _: &dyn Values) -> askama::Result<String> {
    Ok(format!("{number:.2}"))
}

/// A number with its sign.
#[askama::filter_fn]
pub(super) fn signed(number: impl Display, _: &dyn Values) -> askama::Result<String> {
    Ok(format!("{number:+.2}"))
}

/// A number without decimals.
#[askama::filter_fn]
pub(super) fn whole(number: impl Display, _: &dyn Values) -> askama::Result<String> {
    Ok(format!("{number:.0}"))
}

/// A whole number with commas between thousands.
#[askama::filter_fn]
pub(super) fn grouped(number: impl Display, _: &dyn Values) -> askama::Result<String> {
    Ok(crate::present::grouped(number))
}
