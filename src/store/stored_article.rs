//! An article as the index stores it.

use crate::article::{RawArticle, parse_date};

/// An article as the index stores it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StoredArticle {
    /// Id.
    pub id: String,
    /// Outlet.
    pub outlet: Option<String>,
    /// Section.
    pub section: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// Day.
    pub date: Option<String>,
    /// Time zone the day was printed with.
    pub date_zone: Option<String>,
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
}

impl StoredArticle {
    /// The article as it was read.
    #[must_use]
    pub fn raw(self) -> RawArticle {
        RawArticle {
            id: self.id,
            outlet: self.outlet,
            date: self.date.and_then(|date| parse_date(&date, None)),
            zone: self.date_zone,
            url: self.url,
            author: self.author,
            section: self.section,
            title: self.title,
            body: self.body,
            ..RawArticle::default()
        }
    }
}
