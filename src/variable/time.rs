//! Times on a day, as ISO 8601 writes them.

use jiff::civil::{Date, DateTime, Time};

/// The day of a time such as `2016-12-01T09:30:00Z` or `2016-12-01 09:30`, and whether a time of day is lost with it.
///
/// In UTC where the time has a zone, as a Parquet file has it; `None` for every other text.
#[must_use]
pub fn day_of_time(text: &str) -> Option<(Date, bool)> {
    let bytes = text.as_bytes();
    let is_likely =
        bytes.len() >= 16 && matches!(bytes[10], b'T' | b't' | b' ') && bytes[4] == b'-' && bytes[13] == b':';
    if !is_likely {
        return None;
    }
    let at: DateTime = match text.parse::<jiff::Timestamp>() {
        Ok(time) => time.to_zoned(jiff::tz::TimeZone::UTC).datetime(),
        Err(_) => text.parse().ok()?,
    };
    Some((at.date(), at.time() != Time::midnight()))
}

#[cfg(test)]
mod tests {
    use super::day_of_time;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, bool)>) {
        let found = day_of_time(text).map(|(day, has_time)| (day.to_string(), has_time));
        assert_eq!(found, expected.map(|(day, has_time)| (day.to_owned(), has_time)), "{text}");
    }

    #[test]
    fn a_time_is_its_day_in_utc() {
        check("2016-12-01T09:30:00Z", Some(("2016-12-01", true)));
        check("2016-12-01 09:30:00", Some(("2016-12-01", true)));
        check("2016-12-01T09:30", Some(("2016-12-01", true)));
        check("2016-12-01T00:00:00.000Z", Some(("2016-12-01", false)));
        check("2016-12-01 00:00:00+00:00", Some(("2016-12-01", false)));
        check("2016-12-01T23:30:00-05:00", Some(("2016-12-02", true)));
        check("2016-12-01T23:30:00.000-0500", Some(("2016-12-02", true)));
        for other in
            ["2016-12-01", "2016-13-01T09:30:00Z", "2016-12-01T09:30:00 or later", "09:30:00", "élan-é-12 at 0:30"]
        {
            check(other, None);
        }
    }
}
