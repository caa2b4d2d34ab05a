use crate::article::date::zone_of;
use crate::article::{DateOrder, PrintedDate, parse_date, printed_date};

#[track_caller]
fn check(text: &str, order: Option<DateOrder>, expected: Option<&str>) {
    assert_eq!(parse_date(text, order).map(|d| d.to_string()).as_deref(), expected, "{text}");
}

#[test]
fn dates_of_the_news_are_read() {
    for text in [
        "2012-03-14",
        "2012-03-14T23:59:00-05:00",
        "20120314",
        "March 14, 2012",
        "Mar. 14, 2012",
        "14 March 2012",
        "Wed, 14 Mar 2012 10:00:00 GMT",
        "Wednesday, March 14th, 2012 at 9 am",
        "3/14/2012",
        "14.03.2012 10:00",
        "2012-3-14 10:20:00",
        "2012/3/14",
        "2012.3.14",
        "20120314T102000Z",
        "20120314102000",
        "14-Mar-2012",
        "14-MAR-12",
        "10:20 a.m. Mar 14 2012",
        "Wed Mar 14 10:20:00 2012",
        "Wed Mar 14 10:20:00 EST 2012",
        "10:20 AM, March 14, 2012",
        "Published: March 14, 2012",
        "Mittwoch, 14. März 2012",
        "14 mars 2012",
        "14 de marzo de 2012",
        "2012 March 14",
        "14th of March, 2012",
        "Wed Mar 14 10:20:00 +0000 2012",
        "14Mar2012",
        "Mar-14-2012",
        "2012_03_14",
        "2012 03 14",
        "2012年3月14日",
        "Mi., 14. Mrz. 2012",
        "quarta-feira, 14 de março de 2012",
        "mercoledì 14 marzo 2012",
        "woensdag 14 mrt. 2012",
        "14° marzo 2012",
        "mer. 14 mars 2012 à 10h20",
        "1331720400",
        "1331720400.0",
        "1331720400345",
        "1331720400345678901",
    ] {
        check(text, None, Some("2012-03-14"));
    }
}

#[test]
fn seconds_are_no_day_of_the_eighteenth_century() {
    check("1701010100", None, Some("2023-11-26"));
    check("1703062800345", None, Some("2023-12-20"));
    check("946684800", None, Some("2000-01-01"));
    check("946684800000", None, Some("2000-01-01"));
    check("17010101", None, Some("1701-01-01"));
}

#[test]
fn the_day_is_the_day_of_the_printed_zone() {
    for (text, zone) in [
        ("2012-03-14T23:30:00-05:00", Some("-05:00")),
        ("2012-03-14T23:30Z", Some("Z")),
        ("2012-03-14 23:30:00.123+0530", Some("+0530")),
        ("Wed, 14 Mar 2012 23:30:00 GMT", Some("GMT")),
        ("March 14, 2012 11:30 PM EST", Some("EST")),
        ("2012-03-14 23:30:00", None),
        ("2012-03-14", None),
        ("March 14, 2012 11:30 PM", None),
    ] {
        check(text, None, Some("2012-03-14"));
        assert_eq!(zone_of(text), zone, "{text}");
    }
}

#[test]
fn march_is_a_tuesday_before_another_month() {
    check("mar. 3 janvier 2012", None, Some("2012-01-03"));
    check("mar. 3 mars 2015", None, Some("2015-03-03"));
    check("Mar. 3 2015", None, Some("2015-03-03"));
}

#[test]
fn ambiguous_dates_need_an_order() {
    for text in ["03/04/2012", "3.4.2012", "3/4/12", "3 4 2012"] {
        check(text, None, None);
        check(text, Some(DateOrder::MonthDay), Some("2012-03-04"));
        check(text, Some(DateOrder::DayMonth), Some("2012-04-03"));
    }
    // A year may come first here.
    check("14/3/12", None, None);
    check("12-03-14", None, None);
    check("3/14/69", Some(DateOrder::MonthDay), Some("1969-03-14"));
}

#[test]
fn a_month_without_a_day_is_no_day() {
    for text in ["May 2016", "mai 2016", "2016-05", "5/2016", "2016"] {
        assert_eq!(printed_date(text), PrintedDate::Month, "{text}");
    }
}

#[test]
fn impossible_dates_are_none() {
    for text in [
        "",
        "2012-13-45",
        "2012-123-4",
        "yesterday",
        "May",
        "31 February 2012",
        "0001-01-01",
        "12345678",
        "1234567",
        "Mar 14 12",
        "jui 14 2012",
        "14-15 March 2012",
        "2012 03 14 15",
    ] {
        check(text, None, None);
    }
}
