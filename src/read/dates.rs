//! Reads the dates of a source, by the evidence of all of them where each alone could be read in two ways.
//!
//! A day above 12 shows the order of a column; the other two thirds of its days would be a biased selection of the year
//! without it. So the first date such as `03/04/2012` makes the source be looked through once for its dates alone.

use std::cell::OnceCell;
use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{DateOrder, NumericDate, PrintedDate, RawArticle, Record, printed_date, zone_of};
use crate::read::account::Unread;

/// A year that is none of publication lies before this one or after it.
const LATEST_PAST: i16 = 1900;

/// Looks through the records of a source once more.
pub(super) type Rereading<'a> = dyn Fn(&mut dyn FnMut(Record) -> ControlFlow<()>) + 'a;

/// How the dates of one source are read.
pub(super) struct SourceDates<'a> {
    asked: Option<DateOrder>,
    latest: Option<Date>,
    /// `None` for a source that can be read once only.
    reread: Option<&'a Rereading<'a>>,
    evidence: OnceCell<Evidence>,
}

impl<'a> SourceDates<'a> {
    /// `asked` is the order asked for, `latest` the last day that is not in the future.
    pub(super) fn new(asked: Option<DateOrder>, latest: Option<Date>, reread: Option<&'a Rereading<'a>>) -> Self {
        Self { asked, latest, reread, evidence: OnceCell::new() }
    }

    /// Gives the article the day of its printed date, or says why it has none.
    pub(super) fn settle(&self, article: &mut RawArticle) -> Option<Unread> {
        let printed = article.printed_date.take()?;
        match self.day(&printed) {
            Ok(day) => {
                article.zone = zone_of(&printed).map(str::to_owned);
                article.date = Some(day);
                None
            }
            Err(unread) => {
                article.printed_date = Some(printed);
                Some(unread)
            }
        }
    }

    fn day(&self, printed: &str) -> Result<Date, Unread> {
        let said = match printed_date(printed) {
            PrintedDate::Numeric(date) => date.no_day().unwrap_or(PrintedDate::Numeric(date)),
            said => said,
        };
        let day = match said {
            PrintedDate::Day(day) => day,
            PrintedDate::Numeric(date) => self.numeric(date)?,
            PrintedDate::Month => return Err(Unread::Month),
            PrintedDate::NoDay => return Err(Unread::NoDay),
            PrintedDate::OtherYear(day) if day.year() > LATEST_PAST => return Err(Unread::Future),
            PrintedDate::OtherYear(_) => return Err(Unread::Past),
            PrintedDate::Unknown => return Err(Unread::Unknown),
        };
        if self.latest.is_some_and(|latest| day > latest) { Err(Unread::Future) } else { Ok(day) }
    }

    fn numeric(&self, date: NumericDate) -> Result<Date, Unread> {
        let order = match self.evidence() {
            None => self.asked,
            Some(evidence) => evidence.order(self.asked)?,
        };
        match order {
            Some(order) => date.in_order(order).or_else(|| date.only_day()),
            None => date.only_day(),
        }
        .ok_or(if date.in_order(DateOrder::MonthDay).is_some() { Unread::Order } else { Unread::Unknown })
    }

    /// What the dates of the source show; `None` where they cannot be looked at.
    fn evidence(&self) -> Option<&Evidence> {
        let reread = self.reread?;
        Some(self.evidence.get_or_init(|| {
            let mut evidence = Evidence::default();
            reread(&mut |record| {
                if let Record::Article(article) = record
                    && let Some(PrintedDate::Numeric(date)) = article.printed_date.as_deref().map(printed_date)
                {
                    evidence.add(date, article.printed_date.as_deref().unwrap_or_default());
                }
                ControlFlow::Continue(())
            });
            evidence
        }))
    }

    /// A remark on a column that shows another order than was asked for, or both.
    pub(super) fn remark(&self) -> Option<String> {
        self.evidence.get()?.remark(self.asked)
    }
}

