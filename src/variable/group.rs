//! Ends of a range over days.

/// One end of a range over days, as `yyyymmdd`: a number that may be a year stands for its first or last day.
#[must_use]
pub fn bound_of(number: f64, is_low: bool, inclusive: bool) -> f64 {
    if !(1000.0..10_000.0).contains(&number) || number.fract() != 0.0 {
        return number;
    }
    // `>2016` begins after the whole year, `<2016` ends before it.
    if is_low == inclusive { number * 10_000.0 + 101.0 } else { number * 10_000.0 + 1231.0 }
}
