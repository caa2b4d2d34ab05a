//! Numbers, days and their ranges as written after a field.

use crate::store::query::Bound;

pub(in crate::store) type Range = (Option<Bound>, Option<Bound>);

/// The range `value` names; `None` when it is a plain value.
///
/// # Errors
/// With what was expected.
pub(super) fn range_of(field: &str, value: &str) -> Result<Option<Range>, String> {
    let bound = |text: &str, inclusive: bool, upper: bool| match number(field, text, upper) {
        Some(number) => Ok(Some(Bound { number, inclusive })),
        None => Err(format!("`{text}` is no number and no date like 2016, 2016-03 or 2016-03-31")),
    };
    for (sign, low, inclusive) in [(">=", true, true), ("<=", false, true), (">", true, false), ("<", false, false)] {
        if let Some(text) = value.strip_prefix(sign) {
            // `>2016` starts after the whole year, `<=2016` takes all of it.
            let found = bound(text, inclusive, low != inclusive)?;
            return Ok(Some(if low { (found, None) } else { (None, found) }));
        }
    }
    if let Some((low, high)) = value.split_once("..") {
        let low_bound = if low.is_empty() { None } else { bound(low, true, false)? };
        let high_bound = if high.is_empty() { None } else { bound(high, true, true)? };
        if let (Some(l), Some(h)) = (low_bound, high_bound)
            && l.number > h.number
        {
            return Err(format!("the range ends before it starts; did you mean `{field}:{high}..{low}`?"));
        }
        return Ok(Some((low_bound, high_bound)));
    }
    if field == "date" {
        return Ok(Some((bound(value, true, false)?, bound(value, true, true)?)));
    }
    Ok(None)
}

/// The range of days that `2016`, `2016-03` or `2016-03-31` names.
///
/// # Errors
/// With what was expected.
pub(in crate::store) fn day_range(text: &str) -> Result<Range, String> {
    range_of("date", text).map(Option::unwrap_or_default)
}

/// A number, or a day as `yyyymmdd` with the first or last day of a year or month; a year is one for `date` alone.
fn number(field: &str, text: &str, upper: bool) -> Option<f64> {
    if field != "date" && (!text.contains('-') || text.starts_with('-')) {
        return text.parse::<f64>().ok().filter(|n| n.is_finite());
    }
    let parts: Vec<&str> = text.split('-').collect();
    if parts.len() > 3 || parts[0].len() != 4 {
        return None;
    }
    let year: i16 = parts[0].parse().ok()?;
    let month = parts.get(1).map_or(Some(if upper { 12 } else { 1 }), |m| m.parse::<i8>().ok())?;
    let first = jiff::civil::Date::new(year, month, 1).ok()?;
    let date = match parts.get(2) {
        Some(day) => jiff::civil::Date::new(year, month, day.parse().ok()?).ok()?,
        None if upper => first.last_of_month(),
        None => first,
    };
    Some(crate::record::day_number(date) as f64)
}