/// What the all-number dates of a source show of their order.
#[derive(Default)]
struct Evidence {
    month_first: DatesOfOrder,
    day_first: DatesOfOrder,
    /// Dates that are a day in both orders, and not the same one.
    n_both: u64,
    /// Bits of the first and last numbers of dates with two-digit years: those of days are many, those of years few.
    short_firsts: u128,
    /// A year at the end can be nothing else: it has four digits, or is above 31.
    has_sure_years: bool,
    short_lasts: u128,
}

/// Dates of one kind.
#[derive(Default)]
struct DatesOfOrder {
    n: u64,
    first: Option<Arc<str>>,
}

impl DatesOfOrder {
    fn add(&mut self, printed: &str) {
        self.n += 1;
        self.first.get_or_insert_with(|| printed.into());
    }
}

impl Evidence {
    fn add(&mut self, date: NumericDate, printed: &str) {
        match date.only_order() {
            Some(DateOrder::MonthDay) => self.month_first.add(printed),
            Some(DateOrder::DayMonth) => self.day_first.add(printed),
            None => self.n_both += u64::from(date.only_day().is_none()),
        }
        // Above 31, two digits are no day.
        self.has_sure_years |= !date.is_short || date.year > 31;
        if date.is_short {
            self.short_firsts |= 1 << date.first;
            self.short_lasts |= 1 << date.year;
        }
    }

    /// The order in which the dates are read; `None` where no date needs one.
    fn order(&self, asked: Option<DateOrder>) -> Result<Option<DateOrder>, Unread> {
        let is_settled = match asked {
            None => false,
            Some(DateOrder::DayMonth) => true,
            Some(DateOrder::MonthDay) => self.day_first.n == 0,
        };
        if self.may_begin_with_years() && !is_settled {
            return Err(Unread::Order);
        }
        match (self.month_first.n, self.day_first.n) {
            (0, 0) if asked.is_none() && self.n_both > 0 => Err(Unread::Order),
            (0, 0) => Ok(asked),
            (0, _) => Ok(Some(DateOrder::DayMonth)),
            (_, 0) => Ok(Some(DateOrder::MonthDay)),
            _ if asked.is_none() && self.n_both > 0 => Err(Unread::Mixed),
            _ => Ok(asked),
        }
    }

    /// `15/03/14`: the numbers that would be days take no more values than those that would be years.
    fn may_begin_with_years(&self) -> bool {
        self.short_firsts != 0
            && !self.has_sure_years
            && self.month_first.n == 0
            && self.short_firsts.count_ones() <= self.short_lasts.count_ones()
    }

