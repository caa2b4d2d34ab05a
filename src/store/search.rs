//! Asks the index.

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{AllQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{TantivyDocument, Term};

use crate::store::query::plan;
use crate::store::{Query, Store, StoreError};

/// Order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Best first, by BM25.
    #[default]
    Rank,
    /// Latest first; articles without a date last.
    Date,
}

/// Which results are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// Order.
    pub order: Order,
    /// Results to leave out at the start.
    pub offset: usize,
    /// Most results.
    pub limit: usize,
}

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
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
}

/// Some results of a query.
#[derive(Debug, Clone)]
pub struct Page {
    /// Articles that match, all in all.
    pub n_found: usize,
    /// Articles in the index.
    pub n_articles: usize,
    /// The results asked for.
    pub articles: Vec<StoredArticle>,
}

impl Store {
    /// Runs a query.
    ///
    /// # Errors
    /// When a field is unknown or the index cannot be read.
    pub fn search(&self, query: &Query, request: Request) -> Result<Page, StoreError> {
        let searcher = self.reader.searcher();
        let planned = plan(query, &self.fields)?;
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let n_found = searcher.search(&planned, &Count).map_err(broken)?;
        let n_articles = searcher.search(&AllQuery, &Count).map_err(broken)?;
        let top = TopDocs::with_limit(request.limit.max(1)).and_offset(request.offset);
        let addresses: Vec<_> = match request.order {
            Order::Rank => {
                let found = searcher.search(&planned, &top.order_by_score()).map_err(broken)?;
                found.into_iter().map(|(_, address)| address).collect()
            }
            Order::Date => {
                let by_date = top.order_by_fast_field::<u64>("date", tantivy::Order::Desc);
                let found = searcher.search(&planned, &by_date).map_err(broken)?;
                found.into_iter().map(|(_, address)| address).collect()
            }
        };
        let wanted = addresses.into_iter().take(request.limit);
        let articles = wanted
            .map(|address| searcher.doc::<TantivyDocument>(address).map(|d| self.fields.stored(&d)).map_err(broken))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Page { n_found, n_articles, articles })
    }

    /// The article with this id.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn article(&self, id: &str) -> Result<Option<StoredArticle>, StoreError> {
        let searcher = self.reader.searcher();
        let query = TermQuery::new(Term::from_field_text(self.fields.id, id), IndexRecordOption::Basic);
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let found = searcher.search(&query, &TopDocs::with_limit(1).order_by_score()).map_err(broken)?;
        let Some((_, address)) = found.first() else { return Ok(None) };
        let document: TantivyDocument = searcher.doc(*address).map_err(broken)?;
        Ok(Some(self.fields.stored(&document)))
    }
}
