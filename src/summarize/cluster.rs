//! Which articles share enough to count as one observation.

use std::collections::BTreeMap;

use crate::record::outlet_of;
use crate::score::ArticleRow;
use crate::summarize::weight::story_of;

/// What the articles of a cluster share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClusterBy {
    /// Their outlet; articles without one are one cluster.
    Outlet,
    /// Their outlet and ISO week; an undated article is a cluster of its own.
    OutletWeek,
    /// Their story.
    Story,
}

/// How intervals are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By outlet where a group has several; else by outlet and week; else Wilson's.
    Coarsest,
    /// Wilson's, articles taken as independent.
    Wilson,
    /// By bootstrap over clusters.
    Clusters(ClusterBy),
}

impl Method {
    /// The clusters of a whole corpus; `None` where articles are taken as independent.
    #[must_use]
    pub fn clusters(self, rows: &[ArticleRow]) -> Option<(ClusterBy, Vec<u32>)> {
        let by = match self {
            Self::Wilson => return None,
            Self::Clusters(by) => by,
            Self::Coarsest if rows.windows(2).any(|pair| pair[0].outlet != pair[1].outlet) => ClusterBy::Outlet,
            Self::Coarsest => ClusterBy::OutletWeek,
        };
        Some((by, by.number(rows)))
    }
}

impl ClusterBy {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::OutletWeek => "outlet-week",
            Self::Story => "story",
        }
    }

    /// The cluster of each article, as numbers in the order of their names.
    #[must_use]
    pub fn number(self, rows: &[ArticleRow]) -> Vec<u32> {
        let names: Vec<String> = rows.iter().map(|row| self.key(row)).collect();
        let mut numbers: BTreeMap<&str, u32> = names.iter().map(|name| (name.as_str(), 0)).collect();
        numbers.values_mut().zip(0..).for_each(|(number, at)| *number = at);
        names.iter().map(|name| numbers[name.as_str()]).collect()
    }

    /// The name of the cluster of an article.
    pub(crate) fn key(self, row: &ArticleRow) -> String {
        let outlet = outlet_of(row);
        match self {
            Self::Outlet => outlet.to_owned(),
            Self::OutletWeek => format!("{outlet}\n{}", week(row.date.as_deref()).unwrap_or_else(|| row.id.clone())),
            Self::Story => story_of(row).to_owned(),
        }
    }
}

/// ISO year and week of a day.
fn week(date: Option<&str>) -> Option<String> {
    let week = date?.parse::<jiff::civil::Date>().ok()?.iso_week_date();
    Some(format!("{}-{:02}", week.year(), week.week()))
}