    fn remark(&self, asked: Option<DateOrder>) -> Option<String> {
        let (month_first, day_first) = (&self.month_first, &self.day_first);
        let example =
            |seen: &DatesOfOrder| format!("{} dates such as {}", seen.n, seen.first.as_deref().unwrap_or_default());
        match (asked, month_first.n, day_first.n) {
            (_, 1.., 1..) => Some(format!(
                "the dates change their order: {} have the month first, {} the day; {}",
                example(month_first),
                example(day_first),
                match asked {
                    None if self.n_both > 0 =>
                        "those of three numbers are left out: part the file by its orders, or \
                                                say in which order dates are read that fit both",
                    None => "none of the others can be read in two ways",
                    Some(_) => "dates that fit both are read in the order asked for",
                }
            )),
            (Some(DateOrder::MonthDay), 0, 1..) => {
                Some(format!("the dates are read day first and not month first: {} show it", example(day_first)))
            }
            (Some(DateOrder::DayMonth), 1.., 0) => {
                Some(format!("the dates are read month first and not day first: {} show it", example(month_first)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{DateOrder, RawArticle, Record};
    use crate::read::account::Unread;
    use crate::read::dates::{Rereading, SourceDates};

    /// The days of a column; blanks part its dates.
    #[track_caller]
    fn check(column: &str, asked: Option<DateOrder>, expected: &str, remark: &str) {
        let articles = || {
            let printed = column.split(' ').map(|date| Some(date.to_owned()));
            printed.map(|printed_date| RawArticle { printed_date, ..RawArticle::default() })
        };
        let reread: &Rereading<'_> = &|sink| {
            let _ = articles().try_for_each(|article| sink(Record::Article(Box::new(article))));
        };
        let dates = SourceDates::new(asked, Some(jiff::civil::date(2026, 1, 1)), Some(reread));
        let days = articles().map(|mut article| {
            dates.settle(&mut article);
            article.date.map_or_else(|| "-".to_owned(), |day| day.to_string())
        });
        assert_eq!(days.collect::<Vec<_>>().join(" "), expected, "{column}");
        let found = dates.remark().unwrap_or_default();
        assert!(found.contains(remark) && found.is_empty() == remark.is_empty(), "{column}: {found}");
    }

    #[test]
    fn a_date_that_is_no_day_is_said_to_be_none() {
        let reason = |printed: &str| {
            let dates = SourceDates::new(None, Some(jiff::civil::date(2026, 1, 1)), None);
            dates.settle(&mut RawArticle { printed_date: Some(printed.to_owned()), ..RawArticle::default() })
        };
        for printed in ["31.02.2019", "2019-02-31", "2019/13/01", "00.01.2019"] {
            assert_eq!(reason(printed), Some(Unread::NoDay), "{printed}");
        }
        for printed in ["3019-01-01", "13.01.3019", "2027-01-01"] {
            assert_eq!(reason(printed), Some(Unread::Future), "{printed}");
        }
        assert_eq!(reason("0219-01-01"), Some(Unread::Past));
        assert_eq!(reason("03/04/2012"), Some(Unread::Order));
        assert_eq!(reason("last week"), Some(Unread::Unknown));
    }

    #[test]
    fn a_day_above_twelve_shows_the_order_of_its_column() {
        check("01/02/2017 13/02/2017 05/05/2017", None, "2017-02-01 2017-02-13 2017-05-05", "");
        check("01/02/2017 2/13/2017", None, "2017-01-02 2017-02-13", "");
        check("1.2.2017 13.2.17", None, "2017-02-01 2017-02-13", "");
        check("01/02/2017 2017-05-06", None, "- 2017-05-06", "");
        check("05/05/2017", None, "2017-05-05", "");
    }

    #[test]
    fn a_column_with_both_orders_is_not_read_in_part() {
        let column = "01/02/2017 13/02/2017 02/14/2017 2017-05-06";
        check(column, None, "- - - 2017-05-06", "change their order");
        let both = "2017-01-02 2017-02-13 2017-02-14 2017-05-06";
        check(column, Some(DateOrder::MonthDay), both, "in the order asked for");
        check("13/02/2017 02/14/2017", None, "2017-02-13 2017-02-14", "none of the others");
    }

    #[test]
    fn a_column_wins_over_the_order_asked_for() {
        let column = "01/02/2017 13/02/2017";
        check(column, Some(DateOrder::MonthDay), "2017-02-01 2017-02-13", "13/02/2017");
        check(column, Some(DateOrder::DayMonth), "2017-02-01 2017-02-13", "");
    }

    #[test]
    fn two_digits_may_be_the_year_wherever_they_come() {
        check("3/14/12 3/4/12", None, "2012-03-14 2012-03-04", "");
        check("14/03/12 25/03/12 4/3/12", None, "2012-03-14 2012-03-25 2012-03-04", "");
        check("14/3/98 25/12/99 3/4/01", None, "1998-03-14 1999-12-25 2001-04-03", "");
        check("15/03/14 15/03/15", None, "- -", "");
        check("15/03/14", Some(DateOrder::DayMonth), "2014-03-15", "");
        check("4/4/17", None, "-", "");
        check("4/4/17 9/5/18", Some(DateOrder::MonthDay), "2017-04-04 2018-09-05", "");
    }

    #[test]
    fn a_day_to_come_is_no_day_of_publication() {
        check("2050-05-09 1/13/2050 2016-05-09", None, "- - 2016-05-09", "");
    }
}
